//! The fast lane reads what the reference lane reads.

use checks::case::{Case, Input};
use checks::{batches, builds};
use common::strategies::{self, lists};
use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #![proptest_config(common::config(400))]

    #[test]
    fn lists_with_something_typed_into_their_rows(
        list in lists::list(),
        gap in prop_oneof![6 => Just("\n"), 1 => Just("\r\n"), 1 => Just("\n\n \n"), 1 => Just("\nx\n")],
        max_record in prop_oneof![3 => Just(65_536), 1 => 1usize..60, 1 => 60usize..200],
        (strict, recovery) in (prop::bool::weighted(0.1), prop::bool::weighted(0.9)),
        cuts in vec(any::<usize>(), 0..12),
    ) {
        let rows: Vec<String> = list.rows.iter().map(|row| list.line(row) + gap).collect();
        let body = format!("OK\n\n{}\n{}", list.line(&list.names), rows.concat());
        let input = Input { body: body.as_bytes(), delimiter: common::delimiter(&list.delimiter).as_str(), strict, recovery, max_record, max_columns: 256, cuts };
        builds::check(&input);
        batches::check(&Case::of(&input));
    }

    #[test]
    fn malformed_rows(
        (delimiter, rows) in strategies::delimiter().prop_flat_map(|d| (Just(d.clone()), strategies::malformed_rows(d))),
        names in strategies::names(),
        max_record in prop_oneof![3 => Just(65_536), 1 => 1usize..60],
        cuts in vec(any::<usize>(), 0..12),
    ) {
        let body = format!("OK\n\n{}\n{rows}", names.join(&delimiter));
        let (strict, recovery, max_columns) = (false, true, 256);
        builds::check(&Input { body: body.as_bytes(), delimiter: common::delimiter(&delimiter).as_str(), strict, recovery, max_record, max_columns, cuts });
    }

    #[test]
    fn long_bodies_of_well_formed_rows(seed in any::<u64>(), damage in prop_oneof![Just(0.0), Just(0.1)], cut in any::<usize>()) {
        let plan = rescue_sessions_synthetic::Plan { rows: 300, seed, damage, ..Default::default() };
        let body = plan.body();
        builds::check(&Input { cuts: vec![cut], ..Input::new(body.as_bytes()) });
    }
}

//! Nothing is lost: every byte of a body is of its return value, its header, a record, an error, or stands between two
//! of them.

use checks::accounting;
use checks::case::Case;
use common::strategies;
use proptest::prelude::*;
use rescue_sessions::{Delimiter, Parser};
use rescue_sessions_synthetic::{Plan, Version};

fn check(parser: Parser<'_>, delimiter: &str, body: &[u8]) {
    accounting::check(&Case { body, delimiter, parser, cuts: Vec::new() });
}

proptest! {
    #![proptest_config(common::config(2_000))]

    #[test]
    fn of_broken_rows(
        (delimiter, rows) in strategies::delimiter().prop_flat_map(|d| (Just(d.clone()), strategies::broken_rows(d))),
        order in Just(["ID", "Entry", "Entry ID", "Technician", "Language"]).prop_shuffle(),
        columns in 1usize..=5,
        trailing in any::<bool>(),
        (strict, recovery) in any::<(bool, bool)>(),
        max_record in prop_oneof![Just(65_536), 1usize..60],
    ) {
        let names = &order[..columns];
        let header = names.join(&delimiter) + if trailing { &delimiter } else { "" };
        prop_assume!(header.split(&delimiter).take(columns).eq(names.iter().copied()) && names.contains(&"ID"));
        let body = format!("OK\n{header}\n{rows}");
        let parser = Parser::new().delimiter(Delimiter::new(&delimiter).unwrap());
        let parser = parser.strict(strict).recovery(recovery).max_record(max_record);
        check(parser, &delimiter, body.as_bytes());
    }

    #[test]
    fn of_rows_that_people_broke(
        seed in any::<u64>(),
        version in prop_oneof![Just(Version::V1), Just(Version::V3)],
        cut in any::<proptest::sample::Index>(),
        flipped in any::<(proptest::sample::Index, u8)>(),
    ) {
        let plan = Plan { rows: 12, seed, version, damage: 0.6, ..Plan::default() };
        let body = plan.body();
        check(Parser::new(), "|", body.as_bytes());
        check(Parser::new(), "|", &body.as_bytes()[..cut.index(body.len())]);
        let mut bytes = body.into_bytes();
        let rows = plan.head().len();
        let at = rows + flipped.0.index(bytes.len() - rows);
        bytes[at] = flipped.1;
        check(Parser::new(), "|", &bytes);
    }
}

//! Every byte of a body belongs to the return value, the header, a record, an error, or the separators between them.

use checks::accounting;
use checks::case::Case;
use common::strategies;
use proptest::prelude::*;
use rescue_sessions::Parser;
use rescue_sessions_synthetic::{Plan, Version};

fn check(parser: Parser, delimiter: &str, body: &[u8]) {
    accounting::check(&Case { body, delimiter, parser, cuts: Vec::new() });
}

proptest! {
    #![proptest_config(common::config(2_000))]

    #[test]
    fn every_byte_of_malformed_rows_is_accounted_for(
        (delimiter, rows) in strategies::delimiter().prop_flat_map(|d| (Just(d.clone()), strategies::malformed_rows(d))),
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
        let parser = Parser::new().delimiter(common::delimiter(&delimiter));
        let parser = parser.strict(strict).recovery(recovery).max_record(max_record);
        check(parser, &delimiter, body.as_bytes());
    }

    #[test]
    fn every_byte_of_damaged_rows_is_accounted_for(
        seed in any::<u64>(),
        version in prop_oneof![Just(Version::V1), Just(Version::V3)],
        truncated_len in any::<proptest::sample::Index>(),
        flipped in any::<(proptest::sample::Index, u8)>(),
    ) {
        let plan = Plan { rows: 12, seed, version, damage: 0.6, ..Plan::default() };
        let body = plan.body();
        check(Parser::new(), "|", body.as_bytes());
        check(Parser::new(), "|", &body.as_bytes()[..truncated_len.index(body.len())]);
        let mut bytes = body.into_bytes();
        let rows_start = plan.head().len();
        let at = rows_start + flipped.0.index(bytes.len() - rows_start);
        bytes[at] = flipped.1;
        check(Parser::new(), "|", &bytes);
    }
}

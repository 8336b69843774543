//! Compares what the crate reads with what was written: no value is wrong, no session is invented, and none is lost
//! without an error.

use arbitrary::{Arbitrary, Unstructured};
use checks::truth::{self, Written};
use common::strategies::lists::list;
use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #![proptest_config(common::config(3_000))]

    #[test]
    fn recovered_values_are_the_written_ones(
        list in list(),
        last_newline in prop::bool::weighted(0.8),
        cut in prop_oneof![2 => Just(0), 1 => 1usize..40],
    ) {
        let (names, delimiter, trailing, rows) = (list.names, list.delimiter, list.trailing, list.rows);
        let written = Written { names, delimiter, trailing, last_newline, rows, cut };
        prop_assume!(written.is_within_limits());
        truth::check(&written);
    }

    #[test]
    fn recovered_values_are_the_written_ones_for_fuzz_inputs(bytes in vec(any::<u8>(), 0..160)) {
        let written = Written::arbitrary(&mut Unstructured::new(&bytes));
        if let Some(written) = written.ok().filter(Written::is_within_limits) {
            truth::check(&written);
        }
    }
}

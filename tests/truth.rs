//! Whole lists against what was written: no value is another one, no session is invented, none is lost without an error.

use arbitrary::{Arbitrary, Unstructured};
use checks::truth::{self, Written};
use common::strategies::lists::list;
use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #![proptest_config(common::config(3_000))]

    #[test]
    fn what_is_given_is_what_was_written(list in list(), last_newline in prop::bool::weighted(0.8), cut in prop_oneof![2 => Just(0), 1 => 1usize..40]) {
        let (names, delimiter, trailing, rows) = (list.names, list.delimiter, list.trailing, list.rows);
        let written = Written { names, delimiter, trailing, last_newline, rows, cut };
        prop_assume!(written.is_within_limits());
        truth::check(&written);
    }

    #[test]
    fn what_is_given_of_lists_made_of_bytes_is_what_was_written(bytes in vec(any::<u8>(), 0..160)) {
        let written = Written::arbitrary(&mut Unstructured::new(&bytes));
        if let Some(written) = written.ok().filter(Written::is_within_limits) {
            truth::check(&written);
        }
    }
}

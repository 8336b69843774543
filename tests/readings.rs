//! Damaged records against an enumeration of all their readings.

use checks::record;
use common::strategies::records;
use proptest::prelude::*;

proptest! {
    #![proptest_config(common::config(4_000))]

    /// One record, whatever was typed into it: the columns that all readings agree on, the others withheld, with their
    /// text.
    #[test]
    fn a_record_is_read_as_all_its_readings_agree(written in records::record()) {
        prop_assume!(record::is_one_record(&written));
        record::check(&written);
    }
}

//! Compares recovered records with an enumeration of all their alignments.

use checks::record;
use common::strategies::records;
use proptest::prelude::*;

proptest! {
    #![proptest_config(common::config(4_000))]

    /// A column is given if all alignments agree on its value. Otherwise it is withheld, with its text.
    #[test]
    fn a_column_is_given_if_all_alignments_agree(written in records::record()) {
        prop_assume!(record::is_one_record(&written));
        record::check(&written);
    }
}

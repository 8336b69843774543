//! The line that decides what a row looks like.

use super::table::{EMPTY, Section, plain};

pub fn sections() -> Vec<Section> {
    vec![names(), lines()]
}

const NO_ID: &[&str] = &["header (line 3, byte 4): column ID is missing"];

#[rustfmt::skip]
fn names() -> Section {
    Section {
        title: "Names of columns",
        about: "Columns are found by name, to the letter and in any order. Unknown ones are kept; ID must be there.",
        inputs: vec![
            plain("column ID is missing", "OK\n\nStatus|Entry|\nActive|Sales|\n", NO_ID),
            plain("ID in small letters", "OK\n\nid|status|\n7|Active|\n", NO_ID),
            plain("ID with one small letter", "OK\n\nId|Status|\n7|Active|\n", NO_ID),
            plain("a blank behind ID", "OK\n\nID |Status|\n7|Active|\n", NO_ID),
            plain("a blank before ID, first", "OK\n\n ID|Status|\n7|Active|\n", &[r#"{"id":7,"status":"Active"}"#]),
            plain("a blank before ID, second", "OK\n\nStatus| ID|\nActive|7|\n", NO_ID),
            plain("ID in quotes", "OK\n\n\"ID\"|\"Status\"|\n7|Active|\n", NO_ID),
            plain("ID in full-width letters", "OK\n\nＩＤ|Status|\n7|Active|\n", NO_ID),
            plain("a BOM before ID", "OK\n\n\u{feff}ID|Status|\n7|Active|\n", NO_ID),
            plain("ID twice", "OK\n\nID|ID|\n7|8|\n", &["header (line 3, byte 7): column 2 has the same name as column 1"]),
            plain("a known name twice", "OK\n\nID|Status|Status|\n7|Active|Active|\n", &["header (line 3, byte 14): column 3 has the same name as column 2"]),
            plain("an unknown name twice", "OK\n\nID|Größe|Status|Größe|\n", &["header (line 3, byte 22): column 4 has the same name as column 2"]),
            plain("an empty name", "OK\n\nID||Status|\n7|x|Active|\n", &[r#"{"id":7,"status":"Active","extra":{"":"x"}}"#]),
            plain("two empty names", "OK\n\nID|||\n7|||\n", &["header (line 3, byte 8): column 3 has the same name as column 2"]),
            plain("a name of blanks", "OK\n\nID|  |Status|\n7|x|Active|\n", &[r#"{"id":7,"status":"Active","extra":{"  ":"x"}}"#]),
            plain("one delimiter alone", "OK\n\n|\n|\n", NO_ID),
            plain("four delimiters alone", "OK\n\n||||\n7||||\n", &["header (line 3, byte 5): column 2 has the same name as column 1"]),
            plain("a number for a name", "OK\n\nID|1|\n7|x|\n", &["header (line 3, byte 7): the name of column 2 is a number, blank, or contains a control character"]),
            plain("a negative number for a name", "OK\n\nID|-2|\n7|x|\n", &["header (line 3, byte 7): the name of column 2 is a number, blank, or contains a control character"]),
            plain("a number past 64 bits for a name", "OK\n\nID|99999999999999999999|\n7|x|\n", &["header (line 3, byte 7): the name of column 2 is a number, blank, or contains a control character"]),
            plain("a decimal number for a name", "OK\n\nID|1.5|\n7|x|\n", &[r#"{"id":7,"extra":{"1.5":"x"}}"#]),
            plain("a tab in a name", "OK\n\nID|Sta\ttus|\n7|Active|\n", &["header (line 3, byte 7): the name of column 2 is a number, blank, or contains a control character"]),
            plain("a localized header", "OK\n\nID|Estado|Técnico|\n7|Ativas|Ana|\n", &[r#"{"id":7,"extra":{"Estado":"Ativas","Técnico":"Ana"}}"#]),
            plain("a custom field behind a gap", "OK\n\nID|Custom Field 0|Custom Field 2|\n7|a|c|\n", &[r#"{"id":7,"custom_fields":["a"],"extra":{"Custom Field 2":"c"}}"#]),
            plain("a custom field numbered with a zero before it", "OK\n\nID|Custom Field 00|\n7|a|\n", &[r#"{"id":7,"extra":{"Custom Field 00":"a"}}"#]),
        ],
    }
}

#[rustfmt::skip]
fn lines() -> Section {
    Section {
        title: "The header's line",
        about: "It may be cut, doubled, wrapped, or missing.",
        inputs: vec![
            plain("a header cut within ID", "OK\n\nI", NO_ID),
            plain("a header cut behind ID", "OK\n\nID", EMPTY),
            plain("a header cut within a later name", "OK\n\nID|Stat", EMPTY),
            plain("a header alone", "OK\n\nID|Status|\n", EMPTY),
            plain("a header twice at once", "OK\n\nID|Status|\nID|Status|\n7|Active|\n",
                &["record 1 (line 4, byte 15): ID is not an integer", r#"{"id":7,"status":"Active"}"#]),
            plain("a header once more in the middle", "OK\n\nID|Status|\n7|Active|\nID|Status|\n8|Waiting|\n",
                &[r#"{"id":7,"status":"Active"}"#, "record 2 (line 5, byte 25): ID is not an integer", r#"{"id":8,"status":"Waiting"}"#]),
            plain("no header, but rows", "OK\n\n7|Active|\n8|Waiting|\n", &["header (line 3, byte 4): the name of column 1 is a number, blank, or contains a control character"]),
            plain("a header wrapped as in the manual", "OK ID|Status|\nEntry|Language|\n7|Active|Sales|en|\n", &[r#"{"id":7,"status":"Active","entry":"Sales","language":"en"}"#]),
            plain("a header wrapped twice, with CRLF", "OK\r\nID|Status|\r\nEntry|\r\nLanguage|\r\n7|Active|Sales|en|\r\n", &[r#"{"id":7,"status":"Active","entry":"Sales","language":"en"}"#]),
            plain("a row on the header's line", "OK\n\nID|Status|7|Active|\n", &["header (line 3, byte 14): the name of column 3 is a number, blank, or contains a control character"]),
            plain("a header that no delimiter ends, and rows that one ends", "OK\n\nID|Status\n7|Active|\n", &["record 1 (line 4, byte 23): row ends with a delimiter, but the header does not"]),
            plain("10,000 columns", "OK\n\nID|⟨10,000 × x|⟩\n7|\n", &["header (line 3, byte 517): more than 256 columns"]),
            plain("a name of 100,000 bytes", "OK\n\nID|⟨100,000 × x⟩|\n7|a|\n", &["header (line 3, byte 4): longer than 65536 bytes"]),
            plain("a header of 100,000 delimiters", "OK\n\nID⟨100,000 × |⟩\n7|\n", &["header (line 3, byte 4): longer than 65536 bytes"]),
        ],
    }
}

//! The header line, which sets the columns of every row.

use super::table::{EMPTY_LIST, Section, input};

pub fn sections() -> Vec<Section> {
    vec![names(), lines()]
}

const ID_IS_MISSING: &[&str] = &["header (line 3, byte 4): column ID is missing"];

#[rustfmt::skip]
fn names() -> Section {
    Section {
        title: "Column names",
        about: "Columns are found by their exact names, in any order. Unknown columns are kept. ID is required.",
        inputs: vec![
            input("column ID is missing", "OK\n\nStatus|Entry|\nActive|Sales|\n", ID_IS_MISSING),
            input("ID in lower case", "OK\n\nid|status|\n7|Active|\n", ID_IS_MISSING),
            input("ID with one lower-case letter", "OK\n\nId|Status|\n7|Active|\n", ID_IS_MISSING),
            input("a space after ID", "OK\n\nID |Status|\n7|Active|\n", ID_IS_MISSING),
            input("a space before ID in the first column", "OK\n\n ID|Status|\n7|Active|\n", &[r#"{"id":7,"status":"Active"}"#]),
            input("a space before ID in the second column", "OK\n\nStatus| ID|\nActive|7|\n", ID_IS_MISSING),
            input("ID in quotes", "OK\n\n\"ID\"|\"Status\"|\n7|Active|\n", ID_IS_MISSING),
            input("ID in full-width letters", "OK\n\nＩＤ|Status|\n7|Active|\n", ID_IS_MISSING),
            input("a BOM before ID", "OK\n\n\u{feff}ID|Status|\n7|Active|\n", ID_IS_MISSING),
            input("ID twice", "OK\n\nID|ID|\n7|8|\n", &["header (line 3, byte 7): column 2 has the same name as column 1"]),
            input("a known name twice", "OK\n\nID|Status|Status|\n7|Active|Active|\n", &["header (line 3, byte 14): column 3 has the same name as column 2"]),
            input("an unknown name twice", "OK\n\nID|Größe|Status|Größe|\n", &["header (line 3, byte 22): column 4 has the same name as column 2"]),
            input("an empty name", "OK\n\nID||Status|\n7|x|Active|\n", &[r#"{"id":7,"status":"Active","extra":{"":"x"}}"#]),
            input("two empty names", "OK\n\nID|||\n7|||\n", &["header (line 3, byte 8): column 3 has the same name as column 2"]),
            input("a name of spaces", "OK\n\nID|  |Status|\n7|x|Active|\n", &[r#"{"id":7,"status":"Active","extra":{"  ":"x"}}"#]),
            input("a header of one delimiter", "OK\n\n|\n|\n", ID_IS_MISSING),
            input("a header of four delimiters", "OK\n\n||||\n7||||\n", &["header (line 3, byte 5): column 2 has the same name as column 1"]),
            input("a number as a name", "OK\n\nID|1|\n7|x|\n", &["header (line 3, byte 7): the name of column 2 is a number, blank, or contains a control character"]),
            input("a negative number as a name", "OK\n\nID|-2|\n7|x|\n", &["header (line 3, byte 7): the name of column 2 is a number, blank, or contains a control character"]),
            input("a number of more than 64 bits as a name", "OK\n\nID|99999999999999999999|\n7|x|\n", &["header (line 3, byte 7): the name of column 2 is a number, blank, or contains a control character"]),
            input("a decimal number as a name", "OK\n\nID|1.5|\n7|x|\n", &[r#"{"id":7,"extra":{"1.5":"x"}}"#]),
            input("a tab in a name", "OK\n\nID|Sta\ttus|\n7|Active|\n", &["header (line 3, byte 7): the name of column 2 is a number, blank, or contains a control character"]),
            input("a localized header", "OK\n\nID|Estado|Técnico|\n7|Ativas|Ana|\n", &[r#"{"id":7,"extra":{"Estado":"Ativas","Técnico":"Ana"}}"#]),
            input("a gap in the custom field numbers", "OK\n\nID|Custom Field 0|Custom Field 2|\n7|a|c|\n", &[r#"{"id":7,"custom_fields":["a"],"extra":{"Custom Field 2":"c"}}"#]),
            input("a custom field number with a leading zero", "OK\n\nID|Custom Field 00|\n7|a|\n", &[r#"{"id":7,"extra":{"Custom Field 00":"a"}}"#]),
        ],
    }
}

#[rustfmt::skip]
fn lines() -> Section {
    Section {
        title: "The header line",
        about: "The header may be truncated, duplicated, wrapped or missing.",
        inputs: vec![
            input("a header truncated in ID", "OK\n\nI", ID_IS_MISSING),
            input("a header truncated after ID", "OK\n\nID", EMPTY_LIST),
            input("a header truncated in a later name", "OK\n\nID|Stat", EMPTY_LIST),
            input("a header without rows", "OK\n\nID|Status|\n", EMPTY_LIST),
            input("a duplicate header line after the header", "OK\n\nID|Status|\nID|Status|\n7|Active|\n",
                &["record 1 (line 4, byte 15): ID is not an integer", r#"{"id":7,"status":"Active"}"#]),
            input("a duplicate header line between rows", "OK\n\nID|Status|\n7|Active|\nID|Status|\n8|Waiting|\n",
                &[r#"{"id":7,"status":"Active"}"#, "record 2 (line 5, byte 25): ID is not an integer", r#"{"id":8,"status":"Waiting"}"#]),
            input("rows without a header", "OK\n\n7|Active|\n8|Waiting|\n", &["header (line 3, byte 4): the name of column 1 is a number, blank, or contains a control character"]),
            input("a header wrapped as in the manual", "OK ID|Status|\nEntry|Language|\n7|Active|Sales|en|\n", &[r#"{"id":7,"status":"Active","entry":"Sales","language":"en"}"#]),
            input("a header wrapped twice, with CRLF", "OK\r\nID|Status|\r\nEntry|\r\nLanguage|\r\n7|Active|Sales|en|\r\n", &[r#"{"id":7,"status":"Active","entry":"Sales","language":"en"}"#]),
            input("a row on the header line", "OK\n\nID|Status|7|Active|\n", &["header (line 3, byte 14): the name of column 3 is a number, blank, or contains a control character"]),
            input("a delimiter at the end of rows, but not of the header", "OK\n\nID|Status\n7|Active|\n", &["record 1 (line 4, byte 23): row ends with a delimiter, but the header does not"]),
            input("10,000 columns", "OK\n\nID|⟨10,000 × x|⟩\n7|\n", &["header (line 3, byte 517): more than 256 columns"]),
            input("a name of 100,000 bytes", "OK\n\nID|⟨100,000 × x⟩|\n7|a|\n", &["header (line 3, byte 4): longer than 65536 bytes"]),
            input("a header of 100,000 delimiters", "OK\n\nID⟨100,000 × |⟩\n7|\n", &["header (line 3, byte 4): longer than 65536 bytes"]),
        ],
    }
}

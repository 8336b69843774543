//! Inputs under other settings than the defaults.

use super::table::Setting::{Delimiter, MaxColumns, MaxRecord, NoRecovery, Strict};
use super::table::{EMPTY_LIST, Section, input_with};

pub fn sections() -> Vec<Section> {
    vec![strict(), delimiters(), limits()]
}

const SEVEN: &str = r#"{"id":7,"status":"Active"}"#;
const EIGHT: &str = r#"{"id":8,"status":"Waiting"}"#;

#[rustfmt::skip]
fn strict() -> Section {
    Section {
        title: "Strict mode",
        about: "Strict mode accepts exactly the documented grammar: no field is empty, no delimiter ends a line, a \
                newline ends each line, and there is at least one row.",
        inputs: vec![
            input_with("strict: a failure", &[Strict], "ERROR", &["the service answered ERROR"]),
            input_with("strict: OK alone", &[Strict], "OK", &["header (line 1, byte 2): strict mode requires a header"]),
            input_with("strict: a header without rows", &[Strict], "OK\nID|Status\n", &["header (line 3, byte 13): strict mode requires at least one row"]),
            input_with("strict: a delimiter ends the header", &[Strict], "OK\nID|Status|\n7|Active|\n", &["header (line 2, byte 13): strict mode does not allow a delimiter at the end of a line"]),
            input_with("strict: a delimiter ends a row", &[Strict], "OK\nID|Status\n7|Active|\n8|Waiting\n", &["record 1 (line 3, byte 22): strict mode does not allow a delimiter at the end of a line", EIGHT]),
            input_with("strict: an empty name", &[Strict], "OK\nID||Status\n7|x|Active\n", &["header (line 2, byte 6): field 2 is empty: strict mode does not allow empty fields"]),
            input_with("strict: a name of spaces", &[Strict], "OK\nID| |Status\n7|x|Active\n", &["header (line 2, byte 6): the name of column 2 is a number, blank, or contains a control character"]),
            input_with("strict: an empty field", &[Strict], "OK\nID|Status|Entry\n7||x\n", &["record 1 (line 3, byte 21): field 2 is empty: strict mode does not allow empty fields"]),
            input_with("strict: an empty ID", &[Strict], "OK\nID|Status\n|Active\n", &["record 1 (line 3, byte 13): field 1 is empty: strict mode does not allow empty fields"]),
            input_with("strict: a blank line between rows", &[Strict], "OK\nID|Status\n7|Active\n\n8|Waiting\n", &[SEVEN, "record 2 (line 4, byte 22): field 1 is empty: strict mode does not allow empty fields", EIGHT]),
            input_with("strict: no last newline", &[Strict], "OK\nID|Status\n7|Active", &["record 1 (line 3, byte 21): strict mode requires a newline at the end of each line"]),
            input_with("strict: CRLF after the header", &[Strict], "OK\r\nID|Status\r\n7|Active\r\n", &["header (line 2, byte 13): strict mode does not allow a carriage return before a newline"]),
            input_with("strict: CRLF after a row", &[Strict], "OK\nID|Status\n7|Active\r\n8|Waiting\n", &["record 1 (line 3, byte 21): strict mode does not allow a carriage return before a newline", EIGHT]),
            input_with("strict: one field too many", &[Strict], "OK\nID|Status\n7|Active|x\n8|Waiting\n", &["record 1 (line 3, byte 13): row has 3 fields, expected 2", EIGHT]),
            input_with("strict: an unescaped newline in a value", &[Strict], "OK\nID|Entry|Language\n7|a\nb|en\n", &["record 1 (line 3, byte 21): row has 2 fields, expected 3", "record 2 (line 4, byte 25): row has 2 fields, expected 3"]),
            input_with("strict: a header wrapped as in the manual", &[Strict], "OK\nID|Status|\nEntry\n7|Active|a\n", &["header (line 2, byte 13): strict mode does not allow a delimiter at the end of a line"]),
            input_with("strict: a value in the wrong format", &[Strict], "OK\nID|Waiting Time\n7|soon\n", &["record 1 (line 3, byte 21): Waiting Time is not an integer"]),
        ],
    }
}

#[rustfmt::skip]
fn delimiters() -> Section {
    Section {
        title: "Other delimiters",
        about: "A delimiter is any text without CR or LF. A part of a delimiter is data.",
        inputs: vec![
            input_with("the wrong delimiter", &[Delimiter(";")], "OK\n\nID|Status|\n7|Active|\n", &["header (line 3, byte 4): column ID is missing"]),
            input_with("a semicolon as delimiter, and a pipe in a value", &[Delimiter(";")], "OK\n\nID;Status;\n7;On|Off;\n", &[r#"{"id":7,"status":"On|Off"}"#]),
            input_with("a semicolon as delimiter, and one in a value", &[Delimiter(";")], "OK\n\nID;Entry;Language;\n7;a;b;en;\n",
                &[r#"{"id":7,"entry":"a;b","language":"en","damage":[{"columns":["Entry"],"raw":"a;b","resolved":true,"record":1,"line":4}]}"#]),
            input_with("a backslash and a semicolon, and each alone in a value", &[Delimiter(r"\;")], "OK\n\nID\\;Entry\\;\n7\\;a\\b;c\\;\n", &[r#"{"id":7,"entry":"a\\b;c"}"#]),
            input_with("a backslash and a semicolon, truncated between them", &[Delimiter(r"\;")], "OK\n\nID\\;Status\\;\n7\\;Active\\", &["record 1 (line 4, byte 27): row does not end with a delimiter, but the header does"]),
            input_with("a backslash in a value before the delimiter", &[Delimiter(r"\;")], "OK\n\nID\\;Status\\;\n7\\;C:\\\\;\n", &[r#"{"id":7,"status":"C:\\"}"#]),
            input_with("quotes and a comma, and each alone in a value", &[Delimiter("\",\"")], "OK\n\nID\",\"Status\n7\",\"a\"b,c\n", &[r#"{"id":7,"status":"a\"b,c"}"#]),
            input_with("quotes and a comma, and a CSV with its outer quotes", &[Delimiter("\",\"")], "OK\n\n\"ID\",\"Status\"\n\"7\",\"Active\"\n", &["header (line 3, byte 4): column ID is missing"]),
            input_with("a delimiter of two bytes", &[Delimiter("é")], "OK\n\nIDéStatusé\n7éActiveé\n", &[SEVEN]),
            input_with("a delimiter of two bytes, truncated between them", &[Delimiter("é")], b"OK\n\nID\xc3\xa9Status\xc3\xa9\n7\xc3\xa9Active\xc3", &["record 1 (line 4, byte 27): row does not end with a delimiter, but the header does"]),
            input_with("a character with the same first byte as the delimiter", &[Delimiter("é")], "OK\n\nIDéEntryé\n7éèé\n", &[r#"{"id":7,"entry":"è"}"#]),
            input_with("a decomposed form of the delimiter in a value", &[Delimiter("é")], "OK\n\nIDéEntryé\n7ée\u{301}é\n", &["{\"id\":7,\"entry\":\"e\u{301}\"}"]),
            input_with("a delimiter of three characters, and parts of it in a value", &[Delimiter("|🦀|")], "OK\n\nID|🦀|Entry|🦀|\n7|🦀|a|b🦀c|🦀|\n", &[r#"{"id":7,"entry":"a|b🦀c"}"#]),
            input_with("a delimiter that overlaps itself", &[Delimiter("||")], "OK\n\nID||Entry||\n7||a|||\n", &["record 1 (line 4, byte 16): row has 3 fields, expected 2"]),
            input_with("a tab as delimiter, and a row of tabs", &[Delimiter("\t")], "OK\n\nID\tStatus\t\n\t\t\n7\tActive\t\n", &["record 1 (line 4, byte 15): ID is not an integer", SEVEN]),
            input_with("a space as delimiter, and a space in a value", &[Delimiter(" ")], "OK\n\nID Status \n7 On Hold \n", &["record 1 (line 4, byte 15): row has 3 fields, expected 2"]),
            input_with("a digit as delimiter", &[Delimiter("0")], "OK\n\nID0Entry0\n1070\n", &[r#"{"id":1,"entry":"7"}"#]),
            input_with("the return value as delimiter", &[Delimiter("OK")], "OK\n\nIDOKStatusOK\n7OKActiveOK\n", &[SEVEN]),
        ],
    }
}

#[rustfmt::skip]
fn limits() -> Section {
    Section {
        title: "Limits and disabled recovery",
        about: "",
        inputs: vec![
            input_with("a row at the byte limit", &[MaxRecord(10)], "OK\n\nID|Entry|\n7|abcdefg|\n", &[r#"{"id":7,"entry":"abcdefg"}"#]),
            input_with("a row one byte over the limit", &[MaxRecord(10)], "OK\n\nID|Entry|\n7|abcdefgh|\n8|b|\n", &["record 1 (line 4, byte 14): longer than 10 bytes", r#"{"id":8,"entry":"b"}"#]),
            input_with("a row at the byte limit, with CRLF", &[MaxRecord(10)], "OK\n\nID|Entry|\r\n7|abcdefg|\r\n", &[r#"{"id":7,"entry":"abcdefg"}"#]),
            input_with("a header one byte over the limit", &[MaxRecord(8)], "OK\n\nID|Entry|\n7|a|\n", &["header (line 3, byte 4): longer than 8 bytes"]),
            input_with("a byte limit of 0", &[MaxRecord(0)], "OK\n\nID|\n7|\n", &["header (line 3, byte 4): longer than 0 bytes"]),
            input_with("a byte limit of 0 and an empty list", &[MaxRecord(0)], "OK\n\n", EMPTY_LIST),
            input_with("a header at the column limit", &[MaxColumns(2)], "OK\n\nID|Status|\n7|Active|\n", &[SEVEN]),
            input_with("a header one column over the limit", &[MaxColumns(2)], "OK\n\nID|Status|Entry|\n7|Active|a|\n", &["header (line 3, byte 14): more than 2 columns"]),
            input_with("a column limit of 0", &[MaxColumns(0)], "OK\n\nID|\n7|\n", &["header (line 3, byte 4): more than 0 columns"]),
            input_with("a column limit of 0 and an empty list", &[MaxColumns(0)], "OK\n", EMPTY_LIST),
            input_with("no recovery: an unescaped delimiter in a value", &[NoRecovery], "OK\n\nID|Entry|Language|\n7|a|b|en|\n8|c|de|\n",
                &["record 1 (line 4, byte 23): row has 4 fields, expected 3", r#"{"id":8,"entry":"c","language":"de"}"#]),
            input_with("no recovery: an unescaped newline in a value", &[NoRecovery], "OK\n\nID|Entry|Language|\n7|a\nb|en|\n8|c|de|\n",
                &["record 1 (line 4, byte 23): row has 2 fields, expected 3", r#"{"id":8,"entry":"c","language":"de"}"#]),
            input_with("no recovery: a row that may continue on the next line", &[NoRecovery], "OK\n\nID|Entry\n7|a\nb\n8|c\n",
                &["record 1 (line 4, byte 13): the end of the record is ambiguous: the lines after it may belong to it", r#"{"id":8,"entry":"c"}"#]),
        ],
    }
}

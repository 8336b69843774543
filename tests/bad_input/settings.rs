//! Inputs under other settings than the defaults.

use super::table::Setting::{Delimiter, MaxColumns, MaxRecord, NoRecovery, Strict};
use super::table::{EMPTY, Section, set};

pub fn sections() -> Vec<Section> {
    vec![strict(), delimiters(), limits()]
}

const SEVEN: &str = r#"{"id":7,"status":"Active"}"#;
const EIGHT: &str = r#"{"id":8,"status":"Waiting"}"#;

#[rustfmt::skip]
fn strict() -> Section {
    Section {
        title: "Strict",
        about: "The documented grammar to the letter: no field is empty, no delimiter ends a line, a newline ends each, and there is a row.",
        inputs: vec![
            set("strict: a failure", &[Strict], "ERROR", &["the service answered ERROR"]),
            set("strict: OK alone", &[Strict], "OK", &["header (line 1, byte 2): strict mode requires a header"]),
            set("strict: a header alone", &[Strict], "OK\nID|Status\n", &["header (line 3, byte 13): strict mode requires at least one row"]),
            set("strict: a delimiter ends the header", &[Strict], "OK\nID|Status|\n7|Active|\n", &["header (line 2, byte 13): strict mode does not allow a delimiter at the end of a line"]),
            set("strict: a delimiter ends a row", &[Strict], "OK\nID|Status\n7|Active|\n8|Waiting\n", &["record 1 (line 3, byte 22): strict mode does not allow a delimiter at the end of a line", EIGHT]),
            set("strict: an empty name", &[Strict], "OK\nID||Status\n7|x|Active\n", &["header (line 2, byte 6): field 2 is empty: strict mode does not allow empty fields"]),
            set("strict: a name of blanks", &[Strict], "OK\nID| |Status\n7|x|Active\n", &["header (line 2, byte 6): the name of column 2 is a number, blank, or contains a control character"]),
            set("strict: an empty field", &[Strict], "OK\nID|Status|Entry\n7||x\n", &["record 1 (line 3, byte 21): field 2 is empty: strict mode does not allow empty fields"]),
            set("strict: no ID", &[Strict], "OK\nID|Status\n|Active\n", &["record 1 (line 3, byte 13): field 1 is empty: strict mode does not allow empty fields"]),
            set("strict: a blank line between rows", &[Strict], "OK\nID|Status\n7|Active\n\n8|Waiting\n", &[SEVEN, "record 2 (line 4, byte 22): field 1 is empty: strict mode does not allow empty fields", EIGHT]),
            set("strict: no last newline", &[Strict], "OK\nID|Status\n7|Active", &["record 1 (line 3, byte 21): strict mode requires a newline at the end of each line"]),
            set("strict: CRLF behind the header", &[Strict], "OK\r\nID|Status\r\n7|Active\r\n", &["header (line 2, byte 13): strict mode does not allow a carriage return before a newline"]),
            set("strict: CRLF behind a row", &[Strict], "OK\nID|Status\n7|Active\r\n8|Waiting\n", &["record 1 (line 3, byte 21): strict mode does not allow a carriage return before a newline", EIGHT]),
            set("strict: a field too many", &[Strict], "OK\nID|Status\n7|Active|x\n8|Waiting\n", &["record 1 (line 3, byte 13): row has 3 fields, expected 2", EIGHT]),
            set("strict: a newline that somebody typed", &[Strict], "OK\nID|Entry|Language\n7|a\nb|en\n", &["record 1 (line 3, byte 21): row has 2 fields, expected 3", "record 2 (line 4, byte 25): row has 2 fields, expected 3"]),
            set("strict: a header wrapped as in the manual", &[Strict], "OK\nID|Status|\nEntry\n7|Active|a\n", &["header (line 2, byte 13): strict mode does not allow a delimiter at the end of a line"]),
            set("strict: a value of the wrong form", &[Strict], "OK\nID|Waiting Time\n7|soon\n", &["record 1 (line 3, byte 21): Waiting Time is not an integer"]),
        ],
    }
}

#[rustfmt::skip]
fn delimiters() -> Section {
    Section {
        title: "Other delimiters",
        about: "A delimiter is any text without CR or LF. A part of one is data.",
        inputs: vec![
            set("the wrong delimiter", &[Delimiter(";")], "OK\n\nID|Status|\n7|Active|\n", &["header (line 3, byte 4): column ID is missing"]),
            set("a semicolon, and a pipe in a value", &[Delimiter(";")], "OK\n\nID;Status;\n7;On|Off;\n", &[r#"{"id":7,"status":"On|Off"}"#]),
            set("a semicolon that somebody typed too", &[Delimiter(";")], "OK\n\nID;Entry;Language;\n7;a;b;en;\n",
                &[r#"{"id":7,"entry":"a;b","language":"en","damage":[{"columns":["Entry"],"raw":"a;b","resolved":true}]}"#]),
            set("a backslash and a semicolon, and each alone in a value", &[Delimiter(r"\;")], "OK\n\nID\\;Entry\\;\n7\\;a\\b;c\\;\n", &[r#"{"id":7,"entry":"a\\b;c"}"#]),
            set("a backslash and a semicolon, cut between them", &[Delimiter(r"\;")], "OK\n\nID\\;Status\\;\n7\\;Active\\", &["record 1 (line 4, byte 27): row does not end with a delimiter, but the header does"]),
            set("a backslash that somebody typed before the delimiter", &[Delimiter(r"\;")], "OK\n\nID\\;Status\\;\n7\\;C:\\\\;\n", &[r#"{"id":7,"status":"C:\\"}"#]),
            set("quotes and a comma, and each alone in a value", &[Delimiter("\",\"")], "OK\n\nID\",\"Status\n7\",\"a\"b,c\n", &[r#"{"id":7,"status":"a\"b,c"}"#]),
            set("quotes and a comma, and a CSV with its outer quotes", &[Delimiter("\",\"")], "OK\n\n\"ID\",\"Status\"\n\"7\",\"Active\"\n", &["header (line 3, byte 4): column ID is missing"]),
            set("a delimiter of two bytes", &[Delimiter("é")], "OK\n\nIDéStatusé\n7éActiveé\n", &[SEVEN]),
            set("a delimiter of two bytes, cut between them", &[Delimiter("é")], b"OK\n\nID\xc3\xa9Status\xc3\xa9\n7\xc3\xa9Active\xc3", &["record 1 (line 4, byte 27): row does not end with a delimiter, but the header does"]),
            set("a character that starts like the delimiter", &[Delimiter("é")], "OK\n\nIDéEntryé\n7éèé\n", &[r#"{"id":7,"entry":"è"}"#]),
            set("a delimiter with an accent of its own", &[Delimiter("é")], "OK\n\nIDéEntryé\n7ée\u{301}é\n", &["{\"id\":7,\"entry\":\"e\u{301}\"}"]),
            set("a delimiter of three characters, and parts of it in a value", &[Delimiter("|🦀|")], "OK\n\nID|🦀|Entry|🦀|\n7|🦀|a|b🦀c|🦀|\n", &[r#"{"id":7,"entry":"a|b🦀c"}"#]),
            set("a delimiter that overlaps itself", &[Delimiter("||")], "OK\n\nID||Entry||\n7||a|||\n", &["record 1 (line 4, byte 16): row has 3 fields, expected 2"]),
            set("a tab, and a row of tabs", &[Delimiter("\t")], "OK\n\nID\tStatus\t\n\t\t\n7\tActive\t\n", &["record 1 (line 4, byte 15): ID is not an integer", SEVEN]),
            set("a blank, and a blank in a value", &[Delimiter(" ")], "OK\n\nID Status \n7 On Hold \n", &["record 1 (line 4, byte 15): row has 3 fields, expected 2"]),
            set("a digit", &[Delimiter("0")], "OK\n\nID0Entry0\n1070\n", &[r#"{"id":1,"entry":"7"}"#]),
            set("the return value", &[Delimiter("OK")], "OK\n\nIDOKStatusOK\n7OKActiveOK\n", &[SEVEN]),
        ],
    }
}

#[rustfmt::skip]
fn limits() -> Section {
    Section {
        title: "Limits and no repairs",
        about: "",
        inputs: vec![
            set("a row of as many bytes as allowed", &[MaxRecord(10)], "OK\n\nID|Entry|\n7|abcdefg|\n", &[r#"{"id":7,"entry":"abcdefg"}"#]),
            set("a row of one byte more", &[MaxRecord(10)], "OK\n\nID|Entry|\n7|abcdefgh|\n8|b|\n", &["record 1 (line 4, byte 14): longer than 10 bytes", r#"{"id":8,"entry":"b"}"#]),
            set("a row of as many bytes as allowed, and CRLF", &[MaxRecord(10)], "OK\n\nID|Entry|\r\n7|abcdefg|\r\n", &[r#"{"id":7,"entry":"abcdefg"}"#]),
            set("a header of one byte more", &[MaxRecord(8)], "OK\n\nID|Entry|\n7|a|\n", &["header (line 3, byte 4): longer than 8 bytes"]),
            set("no byte allowed", &[MaxRecord(0)], "OK\n\nID|\n7|\n", &["header (line 3, byte 4): longer than 0 bytes"]),
            set("no byte allowed, and none there", &[MaxRecord(0)], "OK\n\n", EMPTY),
            set("as many columns as allowed", &[MaxColumns(2)], "OK\n\nID|Status|\n7|Active|\n", &[SEVEN]),
            set("one column more", &[MaxColumns(2)], "OK\n\nID|Status|Entry|\n7|Active|a|\n", &["header (line 3, byte 14): more than 2 columns"]),
            set("no column allowed", &[MaxColumns(0)], "OK\n\nID|\n7|\n", &["header (line 3, byte 4): more than 0 columns"]),
            set("no column allowed, and none there", &[MaxColumns(0)], "OK\n", EMPTY),
            set("no recovery: a delimiter that somebody typed", &[NoRecovery], "OK\n\nID|Entry|Language|\n7|a|b|en|\n8|c|de|\n",
                &["record 1 (line 4, byte 23): row has 4 fields, expected 3", r#"{"id":8,"entry":"c","language":"de"}"#]),
            set("no recovery: a newline that somebody typed", &[NoRecovery], "OK\n\nID|Entry|Language|\n7|a\nb|en|\n8|c|de|\n",
                &["record 1 (line 4, byte 23): row has 2 fields, expected 3", r#"{"id":8,"entry":"c","language":"de"}"#]),
            set("no recovery: a row that may go on", &[NoRecovery], "OK\n\nID|Entry\n7|a\nb\n8|c\n",
                &["record 1 (line 4, byte 13): the end of the record is ambiguous: the lines after it may belong to it", r#"{"id":8,"entry":"c"}"#]),
        ],
    }
}

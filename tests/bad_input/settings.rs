//! Inputs under other settings than the defaults.

use super::table::Setting::{Delimiter, MaxColumns, MaxRecord, NoRepair, Strict};
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
            set("strict: a failure", &[Strict], "ERROR", &["the response is the return value ERROR"]),
            set("strict: OK alone", &[Strict], "OK", &["header (line 1, byte 2): no header, which the strict mode wants"]),
            set("strict: a header alone", &[Strict], "OK\nID|Status\n", &["header (line 3, byte 13): no row, of which the strict mode wants one"]),
            set("strict: a delimiter ends the header", &[Strict], "OK\nID|Status|\n7|Active|\n", &["header (line 2, byte 13): a delimiter ends the line, which the strict mode forbids"]),
            set("strict: a delimiter ends a row", &[Strict], "OK\nID|Status\n7|Active|\n8|Waiting\n", &["record 1 (line 3, byte 22): a delimiter ends the line, which the strict mode forbids", EIGHT]),
            set("strict: an empty name", &[Strict], "OK\nID||Status\n7|x|Active\n", &["header (line 2, byte 6): field 2 is empty, which the strict mode forbids"]),
            set("strict: a name of blanks", &[Strict], "OK\nID| |Status\n7|x|Active\n", &["header (line 2, byte 6): column 2 is named with blanks, a number or a control character"]),
            set("strict: an empty field", &[Strict], "OK\nID|Status|Entry\n7||x\n", &["record 1 (line 3, byte 21): field 2 is empty, which the strict mode forbids"]),
            set("strict: no ID", &[Strict], "OK\nID|Status\n|Active\n", &["record 1 (line 3, byte 13): field 1 is empty, which the strict mode forbids"]),
            set("strict: a blank line between rows", &[Strict], "OK\nID|Status\n7|Active\n\n8|Waiting\n", &[SEVEN, "record 2 (line 4, byte 22): field 1 is empty, which the strict mode forbids", EIGHT]),
            set("strict: no last newline", &[Strict], "OK\nID|Status\n7|Active", &["record 1 (line 3, byte 21): no newline ends the line, which the strict mode wants"]),
            set("strict: CRLF behind the header", &[Strict], "OK\r\nID|Status\r\n7|Active\r\n", &["header (line 2, byte 13): a CR ends the line, which the strict mode forbids"]),
            set("strict: CRLF behind a row", &[Strict], "OK\nID|Status\n7|Active\r\n8|Waiting\n", &["record 1 (line 3, byte 21): a CR ends the line, which the strict mode forbids", EIGHT]),
            set("strict: a field too many", &[Strict], "OK\nID|Status\n7|Active|x\n8|Waiting\n", &["record 1 (line 3, byte 13): 3 fields instead of 2", EIGHT]),
            set("strict: a newline that somebody typed", &[Strict], "OK\nID|Entry|Language\n7|a\nb|en\n", &["record 1 (line 3, byte 21): 2 fields instead of 3", "record 2 (line 4, byte 25): 2 fields instead of 3"]),
            set("strict: a header wrapped as in the manual", &[Strict], "OK\nID|Status|\nEntry\n7|Active|a\n", &["header (line 2, byte 13): a delimiter ends the line, which the strict mode forbids"]),
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
            set("the wrong delimiter", &[Delimiter(";")], "OK\n\nID|Status|\n7|Active|\n", &["header (line 3, byte 4): no column is named ID"]),
            set("a semicolon, and a pipe in a value", &[Delimiter(";")], "OK\n\nID;Status;\n7;On|Off;\n", &[r#"{"id":7,"status":"On|Off"}"#]),
            set("a semicolon that somebody typed too", &[Delimiter(";")], "OK\n\nID;Entry;Language;\n7;a;b;en;\n",
                &[r#"{"id":7,"entry":"a;b","language":"en","damage":[{"columns":["Entry"],"raw":"a;b","resolved":true}]}"#]),
            set("a backslash and a semicolon, and each alone in a value", &[Delimiter(r"\;")], "OK\n\nID\\;Entry\\;\n7\\;a\\b;c\\;\n", &[r#"{"id":7,"entry":"a\\b;c"}"#]),
            set("a backslash and a semicolon, cut between them", &[Delimiter(r"\;")], "OK\n\nID\\;Status\\;\n7\\;Active\\", &["record 1 (line 4, byte 27): no delimiter ends the row, as one ends the header"]),
            set("a backslash that somebody typed before the delimiter", &[Delimiter(r"\;")], "OK\n\nID\\;Status\\;\n7\\;C:\\\\;\n", &[r#"{"id":7,"status":"C:\\"}"#]),
            set("quotes and a comma, and each alone in a value", &[Delimiter("\",\"")], "OK\n\nID\",\"Status\n7\",\"a\"b,c\n", &[r#"{"id":7,"status":"a\"b,c"}"#]),
            set("quotes and a comma, and a CSV with its outer quotes", &[Delimiter("\",\"")], "OK\n\n\"ID\",\"Status\"\n\"7\",\"Active\"\n", &["header (line 3, byte 4): no column is named ID"]),
            set("a delimiter of two bytes", &[Delimiter("é")], "OK\n\nIDéStatusé\n7éActiveé\n", &[SEVEN]),
            set("a delimiter of two bytes, cut between them", &[Delimiter("é")], b"OK\n\nID\xc3\xa9Status\xc3\xa9\n7\xc3\xa9Active\xc3", &["record 1 (line 4, byte 27): no delimiter ends the row, as one ends the header"]),
            set("a character that starts like the delimiter", &[Delimiter("é")], "OK\n\nIDéEntryé\n7éèé\n", &[r#"{"id":7,"entry":"è"}"#]),
            set("a delimiter with an accent of its own", &[Delimiter("é")], "OK\n\nIDéEntryé\n7ée\u{301}é\n", &["{\"id\":7,\"entry\":\"e\u{301}\"}"]),
            set("a delimiter of three characters, and parts of it in a value", &[Delimiter("|🦀|")], "OK\n\nID|🦀|Entry|🦀|\n7|🦀|a|b🦀c|🦀|\n", &[r#"{"id":7,"entry":"a|b🦀c"}"#]),
            set("a delimiter that overlaps itself", &[Delimiter("||")], "OK\n\nID||Entry||\n7||a|||\n", &["record 1 (line 4, byte 16): 3 fields instead of 2"]),
            set("a tab, and a row of tabs", &[Delimiter("\t")], "OK\n\nID\tStatus\t\n\t\t\n7\tActive\t\n", &["record 1 (line 4, byte 15): ID is not an integer", SEVEN]),
            set("a blank, and a blank in a value", &[Delimiter(" ")], "OK\n\nID Status \n7 On Hold \n", &["record 1 (line 4, byte 15): 3 fields instead of 2"]),
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
            set("no repair: a delimiter that somebody typed", &[NoRepair], "OK\n\nID|Entry|Language|\n7|a|b|en|\n8|c|de|\n",
                &["record 1 (line 4, byte 23): 4 fields instead of 3", r#"{"id":8,"entry":"c","language":"de"}"#]),
            set("no repair: a newline that somebody typed", &[NoRepair], "OK\n\nID|Entry|Language|\n7|a\nb|en|\n8|c|de|\n",
                &["record 1 (line 4, byte 23): 2 fields instead of 3", r#"{"id":8,"entry":"c","language":"de"}"#]),
            set("no repair: a row that may go on", &[NoRepair], "OK\n\nID|Entry\n7|a\nb\n8|c\n",
                &["record 1 (line 4, byte 13): the lines behind may belong to the record, or not, and nothing tells", r#"{"id":8,"entry":"c"}"#]),
        ],
    }
}

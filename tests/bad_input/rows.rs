//! Rows that are truncated, too short, too long or not rows at all, and their line ends.

use super::table::{Section, input};

pub fn sections() -> Vec<Section> {
    vec![field_counts(), truncated(), line_ends()]
}

const SEVEN: &str = r#"{"id":7,"status":"Active"}"#;
const EIGHT: &str = r#"{"id":8,"status":"Waiting"}"#;

#[rustfmt::skip]
fn field_counts() -> Section {
    Section {
        title: "Rows",
        about: "The header sets how many fields a row has, and whether a delimiter ends it. A line that is not a row \
                is an error, and the rows around it are still read.",
        inputs: vec![
            input("one field too few", "OK\n\nID|Status|\n7|\n8|Waiting|\n", &["record 1 (line 4, byte 15): row has 1 field, expected 2", EIGHT]),
            input("one field too many", "OK\n\nID|Status|\n7|Active|x|\n8|Waiting|\n", &["record 1 (line 4, byte 15): row has 3 fields, expected 2", EIGHT]),
            input("no delimiter at the end of a row", "OK\n\nID|Status|\n7|Active\n8|Waiting|\n", &["record 1 (line 4, byte 23): row does not end with a delimiter, but the header does", EIGHT]),
            input("an ID alone", "OK\n\nID|Status|\n7\n8|Waiting|\n", &["record 1 (line 4, byte 15): row has 1 field, expected 2", EIGHT]),
            input("a row without its ID", "OK\n\nID|Status|\n|Active|\n8|Waiting|\n", &["record 1 (line 4, byte 15): ID is not an integer", EIGHT]),
            input("a delimiter before the ID", "OK\n\nID|Status|\n|7|Active|\n8|Waiting|\n", &["record 1 (line 4, byte 15): row has 3 fields, expected 2", EIGHT]),
            input("a space before the ID", "OK\n\nID|Status|\n 7|Active|\n8|Waiting|\n", &["record 1 (line 4, byte 15): ID is not an integer", EIGHT]),
            input("a row of delimiters only", "OK\n\nID|Status|\n||\n8|Waiting|\n", &["record 1 (line 4, byte 15): ID is not an integer", EIGHT]),
            input("a row of 10,000 delimiters", "OK\n\nID|Status|\n⟨10,000 × |⟩\n8|Waiting|\n", &["record 1 (line 4, byte 15): row has 10000 fields, expected 2", EIGHT]),
            input("a row of another API version", "OK\n\nID|Status|\n7|Active|\n8|Waiting|0||\n", &[SEVEN, "record 2 (line 5, byte 25): row has 4 fields, expected 2"]),
            input("the same row twice", "OK\n\nID|Status|\n7|Active|\n7|Active|\n", &[SEVEN, SEVEN]),
            input("a line of text between rows", "OK\n\nID|Status|\n7|Active|\n# see below\n8|Waiting|\n", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2", EIGHT]),
            input("a line of dashes between rows", "OK\n\nID|Status|\n7|Active|\n----------\n8|Waiting|\n", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2", EIGHT]),
            input("a total line at the end", "OK\n\nID|Status|\n7|Active|\nTotal: 1\n", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            input("a total line with delimiters at the end", "OK\n\nID|Status|\n7|Active|\nTotal|1|\n", &[SEVEN, "record 2 (line 5, byte 25): ID is not an integer"]),
            input("another response after the list", "OK\n\nID|Status|\n7|Active|\nNOTLOGGEDIN\n", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            input("a row of 70,000 bytes", "OK\n\nID|Status|\n7|⟨70,000 × x⟩|\n8|Waiting|\n", &["record 1 (line 4, byte 15): longer than 65536 bytes", EIGHT]),
        ],
    }
}

#[rustfmt::skip]
fn truncated() -> Section {
    Section {
        title: "Truncated rows",
        about: "If a delimiter ends the header, a truncated row is an error, also if the truncation splits a \
                character. Without that delimiter, the parser cannot detect a truncated last value.",
        inputs: vec![
            input("a row truncated in its ID", "OK\n\nID|Status|\n7|Active|\n8", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            input("a row truncated after its ID", "OK\n\nID|Status|\n7|Active|\n8|", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            input("a row truncated in its last value", "OK\n\nID|Status|\n7|Active|\n8|Wait", &[SEVEN, "record 2 (line 5, byte 31): row does not end with a delimiter, but the header does"]),
            input("a row truncated before its newline", "OK\n\nID|Status|\n7|Active|\n8|Waiting|", &[SEVEN, EIGHT]),
            input("a row truncated in its CRLF", "OK\r\n\r\nID|Status|\r\n7|Active|\r", &[SEVEN]),
            input("a row truncated in its CRLF, without a delimiter at its end", "OK\r\n\r\nID|Status\r\n7|Active\r", &[SEVEN]),
            input("a row truncated in its last value, without a delimiter at its end", "OK\n\nID|Status\n7|Activ", &[r#"{"id":7,"status":"Activ"}"#]),
            input("a row truncated in a character of two bytes", b"OK\n\nID|Status|\n7|Active|\n8|Zo\xc3", &[SEVEN, "record 2 (line 5, byte 30): row does not end with a delimiter, but the header does"]),
            input("a row truncated in a character of four bytes", b"OK\n\nID|Status|\n7|Active|\n8|\xf0\x9f\xa6", &[SEVEN, "record 2 (line 5, byte 30): row does not end with a delimiter, but the header does"]),
            input("a row truncated in its time", "OK\n\nID|Start Time|Entry|\n7|2/16/2012 9:00", &["record 1 (line 4, byte 25): row has 2 fields, expected 3"]),
        ],
    }
}

#[rustfmt::skip]
fn line_ends() -> Section {
    Section {
        title: "Line ends and blank lines",
        about: "LF ends a line, and a CR directly before it is dropped. A CR elsewhere is data. Blank lines are \
                skipped.",
        inputs: vec![
            input("CR as line end", "OK\r\rID|Status|\r7|Active|\r", &["header (line 1, byte 14): the name of column 3 is a number, blank, or contains a control character"]),
            input("CR as line end, without delimiters at the end of lines", "OK\rID|Status\r7|Active\r", &["header (line 1, byte 6): the name of column 2 is a number, blank, or contains a control character"]),
            input("LF CR as line end", "OK\n\rID|Status|\n\r7|Active|\n\r", &["record 1 (line 3, byte 15): ID is not an integer"]),
            input("a CR in a value", "OK\n\nID|Status|\n7|Act\rive|\n", &[r#"{"id":7,"status":"Act\rive"}"#]),
            input("a CR at the end of a value", "OK\n\nID|Status|\n7|Active\r|\n", &[r#"{"id":7,"status":"Active\r"}"#]),
            input("two CRs between a value and LF", "OK\n\nID|Status\n7|Active\r\r\n", &[r#"{"id":7,"status":"Active\r"}"#]),
            input("a CR in an ID", "OK\n\nID|Status|\n7\r|Active|\n", &["record 1 (line 4, byte 15): ID is not an integer"]),
            input("a CR between two rows", "OK\n\nID|Status|\n7|Active|\r8|Waiting|\n", &["record 1 (line 4, byte 15): row has 4 fields, expected 2"]),
            input("CRLF and LF mixed", "OK\r\n\nID|Status|\n7|Active|\r\n8|Waiting|\n", &[SEVEN, EIGHT]),
            input("blank lines between rows", "OK\n\nID|Status|\n\n7|Active|\n\n\n8|Waiting|\n\n", &[SEVEN, EIGHT]),
            input("lines of spaces between rows", "OK\n\nID|Status|\n7|Active|\n   \n8|Waiting|\n ", &[SEVEN, EIGHT]),
            input("lines of tabs between rows", "OK\n\nID|Status|\n7|Active|\n\t\t\n8|Waiting|\n\t", &[SEVEN, EIGHT]),
            input("10,000 blank lines between rows", "OK\n\nID|Status|\n7|Active|\n⟨10,000 × \n⟩8|Waiting|\n", &[SEVEN, EIGHT]),
            input("whitespace after the last delimiter", "OK\n\nID|Status|\n7|Active| \t \n8|Waiting|\n", &[SEVEN, EIGHT]),
            input("text after the last delimiter", "OK\n\nID|Status|\n7|Active|x\n8|Waiting|\n", &["record 1 (line 4, byte 15): row has 3 fields, expected 2", EIGHT]),
        ],
    }
}

//! Rows that are cut, too short, too long, or none; and what ends them.

use super::table::{Section, plain};

pub fn sections() -> Vec<Section> {
    vec![counts(), cut(), line_ends()]
}

const SEVEN: &str = r#"{"id":7,"status":"Active"}"#;
const EIGHT: &str = r#"{"id":8,"status":"Waiting"}"#;

#[rustfmt::skip]
fn counts() -> Section {
    Section {
        title: "Rows",
        about: "The header decides how many fields a row has, and whether a delimiter ends it. What is no row costs no other one.",
        inputs: vec![
            plain("a field too few", "OK\n\nID|Status|\n7|\n8|Waiting|\n", &["record 1 (line 4, byte 15): row has 1 field, expected 2", EIGHT]),
            plain("a field too many", "OK\n\nID|Status|\n7|Active|x|\n8|Waiting|\n", &["record 1 (line 4, byte 15): row has 3 fields, expected 2", EIGHT]),
            plain("no delimiter at the end", "OK\n\nID|Status|\n7|Active\n8|Waiting|\n", &["record 1 (line 4, byte 23): row does not end with a delimiter, but the header does", EIGHT]),
            plain("an ID alone", "OK\n\nID|Status|\n7\n8|Waiting|\n", &["record 1 (line 4, byte 15): row has 1 field, expected 2", EIGHT]),
            plain("a row without its ID", "OK\n\nID|Status|\n|Active|\n8|Waiting|\n", &["record 1 (line 4, byte 15): ID is not an integer", EIGHT]),
            plain("a delimiter before the ID", "OK\n\nID|Status|\n|7|Active|\n8|Waiting|\n", &["record 1 (line 4, byte 15): row has 3 fields, expected 2", EIGHT]),
            plain("a blank before the ID", "OK\n\nID|Status|\n 7|Active|\n8|Waiting|\n", &["record 1 (line 4, byte 15): ID is not an integer", EIGHT]),
            plain("a row of delimiters alone", "OK\n\nID|Status|\n||\n8|Waiting|\n", &["record 1 (line 4, byte 15): ID is not an integer", EIGHT]),
            plain("10,000 delimiters", "OK\n\nID|Status|\n⟨10,000 × |⟩\n8|Waiting|\n", &["record 1 (line 4, byte 15): row has 10000 fields, expected 2", EIGHT]),
            plain("a row of another version", "OK\n\nID|Status|\n7|Active|\n8|Waiting|0||\n", &[SEVEN, "record 2 (line 5, byte 25): row has 4 fields, expected 2"]),
            plain("a row twice", "OK\n\nID|Status|\n7|Active|\n7|Active|\n", &[SEVEN, SEVEN]),
            plain("a line of text between rows", "OK\n\nID|Status|\n7|Active|\n# see below\n8|Waiting|\n", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2", EIGHT]),
            plain("a line of dashes between rows", "OK\n\nID|Status|\n7|Active|\n----------\n8|Waiting|\n", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2", EIGHT]),
            plain("a sum at the end", "OK\n\nID|Status|\n7|Active|\nTotal: 1\n", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            plain("a sum in fields at the end", "OK\n\nID|Status|\n7|Active|\nTotal|1|\n", &[SEVEN, "record 2 (line 5, byte 25): ID is not an integer"]),
            plain("another response behind the list", "OK\n\nID|Status|\n7|Active|\nNOTLOGGEDIN\n", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            plain("a row of 70,000 bytes", "OK\n\nID|Status|\n7|⟨70,000 × x⟩|\n8|Waiting|\n", &["record 1 (line 4, byte 15): longer than 65536 bytes", EIGHT]),
        ],
    }
}

#[rustfmt::skip]
fn cut() -> Section {
    Section {
        title: "Cut rows",
        about: "Where a delimiter ends the header, a row that lost its end is an error, cut in a character too. Without one there is nothing to tell by.",
        inputs: vec![
            plain("a row cut within its ID", "OK\n\nID|Status|\n7|Active|\n8", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            plain("a row cut behind its ID", "OK\n\nID|Status|\n7|Active|\n8|", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            plain("a row cut within its last value", "OK\n\nID|Status|\n7|Active|\n8|Wait", &[SEVEN, "record 2 (line 5, byte 31): row does not end with a delimiter, but the header does"]),
            plain("a row cut before its newline", "OK\n\nID|Status|\n7|Active|\n8|Waiting|", &[SEVEN, EIGHT]),
            plain("a row cut in its CRLF", "OK\r\n\r\nID|Status|\r\n7|Active|\r", &[SEVEN]),
            plain("a row cut in its CRLF, where no delimiter ends it", "OK\r\n\r\nID|Status\r\n7|Active\r", &[SEVEN]),
            plain("a row cut within its last value, where no delimiter ends it", "OK\n\nID|Status\n7|Activ", &[r#"{"id":7,"status":"Activ"}"#]),
            plain("a row cut in a character", b"OK\n\nID|Status|\n7|Active|\n8|Zo\xc3", &[SEVEN, "record 2 (line 5, byte 30): row does not end with a delimiter, but the header does"]),
            plain("a row cut in a character of four bytes", b"OK\n\nID|Status|\n7|Active|\n8|\xf0\x9f\xa6", &[SEVEN, "record 2 (line 5, byte 30): row does not end with a delimiter, but the header does"]),
            plain("a row cut within its time", "OK\n\nID|Start Time|Entry|\n7|2/16/2012 9:00", &["record 1 (line 4, byte 25): row has 2 fields, expected 3"]),
        ],
    }
}

#[rustfmt::skip]
fn line_ends() -> Section {
    Section {
        title: "Line ends and blank lines",
        about: "LF ends a line, and a CR before it is dropped. A CR elsewhere is data. Blank lines are passed over.",
        inputs: vec![
            plain("lines that CR ends", "OK\r\rID|Status|\r7|Active|\r", &["header (line 1, byte 14): the name of column 3 is a number, blank, or contains a control character"]),
            plain("lines that CR ends, without delimiters at their end", "OK\rID|Status\r7|Active\r", &["header (line 1, byte 6): the name of column 2 is a number, blank, or contains a control character"]),
            plain("lines that LF and CR end, in that order", "OK\n\rID|Status|\n\r7|Active|\n\r", &["record 1 (line 3, byte 15): ID is not an integer"]),
            plain("a CR in a value", "OK\n\nID|Status|\n7|Act\rive|\n", &[r#"{"id":7,"status":"Act\rive"}"#]),
            plain("a CR at a value's end", "OK\n\nID|Status|\n7|Active\r|\n", &[r#"{"id":7,"status":"Active\r"}"#]),
            plain("two CRs before LF, behind a value", "OK\n\nID|Status\n7|Active\r\r\n", &[r#"{"id":7,"status":"Active\r"}"#]),
            plain("a CR in an ID", "OK\n\nID|Status|\n7\r|Active|\n", &["record 1 (line 4, byte 15): ID is not an integer"]),
            plain("a CR between two rows", "OK\n\nID|Status|\n7|Active|\r8|Waiting|\n", &["record 1 (line 4, byte 15): row has 4 fields, expected 2"]),
            plain("CRLF and LF by turns", "OK\r\n\nID|Status|\n7|Active|\r\n8|Waiting|\n", &[SEVEN, EIGHT]),
            plain("blank lines between rows", "OK\n\nID|Status|\n\n7|Active|\n\n\n8|Waiting|\n\n", &[SEVEN, EIGHT]),
            plain("lines of blanks between rows", "OK\n\nID|Status|\n7|Active|\n   \n8|Waiting|\n ", &[SEVEN, EIGHT]),
            plain("lines of tabs between rows", "OK\n\nID|Status|\n7|Active|\n\t\t\n8|Waiting|\n\t", &[SEVEN, EIGHT]),
            plain("10,000 blank lines between rows", "OK\n\nID|Status|\n7|Active|\n⟨10,000 × \n⟩8|Waiting|\n", &[SEVEN, EIGHT]),
            plain("blanks behind the last delimiter", "OK\n\nID|Status|\n7|Active| \t \n8|Waiting|\n", &[SEVEN, EIGHT]),
            plain("text behind the last delimiter", "OK\n\nID|Status|\n7|Active|x\n8|Waiting|\n", &["record 1 (line 4, byte 15): row has 3 fields, expected 2", EIGHT]),
        ],
    }
}

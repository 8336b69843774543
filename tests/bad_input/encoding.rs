//! Bytes that are no text, and characters that look like something else.

use super::table::{NO_LIST, NO_TEXT, Section, plain};

pub fn sections() -> Vec<Section> {
    vec![not_utf8(), marks(), nul(), white_space()]
}

const SEVEN: &str = r#"{"id":7,"status":"Active"}"#;
const EIGHT: &str = r#"{"id":8,"entry":"Sales"}"#;
const NOT_UTF8: &[&str] = &["record 1 (line 4, byte 16): invalid UTF-8", EIGHT];

#[rustfmt::skip]
fn not_utf8() -> Section {
    Section {
        title: "Bytes that are not UTF-8",
        about: "Such a byte costs its row, with its offset, if the row has the right number of fields. In the header it costs the list.",
        inputs: vec![
            plain("a slash in two bytes instead of one", b"OK\n\nID|Entry|\n7|\xc0\xaf|\n8|Sales|\n", NOT_UTF8),
            plain("a delimiter in two bytes instead of one", b"OK\n\nID|Entry|\n7|\xc1\xbc|\n8|Sales|\n", NOT_UTF8),
            plain("a newline in two bytes instead of one", b"OK\n\nID|Entry|\n7|\xc0\x8a|\n8|Sales|\n", NOT_UTF8),
            plain("a NUL in two bytes instead of one", b"OK\n\nID|Entry|\n7|\xc0\x80|\n8|Sales|\n", NOT_UTF8),
            plain("a delimiter in three bytes instead of one", b"OK\n\nID|Entry|\n7|\xe0\x81\xbc|\n8|Sales|\n", NOT_UTF8),
            plain("half of a surrogate pair", b"OK\n\nID|Entry|\n7|\xed\xa0\xbd|\n8|Sales|\n", NOT_UTF8),
            plain("a surrogate pair in six bytes", b"OK\n\nID|Entry|\n7|\xed\xa0\xbd\xed\xb8\x80|\n8|Sales|\n", NOT_UTF8),
            plain("a code point past U+10FFFF", b"OK\n\nID|Entry|\n7|\xf4\x90\x80\x80|\n8|Sales|\n", NOT_UTF8),
            plain("a character of five bytes", b"OK\n\nID|Entry|\n7|\xf8\x88\x80\x80\x80|\n8|Sales|\n", NOT_UTF8),
            plain("the end of a character without its start", b"OK\n\nID|Entry|\n7|\x80|\n8|Sales|\n", NOT_UTF8),
            plain("a character cut by the delimiter", b"OK\n\nID|Entry|\n7|\xc3|\n8|Sales|\n", NOT_UTF8),
            plain("a character cut by the newline", b"OK\n\nID|Entry|\n7|\xc3\n8|Sales|\n", &["record 1 (line 4, byte 17): row does not end with a delimiter, but the header does", EIGHT]),
            plain("Latin-1 behind characters of two bytes", b"OK\n\nID|Entry|\n7|\xc3\xa9t\xe9|\n8|Sales|\n", &["record 1 (line 4, byte 19): invalid UTF-8", EIGHT]),
            plain("0xff in an ID", b"OK\n\nID|Entry|\n7\xff|x|\n8|Sales|\n", &["record 1 (line 4, byte 15): invalid UTF-8", EIGHT]),
            plain("0xff in a time", b"OK\n\nID|Start Time|\n7|2/16/2012\xff9:00 AM|\n", &["record 1 (line 4, byte 30): invalid UTF-8"]),
            plain("0xff in a name", b"OK\n\nID|Stra\xffe|\n7|x|\n", &["header (line 3, byte 11): invalid UTF-8"]),
            plain("0xff behind OK", b"OK\xff\n\nID|\n7|\n", NO_LIST),
            plain("0xff behind the last row", b"OK\n\nID|Status|\n7|Active|\n\xff", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            plain("UTF-8 that was taken for Latin-1", "OK\n\nID|Entry|\n7|ZÃ¼rich|\n", &[r#"{"id":7,"entry":"ZÃ¼rich"}"#]),
            plain("the mark of a byte that was lost", "OK\n\nID|Entry|\n7|Z\u{fffd}rich|\n", &["{\"id\":7,\"entry\":\"Z\u{fffd}rich\"}"]),
        ],
    }
}

#[rustfmt::skip]
fn marks() -> Section {
    Section {
        title: "Byte order marks and other encodings",
        about: "One byte order mark before all else is dropped; elsewhere it is a character like others.",
        inputs: vec![
            plain("a BOM alone", "\u{feff}", NO_TEXT),
            plain("a BOM and white space", "\u{feff}\n\n", NO_TEXT),
            plain("a BOM and a failure", "\u{feff}ERROR", &["the service answered ERROR"]),
            plain("a BOM twice", "\u{feff}\u{feff}OK\n\nID|\n7|\n", NO_LIST),
            plain("a BOM behind a newline", "\n\u{feff}OK\n\nID|\n7|\n", NO_LIST),
            plain("a BOM cut within", b"\xef\xbb", NO_LIST),
            plain("a BOM without its last byte", b"\xef\xbbOK\n\nID|\n7|\n", NO_LIST),
            plain("a BOM before a row", "OK\n\nID|Status|\n\u{feff}7|Active|\n", &["record 1 (line 4, byte 15): ID is not an integer"]),
            plain("a BOM in the middle of a row", "OK\n\nID|Status|\n7|\u{feff}Active|\n", &["{\"id\":7,\"status\":\"\u{feff}Active\"}"]),
            plain("a BOM at the end", "OK\n\nID|Status|\n7|Active|\n\u{feff}", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            plain("UTF-16, little end first, with a BOM", b"\xff\xfeO\0K\0\n\0\n\0I\0D\0|\0\n\0", NO_LIST),
            plain("UTF-16, little end first, without a BOM", b"O\0K\0\n\0\n\0I\0D\0|\0\n\0", NO_LIST),
            plain("UTF-16, big end first, with a BOM", b"\xfe\xff\0O\0K\0\n\0\n\0I\0D\0|\0\n", NO_LIST),
            plain("UTF-16, big end first, without a BOM", b"\0O\0K\0\n\0\n\0I\0D\0|\0\n", NO_LIST),
            plain("UTF-32, little end first", b"\xff\xfe\0\0O\0\0\0K\0\0\0", NO_LIST),
            plain("UTF-32, big end first", b"\0\0\xfe\xff\0\0\0O\0\0\0K", NO_LIST),
            plain("UTF-32, little end first, without a BOM", b"O\0\0\0K\0\0\0\n\0\0\0", NO_LIST),
            plain("UTF-7", "+/v8-OK\n\nID|\n7|\n", NO_LIST),
        ],
    }
}

#[rustfmt::skip]
fn nul() -> Section {
    Section {
        title: "NUL",
        about: "It ends nothing. In free text it is data.",
        inputs: vec![
            plain("NULs alone", b"\0\0\0\0", NO_LIST),
            plain("a NUL first", b"\0OK\n\nID|\n7|\n", NO_LIST),
            plain("a NUL behind OK", b"OK\0", NO_LIST),
            plain("a NUL behind a failure", b"NOTLOGGEDIN\0", NO_LIST),
            plain("a NUL in a name", "OK\n\nID|Sta\0tus|\n7|Active|\n", &["header (line 3, byte 7): the name of column 2 is a number, blank, or contains a control character"]),
            plain("a NUL in a value", "OK\n\nID|Status|\n7|Act\0ive|\n", &[r#"{"id":7,"status":"Act\u0000ive"}"#]),
            plain("a NUL in an ID", "OK\n\nID|Status|\n7\0|Active|\n", &["record 1 (line 4, byte 15): ID is not an integer"]),
            plain("a NUL in a time", "OK\n\nID|Start Time|\n7|2/16/2012\09:00 AM|\n", &["record 1 (line 4, byte 21): Start Time does not have the format M/D/YYYY h:mm AM"]),
            plain("a NUL instead of a newline", "OK\n\nID|Status|\n7|Active|\08|Waiting|\n", &["record 1 (line 4, byte 15): row has 4 fields, expected 2"]),
            plain("NULs behind the last row", "OK\n\nID|Status|\n7|Active|\n\0\0\0\0", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
        ],
    }
}

#[rustfmt::skip]
fn white_space() -> Section {
    Section {
        title: "White space of other kinds",
        about: "Blank, tab, CR and LF are white space around a return value. All else is data, and ends no line.",
        inputs: vec![
            plain("a no-break space behind OK", "OK\u{a0}ID|Status|\n7|Active|\n", NO_LIST),
            plain("a vertical tab behind OK", "OK\u{b}ID|Status|\n7|Active|\n", NO_LIST),
            plain("a form feed before OK", "\u{c}OK\n\nID|\n7|\n", NO_LIST),
            plain("a no-break space alone", "\u{a0}", NO_LIST),
            plain("a no-break space for a value", "OK\n\nID|Entry|\n7|\u{a0}|\n", &["{\"id\":7,\"entry\":\"\u{a0}\"}"]),
            plain("a vertical tab in a value", "OK\n\nID|Entry|\n7|a\u{b}b|\n", &[r#"{"id":7,"entry":"a\u000bb"}"#]),
            plain("a form feed in a value", "OK\n\nID|Entry|\n7|a\u{c}b|\n", &[r#"{"id":7,"entry":"a\fb"}"#]),
            plain("U+0085, next line, in a value", "OK\n\nID|Entry|\n7|a\u{85}b|\n", &["{\"id\":7,\"entry\":\"a\u{85}b\"}"]),
            plain("U+2028, line separator, in a value", "OK\n\nID|Entry|\n7|a\u{2028}b|\n", &["{\"id\":7,\"entry\":\"a\u{2028}b\"}"]),
            plain("U+2029, paragraph separator, in a value", "OK\n\nID|Entry|\n7|a\u{2029}b|\n", &["{\"id\":7,\"entry\":\"a\u{2029}b\"}"]),
            plain("U+2028 between two rows", "OK\n\nID|Status|\n7|Active|\u{2028}8|Waiting|\n", &["record 1 (line 4, byte 15): row has 4 fields, expected 2"]),
            plain("U+0085 between two rows", "OK\n\nID|Status|\n7|Active|\u{85}8|Waiting|\n", &["record 1 (line 4, byte 15): row has 4 fields, expected 2"]),
            plain("a vertical tab between two rows", "OK\n\nID|Status|\n7|Active|\u{b}8|Waiting|\n", &["record 1 (line 4, byte 15): row has 4 fields, expected 2"]),
            plain("U+0085 in a name", "OK\n\nID|a\u{85}b|\n7|x|\n", &["header (line 3, byte 7): the name of column 2 is a number, blank, or contains a control character"]),
            plain("U+2028 in a name", "OK\n\nID|a\u{2028}b|\n7|x|\n", &["{\"id\":7,\"extra\":{\"a\u{2028}b\":\"x\"}}"]),
            plain("a line of a no-break space", "OK\n\nID|Status|\n7|Active|\n\u{a0}\n", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            plain("a line of a form feed", "OK\n\nID|Status|\n7|Active|\n\u{c}\n", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            plain("a no-break space behind the last delimiter", "OK\n\nID|Status|\n7|Active|\u{a0}\n", &["record 1 (line 4, byte 15): row has 3 fields, expected 2"]),
            plain("a zero-width space before an ID", "OK\n\nID|Status|\n\u{200b}7|Active|\n", &["record 1 (line 4, byte 15): ID is not an integer"]),
        ],
    }
}

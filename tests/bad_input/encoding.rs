//! Invalid UTF-8, byte order marks, NUL, and characters that look like whitespace.

use super::table::{EMPTY_RESPONSE, NOT_A_LIST, Section, input};

pub fn sections() -> Vec<Section> {
    vec![invalid_utf8(), byte_order_marks(), nul(), other_whitespace()]
}

const SEVEN: &str = r#"{"id":7,"status":"Active"}"#;
const EIGHT: &str = r#"{"id":8,"entry":"Sales"}"#;
const INVALID_UTF8: &[&str] = &["record 1 (line 4, byte 16): invalid UTF-8", EIGHT];

#[rustfmt::skip]
fn invalid_utf8() -> Section {
    Section {
        title: "Bytes that are not UTF-8",
        about: "If the row has the right number of fields, such a byte makes it an error with the offset of the byte. \
                In the header it makes the whole response an error.",
        inputs: vec![
            input("an overlong slash of two bytes", b"OK\n\nID|Entry|\n7|\xc0\xaf|\n8|Sales|\n", INVALID_UTF8),
            input("an overlong delimiter of two bytes", b"OK\n\nID|Entry|\n7|\xc1\xbc|\n8|Sales|\n", INVALID_UTF8),
            input("an overlong newline of two bytes", b"OK\n\nID|Entry|\n7|\xc0\x8a|\n8|Sales|\n", INVALID_UTF8),
            input("an overlong NUL of two bytes", b"OK\n\nID|Entry|\n7|\xc0\x80|\n8|Sales|\n", INVALID_UTF8),
            input("an overlong delimiter of three bytes", b"OK\n\nID|Entry|\n7|\xe0\x81\xbc|\n8|Sales|\n", INVALID_UTF8),
            input("a lone surrogate", b"OK\n\nID|Entry|\n7|\xed\xa0\xbd|\n8|Sales|\n", INVALID_UTF8),
            input("a surrogate pair in six bytes (CESU-8)", b"OK\n\nID|Entry|\n7|\xed\xa0\xbd\xed\xb8\x80|\n8|Sales|\n", INVALID_UTF8),
            input("a code point above U+10FFFF", b"OK\n\nID|Entry|\n7|\xf4\x90\x80\x80|\n8|Sales|\n", INVALID_UTF8),
            input("a character of five bytes", b"OK\n\nID|Entry|\n7|\xf8\x88\x80\x80\x80|\n8|Sales|\n", INVALID_UTF8),
            input("a continuation byte without a lead byte", b"OK\n\nID|Entry|\n7|\x80|\n8|Sales|\n", INVALID_UTF8),
            input("a character truncated by the delimiter", b"OK\n\nID|Entry|\n7|\xc3|\n8|Sales|\n", INVALID_UTF8),
            input("a character truncated by the newline", b"OK\n\nID|Entry|\n7|\xc3\n8|Sales|\n", &["record 1 (line 4, byte 17): row does not end with a delimiter, but the header does", EIGHT]),
            input("a Latin-1 character after a UTF-8 character", b"OK\n\nID|Entry|\n7|\xc3\xa9t\xe9|\n8|Sales|\n", &["record 1 (line 4, byte 19): invalid UTF-8", EIGHT]),
            input("0xff in an ID", b"OK\n\nID|Entry|\n7\xff|x|\n8|Sales|\n", &["record 1 (line 4, byte 15): invalid UTF-8", EIGHT]),
            input("0xff in a time", b"OK\n\nID|Start Time|\n7|2/16/2012\xff9:00 AM|\n", &["record 1 (line 4, byte 30): invalid UTF-8"]),
            input("0xff in a name", b"OK\n\nID|Stra\xffe|\n7|x|\n", &["header (line 3, byte 11): invalid UTF-8"]),
            input("0xff after OK", b"OK\xff\n\nID|\n7|\n", NOT_A_LIST),
            input("0xff after the last row", b"OK\n\nID|Status|\n7|Active|\n\xff", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            input("UTF-8 that was decoded as Latin-1", "OK\n\nID|Entry|\n7|ZÃ¼rich|\n", &[r#"{"id":7,"entry":"ZÃ¼rich"}"#]),
            input("a replacement character, U+FFFD", "OK\n\nID|Entry|\n7|Z\u{fffd}rich|\n", &["{\"id\":7,\"entry\":\"Z\u{fffd}rich\"}"]),
        ],
    }
}

#[rustfmt::skip]
fn byte_order_marks() -> Section {
    Section {
        title: "Byte order marks and other encodings",
        about: "A byte order mark (BOM) at the start of the response is dropped. Elsewhere it is an ordinary \
                character.",
        inputs: vec![
            input("a BOM alone", "\u{feff}", EMPTY_RESPONSE),
            input("a BOM and whitespace", "\u{feff}\n\n", EMPTY_RESPONSE),
            input("a BOM and a failure", "\u{feff}ERROR", &["the service answered ERROR"]),
            input("a BOM twice", "\u{feff}\u{feff}OK\n\nID|\n7|\n", NOT_A_LIST),
            input("a BOM after a newline", "\n\u{feff}OK\n\nID|\n7|\n", NOT_A_LIST),
            input("a truncated BOM", b"\xef\xbb", NOT_A_LIST),
            input("a BOM without its last byte", b"\xef\xbbOK\n\nID|\n7|\n", NOT_A_LIST),
            input("a BOM before a row", "OK\n\nID|Status|\n\u{feff}7|Active|\n", &["record 1 (line 4, byte 15): ID is not an integer"]),
            input("a BOM in the middle of a row", "OK\n\nID|Status|\n7|\u{feff}Active|\n", &["{\"id\":7,\"status\":\"\u{feff}Active\"}"]),
            input("a BOM at the end", "OK\n\nID|Status|\n7|Active|\n\u{feff}", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            input("UTF-16LE with a BOM", b"\xff\xfeO\0K\0\n\0\n\0I\0D\0|\0\n\0", NOT_A_LIST),
            input("UTF-16LE without a BOM", b"O\0K\0\n\0\n\0I\0D\0|\0\n\0", NOT_A_LIST),
            input("UTF-16BE with a BOM", b"\xfe\xff\0O\0K\0\n\0\n\0I\0D\0|\0\n", NOT_A_LIST),
            input("UTF-16BE without a BOM", b"\0O\0K\0\n\0\n\0I\0D\0|\0\n", NOT_A_LIST),
            input("UTF-32LE with a BOM", b"\xff\xfe\0\0O\0\0\0K\0\0\0", NOT_A_LIST),
            input("UTF-32BE with a BOM", b"\0\0\xfe\xff\0\0\0O\0\0\0K", NOT_A_LIST),
            input("UTF-32LE without a BOM", b"O\0\0\0K\0\0\0\n\0\0\0", NOT_A_LIST),
            input("UTF-7", "+/v8-OK\n\nID|\n7|\n", NOT_A_LIST),
        ],
    }
}

#[rustfmt::skip]
fn nul() -> Section {
    Section {
        title: "NUL",
        about: "A NUL does not end the response, a line or a value. In free text it is data.",
        inputs: vec![
            input("NULs only", b"\0\0\0\0", NOT_A_LIST),
            input("a NUL at the start", b"\0OK\n\nID|\n7|\n", NOT_A_LIST),
            input("a NUL after OK", b"OK\0", NOT_A_LIST),
            input("a NUL after a failure", b"NOTLOGGEDIN\0", NOT_A_LIST),
            input("a NUL in a name", "OK\n\nID|Sta\0tus|\n7|Active|\n", &["header (line 3, byte 7): the name of column 2 is a number, blank, or contains a control character"]),
            input("a NUL in a value", "OK\n\nID|Status|\n7|Act\0ive|\n", &[r#"{"id":7,"status":"Act\u0000ive"}"#]),
            input("a NUL in an ID", "OK\n\nID|Status|\n7\0|Active|\n", &["record 1 (line 4, byte 15): ID is not an integer"]),
            input("a NUL in a time", "OK\n\nID|Start Time|\n7|2/16/2012\09:00 AM|\n", &["record 1 (line 4, byte 21): Start Time does not have the format M/D/YYYY h:mm AM"]),
            input("a NUL instead of a newline", "OK\n\nID|Status|\n7|Active|\08|Waiting|\n", &["record 1 (line 4, byte 15): row has 4 fields, expected 2"]),
            input("NULs after the last row", "OK\n\nID|Status|\n7|Active|\n\0\0\0\0", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
        ],
    }
}

#[rustfmt::skip]
fn other_whitespace() -> Section {
    Section {
        title: "Other whitespace",
        about: "Space, tab, CR and LF are whitespace around a return value. Other characters are data and do not end \
                a line.",
        inputs: vec![
            input("a no-break space after OK", "OK\u{a0}ID|Status|\n7|Active|\n", NOT_A_LIST),
            input("a vertical tab after OK", "OK\u{b}ID|Status|\n7|Active|\n", NOT_A_LIST),
            input("a form feed before OK", "\u{c}OK\n\nID|\n7|\n", NOT_A_LIST),
            input("a no-break space alone", "\u{a0}", NOT_A_LIST),
            input("a no-break space as a value", "OK\n\nID|Entry|\n7|\u{a0}|\n", &["{\"id\":7,\"entry\":\"\u{a0}\"}"]),
            input("a vertical tab in a value", "OK\n\nID|Entry|\n7|a\u{b}b|\n", &[r#"{"id":7,"entry":"a\u000bb"}"#]),
            input("a form feed in a value", "OK\n\nID|Entry|\n7|a\u{c}b|\n", &[r#"{"id":7,"entry":"a\fb"}"#]),
            input("U+0085, next line, in a value", "OK\n\nID|Entry|\n7|a\u{85}b|\n", &["{\"id\":7,\"entry\":\"a\u{85}b\"}"]),
            input("U+2028, line separator, in a value", "OK\n\nID|Entry|\n7|a\u{2028}b|\n", &["{\"id\":7,\"entry\":\"a\u{2028}b\"}"]),
            input("U+2029, paragraph separator, in a value", "OK\n\nID|Entry|\n7|a\u{2029}b|\n", &["{\"id\":7,\"entry\":\"a\u{2029}b\"}"]),
            input("U+2028 between two rows", "OK\n\nID|Status|\n7|Active|\u{2028}8|Waiting|\n", &["record 1 (line 4, byte 15): row has 4 fields, expected 2"]),
            input("U+0085 between two rows", "OK\n\nID|Status|\n7|Active|\u{85}8|Waiting|\n", &["record 1 (line 4, byte 15): row has 4 fields, expected 2"]),
            input("a vertical tab between two rows", "OK\n\nID|Status|\n7|Active|\u{b}8|Waiting|\n", &["record 1 (line 4, byte 15): row has 4 fields, expected 2"]),
            input("U+0085 in a name", "OK\n\nID|a\u{85}b|\n7|x|\n", &["header (line 3, byte 7): the name of column 2 is a number, blank, or contains a control character"]),
            input("U+2028 in a name", "OK\n\nID|a\u{2028}b|\n7|x|\n", &["{\"id\":7,\"extra\":{\"a\u{2028}b\":\"x\"}}"]),
            input("a line with only a no-break space", "OK\n\nID|Status|\n7|Active|\n\u{a0}\n", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            input("a line with only a form feed", "OK\n\nID|Status|\n7|Active|\n\u{c}\n", &[SEVEN, "record 2 (line 5, byte 25): row has 1 field, expected 2"]),
            input("a no-break space after the last delimiter", "OK\n\nID|Status|\n7|Active|\u{a0}\n", &["record 1 (line 4, byte 15): row has 3 fields, expected 2"]),
            input("a zero-width space before an ID", "OK\n\nID|Status|\n\u{200b}7|Active|\n", &["record 1 (line 4, byte 15): ID is not an integer"]),
        ],
    }
}

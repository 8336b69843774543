//! Return values, and responses that are not a session list.

use super::table::{EMPTY_LIST, EMPTY_RESPONSE, HTML, NOT_A_LIST, Section, UNKNOWN_VALUE, XML, input};

pub fn sections() -> Vec<Section> {
    vec![return_values(), pages(), other_files(), other_tables()]
}

const NOT_LOGGED_IN: &[&str] = &["the service answered NOTLOGGEDIN"];

#[rustfmt::skip]
fn return_values() -> Section {
    Section {
        title: "Return values",
        about: "A list follows `OK`. A known word for a failure is a failure, whatever follows it. Another word of \
                upper-case letters, digits and `_` is an unknown return value if it is the whole response and has at \
                most 64 bytes.",
        inputs: vec![
            input("an empty response", "", EMPTY_RESPONSE),
            input("whitespace only", " \t\r\n\n", EMPTY_RESPONSE),
            input("truncated after the first byte", "O", UNKNOWN_VALUE),
            input("truncated after OK", "OK", EMPTY_LIST),
            input("truncated in the CRLF after OK", "OK\r", EMPTY_LIST),
            input("truncated in a failure", "NOTLOGGEDI", UNKNOWN_VALUE),
            input("OK in lower case", "ok\n\nID|Status|\n7|Active|\n", NOT_A_LIST),
            input("OK with one lower-case letter", "Ok\n\nID|Status|\n7|Active|\n", NOT_A_LIST),
            input("OK in SOAP spelling", "getSession_OK", NOT_A_LIST),
            input("no whitespace between OK and the header", "OKID|Status|\n7|Active|\n", NOT_A_LIST),
            input("OK as a field", "OK|ID|Status|\n7|Active|\n", NOT_A_LIST),
            input("OK and a colon", "OK:\n\nID|Status|\n7|Active|\n", NOT_A_LIST),
            input("OK in quotes", "\"OK\"\n\nID|Status|\n7|Active|\n", NOT_A_LIST),
            input("OK after a time of day", "12:00 OK\n\nID|\n7|\n", NOT_A_LIST),
            input("OK in full-width letters", "ＯＫ\n\nID|\n7|\n", NOT_A_LIST),
            input("OK in Cyrillic letters", "ОК\n\nID|\n7|\n", NOT_A_LIST),
            input("OK twice", "OK\nOK\n\nID|\n7|\n", &["header (line 2, byte 3): column ID is missing"]),
            input("OK and a failure", "OK\nERROR\n", &["header (line 2, byte 3): column ID is missing"]),
            input("a failure and OK", "ERROR\nOK\n\nID|\n7|\n", &["the service answered ERROR"]),
            input("a failure and a sentence", "NOTLOGGEDIN Please log in.", NOT_LOGGED_IN),
            input("a failure and a list", "NOTLOGGEDIN\n\nID|\n7|\n", NOT_LOGGED_IN),
            input("a failure in lower case", "notloggedin", NOT_A_LIST),
            input("a failure and a colon", "ERROR: timeout", NOT_A_LIST),
            input("a failure in SOAP spelling", "getSession_NotLoggedIn", NOT_A_LIST),
            input("an unknown word", "MAINTENANCE", UNKNOWN_VALUE),
            input("an unknown word and more text", "MAINTENANCE until noon", NOT_A_LIST),
            input("two unknown words", "TRY AGAIN", NOT_A_LIST),
            input("an unknown word of 64 bytes", "⟨64 × A⟩", UNKNOWN_VALUE),
            input("an unknown word of 65 bytes", "⟨65 × A⟩", NOT_A_LIST),
            input("an unknown word of 100,000 bytes", "⟨100,000 × A⟩", NOT_A_LIST),
            input("a number", "404", UNKNOWN_VALUE),
            input("a negative number", "-2", NOT_A_LIST),
            input("a sentence", "The service is not available.", NOT_A_LIST),
        ],
    }
}

#[rustfmt::skip]
fn pages() -> Section {
    Section {
        title: "HTML pages and XML",
        about: "The answer to a wrong address or an expired login is an HTML page. The SOAP interface answers with \
                XML.",
        inputs: vec![
            input("a login page", "<!DOCTYPE html>\n<html><body><form action=\"/login\"></form></body></html>\n", HTML),
            input("a page in upper case", "<HTML><HEAD><TITLE>LOG IN</TITLE></HEAD></HTML>", HTML),
            input("a page after blank lines", "\r\n\r\n<html></html>", HTML),
            input("a page after a comment", "<!-- 502 -->\n<html></html>", HTML),
            input("a page with an older doctype", "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"><html></html>", HTML),
            input("a page as XHTML", "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"/>", HTML),
            input("an HTML fragment", "<div>Please log in</div>", HTML),
            input("a script", "<script>location = '/login'</script>", HTML),
            input("a page truncated in its doctype", "<!DOCTYPE html", HTML),
            input("a page after OK", "OK\n<html></html>\n", &["header (line 2, byte 3): column ID is missing"]),
            input("a SOAP fault", "<?xml version=\"1.0\"?><soap:Envelope><soap:Body><soap:Fault/></soap:Body></soap:Envelope>", XML),
            input("a SOAP answer without a declaration", "<soap:Envelope><soap:Body/></soap:Envelope>", XML),
            input("other XML", "<sessions><session id=\"7\"/></sessions>", XML),
            input("XML truncated in its declaration", "<?xml version=\"1.", XML),
            input("a number in angle brackets", "<7>", NOT_A_LIST),
            input("a less-than sign alone", "<", NOT_A_LIST),
        ],
    }
}

#[rustfmt::skip]
fn other_files() -> Section {
    Section {
        title: "Other files and formats",
        about: "Bytes that are still compressed or encoded, and bodies with parts of the HTTP protocol around them.",
        inputs: vec![
            input("a JSON object", "{\"error\":\"NOTLOGGEDIN\"}", NOT_A_LIST),
            input("a JSON array", "[{\"id\":7,\"status\":\"Active\"}]", NOT_A_LIST),
            input("a JSON string", "\"OK\"", NOT_A_LIST),
            input("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xf3\xf7\xe6\xe2\xf2", NOT_A_LIST),
            input("zlib", b"\x78\x9c\xf3\xf7\xe6\xe2\xf2", NOT_A_LIST),
            input("a zip archive", b"PK\x03\x04\x14\x00\x00\x00\x08\x00", NOT_A_LIST),
            input("a PNG image", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", NOT_A_LIST),
            input("a PDF", "%PDF-1.7\n%\u{e2}\u{e3}\n1 0 obj\n", NOT_A_LIST),
            input("an ELF executable", b"\x7fELF\x02\x01\x01\x00", NOT_A_LIST),
            input("OK in EBCDIC", b"\xd6\xd2\x25\xc9\xc4\x4f", NOT_A_LIST),
            input("an HTTP status line and header before the list", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nOK\n\nID|\n7|\n", NOT_A_LIST),
            input("an HTTP status line", "HTTP/1.1 200 OK", NOT_A_LIST),
            input("an HTTP header field before the list", "Content-Length: 14\r\n\r\nOK\n\nID|\n7|\n", NOT_A_LIST),
            input("an HTTP chunk size before the list", "12\r\nOK\n\nID|Status|\n7|A|\n\r\n0\r\n\r\n", NOT_A_LIST),
            input("an HTTP chunk size with a letter before the list", "1a\r\nOK\n\nID|Status|\n7|Active|\n\r\n0\r\n\r\n", NOT_A_LIST),
            input("the last HTTP chunk after the list", "OK\n\nID|Status|\n7|Active|\n\r\n0\r\n\r\n",
                &[r#"{"id":7,"status":"Active"}"#, "record 2 (line 6, byte 27): row has 1 field, expected 2"]),
            input("a URL-encoded list", "OK%0A%0AID%7CStatus%7C%0A7%7CActive%7C%0A", NOT_A_LIST),
            input("a list in base64", "T0sKCklEfAo3fAo=", NOT_A_LIST),
            input("a list as a JSON string", "\"OK\\n\\nID|Status|\\n7|Active|\\n\"", NOT_A_LIST),
        ],
    }
}

#[rustfmt::skip]
fn other_tables() -> Section {
    Section {
        title: "Other tables",
        about: "",
        inputs: vec![
            input("a list without OK", "ID|Status|\n7|Active|\n", NOT_A_LIST),
            input("rows without OK and without a header", "7|Active|\n8|Waiting|\n", NOT_A_LIST),
            input("a CSV", "ID,Status\n7,Active\n", NOT_A_LIST),
            input("a CSV after OK", "OK\n\nID,Status\n7,Active\n", &["header (line 3, byte 4): column ID is missing"]),
            input("a table separated by tabs", "OK\n\nID\tStatus\n7\tActive\n", &["header (line 3, byte 4): the name of column 1 is a number, blank, or contains a control character"]),
            input("a table separated by semicolons", "OK\n\nID;Status;\n7;Active;\n", &["header (line 3, byte 4): column ID is missing"]),
            input("a Markdown table", "OK\n\n| ID | Status |\n|---|---|\n| 7 | Active |\n", &["header (line 3, byte 4): column ID is missing"]),
            input("a Markdown rule after the header", "OK\n\nID|Status|\n---|---|\n7|Active|\n",
                &["record 1 (line 4, byte 15): ID is not an integer", r#"{"id":7,"status":"Active"}"#]),
            input("the response of another API method", "OK\n\n1073174914\n", &["header (line 3, byte 4): the name of column 1 is a number, blank, or contains a control character"]),
        ],
    }
}

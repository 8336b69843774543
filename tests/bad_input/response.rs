//! What stands before a list, or instead of one.

use super::table::{EMPTY, HTML, NO_LIST, NO_TEXT, Section, UNKNOWN_VALUE, XML, plain};

pub fn sections() -> Vec<Section> {
    vec![return_values(), pages(), other_files(), tables_of_others()]
}

const NOT_LOGGED_IN: &[&str] = &["the service answered NOTLOGGEDIN"];

#[rustfmt::skip]
fn return_values() -> Section {
    Section {
        title: "Return values",
        about: "A list stands behind `OK`. A word that is known is a failure, whatever stands behind it; another word of \
                capital letters, digits and `_` is one if it stands alone and has 64 bytes at most.",
        inputs: vec![
            plain("nothing at all", "", NO_TEXT),
            plain("white space alone", " \t\r\n\n", NO_TEXT),
            plain("cut behind the first byte", "O", UNKNOWN_VALUE),
            plain("cut behind OK", "OK", EMPTY),
            plain("cut in the CRLF behind OK", "OK\r", EMPTY),
            plain("cut within a failure", "NOTLOGGEDI", UNKNOWN_VALUE),
            plain("OK in small letters", "ok\n\nID|Status|\n7|Active|\n", NO_LIST),
            plain("OK with one small letter", "Ok\n\nID|Status|\n7|Active|\n", NO_LIST),
            plain("OK as SOAP spells it", "getSession_OK", NO_LIST),
            plain("OK glued to the header", "OKID|Status|\n7|Active|\n", NO_LIST),
            plain("OK as a field", "OK|ID|Status|\n7|Active|\n", NO_LIST),
            plain("OK and a colon", "OK:\n\nID|Status|\n7|Active|\n", NO_LIST),
            plain("OK in quotes", "\"OK\"\n\nID|Status|\n7|Active|\n", NO_LIST),
            plain("OK behind a time of day", "12:00 OK\n\nID|\n7|\n", NO_LIST),
            plain("OK in full-width letters", "ＯＫ\n\nID|\n7|\n", NO_LIST),
            plain("OK in Cyrillic letters", "ОК\n\nID|\n7|\n", NO_LIST),
            plain("OK twice", "OK\nOK\n\nID|\n7|\n", &["header (line 2, byte 3): column ID is missing"]),
            plain("OK and a failure", "OK\nERROR\n", &["header (line 2, byte 3): column ID is missing"]),
            plain("a failure and OK", "ERROR\nOK\n\nID|\n7|\n", &["the service answered ERROR"]),
            plain("a failure and a sentence", "NOTLOGGEDIN Please log in.", NOT_LOGGED_IN),
            plain("a failure and a list", "NOTLOGGEDIN\n\nID|\n7|\n", NOT_LOGGED_IN),
            plain("a failure in small letters", "notloggedin", NO_LIST),
            plain("a failure and a colon", "ERROR: timeout", NO_LIST),
            plain("a failure as SOAP spells it", "getSession_NotLoggedIn", NO_LIST),
            plain("a word that is not known", "MAINTENANCE", UNKNOWN_VALUE),
            plain("a word that is not known, and more", "MAINTENANCE until noon", NO_LIST),
            plain("two words that are not known", "TRY AGAIN", NO_LIST),
            plain("a word of 64 bytes", "⟨64 × A⟩", UNKNOWN_VALUE),
            plain("a word of 65 bytes", "⟨65 × A⟩", NO_LIST),
            plain("a word of 100,000 bytes", "⟨100,000 × A⟩", NO_LIST),
            plain("a number", "404", UNKNOWN_VALUE),
            plain("a negative number", "-2", NO_LIST),
            plain("a sentence", "The service is not available.", NO_LIST),
        ],
    }
}

#[rustfmt::skip]
fn pages() -> Section {
    Section {
        title: "Pages and XML",
        about: "A wrong address or an expired login is answered with a page; the SOAP interface answers with XML.",
        inputs: vec![
            plain("a page for logging in", "<!DOCTYPE html>\n<html><body><form action=\"/login\"></form></body></html>\n", HTML),
            plain("a page in capital letters", "<HTML><HEAD><TITLE>LOG IN</TITLE></HEAD></HTML>", HTML),
            plain("a page behind blank lines", "\r\n\r\n<html></html>", HTML),
            plain("a page behind a comment", "<!-- 502 -->\n<html></html>", HTML),
            plain("a page with an older doctype", "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\"><html></html>", HTML),
            plain("a page as XHTML", "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"/>", HTML),
            plain("a piece of a page", "<div>Please log in</div>", HTML),
            plain("a script", "<script>location = '/login'</script>", HTML),
            plain("a page cut within its doctype", "<!DOCTYPE html", HTML),
            plain("a page behind OK", "OK\n<html></html>\n", &["header (line 2, byte 3): column ID is missing"]),
            plain("a SOAP fault", "<?xml version=\"1.0\"?><soap:Envelope><soap:Body><soap:Fault/></soap:Body></soap:Envelope>", XML),
            plain("a SOAP answer without a declaration", "<soap:Envelope><soap:Body/></soap:Envelope>", XML),
            plain("XML of another kind", "<sessions><session id=\"7\"/></sessions>", XML),
            plain("XML cut within its declaration", "<?xml version=\"1.", XML),
            plain("less than a number", "<7>", NO_LIST),
            plain("an element that is never named", "<", NO_LIST),
        ],
    }
}

#[rustfmt::skip]
fn other_files() -> Section {
    Section {
        title: "Files and formats of another kind",
        about: "Bytes that nobody has unpacked or decoded, and bodies with a part of the protocol around them.",
        inputs: vec![
            plain("a JSON object", "{\"error\":\"NOTLOGGEDIN\"}", NO_LIST),
            plain("a JSON array", "[{\"id\":7,\"status\":\"Active\"}]", NO_LIST),
            plain("a JSON text", "\"OK\"", NO_LIST),
            plain("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xf3\xf7\xe6\xe2\xf2", NO_LIST),
            plain("zlib", b"\x78\x9c\xf3\xf7\xe6\xe2\xf2", NO_LIST),
            plain("a zip archive", b"PK\x03\x04\x14\x00\x00\x00\x08\x00", NO_LIST),
            plain("a picture as PNG", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", NO_LIST),
            plain("a PDF", "%PDF-1.7\n%\u{e2}\u{e3}\n1 0 obj\n", NO_LIST),
            plain("a program", b"\x7fELF\x02\x01\x01\x00", NO_LIST),
            plain("OK in EBCDIC", b"\xd6\xd2\x25\xc9\xc4\x4f", NO_LIST),
            plain("an HTTP head before the list", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nOK\n\nID|\n7|\n", NO_LIST),
            plain("an HTTP status line", "HTTP/1.1 200 OK", NO_LIST),
            plain("an HTTP header field before the list", "Content-Length: 14\r\n\r\nOK\n\nID|\n7|\n", NO_LIST),
            plain("the size of a chunk before the list", "12\r\nOK\n\nID|Status|\n7|A|\n\r\n0\r\n\r\n", NO_LIST),
            plain("the size of a chunk with a letter before the list", "1a\r\nOK\n\nID|Status|\n7|Active|\n\r\n0\r\n\r\n", NO_LIST),
            plain("the last chunk behind the list", "OK\n\nID|Status|\n7|Active|\n\r\n0\r\n\r\n",
                &[r#"{"id":7,"status":"Active"}"#, "record 2 (line 6, byte 27): row has 1 field, expected 2"]),
            plain("a list, URL-encoded", "OK%0A%0AID%7CStatus%7C%0A7%7CActive%7C%0A", NO_LIST),
            plain("a list in base64", "T0sKCklEfAo3fAo=", NO_LIST),
            plain("a list as one text of JSON", "\"OK\\n\\nID|Status|\\n7|Active|\\n\"", NO_LIST),
        ],
    }
}

#[rustfmt::skip]
fn tables_of_others() -> Section {
    Section {
        title: "Tables of another kind",
        about: "",
        inputs: vec![
            plain("a list without OK", "ID|Status|\n7|Active|\n", NO_LIST),
            plain("rows alone", "7|Active|\n8|Waiting|\n", NO_LIST),
            plain("a CSV", "ID,Status\n7,Active\n", NO_LIST),
            plain("a CSV behind OK", "OK\n\nID,Status\n7,Active\n", &["header (line 3, byte 4): column ID is missing"]),
            plain("a table parted by tabs", "OK\n\nID\tStatus\n7\tActive\n", &["header (line 3, byte 4): the name of column 1 is a number, blank, or contains a control character"]),
            plain("a table parted by semicolons", "OK\n\nID;Status;\n7;Active;\n", &["header (line 3, byte 4): column ID is missing"]),
            plain("a table of Markdown", "OK\n\n| ID | Status |\n|---|---|\n| 7 | Active |\n", &["header (line 3, byte 4): column ID is missing"]),
            plain("a rule of Markdown below the header", "OK\n\nID|Status|\n---|---|\n7|Active|\n",
                &["record 1 (line 4, byte 15): ID is not an integer", r#"{"id":7,"status":"Active"}"#]),
            plain("the answer of another method", "OK\n\n1073174914\n", &["header (line 3, byte 4): the name of column 1 is a number, blank, or contains a control character"]),
        ],
    }
}

//! Responses that are no session list, and empty lists.

use crate::run::{GOOD, outcome, run};

#[test]
fn empty_list_is_not_an_error() {
    assert_eq!(outcome(&["show"], "OK\n\nID|Status|\n"), (Some(0), "no sessions\n".into(), String::new()));
    assert_eq!(outcome(&["show"], "OK"), (Some(0), "no sessions\n".into(), String::new()));
    assert_eq!(outcome(&["json"], "OK"), (Some(0), String::new(), String::new()));
    assert_eq!(outcome(&["csv"], "OK"), (Some(0), String::new(), String::new()));
    assert_eq!(outcome(&["csv"], "OK\n\nID|Status|\n"), (Some(0), "ID,Status\n".into(), String::new()));
}

#[test]
fn response_error_is_one_message_with_advice() {
    let messages = [
        ("NOTLOGGEDIN", "the service answered NOTLOGGEDIN: log in again, or pass an authcode with the request."),
        (
            "INVALIDPARAM_NODE",
            "the service answered INVALIDPARAM_NODE: no node has this ID; check node and noderef in the request.",
        ),
        (
            "INVALID_SECRETAUTHCODE",
            "the service answered INVALID_SECRETAUTHCODE: the authcode is not valid; request a new one.",
        ),
        (
            "USER_DELETED_OR_DISABLED",
            "the service answered USER_DELETED_OR_DISABLED: use another account, or have this one re-enabled.",
        ),
        ("POLLRATEEXCEEDED", "the service answered POLLRATEEXCEEDED: too many requests; wait, then poll less often."),
        (
            "ERROR",
            "the service answered ERROR: the service does not specify the error, which may be a timeout; try again later.",
        ),
        ("SOMETHING_NEW", "the service answered with an unknown return value: look it up in the API manual."),
        ("<html>", "the response is an HTML page, not a session list: check the URL of the request, and log in again."),
        (
            "<a></a>",
            "line 1, byte 0: the root element is not a SOAP envelope. Check that this is the response of the SOAP method getSession.",
        ),
        ("", "the response is empty: check that the service answered and that the body was saved."),
        (
            "hello",
            "the response does not start with a known return value. Check that this is the body of a getSession response, uncompressed and in UTF-8.",
        ),
        ("OK ID|ID|", "header (line 1, byte 6): column 2 has the same name as column 1"),
    ];
    for (body, message) in messages {
        for args in [&["show"][..], &["json"], &["csv"], &["check"], &["summary"]] {
            let (status, _, stderr) = outcome(args, body);
            assert_eq!((status, stderr), (Some(3), format!("rescue-sessions: {message}\n")), "{args:?} {body}");
        }
    }
    for args in ["show", "csv", "summary"] {
        assert_eq!(outcome(&[args], "NOTLOGGEDIN").1, "");
    }
    assert_eq!(outcome(&["check"], "NOTLOGGEDIN").1, {
        "return value  NOTLOGGEDIN\n1:1           the service answered NOTLOGGEDIN\n"
    });
    let error = "{\"error\":{\"kind\":\"not_logged_in\",\"line\":1,\"column\":1,\"byte\":0,\"message\":\"the service answered NOTLOGGEDIN\"}}\n";
    assert_eq!(outcome(&["json"], "NOTLOGGEDIN").1, error);
}

#[test]
fn content_that_is_passed_by_mistake_is_named() {
    let utf16: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&[u8], &str); 9] = [
        (
            b"\x1f\x8b\x08\0\0\0\0\0",
            "compressed with gzip; decompress it first, such as with gunzip or curl --compressed",
        ),
        (b"\x28\xb5\x2f\xfd\0\0\0\0", "compressed with zstd; decompress it first, such as with curl --compressed"),
        (b"PK\x03\x04\x14\0\0\0", "a ZIP file; unpack it first"),
        (
            &[b"\xff\xfe", &*utf16].concat(),
            "in UTF-16; convert it to UTF-8 first, such as with iconv -f UTF-16 -t UTF-8",
        ),
        (&utf16, "in UTF-16; convert it to UTF-8 first, such as with iconv -f UTF-16LE -t UTF-8"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nOK\n",
            "a response with its HTTP headers; save the body alone, such as without the option -i of curl",
        ),
        (b" {\"id\":7}\n", "JSON; the service answers with text or SOAP"),
        (b"<\0?\0x\0m\0l\0", "in UTF-16; convert it to UTF-8 first, such as with iconv -f UTF-16LE -t UTF-8"),
        (b"\0O\0K\0\n", "in UTF-16; convert it to UTF-8 first, such as with iconv -f UTF-16BE -t UTF-8"),
    ];
    for (body, what) in cases {
        let output = run(&["show"], body);
        assert_eq!(output.status.code(), Some(3));
        assert_eq!(String::from_utf8(output.stderr).unwrap(), format!("rescue-sessions: the response is {what}.\n"));
    }
}

#[test]
fn wrong_delimiter_is_recognized() {
    let cases = [
        (
            "|",
            "OK ID;Status",
            "header (line 1, byte 3): column ID is missing. The header looks as if another delimiter were used; try --delimiter ';'.",
        ),
        ("|", "OK\n\nID\tStatus\tEntry\t\n", "try --delimiter tab."),
        (";", "OK\n\nID|Status|\n7|Active|\n", "try --delimiter '|'."),
        ("|", "OK\n\nID\\;Status\\;Entry ID\n", "try --delimiter '\\;'."),
        (
            "|",
            "OK\n\nID<Q7x-9#z>Status<Q7x-9#z>Entry\n",
            "another delimiter of 9 characters were used; pass it with --delimiter.",
        ),
        (
            "|",
            "OK\n\nShoe Size|Hat|\n",
            "column ID is missing. If the list uses another delimiter, pass it with --delimiter.",
        ),
    ];
    for (delimiter, body, end) in cases {
        let (status, _, stderr) = outcome(&["csv", "-d", delimiter], body);
        assert_eq!(status, Some(3), "{body}");
        assert!(stderr.ends_with(&format!("{end}\n")) && !stderr.contains("Q7x"), "{stderr}");
    }
}

#[test]
fn delimiter_and_strict_apply() {
    let body = "OK\nID\\;Status\n1\\;a|b\n";
    let args = ["json", "--delimiter", r"\;", "--strict"];
    assert_eq!(outcome(&args, body), (Some(0), "{\"id\":1,\"status\":\"a|b\"}\n".into(), String::new()));
    assert_eq!(outcome(&["json", "--strict"], GOOD).0, Some(3));
    assert_eq!(outcome(&["json", "--strict"], "OK\nID|Status\n1|\n").0, Some(1));
}

#[test]
fn delimiter_may_look_like_an_option() {
    for delimiter in ["->", "--", "-x", "--strict"] {
        let body = format!("OK\nID{delimiter}Status\n1{delimiter}a\n");
        for option in ["--delimiter", "-d"] {
            assert_eq!(outcome(&["json", option, delimiter], &body).1, "{\"id\":1,\"status\":\"a\"}\n");
        }
    }
}

/// With a row on the line of the header, or with CR line endings, the header is invalid: otherwise `check` would print
/// values as column names.
#[test]
fn values_are_not_printed_as_column_names() {
    for body in ["OK ID|Status|Technician|1|Active|SECRET|\n", "OK\r\rID|Technician|\r1|SECRET|\r"] {
        for args in [&["check"][..], &["show"], &["csv"], &["json"]] {
            let (status, stdout, stderr) = outcome(args, body);
            assert!(status == Some(3) && !stdout.contains("SECRET") && !stderr.contains("SECRET"), "{stdout}{stderr}");
        }
    }
}

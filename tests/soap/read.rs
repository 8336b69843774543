//! Reading in blocks.

use std::io::{self, BufReader, Read};

use rescue_sessions::{AnyReader, Column, Parser, ReadError, SoapReader, parse_any};

use super::{items, list, session};

/// Gives blocks of a size, and after the last one an error or the end.
struct Blocks<'a> {
    rest: &'a [u8],
    size: usize,
    fails: bool,
}

impl Read for Blocks<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() && self.fails {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let len = self.size.min(self.rest.len()).min(out.len());
        out[..len].copy_from_slice(&self.rest[..len]);
        self.rest = &self.rest[len..];
        Ok(len)
    }
}

/// Good and bad sessions, with positions on several lines.
fn body() -> String {
    "\u{feff}\n".to_owned()
        + &list(
            "\n<SESSION_V3><iID>1</iID><sEntry>Zoë &amp; Jo</sEntry></SESSION_V3>\n\n<SESSION_V3>\n <iID>x</iID>\n</SESSION_V3>\
             <SESSION_V3><iID>2</iID><sNew>a<b>c</b></sNew></SESSION_V3>\n<SESSION_V3/>\n",
        )
        + "\n"
}

#[test]
fn blocks_of_any_size_give_the_same_items() {
    let body = body();
    let expected: Vec<String> = items(&body).iter().map(|item| format!("{item:?}")).collect();
    assert_eq!(expected.len(), 4);
    for size in 1..body.len() {
        for capacity in [1, 7, 8_192] {
            let blocks = Blocks { rest: body.as_bytes(), size, fails: false };
            let reader = SoapReader::new(Parser::new(), BufReader::with_capacity(capacity, blocks));
            let found: Vec<String> = reader
                .map(|item| match item {
                    Ok(session) => format!("{:?}", Ok::<_, ()>(session)),
                    Err(ReadError::Response(error)) => format!("{:?}", Err::<(), _>(error)),
                    Err(ReadError::Io(error)) => panic!("{error}"),
                    Err(_) => unreachable!(),
                })
                .collect();
            assert_eq!(found, expected, "{size} {capacity}");
        }
        let blocks = Blocks { rest: body.as_bytes(), size, fails: false };
        let reader = AnyReader::new(Parser::new(), blocks).unwrap();
        assert!(matches!(reader, AnyReader::Soap(_)));
        assert_eq!(reader.into_iter().count(), 4);
    }
}

#[test]
fn a_failed_read_ends_the_iterator() {
    let body = body();
    let at = body.find("<iID>2").unwrap();
    let blocks = Blocks { rest: &body.as_bytes()[..at], size: 100, fails: true };
    let mut reader = SoapReader::new(Parser::new(), BufReader::new(blocks));
    assert_eq!(reader.next().unwrap().unwrap().id, 1);
    assert!(matches!(reader.next(), Some(Err(ReadError::Response(_)))));
    let Some(Err(ReadError::Io(error))) = reader.next() else { panic!() };
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    assert!(reader.next().is_none());
}

#[test]
fn the_columns_are_those_of_the_version() {
    for (version, columns) in [("", Column::VERSION_2), ("_V2", Column::VERSION_2), ("_V3", Column::VERSION_3)] {
        let body = session("<iID>7</iID>").replace("_V3", version);
        let mut reader = SoapReader::new(Parser::new(), body.as_bytes());
        assert_eq!(reader.columns().unwrap(), columns);
        assert_eq!(reader.columns().unwrap(), columns);
        assert_eq!(reader.next().unwrap().unwrap().id, 7);
        assert!(reader.next().is_none());
        assert_eq!(reader.columns().unwrap(), columns);
    }
    let mut reader = SoapReader::new(Parser::new(), &b"<a/>"[..]);
    assert!(reader.columns().is_err());
    assert!(reader.next().is_none());
}

#[test]
fn any_reader_reads_text_too() {
    let text = "\u{feff} \r\nOK\n\nID|\n7|\nx|\n8|\n";
    for size in 1..text.len() {
        let blocks = Blocks { rest: text.as_bytes(), size, fails: false };
        let reader = AnyReader::new(Parser::new(), blocks).unwrap();
        assert!(matches!(reader, AnyReader::Text(_)));
        let ids: Vec<_> = reader.into_iter().map(|item| item.ok().map(|session| session.id)).collect();
        assert_eq!(ids, [Some(7), None, Some(8)]);
    }
    let blank = " ".repeat(70_000);
    assert!(matches!(AnyReader::new(Parser::new(), blank.as_bytes()), Ok(AnyReader::Text(_))));
    assert!(AnyReader::new(Parser::new(), Blocks { rest: b" ", size: 1, fails: true }).is_err());
}

/// A client that waits for a slow response must not wait for more than the first byte that is not whitespace.
#[test]
fn any_reader_reads_no_more_than_tells_the_format() {
    for (text, is_soap) in [("O", false), (" \nO", false), ("<", true), ("\u{feff} <", true), ("\u{feff}O", false)] {
        let blocks = Blocks { rest: text.as_bytes(), size: 1, fails: true };
        let reader = AnyReader::new(Parser::new(), blocks).unwrap();
        assert_eq!(matches!(reader, AnyReader::Soap(_)), is_soap, "{text:?}");
    }
}

#[test]
fn any_reader_repeats_an_interrupted_read() {
    struct Interrupted(bool, &'static [u8]);
    impl Read for Interrupted {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            self.0 = !self.0;
            if self.0 { Err(io::ErrorKind::Interrupted.into()) } else { self.1.read(out) }
        }
    }
    let reader = AnyReader::new(Parser::new(), Interrupted(false, b"OK\n\nID|\n7|\n")).unwrap();
    let ids: Vec<i64> = reader.into_iter().map(|item| item.unwrap().id).collect();
    assert_eq!(ids, [7]);
}

#[test]
fn parse_any_reads_both() {
    assert!(!parse_any(b"OK\n\nID|\n7|\n").unwrap().is_soap());
    assert!(parse_any(session("<iID>7</iID>").as_bytes()).unwrap().is_soap());
    assert_eq!(parse_any(b"").unwrap_err().kind().code(), "empty");
    assert_eq!(parse_any(b"NOTLOGGEDIN").unwrap_err().kind().code(), "not_logged_in");
}

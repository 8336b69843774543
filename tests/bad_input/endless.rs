//! So much of one character, up to 1 GiB, from a reader.

use std::io::{self, Read};

use common::memory::asked;
use rescue_sessions::{Parser, SessionReader};

use super::line;
use super::table::{NO_LIST, NO_TEXT};

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;
/// What takes a debug build long is not as long there: a gibibyte of newlines takes it half a minute.
const MUCH: u64 = if cfg!(debug_assertions) { 16 * MIB } else { GIB };

/// Counts what is read.
struct Counted<R>(R, u64);

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(room)?;
        self.1 += count as u64;
        Ok(count)
    }
}

/// The answer, and how much was read for it.
fn read(head: &[u8], byte: u8, times: u64) -> (Vec<String>, u64) {
    let source = Counted(head.chain(io::repeat(byte).take(times)), 0);
    let mut reader = SessionReader::new(Parser::new(), source);
    let mut lines = Vec::new();
    loop {
        match reader.next_block() {
            Ok(Some(sessions)) => lines.extend(sessions.map(line)),
            Ok(None) => break,
            Err(error) => {
                lines.push(error.to_string());
                break;
            }
        }
    }
    (lines, reader.get_ref().1)
}

fn check(head: &str, byte: u8, times: u64, answer: &[&str]) -> u64 {
    let (asked, (lines, count)) = asked(|| read(head.as_bytes(), byte, times));
    assert_eq!(lines, answer, "{head:?} and {:?}", char::from(byte));
    assert!(asked.most < MIB, "{asked:?} of {head:?} and {:?}", char::from(byte));
    count
}

/// Right, in little memory, and to the last byte.
fn reads_all(head: &str, byte: u8, times: u64, answer: &[&str]) {
    assert_eq!(check(head, byte, times, answer), head.len() as u64 + times);
}

/// Right, in little memory, and as soon as it can be told.
fn stops(head: &str, byte: u8, answer: &[&str]) {
    let count = check(head, byte, GIB, answer);
    assert!(count < MIB, "{count} bytes were read of {head:?} and {:?}", char::from(byte));
}

#[test]
fn what_is_no_list_is_told_at_once() {
    for byte in [b'x', b'A', b'|', b'(', b'<', 0] {
        stops("", byte, NO_LIST);
    }
    for (head, byte) in [("OK\n\nID|", b'x'), ("OK\n\nID", b'|'), ("OK\n\nID", b' ')] {
        stops(head, byte, &["header (line 3, byte 4): longer than 65536 bytes"]);
    }
}

const HEAD: &str = "OK\n\nID|Entry|\n";
const TOO_LONG: &[&str] = &["record 1 (line 4, byte 14): longer than 65536 bytes"];

#[test]
fn letters_behind_a_header() {
    reads_all(HEAD, b'x', GIB, TOO_LONG);
}

#[test]
fn letters_within_a_row() {
    reads_all(&(HEAD.to_owned() + "7|"), b'x', GIB, TOO_LONG);
}

#[test]
fn delimiters_and_blanks_behind_a_header() {
    reads_all(HEAD, b'|', MUCH, TOO_LONG);
    reads_all(HEAD, b' ', MUCH, TOO_LONG);
}

#[test]
fn newlines_alone_and_behind_all_that_can_stand_before_them() {
    reads_all("", b'\n', MUCH, NO_TEXT);
    reads_all("ERROR", b'\n', MUCH, &["the service answered ERROR"]);
    reads_all("OK", b'\n', MUCH, &[]);
    reads_all(HEAD, b'\n', MUCH, &[]);
    reads_all(&(HEAD.to_owned() + "7|a|\n"), b'\n', MUCH, &[r#"{"id":7,"entry":"a"}"#]);
    let cut = HEAD.to_owned() + "7|a";
    reads_all(
        &cut,
        b'\n',
        MUCH,
        &["record 1 (line 4, byte 17): row does not end with a delimiter, but the header does"],
    );
}

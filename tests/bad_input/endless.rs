//! Up to 1 GiB of one character from a reader.

use std::io::{self, Read};

use common::memory::asked;
use rescue_sessions::{Parser, ReadError, SessionReader};

use super::line;
use super::table::{EMPTY_RESPONSE, NOT_A_LIST};

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;
/// The length of the slow inputs. A debug build needs half a minute for a gibibyte of newlines, so it reads less.
const SLOW_LEN: u64 = if cfg!(debug_assertions) { 16 * MIB } else { GIB };

/// Counts the bytes that it reads.
struct CountingReader<R>(R, u64);

impl<R: Read> Read for CountingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(buffer)?;
        self.1 += count as u64;
        Ok(count)
    }
}

/// The answer, and the number of bytes that were read for it.
fn read(start: &[u8], byte: u8, times: u64) -> (Vec<String>, u64) {
    let source = CountingReader(start.chain(io::repeat(byte).take(times)), 0);
    let mut reader = SessionReader::new(Parser::new(), source);
    let mut lines = Vec::new();
    loop {
        match reader.next_block() {
            Ok(Some(sessions)) => lines.extend(sessions.map(line)),
            Ok(None) => break,
            Err(ReadError::Response(error)) => {
                lines.push(error.to_string());
                break;
            }
            Err(error) => panic!("{error:?}"),
        }
    }
    (lines, reader.get_ref().1)
}

/// Checks the answer and the memory use, and returns the number of bytes that were read.
fn check(start: &str, byte: u8, times: u64, answer: &[&str]) -> u64 {
    let (asked, (lines, count)) = asked(|| read(start.as_bytes(), byte, times));
    assert_eq!(lines, answer, "wrong answer to {start:?} followed by {:?}", char::from(byte));
    assert!(asked.most < MIB, "{asked:?} for {start:?} followed by {:?}", char::from(byte));
    count
}

/// The answer is right, memory use is small, and the reader reads all bytes.
fn reads_all(start: &str, byte: u8, times: u64, answer: &[&str]) {
    assert_eq!(check(start, byte, times, answer), start.len() as u64 + times);
}

/// The answer is right, memory use is small, and the reader stops within the first MiB.
fn stops_early(start: &str, byte: u8, answer: &[&str]) {
    let count = check(start, byte, GIB, answer);
    assert!(count < MIB, "{count} bytes were read of {start:?} followed by {:?}", char::from(byte));
}

#[test]
fn a_response_that_is_not_a_list_is_an_error_at_once() {
    for byte in [b'x', b'A', b'|', b'(', b'<', 0] {
        stops_early("", byte, NOT_A_LIST);
    }
    for (start, byte) in [("OK\n\nID|", b'x'), ("OK\n\nID", b'|'), ("OK\n\nID", b' ')] {
        stops_early(start, byte, &["header (line 3, byte 4): longer than 65536 bytes"]);
    }
}

const HEADER: &str = "OK\n\nID|Entry|\n";
const TOO_LONG: &[&str] = &["record 1 (line 4, byte 14): longer than 65536 bytes"];

#[test]
fn letters_after_a_header() {
    reads_all(HEADER, b'x', GIB, TOO_LONG);
}

#[test]
fn letters_in_a_row() {
    reads_all(&(HEADER.to_owned() + "7|"), b'x', GIB, TOO_LONG);
}

#[test]
fn delimiters_and_spaces_after_a_header() {
    reads_all(HEADER, b'|', SLOW_LEN, TOO_LONG);
    reads_all(HEADER, b' ', SLOW_LEN, TOO_LONG);
}

#[test]
fn newlines_after_each_part_of_a_response() {
    reads_all("", b'\n', SLOW_LEN, EMPTY_RESPONSE);
    reads_all("ERROR", b'\n', SLOW_LEN, &["the service answered ERROR"]);
    reads_all("OK", b'\n', SLOW_LEN, &[]);
    reads_all(HEADER, b'\n', SLOW_LEN, &[]);
    reads_all(&(HEADER.to_owned() + "7|a|\n"), b'\n', SLOW_LEN, &[r#"{"id":7,"entry":"a"}"#]);
    let truncated = HEADER.to_owned() + "7|a";
    reads_all(
        &truncated,
        b'\n',
        SLOW_LEN,
        &["record 1 (line 4, byte 17): row does not end with a delimiter, but the header does"],
    );
}

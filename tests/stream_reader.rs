//! [`SessionReader`]: blocks of a response, and reads that fail.

use std::io::{self, Read};

use checks::stream::{item, whole};
use rescue_sessions::{Parser, ReadError, SessionReader};
use rescue_sessions_synthetic::Plan;

/// A reader that fails in two of five calls, and returns few bytes in the others.
struct Unreliable<'b> {
    body: &'b [u8],
    calls: usize,
}

impl Read for Unreliable<'_> {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        self.calls += 1;
        match self.calls % 5 {
            1 => return Err(io::ErrorKind::Interrupted.into()),
            3 => return Err(io::ErrorKind::WouldBlock.into()),
            _ => {}
        }
        let len = self.body.len().min(space.len()).min(self.calls * 7 % 200);
        let (read, rest) = self.body.split_at(len.max(usize::from(!self.body.is_empty())));
        space[..read.len()].copy_from_slice(read);
        self.body = rest;
        Ok(read.len())
    }
}

#[test]
fn read_errors_neither_lose_nor_repeat_sessions() {
    for damage in [0.0, 0.4] {
        let body = Plan { rows: 300, damage, ..Plan::default() }.body();
        let expected = whole(Parser::new(), body.as_bytes()).unwrap();
        let mut reader = SessionReader::new(Parser::new(), Unreliable { body: body.as_bytes(), calls: 0 });
        let (mut items, mut failures) = (Vec::new(), 0);
        loop {
            match reader.next_block() {
                Ok(None) => break,
                Ok(Some(mut sessions)) => {
                    while let Some(session) = sessions.next() {
                        items.push(item(session, sessions.last_span(), sessions.last_fields()));
                    }
                }
                Err(ReadError::Io(error)) => {
                    assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
                    failures += 1;
                }
                Err(error) => panic!("{error:?}"),
            }
        }
        assert_eq!(items, expected.sessions.0);
        assert!(failures > 10);
        assert!(reader.header().unwrap().iter().eq(expected.names.iter()));
    }
}

/// Records how many bytes each read asks for, and reads at most some.
struct Asked<'b> {
    body: &'b [u8],
    most: usize,
    asked: Vec<usize>,
}

impl Read for Asked<'_> {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        self.asked.push(space.len());
        let len = self.most.min(space.len());
        self.body.read(&mut space[..len])
    }
}

#[test]
fn blocks_grow_while_reads_fill_them() {
    let body = Plan { rows: 9_000, ..Plan::default() }.body();
    for (most, expected) in
        [(usize::MAX, [64, 128, 256, 256, 256]), (50_000, [64; 5]), (100_000, [64, 128, 128, 128, 128])]
    {
        let asked = Asked { body: body.as_bytes(), most, asked: Vec::new() };
        let mut reader = SessionReader::new(Parser::new(), asked);
        let mut count = 0;
        while let Some(sessions) = reader.next_block().unwrap() {
            count += sessions.map(Result::unwrap).count();
        }
        assert_eq!(count, 9_000);
        assert_eq!(reader.get_ref().asked[..5], expected.map(|size| size << 10));
    }
}

/// Says that it has read more than there is space for.
struct Wrong<'b>(&'b [u8]);

impl Read for Wrong<'_> {
    fn read(&mut self, space: &mut [u8]) -> io::Result<usize> {
        let len = self.0.read(space)?;
        Ok(if len > 0 { usize::MAX } else { 0 })
    }
}

#[test]
fn a_wrong_length_of_a_read_adds_no_more_than_the_space() {
    let mut reader = SessionReader::new(Parser::new(), Wrong(b"OK\n\nID|Status|\n7|Active|\n"));
    let mut items = Vec::new();
    while let Some(sessions) = reader.next_block().unwrap() {
        items.extend(sessions.map(|session| session.map(|session| session.id()).ok()));
    }
    assert_eq!(items[0], Some(7));
    assert!(reader.into_inner().0.is_empty());
}

/// The first block has 64 KiB.
#[test]
fn header_reads_no_more_than_a_block() {
    let body = Plan { rows: 2_000, ..Plan::default() }.body();
    let mut reader = SessionReader::new(Parser::new(), body.as_bytes());
    assert!(!reader.header().unwrap().is_empty());
    assert_eq!(body.len() - reader.get_ref().len(), 65_536);
}

#[test]
fn untaken_sessions_of_a_block_are_in_the_next_one() {
    let body = Plan { rows: 2_000, ..Plan::default() }.body();
    let mut reader = SessionReader::new(Parser::new(), body.as_bytes());
    let mut count = 0;
    while let Some(sessions) = reader.next_block().unwrap() {
        count += sessions.take(150).map(Result::unwrap).count();
    }
    assert_eq!(count, 2_000);
    let reader = SessionReader::new(Parser::new(), body.as_bytes());
    assert_eq!(reader.into_sessions().map(Result::unwrap).count(), 2_000);
    let mut failed = SessionReader::new(Parser::new(), &b"NOTLOGGEDIN"[..]);
    let errors = [failed.header().unwrap_err(), failed.next_block().unwrap_err()];
    for error in errors {
        let ReadError::Response(error) = error else { panic!("{error:?}") };
        assert_eq!(error.to_string(), "the service answered NOTLOGGEDIN");
    }
}

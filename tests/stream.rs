//! A body in pieces gives what it gives as a whole, wherever it is cut.

use checks::case::Case;
use checks::stream;
use common::strategies;
use proptest::collection::vec;
use proptest::prelude::*;
use rescue_sessions::{Decoder, Delimiter, Error, Parser, Record, Session};
use rescue_sessions_synthetic::{Plan, Version};

fn check(parser: Parser<'_>, body: &[u8], cuts: &[usize]) {
    // The delimiter is the parser's; of the case's own nothing is asked.
    stream::check(&Case { body, delimiter: "|", parser, cuts: cuts.to_vec() });
}

fn cuts(len: usize) -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![
        2 => vec(any::<usize>(), 0..12),
        1 => Just((0..len).collect()),
        1 => (2..20usize).prop_map(move |step| (0..len).step_by(step).collect()),
    ]
}

proptest! {
    #![proptest_config(common::config(600))]

    #[test]
    fn broken_rows(
        (delimiter, rows) in strategies::delimiter().prop_flat_map(|d| (Just(d.clone()), strategies::broken_rows(d))),
        order in Just(["ID", "Entry", "Entry ID", "Technician", "Language"]).prop_shuffle(),
        columns in 1usize..=5,
        trailing in any::<bool>(),
        (strict, recovery) in any::<(bool, bool)>(),
        max_record in prop_oneof![Just(65_536), 1usize..60],
        cuts in cuts(400),
        flipped in proptest::option::of((any::<usize>(), any::<u8>())),
    ) {
        let names = &order[..columns];
        let header = names.join(&delimiter) + if trailing { &delimiter } else { "" };
        let mut body = format!("OK\n{header}\n{rows}").into_bytes();
        if let Some((place, byte)) = flipped {
            let place = place % body.len();
            body[place] = byte;
        }
        let parser = Parser::new().delimiter(Delimiter::new(&delimiter).unwrap());
        check(parser.strict(strict).recovery(recovery).max_record(max_record), &body, &cuts);
    }

    #[test]
    fn rows_that_people_broke(
        seed in any::<u64>(),
        version in prop_oneof![Just(Version::V1), Just(Version::V3)],
        damage in prop_oneof![Just(0.0), Just(0.3), Just(1.0)],
        rows in 0u64..40,
        cuts in cuts(4_000),
        (strict, recovery) in any::<(bool, bool)>(),
        flipped in proptest::option::of((any::<usize>(), any::<u8>())),
    ) {
        let mut body = Plan { rows, seed, version, damage, ..Plan::default() }.body().into_bytes();
        if let Some((place, byte)) = flipped {
            let place = place % body.len();
            body[place] = byte;
        }
        check(Parser::new().strict(strict).recovery(recovery), &body, &cuts);
    }

    #[test]
    fn what_stands_before_the_rows(
        before in vec(prop_oneof![
            Just("\u{feff}"), Just(" "), Just("\n"), Just("\r\n"), Just("\u{c}"), Just("OK"), Just("NOTLOGGEDIN"), Just("OK\n"),
            Just("ID|"), Just("ID|Status|\n"), Just("Status|"), Just("<html"), Just("<"), Just("<!-- a -->"), Just("x"),
            Just("1|"), Just("Active|\n"), Just("ALONGWORDTHATNOBODYKNOWSANDTHATISLONGERTHANSIXTYFOURCHARACTERSINALLTHATITHAS"),
        ], 0..9),
        cuts in cuts(200),
        max_record in prop_oneof![Just(65_536), 1usize..30],
    ) {
        check(Parser::new().max_record(max_record), before.concat().as_bytes(), &cuts);
    }
}

#[test]
fn every_body_of_the_corpus_in_single_bytes_and_in_halves() {
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let body = std::fs::read(&path).unwrap();
        let all: Vec<usize> = (0..body.len()).collect();
        check(Parser::new(), &body, &all);
        for cut in 0..body.len().min(300) {
            check(Parser::new(), &body, &[cut]);
        }
    }
}

/// Its characters are not counted, in one piece or in many.
#[test]
fn the_end_of_a_last_line_that_is_too_long_has_one_place() {
    let parser = Parser::new().max_record(8);
    let end = |body: &[u8], len: usize| {
        let mut decoder = Decoder::new(parser);
        for piece in body.chunks(len) {
            decoder.push(piece);
            decoder.sessions().unwrap().for_each(drop);
        }
        decoder.finish();
        let mut sessions = decoder.sessions().unwrap();
        sessions.by_ref().for_each(drop);
        sessions.position()
    };
    for last in ["12345678901234567", "123456789", "1234567890", "12345678901\r", "12345678901234567\n"] {
        let body = format!("OK\n\nID|\n{last}");
        let mut whole = parser.parse(&body).unwrap().into_iter();
        assert!(whole.by_ref().all(|session| session.is_err()));
        assert_eq!(whole.position().byte(), body.len() as u64);
        for len in 1..=body.len() {
            assert_eq!(end(body.as_bytes(), len), whole.position(), "{last:?} in pieces of {len} bytes");
        }
    }
}

#[test]
fn single_sessions_can_be_taken_one_look_at_a_time() {
    let body = Plan { rows: 500, ..Plan::default() }.body();
    let mut decoder = Decoder::new(Parser::new());
    decoder.push(body.as_bytes());
    let mut count = 0;
    while decoder.sessions().unwrap().next().is_some() {
        count += 1;
    }
    assert_eq!(count, 499);
    decoder.finish();
    decoder.push(b"9|and more");
    assert_eq!(decoder.sessions().unwrap().count(), 1);
}

/// Bytes of hostile kinds that never end a record, or an error, without ever being kept.
#[test]
fn what_is_kept_is_bounded() {
    let head = "OK\n\nID|Status|Custom Field 0|Language|\n";
    let text_first = "OK\n\nEntry|ID|Language|\n";
    let first = "7|Active|a|en|\n";
    let endless =
        ["x", "\n", "7", "|", "a\n", "7|\n", "7|Active\n", " \n", "\u{e9}", "7|Active|a|en", "1|2|3|4|5|6\n", "-"];
    for (head, endless) in [head, text_first].iter().flat_map(|head| endless.map(|endless| (head, endless))) {
        let block = endless.repeat(4_096 / endless.len());
        for recovery in [true, false] {
            let mut decoder = Decoder::new(Parser::new().max_record(2_000).recovery(recovery));
            decoder.push((head.to_string() + first).as_bytes());
            let mut most = 0;
            for _ in 0..200 {
                decoder.push(block.as_bytes());
                decoder.sessions().unwrap().for_each(drop);
                most = most.max(decoder.buffered());
            }
            assert!(most <= 4 * 2_000 + 2 * 4_096, "{most} bytes are kept of {endless:?} behind {head:?}");
        }
    }
    for endless in [" ", "OK ", "\n", "X", "NOTLOGGEDIN ", "ID|", "x"] {
        let mut decoder = Decoder::new(Parser::new().max_record(2_000));
        let mut most = 0;
        for _ in 0..50 {
            decoder.push(endless.repeat(1_000).as_bytes());
            if decoder.sessions().is_err() {
                break;
            }
            most = most.max(decoder.buffered());
        }
        assert!(most <= 20_000, "{most} bytes are kept of {endless:?}");
    }
}

#[cfg(feature = "std")]
mod reader {
    use std::io::{self, Read};

    use rescue_sessions::{ReadError, SessionReader};

    use super::*;
    use checks::stream::{item, whole};

    /// Gives so many bytes at once, and fails now and then.
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
    fn a_reader_that_fails_loses_nothing_and_repeats_nothing() {
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
                    Err(error) => panic!("{error}"),
                }
            }
            assert_eq!(items, expected.sessions.0);
            assert!(failures > 10);
            assert!(reader.header().unwrap().iter().eq(expected.names.iter()));
        }
    }

    /// In blocks of 64 KiB.
    #[test]
    fn for_the_header_no_more_is_read_than_a_block() {
        let body = Plan { rows: 2_000, ..Plan::default() }.body();
        let mut reader = SessionReader::new(Parser::new(), body.as_bytes());
        assert!(!reader.header().unwrap().is_empty());
        assert_eq!(body.len() - reader.get_ref().len(), 65_536);
    }

    #[test]
    fn what_is_not_taken_of_a_block_is_there_in_the_next_one() {
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
        assert_eq!(failed.header().unwrap_err().to_string(), failed.next_block().unwrap_err().to_string());
    }
}

/// Where nothing can be told yet, and where all was.
#[test]
fn an_empty_look_tells_where_it_looked() {
    let mut decoder = Decoder::new(Parser::new());
    let place = |decoder: &mut Decoder<'_>| {
        let mut sessions = decoder.sessions().unwrap();
        sessions.by_ref().for_each(drop);
        let start = sessions.last_start();
        assert_eq!(start.line(), [1, 4, 5][usize::from(start.byte() >= 15) + usize::from(start.byte() >= 26)]);
        assert_eq!(start.column(), 1);
        (start.byte(), sessions.last_span(), sessions.position().byte())
    };
    assert_eq!(place(&mut decoder), (0, 0..0, 0));
    decoder.push(b"OK\n\nID|");
    let position = decoder.sessions().unwrap().position();
    assert_eq!((position.byte(), position.line(), position.column()), (4, 3, 1), "the header is not told yet");
    decoder.push(b"Status|\n7|Waiting|\n8|Active|\n");
    assert_eq!(place(&mut decoder), (15, 15..25, 26));
    assert_eq!(place(&mut decoder), (26, 26..26, 26));
    assert_eq!(decoder.records().unwrap().position().byte(), 26);
    decoder.finish();
    assert_eq!(place(&mut decoder), (26, 26..35, 36));
}

/// An error waits for the lines that belong to it. Who asks for records then is given it too, and the other way round.
#[test]
fn an_error_that_waits_is_given_to_whoever_asks_next() {
    let decoder = |rows: &str| {
        let mut decoder = Decoder::new(Parser::new());
        decoder.push(format!("OK\n\nID|Status|Waiting Time|\n{rows}").as_bytes());
        decoder
    };
    let mut sessions_first = decoder("7|Active|soon|\n8|\n");
    assert_eq!(sessions_first.sessions().unwrap().count(), 0);
    sessions_first.push(b"9|Active|5|\n");
    let first = sessions_first.records().unwrap().next().unwrap().unwrap_err();
    assert_eq!(first.to_string(), "record 1 (line 4, byte 37): Waiting Time is not an integer");

    let mut records_first = decoder("7|Active\n");
    assert_eq!(records_first.records().unwrap().count(), 0);
    records_first.push(b"9|Active|5|\n");
    let first = records_first.sessions().unwrap().next().unwrap().unwrap_err();
    assert_eq!(first.position().record(), Some(1));
}

#[test]
fn what_is_told_is_not_kept() {
    let mut decoder = Decoder::default();
    let mut kept = |piece: &str| {
        decoder.push(piece.as_bytes());
        let before = decoder.buffered();
        decoder.sessions().unwrap().for_each(drop);
        (before, decoder.buffered())
    };
    assert_eq!(kept("OK\n\nID|Entry|"), (13, 9));
    assert_eq!(kept("\n"), (10, 10)); // the header may go on in the next line
    assert_eq!(kept("7|a|\n8"), (16, 6)); // and the row
    assert_eq!(kept("|b|\n9|c|\n10"), (17, 7));
    assert!(!decoder.is_finished());
    decoder.finish();
    assert!(decoder.is_finished());
}

/// Its end is not there when its error is known, nor when the next one is asked for.
#[test]
fn a_strict_line_that_is_too_long_is_one_error_in_any_pieces() {
    let body = "OK ID|Entry\n1|a\n2||xxxxxxxxxxxxxxxxxxxxxxxxxxx\n3|b\n";
    let expected = ["1", "record 2 (line 3, byte 16): longer than 8 bytes", "3"];
    let by_records = |decoder: &mut Decoder<'_>| -> Vec<String> {
        let id = |record: Result<Record<'_>, Error>| record.map(|record| record.get(0).unwrap().to_owned());
        decoder.records().unwrap().map(|record| id(record).unwrap_or_else(|error| error.to_string())).collect()
    };
    let by_sessions = |decoder: &mut Decoder<'_>| -> Vec<String> {
        let id = |session: Result<Session<'_>, Error>| session.map(|session| session.id().to_string());
        decoder.sessions().unwrap().map(|session| id(session).unwrap_or_else(|error| error.to_string())).collect()
    };
    for len in 1..body.len() {
        for read in [by_records, by_sessions] {
            let mut decoder = Decoder::new(Parser::new().strict(true).max_record(8));
            let mut found = Vec::new();
            for piece in body.as_bytes().chunks(len) {
                decoder.push(piece);
                found.extend(read(&mut decoder));
            }
            decoder.finish();
            found.extend(read(&mut decoder));
            assert_eq!(found, expected, "in pieces of {len}");
        }
    }
}

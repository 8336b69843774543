//! A body in chunks gives the same results as the whole body, wherever it is split.

use checks::case::Case;
use checks::stream;
use common::strategies;
use proptest::collection::vec;
use proptest::prelude::*;
use rescue_sessions::{Decoder, Error, Parser, Record, Session};
use rescue_sessions_synthetic::{Plan, Version};

fn check(parser: Parser, body: &[u8], splits: &[usize]) {
    // This check takes the delimiter from the parser, not from the case.
    stream::check(&Case { body, delimiter: "|", parser, cuts: splits.to_vec() });
}

/// The offsets at which a body of about this length is split.
fn splits(len: usize) -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![
        2 => vec(any::<usize>(), 0..12),
        1 => Just((0..len).collect()),
        1 => (2..20usize).prop_map(move |step| (0..len).step_by(step).collect()),
    ]
}

proptest! {
    #![proptest_config(common::config(600))]

    #[test]
    fn malformed_rows_in_chunks_match_the_whole_body(
        (delimiter, rows) in strategies::delimiter().prop_flat_map(|d| (Just(d.clone()), strategies::malformed_rows(d))),
        order in Just(["ID", "Entry", "Entry ID", "Technician", "Language"]).prop_shuffle(),
        columns in 1usize..=5,
        trailing in any::<bool>(),
        (strict, recovery) in any::<(bool, bool)>(),
        max_record in prop_oneof![Just(65_536), 1usize..60],
        splits in splits(400),
        flipped in proptest::option::of((any::<usize>(), any::<u8>())),
    ) {
        let names = &order[..columns];
        let header = names.join(&delimiter) + if trailing { &delimiter } else { "" };
        let mut body = format!("OK\n{header}\n{rows}").into_bytes();
        if let Some((index, byte)) = flipped {
            let index = index % body.len();
            body[index] = byte;
        }
        let parser = Parser::new().delimiter(common::delimiter(&delimiter));
        check(parser.strict(strict).recovery(recovery).max_record(max_record), &body, &splits);
    }

    #[test]
    fn damaged_rows_in_chunks_match_the_whole_body(
        seed in any::<u64>(),
        version in prop_oneof![Just(Version::V1), Just(Version::V3)],
        damage in prop_oneof![Just(0.0), Just(0.3), Just(1.0)],
        rows in 0u64..40,
        splits in splits(4_000),
        (strict, recovery) in any::<(bool, bool)>(),
        flipped in proptest::option::of((any::<usize>(), any::<u8>())),
    ) {
        let mut body = Plan { rows, seed, version, damage, ..Plan::default() }.body().into_bytes();
        if let Some((index, byte)) = flipped {
            let index = index % body.len();
            body[index] = byte;
        }
        check(Parser::new().strict(strict).recovery(recovery), &body, &splits);
    }

    #[test]
    fn any_preamble_in_chunks_matches_the_whole_body(
        preamble in vec(prop_oneof![
            Just("\u{feff}"), Just(" "), Just("\n"), Just("\r\n"), Just("\u{c}"), Just("OK"), Just("NOTLOGGEDIN"),
            Just("OK\n"),
            Just("ID|"), Just("ID|Status|\n"), Just("Status|"), Just("<html"), Just("<"), Just("<!-- a -->"), Just("x"),
            Just("1|"), Just("Active|\n"),
            Just("ALONGWORDTHATNOBODYKNOWSANDTHATISLONGERTHANSIXTYFOURCHARACTERSINALLTHATITHAS"),
        ], 0..9),
        splits in splits(200),
        max_record in prop_oneof![Just(65_536), 1usize..30],
    ) {
        check(Parser::new().max_record(max_record), preamble.concat().as_bytes(), &splits);
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
        let every_byte: Vec<usize> = (0..body.len()).collect();
        check(Parser::new(), &body, &every_byte);
        for split in 0..body.len().min(300) {
            check(Parser::new(), &body, &[split]);
        }
    }
}

#[test]
fn a_too_long_last_line_ends_at_the_same_position_in_chunks() {
    let parser = Parser::new().max_record(8);
    let end_in_chunks = |body: &[u8], len: usize| {
        let mut decoder = Decoder::new(parser);
        for chunk in body.chunks(len) {
            decoder.push(chunk);
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
            assert_eq!(end_in_chunks(body.as_bytes(), len), whole.position(), "{last:?} in chunks of {len} bytes");
        }
    }
}

#[test]
fn one_session_can_be_taken_per_call() {
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

/// Adversarial input in which a record or an error never ends.
#[test]
fn buffered_bytes_are_bounded() {
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
            let mut max_buffered = 0;
            for _ in 0..200 {
                decoder.push(block.as_bytes());
                decoder.sessions().unwrap().for_each(drop);
                max_buffered = max_buffered.max(decoder.buffered());
            }
            assert!(max_buffered <= 4 * 2_000 + 2 * 4_096, "{max_buffered} bytes of {endless:?} after {head:?}");
        }
    }
    for endless in [" ", "OK ", "\n", "X", "NOTLOGGEDIN ", "ID|", "x"] {
        let mut decoder = Decoder::new(Parser::new().max_record(2_000));
        let mut max_buffered = 0;
        for _ in 0..50 {
            decoder.push(endless.repeat(1_000).as_bytes());
            if decoder.sessions().is_err() {
                break;
            }
            max_buffered = max_buffered.max(decoder.buffered());
        }
        assert!(max_buffered <= 20_000, "{max_buffered} bytes of {endless:?}");
    }
}

/// Before the header is complete, between two sessions, and after the last one.
#[test]
fn positions_are_known_when_no_session_is_ready() {
    let mut decoder = Decoder::new(Parser::new());
    let offsets = |decoder: &mut Decoder| {
        let mut sessions = decoder.sessions().unwrap();
        sessions.by_ref().for_each(drop);
        let start = sessions.last_start();
        assert_eq!(start.line(), [1, 4, 5][usize::from(start.byte() >= 15) + usize::from(start.byte() >= 26)]);
        assert_eq!(start.column(), 1);
        (start.byte(), sessions.last_span(), sessions.position().byte())
    };
    assert_eq!(offsets(&mut decoder), (0, 0..0, 0));
    decoder.push(b"OK\n\nID|");
    let position = decoder.sessions().unwrap().position();
    assert_eq!((position.byte(), position.line(), position.column()), (4, 3, 1), "the header is not complete yet");
    decoder.push(b"Status|\n7|Waiting|\n8|Active|\n");
    assert_eq!(offsets(&mut decoder), (15, 15..25, 26));
    assert_eq!(offsets(&mut decoder), (26, 26..26, 26));
    assert_eq!(decoder.records().unwrap().position().byte(), 26);
    decoder.finish();
    assert_eq!(offsets(&mut decoder), (26, 26..35, 36));
}

/// An error is pending until all lines that belong to it are known. Then `sessions` and `records` both return it,
/// whichever of them found it.
#[test]
fn a_pending_error_is_returned_by_the_next_call() {
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
fn consumed_bytes_are_released() {
    let mut decoder = Decoder::default();
    let mut buffered = |chunk: &str| {
        decoder.push(chunk.as_bytes());
        let before = decoder.buffered();
        decoder.sessions().unwrap().for_each(drop);
        (before, decoder.buffered())
    };
    assert_eq!(buffered("OK\n\nID|Entry|"), (13, 9));
    assert_eq!(buffered("\n"), (10, 10)); // the header may continue in the next line
    assert_eq!(buffered("7|a|\n8"), (16, 6)); // the row may continue in the next line
    assert_eq!(buffered("|b|\n9|c|\n10"), (17, 7));
    assert!(!decoder.is_finished());
    decoder.finish();
    assert!(decoder.is_finished());
}

/// The error is ready before the end of the line arrives.
#[test]
fn a_too_long_line_in_strict_mode_is_one_error_in_chunks() {
    let body = "OK ID|Entry\n1|a\n2||xxxxxxxxxxxxxxxxxxxxxxxxxxx\n3|b\n";
    let expected = ["1", "record 2 (line 3, byte 16): longer than 8 bytes", "3"];
    let by_records = |decoder: &mut Decoder| -> Vec<String> {
        let id = |record: Result<Record<'_>, Error>| record.map(|record| record.get(0).unwrap().to_owned());
        decoder.records().unwrap().map(|record| id(record).unwrap_or_else(|error| error.to_string())).collect()
    };
    let by_sessions = |decoder: &mut Decoder| -> Vec<String> {
        let id = |session: Result<Session<'_>, Error>| session.map(|session| session.id().to_string());
        decoder.sessions().unwrap().map(|session| id(session).unwrap_or_else(|error| error.to_string())).collect()
    };
    for len in 1..body.len() {
        for read in [by_records, by_sessions] {
            let mut decoder = Decoder::new(Parser::new().strict(true).max_record(8));
            let mut found = Vec::new();
            for chunk in body.as_bytes().chunks(len) {
                decoder.push(chunk);
                found.extend(read(&mut decoder));
            }
            decoder.finish();
            found.extend(read(&mut decoder));
            assert_eq!(found, expected, "in chunks of {len} bytes");
        }
    }
}

/// The bytes of an error are kept until it is emitted, however small the chunks are.
#[test]
fn the_bytes_of_an_unreadable_row_can_be_put_aside() {
    let body = b"OK\n\nID|Status|\n7|Waiting|\nx|\xff\n\nmore of it\n8|Active|\n9|Active\n10|Active|\n";
    let expected: [&[u8]; 2] = [b"x|\xff\n\nmore of it", b"9|Active"];
    for len in 1..body.len() {
        let (mut decoder, mut raw) = (Decoder::new(Parser::new()), Vec::new());
        let mut take = |decoder: &mut Decoder| {
            let mut sessions = decoder.sessions().unwrap();
            while let Some(session) = sessions.next() {
                if session.is_err() {
                    raw.push(sessions.last_raw().unwrap().to_vec());
                }
            }
        };
        for chunk in body.chunks(len) {
            decoder.push(chunk);
            take(&mut decoder);
        }
        decoder.finish();
        take(&mut decoder);
        assert_eq!(raw, expected, "chunks of {len} bytes");
    }
}

#[test]
fn an_item_has_a_byte_so_the_length_has_a_bound() {
    let body = "OK\n\nID|\n7|\nx\n8|\n";
    let list = rescue_sessions::parse(body).unwrap();
    assert_eq!(list.sessions().size_hint(), (0, Some(8)));
    assert_eq!(list.records().size_hint(), (0, Some(8)));
    let mut decoder = Decoder::new(Parser::new());
    decoder.push(body.as_bytes());
    assert_eq!(decoder.sessions().unwrap().size_hint(), (0, Some(8)));
    assert_eq!(decoder.sessions().unwrap().count(), 2, "the last row needs more input");
    assert_eq!(decoder.sessions().unwrap().size_hint(), (0, Some(0)));
}

/// An error is emitted when all its lines are there. Its bytes are kept until then, although the rows before it are
/// dropped.
#[test]
fn the_bytes_of_an_error_are_kept_until_it_is_emitted() {
    let rows = "7|a|\n".repeat(200);
    // Longer than the bytes that are kept before the next row in any case.
    let row = format!("8|a|{}|", "b".repeat(1_000));
    let (first, second, third) = (format!("OK\n\nID|Entry|\n{rows}{row}\n"), "more\n", "9|a|\n");
    let raw = format!("{row}\nmore");
    let parser = Parser::new().recovery(false);
    let whole = [&*first, second, third].concat();
    let list = parser.parse(&whole).unwrap();
    let mut records = list.records();
    let mut sessions = list.sessions();
    let expected_record = records.by_ref().position(|record| record.is_err()).map(|at| (at, records.last_raw()));
    let expected_session = sessions.by_ref().position(|session| session.is_err()).map(|at| (at, sessions.last_raw()));
    assert_eq!(expected_record.unwrap(), (200, raw.as_bytes()));
    assert_eq!(expected_session.unwrap().1, raw.as_bytes());

    let mut decoder = Decoder::new(parser);
    decoder.push(first.as_bytes());
    assert_eq!(decoder.records().unwrap().count(), 200);
    decoder.push(second.as_bytes());
    assert_eq!(decoder.records().unwrap().count(), 0);
    decoder.push(third.as_bytes());
    let mut records = decoder.records().unwrap();
    assert!(records.next().unwrap().is_err());
    assert_eq!(records.last_raw(), Some(raw.as_bytes()));

    let mut decoder = Decoder::new(parser);
    decoder.push(first.as_bytes());
    assert_eq!(decoder.sessions().unwrap().count(), 200);
    decoder.push(second.as_bytes());
    assert_eq!(decoder.sessions().unwrap().count(), 0);
    decoder.push(third.as_bytes());
    let mut sessions = decoder.sessions().unwrap();
    assert!(sessions.next().unwrap().is_err());
    assert_eq!(sessions.last_raw(), Some(raw.as_bytes()));
}

/// Whether a word is the whole response is known at its end. Until then, it can be the start of a longer word.
#[test]
fn a_response_of_one_word_in_single_bytes_is_the_same_error() {
    for body in
        ["NOTLOGGEDIN", "NOTLOGGEDIN\n", " NOTLOGGEDIN \r\n \n", "ERROR", "HELLO\n", "NOTLOGGEDIN\n\nmore", "OK"]
    {
        let mut decoder = Decoder::default();
        for byte in body.as_bytes() {
            decoder.push(&[*byte]);
            _ = decoder.sessions().map(Iterator::count);
        }
        decoder.finish();
        let expected = rescue_sessions::parse(body).map(|list| list.sessions().count());
        assert_eq!(decoder.sessions().map(Iterator::count), expected, "{body:?}");
    }
}

/// Whitespace after a word decides nothing, however it is split.
#[test]
fn a_word_and_whitespace_wait_for_more() {
    let mut decoder = Decoder::default();
    for chunk in ["NOTLOGGEDIN", "\n", "", " ", ""] {
        decoder.push(chunk.as_bytes());
        assert_eq!(decoder.sessions().unwrap().count(), 0);
    }
    decoder.finish();
    assert_eq!(decoder.sessions().unwrap_err().kind().code(), "not_logged_in");
}

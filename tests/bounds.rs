//! Memory bounds on adversarial input: how much the parser allocates and how much it holds at once.
//! `benches/instructions` counts the instructions for the same bodies.

#[expect(dead_code, reason = "only the benchmark `bounded` uses the rest")]
#[path = "../benches/src/hostile.rs"]
mod hostile;
#[expect(dead_code, reason = "the other bodies are for other settings")]
#[path = "../benches/instructions/benches/hostile/bodies.rs"]
mod more_hostile;

use common::memory::{Allocations, asked};
use rescue_sessions::{Decoder, Error, Parser, Session};

const BYTES: usize = 1 << 16;
/// Far shorter than a body: memory that grows with the body exceeds the bound for this limit.
const SHORT_RECORD: usize = 1 << 14;
/// The default limit: the long records of the bodies are within it.
const LONG_RECORD: usize = 1 << 16;
const CHUNK: usize = 1 << 12;
/// Upper bound of the bytes that the parser holds for any input, most of them for the field ends of the rows ahead.
const FIXED: u64 = 16 << 10;
/// Upper bound of the bytes held at once per byte of the record limit.
const HELD_PER_RECORD_BYTE: u64 = 64;
/// Upper bound of the bytes requested in total per byte of the body.
const REQUESTED_PER_BODY_BYTE: u64 = 320;
/// Upper bound of the allocations per session or error.
const ALLOCATIONS_PER_ITEM: u64 = 17;

/// The bodies of all kinds, each with one of the same kind and twice the length.
fn bodies() -> impl Iterator<Item = (String, [Vec<u8>; 2])> {
    let by_list = |bytes| {
        let bodies = hostile::bodies(bytes).into_iter();
        bodies.map(|it| (format!("{} ({})", it.name, it.list), it.body.into_bytes()))
    };
    let more = |bytes| more_hostile::by_default(bytes).into_iter().map(|(name, body)| (name.to_owned(), body));
    let all = move |bytes| by_list(bytes).chain(more(bytes));
    let pairs: Vec<_> = all(BYTES).zip(all(2 * BYTES)).collect();
    assert!(pairs.len() >= 50 && pairs.iter().all(|(half, full)| half.0 == full.0));
    pairs.into_iter().map(|((name, body), (_, longer))| (name, [body, longer]))
}

/// Counts the item and reads its damage, so that lazy work is measured too.
fn visit(count: &mut u64, session: Result<Session<'_>, Error>) {
    *count += 1;
    if let Ok(session) = session {
        assert!(session.damage().iter().all(|damage| damage.columns().len() > 0 && damage.position().line() > 0));
    }
}

fn parse_whole(body: &[u8]) -> (Allocations, u64) {
    asked(|| {
        let mut count = 0;
        let sessions = Parser::new().max_record(SHORT_RECORD).parse_bytes(body).unwrap().sessions();
        sessions.for_each(|session| visit(&mut count, session));
        count
    })
}

fn parse_in_chunks(body: &[u8]) -> (Allocations, u64) {
    asked(|| {
        let (mut decoder, mut count) = (Decoder::new(Parser::new().max_record(LONG_RECORD)), 0);
        for chunk in body.chunks(CHUNK) {
            decoder.push(chunk);
            decoder.sessions().unwrap().for_each(|session| visit(&mut count, session));
        }
        decoder.finish();
        decoder.sessions().unwrap().for_each(|session| visit(&mut count, session));
        count
    })
}

/// A body of twice the length needs no more memory at once, and at most twice as many allocations.
#[test]
fn memory_is_bounded_by_the_record_limit_and_allocations_by_the_body() {
    for (name, [half, body]) in bodies() {
        let ((half, _), (measured, count)) = (parse_whole(&half), parse_whole(&body));
        let Allocations { count: allocations, bytes, most } = measured;
        assert!(most <= FIXED + HELD_PER_RECORD_BYTE * SHORT_RECORD as u64, "{name}: holds {most} bytes");
        assert!(most <= half.most + FIXED, "{name}: holds {most} bytes, but {} for half the body", half.most);
        assert!(bytes <= FIXED + REQUESTED_PER_BODY_BYTE * body.len() as u64, "{name}: requests {bytes} bytes");
        assert!(
            allocations <= ALLOCATIONS_PER_ITEM * count + 64,
            "{name}: {allocations} allocations for {count} sessions and errors"
        );
        assert!(
            allocations <= 2 * half.count + 64,
            "{name}: {allocations} allocations, but {} for half the body",
            half.count
        );
    }
}

/// The decoder also holds unfinished input: a record and a chunk, four times at most while buffers grow.
#[test]
fn decoder_memory_is_bounded_by_the_record_limit() {
    for (name, [_, body]) in bodies() {
        let (Allocations { most, .. }, _) = parse_in_chunks(&body);
        let buffered = 4 * (LONG_RECORD + CHUNK) as u64;
        assert!(most <= FIXED + HELD_PER_RECORD_BYTE * LONG_RECORD as u64 + buffered, "{name}: holds {most} bytes");
    }
}

#[test]
fn memory_for_a_rejected_response_is_bounded() {
    for (name, body) in more_hostile::refused(2 * BYTES) {
        let parser = Parser::new().max_record(usize::MAX).max_columns(usize::MAX);
        let (Allocations { count, most, .. }, error) = asked(|| parser.parse_bytes(&body).unwrap_err());
        assert!(count <= 32 && most <= 8 * BYTES as u64, "{name}: {count} allocations, holds {most} bytes for {error}");
    }
}

//! What bodies that were made to be slow, or to be kept, can make the crate ask of the allocator. The instructions that
//! they take are counted in `benches/instructions`.

#[expect(dead_code, reason = "`bounded` needs more of it")]
#[path = "../benches/src/hostile.rs"]
mod hostile;
#[expect(dead_code, reason = "others are for other settings")]
#[path = "../benches/instructions/benches/hostile/bodies.rs"]
mod more;

use common::memory::{Asked, asked};
use rescue_sessions::{Decoder, Error, Parser, Session};

const BYTES: usize = 1 << 16;
/// Far less than a body has, so that what is held shows where it grows with the body.
const SHORT: usize = 1 << 14;
/// The default, so that the bodies' long records are read.
const LONG: usize = 1 << 16;
const PIECE: usize = 1 << 12;
/// What a reader has whatever it reads, the marks of the rows ahead above all.
const FIXED: u64 = 16 << 10;
/// So many bytes are held for each byte that a record may have.
const PER_BYTE_OF_A_RECORD: u64 = 64;
/// So many are asked for, one after the other, for each byte of a body.
const PER_BYTE: u64 = 320;
/// How often it is asked for each session or error.
const TIMES: u64 = 17;

/// All with one of twice the length.
fn bodies() -> impl Iterator<Item = (String, [Vec<u8>; 2])> {
    let listed = |bytes| {
        let bodies = hostile::bodies(bytes).into_iter();
        bodies.map(|it| (format!("{} ({})", it.name, it.list), it.body.into_bytes()))
    };
    let more = |bytes| more::by_default(bytes).into_iter().map(|(name, body)| (name.to_owned(), body));
    let all = move |bytes| listed(bytes).chain(more(bytes));
    let pairs: Vec<_> = all(BYTES).zip(all(2 * BYTES)).collect();
    assert!(pairs.len() >= 50 && pairs.iter().all(|(half, whole)| half.0 == whole.0));
    pairs.into_iter().map(|((name, body), (_, longer))| (name, [body, longer]))
}

/// Counts it; all that can be asked of damage is.
fn look_at(count: &mut u64, session: Result<Session<'_>, Error>) {
    *count += 1;
    if let Ok(session) = session {
        assert!(session.damage().iter().all(|damage| damage.columns().len() > 0 && damage.position().line() > 0));
    }
}

fn whole(body: &[u8]) -> (Asked, u64) {
    asked(|| {
        let mut count = 0;
        let sessions = Parser::new().max_record(SHORT).parse_bytes(body).unwrap().sessions();
        sessions.for_each(|session| look_at(&mut count, session));
        count
    })
}

fn in_pieces(body: &[u8]) -> (Asked, u64) {
    asked(|| {
        let (mut decoder, mut count) = (Decoder::new(Parser::new().max_record(LONG)), 0);
        for piece in body.chunks(PIECE) {
            decoder.push(piece);
            decoder.sessions().unwrap().for_each(|session| look_at(&mut count, session));
        }
        decoder.finish();
        decoder.sessions().unwrap().for_each(|session| look_at(&mut count, session));
        count
    })
}

/// Nothing is held of what was read, and a body of twice the length makes it ask for twice as much.
#[test]
fn what_is_held_is_bounded_by_a_record_and_what_is_asked_for_by_the_body() {
    for (name, [half, body]) in bodies() {
        let ((half, _), (asked, count)) = (whole(&half), whole(&body));
        let Asked { times, bytes, most } = asked;
        assert!(most <= FIXED + PER_BYTE_OF_A_RECORD * SHORT as u64, "{name}: {most} bytes are held");
        assert!(most <= half.most + FIXED, "{name}: {most} bytes are held, {} of half of it", half.most);
        assert!(bytes <= FIXED + PER_BYTE * body.len() as u64, "{name}: {bytes} bytes");
        assert!(times <= TIMES * count + 64, "{name}: {times} times for {count} sessions and errors");
        assert!(times <= 2 * half.times + 64, "{name}: {times} times, {} for half of it", half.times);
    }
}

/// What waits for more is held too: a record and a piece, and as much again where they grow.
#[test]
fn what_is_held_of_pieces_is_bounded_by_a_record() {
    for (name, [_, body]) in bodies() {
        let (Asked { most, .. }, _) = in_pieces(&body);
        let waiting = 4 * (LONG + PIECE) as u64;
        assert!(most <= FIXED + PER_BYTE_OF_A_RECORD * LONG as u64 + waiting, "{name}: {most} bytes are held");
    }
}

#[test]
fn a_response_that_is_no_list_holds_the_names_of_its_columns() {
    for (name, body) in more::refused(2 * BYTES) {
        let parser = Parser::new().max_record(usize::MAX).max_columns(usize::MAX);
        let (Asked { times, most, .. }, error) = asked(|| parser.parse_bytes(&body).unwrap_err());
        assert!(times <= 32 && most <= 8 * BYTES as u64, "{name}: {times} times, {most} bytes for {error}");
    }
}

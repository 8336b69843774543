//! Bodies that were made to be slow to read, each at a length and at twice that, or eight times. A line is printed for
//! each: its name and its bytes. Valgrind counts what `counted` takes, once for each line.

mod bodies;
#[path = "../../../src/hostile.rs"]
#[expect(dead_code, reason = "`bounded` needs more of it")]
mod listed;

use std::hint::black_box;

use bodies::Body;
use rescue_sessions::{Decoder, Delimiter, Error, Parser, Session};

/// Twice what a record may have: what is read again is bounded by that.
const BYTES: usize = 128 << 10;
/// Less than a record may have: what is read again for each byte that comes grows up to there. It is read again in steps,
/// each a quarter longer than the last one, so that only many steps show how it grows: see `cases`.
const BYTES_BY_ONE: usize = 48 << 10;
const STEPS: usize = 8;

const NO_LIMIT: Parser<'static> = Parser::new().max_record(usize::MAX).max_columns(usize::MAX);
const STRICT: Parser<'static> = Parser::new().strict(true);
const LONG_DELIMITER: Parser<'static> = Parser::new().delimiter(Delimiter::new("aaaaaaaaaaaaaaab").unwrap());

/// Of each group its name, a length and a longer one, the bodies of so many bytes, and how they are read.
type Group = (&'static str, [usize; 2], fn(usize) -> Vec<Body>, fn(&[u8]));

const OWN: [Group; 7] = [
    ("refused", [BYTES, 2 * BYTES], bodies::refused, refused),
    ("read", [BYTES, 2 * BYTES], bodies::by_default, by_default),
    ("no limit", [BYTES, 2 * BYTES], bodies::without_limit, |body| read(&NO_LIMIT, body)),
    ("strict", [BYTES, 2 * BYTES], bodies::strict, |body| read(&STRICT, body)),
    ("long delimiter", [BYTES, 2 * BYTES], bodies::by_long_delimiter, |body| read(&LONG_DELIMITER, body)),
    ("by one", [BYTES_BY_ONE / STEPS, BYTES_BY_ONE], bodies::in_pieces, byte_by_byte),
    ("one taken", [BYTES_BY_ONE, STEPS * BYTES_BY_ONE], bodies::of_sessions, one_by_one),
];

struct Case {
    name: String,
    body: Vec<u8>,
    read: fn(&[u8]),
}

fn main() {
    for Case { name, body, read } in cases(0).into_iter().zip(cases(1)).flat_map(<[Case; 2]>::from) {
        println!("{name} {}", body.len());
        counted(read, &body);
    }
}

/// Valgrind knows it by its name.
#[inline(never)]
fn counted(read: fn(&[u8]), body: &[u8]) {
    read(black_box(body));
}

/// The shorter ones (0) or the longer ones (1).
fn cases(which: usize) -> Vec<Case> {
    let listed = listed::bodies(BYTES << which).into_iter();
    let listed = listed.map(|it| case(&format!("list {} {}", it.list, it.name), it.body.into_bytes(), by_default));
    let own = OWN.iter().flat_map(|(group, bytes, bodies, read)| {
        bodies(bytes[which]).into_iter().map(move |(name, body)| case(&format!("{group} {name}"), body, *read))
    });
    listed.chain(own).collect()
}

/// A name without blanks, for the baseline.
fn case(name: &str, body: Vec<u8>, read: fn(&[u8])) -> Case {
    let words: Vec<_> = name.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    Case { name: words.join("_").to_lowercase(), body, read }
}

fn refused(body: &[u8]) {
    assert!(NO_LIMIT.parse_bytes(body).is_err());
}

fn by_default(body: &[u8]) {
    read(&Parser::new(), body);
}

fn read(parser: &Parser<'_>, body: &[u8]) {
    parser.parse_bytes(body).expect("the header is whole").sessions().for_each(look_at);
}

/// What can be told is taken after each byte.
fn byte_by_byte(body: &[u8]) {
    let mut decoder = Decoder::new(Parser::new());
    for byte in body {
        decoder.push(&[*byte]);
        let _ = decoder.sessions().map(|sessions| sessions.for_each(look_at));
    }
    decoder.finish();
    let _ = decoder.sessions().map(|sessions| sessions.for_each(look_at));
}

/// All of it comes at once, and one session is taken at each look; then a byte at a time.
fn one_by_one(body: &[u8]) {
    let mut decoder = Decoder::new(Parser::new());
    let (first, second) = body.split_at(body.len() / 2);
    decoder.push(first);
    for bytes in second.chunks(16) {
        decoder.push(bytes);
        let _ = decoder.sessions().map(|mut sessions| sessions.next().map(look_at));
    }
    decoder.finish();
    while let Some(session) = decoder.sessions().ok().and_then(|mut sessions| sessions.next()) {
        look_at(session);
    }
}

/// All that damage tells is asked for, and where an error is.
fn look_at(session: Result<Session<'_>, Error>) {
    match session {
        Ok(session) => session.damage().iter().for_each(|damage| {
            black_box((damage.position(), damage.raw().len(), damage.columns().len()));
        }),
        Err(error) => _ = black_box(error.position()),
    }
}

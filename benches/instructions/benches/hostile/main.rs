//! Parses adversarial bodies, each at two lengths: the longer one has twice or eight times the length.
//!
//! Prints a line for each body: its name and its length in bytes. For each line, Valgrind counts the instructions of
//! `counted`. With the arguments PART (0-based) and PARTS, only one of several parts of the bodies: several processes can
//! share the work.

mod bodies;
#[path = "../../../src/hostile.rs"]
#[expect(dead_code, reason = "only `bounded` and `chunks` use the rest")]
mod listed;

use std::env;
use std::hint::black_box;
use std::io::BufReader;

use bodies::Body;
use rescue_sessions::{Decoder, Delimiter, Error, Parser, Session, SoapReader};

/// Twice the maximum length of a record, which bounds how far the parser rescans.
const BYTES: usize = 128 << 10;
/// Less than the maximum length of a record, because the undecided input that a decoder rescans grows up to that length.
/// A decoder rescans when its input is a quarter longer than at the last scan, so only many steps show the growth.
const DECODER_BYTES: usize = 48 << 10;
const DECODER_GROWTH: usize = 8;

const NO_LIMIT: Parser = Parser::new().max_record(usize::MAX).max_columns(usize::MAX);
const STRICT: Parser = Parser::new().strict(true);
const LONG_DELIMITER: Parser = Parser::new().delimiter(Delimiter::new("aaaaaaaaaaaaaaab").unwrap());

/// A group of bodies: its name, two lengths, the function that makes the bodies, and the function that parses one.
type Group = (&'static str, [usize; 2], fn(usize) -> Vec<Body>, fn(&[u8]));

const OWN: [Group; 8] = [
    ("refused", [BYTES, 2 * BYTES], bodies::refused, refused),
    ("read", [BYTES, 2 * BYTES], bodies::by_default, by_default),
    ("no limit", [BYTES, 2 * BYTES], bodies::without_limit, |body| read(&NO_LIMIT, body)),
    ("strict", [BYTES, 2 * BYTES], bodies::strict, |body| read(&STRICT, body)),
    ("long delimiter", [BYTES, 2 * BYTES], bodies::long_delimiter, |body| read(&LONG_DELIMITER, body)),
    ("soap", [BYTES, 2 * BYTES], bodies::soap, soap),
    ("by one", [DECODER_BYTES / DECODER_GROWTH, DECODER_BYTES], bodies::for_single_bytes, byte_by_byte),
    ("one taken", [DECODER_BYTES, DECODER_GROWTH * DECODER_BYTES], bodies::of_many_sessions, one_by_one),
];

struct Case {
    name: String,
    body: Vec<u8>,
    read: fn(&[u8]),
}

fn main() {
    let numbers: Vec<usize> = env::args().filter_map(|argument| argument.parse().ok()).collect();
    let (part, parts) = numbers.first().copied().zip(numbers.get(1).copied()).unwrap_or((0, 1));
    let pairs: Vec<_> = cases(0).into_iter().zip(cases(1)).collect();
    let (start, end) = (part * pairs.len() / parts, (part + 1) * pairs.len() / parts);
    let of_part = pairs.into_iter().take(end).skip(start);
    for Case { name, body, read } in of_part.flat_map(<[Case; 2]>::from) {
        println!("{name} {}", body.len());
        counted(read, &body);
    }
}

/// The script `gate` tells Valgrind to count this function, by its name.
#[inline(never)]
fn counted(read: fn(&[u8]), body: &[u8]) {
    read(black_box(body));
}

/// The shorter bodies (0) or the longer ones (1).
fn cases(length: usize) -> Vec<Case> {
    let listed = listed::bodies(BYTES << length).into_iter();
    let listed = listed.map(|it| case(&format!("list {} {}", it.list, it.name), it.body.into_bytes(), by_default));
    let own = OWN.iter().flat_map(|(group, bytes, bodies, read)| {
        bodies(bytes[length]).into_iter().map(move |(name, body)| case(&format!("{group} {name}"), body, *read))
    });
    listed.chain(own).collect()
}

/// A case, whose name has no spaces, for the baseline.
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

fn read(parser: &Parser, body: &[u8]) {
    parser.parse_bytes(body).expect("the header is valid").sessions().for_each(observe);
}

/// Reads XML in blocks, up to an error of the response.
fn soap(body: &[u8]) {
    let reader = BufReader::with_capacity(4_096, body);
    SoapReader::new(Parser::new(), reader).for_each(|session| _ = black_box(session));
}

/// Pushes single bytes, and takes the sessions that are ready after each.
fn byte_by_byte(body: &[u8]) {
    let mut decoder = Decoder::new(Parser::new());
    for byte in body {
        decoder.push(&[*byte]);
        let _ = decoder.sessions().map(|sessions| sessions.for_each(observe));
    }
    decoder.finish();
    let _ = decoder.sessions().map(|sessions| sessions.for_each(observe));
}

/// Pushes half of the body at once and the rest 16 bytes at a time, and takes one session after each push.
fn one_by_one(body: &[u8]) {
    let mut decoder = Decoder::new(Parser::new());
    let (first, second) = body.split_at(body.len() / 2);
    decoder.push(first);
    for bytes in second.chunks(16) {
        decoder.push(bytes);
        let _ = decoder.sessions().map(|mut sessions| sessions.next().map(observe));
    }
    decoder.finish();
    while let Some(session) = decoder.sessions().ok().and_then(|mut sessions| sessions.next()) {
        observe(session);
    }
}

/// Asks for everything that a damage has, and for the position of an error.
fn observe(session: Result<Session<'_>, Error>) {
    match session {
        Ok(session) => session.damage().iter().for_each(|damage| {
            black_box((damage.position(), damage.raw().len(), damage.columns().len()));
        }),
        Err(error) => _ = black_box(error.position()),
    }
}

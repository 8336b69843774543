//! The main paths, each over one body. Bodies are made, and read once, before the counting starts: what the processor
//! can do is looked up once in a program's life, and is no part of a reading.

use std::hint::black_box;

use gungraun::prelude::*;
use rescue_sessions::{Decoder, Delimiter, Error, Parser, Session, SessionList, parse, parse_bytes};
use rescue_sessions_synthetic::{Plan, Version};

const ROWS: u64 = 1_000;
const TWO_BYTES: Parser<'static> = Parser::new().delimiter(Delimiter::new("||").unwrap());

#[library_benchmark]
#[bench::v1(header_alone())]
fn header(body: &str) {
    let _ = black_box(list(body));
}

#[library_benchmark]
#[bench::v1(whole(Version::V1))]
fn records(body: &str) -> usize {
    list(body).records().filter(Result::is_ok).count()
}

#[library_benchmark]
#[bench::v1(whole(Version::V1))]
fn fields_as_bytes(body: &str) -> usize {
    list(body).records().map(|record| record.unwrap().byte_fields().map(<[u8]>::len).sum::<usize>()).sum()
}

#[library_benchmark]
#[bench::v1(whole(Version::V1))]
fn fields_as_text(body: &str) -> usize {
    list(body).records().map(|record| record.unwrap().iter().map(str::len).sum::<usize>()).sum()
}

#[library_benchmark]
#[bench::v1(whole(Version::V1))]
#[bench::v3(whole(Version::V3))]
#[bench::a_quarter_damaged(damaged())]
fn sessions(body: &str) {
    list(body).sessions().for_each(look_at);
}

#[library_benchmark]
#[bench::v1(whole(Version::V1))]
fn sessions_collected(body: &str) -> usize {
    list(body).sessions().collect::<Result<Vec<_>, Error>>().unwrap().len()
}

#[library_benchmark]
#[bench::v1(whole(Version::V1))]
#[bench::one_row(one_row())]
fn sessions_of_bytes(body: &str) {
    parse_bytes(black_box(body.as_bytes())).unwrap().sessions().for_each(look_at);
}

#[library_benchmark]
#[bench::v1(whole(Version::V1))]
fn in_pieces(body: &str) {
    let mut decoder = Decoder::new(Parser::new());
    for piece in body.as_bytes().chunks(16 * 1024) {
        decoder.push(black_box(piece));
        decoder.sessions().unwrap().for_each(look_at);
    }
    decoder.finish();
    decoder.sessions().unwrap().for_each(look_at);
}

#[library_benchmark]
#[bench::v1(parted_by_two_bytes())]
fn two_byte_delimiter(body: &str) {
    TWO_BYTES.parse(black_box(body)).unwrap().sessions().for_each(look_at);
}

library_benchmark_group!(
    name = reading,
    benchmarks = [
        header,
        records,
        fields_as_bytes,
        fields_as_text,
        sessions,
        sessions_collected,
        sessions_of_bytes,
        in_pieces,
        two_byte_delimiter
    ]
);

main!(library_benchmark_groups = reading);

fn header_alone() -> &'static str {
    made(&Plan { rows: 0, version: Version::V1, ..Plan::default() }, Parser::new())
}

fn one_row() -> &'static str {
    made(&Plan { rows: 1, version: Version::V1, ..Plan::default() }, Parser::new())
}

fn whole(version: Version) -> &'static str {
    made(&Plan { rows: ROWS, version, ..Plan::default() }, Parser::new())
}

fn damaged() -> &'static str {
    made(&Plan { rows: ROWS, version: Version::V3, damage: 0.25, ..Plan::default() }, Parser::new())
}

fn parted_by_two_bytes() -> &'static str {
    let plan = Plan { rows: ROWS, version: Version::V1, delimiter: "||".to_owned(), ..Plan::default() };
    made(&plan, TWO_BYTES)
}

/// A body that has been read once. It is leaked, so that giving it back is not counted.
fn made(plan: &Plan, parser: Parser<'static>) -> &'static str {
    let body = plan.body().leak();
    let sessions = parser.parse(body).unwrap().sessions().filter(Result::is_ok).count();
    assert_eq!(sessions as u64, plan.rows); // also of the damaged: what is counted is the recovery, not errors
    body
}

fn list(body: &str) -> SessionList<'_> {
    parse(black_box(body)).unwrap()
}

/// Asks for every value, for some are read only then.
fn look_at(session: Result<Session<'_>, Error>) {
    let session = session.unwrap();
    black_box((session.id(), session.entry_id(), session.technician_id(), session.waiting_time()));
    black_box((session.start_time(), session.is_lead_technician(), session.is_handing_off()));
    black_box((session.status(), session.entry(), session.technician(), session.language()));
    black_box((session.transferred_to(), session.transferred_comment()));
    for field in session.custom_fields() {
        black_box(field);
    }
}

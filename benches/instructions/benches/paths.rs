//! The main code paths, each over one body.
//!
//! Each body is generated and parsed once before the counting starts: the first parse of a process also detects the
//! features of the CPU, and that is not counted.

#[path = "../../src/envelope.rs"]
#[expect(dead_code, reason = "only the benchmarks of the folder above need the text too, and all layouts")]
mod envelope;

use std::hint::black_box;
use std::io::BufReader;

use envelope::{Layout, text_and_xml};
use gungraun::prelude::*;
use rescue_sessions::{
    Column, Decoder, Delimiter, Error, OwnedSession, Parser, Session, SessionBatch, SessionList, SoapReader, parse,
    parse_any, parse_bytes,
};
use rescue_sessions_synthetic::{Plan, Version};

const ROWS: u64 = 1_000;
const TWO_BYTES: Parser = Parser::new().delimiter(Delimiter::new("||").unwrap());

#[library_benchmark]
#[bench::v1(header_only())]
fn header(body: &str) {
    let _ = black_box(list(body));
}

#[library_benchmark]
#[bench::v1(well_formed(Version::V1))]
fn records(body: &str) -> usize {
    list(body).records().filter(Result::is_ok).count()
}

#[library_benchmark]
#[bench::v1(well_formed(Version::V1))]
fn fields_as_bytes(body: &str) -> usize {
    list(body).records().map(|record| record.unwrap().byte_fields().map(<[u8]>::len).sum::<usize>()).sum()
}

#[library_benchmark]
#[bench::v1(well_formed(Version::V1))]
fn fields_as_text(body: &str) -> usize {
    list(body).records().map(|record| record.unwrap().iter().map(str::len).sum::<usize>()).sum()
}

#[library_benchmark]
#[bench::v1(well_formed(Version::V1))]
#[bench::v3(well_formed(Version::V3))]
#[bench::a_quarter_damaged(damaged())]
fn sessions(body: &str) {
    list(body).sessions().for_each(read_values);
}

#[library_benchmark]
#[bench::v1(well_formed(Version::V1))]
fn sessions_collected(body: &str) -> usize {
    list(body).sessions().collect::<Result<Vec<_>, Error>>().unwrap().len()
}

#[library_benchmark]
#[bench::v1(well_formed(Version::V1))]
#[bench::one_row(one_row())]
fn sessions_of_bytes(body: &str) {
    parse_bytes(black_box(body.as_bytes())).unwrap().sessions().for_each(read_values);
}

#[library_benchmark]
#[bench::v1(well_formed(Version::V1))]
fn in_chunks(body: &str) {
    let mut decoder = Decoder::new(Parser::new());
    for chunk in body.as_bytes().chunks(16 * 1024) {
        decoder.push(black_box(chunk));
        decoder.sessions().unwrap().for_each(read_values);
    }
    decoder.finish();
    decoder.sessions().unwrap().for_each(read_values);
}

#[library_benchmark]
#[bench::v1(well_formed(Version::V1))]
#[bench::v3(well_formed(Version::V3))]
#[bench::only_unusual_values(with_seconds())]
fn batches(body: &str) {
    let (mut sessions, mut batch) = (list(body).into_iter(), SessionBatch::new());
    loop {
        if sessions.read_batch(&mut batch, usize::MAX) {
            read_columns(&batch);
        } else if let Some(session) = sessions.next() {
            read_values(session);
        } else {
            return;
        }
    }
}

#[library_benchmark]
#[bench::v1(delimited_by_two_bytes())]
fn two_byte_delimiter(body: &str) {
    TWO_BYTES.parse(black_box(body)).unwrap().sessions().for_each(read_values);
}

#[library_benchmark]
#[bench::compact(soap(Layout::Compact))]
#[bench::indented(soap(Layout::Indented))]
#[bench::with_references(soap(Layout::References))]
fn soap_sessions(body: &str) {
    parse_any(black_box(body.as_bytes())).unwrap().for_each(drop_session);
}

#[library_benchmark]
#[bench::compact(soap(Layout::Compact))]
fn soap_in_blocks(body: &str) {
    let reader = BufReader::with_capacity(16 * 1024, black_box(body.as_bytes()));
    SoapReader::new(Parser::new(), reader).for_each(drop_session);
}

// The same sessions as `soap_sessions`, as text.
#[library_benchmark]
#[bench::v3(well_formed(Version::V3))]
fn owned_sessions(body: &str) {
    parse_any(black_box(body.as_bytes())).unwrap().for_each(drop_session);
}

library_benchmark_group!(
    name = workloads,
    benchmarks = [
        header,
        records,
        fields_as_bytes,
        fields_as_text,
        sessions,
        sessions_collected,
        sessions_of_bytes,
        in_chunks,
        batches,
        two_byte_delimiter,
        soap_sessions,
        soap_in_blocks,
        owned_sessions
    ]
);

main!(library_benchmark_groups = workloads);

fn header_only() -> &'static str {
    parsed_once(&Plan { rows: 0, version: Version::V1, ..Plan::default() }, Parser::new())
}

fn one_row() -> &'static str {
    parsed_once(&Plan { rows: 1, version: Version::V1, ..Plan::default() }, Parser::new())
}

fn well_formed(version: Version) -> &'static str {
    parsed_once(&Plan { rows: ROWS, version, ..Plan::default() }, Parser::new())
}

/// The fast lane leaves each row to the reference lane, because the start time has seconds.
fn with_seconds() -> &'static str {
    well_formed(Version::V1).replace(" AM|", ":59 AM|").replace(" PM|", ":59 PM|").leak()
}

fn damaged() -> &'static str {
    parsed_once(&Plan { rows: ROWS, version: Version::V3, damage: 0.25, ..Plan::default() }, Parser::new())
}

fn soap(layout: Layout) -> &'static str {
    let (_, xml) = text_and_xml(ROWS, layout);
    let body = xml.leak();
    assert_eq!(parse_any(body.as_bytes()).unwrap().filter(Result::is_ok).count() as u64, ROWS);
    body
}

fn delimited_by_two_bytes() -> &'static str {
    let plan = Plan { rows: ROWS, version: Version::V1, delimiter: "||".to_owned(), ..Plan::default() };
    parsed_once(&plan, TWO_BYTES)
}

/// A body that has been parsed once. It is leaked, so that its deallocation is not counted.
fn parsed_once(plan: &Plan, parser: Parser) -> &'static str {
    let body = plan.body().leak();
    let sessions = parser.parse(body).unwrap().sessions().filter(Result::is_ok).count();
    assert_eq!(sessions as u64, plan.rows); // damaged rows too: recovery is counted, not errors
    body
}

fn list(body: &str) -> SessionList<'_> {
    parse(black_box(body)).unwrap()
}

/// SOAP sessions have all their values parsed.
fn drop_session<E: std::fmt::Debug>(session: Result<OwnedSession, E>) {
    black_box(session.unwrap());
}

/// Asks for every value, because some values are parsed on demand.
fn read_columns(batch: &SessionBatch<'_>) {
    for column in Column::VERSION_3 {
        black_box((batch.integers(*column), batch.flags(*column)));
    }
    black_box(batch.start_times());
    for column in [
        Column::Status,
        Column::Entry,
        Column::Technician,
        Column::Language,
        Column::TransferredTo,
        Column::TransferredComment,
    ] {
        read_texts(batch, column);
    }
    (0..6).for_each(|number| read_texts(batch, Column::CustomField(number)));
}

fn read_texts(batch: &SessionBatch<'_>, column: Column) {
    batch.texts(column).into_iter().flatten().for_each(|text| _ = black_box(text));
}

fn read_values(session: Result<Session<'_>, Error>) {
    let session = session.unwrap();
    black_box((session.id(), session.entry_id(), session.technician_id(), session.waiting_time()));
    black_box((session.start_time(), session.is_lead_technician(), session.is_handing_off()));
    black_box((session.status(), session.entry(), session.technician(), session.language()));
    black_box((session.transferred_to(), session.transferred_comment()));
    for field in session.custom_fields() {
        black_box(field);
    }
}

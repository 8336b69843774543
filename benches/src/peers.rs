//! The same work by other means, each used as its documentation advises where speed matters.
//!
//! None of them knows of return values, so they start at the header. Quoting is off, for the format has none: a reader
//! that cannot go without gets a quotation mark that UTF-8 never holds.

mod by_hand;
mod json;
mod row;

use csv::{ByteRecord, StringRecord};
use nom::bytes::complete::take_till;
use nom::character::complete::{char, newline};
use nom::multi::separated_list0;
use nom::sequence::terminated;
use nom::{IResult, Parser};
use simd_csv::{Splitter, SplitterBuilder, ZeroCopyReader, ZeroCopyReaderBuilder};

use crate::Contestant;
use crate::bodies::Body;
use crate::checksum::{self, Checksum};
use by_hand::ByHand;
use row::{Chrono, Row};

const CSV: &str = "csv `ByteRecord`";
const CSV_BY_HAND: &str = "csv `ByteRecord`, conversions by hand";
const CSV_SERDE: &str = "csv + serde + chrono";
const CSV_JSON: &str = "csv + serde + chrono + serde_json";
const SIMD: &str = "simd-csv zero-copy";
const SIMD_BY_HAND: &str = "simd-csv zero-copy, conversions by hand";
const SIMD_SPLITTER: &str = "simd-csv `Splitter` (counts no fields)";
const LINES: &str = "`str::lines` (counts no fields)";
const SPLIT: &str = "`str::lines` + `split`";
const NOM: &str = "nom as first written";

pub const RECORDS: &[Contestant] = &[
    Contestant { name: SIMD, run: simd_records },
    Contestant { name: SIMD_SPLITTER, run: simd_splitter },
    Contestant { name: LINES, run: lines },
    Contestant { name: CSV, run: csv_records },
];
pub const FIELDS: &[Contestant] = &[
    Contestant { name: SIMD, run: simd_fields },
    Contestant { name: SPLIT, run: split_fields },
    Contestant { name: CSV, run: csv_fields },
    Contestant { name: NOM, run: nom_fields },
];
pub const SESSIONS: &[Contestant] = &[
    Contestant { name: SIMD_BY_HAND, run: simd_sessions },
    Contestant { name: CSV_BY_HAND, run: csv_sessions },
    Contestant { name: CSV_SERDE, run: serde_sessions },
];
pub const COLLECTED: &[Contestant] = &[
    Contestant { name: SIMD_BY_HAND, run: simd_collected },
    Contestant { name: CSV_BY_HAND, run: csv_collected },
    Contestant { name: CSV_SERDE, run: serde_collected },
];
pub const JSON: &[Contestant] = &[Contestant { name: CSV_JSON, run: json::sessions }];

const NEVER_IN_UTF_8: u8 = 0xff;
const OK: &str = "an undamaged row";

/// A large body deserves a large buffer; a small one should not pay for it.
fn buffer(body: &Body) -> usize {
    body.bytes().min(64 * 1024)
}

fn csv_reader(body: &Body) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(b'|')
        .quoting(false)
        .flexible(false)
        .buffer_capacity(buffer(body))
        .from_reader(body.table().as_bytes())
}

fn simd_reader(body: &Body) -> ZeroCopyReader<&[u8]> {
    ZeroCopyReaderBuilder::with_capacity(buffer(body))
        .delimiter(b'|')
        .quote(NEVER_IN_UTF_8)
        .from_reader(body.table().as_bytes())
}

fn columns(body: &Body) -> usize {
    8 + body.version().custom_fields() + 5
}

fn csv_records(body: &Body) -> u64 {
    let (mut reader, mut record, mut count) = (csv_reader(body), ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record).expect(OK) {
        count += 1;
    }
    count
}

fn simd_records(body: &Body) -> u64 {
    let (mut reader, mut count) = (simd_reader(body), 0);
    while reader.read_byte_record().expect(OK).is_some() {
        count += 1;
    }
    count
}

fn simd_splitter(body: &Body) -> u64 {
    let mut splitter: Splitter<_> = SplitterBuilder::with_capacity(buffer(body))
        .delimiter(b'|')
        .quote(NEVER_IN_UTF_8)
        .from_reader(body.table().as_bytes());
    splitter.count_records().expect(OK)
}

fn lines(body: &Body) -> u64 {
    body.table().lines().skip(1).filter(|line| !line.is_empty()).count() as u64
}

fn csv_fields(body: &Body) -> u64 {
    let (mut reader, mut record, mut sum) = (csv_reader(body), ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record).expect(OK) {
        for field in &record {
            sum += field.len() as u64;
        }
    }
    sum
}

fn simd_fields(body: &Body) -> u64 {
    let (mut reader, mut sum) = (simd_reader(body), 0);
    while let Some(record) = reader.read_byte_record().expect(OK) {
        for field in record.iter() {
            sum += field.len() as u64;
        }
    }
    sum
}

fn split_fields(body: &Body) -> u64 {
    let mut sum = 0;
    for line in body.table().lines().skip(1) {
        for field in line.split('|') {
            sum += field.len() as u64;
        }
    }
    sum
}

fn nom_fields(body: &Body) -> u64 {
    let (mut rest, _) = nom_row(body.table()).expect("a header");
    let mut sum = 0;
    while !rest.is_empty() {
        let (behind, fields) = nom_row(rest).expect(OK);
        rest = behind;
        for field in fields {
            sum += field.len() as u64;
        }
    }
    sum
}

fn nom_row(input: &str) -> IResult<&str, Vec<&str>> {
    let field = take_till(|c| c == '|' || c == '\n');
    terminated(separated_list0(char('|'), field), newline).parse(input)
}

fn csv_sessions(body: &Body) -> u64 {
    let (mut reader, mut record, mut sum) = (csv_reader(body), ByteRecord::new(), Checksum::default());
    while reader.read_byte_record(&mut record).expect(OK) {
        by_hand::row(columns(body), |column| record.get(column)).expect(OK).add_to(&mut sum);
    }
    sum.get()
}

fn simd_sessions(body: &Body) -> u64 {
    let (mut reader, mut sum) = (simd_reader(body), Checksum::default());
    while let Some(record) = reader.read_byte_record().expect(OK) {
        by_hand::row(columns(body), |column| record.get(column)).expect(OK).add_to(&mut sum);
    }
    sum.get()
}

fn serde_sessions(body: &Body) -> u64 {
    let mut reader = csv_reader(body);
    let headers = reader.headers().expect("a header").clone();
    let (mut record, mut sum) = (StringRecord::new(), Checksum::default());
    while reader.read_record(&mut record).expect(OK) {
        let row: Row<&str, Chrono> = record.deserialize(Some(&headers)).expect(OK);
        row.add_to(&mut sum);
    }
    sum.get()
}

fn csv_collected(body: &Body) -> u64 {
    let (mut reader, mut record, mut rows) = (csv_reader(body), ByteRecord::new(), Vec::new());
    while reader.read_byte_record(&mut record).expect(OK) {
        let row: Row<&str, ByHand> = by_hand::row(columns(body), |column| record.get(column)).expect(OK);
        rows.push(row.into_owned());
    }
    of_rows(&rows)
}

fn simd_collected(body: &Body) -> u64 {
    let (mut reader, mut rows) = (simd_reader(body), Vec::new());
    while let Some(record) = reader.read_byte_record().expect(OK) {
        rows.push(by_hand::row(columns(body), |column| record.get(column)).expect(OK).into_owned());
    }
    of_rows(&rows)
}

fn serde_collected(body: &Body) -> u64 {
    let rows: Vec<Row<String, Chrono>> = csv_reader(body).deserialize().collect::<Result<_, _>>().expect(OK);
    of_rows(&rows)
}

fn of_rows<T>(rows: &[Row<String, T>]) -> u64 {
    checksum::of_list(rows.len(), rows.last().map_or(0, |row| row.id))
}

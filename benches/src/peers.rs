//! The workloads with other crates, each used as its documentation recommends for speed.
//!
//! The peers do not know return values, so they start at the header. Quoting is off, because the format has none. A reader
//! that cannot turn quoting off gets a quote byte that never occurs in UTF-8.

mod by_hand;
mod json;

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
use crate::measure::Written;
use crate::row::{Chrono, Row};
use by_hand::ByHand;

const CSV: &str = "csv `ByteRecord`";
const CSV_BY_HAND: &str = "csv `ByteRecord`, conversions by hand";
const CSV_SERDE: &str = "csv + serde + chrono";
const CSV_WRITER: &str = "csv `ByteRecord` + csv `Writer`";
const CSV_JSON: &str = "csv + serde + chrono + serde_json";
const SIMD: &str = "simd-csv zero-copy";
const SIMD_BY_HAND: &str = "simd-csv zero-copy, conversions by hand";
const SIMD_SPLITTER: &str = "simd-csv `Splitter` (counts no fields)";
const LINES: &str = "`str::lines` (counts no fields)";
const SPLIT: &str = "`str::lines` + `split`";
const NOM: &str = "nom `separated_list0`";

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
pub const DESERIALIZED: &[Contestant] = &[Contestant { name: CSV_SERDE, run: serde_sessions }];
pub const COLLECTED: &[Contestant] = &[
    Contestant { name: SIMD_BY_HAND, run: simd_collected },
    Contestant { name: CSV_BY_HAND, run: csv_collected },
    Contestant { name: CSV_SERDE, run: serde_collected },
];
pub const WRITTEN: &[Contestant] = &[Contestant { name: CSV_WRITER, run: csv_written }];
pub const JSON: &[Contestant] = &[Contestant { name: CSV_JSON, run: json::sessions }];

const NEVER_IN_UTF_8: u8 = 0xff;
const WELL_FORMED: &str = "a well-formed row";

/// The capacity of a buffer: large for a large body, small for a small body, which should not pay for more.
fn buffer_capacity(body: &Body) -> usize {
    body.bytes().min(64 * 1024)
}

fn csv_reader(body: &Body) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(b'|')
        .quoting(false)
        .flexible(false)
        .buffer_capacity(buffer_capacity(body))
        .from_reader(body.table().as_bytes())
}

fn simd_reader(body: &Body) -> ZeroCopyReader<&[u8]> {
    ZeroCopyReaderBuilder::with_capacity(buffer_capacity(body))
        .delimiter(b'|')
        .quote(NEVER_IN_UTF_8)
        .from_reader(body.table().as_bytes())
}

fn columns(body: &Body) -> usize {
    8 + body.version().custom_fields() + 5
}

fn csv_records(body: &Body) -> u64 {
    let (mut reader, mut record, mut count) = (csv_reader(body), ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record).expect(WELL_FORMED) {
        count += 1;
    }
    count
}

fn simd_records(body: &Body) -> u64 {
    let (mut reader, mut count) = (simd_reader(body), 0);
    while reader.read_byte_record().expect(WELL_FORMED).is_some() {
        count += 1;
    }
    count
}

fn simd_splitter(body: &Body) -> u64 {
    let mut splitter: Splitter<_> = SplitterBuilder::with_capacity(buffer_capacity(body))
        .delimiter(b'|')
        .quote(NEVER_IN_UTF_8)
        .from_reader(body.table().as_bytes());
    splitter.count_records().expect(WELL_FORMED)
}

fn lines(body: &Body) -> u64 {
    body.table().lines().skip(1).filter(|line| !line.is_empty()).count() as u64
}

fn csv_fields(body: &Body) -> u64 {
    let (mut reader, mut record, mut sum) = (csv_reader(body), ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record).expect(WELL_FORMED) {
        for field in &record {
            sum += field.len() as u64;
        }
    }
    sum
}

fn simd_fields(body: &Body) -> u64 {
    let (mut reader, mut sum) = (simd_reader(body), 0);
    while let Some(record) = reader.read_byte_record().expect(WELL_FORMED) {
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
        let (next, fields) = nom_row(rest).expect(WELL_FORMED);
        rest = next;
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
    while reader.read_byte_record(&mut record).expect(WELL_FORMED) {
        by_hand::row(columns(body), |column| record.get(column)).expect(WELL_FORMED).add_to(&mut sum);
    }
    sum.get()
}

fn simd_sessions(body: &Body) -> u64 {
    let (mut reader, mut sum) = (simd_reader(body), Checksum::default());
    while let Some(record) = reader.read_byte_record().expect(WELL_FORMED) {
        by_hand::row(columns(body), |column| record.get(column)).expect(WELL_FORMED).add_to(&mut sum);
    }
    sum.get()
}

fn serde_sessions(body: &Body) -> u64 {
    let mut reader = csv_reader(body);
    let headers = reader.headers().expect("a header").clone();
    let (mut record, mut sum) = (StringRecord::new(), Checksum::default());
    while reader.read_record(&mut record).expect(WELL_FORMED) {
        let row: Row<&str, Chrono> = record.deserialize(Some(&headers)).expect(WELL_FORMED);
        row.add_to(&mut sum);
    }
    sum.get()
}

fn csv_collected(body: &Body) -> u64 {
    let (mut reader, mut record, mut rows) = (csv_reader(body), ByteRecord::new(), Vec::new());
    while reader.read_byte_record(&mut record).expect(WELL_FORMED) {
        let row: Row<&str, ByHand> = by_hand::row(columns(body), |column| record.get(column)).expect(WELL_FORMED);
        rows.push(row.into_owned());
    }
    of_rows(&rows)
}

/// The values are not parsed.
fn csv_written(body: &Body) -> u64 {
    let (mut reader, mut record, mut to) = (csv_reader(body), ByteRecord::new(), Written::default());
    let mut writer = csv::WriterBuilder::new().delimiter(b'|').quote_style(csv::QuoteStyle::Never).from_writer(&mut to);
    while reader.read_byte_record(&mut record).expect(WELL_FORMED) {
        writer.write_byte_record(&record).expect("the writer cannot fail");
    }
    writer.flush().expect("the writer cannot fail");
    drop(writer);
    to.bytes
}

fn simd_collected(body: &Body) -> u64 {
    let (mut reader, mut rows) = (simd_reader(body), Vec::new());
    while let Some(record) = reader.read_byte_record().expect(WELL_FORMED) {
        rows.push(by_hand::row(columns(body), |column| record.get(column)).expect(WELL_FORMED).into_owned());
    }
    of_rows(&rows)
}

fn serde_collected(body: &Body) -> u64 {
    let rows: Vec<Row<String, Chrono>> = csv_reader(body).deserialize().collect::<Result<_, _>>().expect(WELL_FORMED);
    of_rows(&rows)
}

fn of_rows<T>(rows: &[Row<String, T>]) -> u64 {
    checksum::of_list(rows.len(), rows.last().map_or(0, |row| row.id))
}

//! `csv`: RFC 4180 quoting, with the column names of the header.

use std::io::{self, Write};

use csv::StringRecord;
use rescue_sessions::{DecodedSessions, Error, OwnedSession, Session};

use crate::Outcome;
use crate::args::Csv;
use crate::input::read::{Filter, Sink, read};
use crate::input::response::Input;
use crate::input::row::Row;
use crate::input::schema::Schema;
use crate::output::csv_lines::CsvLines;
use crate::output::terminal;
use crate::output::text::{escaped, escaped_lines};

/// Printed for a withheld value. An empty cell would look like an empty value.
const WITHHELD: &str = "(withheld)";
/// What a spreadsheet takes for the start of a formula, or skips before one.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
/// How many values that have no column are listed before they are only counted.
const MAX_LISTED: usize = 10;

pub(crate) fn run(input: &mut Input, args: &Csv) -> io::Result<Outcome> {
    let schema = input.schema()?;
    let columns = schema.select(&args.select.columns)?;
    let out = CsvLines::new(io::stdout().lock(), args.crlf);
    let is_for_terminal = terminal::is_output();
    let has_all_columns = columns.is_none();
    let is_raw = has_all_columns && !args.for_spreadsheets && !is_for_terminal;
    let cells = Cells { is_for_spreadsheets: args.for_spreadsheets, is_for_terminal };
    let columns = columns.unwrap_or_else(|| schema.all());
    let delimiter = match input.delimiter().as_str().as_bytes() {
        [byte] => Some(*byte),
        _ => None,
    };
    let mut sink = CsvSink {
        out,
        schema,
        columns,
        cells,
        is_raw,
        delimiter,
        has_all_columns,
        record: StringRecord::new(),
        lost: Lost::default(),
    };
    sink.write_names()?;
    let errors = read(input, Filter::new(&args.select.status), &mut sink);
    sink.out.flush()?;
    let mut errors = errors?;
    errors.add_lost(sink.lost.count, sink.lost.messages);
    errors.print();
    Ok(errors.outcome())
}

struct CsvSink<W: Write> {
    out: CsvLines<W>,
    schema: Schema,
    columns: Vec<usize>,
    cells: Cells,
    /// Whether the fields of a text response are written as they are.
    is_raw: bool,
    /// The delimiter of the response, if it is one byte.
    delimiter: Option<u8>,
    has_all_columns: bool,
    record: StringRecord,
    lost: Lost,
}

impl<W: Write> CsvSink<W> {
    fn write_names(&mut self) -> io::Result<()> {
        if self.columns.is_empty() {
            return Ok(());
        }
        for &index in &self.columns {
            self.cells.write(&mut self.out, &self.schema.fields[index].name, false);
        }
        self.out.end_record()
    }

    /// Writes the fields of a text response as they are.
    fn write_raw(&mut self, session: &Session<'_>, sessions: &DecodedSessions<'_>) -> io::Result<()> {
        if let Some(delimiter) = self.delimiter
            && session.damage().is_empty()
            && self.out.whole_record(session.as_str(), delimiter, self.columns.len())?
        {
            return Ok(());
        }
        sessions.last_fields().for_each(|field| self.out.field(field.unwrap_or(WITHHELD)));
        self.out.end_record()
    }
}

impl<W: Write> Sink for CsvSink<W> {
    fn session(&mut self, session: &Row<'_, '_>) -> io::Result<()> {
        match session {
            Row::Text(session, sessions) if self.is_raw => return self.write_raw(session, sessions),
            Row::Text(..) => {}
            Row::Soap(session) if self.has_all_columns => self.lost.add(session, &self.schema),
            Row::Soap(_) => {}
        }
        session.copy_to(&mut self.record, &self.schema, WITHHELD);
        for &index in &self.columns {
            let is_integer = self.schema.fields[index].kind.is_integer();
            self.cells.write(&mut self.out, self.record.get(index).unwrap_or_default(), is_integer);
        }
        self.out.end_record()
    }

    fn error(&mut self, _: &Error, _: u64) -> io::Result<()> {
        self.lost.record += 1;
        Ok(())
    }
}

/// Values of unknown columns that appear after the line with the names.
#[derive(Default)]
struct Lost {
    /// The number of the last record.
    record: u64,
    count: u64,
    messages: Vec<String>,
}

impl Lost {
    fn add(&mut self, session: &OwnedSession, schema: &Schema) {
        self.record += 1;
        for field in schema.missing(session) {
            self.count += 1;
            if self.messages.len() < MAX_LISTED {
                let (record, name) = (self.record, escaped(&field.name));
                self.messages
                    .push(format!("record {record}: column {name} is not in the first sessions, so not in the output"));
            }
        }
    }
}

/// How a value is written.
struct Cells {
    is_for_spreadsheets: bool,
    is_for_terminal: bool,
}

impl Cells {
    fn write(&self, out: &mut CsvLines<impl Write>, text: &str, is_integer: bool) {
        let mut text = if self.is_for_terminal { escaped_lines(text) } else { text.into() };
        if self.is_for_spreadsheets && !is_integer && text.starts_with(FORMULA_STARTS) {
            text = format!("'{text}").into();
        }
        out.field(&text);
    }
}

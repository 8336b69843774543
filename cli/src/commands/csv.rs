//! `csv`: RFC 4180 quoting, with the column names of the header.

use std::io::{self, Write};

use csv::{StringRecord, Terminator, Writer, WriterBuilder};
use rescue_sessions::{Error, OwnedSession};

use crate::Outcome;
use crate::args::Csv;
use crate::input::read::{Filter, Sink, read};
use crate::input::response::Input;
use crate::input::row::Row;
use crate::input::schema::Schema;
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
    let terminator = if args.crlf { Terminator::CRLF } else { Terminator::Any(b'\n') };
    let mut out = WriterBuilder::new();
    let out = out.terminator(terminator).buffer_capacity(1 << 16).from_writer(io::stdout().lock());
    let is_for_terminal = terminal::is_output();
    let has_all_columns = columns.is_none();
    let is_raw = has_all_columns && !args.for_spreadsheets && !is_for_terminal;
    let cells = Cells { is_for_spreadsheets: args.for_spreadsheets, is_for_terminal };
    let columns = columns.unwrap_or_else(|| schema.all());
    let mut sink = CsvSink {
        out,
        schema,
        columns,
        cells,
        is_raw,
        has_all_columns,
        record: StringRecord::new(),
        lost: Lost::default(),
    };
    sink.write_names()?;
    let mut errors = read(input, Filter::new(&args.select.status), &mut sink)?;
    sink.out.flush()?;
    errors.add_lost(sink.lost.count, sink.lost.messages);
    errors.print();
    Ok(errors.outcome())
}

struct CsvSink<W: Write> {
    out: Writer<W>,
    schema: Schema,
    columns: Vec<usize>,
    cells: Cells,
    /// Whether the fields of a text response are written as they are.
    is_raw: bool,
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
            self.cells.write(&mut self.out, &self.schema.fields[index].name, false)?;
        }
        end_row(&mut self.out)
    }
}

impl<W: Write> Sink for CsvSink<W> {
    fn session(&mut self, session: &Row<'_, '_>) -> io::Result<()> {
        match session {
            Row::Text(_, sessions) if self.is_raw => {
                let fields = sessions.last_fields().map(|field| field.unwrap_or(WITHHELD));
                return self.out.write_record(fields).map_err(io_error);
            }
            Row::Text(..) => {}
            Row::Soap(session) if self.has_all_columns => self.lost.add(session, &self.schema),
            Row::Soap(_) => {}
        }
        session.copy_to(&mut self.record, &self.schema, WITHHELD);
        for &index in &self.columns {
            let is_integer = self.schema.fields[index].kind.is_integer();
            self.cells.write(&mut self.out, self.record.get(index).unwrap_or_default(), is_integer)?;
        }
        end_row(&mut self.out)
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
        let columns = session.unknown_columns.iter().filter(|(_, text)| text.is_some());
        for (name, _) in columns.filter(|(name, _)| !schema.has_unknown(name)) {
            self.count += 1;
            if self.messages.len() < MAX_LISTED {
                let (record, name) = (self.record, escaped(name));
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
    fn write(&self, out: &mut Writer<impl Write>, text: &str, is_integer: bool) -> io::Result<()> {
        let mut text = if self.is_for_terminal { escaped_lines(text) } else { text.into() };
        if self.is_for_spreadsheets && !is_integer && text.starts_with(FORMULA_STARTS) {
            text = format!("'{text}").into();
        }
        out.write_field(text.as_bytes()).map_err(io_error)
    }
}

fn end_row(out: &mut Writer<impl Write>) -> io::Result<()> {
    out.write_record(None::<&[u8]>).map_err(io_error)
}

/// `io::Error::from` of the csv crate loses `ErrorKind::BrokenPipe`.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

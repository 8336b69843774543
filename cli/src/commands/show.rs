//! `show`: a table for a terminal.

use std::io::{self, BufWriter, Write};

use csv::StringRecord;

use crate::Outcome;
use crate::args::Show;
use crate::input::errors::Errors;
use crate::input::read::{Filter, Sink, read};
use crate::input::response::{Input, MAX_SAMPLE};
use crate::input::row::Row;
use crate::input::schema::Schema;
use crate::output::terminal::{self, Styles};
use crate::output::text::{counted, escaped};
use crate::output::width::{cut, width};
use crate::output::wrap::{list, wrapped};
use crate::table::cells::{Cells, WITHHELD, cell};
use crate::table::grid::{DAMAGED, Table};
use crate::table::layout::{self, Measure};
use crate::table::order::Order;

/// The widths are decided when the first rows have so many bytes, so that memory is bounded.
const MAX_SAMPLE_LEN: usize = 1 << 20;
/// The most sessions that are sorted, unless the user sets a limit.
const MAX_SORTED: usize = 1_000;
/// A longer name of a column is cut.
const MAX_NAME: usize = 40;

pub(crate) fn run(input: &mut Input, args: &Show) -> io::Result<Outcome> {
    let schema = input.schema()?;
    let selected = schema.select(&args.select.columns)?;
    let order = match &args.sort {
        Some(name) => {
            let field = schema.fields[schema.find(name)?].clone();
            Some(Order::new(field, args.reverse, args.limit.unwrap_or(MAX_SORTED)))
        }
        None => None,
    };
    let out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut sink = ShowSink::new(out, schema, selected, order, args.limit);
    let errors = read(input, Filter::new(&args.select.status), &mut sink)?;
    sink.finish(&errors)?;
    errors.print();
    Ok(errors.outcome())
}

struct ShowSink<W> {
    out: W,
    schema: Schema,
    names: Vec<String>,
    selected: Option<Vec<usize>>,
    order: Option<Order>,
    limit: Option<usize>,
    terminal: Option<usize>,
    /// The first rows, until the table is there.
    sample: Vec<Cells>,
    sample_len: usize,
    table: Option<Table>,
    /// The columns that are not in the table because they had no value, and whether they have one by now.
    empty: Vec<(usize, bool)>,
    /// The columns that have a value, but no room.
    no_room: Vec<usize>,
    record: StringRecord,
    counts: Counts,
}

#[derive(Default)]
struct Counts {
    sessions: usize,
    /// Those in the table.
    shown: usize,
    damaged: usize,
    withheld: usize,
    /// Values in columns of a SOAP response that appear too late.
    late: usize,
}

impl<W: Write> Sink for ShowSink<W> {
    fn session(&mut self, session: &Row<'_, '_>) -> io::Result<()> {
        self.counts.sessions += 1;
        if let (Row::Soap(session), None) = (session, &self.selected) {
            self.counts.late += self.schema.missing(session).count();
        }
        let is_damaged = session.is_damaged();
        if let Some(order) = &mut self.order {
            let (record, schema) = (&mut self.record, &self.schema);
            order.add(session, || {
                session.copy_to(record, schema, WITHHELD);
                Cells::new(record, schema, is_damaged)
            });
            return Ok(());
        }
        if self.limit.is_some_and(|limit| self.counts.shown >= limit) {
            return Ok(());
        }
        self.counts.shown += 1;
        self.counts.damaged += usize::from(is_damaged);
        self.counts.withheld += usize::from(session.has_withheld());
        session.copy_to(&mut self.record, &self.schema, WITHHELD);
        self.add(is_damaged)
    }
}

impl<W: Write> ShowSink<W> {
    fn new(out: W, schema: Schema, selected: Option<Vec<usize>>, order: Option<Order>, limit: Option<usize>) -> Self {
        let names = schema.fields.iter().map(|field| cut(&escaped(&field.name), MAX_NAME)).collect();
        ShowSink {
            out,
            names,
            selected,
            order,
            limit,
            terminal: terminal::width(),
            sample: Vec::new(),
            sample_len: 0,
            table: None,
            empty: Vec::new(),
            no_room: Vec::new(),
            record: StringRecord::new(),
            counts: Counts::default(),
            schema,
        }
    }

    /// Adds the row of the record to the table, or to the first rows.
    fn add(&mut self, is_damaged: bool) -> io::Result<()> {
        let Some(table) = &mut self.table else {
            let cells = Cells::new(&self.record, &self.schema, is_damaged);
            self.sample_len += cells.len();
            self.sample.push(cells);
            let is_full = self.sample.len() >= MAX_SAMPLE || self.sample_len >= MAX_SAMPLE_LEN;
            return if is_full { self.start_table() } else { Ok(()) };
        };
        let (record, fields) = (&self.record, &self.schema.fields);
        for (field, has_value) in &mut self.empty {
            *has_value |= record.get(*field).is_some_and(|text| !text.is_empty());
        }
        table.write_row(&mut self.out, is_damaged, |field| {
            cell(fields[field].kind, record.get(field).unwrap_or_default())
        })
    }

    /// Decides on the columns, and prints the first rows.
    fn start_table(&mut self) -> io::Result<()> {
        let values = |field: usize| self.sample.iter().map(|row| width(&row.texts[field])).max().unwrap_or_default();
        let measure = |(index, field): (usize, &crate::input::schema::Field)| Measure {
            kind: field.kind,
            values: values(index),
            name: width(&self.names[index]),
        };
        let measures: Vec<Measure> = self.schema.fields.iter().enumerate().map(measure).collect();
        let shown = match &self.selected {
            Some(fields) => layout::named(&measures, fields, self.terminal),
            None => layout::chosen(&measures, self.terminal),
        };
        let is_wanted = |field: usize| self.selected.as_ref().is_none_or(|fields| fields.contains(&field));
        let hidden = (0..measures.len()).filter(|&field| is_wanted(field) && shown.iter().all(|it| it.field != field));
        let (empty, no_room): (Vec<_>, Vec<_>) =
            hidden.partition(|&field| measures[field].values == 0 && self.selected.is_none());
        self.empty = empty.into_iter().map(|field| (field, false)).collect();
        self.no_room = no_room;
        let mut table = Table::new(shown, &self.schema, Styles::of_stdout());
        table.write_names(&mut self.out, &self.names)?;
        for row in self.sample.drain(..) {
            table.write_row(&mut self.out, row.is_damaged, |field| row.texts[field].as_str().into())?;
        }
        self.table = Some(table);
        Ok(())
    }

    /// Prints the rows that are left, and what the table does not say.
    fn finish(&mut self, errors: &Errors) -> io::Result<()> {
        if let Some(order) = self.order.take() {
            self.sample = order.into_rows();
            self.counts.shown = self.sample.len();
            self.counts.damaged = self.sample.iter().filter(|row| row.is_damaged).count();
            let is_withheld = |row: &&Cells| row.is_damaged && row.texts.iter().any(|text| text == WITHHELD);
            self.counts.withheld = self.sample.iter().filter(is_withheld).count();
        }
        if self.table.is_none() && !self.sample.is_empty() {
            self.start_table()?;
        }
        self.write_hidden_columns()?;
        let Counts { sessions, shown, damaged, withheld, .. } = self.counts;
        let count = match (sessions, errors.outcome()) {
            (0, Outcome::Success) => "no sessions".to_owned(),
            (0, _) => "no session could be read".to_owned(),
            _ if shown < sessions => format!("{shown} of {}", counted(sessions as u64, "session")),
            _ => counted(sessions as u64, "session"),
        };
        writeln!(self.out, "{count}")?;
        if damaged > 0 {
            self.write(&format!("{DAMAGED} damaged: a value contains a delimiter or a newline ({damaged})"))?;
        }
        if withheld > 0 {
            self.write(&format!("{WITHHELD} withheld: the value is not certain ({withheld})"))?;
        }
        self.out.flush()
    }

    fn write_hidden_columns(&mut self) -> io::Result<()> {
        let empty = |has_value: bool| self.empty.iter().filter(move |it| it.1 == has_value).map(|it| it.0).collect();
        let late = format!("no value in the first {MAX_SAMPLE} rows");
        let lists: [(&str, Vec<usize>); 3] =
            [("no room for", self.no_room.clone()), ("empty", empty(false)), (&late, empty(true))];
        for (label, fields) in lists.iter().filter(|(_, fields)| !fields.is_empty()) {
            let names: Vec<&str> = fields.iter().map(|&field| self.names[field].as_str()).collect();
            let list = format!("{label}: {}", list(names));
            self.write(&list)?;
        }
        match self.counts.late {
            0 => Ok(()),
            late => self.write(&format!("{} of columns that only later sessions have", counted(late as u64, "value"))),
        }
    }

    /// Writes a text in lines that fit.
    fn write(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", wrapped(text, 2, self.terminal.unwrap_or(usize::MAX)))
    }
}

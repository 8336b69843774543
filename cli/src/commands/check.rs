//! `check`: a report about a response.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};

use rescue_sessions::{Delimiter, Error, ErrorKind, Header, OwnedSession, Scope, Status};

use crate::args::Check;
use crate::input::bytes::Bytes;
use crate::input::errors::Errors;
use crate::input::guess::MAX_PRINTED;
use crate::input::history::{History, LineEndings};
use crate::input::read::{Filter, Sink, read};
use crate::input::response::{Input, Reader, io_error};
use crate::input::row::Row;
use crate::output::problems::{Problem, ProblemCounts};
use crate::output::terminal::{self, Styles};
use crate::output::text::{counted, escaped};
use crate::output::wrap::{labelled, list};
use crate::{Outcome, start};

/// The most names of unknown columns that are listed for a SOAP response.
const MAX_NAMES: usize = 256;

pub(crate) fn run(args: &Check) -> io::Result<Outcome> {
    let mut bytes = Bytes::open(args.source.file.as_deref())?;
    bytes.endings = Some(LineEndings::default());
    bytes.history = args.excerpts.then(History::default);
    let mut input = Input::new(bytes, args.source.format)?;
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let result = start(&mut input, |_| Ok(Outcome::Success), |input, error| failed(&mut out, input, error))?;
    let outcome = if result == Outcome::NoList { result } else { report(&mut out, &mut input, args.summary)? };
    out.flush()?;
    Ok(outcome)
}

/// The report about a response that is not a session list.
fn failed(out: &mut impl Write, input: &Input, error: &Error) -> io::Result<()> {
    let value = match error.kind() {
        ErrorKind::Failure(value) => value.to_string(),
        _ if error.scope() == Scope::Response => "none".to_owned(),
        _ => "OK".to_owned(), // an error of the header implies it
    };
    writeln!(out, "return value  {}", escaped(&value))?;
    let max = terminal::width();
    Problem::of(error, 1).write(out, input.bytes().history.as_ref(), max, Styles::of_stdout())?;
    out.flush()
}

fn report(out: &mut impl Write, input: &mut Input, is_summary: bool) -> io::Result<Outcome> {
    writeln!(out, "return value  OK")?;
    let delimiter = input.delimiter();
    match &mut input.reader {
        Reader::Text(reader) => write_header(out, &reader.header().map_err(io_error)?, delimiter)?,
        Reader::Soap(soap) => writeln!(out, "format        SOAP, {}", soap.version().map_err(io_error)?)?,
    }
    let mut check = CheckSink::new(out, is_summary);
    let errors = read(input, Filter::all(), &mut check)?;
    check.write_totals(&errors, input)?;
    Ok(errors.outcome())
}

struct CheckSink<'o, W> {
    out: &'o mut W,
    /// Instead of a list.
    problem_counts: Option<ProblemCounts>,
    problems: Vec<Problem>,
    counts: Counts,
    statuses: BTreeMap<Status<'static>, u64>,
    unknown_columns: BTreeSet<String>,
    max: Option<usize>,
    styles: Styles,
}

/// Counts of sessions.
#[derive(Default)]
struct Counts {
    sessions: u64,
    /// Damaged sessions with all values.
    joined: u64,
    /// Damaged sessions with withheld values.
    withheld: u64,
    unknown_status: u64,
    empty_status: u64,
}

impl<W: Write> Sink for CheckSink<'_, W> {
    fn session(&mut self, session: &Row<'_, '_>) -> io::Result<()> {
        self.counts.sessions += 1;
        match session {
            Row::Text(session, _) if !session.damage().is_empty() => {
                let is_withheld = session.has_withheld();
                *(if is_withheld { &mut self.counts.withheld } else { &mut self.counts.joined }) += 1;
                self.problems.extend(session.damage().iter().map(Problem::of_damage));
            }
            Row::Text(..) => {}
            Row::Soap(session) => self.add_names(session),
        }
        match session.status() {
            Some(Status::Other(text)) if text.is_empty() => self.counts.empty_status += 1,
            Some(Status::Other(_)) => self.counts.unknown_status += 1,
            Some(known) => *self.statuses.entry(known.into_owned()).or_default() += 1,
            None => {}
        }
        Ok(())
    }

    fn error(&mut self, error: &Error, lines: u64) -> io::Result<()> {
        self.problems.push(Problem::of(error, lines));
        Ok(())
    }

    fn end_of_block(&mut self, history: Option<&History>) -> io::Result<()> {
        for problem in self.problems.drain(..) {
            match &mut self.problem_counts {
                Some(counts) => counts.add(&problem),
                None => problem.write(self.out, history, self.max, self.styles)?,
            }
        }
        Ok(())
    }
}

impl<'o, W: Write> CheckSink<'o, W> {
    fn new(out: &'o mut W, is_summary: bool) -> Self {
        CheckSink {
            out,
            problem_counts: is_summary.then(ProblemCounts::default),
            problems: Vec::new(),
            counts: Counts::default(),
            statuses: BTreeMap::new(),
            unknown_columns: BTreeSet::new(),
            max: terminal::width(),
            styles: Styles::of_stdout(),
        }
    }

    /// The unknown columns of a SOAP response, which has no header.
    fn add_names(&mut self, session: &OwnedSession) {
        for (name, _) in &session.unknown_columns {
            if self.unknown_columns.len() < MAX_NAMES && !self.unknown_columns.contains(name) {
                self.unknown_columns.insert(name.clone());
            }
        }
    }

    fn write_totals(&mut self, errors: &Errors, input: &Input) -> io::Result<()> {
        if let Some(counts) = &self.problem_counts {
            counts.write(self.out, self.max)?;
        }
        if !self.unknown_columns.is_empty() {
            let names: Vec<_> = self.unknown_columns.iter().map(|name| escaped(name)).collect();
            self.write("unknown", &list(names))?;
        }
        if let (Reader::Text(_), Some(endings)) = (&input.reader, &input.bytes().endings) {
            self.write("line endings", endings.name())?;
        }
        self.write("rows", &self.counts.rows(errors))?;
        if self.counts.joined + self.counts.withheld > 0 {
            self.write("damaged", &self.counts.damaged())?;
        }
        self.write_statuses()
    }

    fn write(&mut self, label: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", labelled(label, text, 2, self.max))
    }

    fn write_statuses(&mut self) -> io::Result<()> {
        let mut statuses: Vec<_> = self.statuses.iter().map(|(status, count)| (status.as_str(), *count)).collect();
        statuses.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        let Counts { unknown_status, empty_status, .. } = self.counts;
        let others = [("unknown, perhaps in another language", unknown_status), ("empty", empty_status)];
        statuses.extend(others.into_iter().filter(|(_, count)| *count > 0));
        let mut label = "statuses";
        for (status, count) in statuses {
            let text = format!("{count} {status}");
            writeln!(self.out, "{}", labelled(label, &text, 2, self.max))?;
            label = "";
        }
        Ok(())
    }
}

impl Counts {
    fn rows(&self, errors: &Errors) -> String {
        let mut rows = format!("{} read", counted(self.sessions, "session"));
        if errors.unreadable_records > 0 {
            rows += &format!(", {}", counted(errors.unreadable_records, "unreadable record"));
        }
        if errors.is_truncated {
            rows += ", the rest is unreadable";
        }
        rows
    }

    fn damaged(&self) -> String {
        let (complete, incomplete) = (counted(self.joined, "session"), counted(self.withheld, "session"));
        match (self.joined, self.withheld) {
            (_, 0) => format!("{complete} with all values"),
            (0, _) => format!("{incomplete} with withheld values"),
            _ => format!("{complete} with all values, {incomplete} with withheld values"),
        }
    }
}

/// The delimiter, or its length if it may be a secret.
fn delimiter_name(delimiter: Delimiter) -> String {
    match delimiter.as_str().chars().count() {
        1..=MAX_PRINTED => escaped(delimiter.as_str()).into_owned(),
        characters => counted(characters as u64, "character"),
    }
}

fn write_header(out: &mut impl Write, header: &Header<'_>, delimiter: Delimiter) -> io::Result<()> {
    let mut write = |label: &str, text: &str| writeln!(out, "{}", labelled(label, text, 2, terminal::width()));
    if header.is_empty() {
        return write("header", "none");
    }
    let trailing = if header.has_trailing_delimiter() { "at the end of each line too" } else { "between fields only" };
    write("header", &counted(header.len() as u64, "column"))?;
    write("delimiter", &format!("{} ({trailing})", delimiter_name(delimiter)))?;
    let missing: Vec<_> = header.missing_columns().map(|column| column.to_string()).collect();
    let unknown: Vec<_> = header.unknown_columns().map(escaped).collect();
    if !missing.is_empty() {
        write("missing", &list(missing))?;
    }
    if !unknown.is_empty() {
        write("unknown", &list(unknown))?;
    }
    Ok(())
}

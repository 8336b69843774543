//! `check`: a report about a response.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use annotate_snippets::Level;
use rescue_sessions::{Damage, Delimiter, Error, ErrorKind, Header, Position, Scope, Session, Status};

use crate::Outcome;
use crate::excerpt;
use crate::history::History;
use crate::input::{Input, io_error, next_block};
use crate::progress::Progress;
use crate::text::{counted, sanitized};

pub(crate) fn run(input: &mut Input, excerpts: bool) -> io::Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let outcome = report(&mut out, input, excerpts)?;
    out.flush()?;
    Ok(outcome)
}

pub(crate) fn failed(input: &Input, error: &Error, excerpts: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "return value  {}", return_value(error))?;
    Problem::of(error, 1).write(&mut out, excerpts.then(|| input.history()))?;
    out.flush()
}

/// The return value of a response with an error. A header error implies the return value `OK`.
fn return_value(error: &Error) -> String {
    match error.kind() {
        ErrorKind::Failure(value) => value.to_string(),
        _ if error.scope() == Scope::Response => "none".to_owned(),
        _ => "OK".to_owned(),
    }
}

fn report(out: &mut impl Write, input: &mut Input, excerpts: bool) -> io::Result<Outcome> {
    writeln!(out, "return value  OK")?;
    let delimiter = input.delimiter();
    write_header(out, &input.sessions.header().map_err(io_error)?, delimiter)?;
    let mut progress = Progress::new(input.len());
    let mut statuses: BTreeMap<Status<'static>, u64> = BTreeMap::new();
    let (mut unknown, mut empty) = (0, 0);
    let mut count = Count::default();
    let mut problems = Vec::new();
    loop {
        let Some(mut sessions) = next_block(input)? else { break };
        while let Some(session) = sessions.next() {
            match session {
                Ok(session) => {
                    count.add(&session);
                    problems.extend(session.damage().iter().map(Problem::of_damage));
                    match session.status() {
                        Some(Status::Other(text)) => *(if text.is_empty() { &mut empty } else { &mut unknown }) += 1,
                        Some(known) => *statuses.entry(known.into_owned()).or_default() += 1,
                        None => {}
                    }
                }
                Err(error) => {
                    count.errors += 1;
                    problems.push(Problem::of(&error, line_count(sessions.last_start(), sessions.position())));
                }
            }
        }
        progress.at(sessions.position().byte());
        drop(sessions);
        for problem in problems.drain(..) {
            problem.write(out, excerpts.then(|| input.history()))?;
        }
    }
    drop(progress);
    writeln!(out, "line endings  {}", input.history().line_endings())?;
    writeln!(out, "rows          {}", count.rows())?;
    if count.joined + count.withheld > 0 {
        writeln!(out, "damaged       {}", count.damaged())?;
    }
    write_statuses(out, statuses, [(unknown, "unknown, perhaps in another language"), (empty, "empty")])?;
    Ok(if count.errors + count.withheld == 0 { Outcome::AllRead } else { Outcome::NotAllRead })
}

/// Counts of sessions and errors.
#[derive(Default)]
struct Count {
    sessions: u64,
    errors: u64,
    /// Damaged sessions with all values.
    joined: u64,
    /// Damaged sessions with withheld values.
    withheld: u64,
}

impl Count {
    fn add(&mut self, session: &Session<'_>) {
        self.sessions += 1;
        match session.damage() {
            [] => {}
            _ if session.has_withheld() => self.withheld += 1,
            _ => self.joined += 1,
        }
    }

    fn rows(&self) -> String {
        let read = format!("{} read", counted(self.sessions, "session"));
        if self.errors == 0 { read } else { format!("{read}, {}", counted(self.errors, "unreadable record")) }
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

fn write_header(out: &mut impl Write, header: &Header<'_>, delimiter: Delimiter) -> io::Result<()> {
    if header.is_empty() {
        return writeln!(out, "header        none");
    }
    let trailing = if header.has_trailing_delimiter() { "at the end of each line too" } else { "between fields only" };
    writeln!(out, "header        {}", counted(header.len() as u64, "column"))?;
    writeln!(out, "delimiter     {} ({trailing})", sanitized(delimiter.as_str()))?;
    let missing: Vec<_> = header.missing_columns().map(|column| column.to_string()).collect();
    let unknown: Vec<_> = header.unknown_columns().map(sanitized).collect();
    if !missing.is_empty() {
        writeln!(out, "missing       {}", missing.join(", "))?;
    }
    if !unknown.is_empty() {
        writeln!(out, "unknown       {}", unknown.join(", "))?;
    }
    Ok(())
}

fn write_statuses(
    out: &mut impl Write,
    statuses: BTreeMap<Status<'_>, u64>,
    others: [(u64, &str); 2],
) -> io::Result<()> {
    let mut statuses: Vec<(String, u64)> = statuses.into_iter().map(|(status, n)| (status.to_string(), n)).collect();
    statuses.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    statuses.extend(others.into_iter().filter(|(count, _)| *count > 0).map(|(count, name)| (name.to_owned(), count)));
    let mut label = "statuses";
    for (status, count) in statuses {
        writeln!(out, "{label:<12}  {count} {status}")?;
        label = "";
    }
    Ok(())
}

/// The number of lines of a record or an error.
fn line_count(start: Position, next: Position) -> u64 {
    next.line() - start.line() + u64::from(next.column() > 1)
}

/// A damage or an error. It is written later, when the input is no longer borrowed.
struct Problem {
    level: Level,
    message: String,
    position: Position,
    len: usize,
}

impl Problem {
    fn of(error: &Error, lines: u64) -> Problem {
        let mut message = match error.position().record() {
            Some(record) => format!("record {record}: {}", error.kind()),
            None => error.kind().to_string(),
        };
        if lines > 1 {
            message += &format!(" ({lines} lines)");
        }
        Problem { level: Level::Error, message, position: error.position(), len: 0 }
    }

    fn of_damage(damage: &Damage<'_>) -> Problem {
        let names: Vec<_> = damage.columns().map(sanitized).collect();
        let outcome = match (damage.is_resolved(), names.len()) {
            (true, _) => "is joined (resolved)",
            (false, 1) => "is withheld (not resolved)",
            (false, _) => "are withheld (not resolved)",
        };
        let record = damage.position().record().unwrap_or_default();
        let message = format!("record {record}: {} {outcome}", names.join(", "));
        Problem { level: Level::Warning, message, position: damage.position(), len: damage.raw().len() }
    }

    /// Writes an excerpt if `excerpts` is given and still has the text, otherwise one line.
    fn write(self, out: &mut impl Write, excerpts: Option<&History>) -> io::Result<()> {
        let Problem { level, message, position, len } = self;
        match excerpts.and_then(|history| history.around(position.byte(), len)) {
            Some(around) => excerpt::write(out, level, &message, position, around),
            None => {
                let position = format!("{}:{}", position.line(), position.column());
                writeln!(out, "{position:<12}  {message}")
            }
        }
    }
}

//! `check`: what a person needs to know about a response.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::ops::Range;

use annotate_snippets::Level;
use rescue_sessions::{Damage, Error, ErrorKind, Header, Position, Session, SessionList, Status};

use crate::Outcome;
use crate::excerpt;
use crate::input::Input;
use crate::progress::Progress;
use crate::text::{counted, harmless};

pub(crate) fn run(input: &Input, list: &SessionList<'_>, excerpts: bool) -> io::Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    let outcome = report(&mut out, input, list, excerpts.then(|| input.body()))?;
    out.flush()?;
    Ok(outcome)
}

pub(crate) fn failed(input: &Input, error: &Error, excerpts: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "return value  {}", return_value(error))?;
    problem(&mut out, error, 1, excerpts.then(|| input.body()))?;
    out.flush()
}

/// Errors of the response as a whole come before any header.
fn return_value(error: &Error) -> String {
    match error.kind() {
        ErrorKind::Failure(value) => value.to_string(),
        kind if kind.is_of_response() => "none".to_owned(),
        _ => "OK".to_owned(),
    }
}

fn report(out: &mut impl Write, input: &Input, list: &SessionList<'_>, excerpts: Option<&[u8]>) -> io::Result<Outcome> {
    writeln!(out, "return value  OK")?;
    header(out, list.header(), input.delimiter())?;
    writeln!(out, "line ends     {}", line_ends(input.body()))?;
    let mut progress = Progress::new(input.body().len() as u64);
    let mut statuses: BTreeMap<Status<'static>, u64> = BTreeMap::new();
    let (mut unknown, mut empty) = (0, 0);
    let mut count = Count::default();
    let mut sessions = list.sessions();
    while let Some(session) = sessions.next() {
        match session {
            Ok(session) => {
                count.add(&session);
                for damage in session.damage() {
                    self::damage(out, damage, excerpts)?;
                }
                match session.status() {
                    Some(Status::Other(text)) => *(if text.is_empty() { &mut empty } else { &mut unknown }) += 1,
                    Some(known) => *statuses.entry(known.into_owned()).or_default() += 1,
                    None => {}
                }
            }
            Err(error) => {
                count.errors += 1;
                problem(out, &error, lines(input.body(), sessions.span()), excerpts)?;
            }
        }
        progress.at(sessions.position().byte());
    }
    drop(progress);
    writeln!(out, "rows          {}", count.rows())?;
    if count.joined + count.withheld > 0 {
        writeln!(out, "damaged       {}", count.damaged())?;
    }
    write_statuses(out, statuses, [(unknown, "not known, perhaps in another language"), (empty, "empty")])?;
    Ok(if count.errors + count.withheld == 0 { Outcome::AllRead } else { Outcome::NotAllRead })
}

/// What became of the rows.
#[derive(Default)]
struct Count {
    sessions: u64,
    errors: u64,
    /// Damaged, with all values.
    joined: u64,
    /// Damaged, with values that are withheld.
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
        if self.errors == 0 { read } else { format!("{read}, {} not", counted(self.errors, "record")) }
    }

    fn damaged(&self) -> String {
        let (all, some) = (counted(self.joined, "session"), counted(self.withheld, "session"));
        match (self.joined, self.withheld) {
            (_, 0) => format!("{all} with all values"),
            (0, _) => format!("{some} with values withheld"),
            _ => format!("{all} with all values, {some} with values withheld"),
        }
    }
}

fn header(out: &mut impl Write, header: &Header<'_>, delimiter: &str) -> io::Result<()> {
    if header.is_empty() {
        return writeln!(out, "header        none");
    }
    let trailing = if header.has_trailing_delimiter() { "one ends each line" } else { "none ends a line" };
    writeln!(out, "header        {}", counted(header.len() as u64, "column"))?;
    writeln!(out, "delimiter     {} ({trailing})", harmless(delimiter))?;
    let missing: Vec<_> = header.missing().map(|column| column.to_string()).collect();
    let unknown: Vec<_> = header.unknown().map(harmless).collect();
    if !missing.is_empty() {
        writeln!(out, "missing       {}", missing.join(", "))?;
    }
    if !unknown.is_empty() {
        writeln!(out, "not known     {}", unknown.join(", "))?;
    }
    Ok(())
}

fn line_ends(body: &[u8]) -> &'static str {
    let lines = body.split_inclusive(|&byte| byte == b'\n').filter(|line| line.ends_with(b"\n"));
    let (mut lf, mut crlf) = (false, false);
    for line in lines {
        *(if line.ends_with(b"\r\n") { &mut crlf } else { &mut lf }) = true;
    }
    match (lf, crlf) {
        (true, true) => "LF and CRLF",
        (true, false) => "LF",
        (false, true) => "CRLF",
        (false, false) => "none",
    }
}

fn write_statuses(
    out: &mut impl Write,
    statuses: BTreeMap<Status<'_>, u64>,
    others: [(u64, &str); 2],
) -> io::Result<()> {
    let mut statuses: Vec<(String, u64)> = statuses.into_iter().map(|(status, n)| (status.to_string(), n)).collect();
    statuses.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    statuses.extend(others.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| (what.to_owned(), count)));
    let mut name = "statuses";
    for (status, count) in statuses {
        writeln!(out, "{name:<12}  {count} {status}")?;
        name = "";
    }
    Ok(())
}

/// How many lines of the body a record or an error has.
fn lines(body: &[u8], span: Range<u64>) -> usize {
    let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(body.len());
    1 + body[place(span.start)..place(span.end)].iter().filter(|&&byte| byte == b'\n').count()
}

fn problem(out: &mut impl Write, error: &Error, lines: usize, excerpts: Option<&[u8]>) -> io::Result<()> {
    let mut what = match error.position().record() {
        Some(record) => format!("record {record}: {}", error.kind()),
        None => error.kind().to_string(),
    };
    if lines > 1 {
        what += &format!(" ({lines} lines)");
    }
    tell(out, Level::Error, &what, error.position(), 0, excerpts)
}

fn damage(out: &mut impl Write, damage: &Damage<'_>, excerpts: Option<&[u8]>) -> io::Result<()> {
    let names: Vec<_> = damage.columns().map(harmless).collect();
    let became = match (damage.is_resolved(), names.len()) {
        (true, _) => "is joined (resolved)",
        (false, 1) => "is withheld (not resolved)",
        (false, _) => "are withheld (not resolved)",
    };
    let record = damage.position().record().unwrap_or_default();
    let what = format!("record {record}: {} {became}", names.join(", "));
    tell(out, Level::Warning, &what, damage.position(), damage.raw().len(), excerpts)
}

/// One line, or an excerpt that points at so many bytes.
fn tell(
    out: &mut impl Write,
    level: Level,
    what: &str,
    place: Position,
    len: usize,
    excerpts: Option<&[u8]>,
) -> io::Result<()> {
    match excerpts {
        Some(body) => excerpt::write(out, level, what, place, len, body),
        None => {
            let place = format!("{}:{}", place.line(), place.column());
            writeln!(out, "{place:<12}  {what}")
        }
    }
}

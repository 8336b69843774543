//! `check`: what a person needs to know about a response.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use rescue_sessions::{Error, ErrorKind, Header, SessionList, Status};

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
    problem(&mut out, error, excerpts.then(|| input.body()))?;
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
    let (mut sessions, mut unknown, mut empty) = (0, 0, 0);
    let mut errors = 0;
    let mut iterator = list.sessions();
    while let Some(session) = iterator.next() {
        match session {
            Ok(session) => {
                sessions += 1;
                match session.status() {
                    Some(Status::Other(text)) => *(if text.is_empty() { &mut empty } else { &mut unknown }) += 1,
                    Some(known) => *statuses.entry(known.into_owned()).or_default() += 1,
                    None => {}
                }
            }
            Err(error) => {
                errors += 1;
                problem(out, &error, excerpts)?;
            }
        }
        progress.at(iterator.position().byte());
    }
    drop(progress);
    writeln!(out, "rows          {}", rows(sessions, errors))?;
    write_statuses(out, statuses, [(unknown, "not known, perhaps in another language"), (empty, "empty")])?;
    Ok(if errors == 0 { Outcome::AllRead } else { Outcome::NotAllRead })
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

fn rows(sessions: u64, errors: u64) -> String {
    match errors {
        0 => format!("{} read", counted(sessions, "session")),
        _ => format!("{} read, {} not", counted(sessions, "session"), counted(errors, "record")),
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

fn problem(out: &mut impl Write, error: &Error, excerpts: Option<&[u8]>) -> io::Result<()> {
    let what = match error.position().record() {
        Some(record) => format!("record {record}: {}", error.kind()),
        None => error.kind().to_string(),
    };
    match excerpts {
        Some(body) => excerpt::write(out, &what, error.position(), body),
        None => {
            let place = format!("{}:{}", error.position().line(), error.position().column());
            writeln!(out, "{place:<12}  {what}")
        }
    }
}

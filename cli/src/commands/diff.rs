//! `diff`: what changed between two responses.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use rescue_sessions::{Change, Changes, Error, OwnedSession, Status};
use serde::Serialize;

use crate::args::{Diff, Format};
use crate::input::errors::Errors;
use crate::input::read::{Filter, Sink, read};
use crate::input::response::Input;
use crate::input::row::Row;
use crate::output::safe_json;
use crate::output::stderr::print_message;
use crate::output::terminal::{self, Styles};
use crate::output::text::{counted, escaped};
use crate::output::width::{cut, width};
use crate::{Outcome, start};

pub(crate) fn run(args: &Diff) -> io::Result<Outcome> {
    if [&args.old, &args.new].iter().all(|file| file.as_path() == Path::new("-")) {
        return Err(io::Error::other("only one of the two responses can be standard input"));
    }
    let Some(old) = load(&args.old, args.format, "OLD")? else { return Ok(Outcome::NoList) };
    let Some(new) = load(&args.new, args.format, "NEW")? else { return Ok(Outcome::NoList) };
    let changes = Changes::between(&old.sessions, &new.sessions);
    let changes: Vec<_> = changes.iter().copied().filter(|change| is_certain(change, &old, &new)).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        for change in &changes {
            safe_json::write(&mut out, &JsonChange::of(change))?;
            writeln!(out)?;
        }
    } else {
        write(&mut out, &changes)?;
    }
    out.flush()?;
    for (list, hidden) in [(&old, "new"), (&new, "gone")] {
        if list.errors.is_truncated {
            print_message(format_args!("{} ends too early: {hidden} sessions are not reported", list.name));
        }
    }
    for List { errors, name, .. } in [&old, &new] {
        errors.print_of(name);
    }
    let is_complete = [&old, &new].iter().all(|list| list.errors.outcome() == Outcome::Success);
    Ok(match (changes.is_empty(), is_complete) {
        (false, _) => Outcome::Changed,
        (true, false) => Outcome::Incomplete,
        (true, true) => Outcome::Success,
    })
}

/// Whether a change does not come from a response that ends too early: what is not in it may be in the rest.
fn is_certain(change: &Change<'_>, old: &List, new: &List) -> bool {
    match change {
        Change::New(_) => !old.errors.is_truncated,
        Change::Gone(_) => !new.errors.is_truncated,
        _ => true,
    }
}

/// The sessions of a response, with the columns that are compared and printed only.
struct List {
    sessions: Vec<OwnedSession>,
    errors: Errors,
    name: &'static str,
}

/// `None`: the response is not a session list, and a message says so.
fn load(file: &Path, format: Format, name: &'static str) -> io::Result<Option<List>> {
    let mut input = Input::open(Some(file), format)?;
    let on_error = |_: &Input, _: &Error| {
        print_message(format_args!("{name} has no session list:"));
        Ok(())
    };
    if start(&mut input, |_| Ok(Outcome::Success), on_error)? == Outcome::NoList {
        return Ok(None);
    }
    let mut sink = Compared(Vec::new());
    let errors = read(&mut input, Filter::all(), &mut sink)?;
    Ok(Some(List { sessions: sink.0, errors, name }))
}

struct Compared(Vec<OwnedSession>);

impl Sink for Compared {
    fn session(&mut self, session: &Row<'_, '_>) -> io::Result<()> {
        let mut compared = OwnedSession::new(session.id());
        match session {
            Row::Text(session, _) => {
                compared.status = session.status().map(Status::into_owned);
                compared.technician_id = session.technician_id();
                compared.technician = session.technician().map(str::to_owned);
                compared.is_lead_technician = session.is_lead_technician();
            }
            Row::Soap(session) => {
                compared.status = session.status.clone();
                compared.status_code = session.status_code.clone();
                compared.technician_id = session.technician_id;
                compared.technician = session.technician.clone();
                compared.is_lead_technician = session.is_lead_technician;
            }
        }
        self.0.push(compared);
        Ok(())
    }
}

/// Writes a line for each change, then how many there are of each kind.
fn write(out: &mut impl Write, changes: &[Change<'_>]) -> io::Result<()> {
    let styles = Styles::of_stdout();
    let max = terminal::width();
    let ids = changes.iter().map(|change| change.id().to_string().len()).max().unwrap_or_default();
    for change in changes {
        let (sign, style, text) = describe(change);
        let line = format!("{:>ids$}  {:<11}  {text}", change.id(), label(change));
        let line = max.map_or(line.clone(), |max| cut(&line, max.saturating_sub(2).max(width(&line[..ids]))));
        writeln!(out, "{} {}", styles.paint(style, sign), line.trim_end())?;
    }
    let mut total = counted(changes.len() as u64, "change");
    let mut separator = ": ";
    for kind in ["new", "gone", "status", "picked up", "transferred"] {
        let count = changes.iter().filter(|change| label(change) == kind).count();
        if count > 0 {
            total += &format!("{separator}{kind} {count}");
            separator = ", ";
        }
    }
    writeln!(out, "{total}")
}

fn label(change: &Change<'_>) -> &'static str {
    match change {
        Change::New(_) => "new",
        Change::Gone(_) => "gone",
        Change::Status { .. } => "status",
        Change::PickedUp { .. } => "picked up",
        Change::Transferred { .. } => "transferred",
        _ => "changed",
    }
}

/// A sign, its style, and what changed.
fn describe(change: &Change<'_>) -> (char, Style, String) {
    let status = |session: &OwnedSession| {
        session.status.as_ref().map_or("?".to_owned(), |status| escaped(status.as_str()).into_owned())
    };
    match *change {
        Change::New(new) => ('+', AnsiColor::Green.on_default(), status(new) + &by(new)),
        Change::Gone(old) => ('-', AnsiColor::Red.on_default(), status(old) + &by(old)),
        Change::Status { old, new } => {
            ('~', AnsiColor::Yellow.on_default(), format!("{} → {}", status(old), status(new)))
        }
        Change::PickedUp { new, .. } => ('~', AnsiColor::Yellow.on_default(), format!("by {}", technician(new))),
        Change::Transferred { old, new } => {
            ('~', AnsiColor::Yellow.on_default(), format!("{} → {}", technician(old), technician(new)))
        }
        _ => ('~', Style::new(), String::new()),
    }
}

/// `, Jane Roe`, if there is a technician.
fn by(session: &OwnedSession) -> String {
    match session.technician_id {
        None | Some(0) => String::new(),
        Some(_) => format!(", {}", technician(session)),
    }
}

fn technician(session: &OwnedSession) -> String {
    match (session.technician.as_deref(), session.technician_id) {
        (_, Some(0)) => "nobody".to_owned(),
        (Some(name), _) if !name.is_empty() => escaped(name).into_owned(),
        (_, Some(id)) => format!("technician {id}"),
        (_, None) => "?".to_owned(),
    }
}

/// A line of `--json`: the latest values, and with `old_` those that changed.
#[derive(Serialize)]
struct JsonChange<'c> {
    change: &'static str,
    id: i64,
    technician_id: Option<i64>,
    technician: Option<&'c str>,
    status: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_status: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_technician_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_technician: Option<&'c str>,
}

impl<'c> JsonChange<'c> {
    fn of(change: &Change<'c>) -> JsonChange<'c> {
        let session = change.session();
        let status = |session: &'c OwnedSession| session.status.as_ref().map(Status::as_str);
        let old_status = match *change {
            Change::Status { old, .. } => Some(old),
            _ => None,
        };
        let old_technician = match *change {
            Change::PickedUp { old, .. } | Change::Transferred { old, .. } => Some(old),
            _ => None,
        };
        JsonChange {
            change: change.code(),
            id: session.id,
            technician_id: session.technician_id,
            technician: session.technician.as_deref(),
            status: status(session),
            old_status: old_status.and_then(status),
            old_technician_id: old_technician.and_then(|old| old.technician_id),
            old_technician: old_technician.and_then(|old| old.technician.as_deref()),
        }
    }
}

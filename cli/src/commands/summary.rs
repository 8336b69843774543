//! `summary`: how many sessions there are, and how long the queue is.

use std::io::{self, BufWriter, Write};

use rescue_sessions::{Column, Status, StatusCode};
use serde::Serialize;

use crate::Outcome;
use crate::input::errors::Errors;
use crate::input::read::{Filter, Sink, read};
use crate::input::response::Input;
use crate::input::row::{Row, Value};
use crate::input::schema::{Field, Kind};
use crate::output::bars::{self, Bar};
use crate::output::figures::{Tally, Times};
use crate::output::safe_json;
use crate::output::terminal::{self, Styles, status_style};
use crate::output::text::{counted, duration, escaped};
use crate::output::wrap::wrapped;

/// The most lines of a chart.
const MAX_BARS: usize = 10;
/// How many of the sessions that wait longest are listed.
const LONGEST: usize = 5;
/// The columns that are counted: the title, what an empty value means, and the column.
const GROUPS: [(&str, &str, Column); 4] = [
    ("Status", "(empty)", Column::Status),
    ("Channel", "(no channel)", Column::Entry),
    ("Technician", "(nobody)", Column::Technician),
    ("Language", "(empty)", Column::Language),
];

pub(crate) fn run(input: &mut Input, is_json: bool) -> io::Result<Outcome> {
    let mut summary = Summary::default();
    let errors = read(input, Filter::all(), &mut summary)?;
    let mut out = BufWriter::new(io::stdout().lock());
    if is_json {
        safe_json::write(&mut out, &summary.json(&errors))?;
        writeln!(out)?;
    } else {
        summary.write(&mut out, &errors)?;
    }
    out.flush()?;
    errors.print_totals();
    Ok(errors.outcome())
}

struct Summary {
    sessions: u64,
    damaged: u64,
    withheld: u64,
    /// Sessions whose status is not known, so that they may wait too.
    unknown: u64,
    fields: [Field; 4],
    tallies: [Tally; 4],
    times: Times,
    waiting: u64,
    /// Waiting time and ID, the longest first.
    longest: Vec<(i64, i64)>,
}

impl Default for Summary {
    fn default() -> Self {
        let field = |(_, _, column): (_, _, Column)| Field { name: column.to_string(), kind: Kind::Known(column) };
        Summary {
            sessions: 0,
            damaged: 0,
            withheld: 0,
            unknown: 0,
            fields: GROUPS.map(field),
            tallies: Default::default(),
            times: Times::default(),
            waiting: 0,
            longest: Vec::new(),
        }
    }
}

impl Sink for Summary {
    fn session(&mut self, session: &Row<'_, '_>) -> io::Result<()> {
        self.sessions += 1;
        self.damaged += u64::from(session.is_damaged());
        self.withheld += u64::from(session.has_withheld());
        for (field, tally) in self.fields.iter().zip(&mut self.tallies) {
            if let Some(Value::Text(text)) = session.value(field) {
                tally.add(text);
            }
        }
        match (session.status_code(), session.status()) {
            (Some(StatusCode::Waiting), _) | (_, Some(Status::Waiting)) => self.add_waiting(session),
            (None | Some(StatusCode::Other(_)), Some(Status::Other(_))) => self.unknown += 1,
            _ => {}
        }
        Ok(())
    }
}

impl Summary {
    fn add_waiting(&mut self, session: &Row<'_, '_>) {
        self.waiting += 1;
        let Some(seconds) = session.waiting_time() else { return };
        self.times.add(seconds);
        let place = self.longest.partition_point(|(longer, _)| *longer >= seconds);
        if place < LONGEST {
            self.longest.insert(place, (seconds, session.id()));
            self.longest.truncate(LONGEST);
        }
    }

    fn write(&self, out: &mut impl Write, errors: &Errors) -> io::Result<()> {
        let styles = Styles::of_stdout();
        let max = terminal::width().unwrap_or(usize::MAX);
        writeln!(out, "{}", wrapped(&self.damage_line(errors), 2, max))?;
        self.write_queue(out, styles)?;
        for ((title, empty, _), tally) in GROUPS.iter().zip(&self.tallies) {
            let bars = bars_of(title, empty, tally);
            if !bars.is_empty() {
                writeln!(out)?;
                bars::write(out, title, &bars, styles)?;
            }
        }
        Ok(())
    }

    /// `120 sessions; damaged: 3, with withheld values: 1; unreadable: 2`
    fn damage_line(&self, errors: &Errors) -> String {
        let mut line = counted(self.sessions, "session");
        let mut separator = "; ";
        let unreadable = errors.unreadable_records;
        for (label, count) in
            [("damaged", self.damaged), ("with withheld values", self.withheld), ("unreadable", unreadable)]
        {
            if count > 0 {
                line += &format!("{separator}{label}: {count}");
                separator = ", ";
            }
        }
        if errors.is_truncated { line + "; the rest of the response is unreadable" } else { line }
    }

    fn write_queue(&self, out: &mut impl Write, styles: Styles) -> io::Result<()> {
        writeln!(out, "\n{}", styles.paint(terminal::HEADER, "Queue"))?;
        writeln!(out, "  {:<15}  {}", "waiting", self.waiting)?;
        let about = if self.times.step > 1 { "about " } else { "" };
        let percentile =
            |percent| self.times.percentile(percent).map(|seconds| format!("{about}{}", duration(seconds)));
        let longest = self.times.longest().map(duration);
        let figures = [("median", percentile(50)), ("95th percentile", percentile(95)), ("longest", longest)];
        for (label, time) in figures {
            if let Some(time) = time {
                writeln!(out, "  {label:<15}  {time}")?;
            }
        }
        if self.unknown > 0 {
            let verb = if self.unknown == 1 { "has" } else { "have" };
            let sessions = counted(self.unknown, "session");
            let note = format!("  not counted: {sessions} {verb} an unknown status, perhaps in another language");
            writeln!(out, "{}", wrapped(&note, 4, terminal::width().unwrap_or(usize::MAX)))?;
        }
        if !self.longest.is_empty() {
            writeln!(out, "\n{}", styles.paint(terminal::HEADER, "Longest waits"))?;
        }
        for (seconds, id) in &self.longest {
            writeln!(out, "  ID {id}  {}", duration(*seconds))?;
        }
        Ok(())
    }

    fn json(&self, errors: &Errors) -> Json<'_> {
        let [statuses, channels, technicians, languages] = self.tallies.each_ref().map(|tally| {
            let names = tally.sorted().into_iter().map(|(name, sessions)| JsonCount { name: Some(name), sessions });
            let others = Some(JsonCount { name: None, sessions: tally.others }).filter(|_| tally.others > 0);
            names.chain(others).collect()
        });
        Json {
            sessions: self.sessions,
            damaged: self.damaged,
            withheld: self.withheld,
            unreadable: errors.unreadable_records,
            truncated: errors.is_truncated,
            queue: JsonQueue {
                waiting: self.waiting,
                unknown_status: self.unknown,
                median: self.times.percentile(50),
                p95: self.times.percentile(95),
                longest: self.times.longest(),
                step: self.times.step,
                longest_ids: self.longest.iter().map(|&(waiting_time, id)| JsonWaiting { id, waiting_time }).collect(),
            },
            statuses,
            channels,
            technicians,
            languages,
        }
    }
}

/// A bar for each of the most frequent names, and the sum of the others.
fn bars_of(title: &str, empty: &str, tally: &Tally) -> Vec<Bar> {
    let names = tally.sorted();
    let style = |name: &str| if title == "Status" { status_style(&Status::from_text(name)) } else { terminal::BAR };
    let bar = |&(name, count): &(&str, u64)| {
        let (style, text) = (style(name), if name.is_empty() { empty.into() } else { escaped(name) });
        Bar { name: text.into_owned(), count, style, is_rest: false }
    };
    let shown = if names.len() > MAX_BARS { MAX_BARS - 1 } else { names.len() };
    let mut bars: Vec<Bar> = names.iter().take(shown).map(bar).collect();
    let count = names.iter().skip(shown).map(|(_, count)| count).sum::<u64>() + tally.others;
    if count > 0 {
        let name = match tally.others {
            0 => format!("({} more)", names.len() - shown),
            _ => "(more)".to_owned(),
        };
        bars.push(Bar { name, count, style: terminal::RULE, is_rest: true });
    }
    bars
}

/// The output of `--json`.
#[derive(Serialize)]
struct Json<'s> {
    sessions: u64,
    damaged: u64,
    withheld: u64,
    unreadable: u64,
    truncated: bool,
    queue: JsonQueue,
    statuses: Vec<JsonCount<'s>>,
    channels: Vec<JsonCount<'s>>,
    technicians: Vec<JsonCount<'s>>,
    languages: Vec<JsonCount<'s>>,
}

/// Times are in seconds.
#[derive(Serialize)]
struct JsonQueue {
    waiting: u64,
    unknown_status: u64,
    median: Option<i64>,
    p95: Option<i64>,
    longest: Option<i64>,
    step: i64,
    longest_ids: Vec<JsonWaiting>,
}

#[derive(Serialize)]
struct JsonWaiting {
    id: i64,
    waiting_time: i64,
}

#[derive(Serialize)]
struct JsonCount<'s> {
    /// `None`: names beyond the limit.
    name: Option<&'s str>,
    sessions: u64,
}

//! The problems of a response: a list with excerpts, or counts.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rescue_sessions::{Damage, Error, Position};

use crate::input::history::History;
use crate::output::excerpt;
use crate::output::terminal::{ERROR, Styles, WARNING};
use crate::output::text::escaped;
use crate::output::wrap::{labelled, list};

/// The most kinds of problems that are counted separately. A header with many unknown columns could give more.
const MAX_KINDS: usize = 1_000;

/// The width of excerpts if that of the terminal is not known. Messages are not wrapped then.
const DEFAULT_WIDTH: usize = 120;

/// A damage or an error. It is written later, when the input is no longer borrowed.
pub(crate) struct Problem {
    is_error: bool,
    /// What it is, without the record.
    kind: String,
    record: Option<u64>,
    lines: u64,
    position: Position,
    len: usize,
}

impl Problem {
    pub(crate) fn of(error: &Error, lines: u64) -> Problem {
        let position = error.position();
        let kind = match error.element() {
            Some(element) => format!("{} (element {element})", error.kind()),
            None => error.kind().to_string(),
        };
        Problem { is_error: true, kind, record: position.record(), lines, position, len: 0 }
    }

    pub(crate) fn of_damage(damage: &Damage<'_>) -> Problem {
        let names: Vec<_> = damage.columns().map(escaped).collect();
        let outcome = match (damage.is_resolved(), names.len()) {
            (true, _) => "is joined (resolved)",
            (false, 1) => "is withheld (not resolved)",
            (false, _) => "are withheld (not resolved)",
        };
        let (position, len) = (damage.position(), damage.raw().len());
        let kind = format!("{} {outcome}", list(names));
        Problem { is_error: false, kind, record: position.record(), lines: 1, position, len }
    }

    /// Writes one line, and an excerpt if `excerpts` is given and still has the text.
    pub(crate) fn write(
        &self,
        out: &mut impl Write,
        excerpts: Option<&History>,
        max: Option<usize>,
        styles: Styles,
    ) -> io::Result<()> {
        let Problem { is_error, kind, record, lines, position, len } = self;
        let record = record.map_or(String::new(), |record| format!("record {record}: "));
        let lines = if *lines > 1 { format!(" ({lines} lines)") } else { String::new() };
        let place = format!("{}:{}", position.line(), position.column());
        let style = if *is_error { ERROR } else { WARNING };
        let line = labelled(&place, &format!("{record}{kind}{lines}"), 2, max);
        writeln!(out, "{}{}", styles.paint(style, &place), &line[place.len()..])?;
        match excerpts.and_then(|history| history.around(position.byte(), *len)) {
            Some(around) => excerpt::write(out, *position, around, max.unwrap_or(DEFAULT_WIDTH), styles.painter(style)),
            None => Ok(()),
        }
    }
}

/// How often each kind of problem occurs.
#[derive(Default)]
pub(crate) struct ProblemCounts {
    kinds: BTreeMap<String, u64>,
    others: u64,
}

impl ProblemCounts {
    pub(crate) fn add(&mut self, problem: &Problem) {
        if let Some(count) = self.kinds.get_mut(&problem.kind) {
            *count += 1;
        } else if self.kinds.len() < MAX_KINDS {
            self.kinds.insert(problem.kind.clone(), 1);
        } else {
            self.others += 1;
        }
    }

    pub(crate) fn write(&self, out: &mut impl Write, max: Option<usize>) -> io::Result<()> {
        let mut kinds: Vec<_> = self.kinds.iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
        kinds.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        kinds.extend(Some(("of other kinds", self.others)).filter(|_| self.others > 0));
        let digits = kinds.iter().map(|(_, count)| count.to_string().len()).max().unwrap_or_default();
        let mut label = "problems";
        for (kind, count) in kinds {
            let text = format!("{count:>digits$} {kind}");
            writeln!(out, "{}", labelled(label, &text, digits + 1, max))?;
            label = "";
        }
        Ok(())
    }
}

//! Reports records that could not be read, and withheld values, on standard error.

use rescue_sessions::{Error, Scope, Session};

use crate::Outcome;
use crate::output::stderr::print_message;
use crate::output::text::counted;

/// How many messages are printed before they are only counted.
const MAX_MESSAGES: usize = 10;

#[derive(Default)]
pub(crate) struct Errors {
    first: Vec<String>,
    has_more: bool,
    pub(crate) unreadable_records: u64,
    incomplete_sessions: u64,
    /// Values that have no column in the output.
    lost_values: u64,
    /// Whether the response could not be read to its end.
    pub(crate) is_truncated: bool,
}

impl Errors {
    #[cold]
    pub(crate) fn add(&mut self, error: &Error) {
        match error.scope() {
            Scope::Row => self.unreadable_records += 1,
            _ => self.is_truncated = true,
        }
        self.add_message(|| error.to_string());
    }

    /// Adds the withheld values of a session, if it has any.
    #[inline]
    pub(crate) fn add_withheld(&mut self, session: &Session<'_>) {
        if !session.damage().is_empty() {
            self.add_damage(session);
        }
    }

    #[cold]
    fn add_damage(&mut self, session: &Session<'_>) {
        let mut withheld = session.damage().iter().filter(|damage| !damage.is_resolved()).peekable();
        self.incomplete_sessions += u64::from(withheld.peek().is_some());
        for damage in withheld {
            let record = damage.position().record().unwrap_or_default();
            let (line, byte) = (damage.position().line(), damage.position().byte());
            self.add_message(|| format!("record {record} (line {line}, byte {byte}): {}", damage.message()));
        }
    }

    /// Adds values that have no column in the output.
    pub(crate) fn add_lost(&mut self, count: u64, messages: Vec<String>) {
        self.lost_values += count;
        messages.into_iter().for_each(|message| self.add_message(|| message));
    }

    fn add_message(&mut self, message: impl FnOnce() -> String) {
        match self.first.len() < MAX_MESSAGES {
            true => self.first.push(message()),
            false => self.has_more = true,
        }
    }

    /// Prints the first messages, then the totals.
    pub(crate) fn print(&self) {
        self.first.iter().for_each(print_message);
        if self.has_more {
            print_message("there are more problems; `rescue-sessions check` lists all of them");
        }
        self.print_totals();
    }

    /// Prints the totals of one of two responses.
    pub(crate) fn print_of(&self, name: &str) {
        if self.outcome() != Outcome::Success {
            print_message(format_args!("{name} could not be read completely:"));
            self.print();
        }
    }

    pub(crate) fn print_totals(&self) {
        if self.unreadable_records > 0 {
            print_message(format_args!("{} could not be read", counted(self.unreadable_records, "record")));
        }
        if self.is_truncated {
            print_message("the rest of the response could not be read");
        }
        if self.incomplete_sessions > 0 {
            let verb = if self.incomplete_sessions == 1 { "has" } else { "have" };
            print_message(format_args!("{} {verb} withheld values", counted(self.incomplete_sessions, "session")));
        }
        if self.lost_values > 0 {
            print_message(format_args!("{} not printed", counted(self.lost_values, "value")));
        }
    }

    pub(crate) fn outcome(&self) -> Outcome {
        let problems = self.unreadable_records + self.incomplete_sessions + self.lost_values;
        if problems == 0 && !self.is_truncated { Outcome::Success } else { Outcome::Incomplete }
    }
}

//! Reports records that could not be read, and withheld values, on standard error.

use rescue_sessions::{Error, Session};

use crate::Outcome;
use crate::stderr::print_message;
use crate::text::counted;

/// How many messages are printed before they are only counted.
const MAX_MESSAGES: usize = 10;

#[derive(Default)]
pub(crate) struct Errors {
    first: Vec<String>,
    has_more: bool,
    unreadable_records: u64,
    incomplete_sessions: u64,
}

impl Errors {
    pub(crate) fn add(&mut self, error: &Error) {
        self.unreadable_records += 1;
        self.add_message(|| error.to_string());
    }

    /// Adds the withheld values of a session, if it has any.
    pub(crate) fn add_withheld(&mut self, session: &Session<'_>) {
        let mut withheld = session.damage().iter().filter(|damage| !damage.is_resolved()).peekable();
        self.incomplete_sessions += u64::from(withheld.peek().is_some());
        for damage in withheld {
            let record = damage.position().record().unwrap_or_default();
            let (line, byte) = (damage.position().line(), damage.position().byte());
            self.add_message(|| format!("record {record} (line {line}, byte {byte}): {}", damage.message()));
        }
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

    pub(crate) fn print_totals(&self) {
        if self.unreadable_records > 0 {
            print_message(format_args!("{} could not be read", counted(self.unreadable_records, "record")));
        }
        if self.incomplete_sessions > 0 {
            let verb = if self.incomplete_sessions == 1 { "has" } else { "have" };
            print_message(format_args!("{} {verb} withheld values", counted(self.incomplete_sessions, "session")));
        }
    }

    pub(crate) fn outcome(&self) -> Outcome {
        if self.unreadable_records + self.incomplete_sessions == 0 { Outcome::AllRead } else { Outcome::NotAllRead }
    }
}

//! What could not be read, told on standard error: records, and values that are withheld.

use rescue_sessions::{Error, Session};

use crate::Outcome;
use crate::stderr::tell;
use crate::text::counted;

/// How many are told one by one.
const TOLD: usize = 10;

#[derive(Default)]
pub(crate) struct Errors {
    first: Vec<String>,
    more: bool,
    records: u64,
    sessions: u64,
}

impl Errors {
    pub(crate) fn add(&mut self, error: &Error) {
        self.records += 1;
        self.note(|| error.to_string());
    }

    /// Minds the values of a session that are withheld, if there are any.
    pub(crate) fn add_withheld(&mut self, session: &Session<'_>) {
        let mut withheld = session.damage().iter().filter(|damage| !damage.is_resolved()).peekable();
        self.sessions += u64::from(withheld.peek().is_some());
        for damage in withheld {
            let record = damage.position().record().unwrap_or_default();
            let (line, byte) = (damage.position().line(), damage.position().byte());
            self.note(|| format!("record {record} (line {line}, byte {byte}): {}", damage.message()));
        }
    }

    fn note(&mut self, what: impl FnOnce() -> String) {
        match self.first.len() < TOLD {
            true => self.first.push(what()),
            false => self.more = true,
        }
    }

    /// The first ones, and how many there were.
    pub(crate) fn tell(&self) {
        self.first.iter().for_each(tell);
        if self.more {
            tell("and more; `rescue-sessions check` tells all of them");
        }
        self.tell_count();
    }

    pub(crate) fn tell_count(&self) {
        if self.records > 0 {
            tell(format_args!("{} could not be read", counted(self.records, "record")));
        }
        if self.sessions > 0 {
            let which = if self.sessions == 1 { "is damaged and lacks" } else { "are damaged and lack" };
            tell(format_args!("{} {which} values that can't be told", counted(self.sessions, "session")));
        }
    }

    pub(crate) fn outcome(&self) -> Outcome {
        if self.records + self.sessions == 0 { Outcome::AllRead } else { Outcome::NotAllRead }
    }
}

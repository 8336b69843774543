//! The records that could not be read, told on standard error.

use rescue_sessions::Error;

use crate::Outcome;
use crate::stderr::tell;
use crate::text::counted;

/// How many are told one by one.
const TOLD: usize = 10;

#[derive(Default)]
pub(crate) struct Errors {
    first: Vec<Error>,
    count: u64,
}

impl Errors {
    pub(crate) fn add(&mut self, error: Error) {
        if self.first.len() < TOLD {
            self.first.push(error);
        }
        self.count += 1;
    }

    /// The first ones, and how many there were.
    pub(crate) fn tell(&self) {
        for error in &self.first {
            tell(error);
        }
        if self.count > self.first.len() as u64 {
            tell("and more; `rescue-sessions check` tells all of them");
        }
        self.tell_count();
    }

    pub(crate) fn tell_count(&self) {
        if self.count > 0 {
            tell(format_args!("{} could not be read", counted(self.count, "record")));
        }
    }

    pub(crate) fn outcome(&self) -> Outcome {
        if self.count == 0 { Outcome::AllRead } else { Outcome::NotAllRead }
    }
}

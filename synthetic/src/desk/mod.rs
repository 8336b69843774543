//! [`Desk`]: a simulated help desk that is polled.

mod answers;
mod hours;
mod row;
mod session;
mod simulation;
mod staff;
mod status;

pub use answers::{Answers, ChangeCounts, Waits};

use self::answers::Tally;
use self::row::Format;
use self::simulation::Simulation;
use crate::{DateTime, Version};

/// The settings of a simulated help desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskPlan {
    /// The number of polls.
    pub polls: u64,
    /// The seed of the random numbers.
    pub seed: u64,
    /// The API version of the first poll, which decides the columns.
    pub version: Version,
    /// The first poll of version 3, counted from 0. `None` if the version never changes.
    pub upgrade_at: Option<u64>,
    /// The time of the first poll. Start Time is on the same clock.
    pub start: DateTime,
    /// The seconds between two polls.
    pub interval: u32,
    /// The mean number of sessions that arrive on a day. A poll lists about one row for each 34 of them in the
    /// mean of a week.
    pub sessions_per_day: u32,
    /// The text between two fields.
    pub delimiter: String,
}

impl Default for DeskPlan {
    /// A day of polls each minute, of version 3, with the delimiter `|`. The mean of a week is about 190 rows a poll.
    fn default() -> Self {
        DeskPlan {
            polls: 1_440,
            seed: 0,
            version: Version::V3,
            upgrade_at: None,
            start: DateTime::new((2025, 1, 1), (0, 0, 0)).unwrap_or(DateTime::MAX),
            interval: 60,
            sessions_per_day: 6_450,
            delimiter: "|".to_owned(),
        }
    }
}

impl DeskPlan {
    /// The time of the last poll; `None` if it is after the year 9999.
    #[must_use]
    pub fn end(&self) -> Option<DateTime> {
        let seconds = self.polls.saturating_sub(1).checked_mul(self.interval.into())?;
        let left = DateTime::MAX.unix_seconds() - self.start.unix_seconds();
        i64::try_from(seconds).ok().filter(|seconds| *seconds <= left).map(|seconds| self.start.plus(seconds))
    }

    /// Whether the delimiter can separate the fields: at least one of its characters is in no value.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        crate::is_readable(&self.delimiter)
    }

    fn version_at(&self, poll: u64) -> Version {
        if self.upgrade_at.is_some_and(|first| first <= poll) { Version::V3 } else { self.version }
    }
}

/// A simulated help desk: an iterator over its polls.
///
/// Sessions arrive in channels: many in working hours, few at night and on weekends. They wait until a technician of the
/// channel is free; if many wait, some give up. Technicians put sessions on hold, reboot devices and transfer sessions.
/// An ended session stays in the list for 10 to 40 minutes. The desk is already open when the first poll is made.
///
/// The manual says that Waiting Time counts from the last change of the status. Here it counts from the arrival and stops
/// at the pick-up, or at the end of a session that no technician picked up. So the last row of a session has its wait.
///
/// The same plan gives the same bytes, and a plan with more polls starts with the same polls. The memory does not depend
/// on the number of polls.
///
/// ```
/// use rescue_sessions_synthetic::{Desk, DeskPlan};
///
/// let mut desk = Desk::new(DeskPlan { polls: 3, ..DeskPlan::default() });
/// let first = desk.next().unwrap();
/// assert_eq!(first.time.to_string(), "2025-01-01T00:00:00");
/// assert!(first.body.starts_with("OK\n\nID|Status|"));
/// assert_eq!(desk.by_ref().count(), 2);
/// assert_eq!(desk.answers().polls, 3);
/// ```
#[derive(Debug)]
pub struct Desk {
    plan: DeskPlan,
    poll: u64,
    simulation: Simulation,
    tally: Tally,
    heads: [String; 2],
}

/// A response of a simulated help desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// The time of the poll.
    pub time: DateTime,
    /// The complete body.
    pub body: String,
}

/// How long the desk is open before the first poll, in seconds.
const OPEN_BEFORE: i64 = 12 * 3_600;

impl Desk {
    /// Creates the desk of a plan.
    #[must_use]
    pub fn new(plan: DeskPlan) -> Desk {
        let mut simulation = Simulation::new(plan.start.plus(-OPEN_BEFORE), plan.sessions_per_day, plan.seed);
        simulation.advance(plan.start, |_| {});
        let heads = [plan.version, Version::V3].map(|version| crate::head(version, &plan.delimiter));
        Desk { plan, poll: 0, simulation, tally: Tally::new(), heads }
    }

    /// Makes the next poll and writes its body into `body`, in place of what is there. Gives the time of the poll, or
    /// `None` after the last one.
    ///
    /// This is [`Iterator::next`] without an allocation for each body.
    pub fn poll_into(&mut self, body: &mut String) -> Option<DateTime> {
        if self.poll == self.plan.polls {
            return None;
        }
        if self.poll > 0 {
            let time = self.simulation.now().plus(self.plan.interval.into());
            self.simulation.advance(time, |session| self.tally.vanish(session));
        }
        body.clear();
        self.write(body);
        self.tally.end_poll();
        self.poll += 1;
        Some(self.simulation.now())
    }

    /// What is known about the polls so far.
    #[must_use]
    pub fn answers(&self) -> Answers {
        self.tally.answers(self.simulation.sessions())
    }

    fn write(&mut self, body: &mut String) {
        let version = self.plan.version_at(self.poll);
        let is_upgraded = version != self.plan.version;
        let is_first_of_version = self.plan.upgrade_at == Some(self.poll);
        body.push_str(&self.heads[usize::from(is_upgraded)]);
        let now = self.simulation.now();
        let (sessions, staff) = self.simulation.list();
        let format = Format { version, delimiter: &self.plan.delimiter, staff, now };
        for session in sessions {
            session.is_row_outdated |= is_first_of_version;
            session.update_row(format);
            body.push_str(&session.row);
            self.tally.list(session);
        }
    }
}

impl Iterator for Desk {
    type Item = Poll;

    fn next(&mut self) -> Option<Poll> {
        let mut body = String::new();
        let time = self.poll_into(&mut body)?;
        Some(Poll { time, body })
    }
}

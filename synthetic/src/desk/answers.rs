//! [`Answers`]: what is known about the polls without reading them.

use std::collections::BTreeMap;

use super::session::{LONGEST_WAIT, Listed, Session};
use super::staff::CHANNELS;
use super::status::Status;
use crate::words;

/// What is known about the polls of a desk so far. The simulation counts it; no parser is involved.
///
/// A session is listed in successive polls, in one row each, and its ID is unique. So *the last row* of a session is the
/// one in the last poll that lists it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// The number of polls.
    pub polls: u64,
    /// The number of polls that list a session. A table of all rows knows nothing of the others.
    pub polls_with_rows: u64,
    /// The number of rows in all polls.
    pub rows: u64,
    /// The number of rows with each status, without those that no row has.
    pub rows_by_status: BTreeMap<&'static str, u64>,
    /// The number of distinct sessions (IDs).
    pub sessions: u64,
    /// The number of sessions by the status of their last row. Sessions that the last poll lists are included, whether
    /// they have ended or not.
    pub sessions_by_last_status: BTreeMap<&'static str, u64>,
    /// The number of sessions that have two successive rows with different technicians, neither of them ID 0.
    pub sessions_with_two_technicians: u64,
    /// The changes between successive polls.
    pub changes: ChangeCounts,
    /// The waits of the sessions, sorted by channel, then by hour. Only groups with a session are included.
    pub waits: Vec<Waits>,
}

/// The numbers of changes between each two successive polls, as `rescue_sessions::Changes` defines them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    /// Rows of sessions that the poll before does not list. Those of the first poll do not count.
    pub new: u64,
    /// Rows of sessions that the next poll does not list. Those of the last poll do not count.
    pub gone: u64,
    /// Two successive rows of a session with different statuses.
    pub status: u64,
    /// Two successive rows of a session, without a technician (ID 0) and with one.
    pub picked_up: u64,
    /// Two successive rows of a session with different technicians, neither of them ID 0.
    pub transferred: u64,
}

/// How long the sessions of a channel that started in the same hour of the day waited.
///
/// These are the sessions whose last row has another status than Connecting and Waiting: a technician picked them up, or
/// they ended before. The wait is the Waiting Time of the last row. The hour is that of Start Time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Waits {
    /// The channel's name, as in the column Entry.
    pub channel: &'static str,
    /// The hour of the day, 0 to 23.
    pub hour: u8,
    /// The number of sessions, n.
    pub sessions: u64,
    /// The lower median: of the sorted waits, number ⌈n / 2⌉. In seconds. SQL: `percentile_disc(0.5)`.
    pub median_low: u32,
    /// The mean of the waits number ⌈n / 2⌉ and ⌊n / 2⌋ + 1. In seconds. SQL: `percentile_cont(0.5)`, `median`.
    pub median: f64,
}

/// Counts while the desk is simulated. Its size does not depend on the number of polls.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    polls: u64,
    polls_with_rows: u64,
    /// Whether the poll that is written now has a row.
    has_row: bool,
    rows: [u64; Status::TEXTS.len()],
    sessions: u64,
    sessions_with_two_technicians: u64,
    changes: ChangeCounts,
    ended: Ended,
}

/// What is known of a session only after its last row.
#[derive(Clone, Debug)]
struct Ended {
    statuses: [u64; Status::TEXTS.len()],
    /// The number of sessions for each channel, hour and wait in seconds.
    waits: Vec<u64>,
}

const SECONDS: usize = LONGEST_WAIT as usize + 1;

impl Tally {
    pub(crate) fn new() -> Tally {
        let ended = Ended { statuses: Default::default(), waits: vec![0; CHANNELS * 24 * SECONDS] };
        let changes = ChangeCounts::default();
        Tally {
            polls: 0,
            polls_with_rows: 0,
            has_row: false,
            rows: Default::default(),
            sessions: 0,
            sessions_with_two_technicians: 0,
            changes,
            ended,
        }
    }

    /// Counts the row of a session in the poll that is written now.
    pub(crate) fn list(&mut self, session: &mut Session) {
        let (status, technician) = (session.status, session.technician);
        self.rows[status as usize] += 1;
        self.has_row = true;
        let mut is_transferred = false;
        if let Some(before) = session.listed {
            let is_other = before.technician != technician;
            is_transferred = is_other && before.technician.is_some();
            self.changes.status += u64::from(before.status != status);
            self.changes.picked_up += u64::from(is_other && before.technician.is_none());
            self.changes.transferred += u64::from(is_transferred);
            self.sessions_with_two_technicians += u64::from(is_transferred && !before.is_transferred);
            is_transferred |= before.is_transferred;
        } else {
            self.sessions += 1;
            self.changes.new += u64::from(self.polls > 0);
        }
        session.listed = Some(Listed { status, technician, is_transferred });
    }

    /// Counts a poll, after its rows.
    pub(crate) fn end_poll(&mut self) {
        self.polls += 1;
        self.polls_with_rows += u64::from(std::mem::take(&mut self.has_row));
    }

    /// Counts a session that the next poll does not list.
    pub(crate) fn vanish(&mut self, session: &Session) {
        self.changes.gone += u64::from(session.listed.is_some());
        self.ended.add(session);
    }

    /// The answers, if these sessions are the list of the last poll.
    pub(crate) fn answers<'a>(&self, listed: impl Iterator<Item = &'a Session>) -> Answers {
        let mut ended = self.ended.clone();
        listed.for_each(|session| ended.add(session));
        Answers {
            polls: self.polls,
            polls_with_rows: self.polls_with_rows,
            rows: self.rows.iter().sum(),
            rows_by_status: by_status(&self.rows),
            sessions: self.sessions,
            sessions_by_last_status: by_status(&ended.statuses),
            sessions_with_two_technicians: self.sessions_with_two_technicians,
            changes: self.changes,
            waits: ended.waits(),
        }
    }
}

impl Ended {
    fn add(&mut self, session: &Session) {
        let Some(listed) = session.listed else { return };
        self.statuses[listed.status as usize] += 1;
        if let Some(waited) = session.waited.filter(|_| !listed.status.is_waiting()) {
            self.waits[(session.channel * 24 + session.arrival.hour()) * SECONDS + waited as usize] += 1;
        }
    }

    fn waits(&self) -> Vec<Waits> {
        let groups = self.waits.chunks(SECONDS).enumerate();
        let waits = groups.filter_map(|(group, counts)| waits(words::CHANNELS[group / 24], (group % 24) as u8, counts));
        let mut waits: Vec<Waits> = waits.collect();
        waits.sort_by_key(|waits| (waits.channel, waits.hour));
        waits
    }
}

fn by_status(counts: &[u64]) -> BTreeMap<&'static str, u64> {
    Status::TEXTS.into_iter().zip(counts.iter().copied()).filter(|(_, count)| *count > 0).collect()
}

/// The medians of a histogram; `None` if it is empty.
fn waits(channel: &'static str, hour: u8, counts: &[u64]) -> Option<Waits> {
    let sessions: u64 = counts.iter().sum();
    let wait_number = |number: u64| {
        let mut remaining = number;
        counts.iter().position(|count| {
            let is_reached = remaining <= *count;
            remaining = remaining.saturating_sub(*count);
            is_reached
        })
    };
    if sessions == 0 {
        return None;
    }
    let (low, high) = (wait_number(sessions.div_ceil(2))?, wait_number(sessions / 2 + 1)?);
    Some(Waits { channel, hour, sessions, median_low: low as u32, median: (low + high) as f64 / 2.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_are_those_of_the_sorted_waits() {
        let medians = |counts: &[u64]| waits("", 0, counts).map(|waits| (waits.median_low, waits.median));
        assert_eq!(medians(&[0, 0, 0]), None);
        assert_eq!(medians(&[0, 0, 1]), Some((2, 2.0)));
        assert_eq!(medians(&[0, 1, 0, 0, 1]), Some((1, 2.5)));
        assert_eq!(medians(&[1, 1, 1]), Some((1, 1.0)));
        assert_eq!(medians(&[2, 0, 0, 2]), Some((0, 1.5)));
        assert_eq!(medians(&[2, 0, 0, 3]), Some((3, 3.0)));
    }
}

//! Which row of the new list continues which row of the old one. [`Changes`](crate::Changes) documents the rules.

use alloc::vec;
use alloc::vec::Vec;

use crate::polls::order::{runs, sorted};
use crate::session::owned::OwnedSession;
use crate::values::status::Status;
use crate::values::status_code::StatusCode;

/// Technician ID of a session that no technician has picked up (observed).
pub(crate) const UNASSIGNED: i64 = 0;

/// Where a row of the new list comes from. A number is an index in the old list.
#[derive(Clone, Copy)]
pub(crate) enum Origin {
    Unknown,
    /// It continues this row.
    Row(usize),
    /// The session was transferred from this row, which is in the new list too.
    TransferredRow(usize),
}

/// The list of a row. Rows of the old list sort first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Poll {
    Old,
    New,
}

/// What the rules compare, in the order of sorting: the rows that a rule compares are next to each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row<'a> {
    id: i64,
    technician: Option<i64>,
    /// `None` if a row of either list has no code.
    code: Option<&'a StatusCode>,
    /// `None` if all rows have a code.
    status: Option<&'a Status<'static>>,
    poll: Poll,
    index: usize,
    is_lead: bool,
}

impl<'a> Row<'a> {
    fn all(poll: Poll, list: &'a [OwnedSession], has_codes: bool) -> impl Iterator<Item = Row<'a>> {
        list.iter().enumerate().map(move |(index, session)| Row {
            id: session.id,
            technician: session.technician_id,
            code: session.status_code.as_ref().filter(|_| has_codes),
            status: session.status.as_ref().filter(|_| !has_codes),
            poll,
            index,
            is_lead: session.is_lead_technician == Some(true),
        })
    }

    fn is_unassigned(&self) -> bool {
        self.technician == Some(UNASSIGNED)
    }

    fn is_closed(&self) -> bool {
        self.status.is_some_and(Status::is_closed) || self.code.is_some_and(StatusCode::is_closed)
    }

    fn is_transferred(&self) -> bool {
        self.status == Some(&Status::Transferred)
            || matches!(self.code, Some(StatusCode::Transferred | StatusCode::TransferredWithoutPickup))
    }

    fn has_status(&self) -> bool {
        self.status.is_some() || self.code.is_some()
    }
}

/// The rows that no rule has matched yet.
#[derive(Default)]
struct Left<'a> {
    old: Vec<Row<'a>>,
    new: Vec<Row<'a>>,
    /// Whether a technician has rows on both sides.
    is_ambiguous: bool,
}

impl<'a> Left<'a> {
    fn only_pair(&self) -> Option<(&Row<'a>, &Row<'a>)> {
        match (self.old.as_slice(), self.new.as_slice()) {
            ([old], [new]) => Some((old, new)),
            _ => None,
        }
    }

    /// Adds the rows of another technician.
    fn append(&mut self, other: &mut Left<'a>) {
        self.is_ambiguous |= !other.old.is_empty() && !other.new.is_empty();
        self.old.append(&mut other.old);
        self.new.append(&mut other.new);
    }

    fn has_unknown_technician(&self) -> bool {
        self.old.iter().chain(&self.new).any(|row| row.technician.is_none())
    }

    /// The new row of the only lead technician.
    fn only_lead(&self) -> Option<&Row<'a>> {
        let mut leads = self.new.iter().filter(|row| row.is_lead);
        leads.next().filter(|_| leads.next().is_none())
    }
}

/// The matches of two lists.
pub(crate) struct Matches {
    /// The origin of each row of the new list.
    pub(crate) origins: Vec<Origin>,
    /// For each row of the old list, whether a row of the new one continues it.
    pub(crate) continues: Vec<bool>,
}

impl Matches {
    pub(crate) fn between(old: &[OwnedSession], new: &[OwnedSession]) -> Matches {
        let mut matches = Matches { origins: vec![Origin::Unknown; new.len()], continues: vec![false; old.len()] };
        let has_codes = old.iter().chain(new).all(|session| session.status_code.is_some());
        let rows = sorted(Row::all(Poll::Old, old, has_codes).chain(Row::all(Poll::New, new, has_codes)));
        runs(&rows, |row| row.id).for_each(|rows| matches.match_session(rows));
        matches
    }

    /// Matches the rows of one ID.
    fn match_session(&mut self, rows: &[Row<'_>]) {
        let (mut left, mut transferred) = (Left::default(), Vec::new());
        for rows in runs(rows, |row| row.technician) {
            let mut same_technician = Left::default();
            runs(rows, |row| (row.code, row.status)).for_each(|rows| self.match_equal(rows, &mut same_technician));
            match same_technician.only_pair() {
                Some((old, new)) => {
                    self.pair(old, new);
                    // From an unknown status, it is not known when the row became Transferred.
                    if old.has_status() && new.is_transferred() {
                        transferred.push(*old);
                    }
                }
                None => left.append(&mut same_technician),
            }
        }
        self.match_technicians(&left, &transferred);
    }

    /// Matches rows with the same ID, technician and status, in the order of the lists.
    fn match_equal<'a>(&mut self, rows: &[Row<'a>], left: &mut Left<'a>) {
        let of = |poll| rows.iter().filter(move |row| row.poll == poll);
        of(Poll::Old).zip(of(Poll::New)).for_each(|(old, new)| self.pair(old, new));
        left.old.extend(of(Poll::Old).skip(of(Poll::New).count()));
        left.new.extend(of(Poll::New).skip(of(Poll::Old).count()));
    }

    /// Matches rows of one ID with different technicians. The row of each of `transferred` is in both lists, and has
    /// become Transferred.
    fn match_technicians(&mut self, left: &Left<'_>, transferred: &[Row<'_>]) {
        if left.has_unknown_technician() {
            left.only_pair().into_iter().for_each(|(old, new)| self.pair(old, new));
            return;
        }
        if left.is_ambiguous {
            return;
        }
        let open: Vec<_> = left.old.iter().filter(|row| !row.is_closed()).collect();
        match (open.as_slice(), left.new.as_slice(), transferred) {
            ([old], [new], _) => self.pair(old, new),
            ([old], _, _) if old.is_unassigned() => {
                left.only_lead().into_iter().for_each(|lead| self.pair(old, lead));
            }
            ([], [new], [from]) => self.set_origin(new, Origin::TransferredRow(from.index)),
            _ => {}
        }
    }

    fn pair(&mut self, old: &Row<'_>, new: &Row<'_>) {
        self.set_origin(new, Origin::Row(old.index));
        if let Some(continues) = self.continues.get_mut(old.index) {
            *continues = true;
        }
    }

    fn set_origin(&mut self, row: &Row<'_>, origin: Origin) {
        if let Some(place) = self.origins.get_mut(row.index) {
            *place = origin;
        }
    }
}

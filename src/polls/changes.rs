//! [`Changes`]: what changed between two polls.

use alloc::vec;
use alloc::vec::Vec;
use core::slice;

use crate::polls::matches::{Matches, Origin, UNASSIGNED};
use crate::session::owned::OwnedSession;

/// What changed between two polls: an iterable list of [`Change`]s.
///
/// The changes have the order of the new list. A row can have two: its status comes first, then its technician. The rows
/// that are gone come last, in the order of the old list.
///
/// ```
/// use rescue_sessions::{Change, Changes, OwnedSession, parse};
///
/// fn poll(body: &str) -> Result<Vec<OwnedSession>, rescue_sessions::Error> {
///     let (sessions, _errors) = parse(body)?.partition_owned();
///     Ok(sessions)
/// }
///
/// let old = poll("OK\n\nID|Status|Technician ID|Technician|\n7|Waiting|0||\n8|Closed by customer|5|Jo|\n")?;
/// let new = poll("OK\n\nID|Status|Technician ID|Technician|\n9|Waiting|0||\n7|Active|5|Jo|\n")?;
///
/// let changes = Changes::between(&old, &new);
/// let codes: Vec<_> = changes.iter().map(|change| (change.id(), change.code())).collect();
/// assert_eq!(codes, [(9, "new"), (7, "status"), (7, "picked_up"), (8, "gone")]);
///
/// for change in changes {
///     if let Change::PickedUp { new, .. } = change {
///         println!("{:?} has picked up session {}", new.technician, new.id);
///     }
/// }
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
///
/// # Which rows belong together
///
/// The ID alone does not identify a row: a shared session has a row for each technician (observed). Rows come
/// unsorted (observed), so their order is used only between rows that the
/// rules cannot distinguish. These rules apply to the rows of one ID, in this order, each to the
/// rows that the rules before it have left. All of them are inferred.
///
/// 1. **Same technician, same status**: the row continues. If there are several, the first continues the first, and so
///    on.
/// 2. **Same technician**: if exactly one old and one new row are left, they are the same row. If more are left on both
///    sides, nothing else of this ID is matched.
/// 3. **The Technician ID is unknown**, because it is withheld or the list has no such column. It could be any
///    technician. So the row continues if one row is left on each side, and neither a pick-up nor a transfer is
///    reported. If more are left, the rules below do not apply. In rules 1 and 2, an unknown technician is equal to an
///    unknown one only.
/// 4. **Another technician**: an old row continues in the new row, if one is left on each side. Closed old rows do not
///    count: they have ended. If several technicians share a session as soon as it is picked up, a new row for each is
///    left. Then the only old row continues in that of the lead technician, if it is unassigned and exactly one of them
///    leads. The rows of the others are new.
/// 5. **A transfer after which the old row is still listed**: if one new row is left, no open old row is left, and one
///    row of the ID has become [`Status::Transferred`], the session was transferred from that row to the new one.
///
/// All other rows are new or gone. If there are several possibilities, none is chosen. So *new* and *gone* are about rows:
/// one ID can have both, and its session goes on.
///
/// # What counts as a change
///
/// - **Waiting Time** is no change. It counts up from the last change of the status (documented), so it differs in
///   every poll.
/// - **Status**: compared as [`Status`]. If it is unknown (withheld or absent) in either poll, no change
///   is reported. If both rows have a [`StatusCode`](crate::StatusCode), as in SOAP, the codes are compared instead: a
///   change of the account's language is no change. The rules use the codes if all rows have one.
/// - **Picked up**: a technician where there was none, that is, ID 0 (observed).
/// - **Transferred**: another technician, or none where there was one: the session is in a queue again (inferred). How
///   a list shows a transfer was not observed, so rules 4 and 5 cover both ways. Transferred To alone does not count:
///   it does not say whether the other technician has the session yet. While a transfer is under way, the status is
///   [`Status::Transferring`] (inferred).
/// - **Gone**: closed sessions stay in the list for a while, and then vanish (inferred). So this is normal for a row
///   that was closed: `old.status.as_ref().is_some_and(Status::is_closed)`. An open row can be gone if the session
///   ended between the polls and was not listed any more, or if it does not belong to the requested nodes any more.
/// - No other column counts, such as Entry or a custom field: compare [`Change::old_row`] and [`Change::new_row`].
///
/// A row that was an error is in neither list. If it is one in one poll only, it is new or gone.
///
/// # Costs
///
/// O(n log n) time and O(n) memory for n rows, whatever they contain.
///
/// [`Status`]: crate::Status
/// [`Status::Transferred`]: crate::Status::Transferred
/// [`Status::Transferring`]: crate::Status::Transferring
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Changes<'a> {
    changes: Vec<Change<'a>>,
}

/// A change between two polls, with the rows of both. [`Changes`] has the rules.
///
/// ```
/// use rescue_sessions::{Change, Changes, OwnedSession, Status};
///
/// let mut old = vec![OwnedSession::new(7), OwnedSession::new(8)];
/// old[0].status = Some(Status::Active);
/// old[1].status = Some(Status::ClosedByTechnician);
///
/// // Session 8 was closed, so it is normal that it is gone.
/// let changes = Changes::between(&old, &[]);
/// let is_normal = |session: &OwnedSession| session.status.as_ref().is_some_and(Status::is_closed);
/// let lost = changes.iter().filter(|change| matches!(change, Change::Gone(session) if !is_normal(session)));
/// assert_eq!(lost.map(Change::id).collect::<Vec<_>>(), [7]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Change<'a> {
    /// A row that continues no old one.
    New(&'a OwnedSession),
    /// An old row that no new one continues. Normal for a row that was closed.
    Gone(&'a OwnedSession),
    /// The status of a row is another one.
    Status {
        /// The row in the old list.
        old: &'a OwnedSession,
        /// The row in the new list.
        new: &'a OwnedSession,
    },
    /// A session without a technician has one.
    PickedUp {
        /// The row without a technician.
        old: &'a OwnedSession,
        /// The row of the technician.
        new: &'a OwnedSession,
    },
    /// A session has another technician, or none any more.
    Transferred {
        /// The row of the technician before.
        old: &'a OwnedSession,
        /// The row of the technician after the transfer, or without one.
        new: &'a OwnedSession,
    },
}

impl<'a> Change<'a> {
    /// The row in the old list. `None` if the row is new.
    #[must_use]
    pub fn old_row(&self) -> Option<&'a OwnedSession> {
        match *self {
            Change::New(_) => None,
            Change::Gone(old)
            | Change::Status { old, .. }
            | Change::PickedUp { old, .. }
            | Change::Transferred { old, .. } => Some(old),
        }
    }

    /// The row in the new list. `None` if the row is gone.
    #[must_use]
    pub fn new_row(&self) -> Option<&'a OwnedSession> {
        match *self {
            Change::Gone(_) => None,
            Change::New(new)
            | Change::Status { new, .. }
            | Change::PickedUp { new, .. }
            | Change::Transferred { new, .. } => Some(new),
        }
    }

    /// The latest row: the new one, or the old one if it is gone.
    #[must_use]
    pub fn session(&self) -> &'a OwnedSession {
        match *self {
            Change::Gone(session)
            | Change::New(session)
            | Change::Status { new: session, .. }
            | Change::PickedUp { new: session, .. }
            | Change::Transferred { new: session, .. } => session,
        }
    }

    /// The session's number.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.session().id
    }

    /// The kind of change, in a word: `new`, `gone`, `status`, `picked_up` or `transferred`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Change::New(_) => "new",
            Change::Gone(_) => "gone",
            Change::Status { .. } => "status",
            Change::PickedUp { .. } => "picked_up",
            Change::Transferred { .. } => "transferred",
        }
    }
}

impl<'a> Changes<'a> {
    /// Compares two polls of the same nodes.
    ///
    /// Both lists must be complete: a row that is missing in one of them is gone or new. [`merge_nodes`] makes one list of
    /// those of several nodes.
    ///
    /// ```
    /// use rescue_sessions::{Change, Changes, OwnedSession};
    ///
    /// let (seven, eight) = ([OwnedSession::new(7)], [OwnedSession::new(8)]);
    /// let changes = Changes::between(&seven, &eight);
    /// assert_eq!(changes.as_slice(), [Change::New(&eight[0]), Change::Gone(&seven[0])]);
    /// ```
    ///
    /// [`merge_nodes`]: crate::merge_nodes
    #[must_use]
    pub fn between(old: &'a [OwnedSession], new: &'a [OwnedSession]) -> Changes<'a> {
        let matches = Matches::between(old, new);
        let mut changes = Vec::new();
        for (new, origin) in new.iter().zip(matches.origins) {
            match origin {
                Origin::Unknown => changes.push(Change::New(new)),
                Origin::Row(index) => changes.extend(old.get(index).into_iter().flat_map(|old| differences(old, new))),
                Origin::TransferredRow(index) => {
                    let change = old.get(index).map(|old| match old.technician_id {
                        Some(UNASSIGNED) => Change::PickedUp { old, new },
                        _ => Change::Transferred { old, new },
                    });
                    changes.extend(change);
                }
            }
        }
        let gone = old.iter().zip(matches.continues).filter(|(_, continues)| !continues);
        changes.extend(gone.map(|(old, _)| Change::Gone(old)));
        Changes { changes }
    }

    /// All changes, in their order.
    #[must_use]
    pub fn as_slice(&self) -> &[Change<'a>] {
        &self.changes
    }

    /// Iterates over the changes.
    pub fn iter(&self) -> slice::Iter<'_, Change<'a>> {
        self.changes.iter()
    }

    /// The number of changes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Whether nothing has changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// The changes of a row that continues.
fn differences<'a>(old: &'a OwnedSession, new: &'a OwnedSession) -> impl Iterator<Item = Change<'a>> {
    let is_other_status = match (&old.status_code, &new.status_code) {
        (Some(before), Some(after)) => before != after,
        _ => old.status.as_ref().zip(new.status.as_ref()).is_some_and(|(before, after)| before != after),
    };
    let status = is_other_status.then_some(Change::Status { old, new });
    let technician = match (old.technician_id, new.technician_id) {
        (Some(before), Some(after)) if before == after => None,
        (Some(UNASSIGNED), Some(_)) => Some(Change::PickedUp { old, new }),
        (Some(_), Some(_)) => Some(Change::Transferred { old, new }),
        _ => None,
    };
    status.into_iter().chain(technician)
}

impl<'a> IntoIterator for Changes<'a> {
    type Item = Change<'a>;
    type IntoIter = vec::IntoIter<Change<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.changes.into_iter()
    }
}

impl<'c, 'a> IntoIterator for &'c Changes<'a> {
    type Item = &'c Change<'a>;
    type IntoIter = slice::Iter<'c, Change<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

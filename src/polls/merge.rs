//! [`merge_nodes`]: one list from those of several nodes.

use alloc::vec::Vec;

use crate::polls::matches::UNASSIGNED;
use crate::polls::order::{runs, sorted};
use crate::session::owned::OwnedSession;
use crate::values::status::Status;

/// Merges the lists of several nodes: a session that several of them list is in the result once.
///
/// A client that asks for several channels or technicians sends a request for each node, one after the other. Pass the
/// lists in the order of the requests: of two rows that contradict each other, the later one is right.
///
/// ```
/// use rescue_sessions::{OwnedSession, Status, merge_nodes};
///
/// let row = |id, technician, status| {
///     let mut session = OwnedSession::new(id);
///     (session.technician_id, session.status) = (Some(technician), Some(status));
///     session
/// };
/// let channel = vec![row(7, 0, Status::Waiting), row(8, 5, Status::Active)];
/// let technician = vec![row(8, 5, Status::OnHold), row(7, 5, Status::Active)];
///
/// // Session 8 is in both lists. Session 7 was picked up between the requests.
/// let merged = merge_nodes([channel, technician]);
/// assert_eq!(merged, [row(8, 5, Status::OnHold), row(7, 5, Status::Active)]);
/// ```
///
/// # Rules
///
/// All of them are inferred: no documentation says how the lists of two nodes relate.
///
/// 1. **Rows with the same ID and technician** are one session at different moments. Those of the last list that has
///    any are kept, at the places of the first ones.
/// 2. **An unassigned row (Technician ID 0) and a technician's row with the same ID** are one session at different
///    moments, if no list has both: it was picked up, or is in a queue again. The row of the later list is kept. Rows
///    that are closed stay: a closed row has ended, and the session may go on in another one.
/// 3. **A row without a Technician ID** is always kept: if the value is withheld, or the column is absent, nothing says
///    whether it is the same row as another one.
/// 4. **Within a list** nothing is merged, even if it has the same ID and technician twice.
///
/// Rows of different technicians are kept: they share the session (observed). So a session that is transferred between two
/// requests can be in the result twice, until the next poll.
///
/// It takes O(n log n) time and O(n) memory for n rows, whatever they contain.
#[must_use]
pub fn merge_nodes<L>(lists: L) -> Vec<OwnedSession>
where
    L: IntoIterator,
    L::Item: IntoIterator<Item = OwnedSession>,
{
    let (mut sessions, mut rows, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for (list, items) in lists.into_iter().enumerate() {
        for session in items {
            let index = sessions.len();
            match Row::of(&session, list, index) {
                Some(row) => rows.push(row),
                None => kept.push(Kept { place: index, index }),
            }
            sessions.push(Some(session));
        }
    }
    runs(&sorted(rows), |row| row.id).for_each(|rows| keep_latest(rows, &mut kept));
    sorted(kept).into_iter().filter_map(|row| sessions.get_mut(row.index)?.take()).collect()
}

/// What the rules compare, in the order of sorting: the unassigned rows of an ID come first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    id: i64,
    is_assigned: bool,
    technician: i64,
    list: usize,
    /// The index in all lists together.
    index: usize,
    is_closed: bool,
}

impl Row {
    /// `None` if the technician is unknown.
    fn of(session: &OwnedSession, list: usize, index: usize) -> Option<Row> {
        let technician = session.technician_id?;
        let is_closed = session.status.as_ref().is_some_and(Status::is_closed);
        Some(Row { id: session.id, is_assigned: technician != UNASSIGNED, technician, list, index, is_closed })
    }
}

/// A row of the result, sorted by its place.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Kept {
    place: usize,
    index: usize,
}

/// The rows with one ID and technician, at least one.
#[derive(Clone, Copy)]
struct Group<'r> {
    rows: &'r [Row],
    last_list: usize,
    /// Whether any row of the last list is open.
    is_open: bool,
}

impl<'r> Group<'r> {
    fn all(rows: &'r [Row]) -> impl Iterator<Item = Group<'r>> {
        runs(rows, |row| row.technician).filter_map(|rows| {
            let last_list = rows.last()?.list;
            let is_open = rows.iter().any(|row| row.list == last_list && !row.is_closed);
            Some(Group { rows, last_list, is_open })
        })
    }

    fn is_unassigned(&self) -> bool {
        self.rows.first().is_some_and(|row| !row.is_assigned)
    }

    /// The rows of the last list.
    fn latest(self) -> impl Iterator<Item = &'r Row> {
        self.rows.iter().filter(move |row| row.list == self.last_list)
    }

    /// Whether this and the other group are one session at different moments.
    fn excludes(&self, other: &Group<'_>) -> bool {
        let is_listed = |list| other.rows.binary_search_by_key(&list, |row| row.list).is_ok();
        self.is_open && other.is_open && !self.rows.iter().any(|row| is_listed(row.list))
    }

    fn keep(&self, is_outdated: bool, kept: &mut Vec<Kept>) {
        let places = self.rows.iter().map(|row| row.index);
        let rows = places.zip(self.latest()).filter(|(_, row)| !is_outdated || row.is_closed);
        kept.extend(rows.map(|(place, row)| Kept { place, index: row.index }));
    }
}

/// Decides which rows of one ID are in the result.
fn keep_latest(rows: &[Row], kept: &mut Vec<Kept>) {
    let unassigned = Group::all(rows).next().filter(Group::is_unassigned);
    let mut is_picked_up = false;
    for group in Group::all(rows).filter(|group| !group.is_unassigned()) {
        let excluded = unassigned.filter(|unassigned| group.excludes(unassigned));
        let is_later = excluded.is_some_and(|unassigned| group.last_list > unassigned.last_list);
        is_picked_up |= is_later;
        group.keep(excluded.is_some() && !is_later, kept);
    }
    if let Some(unassigned) = unassigned {
        unassigned.keep(is_picked_up, kept);
    }
}

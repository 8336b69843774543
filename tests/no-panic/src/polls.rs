//! Compares and merges the rows of a body.

use alloc::vec::Vec;
use core::hint::black_box;

use rescue_sessions::{Change, Changes, OwnedSession, Parser, merge_nodes};

use crate::show;

/// Returns the number of sessions.
pub fn read(parser: Parser, bytes: &[u8]) -> usize {
    let sessions = || -> Vec<OwnedSession> {
        let list = parser.parse_bytes(bytes);
        list.into_iter().flatten().flatten().map(OwnedSession::from).collect()
    };
    let (mut old, mut new) = (sessions(), sessions());
    let count = old.len();
    for session in old.iter_mut().chain(&mut new) {
        session.id = black_box(7);
        session.technician_id = black_box(session.technician_id);
        session.status = black_box(session.status.take());
    }
    compare(&old, &new);
    black_box(merge_nodes([old, new]).len());
    count
}

fn compare(old: &[OwnedSession], new: &[OwnedSession]) {
    let changes = Changes::between(black_box(old), black_box(new));
    show::comparable(&changes);
    show::equal(&changes, &Changes::default());
    black_box((changes.len(), changes.is_empty(), changes.as_slice().len()));
    changes.iter().for_each(change);
    (&changes).into_iter().for_each(change);
    changes.into_iter().for_each(|each| change(&each));
}

fn change(change: &Change<'_>) {
    show::comparable(change);
    black_box((change.old_row(), change.new_row(), change.session(), change.id(), change.code()));
}

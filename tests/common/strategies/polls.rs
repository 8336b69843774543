//! Lists of polls, with few IDs and technicians, so that all rules meet.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rescue_sessions::{OwnedSession, Status};

const STATUSES: [&str; 6] = ["Waiting", "Active", "Closed by technician", "Transferred", "Timed out", "Ativas"];

fn session(is_known: bool) -> impl Strategy<Value = OwnedSession> {
    let unknown = if is_known { 0 } else { 1 };
    let technician = prop_oneof![unknown => Just(None), 5 => select(vec![0, 0, -2, 5, 6, 7]).prop_map(Some)];
    let status = prop_oneof![unknown => Just(None), 5 => select(&STATUSES[..]).prop_map(Some)];
    (select(vec![1, 1, 2, i64::MIN]), technician, status, any::<Option<bool>>(), 0_i64..99).prop_map(
        |(id, technician, status, is_lead, waiting_time)| {
            let mut session = OwnedSession::new(id);
            session.technician_id = technician;
            session.status = status.map(|status| Status::from_text(status).into_owned());
            session.is_lead_technician = is_lead;
            session.waiting_time = Some(waiting_time);
            session
        },
    )
}

/// A list of up to seven rows. If it is known, no row lacks its technician or status.
pub fn list(is_known: bool) -> impl Strategy<Value = Vec<OwnedSession>> {
    vec(session(is_known), 0..8)
}

/// Two polls: independent of each other, or the second one with the rows of the first, and some of them changed.
pub fn two_polls(is_known: bool) -> impl Strategy<Value = (Vec<OwnedSession>, Vec<OwnedSession>)> {
    let independent = (list(is_known), list(is_known));
    let edits = vec((any::<prop::sample::Index>(), session(is_known)), 0..3);
    let edited = (list(is_known), edits, list(is_known)).prop_flat_map(|(old, edits, mut new)| {
        new.truncate(1);
        new.extend(old.iter().cloned());
        edits.into_iter().for_each(|(index, session)| {
            let index = index.index(new.len() + 1);
            new.splice(index..new.len().min(index + 1), [session]);
        });
        (Just(old), Just(new).prop_shuffle())
    });
    prop_oneof![independent, edited]
}

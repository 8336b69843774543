//! The reader of this crate.

use rescue_sessions::parse;

use super::Fields;

/// The fields of each session. Errors are skipped, so their rows count as lost.
pub fn sessions(body: &str, _: usize) -> Vec<Fields> {
    let list = parse(body).expect("a synthetic body has a list");
    let mut sessions = list.sessions();
    let mut rows = Vec::new();
    while let Some(session) = sessions.next() {
        if session.is_ok() {
            rows.push(sessions.last_fields().map(|field| field.map(str::to_owned)).collect());
        }
    }
    rows
}

//! A cheap check, which runs often. The complete body and the body in two chunks give the same number of sessions and
//! errors, with the same IDs, up to the same byte.

use rescue_sessions::{Decoder, Error, Session};

use crate::case::Case;

/// A summary of the items.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    sessions: u64,
    errors: u64,
    ids: i64,
    damaged: u64,
    /// The end offset of the last item.
    end: u64,
}

impl Tally {
    #[inline]
    fn add(&mut self, session: &Result<Session<'_>, Error>, end: u64) {
        match session {
            Ok(session) => {
                self.sessions += 1;
                self.ids = self.ids.wrapping_mul(31).wrapping_add(session.id());
                self.damaged += session.damage().len() as u64;
            }
            Err(_) => self.errors += 1,
        }
        self.end = end;
    }
}

fn at_once(case: &Case<'_>) -> Result<Tally, Error> {
    let mut sessions = case.parser.parse_bytes(case.body)?.into_iter();
    let mut tally = Tally::default();
    while let Some(session) = sessions.next() {
        tally.add(&session, sessions.last_span().end);
    }
    Ok(tally)
}

fn in_chunks(case: &Case<'_>) -> Result<Tally, Error> {
    let mut decoder = Decoder::new(case.parser);
    let mut tally = Tally::default();
    // A decoder scans its buffer after each chunk. Two chunks keep the check cheap.
    let cut = case.cuts.iter().fold(0, |sum, cut| sum ^ cut) % (case.body.len() + 1);
    let (first, second) = case.body.split_at(cut);
    for chunk in [Some(first), Some(second), None] {
        match chunk {
            Some(chunk) => decoder.push(chunk),
            None => decoder.finish(),
        }
        let mut sessions = decoder.sessions()?;
        while let Some(session) = sessions.next() {
            tally.add(&session, sessions.last_span().end);
        }
    }
    Ok(tally)
}

/// The target `smoke`.
pub fn fuzz(data: &[u8]) {
    check(&Case::new(data));
}

/// Compares the complete body with the body in chunks.
pub fn check(case: &Case<'_>) {
    assert_eq!(in_chunks(case), at_once(case), "{case:?}");
}

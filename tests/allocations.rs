//! How many allocations the parser makes.

use common::memory::asked;
use rescue_sessions::{Decoder, OwnedSession, Parser, Writer, parse};
use rescue_sessions_synthetic::{Plan, Version};

fn allocations<T>(work: impl FnOnce() -> T) -> (u64, T) {
    let (allocations, value) = asked(work);
    (allocations.count, value)
}

fn body(rows: u64, version: Version) -> String {
    Plan { rows, version, ..Plan::default() }.body()
}

/// The ranges of the names, the names, and what the lane needs: the fast lane an index of lines, the reference lane the state
/// of recovery.
const FOR_SESSIONS: u64 = 2 + if cfg!(feature = "fast") { 1 } else { 8 };
/// Recovery, through which the reference lane reads every row, lists where a record can end.
const FOR_ROW: u64 = if cfg!(feature = "fast") { 0 } else { 1 };
const FOR_RECORDS: u64 = 2 + if cfg!(feature = "fast") { 1 } else { 0 };

#[test]
fn rows_take_no_allocations_in_the_fast_lane() {
    for version in [Version::V1, Version::V3] {
        let (one, many) = (body(1, version), body(1_000, version));
        let count_sessions = |body: &str| parse(body).unwrap().into_iter().filter(|session| session.is_ok()).count();
        let (for_one, count) = allocations(|| count_sessions(&one));
        assert_eq!(count, 1);
        assert_eq!(for_one, FOR_SESSIONS);
        assert_eq!(allocations(|| count_sessions(&many)), (for_one + 999 * FOR_ROW, 1_000));

        let count_fields =
            |body: &str| parse(body).unwrap().records().map(|record| record.unwrap().iter().count()).sum();
        let (for_many, fields): (u64, usize) = allocations(|| count_fields(&many));
        assert_eq!((for_many, fields), (FOR_RECORDS, 1_000 * version.columns().len()));
    }
}

#[test]
fn an_owned_session_allocates_its_texts_that_are_not_empty() {
    let body = "OK\n\nID|Status|Entry|Technician|Custom Field 0|Custom Field 1|\n7|Active|Support||Ann Lee||\n";
    let session = parse(body).unwrap().into_iter().next().unwrap().unwrap();
    let (count, owned) = allocations(|| session.into_owned());
    assert_eq!((count, owned.entry.as_deref()), (3, Some("Support")), "two texts and the list of custom fields");
}

#[test]
fn written_sessions_take_no_allocations() {
    let write = |rows| {
        let body = body(rows, Version::V3);
        let borrowed: Vec<_> = parse(&body).unwrap().sessions().map(Result::unwrap).collect();
        let owned: Vec<_> = borrowed.iter().map(OwnedSession::from).collect();
        let (of_borrowed, _) = allocations(|| Writer::v3().write_to(std::io::sink(), &borrowed).unwrap());
        let (of_owned, _) = allocations(|| Writer::v3().write_to(std::io::sink(), &owned).unwrap());
        (of_borrowed, of_owned)
    };
    // The buffer of a block of rows is full: it grows no more.
    assert_eq!(write(1_000), write(4_000));
}

#[test]
fn an_error_makes_one_allocation() {
    let list = parse("OK\n\nID|\nx\n").unwrap();
    let mut records = list.records();
    assert_eq!(allocations(|| records.next().unwrap().is_err()), (1, true));
}

#[test]
fn decoder_releases_consumed_chunks() {
    let body = body(3_000, Version::V3);
    let (allocations, count) = asked(|| {
        let (mut decoder, mut count) = (Decoder::new(Parser::new()), 0);
        for chunk in body.as_bytes().chunks(1_460) {
            decoder.push(chunk);
            count += decoder.sessions().unwrap().count();
        }
        count
    });
    assert_eq!(count, 2_999, "the last row needs more input");
    assert!(
        body.len() > 300_000 && allocations.most < 16_000,
        "the decoder holds {} of {} bytes",
        allocations.most,
        body.len()
    );
}

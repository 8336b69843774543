//! Every body of the corpus, truncated at every byte.

use checks::case::Case;
use checks::stream::{Item, item, whole};
use common::corpus::{Entry, bodies};
use rescue_sessions::{Decoder, Error, Parser};

use super::with_name;

/// Every offset in a short body. In a long body, the offsets near both ends and some between.
pub fn offsets(len: usize) -> impl Iterator<Item = usize> {
    let is_near_an_end = move |offset: usize| offset < 32 || len - offset <= 32;
    (0..len).filter(move |&offset| len <= 4_096 || is_near_an_end(offset) || offset.is_multiple_of(16_001))
}

/// The items of an undamaged list and the offset of its first row.
///
/// Each item is a session without damage. A delimiter ends each line, so a truncated row is detectable. A list whose
/// first row is on the header line is left out: the parser separates that row from the column names by its values.
pub fn undamaged(entry: &Entry) -> Option<(Vec<Item>, usize)> {
    let list = entry.parser().parse_bytes(&entry.body).ok()?;
    let rows = list.records().position().byte() as usize;
    let (items, _) = whole(entry.parser(), &entry.body).ok()?.sessions;
    let is_undamaged = |item: &Item| item.0.as_ref().is_ok_and(|(session, ..)| session.damage.is_empty());
    let ends_each_line = list.header().has_trailing_delimiter() && entry.body[..rows].ends_with(b"\n");
    (ends_each_line && items.iter().all(is_undamaged)).then_some((items, rows))
}

/// The sessions that a decoder emits before the body is finished.
fn emitted_so_far(parser: Parser, start: &[u8]) -> Result<Vec<Item>, Error> {
    let mut decoder = Decoder::new(parser);
    decoder.push(start);
    let mut sessions = decoder.sessions()?;
    let mut items = Vec::new();
    while let Some(session) = sessions.next() {
        items.push(item(session, sessions.last_span(), sessions.last_fields()));
    }
    Ok(items)
}

#[test]
fn a_truncated_body_gives_a_prefix_of_the_sessions() {
    let (mut count, mut lists) = (0, 0);
    for entry in bodies() {
        let (parser, delimiter) = (entry.parser(), &*entry.delimiter);
        let all = whole(parser, &entry.body).map(|list| list.sessions.0);
        let undamaged = undamaged(&entry);
        lists += usize::from(undamaged.is_some());
        for len in offsets(entry.body.len()) {
            count += 1;
            let body = &entry.body[..len];
            with_name(&format!("{}, truncated to {len} bytes", entry.name), || {
                checks::parse(&Case { body, delimiter, parser, cuts: Vec::new() });
                match (emitted_so_far(parser, body), &all) {
                    (Ok(items), Ok(all)) => assert!(all.starts_with(&items)),
                    (Ok(items), Err(_)) => assert!(items.is_empty()),
                    (Err(error), all) => assert_eq!(Some(&error), all.as_ref().err()),
                }
                if let Some((items, _)) = undamaged.as_ref().filter(|(_, rows)| len >= *rows) {
                    let (read, _) = whole(parser, body).unwrap().sessions;
                    assert!(read.len() <= items.len());
                    let session = |item: &Item| item.0.as_ref().ok().map(|(session, ..)| session.clone());
                    for (read, item) in read.iter().zip(items) {
                        assert!(read.0.is_err() || session(read) == session(item), "{read:?} instead of {item:?}");
                    }
                }
            });
        }
    }
    assert!(count > 18_000 && lists > 30, "{count} truncated bodies, {lists} lists");
}

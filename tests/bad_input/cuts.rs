//! Every body of the corpus, cut at every byte.

use checks::case::Case;
use checks::stream::{Item, item, whole};
use common::corpus::{Entry, bodies};
use rescue_sessions::{Decoder, Error, Parser};

use super::told;

/// Every place in a body; of a long one, those near its ends and some between.
pub fn places(len: usize) -> impl Iterator<Item = usize> {
    let is_near_an_end = move |place: usize| place < 32 || len - place <= 32;
    (0..len).filter(move |&place| len <= 4_096 || is_near_an_end(place) || place.is_multiple_of(16_001))
}

/// A list that nobody has damaged, and where its rows start: sessions alone, and a delimiter ends each line, so that
/// a row tells whether it has its end. One whose first row stands on the header's line is told from names by its values.
pub fn undamaged(entry: &Entry) -> Option<(Vec<Item>, usize)> {
    let list = entry.parser().parse_bytes(&entry.body).ok()?;
    let rows = list.records().position().byte() as usize;
    let (items, _) = whole(entry.parser(), &entry.body).ok()?.sessions;
    let is_whole = |item: &Item| item.0.as_ref().is_ok_and(|(session, ..)| session.damage().is_empty());
    let has_ends = list.header().has_trailing_delimiter() && entry.body[..rows].ends_with(b"\n");
    (has_ends && items.iter().all(is_whole)).then_some((items, rows))
}

/// What can be told of a body that has not ended.
fn so_far(parser: Parser<'_>, start: &[u8]) -> Result<Vec<Item>, Error> {
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
fn a_body_cut_anywhere_gives_what_it_has_and_nothing_else() {
    let (mut cuts, mut lists) = (0, 0);
    for entry in bodies() {
        let (parser, delimiter) = (entry.parser(), &*entry.delimiter);
        let all = whole(parser, &entry.body).map(|list| list.sessions.0);
        let undamaged = undamaged(&entry);
        lists += usize::from(undamaged.is_some());
        for cut in places(entry.body.len()) {
            cuts += 1;
            let body = &entry.body[..cut];
            told(&format!("{}, cut at byte {cut}", entry.name), || {
                checks::parse(&Case { body, delimiter, parser, cuts: Vec::new() });
                match (so_far(parser, body), &all) {
                    (Ok(items), Ok(all)) => assert!(all.starts_with(&items)),
                    (Ok(items), Err(_)) => assert!(items.is_empty()),
                    (Err(error), all) => assert_eq!(Some(&error), all.as_ref().err()),
                }
                if let Some((items, _)) = undamaged.as_ref().filter(|(_, rows)| cut >= *rows) {
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
    assert!(cuts > 18_000 && lists > 30, "{cuts} cuts, {lists} lists");
}

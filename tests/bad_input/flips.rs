//! Every body of the corpus, with one byte changed.

use checks::case::Case;
use checks::stream::{Item, whole};
use common::corpus::bodies;

use super::cuts::{offsets, undamaged};
use super::with_name;

/// All sessions are still there in order, except those of the changed row and its two neighbours.
fn other_sessions_are_still_read(offset: usize, items: &[Item], read: &[Item]) {
    let changed = items.iter().rposition(|item| item.1.start as usize <= offset).unwrap_or(0);
    let mut read = read.iter();
    for (number, item) in items.iter().enumerate().filter(|(number, _)| number.abs_diff(changed) > 1) {
        assert!(read.any(|read| read == item), "session {} is missing", number + 1);
    }
}

/// Changes one byte at a time. The function returns the bits to flip for the byte at an offset.
fn flip_each_byte(mask: impl Fn(usize) -> u8) {
    let (mut flips, mut lists) = (0, 0);
    for entry in bodies() {
        let (parser, delimiter) = (entry.parser(), &*entry.delimiter);
        let starts_with_id = parser.parse_bytes(&entry.body).is_ok_and(|list| list.header().get(0) == Some("ID"));
        let undamaged = undamaged(&entry).filter(|_| starts_with_id);
        lists += usize::from(undamaged.is_some());
        // The time grows with the square of the length. A step of three still covers all eight bits.
        let step = if entry.body.len() > 1_024 { 3 } else { 1 };
        for offset in offsets(entry.body.len()).step_by(step) {
            flips += 1;
            let mut body = entry.body.clone();
            body[offset] ^= mask(offset);
            with_name(&format!("{}, byte {offset} xor {:#x}", entry.name, mask(offset)), || {
                checks::parse(&Case { body: &body, delimiter, parser, cuts: Vec::new() });
                if let Some((items, _)) = undamaged.as_ref().filter(|(_, rows)| offset >= *rows) {
                    let (read, _) = whole(parser, &body).unwrap().sessions;
                    other_sessions_are_still_read(offset, items, &read);
                }
            });
        }
    }
    assert!(flips > 14_000 && lists > 30, "{flips} flips, {lists} lists");
}

#[test]
fn an_inverted_byte_affects_only_its_row_and_the_neighbours() {
    flip_each_byte(|_| 0xff);
}

#[test]
fn an_inverted_bit_affects_only_its_row_and_the_neighbours() {
    flip_each_byte(|offset| 1 << (offset % 8));
}

//! Every body of the corpus, with one byte of it changed.

use checks::case::Case;
use checks::stream::{Item, whole};
use common::corpus::bodies;

use super::cuts::{places, undamaged};
use super::told;

/// All sessions but that of the row which was hit and its two neighbours are there, in their order.
fn the_others_are_there(place: usize, items: &[Item], read: &[Item]) {
    let hit = items.iter().rposition(|item| item.1.start as usize <= place).unwrap_or(0);
    let mut read = read.iter();
    for (number, item) in items.iter().enumerate().filter(|(number, _)| number.abs_diff(hit) > 1) {
        assert!(read.any(|read| read == item), "session {} is lost", number + 1);
    }
}

/// Each byte in turn is changed by what a function makes of its place.
fn each_byte(change: impl Fn(usize) -> u8) {
    let (mut flips, mut lists) = (0, 0);
    for entry in bodies() {
        let (parser, delimiter) = (entry.parser(), &*entry.delimiter);
        let starts_with_id = parser.parse_bytes(&entry.body).is_ok_and(|list| list.header().get(0) == Some("ID"));
        let undamaged = undamaged(&entry).filter(|_| starts_with_id);
        lists += usize::from(undamaged.is_some());
        // The time grows with the square of the length. A step of three comes to all eight bits.
        let step = if entry.body.len() > 1_024 { 3 } else { 1 };
        for place in places(entry.body.len()).step_by(step) {
            flips += 1;
            let mut body = entry.body.clone();
            body[place] ^= change(place);
            told(&format!("{}, byte {place} changed by {:#x}", entry.name, change(place)), || {
                checks::parse(&Case { body: &body, delimiter, parser, cuts: Vec::new() });
                if let Some((items, _)) = undamaged.as_ref().filter(|(_, rows)| place >= *rows) {
                    let (read, _) = whole(parser, &body).unwrap().sessions;
                    the_others_are_there(place, items, &read);
                }
            });
        }
    }
    assert!(flips > 14_000 && lists > 30, "{flips} flips, {lists} lists");
}

#[test]
fn an_inverted_byte_costs_no_more_than_its_row_and_its_neighbours() {
    each_byte(|_| 0xff);
}

#[test]
fn an_inverted_bit_costs_no_more_than_its_row_and_its_neighbours() {
    each_byte(|place| 1 << (place % 8));
}

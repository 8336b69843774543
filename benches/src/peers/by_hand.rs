//! Conversions as a careful client would write them, with the necessary checks only.

use crate::row::{Moment, Row};

pub struct ByHand([u32; 5]);

impl Moment for ByHand {
    #[inline]
    fn parts(&self) -> [u32; 5] {
        self.0
    }
}

/// The row of so many columns, whose fields `get` returns; `None` if a field is missing or malformed. Skips all custom
/// fields after the third.
#[inline]
pub fn row<'a>(columns: usize, get: impl Fn(usize) -> Option<&'a [u8]>) -> Option<Row<&'a str, ByHand>> {
    let text = |column| get(column).and_then(|field| str::from_utf8(field).ok());
    let integer = |column| get(column).and_then(integer);
    let language = columns - 5;
    Some(Row {
        id: integer(0)?,
        status: text(1)?,
        entry_id: integer(2)?,
        entry: text(3)?,
        technician_id: integer(4)?,
        technician: text(5)?,
        start_time: get(6).and_then(start_time)?,
        waiting_time: integer(7)?,
        custom_field_0: text(8)?,
        custom_field_1: text(9)?,
        custom_field_2: text(10)?,
        language: text(language)?,
        transferred_to: text(language + 1)?,
        transferred_comment: text(language + 2)?,
        is_lead_technician: text(language + 3)?,
        handing_off: text(language + 4)?,
    })
}

#[inline]
fn integer(field: &[u8]) -> Option<i64> {
    let (negative, digits) = match field {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let value = digits.iter().try_fold(0_i64, |value, byte| {
        let digit = byte.wrapping_sub(b'0');
        if digit < 10 { value.checked_mul(10)?.checked_add(digit.into()) } else { None }
    });
    value.filter(|_| !digits.is_empty()).map(|value| if negative { -value } else { value })
}

/// `M/D/YYYY h:mm AM`
#[inline]
fn start_time(field: &[u8]) -> Option<ByHand> {
    let (month, rest) = number_before(b'/', field)?;
    let (day, rest) = number_before(b'/', rest)?;
    let (year, rest) = number_before(b' ', rest)?;
    let (hour, rest) = number_before(b':', rest)?;
    let (minute, am_pm) = number_before(b' ', rest)?;
    let afternoon = match am_pm {
        b"AM" => 0,
        b"PM" => 12,
        _ => return None,
    };
    let date_exists = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    let is_valid = date_exists && year <= 9999 && (1..=12).contains(&hour) && minute < 60;
    is_valid.then_some(ByHand([year, month, day, hour % 12 + afternoon, minute]))
}

#[inline]
fn number_before(end: u8, text: &[u8]) -> Option<(u32, &[u8])> {
    let mut value = 0_u32;
    for (offset, byte) in text.iter().enumerate().take(5) {
        match byte.wrapping_sub(b'0') {
            digit @ 0..=9 => value = value * 10 + u32::from(digit),
            _ if *byte == end && offset > 0 => return Some((value, &text[offset + 1..])),
            _ => return None,
        }
    }
    None
}

fn days_in(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

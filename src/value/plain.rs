//! The values as they nearly always are, read where they stand in the body, eight bytes at once and without a branch on
//! what they are. `None` says that another function must look: too long, too near to an end of the body, or an error.

use super::value_of_eight;

/// The eight bytes before a place, the first one lowest.
#[inline(always)]
pub(crate) fn before(body: &[u8], end: usize) -> Option<u64> {
    let bytes = body.get(end.wrapping_sub(8)..end)?.first_chunk()?;
    Some(u64::from_le_bytes(*bytes))
}

/// The eight bytes from a place on, the first one lowest.
#[inline(always)]
pub(crate) fn from(body: &[u8], start: usize) -> Option<u64> {
    let bytes = body.get(start..)?.first_chunk()?;
    Some(u64::from_le_bytes(*bytes))
}

/// One to sixteen digits.
#[inline(always)]
pub(crate) fn plain_integer(body: &[u8], start: usize, end: usize) -> Option<i64> {
    let len = end.wrapping_sub(start);
    let value = match len {
        1..=8 => last_digits(before(body, end)?, len)?,
        9..=16 => {
            let low = last_digits(before(body, end)?, 8)?;
            let high = last_digits(before(body, end.wrapping_sub(8))?, len.wrapping_sub(8))?;
            high.wrapping_mul(100_000_000).wrapping_add(low)
        }
        _ => return None,
    };
    Some(value as i64)
}

/// The value of the last one to eight of eight bytes.
#[inline(always)]
fn last_digits(bytes: u64, count: usize) -> Option<u64> {
    let before = 64_u32.wrapping_sub((count as u32) << 3);
    let digits = (bytes ^ 0x3030_3030_3030_3030) & u64::MAX.wrapping_shl(before);
    // A digit is nine at most, and has no high bit when 0x76 is added to it.
    let others = (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080;
    (others == 0).then(
        #[inline(always)]
        || value_of_eight(digits),
    )
}

/// Empty, `yes` or `no`.
#[inline(always)]
pub(crate) fn plain_flag(body: &[u8], start: usize, end: usize) -> Option<bool> {
    const YES: u64 = u64::from_le_bytes(*b"yes\0\0\0\0\0");
    const NO: u64 = u64::from_le_bytes(*b"no\0\0\0\0\0\0");
    let len = end.wrapping_sub(start);
    if len >= 8 {
        return None;
    }
    let word = from(body, start)? & !u64::MAX.wrapping_shl((len as u32) << 3);
    // A NUL is as good as nothing in a word, so its length is looked at too.
    let (yes, no, empty) = ((word == YES) & (len == 3), (word == NO) & (len == 2), len == 0);
    (yes | no | empty).then_some(yes)
}

/// Empty or two letters.
#[inline(always)]
pub(crate) fn is_plain_language(body: &[u8], start: usize, end: usize) -> bool {
    let Some(word) = from(body, start) else { return false };
    let letters = (word as u8).is_ascii_alphabetic() & ((word >> 8) as u8).is_ascii_alphabetic();
    let len = end.wrapping_sub(start);
    (len == 0) | ((len == 2) & letters)
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::value;

    /// A body with a text in it, and where that starts and ends.
    fn around(text: &[u8]) -> (Vec<u8>, usize, usize) {
        ([b"0123456789012345|", text, b"|123456789"].concat(), 17, 17 + text.len())
    }

    #[test]
    fn the_fast_ways_find_the_same_values() {
        let texts = (0..=20).flat_map(|len| [&b"98765432109876543210"[..len], &b"00000000000000000001"[20 - len..]]);
        let words = ["yes", "no", "", "en", "pt", "YES", "No", "sim", "pt-BR", "y", "-1", "1-", "no\0", "e1", "é"];
        for text in texts.chain(words.map(str::as_bytes)) {
            for place in 0..=text.len() {
                for byte in 0..=u8::MAX {
                    let mut text = text.to_vec();
                    if let Some(place) = text.get_mut(place) {
                        *place = byte;
                    }
                    let (body, start, end) = around(&text);
                    let integer = plain_integer(&body, start, end);
                    let digits = (1..=16).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
                    assert_eq!(integer, value::integer(&text).ok().filter(|_| digits), "{text:?}");
                    let flag = plain_flag(&body, start, end);
                    let usual = matches!(&*text, b"yes" | b"no" | b"");
                    assert_eq!(flag, usual.then_some(text == b"yes"), "{text:?}");
                    assert_eq!(is_plain_language(&body, start, end), text.len() <= 2 && value::is_language(&text));
                }
            }
        }
    }

    #[test]
    fn too_near_to_an_end_is_left_to_others() {
        assert_eq!(plain_integer(b"1234567|", 0, 7), None);
        assert_eq!(plain_integer(b"123456789|", 0, 9), None);
        assert_eq!(plain_flag(b"|yes|\n", 1, 4), None);
        assert!(!is_plain_language(b"|en|\n", 1, 3));
    }
}

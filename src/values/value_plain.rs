//! The values as they nearly always are, read where they stand in the body, eight bytes at once and without a branch on
//! what they are. `None` says that another function must look: too long, too near to an end of the body, or an error.

use crate::bytes::near::{Near, Place};
use crate::bytes::simd::Digits;

/// A field of one to sixteen bytes, as digits.
#[inline(always)]
pub(crate) fn digits(near: Near<'_>, (start, end): Place) -> Option<Digits<'_>> {
    let mask = MASKS.get(usize::from(end.wrapping_sub(start)).wrapping_sub(1))?;
    Some(Digits { text: near.sixteen_before(end)?, mask })
}

/// None: the number is zero.
pub(crate) const NO_DIGITS: Digits<'static> = Digits { text: &[0; 16], mask: &[0; 16] };

/// Whether it is one to sixteen digits.
#[inline(always)]
pub(crate) fn is_plain_integer(near: Near<'_>, place: Place) -> bool {
    digits(near, place).is_some_and(
        #[inline(always)]
        |digits| digits.are_all(),
    )
}

/// The last 1 to 16 of sixteen bytes.
static MASKS: [[u8; 16]; 16] = {
    let mut masks = [[0; 16]; 16];
    let mut left = masks.as_mut_slice();
    let mut mask = 0_u128;
    while let [first, others @ ..] = left {
        mask = mask >> 8 | 0xff << 120;
        *first = mask.to_le_bytes();
        left = others;
    }
    masks
};

/// Empty, `yes` or `no`.
#[inline(always)]
pub(crate) fn plain_flag(near: Near<'_>, (start, end): Place) -> Option<bool> {
    // By its length, which bytes are the word and what it must be then.
    const WORDS: [(u64, u64); 4] = [
        (0, 0),
        (0, 1), // none
        (0xffff, u64::from_le_bytes(*b"no\0\0\0\0\0\0")),
        (0xff_ffff, u64::from_le_bytes(*b"yes\0\0\0\0\0")),
    ];
    let len = end.wrapping_sub(start);
    let (mask, word) = WORDS.get(usize::from(len))?;
    (near.from(start)? & mask == *word).then_some(len == 3)
}

/// Empty or two letters.
#[inline(always)]
pub(crate) fn is_plain_language(near: Near<'_>, (start, end): Place) -> bool {
    // By its length, which bits must not be set.
    const WRONG: [u64; 3] = [0, 1, 0x8080];
    let (Some(wrong), Some(word)) = (WRONG.get(usize::from(end.wrapping_sub(start))), near.from(start)) else {
        return false;
    };
    let small = word & 0x5f5f | 0x2020;
    let (from_a, behind_z) = (small.wrapping_add(0x1f1f), small.wrapping_add(0x0505));
    (word | !from_a | behind_z | 1) & wrong == 0
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::bytes::simd::{Blocks, Portable, Processor, Work};
    use crate::values::value;

    /// A body with a text in the second field of its row, and where that starts and ends.
    fn around(text: &[u8]) -> (Vec<u8>, Place) {
        ([b"0123456789012345\n123|", text, b"|123456789"].concat(), (4, 4 + text.len() as u16))
    }

    /// As each of four, by all processors.
    fn integer(near: Near<'_>, place: Place) -> Option<i64> {
        let digits = digits(near, place)?;
        let one = Digits { text: b"9999999999999991", mask: &MASKS[0] };
        let value = Portable.numbers([digits; 4]).map(|numbers| numbers[0]);
        for processor in Processor::all() {
            for number in 0..4 {
                let (mut fields, mut values) = ([one; 4], [1; 4]);
                fields[number] = digits;
                values[number] = value.unwrap_or_default();
                let numbers = processor.call(Numbers(fields));
                assert_eq!(numbers, value.map(|_| values));
                assert_eq!(processor.run(Numbers(fields)), numbers);
            }
        }
        value.map(|value| value as i64)
    }

    struct Numbers<'a>([Digits<'a>; 4]);

    impl Work for Numbers<'_> {
        type Output = Option<[u64; 4]>;

        #[inline(always)]
        fn run(self, blocks: impl Blocks) -> Self::Output {
            blocks.numbers(self.0)
        }
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
                    let (body, place) = around(&text);
                    let near = Near::new(&body, 17).unwrap();
                    let integer = integer(near, place);
                    assert_eq!(is_plain_integer(near, place), integer.is_some());
                    let digits = (1..=16).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
                    assert_eq!(integer, value::integer(&text).ok().filter(|_| digits), "{text:?}");
                    let flag = plain_flag(near, place);
                    let usual = matches!(&*text, b"yes" | b"no" | b"");
                    assert_eq!(flag, usual.then_some(text == b"yes"), "{text:?}");
                    assert_eq!(is_plain_language(near, place), text.len() <= 2 && value::is_language(&text));
                }
            }
        }
    }

    #[test]
    fn too_near_to_an_end_is_left_to_others() {
        assert!(Near::new(b"012345678901234\n", 15).is_none());
        let near = |body| Near::new(body, 16).unwrap();
        assert_eq!(integer(near(b"012345678901234\n7|"), (0, 1)), Some(7));
        assert_eq!(integer(near(b"012345678901234\n"), (0, 1)), None);
        assert_eq!(plain_flag(near(b"012345678901234\nyes|\n"), (0, 3)), None);
        assert!(!is_plain_language(near(b"012345678901234\nen|\n"), (0, 2)));
    }
}

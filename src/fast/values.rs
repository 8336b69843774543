//! Values in their usual format, loaded eight or sixteen bytes at once and without a branch on what they are.
//!
//! `None` leaves a value to the reference lane: it is unusual, invalid, or too close to an end of the body.

use crate::fast::padded_bytes::{FieldRange, PaddedBytes};
use crate::fast::simd::Digits;

/// A field of one to sixteen bytes, as digits.
#[inline(always)]
pub(crate) fn digits(bytes: PaddedBytes<'_>, (start, end): FieldRange) -> Option<Digits<'_>> {
    let mask = MASKS.get(usize::from(end.wrapping_sub(start)).wrapping_sub(1))?;
    Some(Digits { text: bytes.sixteen_before(end)?, mask })
}

/// None: the number is zero.
pub(crate) const NO_DIGITS: Digits<'static> = Digits { text: &[0; 16], mask: &[0; 16] };

/// Whether it is one to sixteen digits.
#[inline(always)]
pub(crate) fn is_integer(bytes: PaddedBytes<'_>, place: FieldRange) -> bool {
    digits(bytes, place).is_some_and(
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
pub(crate) fn flag(bytes: PaddedBytes<'_>, (start, end): FieldRange) -> Option<bool> {
    // By its length, which bytes are the word and what it must be then.
    const WORDS: [(u64, u64); 4] = [
        (0, 0),
        (0, 1), // none
        (0xffff, u64::from_le_bytes(*b"no\0\0\0\0\0\0")),
        (0xff_ffff, u64::from_le_bytes(*b"yes\0\0\0\0\0")),
    ];
    let len = end.wrapping_sub(start);
    let (mask, word) = WORDS.get(usize::from(len))?;
    (bytes.eight_at(start) & mask == *word).then_some(len == 3)
}

/// Empty or two letters.
#[inline(always)]
pub(crate) fn is_language(bytes: PaddedBytes<'_>, (start, end): FieldRange) -> bool {
    // By its length, which bits must not be set.
    const WRONG: [u64; 3] = [0, 1, 0x8080];
    let Some(wrong) = WRONG.get(usize::from(end.wrapping_sub(start))) else { return false };
    let word = bytes.eight_at(start);
    let small = word & 0x5f5f | 0x2020;
    let (from_a, after_z) = (small.wrapping_add(0x1f1f), small.wrapping_add(0x0505));
    (word | !from_a | after_z | 1) & wrong == 0
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::bytes::body::Body;
    use crate::fast::simd::{Kernel, Portable, Processor, SimdOps};
    use crate::values::value;

    /// A body with a text in the second field of its row, and where that starts and ends.
    fn around(text: &[u8]) -> (Vec<u8>, FieldRange) {
        ([b"0123456789012345\n123|", text, b"|123456789"].concat(), (4, 4 + text.len() as u16))
    }

    /// As each of four, by all processors.
    fn integer(bytes: PaddedBytes<'_>, place: FieldRange) -> Option<i64> {
        let digits = digits(bytes, place)?;
        let one = Digits { text: b"9999999999999991", mask: &MASKS[0] };
        let value = Portable.integers([digits; 4]).map(|numbers| numbers[0]);
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

    impl Kernel for Numbers<'_> {
        type Output = Option<[u64; 4]>;

        #[inline(always)]
        fn run(self, simd: impl SimdOps) -> Self::Output {
            simd.integers(self.0)
        }
    }

    #[test]
    fn the_values_are_those_of_the_reference_lane() {
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
                    let bytes = PaddedBytes::new(&Body::of_bytes(&body), 17).unwrap();
                    let integer = integer(bytes, place);
                    assert_eq!(is_integer(bytes, place), integer.is_some());
                    let digits = (1..=16).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
                    assert_eq!(integer, value::integer(&text).ok().filter(|_| digits), "{text:?}");
                    let flag = flag(bytes, place);
                    let usual = matches!(&*text, b"yes" | b"no" | b"");
                    assert_eq!(flag, usual.then_some(text == b"yes"), "{text:?}");
                    assert_eq!(is_language(bytes, place), text.len() <= 2 && value::is_language(&text));
                }
            }
        }
    }

    #[test]
    fn a_field_at_the_end_of_the_body_is_read() {
        assert!(PaddedBytes::new(&Body::of_bytes(b"012345678901234\n"), 15).is_none());
        let bytes = |body| PaddedBytes::new(&Body::of_bytes(body), 16).unwrap();
        assert_eq!(integer(bytes(b"012345678901234\n7|"), (0, 1)), Some(7));
        assert_eq!(integer(bytes(b"012345678901234\n"), (0, 1)), None);
        assert_eq!(flag(bytes(b"012345678901234\nyes|\n"), (0, 3)), Some(true));
        assert_eq!(flag(bytes(b"012345678901234\nye"), (0, 3)), None);
        assert!(is_language(bytes(b"012345678901234\nen|\n"), (0, 2)));
        assert!(!is_language(bytes(b"012345678901234\ne"), (0, 2)));
    }
}

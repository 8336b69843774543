//! Integers, flags and languages in their usual formats, converted without branches on their bytes.
//!
//! Each value is loaded as eight or sixteen bytes at once. Functions return `None` or `false` for a value that the
//! reference lane must read, because it is unusual, invalid, or too close to an end of the body.

use crate::fast::padded_bytes::{FieldRange, PaddedBytes};
use crate::fast::simd::Digits;

/// The bytes of a field, to be read as digits. `None` if it does not have one to sixteen bytes.
#[inline(always)]
pub(crate) fn digits(bytes: PaddedBytes<'_>, (start, end): FieldRange) -> Option<Digits<'_>> {
    let mask = FIELD_MASKS.get(usize::from(end.wrapping_sub(start)).wrapping_sub(1))?;
    Some(Digits { text: bytes.sixteen_before(end)?, mask })
}

/// No digits: their number is zero.
pub(crate) const NO_DIGITS: Digits<'static> = Digits { text: &[0; 16], mask: &[0; 16] };

/// Whether a field consists of one to sixteen digits.
#[inline(always)]
pub(crate) fn is_integer(bytes: PaddedBytes<'_>, range: FieldRange) -> bool {
    digits(bytes, range).is_some_and(
        #[inline(always)]
        |digits| digits.are_valid(),
    )
}

/// Masks of the last 1 to 16 of sixteen bytes.
static FIELD_MASKS: [[u8; 16]; 16] = {
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

/// The flag of a field that is empty, `yes` or `no`.
#[inline(always)]
pub(crate) fn flag(bytes: PaddedBytes<'_>, (start, end): FieldRange) -> Option<bool> {
    // For each length: a mask of the bytes of the field, which are the last of eight, and the only word of this length.
    const WORDS: [(u64, u64); 4] = [
        (0, 0),
        (0, 1), // never equal: no word has one byte
        (0xffff << 48, u64::from_le_bytes(*b"\0\0\0\0\0\0no")),
        (0xff_ffff << 40, u64::from_le_bytes(*b"\0\0\0\0\0yes")),
    ];
    let len = end.wrapping_sub(start);
    let (mask, word) = WORDS.get(usize::from(len))?;
    (bytes.eight_before(end)? & mask == *word).then_some(len == 3)
}

/// Whether a field is empty or two letters.
#[inline(always)]
pub(crate) fn is_language(bytes: PaddedBytes<'_>, (start, end): FieldRange) -> bool {
    // For each length: the bits that must not be set. Bit 0 always is, so no field of one byte passes.
    const FORBIDDEN: [u64; 3] = [0, 1, 0x8080];
    let (Some(forbidden), Some(bytes)) = (FORBIDDEN.get(usize::from(end.wrapping_sub(start))), bytes.eight_before(end))
    else {
        return false;
    };
    let word = bytes >> 48;
    // Adding 0x1f sets the high bit of a byte from `a` on, and adding 0x05 that of a byte after `z`.
    let lowercase = word & 0x5f5f | 0x2020;
    let (from_a, after_z) = (lowercase.wrapping_add(0x1f1f), lowercase.wrapping_add(0x0505));
    (word | !from_a | after_z | 1) & forbidden == 0
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;
    use crate::bytes::body::Body;
    use crate::fast::simd::{Kernel, Portable, Processor, SimdOps};
    use crate::values::value;

    /// A body with a text in the second field of its row, and the range of that field.
    fn body_with_field(text: &[u8]) -> (Vec<u8>, FieldRange) {
        ([b"0123456789012345\n123|", text, b"|123456789"].concat(), (4, 4 + text.len() as u16))
    }

    /// The integer of a field, read as each of four fields, and with each instruction set.
    fn integer(bytes: PaddedBytes<'_>, range: FieldRange) -> Option<i64> {
        let digits = digits(bytes, range)?;
        let one = Digits { text: b"9999999999999991", mask: &FIELD_MASKS[0] };
        let value = Portable.integers([digits; 4]).map(|numbers| numbers[0]);
        for processor in Processor::all() {
            for number in 0..4 {
                let (mut fields, mut values) = ([one; 4], [1; 4]);
                fields[number] = digits;
                values[number] = value.unwrap_or_default();
                let numbers = processor.run_large(Numbers(fields));
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
    fn values_are_those_of_the_reference_lane() {
        let texts = (0..=20).flat_map(|len| [&b"98765432109876543210"[..len], &b"00000000000000000001"[20 - len..]]);
        let words = ["yes", "no", "", "en", "pt", "YES", "No", "sim", "pt-BR", "y", "-1", "1-", "no\0", "e1", "é"];
        for text in texts.chain(words.map(str::as_bytes)) {
            for index in 0..=text.len() {
                for byte in 0..=u8::MAX {
                    let mut text = text.to_vec();
                    if let Some(changed) = text.get_mut(index) {
                        *changed = byte;
                    }
                    let (body, range) = body_with_field(&text);
                    let bytes = PaddedBytes::new(&Body::of_bytes(&body), 17).unwrap();
                    let integer = integer(bytes, range);
                    assert_eq!(is_integer(bytes, range), integer.is_some());
                    let is_usual = (1..=16).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
                    assert_eq!(integer, value::integer(&text).ok().filter(|_| is_usual), "{text:?}");
                    let flag = flag(bytes, range);
                    let is_usual = matches!(&*text, b"yes" | b"no" | b"");
                    assert_eq!(flag, is_usual.then_some(text == b"yes"), "{text:?}");
                    assert_eq!(is_language(bytes, range), text.len() <= 2 && value::is_language(&text));
                }
            }
        }
    }

    #[test]
    fn fields_at_the_end_of_the_body_are_read() {
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

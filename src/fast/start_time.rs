//! Start times in their usual format, converted without branches on their digits.

use crate::fast::padded_bytes::{FieldRange, PaddedBytes};
use crate::fast::simd::{BytePattern, SimdOps};
use crate::values::start_time::StartTime;

/// The start time of a field with the format `M/D/YYYY h:mm AM`, without seconds.
///
/// `None`: the field must be read by [`StartTime::parse`], because it has another format, is invalid, or is a leap day.
#[inline(always)]
pub(crate) fn start_time(bytes: PaddedBytes<'_>, (start, end): FieldRange, simd: impl SimdOps) -> Option<StartTime> {
    // `DD/YYYY hh:mm AM`, `/D/YYYY hh:mm AM`, `/DD/YYYY h:mm AM` or `M/D/YYYY h:mm AM`.
    let text = bytes.sixteen_before(end)?;
    let [byte_0, byte_1, .., byte_8, _, _, _, _, _, _, _] = text;
    let has_one_digit_hour = *byte_8 == b' ';
    let has_one_digit_day = *(if has_one_digit_hour { byte_1 } else { byte_0 }) == b'/';
    let extra_digits = u16::from(!has_one_digit_hour).wrapping_add((!has_one_digit_day).into());
    let month_len = end.wrapping_sub(start).wrapping_sub(LEN_AFTER_MONTH).wrapping_sub(extra_digits);
    let month = bytes.eight_at(start)?;
    let month = (if month_len == 1 { month << 8 | u64::from(b'0') } else { month }) & 0xff_ffff;
    let month = month ^ u64::from_le_bytes(*b"00/\0\0\0\0\0");

    let pattern = PATTERNS.get(usize::from(has_one_digit_hour))?.get(usize::from(has_one_digit_day))?;
    let [day, century, year, hour, minute, _, _, am_or_pm] = simd.digit_pairs(text, pattern)?.map(u64::from);

    // A digit is at most 9, so adding 0x76 leaves its high bit clear.
    let bad_month = ((month.wrapping_add(0x7676) | month) & 0x8080) | (month & 0xff_0000);
    let is_pm = am_or_pm == PM;
    if (bad_month != 0) | (month_len.wrapping_sub(1) > 1) | ((am_or_pm != 0) & !is_pm) {
        return None;
    }
    let month = (month & 0xf).wrapping_mul(10).wrapping_add(month >> 8);
    let year = century.wrapping_mul(100).wrapping_add(year);
    // The constant has two bits for each month: the number of its days minus 28. February 29 is left to
    // `StartTime::parse`.
    let days = 28_u64.wrapping_add(0x3bb_eecc_u64.wrapping_shr((month as u32) << 1) & 3);
    let exists = (year != 0)
        & (month.wrapping_sub(1) < 12)
        & (day.wrapping_sub(1) < days)
        & (hour.wrapping_sub(1) < 12)
        & (minute < 60);
    let hour = (if hour == 12 { 0 } else { hour }).wrapping_add(if is_pm { 12 } else { 0 });
    let time = StartTime::from_minute(year as u16, month as u8, day as u8, hour as u8, minute as u8);
    exists.then_some(time)
}

/// The number of bytes after the month, if the day and the hour have one digit each.
const LEN_AFTER_MONTH: u16 = "/D/YYYY h:mm AM".len() as u16;

/// The bits in which the `P` of `PM` differs from the `A` of `AM`.
const PM: u64 = (b'A' ^ b'P') as u64;

/// The patterns of the last sixteen bytes of a time. The first index says whether the hour has one digit, the second
/// one whether the day has.
///
/// In a pattern's order, the digits of day, year, hour and minute come first, then the separators. A missing digit is
/// replaced by the last space, and counts as zero. The last byte is the `A` or `P`.
static PATTERNS: [[BytePattern; 2]; 2] = [
    [
        pattern([0, 1, 3, 4, 5, 6, 8, 9, 11, 12, 2, 7, 10, 13, 15, 14], *b"0000000000/ : MA"),
        pattern([13, 1, 3, 4, 5, 6, 8, 9, 11, 12, 2, 7, 10, 13, 15, 14], *b" 000000000/ : MA"),
    ],
    [
        pattern([1, 2, 4, 5, 6, 7, 13, 9, 11, 12, 3, 8, 10, 13, 15, 14], *b"000000 000/ : MA"),
        pattern([13, 2, 4, 5, 6, 7, 13, 9, 11, 12, 3, 8, 10, 13, 15, 14], *b" 00000 000/ : MA"),
    ],
];

const fn pattern(order: [u8; 16], base: [u8; 16]) -> BytePattern {
    BytePattern { order, base, max: [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0, PM as u8] }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;
    use crate::bytes::body::Body;
    use crate::fast::simd::{Kernel, Portable, Processor};

    /// The start time of a text by the fast function, with each instruction set, and by the general one.
    fn fast_and_general(text: &[u8]) -> (Option<StartTime>, Option<StartTime>) {
        let body = [b"OK\n\nID|Start Time|\n1|", text, b"|123456\n"].concat();
        let bytes = PaddedBytes::new(&Body::of_bytes(&body), 19).unwrap();
        let field = (2, 2 + text.len() as u16);
        let fast = start_time(bytes, field, Portable);
        for processor in Processor::all() {
            assert_eq!(processor.run_large(Time(bytes, field)), fast);
        }
        (fast, StartTime::parse(text).ok())
    }

    struct Time<'a>(PaddedBytes<'a>, FieldRange);

    impl Kernel for Time<'_> {
        type Output = Option<StartTime>;

        #[inline(always)]
        fn run(self, simd: impl SimdOps) -> Self::Output {
            start_time(self.0, self.1, simd)
        }
    }

    #[test]
    fn usual_times_are_those_of_the_general_function() {
        for year in [0, 1, 4, 100, 400, 1900, 2000, 2012, 2023, 9999] {
            for (month, day) in (0..=13).flat_map(|month| (0..=32).map(move |day| (month, day))) {
                for (hour, minute, half) in
                    [(0, 1, "AM"), (1, 59, "AM"), (9, 60, "PM"), (12, 0, "AM"), (12, 30, "PM"), (13, 0, "PM")]
                {
                    for text in [
                        format!("{month}/{day}/{year:04} {hour}:{minute:02} {half}"),
                        format!("{month:02}/{day:02}/{year:04} {hour:02}:{minute:02} {half}"),
                    ] {
                        let (fast, general) = fast_and_general(text.as_bytes());
                        let is_leap_day = (month, day) == (2, 29);
                        assert_eq!(fast, general.filter(|_| !is_leap_day), "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn other_texts_are_left_to_the_general_function() {
        for text in [*b"2/6/2012 9:00 AM", *b"12/6/2012 9:0 AM", *b"1/26/2012 9:00AM", *b"1/6/2012 11:00AM"] {
            for index in 0..text.len() {
                for byte in 0..=u8::MAX {
                    let mut text = text;
                    text[index] = byte;
                    let (fast, general) = fast_and_general(&text);
                    assert!(fast.is_none() || fast == general, "{text:?}");
                }
            }
        }
        for text in ["", "2/6/2012", "2/6/2012 9:00:30 AM", "112/6/2012 9:00 AM", "/6/2012 9:00 AM", " 9:00 AM"] {
            assert_eq!(fast_and_general(text.as_bytes()).0, None, "{text:?}");
        }
    }
}

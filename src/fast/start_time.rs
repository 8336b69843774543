//! Start times, without a branch on their digits.

use crate::fast::padded_bytes::{FieldRange, PaddedBytes};
use crate::fast::simd::{BytePattern, SimdOps};
use crate::values::start_time::StartTime;

/// The start time of a field with the format `M/D/YYYY h:mm AM`, without seconds. `None`: left to [`StartTime::parse`].
#[inline(always)]
pub(crate) fn start_time(bytes: PaddedBytes<'_>, (start, end): FieldRange, simd: impl SimdOps) -> Option<StartTime> {
    // `M/D/YYYY h:mm AM`, or without the month `/DD/YYYY hh:mm AM`.
    let text = bytes.sixteen_before(end)?;
    let [zeroth, first, .., eighth, _, _, _, _, _, _, _] = text;
    let one_digit_hour = *eighth == b' ';
    let one_digit_day = *(if one_digit_hour { first } else { zeroth }) == b'/';
    let tens = u16::from(!one_digit_hour).wrapping_add((!one_digit_day).into());
    let month_len = end.wrapping_sub(start).wrapping_sub(15).wrapping_sub(tens);
    let month = bytes.eight_at(start);
    let month = (if month_len == 1 { month << 8 | u64::from(b'0') } else { month }) & 0xff_ffff;
    let month = month ^ u64::from_le_bytes(*b"00/\0\0\0\0\0");

    let pattern = PATTERNS.get(usize::from(one_digit_hour))?.get(usize::from(one_digit_day))?;
    let [day, century, year, hour, minute, _, _, half] = simd.digit_pairs(text, pattern)?.map(u64::from);

    // A digit is at most 9, so adding 0x76 leaves its high bit clear.
    let wrong = ((month.wrapping_add(0x7676) | month) & 0x8080) | (month & 0xff_0000);
    let afternoon = half == HALF;
    if (wrong != 0) | (month_len.wrapping_sub(1) > 1) | ((half != 0) & !afternoon) {
        return None;
    }
    let month = (month & 0xf).wrapping_mul(10).wrapping_add(month >> 8);
    let year = century.wrapping_mul(100).wrapping_add(year);
    // Two bits for each month: the days it has beyond 28. A leap day is left to `StartTime::parse`.
    let days = 28_u64.wrapping_add(0x3bb_eecc_u64.wrapping_shr((month as u32) << 1) & 3);
    let exists = (year != 0)
        & (month.wrapping_sub(1) < 12)
        & (day.wrapping_sub(1) < days)
        & (hour.wrapping_sub(1) < 12)
        & (minute < 60);
    let hour = (if hour == 12 { 0 } else { hour }).wrapping_add(if afternoon { 12 } else { 0 });
    let time = StartTime::from_minute(year as u16, month as u8, day as u8, hour as u8, minute as u8);
    exists.then_some(time)
}

/// The bits in which `P` differs from `A`.
const HALF: u64 = (b'A' ^ b'P') as u64;

/// The patterns of the last sixteen bytes of a time: for a two-digit or a one-digit hour, and in each for a two-digit
/// or a one-digit day.
///
/// The digits of day, year, hour and minute come first, then the separators. A digit that is missing is replaced by the
/// last space, and counts as zero.
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

const fn pattern(order: [u8; 16], least: [u8; 16]) -> BytePattern {
    BytePattern { order, least, range: [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0, HALF as u8] }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;
    use crate::bytes::body::Body;
    use crate::fast::simd::{Kernel, Portable, Processor};

    /// Of the text as a field of a body, by both functions.
    fn both(text: &[u8]) -> (Option<StartTime>, Option<StartTime>) {
        let body = [b"OK\n\nID|Start Time|\n1|", text, b"|123456\n"].concat();
        let bytes = PaddedBytes::new(&Body::of_bytes(&body), 19).unwrap();
        let field = (2, 2 + text.len() as u16);
        let fast = start_time(bytes, field, Portable);
        for processor in Processor::all() {
            assert_eq!(processor.call(Time(bytes, field)), fast);
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
    fn the_fast_way_finds_the_same_times() {
        for year in [0, 1, 4, 100, 400, 1900, 2000, 2012, 2023, 9999] {
            for (month, day) in (0..=13).flat_map(|month| (0..=32).map(move |day| (month, day))) {
                for (hour, minute, half) in
                    [(0, 1, "AM"), (1, 59, "AM"), (9, 60, "PM"), (12, 0, "AM"), (12, 30, "PM"), (13, 0, "PM")]
                {
                    for text in [
                        format!("{month}/{day}/{year:04} {hour}:{minute:02} {half}"),
                        format!("{month:02}/{day:02}/{year:04} {hour:02}:{minute:02} {half}"),
                    ] {
                        let (fast, slow) = both(text.as_bytes());
                        let leap_day = (month, day) == (2, 29);
                        assert_eq!(fast, slow.filter(|_| !leap_day), "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_fast_way_takes_nothing_else_for_a_time() {
        for text in [*b"2/6/2012 9:00 AM", *b"12/6/2012 9:0 AM", *b"1/26/2012 9:00AM", *b"1/6/2012 11:00AM"] {
            for place in 0..text.len() {
                for byte in 0..=u8::MAX {
                    let mut text = text;
                    text[place] = byte;
                    let (fast, slow) = both(&text);
                    assert!(fast.is_none() || fast == slow, "{text:?}");
                }
            }
        }
        for text in ["", "2/6/2012", "2/6/2012 9:00:30 AM", "112/6/2012 9:00 AM", "/6/2012 9:00 AM", " 9:00 AM"] {
            assert_eq!(both(text.as_bytes()).0, None, "{text:?}");
        }
    }
}

//! When a session started: `M/D/YYYY h:mm AM`.

use core::fmt;

use crate::bytes::near::{Near, Place};
use crate::bytes::simd::{Blocks, Form};

/// When a session started, in a time zone that is not documented.
///
/// The text has no seconds (documented); SOAP has them (observed). Dates run from 1/1/1 to 12/31/9999 and exist: there
/// is no February 30. [`fmt::Display`] writes ISO 8601, `2012-02-16T09:00:00`, which [`FromStr`](core::str::FromStr) does not
/// read: that is for the service's form.
///
/// ```
/// use rescue_sessions::StartTime;
///
/// let time: StartTime = "2/16/2012 9:00 AM".parse()?;
/// assert_eq!((time.year(), time.month(), time.day()), (2012, 2, 16));
/// assert_eq!((time.hour(), time.minute(), time.second()), (9, 0, 0));
/// assert_eq!(time.to_string(), "2012-02-16T09:00:00");
/// # Ok::<(), rescue_sessions::InvalidStartTime>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StartTime {
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
}

impl StartTime {
    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(&self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(&self) -> u8 {
        self.day
    }

    /// The hour, 0 to 23.
    #[must_use]
    pub fn hour(&self) -> u8 {
        self.hour
    }

    /// The minute, 0 to 59.
    #[must_use]
    pub fn minute(&self) -> u8 {
        self.minute
    }

    /// The second, 0 to 59; 0 where the text has none.
    #[must_use]
    pub fn second(&self) -> u8 {
        self.second
    }

    /// The same as a `chrono` value.
    #[cfg(feature = "chrono")]
    #[must_use]
    pub fn to_naive_date_time(&self) -> chrono::NaiveDateTime {
        let date = chrono::NaiveDate::from_ymd_opt(self.year.into(), self.month.into(), self.day.into());
        // Never the default: `StartTime` holds existing dates only, and a test converts each of them.
        date.and_then(|date| date.and_hms_opt(self.hour.into(), self.minute.into(), self.second.into()))
            .unwrap_or_default()
    }

    #[inline]
    pub(crate) fn parse(text: &[u8]) -> Result<StartTime, InvalidStartTime> {
        let (shape, afternoon) = shape(text).ok_or(InvalidStartTime::Malformed)?;
        shape.at_half(afternoon).ok_or(InvalidStartTime::OutOfRange)
    }

    /// The time of a field of the body, `M/D/YYYY h:mm AM` without seconds, read without a branch on what it is.
    /// `None` says that [`StartTime::parse`] must look.
    #[inline(always)]
    pub(crate) fn plain(near: Near<'_>, (start, end): Place, blocks: impl Blocks) -> Option<StartTime> {
        // `M/D/YYYY h:mm AM`, or without the month `/DD/YYYY hh:mm AM`.
        let text = near.sixteen_before(end)?;
        let [zeroth, first, .., eighth, _, _, _, _, _, _, _] = text;
        let one_digit_hour = *eighth == b' ';
        let one_digit_day = *(if one_digit_hour { first } else { zeroth }) == b'/';
        let tens = u16::from(!one_digit_hour).wrapping_add((!one_digit_day).into());
        let month_len = end.wrapping_sub(start).wrapping_sub(15).wrapping_sub(tens);
        let month = near.from(start)?;
        let month = (if month_len == 1 { month << 8 | u64::from(b'0') } else { month }) & 0xff_ffff;
        let month = month ^ u64::from_le_bytes(*b"00/\0\0\0\0\0");

        let form = FORMS.get(usize::from(one_digit_hour))?.get(usize::from(one_digit_day))?;
        let [day, century, year, hour, minute, _, _, half] = blocks.pairs(text, form)?.map(u64::from);

        // A digit is nine at most, and has no high bit when 0x76 is added to it.
        let wrong = ((month.wrapping_add(0x7676) | month) & 0x8080) | (month & 0xff_0000);
        let afternoon = half == HALF;
        if (wrong != 0) | (month_len.wrapping_sub(1) > 1) | ((half != 0) & !afternoon) {
            return None;
        }
        let month = (month & 0xf).wrapping_mul(10).wrapping_add(month >> 8);
        let year = century.wrapping_mul(100).wrapping_add(year);
        // Two bits a month: how many days it has more than 28. A leap day is for the other function.
        let days = 28_u64.wrapping_add(0x3bb_eecc_u64.wrapping_shr((month as u32) << 1) & 3);
        let exists = (year != 0)
            & (month.wrapping_sub(1) < 12)
            & (day.wrapping_sub(1) < days)
            & (hour.wrapping_sub(1) < 12)
            & (minute < 60);
        let hour = (if hour == 12 { 0 } else { hour }).wrapping_add(if afternoon { 12 } else { 0 });
        let time = StartTime {
            year: year as u16,
            month: month as u8,
            day: day as u8,
            hour: hour as u8,
            minute: minute as u8,
            second: 0,
        };
        exists.then_some(time)
    }

    /// The time of a clock of twelve hours, if there is such a one.
    fn at_half(self, afternoon: bool) -> Option<StartTime> {
        let hour = if self.hour == 12 { 0 } else { self.hour };
        let hour = if afternoon { hour.wrapping_add(12) } else { hour };
        let exists = (self.year >= 1)
            & (1..=12).contains(&self.month)
            & (1..=days_in(self.year, self.month)).contains(&self.day)
            & (1..=12).contains(&self.hour)
            & (self.minute <= 59)
            & (self.second <= 59);
        exists.then_some(StartTime { hour, ..self })
    }
}

/// The digits where the form wants them, whatever their values, and whether it says PM.
#[inline]
fn shape(text: &[u8]) -> Option<(StartTime, bool)> {
    let (month, text) = one_or_two_digits(text, b'/')?;
    let (day, text) = one_or_two_digits(text, b'/')?;
    let (&[a, b, c, d, b' '], text) = text.split_first_chunk()? else { return None };
    let year = u16::from(two_digits(a, b)?).wrapping_mul(100).wrapping_add(two_digits(c, d)?.into());
    let (hour, text) = one_or_two_digits(text, b':')?;
    let (&[a, b], text) = text.split_first_chunk()?;
    let minute = two_digits(a, b)?;
    let (second, text) = match text {
        [b':', a, b, text @ ..] => (two_digits(*a, *b)?, text),
        _ => (0, text),
    };
    let afternoon = match text {
        b" AM" => false,
        b" PM" => true,
        _ => return None,
    };
    Some((StartTime { year, month, day, hour, minute, second }, afternoon))
}

#[inline]
fn one_or_two_digits(text: &[u8], end: u8) -> Option<(u8, &[u8])> {
    match *text {
        [a, behind, ref rest @ ..] if behind == end => Some((digit(a)?, rest)),
        [a, b, behind, ref rest @ ..] if behind == end => Some((two_digits(a, b)?, rest)),
        _ => None,
    }
}

#[inline]
fn two_digits(tens: u8, ones: u8) -> Option<u8> {
    Some(digit(tens)?.wrapping_mul(10).wrapping_add(digit(ones)?))
}

#[inline]
fn digit(byte: u8) -> Option<u8> {
    byte.is_ascii_digit().then_some(byte & 0x0f)
}

fn days_in(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl core::str::FromStr for StartTime {
    type Err = InvalidStartTime;

    /// Reads `M/D/YYYY h:mm AM` or `PM`, with or without `:ss` behind the minutes.
    ///
    /// # Errors
    ///
    /// - `2/16/2012`: a part is missing
    /// - `16.2.2012 9:00`: another form
    /// - `2/30/2012 9:00 AM`: no such day
    /// - `2/16/2012 13:00 PM`: no such hour
    fn from_str(text: &str) -> Result<StartTime, InvalidStartTime> {
        StartTime::parse(text.as_bytes())
    }
}

impl fmt::Display for StartTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let StartTime { year, month, day, hour, minute, second } = self;
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(feature = "chrono")]
impl From<StartTime> for chrono::NaiveDateTime {
    fn from(time: StartTime) -> Self {
        time.to_naive_date_time()
    }
}

/// The text is no [`StartTime`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidStartTime {
    /// The text has not the form `M/D/YYYY h:mm AM`.
    Malformed,
    /// The text has the form, but there is no such date or time.
    OutOfRange,
}

impl fmt::Display for InvalidStartTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            InvalidStartTime::Malformed => "does not have the format M/D/YYYY h:mm AM",
            InvalidStartTime::OutOfRange => "not an existing date and time",
        })
    }
}

impl core::error::Error for InvalidStartTime {}

/// How much more the `P` is than the `A`, bit by bit.
const HALF: u64 = (b'A' ^ b'P') as u64;

/// The last sixteen bytes of a time: with a two-digit hour or without, in each with a two-digit day or without.
///
/// Day, year, hour and minute are put in front, and what must be between them behind. In the place of a digit that there
/// is not comes the last blank, as nothing.
static FORMS: [[Form; 2]; 2] = [
    [
        form([0, 1, 3, 4, 5, 6, 8, 9, 11, 12, 2, 7, 10, 13, 15, 14], *b"0000000000/ : MA"),
        form([13, 1, 3, 4, 5, 6, 8, 9, 11, 12, 2, 7, 10, 13, 15, 14], *b" 000000000/ : MA"),
    ],
    [
        form([1, 2, 4, 5, 6, 7, 13, 9, 11, 12, 3, 8, 10, 13, 15, 14], *b"000000 000/ : MA"),
        form([13, 2, 4, 5, 6, 7, 13, 9, 11, 12, 3, 8, 10, 13, 15, 14], *b" 00000 000/ : MA"),
    ],
];

const fn form(order: [u8; 16], least: [u8; 16]) -> Form {
    Form { order, least, more: [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0, HALF as u8] }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;
    use crate::bytes::simd::{Portable, Processor, Work};

    /// Of the text as a field of a body, by both functions.
    fn both(text: &[u8]) -> (Option<StartTime>, Option<StartTime>) {
        let body = [b"OK\n\nID|Start Time|\n1|", text, b"|123456\n"].concat();
        let near = Near::new(&body, 19).unwrap();
        let place = (2, 2 + text.len() as u16);
        let fast = StartTime::plain(near, place, Portable);
        for processor in Processor::all() {
            assert_eq!(processor.call(Time(near, place)), fast);
        }
        (fast, StartTime::parse(text).ok())
    }

    struct Time<'a>(Near<'a>, Place);

    impl Work for Time<'_> {
        type Output = Option<StartTime>;

        #[inline(always)]
        fn run(self, blocks: impl Blocks) -> Self::Output {
            StartTime::plain(self.0, self.1, blocks)
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

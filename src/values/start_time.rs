//! [`StartTime`]: parsing and checks of `M/D/YYYY h:mm AM`.

use core::fmt;

/// The date and time when a session started. The time zone is not documented.
///
/// The text has no seconds (documented), but the SOAP interface sends them (observed). A `StartTime` is always an
/// existing date, from 1/1/1 to 12/31/9999: February 30 is an error.
///
/// [`FromStr`](core::str::FromStr) reads the service's format, `2/16/2012 9:00 AM`. [`fmt::Display`] writes ISO 8601,
/// `2012-02-16T09:00:00`, which `FromStr` does not read.
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

    /// The second, 0 to 59; 0 if the text has no seconds.
    #[must_use]
    pub fn second(&self) -> u8 {
        self.second
    }

    /// The same date and time as a `chrono` value. Needs the feature `chrono`.
    #[cfg(feature = "chrono")]
    #[must_use]
    pub fn to_naive_date_time(&self) -> chrono::NaiveDateTime {
        let date = chrono::NaiveDate::from_ymd_opt(self.year.into(), self.month.into(), self.day.into());
        // The default is never used, because a `StartTime` always exists: a test converts every date.
        date.and_then(|date| date.and_hms_opt(self.hour.into(), self.minute.into(), self.second.into()))
            .unwrap_or_default()
    }

    /// Parses `M/D/YYYY h:mm AM`, with or without seconds.
    #[inline]
    pub(crate) fn parse(text: &[u8]) -> Result<StartTime, InvalidStartTime> {
        let (unchecked, is_pm) = parse_format(text).ok_or(InvalidStartTime::Malformed)?;
        unchecked.checked(is_pm).ok_or(InvalidStartTime::OutOfRange)
    }

    /// A time without seconds. The caller guarantees that it exists.
    #[cfg(feature = "fast")]
    #[inline(always)]
    pub(crate) fn from_minute(year: u16, month: u8, day: u8, hour: u8, minute: u8) -> StartTime {
        StartTime { year, month, day, hour, minute, second: 0 }
    }

    /// The same time with its hour converted from a 12-hour to a 24-hour clock, or `None` if it does not exist.
    fn checked(self, is_pm: bool) -> Option<StartTime> {
        let hour = if self.hour == 12 { 0 } else { self.hour };
        let hour = if is_pm { hour.wrapping_add(12) } else { hour };
        let exists = (self.year >= 1)
            & (1..=12).contains(&self.month)
            & (1..=days_in(self.year, self.month)).contains(&self.day)
            & (1..=12).contains(&self.hour)
            & (self.minute <= 59)
            & (self.second <= 59);
        exists.then_some(StartTime { hour, ..self })
    }
}

/// Parses the format without a check of the values. The hour is that of a 12-hour clock; the flag says whether it is
/// PM.
#[inline]
fn parse_format(text: &[u8]) -> Option<(StartTime, bool)> {
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
    let is_pm = match text {
        b" AM" => false,
        b" PM" => true,
        _ => return None,
    };
    Some((StartTime { year, month, day, hour, minute, second }, is_pm))
}

/// The number at the start of the text, which `end` must follow, and the text after that.
#[inline]
fn one_or_two_digits(text: &[u8], end: u8) -> Option<(u8, &[u8])> {
    match *text {
        [a, next, ref rest @ ..] if next == end => Some((digit(a)?, rest)),
        [a, b, next, ref rest @ ..] if next == end => Some((two_digits(a, b)?, rest)),
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
    let is_leap_year = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap_year => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl core::str::FromStr for StartTime {
    type Err = InvalidStartTime;

    /// Parses `M/D/YYYY h:mm AM` or `PM`, with or without `:ss` after the minutes.
    ///
    /// # Errors
    ///
    /// [`InvalidStartTime::Malformed`]:
    ///
    /// - `2/16/2012`: the time is missing
    /// - `16.2.2012 9:00`: another format
    ///
    /// [`InvalidStartTime::OutOfRange`]:
    ///
    /// - `2/30/2012 9:00 AM`: no such day
    /// - `2/16/2012 13:00 PM`: no such hour
    fn from_str(text: &str) -> Result<StartTime, InvalidStartTime> {
        StartTime::parse(text.as_bytes())
    }
}

/// ISO 8601 without a time zone: `2012-02-16T09:00:00`.
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

/// Why a text is not a valid [`StartTime`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvalidStartTime {
    /// The text does not have the format `M/D/YYYY h:mm AM`.
    Malformed,
    /// The text has the format, but the date or time does not exist: `2/30/2012 9:00 AM`.
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

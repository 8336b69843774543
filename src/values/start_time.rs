//! [`StartTime`]: parsing and checks of `M/D/YYYY h:mm AM`.

use core::fmt;
use core::str::FromStr;

/// The date and time when a session started. The time zone is not documented.
///
/// The text has no seconds (documented), but the SOAP interface sends them (observed). A `StartTime` is always an
/// existing date, from 1/1/1 to 12/31/9999: February 30 is an error.
///
/// [`fmt::Display`] writes ISO 8601, `2012-02-16T09:00:00`, and [`StartTime::service_format`] the service's format,
/// `2/16/2012 9:00 AM`. [`FromStr`] reads both. In a row, only the service's format is valid.
///
/// ```
/// use rescue_sessions::StartTime;
///
/// let time: StartTime = "2/16/2012 9:00 AM".parse()?;
/// assert_eq!((time.year(), time.month(), time.day()), (2012, 2, 16));
/// assert_eq!((time.hour(), time.minute(), time.second()), (9, 0, 0));
/// assert_eq!(time.to_string(), "2012-02-16T09:00:00");
/// assert_eq!("2012-02-16T09:00:00".parse(), Ok(time));
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
    /// The time with these numbers, the hour on a 24-hour clock. `None`: there is no such date or time, such as February
    /// 30 or 24:00:00, or the year is not 1 to 9999.
    ///
    /// ```
    /// use rescue_sessions::StartTime;
    ///
    /// let time = StartTime::new(2012, 2, 29, 21, 5, 0).unwrap();
    /// assert_eq!(time.to_string(), "2012-02-29T21:05:00");
    /// assert_eq!(StartTime::new(2011, 2, 29, 21, 5, 0), None);
    /// ```
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8, hour: u8, minute: u8, second: u8) -> Option<StartTime> {
        let exists = (1..=9999).contains(&year)
            & (1..=12).contains(&month)
            & (1..=days_in(year, month)).contains(&day)
            & (hour <= 23)
            & (minute <= 59)
            & (second <= 59);
        exists.then_some(StartTime { year, month, day, hour, minute, second })
    }

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

    /// Displays the time in the service's format: `2/16/2012 9:00 AM`, or `2/16/2012 9:00:07 AM` if the seconds are not
    /// 0.
    ///
    /// The format without seconds is documented, the seconds are those of the SOAP interface (observed).
    ///
    /// ```
    /// use rescue_sessions::StartTime;
    ///
    /// let time = StartTime::new(2012, 2, 16, 9, 0, 0).unwrap();
    /// assert_eq!(time.service_format().to_string(), "2/16/2012 9:00 AM");
    /// ```
    #[must_use]
    pub fn service_format(self) -> impl fmt::Display {
        ServiceFormat(self)
    }

    /// The text of [`fmt::Display`].
    pub(crate) fn to_iso(self) -> [u8; 19] {
        let StartTime { year, month, day, hour, minute, second } = self;
        let digits = |number: u8| [number / 10, number % 10].map(|digit| digit | b'0');
        let ([a, b], [c, d]) = (digits((year / 100) as u8), digits((year % 100) as u8));
        let ([e, f], [g, h]) = (digits(month), digits(day));
        let ([i, j], [k, l], [m, n]) = (digits(hour), digits(minute), digits(second));
        [a, b, c, d, b'-', e, f, b'-', g, h, b'T', i, j, b':', k, l, b':', m, n]
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
        let StartTime { year, month, day, hour: hour_of_12, minute, second } = self;
        let hour = if hour_of_12 == 12 { 0 } else { hour_of_12 };
        let hour = if is_pm { hour.wrapping_add(12) } else { hour };
        StartTime::new(year, month, day, hour, minute, second).filter(|_| (1..=12).contains(&hour_of_12))
    }
}

/// Parses the format without a check of the values. The hour is that of a 12-hour clock; the flag says whether it is
/// PM.
#[inline]
fn parse_format(text: &[u8]) -> Option<(StartTime, bool)> {
    let (month, text) = one_or_two_digits(text, b'/')?;
    let (day, text) = one_or_two_digits(text, b'/')?;
    let (&[a, b, c, d, b' '], text) = text.split_first_chunk()? else { return None };
    let year = four_digits(a, b, c, d)?;
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

/// Parses `YYYY-MM-DDThh:mm:ss`, as [`fmt::Display`] writes it, without a check of the values.
fn parse_iso_8601(text: &[u8]) -> Option<StartTime> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h, b'T', i, j, b':', k, l, b':', m, n] = text else { return None };
    Some(StartTime {
        year: four_digits(a, b, c, d)?,
        month: two_digits(e, f)?,
        day: two_digits(g, h)?,
        hour: two_digits(i, j)?,
        minute: two_digits(k, l)?,
        second: two_digits(m, n)?,
    })
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
fn four_digits(a: u8, b: u8, c: u8, d: u8) -> Option<u16> {
    Some(u16::from(two_digits(a, b)?).wrapping_mul(100).wrapping_add(two_digits(c, d)?.into()))
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

impl FromStr for StartTime {
    type Err = InvalidStartTime;

    /// Parses the service's format, `M/D/YYYY h:mm AM` or `PM`, with or without `:ss` after the minutes; or ISO 8601,
    /// exactly as [`fmt::Display`] writes it: `YYYY-MM-DDThh:mm:ss`.
    ///
    /// # Errors
    ///
    /// [`InvalidStartTime::Malformed`]:
    ///
    /// - `2/16/2012`: the time is missing
    /// - `16.2.2012 9:00`: another format
    /// - `2012-02-16T09:00:00Z`: the time zone of a start time is not known
    /// - `2012-02-16T09:00:00.5`: a start time has no fraction of a second
    ///
    /// [`InvalidStartTime::OutOfRange`]:
    ///
    /// - `2/30/2012 9:00 AM`, `2012-02-30T09:00:00`: no such day
    /// - `2/16/2012 13:00 PM`, `2012-02-16T24:00:00`: no such hour
    /// - `0000-01-01T00:00:00`: no such year
    fn from_str(text: &str) -> Result<StartTime, InvalidStartTime> {
        match parse_iso_8601(text.as_bytes()) {
            None => StartTime::parse(text.as_bytes()),
            Some(StartTime { year, month, day, hour, minute, second }) => {
                StartTime::new(year, month, day, hour, minute, second).ok_or(InvalidStartTime::OutOfRange)
            }
        }
    }
}

/// ISO 8601 without a time zone: `2012-02-16T09:00:00`.
impl fmt::Display for StartTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(core::str::from_utf8(&self.to_iso()).unwrap_or_default())
    }
}

struct ServiceFormat(StartTime);

impl fmt::Display for ServiceFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write_service_format(f)
    }
}

impl StartTime {
    /// Writes the service's format, with seconds if they are not 0.
    #[inline]
    pub(crate) fn write_service_format(self, out: &mut impl fmt::Write) -> fmt::Result {
        self.write_format(self.second != 0, out)
    }

    /// Writes the service's format with seconds, as SOAP has it (observed).
    #[cfg(feature = "soap")]
    pub(crate) fn write_soap_format(self, out: &mut impl fmt::Write) -> fmt::Result {
        self.write_format(true, out)
    }

    /// Writes digit by digit: with format arguments, a session takes 1.4 times as long to write.
    #[inline]
    fn write_format(self, has_seconds: bool, out: &mut impl fmt::Write) -> fmt::Result {
        let StartTime { year, month, day, hour, minute, second } = self;
        let (hour, half) = if hour < 12 { (hour, " AM") } else { (hour.saturating_sub(12), " PM") };
        write_number(out, month)?;
        out.write_char('/')?;
        write_number(out, day)?;
        out.write_char('/')?;
        write_two_digits(out, (year / 100) as u8)?;
        write_two_digits(out, (year % 100) as u8)?;
        out.write_char(' ')?;
        write_number(out, if hour == 0 { 12 } else { hour })?;
        out.write_char(':')?;
        write_two_digits(out, minute)?;
        if has_seconds {
            out.write_char(':')?;
            write_two_digits(out, second)?;
        }
        out.write_str(half)
    }
}

/// Writes a number below 100 without a leading zero.
#[inline]
fn write_number(out: &mut impl fmt::Write, number: u8) -> fmt::Result {
    if number < 10 { out.write_char((b'0' | number).into()) } else { write_two_digits(out, number) }
}

/// Writes a number below 100.
#[inline]
fn write_two_digits(out: &mut impl fmt::Write, number: u8) -> fmt::Result {
    out.write_char((b'0' | (number / 10)).into())?;
    out.write_char((b'0' | (number % 10)).into())
}

#[cfg(feature = "chrono")]
impl From<StartTime> for chrono::NaiveDateTime {
    fn from(time: StartTime) -> Self {
        time.to_naive_date_time()
    }
}

/// Needs the feature `chrono`. Nothing is rounded: a start time has whole seconds.
#[cfg(feature = "chrono")]
impl TryFrom<chrono::NaiveDateTime> for StartTime {
    type Error = InvalidStartTime;

    /// # Errors
    ///
    /// - [`InvalidStartTime::OutOfRange`]: the year is not 1 to 9999, such as `10000-01-01T00:00:00`
    /// - [`InvalidStartTime::Subsecond`]: the time has a fraction of a second, such as `2012-02-16T09:00:00.5`, or is a
    ///   leap second, such as `2012-06-30T23:59:60`
    fn try_from(time: chrono::NaiveDateTime) -> Result<StartTime, InvalidStartTime> {
        use chrono::{Datelike, Timelike};

        // A leap second is the second before it with a nanosecond of 1,000,000,000 or more.
        if time.nanosecond() != 0 {
            return Err(InvalidStartTime::Subsecond);
        }
        let byte = |number: u32| u8::try_from(number).ok();
        let time = u16::try_from(time.year()).ok().and_then(|year| {
            let (month, day) = month_and_day(year, time.ordinal())?;
            StartTime::new(year, month, day, byte(time.hour())?, byte(time.minute())?, byte(time.second())?)
        });
        time.ok_or(InvalidStartTime::OutOfRange)
    }
}

/// The month and the day of the month of a day of the year, 1 to 366.
///
/// `chrono` has these too, but looks them up in a table, with a bounds check that the compiler cannot remove.
#[cfg(feature = "chrono")]
fn month_and_day(year: u16, day_of_year: u32) -> Option<(u8, u8)> {
    let mut day = day_of_year;
    for month in 1..=12 {
        let days = days_in(year, month);
        if day <= days.into() {
            return Some((month, u8::try_from(day).ok()?));
        }
        day = day.checked_sub(days.into())?;
    }
    None
}

/// Why a text, or a `chrono` value, is not a valid [`StartTime`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvalidStartTime {
    /// The text has neither the format `M/D/YYYY h:mm AM` nor `YYYY-MM-DDThh:mm:ss`.
    Malformed,
    /// The date or time does not exist, such as `2/30/2012 9:00 AM`, or its year is not 1 to 9999.
    OutOfRange,
    /// The time has a fraction of a second, or is a leap second. Only a `chrono` value can have one: in a text, both are
    /// another error.
    Subsecond,
}

impl fmt::Display for InvalidStartTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            InvalidStartTime::Malformed => "has neither the format M/D/YYYY h:mm AM nor YYYY-MM-DDThh:mm:ss",
            InvalidStartTime::OutOfRange => "not an existing date and time of the years 1 to 9999",
            InvalidStartTime::Subsecond => "has a fraction of a second",
        })
    }
}

impl core::error::Error for InvalidStartTime {}

//! [`DateTime`]: a date and a time of day, to the second.

use std::error::Error;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// A date and a time of day without a time zone, from the years 1970 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime {
    /// Seconds since 1970-01-01T00:00:00.
    seconds: i64,
}

/// The text is not a date and time such as `2025-01-01T00:00:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidDateTime;

const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;

impl DateTime {
    /// The last second of the year 9999.
    pub const MAX: DateTime = DateTime { seconds: 253_402_300_799 };

    /// Creates a date and time; `None` if there is no such day or time, or if the year is not from 1970 to 9999.
    #[must_use]
    pub fn new(date: (u16, u8, u8), time: (u8, u8, u8)) -> Option<DateTime> {
        let ((year, month, day), (hour, minute, second)) = (date, time);
        if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let days = days_since_1970(i64::from(year), i64::from(month), i64::from(day));
        let seconds = days * DAY + i64::from(hour) * HOUR + i64::from(minute) * 60 + i64::from(second);
        let created = DateTime { seconds };
        (created.date() == date).then_some(created) // a day such as February 30 gives another date
    }

    /// The number of seconds since 1970-01-01T00:00:00.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        self.seconds
    }

    /// Year, month and day.
    #[must_use]
    pub fn date(self) -> (u16, u8, u8) {
        let (year, month, day) = civil(self.seconds.div_euclid(DAY));
        (year as u16, month as u8, day as u8)
    }

    /// Hour, minute and second.
    #[must_use]
    pub fn time(self) -> (u8, u8, u8) {
        let second = self.seconds.rem_euclid(DAY);
        ((second / HOUR) as u8, (second / 60 % 60) as u8, (second % 60) as u8)
    }

    pub(crate) fn hour(self) -> usize {
        usize::from(self.time().0)
    }

    pub(crate) fn is_weekend(self) -> bool {
        const MONDAY_TO_THURSDAY_1970: i64 = 3; // January 1, 1970 was a Thursday
        (self.seconds.div_euclid(DAY) + MONDAY_TO_THURSDAY_1970).rem_euclid(7) >= 5
    }

    pub(crate) fn is_full_hour(self) -> bool {
        self.seconds % HOUR == 0
    }

    #[must_use]
    pub(crate) fn plus(self, seconds: i64) -> DateTime {
        DateTime { seconds: self.seconds + seconds }
    }

    pub(crate) fn seconds_since(self, earlier: DateTime) -> u32 {
        (self.seconds - earlier.seconds) as u32
    }

    /// The format of Start Time, such as `2/16/2012 9:00 AM`.
    pub(crate) fn start_time(self) -> String {
        let ((year, month, day), (hour, minute, _)) = (self.date(), self.time());
        let am_pm = if hour < 12 { "AM" } else { "PM" };
        format!("{month}/{day}/{year} {}:{minute:02} {am_pm}", (hour + 11) % 12 + 1)
    }
}

/// `2025-01-01T00:00:00`
impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((year, month, day), (hour, minute, second)) = (self.date(), self.time());
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

/// Reads what [`Display`](fmt::Display) writes.
impl FromStr for DateTime {
    type Err = InvalidDateTime;

    fn from_str(text: &str) -> Result<DateTime, InvalidDateTime> {
        let number = |range: Range<usize>| text.get(range)?.parse::<u16>().ok();
        let part = |start: usize| number(start..start + 2)?.try_into().ok();
        let read = || DateTime::new((number(0..4)?, part(5)?, part(8)?), (part(11)?, part(14)?, part(17)?));
        read().filter(|read| read.to_string() == text).ok_or(InvalidDateTime)
    }
}

impl fmt::Display for InvalidDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a date and time from 1970 to 9999, such as 2025-01-01T00:00:00")
    }
}

impl Error for InvalidDateTime {}

/// The days of 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;
/// The days from March 1 of the year 0 to January 1, 1970.
const TO_1970: i64 = 719_468;

/// Counts years from March 1, so that the leap day is the last day of a year.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let year_of_era = year % 400;
    year / 400 * ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - TO_1970
}

/// The inverse of [`days_since_1970`].
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + TO_1970;
    let day_of_era = days % ERA;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = days / ERA * 400 + year_of_era;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_day_has_a_text_that_is_read_again() {
        let (mut now, mut days) = ("1970-01-01T13:05:09".parse::<DateTime>().unwrap(), 0);
        while now.date().0 < 2400 {
            assert_eq!(now.to_string().parse(), Ok(now));
            assert_eq!(now.time(), (13, 5, 9));
            now = now.plus(DAY);
            days += 1;
        }
        assert_eq!(days, 10_957 + ERA, "the days up to 2000, and those of 400 years");
        assert_eq!(DateTime::MAX.to_string(), "9999-12-31T23:59:59");
        assert_eq!(DateTime::new((9999, 12, 31), (23, 59, 59)), Some(DateTime::MAX));
    }

    #[test]
    fn only_existing_days_and_times_are_read() {
        for text in ["", "2025-01-01", "2025-02-29T00:00:00", "2025-13-01T00:00:00", "1969-12-31T23:59:59"] {
            assert_eq!(text.parse::<DateTime>(), Err(InvalidDateTime), "{text}");
        }
        for text in ["2025-01-01T24:00:00", "2025-01-01 00:00:00", "2025-01-01T00:00:00Z", "+025-01-01T00:00:00"] {
            assert_eq!(text.parse::<DateTime>(), Err(InvalidDateTime), "{text}");
        }
        assert!("2024-02-29T23:59:59".parse::<DateTime>().is_ok());
    }

    #[test]
    fn start_times_have_twelve_hours() {
        let start_time = |text: &str| text.parse::<DateTime>().unwrap().start_time();
        assert_eq!(start_time("2025-01-01T00:00:59"), "1/1/2025 12:00 AM");
        assert_eq!(start_time("2025-12-31T12:09:00"), "12/31/2025 12:09 PM");
        assert_eq!(start_time("2025-12-31T23:59:00"), "12/31/2025 11:59 PM");
    }

    #[test]
    fn weekends_are_saturday_and_sunday() {
        let is_weekend = |day: u8| DateTime::new((2025, 1, day), (0, 0, 0)).unwrap().is_weekend();
        assert_eq!((1..=7).filter(|day| is_weekend(*day)).collect::<Vec<_>>(), [4, 5]);
    }
}

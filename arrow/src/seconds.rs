//! [`seconds_since_1970`]: a start time as a timestamp.

use rescue_sessions::StartTime;

/// The seconds since 1970, of a time in the zone of the account, as if this were UTC.
///
/// A year begins with March here, so that the leap day is its last one: 365 days, a leap day in every fourth year, in no
/// hundredth, in every four hundredth. chrono gives the same result, but slower.
#[inline]
pub(crate) fn seconds_since_1970(time: StartTime) -> i64 {
    const MARCH_1_OF_YEAR_0: i64 = -719_468;
    let (year, month) = (i64::from(time.year()), i64::from(time.month()));
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year / 4 - year / 100 + year / 400;
    let days_of_months = (153 * month + 2) / 5; // of 31 and 30 days in turns, five months long, from March on
    let days = MARCH_1_OF_YEAR_0 + 365 * year + leap_days + days_of_months + i64::from(time.day()) - 1;
    ((days * 24 + i64::from(time.hour())) * 60 + i64::from(time.minute())) * 60 + i64::from(time.second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn every_day_is_that_of_chrono() {
        let first = NaiveDate::from_ymd_opt(1, 1, 1).unwrap().and_hms_opt(13, 45, 59).unwrap();
        let mut days = 0;
        for time in (0..).map(|day| first + chrono::Duration::days(day)) {
            let Ok(start) = StartTime::try_from(time) else { break };
            assert_eq!(seconds_since_1970(start), time.and_utc().timestamp(), "{time}");
            days += 1;
        }
        assert_eq!(days, 3_652_059); // up to the end of year 9999
    }
}

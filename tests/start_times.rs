//! Start times: parsing, both formats, and conversions.

use rescue_sessions::{Column, ErrorKind, InvalidStartTime, StartTime, parse};

#[test]
fn valid_start_times_are_read() {
    let cases = [
        ("2/16/2012 9:00 AM", "2012-02-16T09:00:00"),
        ("12/31/9999 11:59 PM", "9999-12-31T23:59:00"),
        ("1/1/0001 12:00 AM", "0001-01-01T00:00:00"),
        ("1/1/2024 12:00 PM", "2024-01-01T12:00:00"),
        ("1/1/2024 12:59 AM", "2024-01-01T00:59:00"),
        ("1/1/2024 1:00 PM", "2024-01-01T13:00:00"),
        ("02/06/2024 09:05 AM", "2024-02-06T09:05:00"),
        ("2/19/2024 2:36:37 PM", "2024-02-19T14:36:37"),
        ("2/29/2024 1:00 AM", "2024-02-29T01:00:00"),
        ("2/29/2000 1:00 AM", "2000-02-29T01:00:00"),
        ("2012-02-16T09:00:00", "2012-02-16T09:00:00"),
        ("0001-01-01T00:00:00", "0001-01-01T00:00:00"),
        ("9999-12-31T23:59:59", "9999-12-31T23:59:59"),
    ];
    for (text, expected) in cases {
        assert_eq!(text.parse::<StartTime>().map(|time| time.to_string()).as_deref(), Ok(expected), "{text}");
    }
    let with_seconds: StartTime = "2/19/2024 2:36:37 PM".parse().unwrap();
    assert_eq!("2/19/2024 2:36:00 PM".parse::<StartTime>(), "2/19/2024 2:36 PM".parse::<StartTime>());
    assert_eq!((with_seconds.second(), with_seconds.hour(), with_seconds.minute()), (37, 14, 36));
}

#[test]
fn invalid_start_times_are_errors() {
    let malformed = "has neither the format M/D/YYYY h:mm AM nor YYYY-MM-DDThh:mm:ss";
    let out_of_range = "not an existing date and time of the years 1 to 9999";
    let cases = [
        ("", malformed),
        ("2/16/2012", malformed),
        ("2/16/2012 9:00", malformed),
        ("2/16/2012 9:00AM", malformed),
        ("2/16/2012 9:00 am", malformed),
        ("2/16/2012 9:00 AM ", malformed),
        (" 2/16/2012 9:00 AM", malformed),
        ("2/16/12 9:00 AM", malformed),
        ("2/16/20120 9:00 AM", malformed),
        ("002/16/2012 9:00 AM", malformed),
        ("2/16/2012 9:0 AM", malformed),
        ("2/16/2012 9:00:0 AM", malformed),
        ("2/16/2012 9:00:00:00 AM", malformed),
        ("/16/2012 9:00 AM", malformed),
        ("16.2.2012 9:00", malformed),
        ("02.16/2012 9:00 AM", malformed),
        ("2/16.2012 9:00 AM", malformed),
        ("2/16/2012 09.00 AM", malformed),
        ("2012-02-16T09:00:00Z", malformed),
        ("2012-02-16T09:00:00+01:00", malformed),
        ("2012-02-16T09:00:00.5", malformed),
        ("2012-02-16T09:00", malformed),
        ("2012-02-16 09:00:00", malformed),
        ("2012-02-16t09:00:00", malformed),
        ("2012-2-16T09:00:00", malformed),
        ("12012-02-16T09:00:00", malformed),
        ("-012-02-16T09:00:00", malformed),
        ("2012-02-16T09:00:00 ", malformed),
        ("2012-02-16T09:00:0a", malformed),
        ("２/16/2012 9:00 AM", malformed),
        ("-2/16/2012 9:00 AM", malformed),
        ("2/30/2012 9:00 AM", out_of_range),
        ("2/29/2023 9:00 AM", out_of_range),
        ("2/29/1900 9:00 AM", out_of_range),
        ("4/31/2012 9:00 AM", out_of_range),
        ("0/16/2012 9:00 AM", out_of_range),
        ("13/16/2012 9:00 AM", out_of_range),
        ("2/0/2012 9:00 AM", out_of_range),
        ("1/1/0000 9:00 AM", out_of_range),
        ("2/16/2012 0:00 AM", out_of_range),
        ("2/16/2012 0:00 PM", out_of_range),
        ("2/16/2012 13:00 AM", out_of_range),
        ("2/16/2012 13:00 PM", out_of_range),
        ("2/16/2012 9:60 AM", out_of_range),
        ("2/16/2012 9:00:60 AM", out_of_range),
        ("2012-02-30T09:00:00", out_of_range),
        ("2012-13-16T09:00:00", out_of_range),
        ("2012-00-16T09:00:00", out_of_range),
        ("2012-02-00T09:00:00", out_of_range),
        ("2012-02-16T24:00:00", out_of_range),
        ("2012-02-16T09:60:00", out_of_range),
        ("2012-06-30T23:59:60", out_of_range),
        ("0000-01-01T00:00:00", out_of_range),
    ];
    for (text, expected) in cases {
        assert_eq!(text.parse::<StartTime>().unwrap_err().to_string(), expected, "{text:?}");
    }
}

#[cfg(feature = "chrono")]
#[test]
fn every_minute_of_every_kind_of_day_is_the_same_in_chrono() {
    use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
    let mut date = NaiveDate::from_ymd_opt(1, 1, 1).unwrap();
    while date.year() <= 9999 {
        let text = format!("{}/{}/{:04} 12:00:59 PM", date.month(), date.day(), date.year());
        let expected = date.and_hms_opt(12, 0, 59).unwrap();
        let time: StartTime = text.parse().unwrap();
        assert_eq!((time.to_naive_date_time(), StartTime::try_from(expected)), (expected, Ok(time)), "{text}");
        let Some(next) = date.succ_opt() else { break };
        date = next;
    }
    for minute in 0..24 * 60 {
        let expected = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap().and_hms_opt(minute / 60, minute % 60, 0).unwrap();
        let text = expected.format("%-m/%-d/%Y %-I:%M %p").to_string();
        let time: StartTime = text.parse().unwrap();
        assert_eq!((NaiveDateTime::from(time), time.hour()), (expected, expected.hour() as u8), "{text}");
    }
}

#[cfg(feature = "chrono")]
#[test]
fn a_start_time_converts_to_chrono() {
    let time: StartTime = "2/29/2012 9:05:07 PM".parse().unwrap();
    let expected = chrono::NaiveDate::from_ymd_opt(2012, 2, 29).and_then(|date| date.and_hms_opt(21, 5, 7)).unwrap();
    assert_eq!((time.to_naive_date_time(), chrono::NaiveDateTime::from(time)), (expected, expected));
}

#[test]
fn a_start_time_has_numbers_that_exist() {
    for (year, month, day, hour, minute, second) in [
        (1, 1, 1, 0, 0, 0),
        (9999, 12, 31, 23, 59, 59),
        (2012, 2, 29, 21, 5, 7),
        (2000, 2, 29, 12, 0, 0),
        (2023, 4, 30, 0, 59, 0),
    ] {
        let time = StartTime::new(year, month, day, hour, minute, second).unwrap();
        assert_eq!((time.year(), time.month(), time.day()), (year, month, day));
        assert_eq!((time.hour(), time.minute(), time.second()), (hour, minute, second));
    }
    for (year, month, day, hour, minute, second) in [
        (0, 1, 1, 0, 0, 0),
        (10_000, 1, 1, 0, 0, 0),
        (2012, 0, 1, 0, 0, 0),
        (2012, 13, 1, 0, 0, 0),
        (2012, 1, 0, 0, 0, 0),
        (2012, 1, 32, 0, 0, 0),
        (2011, 2, 29, 0, 0, 0),
        (1900, 2, 29, 0, 0, 0),
        (2012, 4, 31, 0, 0, 0),
        (2012, 1, 1, 24, 0, 0),
        (2012, 1, 1, 0, 60, 0),
        (2012, 1, 1, 0, 0, 60),
        (u16::MAX, u8::MAX, u8::MAX, u8::MAX, u8::MAX, u8::MAX),
    ] {
        assert_eq!(StartTime::new(year, month, day, hour, minute, second), None, "{year}-{month}-{day} {hour}");
    }
}

#[test]
fn the_service_format_has_no_leading_zeros_and_seconds_only_if_they_are_not_0() {
    for (iso, expected) in [
        ("2012-02-16T09:00:00", "2/16/2012 9:00 AM"),
        ("2012-11-06T21:05:07", "11/6/2012 9:05:07 PM"),
        ("2012-02-16T00:59:00", "2/16/2012 12:59 AM"),
        ("2012-02-16T11:59:00", "2/16/2012 11:59 AM"),
        ("2012-02-16T12:00:00", "2/16/2012 12:00 PM"),
        ("2012-02-16T13:30:59", "2/16/2012 1:30:59 PM"),
        ("2012-02-16T23:00:10", "2/16/2012 11:00:10 PM"),
        ("0001-01-01T00:00:00", "1/1/0001 12:00 AM"),
    ] {
        assert_eq!(iso.parse::<StartTime>().unwrap().service_format().to_string(), expected);
    }
}

#[test]
fn both_formats_parse_to_the_time_that_they_show() {
    let days = [1, 4, 99, 100, 400, 1900, 1999, 2000, 2012, 9999]
        .into_iter()
        .flat_map(|year| (1..=12).flat_map(move |month| (1..=31).map(move |day| (year, month, day, 12, 34, 56))));
    let seconds = (0..24).flat_map(|hour| {
        (0..60).flat_map(move |minute| [0, 1, 9, 10, 59].map(|second| (2012, 2, 29, hour, minute, second)))
    });
    let mut count = 0;
    for (year, month, day, hour, minute, second) in days.chain(seconds) {
        let Some(time) = StartTime::new(year, month, day, hour, minute, second) else { continue };
        assert_eq!(time.to_string().parse(), Ok(time));
        assert_eq!(time.service_format().to_string().parse(), Ok(time), "{time}");
        count += 1;
    }
    assert_eq!(count, 6 * 365 + 4 * 366 + 24 * 60 * 5);
}

/// `FromStr` reads ISO 8601, a row does not.
#[test]
fn a_row_has_only_the_format_of_the_service() {
    let body = "OK\n\nID|Start Time|\n7|2012-02-16T09:00:00|\n8|2/16/2012 9:00 AM|\n";
    let mut sessions = parse(body).unwrap().into_iter();
    let error = sessions.next().unwrap().unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::InvalidTime(Column::StartTime));
    assert_eq!(sessions.next().unwrap().unwrap().start_time(), StartTime::new(2012, 2, 16, 9, 0, 0));
}

#[cfg(feature = "chrono")]
#[test]
fn a_chrono_value_converts_if_nothing_is_lost() {
    use chrono::NaiveDate;
    let time = |year, month, day, hour, minute, second, nano| {
        let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        StartTime::try_from(date.and_hms_nano_opt(hour, minute, second, nano).unwrap())
    };
    for (year, month, day, hour, minute, second) in
        [(1, 1, 1, 0, 0, 0), (2012, 2, 29, 21, 5, 7), (9999, 12, 31, 23, 59, 59)]
    {
        let expected = StartTime::new(year, month, day, hour, minute, second).unwrap();
        let naive = expected.to_naive_date_time();
        assert_eq!(StartTime::try_from(naive), Ok(expected));
    }
    for year in [-262_143, -1, 0, 10_000, 65_536 + 2012, 262_142] {
        assert_eq!(time(year, 1, 1, 0, 0, 0, 0), Err(InvalidStartTime::OutOfRange), "{year}");
    }
    for nano in [1, 500_000_000, 999_999_999, 1_000_000_000, 1_500_000_000] {
        assert_eq!(time(2012, 6, 30, 23, 59, 59, nano), Err(InvalidStartTime::Subsecond), "{nano}");
    }
}

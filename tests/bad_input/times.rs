//! Start times: `M/D/YYYY h:mm AM`.

use super::table::{Section, input};

pub fn sections() -> Vec<Section> {
    vec![calendar(), formats()]
}

const TIME_OUT_OF_RANGE: &[&str] = &["record 1 (line 4, byte 21): Start Time is not an existing date and time"];
const INVALID_TIME: &[&str] = &["record 1 (line 4, byte 21): Start Time does not have the format M/D/YYYY h:mm AM"];

#[rustfmt::skip]
fn calendar() -> Section {
    Section {
        title: "Times that do not exist",
        about: "The format is right, but the day or the time of day does not exist. The nearest valid times are here \
                too.",
        inputs: vec![
            input("February 30", "OK\n\nID|Start Time|\n7|2/30/2012 9:00 AM|\n", TIME_OUT_OF_RANGE),
            input("February 29 of a leap year", "OK\n\nID|Start Time|\n7|2/29/2012 9:00 AM|\n", &[r#"{"id":7,"start_time":"2012-02-29T09:00:00"}"#]),
            input("February 29 of a common year", "OK\n\nID|Start Time|\n7|2/29/2011 9:00 AM|\n", TIME_OUT_OF_RANGE),
            input("February 29 of 1900", "OK\n\nID|Start Time|\n7|2/29/1900 9:00 AM|\n", TIME_OUT_OF_RANGE),
            input("February 29 of 2000", "OK\n\nID|Start Time|\n7|2/29/2000 9:00 AM|\n", &[r#"{"id":7,"start_time":"2000-02-29T09:00:00"}"#]),
            input("April 31", "OK\n\nID|Start Time|\n7|4/31/2012 9:00 AM|\n", TIME_OUT_OF_RANGE),
            input("month 0", "OK\n\nID|Start Time|\n7|0/16/2012 9:00 AM|\n", TIME_OUT_OF_RANGE),
            input("month 13", "OK\n\nID|Start Time|\n7|13/16/2012 9:00 AM|\n", TIME_OUT_OF_RANGE),
            input("day and month swapped", "OK\n\nID|Start Time|\n7|31/12/2012 9:00 AM|\n", TIME_OUT_OF_RANGE),
            input("day 0", "OK\n\nID|Start Time|\n7|2/0/2012 9:00 AM|\n", TIME_OUT_OF_RANGE),
            input("day 32", "OK\n\nID|Start Time|\n7|1/32/2012 9:00 AM|\n", TIME_OUT_OF_RANGE),
            input("year 0", "OK\n\nID|Start Time|\n7|2/16/0000 9:00 AM|\n", TIME_OUT_OF_RANGE),
            input("year 1", "OK\n\nID|Start Time|\n7|1/1/0001 12:00 AM|\n", &[r#"{"id":7,"start_time":"0001-01-01T00:00:00"}"#]),
            input("the last minute of year 9999", "OK\n\nID|Start Time|\n7|12/31/9999 11:59 PM|\n", &[r#"{"id":7,"start_time":"9999-12-31T23:59:00"}"#]),
            input("hour 0", "OK\n\nID|Start Time|\n7|2/16/2012 0:00 AM|\n", TIME_OUT_OF_RANGE),
            input("hour 13", "OK\n\nID|Start Time|\n7|2/16/2012 13:00 PM|\n", TIME_OUT_OF_RANGE),
            input("minute 60", "OK\n\nID|Start Time|\n7|2/16/2012 9:60 AM|\n", TIME_OUT_OF_RANGE),
            input("second 59", "OK\n\nID|Start Time|\n7|2/16/2012 9:00:59 PM|\n", &[r#"{"id":7,"start_time":"2012-02-16T21:00:59"}"#]),
            input("second 60", "OK\n\nID|Start Time|\n7|2/16/2012 9:00:60 AM|\n", TIME_OUT_OF_RANGE),
            input("a leap second", "OK\n\nID|Start Time|\n7|6/30/2012 11:59:60 PM|\n", TIME_OUT_OF_RANGE),
        ],
    }
}

#[rustfmt::skip]
fn formats() -> Section {
    Section {
        title: "Times in other formats",
        about: "No other format is accepted.",
        inputs: vec![
            input("an empty time", "OK\n\nID|Start Time|\n7||\n", INVALID_TIME),
            input("a date without a time", "OK\n\nID|Start Time|\n7|2/16/2012|\n", INVALID_TIME),
            input("a time without a date", "OK\n\nID|Start Time|\n7|9:00 AM|\n", INVALID_TIME),
            input("a 24-hour time", "OK\n\nID|Start Time|\n7|2/16/2012 21:00|\n", INVALID_TIME),
            input("am in lower case", "OK\n\nID|Start Time|\n7|2/16/2012 9:00 am|\n", INVALID_TIME),
            input("A.M. with periods", "OK\n\nID|Start Time|\n7|2/16/2012 9:00 A.M.|\n", INVALID_TIME),
            input("AM in another language", "OK\n\nID|Start Time|\n7|2/16/2012 9:00 上午|\n", INVALID_TIME),
            input("no space before AM", "OK\n\nID|Start Time|\n7|2/16/2012 9:00AM|\n", INVALID_TIME),
            input("two spaces before AM", "OK\n\nID|Start Time|\n7|2/16/2012 9:00  AM|\n", INVALID_TIME),
            input("a narrow no-break space before AM, as newer formatters write it", "OK\n\nID|Start Time|\n7|2/16/2012 9:00\u{202f}AM|\n", INVALID_TIME),
            input("no space after the date", "OK\n\nID|Start Time|\n7|2/16/20129:00 AM|\n", INVALID_TIME),
            input("two spaces after the date", "OK\n\nID|Start Time|\n7|2/16/2012  9:00 AM|\n", INVALID_TIME),
            input("a tab after the date", "OK\n\nID|Start Time|\n7|2/16/2012\t9:00 AM|\n", INVALID_TIME),
            input("a comma after the date", "OK\n\nID|Start Time|\n7|2/16/2012, 9:00 AM|\n", INVALID_TIME),
            input("a space before the date", "OK\n\nID|Start Time|\n7| 2/16/2012 9:00 AM|\n", INVALID_TIME),
            input("a space after AM", "OK\n\nID|Start Time|\n7|2/16/2012 9:00 AM |\n", INVALID_TIME),
            input("a time zone after AM", "OK\n\nID|Start Time|\n7|2/16/2012 9:00 AM UTC|\n", INVALID_TIME),
            input("a year of two digits", "OK\n\nID|Start Time|\n7|2/16/12 9:00 AM|\n", INVALID_TIME),
            input("a year of five digits", "OK\n\nID|Start Time|\n7|2/16/12012 9:00 AM|\n", INVALID_TIME),
            input("a month of three digits", "OK\n\nID|Start Time|\n7|002/16/2012 9:00 AM|\n", INVALID_TIME),
            input("a minute of one digit", "OK\n\nID|Start Time|\n7|2/16/2012 9:0 AM|\n", INVALID_TIME),
            input("fractions of a second", "OK\n\nID|Start Time|\n7|2/16/2012 9:00:00.000 AM|\n", INVALID_TIME),
            input("a date separated by periods", "OK\n\nID|Start Time|\n7|16.2.2012 9:00|\n", INVALID_TIME),
            input("a date separated by hyphens", "OK\n\nID|Start Time|\n7|2-16-2012 9:00 AM|\n", INVALID_TIME),
            input("the year first", "OK\n\nID|Start Time|\n7|2012/2/16 9:00 AM|\n", INVALID_TIME),
            input("the month as a word", "OK\n\nID|Start Time|\n7|Feb 16, 2012 9:00 AM|\n", INVALID_TIME),
            input("an ISO 8601 time", "OK\n\nID|Start Time|\n7|2012-02-16T09:00:00Z|\n", INVALID_TIME),
            input("a Unix timestamp", "OK\n\nID|Start Time|\n7|1329382800|\n", INVALID_TIME),
            input("a time in full-width digits", "OK\n\nID|Start Time|\n7|２/16/2012 9:00 AM|\n", INVALID_TIME),
            input("a negative time", "OK\n\nID|Start Time|\n7|-2/16/2012 9:00 AM|\n", INVALID_TIME),
            input("leading zeros in a time", "OK\n\nID|Start Time|\n7|02/06/2012 09:00 AM|\n", &[r#"{"id":7,"start_time":"2012-02-06T09:00:00"}"#]),
        ],
    }
}

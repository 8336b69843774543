//! Start times: `M/D/YYYY h:mm AM`.

use super::table::{Section, plain};

pub fn sections() -> Vec<Section> {
    vec![calendar(), forms()]
}

const NO_SUCH_TIME: &[&str] = &["record 1 (line 4, byte 21): Start Time is not an existing date and time"];
const NO_TIME: &[&str] = &["record 1 (line 4, byte 21): Start Time does not have the format M/D/YYYY h:mm AM"];

#[rustfmt::skip]
fn calendar() -> Section {
    Section {
        title: "Times that do not exist",
        about: "The form is right, but there is no such day, or no such time of day. Beside them stand their neighbours that exist.",
        inputs: vec![
            plain("February 30", "OK\n\nID|Start Time|\n7|2/30/2012 9:00 AM|\n", NO_SUCH_TIME),
            plain("February 29 of a leap year", "OK\n\nID|Start Time|\n7|2/29/2012 9:00 AM|\n", &[r#"{"id":7,"start_time":"2012-02-29T09:00:00"}"#]),
            plain("February 29 of a common year", "OK\n\nID|Start Time|\n7|2/29/2011 9:00 AM|\n", NO_SUCH_TIME),
            plain("February 29 of 1900", "OK\n\nID|Start Time|\n7|2/29/1900 9:00 AM|\n", NO_SUCH_TIME),
            plain("February 29 of 2000", "OK\n\nID|Start Time|\n7|2/29/2000 9:00 AM|\n", &[r#"{"id":7,"start_time":"2000-02-29T09:00:00"}"#]),
            plain("April 31", "OK\n\nID|Start Time|\n7|4/31/2012 9:00 AM|\n", NO_SUCH_TIME),
            plain("month 0", "OK\n\nID|Start Time|\n7|0/16/2012 9:00 AM|\n", NO_SUCH_TIME),
            plain("month 13", "OK\n\nID|Start Time|\n7|13/16/2012 9:00 AM|\n", NO_SUCH_TIME),
            plain("the day before the month", "OK\n\nID|Start Time|\n7|31/12/2012 9:00 AM|\n", NO_SUCH_TIME),
            plain("day 0", "OK\n\nID|Start Time|\n7|2/0/2012 9:00 AM|\n", NO_SUCH_TIME),
            plain("day 32", "OK\n\nID|Start Time|\n7|1/32/2012 9:00 AM|\n", NO_SUCH_TIME),
            plain("year 0", "OK\n\nID|Start Time|\n7|2/16/0000 9:00 AM|\n", NO_SUCH_TIME),
            plain("year 1", "OK\n\nID|Start Time|\n7|1/1/0001 12:00 AM|\n", &[r#"{"id":7,"start_time":"0001-01-01T00:00:00"}"#]),
            plain("the last minute of year 9999", "OK\n\nID|Start Time|\n7|12/31/9999 11:59 PM|\n", &[r#"{"id":7,"start_time":"9999-12-31T23:59:00"}"#]),
            plain("hour 0", "OK\n\nID|Start Time|\n7|2/16/2012 0:00 AM|\n", NO_SUCH_TIME),
            plain("hour 13", "OK\n\nID|Start Time|\n7|2/16/2012 13:00 PM|\n", NO_SUCH_TIME),
            plain("minute 60", "OK\n\nID|Start Time|\n7|2/16/2012 9:60 AM|\n", NO_SUCH_TIME),
            plain("second 59", "OK\n\nID|Start Time|\n7|2/16/2012 9:00:59 PM|\n", &[r#"{"id":7,"start_time":"2012-02-16T21:00:59"}"#]),
            plain("second 60", "OK\n\nID|Start Time|\n7|2/16/2012 9:00:60 AM|\n", NO_SUCH_TIME),
            plain("a leap second", "OK\n\nID|Start Time|\n7|6/30/2012 11:59:60 PM|\n", NO_SUCH_TIME),
        ],
    }
}

#[rustfmt::skip]
fn forms() -> Section {
    Section {
        title: "Times of another form",
        about: "No other form is tried.",
        inputs: vec![
            plain("no time", "OK\n\nID|Start Time|\n7||\n", NO_TIME),
            plain("a date without a time", "OK\n\nID|Start Time|\n7|2/16/2012|\n", NO_TIME),
            plain("a time without a date", "OK\n\nID|Start Time|\n7|9:00 AM|\n", NO_TIME),
            plain("a time of 24 hours", "OK\n\nID|Start Time|\n7|2/16/2012 21:00|\n", NO_TIME),
            plain("am in small letters", "OK\n\nID|Start Time|\n7|2/16/2012 9:00 am|\n", NO_TIME),
            plain("A.M. with points", "OK\n\nID|Start Time|\n7|2/16/2012 9:00 A.M.|\n", NO_TIME),
            plain("AM in another language", "OK\n\nID|Start Time|\n7|2/16/2012 9:00 上午|\n", NO_TIME),
            plain("no blank before AM", "OK\n\nID|Start Time|\n7|2/16/2012 9:00AM|\n", NO_TIME),
            plain("two blanks before AM", "OK\n\nID|Start Time|\n7|2/16/2012 9:00  AM|\n", NO_TIME),
            plain("a narrow no-break space before AM, as newer formatters write", "OK\n\nID|Start Time|\n7|2/16/2012 9:00\u{202f}AM|\n", NO_TIME),
            plain("no blank behind the date", "OK\n\nID|Start Time|\n7|2/16/20129:00 AM|\n", NO_TIME),
            plain("two blanks behind the date", "OK\n\nID|Start Time|\n7|2/16/2012  9:00 AM|\n", NO_TIME),
            plain("a tab behind the date", "OK\n\nID|Start Time|\n7|2/16/2012\t9:00 AM|\n", NO_TIME),
            plain("a comma behind the date", "OK\n\nID|Start Time|\n7|2/16/2012, 9:00 AM|\n", NO_TIME),
            plain("a blank before the date", "OK\n\nID|Start Time|\n7| 2/16/2012 9:00 AM|\n", NO_TIME),
            plain("a blank behind AM", "OK\n\nID|Start Time|\n7|2/16/2012 9:00 AM |\n", NO_TIME),
            plain("a zone behind AM", "OK\n\nID|Start Time|\n7|2/16/2012 9:00 AM UTC|\n", NO_TIME),
            plain("a year of two digits", "OK\n\nID|Start Time|\n7|2/16/12 9:00 AM|\n", NO_TIME),
            plain("a year of five digits", "OK\n\nID|Start Time|\n7|2/16/12012 9:00 AM|\n", NO_TIME),
            plain("a month of three digits", "OK\n\nID|Start Time|\n7|002/16/2012 9:00 AM|\n", NO_TIME),
            plain("a minute of one digit", "OK\n\nID|Start Time|\n7|2/16/2012 9:0 AM|\n", NO_TIME),
            plain("parts of a second", "OK\n\nID|Start Time|\n7|2/16/2012 9:00:00.000 AM|\n", NO_TIME),
            plain("a date parted by points", "OK\n\nID|Start Time|\n7|16.2.2012 9:00|\n", NO_TIME),
            plain("a date parted by hyphens", "OK\n\nID|Start Time|\n7|2-16-2012 9:00 AM|\n", NO_TIME),
            plain("the year first", "OK\n\nID|Start Time|\n7|2012/2/16 9:00 AM|\n", NO_TIME),
            plain("the month in letters", "OK\n\nID|Start Time|\n7|Feb 16, 2012 9:00 AM|\n", NO_TIME),
            plain("a time as ISO 8601", "OK\n\nID|Start Time|\n7|2012-02-16T09:00:00Z|\n", NO_TIME),
            plain("a time as seconds since 1970", "OK\n\nID|Start Time|\n7|1329382800|\n", NO_TIME),
            plain("a time in full-width digits", "OK\n\nID|Start Time|\n7|２/16/2012 9:00 AM|\n", NO_TIME),
            plain("a time below zero", "OK\n\nID|Start Time|\n7|-2/16/2012 9:00 AM|\n", NO_TIME),
            plain("a time with zeros before its numbers", "OK\n\nID|Start Time|\n7|02/06/2012 09:00 AM|\n", &[r#"{"id":7,"start_time":"2012-02-06T09:00:00"}"#]),
        ],
    }
}

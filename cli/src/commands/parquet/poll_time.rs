//! The time of a poll: from the name of its file, or from the time of the file.

use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use chrono::format::{Item, Parsed, StrftimeItems, parse};
use chrono::{DateTime, NaiveDateTime};

/// Where the times of polls come from.
pub(super) enum PollTime<'p> {
    /// The names of the files.
    Pattern {
        items: Vec<Item<'p>>,
        /// The number of folders that the pattern names.
        folders: usize,
    },
    /// The time of the last modification.
    Modified,
}

impl<'p> PollTime<'p> {
    /// Checks the pattern.
    pub(super) fn new(pattern: Option<&'p str>) -> io::Result<PollTime<'p>> {
        let Some(pattern) = pattern else { return Ok(PollTime::Modified) };
        let items: Vec<_> = StrftimeItems::new(pattern).collect();
        if items.iter().any(|item| matches!(item, Item::Error)) {
            return Err(io::Error::other("--poll-time: the pattern has a % that starts no conversion of strftime"));
        }
        // A pattern without a date, for example, would fit no name.
        let example = DateTime::UNIX_EPOCH.format_with_items(items.iter()).to_string();
        if seconds(&items, &example).is_none() {
            return Err(io::Error::other("--poll-time: the pattern must have a date, and may have a time of day"));
        }
        Ok(PollTime::Pattern { items, folders: pattern.matches('/').count() })
    }

    /// The time of a poll, in seconds since 1970. `None`: the pattern does not fit the name.
    pub(super) fn of(&self, path: &Path, metadata: &Metadata) -> io::Result<Option<i64>> {
        match self {
            PollTime::Pattern { items, folders } => Ok(end(path, *folders + 1).and_then(|name| seconds(items, &name))),
            PollTime::Modified => {
                let seconds = unix_seconds(metadata.modified()?);
                let has_milliseconds = seconds.checked_mul(1_000).is_some();
                let error = || io::Error::other("the time of the last modification is no time of a Parquet file");
                has_milliseconds.then_some(Some(seconds)).ok_or_else(error)
            }
        }
    }
}

/// The last names of a path, separated by slashes.
fn end(path: &Path, count: usize) -> Option<String> {
    let names: Vec<_> = path.iter().collect();
    let names = names.get(names.len().checked_sub(count)?..)?.iter();
    Some(names.map(|name| name.to_str()).collect::<Option<Vec<_>>>()?.join("/"))
}

/// Reads a time in UTC, unless the text has another zone.
fn seconds(items: &[Item<'_>], text: &str) -> Option<i64> {
    let mut parsed = Parsed::new();
    parse(&mut parsed, text, items.iter()).ok()?;
    let offset = parsed.offset().unwrap_or(0);
    let time = parsed.to_naive_datetime_with_offset(offset).or_else(|_| hour_or_midnight(&parsed)).ok()?;
    time.and_utc().timestamp().checked_sub(offset.into())
}

/// The time of a text that has no minutes, or only a date.
fn hour_or_midnight(parsed: &Parsed) -> chrono::ParseResult<NaiveDateTime> {
    let mut parsed = parsed.clone();
    if parsed.hour_mod_12().is_none() {
        parsed.set_hour(0)?;
    }
    parsed.set_minute(0)?;
    parsed.to_naive_datetime_with_offset(0)
}

fn unix_seconds(time: SystemTime) -> i64 {
    let seconds = |duration: std::time::Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => seconds(since),
        // The second that contains the time, as for times after 1970.
        Err(error) => -seconds(error.duration()) - i64::from(error.duration().subsec_nanos() > 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(pattern: &str, path: &str) -> Option<i64> {
        let Ok(PollTime::Pattern { items, folders }) = PollTime::new(Some(pattern)) else { panic!("{pattern}") };
        end(Path::new(path), folders + 1).and_then(|name| seconds(&items, &name))
    }

    #[test]
    fn time_is_that_of_the_name() {
        let time_of_name = Some(1_735_693_384);
        let generated = "getSession_%Y-%m-%dT%H-%M-%SZ.txt";
        assert_eq!(time(generated, "a/2025-01-01/getSession_2025-01-01T01-03-04Z.txt"), time_of_name);
        assert_eq!(time("%Y-%m-%d/%H-%M-%S.txt", "a/2025-01-01/01-03-04.txt"), time_of_name);
        assert_eq!(time("%Y-%m-%d/%H-%M-%S.txt", "2025-01-01/01-03-04.txt"), time_of_name);
        assert_eq!(time("%s", "a/1735693384"), time_of_name);
        assert_eq!(time("%FT%T%z", "2025-01-01T02:33:04+0130"), time_of_name);
        assert_eq!(time("%Y%m%dT%H%M", "20250101T0103"), Some(1_735_693_380));
        assert_eq!(time("%Y%m%dT%H", "20250101T01"), Some(1_735_693_200));
        assert_eq!(time("%Y%m%d.txt", "20250101.txt"), Some(1_735_689_600));
    }

    #[test]
    fn pattern_fits_whole_names_only() {
        let wrong = [("%F.txt", "x2025-01-01.txt"), ("%F", "2025-01-01.txt"), ("%F", "2025-02-30"), ("%F/x", "x")];
        for (pattern, path) in wrong {
            assert_eq!(time(pattern, path), None, "{pattern} {path}");
        }
        for pattern in ["%H-%M", "x", "%Y", "%F%", "%!"] {
            assert!(PollTime::new(Some(pattern)).is_err(), "{pattern}");
        }
    }

    #[test]
    fn times_are_whole_seconds() {
        let time = |millis| SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(millis);
        assert_eq!(unix_seconds(time(1_999)), 1);
        assert_eq!(unix_seconds(SystemTime::UNIX_EPOCH - std::time::Duration::from_millis(1_001)), -2);
    }
}

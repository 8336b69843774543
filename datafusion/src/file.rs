//! [`PollFile`]: a saved response, and the time of its poll.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime};
use rescue_sessions_arrow::Poll;

/// A file with a response, and the time of its poll.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PollFile {
    /// The file.
    pub path: PathBuf,
    /// The time of the poll, in seconds since 1970-01-01T00:00:00Z. `None`: not known, null in the table.
    pub time: Option<i64>,
}

impl PollFile {
    /// Lists the files in a folder and in the folders inside it, sorted by their paths.
    ///
    /// `pattern` is a strftime pattern for the names of the files, with a date and a time of day. The time is in UTC, unless
    /// the pattern has a zone. Files with another extension than the pattern, such as `.part` instead of `.txt`, are skipped,
    /// unless the extension of the pattern is a part of the time. Links to folders are not followed.
    ///
    /// ```
    /// use rescue_sessions_datafusion::PollFile;
    ///
    /// let folder = tempfile::tempdir()?;
    /// std::fs::write(folder.path().join("getSession_2025-01-01T00-00-30Z.txt"), "OK\n\nID|Status|\n")?;
    /// std::fs::write(folder.path().join("answers.json"), "{}")?;
    ///
    /// let files = PollFile::in_folder(folder.path(), "getSession_%Y-%m-%dT%H-%M-%SZ.txt")?;
    /// assert_eq!(files.len(), 1);
    /// assert_eq!(files[0].time, Some(1_735_689_630));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A folder cannot be read, or a file that is not skipped has a name that the pattern does not fit.
    pub fn in_folder(folder: impl AsRef<Path>, pattern: &str) -> io::Result<Vec<PollFile>> {
        let is_fixed = |extension: &&OsStr| !extension.to_string_lossy().contains('%');
        let extension = Path::new(pattern).extension().filter(is_fixed);
        let mut files = Vec::new();
        let mut folders = vec![folder.as_ref().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).map_err(|error| with_path(&folder, error))? {
                let entry = entry.map_err(|error| with_path(&folder, error))?;
                let path = entry.path();
                if entry.file_type().map_err(|error| with_path(&path, error))?.is_dir() {
                    folders.push(path);
                } else if extension.is_none_or(|extension| path.extension() == Some(extension)) {
                    let name = path.file_name().and_then(OsStr::to_str);
                    let time = name
                        .and_then(|name| seconds(name, pattern))
                        .ok_or_else(|| with_path(&path, format!("the file name does not match {pattern}")))?;
                    files.push(PollFile { path, time: Some(time) });
                }
            }
        }
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Ok(files)
    }

    /// The columns `poll_time` and `poll_file` of its rows.
    pub(crate) fn poll(&self) -> Poll {
        Poll { time: self.time, file: Some(self.path.to_string_lossy().into_owned()) }
    }
}

fn seconds(name: &str, pattern: &str) -> Option<i64> {
    match DateTime::parse_from_str(name, pattern) {
        Ok(time) => Some(time.timestamp()),
        Err(_) => Some(NaiveDateTime::parse_from_str(name, pattern).ok()?.and_utc().timestamp()), // no zone
    }
}

fn with_path(path: &Path, error: impl ToString) -> io::Error {
    io::Error::other(format!("{}: {}", path.to_string_lossy().escape_debug(), error.to_string()))
}

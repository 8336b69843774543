//! The second pass: the rows of all responses.

use std::fs::File;
use std::fs::Metadata;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use arrow_array::cast::AsArray;
use arrow_array::{RecordBatch, RecordBatchReader};
use rescue_sessions_arrow::{BatchReader, Poll, Response};

use super::faults::{Faults, lock};
use super::output::ParquetFile;
use super::parser;
use super::responses::{PollFile, Responses, Version};
use crate::args::Parquet;
use crate::output::progress::Progress;

/// The rows that are read at once, at most.
const BATCH_SIZE: usize = 8_192;

/// What was read and written.
#[derive(Default)]
pub(super) struct Totals {
    pub(super) files: u64,
    pub(super) rows: u64,
    /// Rows with a withheld value.
    pub(super) incomplete_rows: u64,
    pub(super) withheld_values: u64,
    pub(super) bytes_in: u64,
    pub(super) bytes_out: u64,
}

/// Writes the rows into a file that is not under its final name yet. `None`: `faults` has what ended it.
pub(super) fn convert(
    responses: Responses,
    args: &Parquet,
    faults: &Arc<Mutex<Faults>>,
) -> io::Result<Option<(Totals, ParquetFile)>> {
    let Responses { files, table, len } = responses;
    let mut totals = Totals { files: files.len() as u64, ..Totals::default() };
    let mut progress = Progress::without_output(len);
    let count = Arc::new(AtomicU64::new(0));
    let bodies = files.into_iter().map(|file| open(&file, &count));
    let receiver = Arc::clone(faults);
    let batches = BatchReader::from_responses(parser(args.format), table, bodies)
        .batch_size(BATCH_SIZE.min(args.row_group as usize)) // the writer splits larger ones by recursion
        .on_problem(move |problem| lock(&receiver).add_problem(problem));
    let mut file = ParquetFile::create(args, batches.schema())?;
    for batch in batches {
        match batch {
            Ok(batch) => {
                totals.add(&batch);
                file.write(&batch)?;
            }
            Err(_) if lock(faults).stopped().is_some() => return Ok(None),
            Err(error) => return Err(io::Error::other(error)),
        }
        progress.at(count.load(Ordering::Relaxed));
    }
    totals.bytes_in = count.load(Ordering::Relaxed);
    Ok(Some((totals, file)))
}

impl Totals {
    fn add(&mut self, batch: &RecordBatch) {
        self.rows += batch.num_rows() as u64;
        let Some(names) = batch.column_by_name("withheld").and_then(|names| names.as_list_opt::<i32>()) else { return };
        let counts = names.offsets().lengths().filter(|count| *count > 0);
        for count in counts {
            self.incomplete_rows += 1;
            self.withheld_values += count as u64;
        }
    }
}

fn open(file: &PollFile, count: &Arc<AtomicU64>) -> Response<Counted> {
    let poll = Poll { time: Some(file.time), file: Some(file.path.to_string_lossy().into_owned()) };
    let body = reopen(file).map(|file| Counted { file, count: Arc::clone(count) });
    Response::new(poll, body)
}

/// Opens a file again. Its poll time and its columns are those of the first time.
fn reopen(file: &PollFile) -> io::Result<File> {
    let PollFile { path, version, .. } = file;
    check(version, &path.metadata()?)?; // before it is opened: a pipe would wait for a writer
    let file = File::open(path)?;
    check(version, &file.metadata()?)?;
    Ok(file)
}

fn check(version: &Version, metadata: &Metadata) -> io::Result<()> {
    match metadata.is_file() && Version::of(metadata) == *version {
        true => Ok(()),
        false => Err(io::Error::other("the file has changed since its columns were read")),
    }
}

/// A file that counts the bytes which are read, for the progress bar and the totals.
struct Counted {
    file: File,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.file.read(buffer)?;
        self.count.fetch_add(len as u64, Ordering::Relaxed);
        Ok(len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use std::path::Path;
    use tempfile::NamedTempFile;

    fn looked_at(path: &Path) -> PollFile {
        PollFile { path: path.to_owned(), time: 0, version: Version::of(&path.metadata().unwrap()) }
    }

    #[test]
    fn file_that_has_changed_is_not_read() {
        let mut temporary = NamedTempFile::new().unwrap();
        temporary.write_all(b"OK\n\nID|\n1|\n").unwrap();
        let file = looked_at(temporary.path());
        assert!(reopen(&file).is_ok());
        temporary.write_all(b"2|\n").unwrap();
        let error = reopen(&file).unwrap_err();
        assert_eq!(error.to_string(), "the file has changed since its columns were read");
    }

    #[test]
    fn only_a_file_is_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let metadata = folder.path().metadata().unwrap();
        assert!(check(&Version::of(&metadata), &metadata).is_err());
    }
}

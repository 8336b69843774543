//! The Parquet file: it appears under its name when it is complete.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use tempfile::{Builder, NamedTempFile};

use super::names::{folder, resolved};
use super::with_path;
use crate::args::{Codec, Parquet};

/// The level that zstd has by default. Higher ones take much longer for little.
const ZSTD_LEVEL: i32 = 3;
/// The bytes of a row group, as the writer estimates them: what Spark and HDFS take for one task. The writer keeps a group in
/// memory, so this bounds the memory too.
const MAX_GROUP_BYTES: usize = 128 << 20;

pub(super) struct ParquetFile {
    writer: ArrowWriter<NamedTempFile>,
    /// The final name, as it was given.
    name: PathBuf,
    /// The same without symbolic links: a link stays, and its target is replaced.
    path: PathBuf,
}

impl ParquetFile {
    /// Creates a temporary file in the folder of the output.
    pub(super) fn create(args: &Parquet, schema: SchemaRef) -> io::Result<ParquetFile> {
        let path = resolved(&args.output);
        let file = temporary_file(&path).map_err(|error| with_path(error, &args.output))?;
        let writer = ArrowWriter::try_new(file, schema, Some(properties(args)?));
        let writer = writer.map_err(|error| with_path(io_error(error), &args.output))?;
        Ok(ParquetFile { writer, name: args.output.clone(), path })
    }

    pub(super) fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        self.writer.write(batch).map_err(|error| with_path(io_error(error), &self.name))
    }

    /// Completes the file, and gives it its final name. Returns its length.
    pub(super) fn finish(self) -> io::Result<u64> {
        let ParquetFile { writer, name, path } = self;
        let finish = || {
            let file = writer.into_inner().map_err(io_error)?;
            file.as_file().sync_all()?; // before the name: after a crash, the name never has half a file
            let len = file.as_file().metadata()?.len();
            file.persist(&path).map_err(|error| error.error)?;
            sync_folder(&path);
            Ok(len)
        };
        finish().map_err(|error: io::Error| with_path(error, &name))
    }
}

/// A file in the folder of a path, to be renamed to it. It has the permissions of the file that it will replace, if any.
pub(super) fn temporary_file(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".rescue-sessions-").suffix(".tmp");
    #[cfg(unix)]
    {
        let usual = std::os::unix::fs::PermissionsExt::from_mode(0o666); // the umask still applies
        builder.permissions(path.metadata().map_or(usual, |replaced| replaced.permissions()));
    }
    builder.tempfile_in(folder(path))
}

/// Makes the new name last. Some systems cannot open a folder, and keep the name all the same.
fn sync_folder(path: &Path) {
    let _ = File::open(folder(path)).and_then(|folder| folder.sync_all());
}

fn properties(args: &Parquet) -> io::Result<WriterProperties> {
    let compression = match args.compression {
        Codec::Zstd => Compression::ZSTD(ZstdLevel::try_new(ZSTD_LEVEL).map_err(io_error)?),
        Codec::Snappy => Compression::SNAPPY,
        Codec::None => Compression::UNCOMPRESSED,
    };
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_dictionary_enabled(true)
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_max_row_group_row_count(Some(args.row_group as usize))
        .set_max_row_group_bytes(Some(MAX_GROUP_BYTES));
    Ok(properties.build())
}

fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}

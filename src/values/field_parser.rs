//! Conversion of a field to a typed value, or to an error with the position of the field.

use core::ops::Range;

use crate::bytes::position::Position;
use crate::column::Column;
use crate::error::{Error, ErrorKind};
use crate::values::start_time::{InvalidStartTime, StartTime};
use crate::values::value::{self, IntegerError};

/// A field of a known column.
pub(crate) struct FieldParser<'r> {
    pub(crate) column: Column,
    /// The text of the record.
    pub(crate) text: &'r str,
    /// The position of the record in the body.
    pub(crate) start: &'r Position,
    /// The byte range of the field in the record.
    pub(crate) range: Range<usize>,
}

impl FieldParser<'_> {
    #[inline]
    fn bytes(&self) -> &[u8] {
        self.text.as_bytes().get(self.range.clone()).unwrap_or_default()
    }

    #[inline]
    pub(crate) fn integer(&self) -> Result<i64, Error> {
        value::integer(self.bytes()).map_err(|why| match why {
            IntegerError::Malformed => self.error(ErrorKind::InvalidInteger),
            IntegerError::OutOfRange => self.error(ErrorKind::IntegerOutOfRange),
        })
    }

    #[inline]
    pub(crate) fn start_time(&self) -> Result<StartTime, Error> {
        StartTime::parse(self.bytes()).map_err(|why| match why {
            InvalidStartTime::Malformed => self.error(ErrorKind::InvalidTime),
            // No text has a `Subsecond`.
            InvalidStartTime::OutOfRange | InvalidStartTime::Subsecond => self.error(ErrorKind::TimeOutOfRange),
        })
    }

    #[inline]
    pub(crate) fn flag(&self) -> Result<bool, Error> {
        let text = self.text.get(self.range.clone()).unwrap_or_default();
        value::flag(text).ok_or_else(|| self.error(ErrorKind::InvalidFlag))
    }

    #[inline]
    pub(crate) fn check_language(&self) -> Result<(), Error> {
        if value::is_language(self.bytes()) { Ok(()) } else { Err(self.error(ErrorKind::InvalidLanguage)) }
    }

    #[cold]
    fn error(&self, kind: fn(Column) -> ErrorKind) -> Error {
        let before = self.text.as_bytes().get(..self.range.start).unwrap_or_default();
        Error::new(kind(self.column), self.start.after(before))
    }
}

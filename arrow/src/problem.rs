//! What could not be read: [`Problem`] and [`TableError`].

use std::fmt;

use rescue_sessions::ReadError;

use crate::poll::Poll;

/// A row or a response that cannot be read. See [`BatchReader::on_problem`](crate::BatchReader::on_problem).
#[derive(Debug)]
#[non_exhaustive]
pub struct Problem<'p> {
    /// The poll of the response.
    pub poll: &'p Poll,
    /// What is wrong, and where.
    pub error: &'p TableError,
    /// The bytes of the row. `None` for a response, for a row of a SOAP response, and for one that is longer than
    /// [`Parser::max_record`](rescue_sessions::Parser::max_record).
    pub raw: Option<&'p [u8]>,
}

/// Why a row or a response is not in the table.
///
/// It never shows a value of the response.
#[derive(Debug)]
#[non_exhaustive]
pub enum TableError {
    /// A row is invalid, and the next one is read. [`Error::position`](rescue_sessions::Error::position) says where it is.
    Row(rescue_sessions::Error),
    /// The response is not a session list, such as `NOTLOGGEDIN`, or it cannot be read further. Rows before the error are in
    /// the table.
    Response(ReadError),
    /// The response has a column that the table lacks, so none of its rows is in the table.
    MissingColumn,
    /// A session of a SOAP response has a column that the table lacks, so this session is not in the table.
    MissingColumnOfRow,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TableError::Row(error) | TableError::Response(ReadError::Response(error)) => error.fmt(f),
            TableError::Response(ReadError::Io(error)) => write!(f, "reading the response failed: {error}"),
            TableError::Response(error) => error.fmt(f),
            TableError::MissingColumn => f.write_str("the response has a column that the table lacks"),
            TableError::MissingColumnOfRow => f.write_str("the session has a column that the table lacks"),
        }
    }
}

impl std::error::Error for TableError {
    /// The cause below the error whose message this one has.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            TableError::Row(error) | TableError::Response(ReadError::Response(error)) => error.source(),
            TableError::Response(ReadError::Io(error)) => error.source(),
            _ => None,
        }
    }
}

//! [`PollError`]: which response cannot be read, and why.

use std::error::Error;
use std::fmt;

use datafusion::arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use rescue_sessions_arrow::{Poll, TableError};

/// A row or a response that cannot be read, and its file. A query returns it in [`DataFusionError::External`].
///
/// The message starts with the file. It shows no value of the response.
///
/// ```
/// use std::error::Error;
///
/// use rescue_sessions_datafusion::PollError;
///
/// fn file_of<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e str> {
///     let causes = std::iter::successors(Some(error), |&error| error.source());
///     causes.filter_map(|error| error.downcast_ref::<PollError>()).find_map(|error| error.poll.file.as_deref())
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct PollError {
    /// When and from where the response was saved.
    pub poll: Poll,
    /// What is wrong, and where in the file.
    pub error: TableError,
}

impl fmt::Display for PollError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.poll.file.as_deref().unwrap_or("response without a file name");
        write!(f, "{}: {}", file.escape_debug(), self.error)
    }
}

impl Error for PollError {
    /// The cause of [`PollError::error`], whose message this error has.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.error.source()
    }
}

/// The error that ended a reader, with the poll of the response.
pub(crate) fn with_poll(error: ArrowError, poll: Option<Poll>) -> DataFusionError {
    match (error, poll) {
        (ArrowError::ExternalError(error), Some(poll)) => match error.downcast::<TableError>() {
            Ok(error) => DataFusionError::External(Box::new(PollError { poll, error: *error })),
            Err(error) => DataFusionError::External(error),
        },
        (error, _) => error.into(),
    }
}

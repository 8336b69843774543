//! [`Poll`] and [`Response`]: where rows come from.

use std::io;

/// When and from where a response was saved: the columns `poll_time` and `poll_file`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Poll {
    /// The time of the poll, in seconds since 1970-01-01T00:00:00Z. `None`: not known, null in the table.
    pub time: Option<i64>,
    /// The name of the file. `None`: there is none, null in the table.
    pub file: Option<String>,
}

/// A response that is to be read, and its poll.
#[derive(Debug)]
pub struct Response<R> {
    /// When and from where the response was saved.
    pub poll: Poll,
    /// The bytes of the response, text or SOAP, or why they cannot be read.
    pub body: io::Result<R>,
}

impl<R> Response<R> {
    /// A response of a poll. `body` is, for example, what `File::open` returned.
    pub fn new(poll: Poll, body: io::Result<R>) -> Response<R> {
        Response { poll, body }
    }
}

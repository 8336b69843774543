//! The session list: the header, and the rows as records or sessions.

use alloc::vec::Vec;
use core::fmt;

use crate::bytes::body::Body;
use crate::bytes::position::Position;
use crate::error::Error;
use crate::iter::records::Records;
use crate::iter::sessions::Sessions;
use crate::session::borrowed::Session;
use crate::session::owned::OwnedSession;
use crate::settings::Settings;
use crate::table::header::Header;
use crate::table::row_cursor::RowCursor;

/// The session list of a response with the return value `OK`: its header and its rows.
///
/// The iterators read the rows lazily. A list without rows is empty, with or without a header.
///
/// ```
/// let list = rescue_sessions::parse("OK\n\nID|Status|\n1|Active|\nbroken\n2|Waiting|\n")?;
/// let (sessions, errors) = list.partition();
///
/// assert_eq!((sessions.len(), errors.len()), (2, 1));
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone)]
pub struct SessionList<'a> {
    header: Header<'a>,
    rows: RowCursor<'a>,
}

impl<'a> SessionList<'a> {
    pub(crate) fn new(settings: Settings, body: Body<'a>, header: Header<'a>, rows: Position) -> Self {
        let rows = RowCursor::new(settings, body, &header, rows);
        SessionList { header, rows }
    }

    /// The header.
    #[must_use]
    pub fn header(&self) -> &Header<'a> {
        &self.header
    }

    /// The rows as they are in the body, without recovery.
    #[must_use]
    pub fn records(&self) -> Records<'a> {
        Records::new(self.rows.clone(), &self.header)
    }

    /// The rows as typed sessions. Damaged rows are recovered, unless the settings turn that off.
    #[must_use]
    pub fn sessions(&self) -> Sessions<'a> {
        self.clone().into_iter()
    }

    /// All sessions, and the errors of the rows that cannot be read. A row is in one of the two lists.
    ///
    /// ```
    /// let list = rescue_sessions::parse("OK\n\nID|Status|\n1|Active|\nbroken\n2|Waiting|\n")?;
    /// let (sessions, errors) = list.partition();
    /// assert_eq!((sessions.len(), errors.len()), (2, 1));
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn partition(&self) -> (Vec<Session<'a>>, Vec<Error>) {
        self.partition_as(|session| session)
    }

    /// The same with owned sessions.
    #[must_use]
    pub fn partition_owned(&self) -> (Vec<OwnedSession>, Vec<Error>) {
        self.partition_as(OwnedSession::from)
    }

    fn partition_as<T>(&self, convert: impl Fn(Session<'a>) -> T) -> (Vec<T>, Vec<Error>) {
        let (mut sessions, mut errors) = (Vec::new(), Vec::new());
        for session in self {
            match session {
                Ok(session) => sessions.push(convert(session)),
                Err(error) => errors.push(error),
            }
        }
        (sessions, errors)
    }
}

/// Shows the header, but no rows.
impl fmt::Debug for SessionList<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionList").field("header", &self.header).finish_non_exhaustive()
    }
}

impl<'a> IntoIterator for SessionList<'a> {
    type Item = Result<Session<'a>, Error>;
    type IntoIter = Sessions<'a>;

    fn into_iter(self) -> Sessions<'a> {
        Sessions::new(self.rows, self.header)
    }
}

impl<'a> IntoIterator for &SessionList<'a> {
    type Item = Result<Session<'a>, Error>;
    type IntoIter = Sessions<'a>;

    fn into_iter(self) -> Sessions<'a> {
        self.sessions()
    }
}

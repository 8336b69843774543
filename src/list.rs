//! The session list: the header, and the rows as records or sessions.

use core::fmt;

use crate::bytes::body::Body;
use crate::bytes::position::Position;
use crate::error::Error;
use crate::iter::records::Records;
use crate::iter::sessions::Sessions;
use crate::session::borrowed::Session;
use crate::settings::Settings;
use crate::table::header::Header;
use crate::table::row_cursor::RowCursor;

/// The session list of a response with the return value `OK`: its header and its rows.
///
/// The iterators read the rows lazily. A list without rows is empty, with or without a header.
///
/// ```
/// let list = rescue_sessions::parse("OK\n\nID|Status|\n1|Active|\nbroken\n2|Waiting|\n")?;
/// let (sessions, errors): (Vec<_>, Vec<_>) = list.sessions().partition(Result::is_ok);
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

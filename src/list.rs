//! The session list: the header, and the rows as records or sessions.

use core::fmt;
use core::iter::FusedIterator;

use crate::body::Body;
use crate::error::Error;
use crate::header::Header;
use crate::parser::Parser;
use crate::position::Position;
use crate::record::Records;
use crate::session::Session;

/// The session list of a response whose return value is `OK`: its header, and its rows, which are read as they are asked
/// for.
///
/// No sessions are an empty list, be there a header or not.
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
    records: Records<'a>,
}

impl<'a> SessionList<'a> {
    pub(crate) fn new(settings: Parser<'a>, body: Body<'a>, header: Header<'a>, rows: Position) -> Self {
        let records = Records::new(settings, body, &header, rows);
        SessionList { header, records }
    }

    /// The header.
    #[must_use]
    pub fn header(&self) -> &Header<'a> {
        &self.header
    }

    /// The rows as they stand in the body.
    #[must_use]
    pub fn records(&self) -> Records<'a> {
        self.records.clone()
    }

    /// The rows as typed sessions.
    #[must_use]
    pub fn sessions(&self) -> Sessions<'a> {
        self.clone().into_iter()
    }
}

impl fmt::Debug for SessionList<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionList").field("header", &self.header).finish_non_exhaustive()
    }
}

impl<'a> IntoIterator for SessionList<'a> {
    type Item = Result<Session<'a>, Error>;
    type IntoIter = Sessions<'a>;

    fn into_iter(self) -> Sessions<'a> {
        Sessions { header: self.header, records: self.records }
    }
}

impl<'a> IntoIterator for &SessionList<'a> {
    type Item = Result<Session<'a>, Error>;
    type IntoIter = Sessions<'a>;

    fn into_iter(self) -> Sessions<'a> {
        self.sessions()
    }
}

/// The sessions of a list: one `Ok` for each row that can be read, one `Err` for each that can't, in the body's order.
///
/// ```
/// let list = rescue_sessions::parse("OK\n\nID|Status|\n7|Waiting|\nx|Active|\n8|Active|\n")?;
/// let ids: Vec<_> = list.sessions().map(|session| session.map(|session| session.id()).ok()).collect();
///
/// assert_eq!(ids, [Some(7), None, Some(8)]);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone)]
pub struct Sessions<'a> {
    header: Header<'a>,
    records: Records<'a>,
}

impl<'a> Sessions<'a> {
    /// The header.
    #[must_use]
    pub fn header(&self) -> &Header<'a> {
        &self.header
    }

    /// Where the next line starts: all before it has been read. Its record is the last one that was.
    #[must_use]
    pub fn position(&self) -> Position {
        self.records.position()
    }
}

impl<'a> Iterator for Sessions<'a> {
    type Item = Result<Session<'a>, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let record = self.records.next()?;
        Some(record.and_then(|record| Session::read(&self.header, &record)))
    }
}

impl FusedIterator for Sessions<'_> {}

impl fmt::Debug for Sessions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sessions").field("position", &self.position()).finish_non_exhaustive()
    }
}

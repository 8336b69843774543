//! Rows as they stand in the body.

use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

use crate::delimiter::Delimiter;
use crate::error::{Error, ErrorKind};
use crate::grammar;
use crate::header::Header;
use crate::position::Position;
use crate::scan::Line;
use crate::session::Session;
use crate::window::{KEPT, Window};

/// A row of the session list: its fields as they stand in the body, and where it stood.
///
/// It has as many fields as the header has columns. Fields borrow the body; they are not trimmed, for blanks are data
/// (observed), and are found when they are asked for.
///
/// ```
/// use rescue_sessions::{Column, parse};
///
/// let list = parse("OK\n\nID|Status|Technician|\n7|Active|Jane  Roe |\n")?;
/// let record = list.records().next().unwrap()?;
///
/// let technician = list.header().index_of(Column::Technician).unwrap();
/// assert_eq!(record.get(technician), Some("Jane  Roe "));
/// assert_eq!(record.iter().collect::<Vec<_>>(), ["7", "Active", "Jane  Roe "]);
/// assert_eq!(record.position().line(), 4);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone)]
pub struct Record<'a> {
    text: &'a str,
    marks: Marks,
    delimiter: Delimiter<'a>,
    len: usize,
    position: Position,
}

/// Where a row's first fields end.
#[derive(Clone, Copy)]
pub(crate) struct Marks {
    places: [u16; KEPT],
    /// Of the row's start.
    offset: u16,
}

impl Marks {
    #[inline(always)]
    pub(crate) fn new(window: &Window, first: usize, at: usize) -> Marks {
        Marks { places: window.marks(first), offset: window.offset(at) }
    }

    pub(crate) fn of_line(line: &Line<'_>) -> Marks {
        let mut places = [0; KEPT];
        for (place, field) in places.iter_mut().zip(grammar::fields(line)) {
            *place = field.end as u16;
        }
        Marks { places, offset: 0 }
    }

    /// Where a field ends, if it is known.
    #[inline(always)]
    fn get(&self, index: usize) -> usize {
        self.places.get(index).map_or(usize::MAX, |place| place.wrapping_sub(self.offset).into())
    }
}

impl<'a> Record<'a> {
    #[inline]
    pub(crate) fn new(text: &'a str, marks: Marks, delimiter: Delimiter<'a>, len: usize, position: Position) -> Self {
        Record { text, marks, delimiter, len, position }
    }

    /// The number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no fields. No record of this crate is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// A field (0-based), or `None` where there is no such one. It is searched for from the row's start;
    /// [`Record::iter`] finds all of them in one go.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&'a str> {
        self.iter().nth(index)
    }

    /// The fields, in the header's order.
    #[must_use]
    #[inline]
    pub fn iter(&self) -> Fields<'_, 'a> {
        let marked = self.text.len() < usize::from(u16::MAX);
        Fields { record: self, next: if marked { 0 } else { KEPT }, start: 0, left: self.len }
    }

    /// The row as it stands in the body, without its line end.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    /// Where the row starts.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    #[inline]
    pub(crate) fn start(&self) -> &Position {
        &self.position
    }

    /// The typed session. `header` must be the one of the list that the record comes from: another one of as many
    /// columns goes unnoticed, and gives values under wrong names.
    ///
    /// # Errors
    ///
    /// With a header of another number of columns, always. With the header
    /// `ID|Status|Start Time|Waiting Time|Language|Is Lead Technician|`:
    ///
    /// - `x|Active|2/16/2012 9:00 AM|13|en||`: ID is not an integer
    /// - `1|Active|2/16/2012 9:00 AM|9223372036854775808|en||`: Waiting Time is an integer of more than 64 bits
    /// - `1|Active|16.2.2012 9:00|13|en||`: Start Time has another form
    /// - `1|Active|2/30/2012 9:00 AM|13|en||`: Start Time does not exist
    /// - `1|Active|2/16/2012 9:00 AM|13|English||`: Language is no language code
    /// - `1|Active|2/16/2012 9:00 AM|13|en|1|`: Is Lead Technician is no word
    pub fn to_session(&self, header: &Header<'a>) -> Result<Session<'a>, Error> {
        Session::read(header, self)
    }

    /// An error at a byte of this record.
    #[cold]
    pub(crate) fn error(&self, kind: ErrorKind, at: usize) -> Error {
        Error::new(kind, self.position.behind(self.text.as_bytes().get(..at).unwrap_or_default()))
    }
}

/// Shows the fields. They are customers' data: think before you log one.
impl fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

/// Records are equal when their fields are.
impl PartialEq for Record<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Record<'_> {}

impl<'r, 'a> IntoIterator for &'r Record<'a> {
    type Item = &'a str;
    type IntoIter = Fields<'r, 'a>;

    #[inline]
    fn into_iter(self) -> Fields<'r, 'a> {
        self.iter()
    }
}

/// The fields of a [`Record`], in the header's order.
#[derive(Clone)]
pub struct Fields<'r, 'a> {
    record: &'r Record<'a>,
    /// Which mark ends the next field, and where it starts.
    next: usize,
    start: usize,
    left: usize,
}

impl Fields<'_, '_> {
    /// Where the next field stands, in bytes from the record's start.
    #[inline(always)]
    pub(crate) fn next_place(&mut self) -> Option<Range<usize>> {
        self.left = self.left.checked_sub(1)?;
        let Record { text, marks, delimiter, .. } = self.record;
        let marked = marks.get(self.next);
        let end = if marked <= text.len() { marked } else { self.search() };
        let place = self.start..end;
        self.next = self.next.wrapping_add(1);
        self.start = end.wrapping_add(delimiter.as_bytes().len());
        Some(place)
    }

    /// Where the next field ends, if no mark tells.
    #[cold]
    #[inline(never)]
    fn search(&self) -> usize {
        let Record { text, delimiter, .. } = self.record;
        let ahead = text.as_bytes().get(self.start..).unwrap_or_default();
        let found = memchr::memmem::find(ahead, delimiter.as_bytes());
        found.map_or(text.len(), |place| self.start.saturating_add(place))
    }
}

impl<'a> Iterator for Fields<'_, 'a> {
    type Item = &'a str;

    #[inline(always)]
    fn next(&mut self) -> Option<&'a str> {
        let place = self.next_place()?;
        self.record.text.get(place)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Fields<'_, '_> {}
impl FusedIterator for Fields<'_, '_> {}

impl fmt::Debug for Fields<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fields").field("left", &self.left).finish_non_exhaustive()
    }
}

//! Rows as they stand in the body.

use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

use crate::bytes::delimiter::Delimiter;
use crate::bytes::position::Position;
use crate::bytes::scan::Line;
use crate::error::{Error, ErrorKind};
use crate::table::grammar;
use crate::table::plan::KEPT;

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

/// Where a row's first fields end, in bytes from its start; nothing in one that 16 bits can't count.
///
/// Aligned, so that no part of them is stored in two lines of the cache, which slows down who loads it at once.
#[derive(Clone, Copy)]
#[repr(align(16))]
pub(crate) struct Marks(pub(crate) [u16; KEPT]);

impl Marks {
    pub(crate) const NONE: Marks = Marks([0; KEPT]);

    #[inline(always)]
    pub(crate) fn new(marks: &[u16; KEPT], offset: u16) -> Marks {
        Marks(marks.map(|mark| mark.wrapping_sub(offset)))
    }

    pub(crate) fn of_line(line: &Line<'_>) -> Marks {
        let mut places = [0; KEPT];
        for (place, field) in places.iter_mut().zip(grammar::fields(line)) {
            *place = field.end as u16;
        }
        Marks(places)
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
        let known = if self.text.len() < usize::from(u16::MAX) { self.len } else { 0 };
        let Marks(marks) = &self.marks;
        let marks = marks.get(..known).unwrap_or(marks);
        Fields {
            text: self.text,
            delimiter: self.delimiter,
            start: 0,
            marks: marks.iter(),
            left: self.len.wrapping_sub(marks.len()),
        }
    }

    /// The same as bytes. It is faster: a `str` is cut only where a character ends, which has to be looked at.
    ///
    /// ```
    /// let list = rescue_sessions::parse("OK\n\nID|Technician|\n7|Zoë|\n")?;
    /// let record = list.records().next().unwrap()?;
    /// assert_eq!(record.byte_fields().map(<[u8]>::len).sum::<usize>(), 5);
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn byte_fields(&self) -> ByteFields<'_, 'a> {
        ByteFields(self.iter())
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

    /// Where the delimiters around its fields stand, if all of them are marked, and how long they are.
    pub(crate) fn short_marks(&self) -> Option<(Marks, u16)> {
        let (len, delimiter) = (self.text.len(), self.delimiter.as_bytes().len());
        let Marks(mut ends) = self.marks;
        let last = ends.get_mut(self.len.wrapping_sub(1))?;
        *last = (*last).min(len as u16); // a CR can stand between the last field and its mark
        ends.rotate_right(1);
        let [before, ..] = &mut ends;
        *before = 0_u16.wrapping_sub(delimiter as u16);
        let short = self.len < KEPT && len < usize::from(u16::MAX) && delimiter < usize::from(u16::MAX);
        short.then_some((Marks(ends), delimiter as u16))
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
    text: &'a str,
    delimiter: Delimiter<'a>,
    /// Where the next field starts.
    start: usize,
    /// Where the next ones end.
    marks: core::slice::Iter<'r, u16>,
    /// How many there are behind those.
    left: usize,
}

impl<'a> Fields<'_, 'a> {
    /// Where the next field stands, in bytes from the record's start.
    #[inline(always)]
    pub(crate) fn next_place(&mut self) -> Option<Range<usize>> {
        self.next_cut(|_, place| Some(place))
    }

    /// The next field, cut out of the text; written twice, as the compiler sees of the first alone that it is inside.
    #[inline(always)]
    fn next_cut<T>(&mut self, cut: impl Fn(&'a str, Range<usize>) -> Option<T>) -> Option<T> {
        if let Some(mark) = self.marks.next() {
            let place = self.marked(*mark);
            return cut(self.text, place);
        }
        let place = self.unmarked()?;
        cut(self.text, place)
    }

    /// Bounded by the text without a branch: whoever cuts there looks no more, and a loop over the fields has one
    /// branch a field. With three its end was foreseen or not by how the rest of the program lay.
    #[inline(always)]
    fn marked(&mut self, mark: u16) -> Range<usize> {
        let end = usize::from(mark).min(self.text.len()); // a CR can stand between the last field and its mark
        let place = self.start.min(end)..end;
        self.start = end.wrapping_add(self.delimiter.as_bytes().len());
        place
    }

    #[inline(always)]
    fn unmarked(&mut self) -> Option<Range<usize>> {
        self.left = self.left.checked_sub(1)?;
        let end = search(self.text.as_bytes(), self.start, self.delimiter.as_bytes());
        let place = self.start..end;
        self.start = end.wrapping_add(self.delimiter.as_bytes().len());
        Some(place)
    }
}

/// Where a field ends that no mark tells of.
///
/// Byte by byte: a call would take the loop around [`Fields::next`] out of its registers, for the rows that need none.
#[inline(always)]
fn search(text: &[u8], start: usize, delimiter: &[u8]) -> usize {
    let mut ahead = text.get(start..).unwrap_or_default();
    while !ahead.iter().zip(delimiter).all(|(byte, wanted)| byte == wanted) || ahead.len() < delimiter.len() {
        match ahead {
            [_, rest @ ..] => ahead = rest,
            [] => break,
        }
    }
    text.len().wrapping_sub(ahead.len())
}

impl<'a> Iterator for Fields<'_, 'a> {
    type Item = &'a str;

    #[inline(always)]
    fn next(&mut self) -> Option<&'a str> {
        self.next_cut(|text, place| text.get(place))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.left.saturating_add(self.marks.len());
        (left, Some(left))
    }
}

/// The fields of a [`Record`] as bytes, in the header's order.
#[derive(Clone)]
pub struct ByteFields<'r, 'a>(Fields<'r, 'a>);

impl<'a> Iterator for ByteFields<'_, 'a> {
    type Item = &'a [u8];

    #[inline(always)]
    fn next(&mut self) -> Option<&'a [u8]> {
        self.0.next_cut(|text, place| text.as_bytes().get(place))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for ByteFields<'_, '_> {}
impl FusedIterator for ByteFields<'_, '_> {}

impl fmt::Debug for ByteFields<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteFields").field("left", &self.len()).finish_non_exhaustive()
    }
}

impl ExactSizeIterator for Fields<'_, '_> {}
impl FusedIterator for Fields<'_, '_> {}

impl fmt::Debug for Fields<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fields").field("left", &self.len()).finish_non_exhaustive()
    }
}

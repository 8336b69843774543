//! Raw rows.

use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

use crate::bytes::delimiter::Delimiter;
use crate::bytes::line::Line;
use crate::bytes::position::Position;
use crate::error::{Error, ErrorKind};
use crate::table::grammar;

/// A row of the session list: its fields as they are in the body, and its position.
///
/// It has as many fields as the header has columns. Fields borrow the body and are not trimmed, because whitespace is
/// data (observed). They are delimited when they are asked for.
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
    ends: FieldEnds,
    delimiter: Delimiter,
    len: usize,
    position: Position,
}

/// The number of field ends that a record keeps.
pub(crate) const FIELD_ENDS: usize = 24;

/// The ends of a record's first fields, in bytes from its start. They are unspecified in a record that 16 bits cannot
/// index.
///
/// Aligned, so that a load of sixteen of these bytes does not cross a cache line.
#[derive(Clone, Copy)]
#[repr(align(16))]
pub(crate) struct FieldEnds(pub(crate) [u16; FIELD_ENDS]);

impl FieldEnds {
    pub(crate) const NONE: FieldEnds = FieldEnds([0; FIELD_ENDS]);

    /// Field ends that are counted from an offset.
    #[cfg(feature = "fast")]
    #[inline(always)]
    pub(crate) fn new(ends: &[u16; FIELD_ENDS], offset: u16) -> FieldEnds {
        FieldEnds(ends.map(|end| end.wrapping_sub(offset)))
    }

    pub(crate) fn of_line(line: &Line<'_>) -> FieldEnds {
        let mut ends = [0; FIELD_ENDS];
        for (end, field) in ends.iter_mut().zip(grammar::fields(line)) {
            *end = field.end as u16;
        }
        FieldEnds(ends)
    }
}

impl<'a> Record<'a> {
    #[inline]
    pub(crate) fn new(text: &'a str, ends: FieldEnds, delimiter: Delimiter, len: usize, position: Position) -> Self {
        Record { text, ends, delimiter, len, position }
    }

    /// The number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no fields. This is never so for a record of this crate.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The field at an index (0-based), or `None` if there is none. This searches from the start of the row; to read
    /// all fields, use [`Record::iter`].
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&'a str> {
        self.iter().nth(index)
    }

    /// The fields, in the header's order.
    #[must_use]
    #[inline]
    pub fn iter(&self) -> Fields<'_, 'a> {
        let known = if self.text.len() < usize::from(u16::MAX) { self.len } else { 0 };
        let FieldEnds(ends) = &self.ends;
        let ends = ends.get(..known).unwrap_or(ends);
        Fields {
            text: self.text,
            delimiter: self.delimiter,
            start: 0,
            ends: ends.iter(),
            left: self.len.wrapping_sub(ends.len()),
        }
    }

    /// The fields as bytes. This is faster than [`Record::iter`], which must check that each `str` starts and ends at a
    /// character boundary.
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

    /// The row as it is in the body, without its line end.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    /// Where the row starts.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    #[cfg(feature = "fast")]
    pub(crate) fn ends(&self) -> &FieldEnds {
        &self.ends
    }

    #[inline]
    pub(crate) fn start(&self) -> &Position {
        &self.position
    }

    /// The ends of all fields, after the end of an imaginary field before the first one, and the length of the
    /// delimiter. `None` if the record does not keep all of them.
    pub(crate) fn ends_around(&self) -> Option<(FieldEnds, u16)> {
        let (len, delimiter) = (self.text.len(), self.delimiter.as_bytes().len());
        let FieldEnds(mut ends) = self.ends;
        let last = ends.get_mut(self.len.wrapping_sub(1))?;
        *last = (*last).min(len as u16); // a CR can precede the newline that ends the last field
        ends.rotate_right(1);
        let [before, ..] = &mut ends;
        *before = 0_u16.wrapping_sub(delimiter as u16);
        let fits = self.len < FIELD_ENDS && len < usize::from(u16::MAX) && delimiter < usize::from(u16::MAX);
        fits.then_some((FieldEnds(ends), delimiter as u16))
    }

    /// An error at a byte of this record.
    #[cold]
    pub(crate) fn error(&self, kind: ErrorKind, at: usize) -> Error {
        Error::new(kind, self.position.after(self.text.as_bytes().get(..at).unwrap_or_default()))
    }
}

/// Shows the fields. They are customers' data: do not log them by accident.
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
    delimiter: Delimiter,
    /// The start of the next field.
    start: usize,
    /// The ends of the next fields, as far as they are known.
    ends: core::slice::Iter<'r, u16>,
    /// The number of fields after those.
    left: usize,
}

impl<'a> Fields<'_, 'a> {
    /// The byte range of the next field in the record.
    #[inline(always)]
    pub(crate) fn next_range(&mut self) -> Option<Range<usize>> {
        self.next_slice(|_, range| Some(range))
    }

    /// The next field, sliced by `slice`. The call is written twice: only for the first one can the compiler see that
    /// the range is in bounds.
    #[inline(always)]
    fn next_slice<T>(&mut self, slice: impl Fn(&'a str, Range<usize>) -> Option<T>) -> Option<T> {
        if let Some(end) = self.ends.next() {
            let range = self.known(*end);
            return slice(self.text, range);
        }
        let range = self.search()?;
        slice(self.text, range)
    }

    /// Clamped to the text without a branch, which removes the bounds check of the slice: a loop over the fields then
    /// has one branch for each field. With three, branch mispredictions depend on the code around the loop.
    #[inline(always)]
    fn known(&mut self, end: u16) -> Range<usize> {
        let end = usize::from(end).min(self.text.len()); // a CR can precede the newline that ends the last field
        let range = self.start.min(end)..end;
        self.start = end.wrapping_add(self.delimiter.as_bytes().len());
        range
    }

    #[inline(always)]
    fn search(&mut self) -> Option<Range<usize>> {
        self.left = self.left.checked_sub(1)?;
        let end = search(self.text.as_bytes(), self.start, self.delimiter.as_bytes());
        let range = self.start..end;
        self.start = end.wrapping_add(self.delimiter.as_bytes().len());
        Some(range)
    }
}

/// The end of a field whose end is not known.
///
/// A loop over bytes: a call would spill the registers of the loop around [`Fields::next`], also for records that need
/// no search.
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
        self.next_slice(|text, range| text.get(range))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.left.saturating_add(self.ends.len());
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
        self.0.next_slice(|text, range| text.as_bytes().get(range))
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

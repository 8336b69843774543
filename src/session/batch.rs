//! [`SessionBatch`]: consecutive sessions, column by column.

use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
use core::num::NonZeroUsize;

use crate::column::Column;
use crate::table::column_slots::{
    self, ENTRY_ID, HANDING_OFF, ID, IS_LEAD_TECHNICIAN, NONE, SLOTS, START_TIME, TECHNICIAN_ID, WAITING_TIME,
};
use crate::values::start_time::StartTime;

/// Consecutive sessions of well-formed rows, column by column: for clients that build columns, such as Arrow arrays.
///
/// [`Sessions::read_batch`] fills it. Its values are those that the same [`Session`]s would have. It is faster, because no
/// session is built, and each column is converted at once. The next batch uses the memory of the last one. An empty batch has
/// no columns.
///
/// ```
/// use rescue_sessions::{Column, SessionBatch};
///
/// let list = rescue_sessions::parse("OK\n\nID|Status|Waiting Time|\n7|Waiting|35|\n8|Active|4|\n")?;
/// let (mut sessions, mut batch) = (list.sessions(), SessionBatch::new());
/// let (mut waited, mut statuses) = (0, Vec::new());
/// loop {
///     if sessions.read_batch(&mut batch, usize::MAX) {
///         waited += batch.integers(Column::WaitingTime).unwrap_or_default().iter().sum::<i64>();
///         statuses.extend(batch.texts(Column::Status).into_iter().flatten());
///     } else if let Some(session) = sessions.next() {
///         let session = session?; // a row of any kind, or an error
///         waited += session.waiting_time().unwrap_or_default();
///         statuses.extend(session.status_text());
///     } else {
///         break;
///     }
/// }
/// assert_eq!(waited, 39);
/// assert_eq!(statuses, ["Waiting", "Active"]);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
///
/// [`Sessions::read_batch`]: crate::Sessions::read_batch
/// [`Session`]: crate::Session
#[derive(Clone, Default)]
pub struct SessionBatch<'a> {
    len: usize,
    pub(crate) fields: BatchFields<'a>,
    /// Empty, as the other lists, if the header lacks the column.
    pub(crate) integers: [Vec<i64>; INTEGERS.len()],
    pub(crate) start_times: Vec<StartTime>,
    pub(crate) flags: [Vec<bool>; FLAGS.len()],
}

/// The slots of the integers, and of the flags, in the order of their lists.
pub(crate) const INTEGERS: [usize; 4] = [ID, ENTRY_ID, TECHNICIAN_ID, WAITING_TIME];
pub(crate) const FLAGS: [usize; 2] = [IS_LEAD_TECHNICIAN, HANDING_OFF];

impl<'a> SessionBatch<'a> {
    /// An empty batch.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of sessions.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no sessions.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The values of ID, Entry ID, Technician ID or Waiting Time (in seconds, observed), one for each session.
    ///
    /// `None`: the list has no such column, or the column has another type.
    #[must_use]
    pub fn integers(&self, column: Column) -> Option<&[i64]> {
        self.list(column, INTEGERS.iter().zip(&self.integers))
    }

    /// The values of Start Time, one for each session. `None`: the list has no such column.
    #[must_use]
    pub fn start_times(&self) -> Option<&[StartTime]> {
        self.list(Column::StartTime, [(&START_TIME, &self.start_times)])
    }

    /// The values of Is Lead Technician or HandingOff, one for each session.
    ///
    /// `None`: the list has no such column, or the column has another type.
    #[must_use]
    pub fn flags(&self, column: Column) -> Option<&[bool]> {
        self.list(column, FLAGS.iter().zip(&self.flags))
    }

    fn list<'b, T>(&self, column: Column, lists: impl IntoIterator<Item = (&'b usize, &'b Vec<T>)>) -> Option<&'b [T]> {
        let slot = column_slots::slot_of(column).ok().filter(|slot| self.fields.in_slot(*slot).is_some())?;
        let (_, list) = lists.into_iter().find(|(of, _)| **of == slot)?;
        Some(list)
    }

    /// The texts of a column as they are in the body, one for each session, whatever the type of the column.
    ///
    /// `None`: the list has no such column.
    #[must_use]
    pub fn texts(&self, column: Column) -> Option<BatchTexts<'_, 'a>> {
        self.texts_at(self.fields.in_slot(column_slots::slot_of(column).ok()?)?)
    }

    /// The same for a column by its index in the header (0-based), known or unknown.
    #[must_use]
    pub fn texts_at(&self, index: usize) -> Option<BatchTexts<'_, 'a>> {
        Some(BatchTexts { text: self.fields.text, ranges: self.fields.ranges(index, self.len)? })
    }

    /// The texts of a column as bytes. This is faster than [`SessionBatch::texts`], which must check that each `str` starts
    /// and ends at a character's boundary.
    #[must_use]
    pub fn bytes(&self, column: Column) -> Option<BatchBytes<'_, 'a>> {
        self.bytes_at(self.fields.in_slot(column_slots::slot_of(column).ok()?)?)
    }

    /// The same for a column by its index in the header (0-based), known or unknown.
    #[must_use]
    pub fn bytes_at(&self, index: usize) -> Option<BatchBytes<'_, 'a>> {
        Some(BatchBytes { bytes: self.fields.text.as_bytes(), ranges: self.fields.ranges(index, self.len)? })
    }

    /// Removes all sessions, and with them the columns of their list.
    pub(crate) fn clear(&mut self) {
        self.set_len(0);
        (self.fields.columns, self.fields.slots) = (0, [NONE; SLOTS]);
    }

    /// Sets the number of sessions, and drops the values of further ones.
    pub(crate) fn set_len(&mut self, len: usize) {
        self.len = len;
        self.integers.iter_mut().for_each(|list| list.truncate(len));
        self.start_times.truncate(len);
        self.flags.iter_mut().for_each(|list| list.truncate(len));
    }
}

/// Shows no values, only how many sessions there are.
impl fmt::Debug for SessionBatch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionBatch").field("len", &self.len).finish_non_exhaustive()
    }
}

/// Where the fields of consecutive well-formed rows are.
#[derive(Clone)]
pub(crate) struct BatchFields<'a> {
    /// The text from which offsets are counted.
    pub(crate) text: &'a str,
    /// For each row: the offset of the newline before it, then those of its delimiters. After the last row: the offset of
    /// its newline, then so much that each offset has as many after it as a row has.
    pub(crate) offsets: Vec<u16>,
    /// The offsets of a row.
    pub(crate) stride: NonZeroUsize,
    pub(crate) columns: usize,
    pub(crate) delimiter_len: u16,
    /// The index of the field in each slot.
    pub(crate) slots: [u8; SLOTS],
}

impl BatchFields<'_> {
    /// The index of the field in a slot. `None`: the header lacks the column.
    #[inline(always)]
    fn in_slot(&self, slot: usize) -> Option<usize> {
        self.slots.get(slot).filter(|field| **field != NONE).map(|field| usize::from(*field))
    }

    /// The ranges of the fields in a slot, in the first rows. `None`: the header lacks the column.
    #[cfg(feature = "fast")]
    #[inline(always)]
    pub(crate) fn ranges_in_slot(&self, slot: usize, rows: usize) -> Option<BatchRanges<'_>> {
        self.ranges(self.in_slot(slot)?, rows)
    }

    /// The ranges of the fields at an index of the header, in the first rows. `None`: it has no such index.
    #[inline(always)]
    fn ranges(&self, index: usize, rows: usize) -> Option<BatchRanges<'_>> {
        let end = rows.saturating_mul(self.stride.get()).saturating_add(index);
        let offsets = self.offsets.get(index..end).filter(|_| index < self.columns)?;
        let gap = if index == 0 { 1 } else { self.delimiter_len };
        Some(BatchRanges { offsets, stride: self.stride, gap })
    }
}

impl Default for BatchFields<'_> {
    fn default() -> Self {
        let (text, offsets, stride) = ("", Vec::new(), NonZeroUsize::MIN);
        BatchFields { text, offsets, stride, columns: 0, delimiter_len: 1, slots: [NONE; SLOTS] }
    }
}

/// The start and the end of one field in each row.
#[derive(Clone)]
pub(crate) struct BatchRanges<'b> {
    /// Those of the rows that are left. Each row starts with the two around the field.
    offsets: &'b [u16],
    stride: NonZeroUsize,
    /// The length of what is before the field: the delimiter, or the newline.
    gap: u16,
}

impl Iterator for BatchRanges<'_> {
    type Item = (u16, u16);

    #[inline(always)]
    fn next(&mut self) -> Option<(u16, u16)> {
        let (row, rest) = self.offsets.split_at_checked(self.stride.get())?;
        self.offsets = rest;
        let [before, end, ..] = *row else { return None }; // not reached: a row has two offsets at least
        Some((before.wrapping_add(self.gap), end))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.offsets.len() / self.stride;
        (left, Some(left))
    }
}

/// The texts of a column of a [`SessionBatch`], as they are in the body. See [`SessionBatch::texts`].
#[derive(Clone)]
pub struct BatchTexts<'b, 'a> {
    text: &'a str,
    ranges: BatchRanges<'b>,
}

impl<'a> Iterator for BatchTexts<'_, 'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        let (start, end) = self.ranges.next()?;
        self.text.get(usize::from(start)..usize::from(end))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.ranges.size_hint()
    }
}

impl ExactSizeIterator for BatchTexts<'_, '_> {}
impl FusedIterator for BatchTexts<'_, '_> {}

/// Shows no texts, only how many are left.
impl fmt::Debug for BatchTexts<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchTexts").field("left", &self.len()).finish_non_exhaustive()
    }
}

/// The texts of a column of a [`SessionBatch`], as bytes. See [`SessionBatch::bytes`].
#[derive(Clone)]
pub struct BatchBytes<'b, 'a> {
    bytes: &'a [u8],
    ranges: BatchRanges<'b>,
}

impl<'a> Iterator for BatchBytes<'_, 'a> {
    type Item = &'a [u8];

    #[inline]
    fn next(&mut self) -> Option<&'a [u8]> {
        let (start, end) = self.ranges.next()?;
        self.bytes.get(usize::from(start)..usize::from(end))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.ranges.size_hint()
    }
}

impl ExactSizeIterator for BatchBytes<'_, '_> {}
impl FusedIterator for BatchBytes<'_, '_> {}

/// Shows no bytes, only how many are left.
impl fmt::Debug for BatchBytes<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchBytes").field("left", &self.len()).finish_non_exhaustive()
    }
}

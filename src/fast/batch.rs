//! The values of consecutive well-formed rows, column by column.
//!
//! As in a session of the fast lane, values in their usual formats are converted without branches. Other values are
//! converted as in the reference lane. The rows up to the first one with an invalid value are a batch.

use alloc::vec::Vec;
use core::num::NonZeroUsize;

use crate::fast::line_index::LineIndex;
use crate::fast::padded_bytes::{FieldRange, PaddedBytes};
use crate::fast::simd::{Kernel, SimdOps};
use crate::fast::start_time::start_time;
use crate::fast::values;
use crate::session::batch::{BatchFields, BatchRanges, FLAGS, INTEGERS, SessionBatch};
use crate::table::column_slots::{ColumnSlots, LANGUAGE, START_TIME};
use crate::table::row_cursor::RowCursor;
use crate::values::start_time::StartTime;
use crate::values::value;

/// Reads the next lines of an index, which are well-formed, into an empty batch. Returns the number of rows up to the first
/// one that the reference lane must read.
pub(crate) fn read<'a>(
    batch: &mut SessionBatch<'a>,
    rows: &RowCursor<'a>,
    index: &LineIndex,
    slots: &ColumnSlots,
    lines: usize,
) -> usize {
    let text = rows.body().text_from(index.start()).filter(|_| slots.has_all_known);
    let (Some(text), Some(bytes)) = (text, PaddedBytes::new(rows.body(), index.start())) else { return 0 };
    let fields = &mut batch.fields;
    let stride = NonZeroUsize::MIN.saturating_add(rows.delimiters());
    let offsets = index.next_offsets(lines);
    fields.offsets.clear();
    fields.offsets.extend_from_slice(offsets);
    fields.offsets.resize(offsets.len().saturating_add(stride.get()), 0);
    (fields.text, fields.slots, fields.columns) = (text, slots.fields, rows.columns());
    fields.stride = stride;
    fields.delimiter_len = rows.delimiter().as_bytes().len() as u16;
    let lines = if rows.has_trailing_delimiter() { lines } else { count_without_cr(bytes, fields, lines) };
    index.processor().run_large(Convert { batch, bytes, rows: lines })
}

/// The number of lines up to the first one that ends with a CR that belongs to no field.
fn count_without_cr(bytes: PaddedBytes<'_>, fields: &BatchFields<'_>, lines: usize) -> usize {
    let stride = fields.stride.get();
    let newlines = fields.offsets.iter().skip(stride).step_by(stride).take(lines);
    newlines.take_while(|newline| bytes.field((newline.wrapping_sub(1), **newline)) != b"\r").count()
}

/// Converts the values of some rows, and returns the number of those up to the first one with an invalid value.
struct Convert<'b, 'a> {
    batch: &'b mut SessionBatch<'a>,
    bytes: PaddedBytes<'a>,
    rows: usize,
}

impl Kernel for Convert<'_, '_> {
    type Output = usize;

    #[inline(always)]
    fn run(self, simd: impl SimdOps) -> usize {
        let Convert { batch, bytes, mut rows } = self;
        let SessionBatch { fields, integers, start_times, flags, .. } = batch;
        for (slot, list) in INTEGERS.into_iter().zip(integers) {
            if let Some(ranges) = fields.ranges_in_slot(slot, rows) {
                list.reserve(rows);
                read_integers(bytes, ranges, list, simd);
                rows = list.len();
            }
        }
        if let Some(ranges) = fields.ranges_in_slot(START_TIME, rows) {
            start_times.reserve(rows);
            read_start_times(bytes, ranges, start_times, simd);
            rows = start_times.len();
        }
        for (slot, list) in FLAGS.into_iter().zip(flags) {
            if let Some(ranges) = fields.ranges_in_slot(slot, rows) {
                list.reserve(rows);
                read_flags(bytes, ranges, list);
                rows = list.len();
            }
        }
        match fields.ranges_in_slot(LANGUAGE, rows) {
            Some(ranges) => count_languages(bytes, ranges),
            None => rows,
        }
    }
}

/// Reads four rows at a time.
#[inline(always)]
fn read_integers(bytes: PaddedBytes<'_>, mut ranges: BatchRanges<'_>, list: &mut Vec<i64>, simd: impl SimdOps) {
    loop {
        let next = ranges.clone();
        let (mut four, mut count) = ([values::NO_DIGITS; 4], 0_usize);
        for (digits, range) in four.iter_mut().zip(&mut ranges) {
            let Some(found) = values::digits(bytes, range) else { break };
            (*digits, count) = (found, count.wrapping_add(1));
        }
        match simd.integers(four) {
            Some(integers) if count == 4 => list.extend_from_slice(&integers.map(as_signed)),
            _ => {
                ranges = next;
                if !read_any_integers(bytes, &mut ranges, list) {
                    return;
                }
            }
        }
    }
}

/// An integer of sixteen digits fits.
#[inline(always)]
fn as_signed(integer: u64) -> i64 {
    integer as i64
}

/// Reads four rows at most. Returns whether the next row can be read.
#[cold]
#[inline(never)]
fn read_any_integers(bytes: PaddedBytes<'_>, ranges: &mut BatchRanges<'_>, list: &mut Vec<i64>) -> bool {
    for _ in 0..4 {
        let integer = ranges.next().and_then(|range| value::integer(bytes.field(range)).ok());
        let Some(integer) = integer else { return false };
        list.push(integer);
    }
    true
}

#[inline(always)]
fn read_start_times(bytes: PaddedBytes<'_>, ranges: BatchRanges<'_>, list: &mut Vec<StartTime>, simd: impl SimdOps) {
    for range in ranges {
        match start_time(bytes, range, simd).or_else(|| any_start_time(bytes, range)) {
            Some(time) => list.push(time),
            None => return,
        }
    }
}

#[cold]
#[inline(never)]
fn any_start_time(bytes: PaddedBytes<'_>, range: FieldRange) -> Option<StartTime> {
    StartTime::parse(bytes.field(range)).ok()
}

#[inline(always)]
fn read_flags(bytes: PaddedBytes<'_>, ranges: BatchRanges<'_>, list: &mut Vec<bool>) {
    for range in ranges {
        match values::flag(bytes, range).or_else(|| any_flag(bytes, range)) {
            Some(flag) => list.push(flag),
            None => return,
        }
    }
}

#[cold]
#[inline(never)]
fn any_flag(bytes: PaddedBytes<'_>, range: FieldRange) -> Option<bool> {
    value::flag(core::str::from_utf8(bytes.field(range)).ok()?)
}

/// The number of rows up to the first invalid language.
#[inline(always)]
fn count_languages(bytes: PaddedBytes<'_>, ranges: BatchRanges<'_>) -> usize {
    let mut count = 0_usize;
    for range in ranges {
        if !values::is_language(bytes, range) && !value::is_language(bytes.field(range)) {
            break;
        }
        count = count.wrapping_add(1);
    }
    count
}

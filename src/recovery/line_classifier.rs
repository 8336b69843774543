//! What a line by itself tells under a header, more than its first field and its number of fields.

use alloc::vec::Vec;
use core::ops::Range;

use crate::bytes::line::Line;
use crate::column::Column;
use crate::recovery::alignments::Layout;
use crate::table::grammar;
use crate::table::header::Header;
use crate::table::row_cursor::RowCursor;
use crate::values::field_type::FieldType;

/// What a header wants of a record.
#[derive(Clone)]
pub(super) struct LineClassifier {
    pub(super) layout: Layout,
    forms: Vec<FieldType>,
    /// How many columns there are up to Start Time: nobody types so many values of the service in their order.
    up_to_start_time: Option<usize>,
}

impl LineClassifier {
    pub(super) fn new(header: &Header<'_>) -> LineClassifier {
        LineClassifier {
            layout: Layout::new(header),
            forms: header.labels().iter().map(|label| FieldType::of(label.column)).collect(),
            up_to_start_time: header.index_of(Column::StartTime).map(|index| index.saturating_add(1)),
        }
    }

    /// The fewest delimiters that a record can have.
    pub(super) fn fewest_delimiters(&self) -> usize {
        self.forms.len().saturating_sub(1)
    }

    /// Whether a record starts at a line, or nothing that goes on from another: it has a row's number of fields, and
    /// all of them up to Start Time fit, whatever stands for the first one.
    pub(super) fn is_border(&self, rows: &RowCursor<'_>, line: &Line<'_>) -> bool {
        let is_row = |time| time > 1 && rows.is_well_formed(line) && self.has_fitting(line, 1..time);
        rows.can_start_record(line) || self.up_to_start_time.is_some_and(is_row) || rows.is_truncated_start(line)
    }

    /// Whether a line is a row, or the start of one as far as Start Time. Where records start with free text a row's
    /// number of fields is no sign of one.
    pub(super) fn looks_like_a_row(&self, rows: &RowCursor<'_>, line: &Line<'_>) -> bool {
        let is_row = if rows.starts_with_text() { self.is_row(rows, line) } else { rows.is_well_formed(line) };
        is_row || self.up_to_start_time.is_some_and(|time| self.has_fitting(line, 0..time))
    }

    /// Whether a line that nothing follows which belongs to it is a record or an error by itself, however wrong its
    /// values: it is not damaged.
    pub(super) fn is_alone(&self, rows: &RowCursor<'_>, line: &Line<'_>) -> bool {
        rows.is_well_formed(line) && self.looks_like_a_row(rows, line) || self.is_row_and_delimiter(rows, line)
    }

    /// Whether a line is a row with a delimiter behind it that the header has not.
    fn is_row_and_delimiter(&self, rows: &RowCursor<'_>, line: &Line<'_>) -> bool {
        rows.has_extra_delimiter(line) && self.has_fitting(line, 0..self.forms.len())
    }

    /// Whether a line is a row with values of the right forms.
    pub(super) fn is_row(&self, rows: &RowCursor<'_>, line: &Line<'_>) -> bool {
        rows.is_well_formed(line) && self.fit(line, 0..self.forms.len())
    }

    /// Whether a line is a row with a value of the wrong type. Where records start with free text it may be a fragment.
    pub(super) fn is_row_with_wrong_value(&self, rows: &RowCursor<'_>, line: &Line<'_>) -> bool {
        !rows.starts_with_text() && rows.is_well_formed(line) && !self.is_row(rows, line)
    }

    /// Whether a line has fields for these columns, with delimiters behind them, and they fit.
    fn has_fitting(&self, line: &Line<'_>, columns: Range<usize>) -> bool {
        line.delimiters >= columns.end && self.fit(line, columns)
    }

    /// Whether the fields that a line has for these columns, one each, fit.
    fn fit(&self, line: &Line<'_>, columns: Range<usize>) -> bool {
        let fits = |(form, field): (&FieldType, Range<usize>)| form.fits(line.bytes.get(field).unwrap_or_default());
        self.forms.iter().zip(grammar::fields(line)).take(columns.end).skip(columns.start).all(fits)
    }
}

//! What one line alone shows under a header, beyond its first field and its number of fields.

use alloc::vec::Vec;
use core::ops::Range;

use crate::bytes::line::Line;
use crate::column::Column;
use crate::recovery::alignments::ColumnGroups;
use crate::table::grammar;
use crate::table::header::Header;
use crate::table::row_cursor::RowCursor;
use crate::values::field_type::FieldType;

/// Compares lines with the columns of a header.
#[derive(Clone)]
pub(super) struct LineClassifier {
    pub(super) column_groups: ColumnGroups,
    field_types: Vec<FieldType>,
    /// The number of columns up to Start Time, with it. Free text is assumed not to hold so many service values in this
    /// order.
    columns_to_start_time: Option<usize>,
}

impl LineClassifier {
    pub(super) fn new(header: &Header<'_>) -> LineClassifier {
        LineClassifier {
            column_groups: ColumnGroups::new(header),
            field_types: header.labels().iter().map(|label| FieldType::of(label.column)).collect(),
            columns_to_start_time: header.index_of(Column::StartTime).map(|index| index.saturating_add(1)),
        }
    }

    /// The fewest delimiters that a record can have.
    pub(super) fn min_delimiters(&self) -> usize {
        self.field_types.len().saturating_sub(1)
    }

    /// Whether a candidate record starts at a line: its first field can start a row, or it has a row's number of fields
    /// and those from the second to Start Time are valid, or it can be a row that was truncated in its first field.
    pub(super) fn starts_candidate(&self, rows: &RowCursor<'_>, line: &Line<'_>) -> bool {
        let is_row = |count| count > 1 && rows.is_well_formed(line) && self.has_valid_fields(line, 1..count);
        rows.can_start_record(line) || self.columns_to_start_time.is_some_and(is_row) || rows.is_truncated_start(line)
    }

    /// Whether a line is self-contained: it has a row's number of fields, or its fields up to Start Time are valid. If
    /// records start with free text, the number of fields is no evidence, so all fields must be valid.
    pub(super) fn is_self_contained(&self, rows: &RowCursor<'_>, line: &Line<'_>) -> bool {
        let is_row = if rows.starts_with_text() { self.is_valid_row(rows, line) } else { rows.is_well_formed(line) };
        is_row || self.columns_to_start_time.is_some_and(|count| self.has_valid_fields(line, 0..count))
    }

    /// Whether a line is undamaged, if no other line belongs to it: it is a record or an error of its own, even with
    /// invalid values.
    pub(super) fn is_undamaged(&self, rows: &RowCursor<'_>, line: &Line<'_>) -> bool {
        rows.is_well_formed(line) && self.is_self_contained(rows, line) || self.is_row_with_extra_delimiter(rows, line)
    }

    /// Whether a line is a row and a delimiter after it, under a header that ends without one.
    fn is_row_with_extra_delimiter(&self, rows: &RowCursor<'_>, line: &Line<'_>) -> bool {
        rows.has_extra_delimiter(line) && self.has_valid_fields(line, 0..self.field_types.len())
    }

    /// Whether a line is a well-formed row, and its values have the types of their columns.
    pub(super) fn is_valid_row(&self, rows: &RowCursor<'_>, line: &Line<'_>) -> bool {
        rows.is_well_formed(line) && self.are_valid(line, 0..self.field_types.len())
    }

    /// Whether a line is a row with a value of the wrong type. If records start with free text, such a line can also be
    /// a fragment of a record, so the answer is no.
    pub(super) fn is_row_with_invalid_value(&self, rows: &RowCursor<'_>, line: &Line<'_>) -> bool {
        !rows.starts_with_text() && rows.is_well_formed(line) && !self.is_valid_row(rows, line)
    }

    /// Whether a line has fields for these columns, each with a delimiter after it, and they are valid.
    fn has_valid_fields(&self, line: &Line<'_>, columns: Range<usize>) -> bool {
        line.delimiters >= columns.end && self.are_valid(line, columns)
    }

    /// Whether the fields of these columns have the right types, if each field is one column. Missing fields are valid.
    fn are_valid(&self, line: &Line<'_>, columns: Range<usize>) -> bool {
        let is_valid = |(field_type, field): (&FieldType, Range<usize>)| {
            field_type.fits(line.bytes.get(field).unwrap_or_default())
        };
        self.field_types.iter().zip(grammar::fields(line)).take(columns.end).skip(columns.start).all(is_valid)
    }
}

//! Rows as nearly all are: lines that are found in a [`Window`] and need no second look.

use core::ops::Range;

use crate::error::Error;
use crate::table::record::{Marks, Record};
use crate::table::rows::{self, Rows};
use crate::table::window::{Row, Window};
use crate::values::value_plain;

impl<'a> Rows<'a> {
    /// The next line, where it is one row that needs no second look; with `AHEAD`, not for what follows it either.
    #[inline(always)]
    pub(crate) fn plain_row<const AHEAD: bool>(&self, window: &mut Window) -> Option<Row> {
        let at = self.body.index(self.position.byte());
        match window.row(at) {
            None => self.vetted_row::<AHEAD>(window, at),
            row => row,
        }
    }

    #[cold]
    #[inline(never)]
    fn vetted_row<const AHEAD: bool>(&self, window: &mut Window, at: usize) -> Option<Row> {
        if self.plain_delimiters == usize::MAX || self.in_line {
            return None;
        }
        let good = |window: &Window, row: &Row| self.is_plain(window, row) && (!AHEAD || self.is_start_of(window, row));
        let ahead = if AHEAD { Some(self.body.is_all()) } else { None };
        window.vet(self.body.bytes(), at, self.delimiter(), ahead, good);
        window.row(at)
    }

    #[inline(always)]
    fn is_plain(&self, window: &Window, row: &Row) -> bool {
        row.delimiters() == self.plain_delimiters
            && row.newline.wrapping_sub(row.at) <= self.max_record()
            && (!self.trailing_delimiter || self.ends_with_delimiter(window, row))
    }

    #[inline(always)]
    fn ends_with_delimiter(&self, window: &Window, row: &Row) -> bool {
        let behind = window.last_delimiter(row).wrapping_add(self.delimiter().as_bytes().len());
        behind == row.newline || behind == self.end(row)
    }

    /// Where a row ends, without its line end.
    #[inline(always)]
    fn end(&self, row: &Row) -> usize {
        let last = row.newline.wrapping_sub(1); // there is one: a row that is asked for has a delimiter
        if self.body.bytes().get(last) == Some(&b'\r') { last } else { row.newline }
    }

    /// Takes a row, and tells where in the body's bytes it is, without its line end.
    #[inline(always)]
    pub(crate) fn take_plain(&mut self, window: &mut Window, row: &Row) -> Range<usize> {
        let end = self.end(row);
        self.span = (self.body.place(row.at), self.body.place(end));
        self.span_line = self.position.line();
        self.span_column = rows::column(self.position);
        self.position = self.position.behind_newline(self.body.place(row.newline)).next_record();
        window.take(row);
        row.at..end
    }

    /// Where in the body's bytes the last record is.
    pub(crate) fn last_place(&self) -> Range<usize> {
        let (start, end) = self.span;
        self.body.index(start)..self.body.index(end)
    }

    /// The record that was taken last, whose marks are in the window from `first` on.
    #[inline(always)]
    pub(crate) fn plain_record(&self, window: &Window, first: usize, place: Range<usize>) -> Result<Record<'a>, Error> {
        let at = place.start;
        let text = match self.body.text_of(place) {
            Ok(text) => text,
            Err(bad) => return Err(self.not_utf8(self.body.place(at)..bad)),
        };
        let marks = Marks::new(window.marks(first), window.offset(at));
        Ok(Record::new(text, marks, self.delimiter(), self.columns, self.last_start()))
    }

    /// Whether a row's first field can be the first column's value.
    #[inline(always)]
    fn is_start_of(&self, window: &Window, row: &Row) -> bool {
        let (bytes, end) = (self.body.bytes(), window.first_mark(row));
        let place = (window.offset(row.at), window.offset(end));
        let is_integer = |near| value_plain::is_plain_integer(near, place);
        let digits = self.digits_start && self.body.near(window.start()).is_some_and(is_integer);
        digits || self.first.starts_record(bytes.get(row.at..end).unwrap_or_default())
    }

    /// From now on no row is without a second look.
    pub(crate) fn look_twice(&mut self) {
        self.plain_delimiters = usize::MAX;
    }
}

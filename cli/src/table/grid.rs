//! A table that is printed row by row, with widths that are known before.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use std::io::{self, Write};

use anstyle::Style;
use rescue_sessions::{Column, Status};

use crate::input::schema::{Kind, Schema};
use crate::output::terminal::{self, Styles, status_style};
use crate::output::width::push_cut;
use crate::table::cells::WITHHELD;
use crate::table::layout::{Shown, gap, is_right_aligned};

/// Printed after the first cell of a damaged row.
pub(crate) const DAMAGED: &str = "!";

pub(crate) struct Table {
    columns: Vec<(Shown, Kind)>,
    styles: Styles,
    line: Line,
    cell: String,
}

impl Table {
    pub(crate) fn new(shown: Vec<Shown>, schema: &Schema, styles: Styles) -> Table {
        let columns = shown.into_iter().map(|column| (column, schema.fields[column.field].kind)).collect();
        Table { columns, styles, line: Line::default(), cell: String::new() }
    }

    pub(crate) fn write_names(&mut self, out: &mut impl Write, names: &[String]) -> io::Result<()> {
        self.write(out, false, |column| names[column.field].as_str().into(), |_, _| terminal::HEADER)?;
        self.write(out, false, |column| "─".repeat(column.width).into(), |_, _| terminal::RULE)
    }

    /// Writes a row. `cell` gives the escaped text of a column, by its index in the schema.
    pub(crate) fn write_row<'c>(
        &mut self,
        out: &mut impl Write,
        is_damaged: bool,
        cell: impl Fn(usize) -> Cow<'c, str>,
    ) -> io::Result<()> {
        self.write(
            out,
            is_damaged,
            |column| cell(column.field),
            |kind, text| match kind {
                _ if is_damaged && text == WITHHELD => terminal::WARNING,
                Kind::Known(Column::Status) => status_style(&Status::from_text(text)),
                _ => Style::new(),
            },
        )
    }

    fn write<'c>(
        &mut self,
        out: &mut impl Write,
        is_damaged: bool,
        cell: impl Fn(Shown) -> Cow<'c, str>,
        style: impl Fn(Kind, &str) -> Style,
    ) -> io::Result<()> {
        for (index, &(column, kind)) in self.columns.iter().enumerate() {
            // The mark after the first column takes two of the three spaces.
            self.line.spaces += if index == 1 { gap(index) - 2 } else { gap(index) };
            let text = cell(column);
            self.cell.clear();
            let padding = column.width - push_cut(&mut self.cell, &text, column.width).min(column.width);
            let (before, after) = if is_right_aligned(kind) { (padding, 0) } else { (0, padding) };
            self.line.spaces += before;
            if !self.cell.is_empty() {
                self.line.push(self.styles.paint(style(kind, &text), &self.cell));
            }
            self.line.spaces += after;
            if index == 0 {
                self.line.spaces += if is_damaged { 1 } else { 2 };
                if is_damaged {
                    self.line.push(self.styles.paint(terminal::WARNING, DAMAGED));
                }
            }
        }
        self.line.write_to(out)
    }
}

/// A line of the table.
#[derive(Default)]
struct Line {
    text: String,
    /// The spaces before the next text. No line ends with spaces.
    spaces: usize,
}

impl Line {
    fn push(&mut self, text: impl Display) {
        self.text.extend(std::iter::repeat_n(' ', std::mem::take(&mut self.spaces)));
        let _ = write!(self.text, "{text}"); // a string takes everything
    }

    fn write_to(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.text.push('\n');
        out.write_all(self.text.as_bytes())?;
        self.text.clear();
        self.spaces = 0;
        Ok(())
    }
}

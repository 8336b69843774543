//! A table that is printed row by row, with widths that are known before.

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
    line: String,
    cell: String,
}

impl Table {
    pub(crate) fn new(shown: Vec<Shown>, schema: &Schema, styles: Styles) -> Table {
        let columns = shown.into_iter().map(|column| (column, schema.fields[column.field].kind)).collect();
        Table { columns, styles, line: String::new(), cell: String::new() }
    }

    pub(crate) fn write_names(&mut self, out: &mut impl Write, names: &[String]) -> io::Result<()> {
        self.write(out, false, |field| names[field].as_str().into(), |_, _| terminal::HEADER)?;
        let rule = |columns: &[(Shown, Kind)], field| {
            let width = columns.iter().find(|(column, _)| column.field == field).map_or(0, |(column, _)| column.width);
            "─".repeat(width)
        };
        let columns = self.columns.clone();
        self.write(out, false, |field| rule(&columns, field).into(), |_, _| terminal::RULE)
    }

    /// Writes a row whose cells are escaped.
    pub(crate) fn write_row<'c>(
        &mut self,
        out: &mut impl Write,
        is_damaged: bool,
        cell: impl Fn(usize) -> std::borrow::Cow<'c, str>,
    ) -> io::Result<()> {
        self.write(out, is_damaged, cell, |kind, text| match kind {
            _ if is_damaged && text == WITHHELD => terminal::WARNING,
            Kind::Known(Column::Status) => status_style(&Status::from_text(text)),
            _ => Style::new(),
        })
    }

    fn write<'c>(
        &mut self,
        out: &mut impl Write,
        is_damaged: bool,
        cell: impl Fn(usize) -> std::borrow::Cow<'c, str>,
        style: impl Fn(Kind, &str) -> Style,
    ) -> io::Result<()> {
        use std::fmt::Write as _;
        self.line.clear();
        let mark = if is_damaged { DAMAGED } else { "" };
        // Spaces are written before the next text only, so that no line ends with spaces.
        let mut spaces = 0;
        for (index, &(Shown { field, width: max }, kind)) in self.columns.iter().enumerate() {
            spaces += if index == 1 { 0 } else { gap(index) };
            let text = cell(field);
            self.cell.clear();
            let padding = max - push_cut(&mut self.cell, &text, max).min(max);
            let is_right = is_right_aligned(kind);
            spaces += if is_right { padding } else { 0 };
            if !self.cell.is_empty() {
                let style = style(kind, &text);
                let _ = write!(self.line, "{:spaces$}{}", "", self.styles.paint(style, &self.cell));
                spaces = 0;
            }
            spaces += if is_right { 0 } else { padding };
            if index == 0 {
                spaces += 1;
                if is_damaged {
                    let _ = write!(self.line, "{:spaces$}{}", "", self.styles.paint(terminal::WARNING, mark));
                    spaces = 0;
                }
                spaces += if is_damaged { 1 } else { 2 };
            }
        }
        self.line.push('\n');
        out.write_all(self.line.as_bytes())
    }
}

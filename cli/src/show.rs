//! `show`: a table for a terminal.

use std::borrow::Cow;
use std::env;
use std::io::{self, Write};

use comfy_table::{Cell, CellAlignment, ContentArrangement, Row, Table, presets};
use rescue_sessions::{Column, Session};
use unicode_width::UnicodeWidthStr;

use crate::Outcome;
use crate::errors::Errors;
use crate::input::{Input, Names, header, next_block};
use crate::progress::Progress;
use crate::text::{counted, duration, sanitized};

/// A longer list is printed as several tables, so that memory stays bounded.
const ROWS_PER_TABLE: usize = 500;
/// Printed before the ID of a damaged session.
const DAMAGED: char = '!';
/// Printed for a withheld value.
const WITHHELD: &str = "?";
/// The greatest width of a column when not all columns fit.
const MAX_WIDTH: usize = 26;

pub(crate) fn run(input: &mut Input) -> io::Result<Outcome> {
    let width = terminal_width();
    let header = header(input)?;
    let mut out = io::stdout().lock();
    let mut errors = Errors::default();
    let mut rows = Vec::new();
    let (mut count, mut damaged) = (0, 0);
    let mut progress = Progress::new(input.len());
    while let Some(mut sessions) = next_block(input)? {
        while let Some(session) = sessions.next() {
            match session {
                Ok(session) => {
                    count += 1;
                    damaged += u64::from(!session.damage().is_empty());
                    errors.add_withheld(&session);
                    rows.push(row(&session, sessions.last_fields(), &header));
                }
                Err(error) => errors.add(&error),
            }
            if rows.len() == ROWS_PER_TABLE {
                print_table(&mut out, &header, &rows, width)?;
                rows.clear();
            }
        }
        progress.at(sessions.position().byte());
    }
    if !rows.is_empty() {
        print_table(&mut out, &header, &rows, width)?;
    }
    drop(progress);
    let count = match (count, errors.outcome()) {
        (0, Outcome::AllRead) => "no sessions".to_owned(),
        (0, Outcome::NotAllRead) => "no session could be read".to_owned(),
        _ => counted(count, "session"),
    };
    writeln!(out, "{count}")?;
    if damaged > 0 {
        writeln!(
            out,
            "{DAMAGED} marks damaged rows (a delimiter or newline inside a value): {damaged}; \
             {WITHHELD} marks withheld values"
        )?;
    }
    out.flush()?;
    errors.print();
    Ok(errors.outcome())
}

type Cells = Vec<String>;

fn row<'a>(session: &Session<'_>, fields: impl Iterator<Item = Option<&'a str>>, header: &Names) -> Cells {
    let cells = fields.zip(&header.columns).map(|(field, column)| match field {
        Some(field) => cell(session, *column, field).into_owned(),
        None => WITHHELD.to_owned(),
    });
    cells.collect()
}

fn cell<'a>(session: &Session<'_>, column: Option<Column>, field: &'a str) -> Cow<'a, str> {
    match (column, session.waiting_time()) {
        (Some(Column::Id), _) if !session.damage().is_empty() => Cow::Owned(format!("{DAMAGED} {field}")),
        (Some(Column::WaitingTime), Some(seconds)) => Cow::Owned(duration(seconds)),
        _ => sanitized(field),
    }
}

fn print_table(out: &mut impl Write, header: &Names, rows: &[Cells], width: Option<usize>) -> io::Result<()> {
    let names: Cells = header.names.iter().map(|name| sanitized(name).into_owned()).collect();
    let widths: Vec<usize> = (0..names.len()).map(|index| natural_width(&names, rows, index)).collect();
    let (filled, empty): (Vec<usize>, Vec<usize>) =
        (0..names.len()).partition(|&index| rows.iter().any(|row| !row[index].is_empty()));
    let (shown, hidden) = choose(header, filled, &widths, width);
    let mut table = Table::new();
    table.load_preset(presets::UTF8_FULL_CONDENSED).set_truncation_indicator("…");
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width.try_into().unwrap_or(u16::MAX));
    }
    table.set_header(shown.iter().map(|&index| &*names[index]));
    for row in rows {
        let cell = |&index: &usize| Cell::new(truncated(&row[index], width)).set_alignment(alignment(header, index));
        let cells = shown.iter().map(cell);
        let mut row = Row::from(cells);
        row.max_height(1);
        table.add_row(row);
    }
    writeln!(out, "{table}")?;
    print_columns(out, "no room for", &hidden, &names)?;
    print_columns(out, "empty", &empty, &names)
}

/// The part of a text that a line of the terminal can show: comfy-table takes long to fit a longer text.
fn truncated(text: &str, width: Option<usize>) -> &str {
    let end = width.and_then(|width| text.char_indices().nth(width + 1)).map_or(text.len(), |(end, _)| end);
    &text[..end]
}

fn print_columns(out: &mut impl Write, label: &str, columns: &[usize], names: &Cells) -> io::Result<()> {
    match columns {
        [] => Ok(()),
        columns => {
            let names: Vec<&str> = columns.iter().map(|&index| &*names[index]).collect();
            writeln!(out, "{label}: {}", names.join(", "))
        }
    }
}

fn natural_width(names: &Cells, rows: &[Cells], index: usize) -> usize {
    rows.iter().map(|row| row[index].width()).fold(names[index].width(), usize::max)
}

fn alignment(header: &Names, index: usize) -> CellAlignment {
    match header.columns[index] {
        Some(Column::Id | Column::EntryId | Column::TechnicianId | Column::WaitingTime | Column::StartTime) => {
            CellAlignment::Right
        }
        _ => CellAlignment::Left,
    }
}

/// Splits the columns into those that fit and those that do not. Prefers the most important ones; keeps the order.
fn choose(header: &Names, filled: Vec<usize>, widths: &[usize], terminal: Option<usize>) -> (Vec<usize>, Vec<usize>) {
    let Some(terminal) = terminal else { return (filled, Vec::new()) };
    let mut by_rank = filled;
    by_rank.sort_by_key(|&index| (rank(header.columns[index]), index));
    let mut remaining = terminal.saturating_sub(1);
    let (mut shown, mut hidden): (Vec<usize>, Vec<usize>) = by_rank.into_iter().partition(|&index| {
        let needed = widths[index].min(MAX_WIDTH) + 3;
        let fits = needed <= remaining || header.columns[index] == Some(Column::Id);
        remaining = if fits { remaining.saturating_sub(needed) } else { remaining };
        fits
    });
    shown.sort_unstable();
    hidden.sort_unstable();
    (shown, hidden)
}

fn rank(column: Option<Column>) -> u16 {
    match column {
        Some(Column::Id) => 0,
        Some(Column::Status) => 1,
        Some(Column::Technician) => 2,
        Some(Column::WaitingTime) => 3,
        Some(Column::CustomField(0)) => 4,
        Some(Column::Entry) => 5,
        Some(Column::StartTime) => 6,
        Some(Column::CustomField(number)) => 6 + u16::from(number),
        None => 300,
        Some(Column::TransferredTo) => 301,
        Some(Column::TransferredComment) => 302,
        Some(Column::Language) => 303,
        Some(Column::IsLeadTechnician) => 304,
        Some(_) => 305,
    }
}

fn terminal_width() -> Option<usize> {
    if let Some((terminal_size::Width(width), _)) = terminal_size::terminal_size_of(io::stdout()) {
        return Some(width.into());
    }
    env::var("COLUMNS").ok()?.parse().ok().filter(|&width| width > 0)
}

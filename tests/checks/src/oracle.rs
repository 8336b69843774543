//! The oracle: a short and slow parser with `str::split` that shares no code with the crate.

use rescue_sessions::{Error, ErrorKind, Record};

use crate::values;

/// A row as the oracle reads it: its fields, or the code of the error with byte, line and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    Fields(Vec<String>),
    Error(&'static str, usize, usize, usize),
}

/// A list with a header of one line.
#[derive(Debug)]
pub struct Table<'a> {
    body: &'a str,
    delimiter: &'a str,
    pub names: Vec<&'a str>,
    /// Whether a delimiter ends the header.
    pub trailing: bool,
    /// The lines after the header, with their offsets.
    lines: Vec<(usize, &'a str)>,
}

const SERVICE: [&str; 13] = [
    "ID",
    "Status",
    "Entry ID",
    "Entry",
    "Technician ID",
    "Technician",
    "Start Time",
    "Waiting Time",
    "Language",
    "Transferred To",
    "Transferred Comment",
    "Is Lead Technician",
    "HandingOff",
];

fn is_known(name: &str) -> bool {
    let number = name.strip_prefix("Custom Field ").and_then(|number| number.parse::<u8>().ok());
    SERVICE.contains(&name) || number.is_some_and(|number| name == format!("Custom Field {number}"))
}

fn is_blank(text: &str) -> bool {
    text.chars().all(|c| " \t\r".contains(c))
}

impl<'a> Table<'a> {
    /// Reads a list with `ID` in the first column.
    ///
    /// Returns `None` if the body does not start with `OK` and a newline, if a line is too long, or if the header is
    /// wrapped, invalid, too long, has too many columns, or has a row on its line.
    #[must_use]
    pub fn of(body: &'a str, delimiter: &'a str) -> Option<Table<'a>> {
        Table::in_any_order(body, delimiter).filter(|table| table.names[0] == "ID" && !table.has_long_lines())
    }

    fn has_long_lines(&self) -> bool {
        self.lines.iter().any(|(_, line)| line.len() > 60_000)
    }

    /// Reads a list with `ID` in any column and lines of any length. Otherwise the same as [`Table::of`].
    #[must_use]
    pub fn in_any_order(body: &'a str, delimiter: &'a str) -> Option<Table<'a>> {
        let mut lines = self::lines(body).into_iter();
        lines.next().filter(|&(_, line)| line == "OK")?;
        let (_, header) = lines.find(|(_, line)| !is_blank(line))?;
        // Whitespace before the first name is the rest of that after the return value.
        let header = header.trim_start_matches([' ', '\t', '\r']);
        let mut names: Vec<&str> = header.split(delimiter).collect();
        let trailing = names.len() > 1 && names.last().is_some_and(|last| is_blank(last));
        if trailing {
            names.pop();
        }
        let is_name = |name: &&str| !is_integer(name) && !name.contains(char::is_control);
        let is_first = |index: usize| !names[..index].contains(&names[index]);
        let is_valid = names.contains(&"ID") && names.iter().all(is_name) && (0..names.len()).all(is_first);
        if !is_valid || names.len() > 200 || header.len() > 60_000 {
            return None;
        }
        let lines: Vec<_> = lines.collect();
        // A line that starts with a known column name could continue the header.
        let next = lines.first().map_or("", |(_, line)| line.split(delimiter).next().unwrap_or_default());
        (!is_known(next)).then_some(Table { body, delimiter, names, trailing, lines })
    }

    /// The fields of each line, or the error of a line that is longer than the limit.
    ///
    /// Returns `None` unless each line is a row with valid values, or is too long and has its first field and the first
    /// delimiter within the limit.
    #[must_use]
    pub fn intact_rows(&self, max_record: usize) -> Option<Vec<(usize, Row)>> {
        // The crate does not scan a line that is too long to its end, so it cannot know that the line is blank.
        let is_skipped = |line: &str| self.is_blank_line(line) && line.len() <= max_record;
        let lines = self.lines.iter().filter(|(_, line)| !is_skipped(line));
        lines
            .map(|&(start, line)| {
                let first = line.split(self.delimiter).next().unwrap_or_default();
                let is_in_limit = first.len() + self.delimiter.len() <= max_record && first.len() < line.len();
                let starts_a_row = is_in_limit && values::value(self.names[0], first).is_ok();
                let row = match line.len() > max_record {
                    true => starts_a_row.then(|| self.error("record_too_long", start))?,
                    false => self.row(line).ok()?,
                };
                let row = (start, row);
                let is_intact = matches!(row.1, Row::Error(..)) || self.typed(&row).is_ok();
                is_intact.then_some(row)
            })
            .collect()
    }

    /// The rows, with their offsets.
    #[must_use]
    pub fn rows(&self) -> Vec<(usize, Row)> {
        let last_is_free_text =
            !self.names.last().is_some_and(|last| is_known(last) && !crate::alignments::is_free_text(last));
        let lines: Vec<(usize, &str)> =
            self.lines.iter().copied().filter(|(_, line)| !self.is_blank_line(line)).collect();
        let mut rows = Vec::new();
        let mut after_error = false;
        for (number, &(start, line)) in lines.iter().enumerate() {
            if after_error && !self.starts_a_row(line) {
                continue;
            }
            let continues = lines.get(number + 1).is_some_and(|(_, next)| !self.starts_a_row(next));
            let row = match self.row(line) {
                Ok(_) if continues && last_is_free_text && !self.trailing => self.error("ambiguous_end", start),
                Ok(row) => row,
                Err("trailing_delimiter") => self.error("trailing_delimiter", start + line.len()),
                Err(error) => self.error(error, start),
            };
            after_error = matches!(row, Row::Error(..));
            rows.push((start, row));
        }
        rows
    }

    fn is_blank_line(&self, line: &str) -> bool {
        is_blank(line) && !line.contains(self.delimiter)
    }

    fn starts_a_row(&self, line: &str) -> bool {
        let first = line.split(self.delimiter).next().expect("split gives at least one field");
        is_integer(first) && (line.contains(self.delimiter) || (self.names.len() == 1 && !self.trailing))
    }

    fn row(&self, line: &str) -> Result<Row, &'static str> {
        let (columns, fields) = (self.names.len(), line.split(self.delimiter).collect::<Vec<_>>());
        let (last, before) = fields.split_last().expect("split gives at least one field");
        let ends_with_delimiter = !before.is_empty() && is_blank(last);
        let is_well_formed = match self.trailing {
            true => ends_with_delimiter && before.len() == columns,
            false => fields.len() == columns,
        };
        if is_well_formed {
            return Ok(Row::Fields(fields.iter().take(columns).map(|field| (*field).to_owned()).collect()));
        }
        let found = fields.len() - usize::from(ends_with_delimiter);
        Err(if found == columns { "trailing_delimiter" } else { "field_count" })
    }

    /// The fields of a row, if each has a valid value.
    ///
    /// # Errors
    ///
    /// The error of the row, or of its first invalid value.
    pub fn typed<'r>(&self, (start, row): &'r (usize, Row)) -> Result<Vec<&'r str>, Row> {
        let Row::Fields(fields) = row else { return Err(row.clone()) };
        let mut at = *start;
        for (name, field) in self.names.iter().zip(fields) {
            values::value(name, field).map_err(|error| self.error(error, at))?;
            at += field.len() + self.delimiter.len();
        }
        Ok(fields.iter().map(String::as_str).collect())
    }

    fn error(&self, error: &'static str, at: usize) -> Row {
        let before = &self.body[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Row::Error(error, at, line, column)
    }
}

/// The lines without their line ends, and their offsets.
fn lines(body: &str) -> Vec<(usize, &str)> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in body.split_inclusive('\n') {
        let text = line.strip_suffix('\n').unwrap_or(line);
        lines.push((start, text.strip_suffix('\r').unwrap_or(text)));
        start += line.len();
    }
    lines
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

/// Converts a record of the crate to the type of the oracle.
#[must_use]
pub fn row_of(record: &Result<Record<'_>, Error>) -> Row {
    match record {
        Ok(record) => Row::Fields(record.iter().map(str::to_owned).collect()),
        Err(error) => error_of(error),
    }
}

/// Converts an error of the crate to the type of the oracle.
#[must_use]
pub fn error_of(error: &Error) -> Row {
    let position = error.position();
    let name = match error.kind() {
        ErrorKind::FieldCount { .. } => "field_count",
        kind => kind.code(),
    };
    Row::Error(name, position.byte() as usize, position.line() as usize, position.column() as usize)
}

//! The session list as one would read it with `str::split`: slow, short, and written apart from the crate.

use rescue_sessions::{Error, ErrorKind, Record};

use crate::values;

/// A row as the oracle sees it: its fields, or the error's name and byte, line and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    Fields(Vec<String>),
    Error(&'static str, usize, usize, usize),
}

/// A list whose header is one line, with `ID` first.
#[derive(Debug)]
pub struct Table<'a> {
    body: &'a str,
    delimiter: &'a str,
    pub names: Vec<&'a str>,
    /// Whether a delimiter ends the header.
    pub trailing: bool,
    /// The lines behind it, and where they start.
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
    /// The list of a body, or `None` where it is none that is read here: no `OK` and newline before it, a header that is
    /// wrapped or has a row behind it, is wrong, too wide or too long.
    #[must_use]
    pub fn of(body: &'a str, delimiter: &'a str) -> Option<Table<'a>> {
        Table::in_any_order(body, delimiter).filter(|table| table.names[0] == "ID" && !table.has_long_lines())
    }

    fn has_long_lines(&self) -> bool {
        self.lines.iter().any(|(_, line)| line.len() > 60_000)
    }

    /// The same with the ID anywhere, and lines of any length.
    #[must_use]
    pub fn in_any_order(body: &'a str, delimiter: &'a str) -> Option<Table<'a>> {
        let mut lines = self::lines(body).into_iter();
        lines.next().filter(|&(_, line)| line == "OK")?;
        let (_, header) = lines.find(|(_, line)| !is_blank(line))?;
        let mut names: Vec<&str> = header.split(delimiter).collect();
        let trailing = names.len() > 1 && names.last().is_some_and(|last| is_blank(last));
        if trailing {
            names.pop();
        }
        let is_name = |name: &&str| !is_integer(name) && !name.contains(char::is_control);
        let is_first = |index: usize| !names[..index].contains(&names[index]);
        let is_right = names.contains(&"ID") && names.iter().all(is_name) && (0..names.len()).all(is_first);
        if !is_right || names.len() > 200 || header.len() > 60_000 {
            return None;
        }
        let lines: Vec<_> = lines.collect();
        // It could go on with the header.
        let next = lines.first().map_or("", |(_, line)| line.split(delimiter).next().unwrap_or_default());
        (!is_known(next)).then_some(Table { body, delimiter, names, trailing, lines })
    }

    /// Each line's fields, or its error where it is longer than a limit. `None` where a line is neither a row whose values
    /// are right nor one that is too long and of which the first field and the delimiter are within the limit.
    #[must_use]
    pub fn intact_rows(&self, max_record: usize) -> Option<Vec<(usize, Row)>> {
        // Of a line that is too long it is not known that it is blank.
        let is_skipped = |line: &str| self.is_blank_line(line) && line.len() <= max_record;
        let lines = self.lines.iter().filter(|(_, line)| !is_skipped(line));
        lines
            .map(|&(start, line)| {
                let first = line.split(self.delimiter).next().unwrap_or_default();
                let is_seen = first.len() + self.delimiter.len() <= max_record && first.len() < line.len();
                let can_start = is_seen && values::value(self.names[0], first).is_ok();
                let row = match line.len() > max_record {
                    true => can_start.then(|| self.error("record_too_long", start))?,
                    false => self.row(line).ok()?,
                };
                let row = (start, row);
                let is_intact = matches!(row.1, Row::Error(..)) || self.typed(&row).is_ok();
                is_intact.then_some(row)
            })
            .collect()
    }

    /// Where the rows start, and what stands there.
    #[must_use]
    pub fn rows(&self) -> Vec<(usize, Row)> {
        let last_is_typed = !self.names.last().is_some_and(|last| is_known(last) && !crate::readings::is_typed(last));
        let lines: Vec<(usize, &str)> =
            self.lines.iter().copied().filter(|(_, line)| !self.is_blank_line(line)).collect();
        let mut rows = Vec::new();
        let mut broken = false;
        for (number, &(start, line)) in lines.iter().enumerate() {
            if broken && !self.starts_a_row(line) {
                continue;
            }
            let goes_on = lines.get(number + 1).is_some_and(|(_, next)| !self.starts_a_row(next));
            let row = match self.row(line) {
                Ok(_) if goes_on && last_is_typed && !self.trailing => self.error("ambiguous_end", start),
                Ok(row) => row,
                Err("trailing_delimiter") => self.error("trailing_delimiter", start + line.len()),
                Err(error) => self.error(error, start),
            };
            broken = matches!(row, Row::Error(..));
            rows.push((start, row));
        }
        rows
    }

    fn is_blank_line(&self, line: &str) -> bool {
        is_blank(line) && !line.contains(self.delimiter)
    }

    fn starts_a_row(&self, line: &str) -> bool {
        let first = line.split(self.delimiter).next().expect("split gives one piece at least");
        is_integer(first) && (line.contains(self.delimiter) || (self.names.len() == 1 && !self.trailing))
    }

    fn row(&self, line: &str) -> Result<Row, &'static str> {
        let (columns, fields) = (self.names.len(), line.split(self.delimiter).collect::<Vec<_>>());
        let (last, before) = fields.split_last().expect("split gives one piece at least");
        let ends_with_delimiter = !before.is_empty() && is_blank(last);
        let whole = match self.trailing {
            true => ends_with_delimiter && before.len() == columns,
            false => fields.len() == columns,
        };
        if whole {
            return Ok(Row::Fields(fields.iter().take(columns).map(|field| (*field).to_owned()).collect()));
        }
        let found = fields.len() - usize::from(ends_with_delimiter);
        Err(if found == columns { "trailing_delimiter" } else { "field_count" })
    }

    /// The fields of a row if each holds a value; else the row's error, or that of its first wrong value.
    ///
    /// # Errors
    ///
    /// The error in the oracle's form.
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

/// The lines without their ends, and where they start.
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

/// The crate's record in the oracle's form.
#[must_use]
pub fn seen(record: &Result<Record<'_>, Error>) -> Row {
    match record {
        Ok(record) => Row::Fields(record.iter().map(str::to_owned).collect()),
        Err(error) => seen_error(error),
    }
}

/// The crate's error in the oracle's form.
#[must_use]
pub fn seen_error(error: &Error) -> Row {
    let position = error.position();
    let name = match error.kind() {
        ErrorKind::FieldCount { .. } => "field_count",
        kind => kind.code(),
    };
    Row::Error(name, position.byte() as usize, position.line() as usize, position.column() as usize)
}

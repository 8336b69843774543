//! The session list as one would read it with `str::split`: slow, short, and written apart from the crate.

use rescue_sessions::{Error, ErrorKind, Record};

/// A row as the oracle sees it: its fields, or the error's name and byte, line and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    Fields(Vec<String>),
    Error(&'static str, usize, usize, usize),
}

/// Reads the rows behind an undamaged header line, where `ID` is the first column.
///
/// `body` is `OK`, a newline, the header line and the rows.
pub fn rows(body: &str, delimiter: &str) -> Vec<Row> {
    let mut lines = self::lines(body).into_iter().skip(1);
    let (_, header) = lines.next().expect("a header");
    let mut names: Vec<&str> = header.split(delimiter).collect();
    let trailing = names.len() > 1 && names.last() == Some(&"");
    if trailing {
        names.pop();
    }
    let is_blank = |line: &str| {
        let only_field = names.len() == 1 && !trailing && !line.is_empty();
        line.chars().all(|c| " \t\r".contains(c)) && !line.contains(delimiter) && !only_field
    };
    let starts_a_row = |line: &str| {
        let first = line.split(delimiter).next().expect("split gives one piece at least");
        is_integer(first) && (line.contains(delimiter) || (names.len() == 1 && !trailing))
    };
    let last_is_typed = !matches!(names.last(), Some(&"ID" | &"Language"));
    let lines: Vec<(usize, &str)> = lines.filter(|(_, line)| !is_blank(line)).collect();
    let mut rows = Vec::new();
    let mut broken = false;
    for (number, &(start, line)) in lines.iter().enumerate() {
        if broken && !starts_a_row(line) {
            continue;
        }
        let fields: Vec<&str> = line.split(delimiter).collect();
        let goes_on = lines.get(number + 1).is_some_and(|(_, next)| !starts_a_row(next));
        let row = match row(&fields, names.len(), trailing) {
            Ok(_) if goes_on && last_is_typed && !trailing => place("open_end", body, start),
            Ok(row) => row,
            Err(error) => place(error, body, if error == "trailing_delimiter" { start + line.len() } else { start }),
        };
        broken = matches!(row, Row::Error(..));
        rows.push(row);
    }
    rows
}

fn row(fields: &[&str], columns: usize, trailing: bool) -> Result<Row, &'static str> {
    let (last, before) = fields.split_last().expect("split gives one piece at least");
    let ends_with_delimiter = !before.is_empty() && last.chars().all(|c| " \t\r".contains(c));
    let whole = match trailing {
        true => ends_with_delimiter && before.len() == columns,
        false => fields.len() == columns,
    };
    if whole {
        return Ok(Row::Fields(fields.iter().take(columns).map(|field| (*field).to_owned()).collect()));
    }
    let found = fields.len() - usize::from(ends_with_delimiter);
    Err(if found == columns { "trailing_delimiter" } else { "field_count" })
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

fn place(error: &'static str, body: &str, at: usize) -> Row {
    let before = &body[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    Row::Error(error, at, line, column)
}

/// The crate's record in the oracle's form.
pub fn seen(record: &Result<Record<'_>, Error>) -> Row {
    match record {
        Ok(record) => Row::Fields(record.iter().map(str::to_owned).collect()),
        Err(error) => {
            let position = error.position();
            let name = match error.kind() {
                ErrorKind::FieldCount { .. } => "field_count",
                kind => kind.name(),
            };
            Row::Error(name, position.byte() as usize, position.line() as usize, position.column() as usize)
        }
    }
}

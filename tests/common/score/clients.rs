//! The strategies of clients in production: they split lines at the delimiter, and differ in what they do with a wrong
//! field count. Each strategy is implemented at its best.

use super::Fields;

/// The lines after the header.
fn lines(body: &str) -> impl Iterator<Item = &str> {
    body.lines().skip(3)
}

fn fields<'a>(fields: impl IntoIterator<Item = &'a str>) -> Fields {
    fields.into_iter().map(|field| Some(field.to_owned())).collect()
}

/// The line without its trailing delimiter. Every well-formed row ends with one.
fn row(line: &str) -> &str {
    line.strip_suffix('|').unwrap_or(line)
}

/// Pads short rows with empty fields and truncates long ones.
pub fn pad(body: &str, columns: usize) -> Vec<Fields> {
    let padded = |line| fields(row(line).split('|').chain(std::iter::repeat("")).take(columns));
    lines(body).map(padded).collect()
}

/// Drops rows with the wrong field count.
pub fn drop(body: &str, columns: usize) -> Vec<Fields> {
    lines(body).map(|line| fields(row(line).split('|'))).filter(|fields| fields.len() == columns).collect()
}

/// Joins lines until they have at least as many delimiters as a row.
pub fn join(body: &str, columns: usize) -> Vec<Fields> {
    let mut rows = Vec::new();
    let mut joined = String::new();
    for line in body.split_inclusive('\n').skip(3) {
        joined.push_str(line);
        if joined.matches('|').count() >= columns {
            rows.push(fields(row(joined.trim_end_matches(['\r', '\n'])).split('|').take(columns)));
            joined.clear();
        }
    }
    rows
}

/// Puts surplus fields into the last column and drops short rows.
pub fn overflow(body: &str, columns: usize) -> Vec<Fields> {
    lines(body).map(|line| fields(row(line).splitn(columns, '|'))).filter(|fields| fields.len() == columns).collect()
}

//! How clients read the list today, each at its best: lines, `split`, and what to do when the count is wrong.

use super::Fields;

/// The lines behind the header. Every line, and so every whole row, ends with a delimiter, which is dropped.
fn lines(body: &str) -> impl Iterator<Item = &str> {
    body.lines().skip(3)
}

fn fields<'a>(fields: impl IntoIterator<Item = &'a str>) -> Fields {
    fields.into_iter().map(|field| Some(field.to_owned())).collect()
}

fn row(line: &str) -> &str {
    line.strip_suffix('|').unwrap_or(line)
}

/// Short rows are filled up with empty fields, of long ones the first are taken.
pub fn pad(body: &str, columns: usize) -> Vec<Fields> {
    let padded = |line| fields(row(line).split('|').chain(std::iter::repeat("")).take(columns));
    lines(body).map(padded).collect()
}

/// Rows of a wrong count are left out.
pub fn drop(body: &str, columns: usize) -> Vec<Fields> {
    lines(body).map(|line| fields(row(line).split('|'))).filter(|fields| fields.len() == columns).collect()
}

/// Lines are joined until there are as many delimiters as a row has, or more.
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

/// What is too much goes into the last column; rows that are too short are left out.
pub fn overflow(body: &str, columns: usize) -> Vec<Fields> {
    lines(body).map(|line| fields(row(line).splitn(columns, '|'))).filter(|fields| fields.len() == columns).collect()
}

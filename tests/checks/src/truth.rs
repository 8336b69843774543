//! Compares what the crate reads with the values that were written.
//!
//! The check writes sessions with unescaped delimiters and newlines inside free-text values. No value that the crate
//! gives is wrong, no session is invented, and none is missing without an error.

use std::collections::HashMap;

use arbitrary::{Arbitrary, Unstructured};
use rescue_sessions::{Delimiter, Parser};

use crate::alignments::{Span, fits, is_free_text, is_integer_column};
use crate::values;

/// Delimiters without a character that is in one of the texts.
const DELIMITERS: [&str; 5] = ["|", r"\;", "||", "\t", "é|"];

/// Free text that people type. Some of it could also be the value of a service column, such as a language code.
pub const FREE_TEXTS: [&str; 20] = [
    "",
    "",
    "",
    "no sound",
    "Ann Lee",
    "7",
    "-3",
    "12",
    "5",
    "Annie",
    "+1 555",
    "2/16/2012",
    "yes",
    "a b",
    "en",
    "it",
    "jo",
    "foo",
    "99999999999999999999",
    "2/16/2012 9:00 AM",
];

/// The columns in the order of the service, and an unknown column.
const COLUMNS: [&str; 20] = [
    "ID",
    "Status",
    "Entry ID",
    "Entry",
    "Technician ID",
    "Technician",
    "Start Time",
    "Waiting Time",
    "Custom Field 0",
    "Custom Field 1",
    "Custom Field 2",
    "Custom Field 3",
    "Custom Field 4",
    "Custom Field 5",
    "Language",
    "Transferred To",
    "Transferred Comment",
    "Is Lead Technician",
    "HandingOff",
    "Shoe Size",
];

/// A list as it was written.
#[derive(Clone, Debug)]
pub struct Written {
    pub names: Vec<String>,
    pub delimiter: String,
    /// Whether a delimiter ends each line.
    pub trailing: bool,
    pub last_newline: bool,
    /// The fields of each row. The IDs differ.
    pub rows: Vec<Vec<String>>,
    /// The number of bytes that are missing at the end of the body.
    pub cut: usize,
}

/// The values of a column without embedded delimiters or newlines.
#[must_use]
pub fn texts(name: &str) -> &'static [&'static str] {
    match name {
        "Start Time" => &["2/16/2012 9:00 AM"],
        "Language" => &["", "", "en", "it", "de", "pt-BR"],
        "Is Lead Technician" | "HandingOff" => &["", "yes"],
        "Status" => &["Active", "Waiting", "On Hold", "Closed by technician"],
        name if is_free_text(name) => &FREE_TEXTS,
        _ => &["0", "5", "-2", "254458"],
    }
}

impl<'a> Arbitrary<'a> for Written {
    fn arbitrary(u: &mut Unstructured<'a>) -> arbitrary::Result<Written> {
        let delimiter = (*u.choose(&DELIMITERS)?).to_owned();
        let (trailing, last_newline) = (u.ratio(2, 3)?, !u.ratio(1, 5)?);
        let names = names(u)?;
        let number = usize::from(u.arbitrary::<u16>()?);
        let mut rows = Vec::new();
        while !u.is_empty() && rows.len() < 8 {
            rows.push(row(u, &names, &delimiter, rows.len())?);
        }
        // A truncation stays within the last row.
        let last_len =
            rows.last().map_or(0, |row: &Vec<String>| row.iter().map(|field| field.len() + 1).sum::<usize>());
        let cut = if number % 2 == 0 { 0 } else { number % (last_len + 1) };
        Ok(Written { names, delimiter, trailing, last_newline, rows, cut })
    }
}

/// The header of an API version, or up to eight columns with the ID in any column.
fn names(u: &mut Unstructured<'_>) -> arbitrary::Result<Vec<String>> {
    let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let v1 = of(&[&COLUMNS[..11], &COLUMNS[14..19]].concat());
    Ok(match u.int_in_range(0..=7)? {
        0 => v1,
        1 => v1[..14].to_vec(),
        2 => of(&COLUMNS[..19]),
        kind => {
            let mut names: Vec<&str> = Vec::new();
            for _ in 0..u.int_in_range(1..=7)? {
                let name = *u.choose(&COLUMNS[1..])?;
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            // The ID is mostly first, as the service writes it.
            let index = if kind == 7 { u.int_in_range(0..=names.len())? } else { 0 };
            names.insert(index, "ID");
            of(&names)
        }
    })
}

fn row(u: &mut Unstructured<'_>, names: &[String], delimiter: &str, number: usize) -> arbitrary::Result<Vec<String>> {
    let mut fields = Vec::new();
    for name in names {
        fields.push((*u.choose(texts(name))?).to_owned());
    }
    let free_text: Vec<usize> = (0..names.len()).filter(|&column| is_free_text(&names[column])).collect();
    for _ in 0..if free_text.is_empty() { 0 } else { u.int_in_range(0..=4)? } {
        let field = &mut fields[*u.choose(&free_text)?];
        *field += u.choose(&[delimiter, delimiter, "\n", "\r\n"])?;
        *field += u.choose(&FREE_TEXTS)?;
    }
    for (name, field) in names.iter().zip(&mut fields) {
        if name == "ID" {
            *field = (1000 + number).to_string();
        }
    }
    Ok(fields)
}

impl Written {
    /// A row, or the header, without its newline.
    #[must_use]
    pub fn line(&self, fields: &[String]) -> String {
        fields.join(&self.delimiter) + if self.trailing { &self.delimiter } else { "" }
    }

    /// Whether each row is unambiguous in this format. Recovery gives no guarantee for other rows, such as forged rows
    /// (row injection).
    #[must_use]
    pub fn is_within_limits(&self) -> bool {
        let is_unambiguous = |text: &str| self.has_no_blank_edge(text) && self.has_no_row_inside(text);
        self.rows.iter().all(|row| is_unambiguous(&self.line(row)))
            && self.truncated().is_none_or(|text| self.is_visibly_truncated(&text))
    }

    /// The rest of the last row, if it is truncated.
    fn truncated(&self) -> Option<String> {
        let (body, starts) = self.body();
        let last = self.line(self.rows.last()?);
        let rest = body.get(*starts.last()? as usize..)?;
        (!rest.is_empty() && rest.len() < last.len()).then(|| rest.to_owned())
    }

    /// Whether the text shows that the row is truncated: no number of its first lines is a row, and no newline ends it.
    fn is_visibly_truncated(&self, text: &str) -> bool {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let lines: Vec<&str> = text.split('\n').collect();
        let is_record = |text: &str| has_alignment(text.trim_end_matches('\r'), &names, &self.delimiter, self.trailing);
        let is_unambiguous = self.has_no_blank_edge(text) && self.has_no_row_inside(text);
        is_unambiguous && !(1..=lines.len()).any(|end| is_record(&lines[..end].join("\n")))
    }

    /// A blank line at the start or end of a record looks like one between records, and a CR like one of a line end.
    fn has_no_blank_edge(&self, row: &str) -> bool {
        let is_blank = |line: &str| line.trim_matches([' ', '\t', '\r']).is_empty() && !line.contains(&self.delimiter);
        let (first, last) = (row.split('\n').next().unwrap_or(""), row.rsplit('\n').next().unwrap_or(""));
        !is_blank(first) && !is_blank(last) && !last.ends_with('\r')
    }

    /// No run of lines inside a row is a self-contained row.
    ///
    /// The first lines may be one: the lines after them show that the row continues. If the first column is free text,
    /// the last lines may be one instead.
    fn has_no_row_inside(&self, row: &str) -> bool {
        let lines: Vec<&str> = row.split('\n').collect();
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let first_is_free_text = is_free_text(names[0]);
        let runs = (0..lines.len()).flat_map(|start| (start + 1..=lines.len()).map(move |end| start..end));
        let mut inside = runs.filter(|run| if first_is_free_text { run.end < lines.len() } else { run.start > 0 });
        !inside.any(|run| {
            let looks_like_a_row =
                run.len() == 1 && self.looks_like_a_row(&names, lines[run.start], first_is_free_text);
            looks_like_a_row || has_alignment(&lines[run].join("\n"), &names, &self.delimiter, self.trailing)
        })
    }

    /// Whether a line has as many fields as a row, or the fields of a row up to Start Time.
    fn looks_like_a_row(&self, names: &[&str], line: &str, first_is_free_text: bool) -> bool {
        let fields: Vec<&str> = line.strip_suffix('\r').unwrap_or(line).split(&self.delimiter).collect();
        let fit =
            |range: std::ops::Range<usize>| range.clone().all(|column| fits_column(names[column], fields[column]));
        let width = names.len() + usize::from(self.trailing);
        let has_row_width = fields.len() == width && (!self.trailing || fits("", fields[width - 1]));
        let time = names.iter().position(|name| *name == "Start Time").map(|index| index + 1);
        // An integer starts a row even if it does not fit in 64 bits.
        let digits = fields[0].strip_prefix('-').unwrap_or(fields[0]);
        let is_integer = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
        let is_start = fits_column(names[0], fields[0]) || is_integer_column(names[0]) && is_integer;
        let is_row_to_time = time.is_some_and(|time| fields.len() > time && fit(0..time));
        let is_row = match time {
            _ if !has_row_width => false,
            _ if first_is_free_text => fit(0..names.len()),
            Some(time) => is_start || fit(1..time),
            None => is_start,
        };
        is_row || is_row_to_time
    }

    /// The text of the response, and the offset of each row.
    #[must_use]
    pub fn body(&self) -> (String, Vec<u64>) {
        let mut body = format!("OK\n\n{}\n", self.line(&self.names));
        let mut starts = Vec::new();
        for row in &self.rows {
            starts.push(body.len() as u64);
            body += &(self.line(row) + "\n");
        }
        if !self.last_newline || self.cut > 0 {
            body.pop();
        }
        let len = (0..=body.len().saturating_sub(self.cut)).rev().find(|&len| body.is_char_boundary(len));
        body.truncate(len.unwrap_or(0).max(starts.last().map_or(0, |start| *start as usize)));
        (body, starts)
    }
}

fn fits_column(name: &str, text: &str) -> bool {
    // `fits` knows only the texts that are written, and a truncated text is not one of them.
    is_free_text(name) || if name.is_empty() { fits(name, text) } else { values::value(name, text).is_ok() }
}

/// Whether a text has an alignment. It builds a table of the columns that each fragment can end.
fn has_alignment(text: &str, names: &[&str], delimiter: &str, trailing: bool) -> bool {
    let span = Span::new(text, delimiter);
    let mut columns = names.to_vec();
    if trailing {
        columns.push("");
    }
    // For each column, whether the fragments so far can be the columns up to it.
    let mut ends: Vec<bool> = Vec::new();
    for (number, (range, after_newline)) in span.fragments.iter().enumerate() {
        let fragment = &text[range.clone()];
        ends = (0..columns.len())
            .map(|column| {
                let continues = number > 0 && ends[column] && is_free_text(columns[column]);
                let starts = if column == 0 { number == 0 } else { number > 0 && ends[column - 1] && !after_newline };
                (continues || starts) && fits_column(columns[column], fragment)
            })
            .collect();
    }
    ends.last() == Some(&true)
}

/// The target `truth`.
pub(crate) fn fuzz(data: &[u8]) {
    match Written::arbitrary(&mut Unstructured::new(data)) {
        Ok(written) if written.is_within_limits() => check(&written),
        _ => {}
    }
}

/// Each session that the crate reads was written with these values. Each missing session is in the span of an error.
pub fn check(written: &Written) {
    let (body, starts) = written.body();
    let id = written.names.iter().position(|name| name == "ID").expect("there is an ID column");
    let rows = written.rows.iter().zip(starts);
    let mut missing: HashMap<&str, (u64, &Vec<String>)> = rows
        .map(|(row, start)| (row[id].as_str(), (start, row)))
        .filter(|(_, (start, _))| *start < body.len() as u64)
        .collect();
    let parser =
        Parser::new().delimiter(Delimiter::try_from(written.delimiter.as_str()).expect("the delimiter is valid"));
    let mut sessions = parser.parse(&body).unwrap_or_else(|error| panic!("{error}: {body:?}")).into_iter();
    let mut errors = Vec::new();
    while let Some(session) = sessions.next() {
        let Ok(session) = session else {
            errors.push(sessions.last_span());
            continue;
        };
        let fields: Vec<_> = sessions.last_fields().collect();
        let row = fields[id].and_then(|id| missing.remove(id));
        let Some((_, row)) = row else { panic!("session {} is invented in {body:?}", session.id()) };
        for ((name, read), written) in written.names.iter().zip(&fields).zip(row) {
            assert!(read.is_none_or(|read| read == written), "{name} is {read:?}, not {written:?}, in {body:?}");
        }
    }
    for (id, (start, _)) in missing {
        assert!(
            errors.iter().any(|span| span.contains(&start)),
            "session {id} is missing without an error in {body:?}"
        );
    }
}

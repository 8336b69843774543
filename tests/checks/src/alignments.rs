//! An enumeration of all interpretations (alignments) of a damaged record. It is short and slow, and shares no code with
//! the crate.

use std::ops::Range;

/// An alignment: the range of fragments of each column.
pub type Alignment = Vec<Range<usize>>;

/// The text of a record, split into fragments at each delimiter and newline.
pub struct Span<'a> {
    pub text: &'a str,
    /// The byte range of each fragment, and whether a newline is directly before it.
    pub fragments: Vec<(Range<usize>, bool)>,
}

/// A recovered record: what all alignments agree on.
#[derive(Debug, PartialEq, Eq)]
pub struct Recovered {
    /// The text of each column, or `None` if the alignments differ.
    pub fields: Vec<Option<String>>,
    /// The column names, the raw text, and whether the value is given.
    pub damage: Vec<(Vec<String>, String, bool)>,
}

impl<'a> Span<'a> {
    pub fn new(text: &'a str, delimiter: &str) -> Span<'a> {
        let mut fragments = Vec::new();
        let mut start = 0;
        for (number, line) in text.split('\n').enumerate() {
            let content = line.strip_suffix('\r').unwrap_or(line);
            let mut at = start;
            for (index, fragment) in content.split(delimiter).enumerate() {
                fragments.push((at..at + fragment.len(), number > 0 && index == 0));
                at += fragment.len() + delimiter.len();
            }
            start += line.len() + 1;
        }
        Span { text, fragments }
    }

    fn fragment(&self, index: usize) -> &'a str {
        &self.text[self.fragments[index].0.clone()]
    }

    /// Every alignment with these columns. With `trailing`, a delimiter ends the record.
    pub fn alignments(&self, names: &[&str], trailing: bool) -> Vec<Alignment> {
        let mut columns = names.to_vec();
        if trailing {
            columns.push("");
        }
        let mut alignments = Vec::new();
        self.enumerate(&columns, &mut Vec::new(), &mut alignments);
        alignments
    }

    fn enumerate(&self, columns: &[&str], so_far: &mut Alignment, alignments: &mut Vec<Alignment>) {
        let start = so_far.last().map_or(0, |run| run.end);
        let Some(column) = columns.get(so_far.len()) else {
            if start == self.fragments.len() {
                alignments.push(so_far.clone());
            }
            return;
        };
        for end in start + 1..=self.fragments.len() {
            let is_after_delimiter = start == 0 || !self.fragments[start].1;
            let is_single = end == start + 1;
            if is_after_delimiter && (is_free_text(column) || is_single && fits(column, self.fragment(start))) {
                so_far.push(start..end);
                self.enumerate(columns, so_far, alignments);
                so_far.pop();
            }
        }
    }

    fn byte_range(&self, run: &Range<usize>) -> Range<usize> {
        self.fragments[run.start].0.start..self.fragments[run.end - 1].0.end
    }

    /// The text of each column, from the ranges of fragments.
    pub fn values(&self, runs: &[Range<usize>]) -> Vec<&'a str> {
        runs.iter().map(|run| &self.text[self.byte_range(run)]).collect()
    }

    /// The recovered record, if there is an alignment.
    pub fn recovered(&self, names: &[&str], trailing: bool) -> Option<Recovered> {
        let alignments = self.alignments(names, trailing);
        let first = alignments.first()?;
        let is_unambiguous = |column: usize| alignments.iter().all(|alignment| alignment[column] == first[column]);
        let field = |column: usize| {
            let text = |alignment: &Alignment| &self.text[self.byte_range(&alignment[column])];
            alignments.iter().all(|alignment| text(alignment) == text(first)).then(|| text(first).to_owned())
        };
        let fields: Vec<_> = (0..names.len()).map(field).collect();
        let mut damage = Vec::new();
        let mut column = 0;
        while column < names.len() {
            let end = match is_unambiguous(column) {
                true => column + 1,
                false => (column..names.len()).find(|&next| is_unambiguous(next)).unwrap_or(names.len()),
            };
            let is_joined = is_unambiguous(column) && first[column].len() > 1;
            let damaged: Vec<String> =
                (column..end).filter(|&c| is_joined || fields[c].is_none()).map(|c| names[c].to_owned()).collect();
            if !damaged.is_empty() {
                let ranges = alignments
                    .iter()
                    .map(|alignment| (self.byte_range(&alignment[column]), self.byte_range(&alignment[end - 1])));
                let start = ranges.clone().map(|(first, _)| first.start).min().unwrap();
                let stop = ranges.map(|(_, last)| last.end).max().unwrap();
                damage.push((damaged, self.text[start..stop].to_owned(), is_joined));
            }
            column = end;
        }
        Some(Recovered { fields, damage })
    }
}

/// Whether the column is free text, where people type the values.
pub fn is_free_text(column: &str) -> bool {
    !matches!(column, "" | "Status" | "Language" | "Start Time")
        && !matches!(column, "ID" | "Entry ID" | "Technician ID" | "Waiting Time" | "Is Lead Technician" | "HandingOff")
}

/// Whether the column holds integers.
pub fn is_integer_column(column: &str) -> bool {
    matches!(column, "ID" | "Entry ID" | "Technician ID" | "Waiting Time")
}

/// Whether a text can be the value of a service column.
///
/// The answer is right only for a text of letters, digits, spaces, hyphens and slashes.
pub fn fits(column: &str, text: &str) -> bool {
    let letters = |text: &str| !text.is_empty() && text.chars().all(char::is_alphabetic);
    match column {
        "" => text.trim_matches([' ', '\t', '\r']).is_empty(),
        "Start Time" => text == "2/16/2012 9:00 AM",
        "Language" => match text.len() {
            0 => true,
            2 => letters(text),
            3 => letters(text) && text == text.to_lowercase(),
            _ => text == "pt-BR",
        },
        "Is Lead Technician" | "HandingOff" => text.is_empty() || text == "pt-BR" || letters(text),
        "Status" => true,
        _ => text.parse::<i64>().is_ok() && !text.starts_with('+'),
    }
}

/// Texts for fields.
pub const TEXTS: [&str; 17] = [
    "",
    "",
    "",
    "7",
    "-3",
    "12",
    "en",
    "no",
    "yes",
    "Ann",
    "Bo",
    "pt-BR",
    "2/16/2012 9:00 AM",
    "Waiting",
    "a b",
    "99999999999999999999",
    "it",
];

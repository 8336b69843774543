//! All readings of a span, one after the other: slow, short, and written apart from the crate.

use std::ops::Range;

/// A reading: which pieces each column has.
type Reading = Vec<Range<usize>>;

/// A span, cut into pieces.
pub struct Span<'a> {
    pub text: &'a str,
    /// Where each piece stands, and whether a newline stands before it.
    pub pieces: Vec<(Range<usize>, bool)>,
}

/// What all readings of a span say.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// The text of each column, `None` where the readings differ.
    pub fields: Vec<Option<String>>,
    /// The columns' names, the raw text, and whether the value is given.
    pub damage: Vec<(Vec<String>, String, bool)>,
}

impl<'a> Span<'a> {
    pub fn new(text: &'a str, delimiter: &str) -> Span<'a> {
        let mut pieces = Vec::new();
        let mut start = 0;
        for (number, line) in text.split('\n').enumerate() {
            let shown = line.strip_suffix('\r').unwrap_or(line);
            let mut at = start;
            for (index, piece) in shown.split(delimiter).enumerate() {
                pieces.push((at..at + piece.len(), number > 0 && index == 0));
                at += piece.len() + delimiter.len();
            }
            start += line.len() + 1;
        }
        Span { text, pieces }
    }

    fn piece(&self, index: usize) -> &'a str {
        &self.text[self.pieces[index].0.clone()]
    }

    /// Every reading under these columns' names.
    pub fn readings(&self, names: &[&str], trailing: bool) -> Vec<Reading> {
        let mut columns = names.to_vec();
        if trailing {
            columns.push("");
        }
        let mut readings = Vec::new();
        self.enumerate(&columns, &mut Vec::new(), &mut readings);
        readings
    }

    fn enumerate(&self, columns: &[&str], so_far: &mut Reading, readings: &mut Vec<Reading>) {
        let start = so_far.last().map_or(0, |run| run.end);
        let Some(column) = columns.get(so_far.len()) else {
            if start == self.pieces.len() {
                readings.push(so_far.clone());
            }
            return;
        };
        for end in start + 1..=self.pieces.len() {
            let parted_by_delimiter = start == 0 || !self.pieces[start].1;
            let is_one_piece = end == start + 1;
            if parted_by_delimiter && (is_typed(column) || is_one_piece && fits(column, self.piece(start))) {
                so_far.push(start..end);
                self.enumerate(columns, so_far, readings);
                so_far.pop();
            }
        }
    }

    fn place(&self, run: &Range<usize>) -> Range<usize> {
        self.pieces[run.start].0.start..self.pieces[run.end - 1].0.end
    }

    /// What they all say, if there is one.
    pub fn told(&self, names: &[&str], trailing: bool) -> Option<Told> {
        let readings = self.readings(names, trailing);
        let first = readings.first()?;
        let is_fixed = |column: usize| readings.iter().all(|reading| reading[column] == first[column]);
        let field = |column: usize| {
            let text = |reading: &Reading| &self.text[self.place(&reading[column])];
            readings.iter().all(|reading| text(reading) == text(first)).then(|| text(first).to_owned())
        };
        let fields: Vec<_> = (0..names.len()).map(field).collect();
        let mut damage = Vec::new();
        let mut column = 0;
        while column < names.len() {
            let end = match is_fixed(column) {
                true => column + 1,
                false => (column..names.len()).find(|&next| is_fixed(next)).unwrap_or(names.len()),
            };
            let is_joined = is_fixed(column) && first[column].len() > 1;
            let told: Vec<String> =
                (column..end).filter(|&c| is_joined || fields[c].is_none()).map(|c| names[c].to_owned()).collect();
            if !told.is_empty() {
                let places =
                    readings.iter().map(|reading| (self.place(&reading[column]), self.place(&reading[end - 1])));
                let start = places.clone().map(|(first, _)| first.start).min().unwrap();
                let stop = places.map(|(_, last)| last.end).max().unwrap();
                damage.push((told, self.text[start..stop].to_owned(), is_joined));
            }
            column = end;
        }
        Some(Told { fields, damage })
    }
}

/// Whether people type what stands in the column.
pub fn is_typed(column: &str) -> bool {
    !matches!(column, "" | "Status" | "Language" | "Start Time")
        && !matches!(column, "ID" | "Entry ID" | "Technician ID" | "Waiting Time" | "Is Lead Technician" | "HandingOff")
}

/// Whether the column holds integers.
pub fn is_integer_column(column: &str) -> bool {
    matches!(column, "ID" | "Entry ID" | "Technician ID" | "Waiting Time")
}

/// Whether a text of letters, digits, blanks, hyphens and slashes can be the value of a column of the service.
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

//! Synthetic `getSession` responses, for tests and benchmarks. The rows look real, but contain no real data.
//!
//! The same [`Plan`] always gives the same bytes. A row is damaged when a value contains an unescaped delimiter or a
//! newline; [`Row::truth`] has the values without them.
//!
//! A [`Desk`] gives the responses of successive polls of a simulated help desk, and [`Answers`] about them.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod date_time;
mod desk;
mod words;

use std::fmt::{self, Write};

use fastrand::Rng;

pub use date_time::{DateTime, InvalidDateTime};
pub use desk::{Answers, ChangeCounts, Desk, DeskPlan, Poll, Waits};

/// The API version, which decides the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// Sixteen columns.
    V1,
    /// Sixteen columns.
    V2,
    /// Nineteen columns.
    V3,
}

impl Version {
    /// The number of custom fields.
    #[must_use]
    pub fn custom_fields(self) -> usize {
        match self {
            Version::V1 | Version::V2 => 3,
            Version::V3 => 6,
        }
    }

    /// The names of the columns.
    #[must_use]
    pub fn columns(self) -> Vec<String> {
        let first = ["ID", "Status", "Entry ID", "Entry", "Technician ID", "Technician", "Start Time", "Waiting Time"];
        let last = ["Language", "Transferred To", "Transferred Comment", "Is Lead Technician", "HandingOff"];
        let custom = (0..self.custom_fields()).map(|number| format!("Custom Field {number}"));
        first.map(str::to_owned).into_iter().chain(custom).chain(last.map(str::to_owned)).collect()
    }
}

/// The settings of a synthetic response.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The number of rows.
    pub rows: u64,
    /// The seed of the random numbers.
    pub seed: u64,
    /// The API version, which decides the columns.
    pub version: Version,
    /// The share of damaged rows, 0 to 1.
    pub damage: f64,
    /// The text between two fields.
    pub delimiter: String,
}

impl Default for Plan {
    /// A hundred well-formed rows of version 3, with the delimiter `|`.
    fn default() -> Self {
        Plan { rows: 100, seed: 0, version: Version::V3, damage: 0.0, delimiter: "|".to_owned() }
    }
}

impl Plan {
    /// The return value, the empty line after it, and the header.
    #[must_use]
    pub fn head(&self) -> String {
        head(self.version, &self.delimiter)
    }

    /// Whether the delimiter can separate the fields: at least one of its characters is in no value.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        is_readable(&self.delimiter)
    }

    /// The rows, one at a time.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        let mut rng = Rng::with_seed(self.seed);
        (0..self.rows).map(move |number| self.row(number, &mut rng))
    }

    /// The complete body.
    #[must_use]
    pub fn body(&self) -> String {
        self.rows().fold(self.head(), |body, row| body + &row.text)
    }

    fn row(&self, number: u64, rng: &mut Rng) -> Row {
        let truth = fields(number, self.version, rng);
        let damage = (rng.f64() < self.damage).then(|| Damage::random(rng));
        let mut written = truth.clone();
        if let Some(damage) = damage {
            damage.apply(&mut written, self.version, &self.delimiter, rng);
        }
        let mut text = String::with_capacity(160);
        write_line(&mut text, &written, &self.delimiter);
        Row { text, truth, written, damage }
    }
}

/// The return value, the empty line after it, and the header.
fn head(version: Version, delimiter: &str) -> String {
    let mut head = "OK\n\n".to_owned();
    write_line(&mut head, &version.columns(), delimiter);
    head
}

/// Whether at least one character of the delimiter is in no value.
fn is_readable(delimiter: &str) -> bool {
    let is_in_values = |c: char| c.is_alphanumeric() || " +#,:/-".contains(c);
    !delimiter.contains(['\r', '\n']) && !delimiter.chars().all(is_in_values)
}

fn write_line(line: &mut String, fields: &[String], delimiter: &str) {
    for field in fields {
        line.push_str(field);
        line.push_str(delimiter);
    }
    line.push('\n');
}

/// A row of a synthetic body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The bytes of the row in the body, with its newline.
    pub text: String,
    /// The values before the damage.
    pub truth: Vec<String>,
    /// The values after the damage: what a perfect reader would recover.
    pub written: Vec<String>,
    /// The kind of damage, if the row is damaged.
    pub damage: Option<Damage>,
}

/// A kind of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Damage {
    /// A newline in a custom field. One in four is a CR LF.
    NewLine,
    /// A delimiter in Entry, the channel's name.
    Entry,
    /// A delimiter in Technician, the technician's name.
    Technician,
    /// A delimiter in a custom field.
    CustomField,
    /// A delimiter in Transferred Comment.
    Comment,
    /// Two of the above.
    Mixture,
}

impl Damage {
    /// Every kind.
    pub const ALL: [Damage; 6] =
        [Damage::NewLine, Damage::Entry, Damage::Technician, Damage::CustomField, Damage::Comment, Damage::Mixture];

    fn random(rng: &mut Rng) -> Damage {
        Damage::ALL[rng.usize(..Damage::ALL.len())]
    }

    fn apply(self, fields: &mut [String], version: Version, delimiter: &str, rng: &mut Rng) {
        const ENTRY: usize = 3;
        const TECHNICIAN: usize = 5;
        const CUSTOM_FIELD_0: usize = 8;
        let custom_field = CUSTOM_FIELD_0 + rng.usize(..version.custom_fields());
        let comment = CUSTOM_FIELD_0 + version.custom_fields() + 2;
        match self {
            Damage::NewLine => insert(&mut fields[custom_field], words::line_end(rng), rng),
            Damage::Entry => insert(&mut fields[ENTRY], delimiter, rng),
            Damage::Technician => insert(&mut fields[TECHNICIAN], delimiter, rng),
            Damage::CustomField => insert(&mut fields[custom_field], delimiter, rng),
            Damage::Comment => insert(&mut fields[comment], delimiter, rng),
            Damage::Mixture => {
                for damage in [Damage::NewLine, Damage::ALL[rng.usize(1..5)]] {
                    damage.apply(fields, version, delimiter, rng);
                }
            }
        }
    }
}

/// Inserts a separator (a delimiter or a newline) at a random offset, with a few words before or after it.
fn insert(field: &mut String, separator: &str, rng: &mut Rng) {
    let boundaries: Vec<usize> = field.char_indices().map(|(offset, _)| offset).chain([field.len()]).collect();
    let offset = if rng.bool() { field.len() } else { boundaries[rng.usize(..boundaries.len())] };
    let words = words::inserted(rng);
    let text = if rng.u8(..4) == 0 { words.to_owned() + separator } else { separator.to_owned() + words };
    field.insert_str(offset, &text);
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Damage::NewLine => "newline in a custom field",
            Damage::Entry => "delimiter in Entry",
            Damage::Technician => "delimiter in Technician",
            Damage::CustomField => "delimiter in a custom field",
            Damage::Comment => "delimiter in Transferred Comment",
            Damage::Mixture => "two of these",
        })
    }
}

fn fields(number: u64, version: Version, rng: &mut Rng) -> Vec<String> {
    let status = words::status(rng);
    let has_channel = rng.u8(..100) < 70;
    let has_technician = status != "Waiting" || rng.u8(..100) < 20;
    let mut fields = vec![
        (1_073_174_914 + number * 3).to_string(),
        status.to_owned(),
        if has_channel { (1_927_940_000 + rng.u32(..900)).to_string() } else { "0".to_owned() },
        if has_channel { words::channel(rng).to_owned() } else { String::new() },
        if has_technician { (25_445_000 + rng.u32(..900)).to_string() } else { "0".to_owned() },
        if has_technician { words::name(rng) } else { String::new() },
        start_time(rng),
        rng.u32(..7_200).to_string(),
    ];
    let custom =
        [words::name(rng), words::company(rng), words::phone(rng), words::note(rng), String::new(), String::new()];
    fields.extend(custom.into_iter().take(version.custom_fields()));
    let is_transferred = rng.u8(..100) < 6;
    fields.extend([
        words::language(rng).to_owned(),
        if is_transferred { words::name(rng) } else { String::new() },
        if is_transferred { words::note(rng) } else { String::new() },
        if has_technician { "yes".to_owned() } else { String::new() },
        String::new(),
    ]);
    fields
}

fn start_time(rng: &mut Rng) -> String {
    let (month, day, hour, minute) = (rng.u8(1..=12), rng.u8(1..=28), rng.u8(1..=12), rng.u8(..60));
    let mut time = String::new();
    let am_pm = if rng.bool() { "AM" } else { "PM" };
    let _ = write!(time, "{month}/{day}/2026 {hour}:{minute:02} {am_pm}"); // writing to a String cannot fail
    time
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_readable_knows_every_character_of_the_values() {
        let plan = Plan { rows: 2_000, ..Plan::default() };
        for text in plan.rows().flat_map(|row| row.truth).chain(plan.version.columns()) {
            for c in text.chars() {
                assert!(!Plan { delimiter: c.to_string(), ..Plan::default() }.is_readable(), "{c:?}");
            }
        }
        for delimiter in ["|", r"\;", ";", "||", "<a>", "\t"] {
            assert!(Plan { delimiter: delimiter.to_owned(), ..Plan::default() }.is_readable(), "{delimiter:?}");
        }
        assert!(!Plan { delimiter: String::new(), ..Plan::default() }.is_readable());
    }

    #[test]
    fn only_damaged_rows_differ_from_the_truth() {
        let plan = Plan { rows: 500, damage: 0.5, ..Plan::default() };
        let rows: Vec<Row> = plan.rows().collect();
        assert!((150..350).contains(&rows.iter().filter(|row| row.damage.is_some()).count()));
        for row in rows {
            assert_eq!(row.damage.is_some(), row.truth != row.written);
            assert_eq!(row.text, row.written.iter().map(|field| format!("{field}|")).collect::<String>() + "\n");
        }
    }
}

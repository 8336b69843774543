//! One damaged record against an enumeration of all its readings.

use arbitrary::{Arbitrary, Unstructured};
use rescue_sessions::{Delimiter, Error, Parser};

use crate::readings::{Span, TEXTS, Told, fits, is_integer_column, is_typed};

/// Delimiters of which no part is in any of the texts.
pub const DELIMITERS: [&str; 6] = ["|", r"\;", "||", "\t", "é|", "<=>"];

/// The columns that a record can have, but for the ID, which it always has.
pub const COLUMNS: [&str; 19] = [
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

/// A record that somebody has typed delimiters and newlines into.
#[derive(Clone, Debug)]
pub struct Written {
    pub names: Vec<String>,
    pub delimiter: String,
    /// Whether a delimiter ends the header and the record.
    pub trailing: bool,
    pub text: String,
}

/// Up to eight columns, and for each as many pieces as it may have; or pieces in no order.
impl<'a> Arbitrary<'a> for Written {
    fn arbitrary(u: &mut Unstructured<'a>) -> arbitrary::Result<Written> {
        let delimiter = (*u.choose(&DELIMITERS)?).to_owned();
        let trailing = u.arbitrary()?;
        let mut names: Vec<String> = Vec::new();
        for _ in 0..u.int_in_range(0..=7)? {
            let name = *u.choose(&COLUMNS)?;
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        names.insert(u.int_in_range(0..=names.len())?, "ID".to_owned());
        let mut text = String::new();
        if !u.ratio(4, 5)? {
            for _ in 0..u.int_in_range(1..=14)? {
                text += u.choose(&TEXTS)?;
                text += if u.ratio(3, 4)? { &delimiter } else { "\n" };
            }
        } else {
            for (number, name) in names.iter().enumerate() {
                text += if number > 0 { &delimiter } else { "" };
                text += &field(u, name, &delimiter)?;
            }
            text += if trailing { &delimiter } else { "" };
        }
        Ok(Written { names, delimiter, trailing, text })
    }
}

/// What fits the column; into one that is typed, now and then more pieces.
fn field(u: &mut Unstructured<'_>, name: &str, delimiter: &str) -> arbitrary::Result<String> {
    let fitting: Vec<&str> = TEXTS.into_iter().filter(|text| is_typed(name) || fits(name, text)).collect();
    let mut field = (*u.choose(&fitting)?).to_owned();
    // Where the bytes have come to their end, the first of all numbers comes.
    while is_typed(name) && !u.ratio(5, 6)? {
        field += u.choose(&[delimiter, "\n", "\r\n"])?;
        field += u.choose(&TEXTS)?;
    }
    Ok(field)
}

/// The target `readings`. What may have more readings than a second lists is left out: a short record of the same kind
/// shows the same.
pub(crate) fn fuzz(data: &[u8]) {
    const MOST_READINGS: u64 = 200_000;
    match Written::arbitrary(&mut Unstructured::new(data)) {
        Ok(written) if written.most_readings() <= MOST_READINGS => check(&written),
        _ => {}
    }
}

impl Written {
    /// In how many ways its pieces can be cut into as many runs as there are columns.
    fn most_readings(&self) -> u64 {
        let pieces = Span::new(&self.text, &self.delimiter).pieces.len() as u64;
        let columns = (self.names.len() + usize::from(self.trailing)) as u64;
        // So many ways to choose where the runs but the first one start, each product a whole number of ways itself.
        (1..columns).fold(1, |ways: u64, run| ways.saturating_mul(pieces.saturating_sub(run)) / run)
    }
}

/// What the crate says of the only record there is; `None` where it is not the only one.
fn read(body: &str, delimiter: &str) -> Option<Result<Told, Error>> {
    let parser = Parser::new().delimiter(Delimiter::new(delimiter).expect("one of ours"));
    let list = parser.parse(body).expect("the header is right");
    let mut sessions = list.sessions();
    let session = sessions.next()?;
    let told = session.map(|session| Told {
        fields: sessions.last_fields().map(|field| field.map(str::to_owned)).collect(),
        damage: session
            .damage()
            .iter()
            .map(|damage| {
                (damage.columns().map(str::to_owned).collect(), damage.raw().to_owned(), damage.is_resolved())
            })
            .collect(),
    });
    sessions.next().is_none().then_some(told)
}

/// Whether the text is one record, however it is read: no line of it but the first could start another one. Which lines
/// are read as one is another matter.
#[must_use]
pub fn is_one_record(written: &Written) -> bool {
    let Written { names, delimiter, trailing, .. } = written;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let lines = lines(written);
    let [first, behind @ ..] = &*lines else { return false };
    let pieces = |line: &str| line.split(&**delimiter).map(str::to_owned).collect::<Vec<_>>();
    let width = names.len() + usize::from(*trailing);
    let is_integer = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        is_integer_column(names[0]) && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
    };
    let is_first = |text: &str| is_typed(names[0]) || fits(names[0], text) || is_integer(text);
    let starts = |line: &str| line.contains(&**delimiter) && is_first(&pieces(line)[0]);
    let stands =
        |line: &str| pieces(line).len() == width || Span::new(line, delimiter).told(&names, *trailing).is_some();
    !first.trim_matches([' ', '\t', '\r']).is_empty()
        && (behind.is_empty() || !stands(first))
        && !behind.iter().any(|line| stands(line) || starts(line))
}

fn lines(written: &Written) -> Vec<&str> {
    let text = written.text.trim_end_matches(['\n', '\r']);
    text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect()
}

/// The columns that all readings agree on are given, the others withheld, with their text.
pub fn check(written: &Written) {
    if !is_one_record(written) {
        return;
    }
    let Written { names, delimiter, trailing, .. } = written;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let text = written.text.trim_end_matches(['\n', '\r']);
    let header = names.join(delimiter) + if *trailing { delimiter } else { "" };
    let body = format!("OK\n\n{header}\n{text}\n");
    let expected = Span::new(text, delimiter).told(&names, *trailing);
    let (lines, width) = (lines(written), names.len() + usize::from(*trailing));
    let is_row_and_delimiter = !trailing && lines.len() == 1 && {
        let fields: Vec<&str> = lines[0].split(&**delimiter).collect();
        let each_fits = names.iter().zip(&fields).all(|(name, field)| is_typed(name) || fits(name, field));
        fields.len() == width + 1 && fits("", fields[width]) && each_fits
    };
    match (read(&body, delimiter), expected) {
        (None, _) => panic!("{body:?} is several records"),
        (Some(Err(error)), Some(_)) if is_row_and_delimiter => assert_eq!(error.kind().code(), "trailing_delimiter"),
        (Some(Err(error)), Some(told)) => {
            let id = names.iter().position(|name| *name == "ID").expect("there is an ID");
            assert!(told.fields[id].is_none(), "{body:?}: {error}");
            assert_eq!(error.kind().code(), "ambiguous_value");
        }
        (Some(Ok(found)), expected) => assert_eq!(Some(found), expected, "{body:?}"),
        (Some(Err(_)), None) => {}
    }
}

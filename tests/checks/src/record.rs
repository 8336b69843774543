//! Compares the recovery of one damaged record with an enumeration of all its alignments.

use arbitrary::{Arbitrary, Unstructured};
use rescue_sessions::{Delimiter, Error, Parser, Session};

use crate::alignments::{Recovered, Span, TEXTS, fits, is_free_text, is_integer_column};
use crate::damage_alignments;

/// Delimiters without a character that is in one of the texts.
pub const DELIMITERS: [&str; 6] = ["|", r"\;", "||", "\t", "é|", "<=>"];

/// The columns that a record can have besides the ID, which it always has.
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

/// A record with unescaped delimiters and newlines inside values.
#[derive(Clone, Debug)]
pub struct Written {
    pub names: Vec<String>,
    pub delimiter: String,
    /// Whether a delimiter ends the header and the record.
    pub trailing: bool,
    pub text: String,
}

/// Up to eight columns, with one or more fragments for each, or fragments in random order.
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

/// A value that fits the column. A free-text value sometimes has more fragments.
fn field(u: &mut Unstructured<'_>, name: &str, delimiter: &str) -> arbitrary::Result<String> {
    let fitting: Vec<&str> = TEXTS.into_iter().filter(|text| is_free_text(name) || fits(name, text)).collect();
    let mut field = (*u.choose(&fitting)?).to_owned();
    // At the end of the bytes, `ratio` is true, so the loop ends.
    while is_free_text(name) && !u.ratio(5, 6)? {
        field += u.choose(&[delimiter, "\n", "\r\n"])?;
        field += u.choose(&TEXTS)?;
    }
    Ok(field)
}

/// The target `alignments`. It skips records with too many alignments to list in a second.
pub(crate) fn fuzz(data: &[u8]) {
    const MAX_ALIGNMENTS: u64 = 200_000;
    match Written::arbitrary(&mut Unstructured::new(data)) {
        Ok(written) if written.max_alignments() <= MAX_ALIGNMENTS => check(&written),
        _ => {}
    }
}

impl Written {
    /// The number of ways to split the fragments into one run for each column.
    fn max_alignments(&self) -> u64 {
        let fragments = Span::new(&self.text, &self.delimiter).fragments.len() as u64;
        let columns = (self.names.len() + usize::from(self.trailing)) as u64;
        // A binomial coefficient: the choices for the start of each run except the first. Each division is exact.
        (1..columns).fold(1, |count: u64, run| count.saturating_mul(fragments.saturating_sub(run)) / run)
    }
}

/// The crate's result for the only record of a body, or `None` if the body does not have exactly one.
fn read<'b>(body: &'b str, delimiter: &str) -> Option<Result<(Session<'b>, Recovered), Error>> {
    let parser = Parser::new().delimiter(Delimiter::try_from(delimiter).expect("the delimiter is valid"));
    let list = parser.parse(body).expect("the header is valid");
    let mut sessions = list.sessions();
    let session = sessions.next()?;
    let recovered = session.map(|session| {
        let fields = sessions.last_fields().map(|field| field.map(str::to_owned)).collect();
        let damage = session.damage().iter().map(|damage| {
            (damage.columns().map(str::to_owned).collect(), damage.raw().to_owned(), damage.is_resolved())
        });
        let damage = damage.collect();
        (session, Recovered { fields, damage })
    });
    sessions.next().is_none().then_some(recovered)
}

/// Whether the text is one record in every alignment: only its first line can start a record.
///
/// This check does not cover how the crate divides lines into records.
#[must_use]
pub fn is_one_record(written: &Written) -> bool {
    let Written { names, delimiter, trailing, .. } = written;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let lines = lines(written);
    let [first, rest @ ..] = &*lines else { return false };
    let fields = |line: &str| line.split(&**delimiter).map(str::to_owned).collect::<Vec<_>>();
    let width = names.len() + usize::from(*trailing);
    let is_integer = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        is_integer_column(names[0]) && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
    };
    let fits_first_column = |text: &str| is_free_text(names[0]) || fits(names[0], text) || is_integer(text);
    let starts_a_row = |line: &str| line.contains(&**delimiter) && fits_first_column(&fields(line)[0]);
    let is_self_contained =
        |line: &str| fields(line).len() == width || Span::new(line, delimiter).recovered(&names, *trailing).is_some();
    !first.trim_matches([' ', '\t', '\r']).is_empty()
        && (rest.is_empty() || !is_self_contained(first))
        && !rest.iter().any(|line| is_self_contained(line) || starts_a_row(line))
}

fn lines(written: &Written) -> Vec<&str> {
    let text = written.text.trim_end_matches(['\n', '\r']);
    text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect()
}

/// The crate gives the columns on which all alignments agree, and withholds the others with their raw text and their
/// alignments.
pub fn check(written: &Written) {
    if !is_one_record(written) {
        return;
    }
    let Written { names, delimiter, trailing, .. } = written;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let text = written.text.trim_end_matches(['\n', '\r']);
    let header = names.join(delimiter) + if *trailing { delimiter } else { "" };
    let body = format!("OK\n\n{header}\n{text}\n");
    let span = Span::new(text, delimiter);
    let expected = span.recovered(&names, *trailing);
    let (lines, width) = (lines(written), names.len() + usize::from(*trailing));
    let is_row_and_delimiter = !trailing && lines.len() == 1 && {
        let fields: Vec<&str> = lines[0].split(&**delimiter).collect();
        let each_fits = names.iter().zip(&fields).all(|(name, field)| is_free_text(name) || fits(name, field));
        fields.len() == width + 1 && fits("", fields[width]) && each_fits
    };
    match (read(&body, delimiter), expected) {
        (None, _) => panic!("{body:?} is not exactly one record"),
        (Some(Err(error)), Some(_)) if is_row_and_delimiter => assert_eq!(error.kind().code(), "trailing_delimiter"),
        (Some(Err(error)), Some(recovered)) => {
            let id = names.iter().position(|name| *name == "ID").expect("there is an ID");
            assert!(recovered.fields[id].is_none(), "{body:?}: {error}, but the ID is unambiguous");
            assert_eq!(error.kind().code(), "ambiguous_value");
        }
        (Some(Ok((session, found))), expected) => {
            assert_eq!(Some(&found), expected.as_ref(), "{body:?}");
            damage_alignments::check(&session, &found.fields, &names, &span, *trailing);
        }
        (Some(Err(_)), None) => {}
    }
}

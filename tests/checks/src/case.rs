//! A body and the settings it is read with, as a fuzzer makes them.

use arbitrary::Unstructured;
use rescue_sessions::{Delimiter, Parser};

/// The documented delimiter, those of accounts in production, and some that are hard to find.
pub const DELIMITERS: [&str; 12] =
    ["|", r"\;", "\",\"", ";", "\t", "||", "aba", "é", "|\u{1f980}|", " ", "0", "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"];

/// A body and how it is read.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    pub body: &'a [u8],
    pub delimiter: &'a str,
    pub parser: Parser<'a>,
    /// Where to cut the body into chunks; each is taken modulo its length.
    pub cuts: Vec<usize>,
}

/// The same as plain data, from which any build of the crate can make its parser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input<'a> {
    pub body: &'a [u8],
    pub delimiter: &'a str,
    pub strict: bool,
    pub recovery: bool,
    pub max_record: usize,
    pub max_columns: usize,
    pub cuts: Vec<usize>,
}

impl<'a> Input<'a> {
    /// What comes before the last NUL is the body, and what comes after it says how to read it. Without a NUL all is
    /// body, read by default and in chunks of seven bytes: so a plain file with a response is an input.
    #[must_use]
    pub fn new(data: &'a [u8]) -> Input<'a> {
        match data.iter().rposition(|&byte| byte == 0) {
            None => Input { cuts: (0..data.len()).step_by(7).collect(), ..Input::by_default(data) },
            Some(end) => Input::with(&data[..end], &mut Unstructured::new(&data[end + 1..]))
                .unwrap_or_else(|_| Input::new(&data[..end])),
        }
    }

    fn by_default(body: &'a [u8]) -> Input<'a> {
        let (strict, recovery, max_record, max_columns) = (false, true, 65_536, 256);
        Input { body, delimiter: "|", strict, recovery, max_record, max_columns, cuts: Vec::new() }
    }

    /// After the settings come as many cuts as there are bytes for.
    fn with(body: &'a [u8], settings: &mut Unstructured<'a>) -> arbitrary::Result<Input<'a>> {
        let mut input = Input { delimiter: settings.choose(&DELIMITERS)?, ..Input::by_default(body) };
        input.strict = settings.arbitrary()?;
        input.recovery = !settings.arbitrary::<bool>()?;
        if settings.arbitrary()? {
            input.max_record = settings.int_in_range(0..=300)?;
        }
        if settings.arbitrary()? {
            input.max_columns = settings.int_in_range(0..=30)?;
        }
        while !settings.is_empty() {
            input.cuts.push(settings.arbitrary::<u16>()?.into());
        }
        Ok(input)
    }

    /// The body in chunks.
    #[must_use]
    pub fn chunks(&self) -> Vec<&'a [u8]> {
        chunks(self.body, &self.cuts)
    }
}

/// A body in chunks, cut where the numbers say, modulo its length.
pub(crate) fn chunks<'b>(body: &'b [u8], cuts: &[usize]) -> Vec<&'b [u8]> {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (body.len() + 1)).chain([0, body.len()]).collect();
    cuts.sort_unstable();
    cuts.windows(2).map(|cut| &body[cut[0]..cut[1]]).collect()
}

impl<'a> Case<'a> {
    /// See [`Input::new`].
    #[must_use]
    pub fn new(data: &'a [u8]) -> Case<'a> {
        Case::of(&Input::new(data))
    }

    /// The case of an input.
    #[must_use]
    pub fn of(input: &Input<'a>) -> Case<'a> {
        let Input { body, delimiter, strict, recovery, max_record, max_columns, cuts } = input.clone();
        let parser = Parser::new().delimiter(Delimiter::new(delimiter).expect("these are delimiters"));
        let parser = parser.strict(strict).recovery(recovery).max_record(max_record).max_columns(max_columns);
        Case { body, delimiter, parser, cuts }
    }

    /// The body as text, if it is any.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        std::str::from_utf8(self.body).ok()
    }
}

//! A body and the parser settings, decoded from the bytes of a fuzzer.

use arbitrary::Unstructured;
use rescue_sessions::{Delimiter, Parser};

/// The documented delimiter, delimiters that accounts use in production, and some that are hard to search for.
pub const DELIMITERS: [&str; 12] =
    ["|", r"\;", "\",\"", ";", "\t", "||", "aba", "é", "|\u{1f980}|", " ", "0", "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"];

/// A body and the parser that reads it.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    pub body: &'a [u8],
    pub delimiter: &'a str,
    pub parser: Parser,
    /// The offsets at which the body is split into chunks. Each offset is taken modulo the body length plus one.
    pub cuts: Vec<usize>,
}

/// A body and the settings as plain data, from which any build of the crate can create its parser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input<'a> {
    pub body: &'a [u8],
    pub delimiter: &'static str,
    pub strict: bool,
    pub recovery: bool,
    pub max_record: usize,
    pub max_columns: usize,
    pub cuts: Vec<usize>,
}

impl<'a> Input<'a> {
    /// Decodes an input from bytes.
    ///
    /// The bytes before the last NUL are the body, and the bytes after it are the settings. Without a NUL, all bytes
    /// are the body, with default settings and chunks of seven bytes. So a file with a response is an input.
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

    /// The bytes after the settings are the offsets of the chunks.
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

    /// The body, split into chunks.
    #[must_use]
    pub fn chunks(&self) -> Vec<&'a [u8]> {
        chunks(self.body, &self.cuts)
    }
}

/// Splits a body into chunks. An offset is taken modulo the body length plus one.
pub(crate) fn chunks<'b>(body: &'b [u8], cuts: &[usize]) -> Vec<&'b [u8]> {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (body.len() + 1)).chain([0, body.len()]).collect();
    cuts.sort_unstable();
    cuts.windows(2).map(|range| &body[range[0]..range[1]]).collect()
}

impl<'a> Case<'a> {
    /// See [`Input::new`].
    #[must_use]
    pub fn new(data: &'a [u8]) -> Case<'a> {
        Case::of(&Input::new(data))
    }

    /// Creates the case of an input.
    #[must_use]
    pub fn of(input: &Input<'a>) -> Case<'a> {
        let Input { body, delimiter, strict, recovery, max_record, max_columns, cuts } = input.clone();
        let parser = Parser::new().delimiter(Delimiter::new(delimiter).expect("the delimiter is valid"));
        let parser = parser.strict(strict).recovery(recovery).max_record(max_record).max_columns(max_columns);
        Case { body, delimiter, parser, cuts }
    }

    /// The body as text, if it is valid UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        std::str::from_utf8(self.body).ok()
    }
}

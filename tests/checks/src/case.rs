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
    /// Where to cut the body into pieces; each is taken modulo its length.
    pub cuts: Vec<usize>,
}

impl<'a> Case<'a> {
    /// What stands before the last NUL is the body, and what stands behind it says how to read it. Without a NUL all is
    /// body, read by default and in pieces of seven bytes: so a plain file with a response is a case.
    #[must_use]
    pub fn new(data: &'a [u8]) -> Case<'a> {
        let Some(end) = data.iter().rposition(|&byte| byte == 0) else {
            return Case {
                body: data,
                delimiter: "|",
                parser: Parser::new(),
                cuts: (0..data.len()).step_by(7).collect(),
            };
        };
        Case::with(&data[..end], &mut Unstructured::new(&data[end + 1..])).unwrap_or_else(|_| Case::new(&data[..end]))
    }

    /// Behind the settings stand as many cuts as there are bytes for.
    fn with(body: &'a [u8], settings: &mut Unstructured<'a>) -> arbitrary::Result<Case<'a>> {
        let delimiter = *settings.choose(&DELIMITERS)?;
        let mut parser = Parser::new().delimiter(Delimiter::new(delimiter).expect("these are delimiters"));
        parser = parser.strict(settings.arbitrary()?).repair(!settings.arbitrary::<bool>()?);
        if settings.arbitrary()? {
            parser = parser.max_record(settings.int_in_range(0..=300)?);
        }
        if settings.arbitrary()? {
            parser = parser.max_columns(settings.int_in_range(0..=30)?);
        }
        let mut cuts = Vec::new();
        while !settings.is_empty() {
            cuts.push(settings.arbitrary::<u16>()?.into());
        }
        Ok(Case { body, delimiter, parser, cuts })
    }

    /// The body as text, if it is any.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        std::str::from_utf8(self.body).ok()
    }
}

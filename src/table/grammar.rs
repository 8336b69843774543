//! The documented grammar in nom, with its BNF above each rule.
//!
//! The manual prints:
//!
//! ```text
//! <sessions>       <session_header> <session_rows>
//! <session_header> <field_value> <delimiter> <session_header> | <field_value> <new_line_char>
//! <session_rows>   <session_row> <session_row> | <session_row>
//! <session_row>    <field_value> <delimiter> <session_row> | <field_value> <new_line_char>
//! <field_value>    <char> <field_value> | <char>
//! <char>           [.]
//! <new_line_char>  '\n'
//! ```
//!
//! Taken literally, `<session_rows>` allows two rows at most; it is read as a list of rows. `<session_header>` and
//! `<session_row>` are one rule under two names, here [`strict_line`].
//!
//! The service sends more than that: fields can be empty, a delimiter can end a line, and the last newline can be
//! missing. [`field`] and [`Line::scan`] are the rules for what it sends. An iterator applies them row by row: `many0`
//! would stop at the first bad row without an error.

use core::iter::FusedIterator;
use core::ops::Range;

use nom::{
    IResult, Parser,
    combinator::{eof, value, verify},
    error::{ErrorKind as NomErrorKind, ParseError},
    multi::many0_count,
    sequence::terminated,
};

use crate::bytes::delimiter::Delimiter;
use crate::bytes::line::{Line, LineEnd};
use crate::error::ErrorKind;

/// What a rule expected, and how many bytes of the line were left there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Expected {
    what: What,
    left: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    FieldValue,
    Delimiter,
}

impl ParseError<&[u8]> for Expected {
    fn from_error_kind(input: &[u8], _: NomErrorKind) -> Self {
        Expected { what: What::FieldValue, left: input.len() }
    }

    fn append(_: &[u8], _: NomErrorKind, inner: Self) -> Self {
        inner
    }
}

type Rule<'a> = IResult<&'a [u8], &'a [u8], Expected>;

/// A field as the service sends it, perhaps empty: everything up to the next delimiter or the end of the line.
///
/// `field = *<char>`
#[inline]
fn field<'a>(delimiter: Delimiter) -> impl Fn(&'a [u8]) -> Rule<'a> {
    move |line| {
        let len = delimiter.split(line).map_or(line.len(), |(before, _)| before.len());
        let (field, rest) = line.split_at_checked(len).unwrap_or((line, &[]));
        Ok((rest, field))
    }
}

/// `<field_value> <char> <field_value> | <char>`
fn field_value<'a>(delimiter: Delimiter) -> impl Parser<&'a [u8], Output = &'a [u8], Error = Expected> {
    verify(field(delimiter), |field: &[u8]| !field.is_empty())
}

/// `<delimiter>`
fn tag_delimiter<'a>(delimiter: Delimiter) -> impl Fn(&'a [u8]) -> Rule<'a> {
    move |line| match delimiter.split(line) {
        Some((before @ [], rest)) => Ok((rest, before)),
        _ => Err(nom::Err::Error(Expected { what: What::Delimiter, left: line.len() })),
    }
}

/// `<session_row> <field_value> <delimiter> <session_row> | <field_value> <new_line_char>`, without the newline.
fn session_row<'a>(delimiter: Delimiter) -> impl Parser<&'a [u8], Output = (), Error = Expected> {
    let fields = many0_count(terminated(field_value(delimiter), tag_delimiter(delimiter)));
    value((), (fields, field_value(delimiter), eof))
}

/// Whether a line follows the grammar exactly, or the error and the index of its byte in the line.
///
/// `<char>` is any character, so a field could end with a CR. But every other reader takes a CR before a newline for
/// part of the line end, so it is an error, not data.
pub(crate) fn strict_line(line: &Line<'_>) -> Result<(), (ErrorKind, usize)> {
    match session_row(line.delimiter).parse_complete(line.bytes) {
        Ok(_) => {}
        Err(nom::Err::Error(Expected { what: What::FieldValue, left })) => {
            let at = line.bytes.len().saturating_sub(left);
            let index = fields(line).take_while(|field| field.start < at).count();
            return Err(match left > 0 || index == 0 {
                true => (ErrorKind::EmptyField { index }, at),
                false => (ErrorKind::UnexpectedTrailingDelimiter, at),
            });
        }
        // The rules are complete ones and none is a `cut`; after a field there is a delimiter or the end of the line.
        Err(_) => return Err((ErrorKind::MissingNewline, line.bytes.len())),
    }
    match line.end {
        LineEnd::Lf => Ok(()),
        LineEnd::CrLf => Err((ErrorKind::CarriageReturn, line.bytes.len())),
        LineEnd::Body { .. } | LineEnd::Unknown => Err((ErrorKind::MissingNewline, line.bytes.len())),
    }
}

/// The byte ranges of the fields of a line as the service sends it. After a delimiter at the end of the line there is
/// one more field.
///
/// `line = field *( <delimiter> field )`
pub(crate) fn fields<'a>(line: &Line<'a>) -> FieldRanges<'a> {
    FieldRanges { line: line.bytes, delimiter: line.delimiter, next: Some(line.bytes) }
}

/// The ranges that [`fields`] gives.
#[derive(Clone)]
pub(crate) struct FieldRanges<'a> {
    line: &'a [u8],
    delimiter: Delimiter,
    /// The bytes after the last delimiter.
    next: Option<&'a [u8]>,
}

impl Iterator for FieldRanges<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let input = self.next?;
        let (rest, field) = field(self.delimiter)(input).ok()?;
        self.next = rest.get(self.delimiter.as_bytes().len()..); // at the end of the line: none
        let start = self.line.len().saturating_sub(input.len());
        Some(start..start.saturating_add(field.len()))
    }
}

impl FusedIterator for FieldRanges<'_> {}

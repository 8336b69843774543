//! The documented grammar in nom: its BNF stands above each rule.
//!
//! ```text
//! <sessions>       <session_header> <session_rows>
//! <session_header> <field_value> <delimiter> <session_header> | <field_value> <new_line_char>
//! <session_rows>   <session_row> <session_rows> | <session_row>
//! <session_row>    <field_value> <delimiter> <session_row> | <field_value> <new_line_char>
//! <field_value>    <char> <field_value> | <char>
//! <char>           [.]
//! <new_line_char>  '\n'
//! ```
//!
//! `<session_header>` and `<session_row>` are one rule under two names, here [`strict_line`]. What the service sends is
//! wider: fields may be empty, a delimiter may stand before the newline, the last newline may be missing. Those rules
//! are [`field`] and [`Line::scan`]. Rows are taken one rule at a time by an iterator, not by `many0`, which would end at
//! the first bad row without a word. `Window` finds by counting what these rules find in rows
//! that are whole.

use core::ops::Range;

use nom::{
    IResult, Parser,
    combinator::{value, verify},
    error::{ErrorKind as NomErrorKind, ParseError},
    multi::many0_count,
    sequence::terminated,
};

use crate::bytes::scan::{Cursor, Line, LineEnd};
use crate::error::ErrorKind;

/// What a rule wanted where it gave up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    FieldValue,
    Delimiter,
    NewLine,
}

/// A place and what was wanted there; the crate's error is made of it by the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) at: usize,
    pub(crate) wanted: Wanted,
}

impl ParseError<Cursor<'_>> for Fault {
    fn from_error_kind(input: Cursor<'_>, _: NomErrorKind) -> Self {
        Fault { at: input.at(), wanted: Wanted::FieldValue }
    }

    fn append(_: Cursor<'_>, _: NomErrorKind, inner: Self) -> Self {
        inner
    }
}

type Rule<'a, O> = IResult<Cursor<'a>, O, Fault>;

fn fault<O>(input: Cursor<'_>, wanted: Wanted) -> Rule<'_, O> {
    Err(nom::Err::Error(Fault { at: input.at(), wanted }))
}

/// A field as the service sends it, perhaps empty, and the delimiter behind it.
///
/// `field = *char ( delimiter / end of the line )`
#[inline(always)]
pub(crate) fn field(input: Cursor<'_>) -> Rule<'_, Range<usize>> {
    let start = input.at();
    let (input, end) = input.next_delimiter();
    Ok((input.step_over(end), start..end))
}

/// `<char> [.]`, as many as there are.
fn chars(input: Cursor<'_>) -> Rule<'_, Range<usize>> {
    let start = input.at();
    let (input, end) = input.next_delimiter();
    Ok((input.stop_at(end), start..end))
}

/// `<field_value> ::= <char> <field_value> | <char>`
fn field_value(input: Cursor<'_>) -> Rule<'_, Range<usize>> {
    verify(chars, |range: &Range<usize>| !range.is_empty()).parse(input)
}

/// `<delimiter>`
fn delimiter(input: Cursor<'_>) -> Rule<'_, ()> {
    match input.next_delimiter() {
        (rest, place) if place == input.at() && !input.is_at_end() => Ok((rest.step_over(place), ())),
        _ => fault(input, Wanted::Delimiter),
    }
}

/// `<new_line_char> ::= '\n'`
fn new_line_char(input: Cursor<'_>) -> Rule<'_, ()> {
    match input.behind_newline() {
        Some(rest) => Ok((rest, ())),
        None => fault(input, Wanted::NewLine),
    }
}

/// `<session_row> ::= <field_value> <delimiter> <session_row> | <field_value> <new_line_char>`
fn session_row(input: Cursor<'_>) -> Rule<'_, ()> {
    value((), (many0_count(terminated(field_value, delimiter)), field_value, new_line_char)).parse(input)
}

/// Whether a line is to the letter of the grammar, or what is wrong and at which of its bytes.
///
/// Any character may be in a `<field_value>`, a CR too. But one before the newline is a line end to every other
/// reader, so it is refused rather than read as data.
pub(crate) fn strict_line(line: &Line<'_>) -> Result<(), (ErrorKind, usize)> {
    match session_row(line.cursor()) {
        Ok(_) if line.end == LineEnd::CrLf => Err((ErrorKind::CarriageReturn, line.bytes.len())),
        Ok((_, ())) => Ok(()),
        Err(nom::Err::Error(Fault { at, wanted: Wanted::FieldValue })) => {
            let index = fields(line).take_while(|field| field.start < at).count();
            match at < line.bytes.len() || index == 0 {
                true => Err((ErrorKind::EmptyField { index }, at)),
                false => Err((ErrorKind::UnexpectedTrailingDelimiter, at)),
            }
        }
        // The rules are complete ones: they never ask for more input, and none is a `cut`.
        Err(_) => Err((ErrorKind::MissingNewline, line.bytes.len())),
    }
}

/// The fields of a line as the service sends it; behind a delimiter that ends the line stands one more.
pub(crate) fn fields<'a>(line: &Line<'a>) -> impl Iterator<Item = Range<usize>> + use<'a> {
    let mut cursor = line.cursor();
    (0..=line.delimiters).map_while(move |_| {
        let (rest, range) = field(cursor).ok()?;
        cursor = rest;
        Some(range)
    })
}

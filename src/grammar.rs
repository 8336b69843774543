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
    IResult, Offset, Parser,
    branch::alt,
    bytes::complete::{tag, tag_no_case, take, take_while, take_while1},
    combinator::{eof, map_opt, opt, peek, value, verify},
    error::{ErrorKind as NomErrorKind, ParseError},
    multi::many0_count,
    sequence::{preceded, terminated},
};

use crate::error::ErrorKind;
use crate::scan::{Cursor, Line, LineEnd};

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
        Err(_) => Err((ErrorKind::MissingNewLine, line.bytes.len())),
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

/// Whether nothing but spaces, tabs and CRs stands there.
pub(crate) fn is_blank(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
}

/// What a body starts with, seen before any table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start<'a> {
    Nothing,
    /// A word of `[A-Z0-9_]+`, and the offset of what stands behind it and the white space behind that.
    Word(&'a str, usize),
    Html,
    Xml,
    SomethingElse,
}

/// As much of markup is looked at, to tell what it is.
pub(crate) const MARKUP: usize = 65_536;

/// `response = [ BOM ] *WSP return_value ( 1*WSP / end )`, white space being space, tab, CR and LF.
///
/// The BNF says nothing of what stands before the header, so this rule is the same for the strict mode.
/// Gives its offset with it.
pub(crate) fn start(body: &[u8]) -> (usize, Start<'_>) {
    let rest = before(body).map_or(body, |(rest, _)| rest);
    (body.offset(rest), start_behind(rest, body))
}

/// How long `[ BOM ] *WSP` is; without its start, which is no longer there, `*WSP`.
pub(crate) fn leading(body: &[u8], is_start: bool) -> usize {
    let rest = if is_start { before(body) } else { white_space(body) };
    rest.map_or(0, |(rest, _)| body.offset(rest))
}

/// What stands behind that; offsets are in `body`.
pub(crate) fn start_behind<'a>(rest: &'a [u8], body: &'a [u8]) -> Start<'a> {
    match word(rest) {
        _ if rest.is_empty() => Start::Nothing,
        Ok((behind, word)) => Start::Word(word, body.offset(behind)),
        Err(_) => markup(rest.get(..MARKUP).unwrap_or(rest)).map_or(Start::SomethingElse, |(_, kind)| kind),
    }
}

type Bytes<'a, O> = IResult<&'a [u8], O, ()>;

fn before(input: &[u8]) -> Bytes<'_, &[u8]> {
    preceded(opt(tag("\u{feff}")), white_space).parse(input)
}

fn white_space(input: &[u8]) -> Bytes<'_, &[u8]> {
    take_while(|byte| is_white_space(&byte)).parse(input)
}

pub(crate) fn is_white_space(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// White space, one character at least.
fn blanks(input: &[u8]) -> Bytes<'_, &[u8]> {
    verify(white_space, |blanks: &[u8]| !blanks.is_empty()).parse(input)
}

fn word(input: &[u8]) -> Bytes<'_, &str> {
    let word = take_while1(|byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    let end = alt((eof, peek(blanks)));
    map_opt(terminated(word, (end, white_space)), |word| core::str::from_utf8(word).ok()).parse(input)
}

/// HTML by what a page starts with; any other element is XML.
fn markup(input: &[u8]) -> Bytes<'_, Start<'_>> {
    // By bytes: nom's rules for characters take a byte for one of Latin-1, and move on by its length in UTF-8.
    let element = take_while1(|byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'!' | 0x80..));
    alt((
        value(Start::Html, (prolog, tag_no_case("<!doctype html"))),
        value(Start::Html, (prolog, tag("<"), verify(name, is_of_html))),
        value(Start::Xml, alt((tag("<?xml"), preceded((prolog, tag("<")), element)))),
    ))
    .parse(input)
}

/// What a page, or a piece of one, starts with.
fn is_of_html(name: &[u8]) -> bool {
    const NAMES: [&str; 23] = [
        "body", "br", "center", "div", "font", "form", "h1", "h2", "h3", "head", "hr", "html", "iframe", "img", "link",
        "meta", "noscript", "p", "pre", "script", "style", "table", "title",
    ];
    NAMES.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
}

/// The name of an element, with its prefix.
fn name(input: &[u8]) -> Bytes<'_, &[u8]> {
    take_while1(|byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':')).parse(input)
}

/// `*( <?…?> / <!--…--> / white space )`
fn prolog(input: &[u8]) -> Bytes<'_, usize> {
    let instruction = preceded(tag("<?"), behind("?>"));
    let comment = preceded(tag("<!--"), behind("-->"));
    many0_count(alt((instruction, comment, blank))).parse(input)
}

fn blank(input: &[u8]) -> Bytes<'_, &[u8]> {
    verify(take(1_usize), |blank: &[u8]| blank.iter().all(is_white_space)).parse(input)
}

/// All up to a mark, and the mark.
///
/// nom's `take_until` cuts without a look where it has found the mark, and so the compiler leaves a panic in it.
fn behind<'a>(mark: &str) -> impl Fn(&'a [u8]) -> Bytes<'a, &'a [u8]> {
    move |input| {
        let found = input.windows(mark.len()).position(|text| text == mark.as_bytes());
        let cut = found.and_then(|at| input.split_at_checked(at.saturating_add(mark.len())));
        cut.map(|(text, rest)| (rest, text)).ok_or(nom::Err::Error(()))
    }
}

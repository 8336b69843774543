//! What a body starts with, in nom: a return value, or markup.

use nom::{
    IResult, Offset, Parser,
    branch::alt,
    bytes::complete::{tag, tag_no_case, take, take_while, take_while1},
    combinator::{eof, map_opt, opt, peek, value, verify},
    multi::many0_count,
    sequence::{preceded, terminated},
};

use crate::bytes::whitespace::is_whitespace;

/// What a body starts with, seen before any table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyStart<'a> {
    Nothing,
    /// A word of `[A-Z0-9_]+`, and the offset of what stands behind it and the white space behind that.
    Word(&'a str, usize),
    Html,
    Xml,
    SomethingElse,
}

/// As much of markup is looked at, to tell what it is.
pub(crate) const MAX_MARKUP: usize = 65_536;

/// `response = [ BOM ] *WSP return_value ( 1*WSP / end )`, white space being space, tab, CR and LF.
///
/// The BNF says nothing of what stands before the header, so this rule is the same for the strict mode.
/// Gives its offset with it.
pub(crate) fn start(body: &[u8]) -> (usize, BodyStart<'_>) {
    let rest = before(body).map_or(body, |(rest, _)| rest);
    (body.offset(rest), start_after_leading(rest, body))
}

/// How long `[ BOM ] *WSP` is; without its start, which is no longer there, `*WSP`.
pub(crate) fn leading(body: &[u8], is_start: bool) -> usize {
    let rest = if is_start { before(body) } else { white_space(body) };
    rest.map_or(0, |(rest, _)| body.offset(rest))
}

/// What stands behind that; offsets are in `body`.
pub(crate) fn start_after_leading<'a>(rest: &'a [u8], body: &'a [u8]) -> BodyStart<'a> {
    match word(rest) {
        _ if rest.is_empty() => BodyStart::Nothing,
        Ok((behind, word)) => BodyStart::Word(word, body.offset(behind)),
        Err(_) => markup(rest.get(..MAX_MARKUP).unwrap_or(rest)).map_or(BodyStart::SomethingElse, |(_, kind)| kind),
    }
}

type Bytes<'a, O> = IResult<&'a [u8], O, ()>;

fn before(input: &[u8]) -> Bytes<'_, &[u8]> {
    preceded(opt(tag("\u{feff}")), white_space).parse(input)
}

fn white_space(input: &[u8]) -> Bytes<'_, &[u8]> {
    take_while(|byte| is_whitespace(&byte)).parse(input)
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
fn markup(input: &[u8]) -> Bytes<'_, BodyStart<'_>> {
    // By bytes: nom's rules for characters take a byte for one of Latin-1, and move on by its length in UTF-8.
    let element = take_while1(|byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'!' | 0x80..));
    alt((
        value(BodyStart::Html, (prolog, tag_no_case("<!doctype html"))),
        value(BodyStart::Html, (prolog, tag("<"), verify(name, is_of_html))),
        value(BodyStart::Xml, alt((tag("<?xml"), preceded((prolog, tag("<")), element)))),
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
    verify(take(1_usize), |blank: &[u8]| blank.iter().all(is_whitespace)).parse(input)
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

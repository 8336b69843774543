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

/// What a body starts with, before any table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyStart<'a> {
    Empty,
    /// A word of `[A-Z0-9_]+`, and the offset after the whitespace that follows it.
    Word(&'a str, usize),
    Html,
    Xml,
    Unrecognized,
}

/// Markup is identified by this many bytes at most.
pub(crate) const MAX_MARKUP: usize = 65_536;

/// Reads the start of a body, and returns the offset of its first word with it.
///
/// `response = [ BOM ] *WSP return_value ( 1*WSP / end )`, where WSP is a space, tab, CR or LF.
///
/// The documented grammar does not cover what precedes the header, so strict mode uses this rule too.
pub(crate) fn read(body: &[u8]) -> (usize, BodyStart<'_>) {
    let rest = bom_and_whitespace0(body).map_or(body, |(rest, _)| rest);
    (body.offset(rest), read_first_word(rest, body))
}

/// The length of `[ BOM ] *WSP`. After the start of the body (`is_start` is false), of `*WSP`.
pub(crate) fn leading_len(bytes: &[u8], is_start: bool) -> usize {
    let rest = if is_start { bom_and_whitespace0(bytes) } else { whitespace0(bytes) };
    rest.map_or(0, |(rest, _)| bytes.offset(rest))
}

/// What `rest` starts with: the bytes of `body` after the leading whitespace. Offsets are counted in `body`.
pub(crate) fn read_first_word<'a>(rest: &'a [u8], body: &'a [u8]) -> BodyStart<'a> {
    match word(rest) {
        _ if rest.is_empty() => BodyStart::Empty,
        Ok((after, word)) => BodyStart::Word(word, body.offset(after)),
        Err(_) => markup(rest.get(..MAX_MARKUP).unwrap_or(rest)).map_or(BodyStart::Unrecognized, |(_, kind)| kind),
    }
}

pub(crate) type Bytes<'a, O> = IResult<&'a [u8], O, ()>;

/// `[ BOM ] *WSP`
fn bom_and_whitespace0(input: &[u8]) -> Bytes<'_, &[u8]> {
    preceded(opt(tag("\u{feff}")), whitespace0).parse(input)
}

/// `*WSP`
pub(crate) fn whitespace0(input: &[u8]) -> Bytes<'_, &[u8]> {
    take_while(|byte| is_whitespace(&byte)).parse(input)
}

/// `1*WSP`
fn whitespace1(input: &[u8]) -> Bytes<'_, &[u8]> {
    verify(whitespace0, |space: &[u8]| !space.is_empty()).parse(input)
}

/// `WSP`
fn whitespace_byte(input: &[u8]) -> Bytes<'_, &[u8]> {
    verify(take(1_usize), |byte: &[u8]| byte.iter().all(is_whitespace)).parse(input)
}

/// `[A-Z0-9_]+ ( 1*WSP / end )`. The output is the word alone.
fn word(input: &[u8]) -> Bytes<'_, &str> {
    let word = take_while1(|byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    let end = alt((eof, peek(whitespace1)));
    map_opt(terminated(word, (end, whitespace0)), |word| core::str::from_utf8(word).ok()).parse(input)
}

/// HTML if the first element, or the doctype, is one of HTML. XML if it is another element or an XML declaration.
fn markup(input: &[u8]) -> Bytes<'_, BodyStart<'_>> {
    // By bytes: the character rules of nom take each byte as a Latin-1 character, and skip the length of that in UTF-8.
    let element = take_while1(|byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'!' | 0x80..));
    alt((
        value(BodyStart::Html, (prolog, tag_no_case("<!doctype html"))),
        value(BodyStart::Html, (prolog, tag("<"), verify(element_name, is_html_element))),
        value(BodyStart::Xml, alt((tag("<?xml"), preceded((prolog, tag("<")), element)))),
    ))
    .parse(input)
}

/// Whether an HTML page, or a fragment of one, can start with an element of this name.
pub(crate) fn is_html_element(name: &[u8]) -> bool {
    const NAMES: [&str; 23] = [
        "body", "br", "center", "div", "font", "form", "h1", "h2", "h3", "head", "hr", "html", "iframe", "img", "link",
        "meta", "noscript", "p", "pre", "script", "style", "table", "title",
    ];
    NAMES.iter().any(|html| name.eq_ignore_ascii_case(html.as_bytes()))
}

/// The name of an element, with its prefix.
fn element_name(input: &[u8]) -> Bytes<'_, &[u8]> {
    take_while1(|byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':')).parse(input)
}

/// `*( <?…?> / <!--…--> / WSP )`
fn prolog(input: &[u8]) -> Bytes<'_, usize> {
    let instruction = preceded(tag("<?"), take_through("?>"));
    let comment = preceded(tag("<!--"), take_through("-->"));
    many0_count(alt((instruction, comment, whitespace_byte))).parse(input)
}

/// Everything up to an end tag, and the end tag.
///
/// `take_until` of nom splits at an offset that the compiler cannot prove to be in bounds, so it would leave a panic in
/// the program.
fn take_through<'a>(end: &str) -> impl Fn(&'a [u8]) -> Bytes<'a, &'a [u8]> {
    move |input| {
        let found = input.windows(end.len()).position(|window| window == end.as_bytes());
        let split = found.and_then(|at| input.split_at_checked(at.saturating_add(end.len())));
        split.map(|(text, rest)| (rest, text)).ok_or(nom::Err::Error(()))
    }
}

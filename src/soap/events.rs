//! The events of the XML: start tags with resolved namespaces, end tags, text. Everything else is checked and skipped.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;
use std::io::{self, BufRead};

use quick_xml::Error as XmlError;
use quick_xml::encoding::EncodingError;
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::events::{BytesDecl, BytesStart, Event as XmlEvent};
use quick_xml::name::{Namespace as Uri, NamespaceError, NamespaceResolver, ResolveResult};
use quick_xml::reader::Reader;

use zeroize::Zeroize;

use crate::bytes::position::Position;
use crate::bytes::whitespace::is_whitespace;
use crate::causes::soap::SoapError;
use crate::error::{Error, ErrorKind};
use crate::soap::leaf::Leaves;
use crate::soap::references::character;
use crate::soap::source::{Place, Source, Stopped};
use crate::stream::reader::ReadError;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();
/// Elements can be nested this deep. A session list has a depth of 6.
pub(crate) const MAX_DEPTH: usize = 32;
/// An event can always have this length, so that a low limit for sessions does not reject the envelope.
const MIN_EVENT: usize = 4_096;

pub(crate) const API: &str = "https://secure.logmeinrescue.com/API/API.asmx";
pub(crate) const SOAP_1_1: &str = "http://schemas.xmlsoap.org/soap/envelope/";
pub(crate) const SOAP_1_2: &str = "http://www.w3.org/2003/05/soap-envelope";
pub(crate) const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// A namespace, by its URI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Namespace {
    /// The namespace of the service (documented).
    Api,
    Soap11,
    Soap12,
    /// The name has no prefix, and there is no default namespace.
    None,
    Other,
}

/// A step through the XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// A start tag: [`Events::name`] has its name. An element such as `<a/>` has a start and an end, too.
    Start(Tag),
    End,
    EndOfInput,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) namespace: Namespace,
    /// Whether the element has no value: `xsi:nil="true"`.
    pub(crate) is_nil: bool,
}

/// Reads the events of the XML. Text between two events is collected in [`Events::text`].
pub(crate) struct Events<R> {
    reader: Reader<Source<R>>,
    buffer: Vec<u8>,
    namespaces: NamespaceResolver,
    /// Whether the last event was the start of `<a/>`, whose end is the next event.
    is_in_empty: bool,
    depth: usize,
    max_event: usize,
    name: String,
    text: String,
    /// The length of the text that was dropped, because it is longer than an event can be.
    dropped_len: usize,
    /// The known element that is being read, for errors.
    element: Option<&'static str>,
}

impl<R: BufRead> Events<R> {
    /// `max_event` is the maximum length of a tag or a text in bytes.
    pub(crate) fn new(reader: R, max_event: usize) -> Events<R> {
        Events {
            reader: Reader::from_reader(Source::new(reader)),
            buffer: Vec::new(),
            namespaces: NamespaceResolver::default(),
            is_in_empty: false,
            depth: 0,
            max_event: max_event.max(MIN_EVENT),
            name: String::new(),
            text: String::new(),
            dropped_len: 0,
            element: None,
        }
    }

    /// Makes room for an input of this length, so that no copy of a text stays in a buffer that was too small.
    pub(crate) fn reserve(&mut self, len: usize) {
        self.buffer.reserve_exact(len);
        self.text.reserve_exact(len);
    }

    /// Erases the memory of the buffers.
    pub(crate) fn erase(&mut self) {
        self.buffer.zeroize();
        self.text.zeroize();
    }

    pub(crate) fn source(&mut self) -> &mut Source<R> {
        self.reader.get_mut()
    }

    /// The number of elements that are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The name of the last start tag, without its prefix. In a namespace that is [`Namespace::Other`], `{URI}name`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The text since [`Events::start_text`], with references replaced and line ends normalized (documented by XML).
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_text_too_long(&self) -> bool {
        self.dropped_len > 0
    }

    /// The length of the text, with what was dropped of it.
    pub(crate) fn text_len(&self) -> usize {
        self.dropped_len.saturating_add(self.text.len())
    }

    #[inline]
    pub(crate) fn start_text(&mut self) {
        self.text.clear();
        self.dropped_len = 0;
    }

    /// Starts an element with a known name, or with none.
    #[inline]
    pub(crate) fn start_element(&mut self, element: Option<&'static str>) {
        self.element = element;
        self.source().mark(Place::Element);
        self.start_text();
    }

    #[inline]
    pub(crate) fn end_element(&mut self) {
        self.element = None;
    }

    /// Reads the next event, and appends the text before it to [`Events::text`].
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Event, ReadError> {
        loop {
            self.buffer.clear();
            let max_event = self.max_event;
            self.source().start_event(max_event);
            if self.is_in_empty {
                self.is_in_empty = false;
                self.namespaces.pop();
                return self.count_depth(Event::End).map_err(|failure| self.failure(failure));
            }
            let step = match self.reader.read_event_into(&mut self.buffer) {
                Ok(XmlEvent::Start(tag)) => {
                    start(&tag, &mut self.namespaces, &mut self.name).map(|tag| Some(Event::Start(tag)))
                }
                Ok(XmlEvent::Empty(tag)) => {
                    self.is_in_empty = true;
                    start(&tag, &mut self.namespaces, &mut self.name).map(|tag| Some(Event::Start(tag)))
                }
                Ok(XmlEvent::End(_)) => {
                    self.namespaces.pop();
                    Ok(Some(Event::End))
                }
                Ok(XmlEvent::Text(text)) => Ok(append(&mut self.text, &text.xml10_content())),
                Ok(XmlEvent::CData(text)) => Ok(append(&mut self.text, &text.xml10_content())),
                Ok(XmlEvent::GeneralRef(reference)) => match character(reference.as_ref()) {
                    Some(character) => Ok(append(&mut self.text, character.encode_utf8(&mut [0; 4]))),
                    None => Err(Failure::Xml(SoapError::Reference)),
                },
                Ok(XmlEvent::Comment(_) | XmlEvent::PI(_)) => Ok(None),
                Ok(XmlEvent::Decl(declaration)) if is_utf8(&declaration) => Ok(None),
                Ok(XmlEvent::Decl(_)) => Err(Failure::Xml(SoapError::Encoding)),
                Ok(XmlEvent::DocType(doctype)) if is_html(&doctype) => Err(Failure::Html),
                Ok(XmlEvent::DocType(_)) => Err(Failure::Xml(SoapError::Doctype)),
                Ok(XmlEvent::Eof) => Ok(Some(Event::EndOfInput)),
                Err(error) => Err(Failure::Reader(error)),
            };
            if self.text.len() > self.max_event {
                self.dropped_len = self.text_len();
                self.text.clear();
            }
            match step {
                Ok(None) => {}
                Ok(Some(event)) => return self.count_depth(event).map_err(|failure| self.failure(failure)),
                Err(failure) => return Err(self.failure(failure)),
            }
        }
    }

    #[inline]
    fn count_depth(&mut self, event: Event) -> Result<Event, Failure> {
        match event {
            Event::Start(_) => self.depth = self.depth.saturating_add(1),
            Event::End => self.depth = self.depth.saturating_sub(1),
            Event::EndOfInput if self.depth > 0 => return Err(Failure::Xml(SoapError::Truncated)),
            Event::EndOfInput => {}
        }
        match self.depth {
            0..=MAX_DEPTH => Ok(event),
            _ => Err(Failure::Xml(SoapError::TooDeep { limit: MAX_DEPTH })),
        }
    }

    /// The next elements, as far as the fast lane can read them. They have not been consumed.
    #[inline]
    pub(crate) fn peek_leaves(&mut self, expected: usize) -> Leaves<'_> {
        if self.is_in_empty {
            return Leaves::new(&[], expected);
        }
        let max_event = self.max_event;
        let source = self.source();
        source.start_event(max_event);
        Leaves::new(source.peek(), expected)
    }

    /// Consumes leaves, the last of which has this range and name.
    #[inline]
    pub(crate) fn consume_leaves(&mut self, last: Range<usize>, element: &'static str) {
        self.element = Some(element);
        self.source().consume_element(last.start, last.len());
    }

    /// The default namespace that is in scope: that of elements without a prefix.
    pub(crate) fn default_namespace(&self) -> Namespace {
        namespace(&self.namespaces.resolve_prefix(None, true))
    }

    /// Reads the next event, where no text is allowed before it.
    pub(crate) fn next_tag(&mut self) -> Result<Event, ReadError> {
        self.start_text();
        let event = self.next()?;
        if self.is_text_blank() { Ok(event) } else { Err(self.fatal(SoapError::UnexpectedText)) }
    }

    /// Reads the text of an element, whose start tag has been read, and its end tag. Returns whether it has no child.
    #[inline]
    pub(crate) fn read_text(&mut self) -> Result<bool, ReadError> {
        let mut is_leaf = true;
        loop {
            match self.next()? {
                Event::End => return Ok(is_leaf),
                Event::Start(_) => {
                    is_leaf = false;
                    self.skip_element()?;
                }
                Event::EndOfInput => return Err(self.fatal(SoapError::Truncated)),
            }
        }
    }

    /// Skips a byte order mark at the start of the input. The XML reader does so only if one read gives all of it.
    pub(crate) fn skip_byte_order_mark(&mut self) -> Result<(), ReadError> {
        let max_event = self.max_event;
        self.source().start_event(max_event);
        let mut len = 0_usize;
        for byte in BYTE_ORDER_MARK {
            if self.first_byte()? != Some(*byte) {
                break;
            }
            self.source().consume(1);
            len = len.saturating_add(1);
        }
        // Any other character with such a first byte is text outside the envelope, and so is a second mark.
        let is_text = match len {
            0 => false,
            len if len == BYTE_ORDER_MARK.len() => self.first_byte()? == BYTE_ORDER_MARK.first().copied(),
            _ => true,
        };
        if is_text { Err(self.fatal(SoapError::NotWellFormed)) } else { Ok(()) }
    }

    /// The next byte, which is not consumed.
    fn first_byte(&mut self) -> Result<Option<u8>, ReadError> {
        loop {
            match self.source().fill_buf() {
                Ok(buffer) => return Ok(buffer.first().copied()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.failure(Failure::Reader(error.into()))),
            }
        }
    }

    /// Whether the text is only whitespace.
    #[inline]
    pub(crate) fn is_text_blank(&self) -> bool {
        !self.is_text_too_long() && self.text.as_bytes().iter().all(is_whitespace)
    }

    /// Reads the rest of an element, whose start tag has been read.
    pub(crate) fn skip_element(&mut self) -> Result<(), ReadError> {
        let depth = self.depth;
        while self.depth >= depth {
            self.next()?;
            self.start_text();
        }
        Ok(())
    }

    /// An error after which nothing more can be read, at the current event.
    pub(crate) fn fatal(&mut self, why: SoapError) -> ReadError {
        let position = self.source().position_of(Place::Event);
        Error::new(ErrorKind::Soap(why), position).in_element(self.element).into()
    }

    /// The error of a tag or a text that is longer than an event can be.
    pub(crate) fn too_long(&mut self) -> ReadError {
        self.fatal(SoapError::TooLong { limit: self.max_event })
    }

    /// An error of the current element.
    pub(crate) fn element_error(&mut self, kind: ErrorKind, record: Position) -> Error {
        let position = self.source().position_of(Place::Element).with_record_of(record);
        Error::new(kind, position).in_element(self.element)
    }

    /// An error of the current session.
    pub(crate) fn session_error(&mut self, kind: ErrorKind, record: Position) -> Error {
        Error::new(kind, self.source().position_of(Place::Session).with_record_of(record))
    }

    /// An error of the current session, at the current event.
    pub(crate) fn event_error(&mut self, why: SoapError, record: Position) -> Error {
        Error::new(ErrorKind::Soap(why), self.source().position_of(Place::Event).with_record_of(record))
    }

    #[cold]
    fn failure(&mut self, failure: Failure) -> ReadError {
        match failure {
            Failure::Html => Error::new(ErrorKind::Html, self.source().position_of(Place::Event)).into(),
            Failure::Xml(why) => self.fatal(why),
            Failure::Reader(error) => match self.source().take_stopped() {
                Some(Stopped::Io(error)) => ReadError::Io(error),
                Some(Stopped::TooLong) => self.too_long(),
                None => self.reader_error(&error),
            },
        }
    }

    fn reader_error(&mut self, error: &XmlError) -> ReadError {
        let is_at_end = self.source().is_at_end();
        let why = match error {
            XmlError::Encoding(EncodingError::Utf8(error)) => {
                let valid = self.buffer.get(..error.valid_up_to()).unwrap_or_default();
                let position = self.reader.get_mut().position_of(Place::Event).after(valid);
                return Error::new(ErrorKind::Soap(SoapError::InvalidUtf8), position).in_element(self.element).into();
            }
            XmlError::Syntax(error) if is_at_end && *error != SyntaxError::InvalidBangMarkup => SoapError::Truncated,
            XmlError::IllFormed(IllFormedError::UnclosedReference) if is_at_end => SoapError::Truncated,
            XmlError::IllFormed(IllFormedError::UnclosedReference) | XmlError::Escape(_) => SoapError::Reference,
            XmlError::Namespace(NamespaceError::TooManyBindings(limit)) => {
                SoapError::TooManyNamespaces { limit: *limit }
            }
            _ => SoapError::NotWellFormed,
        };
        self.fatal(why)
    }
}

impl<R> Events<R> {
    pub(crate) fn get_ref(&self) -> &R {
        self.reader.get_ref().get_ref()
    }

    pub(crate) fn into_inner(self) -> R {
        self.reader.into_inner().into_inner()
    }
}

/// Why an event cannot be read.
enum Failure {
    Reader(XmlError),
    Xml(SoapError),
    Html,
}

/// Resolves the name of a start tag.
#[inline]
fn start(tag: &BytesStart<'_>, namespaces: &mut NamespaceResolver, name: &mut String) -> Result<Tag, Failure> {
    namespaces.push(tag).map_err(|error| Failure::Reader(error.into()))?;
    let has_attributes = !tag.attributes_raw().is_empty();
    let (resolved, local_name) = namespaces.resolve_element(tag.name());
    let is_unbound = matches!(resolved, ResolveResult::Unknown(_));
    // The resolver ignores the declarations after an invalid attribute.
    let is_invalid = || has_attributes && tag.attributes().with_checks(false).any(|attribute| attribute.is_err());
    if is_unbound || local_name.as_ref().is_empty() || is_invalid() {
        return Err(Failure::Xml(SoapError::NotWellFormed));
    }
    let namespace = namespace(&resolved);
    name.clear();
    if let (Namespace::Other, ResolveResult::Bound(Uri(uri))) = (namespace, &resolved) {
        name.extend(["{", uri, "}"]);
    }
    name.push_str(local_name.into_inner());
    let is_nil = has_attributes && is_nil(tag, namespaces);
    Ok(Tag { namespace, is_nil })
}

#[inline]
fn namespace(resolved: &ResolveResult<'_>) -> Namespace {
    match resolved {
        ResolveResult::Bound(Uri(API)) => Namespace::Api,
        ResolveResult::Bound(Uri(SOAP_1_1)) => Namespace::Soap11,
        ResolveResult::Bound(Uri(SOAP_1_2)) => Namespace::Soap12,
        ResolveResult::Unbound => Namespace::None,
        ResolveResult::Bound(_) | ResolveResult::Unknown(_) => Namespace::Other,
    }
}

fn is_nil(tag: &BytesStart<'_>, namespaces: &NamespaceResolver) -> bool {
    tag.attributes().with_checks(false).flatten().any(|attribute| {
        let (namespace, name) = namespaces.resolve_attribute(attribute.key);
        name.as_ref() == "nil"
            && namespace == ResolveResult::Bound(Uri(SCHEMA_INSTANCE))
            && matches!(attribute.value.trim_ascii(), "true" | "1")
    })
}

#[inline]
fn append(text: &mut String, more: &str) -> Option<Event> {
    text.push_str(more);
    None
}

/// Whether the declaration names no encoding, or one whose bytes are UTF-8.
fn is_utf8(declaration: &BytesDecl<'_>) -> bool {
    match declaration.encoding() {
        None => true,
        Some(Ok(name)) => ["utf-8", "us-ascii", "ascii"].iter().any(|utf8| name.eq_ignore_ascii_case(utf8)),
        Some(Err(_)) => false,
    }
}

fn is_html(doctype: &str) -> bool {
    doctype.get(..4).is_some_and(|name| name.eq_ignore_ascii_case("html"))
}

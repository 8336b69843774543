//! The envelope: from the start of the XML to the response of a method.

use alloc::borrow::ToOwned;
use alloc::string::String;
use std::io::BufRead;

use crate::causes::soap::SoapError;
use crate::error::{Error, ErrorKind};
use crate::response::start::is_html_element;
use crate::soap::events::{Event, Events, Namespace, Tag};
use crate::soap::fault;
use crate::soap::source::Place;
use crate::stream::reader::ReadError;

/// The element with the response of a method.
pub(crate) struct Response {
    /// The name of the method: `getSession_V3` for the element `getSession_V3Response`.
    pub(crate) method: String,
    /// The namespace of the element and of those in it.
    pub(crate) namespace: Namespace,
}

/// Reads up to the start tag of the response.
///
/// A response without an envelope is accepted, with or without the namespace: the account's output may be XML
/// (`setOutput`), whose shape is not documented (inferred).
pub(crate) fn open<R: BufRead>(events: &mut Events<R>) -> Result<Response, ReadError> {
    events.skip_byte_order_mark()?;
    events.start_text();
    let event = events.next()?;
    if !events.is_text_blank() {
        return Err(events.fatal(SoapError::NotWellFormed));
    }
    let tag = match event {
        Event::Start(tag) => tag,
        Event::End | Event::EndOfInput => return Err(empty(events)),
    };
    match (tag.namespace, events.name()) {
        (soap @ (Namespace::Soap11 | Namespace::Soap12), "Envelope") => open_body(events, soap),
        (Namespace::Api | Namespace::None, name) if method(name).is_some() => Ok(response(events, tag)),
        (_, name) if is_html(name) => {
            Err(Error::new(ErrorKind::Html, events.source().position_of(Place::Event)).into())
        }
        _ => Err(events.fatal(SoapError::NotAnEnvelope)),
    }
}

/// Whether the root element is one of HTML, or of XHTML: `{http://www.w3.org/1999/xhtml}html`.
fn is_html(name: &str) -> bool {
    let local_name = name.rsplit_once('}').map_or(name, |(_, name)| name);
    is_html_element(local_name.as_bytes())
}

/// Reads up to the start tag of the response, in an envelope of a version of SOAP.
fn open_body<R: BufRead>(events: &mut Events<R>, soap: Namespace) -> Result<Response, ReadError> {
    loop {
        match events.next_tag()? {
            Event::Start(tag) if tag.namespace == soap && events.name() == "Body" => break,
            Event::Start(_) => events.skip_element()?,
            Event::End | Event::EndOfInput => return Err(events.fatal(SoapError::NoResponse)),
        }
    }
    loop {
        match events.next_tag()? {
            Event::Start(tag) if tag.namespace == soap && events.name() == "Fault" => {
                let position = events.source().position_of(Place::Event);
                let fault = fault::read(events)?;
                return Err(Error::new(ErrorKind::Soap(fault), position).into());
            }
            Event::Start(tag) if tag.namespace == Namespace::Api && method(events.name()).is_some() => {
                return Ok(response(events, tag));
            }
            Event::Start(_) => events.skip_element()?,
            Event::End | Event::EndOfInput => return Err(events.fatal(SoapError::NoResponse)),
        }
    }
}

fn response<R: BufRead>(events: &Events<R>, tag: Tag) -> Response {
    let method = method(events.name()).unwrap_or_default().to_owned();
    Response { method, namespace: tag.namespace }
}

/// The method of a response: `login` for `loginResponse`.
fn method(name: &str) -> Option<&str> {
    name.strip_suffix("Response").filter(|method| !method.is_empty())
}

/// The input has ended without an element.
fn empty<R: BufRead>(events: &mut Events<R>) -> ReadError {
    events.source().start_event(0);
    Error::new(ErrorKind::Empty, events.source().position_of(Place::Event)).into()
}

/// Reads from the end tag of the response to the end of the input.
pub(crate) fn close<R: BufRead>(events: &mut Events<R>) -> Result<(), ReadError> {
    loop {
        let is_closed = events.depth() == 0;
        match events.next_tag()? {
            Event::EndOfInput => return Ok(()),
            Event::Start(_) if is_closed => return Err(events.fatal(SoapError::NotWellFormed)),
            Event::Start(_) => events.skip_element()?,
            Event::End => {}
        }
    }
}

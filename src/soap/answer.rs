//! The SOAP answers of the login methods: a return value, and perhaps one more value.

use alloc::borrow::ToOwned;
use alloc::string::String;

use zeroize::Zeroizing;

use crate::bytes::position::Position;
use crate::causes::soap::SoapError;
use crate::error::{Error, ErrorKind};
use crate::settings::Settings;
use crate::soap::envelope;
use crate::soap::events::{Event, Events};
use crate::soap::return_values::return_value;
use crate::soap::source::Place;
use crate::stream::reader::ReadError;

/// Reads the answer of a method whose return value is `OK`, and returns the text of an element of it.
///
/// The text can be a secret: the memory of all copies is erased, except that of the result, which erases itself.
pub(crate) fn read(body: &[u8], method: &str, element: &str) -> Result<Option<Zeroizing<String>>, Error> {
    let mut events = Events::new(body, Settings::DEFAULT.max_record());
    events.reserve(body.len());
    let answer = read_events(&mut events, method, element);
    events.erase();
    answer.map_err(|error| match error {
        ReadError::Response(error) => error,
        // Reading from memory does not fail.
        ReadError::Io(_) => Error::new(ErrorKind::Unrecognized, Position::default()),
    })
}

fn read_events(
    events: &mut Events<&[u8]>,
    method: &str,
    element: &str,
) -> Result<Option<Zeroizing<String>>, ReadError> {
    let response = envelope::open(events)?;
    if response.method != method {
        return Err(events.fatal(SoapError::NoResponse));
    }
    let (mut value, mut text) = (None, None);
    loop {
        match events.next_tag()? {
            Event::Start(tag) if tag.namespace != response.namespace || tag.is_nil => events.skip_element()?,
            Event::Start(_) if events.name() == element => {
                read_leaf(events)?;
                text = Some(Zeroizing::new(events.text().trim_ascii().to_owned()));
            }
            Event::Start(_) if events.name().strip_suffix("Result") == Some(method) => {
                read_leaf(events)?;
                let position = events.source().position_of(Place::Element);
                value = Some((return_value(events.text().trim_ascii(), method), position));
            }
            Event::Start(_) => events.skip_element()?,
            Event::End | Event::EndOfInput => break,
        }
    }
    match value {
        None => return Err(events.fatal(SoapError::MissingReturnValue)),
        Some((value, position)) if !value.is_ok() => {
            return Err(Error::new(ErrorKind::Failure(value), position).into());
        }
        Some(_) => {}
    }
    envelope::close(events)?;
    Ok(text)
}

fn read_leaf(events: &mut Events<&[u8]>) -> Result<(), ReadError> {
    events.start_element(None);
    if events.read_text()? { Ok(()) } else { Err(events.fatal(SoapError::UnexpectedElement)) }
}

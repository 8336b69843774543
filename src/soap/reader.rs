//! [`SoapReader`]: reads the sessions of a SOAP response.

use alloc::string::String;
use core::fmt;
use core::iter::FusedIterator;
use std::io::{self, BufRead};

use crate::bytes::position::Position;
use crate::causes::soap::SoapError;
use crate::column::Column;
use crate::error::{Error, ErrorKind};
use crate::parser::Parser;
use crate::return_value::ReturnValue;
use crate::session::owned::OwnedSession;
use crate::settings::Settings;
use crate::soap::envelope;
use crate::soap::events::{Event, Events, Namespace, Tag};
use crate::soap::return_values::return_value;
use crate::soap::session;
use crate::soap::source::Place;
use crate::stream::reader::ReadError;

/// Reads the sessions of a SOAP response, one by one, in constant memory. Needs the feature `soap`.
///
/// It is an iterator of [`OwnedSession`]s, the same type as for text. An invalid session is an `Err` in its place, and the
/// iterator continues with the next session. After a failed read ([`ReadError::Io`]), or an error of the whole response
/// ([`Scope::Response`](crate::Scope::Response)), it ends.
///
/// ```
/// use rescue_sessions::{Parser, SoapReader, StatusCode};
///
/// let response = &br#"<?xml version="1.0" encoding="utf-8"?>
/// <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
///   <getSession_V3Response xmlns="https://secure.logmeinrescue.com/API/API.asmx">
///     <getSession_V3Result>getSession_OK</getSession_V3Result>
///     <aSessions>
///       <SESSION_V3><iID>7</iID><bStatus>SESSION_WAITING</bStatus><sStatus>Ativas</sStatus></SESSION_V3>
///       <SESSION_V3><iID>8</iID><sCustomField0>no | sound &amp; no
/// picture</sCustomField0></SESSION_V3>
///     </aSessions>
///   </getSession_V3Response>
/// </soap:Body></soap:Envelope>"#[..]; // or a `BufReader` of a file or a connection
///
/// let sessions: Vec<_> = SoapReader::new(Parser::new(), response).collect::<Result<_, _>>()?;
/// assert_eq!(sessions[0].status_code, Some(StatusCode::Waiting));
/// assert_eq!(sessions[1].custom_fields[0].as_deref(), Some("no | sound & no\npicture"));
/// assert_eq!(sessions[1].damage, []);
/// # Ok::<(), rescue_sessions::ReadError>(())
/// ```
///
/// # Limits
///
/// [`Parser::max_record`] limits the bytes of a session, with its tags, and [`Parser::max_columns`] its elements. A tag or a
/// text longer than the first limit (at least 4,096 bytes) ends the response with [`SoapError::TooLong`]. Elements are
/// nested 32 deep at most. Document type declarations are rejected, so no entity is expanded and no file is read. The other
/// settings of the parser have no effect.
///
/// After a failed read the reader cannot continue, unlike [`SessionReader`](crate::SessionReader). There is no push decoder:
/// an asynchronous client collects the body and calls [`parse_any`](crate::parse_any).
///
/// # The format
///
#[doc = include_str!("../../docs/soap.md")]
pub struct SoapReader<R> {
    events: Events<R>,
    settings: Settings,
    state: State,
    /// Why nothing more can be read.
    failure: Option<Failure>,
    /// The namespace of the response and of the elements in it.
    namespace: Namespace,
    method: String,
    return_value: Option<ReturnValue>,
    /// The number of the last session.
    record: Position,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before the response.
    Start,
    /// In the response, outside the list.
    Response,
    /// In the list, between two sessions.
    List,
    Ended,
}

enum Failure {
    Io(io::ErrorKind),
    Response(Error),
}

impl<R: BufRead> SoapReader<R> {
    /// Creates a reader with the limits of a parser.
    #[must_use]
    pub fn new(parser: Parser, reader: R) -> Self {
        let settings = *parser.settings();
        SoapReader {
            events: Events::new(reader, settings.max_record()),
            settings,
            state: State::Start,
            failure: None,
            namespace: Namespace::None,
            method: String::new(),
            return_value: None,
            record: Position::default(),
        }
    }

    /// The columns of the method's version: [`Column::VERSION_2`] or [`Column::VERSION_3`]. Reads up to the first session,
    /// if it is not reached yet.
    ///
    /// A session can lack some of them, and can have unknown columns too.
    ///
    /// # Errors
    ///
    /// - [`ReadError::Io`]: the read failed
    /// - [`ReadError::Response`]: there is no session list: `<getSession_V3Result>getSession_NotLoggedIn</…>`, a SOAP
    ///   fault, XML that is not well-formed
    ///
    /// After an error of the response, each call returns it again. After a failed read, each call returns an
    /// [`io::Error`] of the same kind.
    pub fn columns(&mut self) -> Result<&'static [Column], ReadError> {
        match &self.failure {
            None => {}
            Some(Failure::Io(kind)) => return Err(ReadError::Io((*kind).into())),
            Some(Failure::Response(error)) => return Err(error.clone().into()),
        }
        while matches!(self.state, State::Start | State::Response) {
            if let Err(error) = self.step() {
                return Err(self.fail(error));
            }
        }
        Ok(if self.method.ends_with('3') { Column::VERSION_3 } else { Column::VERSION_2 })
    }

    #[cold]
    fn fail(&mut self, error: ReadError) -> ReadError {
        self.state = State::Ended;
        self.failure = Some(match &error {
            ReadError::Io(error) => Failure::Io(error.kind()),
            ReadError::Response(error) => Failure::Response(error.clone()),
        });
        error
    }

    /// The next item, or `None` if this step gives none.
    fn step(&mut self) -> Result<Option<Result<OwnedSession, Error>>, ReadError> {
        match self.state {
            State::Start => self.open().map(|()| None),
            State::Response => self.read_in_response().map(|()| None),
            State::List => self.read_in_list(),
            State::Ended => Ok(None),
        }
    }

    fn open(&mut self) -> Result<(), ReadError> {
        let response = envelope::open(&mut self.events)?;
        let is_get_session = response.method == "getSession"
            || response.method.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("getSession_"));
        if !is_get_session {
            return Err(self.events.fatal(SoapError::NoResponse));
        }
        (self.method, self.namespace) = (response.method, response.namespace);
        self.state = State::Response;
        Ok(())
    }

    fn read_in_response(&mut self) -> Result<(), ReadError> {
        match self.events.next_tag()? {
            Event::Start(tag) if !self.is_ours(tag) || tag.is_nil => self.events.skip_element(),
            Event::Start(_) if self.events.name() == "aSessions" => {
                self.state = State::List;
                Ok(())
            }
            Event::Start(_) if self.is_result() => self.read_return_value(),
            Event::Start(_) => self.events.skip_element(),
            Event::End | Event::EndOfInput => self.close(),
        }
    }

    fn is_ours(&self, tag: Tag) -> bool {
        tag.namespace == self.namespace
    }

    /// Whether the current element has the return value: `getSession_V3Result` for the method `getSession_V3`.
    fn is_result(&self) -> bool {
        self.events.name().strip_suffix("Result") == Some(&self.method)
    }

    fn read_return_value(&mut self) -> Result<(), ReadError> {
        self.events.start_element(None);
        if !self.events.read_text()? {
            return Err(self.events.fatal(SoapError::UnexpectedElement));
        }
        if self.events.is_text_too_long() {
            return Err(self.events.too_long());
        }
        let value = return_value(self.events.text().trim_ascii(), &self.method);
        if !value.is_ok() {
            let position = self.events.source().position_of(Place::Element);
            return Err(Error::new(ErrorKind::Failure(value), position).into());
        }
        self.return_value = Some(value);
        Ok(())
    }

    fn read_in_list(&mut self) -> Result<Option<Result<OwnedSession, Error>>, ReadError> {
        match self.events.next_tag()? {
            Event::Start(tag) if tag.is_nil => self.events.skip_element().map(|()| None),
            Event::Start(tag) => {
                self.events.source().mark(Place::Session);
                self.record = self.record.next_record();
                if self.is_ours(tag) && self.events.name().starts_with("SESSION") {
                    return session::read(&mut self.events, &self.settings, self.namespace, self.record).map(Some);
                }
                let unexpected = ErrorKind::Soap(SoapError::UnexpectedElement);
                let error = self.events.session_error(unexpected, self.record);
                self.events.skip_element()?;
                Ok(Some(Err(error)))
            }
            Event::End | Event::EndOfInput => {
                self.state = State::Response;
                Ok(None)
            }
        }
    }

    /// Reads the rest of the input, after the end of the response.
    fn close(&mut self) -> Result<(), ReadError> {
        if self.return_value.is_none() {
            return Err(self.events.fatal(SoapError::MissingReturnValue));
        }
        envelope::close(&mut self.events)?;
        self.state = State::Ended;
        Ok(())
    }
}

impl<R> SoapReader<R> {
    /// The underlying reader. It is ahead of the sessions that have been taken, but some bytes of them may still be in its
    /// buffer.
    #[must_use]
    pub fn get_ref(&self) -> &R {
        self.events.get_ref()
    }

    /// The underlying reader. What has been read of the response is lost.
    #[must_use]
    pub fn into_inner(self) -> R {
        self.events.into_inner()
    }
}

impl<R: BufRead> Iterator for SoapReader<R> {
    type Item = Result<OwnedSession, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.state != State::Ended {
            match self.step() {
                Ok(None) => {}
                Ok(Some(session)) => return Some(session.map_err(ReadError::Response)),
                Err(error) => return Some(Err(self.fail(error))),
            }
        }
        None
    }
}

impl<R: BufRead> FusedIterator for SoapReader<R> {}

/// Shows no text of the response.
impl<R> fmt::Debug for SoapReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoapReader")
            .field("state", &self.state)
            .field("record", &self.record.record())
            .finish_non_exhaustive()
    }
}

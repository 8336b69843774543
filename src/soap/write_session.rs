//! A session as an element of a SOAP response. What would not be read as an equal session is an error.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt::Write;

use crate::column::Column;
use crate::session::owned::OwnedSession;
use crate::soap::elements::{self, ELEMENTS, Field};
use crate::soap::events::MAX_DEPTH;
use crate::soap::xml::{self, push_element, push_end, push_start};
use crate::values::status::Status;
use crate::values::status_code::StatusCode;
use crate::writer::error::{Place, Subject, WriteError, WriteErrorKind};
use crate::writer::source::Source;

/// The elements around those of a session: envelope, body, response, list, session.
const OUTER_DEPTH: usize = 5;
/// The number of custom fields in [`ELEMENTS`].
const LISTED_CUSTOM_FIELDS: u8 = 6;
/// As many custom fields as a number of [`Column::CustomField`] can tell apart.
const MAX_CUSTOM_FIELDS: usize = 256;

/// Writes sessions as elements.
pub(crate) struct SessionWriter {
    /// The name of a session's element.
    element: &'static str,
    /// The maximum length of a session in bytes.
    max_bytes: usize,
    max_columns: usize,
    /// The number of the current session, 1-based.
    number: u64,
}

impl SessionWriter {
    pub(crate) fn new(element: &'static str, max_bytes: usize, max_columns: usize) -> SessionWriter {
        SessionWriter { element, max_bytes, max_columns, number: 0 }
    }

    /// Appends a session. After an error, `out` ends with a part of it.
    pub(crate) fn push(&mut self, session: &OwnedSession, out: &mut String) -> Result<(), WriteError> {
        self.number = self.number.saturating_add(1);
        self.check(session)?;
        push_start(self.element, out);
        let start = out.len();
        let mut count = session.unknown_columns.len();
        let later = (LISTED_CUSTOM_FIELDS..=u8::MAX).map(Column::CustomField);
        let later = later.take(session.custom_fields.len().saturating_sub(LISTED_CUSTOM_FIELDS.into()));
        let named = ELEMENTS.iter().map(|element| (Some(element.name), element.field));
        let fields = named.chain(later.map(|column| (None, Field::Column(column))));
        for (name, field) in fields {
            let is_given = push_field(session, field, name, out);
            count = count.saturating_add(is_given.map_err(|kind| self.error(kind, Some(subject(field))))?.into());
        }
        for (index, (name, text)) in session.unknown_columns.iter().enumerate() {
            push_unknown(session, index, name, text.as_deref(), out)
                .map_err(|kind| self.error(kind, Some(Subject { name: name.clone(), place: Place::Session(index) })))?;
        }
        if count > self.max_columns {
            return Err(self.error(WriteErrorKind::TooManyColumns { limit: self.max_columns }, None));
        }
        if out.len().saturating_sub(start) > self.max_bytes {
            return Err(self.error(WriteErrorKind::RecordTooLong { limit: self.max_bytes }, None));
        }
        push_end(self.element, out);
        Ok(())
    }

    /// Checks that no value is withheld, and that the number of custom fields would be read.
    fn check(&self, session: &OwnedSession) -> Result<(), WriteError> {
        if let Some(name) = session.first_withheld() {
            return Err(self.error(WriteErrorKind::Withheld, Some(subject_of_name(session, name))));
        }
        match (session.custom_fields.last(), session.custom_fields.len()) {
            (_, len) if len > MAX_CUSTOM_FIELDS || session.unknown_columns.len() > self.max_columns => {
                Err(self.error(WriteErrorKind::TooManyColumns { limit: self.max_columns }, None))
            }
            (Some(None), len) => {
                let last = u8::try_from(len.saturating_sub(1)).unwrap_or(u8::MAX);
                Err(self.error(WriteErrorKind::WithoutElement, Some(Subject::known(Column::CustomField(last)))))
            }
            _ => Ok(()),
        }
    }

    #[cold]
    fn error(&self, kind: WriteErrorKind, subject: Option<Subject>) -> WriteError {
        WriteError::new(kind, Some(self.number), subject)
    }
}

#[cold]
fn subject(field: Field) -> Subject {
    match field {
        Field::StatusCode => Subject { name: "bStatus".to_owned(), place: Place::StatusCode },
        Field::Column(column) => Subject::known(column),
    }
}

#[cold]
fn subject_of_name(session: &OwnedSession, name: &str) -> Subject {
    let unknown = session.unknown_columns.iter().position(|(unknown, _)| unknown == name);
    let place = match (unknown, Column::from_name(name)) {
        (Some(index), _) => Place::Session(index),
        (None, Some(column)) => Place::Known(column),
        (None, None) => Place::Nowhere,
    };
    Subject { name: name.to_owned(), place }
}

/// Appends the element of a field. Returns whether the session has a value for it.
fn push_field(
    session: &OwnedSession,
    field: Field,
    name: Option<&str>,
    out: &mut String,
) -> Result<bool, WriteErrorKind> {
    // Writing to a `String` cannot fail.
    let column = match field {
        Field::Column(column) => column,
        Field::StatusCode => {
            if let Some(StatusCode::Other(code)) = &session.status_code
                && StatusCode::KNOWN.iter().any(|known| known.as_str() == &**code)
            {
                return Err(WriteErrorKind::KnownStatus);
            }
            return push_value(name, session.status_code.as_ref().map(StatusCode::as_str), out);
        }
    };
    let mut value = String::new();
    let text = match column {
        Column::Id | Column::EntryId | Column::TechnicianId | Column::WaitingTime => {
            let Some(number) = session.integer(column) else { return Ok(false) };
            _ = write!(value, "{number}");
            value.as_str()
        }
        Column::StartTime => {
            let Some(time) = session.start_time else { return Ok(false) };
            _ = time.write_soap_format(&mut value);
            value.as_str()
        }
        Column::IsLeadTechnician | Column::HandingOff => match session.flag(column) {
            None => return Ok(false),
            Some(true) => "true",
            Some(false) => "false",
        },
        Column::CustomField(number) if name.is_none() => {
            _ = write!(value, "sCustomField{number}");
            return push_value(Some(&value), session.text(column), out);
        }
        Column::Status if is_known_text(session.status.as_ref()) => return Err(WriteErrorKind::KnownStatus),
        _ => return push_value(name, session.text(column), out),
    };
    push_value(name, Some(text), out)
}

fn push_value(name: Option<&str>, text: Option<&str>, out: &mut String) -> Result<bool, WriteErrorKind> {
    let (Some(name), Some(text)) = (name, text) else { return Ok(false) };
    push_element(name, text, out).map_err(|_| WriteErrorKind::EmbeddedNul)?;
    Ok(true)
}

/// Whether the parser would read a status as a known one instead.
fn is_known_text(status: Option<&Status<'_>>) -> bool {
    matches!(status, Some(Status::Other(text)) if !matches!(Status::from_text(text), Status::Other(_)))
}

/// Appends the element of an unknown column: `a` as `<a>…</a>`, `a/b` as `<a><b>…</b></a>`, and `a[2]` as the second `<a>`.
fn push_unknown(
    session: &OwnedSession,
    index: usize,
    name: &str,
    text: Option<&str>,
    out: &mut String,
) -> Result<(), WriteErrorKind> {
    let (path, number) = split_number(name).ok_or(WriteErrorKind::InvalidElementName)?;
    let is_same = |name: &str| name.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('['));
    let earlier = session.unknown_columns.iter().take(index).filter(|(name, _)| is_same(name)).count();
    let mut names = path.split('/');
    let depth = names.clone().count().saturating_add(OUTER_DEPTH);
    let is_known = names.clone().next().is_some_and(|outermost| elements::field(outermost).is_some());
    if !names.clone().all(xml::is_name) || is_known || earlier.saturating_add(1) != number || depth > MAX_DEPTH {
        return Err(WriteErrorKind::InvalidElementName);
    }
    let text = text.ok_or(WriteErrorKind::WithoutElement)?;
    let innermost = names.next_back().unwrap_or_default();
    names.clone().for_each(|name| push_start(name, out));
    push_element(innermost, text, out).map_err(|_| WriteErrorKind::EmbeddedNul)?;
    names.rev().for_each(|name| push_end(name, out));
    Ok(())
}

/// The path of a column and its number: `a` and 2 for `a[2]`, `a` and 1 for `a`.
fn split_number(name: &str) -> Option<(&str, usize)> {
    match name.strip_suffix(']') {
        None => Some((name, 1)),
        Some(start) => {
            let (path, number) = start.rsplit_once('[')?;
            let is_canonical = number.starts_with(|first: char| matches!(first, '1'..='9'));
            number.parse().ok().filter(|number| is_canonical && *number > 1).map(|number| (path, number))
        }
    }
}

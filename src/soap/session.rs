//! One session of a SOAP response.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use std::io::BufRead;

use crate::bytes::position::Position;
use crate::bytes::whitespace::is_whitespace;
use crate::causes::soap::SoapError;
use crate::column::Column;
use crate::error::{Error, ErrorKind};
use crate::session::owned::OwnedSession;
use crate::settings::Settings;
use crate::soap::elements::{self, Field};
use crate::soap::events::{Event, Events, Namespace};
use crate::stream::reader::ReadError;
use crate::values::start_time::{InvalidStartTime, StartTime};
use crate::values::status::Status;
use crate::values::status_code::StatusCode;
use crate::values::value::{self, IntegerError};

/// The number of custom fields in version 3 (observed).
const CUSTOM_FIELDS: usize = 6;

/// Reads a session, whose start tag has been read. The inner error concerns this session only.
///
/// `record` has its number; `namespace` is that of its elements.
pub(crate) fn read<R: BufRead>(
    events: &mut Events<R>,
    settings: &Settings,
    namespace: Namespace,
    record: Position,
) -> Result<Result<OwnedSession, Error>, ReadError> {
    let limits = Limits { bytes: settings.max_record(), elements: settings.max_columns() };
    let start = events.source().byte();
    let mut session = SessionBuilder { limits, record, ..SessionBuilder::default() };
    let has_fast_lane = events.default_namespace() == namespace;
    loop {
        if has_fast_lane && session.read_leaves(events, start) {
            continue;
        }
        events.start_text();
        let event = events.next()?;
        if !events.is_text_blank() {
            session.fail_with(|| events.event_error(SoapError::UnexpectedText, record));
        }
        match event {
            Event::Start(tag) if tag.is_nil || session.error.is_some() => events.skip_element()?,
            Event::Start(tag) => {
                let name = if tag.namespace == namespace { events.name() } else { "" };
                match elements::field(name) {
                    Some((field, name)) => session.read_known(events, field, name)?,
                    None => session.read_unknown(events)?,
                }
            }
            Event::End => return Ok(session.finish(events)),
            Event::EndOfInput => return Err(events.fatal(SoapError::Truncated)),
        }
        session.count_element(events, start);
    }
}

#[derive(Clone, Copy, Default)]
struct Limits {
    bytes: usize,
    elements: usize,
}

/// The values that have been read so far.
#[derive(Default)]
struct SessionBuilder {
    session: OwnedSession,
    id: Option<i64>,
    /// The first error. The rest of the session is skipped.
    error: Option<Error>,
    elements: usize,
    /// The index of the known element that probably comes next.
    expected: usize,
    /// The length of the names and texts of the unknown columns. A nested element repeats the names around it.
    unknown_bytes: usize,
    limits: Limits,
    record: Position,
}

impl SessionBuilder {
    fn fail_with(&mut self, error: impl FnOnce() -> Error) {
        if self.error.is_none() {
            self.error = Some(error());
        }
    }

    /// Reads known elements in the fast lane. Returns whether it has read any: the next one may be one more.
    #[inline]
    fn read_leaves<R: BufRead>(&mut self, events: &mut Events<R>, start: u64) -> bool {
        if self.error.is_some() {
            return false;
        }
        let before = events.source().byte().saturating_sub(start);
        let mut leaves = events.peek_leaves(self.expected);
        let (mut last, mut invalid, mut over) = (None, None, None);
        for leaf in leaves.by_ref() {
            last = Some((leaf.start..leaf.end, leaf.element.name));
            invalid = self.set(leaf.element.field, &leaf.text).err();
            over = self.count(before.saturating_add(leaf.end as u64)).err();
            if invalid.is_some() || over.is_some() {
                break;
            }
        }
        self.expected = leaves.expected();
        let Some((range, name)) = last else { return false };
        events.consume_leaves(range, name);
        if let Some(kind) = invalid {
            self.error = Some(events.element_error(kind, self.record));
        } else if let Some(kind) = over {
            self.error = Some(events.session_error(kind, self.record));
        }
        events.end_element();
        true
    }

    /// Reads the value of a known element, whose start tag has been read.
    #[inline]
    fn read_known<R: BufRead>(
        &mut self,
        events: &mut Events<R>,
        field: Field,
        name: Option<&'static str>,
    ) -> Result<(), ReadError> {
        events.start_element(name);
        let is_leaf = events.read_text()?;
        let result = match events.is_text_too_long() {
            true => Err(ErrorKind::RecordTooLong { limit: self.limits.bytes }),
            false if !is_leaf => Err(ErrorKind::Soap(SoapError::UnexpectedElement)),
            false => self.set(field, events.text()),
        };
        if let Err(kind) = result {
            self.error = Some(events.element_error(kind, self.record));
        }
        events.end_element();
        Ok(())
    }

    #[inline]
    fn set(&mut self, field: Field, text: &str) -> Result<(), ErrorKind> {
        let Field::Column(column) = field else {
            return fill(&mut self.session.status_code, StatusCode::from_name(text));
        };
        let session = &mut self.session;
        match column {
            Column::Id => fill(&mut self.id, integer(column, text)?),
            Column::Status => fill(&mut session.status, Status::from_text(text).into_owned()),
            Column::EntryId => fill(&mut session.entry_id, integer(column, text)?),
            Column::Entry => fill(&mut session.entry, text.into()),
            Column::TechnicianId => fill(&mut session.technician_id, integer(column, text)?),
            Column::Technician => fill(&mut session.technician, text.into()),
            Column::StartTime => fill(&mut session.start_time, start_time(column, text)?),
            Column::WaitingTime => fill(&mut session.waiting_time, integer(column, text)?),
            Column::CustomField(number) => fill_custom_field(&mut session.custom_fields, number, text),
            Column::Language => fill(&mut session.language, text.into()),
            Column::TransferredTo => fill(&mut session.transferred_to, text.into()),
            Column::TransferredComment => fill(&mut session.transferred_comment, text.into()),
            Column::IsLeadTechnician => fill(&mut session.is_lead_technician, boolean(column, text)?),
            Column::HandingOff => fill(&mut session.is_handing_off, boolean(column, text)?),
        }
    }

    /// Reads an unknown element, whose start tag has been read, as a column. Each element in it that has text, or has no
    /// child, is a column of its own: `sNew/sPart`.
    fn read_unknown<R: BufRead>(&mut self, events: &mut Events<R>) -> Result<(), ReadError> {
        let mut path = String::from(events.name());
        let mut open = Vec::from([OpenElement { path_len: 0, has_child: false }]);
        events.start_element(None);
        while let Some(element) = open.last_mut() {
            match events.next()? {
                Event::Start(tag) => {
                    let is_text = !events.is_text_blank();
                    element.has_child = true;
                    if is_text {
                        self.push_unknown(events, &path);
                    }
                    if tag.is_nil {
                        events.skip_element()?;
                        continue;
                    }
                    open.push(OpenElement { path_len: path.len(), has_child: false });
                    path.push('/');
                    path.push_str(events.name());
                    events.start_text();
                }
                Event::End => {
                    if !element.has_child || !events.is_text_blank() {
                        self.push_unknown(events, &path);
                    }
                    path.truncate(element.path_len);
                    open.pop();
                    events.start_text();
                }
                Event::EndOfInput => return Err(events.fatal(SoapError::Truncated)),
            }
        }
        Ok(())
    }

    /// Adds the current text as an unknown column. From the second column with a path on, the name has a number:
    /// `sNew[2]`.
    fn push_unknown<R: BufRead>(&mut self, events: &mut Events<R>, path: &str) {
        let len = path.len().saturating_add(events.text().len());
        self.unknown_bytes = self.unknown_bytes.saturating_add(len);
        let columns = &mut self.session.unknown_columns;
        let is_too_long = events.is_text_too_long() || self.unknown_bytes > self.limits.bytes;
        if is_too_long || columns.len() >= self.limits.elements {
            let limit = self.limits.bytes;
            let too_many = ErrorKind::TooManyColumns { limit: self.limits.elements };
            let kind = if is_too_long { ErrorKind::RecordTooLong { limit } } else { too_many };
            let record = self.record;
            self.fail_with(|| events.element_error(kind, record));
            return;
        }
        let is_same = |name: &str| name.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('['));
        let name = match columns.iter().filter(|(name, _)| is_same(name)).count() {
            0 => path.into(),
            count => format!("{path}[{}]", count.saturating_add(1)),
        };
        columns.push((name, Some(events.text().into())));
    }

    /// Counts an element, and checks the limits. `start` is the byte where the session starts.
    #[inline]
    fn count_element<R: BufRead>(&mut self, events: &mut Events<R>, start: u64) {
        let record = self.record;
        if let Err(kind) = self.count(events.source().byte().saturating_sub(start)) {
            self.fail_with(|| events.session_error(kind, record));
        }
    }

    /// Counts an element, after which the session has a number of bytes, and checks the limits.
    #[inline]
    fn count(&mut self, bytes: u64) -> Result<(), ErrorKind> {
        let Limits { bytes: limit, elements } = self.limits;
        self.elements = self.elements.saturating_add(1);
        if bytes > limit as u64 {
            return Err(ErrorKind::RecordTooLong { limit });
        }
        if self.elements > elements { Err(ErrorKind::TooManyColumns { limit: elements }) } else { Ok(()) }
    }

    fn finish<R: BufRead>(self, events: &mut Events<R>) -> Result<OwnedSession, Error> {
        match (self.error, self.id) {
            (Some(error), _) => Err(error),
            (None, Some(id)) => Ok(OwnedSession { id, ..self.session }),
            (None, None) => Err(events.session_error(ErrorKind::MissingColumn(Column::Id), self.record)),
        }
    }
}

struct OpenElement {
    /// The length of the path of the element around it.
    path_len: usize,
    has_child: bool,
}

#[inline]
fn fill<T>(slot: &mut Option<T>, value: T) -> Result<(), ErrorKind> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(ErrorKind::Soap(SoapError::DuplicateElement)),
    }
}

/// Sets the custom field with a number. Those before it that are missing become `None`.
fn fill_custom_field(fields: &mut Vec<Option<String>>, number: u8, text: &str) -> Result<(), ErrorKind> {
    let index = usize::from(number);
    if fields.capacity() == 0 {
        fields.reserve_exact(CUSTOM_FIELDS);
    }
    if fields.len() <= index {
        fields.resize(index.saturating_add(1), None);
    }
    fields.get_mut(index).map_or(Ok(()), |field| fill(field, text.into()))
}

/// XML Schema ignores whitespace around a number or a flag (documented by XML Schema).
fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| u8::try_from(c).is_ok_and(|byte| is_whitespace(&byte)))
}

fn integer(column: Column, text: &str) -> Result<i64, ErrorKind> {
    value::integer(trim(text).as_bytes()).map_err(|why| match why {
        IntegerError::Malformed => ErrorKind::InvalidInteger(column),
        IntegerError::OutOfRange => ErrorKind::IntegerOutOfRange(column),
    })
}

fn start_time(column: Column, text: &str) -> Result<StartTime, ErrorKind> {
    StartTime::parse(text.as_bytes()).map_err(|why| match why {
        InvalidStartTime::Malformed => ErrorKind::InvalidTime(column),
        InvalidStartTime::OutOfRange | InvalidStartTime::Subsecond => ErrorKind::TimeOutOfRange(column),
    })
}

fn boolean(column: Column, text: &str) -> Result<bool, ErrorKind> {
    match trim(text) {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(ErrorKind::Soap(SoapError::InvalidBoolean(column))),
    }
}

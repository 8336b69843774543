//! Typed records.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::Range;

use crate::column::Column;
use crate::error::{Error, ErrorKind};
use crate::header::Header;
use crate::record::Record;
use crate::start_time::{InvalidStartTime, StartTime};
use crate::status::Status;
use crate::value::{self, NotAnInteger};

/// A session, typed.
///
/// Of every part but the ID there can be none: the header decides which columns there are. `None` says that the list has
/// no such column, `Some("")` that the field is empty.
///
/// With the feature `serde` it is a map, here as JSON (a column that the header lacks has no key):
///
/// ```json
/// {"id":7,"status":"Waiting","technician":"","waiting_time":35,"custom_fields":["Ann Lee"]}
/// ```
///
/// A session borrows the body (and, by its lifetime, the delimiter's text). It keeps a reference to its row and where in it
/// the values stand, some 200 bytes, so [`Session::into_owned`] copies the row once. Only unknown columns and custom fields
/// from the seventh on take allocations of their own.
///
/// ```
/// use rescue_sessions::{Status, parse};
///
/// let body = "OK\n\nID|Status|Technician|Waiting Time|Custom Field 0|\n7|Waiting||35|Ann Lee|\n";
/// let session = parse(body)?.into_iter().next().unwrap()?;
///
/// assert_eq!(session.id(), 7);
/// assert_eq!(session.status(), Some(Status::Waiting));
/// assert_eq!(session.technician(), Some(""));
/// assert_eq!(session.waiting_time(), Some(35));
/// assert_eq!(session.custom_field(0), Some("Ann Lee"));
/// assert_eq!(session.language(), None);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone)]
pub struct Session<'a> {
    /// The row; the spans are places in it.
    text: Cow<'a, str>,
    texts: [Span; TEXTS],
    id: i64,
    entry_id: Option<i64>,
    technician_id: Option<i64>,
    waiting_time: Option<i64>,
    start_time: Option<StartTime>,
    is_lead_technician: Option<bool>,
    handing_off: Option<bool>,
    more: Option<Box<More<'a>>>,
}

/// What only few headers have.
#[derive(Clone, Default)]
struct More<'a> {
    /// From the seventh on.
    custom_fields: Vec<Span>,
    extra: Vec<(Cow<'a, str>, Span)>,
}

const STATUS: usize = 0;
const ENTRY: usize = 1;
const TECHNICIAN: usize = 2;
const LANGUAGE: usize = 3;
const TRANSFERRED_TO: usize = 4;
const TRANSFERRED_COMMENT: usize = 5;
const CUSTOM_FIELDS: usize = 6;
const TEXTS: usize = CUSTOM_FIELDS + 6;

/// A place in the row, in bytes.
#[derive(Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
}

impl Span {
    const ABSENT: Span = Span { start: u32::MAX, end: 0 };

    /// The parser allows no record that 32 bits can't count.
    #[inline]
    fn new(place: &Range<usize>) -> Span {
        Span { start: place.start as u32, end: place.end as u32 }
    }

    #[inline]
    fn of<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(self.start as usize..self.end as usize)
    }
}

impl<'a> Session<'a> {
    pub(crate) fn read(header: &Header<'a>, record: &Record<'a>) -> Result<Session<'a>, Error> {
        if record.len() != header.len() {
            let kind = ErrorKind::FieldCount { expected: header.len(), found: record.len() };
            return Err(record.error(kind, 0));
        }
        let mut session = Session {
            text: Cow::Borrowed(record.as_str()),
            texts: [Span::ABSENT; TEXTS],
            id: 0, // set below: no header without ID is read
            entry_id: None,
            technician_id: None,
            waiting_time: None,
            start_time: None,
            is_lead_technician: None,
            handing_off: None,
            more: None,
        };
        let mut fields = record.iter();
        for label in header.labels() {
            let place = fields.next_place().unwrap_or_default();
            match label.column {
                Some(column) => session.set(column, record, place)?,
                None => session.more().extra.push((Cow::Borrowed(label.text), Span::new(&place))),
            }
        }
        Ok(session)
    }

    #[inline(always)]
    fn set(&mut self, column: Column, record: &Record<'_>, place: Range<usize>) -> Result<(), Error> {
        let value = Value { column, record, place };
        match column {
            Column::Id => self.id = value.integer()?,
            Column::Status => self.set_text(STATUS, &value.place),
            Column::EntryId => self.entry_id = Some(value.integer()?),
            Column::Entry => self.set_text(ENTRY, &value.place),
            Column::TechnicianId => self.technician_id = Some(value.integer()?),
            Column::Technician => self.set_text(TECHNICIAN, &value.place),
            Column::StartTime => self.start_time = Some(value.start_time()?),
            Column::WaitingTime => self.waiting_time = Some(value.integer()?),
            Column::CustomField(number) => self.set_custom_field(number, Span::new(&value.place)),
            Column::Language => self.set_text(LANGUAGE, value.language()?),
            Column::TransferredTo => self.set_text(TRANSFERRED_TO, &value.place),
            Column::TransferredComment => self.set_text(TRANSFERRED_COMMENT, &value.place),
            Column::IsLeadTechnician => self.is_lead_technician = Some(value.flag()?),
            Column::HandingOff => self.handing_off = Some(value.flag()?),
        }
        Ok(())
    }

    #[inline]
    fn set_text(&mut self, slot: usize, place: &Range<usize>) {
        if let Some(span) = self.texts.get_mut(slot) {
            *span = Span::new(place);
        }
    }

    #[inline]
    fn set_custom_field(&mut self, number: u8, span: Span) {
        let slot = CUSTOM_FIELDS.wrapping_add(number.into());
        match self.texts.get_mut(slot) {
            Some(first_six) => *first_six = span,
            None => self.set_later_custom_field(slot.wrapping_sub(TEXTS), span),
        }
    }

    #[cold]
    fn set_later_custom_field(&mut self, index: usize, span: Span) {
        let later = &mut self.more().custom_fields;
        later.resize(later.len().max(index.saturating_add(1)), Span::ABSENT);
        if let Some(later) = later.get_mut(index) {
            *later = span;
        }
    }

    #[cold]
    fn more(&mut self) -> &mut More<'a> {
        self.more.get_or_insert_default()
    }

    #[inline]
    fn text_at(&self, place: usize) -> Option<&str> {
        self.texts.get(place)?.of(&self.text)
    }

    /// A session that borrows nothing: one copy of its row, and of each unknown column's name.
    #[must_use]
    pub fn into_owned(self) -> Session<'static> {
        let more = self.more.map(|more| {
            let extra = more.extra.into_iter().map(|(name, span)| (Cow::Owned(name.into_owned()), span)).collect();
            Box::new(More { custom_fields: more.custom_fields, extra })
        });
        Session { text: Cow::Owned(self.text.into_owned()), more, ..self }
    }

    /// The session's number. Not unique: a shared session has a row for each technician (observed).
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// What the session is doing. A text that is not known, as in another language (observed), is kept in it.
    #[must_use]
    pub fn status(&self) -> Option<Status<'_>> {
        self.status_text().map(Status::from_text)
    }

    /// The status as it stands in the body.
    #[must_use]
    pub fn status_text(&self) -> Option<&str> {
        self.text_at(STATUS)
    }

    /// The channel's number; `0` where the session came through none (observed).
    #[must_use]
    pub fn entry_id(&self) -> Option<i64> {
        self.entry_id
    }

    /// The channel's name; empty where the session came through none (observed).
    #[must_use]
    pub fn entry(&self) -> Option<&str> {
        self.text_at(ENTRY)
    }

    /// The technician's number; `0` while nobody has picked the session up (observed).
    #[must_use]
    pub fn technician_id(&self) -> Option<i64> {
        self.technician_id
    }

    /// The technician's name; empty while nobody has picked the session up (observed).
    #[must_use]
    pub fn technician(&self) -> Option<&str> {
        self.text_at(TECHNICIAN)
    }

    /// When the session started. The time zone is not documented.
    #[must_use]
    pub fn start_time(&self) -> Option<StartTime> {
        self.start_time
    }

    /// Seconds since the last change of the status (documented; that they are seconds was observed).
    #[must_use]
    pub fn waiting_time(&self) -> Option<i64> {
        self.waiting_time
    }

    /// A custom field, counted from 0; `None` where the list has none of this number.
    #[must_use]
    pub fn custom_field(&self, number: u8) -> Option<&str> {
        let place = CUSTOM_FIELDS.wrapping_add(number.into());
        match self.texts.get(place) {
            Some(span) => span.of(&self.text),
            None => self.more.as_ref()?.custom_fields.get(place.checked_sub(TEXTS)?)?.of(&self.text),
        }
    }

    /// The custom fields from Custom Field 0 on: three in versions 1 and 2 (documented), six in version 3 (observed).
    ///
    /// They stop at a gap in the header. One behind it would move in a list, so it is among [`Session::extra`].
    pub fn custom_fields(&self) -> impl Iterator<Item = &str> {
        (0..=u8::MAX).map_while(|number| self.custom_field(number))
    }

    /// The language of the customer's system: two letters (documented), a longer tag such as `pt-BR` (inferred), or empty
    /// (observed).
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.text_at(LANGUAGE)
    }

    /// The technician that the session was transferred to.
    #[must_use]
    pub fn transferred_to(&self) -> Option<&str> {
        self.text_at(TRANSFERRED_TO)
    }

    /// The comment to that technician. It can be there without [`Session::transferred_to`] (observed).
    #[must_use]
    pub fn transferred_comment(&self) -> Option<&str> {
        self.text_at(TRANSFERRED_COMMENT)
    }

    /// Whether the technician is the session's lead technician: any word but `no` and `false` (inferred; `yes`, localized
    /// words and empty were observed).
    #[must_use]
    pub fn is_lead_technician(&self) -> Option<bool> {
        self.is_lead_technician
    }

    /// Whether the session was handed over to the technician (documented; no row with a value was seen).
    #[must_use]
    pub fn handing_off(&self) -> Option<bool> {
        self.handing_off
    }

    /// The columns whose names are not known, and their values, in the header's order.
    pub fn extra(&self) -> impl Iterator<Item = (&str, &str)> {
        let extra = self.more.iter().flat_map(|more| &more.extra);
        extra.filter_map(|(name, span)| Some((&**name, span.of(&self.text)?)))
    }

    /// All that equality and the hash go by, but for custom fields and unknown columns, which are lists.
    fn scalars(&self) -> impl Eq + Hash {
        let numbers = (self.id, self.entry_id, self.technician_id, self.waiting_time);
        let texts = (self.status_text(), self.entry(), self.technician(), self.language());
        let transfer = (self.transferred_to(), self.transferred_comment());
        (numbers, texts, transfer, self.start_time, self.is_lead_technician, self.handing_off)
    }
}

/// A field of a machine column.
struct Value<'r, 'a> {
    column: Column,
    record: &'r Record<'a>,
    place: Range<usize>,
}

impl Value<'_, '_> {
    #[inline]
    fn bytes(&self) -> &[u8] {
        self.record.as_str().as_bytes().get(self.place.clone()).unwrap_or_default()
    }

    #[inline]
    fn integer(&self) -> Result<i64, Error> {
        value::integer(self.bytes()).map_err(|why| match why {
            NotAnInteger::Malformed => self.error(ErrorKind::NotAnInteger),
            NotAnInteger::TooLarge => self.error(ErrorKind::IntegerTooLarge),
        })
    }

    #[inline]
    fn start_time(&self) -> Result<StartTime, Error> {
        StartTime::parse(self.bytes()).map_err(|why| match why {
            InvalidStartTime::Malformed => self.error(ErrorKind::NotATime),
            InvalidStartTime::OutOfRange => self.error(ErrorKind::NoSuchTime),
        })
    }

    #[inline]
    fn flag(&self) -> Result<bool, Error> {
        let text = self.record.as_str().get(self.place.clone()).unwrap_or_default();
        value::flag(text).ok_or_else(|| self.error(ErrorKind::NotAFlag))
    }

    #[inline]
    fn language(&self) -> Result<&Range<usize>, Error> {
        if value::is_language(self.bytes()) { Ok(&self.place) } else { Err(self.error(ErrorKind::NotALanguage)) }
    }

    #[cold]
    fn error(&self, kind: fn(Column) -> ErrorKind) -> Error {
        self.record.error(kind(self.column), self.place.start)
    }
}

/// Sessions are equal when their values are, wherever they stood.
impl PartialEq for Session<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.scalars() == other.scalars()
            && self.custom_fields().eq(other.custom_fields())
            && self.extra().eq(other.extra())
    }
}

impl Eq for Session<'_> {}

impl Hash for Session<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.scalars().hash(state);
        self.custom_fields().for_each(|field| field.hash(state));
        self.extra().for_each(|extra| extra.hash(state));
    }
}

/// Shows the values. They are customers' data: think before you log one.
impl fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("id", &self.id)
            .field("status", &self.status())
            .field("entry_id", &self.entry_id)
            .field("entry", &self.entry())
            .field("technician_id", &self.technician_id)
            .field("technician", &self.technician())
            .field("start_time", &self.start_time)
            .field("waiting_time", &self.waiting_time)
            .field("custom_fields", &self.custom_fields().collect::<Vec<_>>())
            .field("language", &self.language())
            .field("transferred_to", &self.transferred_to())
            .field("transferred_comment", &self.transferred_comment())
            .field("is_lead_technician", &self.is_lead_technician)
            .field("handing_off", &self.handing_off)
            .field("extra", &self.extra().collect::<Vec<_>>())
            .finish()
    }
}

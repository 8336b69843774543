//! [`Session`]: a record with typed values.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::hash::{Hash, Hasher};
#[cfg(feature = "serde")]
use core::ops::Range;
use core::time::Duration;

use crate::column::Column;
use crate::session::columns::{CustomFields, UnknownColumns};
use crate::session::damage::Damage;
use crate::session::spans::{FieldSpans, Span};
use crate::session::value::Value;
use crate::table::column_slots::{self, ENTRY, LANGUAGE, STATUS, TECHNICIAN, TRANSFERRED_COMMENT, TRANSFERRED_TO};
use crate::table::record::FieldEnds;
use crate::values::start_time::StartTime;
use crate::values::status::Status;

/// A session: one record of the session list, with typed values.
///
/// In the service, a session is one request for support: a customer waits until a technician picks it up. A session
/// that several technicians share has several records, one for each of them (observed).
///
/// # Missing, empty and withheld values
///
/// Every value except the ID is an `Option`, because the header decides which columns a list has.
///
/// - `Some("")`: the field is empty.
/// - `None`: the list has no such column, or the value is withheld. [`Session::get`] distinguishes them.
///
/// A value is *withheld* if an embedded (unescaped) delimiter or newline has damaged the row, and the row can be
/// interpreted in several ways that differ on this value. The crate does not guess: [`Session::is_withheld`] is `true`
/// for the column, and [`Session::damage`] has the text. Only a damaged row has withheld values.
///
/// So do not treat `None` as an empty value: `session.technician().unwrap_or_default()` would say that no technician
/// has picked the session up.
///
/// # Memory
///
/// A session borrows the body, and so do its values: they can be kept longer than the session. It holds a reference to
/// its row and the offsets of the values in it, 176 bytes on 64-bit targets. To keep a session longer than the body,
/// convert it to an [`OwnedSession`](crate::OwnedSession).
///
/// Only unusual sessions allocate: those with damage, unknown columns or custom fields from the seventh on, and those
/// of rows with more than 23 columns or more than 65,534 bytes.
///
/// # Serialization
///
/// With the feature `serde`, a session serializes as a map, here as JSON. A column that the header lacks has no key; a
/// withheld value is `null`.
///
/// ```json
/// {"id":7,"status":"Waiting","technician":"","waiting_time":35,"custom_fields":["Ann Lee"]}
/// ```
///
/// # Example
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
    /// The text of the record. Spans and field ends are byte offsets in it.
    pub(crate) text: &'a str,
    pub(crate) spans: FieldSpans,
    /// The ends of the fields, from which `spans` derives the spans of a well-formed row.
    pub(crate) ends: FieldEnds,
    pub(crate) id: i64,
    pub(crate) entry_id: Option<i64>,
    pub(crate) technician_id: Option<i64>,
    pub(crate) waiting_time: Option<i64>,
    pub(crate) start_time: Option<StartTime>,
    pub(crate) is_lead_technician: Option<bool>,
    pub(crate) handing_off: Option<bool>,
    pub(crate) rare: Option<Box<RareFields<'a>>>,
}

/// Values that only few sessions have: one pointer in a session that has none.
#[derive(Clone, Default)]
pub(crate) struct RareFields<'a> {
    /// The custom fields from the seventh on.
    pub(crate) later_custom_fields: Vec<Span>,
    pub(crate) unknown_columns: Vec<(&'a str, Span)>,
    pub(crate) damage: Vec<Damage<'a>>,
}

impl<'a> Session<'a> {
    #[inline]
    fn text_at(&self, slot: usize) -> Option<&'a str> {
        self.spans.get(slot, &self.ends).of(self.text)
    }

    /// The record as it is in the body, without its line end.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    /// The text of a column as it is in the body, or why there is none.
    ///
    /// ```
    /// use rescue_sessions::{Column, Value, parse};
    ///
    /// let list = parse("OK\n\nID|Waiting Time|\n7|035|\n")?;
    /// let session = list.sessions().next().unwrap()?;
    /// assert_eq!(session.get(Column::WaitingTime), Value::Given("035"));
    /// assert_eq!(session.get(Column::Technician), Value::Absent);
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn get(&self, column: Column) -> Value<&'a str, &Damage<'a>> {
        let span = self.span(column);
        match span.of(self.text) {
            Some(text) => Value::Given(text),
            None => self.without_text(|damage| damage.affects(column)),
        }
    }

    /// The same for a column by its name in the header, known or unknown.
    #[must_use]
    pub fn get_by_name(&self, name: &str) -> Value<&'a str, &Damage<'a>> {
        if let Some((_, text)) = self.unknown_columns().find(|(unknown, _)| *unknown == name) {
            return text
                .map_or_else(|| self.without_text(|damage| damage.columns().any(|it| it == name)), Value::Given);
        }
        Column::from_name(name).map_or(Value::Absent, |column| self.get(column))
    }

    /// Why a value has no text.
    #[cold]
    fn without_text(&self, is_of: impl Fn(&Damage<'a>) -> bool) -> Value<&'a str, &Damage<'a>> {
        let mut unresolved = self.damage().iter().filter(|damage| !damage.is_resolved());
        unresolved.find(|damage| is_of(damage)).map_or(Value::Absent, Value::Withheld)
    }

    /// Whether the session has the ranges of all its fields.
    #[cfg(feature = "serde")]
    pub(crate) fn has_field_ends(&self) -> bool {
        self.spans.are_derived()
    }

    /// The range of the field at an index, if the session has the ranges of all its fields.
    #[cfg(feature = "serde")]
    #[inline]
    pub(crate) fn field_range(&self, index: usize) -> Option<Range<usize>> {
        self.spans.of_field(index, &self.ends)
    }

    fn later_custom_fields(&self) -> &[Span] {
        self.rare.as_ref().map_or(&[], |rare| &rare.later_custom_fields)
    }

    fn span(&self, column: Column) -> Span {
        match column_slots::slot_of(column) {
            Ok(slot) => self.spans.get(slot, &self.ends),
            Err(index) => self.later_custom_fields().get(index).copied().unwrap_or(Span::ABSENT),
        }
    }

    /// The session's number. It is not unique: a shared session has a row for each technician (observed).
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The status of the session. A text that is not known, for example in another language (observed), becomes
    /// [`Status::Other`]. `None`: no such column, or withheld.
    #[must_use]
    pub fn status(&self) -> Option<Status<'a>> {
        let text = self.spans.get(STATUS, &self.ends).bytes_from_start(self.text.as_bytes());
        match text.and_then(|(bytes, len)| Status::from_prefix(bytes, len)) {
            None => self.status_text().map(Status::from_text),
            status => status,
        }
    }

    /// The status as it is in the body. `None`: no such column, or withheld.
    #[must_use]
    pub fn status_text(&self) -> Option<&'a str> {
        self.text_at(STATUS)
    }

    /// The channel's number; `0` if the session came through no channel (observed). `None`: no such column, or
    /// withheld.
    #[must_use]
    pub fn entry_id(&self) -> Option<i64> {
        self.entry_id
    }

    /// The channel's name; empty if the session came through no channel (observed). `None`: no such column, or
    /// withheld.
    #[must_use]
    pub fn entry(&self) -> Option<&'a str> {
        self.text_at(ENTRY)
    }

    /// The technician's number; `0` until a technician picks the session up (observed). `None`: no such column, or
    /// withheld.
    #[must_use]
    pub fn technician_id(&self) -> Option<i64> {
        self.technician_id
    }

    /// The technician's name; empty until a technician picks the session up (observed). `None`: no such column, or
    /// withheld.
    #[must_use]
    pub fn technician(&self) -> Option<&'a str> {
        self.text_at(TECHNICIAN)
    }

    /// The time when the session started. The time zone is not documented. `None`: no such column, or withheld.
    #[must_use]
    pub fn start_time(&self) -> Option<StartTime> {
        self.start_time
    }

    /// The time since the last change of the status (documented), in seconds (observed). `None`: no such column, or
    /// withheld.
    #[must_use]
    pub fn waiting_time(&self) -> Option<i64> {
        self.waiting_time
    }

    /// [`Session::waiting_time`] as a [`Duration`]. `None`: no such column, or withheld, or a negative number, which no
    /// duration can hold ([`Session::waiting_time`] has it).
    ///
    /// ```
    /// use core::time::Duration;
    ///
    /// let session = rescue_sessions::parse("OK\n\nID|Waiting Time|\n7|90|\n")?.sessions().next().unwrap()?;
    /// assert_eq!(session.waiting(), Some(Duration::from_secs(90)));
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn waiting(&self) -> Option<Duration> {
        let seconds = u64::try_from(self.waiting_time?).ok()?;
        Some(Duration::from_secs(seconds))
    }

    /// The custom field with a number (0-based, as in `Custom Field 0`). `None`: no such column, or withheld.
    #[must_use]
    pub fn custom_field(&self, number: u8) -> Option<&'a str> {
        self.span(Column::CustomField(number)).of(self.text)
    }

    /// The custom fields from Custom Field 0 on: three in versions 1 and 2, six in version 3 (documented).
    /// An item is `None` if the value is withheld.
    ///
    /// They end at the first gap in the header's numbers. A custom field after the gap would have a wrong index here,
    /// so it is among [`Session::unknown_columns`].
    #[must_use]
    pub fn custom_fields(&self) -> CustomFields<'_, 'a> {
        CustomFields::new(self.text, &self.spans, &self.ends, self.later_custom_fields())
    }

    /// The language of the customer's system: two letters (documented), a longer tag such as `pt-BR` (inferred), or
    /// empty (observed). `None`: no such column, or withheld.
    #[must_use]
    pub fn language(&self) -> Option<&'a str> {
        self.text_at(LANGUAGE)
    }

    /// The technician to whom the session was transferred. `None`: no such column, or withheld.
    #[must_use]
    pub fn transferred_to(&self) -> Option<&'a str> {
        self.text_at(TRANSFERRED_TO)
    }

    /// The comment to the technician to whom the session was transferred. It can exist without
    /// [`Session::transferred_to`] (observed). `None`: no such column, or withheld.
    #[must_use]
    pub fn transferred_comment(&self) -> Option<&'a str> {
        self.text_at(TRANSFERRED_COMMENT)
    }

    /// Whether the technician is the session's lead technician. Empty, `no` and `false` are false, any other word is
    /// true (inferred; `yes`, localized words and empty were observed). `None`: no such column, or withheld.
    #[must_use]
    pub fn is_lead_technician(&self) -> Option<bool> {
        self.is_lead_technician
    }

    /// Whether the session was handed over to the technician (documented; only empty values were observed). Parsed like
    /// [`Session::is_lead_technician`] (inferred). `None`: no such column, or withheld.
    #[must_use]
    pub fn is_handing_off(&self) -> Option<bool> {
        self.handing_off
    }

    /// The names and values of the columns that this crate does not know, in the header's order. A value is `None` if
    /// it is withheld.
    #[must_use]
    pub fn unknown_columns(&self) -> UnknownColumns<'_, 'a> {
        UnknownColumns::new(self.text, self.rare.as_ref().map_or(&[], |rare| &rare.unknown_columns))
    }

    /// The damage that embedded delimiters and newlines did to the row, from left to right. It is empty for nearly
    /// every session.
    ///
    /// ```
    /// let body = "OK\n\nID|Status|Custom Field 0|Language|\n7|Active|no sound\nat all|en|\n";
    /// let session = rescue_sessions::parse(body)?.sessions().next().unwrap()?;
    ///
    /// let damage = &session.damage()[0];
    /// assert_eq!((damage.position().line(), damage.position().column()), (4, 10));
    /// assert!(damage.is_resolved());
    /// assert_eq!(session.custom_field(0), Some("no sound\nat all"));
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn damage(&self) -> &[Damage<'a>] {
        self.rare.as_ref().map_or(&[], |rare| &rare.damage)
    }

    /// Whether the value of any column is withheld.
    #[must_use]
    pub fn has_withheld(&self) -> bool {
        self.damage().iter().any(|damage| !damage.is_resolved())
    }

    /// Whether the value of a column is withheld: the row is damaged, and its possible interpretations differ on the
    /// value. [`Damage::raw`] has the text. `false` for a column that the list does not have.
    ///
    /// ```
    /// use rescue_sessions::{Column, parse};
    ///
    /// let body = "OK\n\nID|Technician|Custom Field 0|Language|\n7|Jo|no|sound|en|\n8|||en|\n";
    /// let mut sessions = parse(body)?.into_iter();
    /// let (damaged, intact) = (sessions.next().unwrap()?, sessions.next().unwrap()?);
    ///
    /// assert_eq!((damaged.technician(), damaged.is_withheld(Column::Technician)), (None, true));
    /// assert_eq!((intact.technician(), intact.is_withheld(Column::Technician)), (Some(""), false));
    /// assert_eq!((intact.entry(), intact.is_withheld(Column::Entry)), (None, false));
    /// assert_eq!(damaged.language(), Some("en"));
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn is_withheld(&self, column: Column) -> bool {
        self.damage().iter().any(|damage| !damage.is_resolved() && damage.affects(column))
    }

    /// The columns whose values are withheld, each with the text that it shares with the withheld columns next to it.
    fn withheld(&self) -> impl Iterator<Item = (&str, &str)> {
        let unresolved = self.damage().iter().filter(|damage| !damage.is_resolved());
        unresolved.flat_map(|damage| damage.columns().map(|name| (name, damage.raw())))
    }

    /// The values that equality and the hash depend on, except the lists: custom fields, unknown columns and damage.
    fn scalars(&self) -> impl Eq + Hash {
        let numbers = (self.id, self.entry_id, self.technician_id, self.waiting_time);
        let texts = (self.status_text(), self.entry(), self.technician(), self.language());
        let transfer = (self.transferred_to(), self.transferred_comment());
        (numbers, texts, transfer, self.start_time, self.is_lead_technician, self.handing_off)
    }
}

/// Two sessions are equal if their values and the texts of their withheld values are equal, whatever their positions.
impl PartialEq for Session<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.scalars() == other.scalars()
            && self.custom_fields().eq(other.custom_fields())
            && self.unknown_columns().eq(other.unknown_columns())
            && self.withheld().eq(other.withheld())
    }
}

impl Eq for Session<'_> {}

impl Hash for Session<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.scalars().hash(state);
        self.custom_fields().for_each(|field| field.hash(state));
        self.unknown_columns().for_each(|column| column.hash(state));
        self.withheld().for_each(|withheld| withheld.hash(state));
    }
}

/// Shows all values. They are customers' data: think before you log a session.
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
            .field("is_handing_off", &self.handing_off)
            .field("unknown_columns", &self.unknown_columns().collect::<Vec<_>>())
            .field("damage", &self.damage())
            .finish()
    }
}

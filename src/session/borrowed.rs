//! [`Session`]: a record with typed values.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::time::Duration;

use crate::column::Column;
use crate::session::damage::Damage;
use crate::session::texts::{Span, TextSpans};
use crate::table::column_slots::{
    CUSTOM_FIELDS, ENTRY, LANGUAGE, STATUS, TECHNICIAN, TEXTS, TRANSFERRED_COMMENT, TRANSFERRED_TO,
};
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
/// - `None`: the list has no such column, or the value is withheld.
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
/// A session borrows the body (and, by its lifetime, the delimiter's text). It holds a reference to its row and the
/// offsets of the values in it, 176 bytes on 64-bit targets. To keep a session longer than the body, call
/// [`Session::into_owned`], which copies the row once.
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
    pub(crate) text: Cow<'a, str>,
    pub(crate) texts: TextSpans,
    /// The ends of the fields, from which `texts` derives the spans of a well-formed row.
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
    pub(crate) unknown_columns: Vec<(Cow<'a, str>, Span)>,
    pub(crate) damage: Vec<Damage<'a>>,
}

impl<'a> Session<'a> {
    #[inline]
    fn text_at(&self, slot: usize) -> Option<&str> {
        self.texts.get(slot, &self.ends).of(&self.text)
    }

    /// Copies the data that the session borrows: its row, the names of unknown columns, and the damage.
    #[must_use]
    pub fn into_owned(self) -> Session<'static> {
        let rare = self.rare.map(|rare| {
            let RareFields { later_custom_fields, unknown_columns, damage } = *rare;
            let unknown_columns =
                unknown_columns.into_iter().map(|(name, span)| (Cow::Owned(name.into_owned()), span)).collect();
            let damage = damage.into_iter().map(Damage::into_owned).collect();
            Box::new(RareFields { later_custom_fields, unknown_columns, damage })
        });
        Session { text: Cow::Owned(self.text.into_owned()), rare, ..self }
    }

    /// The record as it is in the body, without its line end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The session's number. It is not unique: a shared session has a row for each technician (observed).
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The status of the session. A text that is not known, for example in another language (observed), becomes
    /// [`Status::Other`]. `None`: no such column, or withheld.
    #[must_use]
    pub fn status(&self) -> Option<Status<'_>> {
        let text = self.texts.get(STATUS, &self.ends).bytes_from_start(self.text.as_bytes());
        match text.and_then(|(bytes, len)| Status::from_prefix(bytes, len)) {
            None => self.status_text().map(Status::from_text),
            status => status,
        }
    }

    /// The status as it is in the body. `None`: no such column, or withheld.
    #[must_use]
    pub fn status_text(&self) -> Option<&str> {
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
    pub fn entry(&self) -> Option<&str> {
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
    pub fn technician(&self) -> Option<&str> {
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
    pub fn custom_field(&self, number: u8) -> Option<&str> {
        self.custom_field_span(number)?.of(&self.text)
    }

    /// The custom fields from Custom Field 0 on: three in versions 1 and 2, six in version 3 (documented).
    /// An item is `None` if the value is withheld.
    ///
    /// They end at the first gap in the header's numbers. A custom field after the gap would have a wrong index here,
    /// so it is among [`Session::unknown_columns`].
    pub fn custom_fields(&self) -> impl Iterator<Item = Option<&str>> {
        let spans = (0..=u8::MAX).map_while(|number| self.custom_field_span(number));
        spans.map(|span| span.of(&self.text))
    }

    /// The span of a custom field, if the list has it.
    fn custom_field_span(&self, number: u8) -> Option<Span> {
        let slot = CUSTOM_FIELDS.wrapping_add(number.into());
        let span = match slot.checked_sub(TEXTS) {
            None => self.texts.get(slot, &self.ends),
            Some(index) => *self.rare.as_ref()?.later_custom_fields.get(index)?,
        };
        (span != Span::ABSENT).then_some(span)
    }

    /// The language of the customer's system: two letters (documented), a longer tag such as `pt-BR` (inferred), or
    /// empty (observed). `None`: no such column, or withheld.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.text_at(LANGUAGE)
    }

    /// The technician to whom the session was transferred. `None`: no such column, or withheld.
    #[must_use]
    pub fn transferred_to(&self) -> Option<&str> {
        self.text_at(TRANSFERRED_TO)
    }

    /// The comment to the technician to whom the session was transferred. It can exist without
    /// [`Session::transferred_to`] (observed). `None`: no such column, or withheld.
    #[must_use]
    pub fn transferred_comment(&self) -> Option<&str> {
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
    pub fn unknown_columns(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let columns = self.rare.iter().flat_map(|rare| &rare.unknown_columns);
        columns.map(|(name, span)| (&**name, span.of(&self.text)))
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
            .field("handing_off", &self.handing_off)
            .field("extra", &self.unknown_columns().collect::<Vec<_>>())
            .field("damage", &self.damage())
            .finish()
    }
}

//! Typed records.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::hash::{Hash, Hasher};

use crate::column::Column;
use crate::session::damage::Damage;
use crate::table::column_slots::{
    CUSTOM_FIELDS, ENTRY, LANGUAGE, STATUS, TECHNICIAN, TEXTS, TRANSFERRED_COMMENT, TRANSFERRED_TO,
};
use crate::table::record::FieldEnds;
use crate::values::start_time::StartTime;
use crate::values::status::Status;

use crate::session::texts::{Span, Texts};

/// A session, typed.
///
/// Of every part but the ID there can be none: the header decides which columns there are. `None` says that the list
/// has no such column, or that its value is withheld; `Some("")` that the field is empty.
///
/// A value is withheld where a delimiter or a newline that somebody typed has broken the row, and its readings differ
/// on it:
/// [`Session::is_withheld`] tells, and [`Session::damage`] has the text. In a row that is not damaged nothing is. So
/// do not take `None` for an empty value: `session.technician().unwrap_or_default()` would say that nobody has picked
/// the session up.
///
/// With the feature `serde` it is a map, here as JSON (a column that the header lacks has no key):
///
/// ```json
/// {"id":7,"status":"Waiting","technician":"","waiting_time":35,"custom_fields":["Ann Lee"]}
/// ```
///
/// A session borrows the body (and, by its lifetime, the delimiter's text). It keeps a reference to its row and where
/// in it the values stand, 176 bytes on 64-bit targets, so [`Session::into_owned`] copies the row once. Only unknown
/// columns, custom fields from the seventh on and damage take allocations of their own.
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
    pub(crate) text: Cow<'a, str>,
    pub(crate) texts: Texts,
    /// Where the delimiters stand around the fields, in a row of the usual kind.
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

/// What only few sessions have.
#[derive(Clone, Default)]
pub(crate) struct RareFields<'a> {
    /// From the seventh on.
    pub(crate) custom_fields: Vec<Span>,
    pub(crate) extra: Vec<(Cow<'a, str>, Span)>,
    pub(crate) damage: Vec<Damage<'a>>,
}

impl<'a> Session<'a> {
    #[inline]
    fn text_at(&self, slot: usize) -> Option<&str> {
        self.texts.get(slot, &self.ends).of(&self.text)
    }

    /// A session that borrows nothing: one copy of its row, and of each unknown column's name and each damage.
    #[must_use]
    pub fn into_owned(self) -> Session<'static> {
        let rare = self.rare.map(|more| {
            let extra = more.extra.into_iter().map(|(name, span)| (Cow::Owned(name.into_owned()), span)).collect();
            let damage = more.damage.into_iter().map(Damage::into_owned).collect();
            Box::new(RareFields { custom_fields: more.custom_fields, extra, damage })
        });
        Session { text: Cow::Owned(self.text.into_owned()), rare, ..self }
    }

    /// The record as it stands in the body, without its line end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The session's number. Not unique: a shared session has a row for each technician (observed).
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// What the session is doing. A text that is not known, as in another language (observed), is kept in it.
    #[must_use]
    pub fn status(&self) -> Option<Status<'_>> {
        let known = self.texts.get(STATUS, &self.ends).ahead(self.text.as_bytes());
        match known.and_then(|(ahead, len)| Status::known(ahead, len)) {
            None => self.status_text().map(Status::from_text),
            status => status,
        }
    }

    /// The status as it stands in the body. `None`: no such column, or withheld.
    #[must_use]
    pub fn status_text(&self) -> Option<&str> {
        self.text_at(STATUS)
    }

    /// The channel's number; `0` where the session came through none (observed). `None`: no such column, or withheld.
    #[must_use]
    pub fn entry_id(&self) -> Option<i64> {
        self.entry_id
    }

    /// The channel's name; empty where the session came through none (observed). `None`: no such column, or withheld.
    #[must_use]
    pub fn entry(&self) -> Option<&str> {
        self.text_at(ENTRY)
    }

    /// The technician's number; `0` while nobody has picked the session up (observed). `None`: no such column, or
    /// withheld.
    #[must_use]
    pub fn technician_id(&self) -> Option<i64> {
        self.technician_id
    }

    /// The technician's name; empty while nobody has picked the session up (observed). `None`: no such column, or
    /// withheld.
    #[must_use]
    pub fn technician(&self) -> Option<&str> {
        self.text_at(TECHNICIAN)
    }

    /// When the session started. The time zone is not documented. `None`: no such column, or withheld.
    #[must_use]
    pub fn start_time(&self) -> Option<StartTime> {
        self.start_time
    }

    /// Seconds since the last change of the status (documented; that they are seconds was observed). `None`: no such
    /// column, or withheld.
    #[must_use]
    pub fn waiting_time(&self) -> Option<i64> {
        self.waiting_time
    }

    /// A custom field, counted from 0; `None` where the list has none of this number, or its value is withheld.
    #[must_use]
    pub fn custom_field(&self, number: u8) -> Option<&str> {
        self.custom_field_span(number)?.of(&self.text)
    }

    /// The custom fields from Custom Field 0 on: three in versions 1 and 2 (documented), six in version 3 (observed).
    /// `None` is one whose value is withheld.
    ///
    /// They stop at a gap in the header. One behind it would move in a list, so it is among [`Session::unknown_columns`].
    pub fn custom_fields(&self) -> impl Iterator<Item = Option<&str>> {
        let spans = (0..=u8::MAX).map_while(|number| self.custom_field_span(number));
        spans.map(|span| span.of(&self.text))
    }

    /// Where a custom field stands, if the list has it.
    fn custom_field_span(&self, number: u8) -> Option<Span> {
        let slot = CUSTOM_FIELDS.wrapping_add(number.into());
        let span = match slot.checked_sub(TEXTS) {
            None => self.texts.get(slot, &self.ends),
            Some(later) => *self.rare.as_ref()?.custom_fields.get(later)?,
        };
        (span != Span::ABSENT).then_some(span)
    }

    /// The language of the customer's system: two letters (documented), a longer tag such as `pt-BR` (inferred), or
    /// empty (observed). `None`: no such column, or withheld.
    #[must_use]
    pub fn language(&self) -> Option<&str> {
        self.text_at(LANGUAGE)
    }

    /// The technician that the session was transferred to. `None`: no such column, or withheld.
    #[must_use]
    pub fn transferred_to(&self) -> Option<&str> {
        self.text_at(TRANSFERRED_TO)
    }

    /// The comment to that technician. It can be there without [`Session::transferred_to`] (observed). `None`: no such
    /// column, or withheld.
    #[must_use]
    pub fn transferred_comment(&self) -> Option<&str> {
        self.text_at(TRANSFERRED_COMMENT)
    }

    /// Whether the technician is the session's lead technician: any word but `no` and `false` (inferred; `yes`,
    /// localized words and empty were observed). `None`: no such column, or withheld.
    #[must_use]
    pub fn is_lead_technician(&self) -> Option<bool> {
        self.is_lead_technician
    }

    /// Whether the session was handed over to the technician (documented; no row with a value was seen). `None`: no
    /// such column, or withheld.
    #[must_use]
    pub fn is_handing_off(&self) -> Option<bool> {
        self.handing_off
    }

    /// The columns whose names are not known, and their values, in the header's order. `None` is a value that is
    /// withheld.
    pub fn unknown_columns(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let extra = self.rare.iter().flat_map(|more| &more.extra);
        extra.map(|(name, span)| (&**name, span.of(&self.text)))
    }

    /// What delimiters and newlines that somebody typed did to the row, from left to right. Empty for nearly every
    /// session.
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
        self.rare.as_ref().map_or(&[], |more| &more.damage)
    }

    /// Whether any value is withheld.
    #[must_use]
    pub fn has_withheld(&self) -> bool {
        self.damage().iter().any(|damage| !damage.is_resolved())
    }

    /// Whether the list has the column, but the row is damaged and its readings differ on the value. [`Damage::raw`]
    /// has the text.
    ///
    /// ```
    /// use rescue_sessions::{Column, parse};
    ///
    /// let body = "OK\n\nID|Technician|Custom Field 0|Language|\n7|Jo|no|sound|en|\n8|||en|\n";
    /// let mut sessions = parse(body)?.into_iter();
    /// let (damaged, whole) = (sessions.next().unwrap()?, sessions.next().unwrap()?);
    ///
    /// assert_eq!((damaged.technician(), damaged.is_withheld(Column::Technician)), (None, true));
    /// assert_eq!((whole.technician(), whole.is_withheld(Column::Technician)), (Some(""), false));
    /// assert_eq!((whole.entry(), whole.is_withheld(Column::Entry)), (None, false));
    /// assert_eq!(damaged.language(), Some("en"));
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn is_withheld(&self, column: Column) -> bool {
        self.damage().iter().any(|damage| !damage.is_resolved() && damage.affects(column))
    }

    /// The columns whose values are withheld, and the text of all that stand side by side.
    fn withheld(&self) -> impl Iterator<Item = (&str, &str)> {
        let unresolved = self.damage().iter().filter(|damage| !damage.is_resolved());
        unresolved.flat_map(|damage| damage.columns().map(|name| (name, damage.raw())))
    }

    /// All that equality and the hash go by, but for custom fields, unknown columns and damage, which are lists.
    fn scalars(&self) -> impl Eq + Hash {
        let numbers = (self.id, self.entry_id, self.technician_id, self.waiting_time);
        let texts = (self.status_text(), self.entry(), self.technician(), self.language());
        let transfer = (self.transferred_to(), self.transferred_comment());
        (numbers, texts, transfer, self.start_time, self.is_lead_technician, self.handing_off)
    }
}

/// Sessions are equal when their values are, and the texts of those that are withheld, wherever they stood.
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
        self.unknown_columns().for_each(|extra| extra.hash(state));
        self.withheld().for_each(|withheld| withheld.hash(state));
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
            .field("extra", &self.unknown_columns().collect::<Vec<_>>())
            .field("damage", &self.damage())
            .finish()
    }
}

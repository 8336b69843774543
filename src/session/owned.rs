//! [`OwnedSession`]: a session as plain data.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::time::Duration;

use crate::column::Column;
use crate::session::borrowed::Session;
use crate::session::damage::Damage;
use crate::values::start_time::StartTime;
use crate::values::status::{Phase, Status};
use crate::values::status_code::StatusCode;

/// A session as plain data: to build, change, store, compare and send.
///
/// Its fields are the values of a [`Session`], which converts to it. `Debug` shows them: they are customers' data. `None` means that the list has no such column, or
/// that the value is withheld: [`OwnedSession::is_withheld`] distinguishes them. `Some("")` is an empty field.
///
/// With the feature `serde`, it serializes like a [`Session`], and deserializes from that.
///
/// ```
/// use rescue_sessions::{OwnedSession, Status, parse};
///
/// let list = parse("OK\n\nID|Status|Custom Field 0|\n7|Waiting|Ann|\n")?;
/// let read: OwnedSession = list.sessions().next().unwrap()?.into();
///
/// let mut built = OwnedSession::new(7);
/// built.status = Some(Status::Waiting);
/// built.custom_fields = vec![Some("Ann".into())];
/// assert_eq!(read, built);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct OwnedSession {
    /// The session's number. It is not unique: a shared session has a row for each technician (observed).
    pub id: i64,
    /// The status.
    pub status: Option<Status<'static>>,
    /// The status as a code that is never localized. Only a SOAP response has it.
    pub status_code: Option<StatusCode>,
    /// The channel's number; `0` if the session came through no channel (observed).
    pub entry_id: Option<i64>,
    /// The channel's name; empty if the session came through no channel (observed).
    pub entry: Option<String>,
    /// The technician's number; `0` until a technician picks the session up (observed).
    pub technician_id: Option<i64>,
    /// The technician's name; empty until a technician picks the session up (observed).
    pub technician: Option<String>,
    /// The time when the session started. The time zone is not documented.
    pub start_time: Option<StartTime>,
    /// The time since the last change of the status (documented), in seconds (observed).
    pub waiting_time: Option<i64>,
    /// The custom fields, from Custom Field 0 on. An item is `None` if its value is withheld, or if a SOAP response lacks it
    /// but has a later one.
    pub custom_fields: Vec<Option<String>>,
    /// The language of the customer's system: two letters (documented), a longer tag (inferred), or empty (observed).
    pub language: Option<String>,
    /// The technician to whom the session was transferred (documented).
    pub transferred_to: Option<String>,
    /// The comment to the technician to whom the session was transferred. It can exist without `transferred_to` (observed).
    pub transferred_comment: Option<String>,
    /// Whether the technician is the session's lead technician (documented).
    pub is_lead_technician: Option<bool>,
    /// Whether the session was handed over to the technician (documented; only empty values were observed).
    pub is_handing_off: Option<bool>,
    /// The names and values of the columns that this crate does not know. A value is `None` if it is withheld.
    pub unknown_columns: Vec<(String, Option<String>)>,
    /// The damage of the row, which has the text of withheld values.
    pub damage: Vec<OwnedDamage>,
}

impl OwnedSession {
    /// A session with a number, and without any other column.
    #[must_use]
    pub fn new(id: i64) -> OwnedSession {
        OwnedSession { id, ..OwnedSession::default() }
    }

    /// Whether the value of any column is withheld.
    #[must_use]
    pub fn has_withheld(&self) -> bool {
        self.damage.iter().any(|damage| !damage.is_resolved)
    }

    /// Whether the value of a column is withheld, as [`Session::is_withheld`].
    #[must_use]
    pub fn is_withheld(&self, column: Column) -> bool {
        let name = column.name();
        // After a gap in the numbers, a custom field is an unknown column.
        if self.unknown_columns.iter().any(|(unknown, _)| *unknown == name) {
            return false;
        }
        let mut unresolved = self.damage.iter().filter(|damage| !damage.is_resolved);
        unresolved.any(|damage| damage.columns.iter().any(|column| *column == name))
    }

    /// Whether the customer waits for a technician to pick the session up.
    ///
    /// The status code decides if it is there and its meaning is known, otherwise the status. So this works for text and for
    /// SOAP; with a status code, for an account in any language.
    ///
    /// ```
    /// use rescue_sessions::{OwnedSession, Status, StatusCode};
    ///
    /// let mut session = OwnedSession::new(7);
    /// session.status = Some(Status::from_text("En attente"));
    /// assert!(!session.is_waiting());
    /// session.status_code = Some(StatusCode::Waiting);
    /// assert!(session.is_waiting());
    /// ```
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.phase() == Some(Phase::Waiting)
    }

    /// Whether the session goes on, by the status code or the status, as [`OwnedSession::is_waiting`].
    #[must_use]
    pub fn is_in_progress(&self) -> bool {
        self.phase() == Some(Phase::InProgress)
    }

    /// Whether the session has ended for the technician of this row, by the status code or the status, as
    /// [`OwnedSession::is_waiting`].
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.phase() == Some(Phase::Closed)
    }

    fn phase(&self) -> Option<Phase> {
        let of_code = self.status_code.as_ref().and_then(StatusCode::phase);
        of_code.or_else(|| self.status.as_ref().and_then(Status::phase))
    }

    /// The waiting time as a duration, as [`Session::waiting`].
    #[must_use]
    pub fn waiting(&self) -> Option<Duration> {
        self.waiting_time.and_then(|seconds| seconds.try_into().ok()).map(Duration::from_secs)
    }

    /// Whether the session has a value in a known column. A SOAP session can have values in columns that its method's version
    /// lacks.
    ///
    /// ```
    /// use rescue_sessions::{Column, OwnedSession};
    ///
    /// let mut session = OwnedSession::new(7);
    /// session.entry = Some(String::new());
    /// assert!(session.has(Column::Id) && session.has(Column::Entry)); // an empty value is a value
    /// assert!(!session.has(Column::Language));
    /// ```
    #[must_use]
    pub fn has(&self, column: Column) -> bool {
        let is_start_time = column == Column::StartTime;
        is_start_time && self.start_time.is_some()
            || self.integer(column).is_some()
            || self.flag(column).is_some()
            || self.text(column).is_some()
    }

    /// The value of an integer column.
    pub(crate) fn integer(&self, column: Column) -> Option<i64> {
        match column {
            Column::Id => Some(self.id),
            Column::EntryId => self.entry_id,
            Column::TechnicianId => self.technician_id,
            Column::WaitingTime => self.waiting_time,
            _ => None,
        }
    }

    /// The value of a flag.
    pub(crate) fn flag(&self, column: Column) -> Option<bool> {
        match column {
            Column::IsLeadTechnician => self.is_lead_technician,
            Column::HandingOff => self.is_handing_off,
            _ => None,
        }
    }

    /// The value of a text column.
    pub(crate) fn text(&self, column: Column) -> Option<&str> {
        match column {
            Column::Status => self.status.as_ref().map(Status::as_str),
            Column::Entry => self.entry.as_deref(),
            Column::Technician => self.technician.as_deref(),
            Column::CustomField(number) => self.custom_fields.get(usize::from(number))?.as_deref(),
            Column::Language => self.language.as_deref(),
            Column::TransferredTo => self.transferred_to.as_deref(),
            Column::TransferredComment => self.transferred_comment.as_deref(),
            _ => None,
        }
    }
}

impl Session<'_> {
    /// Copies all values, so that they no longer borrow the body.
    #[must_use]
    pub fn into_owned(self) -> OwnedSession {
        OwnedSession::from(&self)
    }
}

impl From<Session<'_>> for OwnedSession {
    fn from(session: Session<'_>) -> Self {
        OwnedSession::from(&session)
    }
}

impl From<&Session<'_>> for OwnedSession {
    fn from(session: &Session<'_>) -> Self {
        let owned = |text: Option<&str>| text.map(ToOwned::to_owned);
        let unknown_columns = session.unknown_columns().map(|(name, text)| (name.to_owned(), owned(text)));
        OwnedSession {
            id: session.id(),
            status: session.status().map(Status::into_owned),
            status_code: None,
            entry_id: session.entry_id(),
            entry: owned(session.entry()),
            technician_id: session.technician_id(),
            technician: owned(session.technician()),
            start_time: session.start_time(),
            waiting_time: session.waiting_time(),
            custom_fields: session.custom_fields().map(owned).collect(),
            language: owned(session.language()),
            transferred_to: owned(session.transferred_to()),
            transferred_comment: owned(session.transferred_comment()),
            is_lead_technician: session.is_lead_technician(),
            is_handing_off: session.is_handing_off(),
            unknown_columns: unknown_columns.collect(),
            damage: session.damage().iter().map(OwnedDamage::from).collect(),
        }
    }
}

/// One effect of embedded delimiters or newlines on a row, as plain data. See [`Damage`].
///
/// Two of them are equal if their columns and texts are equal, whatever their positions.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct OwnedDamage {
    /// The names of the columns, as they are in the header: the joined one, or the withheld ones.
    pub columns: Vec<String>,
    /// The text of the columns as it is in the body, from the first one to the last.
    pub raw: String,
    /// Whether the value is known. Otherwise the values of the columns are withheld.
    pub is_resolved: bool,
    /// The number of the record, 1-based.
    pub record: u64,
    /// The line where `raw` starts, 1-based.
    pub line: u64,
}

impl From<&Damage<'_>> for OwnedDamage {
    fn from(damage: &Damage<'_>) -> Self {
        OwnedDamage {
            columns: damage.columns().map(ToOwned::to_owned).collect(),
            raw: damage.raw().to_owned(),
            is_resolved: damage.is_resolved(),
            record: damage.position().record().unwrap_or_default(),
            line: damage.position().line(),
        }
    }
}

impl PartialEq for OwnedDamage {
    fn eq(&self, other: &Self) -> bool {
        (&self.columns, &self.raw, self.is_resolved) == (&other.columns, &other.raw, other.is_resolved)
    }
}

impl Eq for OwnedDamage {}

impl Hash for OwnedDamage {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.columns, &self.raw, self.is_resolved).hash(state);
    }
}

/// Shows no text from the body.
impl fmt::Debug for OwnedDamage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnedDamage")
            .field("columns", &self.columns.len())
            .field("is_resolved", &self.is_resolved)
            .field("record", &self.record)
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

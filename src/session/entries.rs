//! The entries of a session: its keys and values, in the documented order, for serde and for JSON.

use alloc::vec::Vec;

use serde::ser::Serialize;

use crate::column::Column;
use crate::session::borrowed::Session;
use crate::session::owned::OwnedSession;
use crate::values::start_time::StartTime;
use crate::values::status::Status;
use crate::values::status_code::StatusCode;

/// A value that can be written as JSON without a serializer.
pub(crate) trait ToJson {
    fn write_json(&self, out: &mut Vec<u8>);
}

/// The value of an entry.
pub(crate) trait Entry: Serialize + ToJson {}

impl<T: Serialize + ToJson> Entry for T {}

/// The values of a session, borrowed or owned.
pub(crate) trait Values {
    fn is_withheld(&self, column: Column) -> bool;
    fn status(&self) -> Option<Status<'_>>;
    fn status_code(&self) -> Option<&StatusCode>;
    fn integer(&self, column: Column) -> Option<i64>;
    fn text(&self, column: Column) -> Option<&str>;
    fn start_time(&self) -> Option<StartTime>;
    fn flag(&self, column: Column) -> Option<bool>;
    fn custom_fields(&self) -> impl ExactSizeIterator<Item = Option<&str>>;
    fn unknown_columns(&self) -> impl ExactSizeIterator<Item = (&str, Option<&str>)>;
    fn damage(&self) -> &[impl Entry];
}

impl Values for Session<'_> {
    fn status_code(&self) -> Option<&StatusCode> {
        None
    }

    fn is_withheld(&self, column: Column) -> bool {
        self.is_withheld(column)
    }

    fn status(&self) -> Option<Status<'_>> {
        self.status()
    }

    #[inline]
    fn integer(&self, column: Column) -> Option<i64> {
        match column {
            Column::Id => Some(self.id()),
            Column::EntryId => self.entry_id(),
            Column::TechnicianId => self.technician_id(),
            Column::WaitingTime => self.waiting_time(),
            _ => None,
        }
    }

    fn text(&self, column: Column) -> Option<&str> {
        self.get(column).given()
    }

    fn start_time(&self) -> Option<StartTime> {
        self.start_time()
    }

    #[inline]
    fn flag(&self, column: Column) -> Option<bool> {
        if column == Column::HandingOff { self.is_handing_off() } else { self.is_lead_technician() }
    }

    fn custom_fields(&self) -> impl ExactSizeIterator<Item = Option<&str>> {
        self.custom_fields()
    }

    fn unknown_columns(&self) -> impl ExactSizeIterator<Item = (&str, Option<&str>)> {
        self.unknown_columns()
    }

    fn damage(&self) -> &[impl Entry] {
        self.damage()
    }
}

impl Values for OwnedSession {
    fn status_code(&self) -> Option<&StatusCode> {
        self.status_code.as_ref()
    }

    fn is_withheld(&self, column: Column) -> bool {
        self.is_withheld(column)
    }

    fn status(&self) -> Option<Status<'_>> {
        self.status.as_ref().map(Status::as_borrowed)
    }

    fn integer(&self, column: Column) -> Option<i64> {
        self.integer(column)
    }

    fn text(&self, column: Column) -> Option<&str> {
        self.text(column)
    }

    fn start_time(&self) -> Option<StartTime> {
        self.start_time
    }

    fn flag(&self, column: Column) -> Option<bool> {
        self.flag(column)
    }

    fn custom_fields(&self) -> impl ExactSizeIterator<Item = Option<&str>> {
        self.custom_fields.iter().map(Option::as_deref)
    }

    fn unknown_columns(&self) -> impl ExactSizeIterator<Item = (&str, Option<&str>)> {
        self.unknown_columns.iter().map(|(name, text)| (name.as_str(), text.as_deref()))
    }

    fn damage(&self) -> &[impl Entry] {
        &self.damage
    }
}

/// A key: its name, and how JSON writes it, with the separators around it.
#[derive(Clone, Copy)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) json: &'static str,
}

macro_rules! key {
    ($name:literal) => {
        Key { name: $name, json: concat!(",\"", $name, "\":") }
    };
}

/// Receives the entries of a session.
pub(crate) trait EntrySink {
    type Error;

    /// Receives an entry. `None`: the session has no such key.
    fn entry(&mut self, key: Key, value: Option<impl Entry>) -> Result<(), Self::Error>;
}

/// Writes the entries in the documented order.
#[inline]
pub(crate) fn write_entries<S: EntrySink>(session: &impl Values, sink: &mut S) -> Result<(), S::Error> {
    use Column::{Entry, EntryId, HandingOff, Id, IsLeadTechnician, Language};
    use Column::{StartTime, Technician, TechnicianId, TransferredComment, TransferredTo, WaitingTime};

    sink.entry(key!("id"), session.integer(Id))?;
    sink.entry(key!("status"), or_withheld(session, Column::Status, session.status()))?;
    sink.entry(key!("status_code"), session.status_code())?;
    sink.entry(key!("entry_id"), or_withheld(session, EntryId, session.integer(EntryId)))?;
    sink.entry(key!("entry"), or_withheld(session, Entry, session.text(Entry)))?;
    sink.entry(key!("technician_id"), or_withheld(session, TechnicianId, session.integer(TechnicianId)))?;
    sink.entry(key!("technician"), or_withheld(session, Technician, session.text(Technician)))?;
    sink.entry(key!("start_time"), or_withheld(session, StartTime, session.start_time()))?;
    sink.entry(key!("waiting_time"), or_withheld(session, WaitingTime, session.integer(WaitingTime)))?;
    sink.entry(key!("custom_fields"), session.custom_fields().next().map(|_| CustomFields(session)))?;
    sink.entry(key!("language"), or_withheld(session, Language, session.text(Language)))?;
    sink.entry(key!("transferred_to"), or_withheld(session, TransferredTo, session.text(TransferredTo)))?;
    let comment = session.text(TransferredComment);
    sink.entry(key!("transferred_comment"), or_withheld(session, TransferredComment, comment))?;
    sink.entry(key!("is_lead_technician"), or_withheld(session, IsLeadTechnician, session.flag(IsLeadTechnician)))?;
    sink.entry(key!("handing_off"), or_withheld(session, HandingOff, session.flag(HandingOff)))?;
    sink.entry(key!("extra"), session.unknown_columns().next().map(|_| UnknownColumns(session)))?;
    sink.entry(key!("damage"), Some(session.damage()).filter(|damage| !damage.is_empty()))
}

/// The value of an entry. The outer `None` says that there is no entry; `Some(None)` is a withheld value.
#[inline]
fn or_withheld<T>(session: &impl Values, column: Column, value: Option<T>) -> Option<Option<T>> {
    match value {
        None if !session.is_withheld(column) => None,
        value => Some(value),
    }
}

/// The list of the custom fields.
pub(crate) struct CustomFields<'s, V>(pub(crate) &'s V);

/// The map of the unknown columns.
pub(crate) struct UnknownColumns<'s, V>(pub(crate) &'s V);

//! `serde::Serialize` for sessions, their values, damage and errors.

use alloc::string::ToString;

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::column::Column;
use crate::error::Error;
use crate::session::borrowed::Session;
use crate::session::damage::Damage;
use crate::session::owned::{OwnedDamage, OwnedSession};
use crate::values::start_time::StartTime;
use crate::values::status::Status;
use crate::values::status_code::StatusCode;

/// A map with the keys `id`, `status`, `entry_id`, `entry`, `technician_id`, `technician`, `start_time`, `waiting_time`
/// (seconds), `custom_fields` (an array), `language`, `transferred_to`, `transferred_comment`, `is_lead_technician`,
/// `handing_off`, `extra` (a map of the unknown columns) and `damage` (an array, only if the row is damaged).
///
/// A column that the header lacks has no key. A withheld value is `null`. `status` is the text of [`Status::as_str`].
impl Serialize for Session<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

/// The same as for [`Session`], and `status_code` after `status`, only if the session has one.
impl Serialize for OwnedSession {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

fn serialize<S: Serializer>(session: &impl Values, serializer: S) -> Result<S::Ok, S::Error> {
    let mut count = EntryCount(0);
    let Ok(()) = write_entries(session, &mut count);
    let mut map = MapEntries(serializer.serialize_map(Some(count.0))?);
    write_entries(session, &mut map)?;
    map.0.end()
}

/// The values of a session, borrowed or owned.
trait Values {
    fn is_withheld(&self, column: Column) -> bool;
    fn status(&self) -> Option<Status<'_>>;
    fn status_code(&self) -> Option<&StatusCode>;
    fn integer(&self, column: Column) -> Option<i64>;
    fn text(&self, column: Column) -> Option<&str>;
    fn start_time(&self) -> Option<StartTime>;
    fn flag(&self, column: Column) -> Option<bool>;
    fn custom_fields(&self) -> impl ExactSizeIterator<Item = Option<&str>>;
    fn unknown_columns(&self) -> impl ExactSizeIterator<Item = (&str, Option<&str>)>;
    fn damage(&self) -> &[impl Serialize];
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

    fn damage(&self) -> &[impl Serialize] {
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

    fn damage(&self) -> &[impl Serialize] {
        &self.damage
    }
}

/// Receives the entries of a session.
trait EntrySink {
    type Error;

    /// Receives an entry. `None`: the session has no such key.
    fn entry(&mut self, key: &'static str, value: Option<impl Serialize>) -> Result<(), Self::Error>;
}

/// Writes the entries in the documented order.
fn write_entries<S: EntrySink>(session: &impl Values, sink: &mut S) -> Result<(), S::Error> {
    use Column::{Entry, EntryId, HandingOff, Id, IsLeadTechnician, Language};
    use Column::{StartTime, Technician, TechnicianId, TransferredComment, TransferredTo, WaitingTime};

    sink.entry("id", session.integer(Id))?;
    sink.entry("status", or_withheld(session, Column::Status, session.status()))?;
    sink.entry("status_code", session.status_code())?;
    sink.entry("entry_id", or_withheld(session, EntryId, session.integer(EntryId)))?;
    sink.entry("entry", or_withheld(session, Entry, session.text(Entry)))?;
    sink.entry("technician_id", or_withheld(session, TechnicianId, session.integer(TechnicianId)))?;
    sink.entry("technician", or_withheld(session, Technician, session.text(Technician)))?;
    sink.entry("start_time", or_withheld(session, StartTime, session.start_time()))?;
    sink.entry("waiting_time", or_withheld(session, WaitingTime, session.integer(WaitingTime)))?;
    sink.entry("custom_fields", session.custom_fields().next().map(|_| CustomFields(session)))?;
    sink.entry("language", or_withheld(session, Language, session.text(Language)))?;
    sink.entry("transferred_to", or_withheld(session, TransferredTo, session.text(TransferredTo)))?;
    let comment = session.text(TransferredComment);
    sink.entry("transferred_comment", or_withheld(session, TransferredComment, comment))?;
    sink.entry("is_lead_technician", or_withheld(session, IsLeadTechnician, session.flag(IsLeadTechnician)))?;
    sink.entry("handing_off", or_withheld(session, HandingOff, session.flag(HandingOff)))?;
    sink.entry("extra", session.unknown_columns().next().map(|_| UnknownColumns(session)))?;
    sink.entry("damage", Some(session.damage()).filter(|damage| !damage.is_empty()))
}

/// The value of an entry. The outer `None` says that there is no entry; `Some(None)` is a withheld value.
#[inline]
fn or_withheld<T>(session: &impl Values, column: Column, value: Option<T>) -> Option<Option<T>> {
    match value {
        None if !session.is_withheld(column) => None,
        value => Some(value),
    }
}

/// Serializes the entries.
struct MapEntries<M>(M);

impl<M: SerializeMap> EntrySink for MapEntries<M> {
    type Error = M::Error;

    fn entry(&mut self, key: &'static str, value: Option<impl Serialize>) -> Result<(), M::Error> {
        value.map_or(Ok(()), |value| self.0.serialize_entry(key, &value))
    }
}

/// Counts the entries, because some formats need the length of a map before its entries.
struct EntryCount(usize);

impl EntrySink for EntryCount {
    type Error = core::convert::Infallible;

    fn entry(&mut self, _: &'static str, value: Option<impl Serialize>) -> Result<(), Self::Error> {
        self.0 = self.0.saturating_add(value.is_some().into());
        Ok(())
    }
}

struct CustomFields<'s, V>(&'s V);

impl<V: Values> Serialize for CustomFields<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.custom_fields())
    }
}

struct UnknownColumns<'s, V>(&'s V);

impl<V: Values> Serialize for UnknownColumns<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.unknown_columns())
    }
}

/// A map with the keys `columns` (an array of their names), `raw` (a string), `resolved` (a Boolean), `record` and
/// `line` (both 1-based).
impl Serialize for Damage<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let position = self.position();
        let mut damage = serializer.serialize_map(Some(5))?;
        damage.serialize_entry("columns", &DamagedColumns(self))?;
        damage.serialize_entry("raw", self.raw())?;
        damage.serialize_entry("resolved", &self.is_resolved())?;
        damage.serialize_entry("record", &position.record().unwrap_or_default())?;
        damage.serialize_entry("line", &position.line())?;
        damage.end()
    }
}

struct DamagedColumns<'d>(&'d Damage<'d>);

impl Serialize for DamagedColumns<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.columns())
    }
}

/// The same as for [`Damage`].
impl Serialize for OwnedDamage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut damage = serializer.serialize_map(Some(5))?;
        damage.serialize_entry("columns", &self.columns)?;
        damage.serialize_entry("raw", &self.raw)?;
        damage.serialize_entry("resolved", &self.is_resolved)?;
        damage.serialize_entry("record", &self.record)?;
        damage.serialize_entry("line", &self.line)?;
        damage.end()
    }
}

/// A string in ISO 8601 format, with seconds and without a time zone: `"2012-02-16T09:00:00"`.
impl Serialize for StartTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A string: the text of [`Status::as_str`].
impl Serialize for Status<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A string: the text of [`StatusCode::as_str`].
impl Serialize for StatusCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A map with the keys `kind` ([`ErrorKind::code`](crate::ErrorKind::code)), `line`, `column` (both 1-based), `byte`
/// (0-based), `record` (1-based, only if the error concerns a record) and `message`.
impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let position = self.position();
        let record = position.record();
        let mut error = serializer.serialize_struct("Error", if record.is_some() { 6 } else { 5 })?;
        error.serialize_field("kind", self.kind().code())?;
        error.serialize_field("line", &position.line())?;
        error.serialize_field("column", &position.column())?;
        error.serialize_field("byte", &position.byte())?;
        match record {
            Some(record) => error.serialize_field("record", &record)?,
            None => error.skip_field("record")?,
        }
        error.serialize_field("message", &self.to_string())?;
        error.end()
    }
}

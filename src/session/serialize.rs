//! `serde::Serialize` for sessions, their values, damage and errors.

use alloc::string::ToString;

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::column::Column;
use crate::error::Error;
use crate::session::borrowed::Session;
use crate::session::damage::Damage;
use crate::values::start_time::StartTime;
use crate::values::status::Status;

/// A map with the keys `id`, `status`, `entry_id`, `entry`, `technician_id`, `technician`, `start_time`, `waiting_time`
/// (seconds), `custom_fields` (an array), `language`, `transferred_to`, `transferred_comment`, `is_lead_technician`,
/// `handing_off`, `extra` (a map of the unknown columns) and `damage` (an array, only if the row is damaged).
///
/// A column that the header lacks has no key. A withheld value is `null`. `status` is the text as it is in the body.
impl Serialize for Session<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut count = EntryCount(0);
        let Ok(()) = write_entries(self, &mut count);
        let mut map = MapEntries(serializer.serialize_map(Some(count.0))?);
        write_entries(self, &mut map)?;
        map.0.end()
    }
}

/// Receives the entries of a session.
trait EntrySink {
    type Error;

    /// Receives an entry. `None`: the session has no such key.
    fn entry(&mut self, key: &'static str, value: Option<impl Serialize>) -> Result<(), Self::Error>;
}

/// Writes the entries in the documented order.
fn write_entries<S: EntrySink>(session: &Session<'_>, sink: &mut S) -> Result<(), S::Error> {
    let optional = Optional(session);
    sink.entry("id", Some(session.id()))?;
    sink.entry("status", optional.value(Column::Status, session.status_text()))?;
    sink.entry("entry_id", optional.value(Column::EntryId, session.entry_id()))?;
    sink.entry("entry", optional.value(Column::Entry, session.entry()))?;
    sink.entry("technician_id", optional.value(Column::TechnicianId, session.technician_id()))?;
    sink.entry("technician", optional.value(Column::Technician, session.technician()))?;
    sink.entry("start_time", optional.value(Column::StartTime, session.start_time()))?;
    sink.entry("waiting_time", optional.value(Column::WaitingTime, session.waiting_time()))?;
    sink.entry("custom_fields", session.custom_fields().next().map(|_| CustomFields(session)))?;
    sink.entry("language", optional.value(Column::Language, session.language()))?;
    sink.entry("transferred_to", optional.value(Column::TransferredTo, session.transferred_to()))?;
    sink.entry("transferred_comment", optional.value(Column::TransferredComment, session.transferred_comment()))?;
    sink.entry("is_lead_technician", optional.value(Column::IsLeadTechnician, session.is_lead_technician()))?;
    sink.entry("handing_off", optional.value(Column::HandingOff, session.is_handing_off()))?;
    sink.entry("extra", session.unknown_columns().next().map(|_| UnknownColumns(session)))?;
    sink.entry("damage", Some(session.damage()).filter(|damage| !damage.is_empty()))
}

/// The optional values of a session.
struct Optional<'s>(&'s Session<'s>);

impl Optional<'_> {
    /// The value of an entry. The outer `None` says that there is no entry; `Some(None)` is a withheld value.
    #[inline]
    fn value<T>(&self, column: Column, value: Option<T>) -> Option<Option<T>> {
        match value {
            None if !self.0.is_withheld(column) => None,
            value => Some(value),
        }
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

struct CustomFields<'s>(&'s Session<'s>);

impl Serialize for CustomFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.custom_fields())
    }
}

struct UnknownColumns<'s>(&'s Session<'s>);

impl Serialize for UnknownColumns<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.unknown_columns())
    }
}

/// A map with the keys `columns` (an array of their names), `raw` (a string) and `resolved` (a Boolean).
impl Serialize for Damage<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut damage = serializer.serialize_struct("Damage", 3)?;
        damage.serialize_field("columns", &DamagedColumns(self))?;
        damage.serialize_field("raw", self.raw())?;
        damage.serialize_field("resolved", &self.is_resolved())?;
        damage.end()
    }
}

struct DamagedColumns<'d>(&'d Damage<'d>);

impl Serialize for DamagedColumns<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.columns())
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

/// A map with the keys `kind` ([`ErrorKind::code`](crate::ErrorKind::code)), `line`, `column` (both 1-based), `byte`
/// (0-based) and `message`.
impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut error = serializer.serialize_struct("Error", 5)?;
        error.serialize_field("kind", self.kind().code())?;
        error.serialize_field("line", &self.position().line())?;
        error.serialize_field("column", &self.position().column())?;
        error.serialize_field("byte", &self.position().byte())?;
        error.serialize_field("message", &self.to_string())?;
        error.end()
    }
}

//! `serde::Serialize` for sessions, their values, damage and errors.

use alloc::string::ToString;

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::error::Error;
use crate::session::borrowed::Session;
use crate::session::damage::Damage;
use crate::session::entries::{CustomFields, Entry, EntrySink, Key, UnknownColumns, Values, write_entries};
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

/// Serializes the entries.
struct MapEntries<M>(M);

impl<M: SerializeMap> EntrySink for MapEntries<M> {
    type Error = M::Error;

    fn entry(&mut self, key: Key, value: Option<impl Entry>) -> Result<(), M::Error> {
        value.map_or(Ok(()), |value| self.0.serialize_entry(key.name, &value))
    }
}

/// Counts the entries, because some formats need the length of a map before its entries.
struct EntryCount(usize);

impl EntrySink for EntryCount {
    type Error = core::convert::Infallible;

    fn entry(&mut self, _: Key, value: Option<impl Entry>) -> Result<(), Self::Error> {
        self.0 = self.0.saturating_add(value.is_some().into());
        Ok(())
    }
}

impl<V: Values> Serialize for CustomFields<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.custom_fields())
    }
}

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

//! serde: sessions, their values and errors on their way out.

use alloc::string::ToString;

use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use crate::error::Error;
use crate::session::Session;
use crate::start_time::StartTime;
use crate::status::Status;

/// A map with the keys `id`, `status`, `entry_id`, `entry`, `technician_id`, `technician`, `start_time`, `waiting_time`
/// (seconds), `custom_fields` (an array), `language`, `transferred_to`, `transferred_comment`, `is_lead_technician`,
/// `handing_off` and `extra` (a map of the unknown columns). A column that the header lacks has no key. `status` is the
/// text as it stands in the body.
impl Serialize for Session<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Map(serializer.serialize_map(None)?);
        map.entry("id", Some(self.id()))?;
        map.entry("status", self.status_text())?;
        map.entry("entry_id", self.entry_id())?;
        map.entry("entry", self.entry())?;
        map.entry("technician_id", self.technician_id())?;
        map.entry("technician", self.technician())?;
        map.entry("start_time", self.start_time())?;
        map.entry("waiting_time", self.waiting_time())?;
        map.entry("custom_fields", self.custom_field(0).map(|_| CustomFields(self)))?;
        map.entry("language", self.language())?;
        map.entry("transferred_to", self.transferred_to())?;
        map.entry("transferred_comment", self.transferred_comment())?;
        map.entry("is_lead_technician", self.is_lead_technician())?;
        map.entry("handing_off", self.handing_off())?;
        map.entry("extra", self.extra().next().map(|_| Extra(self)))?;
        map.0.end()
    }
}

struct Map<M>(M);

impl<M: SerializeMap> Map<M> {
    fn entry(&mut self, key: &'static str, value: Option<impl Serialize>) -> Result<(), M::Error> {
        value.map_or(Ok(()), |value| self.0.serialize_entry(key, &value))
    }
}

struct CustomFields<'s>(&'s Session<'s>);

impl Serialize for CustomFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.custom_fields())
    }
}

struct Extra<'s>(&'s Session<'s>);

impl Serialize for Extra<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.extra())
    }
}

/// ISO 8601 with seconds and without a zone: `"2012-02-16T09:00:00"`.
impl Serialize for StartTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The text of [`Status::as_str`].
impl Serialize for Status<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A map with the keys `kind` ([`ErrorKind::name`](crate::ErrorKind::name)), `line`, `column` (both 1-based), `byte`
/// (0-based) and `message`.
impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut error = serializer.serialize_struct("Error", 5)?;
        error.serialize_field("kind", self.kind().name())?;
        error.serialize_field("line", &self.position().line())?;
        error.serialize_field("column", &self.position().column())?;
        error.serialize_field("byte", &self.position().byte())?;
        error.serialize_field("message", &self.to_string())?;
        error.end()
    }
}

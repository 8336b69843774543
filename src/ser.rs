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
        let mut present = Count(0);
        let Ok(()) = entries(self, &mut present);
        let mut map = Map(serializer.serialize_map(Some(present.0))?);
        entries(self, &mut map)?;
        map.0.end()
    }
}

/// What takes the entries of a session, in the contract's order.
trait Entries {
    type Error;

    fn entry(&mut self, key: &'static str, value: Option<impl Serialize>) -> Result<(), Self::Error>;
}

fn entries<E: Entries>(session: &Session<'_>, to: &mut E) -> Result<(), E::Error> {
    to.entry("id", Some(session.id()))?;
    to.entry("status", session.status_text())?;
    to.entry("entry_id", session.entry_id())?;
    to.entry("entry", session.entry())?;
    to.entry("technician_id", session.technician_id())?;
    to.entry("technician", session.technician())?;
    to.entry("start_time", session.start_time())?;
    to.entry("waiting_time", session.waiting_time())?;
    to.entry("custom_fields", session.custom_field(0).map(|_| CustomFields(session)))?;
    to.entry("language", session.language())?;
    to.entry("transferred_to", session.transferred_to())?;
    to.entry("transferred_comment", session.transferred_comment())?;
    to.entry("is_lead_technician", session.is_lead_technician())?;
    to.entry("handing_off", session.handing_off())?;
    to.entry("extra", session.extra().next().map(|_| Extra(session)))
}

struct Map<M>(M);

impl<M: SerializeMap> Entries for Map<M> {
    type Error = M::Error;

    fn entry(&mut self, key: &'static str, value: Option<impl Serialize>) -> Result<(), M::Error> {
        value.map_or(Ok(()), |value| self.0.serialize_entry(key, &value))
    }
}

/// Some formats want to know how many entries come.
struct Count(usize);

impl Entries for Count {
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

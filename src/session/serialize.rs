//! serde: sessions, their values and errors on their way out.

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
/// `handing_off`, `extra` (a map of the unknown columns) and `damage` (an array, only where there is some). A column
/// that the header lacks has no key; a value that is withheld is `null`. `status` is the text as it stands in the body.
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
    let held = Held(session);
    to.entry("id", Some(session.id()))?;
    to.entry("status", held.or_null(Column::Status, session.status_text()))?;
    to.entry("entry_id", held.or_null(Column::EntryId, session.entry_id()))?;
    to.entry("entry", held.or_null(Column::Entry, session.entry()))?;
    to.entry("technician_id", held.or_null(Column::TechnicianId, session.technician_id()))?;
    to.entry("technician", held.or_null(Column::Technician, session.technician()))?;
    to.entry("start_time", held.or_null(Column::StartTime, session.start_time()))?;
    to.entry("waiting_time", held.or_null(Column::WaitingTime, session.waiting_time()))?;
    to.entry("custom_fields", session.custom_fields().next().map(|_| CustomFields(session)))?;
    to.entry("language", held.or_null(Column::Language, session.language()))?;
    to.entry("transferred_to", held.or_null(Column::TransferredTo, session.transferred_to()))?;
    to.entry("transferred_comment", held.or_null(Column::TransferredComment, session.transferred_comment()))?;
    to.entry("is_lead_technician", held.or_null(Column::IsLeadTechnician, session.is_lead_technician()))?;
    to.entry("handing_off", held.or_null(Column::HandingOff, session.is_handing_off()))?;
    to.entry("extra", session.unknown_columns().next().map(|_| Extra(session)))?;
    to.entry("damage", Some(session.damage()).filter(|damage| !damage.is_empty()))
}

struct Held<'s>(&'s Session<'s>);

impl Held<'_> {
    /// A value that is not there has no entry; one that is withheld has one, of `None`.
    #[inline]
    fn or_null<T>(&self, column: Column, value: Option<T>) -> Option<Option<T>> {
        match value {
            None if !self.0.is_withheld(column) => None,
            value => Some(value),
        }
    }
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
        serializer.collect_map(self.0.unknown_columns())
    }
}

/// A map with the keys `columns` (an array of their names), `raw` and `resolved`.
impl Serialize for Damage<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut damage = serializer.serialize_struct("Damage", 3)?;
        damage.serialize_field("columns", &Columns(self))?;
        damage.serialize_field("raw", self.raw())?;
        damage.serialize_field("resolved", &self.is_resolved())?;
        damage.end()
    }
}

struct Columns<'d>(&'d Damage<'d>);

impl Serialize for Columns<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.columns())
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

//! A session of either format, and its values.

use csv::StringRecord;
use rescue_sessions::{Column, DecodedSessions, OwnedSession, Session, StartTime, Status, StatusCode, Value as Given};
use serde::{Serialize, Serializer};

use crate::input::schema::{Field, Kind, Schema};

/// A session. A text response gives it without a copy of the row, and finds its fields only when they are asked for.
pub(crate) enum Row<'r, 'b> {
    Text(&'r Session<'b>, &'r DecodedSessions<'b>),
    Soap(&'r OwnedSession),
}

/// A value, as JSON has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value<'r> {
    Integer(i64),
    Time(StartTime),
    Flag(bool),
    Text(&'r str),
    Withheld,
}

impl<'r, 'b> Row<'r, 'b> {
    pub(crate) fn id(&self) -> i64 {
        match self {
            Row::Text(session, _) => session.id(),
            Row::Soap(session) => session.id,
        }
    }

    pub(crate) fn status(&self) -> Option<Status<'_>> {
        match self {
            Row::Text(session, _) => session.status(),
            Row::Soap(session) => session.status.as_ref().map(Status::as_borrowed),
        }
    }

    pub(crate) fn status_code(&self) -> Option<&'r StatusCode> {
        match self {
            Row::Text(..) => None,
            Row::Soap(session) => session.status_code.as_ref(),
        }
    }

    pub(crate) fn waiting_time(&self) -> Option<i64> {
        match self {
            Row::Text(session, _) => session.waiting_time(),
            Row::Soap(session) => session.waiting_time,
        }
    }

    pub(crate) fn is_damaged(&self) -> bool {
        match self {
            Row::Text(session, _) => !session.damage().is_empty(),
            Row::Soap(_) => false,
        }
    }

    pub(crate) fn has_withheld(&self) -> bool {
        match self {
            Row::Text(session, _) => session.has_withheld(),
            Row::Soap(_) => false,
        }
    }

    /// The number of custom fields.
    pub(crate) fn custom_fields(&self) -> usize {
        match self {
            Row::Text(session, _) => session.custom_fields().len(),
            Row::Soap(session) => session.custom_fields.len(),
        }
    }

    /// The value of a column. `None`: the session has no such column.
    pub(crate) fn value(&self, field: &Field) -> Option<Value<'_>> {
        match (self, field.kind) {
            (Row::Text(..), Kind::StatusCode) => None,
            (Row::Text(session, _), Kind::Known(column)) => of_text(session, column),
            (Row::Text(session, _), Kind::Unknown) => match session.get_by_name(&field.name) {
                Given::Given(text) => Some(Value::Text(text)),
                Given::Withheld(_) => Some(Value::Withheld),
                _ => None,
            },
            (Row::Soap(session), Kind::StatusCode) => {
                session.status_code.as_ref().map(|code| Value::Text(code.as_str()))
            }
            (Row::Soap(session), Kind::Known(column)) => of_soap(session, column),
            (Row::Soap(session), Kind::Unknown) => {
                let mut columns = session.unknown_columns.iter();
                let (_, text) = columns.find(|(name, _)| *name == field.name)?;
                text.as_deref().map(Value::Text)
            }
        }
    }

    /// Replaces the record by the values as the response has them, in the order of the columns. `withheld` is
    /// the text for a withheld value.
    pub(crate) fn copy_to(&self, record: &mut StringRecord, schema: &Schema, withheld: &str) {
        record.clear();
        match self {
            Row::Text(_, sessions) => {
                sessions.last_fields().for_each(|field| record.push_field(field.unwrap_or(withheld)));
            }
            Row::Soap(_) => schema.fields.iter().for_each(|field| match self.value(field) {
                Some(Value::Text(text)) => record.push_field(text),
                Some(Value::Integer(number)) => record.push_field(&number.to_string()),
                Some(Value::Time(time)) => record.push_field(&time.service_format().to_string()),
                Some(Value::Flag(flag)) => record.push_field(if flag { "yes" } else { "" }),
                Some(Value::Withheld) | None => record.push_field(""),
            }),
        }
    }
}

fn of_text<'r>(session: &'r Session<'_>, column: Column) -> Option<Value<'r>> {
    let value = match column {
        Column::Id => Some(Value::Integer(session.id())),
        Column::EntryId => session.entry_id().map(Value::Integer),
        Column::TechnicianId => session.technician_id().map(Value::Integer),
        Column::WaitingTime => session.waiting_time().map(Value::Integer),
        Column::StartTime => session.start_time().map(Value::Time),
        Column::IsLeadTechnician => session.is_lead_technician().map(Value::Flag),
        Column::HandingOff => session.is_handing_off().map(Value::Flag),
        Column::Status => status_text(session).map(Value::Text),
        _ => session.get(column).given().map(Value::Text),
    };
    value.or_else(|| session.is_withheld(column).then_some(Value::Withheld))
}

/// The documented spelling of the status, or its text if it is unknown.
fn status_text<'r>(session: &'r Session<'_>) -> Option<&'r str> {
    let status = session.status()?;
    Status::KNOWN.iter().find(|known| **known == status).map(Status::as_str).or_else(|| session.status_text())
}

fn of_soap(session: &OwnedSession, column: Column) -> Option<Value<'_>> {
    match column {
        Column::Id => Some(Value::Integer(session.id)),
        Column::Status => session.status.as_ref().map(|status| Value::Text(status.as_str())),
        Column::EntryId => session.entry_id.map(Value::Integer),
        Column::Entry => session.entry.as_deref().map(Value::Text),
        Column::TechnicianId => session.technician_id.map(Value::Integer),
        Column::Technician => session.technician.as_deref().map(Value::Text),
        Column::StartTime => session.start_time.map(Value::Time),
        Column::WaitingTime => session.waiting_time.map(Value::Integer),
        Column::CustomField(number) => session.custom_fields.get(usize::from(number))?.as_deref().map(Value::Text),
        Column::Language => session.language.as_deref().map(Value::Text),
        Column::TransferredTo => session.transferred_to.as_deref().map(Value::Text),
        Column::TransferredComment => session.transferred_comment.as_deref().map(Value::Text),
        Column::IsLeadTechnician => session.is_lead_technician.map(Value::Flag),
        Column::HandingOff => session.is_handing_off.map(Value::Flag),
        _ => None,
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Value::Integer(number) => serializer.serialize_i64(number),
            Value::Time(time) => time.serialize(serializer),
            Value::Flag(flag) => serializer.serialize_bool(flag),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Withheld => serializer.serialize_none(),
        }
    }
}

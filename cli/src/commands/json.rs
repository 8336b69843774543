//! `json`: one object per session, each on its own line.

use std::io::{self, Write};

use rescue_sessions::{Column, Error};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::Outcome;
use crate::args::{Names, Select};
use crate::input::read::{Filter, Sink, read};
use crate::input::response::Input;
use crate::input::row::{Row, Value};
use crate::input::schema::{Field, Kind, Schema};
use crate::output::lines::Lines;
use crate::output::safe_json;

pub(crate) fn run(input: &mut Input, select: &Select) -> io::Result<Outcome> {
    let fields = match select.columns.as_slice() {
        [] => None,
        names => selected(input.schema()?, names)?,
    };
    let mut json = Json { out: Lines::new(io::stdout().lock()), fields };
    let errors = read(input, Filter::new(&select.status), &mut json);
    json.out.flush()?;
    let errors = errors?;
    errors.print_totals();
    Ok(errors.outcome())
}

fn selected(schema: Schema, names: &[Names]) -> io::Result<Option<Vec<Field>>> {
    let indexes = schema.select(names)?;
    Ok(indexes.map(|indexes| indexes.into_iter().map(|index| schema.fields[index].clone()).collect()))
}

/// Prints the error of a response that is not a session list. No output would look like an empty list.
pub(crate) fn failed(error: &Error) -> io::Result<()> {
    let mut out = io::stdout().lock();
    write_error(&mut out, error)?;
    out.write_all(b"\n")?;
    out.flush()
}

struct Json<W> {
    out: Lines<W>,
    /// `None`: all.
    fields: Option<Vec<Field>>,
}

impl<W: Write> Sink for Json<W> {
    fn session(&mut self, session: &Row<'_, '_>) -> io::Result<()> {
        let block = self.out.block();
        match (&self.fields, session) {
            (Some(fields), row) => safe_json::write(block, &Selected { row, fields })?,
            (None, Row::Text(session, _)) => session.write_json(block),
            (None, Row::Soap(session)) => session.write_json(block),
        }
        self.out.end_line(b"\n")
    }

    fn error(&mut self, error: &Error, _: u64) -> io::Result<()> {
        write_error(self.out.block(), error)?;
        self.out.end_line(b"\n")
    }
}

fn write_error(mut out: impl Write, error: &Error) -> io::Result<()> {
    out.write_all(b"{\"error\":")?;
    safe_json::write(&mut out, error)?;
    out.write_all(b"}")
}

/// The chosen columns of a session, with the keys of the whole session, in the chosen order.
///
/// The custom fields are one array, up to the last chosen one; a field that was not chosen is null. A damage is there if it
/// affects a chosen column.
struct Selected<'r> {
    row: &'r Row<'r, 'r>,
    fields: &'r [Field],
}

impl Serialize for Selected<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let (mut has_custom_fields, mut has_unknown) = (false, false);
        for field in self.fields {
            match field.kind {
                Kind::Known(Column::CustomField(_)) => {
                    if !has_custom_fields && self.custom_fields().next().is_some() {
                        map.serialize_entry("custom_fields", &CustomFields(self))?;
                    }
                    has_custom_fields = true;
                }
                Kind::Unknown => {
                    if !has_unknown && self.unknown().next().is_some() {
                        map.serialize_entry("extra", &Unknown(self))?;
                    }
                    has_unknown = true;
                }
                kind => {
                    if let Some(value) = self.row.value(field) {
                        map.serialize_entry(key(kind), &value)?;
                    }
                }
            }
        }
        self.serialize_damage(&mut map)?;
        map.end()
    }
}

impl Selected<'_> {
    fn custom_fields(&self) -> impl Iterator<Item = Value<'_>> {
        let is_chosen =
            |number| self.fields.iter().find(|field| field.kind == Kind::Known(Column::CustomField(number)));
        let numbers = (0..=u8::MAX).take(self.row.custom_fields());
        let last = numbers.clone().rfind(|number| is_chosen(*number).is_some());
        let numbers = numbers.take_while(move |number| last.is_some_and(|last| *number <= last));
        numbers.map(move |number| is_chosen(number).and_then(|field| self.row.value(field)).unwrap_or(Value::Withheld))
    }

    fn unknown(&self) -> impl Iterator<Item = (&str, Value<'_>)> {
        let unknown = self.fields.iter().filter(|field| field.kind == Kind::Unknown);
        unknown.filter_map(|field| Some((field.name.as_str(), self.row.value(field)?)))
    }

    fn serialize_damage<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let Row::Text(session, _) = self.row else { return Ok(()) };
        let is_chosen = |name: &str| self.fields.iter().any(|field| field.name == name);
        let damage: Vec<_> = session.damage().iter().filter(|damage| damage.columns().any(is_chosen)).collect();
        if damage.is_empty() { Ok(()) } else { map.serialize_entry("damage", &damage) }
    }
}

struct CustomFields<'s>(&'s Selected<'s>);

impl Serialize for CustomFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.custom_fields())
    }
}

struct Unknown<'s>(&'s Selected<'s>);

impl Serialize for Unknown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.unknown())
    }
}

fn key(kind: Kind) -> &'static str {
    let Kind::Known(column) = kind else { return "status_code" };
    match column {
        Column::Id => "id",
        Column::Status => "status",
        Column::EntryId => "entry_id",
        Column::Entry => "entry",
        Column::TechnicianId => "technician_id",
        Column::Technician => "technician",
        Column::StartTime => "start_time",
        Column::WaitingTime => "waiting_time",
        Column::Language => "language",
        Column::TransferredTo => "transferred_to",
        Column::TransferredComment => "transferred_comment",
        Column::IsLeadTechnician => "is_lead_technician",
        Column::HandingOff => "handing_off",
        _ => "",
    }
}

//! The columns of a response, and how a user names them.

use std::io;

use rescue_sessions::{Column, Header, OwnedSession, Status};

use crate::args::Names;
use crate::output::text::escaped;

/// The name of the column that only SOAP responses have.
const STATUS_CODE: &str = "Status Code";

/// A column of the response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Known(Column),
    /// The status as a code, which only a SOAP response has.
    StatusCode,
    Unknown,
}

impl Kind {
    /// Whether the values are integers that the service generates.
    pub(crate) fn is_integer(self) -> bool {
        matches!(self, Kind::Known(Column::Id | Column::EntryId | Column::TechnicianId | Column::WaitingTime))
    }
}

/// The columns of the response, in its order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schema {
    pub(crate) fields: Vec<Field>,
}

impl Schema {
    pub(crate) fn of_text(header: &Header<'_>) -> Schema {
        let kind = |index| header.column(index).map_or(Kind::Unknown, Kind::Known);
        let fields = header.iter().enumerate().map(|(index, name)| Field { name: name.to_owned(), kind: kind(index) });
        Schema { fields: fields.collect() }
    }

    /// The columns of the method's version, then the code of the status, which no text response has.
    pub(crate) fn of_soap(columns: &[Column]) -> Schema {
        let known = columns.iter().map(|column| Field { name: column.name().into_owned(), kind: Kind::Known(*column) });
        let code = Field { name: STATUS_CODE.to_owned(), kind: Kind::StatusCode };
        Schema { fields: known.chain([code]).collect() }
    }

    /// The columns in which a SOAP session has a value, and which the schema lacks.
    pub(crate) fn missing(&self, session: &OwnedSession) -> impl Iterator<Item = Field> {
        let later = Column::VERSION_3.iter().filter(|column| matches!(column, Column::CustomField(_))).count();
        let custom_fields = (0..=u8::MAX).take(session.custom_fields.len()).skip(later).map(Column::CustomField);
        let known = Column::VERSION_3.iter().copied().chain(custom_fields).filter(|column| session.has(*column));
        let known = known.map(|column| Field { name: column.name().into_owned(), kind: Kind::Known(column) });
        let unknown = session.unknown_columns.iter().filter(|(_, text)| text.is_some());
        let unknown = unknown.map(|(name, _)| Field { name: name.clone(), kind: Kind::Unknown });
        known.chain(unknown).filter(|field| !self.has(field))
    }

    fn has(&self, field: &Field) -> bool {
        self.fields.iter().any(|it| it.kind == field.kind && (it.kind != Kind::Unknown || it.name == field.name))
    }

    pub(crate) fn all(&self) -> Vec<usize> {
        (0..self.fields.len()).collect()
    }

    /// The columns that the user names, or `None` if he names none.
    pub(crate) fn select(&self, names: &[Names]) -> io::Result<Option<Vec<usize>>> {
        let mut selected = Vec::new();
        for name in names.iter().flat_map(|names| &names.0) {
            let index = self.find(name)?;
            if !selected.contains(&index) {
                selected.push(index);
            }
        }
        Ok(Some(selected).filter(|_| !names.is_empty()))
    }

    /// The column with a name, or the only one whose name differs in case, spaces, `-` and `_` alone.
    pub(crate) fn find(&self, name: &str) -> io::Result<usize> {
        let position = |is_equal: &dyn Fn(&Field) -> bool| self.fields.iter().position(is_equal);
        let found =
            position(&|field| field.name == name).or_else(|| position(&|field| loose(&field.name) == loose(name)));
        found.ok_or_else(|| {
            if self.fields.is_empty() {
                return io::Error::other("the response has no columns");
            }
            let names = self.fields.iter().map(|field| field.name.as_str());
            io::Error::other(format!("the response has no column `{}`{}", escaped(name), suggestion(name, names)))
        })
    }
}

/// The statuses that a user asks for, as they are in the response.
pub(crate) fn statuses(names: &[Names]) -> Vec<String> {
    let known = |name: &str| Status::KNOWN.iter().find(|status| loose(status.as_str()) == loose(name));
    let names = names.iter().flat_map(|names| &names.0);
    names.map(|name| known(name).map_or(name.as_str(), Status::as_str).to_owned()).collect()
}

/// `; did you mean Waiting Time?`, or nothing if no name is near.
pub(crate) fn suggestion<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> String {
    let similarity = |other: &str| strsim::jaro_winkler(&loose(name), &loose(other));
    let nearest = names.map(|other| (similarity(other), other)).max_by(|(a, _), (b, _)| a.total_cmp(b));
    match nearest {
        Some((similarity, nearest)) if similarity > 0.7 => format!("; did you mean `{}`?", escaped(nearest)),
        _ => String::new(),
    }
}

/// A name without case, and with spaces for `-` and `_`.
fn loose(name: &str) -> String {
    name.trim().to_lowercase().replace(['-', '_'], " ")
}

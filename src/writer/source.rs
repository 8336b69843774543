//! [`WriteSession`]: the sessions that can be written.

use alloc::string::String;
use core::fmt::Write;

use crate::column::Column;
use crate::session::borrowed::Session;
use crate::session::owned::OwnedSession;
use crate::session::value::Value;
use crate::values::status::Status;
use crate::values::value;
use crate::writer::error::WriteErrorKind;

/// More columns than a header can have. The rest counts as withheld without a search, which keeps the time linear.
const MOST_WITHHELD: usize = 256;

/// A session that a [`Writer`](crate::Writer) can write: an [`OwnedSession`], a [`Session`], or a reference to one.
///
/// A [`Session`] is written with the text of the body that it was read from, such as `013` for a waiting time. An
/// [`OwnedSession`] is written as the service writes its values.
pub trait WriteSession: Source {}

impl WriteSession for OwnedSession {}
impl WriteSession for Session<'_> {}
impl<S: WriteSession> WriteSession for &S {}

/// The values of a session. It is not exported, so no other crate can implement [`WriteSession`].
pub trait Source {
    /// Appends the value of a known column to a row. Returns whether the session has one.
    fn push(&self, column: Column, row: &mut String) -> Result<bool, WriteErrorKind>;

    /// Whether the session has a value of a known column. `true` for a custom field too, if a later one has a value.
    fn has(&self, column: Column) -> bool;

    /// The name and the value of the unknown column at an index.
    fn unknown_column(&self, index: usize) -> Option<(&str, Option<&str>)>;

    /// The name of the first column whose value is withheld.
    fn first_withheld(&self) -> Option<&str>;
}

impl<S: Source> Source for &S {
    #[inline]
    fn push(&self, column: Column, row: &mut String) -> Result<bool, WriteErrorKind> {
        (**self).push(column, row)
    }

    #[inline]
    fn has(&self, column: Column) -> bool {
        (**self).has(column)
    }

    fn unknown_column(&self, index: usize) -> Option<(&str, Option<&str>)> {
        (**self).unknown_column(index)
    }

    #[inline]
    fn first_withheld(&self) -> Option<&str> {
        (**self).first_withheld()
    }
}

impl Source for Session<'_> {
    #[inline]
    fn push(&self, column: Column, row: &mut String) -> Result<bool, WriteErrorKind> {
        let text = self.get(column).given();
        row.push_str(text.unwrap_or_default());
        Ok(text.is_some())
    }

    #[inline]
    fn has(&self, column: Column) -> bool {
        self.get(column) != Value::Absent
    }

    fn unknown_column(&self, index: usize) -> Option<(&str, Option<&str>)> {
        self.unknown_columns().nth(index)
    }

    #[inline]
    fn first_withheld(&self) -> Option<&str> {
        self.damage().iter().find(|damage| !damage.is_resolved())?.columns().next()
    }
}

impl Source for OwnedSession {
    #[inline]
    fn push(&self, column: Column, row: &mut String) -> Result<bool, WriteErrorKind> {
        Ok(match column {
            Column::Id | Column::EntryId | Column::TechnicianId | Column::WaitingTime => {
                // Writing to a `String` cannot fail.
                self.integer(column).map(|number| _ = write!(row, "{number}")).is_some()
            }
            Column::StartTime => {
                // Writing to a `String` cannot fail.
                self.start_time.map(|time| _ = time.write_service_format(row)).is_some()
            }
            Column::IsLeadTechnician | Column::HandingOff => {
                // The service never writes `no` (observed).
                self.flag(column).map(|flag| row.push_str(if flag { "yes" } else { "" })).is_some()
            }
            _ => {
                let text = self.text(column);
                self.check(column, text)?;
                row.push_str(text.unwrap_or_default());
                text.is_some()
            }
        })
    }

    #[inline]
    fn has(&self, column: Column) -> bool {
        match column {
            Column::CustomField(number) => self.custom_fields.len() > number.into(),
            column => self.is_given(column),
        }
    }

    fn unknown_column(&self, index: usize) -> Option<(&str, Option<&str>)> {
        self.unknown_columns.get(index).map(|(name, text)| (name.as_str(), text.as_deref()))
    }

    #[inline]
    fn first_withheld(&self) -> Option<&str> {
        let unresolved = self.damage.iter().filter(|damage| !damage.is_resolved);
        let mut columns = unresolved.flat_map(|damage| &damage.columns).map(String::as_str).enumerate();
        // A client may have set a value that was withheld.
        let is_withheld = |(number, name): &(usize, &str)| *number >= MOST_WITHHELD || !self.is_given_by_name(name);
        columns.find(is_withheld).map(|(_, name)| name)
    }
}

impl OwnedSession {
    fn is_given(&self, column: Column) -> bool {
        let is_time = column == Column::StartTime && self.start_time.is_some();
        is_time || self.integer(column).is_some() || self.flag(column).is_some() || self.text(column).is_some()
    }

    fn is_given_by_name(&self, name: &str) -> bool {
        match self.unknown_columns.iter().find(|(unknown, _)| unknown == name) {
            Some((_, text)) => text.is_some(),
            None => Column::from_name(name).is_some_and(|column| self.is_given(column)),
        }
    }

    /// Checks that a text is read as the same value.
    #[inline]
    fn check(&self, column: Column, text: Option<&str>) -> Result<(), WriteErrorKind> {
        match (column, &self.status) {
            (Column::Language, _) if !text.is_none_or(|text| value::is_language(text.as_bytes())) => {
                Err(WriteErrorKind::InvalidLanguage)
            }
            (Column::Status, Some(Status::Other(text))) if !matches!(Status::from_text(text), Status::Other(_)) => {
                Err(WriteErrorKind::KnownStatus)
            }
            _ => Ok(()),
        }
    }
}

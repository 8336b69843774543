//! The elements of a session, and the columns that have their values (observed for version 3).

use crate::column::Column;

/// What an element of a session holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// `bStatus`, which has no column.
    StatusCode,
    Column(Column),
}

/// A known element of a session.
#[derive(Debug, PartialEq)]
pub(crate) struct Element {
    pub(crate) name: &'static str,
    pub(crate) field: Field,
}

/// Generates the list of the elements, and the lookup by name, from one table.
macro_rules! elements {
    ($($name:literal: $field:expr;)*) => {
        /// The elements in the order in which the service sends them, without the custom fields after the sixth.
        pub(crate) static ELEMENTS: &[Element] = &[$(Element { name: $name, field: $field }),*];

        /// The field with this name, and the name. A custom field after the sixth has no static name.
        #[inline]
        pub(crate) fn field(name: &str) -> Option<(Field, Option<&'static str>)> {
            match name {
                $($name => Some(($field, Some($name))),)*
                other => later_custom_field(other).map(|column| (Field::Column(column), None)),
            }
        }
    };
}

elements! {
    "iID": Field::Column(Column::Id);
    "bStatus": Field::StatusCode;
    "sStatus": Field::Column(Column::Status);
    "iEntry": Field::Column(Column::EntryId);
    "sEntry": Field::Column(Column::Entry);
    "iTechnician": Field::Column(Column::TechnicianId);
    "sTechnician": Field::Column(Column::Technician);
    "sStartTime": Field::Column(Column::StartTime);
    "iWaitingTimeInSec": Field::Column(Column::WaitingTime);
    "sCustomField0": Field::Column(Column::CustomField(0));
    "sCustomField1": Field::Column(Column::CustomField(1));
    "sCustomField2": Field::Column(Column::CustomField(2));
    "sCustomField3": Field::Column(Column::CustomField(3));
    "sCustomField4": Field::Column(Column::CustomField(4));
    "sCustomField5": Field::Column(Column::CustomField(5));
    "sLanguage": Field::Column(Column::Language);
    "sTransferredTo": Field::Column(Column::TransferredTo);
    "sTransferredComment": Field::Column(Column::TransferredComment);
    "bIsLead": Field::Column(Column::IsLeadTechnician);
    "bHandingOff": Field::Column(Column::HandingOff);
}

/// Custom fields from the seventh on, as a later version may name them (inferred).
fn later_custom_field(name: &str) -> Option<Column> {
    let number = name.strip_prefix("sCustomField")?;
    let is_canonical = number.starts_with(|first: char| matches!(first, '1'..='9'));
    if is_canonical { number.parse().ok().map(Column::CustomField) } else { None }
}

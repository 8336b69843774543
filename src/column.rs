//! The columns that the manual and version 3 name.

use alloc::borrow::Cow;
use alloc::string::ToString;
use core::fmt;
use core::str::FromStr;

/// A column of the session list that this crate knows.
///
/// Columns are looked up by their name in the header, in any order (the manual documents the names, not that their
/// order stays). Versions 1 and 2 have sixteen (documented; fourteen in early version 1, inferred), version 3 adds
/// Custom Field 3 to 5 (observed).
///
/// ```
/// use rescue_sessions::Column;
///
/// assert_eq!(Column::from_name("Waiting Time"), Some(Column::WaitingTime));
/// assert_eq!(Column::from_name("Custom Field 12"), Some(Column::CustomField(12)));
/// assert_eq!(Column::from_name("waiting time"), None);
/// assert_eq!(Column::CustomField(3).to_string(), "Custom Field 3");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Column {
    /// `ID`: the session's number. Not unique: a shared session has a row for each technician (observed).
    Id,
    /// `Status`: a word of the service, in the account's language (observed).
    Status,
    /// `Entry ID`: the channel's number, `0` where there is none (observed).
    EntryId,
    /// `Entry`: the channel's name.
    Entry,
    /// `Technician ID`: `0` while nobody has picked the session up (observed).
    TechnicianId,
    /// `Technician`: the technician's name.
    Technician,
    /// `Start Time`: `M/D/YYYY h:mm AM` or `PM`, in a time zone that is not documented.
    StartTime,
    /// `Waiting Time`: seconds since the last change of the status.
    WaitingTime,
    /// `Custom Field n`, n counted from 0: text that customers and technicians type.
    CustomField(u8),
    /// `Language`: two letters (documented), a longer tag (inferred), or empty (observed).
    Language,
    /// `Transferred To`: the technician a session was transferred to.
    TransferredTo,
    /// `Transferred Comment`: the comment to that technician.
    TransferredComment,
    /// `Is Lead Technician`: `yes` in the account's language, or empty (observed).
    IsLeadTechnician,
    /// `HandingOff`: empty in every row seen; read like Is Lead Technician (inferred).
    HandingOff,
}

/// From one table, the name of each column and the column of each name; the custom fields have numbers.
macro_rules! names {
    ($($column:ident: $name:literal;)*) => {
        impl Column {
            /// The column of this name, or `None` where the name is not known. The name must match to the letter.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Column> {
                match name {
                    $($name => Some(Column::$column),)*
                    other => other.strip_prefix("Custom Field ").and_then(canonical_number).map(Column::CustomField),
                }
            }

            /// The name in the header.
            #[must_use]
            pub fn name(&self) -> Cow<'static, str> {
                match self {
                    $(Column::$column => Cow::Borrowed($name),)*
                    Column::CustomField(number) => Cow::Owned(["Custom Field ", &number.to_string()].concat()),
                }
            }
        }
    };
}

names! {
    Id: "ID";
    Status: "Status";
    EntryId: "Entry ID";
    Entry: "Entry";
    TechnicianId: "Technician ID";
    Technician: "Technician";
    StartTime: "Start Time";
    WaitingTime: "Waiting Time";
    Language: "Language";
    TransferredTo: "Transferred To";
    TransferredComment: "Transferred Comment";
    IsLeadTechnician: "Is Lead Technician";
    HandingOff: "HandingOff";
}

impl Column {
    /// The sixteen columns that the manual documents, in its order.
    pub(crate) const DOCUMENTED: [Column; 16] = [
        Column::Id,
        Column::Status,
        Column::EntryId,
        Column::Entry,
        Column::TechnicianId,
        Column::Technician,
        Column::StartTime,
        Column::WaitingTime,
        Column::CustomField(0),
        Column::CustomField(1),
        Column::CustomField(2),
        Column::Language,
        Column::TransferredTo,
        Column::TransferredComment,
        Column::IsLeadTechnician,
        Column::HandingOff,
    ];
}

/// A number as the service writes it: no sign, no leading zero.
fn canonical_number(text: &str) -> Option<u8> {
    let canonical = text == "0" || text.starts_with(|first: char| matches!(first, '1'..='9'));
    if canonical { text.parse().ok() } else { None }
}

impl FromStr for Column {
    type Err = UnknownColumn;

    /// The column with this name, as [`Column::from_name`].
    ///
    /// # Errors
    ///
    /// - `Shoe Size`: no documented column has this name
    /// - `status`: the case differs
    fn from_str(name: &str) -> Result<Column, UnknownColumn> {
        Column::from_name(name).ok_or(UnknownColumn(()))
    }
}

/// The text is not the name of a known [`Column`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownColumn(());

impl fmt::Display for UnknownColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the name of a known column")
    }
}

impl core::error::Error for UnknownColumn {}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_to_its_column_and_back() {
        for number in 0..=u8::MAX {
            let column = Column::CustomField(number);
            assert_eq!(Column::from_name(&column.name()), Some(column));
        }
        for column in Column::DOCUMENTED {
            assert_eq!(Column::from_name(&column.name()), Some(column));
        }
    }

    #[test]
    fn numbers_that_are_not_canonical_name_no_column() {
        for name in ["Custom Field ", "Custom Field 01", "Custom Field +1", "Custom Field 256", "Custom Field 1 "] {
            assert_eq!(Column::from_name(name), None, "{name}");
        }
    }
}

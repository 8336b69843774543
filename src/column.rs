//! The known columns: those of the manual, and those of version 3.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use core::fmt;
use core::str::FromStr;

/// A column of the session list that this crate knows.
///
/// The header names the columns, and their order does not matter: the manual documents the names, but not that the
/// order stays the same. [`Column::VERSION_2`] and [`Column::VERSION_3`] list the columns of the versions.
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
    /// `ID`: the number of the session. It is not unique: a shared session has a row for each technician (observed).
    Id,
    /// `Status`: a word that the service generates, in the language of the account (observed).
    Status,
    /// `Entry ID`: the number of the channel, or `0` if there is none (observed).
    EntryId,
    /// `Entry`: the name of the channel.
    Entry,
    /// `Technician ID`: the number of the technician, or `0` until a technician picks up the session (observed).
    TechnicianId,
    /// `Technician`: the name of the technician.
    Technician,
    /// `Start Time`: `M/D/YYYY h:mm AM` or `PM` (documented). The time zone is not documented.
    StartTime,
    /// `Waiting Time`: the time since the last change of the status (documented), in seconds (observed).
    WaitingTime,
    /// `Custom Field n`, n 0-based: text that customers and technicians type.
    CustomField(u8),
    /// `Language`: a code of two letters (documented), a longer tag (inferred), or empty (observed).
    Language,
    /// `Transferred To`: the technician that the session was transferred to.
    TransferredTo,
    /// `Transferred Comment`: the comment to that technician.
    TransferredComment,
    /// `Is Lead Technician`: `yes` in the language of the account, or empty (observed).
    IsLeadTechnician,
    /// `HandingOff`: empty in all rows so far (observed). Its values are read like Is Lead Technician (inferred).
    HandingOff,
}

/// Generates both conversions, from name to column and from column to name, from one table.
macro_rules! names {
    ($($column:ident: $name:literal;)*) => {
        impl Column {
            /// The column with a name, or `None` if the name is unknown. The name must match exactly.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Column> {
                match name {
                    $($name => Some(Column::$column),)*
                    other => other.strip_prefix("Custom Field ").and_then(canonical_number).map(Column::CustomField),
                }
            }

            /// The name of the column in a header.
            #[must_use]
            pub fn name(&self) -> Cow<'static, str> {
                match self {
                    $(Column::$column => Cow::Borrowed($name),)*
                    Column::CustomField(number) => {
                        let mut name = String::from("Custom Field ");
                        name.push_str(&number.to_string());
                        Cow::Owned(name)
                    }
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
    /// The 16 columns of version 2 (documented), in the order of the manual.
    ///
    /// The manual shows the same columns for version 1. But version 2 introduced the last two (documented), so an early
    /// version 1 has 14 (inferred).
    ///
    /// ```
    /// use rescue_sessions::Column;
    ///
    /// assert_eq!(Column::VERSION_2.len(), 16);
    /// assert_eq!(Column::VERSION_2[8], Column::CustomField(0));
    /// ```
    pub const VERSION_2: &'static [Column] = &[
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

    /// The 19 columns of version 3 (documented), in the order of the manual: those of version 2, and Custom Field 3 to 5.
    ///
    /// ```
    /// use rescue_sessions::Column;
    ///
    /// let header: String = Column::VERSION_3.iter().map(|column| column.name() + "|").collect();
    /// assert!(header.contains("|Custom Field 2|Custom Field 3|"));
    /// ```
    pub const VERSION_3: &'static [Column] = &[
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
        Column::CustomField(3),
        Column::CustomField(4),
        Column::CustomField(5),
        Column::Language,
        Column::TransferredTo,
        Column::TransferredComment,
        Column::IsLeadTechnician,
        Column::HandingOff,
    ];
}

/// The number of a custom field as the service writes it: no sign, no leading zero.
fn canonical_number(text: &str) -> Option<u8> {
    let is_canonical = text == "0" || text.starts_with(|first: char| matches!(first, '1'..='9'));
    if is_canonical { text.parse().ok() } else { None }
}

impl FromStr for Column {
    type Err = UnknownColumn;

    /// The column with this name, as [`Column::from_name`].
    ///
    /// # Errors
    ///
    /// - `Shoe Size`: no known column has this name
    /// - `status`: the case differs
    fn from_str(name: &str) -> Result<Column, UnknownColumn> {
        Column::from_name(name).ok_or(UnknownColumn(()))
    }
}

/// The error for a text that is not the name of a known [`Column`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownColumn(());

impl fmt::Display for UnknownColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the name of a known column")
    }
}

impl core::error::Error for UnknownColumn {}

/// The name of the column, for lists of names such as those of [`Writer::columns`](crate::Writer::columns).
impl From<Column> for String {
    fn from(column: Column) -> String {
        column.name().into_owned()
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_columns_convert_to_each_other() {
        for number in 0..=u8::MAX {
            let column = Column::CustomField(number);
            assert_eq!(Column::from_name(&column.name()), Some(column));
        }
        for column in Column::VERSION_3 {
            assert_eq!(Column::from_name(&column.name()), Some(*column));
        }
    }

    #[test]
    fn names_with_noncanonical_numbers_are_unknown() {
        for name in ["Custom Field ", "Custom Field 01", "Custom Field +1", "Custom Field 256", "Custom Field 1 "] {
            assert_eq!(Column::from_name(name), None, "{name}");
        }
    }
}

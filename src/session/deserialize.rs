//! `serde::Deserialize` for owned sessions and their values, from what `Serialize` gives.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::session::owned::{OwnedDamage, OwnedSession};
use crate::values::start_time::StartTime;
use crate::values::status::Status;
use crate::values::status_code::StatusCode;

/// Sets each field from the entry with its key. The second identifier of a field is the function that reads its value.
macro_rules! visitor {
    ($visitor:ident, $value:ty, $expecting:literal, required $required:expr, {
        $($key:literal => $field:ident: $read:ident,)*
    }) => {
        struct $visitor;

        impl<'de> Visitor<'de> for $visitor {
            type Value = $value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($expecting)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$value, A::Error> {
                const KEYS: &[&str] = &[$($key),*];
                let mut value = <$value>::default();
                let mut seen: Vec<&'static str> = Vec::new();
                while let Some(Key(key)) = map.next_key::<Key>()? {
                    let known = KEYS.iter().find(|known| **known == key);
                    // The key is not shown: it can be text from the body.
                    let known = known.ok_or_else(|| A::Error::custom(concat!("unknown key in ", $expecting)))?;
                    if seen.contains(known) {
                        return Err(A::Error::duplicate_field(known));
                    }
                    seen.push(known);
                    match *known {
                        $($key => value.$field = $read(&mut map)?,)*
                        _ => {}
                    }
                }
                match $required.into_iter().find(|required: &&str| !seen.contains(required)) {
                    Some(missing) => Err(A::Error::missing_field(missing)),
                    None => Ok(value),
                }
            }
        }
    };
}

visitor!(SessionVisitor, OwnedSession, "a session", required ["id"], {
    "id" => id: value,
    "status" => status: value,
    "status_code" => status_code: value,
    "entry_id" => entry_id: value,
    "entry" => entry: value,
    "technician_id" => technician_id: value,
    "technician" => technician: value,
    "start_time" => start_time: value,
    "waiting_time" => waiting_time: value,
    "custom_fields" => custom_fields: value,
    "language" => language: value,
    "transferred_to" => transferred_to: value,
    "transferred_comment" => transferred_comment: value,
    "is_lead_technician" => is_lead_technician: value,
    "handing_off" => is_handing_off: value,
    "extra" => unknown_columns: columns,
    "damage" => damage: value,
});

visitor!(DamageVisitor, OwnedDamage, "the damage of a session", required ["columns", "raw", "resolved", "record", "line"], {
    "columns" => columns: value,
    "raw" => raw: value,
    "resolved" => is_resolved: value,
    "record" => record: value,
    "line" => line: value,
});

fn value<'de, A: MapAccess<'de>, T: Deserialize<'de>>(map: &mut A) -> Result<T, A::Error> {
    map.next_value()
}

fn columns<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Vec<(String, Option<String>)>, A::Error> {
    map.next_value().map(|UnknownColumns(columns)| columns)
}

struct Key(String);

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Key)
    }
}

/// From the map that a [`Session`](crate::Session) or an [`OwnedSession`] serializes to.
///
/// `null` is `None`. Only `id` is required. An unknown key, a key that occurs twice, and a value of another type are
/// errors. The messages of a format can show the value: serde_json's do.
impl<'de> Deserialize<'de> for OwnedSession {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(SessionVisitor)
    }
}

/// From the map that a [`Damage`](crate::Damage) or an [`OwnedDamage`] serializes to.
impl<'de> Deserialize<'de> for OwnedDamage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(DamageVisitor)
    }
}

/// The entries of a map, in order.
struct UnknownColumns(Vec<(String, Option<String>)>);

impl<'de> Deserialize<'de> for UnknownColumns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Columns;

        impl<'de> Visitor<'de> for Columns {
            type Value = UnknownColumns;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map of column names and texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<UnknownColumns, A::Error> {
                let mut columns: Vec<(String, Option<String>)> = Vec::new();
                while let Some(column) = map.next_entry()? {
                    columns.push(column);
                }
                let mut names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
                names.sort_unstable();
                let are_distinct = names.iter().zip(names.iter().skip(1)).all(|(name, next)| name != next);
                if are_distinct {
                    Ok(UnknownColumns(columns))
                } else {
                    Err(A::Error::custom("two columns have the same name"))
                }
            }
        }

        deserializer.deserialize_map(Columns)
    }
}

/// From a string in ISO 8601 format, such as `2012-02-16T09:00:00`, or in the service's format.
impl<'de> Deserialize<'de> for StartTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Time;

        impl Visitor<'_> for Time {
            type Value = StartTime;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date and time such as 2012-02-16T09:00:00")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<StartTime, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Time)
    }
}

/// From a string. The text of [`Status::Other`] is copied, so that a `Status<'static>` can be deserialized too.
impl<'de> Deserialize<'de> for Status<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Status<'static>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the text of a status")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Status<'static>, E> {
                Ok(Status::from_text(text).into_owned())
            }
        }

        deserializer.deserialize_str(Text)
    }
}

/// From a string: the name of the code.
impl<'de> Deserialize<'de> for StatusCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl Visitor<'_> for Name {
            type Value = StatusCode;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a status code")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<StatusCode, E> {
                Ok(StatusCode::from_name(name))
            }
        }

        deserializer.deserialize_str(Name)
    }
}

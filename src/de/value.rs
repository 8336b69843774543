//! `Deserialize` for [`Value`], which takes withheld values.

use core::fmt;
use core::marker::PhantomData;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use crate::session::value::Value;

/// The name by which the deserializer of a field recognizes a [`Value`].
pub(crate) const VALUE: &str = "$rescue_sessions::Value";

/// In a struct that is deserialized from rows, `Value<T>` takes a withheld value as the text of the damage, so `W` is
/// `String` or `&str`. With `#[serde(default)]`, a column that the header lacks is [`Value::Absent`].
///
/// From other formats, it is [`Value::Given`].
impl<'de, T: Deserialize<'de>, W: Deserialize<'de>> Deserialize<'de> for Value<T, W> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(VALUE, ValueVisitor(PhantomData))
    }
}

struct ValueVisitor<T, W>(PhantomData<(T, W)>);

impl<'de, T: Deserialize<'de>, W: Deserialize<'de>> Visitor<'de> for ValueVisitor<T, W> {
    type Value = Value<T, W>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::deserialize(deserializer).map(Value::Given)
    }

    /// The text of the damage.
    fn visit_borrowed_str<E: Error>(self, raw: &'de str) -> Result<Self::Value, E> {
        W::deserialize(BorrowedStrDeserializer::new(raw)).map(Value::Withheld)
    }
}

//! `Deserialize` for [`Value`], which takes withheld values.

use core::fmt;
use core::marker::PhantomData;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use crate::session::value::Value;

/// The name by which the deserializer of a field recognizes a [`Value`].
pub(crate) const VALUE: &str = "$rescue_sessions::Value";

/// In a struct that is deserialized from rows, `Value<T>` takes a withheld value as the text of the damage, so `W` is
/// `String` or `&str`. With `#[serde(default)]`, a column that the header lacks is [`Value::Absent`].
///
/// From other formats, it is [`Value::Given`]. In a flattened struct it cannot take a withheld value: that is an error there.
impl<'de, T: Deserialize<'de>, W: Deserialize<'de>> Deserialize<'de> for Value<T, W> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(VALUE, ValueVisitor(PhantomData))
    }
}

/// The values that a format gives if it does not know newtypes.
macro_rules! given {
    ($($visit:ident: $type:ty,)*) => {
        $(
            fn $visit<E: Error>(self, value: $type) -> Result<Self::Value, E> {
                T::deserialize(value.into_deserializer()).map(Value::Given)
            }
        )*
    };
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

    /// The text of the damage, from the deserializer of a field.
    fn visit_some<D: Deserializer<'de>>(self, raw: D) -> Result<Self::Value, D::Error> {
        W::deserialize(raw).map(Value::Withheld)
    }

    given! {
        visit_bool: bool,
        visit_i64: i64,
        visit_u64: u64,
        visit_f64: f64,
        visit_char: char,
        visit_str: &str,
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        T::deserialize(BorrowedStrDeserializer::new(text)).map(Value::Given)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        T::deserialize(SeqAccessDeserializer::new(seq)).map(Value::Given)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Value::Given)
    }
}

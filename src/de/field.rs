//! Deserializes one field of a row.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{Deserializer, Error, Expected, Unexpected, Visitor};
use serde::forward_to_deserialize_any;

use crate::causes::deserialize::DeserializeErrorKind;
use crate::column::Column;
use crate::de::error::RowError;
use crate::de::value::VALUE;
use crate::session::borrowed::Session;
use crate::values::field_type::FieldType;
use crate::values::start_time::StartTime;
use crate::values::value::{self, IntegerError};

/// A field: its text, and its typed value if its column is known.
#[derive(Clone, Copy)]
pub(crate) struct Field<'r, 'a> {
    pub(crate) session: &'r Session<'a>,
    pub(crate) column: Option<Column>,
    /// `None` if the value is withheld.
    pub(crate) text: Option<&'a str>,
    /// The text of the damage of a withheld value.
    pub(crate) raw: Option<&'a str>,
    /// Whether a withheld value can be `None`.
    pub(crate) withheld_as_none: bool,
}

impl<'a> Field<'_, 'a> {
    #[inline]
    fn text(&self) -> Result<&'a str, RowError> {
        self.text.ok_or_else(|| RowError::new(DeserializeErrorKind::Withheld))
    }

    fn is_none(&self) -> bool {
        match self.text {
            Some(text) => text.is_empty(),
            None => self.withheld_as_none,
        }
    }

    /// The integer of a column of integers.
    fn known_integer(&self) -> Option<i64> {
        match self.column? {
            Column::Id => Some(self.session.id()),
            Column::EntryId => self.session.entry_id(),
            Column::TechnicianId => self.session.technician_id(),
            Column::WaitingTime => self.session.waiting_time(),
            _ => None,
        }
    }

    /// The value of a flag.
    fn known_flag(&self) -> Option<bool> {
        match self.column? {
            Column::IsLeadTechnician => self.session.is_lead_technician(),
            Column::HandingOff => self.session.is_handing_off(),
            _ => None,
        }
    }

    #[inline]
    fn visit_integer<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        if let Some(integer) = self.known_integer() {
            return visitor.visit_i64(integer);
        }
        let text = self.text()?;
        match value::integer(text.as_bytes()) {
            Ok(integer) => visitor.visit_i64(integer),
            Err(IntegerError::OutOfRange) => visit_large(text, visitor),
            Err(IntegerError::Malformed) => Err(mismatch(text, &visitor)),
        }
    }

    /// The text, if it is a decimal number. `NaN` and `inf` can be names.
    fn decimal(&self, expected: &dyn Expected) -> Result<&'a str, RowError> {
        let text = self.text()?;
        let is_decimal = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
        if text.bytes().all(is_decimal) { Ok(text) } else { Err(mismatch(text, expected)) }
    }

    /// The text of a start time in ISO 8601, as in JSON.
    #[inline]
    fn iso_time(&self) -> Option<[u8; 19]> {
        let time = self.column.filter(|column| *column == Column::StartTime).and(self.session.start_time());
        time.map(StartTime::to_iso)
    }

    #[inline]
    fn visit_text<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        match self.iso_time() {
            Some(time) => visitor.visit_str(core::str::from_utf8(&time).unwrap_or_default()),
            None => visitor.visit_borrowed_str(self.text()?),
        }
    }
}

/// Calls the visitor with an integer that does not fit in 64 bits with a sign.
#[cold]
fn visit_large<'a, V: Visitor<'a>>(text: &str, visitor: V) -> Result<V::Value, RowError> {
    if let Ok(integer) = text.parse() {
        return visitor.visit_u64(integer);
    }
    if let Ok(integer) = text.parse() {
        return visitor.visit_i128(integer);
    }
    match text.parse() {
        Ok(integer) => visitor.visit_u128(integer),
        Err(_) => Err(RowError::invalid_value(Unexpected::Signed(0), &visitor)),
    }
}

#[cold]
fn mismatch(text: &str, expected: &dyn Expected) -> RowError {
    let found = if text.is_empty() { Unexpected::Unit } else { Unexpected::Str(text) };
    RowError::invalid_type(found, expected)
}

macro_rules! deserialize_integer {
    ($($method:ident)*) => {
        $(
            #[inline]
            fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
                self.visit_integer(visitor)
            }
        )*
    };
}

macro_rules! deserialize_text {
    ($($method:ident)*) => {
        $(
            #[inline]
            fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
                self.visit_text(visitor)
            }
        )*
    };
}

impl<'a> Deserializer<'a> for Field<'_, 'a> {
    type Error = RowError;

    /// The type of the column decides: integers, flags and texts. The type is never guessed from the text.
    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        if self.text.is_none() && self.withheld_as_none {
            return visitor.visit_none();
        }
        match FieldType::of(self.column) {
            FieldType::Integer => self.visit_integer(visitor),
            FieldType::Flag => self.deserialize_bool(visitor),
            FieldType::Text | FieldType::Words | FieldType::Time | FieldType::Language => self.visit_text(visitor),
        }
    }

    deserialize_integer!(deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128);
    deserialize_integer!(deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128);
    deserialize_text!(deserialize_str deserialize_string deserialize_identifier);

    fn deserialize_f32<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        let text = self.decimal(&visitor)?;
        match text.parse::<f32>().ok().filter(|number| number.is_finite()) {
            Some(number) => visitor.visit_f32(number),
            None => Err(mismatch(text, &visitor)),
        }
    }

    fn deserialize_f64<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        let text = self.decimal(&visitor)?;
        match text.parse::<f64>().ok().filter(|number| number.is_finite()) {
            Some(number) => visitor.visit_f64(number),
            None => Err(mismatch(text, &visitor)),
        }
    }

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        if let Some(flag) = self.known_flag() {
            return visitor.visit_bool(flag);
        }
        let text = self.text()?;
        // A column of texts: only words that are a flag for certain.
        let is = |words: [&str; 2]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        match (is(["yes", "true"]), is(["no", "false"])) {
            (true, _) => visitor.visit_bool(true),
            (_, true) => visitor.visit_bool(false),
            _ => Err(mismatch(text, &visitor)),
        }
    }

    fn deserialize_char<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        let text = self.text()?;
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(char), None) => visitor.visit_char(char),
            _ => Err(mismatch(text, &visitor)),
        }
    }

    fn deserialize_bytes<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        match self.iso_time() {
            Some(time) => visitor.visit_bytes(&time),
            None => visitor.visit_borrowed_bytes(self.text()?.as_bytes()),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        self.deserialize_bytes(visitor)
    }

    #[inline]
    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        if self.is_none() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(self, name: &'static str, visitor: V) -> Result<V::Value, RowError> {
        match (self.text, self.raw) {
            (None, Some(raw)) if name == VALUE => visitor.visit_some(BorrowedStrDeserializer::new(raw)),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, RowError> {
        visitor.visit_enum(BorrowedStrDeserializer::new(self.text()?))
    }

    fn deserialize_unit<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'a>>(self, _: &'static str, visitor: V) -> Result<V::Value, RowError> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { <W: Visitor<'a>> seq tuple tuple_struct map struct }
}

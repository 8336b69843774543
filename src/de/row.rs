//! Deserializes a row: a struct or a map by the names of its columns, or a tuple by their order.

use alloc::string::ToString;
use alloc::vec::Vec;
use core::ops::Range;
use core::ptr;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use crate::causes::deserialize::DeserializeErrorKind;
use crate::de::error::RowError;
use crate::de::field::Field;
use crate::session::borrowed::Session;
use crate::session::damage::Damage;
use crate::table::header::Label;

/// A session and its columns.
#[derive(Clone, Copy)]
pub(crate) struct Row<'r, 'a> {
    pub(crate) labels: &'r [Label<'a>],
    pub(crate) session: &'r Session<'a>,
    /// The ranges of all fields, if the session does not have them: `None` for a withheld value.
    pub(crate) ranges: Option<&'r [Option<Range<usize>>]>,
    pub(crate) withheld_as_none: bool,
}

impl<'r, 'a> Row<'r, 'a> {
    /// The byte range of a field in the row, or `None` if its value is withheld.
    #[inline]
    pub(crate) fn range(&self, index: usize) -> Option<Range<usize>> {
        match self.ranges {
            Some(ranges) => ranges.get(index)?.clone(),
            None => self.session.field_range(index),
        }
    }

    #[inline]
    fn field(&self, index: usize) -> Field<'r, 'a> {
        let text = self.range(index).and_then(|range| self.session.as_str().get(range));
        let raw = if text.is_some() { None } else { self.damage(index).map(|damage| damage.raw()) };
        let column = self.labels.get(index).and_then(|label| label.column);
        Field { session: self.session, column, text, raw, withheld_as_none: self.withheld_as_none }
    }

    /// The damage that withholds the value of a column.
    #[cold]
    pub(crate) fn damage(&self, index: usize) -> Option<&'r Damage<'a>> {
        let name = self.labels.get(index)?.text;
        let mut unresolved = self.session.damage().iter().filter(|damage| !damage.is_resolved());
        unresolved.find(|damage| damage.columns().any(|column| column == name))
    }
}

/// What a type asked for, and the columns that a struct has fields for.
///
/// The first row is given all columns, by name, so that a type can reject those that it has no field for. If each field has
/// a column of its own, the next rows are given their values in the order of the fields, which saves looking up names. A
/// type whose `Deserialize` is written by hand may accept names only, so a row that fails is tried by name too.
#[derive(Clone, Default)]
pub(crate) struct WantedColumns {
    asked: Asked,
    fields: &'static [&'static str],
    /// The columns in the order of the fields.
    order: Option<Vec<usize>>,
}

/// What a type asked for last.
#[derive(Clone, Copy, Default)]
enum Asked {
    #[default]
    Other,
    Struct(&'static [&'static str]),
    Tuple,
}

impl WantedColumns {
    /// The columns in the order of the fields, if they were found for the same struct.
    fn of(&self, fields: &'static [&'static str]) -> Option<&[usize]> {
        self.order.as_deref().filter(|_| ptr::eq(self.fields, fields))
    }

    /// Gives the next rows by name. `false`: it was so already.
    pub(crate) fn give_by_name(&mut self) -> bool {
        self.order.take().is_some()
    }

    /// Finds the columns, after a row was deserialized.
    fn find(&mut self, fields: &'static [&'static str], labels: &[Label<'_>]) {
        let is_new = !ptr::eq(self.fields, fields);
        if is_new {
            self.fields = fields;
            self.order = in_field_order(fields, labels);
        }
    }

    /// Whether an error says that the header does not fit the type, so that no row does.
    pub(crate) fn is_of_header(&self, error: &RowError, labels: &[Label<'_>]) -> bool {
        let has_label = |name: &str| labels.iter().any(|label| label.text == name);
        match (&error.kind, error.index, self.asked) {
            (DeserializeErrorKind::MissingColumn(name), None, Asked::Struct(fields)) => {
                fields.contains(name) && !has_label(name)
            }
            (DeserializeErrorKind::UnexpectedColumn, Some(index), Asked::Struct(fields)) => {
                labels.get(index).is_some_and(|label| !fields.contains(&label.text))
            }
            (DeserializeErrorKind::Length { .. }, None, Asked::Tuple) => true,
            _ => false,
        }
    }
}

/// The columns of the fields, or `None` if a field has none, or one has the column of another (an alias can be its name).
fn in_field_order(fields: &[&str], labels: &[Label<'_>]) -> Option<Vec<usize>> {
    let index_of = |field: &&str| labels.iter().position(|label| label.text == *field);
    let columns: Vec<usize> = fields.iter().map(index_of).collect::<Option<_>>()?;
    let is_distinct = |(number, column): (usize, &usize)| !columns.iter().take(number).any(|other| other == column);
    columns.iter().enumerate().all(is_distinct).then_some(columns)
}

/// Deserializes a row.
pub(crate) struct RowDeserializer<'r, 'a, 'w> {
    pub(crate) row: Row<'r, 'a>,
    pub(crate) wanted: &'w mut WantedColumns,
}

impl<'a> RowDeserializer<'_, 'a, '_> {
    fn tuple<V: Visitor<'a>>(self, len: usize, visitor: V) -> Result<V::Value, RowError> {
        self.wanted.asked = Asked::Tuple;
        let found = self.row.labels.len();
        if found > len {
            let expected = len.to_string().into();
            return Err(RowError::new(DeserializeErrorKind::Length { found, expected }));
        }
        self.deserialize_seq(visitor)
    }
}

impl<'a> Deserializer<'a> for RowDeserializer<'_, 'a, '_> {
    type Error = RowError;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        visitor.visit_map(Columns::new(self.row, 0..self.row.labels.len()))
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, RowError> {
        let RowDeserializer { row, wanted } = self;
        wanted.asked = Asked::Struct(fields);
        if let Some(columns) = wanted.of(fields) {
            return visitor.visit_seq(Columns::new(row, columns.iter().copied()));
        }
        let value = visitor.visit_map(Columns::new(row, 0..row.labels.len()))?;
        wanted.find(fields, row.labels);
        Ok(value)
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        visitor.visit_seq(Columns::new(self.row, 0..self.row.labels.len()))
    }

    fn deserialize_tuple<V: Visitor<'a>>(self, len: usize, visitor: V) -> Result<V::Value, RowError> {
        self.tuple(len, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, RowError> {
        self.tuple(len, visitor)
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, RowError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(self, _: &'static str, visitor: V) -> Result<V::Value, RowError> {
        visitor.visit_newtype_struct(self)
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

    forward_to_deserialize_any! {
        <W: Visitor<'a>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf map enum identifier
    }
}

/// Columns of a row: names and values, or values alone.
struct Columns<'r, 'a, I> {
    row: Row<'r, 'a>,
    indices: I,
    current: usize,
}

impl<'r, 'a, I> Columns<'r, 'a, I> {
    fn new(row: Row<'r, 'a>, indices: I) -> Self {
        Columns { row, indices, current: 0 }
    }
}

impl<'a, I: Iterator<Item = usize>> MapAccess<'a> for Columns<'_, 'a, I> {
    type Error = RowError;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, RowError> {
        let Some(index) = self.indices.next() else { return Ok(None) };
        self.current = index;
        let name = self.row.labels.get(index).map_or("", |label| label.text);
        seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some).map_err(|error: RowError| error.of(index))
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, RowError> {
        seed.deserialize(self.row.field(self.current)).map_err(|error| error.of(self.current))
    }
}

impl<'a, I: Iterator<Item = usize>> SeqAccess<'a> for Columns<'_, 'a, I> {
    type Error = RowError;

    #[inline]
    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, RowError> {
        let Some(index) = self.indices.next() else { return Ok(None) };
        seed.deserialize(self.row.field(index)).map(Some).map_err(|error| error.of(index))
    }
}

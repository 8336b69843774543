//! [`Values`]: a column of numbers, flags or keys.

use arrow_buffer::{NullBuffer, NullBufferBuilder};

/// Builds the values of a column whose values all have one size.
#[derive(Debug)]
pub(crate) struct Values<T> {
    values: Vec<T>,
    /// Of the rows up to the last null, so that other values cost nothing here.
    nulls: NullBufferBuilder,
}

impl<T: Copy + Default> Values<T> {
    pub(crate) fn new() -> Values<T> {
        Values { values: Vec::new(), nulls: NullBufferBuilder::new(0) }
    }

    #[inline]
    pub(crate) fn push(&mut self, value: Option<T>) {
        match value {
            Some(value) => self.values.push(value),
            None => self.push_nulls(1),
        }
    }

    /// Appends values, of which none is null.
    #[inline]
    pub(crate) fn extend(&mut self, values: impl Iterator<Item = T>) {
        self.values.extend(values);
    }

    /// Appends the values of some rows, or nulls if there are no values.
    #[inline]
    pub(crate) fn extend_or_null(&mut self, values: Option<impl Iterator<Item = T>>, rows: usize) {
        match values {
            Some(values) => self.extend(values),
            None => self.push_nulls(rows),
        }
    }

    /// Appends a value for several rows.
    pub(crate) fn extend_repeated(&mut self, value: Option<T>, rows: usize) {
        match value {
            Some(value) => self.values.extend(std::iter::repeat_n(value, rows)),
            None => self.push_nulls(rows),
        }
    }

    #[cold]
    fn push_nulls(&mut self, rows: usize) {
        self.add_non_nulls();
        self.nulls.append_n_nulls(rows);
        self.values.extend(std::iter::repeat_n(T::default(), rows));
    }

    fn add_non_nulls(&mut self) {
        self.nulls.append_n_non_nulls(self.values.len() - self.nulls.len());
    }

    /// The values and the nulls. The next batch is about as large.
    pub(crate) fn finish(&mut self) -> (Vec<T>, Option<NullBuffer>) {
        self.add_non_nulls();
        let next = Vec::with_capacity(self.values.len());
        (std::mem::replace(&mut self.values, next), self.nulls.finish())
    }
}

//! [`TextBuilder`]: a column of text.

use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::StringBuilder;
use arrow_schema::ArrowError;

/// The bytes that a column of a batch can have: Arrow's offsets are 32-bit integers.
const MAX_LEN: usize = i32::MAX as usize;

/// Builds a string array. A `StringBuilder` would panic at a text that does not fit.
#[derive(Debug)]
pub(crate) struct TextBuilder {
    texts: StringBuilder,
    max_len: usize,
    is_too_long: bool,
}

impl TextBuilder {
    pub(crate) fn new() -> TextBuilder {
        TextBuilder { texts: StringBuilder::new(), max_len: MAX_LEN, is_too_long: false }
    }

    pub(crate) fn text_len(&self) -> usize {
        self.texts.values_slice().len()
    }

    pub(crate) fn append(&mut self, text: Option<&str>) {
        match text {
            Some(text) if text.len() <= self.max_len - self.text_len() => self.texts.append_value(text),
            Some(_) => {
                self.is_too_long = true;
                self.texts.append_null();
            }
            None => self.texts.append_null(),
        }
    }

    /// Appends the texts of some rows, or nulls if there are no texts.
    pub(crate) fn extend_or_null<'t>(&mut self, texts: Option<impl Iterator<Item = &'t str>>, rows: usize) {
        match texts {
            Some(texts) => texts.for_each(|text| self.append(Some(text))),
            None => self.texts.append_nulls(rows),
        }
    }

    /// The column, or an error if a text did not fit.
    pub(crate) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        // The next batch is about as large.
        let next = StringBuilder::with_capacity(self.texts.offsets_slice().len(), self.text_len());
        let texts = std::mem::replace(&mut self.texts, next).finish();
        if std::mem::take(&mut self.is_too_long) {
            return Err(ArrowError::OffsetOverflowError(self.max_len));
        }
        Ok(Arc::new(texts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::{Array, StringArray};

    #[test]
    fn a_text_that_does_not_fit_is_an_error() {
        let mut builder = TextBuilder { max_len: 5, ..TextBuilder::new() };
        builder.append(Some("abc"));
        builder.append(Some("de"));
        assert_eq!(builder.finish().unwrap().len(), 2);

        builder.append(Some("abc"));
        builder.append(Some("def"));
        assert!(matches!(builder.finish(), Err(ArrowError::OffsetOverflowError(5))));

        builder.append(Some("abcde"));
        let texts = builder.finish().unwrap();
        assert_eq!(texts.as_any().downcast_ref(), Some(&StringArray::from(vec!["abcde"])));
    }
}

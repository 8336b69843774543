//! [`TextBuilder`]: a column of text.

use std::sync::Arc;

use arrow_array::{ArrayRef, StringArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::ArrowError;

/// Builds a string array. It keeps the text as a `String`, and notes a null only if there is one.
#[derive(Debug)]
pub(crate) struct TextBuilder {
    text: String,
    /// The end of each text in `text`, after a first 0.
    ends: Vec<i32>,
    nulls: NullBufferBuilder,
}

impl TextBuilder {
    pub(crate) fn new() -> TextBuilder {
        TextBuilder::with_capacity(0, 0)
    }

    fn with_capacity(rows: usize, bytes: usize) -> TextBuilder {
        let mut ends = Vec::with_capacity(rows.saturating_add(1));
        ends.push(0);
        TextBuilder { text: String::with_capacity(bytes), ends, nulls: NullBufferBuilder::new(0) }
    }

    pub(crate) fn text_len(&self) -> usize {
        self.text.len()
    }

    #[inline]
    pub(crate) fn append(&mut self, text: Option<&str>) {
        match text {
            Some(text) => {
                self.text.push_str(text);
                self.nulls.append_non_null();
            }
            None => self.nulls.append_null(),
        }
        // A batch ends long before it has 2³¹ bytes.
        self.ends.push(i32::try_from(self.text.len()).unwrap_or(i32::MAX));
    }

    pub(crate) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        // The next batch is about as large.
        let next = TextBuilder::with_capacity(self.ends.len(), self.text.len());
        let TextBuilder { text, ends, mut nulls } = std::mem::replace(self, next);
        let offsets = OffsetBuffer::new(ScalarBuffer::from(ends));
        Ok(Arc::new(StringArray::try_new(offsets, text.into_bytes().into(), nulls.finish())?))
    }
}

//! [`NameLists`]: a column of lists of names.

use std::iter;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, ListArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, FieldRef};

/// Builds a column of lists, nearly all of them empty.
#[derive(Debug)]
pub(crate) struct NameLists {
    item: FieldRef,
    names: StringBuilder,
    len: i32,
    /// The end of each list in `names`, after a first 0.
    ends: Vec<i32>,
}

impl NameLists {
    pub(crate) fn new(item: &FieldRef) -> NameLists {
        NameLists { item: Arc::clone(item), names: StringBuilder::new(), len: 0, ends: vec![0] }
    }

    pub(crate) fn append(&mut self, names: &[String]) {
        for name in names {
            self.names.append_value(name);
            self.len = self.len.saturating_add(1); // a batch ends long before it has 2³¹ names
        }
        self.append_empty(1);
    }

    /// Appends empty lists for several rows.
    pub(crate) fn append_empty(&mut self, rows: usize) {
        self.ends.extend(iter::repeat_n(self.len, rows));
    }

    pub(crate) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        let ends = std::mem::replace(&mut self.ends, vec![0]);
        self.len = 0;
        let names = Arc::new(self.names.finish());
        Ok(Arc::new(ListArray::try_new(Arc::clone(&self.item), OffsetBuffer::new(ends.into()), names, None)?))
    }
}

//! [`WordBuilder`]: a column of text that repeats.

use std::hash::BuildHasher;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, Int32Array, StringArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::ArrowError;
use foldhash::fast::FixedState;
use hashbrown::HashTable;

/// Builds a dictionary array. Each batch has a dictionary of its own, so that memory does not grow with the archive.
#[derive(Debug)]
pub(crate) struct WordBuilder {
    keys: Vec<i32>,
    nulls: NullBufferBuilder,
    /// The distinct words, one after the other.
    text: String,
    /// The end of each word in `text`, after a first 0.
    ends: Vec<i32>,
    /// The keys of the words, by the hash of the word.
    index: HashTable<i32>,
    hasher: FixedState,
    /// The key of the last word: successive rows often have the same one.
    last: Option<i32>,
}

impl WordBuilder {
    pub(crate) fn new() -> WordBuilder {
        WordBuilder {
            keys: Vec::new(),
            nulls: NullBufferBuilder::new(0),
            text: String::new(),
            ends: vec![0],
            index: HashTable::new(),
            hasher: FixedState::default(),
            last: None,
        }
    }

    /// The bytes of the distinct words.
    pub(crate) fn text_len(&self) -> usize {
        self.text.len()
    }

    #[inline]
    pub(crate) fn append(&mut self, word: Option<&str>) {
        let Some(word) = word else {
            self.keys.push(0);
            self.nulls.append_null();
            return;
        };
        let key = match self.last {
            Some(last) if word_at(&self.text, &self.ends, last) == word => last,
            _ => self.key(word),
        };
        self.last = Some(key);
        self.keys.push(key);
        self.nulls.append_non_null();
    }

    fn key(&mut self, word: &str) -> i32 {
        let WordBuilder { text, ends, index, hasher, .. } = self;
        let hash = hasher.hash_one(word.as_bytes());
        if let Some(key) = index.find(hash, |key| word_at(text, ends, *key) == word) {
            return *key;
        }
        // A batch ends long before it has 2³¹ words or bytes.
        let key = i32::try_from(ends.len() - 1).unwrap_or(i32::MAX);
        text.push_str(word);
        ends.push(i32::try_from(text.len()).unwrap_or(i32::MAX));
        index.insert_unique(hash, key, |key| hasher.hash_one(word_at(text, ends, *key).as_bytes()));
        key
    }

    pub(crate) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        let finished = std::mem::replace(self, WordBuilder::new());
        let WordBuilder { keys, mut nulls, text, ends, .. } = finished;
        let offsets = OffsetBuffer::new(ScalarBuffer::from(ends));
        let words = StringArray::try_new(offsets, text.into_bytes().into(), None)?;
        let keys = Int32Array::try_new(keys.into(), nulls.finish())?;
        Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(keys, Arc::new(words))?))
    }
}

#[inline]
fn word_at<'t>(text: &'t str, ends: &[i32], key: i32) -> &'t str {
    let key = key as usize;
    let range = ends.get(key).zip(ends.get(key + 1));
    range.and_then(|(start, end)| text.get(*start as usize..*end as usize)).unwrap_or_default()
}

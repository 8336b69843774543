//! [`WordBuilder`]: a column of text that repeats.

use std::hash::{BuildHasher, RandomState};
use std::iter;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, Int32Array, StringArray};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::ArrowError;
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
    /// Of random keys: names that customers choose cannot collide on purpose.
    hasher: RandomState,
    /// Short words that came lately, to find them without the index.
    recent: Box<[Recent; RECENT]>,
}

/// A power of two.
const RECENT: usize = 256;
/// The longest word whose ends tell all of it.
const MAX_SHORT: usize = 16;

/// A word of 8 to 16 bytes, or of fewer: its length, its first 8 bytes, and its last 8 bytes decide it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Short {
    len: usize,
    first: u64,
    last: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Recent {
    word: Short,
    /// `None`: no word yet.
    key: Option<i32>,
}

impl Short {
    #[inline]
    fn new(word: &str) -> Option<Short> {
        let bytes = word.as_bytes();
        let (first, last) = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            (Some(first), Some(last)) if bytes.len() <= MAX_SHORT => {
                (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
            }
            (Some(_), _) => return None,
            _ => (bytes.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0),
        };
        Some(Short { len: bytes.len(), first, last })
    }

    /// The place among the recent words.
    #[inline]
    fn slot(self) -> usize {
        let mixed = (self.first ^ self.last.rotate_left(32) ^ self.len as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 56) as usize % RECENT
    }
}

impl WordBuilder {
    pub(crate) fn new() -> WordBuilder {
        WordBuilder::with_capacity(0)
    }

    fn with_capacity(rows: usize) -> WordBuilder {
        WordBuilder {
            keys: Vec::with_capacity(rows),
            nulls: NullBufferBuilder::new(0),
            text: String::new(),
            ends: vec![0],
            index: HashTable::new(),
            hasher: RandomState::new(),
            recent: Box::new([Recent::default(); RECENT]),
        }
    }

    /// The bytes of the distinct words.
    pub(crate) fn text_len(&self) -> usize {
        self.text.len()
    }

    #[inline]
    pub(crate) fn append(&mut self, word: Option<&str>) {
        match word {
            Some(word) => {
                let key = self.key_of(word);
                self.keys.push(key);
                self.nulls.append_non_null();
            }
            None => self.append_nulls(1),
        }
    }

    /// Appends a word for several rows, which is found once.
    pub(crate) fn append_repeated(&mut self, word: Option<&str>, rows: usize) {
        match word {
            Some(word) if rows > 0 => {
                let key = self.key_of(word);
                self.keys.extend(iter::repeat_n(key, rows));
                self.nulls.append_n_non_nulls(rows);
            }
            _ => self.append_nulls(rows),
        }
    }

    fn append_nulls(&mut self, rows: usize) {
        self.keys.extend(iter::repeat_n(0, rows));
        self.nulls.append_n_nulls(rows);
    }

    #[inline]
    fn key_of(&mut self, word: &str) -> i32 {
        match Short::new(word) {
            Some(short) => self.short_key(short, word),
            None => self.key(word),
        }
    }

    #[inline]
    fn short_key(&mut self, short: Short, word: &str) -> i32 {
        match self.recent.get(short.slot()) {
            Some(Recent { word, key: Some(key) }) if *word == short => *key,
            _ => {
                let key = self.key(word);
                if let Some(recent) = self.recent.get_mut(short.slot()) {
                    *recent = Recent { word: short, key: Some(key) };
                }
                key
            }
        }
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
        // The next batch is about as large.
        let finished = std::mem::replace(self, WordBuilder::with_capacity(self.keys.len()));
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

//! [`WordBuilder`]: a column of text that repeats.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, Int32Array, StringArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::ArrowError;
use hashbrown::HashTable;
use rescue_sessions::Status;

use crate::values::Values;

/// Builds a dictionary array. Each batch has a dictionary of its own, so that memory does not grow with the archive.
///
/// Words are bytes, because those of a batch of sessions are not checked one by one. That they are UTF-8, the array
/// checks, for each dictionary as a whole.
#[derive(Debug)]
pub(crate) struct WordBuilder {
    keys: Values<i32>,
    /// The distinct words, one after the other.
    text: Vec<u8>,
    /// The end of each word in `text`, after a first 0.
    ends: Vec<i32>,
    /// The keys of the words, by the hash of the word.
    index: HashTable<i32>,
    /// Of random keys: names that customers choose cannot collide on purpose.
    hasher: RandomState,
    /// The bytes that the distinct words can have: Arrow's offsets are 32-bit integers.
    max_len: usize,
    is_too_long: bool,
    /// Words that came lately, to find them without the index.
    recent: Box<[Recent; RECENT]>,
    /// The number of the batch, from 1 on.
    batch: u32,
}

/// A power of two.
const RECENT: usize = 2048;

/// The length of a word and the bytes at its ends, which decide a word of at most 16 bytes: the first 8 and the last 8
/// bytes, of a shorter word the first 4 and the last 4, of a still shorter one all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Fingerprint {
    len: usize,
    first: u64,
    last: u64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Recent {
    fingerprint: Fingerprint,
    /// The batch in which the word has the key. 0: no word yet.
    batch: u32,
    key: i32,
}

impl Fingerprint {
    #[inline]
    fn new(word: &[u8]) -> Fingerprint {
        let (first, last) = if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
            (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
        } else if let (Some(first), Some(last)) = (word.first_chunk(), word.last_chunk()) {
            (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
        } else {
            (word.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0)
        };
        Fingerprint { len: word.len(), first, last }
    }

    /// Whether no other word has it.
    #[inline]
    fn is_unique(self) -> bool {
        self.len <= 16
    }

    /// The place among the recent words.
    #[inline]
    fn slot(self) -> usize {
        let mixed = (self.first ^ self.last.rotate_left(32) ^ self.len as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 53) as usize % RECENT
    }
}

impl WordBuilder {
    pub(crate) fn new() -> WordBuilder {
        WordBuilder {
            keys: Values::new(),
            text: Vec::new(),
            ends: vec![0],
            index: HashTable::new(),
            hasher: RandomState::new(),
            max_len: i32::MAX as usize,
            is_too_long: false,
            recent: Box::new([Recent::default(); RECENT]),
            batch: 1,
        }
    }

    /// The bytes of the distinct words.
    pub(crate) fn text_len(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn append(&mut self, word: Option<&str>) {
        let key = word.map(|word| self.find(word.as_bytes(), WordBuilder::key));
        self.keys.push(key);
    }

    /// Appends a status in its documented spelling, as in JSON.
    pub(crate) fn append_status(&mut self, text: Option<&str>) {
        let key = text.map(|text| self.find(text.as_bytes(), WordBuilder::status_key));
        self.keys.push(key);
    }

    /// Appends a word for several rows, at least one. It is found once.
    pub(crate) fn append_repeated(&mut self, word: Option<&str>, rows: usize) {
        let key = word.map(|word| self.key(word.as_bytes()));
        self.keys.extend_repeated(key, rows);
    }

    /// Appends words, of which none is null.
    ///
    /// A function of its own, and what is rare out of line, so that the loop keeps its values in registers.
    #[inline(never)]
    pub(crate) fn extend<'t>(&mut self, words: impl Iterator<Item = &'t [u8]>) {
        for word in words {
            let key = self.find(word, WordBuilder::key);
            self.keys.push(Some(key));
        }
    }

    /// Appends statuses in their documented spelling.
    #[inline(never)] // as `extend`
    pub(crate) fn extend_statuses<'t>(&mut self, texts: impl Iterator<Item = &'t [u8]>) {
        for text in texts {
            let key = self.find(text, WordBuilder::status_key);
            self.keys.push(Some(key));
        }
    }

    /// The key of a word that came lately, or else the key that a function finds.
    #[inline(always)]
    fn find(&mut self, word: &[u8], key: fn(&mut Self, &[u8]) -> i32) -> i32 {
        let fingerprint = Fingerprint::new(word);
        match self.recent.get(fingerprint.slot()) {
            Some(recent)
                if recent.fingerprint == fingerprint
                    && recent.batch == self.batch
                    && (fingerprint.is_unique() || word_at(&self.text, &self.ends, recent.key) == word) =>
            {
                recent.key
            }
            _ => self.remember(word, key),
        }
    }

    #[cold]
    #[inline(never)]
    fn remember(&mut self, word: &[u8], key: fn(&mut Self, &[u8]) -> i32) -> i32 {
        let (fingerprint, key) = (Fingerprint::new(word), key(self, word));
        if let Some(recent) = self.recent.get_mut(fingerprint.slot()) {
            *recent = Recent { fingerprint, batch: self.batch, key };
        }
        key
    }

    fn status_key(&mut self, text: &[u8]) -> i32 {
        let status = str::from_utf8(text).map(Status::from_text);
        self.key(status.as_ref().map_or(text, |status| status.as_str().as_bytes()))
    }

    #[inline(never)]
    fn key(&mut self, word: &[u8]) -> i32 {
        let WordBuilder { text, ends, index, hasher, max_len, is_too_long, .. } = self;
        let hash = hasher.hash_one(word);
        if let Some(key) = index.find(hash, |key| word_at(text, ends, *key) == word) {
            return *key;
        }
        if word.len() > *max_len - text.len() {
            *is_too_long = true;
            return 0; // `finish` returns an error
        }
        // There are fewer words than bytes, apart from the empty one.
        let key = i32::try_from(ends.len() - 1).unwrap_or(i32::MAX);
        text.extend_from_slice(word);
        ends.push(i32::try_from(text.len()).unwrap_or(i32::MAX));
        index.insert_unique(hash, key, |key| hasher.hash_one(word_at(text, ends, *key)));
        key
    }

    pub(crate) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        self.index.clear();
        self.batch = self.batch.checked_add(1).unwrap_or_else(|| {
            self.recent.fill(Recent::default());
            1
        });
        let ends = std::mem::replace(&mut self.ends, vec![0]);
        let text = std::mem::take(&mut self.text);
        let (keys, nulls) = self.keys.finish();
        if std::mem::take(&mut self.is_too_long) {
            return Err(ArrowError::OffsetOverflowError(self.max_len));
        }
        let words = StringArray::try_new(OffsetBuffer::new(ends.into()), text.into(), None)?;
        let keys = Int32Array::try_new(keys.into(), nulls)?;
        Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(keys, Arc::new(words))?))
    }
}

#[inline]
fn word_at<'t>(text: &'t [u8], ends: &[i32], key: i32) -> &'t [u8] {
    let key = key as usize;
    let range = ends.get(key).zip(ends.get(key + 1));
    range.and_then(|(start, end)| text.get(*start as usize..*end as usize)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::Array;
    use arrow_array::cast::AsArray;

    #[test]
    fn a_word_that_does_not_fit_is_an_error() {
        let mut builder = WordBuilder { max_len: 5, ..WordBuilder::new() };
        for word in ["abc", "de", "abc", ""] {
            builder.append(Some(word));
        }
        assert_eq!(builder.finish().unwrap().len(), 4);

        builder.append(Some("abc"));
        builder.append(Some("def"));
        assert!(matches!(builder.finish(), Err(ArrowError::OffsetOverflowError(5))));

        builder.append_repeated(Some("abcde"), 2);
        assert_eq!(builder.finish().unwrap().len(), 2);
    }

    #[test]
    fn words_of_older_batches_are_unknown_when_the_number_of_the_batch_starts_again() {
        let mut builder = WordBuilder::new();
        builder.extend([&b"a"[..], b"b"].into_iter());
        builder.batch = u32::MAX;
        builder.finish().unwrap();
        assert_eq!(builder.batch, 1);
        builder.extend([&b"b"[..]].into_iter());
        let array = builder.finish().unwrap();
        assert_eq!(array.as_dictionary::<Int32Type>().keys().values()[..], [0]);
        assert_eq!(array.as_dictionary::<Int32Type>().values().as_string::<i32>(), &StringArray::from(vec!["b"]));
    }

    #[test]
    fn words_that_are_not_utf8_are_an_error() {
        let mut builder = WordBuilder::new();
        builder.extend([&b"a"[..], b"\xff"].into_iter());
        assert!(matches!(builder.finish(), Err(ArrowError::InvalidArgumentError(_))));
        builder.extend_statuses([&b"Waiting"[..], b"waiting", b"\xff"].into_iter());
        assert!(builder.finish().is_err());
    }
}

//! [`Buffer`]: bytes that are added at the end and dropped at the front.

use alloc::vec::Vec;
use core::ops::Deref;

/// The bytes of a decoder. The space after them is set to zero once, not before each read.
#[derive(Default)]
pub(super) struct Buffer {
    /// The bytes, then space.
    bytes: Vec<u8>,
    len: usize,
}

impl Buffer {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(super) fn extend_from_slice(&mut self, chunk: &[u8]) {
        self.bytes.truncate(self.len);
        self.bytes.extend_from_slice(chunk);
        self.len = self.bytes.len();
    }

    /// Space for `len` more bytes. [`Buffer::add`] adds those that are written.
    #[cfg(feature = "std")]
    pub(super) fn space(&mut self, len: usize) -> &mut [u8] {
        let end = self.len.saturating_add(len);
        self.bytes.resize(self.bytes.len().max(end), 0);
        self.bytes.get_mut(self.len..end).unwrap_or_default()
    }

    /// Adds the first bytes of the space, no more than it has: a reader may be wrong.
    #[cfg(feature = "std")]
    pub(super) fn add(&mut self, len: usize) {
        self.len = self.len.saturating_add(len).min(self.bytes.len());
    }

    /// Drops the first bytes, at least half of all.
    pub(super) fn drop_front(&mut self, len: usize) {
        let Some((front, rest)) = self.bytes.get_mut(..self.len).and_then(|bytes| bytes.split_at_mut_checked(len))
        else {
            return;
        };
        if let Some(front) = front.get_mut(..rest.len()) {
            front.copy_from_slice(rest);
        }
        self.len = rest.len();
    }
}

impl Deref for Buffer {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

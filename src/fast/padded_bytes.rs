//! Loads of 8 or 16 bytes at a field, whatever field they belong to.

use crate::bytes::body::{Body, PADDING};

/// The bytes of the body from an index on, and [`PADDING`] bytes before it. Offsets are counted from the index.
#[derive(Clone, Copy)]
pub(crate) struct PaddedBytes<'a>(&'a [u8]);

/// The start and the end of a field.
pub(crate) type FieldRange = (u16, u16);

impl<'a> PaddedBytes<'a> {
    /// `None`: there is not enough before the index.
    #[inline(always)]
    pub(crate) fn new(body: &Body<'a>, index: usize) -> Option<PaddedBytes<'a>> {
        let (bytes, padding) = body.padded();
        bytes.get(padding.wrapping_add(index).wrapping_sub(PADDING)..).map(PaddedBytes)
    }

    /// The eight bytes at an offset, the first one in the lowest byte. Bytes after the end of the body are zero.
    #[inline(always)]
    pub(crate) fn eight_at(self, start: u16) -> u64 {
        let index = usize::from(start).wrapping_add(PADDING);
        match self.0.get(index..index.wrapping_add(8)).and_then(|bytes| bytes.first_chunk()) {
            Some(bytes) => u64::from_le_bytes(*bytes),
            None => self.eight_at_end(index),
        }
    }

    #[cold]
    #[inline(never)]
    fn eight_at_end(self, index: usize) -> u64 {
        let left = self.0.get(index..).unwrap_or_default();
        left.iter().rev().fold(0, |bytes, byte| bytes << 8 | u64::from(*byte))
    }

    /// The sixteen bytes before an offset.
    #[inline(always)]
    pub(crate) fn sixteen_before(self, end: u16) -> Option<&'a [u8; 16]> {
        let index = usize::from(end);
        self.0.get(index..index.wrapping_add(16))?.first_chunk()
    }
}

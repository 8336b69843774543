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

    /// The eight bytes at an offset, the first one in the lowest byte. `None`: the body ends before.
    #[inline(always)]
    pub(crate) fn eight_at(self, start: u16) -> Option<u64> {
        self.eight(usize::from(start).wrapping_add(PADDING))
    }

    /// The eight bytes before an offset, the last one in the highest byte. They exist, however close to the end of the
    /// body.
    #[inline(always)]
    pub(crate) fn eight_before(self, end: u16) -> Option<u64> {
        self.eight(usize::from(end).wrapping_add(PADDING - 8))
    }

    /// The bytes of a field.
    pub(crate) fn field(self, (start, end): FieldRange) -> &'a [u8] {
        let index = |offset| usize::from(offset).wrapping_add(PADDING);
        self.0.get(index(start)..index(end)).unwrap_or_default()
    }

    #[inline(always)]
    fn eight(self, index: usize) -> Option<u64> {
        let bytes = self.0.get(index..index.wrapping_add(8))?.first_chunk()?;
        Some(u64::from_le_bytes(*bytes))
    }

    /// The sixteen bytes before an offset.
    #[inline(always)]
    pub(crate) fn sixteen_before(self, end: u16) -> Option<&'a [u8; 16]> {
        let index = usize::from(end);
        self.0.get(index..index.wrapping_add(16))?.first_chunk()
    }
}

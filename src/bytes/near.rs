//! Bytes of the body at a place, so many at once, whatever field they are of.

/// The bytes from a place of the body on, and sixteen before it. Places are counted from that one.
#[derive(Clone, Copy)]
pub(crate) struct Near<'a>(&'a [u8]);

/// So many are kept before a piece of the body.
pub(crate) const BEFORE: usize = 16;

impl<'a> Near<'a> {
    /// `None`: there are not so many before it.
    #[inline(always)]
    pub(crate) fn new(body: &'a [u8], at: usize) -> Option<Near<'a>> {
        body.get(at.wrapping_sub(BEFORE)..).map(Near)
    }

    /// The eight bytes from a place on, the first one lowest.
    #[inline(always)]
    pub(crate) fn from(self, start: u16) -> Option<u64> {
        self.eight(usize::from(start).wrapping_add(BEFORE))
    }

    #[inline(always)]
    fn eight(self, index: usize) -> Option<u64> {
        let bytes = self.0.get(index..index.wrapping_add(8))?.first_chunk()?;
        Some(u64::from_le_bytes(*bytes))
    }

    /// The sixteen bytes before a place.
    #[inline(always)]
    pub(crate) fn sixteen_before(self, end: u16) -> Option<&'a [u8; 16]> {
        let index = usize::from(end);
        self.0.get(index..index.wrapping_add(16))?.first_chunk()
    }
}

/// Where a field starts and ends.
pub(crate) type Place = (u16, u16);

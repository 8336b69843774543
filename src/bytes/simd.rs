//! Blocks of 64 bytes, and digits, looked at with what the processor has.
//!
//! With the feature `simd` that is found out at run time; without it, it is what every processor of the target has.

/// So many bytes are looked at at once.
pub(crate) const BLOCK: usize = 64;

/// The last sixteen bytes of a field, and which of them it has.
#[derive(Clone, Copy)]
pub(crate) struct Digits<'a> {
    pub(crate) text: &'a [u8; 16],
    pub(crate) mask: &'static [u8; 16],
}

/// How sixteen bytes are put in order, what they are then, and how much more each may be.
pub(crate) struct Form {
    /// Less than 16.
    pub(crate) order: [u8; 16],
    pub(crate) least: [u8; 16],
    pub(crate) more: [u8; 16],
}

/// How to look at a block, and at digits.
pub(crate) trait Blocks: Copy {
    /// A bit for each place of a byte.
    fn places(self, block: &[u8; BLOCK], byte: u8) -> u64;

    /// Writes down the places of the bits, each with `base` added, from the lowest on. What stands behind them in
    /// `places` is anything.
    fn write_places(self, bits: u64, base: u16, places: &mut [u16; BLOCK]);

    /// The numbers that they are, if all of them are digits.
    fn numbers(self, fields: [Digits<'_>; 4]) -> Option<[u64; 4]>;

    /// What bytes are more than the least, ten times each first one and each second one, if no byte is too much.
    fn pairs(self, text: &[u8; 16], form: &Form) -> Option<[u16; 8]>;

    /// Each number less by so much.
    ///
    /// It is written by sixteen bytes: more could come to stand in two lines of the cache, even if aligned to that, and
    /// who reads of such bytes at once waits.
    fn less(self, numbers: &[u16; 24], by: u16) -> [u16; 24];
}

/// Needs nothing of the processor.
#[derive(Clone, Copy)]
pub(crate) struct Portable;

impl Blocks for Portable {
    /// Written so that the compiler makes vector code of it: a byte that matches leaves the bit of its place among
    /// eight, and a multiplication adds the eight up in one byte.
    #[inline(always)]
    fn places(self, block: &[u8; BLOCK], wanted: u8) -> u64 {
        let mut bits = [0_u8; BLOCK];
        for (place, (bit, &byte)) in bits.iter_mut().zip(block).enumerate() {
            *bit = if byte == wanted { 1 << (place & 7) } else { 0 };
        }
        let mut mask = 0;
        for (place, eight) in bits.chunks_exact(8).enumerate() {
            let mut word = [0; 8];
            word.copy_from_slice(eight);
            mask |= (u64::from_le_bytes(word).wrapping_mul(0x0101_0101_0101_0101) >> 56) << (place << 3);
        }
        mask
    }

    /// Most blocks have twelve or fewer, so that many are written without a look at how many there are: a branch that
    /// goes now this way and now that costs more.
    #[inline(always)]
    fn write_places(self, mut bits: u64, base: u16, places: &mut [u16; BLOCK]) {
        const MOST: usize = 12;
        let (first, more) = places.split_at_mut(MOST);
        for place in first {
            *place = base.wrapping_add(bits.trailing_zeros() as u16);
            bits &= bits.wrapping_sub(1);
        }
        let mut more = more.iter_mut();
        while bits != 0 {
            if let Some(place) = more.next() {
                *place = base.wrapping_add(bits.trailing_zeros() as u16);
            }
            bits &= bits.wrapping_sub(1);
        }
    }

    #[inline(always)]
    fn numbers(self, [a, b, c, d]: [Digits<'_>; 4]) -> Option<[u64; 4]> {
        Some([a.number()?, b.number()?, c.number()?, d.number()?])
    }

    #[inline(always)]
    fn pairs(self, text: &[u8; 16], form: &Form) -> Option<[u16; 8]> {
        let (mut digits, mut wrong) = ([0; 16], false);
        for (digit, ((place, least), more)) in digits.iter_mut().zip(form.order.iter().zip(&form.least).zip(&form.more))
        {
            *digit = text.get(usize::from(*place)).unwrap_or(&0) ^ least;
            wrong |= *digit > *more;
        }
        let (pairs, _) = digits.as_chunks();
        let mut sums = [0; 8];
        for (sum, [ten, one]) in sums.iter_mut().zip(pairs) {
            *sum = u16::from(*ten).wrapping_mul(10).wrapping_add((*one).into());
        }
        (!wrong).then_some(sums)
    }

    #[inline(always)]
    fn less(self, numbers: &[u16; 24], by: u16) -> [u16; 24] {
        numbers.map(|number| number.wrapping_sub(by))
    }
}

impl Digits<'_> {
    #[inline(always)]
    fn number(self) -> Option<u64> {
        let [high, low] = self.ones()?;
        Some(eight_digits(high).wrapping_mul(100_000_000).wrapping_add(eight_digits(low)))
    }

    #[inline(always)]
    pub(crate) fn are_all(self) -> bool {
        self.ones().is_some()
    }

    /// The values of the digits, with zeros before them, eight and eight.
    #[inline(always)]
    fn ones(self) -> Option<[u64; 2]> {
        let (digits, mask) = (u128::from_le_bytes(*self.text), u128::from_le_bytes(*self.mask));
        let digits = (digits ^ u128::from_le_bytes([b'0'; 16])) & mask;
        // A digit is nine at most, and has no high bit when 0x76 is added to it.
        let with_more = |digits: u64| digits.wrapping_add(0x7676_7676_7676_7676) | digits;
        let (high, low) = (digits as u64, (digits >> 64) as u64);
        ((with_more(high) | with_more(low)) & 0x8080_8080_8080_8080 == 0).then_some([high, low])
    }
}

/// The number that the values of eight digits make: neighbours are added up in pairs, three times.
#[inline(always)]
pub(crate) fn eight_digits(ones: u64) -> u64 {
    let pairs = ones.wrapping_mul(10 << 8 | 1) >> 8;
    let fours = (pairs & 0x00ff_00ff_00ff_00ff).wrapping_mul(100 << 16 | 1) >> 16;
    (fours & 0x0000_ffff_0000_ffff).wrapping_mul(10_000 << 32 | 1) >> 32
}

#[cfg(feature = "simd")]
mod vectors {
    use fearless_simd::{
        Bytes, Level, Simd, SimdBase, SimdMask, dispatch, i16x8, i32x4, mask8x64, u8x16, u8x64, u16x8, u32x4,
    };

    use super::{BLOCK, Blocks, Digits, Form, Portable};

    /// The processor that this runs on.
    #[derive(Clone, Copy)]
    pub(crate) struct Processor(Level);

    impl Processor {
        #[inline]
        pub(crate) fn new() -> Self {
            Processor(Level::new())
        }

        /// Does work on blocks.
        #[inline(always)]
        pub(crate) fn run<W: super::Work>(self, work: W) -> W::Output {
            dispatch!(self.0, simd => work.run(Vectors(simd)))
        }

        /// Does work that has little to do with blocks: not for each kind of processor, as that is much code.
        #[inline(always)]
        pub(crate) fn call<W: super::Work>(self, work: W) -> W::Output {
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            if let Some(level) = self.0.as_avx2() {
                return level.vectorize(
                    #[inline(always)]
                    || work.run(Vectors(level)),
                );
            }
            work.run(Portable)
        }
    }

    #[derive(Clone, Copy)]
    struct Vectors<S>(S);

    #[allow(clippy::indexing_slicing)] // `place < BLOCK`, and no iterator is const
    const PLACES: [u8; BLOCK] = {
        let mut places = [0; BLOCK];
        let mut place = 0;
        while place < BLOCK {
            places[place] = place as u8;
            place += 1;
        }
        places
    };

    impl<S: Simd> Vectors<S> {
        /// Whether a vector can be compressed by one instruction.
        #[inline(always)]
        fn compresses(self) -> bool {
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            return self.0.level().as_avx512().is_some();
            #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
            return false;
        }
    }

    impl<S: Simd> Blocks for Vectors<S> {
        #[inline(always)]
        fn places(self, block: &[u8; BLOCK], byte: u8) -> u64 {
            u8x64::from_slice(self.0, block).simd_eq(u8x64::splat(self.0, byte)).to_bitmask()
        }

        #[inline(always)]
        fn write_places(self, bits: u64, base: u16, places: &mut [u16; BLOCK]) {
            if !self.compresses() || bits.count_ones() > 16 {
                return Portable.write_places(bits, base, places);
            }
            let mask = mask8x64::from_bitmask(self.0, bits);
            let (first, _) = self.0.split_u8x64(u8x64::from_slice(self.0, &PLACES).compress(mask));
            let (first, _) = self.0.split_u8x32(first);
            let (low, high) = self.0.widen_u8x16(first);
            let base = u16x8::splat(self.0, base);
            let (to_low, to_high) = places.split_at_mut(8);
            self.0.add_u16x8(low, base).store_slice(to_low);
            self.0.add_u16x8(high, base).store_slice(to_high.split_at_mut(8).0);
        }

        #[inline(always)]
        fn numbers(self, [a, b, c, d]: [Digits<'_>; 4]) -> Option<[u64; 4]> {
            let (a, b, c, d) = (self.ones(a), self.ones(b), self.ones(c), self.ones(d));
            if a.max(b).max(c.max(d)).simd_gt(9).any_true() {
                return None;
            }
            let ([a, b], [c, d]) = (self.two_numbers(a, b), self.two_numbers(c, d));
            Some([a, b, c, d])
        }

        #[inline(always)]
        fn pairs(self, text: &[u8; 16], form: &Form) -> Option<[u16; 8]> {
            let order = u8x16::from_slice(self.0, &form.order);
            let text = self.0.swizzle_dyn_u8x16(u8x16::from_slice(self.0, text), order);
            let digits = text ^ u8x16::from_slice(self.0, &form.least);
            let wrong = digits.simd_gt(u8x16::from_slice(self.0, &form.more));
            if wrong.any_true() { None } else { Some(self.sums_of_two(digits).into()) }
        }

        #[inline(always)]
        fn less(self, numbers: &[u16; 24], by: u16) -> [u16; 24] {
            let mut results = [0; 24];
            let by = u16x8::splat(self.0, by);
            let (eights, _) = numbers.as_chunks::<8>();
            for (eight, result) in eights.iter().zip(results.as_chunks_mut::<8>().0) {
                self.0.sub_u16x8(u16x8::from_slice(self.0, eight), by).store_slice(result);
            }
            results
        }
    }

    /// Neighbours are added up in pairs: two digits make a number, two of these one of four digits, and so on.
    impl<S: Simd> Vectors<S> {
        #[inline(always)]
        fn ones(self, digits: Digits<'_>) -> u8x16<S> {
            (u8x16::from_slice(self.0, digits.text) ^ b'0') & u8x16::from_slice(self.0, digits.mask)
        }

        #[inline(always)]
        fn two_numbers(self, a: u8x16<S>, b: u8x16<S>) -> [u64; 2] {
            let fours = self.0.relaxed_narrow_u32x4(self.fours(a), self.fours(b)); // they are less than 10,000
            let factors = i16x8::from_slice(self.0, &[10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1]);
            let eights: i32x4<S> = self.0.pairwise_dot_product_i16x8(fours.bitcast(), factors);
            let [high_a, low_a, high_b, low_b] = <[i32; 4]>::from(eights).map(|eight| u64::from(eight as u32));
            [(high_a, low_a), (high_b, low_b)].map(|(high, low)| high.wrapping_mul(100_000_000).wrapping_add(low))
        }

        #[inline(always)]
        fn fours(self, ones: u8x16<S>) -> u32x4<S> {
            let factors = i16x8::from_slice(self.0, &[100, 1, 100, 1, 100, 1, 100, 1]);
            self.0.pairwise_dot_product_i16x8(self.sums_of_two(ones).bitcast(), factors).bitcast()
        }

        #[inline(always)]
        fn sums_of_two(self, ones: u8x16<S>) -> u16x8<S> {
            let sums = self.0.mul_u16x8(ones.bitcast(), u16x8::splat(self.0, 10 << 8 | 1));
            self.0.shr_u16x8(sums, 8)
        }
    }

    #[cfg(test)]
    impl Processor {
        /// All that can be tried here.
        pub(crate) fn all() -> alloc::vec::Vec<Processor> {
            let level = Level::new();
            let mut levels = alloc::vec![Level::baseline(), level];
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            {
                levels.extend(level.as_sse4_2().map(|level| level.level()));
                levels.extend(level.as_avx2().map(|level| level.level()));
            }
            levels.into_iter().map(Processor).collect()
        }
    }
}

#[cfg(not(feature = "simd"))]
mod vectors {
    /// Any processor.
    #[derive(Clone, Copy)]
    pub(crate) struct Processor;

    impl Processor {
        #[inline]
        pub(crate) fn new() -> Self {
            Processor
        }

        #[inline]
        pub(crate) fn run<W: super::Work>(self, work: W) -> W::Output {
            work.run(super::Portable)
        }

        #[inline]
        pub(crate) fn call<W: super::Work>(self, work: W) -> W::Output {
            work.run(super::Portable)
        }

        #[cfg(test)]
        pub(crate) fn all() -> alloc::vec::Vec<Processor> {
            alloc::vec![Processor]
        }
    }
}

pub(crate) use vectors::Processor;

/// What is done with blocks, however they are looked at. To be compiled for each kind of processor all that it calls
/// must be `#[inline(always)]`.
pub(crate) trait Work {
    type Output;

    fn run(self, blocks: impl Blocks) -> Self::Output;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places of a byte, by both functions, with what they are counted from.
    struct Places<'b>(&'b [u8; BLOCK], u8);

    impl Work for Places<'_> {
        type Output = (u64, [u16; BLOCK]);

        #[inline(always)]
        fn run(self, blocks: impl Blocks) -> Self::Output {
            let bits = blocks.places(self.0, self.1);
            let mut places = [0; BLOCK];
            blocks.write_places(bits, 1000, &mut places);
            (bits, places)
        }
    }

    #[test]
    fn all_processors_find_what_a_look_at_each_byte_finds() {
        let mut random: u64 = 1;
        for round in 0..4000_u32 {
            let block: [u8; BLOCK] = core::array::from_fn(|_| {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                if (random >> 32) as u32 % 64 < round % 66 { b'|' } else { (random >> 8) as u8 }
            });
            let expected = (0..BLOCK).filter(|&place| block[place] == b'|');
            for processor in Processor::all() {
                let (bits, places) = processor.run(Places(&block, b'|'));
                assert_eq!(bits, expected.clone().map(|place| 1 << place).sum());
                let found = places[..bits.count_ones() as usize].iter().map(|place| usize::from(*place) - 1000);
                assert!(found.eq(expected.clone()), "{block:?}");
            }
        }
    }
}

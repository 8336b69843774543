//! Operations on blocks of 64 bytes and on digits, with vector instructions if the processor has them.
//!
//! With the feature `simd`, the instruction set is detected at run time. Without it, the code uses only instructions
//! that every processor of the target has.

/// The number of bytes in a block.
pub(crate) const BLOCK: usize = 64;

/// The bytes of a field that should be digits: the sixteen bytes before its end, and a mask of those that belong to it.
#[derive(Clone, Copy)]
pub(crate) struct Digits<'a> {
    pub(crate) text: &'a [u8; 16],
    pub(crate) mask: &'static [u8; 16],
}

/// A pattern that sixteen bytes match if, once they are reordered, each of them is in its range of values.
pub(crate) struct BytePattern {
    /// For each byte of the result, the index of the byte of the text. Each index is less than 16.
    pub(crate) order: [u8; 16],
    /// A byte of the result is XORed with this base, which must leave the offset of the byte in its range.
    pub(crate) base: [u8; 16],
    /// The greatest value after the XOR.
    pub(crate) max: [u8; 16],
}

/// The operations, for one instruction set.
pub(crate) trait SimdOps: Copy {
    /// A bit for each byte of the block that equals `byte`.
    fn match_mask(self, block: &[u8; BLOCK], byte: u8) -> u64;

    /// Writes the index of each bit, plus `base`, in ascending order. The offsets after the last one are unspecified.
    fn write_offsets(self, bits: u64, base: u16, offsets: &mut [u16; BLOCK]);

    /// The integers in four fields, if all their bytes are digits.
    fn integers(self, fields: [Digits<'_>; 4]) -> Option<[u64; 4]>;

    /// The two-digit numbers of a text that matches a pattern: of each two adjacent values, ten times the first one
    /// plus the second one. `None` if the text does not match.
    fn digit_pairs(self, text: &[u8; 16], pattern: &BytePattern) -> Option<[u16; 8]>;

    /// Each number minus `by`.
    ///
    /// The result is stored sixteen bytes at a time, so that a later load of sixteen bytes can be forwarded from a
    /// single store (store forwarding).
    fn subtract_all(self, numbers: &[u16; 24], by: u16) -> [u16; 24];
}

/// The operations in portable code, without detected instructions.
#[derive(Clone, Copy)]
pub(crate) struct Portable;

impl SimdOps for Portable {
    /// The compiler vectorizes the first loop, which gives each match the bit of its index in a group of eight. Then a
    /// multiplication adds up the bits of each group in one byte.
    #[inline(always)]
    fn match_mask(self, block: &[u8; BLOCK], byte: u8) -> u64 {
        let mut bits = [0_u8; BLOCK];
        for (index, (bit, &candidate)) in bits.iter_mut().zip(block).enumerate() {
            *bit = if candidate == byte { 1 << (index & 7) } else { 0 };
        }
        let mut mask = 0;
        for (index, eight) in bits.chunks_exact(8).enumerate() {
            let mut word = [0; 8];
            word.copy_from_slice(eight);
            mask |= (u64::from_le_bytes(word).wrapping_mul(0x0101_0101_0101_0101) >> 56) << (index << 3);
        }
        mask
    }

    /// Most blocks have at most twelve matches. Twelve offsets are always written, because a loop over the matches
    /// would end with a branch misprediction, which costs more.
    #[inline(always)]
    fn write_offsets(self, mut bits: u64, base: u16, offsets: &mut [u16; BLOCK]) {
        const ALWAYS_WRITTEN: usize = 12;
        let (first, rest) = offsets.split_at_mut(ALWAYS_WRITTEN);
        for offset in first {
            *offset = base.wrapping_add(bits.trailing_zeros() as u16);
            bits &= bits.wrapping_sub(1);
        }
        let mut rest = rest.iter_mut();
        while bits != 0 {
            if let Some(offset) = rest.next() {
                *offset = base.wrapping_add(bits.trailing_zeros() as u16);
            }
            bits &= bits.wrapping_sub(1);
        }
    }

    #[inline(always)]
    fn integers(self, [a, b, c, d]: [Digits<'_>; 4]) -> Option<[u64; 4]> {
        Some([a.number()?, b.number()?, c.number()?, d.number()?])
    }

    #[inline(always)]
    fn digit_pairs(self, text: &[u8; 16], pattern: &BytePattern) -> Option<[u16; 8]> {
        let (mut values, mut is_mismatch) = ([0; 16], false);
        for (value, ((index, base), max)) in
            values.iter_mut().zip(pattern.order.iter().zip(&pattern.base).zip(&pattern.max))
        {
            *value = text.get(usize::from(*index)).unwrap_or(&0) ^ base;
            is_mismatch |= *value > *max;
        }
        let (pairs, _) = values.as_chunks();
        let mut numbers = [0; 8];
        for (number, [tens, ones]) in numbers.iter_mut().zip(pairs) {
            *number = u16::from(*tens).wrapping_mul(10).wrapping_add((*ones).into());
        }
        (!is_mismatch).then_some(numbers)
    }

    #[inline(always)]
    fn subtract_all(self, numbers: &[u16; 24], by: u16) -> [u16; 24] {
        numbers.map(|number| number.wrapping_sub(by))
    }
}

impl Digits<'_> {
    /// The number, if all bytes of the field are digits.
    #[inline(always)]
    fn number(self) -> Option<u64> {
        let [high, low] = self.values()?;
        Some(eight_digits(high).wrapping_mul(100_000_000).wrapping_add(eight_digits(low)))
    }

    /// Whether all bytes of the field are digits.
    #[inline(always)]
    pub(crate) fn are_valid(self) -> bool {
        self.values().is_some()
    }

    /// The values of sixteen digits, padded with zeros at the front: eight in each half, one in each byte.
    #[inline(always)]
    fn values(self) -> Option<[u64; 2]> {
        let (digits, mask) = (u128::from_le_bytes(*self.text), u128::from_le_bytes(*self.mask));
        let digits = (digits ^ u128::from_le_bytes([b'0'; 16])) & mask;
        // A digit is at most 9, so adding 0x76 leaves its high bit clear.
        let high_bits = |digits: u64| digits.wrapping_add(0x7676_7676_7676_7676) | digits;
        let (high, low) = (digits as u64, (digits >> 64) as u64);
        ((high_bits(high) | high_bits(low)) & 0x8080_8080_8080_8080 == 0).then_some([high, low])
    }
}

/// The number of eight digits. Adjacent numbers are combined three times: to two digits, to four, to eight.
#[inline(always)]
fn eight_digits(values: u64) -> u64 {
    let pairs = values.wrapping_mul(10 << 8 | 1) >> 8;
    let fours = (pairs & 0x00ff_00ff_00ff_00ff).wrapping_mul(100 << 16 | 1) >> 16;
    (fours & 0x0000_ffff_0000_ffff).wrapping_mul(10_000 << 32 | 1) >> 32
}

#[cfg(feature = "simd")]
mod vectors {
    use fearless_simd::{
        Bytes, Level, Simd, SimdBase, SimdMask, dispatch, i16x8, i32x4, mask8x64, u8x16, u8x64, u16x8, u32x4,
    };

    use super::{BLOCK, BytePattern, Digits, Portable, SimdOps};

    /// The instruction set of the processor, which is detected at run time.
    #[derive(Clone, Copy)]
    pub(crate) struct Processor(Level);

    impl Processor {
        #[inline]
        pub(crate) fn new() -> Self {
            Processor(Level::new())
        }

        /// Runs a kernel that is compiled for each instruction set.
        #[inline(always)]
        pub(crate) fn run<K: super::Kernel>(self, kernel: K) -> K::Output {
            dispatch!(self.0, simd => kernel.run(Vectors(simd)))
        }

        /// Runs a large kernel, which is compiled only for AVX2 and for the target's baseline, to limit the code size.
        #[inline(always)]
        pub(crate) fn run_large<K: super::Kernel>(self, kernel: K) -> K::Output {
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            if let Some(level) = self.0.as_avx2() {
                return level.vectorize(
                    #[inline(always)]
                    || kernel.run(Vectors(level)),
                );
            }
            kernel.run(Portable)
        }
    }

    /// The operations with the vector instructions of an instruction set.
    #[derive(Clone, Copy)]
    struct Vectors<S>(S);

    /// The index of each byte of a block.
    #[allow(clippy::indexing_slicing)] // `index < BLOCK`, and no iterator is const
    const INDICES: [u8; BLOCK] = {
        let mut indices = [0; BLOCK];
        let mut index = 0;
        while index < BLOCK {
            indices[index] = index as u8;
            index += 1;
        }
        indices
    };

    impl<S: Simd> Vectors<S> {
        /// Whether the instruction set can compress a vector in one instruction.
        #[inline(always)]
        fn has_compress(self) -> bool {
            #[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
            return self.0.level().as_avx512().is_some();
            #[cfg(not(any(target_arch = "x86", target_arch = "x86_64")))]
            return false;
        }
    }

    impl<S: Simd> SimdOps for Vectors<S> {
        #[inline(always)]
        fn match_mask(self, block: &[u8; BLOCK], byte: u8) -> u64 {
            u8x64::from_slice(self.0, block).simd_eq(u8x64::splat(self.0, byte)).to_bitmask()
        }

        /// Compresses the indices of the matches to the front of a vector, if there are at most sixteen.
        #[inline(always)]
        fn write_offsets(self, bits: u64, base: u16, offsets: &mut [u16; BLOCK]) {
            if !self.has_compress() || bits.count_ones() > 16 {
                return Portable.write_offsets(bits, base, offsets);
            }
            let mask = mask8x64::from_bitmask(self.0, bits);
            let (first, _) = self.0.split_u8x64(u8x64::from_slice(self.0, &INDICES).compress(mask));
            let (first, _) = self.0.split_u8x32(first);
            let (low, high) = self.0.widen_u8x16(first);
            let base = u16x8::splat(self.0, base);
            let (to_low, to_high) = offsets.split_at_mut(8);
            self.0.add_u16x8(low, base).store_slice(to_low);
            self.0.add_u16x8(high, base).store_slice(to_high.split_at_mut(8).0);
        }

        #[inline(always)]
        fn integers(self, [a, b, c, d]: [Digits<'_>; 4]) -> Option<[u64; 4]> {
            let (a, b, c, d) = (self.values(a), self.values(b), self.values(c), self.values(d));
            if a.max(b).max(c.max(d)).simd_gt(9).any_true() {
                return None;
            }
            let ([a, b], [c, d]) = (self.two_integers(a, b), self.two_integers(c, d));
            Some([a, b, c, d])
        }

        #[inline(always)]
        fn digit_pairs(self, text: &[u8; 16], pattern: &BytePattern) -> Option<[u16; 8]> {
            let order = u8x16::from_slice(self.0, &pattern.order);
            let text = self.0.swizzle_dyn_u8x16(u8x16::from_slice(self.0, text), order);
            let values = text ^ u8x16::from_slice(self.0, &pattern.base);
            let mismatches = values.simd_gt(u8x16::from_slice(self.0, &pattern.max));
            if mismatches.any_true() { None } else { Some(self.two_digits(values).into()) }
        }

        #[inline(always)]
        fn subtract_all(self, numbers: &[u16; 24], by: u16) -> [u16; 24] {
            let mut results = [0; 24];
            let by = u16x8::splat(self.0, by);
            let (eights, _) = numbers.as_chunks::<8>();
            for (eight, result) in eights.iter().zip(results.as_chunks_mut::<8>().0) {
                self.0.sub_u16x8(u16x8::from_slice(self.0, eight), by).store_slice(result);
            }
            results
        }
    }

    /// Numbers from digits: adjacent numbers are combined, from one digit to two, to four, to eight, to sixteen.
    impl<S: Simd> Vectors<S> {
        /// The values of sixteen digits, padded with zeros at the front.
        #[inline(always)]
        fn values(self, digits: Digits<'_>) -> u8x16<S> {
            (u8x16::from_slice(self.0, digits.text) ^ b'0') & u8x16::from_slice(self.0, digits.mask)
        }

        /// The integers of two times sixteen digits.
        #[inline(always)]
        fn two_integers(self, a: u8x16<S>, b: u8x16<S>) -> [u64; 2] {
            // Narrowing to 16 bits loses nothing: each number is less than 10,000.
            let fours = self.0.relaxed_narrow_u32x4(self.four_digits(a), self.four_digits(b));
            let factors = i16x8::from_slice(self.0, &[10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1]);
            let eights: i32x4<S> = self.0.pairwise_dot_product_i16x8(fours.bitcast(), factors);
            let [high_a, low_a, high_b, low_b] = <[i32; 4]>::from(eights).map(|eight| u64::from(eight as u32));
            [(high_a, low_a), (high_b, low_b)].map(|(high, low)| high.wrapping_mul(100_000_000).wrapping_add(low))
        }

        /// Four numbers of four digits each.
        #[inline(always)]
        fn four_digits(self, values: u8x16<S>) -> u32x4<S> {
            let factors = i16x8::from_slice(self.0, &[100, 1, 100, 1, 100, 1, 100, 1]);
            self.0.pairwise_dot_product_i16x8(self.two_digits(values).bitcast(), factors).bitcast()
        }

        /// Eight numbers of two digits each.
        #[inline(always)]
        fn two_digits(self, values: u8x16<S>) -> u16x8<S> {
            let sums = self.0.mul_u16x8(values.bitcast(), u16x8::splat(self.0, 10 << 8 | 1));
            self.0.shr_u16x8(sums, 8)
        }
    }

    #[cfg(test)]
    impl Processor {
        /// All instruction sets that this processor can run.
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
    /// The target's baseline, without detection.
    #[derive(Clone, Copy)]
    pub(crate) struct Processor;

    impl Processor {
        #[inline]
        pub(crate) fn new() -> Self {
            Processor
        }

        #[inline]
        pub(crate) fn run<K: super::Kernel>(self, kernel: K) -> K::Output {
            kernel.run(super::Portable)
        }

        #[inline]
        pub(crate) fn run_large<K: super::Kernel>(self, kernel: K) -> K::Output {
            kernel.run(super::Portable)
        }

        #[cfg(test)]
        pub(crate) fn all() -> alloc::vec::Vec<Processor> {
            alloc::vec![Processor]
        }
    }
}

pub(crate) use vectors::Processor;

/// Code that is compiled for several instruction sets.
///
/// All functions and closures that it calls must be `#[inline(always)]`: a call that is not inlined is compiled for the
/// target's baseline only.
pub(crate) trait Kernel {
    type Output;

    fn run(self, simd: impl SimdOps) -> Self::Output;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Finds a byte in a block: the mask of its matches, and their offsets, counted from 1000.
    struct Matches<'b>(&'b [u8; BLOCK], u8);

    impl Kernel for Matches<'_> {
        type Output = (u64, [u16; BLOCK]);

        #[inline(always)]
        fn run(self, simd: impl SimdOps) -> Self::Output {
            let bits = simd.match_mask(self.0, self.1);
            let mut offsets = [0; BLOCK];
            simd.write_offsets(bits, 1000, &mut offsets);
            (bits, offsets)
        }
    }

    #[test]
    fn every_instruction_set_finds_the_matches_that_a_loop_finds() {
        let mut random: u64 = 1;
        for round in 0..4000_u32 {
            let block: [u8; BLOCK] = core::array::from_fn(|_| {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                if (random >> 32) as u32 % 64 < round % 66 { b'|' } else { (random >> 8) as u8 }
            });
            let expected = (0..BLOCK).filter(|&index| block[index] == b'|');
            for processor in Processor::all() {
                let (bits, offsets) = processor.run(Matches(&block, b'|'));
                assert_eq!(bits, expected.clone().map(|index| 1 << index).sum());
                let found = offsets[..bits.count_ones() as usize].iter().map(|index| usize::from(*index) - 1000);
                assert!(found.eq(expected.clone()), "{block:?}");
            }
        }
    }
}

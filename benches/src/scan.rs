//! The structural scan alone: the crate's operations on 64 bytes, without the parser.

use std::hint::black_box;

use crate::Contestant;
use crate::bodies::Body;
use simd::{BLOCK, Kernel, Portable, Processor, SimdOps};

#[path = "../../src/fast/simd.rs"]
#[expect(dead_code, reason = "the scan needs no operations on digits")]
mod simd;

pub const OURS: &[Contestant] = &[
    Contestant { name: "**vectors**, masks", run: |body| Processor::new().run(Masks(body.text().as_bytes())) },
    Contestant { name: "**vectors**, offsets", run: |body| Processor::new().run(Offsets(body.text().as_bytes())) },
    Contestant { name: "**portable**, compiled for the processor, masks", run: compiled },
    Contestant { name: "**portable**, masks", run: |body| Masks(body.text().as_bytes()).run(Portable) },
    Contestant { name: "**portable**, offsets", run: |body| Offsets(body.text().as_bytes()).run(Portable) },
];
fn compiled(body: &Body) -> u64 {
    Processor::new().run_large(Compiled(Masks(body.text().as_bytes())))
}

pub const PEERS: &[Contestant] = &[
    Contestant { name: "memchr `memchr2_iter`, offsets", run: memchr },
    Contestant { name: "a loop over bytes", run: by_bytes },
];

/// Counts the delimiters and newlines of each block.
struct Masks<'b>(&'b [u8]);

impl Kernel for Masks<'_> {
    type Output = u64;

    #[inline(always)]
    fn run(self, simd: impl SimdOps) -> u64 {
        let mut count = 0;
        for_each_block(
            self.0,
            #[inline(always)]
            |block| count += u64::from(matches(simd, block).count_ones()),
        );
        count
    }
}

/// The portable operations, compiled for the instruction set of the processor.
struct Compiled<'b>(Masks<'b>);

impl Kernel for Compiled<'_> {
    type Output = u64;

    #[inline(always)]
    fn run(self, _: impl SimdOps) -> u64 {
        self.0.run(Portable)
    }
}

/// Writes the offset of each delimiter and newline, as the line index does.
struct Offsets<'b>(&'b [u8]);

impl Kernel for Offsets<'_> {
    type Output = u64;

    #[inline(always)]
    fn run(self, simd: impl SimdOps) -> u64 {
        let (mut count, mut offsets) = (0, [0; BLOCK]);
        for_each_block(
            self.0,
            #[inline(always)]
            |block| {
                let bits = matches(simd, block);
                simd.write_offsets(bits, 0, black_box(&mut offsets));
                count += u64::from(bits.count_ones());
            },
        );
        count
    }
}

#[inline(always)]
fn matches(simd: impl SimdOps, block: &[u8; BLOCK]) -> u64 {
    simd.match_mask(block, b'|') | simd.match_mask(block, b'\n')
}

/// The end of the body is a block padded with zeros.
#[inline(always)]
fn for_each_block(bytes: &[u8], mut look: impl FnMut(&[u8; BLOCK])) {
    let (simd, rest) = bytes.as_chunks();
    for block in simd {
        look(block);
    }
    let mut last = [0; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    look(&last);
}

fn memchr(body: &Body) -> u64 {
    let mut count = 0;
    for place in memchr::memchr2_iter(b'|', b'\n', body.text().as_bytes()) {
        black_box(place);
        count += 1;
    }
    count
}

fn by_bytes(body: &Body) -> u64 {
    let mut count = 0;
    for (place, byte) in body.text().bytes().enumerate() {
        if matches!(byte, b'|' | b'\n') {
            black_box(place);
            count += 1;
        }
    }
    count
}

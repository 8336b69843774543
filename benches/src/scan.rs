//! The structural scan alone: the crate's own look at 64 bytes, without the parser around it.

use std::hint::black_box;

use crate::Contestant;
use crate::bodies::Body;
use simd::{BLOCK, Kernel, Portable, Processor, SimdOps};

#[path = "../../src/fast/simd.rs"]
#[expect(dead_code, reason = "the crate reads digits with it too, and they are not scanned for")]
mod simd;

pub const OURS: &[Contestant] = &[
    Contestant { name: "**vectors**, bits", run: |body| Processor::new().run(Bits(body.text().as_bytes())) },
    Contestant { name: "**vectors**, places", run: |body| Processor::new().run(Places(body.text().as_bytes())) },
    Contestant { name: "**portable**, compiled for the processor, bits", run: compiled },
    Contestant { name: "**portable**, bits", run: |body| Bits(body.text().as_bytes()).run(Portable) },
    Contestant { name: "**portable**, places", run: |body| Places(body.text().as_bytes()).run(Portable) },
];
fn compiled(body: &Body) -> u64 {
    Processor::new().call(Compiled(Bits(body.text().as_bytes())))
}

pub const PEERS: &[Contestant] = &[
    Contestant { name: "memchr `memchr2_iter`, places", run: memchr },
    Contestant { name: "a loop over bytes", run: by_bytes },
];

/// Counts the marks of each block.
struct Bits<'b>(&'b [u8]);

impl Kernel for Bits<'_> {
    type Output = u64;

    #[inline(always)]
    fn run(self, blocks: impl SimdOps) -> u64 {
        let mut count = 0;
        for_each_block(
            self.0,
            #[inline(always)]
            |block| count += u64::from(marks(blocks, block).count_ones()),
        );
        count
    }
}

/// The same with what every processor has, as the compiler makes it for this one.
struct Compiled<'b>(Bits<'b>);

impl Kernel for Compiled<'_> {
    type Output = u64;

    #[inline(always)]
    fn run(self, _: impl SimdOps) -> u64 {
        self.0.run(Portable)
    }
}

/// Writes down where each mark stands, as the parser does for the lines of a window.
struct Places<'b>(&'b [u8]);

impl Kernel for Places<'_> {
    type Output = u64;

    #[inline(always)]
    fn run(self, blocks: impl SimdOps) -> u64 {
        let (mut count, mut places) = (0, [0; BLOCK]);
        for_each_block(
            self.0,
            #[inline(always)]
            |block| {
                let bits = marks(blocks, block);
                blocks.write_offsets(bits, 0, black_box(&mut places));
                count += u64::from(bits.count_ones());
            },
        );
        count
    }
}

#[inline(always)]
fn marks(blocks: impl SimdOps, block: &[u8; BLOCK]) -> u64 {
    blocks.match_mask(block, b'|') | blocks.match_mask(block, b'\n')
}

/// What is left at the end comes in a block that is filled up with zeros.
#[inline(always)]
fn for_each_block(bytes: &[u8], mut look: impl FnMut(&[u8; BLOCK])) {
    let (blocks, rest) = bytes.as_chunks();
    for block in blocks {
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

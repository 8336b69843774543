//! Lines, written in blocks.

use std::io::{self, Write};

/// The number of bytes from which a block is written.
const BLOCK_SIZE: usize = 1 << 16;

/// Collects lines and writes them in blocks of whole lines, which standard output passes on without a copy.
pub(crate) struct Lines<W> {
    out: W,
    block: Vec<u8>,
}

impl<W: Write> Lines<W> {
    pub(crate) fn new(out: W) -> Self {
        Lines { out, block: Vec::with_capacity(BLOCK_SIZE) }
    }

    /// The block, to append a line or a part of one.
    pub(crate) fn block(&mut self) -> &mut Vec<u8> {
        &mut self.block
    }

    /// Ends a line, and writes the block if it is full.
    pub(crate) fn end_line(&mut self, line_end: &[u8]) -> io::Result<()> {
        self.block.extend_from_slice(line_end);
        if self.block.len() < BLOCK_SIZE { Ok(()) } else { self.write() }
    }

    /// Writes what is left. Call it after an error too: the lines before the error are complete.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.write()?;
        self.out.flush()
    }

    fn write(&mut self) -> io::Result<()> {
        let result = self.out.write_all(&self.block);
        self.block.clear(); // after an error too, so that nothing is written twice
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_have_whole_lines() {
        struct Blocks(Vec<usize>);
        impl Write for Blocks {
            fn write(&mut self, block: &[u8]) -> io::Result<usize> {
                assert!(block.is_empty() || block.ends_with(b"\n"));
                self.0.push(block.len());
                Ok(block.len())
            }

            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }

        let mut lines = Lines::new(Blocks(Vec::new()));
        for _ in 0..100 {
            lines.block().extend_from_slice(&[b'a'; 999]);
            lines.end_line(b"\n").unwrap();
        }
        lines.flush().unwrap();
        assert_eq!(lines.out.0, [66_000, 34_000]);
    }
}

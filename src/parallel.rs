//! Sessions read by several threads, with what one thread would give.
//!
//! The rows are cut into chunks at places where a record most likely starts, and all chunks are read at once. No look at
//! the lines around a place can prove that a record starts there: where records start with free text, one that began far
//! above can go on behind it. So it is not assumed but seen. A reader keeps nothing from one record to the next but its
//! place, and at times a note on the lines that come next ([`Sessions::is_at`]). So if the reader of a chunk comes to
//! stand where the next one starts, with no note, all that follows is what it would have read itself. If it does not, it
//! reads the next chunk as well, and what was read of that is dropped.
//!
//! A chunk does not know how many lines and records are before it. It counts from one, and the few items that tell where
//! they stand, errors and damage, are moved when that is known.

use alloc::vec::Vec;
use core::iter;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use crate::error::Error;
use crate::list::SessionList;
use crate::position::Position;
use crate::session::Session;
use crate::sessions::Sessions;

/// A thread that is done early takes another chunk.
const CHUNKS_PER_THREAD: usize = 4;
/// Fewer bytes are read by one thread before another has woken up.
const FEWEST_BYTES: u64 = 64 * 1024;

type Item<'a> = Result<Session<'a>, Error>;

impl<'a> SessionList<'a> {
    /// All sessions at once, read by the threads of rayon's pool: what [`SessionList::sessions`] gives, item by item and
    /// in the same order, with the same damage, errors and places.
    ///
    /// It takes the pool that it is called in, rayon's global one by default. A body of less than 128 KiB, some thousand
    /// rows, is read by the calling thread alone, as is any body in a pool of one thread. It pays for large
    /// bodies only, and less than the number of threads promises: collected sessions are larger than their rows, so that
    /// memory is what they wait for. To look at each session once, or to stop early, iterate over
    /// [`SessionList::sessions`]; where there are many bodies, give each thread one.
    ///
    /// ```
    /// let list = rescue_sessions::parse("OK\n\nID|Status|\n1|Active|\nbroken\n2|Waiting|\n")?;
    /// let items = list.par_sessions();
    ///
    /// assert!(items.iter().eq(&list.sessions().collect::<Vec<_>>()));
    /// assert_eq!(items[1].as_ref().unwrap_err().position().record(), Some(2));
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn par_sessions(&self) -> Vec<Result<Session<'a>, Error>> {
        let cuts = self.cuts();
        if cuts.is_empty() { self.sessions().collect() } else { self.par_sessions_cut(&cuts) }
    }

    /// The same with chunks that start at these bytes, in ascending order, for tests: whatever they are, the sessions are
    /// the same.
    #[doc(hidden)]
    #[must_use]
    pub fn par_sessions_cut(&self, cuts: &[u64]) -> Vec<Result<Session<'a>, Error>> {
        let first = self.rows().position;
        let starts = iter::once(first).chain(cuts.iter().map(|cut| Position::at_line(*cut)));
        let ends = cuts.iter().copied().chain([u64::MAX]);
        let chunks: Vec<(Position, u64)> = starts.zip(ends).collect();
        let read = |(start, end)| Chunk::read(self.sessions_from(start), end);
        joined(chunks.into_par_iter().with_max_len(1).map(read).collect())
    }

    /// Where all chunks but the first start.
    fn cuts(&self) -> Vec<u64> {
        let rows = self.rows();
        let (mut from, end) = (rows.position.byte(), rows.body_end());
        let threads = rayon::current_num_threads();
        let mut cuts = Vec::new();
        if threads == 1 {
            return cuts;
        }
        let most = threads.saturating_mul(CHUNKS_PER_THREAD) as u64;
        let bytes = end.saturating_sub(from).div_ceil(most.max(1)).max(FEWEST_BYTES);
        let last = end.saturating_sub(bytes);
        while let Some(at) = rows.likely_start(from.saturating_add(bytes)..last) {
            cuts.push(at);
            from = at;
        }
        cuts
    }
}

/// What a reader has read, from its place up to another.
struct Chunk<'a> {
    start: u64,
    end: u64,
    items: Vec<Item<'a>>,
    /// The items that tell where they stand.
    placed: Vec<usize>,
    reader: Sessions<'a>,
}

impl<'a> Chunk<'a> {
    fn read(reader: Sessions<'a>, end: u64) -> Self {
        let start = reader.position().byte();
        let mut chunk = Chunk { start, end, items: Vec::new(), placed: Vec::new(), reader };
        chunk.read_up_to(end);
        chunk
    }

    /// Reads on up to a place, or behind it where a record reaches further.
    fn read_up_to(&mut self, end: u64) {
        self.end = end;
        while self.reader.position().byte() < end
            && let Some(item) = self.reader.next()
        {
            if item.as_ref().map_or(true, |session| !session.damage().is_empty()) {
                self.placed.push(self.items.len());
            }
            self.items.push(item);
        }
    }

    /// Counts lines and records on from where the chunk before this one has ended; gives where this one has.
    fn shift(&mut self, base: Position) -> Position {
        for index in self.placed.drain(..) {
            match self.items.get_mut(index) {
                Some(Ok(session)) => session.shift(base),
                Some(Err(error)) => error.shift(base),
                None => {}
            }
        }
        self.reader.position().shifted(base)
    }
}

/// The items of all chunks in order, as one reader would have read them.
fn joined(chunks: Vec<Chunk<'_>>) -> Vec<Item<'_>> {
    let mut kept: Vec<Chunk<'_>> = Vec::with_capacity(chunks.len());
    let mut base = Position::default();
    for chunk in chunks {
        match kept.last_mut() {
            Some(last) if !last.reader.is_at(chunk.start) => last.read_up_to(chunk.end),
            Some(last) => {
                base = last.shift(base);
                kept.push(chunk);
            }
            None => kept.push(chunk),
        }
    }
    if let Some(last) = kept.last_mut() {
        last.shift(base);
    }
    let count = kept.iter().map(|chunk| chunk.items.len()).fold(0, usize::saturating_add);
    let mut chunks = kept.into_iter().map(|chunk| chunk.items);
    let mut items = chunks.next().unwrap_or_default();
    items.reserve_exact(count.saturating_sub(items.len()));
    chunks.for_each(|chunk| items.extend(chunk));
    items
}

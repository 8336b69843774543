//! Sessions read by several threads, with what one thread would give.
//!
//! The rows are cut into chunks at places where a record most likely starts, and some chunks are read at once. No look at
//! the lines around a place can prove that a record starts there: where records start with free text, one that began far
//! above can go on behind it. So it is not assumed but seen. A reader keeps nothing from one record to the next but its
//! place, and at times a note on lines that come next ([`Sessions::is_at`]). So if the reader of a chunk comes to stand
//! where the next one starts, with no note, all that follows is what it would have read itself. If it does not, it reads
//! the next chunk as well, and what was read of that is dropped.
//!
//! A chunk does not know how many lines and records are before it. It counts from one, and the few items that tell where
//! they stand, errors and damage, are moved when that is known. Only then are they handed to whoever wants the items.

use alloc::vec::{self, Vec};
use core::iter;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use crate::bytes::position::Position;
use crate::error::Error;
use crate::list::SessionList;
use crate::session::borrowed::Session;
use crate::session::sessions::Sessions;

/// A thread that is done early takes another chunk.
const CHUNKS_PER_THREAD: usize = 16;
/// Fewer bytes are read by one thread before another has woken up. Many more would not stay in the cache as sessions.
const CHUNK: u64 = 128 * 1024;
/// When so many chunks were read for nothing, one thread reads the rest. Each can cost as much as the whole body.
const MOST_DROPPED: usize = 8;

type Item<'a> = Result<Session<'a>, Error>;

impl<'a> SessionList<'a> {
    /// The sessions, read by the threads of a rayon pool, some ahead of those that are asked for: what
    /// [`SessionList::sessions`] gives, item by item and in the same order, with the same damage, errors and places.
    ///
    /// What is said at [`SessionList::par_map`] is true here too, and more so: a session has more bytes than its row.
    ///
    /// Needs the feature `rayon`.
    ///
    /// ```
    /// let list = rescue_sessions::parse("OK\n\nID|Status|\n1|Active|\nbroken\n2|Waiting|\n")?;
    /// assert!(list.par_sessions().eq(list.sessions()));
    ///
    /// let error = list.par_sessions().find_map(Result::err).unwrap();
    /// assert_eq!(error.position().record(), Some(2));
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    pub fn par_sessions(&self) -> impl Iterator<Item = Result<Session<'a>, Error>> + use<'a> {
        self.par_map(|session| session)
    }

    /// What a function makes of each session, in the order of the list. It is called by the threads of a rayon pool
    /// that read the rows, some ahead of those that are asked for; for the few sessions and errors that tell where they
    /// stand by the thread that asks.
    ///
    /// Needs the feature `rayon`.
    ///
    /// It takes the pool that it is asked for items in; that is rayon's global one by default. The last 256 KiB are read
    /// by the calling thread alone, and so is all of a body that is no larger, some two thousand rows, and anything in
    /// a pool of one thread. What was read ahead is kept until it is asked for: what the function gives for 2 MiB of the
    /// body for each thread, or somewhat more. Where the function panics, the call that asks for items does.
    ///
    /// It pays for large bodies with many damaged rows, and where the function takes long. It does not pay for bodies of
    /// less than some ten thousand rows, nor for larger ones that are whole: they are read so fast that to put the pieces
    /// together takes what a second thread brings, or more. Where there are many bodies, give each thread one: that scales.
    ///
    /// ```
    /// let list = rescue_sessions::parse("OK\n\nID|Waiting Time|\n1|30|\n2|12|\n")?;
    /// let longest = list.par_map(|session| session.ok()?.waiting_time()).flatten().max();
    /// assert_eq!(longest, Some(30));
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    pub fn par_map<T, M>(&self, map: M) -> impl Iterator<Item = T> + use<'a, T, M>
    where
        T: Send,
        M: Fn(Result<Session<'a>, Error>) -> T + Sync,
    {
        let rows = self.rows().clone();
        let last = rows.body_end().saturating_sub(CHUNK);
        let cut = move |from: u64| {
            let first = from.saturating_add(CHUNK);
            let is_alone = rayon::current_num_threads() == 1;
            if is_alone { None } else { rows.likely_start(first..first.saturating_add(CHUNK).min(last)) }
        };
        ParSessions::new(self, cut, map)
    }

    /// The sessions with chunks that start at these bytes, in ascending order, for tests: whatever they are, the
    /// sessions are the same.
    #[doc(hidden)]
    pub fn par_sessions_cut(&self, cuts: Vec<u64>) -> impl Iterator<Item = Result<Session<'a>, Error>> + use<'a> {
        let cut = move |from| cuts.iter().copied().find(|cut| *cut > from);
        ParSessions { most_dropped: usize::MAX, ..ParSessions::new(self, cut, |session| session) }
    }
}

/// What is made of the sessions of a list, some chunks at once.
struct ParSessions<'a, F, M, T> {
    list: SessionList<'a>,
    /// Where the next chunk behind a place starts. Nowhere: one thread reads the rest.
    cut: F,
    map: M,
    most_dropped: usize,
    ready: vec::IntoIter<Items<'a, T>>,
    current: Items<'a, T>,
    /// The one that reads on, and where it counts lines and records from.
    reader: Sessions<'a>,
    base: Position,
    is_alone: bool,
}

impl<'a, F, M, T> ParSessions<'a, F, M, T>
where
    F: Fn(u64) -> Option<u64>,
    M: Fn(Item<'a>) -> T + Sync,
    T: Send,
{
    fn new(list: &SessionList<'a>, cut: F, map: M) -> Self {
        ParSessions {
            list: list.clone(),
            cut,
            map,
            most_dropped: MOST_DROPPED,
            ready: Vec::new().into_iter(),
            current: Items::new(Vec::new(), Vec::new()),
            reader: list.sessions(),
            base: Position::default(),
            is_alone: false,
        }
    }

    /// Reads the next chunks.
    fn read_ahead(&mut self) {
        let most = rayon::current_num_threads().saturating_mul(CHUNKS_PER_THREAD);
        let end = self.list.rows().body_end();
        let mut from = self.reader.position().byte();
        let cuts: Vec<u64> = iter::from_fn(|| {
            from = (self.cut)(from).filter(|cut| *cut <= end)?;
            Some(from)
        })
        .take(most)
        .collect();
        if cuts.is_empty() || self.most_dropped == 0 {
            self.is_alone = true;
            return;
        }
        let (list, map) = (&self.list, &self.map);
        let readers = iter::once(self.reader.clone());
        let readers = readers.chain(cuts.iter().map(|cut| list.sessions_from(Position::at_line(*cut))));
        let chunks: Vec<_> = readers.zip(cuts.iter().copied()).collect();
        let read = |(reader, end)| Chunk::read(reader, end, map);
        let chunks = chunks.into_par_iter().with_max_len(1).map(read).collect();
        self.join(chunks);
    }

    /// Makes ready the items of chunks that stand side by side, the first of which is the reader's.
    fn join(&mut self, chunks: Vec<Chunk<'a, T>>) {
        let mut ready = Vec::with_capacity(chunks.len());
        let mut chunks = chunks.into_iter();
        let Some(mut last) = chunks.next() else { return };
        for chunk in chunks {
            if last.reader.is_at(chunk.start) {
                ready.push(last.placed_behind(self.base));
                self.base = last.reader.position().shifted(self.base);
                last = chunk;
            } else {
                last.read_up_to(chunk.end, &self.map);
                self.most_dropped = self.most_dropped.saturating_sub(1);
            }
        }
        ready.push(last.placed_behind(self.base));
        self.reader = last.reader;
        self.ready = ready.into_iter();
    }
}

impl<'a, F, M, T> Iterator for ParSessions<'a, F, M, T>
where
    F: Fn(u64) -> Option<u64>,
    M: Fn(Item<'a>) -> T + Sync,
    T: Send,
{
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        loop {
            if let Some(item) = self.current.next(&self.map) {
                return Some(item);
            }
            if let Some(items) = self.ready.next() {
                self.current = items;
            } else if self.is_alone {
                let mut item = self.reader.next()?;
                shift(&mut item, self.base);
                return Some((self.map)(item));
            } else {
                self.read_ahead();
            }
        }
    }
}

/// What a reader has read, from its place up to another.
struct Chunk<'a, T> {
    start: u64,
    end: u64,
    done: Vec<T>,
    /// The items that tell where they stand, and how many others are before each.
    placed: Vec<(usize, Item<'a>)>,
    reader: Sessions<'a>,
}

impl<'a, T> Chunk<'a, T> {
    fn read(reader: Sessions<'a>, end: u64, map: &impl Fn(Item<'a>) -> T) -> Self {
        let start = reader.position().byte();
        let mut chunk = Chunk { start, end, done: Vec::new(), placed: Vec::new(), reader };
        chunk.read_up_to(end, map);
        chunk
    }

    /// Reads on up to a place, or behind it where a record reaches further.
    fn read_up_to(&mut self, end: u64, map: &impl Fn(Item<'a>) -> T) {
        self.end = end;
        while self.reader.position().byte() < end
            && let Some(item) = self.reader.next()
        {
            match item {
                Ok(session) if session.damage().is_empty() => self.done.push(map(Ok(session))),
                item => self.placed.push((self.done.len(), item)),
            }
        }
    }

    /// Its items, with lines and records counted on from a place.
    fn placed_behind(&mut self, base: Position) -> Items<'a, T> {
        let (done, mut placed) = (core::mem::take(&mut self.done), core::mem::take(&mut self.placed));
        placed.iter_mut().for_each(|(_, item)| shift(item, base));
        Items::new(done, placed)
    }
}

/// Items in their order.
struct Items<'a, T> {
    done: vec::IntoIter<T>,
    count: usize,
    placed: iter::Peekable<vec::IntoIter<(usize, Item<'a>)>>,
}

impl<'a, T> Items<'a, T> {
    fn new(done: Vec<T>, placed: Vec<(usize, Item<'a>)>) -> Self {
        Items { done: done.into_iter(), count: 0, placed: placed.into_iter().peekable() }
    }

    #[inline]
    fn next(&mut self, map: &impl Fn(Item<'a>) -> T) -> Option<T> {
        if let Some((_, item)) = self.placed.next_if(|(before, _)| *before == self.count) {
            return Some(map(item));
        }
        self.count = self.count.saturating_add(1);
        self.done.next()
    }
}

fn shift(item: &mut Item<'_>, base: Position) {
    match item {
        Ok(session) => session.shift(base),
        Err(error) => error.shift(base),
    }
}

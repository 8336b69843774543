//! A body in chunks gives the same items as the complete body. The chunk boundaries and the number of items taken after
//! each chunk do not matter.

use std::ops::Range;

use rescue_sessions::{Decoder, Error, OwnedSession, Parser, Position, Record, Session};

use crate::case::{Case, chunks};

/// A session with its text and the positions of its damage, or an error; the byte range; the fields.
pub type Item = (Result<(OwnedSession, String, Vec<Position>), Error>, Range<u64>, Vec<Option<String>>);
/// A record with its text, fields and position, or an error; the byte range.
pub type Row = (Result<(String, Vec<String>, Position), Error>, Range<u64>);

/// All items of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    pub names: Vec<String>,
    pub sessions: Items<Item>,
    pub records: Items<Row>,
}

/// The items in their order, and the position after the last one.
pub type Items<T> = (Vec<T>, Position);

/// Collects all data of a session.
pub fn item(
    session: Result<Session<'_>, Error>,
    span: Range<u64>,
    fields: impl Iterator<Item = Option<impl Into<String>>>,
) -> Item {
    let session = session.map(|session| {
        let positions = session.damage().iter().map(|damage| damage.position()).collect();
        (OwnedSession::from(&session), session.as_str().to_owned(), positions)
    });
    (session, span, fields.map(|field| field.map(Into::into)).collect())
}

fn row(record: Result<Record<'_>, Error>, span: Range<u64>) -> Row {
    let row = record.map(|record| {
        let fields = record.iter().map(str::to_owned).collect();
        (record.as_str().to_owned(), fields, record.position())
    });
    (row, span)
}

/// Reads the complete body at once.
///
/// # Errors
///
/// Those of [`Parser::parse_bytes`].
pub fn whole(parser: Parser, body: &[u8]) -> Result<List, Error> {
    let list = parser.parse_bytes(body)?;
    let (mut items, mut rows) = (Vec::new(), Vec::new());
    let mut sessions = list.sessions();
    while let Some(session) = sessions.next() {
        assert_eq!(sessions.last_raw(), &body[index(sessions.last_span())]);
        items.push(item(session, sessions.last_span(), sessions.last_fields()));
    }
    assert_eq!(sessions.last_fields().count(), 0);
    let mut records = list.records();
    while let Some(record) = records.next() {
        assert_eq!(records.last_raw(), &body[index(records.last_span())]);
        rows.push(row(record, records.last_span()));
    }
    Ok(List {
        names: list.header().iter().map(str::to_owned).collect(),
        sessions: (items, sessions.position()),
        records: (rows, records.position()),
    })
}

fn index(span: Range<u64>) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// Compares the bytes of an item in a chunk with the body. Those of a long error may be dropped already.
fn check_raw(raw: Option<&[u8]>, expected: &[u8], is_err: bool) {
    match raw {
        Some(raw) => assert_eq!(raw, expected),
        None => assert!(is_err, "the bytes of a record are there"),
    }
}

/// How many of the ready items a client takes.
#[derive(Clone, Copy, Debug)]
enum Take {
    /// It does not call the decoder.
    NotCalled,
    /// It gets the iterator and drops it.
    Zero,
    One,
    Three,
    All,
}

impl Take {
    /// A choice for each chunk, derived from the chunk offsets of the case.
    fn each<'c>(cuts: &'c [usize]) -> impl Iterator<Item = Take> + 'c {
        const KINDS: [Take; 5] = [Take::All, Take::Zero, Take::One, Take::Three, Take::NotCalled];
        cuts.iter().map(|cut| KINDS[cut % KINDS.len()])
    }

    fn limit(self) -> usize {
        match self {
            Take::NotCalled | Take::Zero => 0,
            Take::One => 1,
            Take::Three => 3,
            Take::All => usize::MAX,
        }
    }
}

/// Takes up to this many ready items, and returns the position after them.
type Drain<T> = fn(&Case<'_>, &mut Decoder, usize, &mut Vec<T>) -> Result<Position, Error>;

fn drain_sessions(case: &Case<'_>, decoder: &mut Decoder, limit: usize, to: &mut Vec<Item>) -> Result<Position, Error> {
    let mut sessions = decoder.sessions()?;
    for _ in 0..limit {
        let Some(session) = sessions.next() else {
            assert_eq!(sessions.last_fields().count(), 0);
            break;
        };
        check_raw(sessions.last_raw(), &case.body[index(sessions.last_span())], session.is_err());
        to.push(item(session, sessions.last_span(), sessions.last_fields()));
    }
    Ok(sessions.position())
}

fn drain_records(case: &Case<'_>, decoder: &mut Decoder, limit: usize, to: &mut Vec<Row>) -> Result<Position, Error> {
    let mut records = decoder.records()?;
    for _ in 0..limit {
        let Some(record) = records.next() else { break };
        check_raw(records.last_raw(), &case.body[index(records.last_span())], record.is_err());
        to.push(row(record, records.last_span()));
    }
    Ok(records.position())
}

/// Reads with a [`Decoder`]: the column names, the items and the position at the end.
fn in_chunks<T>(case: &Case<'_>, chunks: &[&[u8]], drain: Drain<T>) -> Result<(Vec<String>, Items<T>), Error> {
    let mut decoder = Decoder::new(case.parser);
    let mut items = Vec::new();
    let mut takes = Take::each(&case.cuts).chain(std::iter::repeat(Take::All));
    for chunk in chunks {
        decoder.push(chunk);
        match takes.next() {
            None | Some(Take::NotCalled) => {}
            Some(take) => _ = drain(case, &mut decoder, take.limit(), &mut items)?,
        }
    }
    decoder.finish();
    for take in [Take::Zero, Take::One, Take::Three] {
        drain(case, &mut decoder, take.limit(), &mut items)?;
    }
    let end = drain(case, &mut decoder, usize::MAX, &mut items)?;
    let header = decoder.header()?.map(|header| header.iter().map(str::to_owned).collect());
    Ok((header.unwrap_or_default(), (items, end)))
}

/// Compares the decoder, and the reader, which reads blocks, with the complete body.
pub fn check(case: &Case<'_>) {
    let expected = whole(case.parser, case.body);
    let chunks = chunks(case.body, &case.cuts);
    let sessions = in_chunks(case, &chunks, drain_sessions);
    let records = in_chunks(case, &chunks, drain_records);
    match &expected {
        Err(error) => {
            assert_eq!(sessions.map(|_| ()), Err(error.clone()), "{case:?}");
            assert_eq!(records.map(|_| ()), Err(error.clone()), "{case:?}");
        }
        Ok(List { names, sessions: items, records: rows }) => {
            assert_eq!(sessions, Ok((names.clone(), items.clone())), "{case:?}");
            assert_eq!(records, Ok((names.clone(), rows.clone())), "{case:?}");
        }
    }
    #[cfg(feature = "std")]
    reader::check(case, &chunks, &expected);
}

#[cfg(feature = "std")]
mod reader {
    use std::io::Read;

    use rescue_sessions::{Error, ReadError, SessionReader};

    use super::{Item, List, Take, item};
    use crate::case::Case;

    /// A source that returns chunks of these lengths, the last one first.
    struct Chunks<'b> {
        body: &'b [u8],
        lens: Vec<usize>,
    }

    impl Read for Chunks<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let len = self.lens.pop().unwrap_or(self.body.len());
            let (chunk, rest) = self.body.split_at(len.min(self.body.len()).min(buffer.len()));
            buffer[..chunk.len()].copy_from_slice(chunk);
            self.body = rest;
            Ok(chunk.len())
        }
    }

    /// Each read has the cost of a block, so many chunks are slow. Chunks are merged to at most sixteen.
    fn reader<'d, 'b>(case: &Case<'d>, chunks: &[&'b [u8]]) -> SessionReader<Chunks<'b>>
    where
        'd: 'b,
    {
        let lens = chunks.chunks(chunks.len().div_ceil(16)).map(|few| few.iter().map(|chunk| chunk.len()).sum());
        let lens = lens.filter(|&len| len > 0).rev().collect(); // a read of 0 bytes means the end
        SessionReader::new(case.parser, Chunks { body: case.body, lens })
    }

    pub(super) fn check(case: &Case<'_>, chunks: &[&[u8]], expected: &Result<List, Error>) {
        let items = in_blocks(case, chunks);
        assert_eq!(items.as_ref(), expected.as_ref().map(|list| &list.sessions.0), "{case:?}");
        let owned: Result<Vec<_>, Error> = reader(case, chunks)
            .into_sessions()
            .map(|session| match session {
                Ok(session) => Ok(Ok(session)),
                Err(ReadError::Response(error)) if error.position().record().is_some() => Ok(Err(error)),
                Err(ReadError::Response(error)) => Err(error),
                Err(error) => panic!("{error}"),
            })
            .collect();
        let session = |item: &Item| item.0.clone().map(|(session, ..)| session);
        let expected = expected.clone().map(|list| list.sessions.0.iter().map(session).collect());
        assert_eq!(owned, expected, "{case:?}");
    }

    /// Takes from each block as many items as the case says. The reader gives all items before it returns `None`.
    fn in_blocks(case: &Case<'_>, chunks: &[&[u8]]) -> Result<Vec<Item>, Error> {
        let mut reader = reader(case, chunks);
        let mut items = Vec::new();
        let mut takes =
            Take::each(&case.cuts).chain([Take::Zero, Take::One, Take::Three, Take::All].into_iter().cycle());
        loop {
            match reader.next_block() {
                Ok(None) => return Ok(items),
                Ok(Some(mut sessions)) => {
                    for _ in 0..takes.next().unwrap_or(Take::All).limit() {
                        let Some(session) = sessions.next() else { break };
                        items.push(item(session, sessions.last_span(), sessions.last_fields()));
                    }
                }
                Err(ReadError::Response(error)) => return Err(error),
                Err(error) => panic!("{error}"),
            }
        }
    }
}

//! A body in pieces gives what it gives as a whole, wherever it is cut.

use std::ops::Range;

use rescue_sessions::{Decoder, Error, Parser, Position, Record, Session};

use crate::case::Case;

/// A session with all that is to be known of it, or an error; where it stood; its fields.
pub type Item = (Result<(Session<'static>, String, Vec<Position>), Error>, Range<u64>, Vec<Option<String>>);
/// A record, or an error, and where it stood.
pub type Row = (Result<(String, Vec<String>, Position), Error>, Range<u64>);
/// The names, the sessions, the records.
pub type List = (Vec<String>, Vec<Item>, Vec<Row>);

/// All there is to know of a session.
pub fn item(
    session: Result<Session<'_>, Error>,
    span: Range<u64>,
    fields: impl Iterator<Item = Option<impl Into<String>>>,
) -> Item {
    let session = session.map(|session| {
        let places = session.damage().iter().map(|damage| damage.position()).collect();
        (session.clone().into_owned(), session.as_str().to_owned(), places)
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

/// All at once.
///
/// # Errors
///
/// Those of [`Parser::parse_bytes`].
pub fn whole(parser: Parser<'_>, body: &[u8]) -> Result<List, Error> {
    let list = parser.parse_bytes(body)?;
    let (mut items, mut rows) = (Vec::new(), Vec::new());
    let mut sessions = list.sessions();
    while let Some(session) = sessions.next() {
        items.push(item(session, sessions.span(), sessions.fields()));
    }
    let mut records = list.records();
    while let Some(record) = records.next() {
        rows.push(row(record, records.span()));
    }
    Ok((list.header().iter().map(str::to_owned).collect(), items, rows))
}

fn pieces<'b>(body: &'b [u8], cuts: &[usize]) -> Vec<&'b [u8]> {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (body.len() + 1)).chain([0, body.len()]).collect();
    cuts.sort_unstable();
    cuts.windows(2).map(|cut| &body[cut[0]..cut[1]]).collect()
}

fn drain_sessions(decoder: &mut Decoder<'_>, most: usize, to: &mut Vec<Item>) -> Result<(), Error> {
    let mut sessions = decoder.sessions()?;
    for _ in 0..most {
        let Some(session) = sessions.next() else { break };
        to.push(item(session, sessions.span(), sessions.fields()));
    }
    Ok(())
}

fn drain_records(decoder: &mut Decoder<'_>, most: usize, to: &mut Vec<Row>) -> Result<(), Error> {
    let mut records = decoder.records()?;
    for _ in 0..most {
        let Some(record) = records.next() else { break };
        to.push(row(record, records.span()));
    }
    Ok(())
}

/// Behind some pieces all that can be told is taken, behind some a part of it, behind some nothing.
fn in_pieces<T>(
    parser: Parser<'_>,
    pieces: &[&[u8]],
    drain: impl Fn(&mut Decoder<'_>, usize, &mut Vec<T>) -> Result<(), Error>,
) -> Result<(Vec<String>, Vec<T>), Error> {
    let mut decoder = Decoder::new(parser);
    let mut items = Vec::new();
    for (number, piece) in pieces.iter().enumerate() {
        decoder.push(piece);
        match number % 5 {
            1 => {}
            2 => drain(&mut decoder, 1, &mut items)?,
            _ => drain(&mut decoder, usize::MAX, &mut items)?,
        }
    }
    decoder.finish();
    drain(&mut decoder, 2, &mut items)?;
    drain(&mut decoder, usize::MAX, &mut items)?;
    let header = decoder.header()?.map(|header| header.iter().map(str::to_owned).collect());
    Ok((header.unwrap_or_default(), items))
}

/// By the decoder, and by the reader, which takes blocks.
pub fn check(case: &Case<'_>) {
    let (parser, expected) = (case.parser, whole(case.parser, case.body));
    let pieces = pieces(case.body, &case.cuts);
    let sessions = in_pieces(parser, &pieces, drain_sessions);
    let records = in_pieces(parser, &pieces, drain_records);
    match expected {
        Err(error) => {
            assert_eq!(sessions.map(|_| ()), Err(error.clone()), "{case:?}");
            assert_eq!(records.map(|_| ()), Err(error), "{case:?}");
        }
        Ok((header, items, rows)) => {
            assert_eq!(sessions, Ok((header.clone(), items)), "{case:?}");
            assert_eq!(records, Ok((header, rows)), "{case:?}");
        }
    }
    #[cfg(feature = "std")]
    reader::check(parser, case.body, &pieces);
}

#[cfg(feature = "std")]
mod reader {
    use std::io::Read;

    use rescue_sessions::{Error, Parser, ReadError, SessionReader};

    use super::whole;

    /// Gives so many bytes at a time.
    struct Pieces<'b> {
        body: &'b [u8],
        lens: Vec<usize>,
    }

    impl Read for Pieces<'_> {
        fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
            let len = self.lens.pop().unwrap_or(self.body.len());
            let (piece, rest) = self.body.split_at(len.min(self.body.len()).min(room.len()));
            room[..piece.len()].copy_from_slice(piece);
            self.body = rest;
            Ok(piece.len())
        }
    }

    /// Each read is of a block, so that many of them take long: pieces are put together, sixteen are left.
    pub(super) fn check(parser: Parser<'_>, body: &[u8], pieces: &[&[u8]]) {
        let lens = pieces.chunks(pieces.len().div_ceil(16)).map(|few| few.iter().map(|piece| piece.len()).sum());
        let lens = lens.filter(|&len| len > 0).rev().collect(); // nothing read is the end
        let reader = SessionReader::new(parser, Pieces { body, lens });
        let read: Result<Vec<_>, Error> = reader
            .owned_sessions()
            .map(|session| match session {
                Ok(session) => Ok(Ok(session)),
                Err(ReadError::Response(error)) if error.position().record().is_some() => Ok(Err(error)),
                Err(ReadError::Response(error)) => Err(error),
                Err(error) => panic!("{error}"),
            })
            .collect();
        let sessions = |item: super::Item| item.0.map(|(session, ..)| session);
        assert_eq!(read, whole(parser, body).map(|(_, items, _)| items.into_iter().map(sessions).collect()));
    }
}

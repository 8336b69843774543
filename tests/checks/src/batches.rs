//! Sessions in batches are those that the iterator gives, at the same positions.

use std::ops::Range;

use rescue_sessions::{
    Column, Decoder, Error, Header, OwnedSession, Position, Session, SessionBatch, Sessions, StartTime,
};

use crate::case::{Case, chunks};

/// A session or an error, its byte range, and the position after it.
type Item = (Result<OwnedSession, Error>, Range<u64>, Position);

/// The texts of the columns in the header's order, then those of the columns of [`columns`], if the list has them.
type Texts<'a> = Vec<Option<&'a str>>;

/// What the iterator gives.
struct Expected<'a> {
    items: Vec<Item>,
    texts: Vec<Texts<'a>>,
    /// The number of columns in the header.
    columns: usize,
}

/// Reads the body in batches, whole and in chunks. The offsets of the chunks are also the limits of the batches.
pub fn check(case: &Case<'_>) {
    let Ok(list) = case.parser.parse_bytes(case.body) else { return };
    let mut sessions = list.sessions();
    let (mut items, mut texts) = (Vec::new(), Vec::new());
    while let Some(session) = sessions.next() {
        texts.push(session.as_ref().map(|session| texts_of(session, list.header())).unwrap_or_default());
        items.push((session.map(OwnedSession::from), sessions.last_span(), sessions.position()));
    }
    let expected = Expected { items, texts, columns: list.header().len() };
    whole(case, list.sessions(), &expected);
    in_chunks(case, &expected);
}

fn whole(case: &Case<'_>, mut sessions: Sessions<'_>, expected: &Expected<'_>) {
    let mut batch = SessionBatch::new();
    let mut limits = limits(&case.cuts);
    let mut read = 0;
    loop {
        let limit = limits.next().unwrap_or(usize::MAX);
        if sessions.read_batch(&mut batch, limit) {
            read = expected.compare_batch(&batch, limit, read);
            expected.check_state(read, sessions.last_span(), sessions.position());
            let fields: Vec<_> = sessions.last_fields().collect();
            let mut one_by_one = case.parser.parse_bytes(case.body).expect("it was read before").into_iter();
            one_by_one.nth(read - 1);
            assert_eq!(sessions.last_start(), one_by_one.last_start());
            assert_eq!(fields, one_by_one.last_fields().collect::<Vec<_>>());
            continue;
        }
        assert!(batch.is_empty());
        let Some(session) = sessions.next() else { break };
        assert_eq!(session.map(OwnedSession::from), expected.items[read].0);
        read += 1;
        expected.check_state(read, sessions.last_span(), sessions.position());
    }
    assert_eq!(read, expected.items.len());
}

fn in_chunks(case: &Case<'_>, expected: &Expected<'_>) {
    let mut decoder = Decoder::new(case.parser);
    let mut limits = limits(&case.cuts);
    let mut read = 0;
    let chunks = chunks(case.body, &case.cuts);
    for chunk in chunks.into_iter().map(Some).chain([None]) {
        match chunk {
            Some(chunk) => decoder.push(chunk),
            None => decoder.finish(),
        }
        let Ok(mut sessions) = decoder.sessions() else { panic!("the whole body is a list") };
        let mut batch = SessionBatch::new();
        loop {
            let limit = limits.next().unwrap_or(usize::MAX);
            if sessions.read_batch(&mut batch, limit) {
                read = expected.compare_batch(&batch, limit, read);
                expected.check_state(read, sessions.last_span(), sessions.position());
                continue;
            }
            let Some(session) = sessions.next() else { break };
            assert_eq!(session.map(OwnedSession::from), expected.items[read].0);
            read += 1;
        }
    }
    assert_eq!(read, expected.items.len());
}

/// Small limits, large ones, and sometimes 0.
fn limits(cuts: &[usize]) -> impl Iterator<Item = usize> {
    cuts.iter().map(|cut| cut % 7 * (cut % 5)).collect::<Vec<_>>().into_iter().cycle()
}

impl Expected<'_> {
    /// The state of the iterator is that after the last session that was read.
    fn check_state(&self, read: usize, last_span: Range<u64>, position: Position) {
        let (_, span, end) = &self.items[read - 1];
        assert_eq!((&last_span, &position), (span, end));
    }

    /// Compares the sessions of a batch with the items from `read` on, and returns the number of items read.
    fn compare_batch(&self, batch: &SessionBatch<'_>, limit: usize, read: usize) -> usize {
        let end = read + batch.len();
        assert!((1..=limit).contains(&batch.len()) && !batch.is_empty());
        let sessions: Vec<&OwnedSession> = self.items[read..end]
            .iter()
            .map(|(session, ..)| session.as_ref().expect("a batch has no errors"))
            .collect();
        assert!(sessions.iter().all(|session| session.damage.is_empty()));
        let texts =
            |index: usize| self.texts[read..end].iter().map(|texts| texts[index]).collect::<Option<Vec<&str>>>();
        for index in 0..self.columns {
            assert_eq!(batch.texts_at(index).map(Iterator::collect), texts(index), "{index}");
            assert!(batch.bytes_at(index).unwrap().eq(texts(index).unwrap().into_iter().map(str::as_bytes)), "{index}");
        }
        assert!(batch.texts_at(self.columns).is_none());
        for (index, column) in columns().enumerate() {
            let expected = texts(self.columns + index);
            assert_eq!(batch.texts(column).map(|texts| texts.len()), expected.as_ref().map(Vec::len), "{column}");
            assert_eq!(batch.texts(column).map(Iterator::collect), expected, "{column}");
            let bytes = batch.bytes(column).map(|bytes| (bytes.len(), bytes.collect::<Vec<_>>()));
            let expected = expected.map(|texts| (texts.len(), texts.into_iter().map(str::as_bytes).collect()));
            assert_eq!(bytes, expected, "{column}");
            let integers = sessions.iter().map(|session| integer(session, column)).collect::<Option<Vec<_>>>();
            assert_eq!(batch.integers(column), integers.as_deref(), "{column}");
            let flags = sessions.iter().map(|session| flag(session, column)).collect::<Option<Vec<_>>>();
            assert_eq!(batch.flags(column), flags.as_deref(), "{column}");
        }
        let times: Option<Vec<StartTime>> = sessions.iter().map(|session| session.start_time).collect();
        assert_eq!(batch.start_times(), times.as_deref());
        end
    }
}

fn texts_of<'a>(session: &Session<'a>, header: &Header<'_>) -> Texts<'a> {
    let in_header = header.iter().map(|name| session.get_by_name(name).given());
    in_header.chain(columns().map(|column| session.get(column).given())).collect()
}

/// The columns of all versions, and custom fields that no version has.
fn columns() -> impl Iterator<Item = Column> {
    Column::VERSION_3.iter().copied().chain([6, 255].map(Column::CustomField))
}

fn integer(session: &OwnedSession, column: Column) -> Option<i64> {
    match column {
        Column::Id => Some(session.id),
        Column::EntryId => session.entry_id,
        Column::TechnicianId => session.technician_id,
        Column::WaitingTime => session.waiting_time,
        _ => None,
    }
}

fn flag(session: &OwnedSession, column: Column) -> Option<bool> {
    match column {
        Column::IsLeadTechnician => session.is_lead_technician,
        Column::HandingOff => session.is_handing_off,
        _ => None,
    }
}

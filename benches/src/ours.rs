//! The crate under test.

use std::hint::black_box;

use chrono::NaiveDateTime;
use rescue_sessions::{
    Decoder, Error, Parser, Session, SessionList, SessionReader, StartTime, Status, Writer, parse, parse_bytes,
};
use serde::Deserialize;

use crate::Contestant;
use crate::bodies::Body;
use crate::checksum::{self, Checksum};
use crate::measure::Written;
use crate::row::{Moment, Row};

const TEXT: &str = "**rescue-sessions**, `parse`";
const FIELDS_AS_BYTES: &str = "**rescue-sessions**, `parse`, `byte_fields`";
const BYTES: &str = "**rescue-sessions**, `parse_bytes`";

pub const RECORDS: &[Contestant] = &[
    Contestant { name: TEXT, run: |body| records(&of_text(body)) },
    Contestant { name: BYTES, run: |body| records(&of_bytes(body)) },
];
pub const FIELDS: &[Contestant] = &[
    Contestant { name: FIELDS_AS_BYTES, run: |body| byte_fields(&of_text(body)) },
    Contestant { name: TEXT, run: |body| fields(&of_text(body)) },
    Contestant { name: BYTES, run: |body| fields(&of_bytes(body)) },
];
pub const SESSIONS: &[Contestant] = &[
    Contestant { name: TEXT, run: |body| sessions(of_text(body)) },
    Contestant { name: BYTES, run: |body| sessions(of_bytes(body)) },
];
pub const COLLECTED: &[Contestant] = &[
    Contestant { name: TEXT, run: |body| collected(of_text(body)) },
    Contestant { name: BYTES, run: |body| collected(of_bytes(body)) },
    Contestant { name: "**rescue-sessions**, `OwnedSession`", run: |body| owned(of_text(body)) },
];
pub const DESERIALIZED: &[Contestant] = &[
    Contestant { name: "**rescue-sessions**, `deserialize`", run: |body| deserialized::<StartTime>(of_text(body)) },
    Contestant {
        name: "**rescue-sessions**, `deserialize`, `chrono::NaiveDateTime`",
        run: |body| deserialized::<NaiveDateTime>(of_text(body)),
    },
];

pub const DAMAGED: &[Contestant] = &[
    Contestant { name: TEXT, run: |body| damaged(of_text(body)) },
    Contestant { name: BYTES, run: |body| damaged(of_bytes(body)) },
];
pub const JSON: &[Contestant] = &[
    Contestant { name: TEXT, run: |body| json(of_text(body)) },
    Contestant { name: BYTES, run: |body| json(of_bytes(body)) },
];
pub const WRITTEN: &[Contestant] = &[Contestant { name: "**rescue-sessions**, `Writer`", run: written }];

pub const CHUNKS: &[Contestant] = &[
    Contestant { name: BYTES, run: |body| sessions(of_bytes(body)) },
    Contestant { name: "**rescue-sessions**, `Decoder`, chunks of 65,536 bytes", run: |body| chunks(body, 65_536) },
    Contestant { name: "**rescue-sessions**, `Decoder`, chunks of 1,460 bytes", run: |body| chunks(body, 1_460) },
    Contestant { name: "**rescue-sessions**, `Decoder`, chunks of 7 bytes", run: |body| chunks(body, 7) },
    Contestant { name: "**rescue-sessions**, `Decoder`, single bytes", run: |body| chunks(body, 1) },
    Contestant { name: "**rescue-sessions**, `SessionReader`", run: reader },
];

fn of_text(body: &Body) -> SessionList<'_> {
    parse(body.text()).expect("a session list")
}

fn of_bytes(body: &Body) -> SessionList<'_> {
    parse_bytes(body.text().as_bytes()).expect("a session list")
}

fn records(list: &SessionList<'_>) -> u64 {
    list.records().filter(Result::is_ok).count() as u64
}

fn byte_fields(list: &SessionList<'_>) -> u64 {
    let mut sum = 0;
    for record in list.records() {
        for field in record.expect("a well-formed row").byte_fields() {
            sum += field.len() as u64;
        }
    }
    sum
}

fn fields(list: &SessionList<'_>) -> u64 {
    let mut sum = 0;
    for record in list.records() {
        for field in &record.expect("a well-formed row") {
            sum += field.len() as u64;
        }
    }
    sum
}

fn sessions(list: SessionList<'_>) -> u64 {
    let mut sum = Checksum::default();
    for session in list {
        add(&mut sum, &session.expect("a well-formed row"));
    }
    sum.get()
}

/// Adds every value to the sum.
#[inline]
pub fn add(sum: &mut Checksum, session: &Session<'_>) {
    let number = Option::unwrap_or_default;
    let text = Option::unwrap_or_default;
    sum.integers([
        session.id(),
        number(session.entry_id()),
        number(session.technician_id()),
        number(session.waiting_time()),
    ]);
    if let Some(time) = session.start_time() {
        sum.start_time([
            time.year().into(),
            time.month().into(),
            time.day().into(),
            time.hour().into(),
            time.minute().into(),
        ]);
    }
    sum.texts([
        text(session.status_text()),
        text(session.entry()),
        text(session.technician()),
        text(session.custom_field(0)),
        text(session.custom_field(1)),
        text(session.custom_field(2)),
        text(session.language()),
        text(session.transferred_to()),
        text(session.transferred_comment()),
    ]);
    sum.flags([
        session.status() == Some(Status::Active),
        session.is_lead_technician().unwrap_or_default(),
        session.is_handing_off().unwrap_or_default(),
    ]);
}

fn chunks(body: &Body, len: usize) -> u64 {
    let mut decoder = Decoder::new(Parser::new());
    let mut sum = Checksum::default();
    let mut add_all = |decoder: &mut Decoder| {
        for session in decoder.sessions().expect("a session list") {
            add(&mut sum, &session.expect("a well-formed row"));
        }
    };
    for chunk in body.text().as_bytes().chunks(len) {
        decoder.push(chunk);
        add_all(&mut decoder);
    }
    decoder.finish();
    add_all(&mut decoder);
    sum.get()
}

fn reader(body: &Body) -> u64 {
    let mut reader = SessionReader::new(Parser::new(), body.text().as_bytes());
    let mut sum = Checksum::default();
    while let Some(sessions) = reader.next_block().expect("a session list") {
        for session in sessions {
            add(&mut sum, &session.expect("a well-formed row"));
        }
    }
    sum.get()
}

fn collected(list: SessionList<'_>) -> u64 {
    let sessions: Vec<_> = list.into_iter().collect::<Result<_, Error>>().expect("well-formed rows");
    checksum::of_list(sessions.len(), sessions.last().map_or(0, Session::id))
}

fn owned(list: SessionList<'_>) -> u64 {
    let (sessions, errors) = list.partition_owned();
    assert!(errors.is_empty(), "well-formed rows");
    checksum::of_list(sessions.len(), sessions.last().map_or(0, |session| session.id))
}

fn deserialized<'a, T: Moment + Deserialize<'a>>(list: SessionList<'a>) -> u64 {
    let mut sum = Checksum::default();
    for row in list.deserialize::<Row<&str, T>>() {
        row.expect("a well-formed row").add_to(&mut sum);
    }
    sum.get()
}

/// Counts the sessions. A withheld value counts as an empty one.
fn damaged(list: SessionList<'_>) -> u64 {
    let (mut sum, mut count) = (Checksum::default(), 0);
    for session in list.into_iter().flatten() {
        add(&mut sum, &session);
        count += 1;
    }
    black_box(sum.get());
    count
}

/// The bytes of the rows, without the header and what precedes it.
fn written(body: &Body) -> u64 {
    let list = of_text(body);
    let sessions = list.sessions().map(|session| session.expect("a well-formed row"));
    let mut to = Written::default();
    let columns = list.header().iter().map(str::to_owned);
    Writer::columns(columns).write_to(&mut to, sessions).expect("the sessions can be written");
    to.bytes - body.head_len() as u64
}

fn json(list: SessionList<'_>) -> u64 {
    let mut to = Written::default();
    for session in list {
        serde_json::to_writer(&mut to, &session.expect("a well-formed row")).expect("the writer cannot fail");
    }
    to.bytes
}

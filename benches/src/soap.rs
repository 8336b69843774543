//! SOAP responses, with this crate and with quick-xml.
//!
//! The results are the number of sessions and the last ID. [`check`] compares all values.

use std::io::BufReader;

use quick_xml::Reader;
use quick_xml::events::Event;
use rescue_sessions::{Error, OwnedSession, Parser, ReadError, SoapReader, StatusCode, parse, parse_any};
use serde::Deserialize;

use crate::Contestant;
use crate::bodies::Body;
use crate::checksum;

const BUFFER_CAPACITY: usize = 64 * 1024;
const WELL_FORMED: &str = "a well-formed response";

pub const OURS: &[Contestant] = &[
    Contestant { name: "**rescue-sessions**, `parse_any`, collected", run: |body| collected(&any(body.xml())) },
    Contestant { name: "**rescue-sessions**, `SoapReader`, collected", run: |body| collected(&buffered(body)) },
    Contestant {
        name: "**rescue-sessions**, `parse_any`, one by one",
        run: |body| one_by_one(parse_any(body.xml().as_bytes()).expect(WELL_FORMED)),
    },
    Contestant {
        name: "**rescue-sessions**, `SoapReader`, one by one",
        run: |body| one_by_one(SoapReader::new(Parser::new(), reader(body))),
    },
];
pub const PEERS: &[Contestant] = &[
    Contestant { name: "quick-xml + serde, `from_str`, collected", run: |body| of_rows(&from_str(body)) },
    Contestant { name: "quick-xml + serde, `from_reader`, collected", run: |body| of_rows(&from_reader(body)) },
    Contestant { name: "quick-xml events, only the IDs", run: events },
];
pub const AS_TEXT: &[Contestant] = &[
    Contestant { name: "**rescue-sessions**, `parse`, `OwnedSession`", run: |body| collected(&text(body)) },
    Contestant { name: "**rescue-sessions**, `parse_any`, collected", run: |body| collected(&any(body.text())) },
    Contestant {
        name: "**rescue-sessions**, `parse_any`, one by one",
        run: |body| one_by_one(parse_any(body.text().as_bytes()).expect(WELL_FORMED)),
    },
];

/// A reader with the buffer that both crates recommend for a file or a connection.
fn reader(body: &Body) -> BufReader<&[u8]> {
    BufReader::with_capacity(BUFFER_CAPACITY, body.xml().as_bytes())
}

fn any(body: &str) -> Vec<OwnedSession> {
    parse_any(body.as_bytes()).and_then(Iterator::collect::<Result<_, Error>>).expect(WELL_FORMED)
}

fn buffered(body: &Body) -> Vec<OwnedSession> {
    SoapReader::new(Parser::new(), reader(body)).collect::<Result<_, ReadError>>().expect(WELL_FORMED)
}

fn text(body: &Body) -> Vec<OwnedSession> {
    let (sessions, errors) = parse(body.text()).expect(WELL_FORMED).partition_owned();
    assert!(errors.is_empty(), "well-formed rows");
    sessions
}

fn collected(sessions: &[OwnedSession]) -> u64 {
    checksum::of_list(sessions.len(), sessions.last().map_or(0, |session| session.id))
}

fn one_by_one<E: std::fmt::Debug>(sessions: impl Iterator<Item = Result<OwnedSession, E>>) -> u64 {
    let (mut count, mut last) = (0, 0);
    for session in sessions {
        last = session.expect(WELL_FORMED).id;
        count += 1;
    }
    checksum::of_list(count, last)
}

/// The response as one would first describe it to serde.
#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "Body")]
    body: EnvelopeBody,
}

#[derive(Deserialize)]
struct EnvelopeBody {
    #[serde(rename = "getSession_V3Response")]
    response: Response,
}

#[derive(Deserialize)]
struct Response {
    #[serde(rename = "getSession_V3Result")]
    result: String,
    #[serde(rename = "aSessions")]
    sessions: List,
}

#[derive(Deserialize)]
struct List {
    #[serde(rename = "SESSION_V3", default)]
    sessions: Vec<Row>,
}

/// The times are texts.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    #[serde(rename = "iID")]
    i_id: i64,
    b_status: String,
    s_status: String,
    i_entry: i64,
    s_entry: String,
    i_technician: i64,
    s_technician: String,
    s_start_time: String,
    i_waiting_time_in_sec: i64,
    s_custom_field0: String,
    s_custom_field1: String,
    s_custom_field2: String,
    s_custom_field3: String,
    s_custom_field4: String,
    s_custom_field5: String,
    s_language: String,
    s_transferred_to: String,
    s_transferred_comment: String,
    b_is_lead: bool,
    b_handing_off: bool,
}

impl From<Row> for OwnedSession {
    fn from(row: Row) -> Self {
        let mut session = OwnedSession::new(row.i_id);
        session.status = Some(row.s_status.parse().expect("any text is a status"));
        session.status_code = Some(StatusCode::from_name(&row.b_status));
        session.entry_id = Some(row.i_entry);
        session.entry = Some(row.s_entry);
        session.technician_id = Some(row.i_technician);
        session.technician = Some(row.s_technician);
        session.start_time = Some(row.s_start_time.parse().expect("a time"));
        session.waiting_time = Some(row.i_waiting_time_in_sec);
        session.custom_fields = [
            row.s_custom_field0,
            row.s_custom_field1,
            row.s_custom_field2,
            row.s_custom_field3,
            row.s_custom_field4,
            row.s_custom_field5,
        ]
        .map(Some)
        .into();
        session.language = Some(row.s_language);
        session.transferred_to = Some(row.s_transferred_to);
        session.transferred_comment = Some(row.s_transferred_comment);
        session.is_lead_technician = Some(row.b_is_lead);
        session.is_handing_off = Some(row.b_handing_off);
        session
    }
}

fn from_str(body: &Body) -> Vec<Row> {
    rows(quick_xml::de::from_str(body.xml()).expect(WELL_FORMED))
}

fn from_reader(body: &Body) -> Vec<Row> {
    rows(quick_xml::de::from_reader(reader(body)).expect(WELL_FORMED))
}

fn rows(envelope: Envelope) -> Vec<Row> {
    let response = envelope.body.response;
    assert_eq!(response.result, "getSession_OK");
    response.sessions.sessions
}

fn of_rows(rows: &[Row]) -> u64 {
    checksum::of_list(rows.len(), rows.last().map_or(0, |row| row.i_id))
}

/// Visits all events of the XML, which is the least that any user of quick-xml does.
fn events(body: &Body) -> u64 {
    let mut reader = Reader::from_str(body.xml());
    let (mut count, mut id, mut is_id) = (0, "".into(), false);
    loop {
        match reader.read_event().expect(WELL_FORMED) {
            Event::Start(tag) => {
                is_id = tag.name().as_ref() == "iID";
                count += usize::from(tag.name().as_ref() == "SESSION_V3");
            }
            Event::Text(text) if is_id => id = text.into_inner(),
            Event::End(_) => is_id = false,
            Event::Eof => break,
            _ => {}
        }
    }
    checksum::of_list(count, id.parse().unwrap_or_default())
}

/// Compares the values of all sessions: those of the text, of each way to read the XML, and of quick-xml + serde.
pub fn check(body: &Body) {
    let sessions = any(body.xml());
    assert_eq!(sessions.len(), body.rows());
    assert!(sessions == buffered(body), "a slice against a reader");
    let of_rows = |rows: Vec<Row>| rows.into_iter().map(OwnedSession::from).collect::<Vec<_>>();
    assert!(sessions == of_rows(from_str(body)), "rescue-sessions against `from_str`");
    assert!(sessions == of_rows(from_reader(body)), "rescue-sessions against `from_reader`");
    let without_code = |mut session: OwnedSession| {
        session.status_code = None;
        session
    };
    let sessions: Vec<_> = sessions.into_iter().map(without_code).collect();
    assert!(sessions == text(body), "SOAP against text");
}

//! Reads a whole body.

use core::hint::black_box;

use rescue_sessions::{
    AnySessions, Column, Damage, Error, Header, OwnedSession, Parser, Record, Records, Session, SessionList, Sessions,
    Value,
};

use crate::{batches, request, show, values, write};

/// Returns the number of sessions.
pub fn read(parser: Parser, bytes: &'static [u8]) -> usize {
    let count = list(parser.parse_bytes(bytes));
    list(rescue_sessions::parse_bytes(bytes));
    request::read_answers(bytes);
    any(parser.parse_any(bytes));
    any(rescue_sessions::parse_any(bytes));
    if let Ok(text) = core::str::from_utf8(bytes) {
        values::conversions(text);
        values::status_code(text);
        request::build(text);
        list(parser.parse(text));
        list(rescue_sessions::parse(text));
    }
    count
}

#[inline(never)]
fn any(sessions: Result<AnySessions<'_>, Error>) {
    if let Ok(sessions) = sessions {
        show::debug(&sessions);
        black_box(sessions.is_soap());
        for session in sessions {
            black_box(session.is_ok());
        }
    }
}

#[inline(never)]
fn list(list: Result<SessionList<'_>, Error>) -> usize {
    match list {
        Ok(list) => {
            show::debug(&list);
            write::list(&list);
            values::header(list.header());
            records(list.records(), list.header());
            sessions(black_box(&list).clone().into_iter());
            sessions((&list).into_iter());
            black_box((list.partition(), list.partition_owned()));
            sessions(list.sessions())
        }
        Err(error) => {
            values::error(&error);
            0
        }
    }
}

fn records<'a>(mut records: Records<'a>, header: &Header<'a>) {
    show::debug(&records);
    black_box(records.clone().count());
    while let Some(next) = records.next() {
        match next {
            Ok(next) => record(&next, header),
            Err(error) => values::error(&error),
        }
        values::position(records.position());
        black_box((records.last_span(), records.last_raw()));
        black_box(records.size_hint());
    }
}

pub fn record<'a>(record: &Record<'a>, header: &Header<'a>) {
    show::debug(record);
    show::equal(record, &black_box(record).clone());
    black_box((record.len(), record.is_empty(), record.as_str()));
    values::position(record.position());
    black_box(record.get(black_box(3)));
    let (mut fields, mut bytes) = (record.iter(), record.byte_fields());
    while let Some(field) = fields.next() {
        black_box((field, fields.len(), bytes.next(), bytes.len()));
        show::debug(&fields.clone());
        show::debug(&bytes.clone());
    }
    for field in record {
        black_box(field);
    }
    black_box((record.byte_fields().nth(black_box(3)), record.iter().last()));
    match record.to_session(header) {
        Ok(next) => session(next),
        Err(error) => values::error(&error),
    }
}

fn sessions(mut sessions: Sessions<'_>) -> usize {
    let mut count = 0_usize;
    values::header(sessions.header());
    show::debug(&sessions);
    black_box(sessions.clone().count());
    batches::read(&mut sessions.clone());
    while let Some(next) = sessions.next() {
        match next {
            Ok(next) => {
                session(next);
                count = count.wrapping_add(1);
            }
            Err(error) => values::error(&error),
        }
        values::position(sessions.position());
        values::position(sessions.last_start());
        black_box((sessions.last_span(), sessions.last_raw()));
        show::debug(&sessions.last_fields());
        black_box(sessions.size_hint());
        sessions.last_fields().for_each(|field| _ = black_box(field));
    }
    count
}

pub fn session(session: Session<'_>) {
    getters(&session);
    show::comparable(&session);
    let mut owned = OwnedSession::new(black_box(7));
    show::equal(&owned, &OwnedSession::from(&session));
    owned = session.into_owned();
    show::comparable(&owned);
    black_box((owned.has_withheld(), owned.is_withheld(Column::CustomField(black_box(7))), owned.waiting()));
    black_box((owned.is_waiting(), owned.is_in_progress(), owned.is_closed(), owned.has(black_box(Column::Id))));
    owned.damage.iter().for_each(show::comparable);
}

fn value(value: &Value<&str, &Damage<'_>>) {
    show::comparable(value);
    black_box((value.is_withheld(), value.is_absent(), value.map(str::len).given()));
}

#[inline(never)]
fn getters(session: &Session<'_>) {
    black_box((session.as_str(), session.id(), session.status_text(), session.entry_id(), session.entry()));
    black_box((session.technician_id(), session.technician(), session.waiting_time(), session.waiting()));
    black_box((session.language(), session.transferred_to(), session.transferred_comment()));
    black_box((session.is_lead_technician(), session.is_handing_off(), session.has_withheld()));
    session.status().into_iter().for_each(values::status);
    session.start_time().into_iter().for_each(values::start_time);
    black_box(session.custom_field(black_box(9)));
    session.custom_fields().for_each(|field| _ = black_box(field));
    session.unknown_columns().for_each(|field| _ = black_box(field));
    show::debug(&session.custom_fields());
    show::debug(&session.unknown_columns());
    value(&session.get_by_name(black_box("Shoe Size")));
    session.damage().iter().for_each(values::damage);
    for column in [Column::Id, Column::CustomField(black_box(7))] {
        black_box(session.is_withheld(column));
        value(&session.get(column));
    }
}

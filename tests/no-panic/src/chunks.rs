//! Reads a body in chunks.

use core::hint::black_box;

use rescue_sessions::{Column, DecodedRecords, DecodedSessions, Decoder, Parser};

use crate::{batches, body, show, values};

/// Returns the number of sessions. The arguments of `black_box` are the values at run time.
pub fn read(parser: Parser, bytes: &[u8]) -> usize {
    let mut decoder = black_box(Decoder::default());
    black_box(decoder.is_finished());
    decoder = Decoder::new(parser);
    let mut count = 0_usize;
    let (mut rest, mut is_over) = (bytes, false);
    while !is_over {
        is_over = decoder.is_finished();
        let (chunk, after) = rest.split_at_checked(black_box(1000)).unwrap_or((rest, &[]));
        rest = after;
        if black_box(true) {
            decoder.push(chunk);
        }
        if black_box(rest.is_empty()) {
            decoder.finish();
        }
        inspect(&mut decoder);
        if black_box(false) {
            match decoder.records() {
                Ok(next) => records(next),
                Err(error) => values::error(&error),
            }
        }
        if black_box(true) {
            count = count.wrapping_add(match decoder.sessions() {
                Ok(next) => sessions(next),
                Err(error) => {
                    values::error(&error);
                    0
                }
            });
        }
    }
    count
}

fn inspect(decoder: &mut Decoder) {
    show::debug(decoder);
    black_box((decoder.is_finished(), decoder.buffered()));
    show::comparable(&decoder.parser());
    match decoder.header() {
        Ok(header) => header.iter().for_each(values::header),
        Err(error) => values::error(&error),
    }
}

fn records(mut records: DecodedRecords<'_>) {
    show::debug(&records);
    while let Some(next) = records.next().filter(|_| black_box(true)) {
        match next {
            Ok(record) => _ = black_box((record.get(black_box(1)), record.byte_fields().last())),
            Err(error) => values::error(&error),
        }
        values::position(records.position());
        black_box((records.last_span(), records.last_raw()));
    }
    black_box(records.size_hint());
}

fn sessions(mut sessions: DecodedSessions<'_>) -> usize {
    let mut count = 0_usize;
    show::debug(&sessions);
    if black_box(false) {
        batches::read_decoded(&mut sessions);
    }
    while let Some(next) = sessions.next() {
        match next {
            Ok(session) => {
                black_box(session.is_withheld(Column::Technician));
                body::session(session);
                count = count.wrapping_add(1);
            }
            Err(error) => values::error(&error),
        }
        values::position(sessions.position());
        values::position(sessions.last_start());
        black_box((sessions.last_span(), sessions.last_raw()));
        sessions.last_fields().for_each(|field| _ = black_box(field));
    }
    count
}

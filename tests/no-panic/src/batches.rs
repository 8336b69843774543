//! Reads sessions in batches.

use core::hint::black_box;

use rescue_sessions::{Column, DecodedSessions, SessionBatch, Sessions};

use crate::show;

#[inline(never)]
pub fn read<'a>(sessions: &mut Sessions<'a>) {
    let mut batch = black_box(SessionBatch::default());
    batch = if black_box(true) { SessionBatch::new() } else { batch };
    while sessions.read_batch(&mut batch, black_box(50)) {
        columns(&batch);
    }
}

#[inline(never)]
pub fn read_decoded<'s>(sessions: &mut DecodedSessions<'s>) {
    let mut batch = SessionBatch::new();
    while sessions.read_batch(&mut batch, black_box(50)) {
        columns(&batch);
    }
}

fn columns(batch: &SessionBatch<'_>) {
    show::debug(batch);
    black_box((batch.clone(), batch.len(), batch.is_empty()));
    let column = black_box(Column::Id);
    black_box((batch.integers(column), batch.flags(column), batch.start_times()));
    black_box((batch.texts_at(black_box(3)).map(Iterator::count), batch.bytes_at(black_box(3)).map(Iterator::count)));
    if let Some(mut texts) = batch.texts(column) {
        show::debug(&texts);
        black_box((texts.clone(), texts.len(), texts.next(), texts.size_hint()));
        texts.for_each(|text| _ = black_box(text));
    }
    if let Some(mut bytes) = batch.bytes(column) {
        show::debug(&bytes);
        black_box((bytes.clone(), bytes.len(), bytes.next(), bytes.size_hint()));
        bytes.for_each(|text| _ = black_box(text));
    }
}

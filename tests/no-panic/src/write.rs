//! Writes sessions.

use alloc::string::String;
use core::hint::black_box;

use rescue_sessions::{
    Column, Delimiter, OwnedSession, ReturnValue, Session, SessionList, WriteError, WriteSession, Writer,
};

use crate::{show, values};

/// Writes the sessions of a list, borrowed and owned.
pub fn list(list: &SessionList<'_>) {
    let sessions = || list.sessions().filter_map(Result::ok);
    let owned: alloc::vec::Vec<OwnedSession> = sessions().map(Session::into_owned).collect();
    for writer in [Writer::v1(), Writer::v2(), Writer::v3(), Writer::columns(list.header().iter())] {
        let writer = writer
            .delimiter(Delimiter::new(black_box("|")).unwrap_or_default())
            .trailing_delimiter(black_box(true))
            .fill_missing(black_box(false))
            .allow_damage(black_box(false));
        show::comparable(&writer);
        write(&writer, sessions());
        write(&writer, &owned);
    }
    write(&Writer::columns([Column::Id, Column::CustomField(black_box(7))]), sessions());
}

#[inline(never)]
fn write<S: WriteSession>(writer: &Writer, sessions: impl IntoIterator<Item = S>) {
    match writer.to_string(sessions) {
        Ok(body) => _ = black_box(body.len()),
        Err(why) => error(&why),
    }
}

fn error(error: &WriteError) {
    show::error(error);
    show::comparable(error);
    show::comparable(error.kind());
    show::display(error.kind());
    black_box((error.session(), error.column_name()));
    error.column().into_iter().for_each(values::column);
}

/// Writes a return value as a failed response.
pub fn return_value(value: &ReturnValue) {
    match Writer::failure(value) {
        Ok(body) => _ = black_box::<String>(body),
        Err(why) => error(&why),
    }
}

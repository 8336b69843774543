//! Calls the functions of the values in sessions, records and errors.

use core::hint::black_box;

use rescue_sessions::{
    Column, Damage, DamageAlignments, Delimiter, Error, ErrorKind, Header, Position, ReturnValue, StartTime, Status,
    StatusCode,
};

use crate::{show, write};

pub fn error(error: &Error) {
    show::error(error);
    show::comparable(error);
    black_box((error.scope(), error.retry(), error.element()));
    position(error.position());
    kind(error.kind());
    kind(&error.clone().into_kind());
}

fn kind(kind: &ErrorKind) {
    show::comparable(kind);
    show::display(kind);
    black_box(kind.code());
    kind.column().iter().for_each(|known| column(*known));
    match kind {
        ErrorKind::Failure(value) => return_value(value),
        ErrorKind::Soap(why) => {
            show::comparable(why);
            show::display(why);
        }
        _ => {}
    }
}

pub fn status_code(name: &str) {
    let code = StatusCode::from_name(name);
    show::ordered(&code);
    show::display(&code);
    show::equal(&code, &StatusCode::from(name));
    black_box((code.as_str(), name.parse::<StatusCode>().ok()));
    black_box((code.is_waiting(), code.is_in_progress(), code.is_closed()));
}

fn return_value(value: &ReturnValue) {
    show::ordered(value);
    show::display(value);
    black_box((value.is_ok(), value.as_str()));
    show::equal(value, &ReturnValue::from_word(value.as_str()));
    write::return_value(value);
}

pub fn position(position: Position) {
    show::ordered(&position);
    black_box((position.byte(), position.line(), position.column(), position.record()));
}

pub fn column(column: Column) {
    show::ordered(&column);
    show::display(&column);
    black_box(Column::from_name(&column.name()));
}

pub fn header(header: &Header<'_>) {
    show::debug(header);
    show::equal(header, &black_box(header).clone());
    black_box((header.len(), header.is_empty(), header.has_trailing_delimiter()));
    for name in header.iter() {
        black_box((header.index_of_name(name), Column::from_name(name), name.parse::<Column>().ok()));
    }
    black_box((header.iter().len(), header.iter().nth_back(black_box(1))));
    let index = black_box(1);
    black_box(header.get(index));
    header.column(index).iter().for_each(|known| column(*known));
    header.missing_columns().for_each(column);
    header.unknown_columns().for_each(|name| _ = black_box(name));
    black_box(header.index_of(Column::CustomField(black_box(7))));
    show::equal(header, &Header::default());
    position(header.position());
    show::debug(&header.iter());
    show::debug(&header.missing_columns());
    show::debug(&header.unknown_columns());
    let owned = header.clone().into_owned();
    show::debug(&owned);
    show::equal(&owned, &black_box(&owned).clone());
    show::equal(header, &owned.to_header());
}

pub fn damage(damage: &Damage<'_>) {
    show::debug(damage);
    show::display(damage);
    show::display(&damage.message());
    show::equal(damage, &black_box(damage).clone());
    position(damage.position());
    let column = Column::CustomField(black_box(7));
    black_box((damage.raw(), damage.is_resolved(), damage.affects(column), damage.columns().len()));
    show::debug(&damage.columns());
    damage.columns().for_each(|name| _ = black_box(name));
    alignments(damage.alignments());
}

fn alignments(mut alignments: DamageAlignments<'_>) {
    show::debug(&alignments);
    black_box((alignments.total(), alignments.size_hint(), alignments.clone().nth(black_box(3)).is_some()));
    for alignment in alignments.by_ref().take(black_box(100)) {
        show::debug(&alignment);
        show::debug(&alignment.values());
        show::equal(&alignment, &black_box(&alignment).clone());
        black_box((alignment.values().len(), alignment.get(Column::CustomField(black_box(7)))));
        alignment.values().for_each(|(name, _)| _ = black_box(alignment.get_by_name(name)));
    }
    black_box(alignments.size_hint());
}

pub fn status(status: Status<'_>) {
    show::ordered(&status);
    show::display(&status);
    black_box(Status::from_text(status.as_str()));
    black_box((status.is_waiting(), status.is_in_progress(), status.is_closed()));
    show::ordered(&status.as_borrowed());
    show::ordered(&status.clone().into_owned());
}

pub fn start_time(time: StartTime) {
    show::ordered(&time);
    show::display(&time);
    show::display(&time.service_format());
    black_box(StartTime::new(time.year(), time.day(), time.month(), time.second(), time.minute(), time.hour()));
    black_box((time.year(), time.month(), time.day(), time.hour(), time.minute(), time.second()));
    #[cfg(feature = "chrono")]
    black_box(StartTime::try_from(time.to_naive_date_time()).is_ok());
}

/// Calls every conversion from text.
pub fn conversions(text: &'static str) {
    match text.parse::<StartTime>() {
        Ok(time) => start_time(time),
        Err(error) => {
            show::error(&error);
            show::comparable(&error);
        }
    }
    Delimiter::new(text).iter().for_each(|delimiter| _ = black_box(delimiter.as_str()));
    show::comparable(&Delimiter::default());
    position(Position::default());
    return_value(&ReturnValue::from_word(text));
    return_value(&ReturnValue::from(text));
    status(Status::from(text));
    status(Status::from_text(text));
    text.parse::<Status<'_>>().into_iter().for_each(status);
    text.parse::<ReturnValue>().iter().for_each(return_value);
    Column::from_name(text).iter().for_each(|known| column(*known));
}

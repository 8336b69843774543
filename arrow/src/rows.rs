//! [`Rows`]: the rows of one batch, column by column.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Int64Array, RecordBatch, RecordBatchOptions, TimestampMillisecondArray,
    TimestampSecondArray,
};
use arrow_schema::{ArrowError, DataType, FieldRef, Schema, SchemaRef, TimeUnit};
use rescue_sessions::{Column, Header, OwnedSession, Session, SessionBatch, Status};

use crate::names::NameLists;
use crate::poll::Poll;
use crate::seconds::seconds_since_1970;
use crate::table::{Content, Table};
use crate::texts::TextBuilder;
use crate::values::Values;
use crate::words::WordBuilder;

/// The columns of a batch that is not complete yet.
pub(crate) struct Rows {
    schema: SchemaRef,
    columns: Vec<(Content, Builder)>,
    /// All columns of the table, also those that the batch does not have.
    table: Vec<(Content, FieldRef)>,
    /// The names of the table's unknown columns.
    unknown_columns: Vec<String>,
    /// For each of these, its index in the header of the current text response.
    indices: Vec<Option<usize>>,
    poll: Poll,
    len: usize,
}

enum Builder {
    Integer(Values<i64>),
    Time(Values<i64>, TimeUnit, Option<Arc<str>>),
    Flag(Values<bool>),
    Word(WordBuilder),
    Text(TextBuilder),
    Names(NameLists),
}

impl Rows {
    pub(crate) fn new(table: &Table) -> Rows {
        let schema = table.to_arrow();
        let unknown_columns = table.unknown_columns().to_vec();
        let table: Vec<_> = table.contents().into_iter().zip(schema.fields().iter().cloned()).collect();
        let columns = table.iter().map(Builder::for_column).collect();
        Rows { schema, columns, table, unknown_columns, indices: Vec::new(), poll: Poll::default(), len: 0 }
    }

    /// The next batch has these columns of the table only.
    pub(crate) fn project(&mut self, indices: &[usize]) -> Result<(), ArrowError> {
        let table = Schema::new(self.table.iter().map(|(_, field)| Arc::clone(field)).collect::<Vec<_>>());
        self.schema = Arc::new(table.project(indices)?);
        self.columns = indices.iter().filter_map(|index| self.table.get(*index)).map(Builder::for_column).collect();
        Ok(())
    }

    pub(crate) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The bytes of text in the batch so far.
    pub(crate) fn text_len(&self) -> usize {
        self.columns.iter().map(|(_, builder)| builder.text_len()).sum()
    }

    /// The next rows are those of this poll.
    pub(crate) fn start(&mut self, poll: Poll) {
        self.poll = poll;
    }

    /// The next rows are those of a text response with this header.
    pub(crate) fn start_text(&mut self, header: &Header<'_>) {
        let is_unknown = |index: &usize| header.column(*index).is_none();
        let index = |name: &String| header.index_of_name(name).filter(is_unknown);
        self.indices = self.unknown_columns.iter().map(index).collect();
    }

    /// Appends sessions column by column: each column is one loop over values of one type.
    pub(crate) fn push_batch(&mut self, batch: &SessionBatch<'_>) {
        for (content, builder) in &mut self.columns {
            match (*content, builder) {
                (Content::Known(column), builder) => builder.append_batch(batch, column),
                (Content::Unknown(index), Builder::Text(builder)) => {
                    let index = self.indices.get(index).copied().flatten();
                    builder.extend_or_null(index.and_then(|index| batch.texts_at(index)), batch.len());
                }
                (Content::Withheld, Builder::Names(names)) => names.append_empty(batch.len()), // its rows have no damage
                (content, builder) => builder.append_poll(content, &self.poll, batch.len()),
            }
        }
        self.len += batch.len();
    }

    pub(crate) fn push(&mut self, session: &Session<'_>) {
        let withheld = if session.has_withheld() { self.withheld(session) } else { Vec::new() };
        for (content, builder) in &mut self.columns {
            match (*content, builder) {
                (Content::Known(column), builder) => builder.append(session, column),
                (Content::Unknown(index), Builder::Text(texts)) => {
                    let name = self
                        .unknown_columns
                        .get(index)
                        .filter(|_| self.indices.get(index).is_some_and(Option::is_some));
                    texts.append(name.and_then(|name| session.get_by_name(name).given()));
                }
                (Content::Withheld, Builder::Names(names)) => names.append(&withheld),
                (content, builder) => builder.append_poll(content, &self.poll, 1),
            }
        }
        self.len += 1;
    }

    /// The names, in the table, of the columns whose values are withheld.
    fn withheld(&self, session: &Session<'_>) -> Vec<String> {
        let unresolved = session.damage().iter().filter(|damage| !damage.is_resolved());
        unresolved.flat_map(|damage| damage.columns()).map(|column| self.name_of(column)).collect()
    }

    /// The name, in the table, of a column of the current text response. Two columns of the table can have one name in
    /// headers: a custom field is an unknown column of a response that lacks the one before it.
    fn name_of(&self, column: &str) -> String {
        let is_of = |content: &Content, field: &FieldRef| match content {
            Content::Unknown(index) => {
                let is_in_response = self.indices.get(*index).is_some_and(Option::is_some);
                is_in_response && self.unknown_columns.get(*index).is_some_and(|name| name == column)
            }
            _ => field.metadata().get("column").is_some_and(|name| name == column),
        };
        // Unknown columns are last, and so the first in this order.
        let found = self.table.iter().rev().find(|(content, field)| is_of(content, field));
        found.map_or(column, |(_, field)| field.name()).to_owned()
    }

    pub(crate) fn push_owned(&mut self, session: &OwnedSession) {
        for (content, builder) in &mut self.columns {
            match (*content, builder) {
                (Content::Known(column), builder) => builder.append_owned(session, column),
                (Content::StatusCode, Builder::Word(words)) => {
                    words.append(session.status_code.as_ref().map(|code| code.as_str()));
                }
                (Content::Unknown(index), Builder::Text(texts)) => {
                    let name = self.unknown_columns.get(index);
                    let text = session.unknown_columns.iter().find(|(unknown, _)| Some(unknown) == name);
                    texts.append(text.and_then(|(_, text)| text.as_deref()));
                }
                (Content::Withheld, Builder::Names(names)) => names.append_empty(1), // a SOAP response has no damage
                (content, builder) => builder.append_poll(content, &self.poll, 1),
            }
        }
        self.len += 1;
    }

    pub(crate) fn finish(&mut self) -> Result<RecordBatch, ArrowError> {
        let rows = std::mem::take(&mut self.len);
        // All are finished before the first error is returned, so that no column keeps rows for the next batch.
        let arrays: Vec<_> = self.columns.iter_mut().map(|(_, builder)| builder.finish()).collect();
        let arrays = arrays.into_iter().collect::<Result<_, _>>()?;
        // A batch without columns still has rows.
        let options = RecordBatchOptions::new().with_row_count(Some(rows));
        RecordBatch::try_new_with_options(Arc::clone(&self.schema), arrays, &options)
    }
}

impl Builder {
    fn for_column((content, field): &(Content, FieldRef)) -> (Content, Builder) {
        (*content, Builder::new(field.data_type()))
    }

    fn new(data_type: &DataType) -> Builder {
        match data_type {
            DataType::Int64 => Builder::Integer(Values::new()),
            DataType::Timestamp(unit, zone) => Builder::Time(Values::new(), *unit, zone.clone()),
            DataType::Boolean => Builder::Flag(Values::new()),
            DataType::Dictionary(..) => Builder::Word(WordBuilder::new()),
            DataType::List(item) => Builder::Names(NameLists::new(item)),
            _ => Builder::Text(TextBuilder::new()),
        }
    }

    fn text_len(&self) -> usize {
        match self {
            Builder::Word(words) => words.text_len(),
            Builder::Text(texts) => texts.text_len(),
            _ => 0,
        }
    }

    /// Appends the values of a column, or nulls if the sessions have no such column.
    fn append_batch(&mut self, batch: &SessionBatch<'_>, column: Column) {
        match self {
            Builder::Integer(integers) => {
                integers.extend_or_null(batch.integers(column).map(|all| all.iter().copied()), batch.len())
            }
            Builder::Time(times, unit, _) => {
                let all = batch.start_times().map(|all| all.iter().map(|time| seconds_since_1970(*time)));
                match unit {
                    TimeUnit::Second => times.extend_or_null(all, batch.len()),
                    // No year of four digits is beyond the range.
                    _ => times.extend_or_null(all.map(|all| all.map(|seconds| seconds * 1_000)), batch.len()),
                }
            }
            Builder::Flag(flags) => {
                flags.extend_or_null(batch.flags(column).map(|all| all.iter().copied()), batch.len())
            }
            Builder::Word(words) => match batch.bytes(column) {
                Some(texts) if column == Column::Status => words.extend_statuses(texts),
                Some(texts) => words.extend(texts),
                None => words.append_repeated(None, batch.len()),
            },
            Builder::Text(builder) => builder.extend_or_null(batch.texts(column), batch.len()),
            Builder::Names(_) => {} // no known column is a list
        }
    }

    fn append(&mut self, session: &Session<'_>, column: Column) {
        match self {
            Builder::Integer(integers) => integers.push(match column {
                Column::Id => Some(session.id()),
                Column::EntryId => session.entry_id(),
                Column::TechnicianId => session.technician_id(),
                _ => session.waiting_time(),
            }),
            Builder::Time(times, unit, _) => {
                times.push(session.start_time().and_then(|time| ticks(seconds_since_1970(time), *unit)));
            }
            Builder::Flag(flags) => flags.push(match column {
                Column::HandingOff => session.is_handing_off(),
                _ => session.is_lead_technician(),
            }),
            Builder::Word(words) if column == Column::Status => words.append_status(session.status_text()),
            Builder::Word(words) => words.append(session.get(column).given()),
            Builder::Text(texts) => texts.append(session.get(column).given()),
            Builder::Names(_) => {} // no known column is a list
        }
    }

    fn append_owned(&mut self, session: &OwnedSession, column: Column) {
        match self {
            Builder::Integer(integers) => integers.push(match column {
                Column::Id => Some(session.id),
                Column::EntryId => session.entry_id,
                Column::TechnicianId => session.technician_id,
                _ => session.waiting_time,
            }),
            Builder::Time(times, unit, _) => {
                times.push(session.start_time.and_then(|time| ticks(seconds_since_1970(time), *unit)));
            }
            Builder::Flag(flags) => flags.push(match column {
                Column::HandingOff => session.is_handing_off,
                _ => session.is_lead_technician,
            }),
            Builder::Word(words) => words.append(owned_text(session, column)),
            Builder::Text(texts) => texts.append(owned_text(session, column)),
            Builder::Names(_) => {} // no known column is a list
        }
    }

    /// Appends the value of a column that all rows of a poll share.
    fn append_poll(&mut self, content: Content, poll: &Poll, rows: usize) {
        match self {
            Builder::Time(times, unit, _) => {
                times.extend_repeated(poll.time.and_then(|time| ticks(time, *unit)), rows);
            }
            Builder::Word(words) if content == Content::PollFile => words.append_repeated(poll.file.as_deref(), rows),
            // The code of the status, which a text response lacks.
            Builder::Word(words) => words.append_repeated(None, rows),
            _ => {} // no other column is the same in all rows
        }
    }

    fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Builder::Integer(integers) => {
                let (values, nulls) = integers.finish();
                Arc::new(Int64Array::try_new(values.into(), nulls)?)
            }
            Builder::Time(times, unit, zone) => {
                let (values, nulls) = times.finish();
                match unit {
                    TimeUnit::Second => {
                        let array = TimestampSecondArray::try_new(values.into(), nulls)?;
                        Arc::new(array.with_timezone_opt(zone.clone()))
                    }
                    _ => {
                        let array = TimestampMillisecondArray::try_new(values.into(), nulls)?;
                        Arc::new(array.with_timezone_opt(zone.clone()))
                    }
                }
            }
            Builder::Flag(flags) => {
                let (values, nulls) = flags.finish();
                Arc::new(BooleanArray::new(values.into(), nulls))
            }
            Builder::Word(words) => words.finish()?,
            Builder::Text(texts) => texts.finish()?,
            Builder::Names(names) => names.finish()?,
        })
    }
}

/// A time in a unit. `None`: it does not fit, which no year of four digits causes.
fn ticks(seconds: i64, unit: TimeUnit) -> Option<i64> {
    if unit == TimeUnit::Second { Some(seconds) } else { seconds.checked_mul(1_000) }
}

fn owned_text(session: &OwnedSession, column: Column) -> Option<&str> {
    match column {
        Column::Status => session.status.as_ref().map(Status::as_str),
        Column::Entry => session.entry.as_deref(),
        Column::Technician => session.technician.as_deref(),
        Column::CustomField(number) => session.custom_fields.get(usize::from(number))?.as_deref(),
        Column::Language => session.language.as_deref(),
        Column::TransferredTo => session.transferred_to.as_deref(),
        Column::TransferredComment => session.transferred_comment.as_deref(),
        _ => None,
    }
}

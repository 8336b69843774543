//! The conversion of a record to a session, column by column.

use crate::bytes::delimiter::Delimiter;
use crate::bytes::position::Position;
use crate::column::Column;
use crate::error::{Error, ErrorKind};
use crate::recovery::alignments::ColumnMatch;
use crate::session::borrowed::{RareFields, Session};
use crate::session::damage;
use crate::session::spans::{FieldSpans, Span};
use crate::table::column_slots;
use crate::table::header::Header;
use crate::table::record::{FieldEnds, Record};
use crate::values::field_parser::FieldParser;

impl<'a> Record<'a> {
    /// Converts the record to a session.
    ///
    /// `header` must be the header of the list that the record comes from. Another header with the same number of
    /// columns is not detected, and gives values to the wrong columns.
    ///
    /// # Errors
    ///
    /// If the header does not have as many columns as the record has fields, or if a value is invalid. With the header
    /// `ID|Status|Start Time|Waiting Time|Language|Is Lead Technician|`:
    ///
    /// - `x|Active|2/16/2012 9:00 AM|13|en||`: ID is not an integer
    /// - `1|Active|2/16/2012 9:00 AM|9223372036854775808|en||`: Waiting Time does not fit in a 64-bit integer
    /// - `1|Active|16.2.2012 9:00|13|en||`: Start Time does not have the format `M/D/YYYY h:mm AM`
    /// - `1|Active|2/30/2012 9:00 AM|13|en||`: Start Time is not an existing date and time
    /// - `1|Active|2/16/2012 9:00 AM|13|English||`: Language is neither empty nor a language code
    /// - `1|Active|2/16/2012 9:00 AM|13|en|1|`: Is Lead Technician is neither empty nor a word
    pub fn to_session(&self, header: &Header<'a>) -> Result<Session<'a>, Error> {
        Session::read(header, self)
    }
}

impl<'a> Session<'a> {
    /// The session of a well-formed record.
    pub(crate) fn read(header: &Header<'a>, record: &Record<'a>) -> Result<Session<'a>, Error> {
        if record.len() != header.len() {
            let kind = ErrorKind::FieldCount { expected: header.len(), found: record.len() };
            return Err(record.error(kind, 0));
        }
        let (spans, ends) = match record.ends_around() {
            Some((ends, delimiter_len)) => (FieldSpans::of_fields(header.slots().fields, delimiter_len), ends),
            None => (FieldSpans::explicit(), FieldEnds::NONE),
        };
        let mut session = Session::new(record.as_str(), spans, ends);
        let mut fields = record.iter();
        let (text, start) = (record.as_str(), record.start());
        for label in header.labels() {
            let range = fields.next_range().unwrap_or_default();
            match label.column {
                Some(column) => session.set(FieldParser { column, text, start, range })?,
                None => session.rare().unknown_columns.push((label.text, Span::new(&range))),
            }
        }
        Ok(session)
    }

    /// The session of a damaged record, from what recovery found for each column.
    ///
    /// `text` is the record, and `start` its position in the body.
    pub(crate) fn read_damaged(
        header: &Header<'a>,
        delimiter: Delimiter,
        text: &'a str,
        start: Position,
        matches: &[ColumnMatch],
    ) -> Result<Session<'a>, Error> {
        let mut session = Session::new(text, FieldSpans::explicit(), FieldEnds::NONE);
        for (label, found) in header.labels().iter().zip(matches) {
            match (label.column, found.range.clone()) {
                (Some(column), Some(range)) => session.set(FieldParser { column, text, start: &start, range })?,
                (Some(Column::Id), None) => return Err(Error::new(ErrorKind::AmbiguousValue(Column::Id), start)),
                (Some(column), None) => session.set_span(column, Span::WITHHELD),
                (None, range) => {
                    let span = range.map_or(Span::WITHHELD, |range| Span::new(&range));
                    session.rare().unknown_columns.push((label.text, span));
                }
            }
        }
        session.rare().damage = damage::list(header, delimiter, text, start, matches);
        Ok(session)
    }

    #[inline]
    fn new(text: &'a str, spans: FieldSpans, ends: FieldEnds) -> Session<'a> {
        Session {
            text,
            spans,
            ends,
            id: 0, // always overwritten: every header has the column
            entry_id: None,
            technician_id: None,
            waiting_time: None,
            start_time: None,
            is_lead_technician: None,
            handing_off: None,
            rare: None,
        }
    }

    #[inline(always)]
    fn set(&mut self, field: FieldParser<'_>) -> Result<(), Error> {
        match field.column {
            Column::Id => self.id = field.integer()?,
            Column::EntryId => self.entry_id = Some(field.integer()?),
            Column::TechnicianId => self.technician_id = Some(field.integer()?),
            Column::StartTime => self.start_time = Some(field.start_time()?),
            Column::WaitingTime => self.waiting_time = Some(field.integer()?),
            Column::Language => field.check_language()?,
            Column::IsLeadTechnician => self.is_lead_technician = Some(field.flag()?),
            Column::HandingOff => self.handing_off = Some(field.flag()?),
            Column::Status | Column::Entry | Column::Technician | Column::CustomField(_) => {}
            Column::TransferredTo | Column::TransferredComment => {}
        }
        self.set_span(field.column, Span::new(&field.range));
        Ok(())
    }

    #[inline]
    fn set_span(&mut self, column: Column, span: Span) {
        match column_slots::slot_of(column) {
            Ok(slot) => self.spans.set(slot, span),
            Err(index) => self.set_later_custom_field(index, span),
        }
    }

    /// Sets a custom field that has no slot.
    #[cold]
    fn set_later_custom_field(&mut self, index: usize, span: Span) {
        let spans = &mut self.rare().later_custom_fields;
        spans.resize(spans.len().max(index.saturating_add(1)), Span::ABSENT);
        if let Some(later) = spans.get_mut(index) {
            *later = span;
        }
    }

    #[cold]
    fn rare(&mut self) -> &mut RareFields<'a> {
        self.rare.get_or_insert_default()
    }
}

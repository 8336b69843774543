//! Which lines are read as one record.
//!
//! A line and those behind it, up to the next that a record can start with, are one span. Where it gives no reading, and the
//! lines at the next start do not stand by themselves either, they are added: somebody may have typed a number where a line
//! starts. Lines that stand by themselves are never taken for a part of something else.
//!
//! Where records start with free text any line can be a part of one, and what stands by itself is the only landmark: see
//! [`Repair::next_of_text`].

use alloc::vec::Vec;
use core::ops::Range;

use crate::column::Column;
use crate::error::{Error, ErrorKind};
use crate::grammar;
use crate::header::Header;
use crate::position::Position;
use crate::realign::{Layout, Readings};
use crate::record::Record;
use crate::rows::Rows;
use crate::scan::Line;
use crate::session::Session;
use crate::value::Form;

/// How many lines that could start a record one may hold behind its own start.
const STARTS_INSIDE: usize = 3;

/// A record, with or without damage.
pub(crate) enum Repaired<'a> {
    /// One line as it stands, or the error of a record that can't be read.
    Line(Result<Record<'a>, Error>),
    Damaged(Result<Session<'a>, Error>),
}

/// What the header wants, and what is kept from one damaged record to the next so that each costs few allocations.
#[derive(Clone)]
pub(crate) struct Repair {
    shape: Shape,
    readings: Readings,
    /// Of the lines behind the span.
    ahead: Readings,
    places: Vec<Option<Range<usize>>>,
}

/// What the header wants.
#[derive(Clone)]
struct Shape {
    layout: Layout,
    forms: Vec<Form>,
    /// How many columns there are up to Start Time.
    up_to_start_time: Option<usize>,
}

impl Repair {
    pub(crate) fn new(header: &Header<'_>) -> Repair {
        let shape = Shape {
            layout: Layout::new(header),
            forms: header.labels().iter().map(|label| Form::of(label.column)).collect(),
            up_to_start_time: header.index_of(Column::StartTime).map(|index| index.saturating_add(1)),
        };
        Repair { shape, readings: Readings::default(), ahead: Readings::default(), places: Vec::new() }
    }

    /// Where the fields of the last damaged session stand in its text; `None` for one that is withheld.
    pub(crate) fn places(&self) -> &[Option<Range<usize>>] {
        &self.places
    }

    pub(crate) fn next<'a>(&mut self, header: &Header<'a>, rows: &mut Rows<'a>) -> Option<Repaired<'a>> {
        let line = rows.pass_blank_lines()?;
        let start = rows.start();
        if line.bytes.len() > rows.max_record() {
            let record = rows.record(&line, start);
            rows.take(&line);
            rows.take_to_start();
            return Some(Repaired::Line(record));
        }
        Some(match rows.starts_with_text() {
            true => self.next_of_text(header, rows, &line, start),
            false => self.next_of_start(header, rows, &line, start),
        })
    }

    /// The record at a line, where it can be told whether a line starts one.
    fn next_of_start<'a>(
        &mut self,
        header: &Header<'a>,
        rows: &mut Rows<'a>,
        line: &Line<'a>,
        start: Position,
    ) -> Repaired<'a> {
        let record = rows.record(line, start);
        let is_whole = rows.is_whole(line);
        Span::new(&self.shape, &mut self.readings).add(rows, line);
        let behind_line = rows.clone();
        if is_whole && self.readings.is_dead() {
            return Repaired::Line(record);
        }
        let is_within_limit = self.span().add_up_to_start(rows);
        let is_alone = rows.position == behind_line.position;
        if is_alone && (is_whole || self.shape.is_row_and_delimiter(rows, line)) {
            return Repaired::Line(record);
        }
        if is_within_limit && self.is_complete() {
            return self.damaged(header, rows, start);
        }
        if is_whole {
            *rows = behind_line;
            return Repaired::Line(record);
        }
        if !is_within_limit {
            rows.take_to_start();
            return Repaired::Line(Err(Error::new(ErrorKind::RecordTooLong { limit: rows.max_record() }, start)));
        }
        self.next_with_starts_inside(header, rows, start).unwrap_or(Repaired::Line(record))
    }

    /// Goes on over starts where nothing that stands by itself starts. Leaves `rows` where they are if that gives no reading.
    fn next_with_starts_inside<'a>(
        &mut self,
        header: &Header<'a>,
        rows: &mut Rows<'a>,
        start: Position,
    ) -> Option<Repaired<'a>> {
        let mut beyond = rows.clone();
        for _ in 0..STARTS_INSIDE {
            if self.readings.is_dead() || self.stands_next(&beyond) {
                return None;
            }
            let mut span = self.span();
            if !(span.add_next(&mut beyond) && span.add_up_to_start(&mut beyond)) {
                return None;
            }
            if self.is_complete() {
                *rows = beyond;
                return Some(self.damaged(header, rows, start));
            }
        }
        None
    }

    /// The record at a line, where records start with free text.
    ///
    /// The lines up to the next that stands by itself belong to the record, or to the one which that line ends. If the record
    /// can end behind one of them only, it does, and the others are left to the next. If it can end nowhere, they all belong to
    /// the next. If it can end behind several, nothing tells, and all is one error with the line that stands by itself, whose
    /// first field may have started before it.
    fn next_of_text<'a>(
        &mut self,
        header: &Header<'a>,
        rows: &mut Rows<'a>,
        line: &Line<'a>,
        start: Position,
    ) -> Repaired<'a> {
        let record = rows.record(line, start);
        let is_whole = rows.is_whole(line);
        Span::new(&self.shape, &mut self.readings).add(rows, line);
        let behind_line = rows.clone();
        let mut first_end = None;
        let mut is_one_end = true;
        loop {
            if self.is_complete() {
                is_one_end = first_end.is_none();
                first_end.get_or_insert_with(|| rows.clone());
            }
            if rows.is_end_next() || self.stands_next(rows) {
                break;
            }
            if !self.span().add_next(rows) {
                return self.too_long(rows, start);
            }
        }
        let ends_here = self.is_complete() && rows.is_end_next();
        match first_end {
            Some(end) if is_one_end || ends_here => {
                *rows = if ends_here { rows.clone() } else { end };
                if rows.position == behind_line.position && (is_whole || self.shape.is_row_and_delimiter(rows, line)) {
                    return Repaired::Line(record);
                }
                self.read_again(rows);
                self.damaged(header, rows, start)
            }
            Some(_) => {
                rows.take_next();
                Repaired::Line(Err(Error::new(ErrorKind::OpenEnd, start)))
            }
            None if is_whole => {
                *rows = behind_line;
                Repaired::Line(record)
            }
            None => match self.span().add_next(rows) && self.is_complete() {
                true => self.damaged(header, rows, start),
                false => Repaired::Line(record),
            },
        }
    }

    /// Up to a line that stands by itself, and with it.
    fn too_long<'a>(&mut self, rows: &mut Rows<'a>, start: Position) -> Repaired<'a> {
        while !rows.is_end_next() && !self.stands_next(rows) {
            rows.take_next();
        }
        rows.take_next();
        Repaired::Line(Err(Error::new(ErrorKind::RecordTooLong { limit: rows.max_record() }, start)))
    }

    /// The readings of what `rows` took last.
    fn read_again(&mut self, rows: &Rows<'_>) {
        let text = rows.last_text(Position::default()).unwrap_or_default().as_bytes();
        let mut at = 0_usize;
        self.readings.clear(&self.shape.layout);
        while let Some(line) = text.get(at..).and_then(|text| Line::scan(text, rows.delimiter())) {
            self.readings.push(&self.shape.layout, &line, at);
            at = at.saturating_add(line.len());
        }
    }

    /// The session of what `rows` took last, which has a reading.
    fn damaged<'a>(&mut self, header: &Header<'a>, rows: &Rows<'a>, start: Position) -> Repaired<'a> {
        Repaired::Damaged(rows.last_text(start).and_then(|text| {
            let found = self.readings.settle(&self.shape.layout, text.as_bytes());
            self.places.clear();
            self.places.extend(found.iter().take(header.len()).map(|found| found.place.clone()));
            Session::read_damaged(header, text, start, &found)
        }))
    }

    /// Whether the lines from the next one on, up to a start, stand by themselves: they are a row, or look as if they should be, or
    /// have a reading.
    fn stands_next(&mut self, rows: &Rows<'_>) -> bool {
        let mut rows = rows.clone();
        let Some(line) = rows.pass_blank_lines() else { return false };
        rows.start();
        if rows.is_whole(&line) || self.shape.up_to_start_time.is_some_and(|time| self.shape.fits(&line, 0..time)) {
            return true;
        }
        let mut span = Span::new(&self.shape, &mut self.ahead);
        span.add_next(&mut rows)
            && (rows.starts_with_text() || span.add_up_to_start(&mut rows))
            && self.ahead.is_complete(&self.shape.layout)
    }

    fn is_complete(&self) -> bool {
        self.readings.is_complete(&self.shape.layout)
    }

    fn span(&mut self) -> Span<'_> {
        Span { shape: &self.shape, readings: &mut self.readings }
    }
}

impl Shape {
    /// Whether a record surely starts at a line, or nothing that goes on: it has a row's number of fields, and all of them up to
    /// Start Time fit, whatever stands for the first one.
    fn is_border(&self, rows: &Rows<'_>, line: &Line<'_>) -> bool {
        let is_row = |time| rows.is_whole(line) && self.fits(line, 1..time);
        rows.is_start(line) || self.up_to_start_time.is_some_and(is_row)
    }

    /// Whether a line is a row with a delimiter behind it that the header has not.
    fn is_row_and_delimiter(&self, rows: &Rows<'_>, line: &Line<'_>) -> bool {
        rows.has_delimiter_too_many(line) && self.fits(line, 0..self.forms.len())
    }

    /// Whether a line has fields for these columns, one each, that fit.
    fn fits(&self, line: &Line<'_>, columns: Range<usize>) -> bool {
        let fits = |(form, field): (&Form, Range<usize>)| form.fits(line.bytes.get(field).unwrap_or_default());
        let fields = self.forms.iter().zip(grammar::fields(line));
        line.delimiters >= columns.end && fields.take(columns.end).skip(columns.start).all(fits)
    }
}

/// The lines that are read as one record, as they come together.
struct Span<'r> {
    shape: &'r Shape,
    readings: &'r mut Readings,
}

impl<'r> Span<'r> {
    fn new(shape: &'r Shape, readings: &'r mut Readings) -> Self {
        readings.clear(&shape.layout);
        Span { shape, readings }
    }

    /// Adds the next line, which `rows` take.
    fn add(&mut self, rows: &mut Rows<'_>, line: &Line<'_>) {
        let at = rows.position.byte().saturating_sub(rows.span().start) as usize;
        self.readings.push(&self.shape.layout, line, at);
        rows.take(line);
    }

    /// Adds the next line that is not blank, with the blank ones before it, unless the record gets too long.
    fn add_next(&mut self, rows: &mut Rows<'_>) -> bool {
        let limit = rows.max_record() as u64;
        while let Some(line) = rows.line() {
            let end = rows.position.byte().saturating_add(line.bytes.len() as u64);
            if end.saturating_sub(rows.span().start) > limit {
                return false;
            }
            self.add(rows, &line);
            if !rows.is_passed_over(&line) {
                return true;
            }
        }
        true
    }

    /// Adds lines up to one that a record can start with, unless the record gets too long.
    fn add_up_to_start(&mut self, rows: &mut Rows<'_>) -> bool {
        while rows.clone().pass_blank_lines().is_some_and(|line| !self.shape.is_border(rows, &line)) {
            if !self.add_next(rows) {
                return false;
            }
        }
        true
    }
}

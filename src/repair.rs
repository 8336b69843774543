//! Which lines are read as one record.
//!
//! A line and those behind it, up to the next that a record can start with, are a group, and are read as one record. Where that
//! gives no reading, and the next group does not stand by itself either, it is added: somebody may have typed a number where a
//! line starts. What stands by itself is never taken for a part of something else, and what does not never starts a record
//! behind one that can't be read.
//!
//! Where records start with free text any line can be a part of one; that is for [`landmarks`].

mod group;
mod landmarks;
mod shape;

use alloc::collections::VecDeque;
use alloc::vec::Vec;
use core::ops::Range;

use crate::error::{Error, ErrorKind};
use crate::header::Header;
use crate::position::Position;
use crate::realign::{Layout, Readings};
use crate::record::Record;
use crate::rows::Rows;
use crate::scan::Line;
use crate::session::Session;

use group::Group;
use shape::Shape;

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
    /// Where the record starts, and the line up to which its readings go.
    start: u64,
    read_up_to: u64,
    /// Of what stands behind the record.
    ahead: Readings,
    /// The groups from the next line on that are known.
    groups: VecDeque<Group>,
    places: Vec<Option<Range<usize>>>,
}

impl Repair {
    /// Whether records under a header can be repaired: it must not have more than 128 columns, one of them for a delimiter that
    /// ends a row.
    pub(crate) fn is_possible(header: &Header<'_>) -> bool {
        Layout::can_hold(header)
    }

    pub(crate) fn new(header: &Header<'_>) -> Repair {
        Repair {
            shape: Shape::new(header),
            readings: Readings::default(),
            start: 0,
            read_up_to: 0,
            ahead: Readings::default(),
            groups: VecDeque::new(),
            places: Vec::new(),
        }
    }

    /// Where the fields of the last damaged session stand in its text; `None` for one that is withheld.
    pub(crate) fn places(&self) -> &[Option<Range<usize>>] {
        &self.places
    }

    /// The record at the next line that is not blank.
    pub(crate) fn next<'a>(&mut self, header: &Header<'a>, rows: &mut Rows<'a>) -> Option<Repaired<'a>> {
        let line = rows.pass_blank_lines()?;
        let start = rows.start();
        if line.bytes.len() > rows.max_record() {
            let record = rows.record(&line, start);
            rows.take(&line);
            self.skip(rows);
            return Some(Repaired::Line(record));
        }
        match rows.starts_with_text() {
            true => Some(self.next_of_text(header, rows, &line, start)),
            false => self.next_of_group(header, rows, &line, start),
        }
    }

    /// The record at a line, where it can be told whether a line starts one.
    fn next_of_group<'a>(
        &mut self,
        header: &Header<'a>,
        rows: &mut Rows<'a>,
        line: &Line<'a>,
        start: Position,
    ) -> Option<Repaired<'a>> {
        let is_whole = rows.is_whole(line);
        if is_whole && !rows.is_start(line) {
            return Some(self.line_alone(rows, line, start));
        }
        let is_known = self.groups.iter().position(|group| group.start == start.byte());
        self.groups.drain(..is_known.unwrap_or(self.groups.len()));
        let group = self.group(rows, 0)?;
        if group.is_one_line && (is_whole || self.shape.is_row_and_delimiter(rows, line)) {
            return Some(self.line_alone(rows, line, start));
        }
        self.clear(start);
        if group.is_within_limit && self.can_read_up_to(rows, &group, group.delimiters) {
            rows.go_to(group.behind, group.end);
            return Some(self.damaged(header, rows, start));
        }
        if is_whole {
            return Some(self.line_alone(rows, line, start));
        }
        if !group.is_within_limit {
            rows.go_to(group.behind, group.end);
            self.skip_groups(rows);
            return Some(too_long(rows, start));
        }
        if let Some(last) = self.last_group_inside(rows, group) {
            rows.go_to(last.behind, last.end);
            return Some(self.damaged(header, rows, start));
        }
        let record = rows.record(line, start);
        rows.go_to(group.behind, group.end);
        self.skip_groups(rows);
        Some(Repaired::Line(record))
    }

    /// The record of a line that nothing else belongs to, or its error.
    fn line_alone<'a>(&mut self, rows: &mut Rows<'a>, line: &Line<'a>, start: Position) -> Repaired<'a> {
        let record = rows.record(line, start);
        rows.take(line);
        if !self.shape.is_row(rows, line) {
            self.skip(rows);
        }
        Repaired::Line(record)
    }

    /// Takes what stands behind a record that can't be read and may belong to it.
    pub(crate) fn skip(&mut self, rows: &mut Rows<'_>) {
        match rows.starts_with_text() {
            true => self.skip_lines(rows),
            false => self.skip_groups(rows),
        }
    }

    /// Takes groups up to one that stands by itself.
    fn skip_groups(&mut self, rows: &mut Rows<'_>) {
        self.groups.retain(|group| group.start >= rows.position.byte());
        while rows.peek().is_some_and(|(_, line)| !self.shape.looks_like_a_row(rows, &line)) {
            let Some(group) = self.group(rows, 0).filter(|_| !self.stands(rows, 0)) else { return };
            rows.go_to(group.behind, group.end);
            self.groups.pop_front();
        }
    }

    /// The last of the groups behind the first that belong to its record, if there is a reading with some of them.
    fn last_group_inside(&mut self, rows: &Rows<'_>, first: Group) -> Option<Group> {
        let mut delimiters = first.delimiters;
        let mut index = 0_usize;
        loop {
            index = index.saturating_add(1);
            let group = self.group(rows, index)?;
            let is_within_limit = group.end.saturating_sub(first.start) <= rows.max_record() as u64;
            if !is_within_limit || self.readings.is_dead() || self.stands(rows, index) {
                return None;
            }
            delimiters = delimiters.saturating_add(group.delimiters);
            if self.can_read_up_to(rows, &group, delimiters) {
                return Some(group);
            }
        }
    }

    /// The group of this number from the next line on.
    fn group(&mut self, rows: &Rows<'_>, index: usize) -> Option<Group> {
        while self.groups.len() <= index {
            let mut rows = rows.clone();
            if let Some(last) = self.groups.back() {
                rows.go_to(last.behind, last.end);
            }
            self.groups.push_back(Group::next(&self.shape, rows)?);
        }
        self.groups.get(index).copied()
    }

    fn stands(&mut self, rows: &Rows<'_>, index: usize) -> bool {
        let Some(group) = self.groups.get_mut(index) else { return false };
        group.stands(&self.shape, rows, &mut self.ahead)
    }

    /// Starts the readings of a record.
    fn clear(&mut self, start: Position) {
        self.readings.clear();
        self.start = start.byte();
        self.read_up_to = start.byte();
    }

    /// Whether the lines up to the end of a group, with so many delimiters, have a reading.
    fn can_read_up_to(&mut self, rows: &Rows<'_>, group: &Group, delimiters: usize) -> bool {
        delimiters >= self.shape.fewest_delimiters() && {
            self.read(rows, group.end, group.behind.byte());
            self.readings.is_complete(&self.shape.layout)
        }
    }

    /// Reads on up to the end of a line, behind which the next one starts.
    fn read(&mut self, rows: &Rows<'_>, end: u64, behind: u64) {
        for (at, line) in rows.lines(self.read_up_to..end) {
            self.readings.push(&self.shape.layout, &line, at.saturating_sub(self.start) as usize);
        }
        self.read_up_to = behind;
    }

    /// The session of what `rows` took last and the readings are of.
    fn damaged<'a>(&mut self, header: &Header<'a>, rows: &Rows<'a>, start: Position) -> Repaired<'a> {
        Repaired::Damaged(rows.last_text(start).and_then(|text| {
            let found = self.readings.settle(&self.shape.layout, text.as_bytes());
            self.places.clear();
            self.places.extend(found.iter().take(header.len()).map(|found| found.place.clone()));
            Session::read_damaged(header, text, start, &found)
        }))
    }
}

fn too_long<'a>(rows: &Rows<'a>, start: Position) -> Repaired<'a> {
    Repaired::Line(Err(Error::new(ErrorKind::RecordTooLong { limit: rows.max_record() }, start)))
}

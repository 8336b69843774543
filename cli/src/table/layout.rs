//! Which columns a table has, and how wide they are.

use rescue_sessions::Column;

use crate::input::schema::Kind;

/// The columns that are needed to watch the queue, by their rank.
const CORE: u16 = 3;
/// A text is shortened to this width before a column is left out, and to the second one before Status or Technician is.
const MIN_TEXT: usize = 8;
const MIN_TEXT_OF_CORE: usize = 4;
/// The columns of the core get this width before there are others.
const CORE_WIDTH: usize = 16;
/// Another column is shown only if it gets this width, or needs less.
const OTHER_WIDTH: usize = 16;

/// What is known about a column of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measure {
    pub(crate) kind: Kind,
    /// The width of the widest value.
    pub(crate) values: usize,
    /// The width of the name.
    pub(crate) name: usize,
}

impl Measure {
    fn full(self) -> usize {
        self.values.max(self.name)
    }

    /// The least width. Numbers and times are never shortened, only their names.
    fn min(self, min_text: usize) -> usize {
        if is_text(self.kind) { self.full().min(min_text) } else { self.values.max(self.name.min(4)) }
    }
}

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The index in the schema.
    pub(crate) field: usize,
    pub(crate) width: usize,
}

/// The space before a column. After the first one, there is a mark.
pub(crate) fn gap(index: usize) -> usize {
    match index {
        0 => 0,
        1 => 3,
        _ => 2,
    }
}

/// The width of a line.
fn total(columns: &[Shown]) -> usize {
    let gaps: usize = (0..columns.len()).map(gap).sum();
    let mark = if columns.len() == 1 { 2 } else { 0 };
    columns.iter().map(|column| column.width).sum::<usize>() + gaps + mark
}

/// The columns that the user named, in his order. If there is no room, the last ones are left out.
pub(crate) fn named(measures: &[Measure], fields: &[usize], terminal: Option<usize>) -> Vec<Shown> {
    let Some(terminal) = terminal else { return full(measures, fields) };
    let width = |field: usize| measures[field].min(MIN_TEXT_OF_CORE);
    let mut shown: Vec<_> = fields.iter().map(|&field| Shown { field, width: width(field) }).collect();
    while shown.len() > 1 && total(&shown) > terminal {
        shown.pop();
    }
    grow(&mut shown, terminal, |field| measures[field].values);
    grow(&mut shown, terminal, |field| measures[field].full());
    shown
}

/// The columns that fit, the most important ones first. They keep the order of the response.
pub(crate) fn chosen(measures: &[Measure], terminal: Option<usize>) -> Vec<Shown> {
    let mut fields: Vec<usize> = (0..measures.len()).filter(|&field| measures[field].values > 0).collect();
    let Some(terminal) = terminal else { return full(measures, &fields) };
    fields.sort_by_key(|&field| (rank(measures[field].kind), field));
    let (core, others): (Vec<_>, Vec<_>) = fields.into_iter().partition(|&field| rank(measures[field].kind) <= CORE);
    let with =
        |min: usize| -> Vec<_> { core.iter().map(|&field| Shown { field, width: measures[field].min(min) }).collect() };
    let mut shown = with(MIN_TEXT);
    if total(&shown) > terminal {
        shown = with(MIN_TEXT_OF_CORE);
    }
    while shown.len() > 1 && total(&shown) > terminal {
        shown.pop();
    }
    grow(&mut shown, terminal, |field| measures[field].values.min(CORE_WIDTH));
    grow(&mut shown, terminal, |field| measures[field].full().min(CORE_WIDTH));
    for field in others {
        shown.push(Shown { field, width: measures[field].full().min(OTHER_WIDTH).max(measures[field].min(MIN_TEXT)) });
        if total(&shown) > terminal && shown.len() > 1 {
            shown.pop();
        }
    }
    // Values are more important than names.
    grow(&mut shown, terminal, |field| measures[field].values);
    grow(&mut shown, terminal, |field| measures[field].full());
    shown.sort_by_key(|column| column.field);
    // The first column has a wider gap after it, whichever it is, so the total is the same.
    shown
}

fn full(measures: &[Measure], fields: &[usize]) -> Vec<Shown> {
    fields.iter().map(|&field| Shown { field, width: measures[field].full() }).collect()
}

/// Gives the room that is left to the columns that are not as wide as they need to be, the narrowest ones first. If there is
/// too little room for one column, it is made narrower.
fn grow(columns: &mut [Shown], terminal: usize, needed: impl Fn(usize) -> usize) {
    let mut room = terminal.saturating_sub(total(columns));
    while room > 0 {
        let narrow = columns.iter_mut().filter(|column| column.width < needed(column.field));
        let Some(column) = narrow.min_by_key(|column| column.width) else { break };
        column.width += 1;
        room -= 1;
    }
    if let [column] = columns {
        column.width = column.width.min(terminal.saturating_sub(2).max(1));
    }
}

fn is_text(kind: Kind) -> bool {
    !kind.is_integer() && kind != Kind::Known(Column::StartTime)
}

/// Whether the values are aligned at the right.
pub(crate) fn is_right_aligned(kind: Kind) -> bool {
    !is_text(kind)
}

/// The importance of a column: 0 is the highest.
fn rank(kind: Kind) -> u16 {
    match kind {
        Kind::Known(Column::Id) => 0,
        Kind::Known(Column::Status) => 1,
        Kind::Known(Column::WaitingTime) => 2,
        Kind::Known(Column::Technician) => CORE,
        Kind::Known(Column::CustomField(0)) => 4,
        Kind::Known(Column::Entry) => 5,
        Kind::Known(Column::StartTime) => 6,
        Kind::Known(Column::CustomField(number)) => 6 + u16::from(number),
        Kind::Unknown => 300,
        Kind::Known(Column::TransferredTo) => 301,
        Kind::Known(Column::TransferredComment) => 302,
        Kind::Known(Column::Language) => 303,
        Kind::Known(Column::IsLeadTechnician) => 304,
        Kind::StatusCode => 306,
        Kind::Known(_) => 305,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEASURES: [(Column, usize, usize); 7] = [
        (Column::Id, 10, 2),
        (Column::Status, 20, 6),
        (Column::Entry, 12, 5),
        (Column::Technician, 14, 10),
        (Column::StartTime, 18, 10),
        (Column::WaitingTime, 7, 12),
        (Column::CustomField(0), 60, 14),
    ];

    fn layout(terminal: Option<usize>) -> Vec<(usize, usize)> {
        let measure = |(column, values, name)| Measure { kind: Kind::Known(column), values, name };
        let shown = chosen(&MEASURES.map(measure), terminal);
        assert!(terminal.is_none_or(|terminal| total(&shown) <= terminal), "{shown:?}");
        shown.into_iter().map(|column| (column.field, column.width)).collect()
    }

    #[test]
    fn values_are_shortened_before_columns_of_the_queue_are_left_out() {
        assert_eq!(layout(Some(40)), [(0, 10), (1, 8), (3, 8), (5, 7)]);
        assert_eq!(layout(Some(36)), [(0, 10), (1, 6), (3, 6), (5, 7)]);
        assert_eq!(layout(Some(80)), [(0, 10), (1, 18), (3, 14), (5, 12), (6, 17)]);
        assert_eq!(layout(Some(5)), [(0, 3)]);
        assert_eq!(layout(None).len(), 7);
    }
}

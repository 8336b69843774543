//! The first rows of an order.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rescue_sessions::{Column, StartTime};

use crate::input::row::{Row, Value};
use crate::input::schema::{Field, Kind};
use crate::table::cells::Cells;

/// The longest text that is compared.
const MAX_KEY: usize = 256;

/// Keeps the first rows of an order: memory is bounded by their number.
pub(crate) struct Order {
    field: Field,
    is_descending: bool,
    limit: usize,
    count: u64,
    /// The last one of the order is at the top.
    heap: BinaryHeap<(Key, u64, Cells)>,
}

/// In its order, the first rows come first. Rows without a value are last, whatever the direction.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Ascending(Sortable),
    Descending(Reverse<Sortable>),
    None,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Sortable {
    Integer(i64),
    Time(StartTime),
    Flag(bool),
    Text(String),
}

impl Order {
    /// The longest Waiting Time is first, since that is what people look for. Other columns ascend.
    pub(crate) fn new(field: Field, is_reverse: bool, limit: usize) -> Order {
        let is_descending = (field.kind == Kind::Known(Column::WaitingTime)) != is_reverse;
        Order { field, is_descending, limit, count: 0, heap: BinaryHeap::new() }
    }

    pub(crate) fn add(&mut self, row: &Row<'_, '_>, cells: impl FnOnce() -> Cells) {
        let key = self.key(row);
        self.count += 1;
        if self.heap.len() < self.limit {
            self.heap.push((key, self.count, cells()));
        } else if let Some(mut last) = self.heap.peek_mut().filter(|last| key < last.0) {
            *last = (key, self.count, cells());
        }
    }

    fn key(&self, row: &Row<'_, '_>) -> Key {
        let key = match row.value(&self.field) {
            None | Some(Value::Withheld) => return Key::None,
            Some(Value::Integer(number)) => Sortable::Integer(number),
            Some(Value::Time(time)) => Sortable::Time(time),
            Some(Value::Flag(flag)) => Sortable::Flag(flag),
            Some(Value::Text(text)) => {
                Sortable::Text(text.chars().take(MAX_KEY).flat_map(char::to_lowercase).collect())
            }
        };
        if self.is_descending { Key::Descending(Reverse(key)) } else { Key::Ascending(key) }
    }

    pub(crate) fn into_rows(self) -> Vec<Cells> {
        self.heap.into_sorted_vec().into_iter().map(|(_, _, cells)| cells).collect()
    }
}

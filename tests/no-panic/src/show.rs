//! Calls the implementations of standard traits.

use core::fmt::{Debug, Display, Write};
use core::hash::{Hash, Hasher};
use core::hint::black_box;

/// A writer and hasher that only counts. Writing may fail.
struct Count(u64);

impl Write for Count {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        self.0 = self.0.wrapping_add(text.len() as u64);
        if black_box(true) { Ok(()) } else { Err(core::fmt::Error) }
    }
}

impl Hasher for Count {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = self.0.wrapping_mul(31).wrapping_add(bytes.len() as u64);
    }
}

pub fn debug(value: &impl Debug) {
    let mut count = Count(0);
    _ = write!(count, "{value:?}{value:#?}{value:40.3?}{value:x?}");
    black_box(count.0);
}

pub fn display(value: &impl Display) {
    let mut count = Count(0);
    _ = write!(count, "{value}{value:#}{value:>40}{value:^40.3}{value:+07}");
    black_box(count.0);
}

pub fn error(value: &(impl core::error::Error + 'static)) {
    debug(value);
    display(value);
    let erased: &dyn core::error::Error = value;
    black_box(erased.source().is_some());
    display(&erased);
}

pub fn equal<T: PartialEq>(one: &T, other: &T) {
    black_box(one == other);
}

/// A value that implements `Clone`, `Eq` and `Hash`.
pub fn comparable<T: Debug + Clone + Eq + Hash>(value: &T) {
    let copy = black_box(value).clone();
    let mut count = Count(0);
    copy.hash(&mut count);
    equal(value, &copy);
    black_box(count.finish());
    debug(value);
}

/// A value that implements `Ord` too.
pub fn ordered<T: Debug + Clone + Ord + Hash>(value: &T) {
    comparable(value);
    black_box(value.cmp(&black_box(value).clone()));
    black_box(value.partial_cmp(&black_box(value).clone()));
}

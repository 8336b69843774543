//! How often the crate allocates, counted.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use rescue_sessions::parse;
use rescue_sessions_synthetic::{Plan, Version};

struct Counting;

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: all is passed on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations<T>(work: impl FnOnce() -> T) -> (u64, T) {
    let before = COUNT.with(Cell::get);
    let value = work();
    (COUNT.with(Cell::get) - before, value)
}

fn body(rows: u64, version: Version) -> String {
    Plan { rows, version, ..Plan::default() }.body()
}

#[test]
fn the_header_costs_two_and_all_rows_one() {
    for version in [Version::V1, Version::V3] {
        let (one, many) = (body(1, version), body(1_000, version));
        let sessions = |body: &str| parse(body).unwrap().into_iter().filter(|session| session.is_ok()).count();
        let (for_one, count) = allocations(|| sessions(&one));
        assert_eq!(count, 1);
        assert_eq!(for_one, 3, "where the names stand, the names, and the marks of the rows ahead");
        assert_eq!(allocations(|| sessions(&many)), (for_one, 1_000));

        let records = |body: &str| parse(body).unwrap().records().map(|record| record.unwrap().iter().count()).sum();
        let (for_many, fields): (u64, usize) = allocations(|| records(&many));
        assert_eq!((for_many, fields), (3, 1_000 * version.columns().len()));
    }
}

#[test]
fn an_owned_session_is_one_allocation() {
    let body = body(1, Version::V3);
    let session = parse(&body).unwrap().into_iter().next().unwrap().unwrap();
    let (count, owned) = allocations(|| session.clone().into_owned());
    assert_eq!((count, owned == session), (1, true));
}

#[test]
fn an_error_is_one_allocation() {
    let list = parse("OK\n\nID|\nx\n").unwrap();
    let mut records = list.records();
    assert_eq!(allocations(|| records.next().unwrap().is_err()), (1, true));
}

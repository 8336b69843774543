//! Counts the allocations of a closure, per thread, and looks for a text in freed memory. This crate installs the counting allocator, so every program that
//! links it counts.
#![expect(unsafe_code, reason = "`GlobalAlloc` is an unsafe trait")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The memory that a closure requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allocations {
    /// The number of allocations and reallocations.
    pub count: u64,
    /// The sum of all requested bytes, freed or not.
    pub bytes: u64,
    /// The peak of the live bytes, relative to the start of the closure.
    pub most: u64,
}

#[derive(Clone, Copy)]
struct Count {
    allocations: Allocations,
    /// Live bytes. Negative if the closure frees memory that was allocated before it.
    live: i64,
}

impl Count {
    const ZERO: Count = Count { allocations: Allocations { count: 0, bytes: 0, most: 0 }, live: 0 };
}

thread_local! {
    static COUNT: Cell<Count> = const { Cell::new(Count::ZERO) };
    /// The text to look for in freed blocks, and how many of them contained it.
    static SEARCH: Cell<Option<(&'static str, u64)>> = const { Cell::new(None) };
}

/// Runs a closure and returns the memory that it requested on this thread, with its result.
pub fn asked<T>(work: impl FnOnce() -> T) -> (Allocations, T) {
    let before = COUNT.replace(Count::ZERO);
    let value = work();
    (COUNT.replace(before).allocations, value)
}

/// Runs a closure and returns how many blocks contained `text` when they were freed or reallocated on this thread, with
/// its result.
pub fn freed_blocks_with<T>(text: &'static str, work: impl FnOnce() -> T) -> (u64, T) {
    let before = SEARCH.replace(Some((text, 0)));
    let value = work();
    let found = SEARCH.replace(before).map_or(0, |(_, found)| found);
    (found, value)
}

struct CountingAllocator;

impl CountingAllocator {
    fn count_alloc(size: usize) {
        let Count { mut allocations, mut live } = COUNT.get();
        live += size as i64;
        allocations = Allocations {
            count: allocations.count + 1,
            bytes: allocations.bytes + size as u64,
            most: allocations.most.max(u64::try_from(live).unwrap_or(0)),
        };
        COUNT.set(Count { allocations, live });
    }

    /// # Safety
    ///
    /// The block has `size` bytes and is not yet freed.
    unsafe fn search(block: *const u8, size: usize) {
        let Some((text, found)) = SEARCH.get() else { return };
        // Byte by byte: the block may have bytes that were never written, so it is not a slice.
        let byte = |at: usize| unsafe { block.add(at).read_volatile() };
        let is_at = |start: usize| text.bytes().enumerate().all(|(offset, expected)| byte(start + offset) == expected);
        let starts = (size + 1).saturating_sub(text.len());
        SEARCH.set(Some((text, found + u64::from((0..starts).any(is_at)))));
    }

    fn count_free(size: usize) {
        let Count { allocations, live } = COUNT.get();
        COUNT.set(Count { allocations, live: live - size as i64 });
    }
}

// SAFETY: every call goes to the system allocator unchanged.
unsafe impl GlobalAlloc for CountingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        CountingAllocator::count_alloc(layout.size());
        // While a text is searched for, new blocks are zeroed: an old text must not be found in bytes never written.
        match SEARCH.get() {
            None => unsafe { System.alloc(layout) },
            Some(_) => unsafe { System.alloc_zeroed(layout) },
        }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // A reallocation may copy, so the old and the new block are counted as live together.
        CountingAllocator::count_alloc(size);
        CountingAllocator::count_free(layout.size());
        unsafe { CountingAllocator::search(pointer, layout.size()) };
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        CountingAllocator::count_free(layout.size());
        unsafe { CountingAllocator::search(pointer, layout.size()) };
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

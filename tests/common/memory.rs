//! Counts the allocations of a closure, per thread. This crate installs the counting allocator, so every program that
//! links it counts.
#![expect(unsafe_code, reason = "`GlobalAlloc` is an unsafe trait")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// The memory that a closure requested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The number of allocations and reallocations.
    pub times: u64,
    /// The sum of all requested bytes, freed or not.
    pub bytes: u64,
    /// The peak of the live bytes, relative to the start of the closure.
    pub most: u64,
}

#[derive(Clone, Copy)]
struct Count {
    asked: Asked,
    /// Live bytes. Negative if the closure frees memory that was allocated before it.
    live: i64,
}

thread_local! {
    static COUNT: Cell<Count> = const { Cell::new(Count { asked: Asked { times: 0, bytes: 0, most: 0 }, live: 0 }) };
}

/// Runs a closure and returns the memory that it requested on this thread, with its result.
pub fn asked<T>(work: impl FnOnce() -> T) -> (Asked, T) {
    let before = COUNT.replace(Count { asked: Asked::default(), live: 0 });
    let value = work();
    (COUNT.replace(before).asked, value)
}

struct CountingAllocator;

impl CountingAllocator {
    fn count_alloc(size: usize) {
        let Count { mut asked, mut live } = COUNT.get();
        live += size as i64;
        asked = Asked {
            times: asked.times + 1,
            bytes: asked.bytes + size as u64,
            most: asked.most.max(u64::try_from(live).unwrap_or(0)),
        };
        COUNT.set(Count { asked, live });
    }

    fn count_free(size: usize) {
        let Count { asked, live } = COUNT.get();
        COUNT.set(Count { asked, live: live - size as i64 });
    }
}

// SAFETY: every call goes to the system allocator unchanged.
unsafe impl GlobalAlloc for CountingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        CountingAllocator::count_alloc(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // A reallocation may copy, so the old and the new block are counted as live together.
        CountingAllocator::count_alloc(size);
        CountingAllocator::count_free(layout.size());
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        CountingAllocator::count_free(layout.size());
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

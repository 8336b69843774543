//! What a piece of work asks of the allocator, counted on its own thread. Every program that links this crate counts.
#![expect(unsafe_code, reason = "an allocator is unsafe to write")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// What was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// How often.
    pub times: u64,
    /// All bytes together, given back or not.
    pub bytes: u64,
    /// The most bytes that were held at once, beyond those that were held before.
    pub most: u64,
}

#[derive(Clone, Copy)]
struct Count {
    asked: Asked,
    /// Less than nothing where more is given back than was taken since.
    held: i64,
}

thread_local! {
    static COUNT: Cell<Count> = const { Cell::new(Count { asked: Asked { times: 0, bytes: 0, most: 0 }, held: 0 }) };
}

/// What the work asks for on this thread, and what it gives.
pub fn asked<T>(work: impl FnOnce() -> T) -> (Asked, T) {
    let before = COUNT.replace(Count { asked: Asked::default(), held: 0 });
    let value = work();
    (COUNT.replace(before).asked, value)
}

struct Counting;

impl Counting {
    fn take(size: usize) {
        let Count { mut asked, mut held } = COUNT.get();
        held += size as i64;
        asked = Asked {
            times: asked.times + 1,
            bytes: asked.bytes + size as u64,
            most: asked.most.max(u64::try_from(held).unwrap_or(0)),
        };
        COUNT.set(Count { asked, held });
    }

    fn give_back(size: usize) {
        let Count { asked, held } = COUNT.get();
        COUNT.set(Count { asked, held: held - size as i64 });
    }
}

// SAFETY: all is passed on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Counting::take(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // While it moves, both are held.
        Counting::take(size);
        Counting::give_back(layout.size());
        unsafe { System.realloc(pointer, layout, size) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        Counting::give_back(layout.size());
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

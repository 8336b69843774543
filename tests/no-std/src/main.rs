//! Reads a body without std. The exit status is the number of sessions.

#![no_std]
#![no_main]

use core::alloc::{GlobalAlloc, Layout};
use core::panic::PanicInfo;
use core::ptr::null_mut;
use core::sync::atomic::{AtomicUsize, Ordering};

const BODY: &[u8] = include_bytes!("../../../corpus/v3.txt");
const HEAP: usize = 1 << 16;

/// An allocator that never frees memory.
struct Bump {
    used: AtomicUsize,
}

static mut MEMORY: [u128; HEAP / 16] = [0; HEAP / 16];

#[global_allocator]
static ALLOCATOR: Bump = Bump { used: AtomicUsize::new(0) };

// SAFETY: each allocation has its own bytes, aligned to 16. A request for a larger alignment fails.
unsafe impl GlobalAlloc for Bump {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let size = layout.size().next_multiple_of(16);
        let start = self.used.fetch_add(size, Ordering::Relaxed);
        if layout.align() > 16 || start + size > HEAP {
            return null_mut();
        }
        unsafe { (&raw mut MEMORY).cast::<u8>().add(start) }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {}
}

#[unsafe(no_mangle)]
extern "C" fn main(_: i32, _: *const *const u8) -> i32 {
    match rescue_sessions::parse_bytes(BODY) {
        Ok(list) => list.sessions().filter(Result::is_ok).count() as i32,
        Err(_) => 255,
    }
}

/// The compiled `alloc` refers to it, although nothing here unwinds.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

#[link(name = "c")]
unsafe extern "C" {}

//! What a program without std has to bring: memory and input of the C library, and the panic that must not be reached.

use core::alloc::{GlobalAlloc, Layout};
use core::ffi::c_void;
use core::hint::black_box;
use core::panic::PanicInfo;
use core::ptr::null_mut;

#[link(name = "c")]
unsafe extern "C" {
    /// Nothing but the panic handler may call it: `prove` looks for a way to it.
    safe fn abort() -> !;
    safe fn _exit(status: i32) -> !;
    fn aligned_alloc(align: usize, size: usize) -> *mut c_void;
    fn free(memory: *mut c_void);
    fn read(file: i32, to: *mut c_void, most: usize) -> isize;
}

struct OfC;

#[global_allocator]
static ALLOCATOR: OfC = OfC;

// SAFETY: both are the C library's, and what one gives the other takes.
unsafe impl GlobalAlloc for OfC {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match layout.size().checked_next_multiple_of(layout.align()) {
            Some(size) => unsafe { aligned_alloc(layout.align(), size) }.cast(),
            None => null_mut(),
        }
    }

    unsafe fn dealloc(&self, memory: *mut u8, _: Layout) {
        unsafe { free(memory.cast()) }
    }
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    black_box(info); // or else all functions that panic would be one
    abort()
}

#[alloc_error_handler]
fn out_of_memory(_: Layout) -> ! {
    _exit(253)
}

/// The compiled `alloc` names it, though nothing here unwinds.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

/// The compiled `alloc` calls it where it has cleaned up behind a panic.
#[unsafe(no_mangle)]
extern "C" fn _Unwind_Resume() -> ! {
    loop {}
}

/// What standard input has, as much as there is room for.
pub fn read_all(room: &mut [u8]) -> &[u8] {
    let mut len = 0_usize;
    while let Some(rest) = room.get_mut(len..).filter(|rest| !rest.is_empty()) {
        // SAFETY: the file writes no more than there is room for.
        match unsafe { read(0, rest.as_mut_ptr().cast(), rest.len()) } {
            count @ 1.. => len = len.saturating_add(count as usize),
            _ => break,
        }
    }
    room.get(..len).unwrap_or_default()
}

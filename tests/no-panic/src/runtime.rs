//! The runtime of a program without std: memory and input from the C library, and the panic handler, which must be
//! unreachable.

use core::alloc::{GlobalAlloc, Layout};
use core::ffi::c_void;
use core::hint::black_box;
use core::panic::PanicInfo;
use core::ptr::null_mut;

#[link(name = "c")]
unsafe extern "C" {
    /// Only the panic handler may call it: `prove` searches for a path to it.
    safe fn abort() -> !;
    safe fn _exit(status: i32) -> !;
    fn aligned_alloc(align: usize, size: usize) -> *mut c_void;
    fn free(memory: *mut c_void);
    fn read(file: i32, buffer: *mut c_void, size: usize) -> isize;
}

struct CAllocator;

#[global_allocator]
static ALLOCATOR: CAllocator = CAllocator;

// SAFETY: both functions are the C library's, and `free` accepts every pointer from `aligned_alloc`.
unsafe impl GlobalAlloc for CAllocator {
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
    black_box(info); // keeps the compiler from merging all functions that panic
    abort()
}

#[alloc_error_handler]
fn out_of_memory(_: Layout) -> ! {
    _exit(253)
}

/// The compiled `alloc` refers to it, although nothing here unwinds.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

/// The compiled `alloc` calls it after its cleanup in a panic.
#[unsafe(no_mangle)]
extern "C" fn _Unwind_Resume() -> ! {
    loop {}
}

/// Reads standard input until its end, or until the buffer is full.
pub fn read_all(buffer: &'static mut [u8]) -> &'static [u8] {
    let mut len = 0_usize;
    while let Some(rest) = buffer.get_mut(len..).filter(|rest| !rest.is_empty()) {
        // SAFETY: `read` writes no more bytes than the third argument says.
        match unsafe { read(0, rest.as_mut_ptr().cast(), rest.len()) } {
            count @ 1.. => len = len.saturating_add(count as usize),
            _ => break,
        }
    }
    buffer.get(..len).unwrap_or_default()
}

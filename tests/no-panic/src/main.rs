//! Reads standard input with every function of the library. The exit status is the number of sessions.
//!
//! `black_box` hides values that the optimizer could not know in another program: settings, indices, conditions.

#![no_std]
#![no_main]
#![feature(alloc_error_handler)]

extern crate alloc;

mod batches;
mod body;
mod chunks;
mod polls;
mod request;
mod runtime;
mod show;
mod values;
mod write;

use core::hint::black_box;

use rescue_sessions::{Delimiter, Parser};

const MAX_BODY: usize = 1 << 20;

static mut BUFFER: [u8; MAX_BODY] = [0; MAX_BODY];

#[unsafe(no_mangle)]
extern "C" fn main(_: i32, _: *const *const u8) -> i32 {
    // SAFETY: this is the only reference to it.
    let body = runtime::read_all(unsafe { &mut *(&raw mut BUFFER) });
    let Some(delimiter) = Delimiter::new(black_box("|")) else { return 255 };
    #[cfg(feature = "deliberate")]
    show::debug(&black_box(&deliberate::Deliberate as &dyn core::fmt::Debug));
    let parser = parser(delimiter);
    let (from_body, from_chunks) = (body::read(parser, body), chunks::read(parser, body));
    let from_polls = polls::read(parser, body);
    if from_body == from_chunks && from_body == from_polls { from_body as i32 } else { 254 }
}

/// A panic that is reachable through a table of functions only.
#[cfg(feature = "deliberate")]
mod deliberate {
    use core::fmt;
    use core::hint::black_box;

    pub struct Deliberate;

    impl fmt::Debug for Deliberate {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(["a"][black_box(0)])
        }
    }
}

fn parser(delimiter: Delimiter) -> Parser {
    let default = Parser::new();
    show::comparable(&default);
    show::comparable(&delimiter);
    Parser::default()
        .delimiter(delimiter)
        .strict(black_box(false))
        .recovery(black_box(true))
        .max_record(black_box(65_536))
        .max_columns(black_box(256))
}

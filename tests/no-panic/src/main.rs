//! Reads standard input through all of the library. Its exit status is the number of sessions.
//!
//! `black_box` keeps from the optimiser what it could not know of another program: settings, indices, what comes next.

#![no_std]
#![no_main]
#![feature(alloc_error_handler)]

extern crate alloc;

mod pieces;
mod runtime;
mod show;
mod values;
mod whole;

use core::hint::black_box;

use rescue_sessions::{Delimiter, Parser};

const MOST: usize = 1 << 20;

static mut BODY: [u8; MOST] = [0; MOST];

#[unsafe(no_mangle)]
extern "C" fn main(_: i32, _: *const *const u8) -> i32 {
    // SAFETY: nobody else has it.
    let body = runtime::read_all(unsafe { &mut *(&raw mut BODY) });
    let Ok(delimiter) = Delimiter::try_from(black_box("|")) else { return 255 };
    #[cfg(feature = "deliberate")]
    show::debug(&black_box(&deliberate::Deliberate as &dyn core::fmt::Debug));
    let parser = parser(delimiter);
    let (whole, pieces) = (whole::read(parser, body), pieces::read(parser, body));
    if whole == pieces { whole as i32 } else { 254 }
}

/// A panic that can be reached by a table of functions only.
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

fn parser(delimiter: Delimiter<'_>) -> Parser<'_> {
    let default = Parser::new();
    show::same(&default);
    show::same(&delimiter);
    Parser::default()
        .delimiter(delimiter)
        .strict(black_box(false))
        .recovery(black_box(true))
        .max_record(black_box(65_536))
        .max_columns(black_box(256))
}

//! `json`: one object per session, each on its own line.

use std::io::{self, BufWriter, Write};

use rescue_sessions::Error;

use crate::Outcome;
use crate::errors::Errors;
use crate::input::{Input, next_block};
use crate::progress::Progress;

pub(crate) fn run(input: &mut Input) -> io::Result<Outcome> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut progress = Progress::new(input.len());
    let mut errors = Errors::default();
    while let Some(mut sessions) = next_block(input)? {
        for session in &mut sessions {
            match session {
                Ok(session) => {
                    serde_json::to_writer(&mut out, &session)?;
                    out.write_all(b"\n")?;
                    errors.add_withheld(&session);
                }
                Err(error) => {
                    write_error(&mut out, &error)?;
                    errors.add(&error);
                }
            }
        }
        progress.at(sessions.position().byte());
    }
    out.flush()?;
    drop(progress);
    errors.print_totals();
    Ok(errors.outcome())
}

/// Prints the error of a response that is not a session list. No output would look like an empty list.
pub(crate) fn failed(_: &Input, error: &Error) -> io::Result<()> {
    let mut out = io::stdout().lock();
    write_error(&mut out, error)?;
    out.flush()
}

fn write_error(mut out: impl Write, error: &Error) -> io::Result<()> {
    out.write_all(b"{\"error\":")?;
    serde_json::to_writer(&mut out, error)?;
    out.write_all(b"}\n")
}

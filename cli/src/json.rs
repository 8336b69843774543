//! `json`: an object a line and session.

use std::io::{self, BufWriter, Write};

use rescue_sessions::Error;

use crate::Outcome;
use crate::advice::advice;
use crate::errors::Errors;
use crate::input::Input;
use crate::progress::Progress;
use crate::stderr::tell;

pub(crate) fn run(input: &Input) -> io::Result<Outcome> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let list = match input.parse() {
        Ok(list) => list,
        Err(error) => {
            write_error(&mut out, &error)?;
            out.flush()?;
            tell(advice(&error));
            return Ok(Outcome::NotAllRead);
        }
    };
    let mut progress = Progress::new(input.body().len() as u64);
    let mut errors = Errors::default();
    let mut sessions = list.into_iter();
    while let Some(session) = sessions.next() {
        match session {
            Ok(session) => {
                serde_json::to_writer(&mut out, &session)?;
                out.write_all(b"\n")?;
            }
            Err(error) => {
                write_error(&mut out, &error)?;
                errors.add(error);
            }
        }
        progress.at(sessions.position().byte());
    }
    out.flush()?;
    drop(progress);
    errors.tell_count();
    Ok(errors.outcome())
}

fn write_error(mut out: impl Write, error: &Error) -> io::Result<()> {
    out.write_all(b"{\"error\":")?;
    serde_json::to_writer(&mut out, error)?;
    out.write_all(b"}\n")
}

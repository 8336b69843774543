//! The command `rescue-sessions`.

#![forbid(unsafe_code)]
#![deny(clippy::print_stderr, clippy::print_stdout)] // they panic where nothing can be written

mod advice;
mod args;
mod check;
mod csv;
mod errors;
mod excerpt;
mod generate;
mod input;
mod json;
mod progress;
mod show;
mod stderr;
mod text;

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use clap::Parser;
use rescue_sessions::{Error, SessionList};

use advice::advice;
use args::{Cli, Command, Source};
use input::Input;
use stderr::tell;

/// What became of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    AllRead,
    /// It is a failure, or some of its records could not be read.
    NotAllRead,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(Outcome::AllRead) => ExitCode::SUCCESS,
        Ok(Outcome::NotAllRead) => ExitCode::from(1),
        // Whoever reads on has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            tell(error);
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> io::Result<Outcome> {
    let print_nothing = |_: &Input, _: &Error| Ok(());
    match command {
        Command::Show(source) => read(source, show::run, print_nothing),
        Command::Json(source) => read(source, json::run, json::failed),
        Command::Csv(source) => read(source, csv::run, print_nothing),
        Command::Check { source, excerpts } => read(
            source,
            |input, list| check::run(input, list, excerpts),
            |input, error| check::failed(input, error, excerpts),
        ),
        Command::Generate(generate) => generate::run(generate),
    }
}

/// Hands the session list of a response on; where there is none, tells why and what to do.
fn read(
    source: Source,
    listed: impl FnOnce(&Input, &SessionList<'_>) -> io::Result<Outcome>,
    failed: impl FnOnce(&Input, &Error) -> io::Result<()>,
) -> io::Result<Outcome> {
    let input = Input::read(source)?;
    match input.parse() {
        Ok(list) => listed(&input, &list),
        Err(error) => {
            failed(&input, &error)?;
            tell(advice(&error));
            Ok(Outcome::NotAllRead)
        }
    }
}

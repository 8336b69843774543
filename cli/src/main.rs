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
mod history;
mod input;
mod json;
mod progress;
mod show;
mod stderr;
mod text;

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use clap::Parser;
use rescue_sessions::Error;

use advice::advice;
use args::{Cli, Command, Source};
use input::{Input, response_error};
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
        Command::Show(source) => read(&source, show::run, print_nothing),
        Command::Json(source) => read(&source, json::run, json::failed),
        Command::Csv(source) => read(&source, csv::run, print_nothing),
        Command::Check { source, excerpts } => {
            read(&source, |input| check::run(input, excerpts), |input, error| check::failed(input, error, excerpts))
        }
        Command::Generate(generate) => generate::run(generate),
    }
}

/// Hands the response on where it has a session list; where there is none, tells why and what to do.
fn read<'d>(
    source: &'d Source,
    listed: impl FnOnce(&mut Input<'d>) -> io::Result<Outcome>,
    failed: impl FnOnce(&Input<'d>, &Error) -> io::Result<()>,
) -> io::Result<Outcome> {
    let mut input = Input::open(source)?;
    match input.sessions.header().map(|_| ()) {
        Ok(()) => listed(&mut input),
        Err(error) => {
            let error = response_error(error)?;
            failed(&input, &error)?;
            tell(advice(&error));
            Ok(Outcome::NotAllRead)
        }
    }
}

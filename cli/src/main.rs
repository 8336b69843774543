//! The command `rescue-sessions`.

#![forbid(unsafe_code)]
#![deny(clippy::print_stderr, clippy::print_stdout)] // they panic if the write fails

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
use stderr::print_message;

/// Whether the command could read the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    AllRead,
    /// The response is a failure or not a session list, or a record or a value could not be read.
    NotAllRead,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(Outcome::AllRead) => ExitCode::SUCCESS,
        Ok(Outcome::NotAllRead) => ExitCode::from(1),
        // The reader of the output closed the pipe, such as `head`: this is not an error.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            print_message(error);
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

/// Calls `on_list` if the response is a session list. Otherwise calls `on_error` and prints advice.
fn read(
    source: &Source,
    on_list: impl FnOnce(&mut Input) -> io::Result<Outcome>,
    on_error: impl FnOnce(&Input, &Error) -> io::Result<()>,
) -> io::Result<Outcome> {
    let mut input = Input::open(source)?;
    match input.sessions.header().map(|_| ()) {
        Ok(()) => on_list(&mut input),
        Err(error) => {
            let error = response_error(error)?;
            on_error(&input, &error)?;
            print_message(advice(&error));
            Ok(Outcome::NotAllRead)
        }
    }
}

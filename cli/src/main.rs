//! The command `rescue-sessions`.

#![forbid(unsafe_code)]
#![deny(clippy::print_stderr, clippy::print_stdout)] // they panic if the write fails

mod args;
mod commands;
mod examples;
mod input;
mod output;
mod table;
mod usage;

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use rescue_sessions::Error;

use args::{Command, Source};
#[cfg(feature = "parquet")]
use commands::parquet;
use commands::{check, completions, csv, diff, generate, json, show, summary};
use input::advice::advice;
use input::bytes::Bytes;
use input::response::Input;
use output::stderr::print_message;
use output::terminal::choose_colors;

/// How the command ended, without an error of its usage or of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Success,
    /// A row could not be read, or a value was withheld.
    Incomplete,
    /// `diff`: something changed.
    Changed,
    /// There is no session list.
    NoList,
}

fn main() -> ExitCode {
    choose_colors();
    let command = match usage::parse() {
        Ok(cli) => cli.command,
        Err(status) => return status,
    };
    match run(command) {
        Ok(Outcome::Success) => ExitCode::SUCCESS,
        Ok(Outcome::Incomplete | Outcome::Changed) => ExitCode::from(1),
        Ok(Outcome::NoList) => ExitCode::from(3),
        // The reader of the output closed the pipe, such as `head`: this is not an error.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            print_message(error);
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> io::Result<Outcome> {
    match command {
        Command::Show(args) => read(&args.source, |input| show::run(input, &args)),
        Command::Json { source, select } => {
            with_list(&source, |input| json::run(input, &select), |_, error| json::failed(error))
        }
        Command::Csv(args) => read(&args.source, |input| csv::run(input, &args)),
        Command::Check(args) => check::run(&args),
        Command::Summary { source, json } => read(&source, |input| summary::run(input, json)),
        Command::Diff(args) => diff::run(&args),
        Command::Generate(generate) => generate::run(generate),
        #[cfg(feature = "parquet")]
        Command::Parquet(args) => parquet::run(&args),
        #[cfg(not(feature = "parquet"))]
        Command::Parquet(_) => Err(io::Error::other(
            "this build has no `parquet`; install it with `cargo install --path cli --features parquet`",
        )),
        Command::Completions { shell } => completions::run(shell),
    }
}

fn read(source: &Source, on_list: impl FnOnce(&mut Input) -> io::Result<Outcome>) -> io::Result<Outcome> {
    with_list(source, on_list, |_, _| Ok(()))
}

fn with_list(
    source: &Source,
    on_list: impl FnOnce(&mut Input) -> io::Result<Outcome>,
    on_error: impl FnOnce(&Input, &Error) -> io::Result<()>,
) -> io::Result<Outcome> {
    let mut input = Input::new(Bytes::open(source.file.as_deref())?, source.format)?;
    start(&mut input, on_list, on_error)
}

/// Calls `on_list` if the response is a session list. Otherwise calls `on_error` and prints advice.
pub(crate) fn start(
    input: &mut Input,
    on_list: impl FnOnce(&mut Input) -> io::Result<Outcome>,
    on_error: impl FnOnce(&Input, &Error) -> io::Result<()>,
) -> io::Result<Outcome> {
    match input.start()? {
        Ok(()) => on_list(input),
        Err(error) => {
            on_error(input, &error)?;
            print_message(advice(&error, input.bytes().head(), input.delimiter().as_str()));
            Ok(Outcome::NoList)
        }
    }
}

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

use args::{Cli, Command};
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
    match command {
        Command::Show(source) => show::run(&Input::read(source)?),
        Command::Json(source) => json::run(&Input::read(source)?),
        Command::Csv(source) => csv::run(&Input::read(source)?),
        Command::Check { source, excerpts } => check::run(&Input::read(source)?, excerpts),
        Command::Generate(generate) => generate::run(generate),
    }
}

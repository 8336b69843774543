//! Reads the command line, and reports wrong usage.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::args::Cli;
use crate::output::text::escaped;

/// The command line, or the exit status after help or a message.
pub(crate) fn parse() -> Result<Cli, ExitCode> {
    let args: Vec<OsString> = env::args_os().collect();
    Cli::try_parse_from(&args).map_err(|error| {
        // A message repeats arguments. With arguments that are escaped, it cannot act on the terminal.
        let safe = args.iter().map(|arg| escaped(&arg.to_string_lossy()).into_owned());
        let error = Cli::try_parse_from(safe).err().unwrap_or(error);
        let _ = error.print();
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

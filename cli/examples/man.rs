//! Writes the man pages into the folder that is the argument: `docs/man/make` calls it.

#![allow(dead_code)] // of the command line, only its description is used

use std::{env, io};

use clap::CommandFactory;

#[path = "../src/args.rs"]
mod args;
#[path = "../src/examples.rs"]
mod examples;

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).ok_or_else(|| io::Error::other("the argument is the folder of the pages"))?;
    // There are pages for a command without the feature too.
    let command = args::Cli::command().mut_subcommand("parquet", |parquet| parquet.hide(false));
    clap_mangen::generate_to(command, folder)
}

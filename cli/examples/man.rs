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
    clap_mangen::generate_to(args::Cli::command(), folder)
}

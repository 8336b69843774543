//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use rescue_sessions::Delimiter;

/// Shows, converts and checks the session lists of LogMeIn Rescue's getSession API.
///
/// Reads the body of a response from a file or from standard input. Exit status: 0 if every row and value was read; 1
/// if the response reports a failure or is not a session list, or if a row or a value could not be read; 2 if the usage
/// is wrong, or if a file could not be read or written.
#[derive(Debug, Parser)]
#[command(name = "rescue-sessions", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print a table that fits the terminal (or $COLUMNS); list the columns that it leaves out, and mark damaged rows
    Show(Source),
    /// Print one JSON object per session, each on its own line; a row that cannot be read is a line {"error": …}, a
    /// withheld value is null
    Json(Source),
    /// Print CSV (RFC 4180) with the column names of the header; rows that cannot be read are reported on standard
    /// error, a withheld value is `(withheld)`
    Csv(Source),
    /// Report the return value, the columns, the number of rows and each status, and each damage and error with its
    /// line:column
    Check {
        #[command(flatten)]
        source: Source,
        /// Show the text around each problem; this text is customer data
        #[arg(long)]
        excerpts: bool,
    },
    /// Print a synthetic response
    Generate(Generate),
}

#[derive(Debug, Args)]
pub(crate) struct Source {
    /// The file with the body of the response; without it, or with `-`, the command reads standard input
    pub(crate) file: Option<PathBuf>,
    /// The text between two fields, used literally (in many shells, a tab is $'\t')
    #[arg(long, value_name = "TEXT", default_value = "|", allow_hyphen_values = true)]
    pub(crate) delimiter: Delimiter,
    /// Accept only the documented grammar: no empty field, no delimiter at the end of a line
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// The number of rows
    #[arg(long, default_value_t = 100)]
    pub(crate) rows: u64,
    /// The seed of the random numbers: the same seed gives the same response
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,
    /// The API version, which decides the columns: 16 in versions 1 and 2, 19 in version 3
    #[arg(long, default_value = "3")]
    pub(crate) version: Version,
    /// The share of damaged rows, which contain an unescaped delimiter or newline in a value, 0 to 1
    #[arg(long, value_name = "RATE", default_value_t = 0.0, value_parser = rate)]
    pub(crate) damage: f64,
    /// The text between two fields
    #[arg(long, value_name = "TEXT", default_value = "|", allow_hyphen_values = true)]
    pub(crate) delimiter: Delimiter,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Version {
    #[value(name = "1")]
    V1,
    #[value(name = "2")]
    V2,
    #[value(name = "3")]
    V3,
}

fn rate(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(rate) if (0.0..=1.0).contains(&rate) => Ok(rate),
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}

//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use rescue_sessions::Delimiter;

/// Shows, converts and checks the session lists of LogMeIn Rescue's getSession API.
///
/// Reads the body of a response from a file or from standard input. Exit status: 0 all was read; 1 the response is a
/// failure, or something in it could not be read, be it a row or a value; 2 wrong usage, or a file could not be read
/// or written.
#[derive(Debug, Parser)]
#[command(name = "rescue-sessions", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print a table for people, fitted to the terminal (or to $COLUMNS); names the columns it leaves out, marks
    /// damaged rows
    Show(Source),
    /// Print a JSON object a line and session; a row that cannot be read is a line {"error": …}, a value that can't be
    /// told is null
    Json(Source),
    /// Print CSV (RFC 4180) under the header's own names; rows that cannot be read are told on standard error, values
    /// that can't be told are `(withheld)`
    Csv(Source),
    /// Tell what there is to know about a response: return value, columns, rows, and each damage and error with
    /// line:column
    Check {
        #[command(flatten)]
        source: Source,
        /// Show the text around each problem; it is customers' data
        #[arg(long)]
        excerpts: bool,
    },
    /// Print a synthetic response
    Generate(Generate),
}

#[derive(Debug, Args)]
pub(crate) struct Source {
    /// The file with the response's body; standard input if there is none or it is `-`
    pub(crate) file: Option<PathBuf>,
    /// The text between two fields, taken as it stands (many shells write a tab as $'\t')
    #[arg(long, value_name = "TEXT", default_value = "|", value_parser = delimiter, allow_hyphen_values = true)]
    pub(crate) delimiter: String,
    /// Hold the session list to the documented grammar: no empty field, no delimiter at a line's end
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// How many rows
    #[arg(long, default_value_t = 100)]
    pub(crate) rows: u64,
    /// Where the random numbers start: the same seed gives the same response
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,
    /// Whose columns: 16 in versions 1 and 2, 19 in version 3
    #[arg(long, default_value = "3")]
    pub(crate) version: Version,
    /// The share of rows with a typed delimiter or newline in them, 0 to 1
    #[arg(long, value_name = "RATE", default_value_t = 0.0, value_parser = rate)]
    pub(crate) damage: f64,
    /// The text between two fields
    #[arg(long, value_name = "TEXT", default_value = "|", value_parser = delimiter, allow_hyphen_values = true)]
    pub(crate) delimiter: String,
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

fn delimiter(text: &str) -> Result<String, String> {
    Delimiter::try_from(text).map(|_| text.to_owned()).map_err(|error| error.to_string())
}

fn rate(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(rate) if (0.0..=1.0).contains(&rate) => Ok(rate),
        _ => Err("a rate is a number from 0 to 1".to_owned()),
    }
}

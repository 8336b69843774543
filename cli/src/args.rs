//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, value_parser};
use clap_complete::Shell;
use rescue_sessions::Delimiter;
use rescue_sessions_synthetic::DateTime;

use super::examples;

/// Shows, converts, checks and compares the session lists of LogMeIn Rescue's getSession API.
///
/// Reads the response from a file or from standard input. It may be the text response or the SOAP response: the command
/// recognizes it. Output goes to standard output, everything else to standard error.
///
/// Exit status: 0 if everything was read; 1 if a row could not be read or a value was withheld; 2 if the usage is wrong, or
/// if a file could not be read or written; 3 if there is no session list: the service answered with a failure, or the
/// response is a web page, empty or something else. `diff` also exits with 1 if something changed.
#[derive(Debug, Parser)]
#[command(name = "rescue-sessions", version, after_help = examples::ALL)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print a table that fits the terminal
    ///
    /// The width is that of the terminal, or $COLUMNS. The command shortens values, then leaves out columns, and names those
    /// that it leaves out. The first 1,000 sessions decide which columns there are, and how wide they are.
    #[command(after_help = examples::SHOW)]
    Show(Show),
    /// Print JSON Lines: one object per session
    ///
    /// Each object is on its own line. A row that cannot be read is a line {"error": …}, a withheld value is null. Control
    /// characters are escaped.
    #[command(after_help = examples::JSON)]
    Json {
        #[command(flatten)]
        source: Source,
        #[command(flatten)]
        select: Select,
    },
    /// Print CSV with the column names of the header
    ///
    /// The quoting is that of RFC 4180. Rows that cannot be read are reported on standard error, a withheld value is
    /// `(withheld)`. Values are unchanged, except that control characters are escaped if the output is a terminal.
    #[command(after_help = examples::CSV)]
    Csv(Csv),
    /// Report what the response has, and each damage and error
    ///
    /// These are the return value, the columns, the number of rows and of each status. Each damage and error has its
    /// line:column.
    #[command(after_help = examples::CHECK)]
    Check(Check),
    /// Count the sessions, and describe the queue
    ///
    /// Sessions are counted by status, channel, technician and language. The queue is the sessions that are Waiting, with the
    /// median, 95th percentile and longest of their waiting times.
    #[command(after_help = examples::SUMMARY)]
    Summary {
        #[command(flatten)]
        source: Source,
        /// Print one JSON object with the same figures
        #[arg(long)]
        json: bool,
    },
    /// Print what changed between two responses
    ///
    /// These are new and gone rows, changes of the status, and sessions that were picked up or transferred. Both responses
    /// must be about the same nodes. Exit status: 0 if nothing changed, 1 if something changed or a row could not be
    /// read, 2 and 3 as for the other commands.
    #[command(after_help = examples::DIFF)]
    Diff(Diff),
    /// Print a synthetic response, or write those of a simulated help desk
    ///
    /// With --polls, a help desk is simulated and polled: sessions arrive, wait in channels, are picked up, are transferred,
    /// end and vanish from the list. Each poll is a file, such as 2025-01-01/getSession_2025-01-01T00-00-00Z.txt. The file
    /// answers.json has what is known about all polls: rows, sessions, changes, and medians of the waiting times.
    #[command(after_help = examples::GENERATE)]
    Generate(Generate),
    /// Write a Parquet file from one or many responses
    ///
    /// The file has the columns of all responses, named like the keys of `json`: custom fields are custom_field_0 and so on,
    /// `withheld` lists the columns of a row whose values are withheld, `poll_time` and `poll_file` say where a row comes
    /// from. Each response is opened twice: for its columns, then for its rows. OUT is written under another name, and
    /// renamed when it is complete: after a failure, an existing OUT is unchanged.
    ///
    /// Exit status: 0 if everything was read; 1 if a row could not be read (then there is no OUT, without --on-error skip),
    /// if a file was skipped, or if a value was withheld; 2 if the usage is wrong, or if a file could not be read or
    /// written; 3 if a file has no session list, or, with --on-error skip, if none has.
    #[cfg_attr(not(feature = "parquet"), command(hide = true))]
    #[command(after_help = examples::PARQUET)]
    Parquet(Parquet),
    /// Print a script that completes the command in a shell
    #[command(after_help = examples::COMPLETIONS)]
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Source {
    /// The file with the response; without it, or with `-`, the command reads standard input
    pub(crate) file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) format: Format,
}

/// How a text response is read. A SOAP response needs none of it.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Format {
    /// The text between two fields, used literally, except that `tab` and `\t` are a tab
    #[arg(short, long, value_name = "TEXT", default_value = "|", allow_hyphen_values = true, value_parser = delimiter)]
    pub(crate) delimiter: Delimiter,
    /// Accept only the documented grammar: no empty field, no delimiter at the end of a line
    #[arg(long)]
    pub(crate) strict: bool,
}

/// Which columns and sessions are printed.
#[derive(Debug, Args)]
pub(crate) struct Select {
    /// Print these columns in this order: names of the header, separated by commas
    ///
    /// Case does not matter, and a space may be `-` or `_`. A name with a comma is written in quotes.
    #[arg(long, value_name = "NAMES", value_parser = names)]
    pub(crate) columns: Vec<Names>,
    /// Print only sessions with one of these statuses, separated by commas
    #[arg(long, value_name = "STATUSES", value_parser = names)]
    pub(crate) status: Vec<Names>,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    #[command(flatten)]
    pub(crate) source: Source,
    #[command(flatten)]
    pub(crate) select: Select,
    /// Sort by this column: the longest Waiting Time first, other columns in ascending order
    ///
    /// Keeps only the first 1,000 sessions of the order, or as many as --limit says.
    #[arg(long, value_name = "NAME")]
    pub(crate) sort: Option<String>,
    /// Sort in the opposite order
    #[arg(long, requires = "sort")]
    pub(crate) reverse: bool,
    /// Print this many sessions at most
    #[arg(long, value_name = "COUNT")]
    pub(crate) limit: Option<usize>,
}

#[derive(Debug, Args)]
pub(crate) struct Csv {
    #[command(flatten)]
    pub(crate) source: Source,
    #[command(flatten)]
    pub(crate) select: Select,
    /// End lines with CR LF instead of LF
    #[arg(long)]
    pub(crate) crlf: bool,
    /// Put a ' before each value that a spreadsheet would run as a formula
    ///
    /// These start with = + - @, tab, CR or LF. Customers type them. Numbers of the service stay as they are.
    #[arg(long)]
    pub(crate) for_spreadsheets: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) source: Source,
    /// Show the text around each problem; this text is customer data
    #[arg(long)]
    pub(crate) excerpts: bool,
    /// Count the problems by kind and columns instead of listing them
    #[arg(long, conflicts_with = "excerpts")]
    pub(crate) summary: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The file with the older response, or `-`
    pub(crate) old: PathBuf,
    /// The file with the newer response, or `-`
    pub(crate) new: PathBuf,
    #[command(flatten)]
    pub(crate) format: Format,
    /// Print JSON Lines: one object per change
    #[arg(long)]
    pub(crate) json: bool,
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
    /// The text between two fields; `tab` and `\t` are a tab
    #[arg(short, long, value_name = "TEXT", default_value = "|", allow_hyphen_values = true, value_parser = delimiter)]
    pub(crate) delimiter: Delimiter,
    #[command(flatten)]
    pub(crate) desk: Desk,
}

#[derive(Debug, Args)]
pub(crate) struct Desk {
    /// Simulate a help desk, and write this many polls of it into --out-dir
    #[arg(long, value_name = "COUNT", requires = "out_dir", conflicts_with_all = ["rows", "damage"])]
    pub(crate) polls: Option<u64>,
    /// The folder for the polls and answers.json: a new one, or an empty one
    #[arg(long, value_name = "DIR", requires = "polls")]
    pub(crate) out_dir: Option<PathBuf>,
    /// The time of the first poll; file names have it as UTC
    #[arg(long, value_name = "TIME", default_value = "2025-01-01T00:00:00", requires = "polls")]
    pub(crate) start: DateTime,
    /// The seconds between two polls, at most a day
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = value_parser!(u32).range(1..=86_400), requires = "polls")]
    pub(crate) interval: u32,
    /// The mean number of sessions that arrive on a day; by default, a poll has 190 rows in the mean of a week
    #[arg(long, value_name = "COUNT", default_value_t = 6_450, value_parser = value_parser!(u32).range(..=100_000), requires = "polls")]
    pub(crate) sessions_per_day: u32,
    /// The first poll of version 3, counted from 0; the polls before it have the version of --version
    #[arg(long, value_name = "POLL", requires = "polls")]
    pub(crate) upgrade_at: Option<u64>,
}

#[derive(Debug, Args)]
#[cfg_attr(not(feature = "parquet"), allow(dead_code))] // only the help and the man page have the options then
pub(crate) struct Parquet {
    /// Files with responses, or patterns in quotes; without any, or with `-`, the names are read from standard input
    ///
    /// In a pattern, `*` matches any characters of one name, `?` one character, `[…]` one of these characters, and
    /// `**` any folders. The files of a pattern are sorted by name. Standard input has one file name a line, such as
    /// those that `find` prints, and keeps their order. A file that is named twice is read once.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The Parquet file
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// Take `poll_time` from the file name, which has this pattern, in UTC: such as %Y-%m-%dT%H-%M-%SZ.txt
    ///
    /// These are the conversions of strftime. The pattern must fit the whole file name; a pattern with slashes must fit as
    /// many folders before it. A file whose name does not fit is a bad file. Without the pattern, `poll_time` is the time at
    /// which the file was last modified.
    #[arg(long, value_name = "PATTERN")]
    pub(crate) poll_time: Option<String>,
    /// What to do about a file or a row that cannot be read
    #[arg(long, value_name = "ACTION", default_value = "stop")]
    pub(crate) on_error: OnError,
    /// Write each row and file that cannot be read into this file, as JSON Lines
    ///
    /// Each line has `file`, and the object `error` that `json` prints.
    #[arg(long, value_name = "FILE")]
    pub(crate) bad_rows: Option<PathBuf>,
    /// The compression of the Parquet file
    #[arg(long, value_name = "CODEC", default_value = "zstd")]
    pub(crate) compression: Codec,
    /// The rows of a row group, at most; a group of 128 MiB ends earlier
    #[arg(long, value_name = "ROWS", default_value_t = 983_040, value_parser = value_parser!(u32).range(1..))]
    pub(crate) row_group: u32,
    #[command(flatten)]
    pub(crate) format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OnError {
    /// End without a Parquet file
    Stop,
    /// Report it on standard error, and continue without it
    Skip,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Codec {
    /// Small files: level 3
    Zstd,
    /// Faster, larger files
    Snappy,
    None,
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

/// The names in one argument.
#[derive(Clone, Debug)]
pub(crate) struct Names(pub(crate) Vec<String>);

/// Names separated by commas, with the quoting of CSV.
fn names(text: &str) -> Result<Names, String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).trim(csv::Trim::All).from_reader(text.as_bytes());
    let names = match reader.records().next() {
        Some(Ok(record)) => record.iter().map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    if names.iter().all(String::is_empty) { Err("expected a name".to_owned()) } else { Ok(Names(names)) }
}

fn delimiter(text: &str) -> Result<Delimiter, String> {
    let text = if matches!(text, "tab" | r"\t") { "\t" } else { text };
    text.parse().map_err(|_| "expected a text that is not empty and has no CR or LF".to_owned())
}

fn rate(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(rate) if (0.0..=1.0).contains(&rate) => Ok(rate),
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}

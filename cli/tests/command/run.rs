//! Runs the command. The bodies that several tests use.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::thread::{self, JoinHandle};

pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rescue-sessions"));
    command.args(args);
    for name in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

/// Runs the command with `input` on its standard input.
pub(crate) fn run(args: &[&str], input: &[u8]) -> Output {
    run_command(command(args), input)
}

pub(crate) fn run_command(command: Command, input: &[u8]) -> Output {
    let (child, writer) = start(command, input);
    let output = child.wait_with_output().expect("the command ends");
    let _ = writer.join(); // fails if the command exits without reading its input
    output
}

/// Starts the command with pipes. A thread writes to its standard input.
pub(crate) fn start(mut command: Command, input: &[u8]) -> (Child, JoinHandle<io::Result<()>>) {
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    (child, thread::spawn(move || stdin.write_all(&input)))
}

pub(crate) fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub(crate) fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

pub(crate) fn outcome(args: &[&str], input: &str) -> (Option<i32>, String, String) {
    of_output(&run(args, input.as_bytes()))
}

/// The same in a window of this width, without a terminal.
pub(crate) fn outcome_in(columns: &str, args: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut command = command(args);
    command.env("COLUMNS", columns);
    of_output(&run_command(command, input.as_bytes()))
}

fn of_output(output: &Output) -> (Option<i32>, String, String) {
    (output.status.code(), out(output).to_owned(), err(output).to_owned())
}

/// Writes a file for a test, and returns its path.
pub(crate) fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("the file is written");
    path.to_str().expect("UTF-8").to_owned()
}

/// The number of columns that a terminal needs for a line.
pub(crate) fn width(line: &str) -> usize {
    use unicode_segmentation::UnicodeSegmentation;
    line.graphemes(true).map(unicode_width::UnicodeWidthStr::width).sum()
}

/// A response of getSession_V3 with these sessions.
pub(crate) fn soap(sessions: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
<getSession_V3Response xmlns="https://secure.logmeinrescue.com/API/API.asmx">
<getSession_V3Result>getSession_OK</getSession_V3Result>
<aSessions>{sessions}</aSessions>
</getSession_V3Response></soap:Body></soap:Envelope>
"#
    )
}

pub(crate) const GOOD: &str = "OK\n\nID|Status|Technician|Waiting Time|\n1|Active|Jane, \"J\" Roe|75|\n2|Waiting||5|\n";
pub(crate) const BAD: &str = "OK\n\nID|Status|Waiting Time|\n1|Active|7|\n2|SECRET|soon|\n3|Waiting|9|\n";
/// A row with a joined value, a row with withheld values, a well-formed row, and an unreadable row.
pub(crate) const DAMAGED: &str = "OK\n\nID|Entry|Technician ID|Technician|Custom Field 0|Language|\n\
                                  7|Sales\nNight|5|Jo|a|en|\n8|a|6|Jo|no|sound|en|\n9|b|6|Jo|c|en|\n10|b|x|Jo|c|en|\n";
/// What customers can type to act on a terminal: ESC, C1, DEL, bidirectional controls, CR.
pub(crate) const HOSTILE: &str = "OK\n\nID|Status|Custom Field 0|\n\
                                  7|Active|a\u{1b}]0;x\u{7}\u{9b}31m\u{7f}\u{202e}b\u{2066}\r\u{2028}c|\n";

/// Whether a text has a character that can act on a terminal, except for line ends.
pub(crate) fn is_hostile(text: &str) -> bool {
    text.chars().any(|c| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || matches!(c, '\u{2028}' | '\u{2029}')
    })
}

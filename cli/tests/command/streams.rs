//! Standard output and standard error: closed, full, and messages that are limited.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

use crate::run::{BAD, GOOD, command, err, file, outcome, run, soap, start};

#[test]
fn only_the_first_ten_errors_are_listed() {
    let body = format!("OK\n\nID|Status|\n{}", "x|Active|\n1|Active|\n".repeat(15));
    for args in [["show"], ["csv"]] {
        let (status, _, stderr) = outcome(&args, &body);
        assert_eq!((status, stderr.lines().count()), (Some(1), 12), "{stderr}");
        assert!(stderr.starts_with("rescue-sessions: record 1 (line 4, byte 15): ID is not an integer\n"), "{stderr}");
        assert!(stderr.ends_with("lists all of them\nrescue-sessions: 15 records could not be read\n"), "{stderr}");
    }
}

#[test]
fn closed_pipe_is_not_an_error() {
    let text = run(&["generate", "--rows", "20000"], b"").stdout;
    let xml = soap(&"<SESSION_V3><iID>7</iID><sEntry>Sales</sEntry></SESSION_V3>\n".repeat(20_000)).into_bytes();
    let commands: [&[&str]; 5] =
        [&["json"], &["csv"], &["show"], &["csv", "--columns", "id"], &["generate", "--rows", "1000000"]];
    for (body, args) in [text, xml].iter().flat_map(|body| commands.map(|args| (body, args))) {
        let (mut child, writer) = start(command(args), body);
        let mut stdout = child.stdout.take().expect("a pipe");
        stdout.read_exact(&mut [0; 100]).expect("the command writes output");
        drop(stdout);
        let output = child.wait_with_output().expect("the command ends");
        let _ = writer.join();
        assert_eq!((output.status.code(), err(&output)), (Some(0), ""), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded_for_text() {
    let mut text = run(&["generate", "--rows", "300000", "--damage", "0.01"], b"").stdout;
    text.extend(format!("9|Active|0|{}|0||6/19/2024 11:04 AM|5||||||||||||\n", "x".repeat(60_000)).repeat(20).bytes());
    assert_memory_is_bounded("memory.txt", text);
}

#[cfg(target_os = "linux")]
#[test]
fn memory_is_bounded_for_xml() {
    let sessions = "<SESSION_V3><iID>7</iID><sEntry>Sales</sEntry></SESSION_V3>\n".repeat(750_000);
    assert_memory_is_bounded("memory.xml", soap(&sessions).into_bytes());
}

/// The address space of the command is smaller than its input.
#[cfg(target_os = "linux")]
fn assert_memory_is_bounded(name: &str, body: Vec<u8>) {
    assert!(body.len() > 42 << 20);
    let body = file(name, body);
    for args in ["show", "show --sort entry", "json", "csv", "check --excerpts", "check --summary", "summary"] {
        let line = format!("ulimit -v 40960; exec \"$0\" {args} \"$1\" > /dev/null 2>&1");
        let mut shell = Command::new("sh");
        shell.args(["-c", &line, env!("CARGO_BIN_EXE_rescue-sessions"), &body]);
        let status = shell.status().expect("a shell").code();
        assert!(matches!(status, Some(0 | 1)), "{args} {body}: {status:?}");
    }
    std::fs::remove_file(body).unwrap();
}

#[cfg(target_os = "linux")]
fn full() -> std::fs::File {
    OpenOptions::new().write(true).open("/dev/full").unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn unwritable_standard_error_does_not_panic() {
    for (args, status) in [
        (&["json", "no/such/file"][..], 2),
        (&["show", "-"], 1),
        (&["csv", "-"], 1),
        (&["check"], 1),
        (&["summary"], 1),
    ] {
        let mut child = command(args).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(full()).spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(BAD.as_bytes());
        assert_eq!(child.wait().unwrap().code(), Some(status), "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn full_disk_is_an_error() {
    let good = file("full.txt", GOOD);
    let commands: [&[&str]; 9] = [
        &["show", &good],
        &["json", &good],
        &["csv", &good],
        &["check", &good],
        &["summary", &good],
        &["summary", "--json", &good],
        &["diff", &good, &good],
        &["generate"],
        &["completions", "bash"],
    ];
    for args in commands {
        let child = command(args).stdin(Stdio::null()).stdout(full()).stderr(Stdio::piped()).spawn().unwrap();
        let output = child.wait_with_output().unwrap();
        let message = "rescue-sessions: No space left on device (os error 28)\n";
        assert_eq!((output.status.code(), err(&output)), (Some(2), message), "{args:?}");
    }
}

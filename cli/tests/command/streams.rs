//! Standard output and standard error: closed, full, and messages that are limited.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::process::Stdio;

use crate::run::{BAD, GOOD, command, err, file, outcome, run, start};

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
    let body = run(&["generate", "--rows", "20000"], b"").stdout;
    for args in [&["json"][..], &["csv"], &["show"], &["csv", "--columns", "id"], &["generate", "--rows", "1000000"]] {
        let (mut child, writer) = start(command(args), &body);
        let mut stdout = child.stdout.take().expect("a pipe");
        stdout.read_exact(&mut [0; 100]).expect("the command writes output");
        drop(stdout);
        let output = child.wait_with_output().expect("the command ends");
        let _ = writer.join();
        assert_eq!((output.status.code(), err(&output)), (Some(0), ""), "{args:?}");
    }
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

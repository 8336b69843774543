//! Wrong usage, help and completions.

use crate::run::{GOOD, err, is_hostile, out, outcome, run};

#[test]
fn wrong_usage_and_missing_files_exit_with_status_2() {
    let wrong = [
        &["frobnicate"][..],
        &[],
        &["json", "--delimiter", ""],
        &["json", "--delimiter", "a\nb"],
        &["json", "no/such/file"],
        &["json", "."],
        &["json", "--columns", ""],
        &["show", "--reverse"],
        &["show", "--limit", "few"],
        &["diff", "a"],
        &["completions", "tcsh"],
        &["generate", "--rows", "-1"],
        &["generate", "--damage", "1.5"],
        &["generate", "--version", "4"],
        &["generate", "--delimiter", ":"],
        &["generate", "--delimiter", "a"],
    ];
    for args in wrong {
        let output = run(args, b"");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(out(&output).is_empty() && !err(&output).is_empty(), "{args:?}");
    }
    assert!(outcome(&["json", "no/such/file"], "").2.starts_with("rescue-sessions: no/such/file: "));
}

#[test]
fn arguments_in_messages_are_escaped() {
    let hostile = "\u{1b}]0;title\u{7}\u{202e}";
    let escaped = r"\u{1b}]0;title\u{7}\u{202e}";
    for args in [
        &["json", hostile][..],
        &[hostile],
        &["json", "a", hostile],
        &["show", "--limit", hostile],
        &["show", "--sort", hostile],
    ] {
        let (status, _, stderr) = outcome(args, GOOD);
        assert_eq!(status, Some(2), "{args:?}");
        assert!(stderr.contains(escaped) && !is_hostile(&stderr), "{stderr:?}");
    }
}

#[test]
fn unknown_column_is_an_error_with_the_nearest_name() {
    let message = |name: &str| format!("rescue-sessions: the response has no column `{name}`");
    for args in ["show", "json", "csv"] {
        let wait = message("Waitng Time") + "; did you mean `Waiting Time`?\n";
        assert_eq!(outcome(&[args, "--columns", "ID,Waitng Time"], GOOD), (Some(2), String::new(), wait));
        assert_eq!(outcome(&[args, "--columns", "xyzzy"], GOOD), (Some(2), String::new(), message("xyzzy") + "\n"));
    }
    let tech = message("tech") + "; did you mean `Technician`?\n";
    assert_eq!(outcome(&["show", "--sort", "tech"], GOOD), (Some(2), String::new(), tech));
    assert_eq!(outcome(&["show", "--sort", "id"], "OK").2, "rescue-sessions: the response has no columns\n");
}

#[test]
fn help_lists_every_command_and_the_exit_status() {
    let (status, help, _) = outcome(&["--help"], "");
    assert_eq!(status, Some(0));
    for word in ["show", "json", "csv", "check", "summary", "diff", "generate", "completions", "Exit status: 0"] {
        assert!(help.contains(word), "{word} is missing:\n{help}");
    }
    for command in ["show", "json", "csv", "check", "summary", "diff", "generate", "completions"] {
        let (status, help, _) = outcome(&[command, "--help"], "");
        assert!(status == Some(0) && help.contains("\nExamples:\n  rescue-sessions "), "{help}");
    }
    assert_eq!(outcome(&["--version"], "").1, format!("rescue-sessions {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_are_printed_for_each_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (status, script, stderr) = outcome(&["completions", shell], "");
        assert!(status == Some(0) && script.contains("for-spreadsheets") && stderr.is_empty(), "{shell}");
    }
}

#[cfg(not(feature = "parquet"))]
#[test]
fn build_without_parquet_says_how_to_get_it() {
    let (status, stdout, stderr) = outcome(&["parquet", "-o", "x.parquet"], "");
    assert_eq!((status, stdout.as_str()), (Some(2), ""));
    assert!(stderr.contains("cargo install --path cli --features parquet"), "{stderr}");
    assert!(!outcome(&["--help"], "").1.contains("parquet"));
}

//! Runs the command, and checks what it prints on each stream, and its exit status.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Output, Stdio};
use std::thread::{self, JoinHandle};

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rescue-sessions"));
    command.args(args).env_remove("COLUMNS");
    command
}

/// Runs the command with `input` on its standard input.
fn run(args: &[&str], input: &[u8]) -> Output {
    run_command(command(args), input)
}

fn run_command(command: Command, input: &[u8]) -> Output {
    let (child, writer) = start(command, input);
    let output = child.wait_with_output().expect("the command ends");
    let _ = writer.join(); // fails if the command exits without reading its input
    output
}

/// Starts the command with pipes. A thread writes to its standard input.
fn start(mut command: Command, input: &[u8]) -> (Child, JoinHandle<io::Result<()>>) {
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    (child, thread::spawn(move || stdin.write_all(&input)))
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn outcome(args: &[&str], input: &str) -> (Option<i32>, String, String) {
    let output = run(args, input.as_bytes());
    (output.status.code(), out(&output).to_owned(), err(&output).to_owned())
}

const GOOD: &str = "OK\n\nID|Status|Technician|Waiting Time|\n1|Active|Jane, \"J\" Roe|75|\n2|Waiting||5|\n";
const BAD: &str = "OK\n\nID|Status|Waiting Time|\n1|Active|7|\n2|SECRET|soon|\n3|Waiting|9|\n";

#[test]
fn show_prints_a_table() {
    let table = "\
┌────┬─────────┬───────────────┬──────────────┐
│ ID ┆ Status  ┆ Technician    ┆ Waiting Time │
╞════╪═════════╪═══════════════╪══════════════╡
│  1 ┆ Active  ┆ Jane, \"J\" Roe ┆       1m 15s │
│  2 ┆ Waiting ┆               ┆           5s │
└────┴─────────┴───────────────┴──────────────┘
2 sessions
";
    assert_eq!(outcome(&["show"], GOOD), (Some(0), table.to_owned(), String::new()));
    assert_eq!(outcome(&["show", "-"], GOOD), (Some(0), table.to_owned(), String::new()));
}

#[test]
fn show_fits_the_terminal_and_lists_hidden_columns() {
    let mut command = command(&["show"]);
    command.env("COLUMNS", "40");
    let output = run_command(command, GOOD.as_bytes());
    let narrow = "\
┌────┬─────────┬───────────────┐
│ ID ┆ Status  ┆ Technician    │
╞════╪═════════╪═══════════════╡
│  1 ┆ Active  ┆ Jane, \"J\" Roe │
│  2 ┆ Waiting ┆               │
└────┴─────────┴───────────────┘
no room for: Waiting Time
2 sessions
";
    assert_eq!(out(&output), narrow);
}

#[test]
fn show_aligns_wide_characters_and_replaces_control_characters() {
    let body = "OK\n\nID|Entry|Status|\n1|日本語|a|\n2|\u{1b}[31mred\u{202e}|b|\n";
    let table = "\
┌────┬───────────┬────────┐
│ ID ┆ Entry     ┆ Status │
╞════╪═══════════╪════════╡
│  1 ┆ 日本語    ┆ a      │
│  2 ┆ \u{fffd}[31mred\u{fffd} ┆ b      │
└────┴───────────┴────────┘
2 sessions
";
    assert_eq!(outcome(&["show"], body).1, table);
}

#[test]
fn show_lists_empty_columns() {
    let (status, table, _) = outcome(&["show"], "OK\n\nID|Entry|Status|HandingOff|\n1||Active||\n");
    assert!(table.ends_with("┘\nempty: Entry, HandingOff\n1 session\n"), "{table}");
    assert_eq!(status, Some(0));
}

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
fn empty_list_is_not_an_error() {
    assert_eq!(outcome(&["show"], "OK\n\nID|Status|\n"), (Some(0), "no sessions\n".into(), String::new()));
    assert_eq!(outcome(&["show"], "OK"), (Some(0), "no sessions\n".into(), String::new()));
    assert_eq!(outcome(&["json"], "OK"), (Some(0), String::new(), String::new()));
    assert_eq!(outcome(&["csv"], "OK"), (Some(0), String::new(), String::new()));
    assert_eq!(outcome(&["csv"], "OK\n\nID|Status|\n"), (Some(0), "ID,Status\r\n".into(), String::new()));
}

#[test]
fn json_prints_one_object_or_error_per_line() {
    let lines = "\
{\"id\":1,\"status\":\"Active\",\"waiting_time\":7}
{\"error\":{\"kind\":\"invalid_integer\",\"line\":5,\"column\":10,\"byte\":49,\"record\":2,\"message\":\"record 2 (line 5, byte 49): Waiting Time is not an integer\"}}
{\"id\":3,\"status\":\"Waiting\",\"waiting_time\":9}
";
    let count = "rescue-sessions: 1 record could not be read\n";
    assert_eq!(outcome(&["json"], BAD), (Some(1), lines.to_owned(), count.to_owned()));
}

#[test]
fn csv_follows_rfc_4180_and_keeps_column_names() {
    let csv = "ID,Status,Technician,Waiting Time\r\n1,Active,\"Jane, \"\"J\"\" Roe\",75\r\n2,Waiting,,5\r\n";
    assert_eq!(outcome(&["csv"], GOOD), (Some(0), csv.to_owned(), String::new()));

    let error = "rescue-sessions: record 2 (line 5, byte 49): Waiting Time is not an integer\n\
                 rescue-sessions: 1 record could not be read\n";
    let csv = "ID,Status,Waiting Time\r\n1,Active,7\r\n3,Waiting,9\r\n";
    assert_eq!(outcome(&["csv"], BAD), (Some(1), csv.to_owned(), error.to_owned()));
}

#[test]
fn check_reports_header_errors_rows_and_statuses() {
    let report = "\
return value  OK
header        3 columns
delimiter     | (at the end of each line too)
missing       Entry ID, Entry, Technician ID, Technician, Start Time, Custom Field 0, Custom Field 1, Custom Field 2, \
Language, Transferred To, Transferred Comment, Is Lead Technician, HandingOff
5:10          record 2: Waiting Time is not an integer
line endings  LF
rows          2 sessions read, 1 unreadable record
statuses      1 Active
              1 Waiting
";
    assert_eq!(outcome(&["check"], BAD), (Some(1), report.to_owned(), String::new()));
}

#[test]
fn check_distinguishes_line_endings_and_statuses() {
    let (_, report, _) = outcome(&["check"], "OK\r\nID|Status\n1|Ativas\r\n2|\n3|Active\n4|Active\n");
    let expected = "\
delimiter     | (between fields only)
missing       Entry ID, Entry, Technician ID, Technician, Start Time, Waiting Time, Custom Field 0, Custom Field 1, \
Custom Field 2, Language, Transferred To, Transferred Comment, Is Lead Technician, HandingOff
line endings  LF and CRLF
rows          4 sessions read
statuses      2 Active
              1 unknown, perhaps in another language
              1 empty
";
    assert!(report.ends_with(expected), "{report}");
    assert!(outcome(&["check"], "OK\r\nID|\r\n").1.contains("line endings  CRLF\n"));
    assert!(outcome(&["check"], "OK ID|").1.contains("line endings  none\n"));
}

#[test]
fn show_splits_a_long_list_into_several_tables() {
    let body = run(&["generate", "--rows", "1001"], b"").stdout;
    let output = run(&["show"], &body);
    assert_eq!(out(&output).lines().filter(|line| line.starts_with("│ ID ")).count(), 3);
    assert_eq!(out(&output).lines().filter(|line| line.starts_with("│ 107")).count(), 1001);
    assert!(out(&output).ends_with("\n1001 sessions\n"));
}

#[test]
fn list_of_unreadable_rows_is_not_reported_as_empty() {
    let (status, stdout, _) = outcome(&["show"], "OK\n\nID|Status|\nx|Active|\n");
    assert_eq!((status, stdout.as_str()), (Some(1), "no session could be read\n"));
}

#[test]
fn check_prints_customer_data_only_with_excerpts() {
    let (_, without, _) = outcome(&["check"], BAD);
    assert!(!without.contains("soon") && !without.contains("SECRET"), "{without}");
    let (status, with, _) = outcome(&["check", "--excerpts"], BAD);
    let excerpt = "\
error: record 2: Waiting Time is not an integer
5 | 2|SECRET|soon|
  |          ^ line 5, column 10
";
    assert!(with.contains(excerpt), "{with}");
    assert_eq!(status, Some(1));
}

#[test]
fn response_error_is_one_message_with_advice() {
    let messages = [
        ("NOTLOGGEDIN", "the service answered NOTLOGGEDIN: log in again, or pass an authcode with the request."),
        (
            "INVALIDPARAM_NODE",
            "the service answered INVALIDPARAM_NODE: no node has this ID; check node and noderef in the request.",
        ),
        (
            "INVALID_SECRETAUTHCODE",
            "the service answered INVALID_SECRETAUTHCODE: the authcode is not valid; request a new one.",
        ),
        (
            "USER_DELETED_OR_DISABLED",
            "the service answered USER_DELETED_OR_DISABLED: use another account, or have this one re-enabled.",
        ),
        ("POLLRATEEXCEEDED", "the service answered POLLRATEEXCEEDED: too many requests; wait, then poll less often."),
        (
            "ERROR",
            "the service answered ERROR: the service does not specify the error, which may be a timeout; try again later.",
        ),
        ("SOMETHING_NEW", "the service answered with an unknown return value: look it up in the API manual."),
        ("<html>", "the response is an HTML page, not a session list: check the URL of the request, and log in again."),
        (
            "<?xml?>",
            "the response is XML, not text: `parse_any` reads SOAP, with the feature `soap`: request text output with setOutput, and do not use the SOAP endpoint.",
        ),
        ("", "the response is empty: check that the service answered and that the body was saved."),
        (
            "hello",
            "the response does not start with a known return value. Check that this is the body of a getSession response, uncompressed and in UTF-8.",
        ),
        (
            "OK ID;Status",
            "header (line 1, byte 3): column ID is missing. If the list uses another delimiter, pass it with --delimiter.",
        ),
        ("OK ID|ID|", "header (line 1, byte 6): column 2 has the same name as column 1"),
    ];
    for (body, message) in messages {
        for args in [&["show"][..], &["json"], &["csv"], &["check"]] {
            let (status, _, stderr) = outcome(args, body);
            assert_eq!((status, stderr), (Some(1), format!("rescue-sessions: {message}\n")), "{args:?} {body}");
        }
    }
    assert_eq!(outcome(&["show"], "NOTLOGGEDIN").1, "");
    assert_eq!(outcome(&["csv"], "NOTLOGGEDIN").1, "");
    assert_eq!(outcome(&["check"], "NOTLOGGEDIN").1, {
        "return value  NOTLOGGEDIN\n1:1           the service answered NOTLOGGEDIN\n"
    });
}

#[test]
fn delimiter_and_strict_apply() {
    let body = "OK\nID\\;Status\n1\\;a|b\n";
    let args = ["json", "--delimiter", r"\;", "--strict"];
    assert_eq!(outcome(&args, body), (Some(0), "{\"id\":1,\"status\":\"a|b\"}\n".into(), String::new()));
    assert_eq!(outcome(&["json", "--strict"], GOOD).0, Some(1));
}

#[test]
fn delimiter_may_look_like_an_option() {
    for delimiter in ["->", "--", "-x", "--strict"] {
        let body = format!("OK\nID{delimiter}Status\n1{delimiter}a\n");
        assert_eq!(outcome(&["json", "--delimiter", delimiter], &body).1, "{\"id\":1,\"status\":\"a\"}\n");
    }
}

/// With a row on the line of the header, or with CR line endings, the header is invalid: otherwise `check` would print
/// values as column names.
#[test]
fn values_are_not_printed_as_column_names() {
    for body in ["OK ID|Status|Technician|1|Active|SECRET|\n", "OK\r\rID|Technician|\r1|SECRET|\r"] {
        for args in [&["check"][..], &["show"], &["csv"], &["json"]] {
            let (status, stdout, stderr) = outcome(args, body);
            assert!(status == Some(1) && !stdout.contains("SECRET") && !stderr.contains("SECRET"), "{stdout}{stderr}");
        }
    }
}

#[test]
fn show_truncates_long_cells() {
    let cell = "h".repeat(60_000);
    let body = format!("OK\n\nID|Entry|\n{}", format!("1|{cell}|\n").repeat(20));
    let mut command = command(&["show"]);
    command.env("COLUMNS", "40");
    let output = run_command(command, body.as_bytes());
    assert!(out(&output).lines().all(|line| line.chars().count() <= 40), "{}", out(&output));
}

#[cfg(target_os = "linux")]
#[test]
fn unwritable_standard_error_does_not_panic() {
    for (args, status) in [(&["json", "no/such/file"][..], 2), (&["show", "-"], 1), (&["csv", "-"], 1), (&["check"], 1)]
    {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut child = command(args).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(full).spawn().unwrap();
        let _ = child.stdin.take().unwrap().write_all(BAD.as_bytes());
        assert_eq!(child.wait().unwrap().code(), Some(status), "{args:?}");
    }
}

#[test]
fn wrong_usage_and_missing_files_exit_with_status_2() {
    let wrong = [
        &["frobnicate"][..],
        &[],
        &["json", "--delimiter", ""],
        &["json", "--delimiter", "a\nb"],
        &["json", "no/such/file"],
        &["json", "."],
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
    assert!(outcome(&["json", "\u{1b}]0;title\u{7}"], "").2.starts_with("rescue-sessions: \u{fffd}]0;title\u{fffd}: "));
}

#[test]
fn closed_pipe_is_not_an_error() {
    let body = run(&["generate", "--rows", "20000"], b"").stdout;
    for args in [&["json"][..], &["csv"], &["show"], &["generate", "--rows", "1000000"]] {
        let (mut child, writer) = start(command(args), &body);
        let mut stdout = child.stdout.take().expect("a pipe");
        stdout.read_exact(&mut [0; 100]).expect("the command writes output");
        drop(stdout);
        let output = child.wait_with_output().expect("the command ends");
        let _ = writer.join();
        assert_eq!((output.status.code(), err(&output)), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn generated_lists_are_readable() {
    for (version, columns) in [("1", 16), ("2", 16), ("3", 19)] {
        let body = run(&["generate", "--rows", "1000", "--version", version], b"").stdout;
        let sessions = run(&["json"], &body);
        assert_eq!((sessions.status.code(), out(&sessions).lines().count()), (Some(0), 1000));
        let check = run(&["check"], &body);
        assert!(out(&check).contains(&format!("header        {columns} columns\n")), "{}", out(&check));
    }
    let args = ["generate", "--rows", "50", "--delimiter", r"\;"];
    let body = run(&args, b"").stdout;
    assert_eq!(run(&["show", "--delimiter", r"\;"], &body).status.code(), Some(0));
}

#[test]
fn generate_is_deterministic_for_a_seed() {
    let generate = |seed| run(&["generate", "--seed", seed, "--rows", "20"], b"").stdout;
    assert_eq!(generate("7"), generate("7"));
    assert_ne!(generate("7"), generate("8"));
    assert_eq!(out(&run(&["generate", "--rows", "0"], b"")).lines().count(), 3);
}

#[test]
fn generate_damages_the_requested_share_of_rows() {
    let body = run(&["generate", "--rows", "4000", "--damage", "0.25"], b"").stdout;
    let output = run(&["json"], &body);
    let damaged = out(&output).lines().filter(|line| line.contains(",\"damage\":[")).count();
    assert!((850..1150).contains(&damaged), "{damaged} of 4000");
    assert_eq!(out(&output).lines().count(), 4000);
}

/// A row with a joined value, a row with withheld values, a well-formed row, and an unreadable row.
const DAMAGED: &str = "OK\n\nID|Entry|Technician ID|Technician|Custom Field 0|Language|\n7|Sales\nNight|5|Jo|a|en|\n\
                       8|a|6|Jo|no|sound|en|\n9|b|6|Jo|c|en|\n10|b|x|Jo|c|en|\n";

#[test]
fn show_marks_damaged_rows() {
    let (status, table, errors) = outcome(&["show"], DAMAGED);
    assert_eq!(status, Some(1));
    assert!(table.contains("│ ! 7 ┆ Sales⏎Night ┆") && table.contains("│   9 ┆ b "), "{table}");
    assert!(table.contains("│ ! 8 ┆ a           ┆             6 ┆ ?          ┆ ?              ┆ en"), "{table}");
    let note = "3 sessions\n! marks damaged rows (a delimiter or newline inside a value): 2; ? marks withheld values\n";
    assert!(table.ends_with(note), "{table}");
    assert_eq!(
        errors,
        "rescue-sessions: record 2 (line 6, byte 94): Technician, Custom Field 0 are withheld\n\
         rescue-sessions: record 4 (line 8, byte 130): Technician ID is not an integer\n\
         rescue-sessions: 1 record could not be read\n\
         rescue-sessions: 1 session has withheld values\n"
    );
}

#[test]
fn csv_marks_withheld_values() {
    let (status, csv, _) = outcome(&["csv"], DAMAGED);
    assert_eq!(status, Some(1));
    let rows: Vec<&str> = csv.split("\r\n").skip(1).collect();
    assert_eq!(rows, ["7,\"Sales\nNight\",5,Jo,a,en", "8,a,6,(withheld),(withheld),en", "9,b,6,Jo,c,en", ""]);
}

#[test]
fn json_describes_damage() {
    let (status, json, _) = outcome(&["json"], DAMAGED);
    assert_eq!(status, Some(1));
    let lines: Vec<&str> = json.lines().collect();
    assert!(
        lines[0].ends_with(
            r#","damage":[{"columns":["Entry"],"raw":"Sales\nNight","resolved":true,"record":1,"line":4}]}"#
        ),
        "{json}"
    );
    let withheld = r#"{"id":8,"entry":"a","technician_id":6,"technician":null,"custom_fields":[null],"language":"en","damage":[{"columns":["Technician","Custom Field 0"],"raw":"Jo|no|sound","resolved":false,"record":2,"line":6}]}"#;
    assert_eq!(lines[1], withheld);
    // A joined value is read; only withheld values change the exit status.
    let joined = DAMAGED.lines().take(5).map(|line| line.to_owned() + "\n").collect::<String>();
    assert_eq!(outcome(&["json"], &joined).0, Some(0));
}

#[test]
fn check_lists_damage() {
    let (status, report, _) = outcome(&["check"], DAMAGED);
    assert_eq!(status, Some(1));
    let lines = "4:3           record 1: Entry is joined (resolved)\n\
                 6:7           record 2: Technician, Custom Field 0 are withheld (not resolved)\n\
                 8:6           record 4: Technician ID is not an integer\n\
                 line endings  LF\n\
                 rows          3 sessions read, 1 unreadable record\n\
                 damaged       1 session with all values, 1 session with withheld values\n";
    assert!(report.contains(lines), "{report}");
    assert!(!report.contains("Jo") && !report.contains("Sales"), "{report}");

    let (_, report, _) = outcome(&["check", "--excerpts"], DAMAGED);
    assert!(report.contains("6 | 8|a|6|Jo|no|sound|en|\n  |       ^^^^^^^^^^^ line 6, column 7\n"), "{report}");
    assert!(
        report.contains("4 |   7|Sales\n  |  ___^\n5 | | Night|5|Jo|a|en|\n  | |_____^ line 4, column 3\n"),
        "{report}"
    );
}

#[test]
fn help_lists_every_command_and_the_exit_status() {
    let (status, help, _) = outcome(&["--help"], "");
    assert_eq!(status, Some(0));
    for word in ["show", "json", "csv", "check", "generate", "Exit status: 0"] {
        assert!(help.contains(word), "{word} is missing:\n{help}");
    }
    assert_eq!(outcome(&["--version"], "").1, format!("rescue-sessions {}\n", env!("CARGO_PKG_VERSION")));
}

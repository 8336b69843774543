//! The command in a pseudo-terminal.

use std::io::{Read, Write};
use std::process::Stdio;
use std::thread;

use pty_process::Size;
use pty_process::blocking::{Command, open};

use crate::run::{DAMAGED, GOOD, HOSTILE, file, is_hostile, run, soap, width};

/// A terminal, and what is different from a usual one.
struct Terminal<'t> {
    columns: u16,
    env: &'t [(&'t str, &'t str)],
    /// What is typed. `None`: standard input is empty, and not the terminal.
    typed: Option<&'t str>,
    /// Whether standard output is the terminal, not only standard error.
    has_output: bool,
}

const USUAL: Terminal<'_> = Terminal { columns: 80, env: &[], typed: None, has_output: true };

impl Terminal<'_> {
    /// Runs the command, and returns its exit status and the text that the terminal gets.
    fn run(&self, args: &[&str]) -> (Option<i32>, String) {
        let (mut pty, pts) = open().expect("a pseudo-terminal");
        pty.resize(Size::new(24, self.columns)).expect("a size");
        let mut command = Command::new(env!("CARGO_BIN_EXE_rescue-sessions")).args(args).env("TERM", "xterm-256color");
        for name in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
            command = command.env_remove(name);
        }
        command = command.envs(self.env.iter().copied());
        if self.typed.is_none() {
            command = command.stdin(Stdio::null());
        }
        if !self.has_output {
            command = command.stdout(Stdio::null());
        }
        let mut child = command.spawn(pts).expect("the command starts");
        if let Some(typed) = self.typed {
            pty.write_all(typed.as_bytes()).expect("the terminal takes input");
        }
        let reader = thread::spawn(move || {
            let mut output = Vec::new();
            let _ = pty.read_to_end(&mut output); // an error is the end of the output
            output
        });
        let status = child.wait().expect("the command ends");
        let output = reader.join().expect("the thread ends");
        (status.code(), String::from_utf8(output).expect("UTF-8").replace("\r\n", "\n"))
    }

    fn output(&self, args: &[&str]) -> String {
        self.run(args).1
    }
}

/// The text without colors.
fn plain(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    let is_end = |c: char| c.is_ascii_alphabetic();
    first + &parts.map(|part| part.split_once(is_end).map_or(part, |(_, rest)| rest)).collect::<String>()
}

/// Text that takes more or fewer columns than characters.
fn wide() -> [String; 2] {
    let texts = [
        "日本語日本語日本語日本語",
        "👨‍👩‍👧👍🏽🇯🇵👨‍👩‍👧👍🏽🇯🇵",
        "שלום עולם שלום עולם",
        "e\u{301}e\u{301}e\u{301}",
        "مرحبا بالعالم",
    ];
    let rows = (0..).zip(texts).map(|(id, text)| {
        (
            format!("107317{id}|Closed by waiting customer|5|{text}|7|{text}|6/19/2024 11:04 AM|2600|{text}|{text}|+1 555||||en||{text}|yes||\n"),
            format!("<SESSION_V3><iID>107317{id}</iID><sStatus>Closed by waiting customer</sStatus><sEntry>{text}</sEntry><sTechnician>{text}</sTechnician><iWaitingTimeInSec>2600</iWaitingTimeInSec><sCustomField0>{text}</sCustomField0><sNew>{text}</sNew></SESSION_V3>"),
        )
    });
    let (text, xml): (String, String) = rows.unzip();
    let head = String::from_utf8(run(&["generate", "--rows", "0"], b"").stdout).unwrap();
    [head + &text, soap(&xml)]
}

#[test]
fn output_fits_the_terminal() {
    for (number, body) in wide().iter().enumerate() {
        let body = file(&format!("wide-{number}"), body);
        let damaged = file("wide-damaged.txt", run(&["generate", "--rows", "40", "--damage", "0.3"], b"").stdout);
        for columns in [40, 80, 200] {
            let terminal = Terminal { columns, ..USUAL };
            let commands: [&[&str]; 4] = [
                &["show", &body],
                &["summary", &body],
                &["show", "--sort", "technician", &damaged],
                &["check", "--excerpts", &damaged],
            ];
            for args in commands {
                let output = plain(&terminal.output(args));
                let widest = output.lines().max_by_key(|line| width(line)).unwrap();
                assert!(width(widest) <= columns.into(), "{columns} {args:?}\n{widest}\n{output}");
                assert!(!is_hostile(&output));
            }
        }
    }
}

#[test]
fn terminal_without_a_width_has_80_columns() {
    let body = file("no-width.txt", &wide()[0]);
    for (env, columns) in [(&[][..], 80), (&[("COLUMNS", "50")], 50)] {
        let table = plain(&Terminal { columns: 0, env, ..USUAL }.output(&["show", &body]));
        let widest = table.lines().map(width).max();
        assert!(widest.is_some_and(|widest| (columns - 15..=columns).contains(&widest)), "{widest:?}\n{table}");
    }
}

#[test]
fn queue_is_readable_in_a_narrow_terminal() {
    let [text, _] = wide();
    let table = plain(&Terminal { columns: 40, ..USUAL }.output(&["show", &file("narrow.txt", text)]));
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[0].contains("ID") && lines[0].contains("Status") && lines[0].contains("Techn"), "{table}");
    assert!(lines[2].starts_with("1073170   Closed ") && lines[2].ends_with("  43m 20s"), "{table}");
}

#[test]
fn nothing_of_a_body_acts_on_the_terminal() {
    let text = file("hostile.txt", HOSTILE);
    let xml = soap(
        "<SESSION_V3><iID>7</iID><sStatus>a&#x9b;31m\u{202e}</sStatus><sCustomField0>b\u{7f}\u{85}c&#13;</sCustomField0><sN\u{f8}>x</sN\u{f8}></SESSION_V3>",
    );
    let xml = file("hostile.xml", xml);
    let damaged = file("hostile-damaged.txt", HOSTILE.replace("7|Active|", "x|Active|"));
    for body in [&text, &xml, &damaged] {
        let commands = [
            &["show", body][..],
            &["csv", body],
            &["json", body],
            &["check", "--excerpts", body],
            &["summary", body],
            &["diff", "--json", body, &text],
            &["diff", body, &text],
        ];
        for args in commands {
            let output = Terminal { columns: 200, ..USUAL }.output(args);
            assert!(!is_hostile(&plain(&output)), "{args:?} {output:?}");
            assert!(!output.contains("\u{1b}]") && !output.contains('\u{9b}'), "{output:?}");
        }
    }
    let csv = Terminal { columns: 200, ..USUAL }.output(&["csv", &text]);
    assert_eq!(
        csv,
        "ID,Status,Custom Field 0\n7,Active,a\\u{1b}]0;x\\u{7}\\u{9b}31m\\u{7f}\\u{202e}b\\u{2066}\\r\\u{2028}c\n"
    );
}

#[test]
fn colors_are_for_terminals_that_show_them() {
    let (good, damaged) = (file("color.txt", GOOD), file("color-damaged.txt", DAMAGED));
    let commands = [
        &["show", &good][..],
        &["show", &damaged],
        &["summary", &good],
        &["check", &damaged],
        &["diff", &good, &damaged],
    ];
    for args in commands {
        assert!(USUAL.output(args).contains("\u{1b}["), "{args:?}");
        for env in [("NO_COLOR", "1"), ("TERM", "dumb")] {
            for env in [&[env][..], &[env, ("CI", "true")]] {
                let output = Terminal { env, ..USUAL }.output(args);
                assert!(!output.contains('\u{1b}'), "{args:?} {env:?} {output:?}");
            }
        }
    }
    assert!(USUAL.output(&["show", &good]).contains("\u{1b}[33mWaiting\u{1b}[0m"));
    let forced = [("TERM", "dumb"), ("CLICOLOR_FORCE", "1")];
    assert!(Terminal { env: &forced, ..USUAL }.output(&["show", &good]).contains("\u{1b}[33mWaiting"));
    let error = USUAL.output(&["show", "--limt", "\u{1b}[31mx"]);
    assert!(error.contains("tip") && !error.contains("\u{1b}[31mx"), "{error:?}");
}

#[test]
fn terminal_as_input_is_announced() {
    let terminal = Terminal { typed: Some("OK\n\nID|Status|\n7|Waiting|\n\u{4}"), ..USUAL };
    let (status, output) = terminal.run(&["show"]);
    assert_eq!(status, Some(0));
    let message = "rescue-sessions: reading the response from the terminal; end it with Ctrl-D";
    assert!(output.contains(message) && plain(&output).contains("\n 7   Waiting\n1 session\n"), "{output:?}");
    assert!(!USUAL.output(&["show", &file("not-typed.txt", GOOD)]).contains("Ctrl-D"));
}

#[test]
fn progress_bar_fits_the_terminal() {
    let body = file("long.txt", run(&["generate", "--rows", "400000"], b"").stdout);
    for columns in [40, 80] {
        let terminal = Terminal { columns, has_output: false, ..USUAL };
        let (status, output) = terminal.run(&["show", &body]);
        assert_eq!(status, Some(0));
        for drawn in output.split('\r').map(plain) {
            assert!(width(&drawn) <= columns.into() && !drawn.contains('\n'), "{drawn:?}");
        }
        assert!(output.contains(" s left"), "{output:?}");
        let dumb = Terminal { columns, env: &[("TERM", "dumb")], has_output: false, ..USUAL };
        assert_eq!(dumb.run(&["show", &body]), (Some(0), String::new()));
    }
    std::fs::remove_file(body).unwrap();
}

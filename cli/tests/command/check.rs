//! `check`, without a terminal.

use crate::run::{BAD, DAMAGED, HOSTILE, is_hostile, out, outcome, outcome_in, run, soap, width};

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
fn check_shows_a_tab_as_delimiter() {
    for tab in ["tab", r"\t", "\t"] {
        let (status, report, _) = outcome(&["check", "-d", tab], "OK\n\nID\tStatus\t\n7\tActive\t\n");
        assert_eq!(status, Some(0));
        assert!(report.contains("\ndelimiter     \\t (at the end of each line too)\n"), "{report}");
    }
    // A long one may be a secret.
    let (_, report, stderr) = outcome(&["check", "-d", "<Q7x>"], "OK\n\nID<Q7x>Status\n7<Q7x>Active\n");
    assert!(report.contains("\ndelimiter     5 characters (between fields only)\n"), "{report}");
    assert!(!report.contains("Q7x") && !stderr.contains("Q7x"), "{report}");
}

#[test]
fn check_prints_customer_data_only_with_excerpts() {
    for args in [&["check"][..], &["check", "--summary"]] {
        let (_, without, _) = outcome(args, BAD);
        assert!(!without.contains("soon") && !without.contains("SECRET"), "{without}");
    }
    let (status, with, _) = outcome(&["check", "--excerpts"], BAD);
    let excerpt = "
5:10          record 2: Waiting Time is not an integer
  5 | 2|SECRET|soon|
    |          ^
";
    assert!(with.contains(excerpt), "{with}");
    assert_eq!(status, Some(1));
    assert_eq!(outcome(&["check", "--excerpts", "--summary"], BAD).0, Some(2));
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
    assert!(report.contains("\n  6 | 8|a|6|Jo|no|sound|en|\n    |       ^^^^^^^^^^^\n"), "{report}");
    assert!(report.contains("\n  4 | 7|Sales\n    |   ^^^^^\n  5 | Night|5|Jo|a|en|\n    | ^^^^^\n"), "{report}");
}

#[test]
fn check_counts_problems_with_summary() {
    let (status, report, _) = outcome(&["check", "--summary"], &format!("{DAMAGED}11|b|x|Jo|c|en|\n"));
    let lines = "\
problems      2 Technician ID is not an integer
              1 Entry is joined (resolved)
              1 Technician, Custom Field 0 are withheld (not resolved)
line endings  LF
";
    assert!(report.contains(lines), "{report}");
    assert_eq!(status, Some(1));
    let body = run(&["generate", "--rows", "20000", "--damage", "1"], b"").stdout;
    assert!(out(&run(&["check", "--summary"], &body)).lines().count() < 120);
}

#[test]
fn excerpts_fit_the_terminal_and_carets_are_below_the_text() {
    let body = format!(
        "OK\n\nID|Technician|Custom Field 0|Language|\n\
         1|{0}|日本|語😀|en|\n2|Jo|{0}{0}|no|en|\n3|a|\u{1b}[1m|x{0}|en|\n4|{0}|日本\nx|語|en|\n",
        "abc def ".repeat(20)
    );
    for columns in ["40", "80", "200"] {
        let (_, report, _) = outcome_in(columns, &["check", "--excerpts"], &body);
        let lines: Vec<&str> = report.lines().collect();
        let widest = lines.iter().map(|line| width(line)).max();
        assert!(widest <= columns.parse().ok(), "{widest:?}\n{report}");
        assert!(!is_hostile(&report));
        assert!(lines.iter().filter(|line| line.contains(" | ") && line.contains('^')).count() >= 4, "{report}");
    }
    let (_, report, _) =
        outcome_in("40", &["check", "--excerpts"], "OK\n\nID|Technician|Custom Field 0|Language|\n1|日本|語|😀|en|\n");
    assert!(report.contains("\n  4 | 1|日本|語|😀|en|\n    |   ^^^^^^^^^^\n"), "{report}");
}

#[test]
fn check_escapes_what_can_act_on_a_terminal() {
    let body = HOSTILE.replace("Custom Field 0", "a\u{202e}b").replace("7|Active|", "x|Active|");
    for args in [&["check"][..], &["check", "--excerpts"]] {
        let (_, report, stderr) = outcome(args, &body);
        assert!(!is_hostile(&report) && !is_hostile(&stderr), "{report:?}");
        assert!(report.contains("\nunknown       a\\u{202e}b\n"), "{report}");
    }
    let failed = soap("").replace("getSession_OK", "a\tb\u{202e}c");
    assert!(outcome(&["check"], &failed).1.starts_with("return value  a\\tb\\u{202e}c\n"));
}

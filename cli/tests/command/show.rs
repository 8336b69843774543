//! `show`, without a terminal. `terminal.rs` has the tests with one.

use crate::run::{DAMAGED, GOOD, HOSTILE, is_hostile, out, outcome, outcome_in, run, width};

#[test]
fn show_prints_a_table() {
    let table = "\
ID   Status   Technician     Waiting Time
──   ───────  ─────────────  ────────────
 1   Active   Jane, \"J\" Roe        1m 15s
 2   Waiting                           5s
2 sessions
";
    assert_eq!(outcome(&["show"], GOOD), (Some(0), table.to_owned(), String::new()));
    assert_eq!(outcome(&["show", "-"], GOOD), (Some(0), table.to_owned(), String::new()));
}

#[test]
fn show_shortens_names_and_values_before_it_leaves_out_columns() {
    let table = "\
ID   Status   Technician     Waiting Ti…
──   ───────  ─────────────  ───────────
 1   Active   Jane, \"J\" Roe       1m 15s
 2   Waiting                          5s
2 sessions
";
    assert_eq!(outcome_in("40", &["show"], GOOD).1, table);
    let table = "\
ID   Status  Tech…  Waiti…
──   ──────  ─────  ──────
 1   Active  Jane…  1m 15s
 2   Waiti…             5s
2 sessions
";
    let narrow = outcome_in("26", &["show"], GOOD).1;
    assert_eq!(narrow, table);
    let list = outcome_in("12", &["show"], GOOD).1;
    assert!(list.contains("no room for:\n  Technician,\n  Waiting Time\n"), "{list}");
}

#[test]
fn show_uses_the_width_of_text_and_cuts_between_letters() {
    let family = "👨‍👩‍👧";
    let body = format!(
        "OK\n\nID|Entry|Status|\n1|日本語日本語|a|\n2|{family}{family}{family}{family}|b|\n3|e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}|c|\n4|שלום עולם|d|\n"
    );
    let table = format!(
        "\
ID   Entry     Sta…
──   ────────  ────
 1   日本語…   a
 2   {family}{family}{family}{family}  b
 3   e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}…  c
 4   שלום עו…  d
4 sessions
"
    );
    assert_eq!(outcome_in("19", &["show", "--columns", "id,entry,status"], &body).1, table);
}

#[test]
fn show_escapes_what_can_act_on_a_terminal() {
    let (_, table, _) = outcome(&["show"], HOSTILE);
    assert!(!is_hostile(&table), "{table:?}");
    assert!(table.contains(r"a\u{1b}]0;x\u{7}\u{9b}31m\u{7f}\u{202e}b\u{2066}\r\u{2028}c"), "{table}");
    assert!(outcome(&["show"], "OK\n\nID|Entry|\n1|a\tb|\n").1.contains(r" 1   a\tb"));
}

#[test]
fn show_lists_empty_columns() {
    let (status, table, _) = outcome(&["show"], "OK\n\nID|Entry|Status|HandingOff|\n1||Active||\n");
    assert!(table.ends_with(" 1   Active\nempty: Entry, HandingOff\n1 session\n"), "{table}");
    assert_eq!(status, Some(0));
}

#[test]
fn show_has_one_choice_of_columns_for_the_whole_output() {
    let body = run(&["generate", "--rows", "3001"], b"").stdout;
    let output = run(&["show"], &body);
    let lines: Vec<&str> = out(&output).lines().collect();
    assert_eq!(lines.iter().filter(|line| line.contains("Technician ID")).count(), 1);
    assert_eq!(lines.iter().filter(|line| line.starts_with("107")).count(), 3001);
    assert!(out(&output).ends_with("\n3001 sessions\n"));
    let body = format!("OK\n\nID|Entry|Language|\n{}2000|late||\n", "1|||\n".repeat(1_500));
    let (_, table, _) = outcome(&["show"], &body);
    assert!(table.ends_with("\nempty: Language\nno value in the first 1000 rows: Entry\n1501 sessions\n"), "{table}");
}

#[test]
fn show_limits_cells() {
    let cell = "h".repeat(60_000);
    let body = format!("OK\n\nID|Entry|\n{}", format!("1|{cell}|\n").repeat(20));
    let (_, table, _) = outcome(&["show"], &body);
    assert!(table.lines().all(|line| width(line) <= 110) && table.len() < 3_000, "{}", table.len());
    let (_, table, _) = outcome_in("40", &["show"], &body);
    assert!(table.lines().all(|line| width(line) <= 40), "{table}");
}

#[test]
fn one_long_value_does_not_take_the_room_of_other_columns() {
    let body = format!(
        "OK\n\nID|Status|Technician|Custom Field 0|\n1|Waiting|{}|Ann Lee|\n2|Active|Jo|Tom Ng|\n",
        "x".repeat(500)
    );
    let (_, table, _) = outcome_in("60", &["show"], &body);
    assert!(table.contains("Waiting  xxxx") && table.contains("…  Ann Lee\n"), "{table}");
}

#[test]
fn show_sorts_and_limits() {
    let body = "OK\n\nID|Status|Technician|Waiting Time|\n1|Waiting||5|\n2|Active|Jo|75|\n3|waiting||900|\n4|Waiting|ann|60|\n5|Waiting|Bo|60|\n";
    let rows = |args: &[&str]| {
        let (status, table, _) = outcome(&[&["show"], args].concat(), body);
        assert_eq!(status, Some(0), "{table}");
        let ids = table.lines().skip(2).take_while(|line| line.starts_with(' '));
        let ids = ids.map(|line| line.split_whitespace().next().unwrap().parse().unwrap());
        let last = table.lines().last().unwrap().to_owned();
        (ids.collect::<Vec<u64>>(), last)
    };
    let sorted = ["--sort", "waiting-time"];
    assert_eq!(rows(&sorted).0[..4], [3, 2, 4, 5]);
    assert_eq!(rows(&["--sort", "Waiting Time", "--limit", "2"]), (vec![3, 2], "2 of 5 sessions".to_owned()));
    let queue = ["--status", "Waiting", "--sort", "waiting_time", "--limit", "20"];
    assert_eq!(rows(&queue).0[..2], [4, 5]);
    assert_eq!(rows(&["--sort", "technician", "--limit", "9"]).0[..2], [1, 3]);
    assert_eq!(rows(&["--sort", "id", "--reverse", "--limit", "2"]).0, [5, 4]);
    assert_eq!(rows(&["--sort", "id", "--limit", "2"]).0, [1, 2]);
    assert_eq!(rows(&["--limit", "1"]), (vec![1], "1 of 5 sessions".to_owned()));
}

#[test]
fn show_prints_the_chosen_columns_in_their_order() {
    let table = "\
Waiting Time   ID
────────────   ──
      1m 15s    1
          5s    2
2 sessions
";
    assert_eq!(outcome(&["show", "--columns", "waiting-time,ID"], GOOD).1, table);
}

#[test]
fn list_of_unreadable_rows_is_not_reported_as_empty() {
    let (status, stdout, _) = outcome(&["show"], "OK\n\nID|Status|\nx|Active|\n");
    assert_eq!((status, stdout.as_str()), (Some(1), "no session could be read\n"));
}

#[test]
fn show_marks_damaged_rows() {
    let (status, table, errors) = outcome(&["show"], DAMAGED);
    assert_eq!(status, Some(1));
    assert_eq!(
        table,
        r"ID   Entry         Technician ID  Technician  Custom Field 0  Language
──   ────────────  ─────────────  ──────────  ──────────────  ────────
 7 ! Sales\nNight              5  Jo          a               en
 8 ! a                         6  ?           ?               en
 9   b                         6  Jo          c               en
3 sessions
! damaged: a value contains a delimiter or a newline (2)
? withheld: the value is not certain (1)
"
    );
    assert_eq!(
        errors,
        "rescue-sessions: record 2 (line 6, byte 94): Technician, Custom Field 0 are withheld\n\
         rescue-sessions: record 4 (line 8, byte 130): Technician ID is not an integer\n\
         rescue-sessions: 1 record could not be read\n\
         rescue-sessions: 1 session has withheld values\n"
    );
}

#[test]
fn legend_explains_only_marks_that_occur() {
    let joined: String = DAMAGED.lines().take(5).map(|line| line.to_owned() + "\n").collect();
    let (_, table, _) = outcome(&["show"], &joined);
    assert!(table.contains("\n! damaged") && !table.contains("withheld"), "{table}");
    let (_, table, _) = outcome(&["show"], "OK\n\nID|Entry|\n1|?|\n");
    assert!(table.ends_with(" 1   ?\n1 session\n"), "{table}");
}

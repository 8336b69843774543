//! `generate`.

use crate::run::{out, run};

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

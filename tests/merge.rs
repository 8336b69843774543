//! One list from those of several nodes: known answers, a naive merge, invariants, and lists that a slow algorithm would not
//! finish.

use std::collections::BTreeSet;

use common::config;
use common::polls::{rows, texts};
use common::strategies::polls;
use proptest::collection::vec;
use proptest::prelude::*;
use rescue_sessions::{OwnedSession, Status, merge_nodes};

/// Each case: what it shows, the lists, and the result.
const CASES: &[[&str; 3]] = &[
    ["one list", "7 0 Waiting, 8 5 Active", "7 0 Waiting, 8 5 Active"],
    ["no list", "", ""],
    ["different sessions", "7 0 Waiting / 8 5 Active", "7 0 Waiting, 8 5 Active"],
    ["in both lists", "7 0 Waiting, 8 5 Active / 8 5 Active", "7 0 Waiting, 8 5 Active"],
    [
        "the later row, at the first place",
        "8 5 Active, 7 0 Waiting / 7 0 Waiting, 8 5 On Hold",
        "8 5 On Hold, 7 0 Waiting",
    ],
    ["in three lists", "7 5 Active / 8 0 Waiting / 7 5 Offline / 7 5 Rebooted", "7 5 Rebooted, 8 0 Waiting"],
    ["closed between the requests", "7 5 Active / 7 5 Timed out", "7 5 Timed out"],
    ["shared", "7 5 Active, 7 6 Active / 7 6 On Hold", "7 5 Active, 7 6 On Hold"],
    ["shared, each in a list", "7 5 Active / 7 6 Active", "7 5 Active, 7 6 Active"],
    // One ID and technician twice.
    ["twice in a list", "7 5 Active, 7 5 Transferred", "7 5 Active, 7 5 Transferred"],
    ["twice, equal", "7 5 Active, 7 5 Active", "7 5 Active, 7 5 Active"],
    [
        "twice in both",
        "7 5 Active, 8 0 Waiting, 7 5 Timed out / 7 5 Timed out, 7 5 On Hold",
        "7 5 Timed out, 8 0 Waiting, 7 5 On Hold",
    ],
    [
        "once, then twice",
        "7 5 Active, 8 0 Waiting / 9 0 Waiting, 7 5 Active, 7 5 Timed out",
        "7 5 Active, 8 0 Waiting, 9 0 Waiting, 7 5 Timed out",
    ],
    ["twice, then once", "7 5 Active, 7 5 Transferred / 7 5 On Hold", "7 5 On Hold"],
    // Unassigned, and with a technician.
    ["picked up between the requests", "7 0 Waiting, 8 0 Waiting / 7 5 Active", "8 0 Waiting, 7 5 Active"],
    ["picked up by two", "7 0 Waiting / 7 5 Active, 7 6 Active", "7 5 Active, 7 6 Active"],
    ["back in a queue", "7 5 Active / 7 0 Waiting", "7 0 Waiting"],
    ["back in a queue, and picked up again", "7 5 Active / 7 0 Waiting / 7 6 Active", "7 6 Active"],
    ["a technician's ID can be negative", "7 0 Waiting / 7 -2 Active", "7 -2 Active"],
    ["both in one list", "7 0 Waiting, 7 5 Active", "7 0 Waiting, 7 5 Active"],
    ["both in one list, one in another", "7 0 Waiting, 7 5 Active / 7 5 On Hold", "7 0 Waiting, 7 5 On Hold"],
    ["both in the second list", "7 5 Active / 7 0 Waiting, 7 5 On Hold", "7 5 On Hold, 7 0 Waiting"],
    ["another technician in the same list", "7 0 Waiting, 7 5 Active / 7 6 Active", "7 5 Active, 7 6 Active"],
    ["closed: the session went on in a queue", "7 5 Transferred / 7 0 Waiting", "7 5 Transferred, 7 0 Waiting"],
    ["closed later", "7 0 Waiting / 7 5 Transferred", "7 0 Waiting, 7 5 Transferred"],
    ["closed while it waited", "7 5 Active / 7 0 Timed out", "7 5 Active, 7 0 Timed out"],
    ["a closed row and an open one", "7 5 Active, 7 5 Transferred / 7 0 Waiting", "7 5 Transferred, 7 0 Waiting"],
    ["closed and open while it waits", "7 0 Waiting, 7 0 Timed out / 7 5 Active", "7 0 Timed out, 7 5 Active"],
    ["unknown statuses can be open", "7 0 ? / 7 5 ?", "7 5 ?"],
    // Unknown technicians.
    ["an unknown technician", "7 ? Active / 7 ? Active", "7 ? Active, 7 ? Active"],
    ["an unknown technician, unassigned, known", "7 0 Waiting / 7 ? Active / 7 5 Active", "7 ? Active, 7 5 Active"],
];

#[test]
fn each_case_has_its_result() {
    for [name, lists, expected] in CASES {
        assert_eq!(texts(&merge_nodes(lists.split('/').map(rows))), *expected, "{name}");
    }
}

fn is_open(row: &OwnedSession) -> bool {
    !row.status.as_ref().is_some_and(Status::is_closed)
}

/// The documented rules, each as a search in all lists.
fn naive(lists: &[Vec<OwnedSession>]) -> Vec<OwnedSession> {
    let all: Vec<(usize, &OwnedSession)> =
        lists.iter().enumerate().flat_map(|(list, rows)| rows.iter().map(move |row| (list, row))).collect();
    let lists_with = |id: i64, technician: i64| -> BTreeSet<usize> {
        let rows = all.iter().filter(|(_, row)| row.id == id && row.technician_id == Some(technician));
        rows.map(|(list, _)| *list).collect()
    };
    let is_open_in = |id: i64, technician: i64, list: usize| {
        lists[list].iter().any(|row| row.id == id && row.technician_id == Some(technician) && is_open(row))
    };
    let technicians: BTreeSet<i64> = all.iter().filter_map(|(_, row)| row.technician_id).collect();
    // The row at each place of all lists together.
    let at_place = |place: usize| -> Option<&OwnedSession> {
        let row = all[place].1;
        let Some(technician) = row.technician_id else { return Some(row) };
        let with = lists_with(row.id, technician);
        let last = *with.last().unwrap();
        let is_same = |other: &OwnedSession| other.id == row.id && other.technician_id == Some(technician);
        let number = all[..place].iter().filter(|(_, other)| is_same(other)).count();
        let kept = lists[last].iter().filter(|other| is_same(other)).nth(number)?;
        let is_outdated = technicians.iter().any(|other| {
            let others = lists_with(row.id, *other);
            (*other == 0) != (technician == 0)
                && others.is_disjoint(&with)
                && others.last().is_some_and(|list| *list > last && is_open_in(row.id, *other, *list))
        });
        (!is_outdated || !is_open(kept)).then_some(kept)
    };
    (0..all.len()).filter_map(at_place).cloned().collect()
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn the_result_is_that_of_a_naive_merge(lists in vec(polls::list(false), 0..4)) {
        prop_assert_eq!(merge_nodes(lists.clone()), naive(&lists));
    }

    #[test]
    fn merging_again_changes_nothing(lists in vec(polls::list(true), 0..4)) {
        let merged = merge_nodes(lists.clone());
        prop_assert_eq!(&merge_nodes([merged.clone()]), &merged);
        prop_assert_eq!(&merge_nodes([merged.clone(), merged.clone()]), &merged);
        prop_assert_eq!(&merge_nodes([merged.clone(), Vec::new(), merged.clone(), merged.clone()]), &merged);
    }

    #[test]
    fn a_key_is_lost_only_to_another_row_of_the_session(lists in vec(polls::list(false), 0..4)) {
        let merged = merge_nodes(lists.clone());
        let all: Vec<_> = lists.concat();
        for row in &all {
            let is_kept = merged.iter().any(|other| (other.id, other.technician_id) == (row.id, row.technician_id));
            let has_another = merged.iter().any(|other| {
                let is_another = other.technician_id.is_some() && other.technician_id != row.technician_id;
                other.id == row.id && is_another && is_open(other)
            });
            prop_assert!(is_kept || has_another);
        }
        // Each row of the result is one of the lists.
        let mut left = all;
        for row in &merged {
            let at = left.iter().position(|other| other == row);
            prop_assert!(at.is_some());
            left.swap_remove(at.unwrap());
        }
    }
}

/// Lists of many rows with one ID, such that each rule has to search among all of them.
#[test]
fn many_rows_with_one_id_take_no_quadratic_time() {
    const ROWS: i64 = 100_000;
    let list = |technician: &dyn Fn(i64) -> Option<i64>| -> Vec<OwnedSession> {
        let row = |number| {
            let mut row = OwnedSession::new(7);
            row.technician_id = technician(number);
            row
        };
        (0..ROWS).map(row).collect()
    };
    let single = |technician: &dyn Fn(i64) -> Option<i64>| list(technician).into_iter().map(|row| vec![row]).collect();
    let unassigned = list(&|_| Some(0));
    let cases: [(&str, Vec<Vec<OwnedSession>>, i64); 7] = [
        (
            "many unassigned, one later, then many technicians",
            vec![unassigned.clone(), unassigned[..1].to_vec(), list(&|number| Some(1 + number))],
            ROWS,
        ),
        ("all equal", vec![list(&|_| Some(5)), list(&|_| Some(5))], ROWS),
        ("many technicians", vec![list(&Some), list(&|number| Some(ROWS - 1 - number))], ROWS),
        ("all unassigned, then picked up", vec![list(&|_| Some(0)), list(&|number| Some(1 + number))], ROWS),
        ("all unknown", vec![list(&|_| None), list(&|_| None)], 2 * ROWS),
        ("a list each", single(&|number| Some(number % 2)), 1),
        ("a list and a technician each", single(&Some), ROWS - 1),
    ];
    for (name, lists, expected) in cases {
        assert_eq!(merge_nodes(lists).len() as i64, expected, "{name}"); // a quadratic algorithm would take minutes
    }
}

//! What changed between two polls: known answers, a naive comparison, invariants, and lists that a slow algorithm would not
//! finish.

mod naive;

use common::config;
use common::polls::{line, rows, text};
use common::strategies::polls;
use proptest::prelude::*;
use rescue_sessions::{Change, Changes, OwnedSession, Status, StatusCode};

use self::naive::{Fact, Naive};

#[test]
fn each_case_has_its_changes() {
    let blocks =
        include_str!("cases.txt").split("\n\n").map(|block| block.lines().filter(|line| !line.starts_with('#')));
    let mut cases = 0;
    for mut block in blocks {
        let Some(name) = block.next() else { continue };
        let mut list = || rows(block.next().unwrap().trim().trim_start_matches('-'));
        let (old, new) = (list(), list());
        let expected: Vec<_> = block.map(str::trim).collect();
        let found: Vec<_> = Changes::between(&old, &new).iter().map(line).collect();
        assert_eq!(found, expected, "{name}");
        cases += 1;
    }
    assert!(cases > 50, "{cases}");
}

#[test]
fn only_the_status_and_the_technician_count() {
    let old = rows("7 5 Active");
    let mut new = old.clone();
    new[0].waiting_time = Some(99);
    new[0].entry = Some("Sales".into());
    new[0].custom_fields = vec![Some("Ann".into())];
    new[0].is_lead_technician = None;
    // A transfer under way: the technician stays.
    new[0].transferred_to = Some("Jo Roe".into());
    assert!(Changes::between(&old, &new).is_empty());
}

#[test]
fn a_change_has_the_rows_of_both_polls() {
    let (old, new) = (rows("1 5 Active, 2 0 Waiting"), rows("2 6 Waiting, 3 0 Waiting"));
    let changes = Changes::between(&old, &new);
    let expected = [Change::PickedUp { old: &old[1], new: &new[0] }, Change::New(&new[1]), Change::Gone(&old[0])];
    assert_eq!(changes.as_slice(), expected);
    assert_eq!((changes.len(), changes.is_empty(), Changes::default().is_empty()), (3, false, true));
    assert_eq!((&changes).into_iter().map(Change::id).collect::<Vec<_>>(), [2, 3, 1]);
    let both: Vec<_> = changes.clone().into_iter().map(|change| (change.old_row(), change.new_row())).collect();
    assert_eq!(both, [(Some(&old[1]), Some(&new[0])), (None, Some(&new[1])), (Some(&old[0]), None)]);
    assert_eq!(changes.iter().map(Change::session).collect::<Vec<_>>(), [&new[0], &new[1], &old[0]]);
}

fn facts(old: &[OwnedSession], new: &[OwnedSession]) -> Vec<Fact> {
    let index = |list: &[OwnedSession], row: Option<&OwnedSession>| {
        row.map(|row| list.iter().position(|other| std::ptr::eq(row, other)).unwrap())
    };
    let changes = Changes::between(old, new);
    changes
        .into_iter()
        .map(|change| (change.code(), index(old, change.old_row()), index(new, change.new_row())))
        .collect()
}

/// The texts of the rows that remain if the changes are applied to the old list, sorted.
fn applied(old: &[OwnedSession], new: &[OwnedSession]) -> Vec<String> {
    let facts = facts(old, new);
    let mut rows: Vec<Option<&OwnedSession>> = old.iter().map(Some).collect();
    // A row that is still listed after a transfer is the old row of a status change too.
    let stays =
        |at: usize, to: usize| facts.iter().any(|fact| fact.0 == "status" && fact.1 == Some(at) && fact.2 != Some(to));
    for (_, before, after) in &facts {
        match (before, after) {
            (Some(before), Some(after)) if !stays(*before, *after) => rows[*before] = Some(&new[*after]),
            (Some(_), Some(after)) | (None, Some(after)) => rows.push(Some(&new[*after])),
            (Some(before), None) => assert!(rows[*before].take().is_some()),
            (None, None) => unreachable!(),
        }
    }
    keys(rows.into_iter().flatten())
}

/// What the changes are about, sorted.
fn keys<'a>(rows: impl Iterator<Item = &'a OwnedSession>) -> Vec<String> {
    let mut keys: Vec<_> = rows.map(|row| format!("{} {:?} {:?}", row.id, row.technician_id, row.status)).collect();
    keys.sort();
    keys
}

fn sorted_lines(old: &[OwnedSession], new: &[OwnedSession]) -> Vec<String> {
    let mut lines: Vec<_> = Changes::between(old, new).iter().map(line).collect();
    lines.sort();
    lines
}

fn without_equal_keys(mut list: Vec<OwnedSession>) -> Vec<OwnedSession> {
    list.sort_by_key(|row| (row.id, row.technician_id, row.status.clone()));
    list.dedup_by_key(|row| (row.id, row.technician_id, row.status.clone()));
    list
}

/// The same list as SOAP has it in another language: each status is an unknown text, and a code that tells it.
fn with_codes(list: &[OwnedSession], language: &str) -> Vec<OwnedSession> {
    let closed_codes = || StatusCode::KNOWN.iter().filter(|code| code.is_closed());
    let mut list = list.to_vec();
    for session in &mut list {
        let status = session.status.take().unwrap_or(Status::Active);
        session.status_code =
            Some(match Status::KNOWN.iter().filter(|known| known.is_closed()).position(|it| *it == status) {
                _ if status == Status::Transferred => StatusCode::Transferred,
                Some(index) => {
                    let others = closed_codes().filter(|code| !code.as_str().contains("TRANSFERRED"));
                    others.clone().nth(index).unwrap().clone()
                }
                None => StatusCode::Other(status.as_str().into()),
            });
        session.status = Some(Status::Other(format!("{language} {status}").into()));
    }
    list
}

#[test]
fn the_language_of_the_account_is_no_change_if_there_are_codes() {
    let list = rows("7 5 Active, 8 0 Waiting, 9 6 Closed by customer");
    assert!(Changes::between(&with_codes(&list, "de"), &with_codes(&list, "fr")).is_empty());
    let closed = with_codes(&rows("7 5 Closed by customer, 8 0 Waiting, 9 6 Closed by customer"), "de");
    let codes: Vec<_> = Changes::between(&with_codes(&list, "de"), &closed).iter().map(Change::code).collect();
    assert_eq!(codes, ["status"]);
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn codes_give_the_changes_of_their_statuses((old, new) in polls::two_polls(false)) {
        let known = |list: &[OwnedSession]| -> Vec<OwnedSession> {
            let mut list = list.to_vec();
            list.iter_mut().for_each(|session| _ = session.status.get_or_insert(Status::Active));
            list
        };
        let (old, new) = (known(&old), known(&new));
        prop_assert_eq!(facts(&with_codes(&old, "de"), &with_codes(&new, "fr")), facts(&old, &new));
    }

    #[test]
    fn the_changes_are_those_of_a_naive_comparison((old, new) in polls::two_polls(false)) {
        prop_assert_eq!(facts(&old, &new), Naive::new(&old, &new).facts());
    }

    #[test]
    fn the_changes_turn_the_old_list_into_the_new_one((old, new) in polls::two_polls(true)) {
        prop_assert_eq!(applied(&old, &new), keys(new.iter()));
        // Nothing twice.
        let mut facts = facts(&old, &new);
        let count = facts.len();
        facts.sort();
        facts.dedup();
        prop_assert_eq!(facts.len(), count);
    }

    #[test]
    fn a_list_has_no_changes_to_itself_in_any_order(
        (list, shuffled) in polls::list(false).prop_flat_map(|list| (Just(list.clone()), Just(list).prop_shuffle())),
    ) {
        prop_assert!(Changes::between(&list, &list).is_empty());
        prop_assert!(Changes::between(&list, &shuffled).is_empty());
    }

    #[test]
    fn from_the_new_list_to_the_old_one_new_rows_are_gone_and_gone_rows_are_new((old, new) in polls::two_polls(false)) {
        let (there, back) = (facts(&old, &new), facts(&new, &old));
        // A pick-up by a lead technician, and a transfer, have a direction.
        let has_direction = |facts: &[Fact]| facts.iter().any(|fact| matches!(fact.0, "picked_up" | "transferred"));
        let rows = |facts: &[Fact], code| -> Vec<Option<usize>> {
            facts.iter().filter(|fact| fact.0 == code).map(|fact| fact.1.or(fact.2)).collect()
        };
        if !has_direction(&there) && !has_direction(&back) {
            prop_assert_eq!(rows(&there, "new"), rows(&back, "gone"));
            prop_assert_eq!(rows(&there, "gone"), rows(&back, "new"));
        }
        // An ID that is in one list only.
        for row in new.iter().filter(|row| old.iter().all(|other| other.id != row.id)) {
            prop_assert!(Changes::between(&old, &new).iter().any(|change| *change == Change::New(row)), "{}", text(row));
            prop_assert!(Changes::between(&new, &old).iter().any(|change| *change == Change::Gone(row)), "{}", text(row));
        }
    }

    /// Of rows with the same ID, technician and status, the first one continues. Without such rows, the order is irrelevant.
    #[test]
    fn the_order_of_the_lists_changes_only_the_order_of_the_changes(
        (old, new, shuffled_old, shuffled_new) in polls::two_polls(false).prop_flat_map(|(old, new)| {
            let (old, new) = (without_equal_keys(old), without_equal_keys(new));
            (Just(old.clone()), Just(new.clone()), Just(old).prop_shuffle(), Just(new).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(sorted_lines(&old, &new), sorted_lines(&shuffled_old, &shuffled_new));
    }
}

/// Lists of many rows with one ID, such that each rule has to search among all of them.
#[test]
fn many_rows_with_one_id_take_no_quadratic_time() {
    const ROWS: i64 = 100_000;
    let list =
        |technician: &dyn Fn(i64) -> Option<i64>, status: &dyn Fn(i64) -> Status<'static>| -> Vec<OwnedSession> {
            let row = |number| {
                let mut row = OwnedSession::new(7);
                (row.technician_id, row.status) = (technician(number), Some(status(number)));
                row
            };
            (0..ROWS).map(row).collect()
        };
    let other = |number: i64| Status::Other(number.to_string().into());
    let [active, waiting] = [&|_| Status::Active, &|_| Status::Waiting] as [&dyn Fn(i64) -> Status<'static>; 2];
    let cases = [
        ("all equal", list(&|_| Some(5), active), list(&|_| Some(5), active), 0),
        ("another status each", list(&|_| Some(5), &other), list(&|_| Some(5), &|number| other(-1 - number)), 2 * ROWS),
        ("many technicians", list(&Some, waiting), list(&|number| Some(ROWS - 1 - number), active), ROWS),
        (
            "other technicians",
            list(&|number| Some(1 + number), active),
            list(&|number| Some(-1 - number), active),
            2 * ROWS,
        ),
        ("all picked up", list(&|_| Some(0), waiting), list(&|number| Some(1 + number), active), 2 * ROWS),
        ("all unknown", list(&|_| None, waiting), list(&|_| None, active), 2 * ROWS),
        ("all become Transferred", list(&Some, active), list(&Some, &|_| Status::Transferred), ROWS),
    ];
    for (name, old, new, expected) in cases {
        assert_eq!(Changes::between(&old, &new).len() as i64, expected, "{name}");
    }
}

//! The simulated help desk: the parser reads every poll, and counting what it read gives the known answers.

use std::collections::{BTreeMap, HashMap};

use common::memory::asked;
use rescue_sessions::{Change, Changes, OwnedSession, Status, parse};
use rescue_sessions_synthetic::{Answers, ChangeCounts, DateTime, Desk, DeskPlan, Version, Waits};

/// A Monday, on which queues build up.
fn plan(polls: u64) -> DeskPlan {
    DeskPlan { polls, start: DateTime::new((2025, 1, 6), (6, 0, 0)).unwrap(), ..DeskPlan::default() }
}

/// The sessions of a poll, without a damage or an error.
fn sessions(body: &str) -> Vec<OwnedSession> {
    let read = |session: Result<rescue_sessions::Session<'_>, _>| {
        let session = session.unwrap_or_else(|error| panic!("{error}"));
        assert!(session.damage().is_empty());
        session.into_owned()
    };
    parse(body).unwrap().into_iter().map(read).collect()
}

/// Counts the answers from the sessions that the parser gives.
#[derive(Default)]
struct Recount {
    polls: u64,
    polls_with_rows: u64,
    rows: u64,
    rows_by_status: BTreeMap<String, u64>,
    changes: ChangeCounts,
    /// The last row of each session, and whether it had two technicians.
    last_rows: HashMap<i64, (OwnedSession, bool)>,
    before: Vec<OwnedSession>,
}

impl Recount {
    fn add(&mut self, sessions: Vec<OwnedSession>) {
        if self.polls > 0 {
            for change in Changes::between(&self.before, &sessions) {
                *match change {
                    Change::New(_) => &mut self.changes.new,
                    Change::Gone(_) => &mut self.changes.gone,
                    Change::Status { .. } => &mut self.changes.status,
                    Change::PickedUp { .. } => &mut self.changes.picked_up,
                    Change::Transferred { .. } => &mut self.changes.transferred,
                    _ => panic!("{change:?}"),
                } += 1;
            }
        }
        self.polls += 1;
        self.polls_with_rows += u64::from(!sessions.is_empty());
        for session in &sessions {
            self.rows += 1;
            *self.rows_by_status.entry(status(session)).or_default() += 1;
            let last = self.last_rows.get(&session.id);
            let had_two = last.is_some_and(|(last, had_two)| {
                assert_eq!((&last.start_time, &last.entry), (&session.start_time, &session.entry));
                let is_assigned = |session: &OwnedSession| session.technician_id != Some(0);
                let is_other = last.technician_id != session.technician_id;
                *had_two || is_other && is_assigned(last) && is_assigned(session)
            });
            self.last_rows.insert(session.id, (session.clone(), had_two));
        }
        self.before = sessions;
    }

    fn assert_answers(&self, answers: &Answers) {
        let counts = |counts: &BTreeMap<&str, u64>| -> BTreeMap<String, u64> {
            counts.iter().map(|(status, count)| ((*status).to_owned(), *count)).collect()
        };
        assert_eq!((answers.polls, answers.polls_with_rows), (self.polls, self.polls_with_rows));
        assert_eq!(answers.rows, self.rows);
        assert_eq!(counts(&answers.rows_by_status), self.rows_by_status);
        assert_eq!(answers.sessions, self.last_rows.len() as u64);
        let mut by_last_status = BTreeMap::new();
        for (session, _) in self.last_rows.values() {
            *by_last_status.entry(status(session)).or_default() += 1;
        }
        assert_eq!(counts(&answers.sessions_by_last_status), by_last_status);
        let had_two = self.last_rows.values().filter(|(_, had_two)| *had_two).count();
        assert_eq!(answers.sessions_with_two_technicians, had_two as u64);
        assert_eq!(answers.changes, self.changes);
        assert_eq!(waits(&answers.waits), self.waits());
    }

    fn waits(&self) -> BTreeMap<(String, u8), (u64, u32, f64)> {
        let mut groups: BTreeMap<(String, u8), Vec<u32>> = BTreeMap::new();
        for (session, _) in self.last_rows.values() {
            if !matches!(session.status, Some(Status::Connecting | Status::Waiting)) {
                let hour = session.start_time.unwrap().hour();
                let group = (session.entry.as_deref().unwrap().to_owned(), hour);
                groups.entry(group).or_default().push(session.waiting_time.unwrap().try_into().unwrap());
            }
        }
        let medians = |mut waits: Vec<u32>| {
            waits.sort_unstable();
            let (low, high) = (waits[(waits.len() - 1) / 2], waits[waits.len() / 2]);
            (waits.len() as u64, low, f64::from(low + high) / 2.0)
        };
        groups.into_iter().map(|(group, waits)| (group, medians(waits))).collect()
    }
}

fn status(session: &OwnedSession) -> String {
    session.status.as_ref().unwrap().to_string()
}

fn waits(waits: &[Waits]) -> BTreeMap<(String, u8), (u64, u32, f64)> {
    let group =
        |waits: &Waits| ((waits.channel.to_owned(), waits.hour), (waits.sessions, waits.median_low, waits.median));
    waits.iter().map(group).collect()
}

fn assert_answers(plan: DeskPlan) -> Answers {
    let (mut desk, mut recount) = (Desk::new(plan), Recount::default());
    recount.assert_answers(&desk.answers());
    while let Some(poll) = desk.next() {
        recount.add(sessions(&poll.body));
        if recount.polls % 500 == 1 {
            recount.assert_answers(&desk.answers());
        }
    }
    recount.assert_answers(&desk.answers());
    desk.answers()
}

#[test]
fn answers_are_those_of_a_recount() {
    let answers = assert_answers(plan(2_000));
    assert_eq!(answers.rows_by_status.len(), 12, "{:?}", answers.rows_by_status);
    let changes = answers.changes;
    assert!(changes.picked_up > 5_000 && changes.transferred > 100 && changes.gone > 5_000, "{changes:?}");
    assert!(answers.waits.iter().any(|waits| waits.median_low > 240), "a queue builds up");
}

#[test]
fn answers_are_right_if_sessions_vanish_between_two_polls() {
    for interval in [1, 7, 3_600, 86_400] {
        for (sessions_per_day, upgrade_at) in [(0, None), (100, Some(100)), (6_000, Some(1))] {
            let start = DateTime::new((2025, 1, 4), (9, 59, 30)).unwrap();
            assert_answers(DeskPlan { interval, sessions_per_day, upgrade_at, start, seed: 7, ..plan(120) });
        }
    }
}

#[test]
fn a_poll_with_an_empty_list_has_no_row() {
    let answers = assert_answers(DeskPlan { sessions_per_day: 40, ..plan(300) });
    assert!(0 < answers.polls_with_rows && answers.polls_with_rows < 300, "{}", answers.polls_with_rows);
}

#[test]
fn waiting_time_counts_until_the_pick_up() {
    let mut last_rows: HashMap<i64, OwnedSession> = HashMap::new();
    for poll in Desk::new(plan(600)) {
        for session in sessions(&poll.body) {
            if let Some(last) = last_rows.get(&session.id) {
                let grown = session.waiting_time.unwrap() - last.waiting_time.unwrap();
                let is_waiting =
                    |row: &OwnedSession| row.status.as_ref().unwrap().is_waiting() && row.technician_id == Some(0);
                let expected = match (is_waiting(last), is_waiting(&session)) {
                    (true, true) => 60..=60,
                    (true, false) => 0..=60,
                    (false, is_waiting_again) => {
                        assert!(!is_waiting_again);
                        0..=0
                    }
                };
                assert!(expected.contains(&grown), "{last:?} {session:?}");
            }
            last_rows.insert(session.id, session);
        }
    }
    assert!(last_rows.len() > 3_000);
}

#[test]
fn a_longer_run_starts_with_the_same_polls() {
    let short: Vec<_> = Desk::new(plan(50)).collect();
    assert!(Desk::new(plan(70)).take(50).eq(short.iter().cloned()));
    assert!(!Desk::new(DeskPlan { seed: 1, ..plan(50) }).eq(short.iter().cloned()));
    let (mut desk, mut body) = (Desk::new(plan(50)), "old".to_owned());
    for poll in &short {
        assert_eq!(desk.poll_into(&mut body), Some(poll.time));
        assert_eq!(body, poll.body);
    }
    assert_eq!(desk.poll_into(&mut body), None);
}

#[test]
fn an_upgrade_changes_the_columns_only() {
    let plan = DeskPlan { version: Version::V2, upgrade_at: Some(20), ..plan(40) };
    let upgraded = Desk::new(plan.clone());
    let (old, new) = (DeskPlan { upgrade_at: None, ..plan.clone() }, DeskPlan { version: Version::V3, ..plan });
    for (number, ((poll, old), new)) in upgraded.zip(Desk::new(old)).zip(Desk::new(new)).enumerate() {
        assert_eq!(poll, if number < 20 { old } else { new });
        assert_eq!(parse(&poll.body).unwrap().header().len(), if number < 20 { 16 } else { 19 });
    }
}

#[test]
fn queues_are_long_in_working_hours_and_short_at_night() {
    let mean_rows = |hour| {
        let start = DateTime::new((2025, 1, 7), (hour, 0, 0)).unwrap();
        let mut desk = Desk::new(DeskPlan { start, ..plan(60) });
        desk.by_ref().for_each(drop);
        desk.answers().rows / 60
    };
    assert!(mean_rows(11) > 5 * mean_rows(3));
    let week = DeskPlan { interval: 600, ..plan(7 * 144) };
    let mut desk = Desk::new(week);
    desk.by_ref().for_each(drop);
    let mean = desk.answers().rows / (7 * 144);
    assert!((180..=200).contains(&mean), "{mean} rows a poll");
}

#[test]
fn memory_does_not_depend_on_the_number_of_polls() {
    let most = |days: u64| {
        let mut body = String::new();
        let mut desk = Desk::new(DeskPlan { interval: 300, ..plan(days * 288) });
        asked(|| while desk.poll_into(&mut body).is_some() {}).0.most
    };
    let (week, month) = (most(7), most(35));
    assert!(month < week + week / 4, "{week} and {month} bytes");
}

#[test]
fn the_last_poll_is_in_the_year_9999_at_most() {
    let start = DateTime::MAX;
    assert_eq!(DeskPlan { start, ..plan(1) }.end(), Some(start));
    assert_eq!(DeskPlan { start, ..plan(2) }.end(), None);
    assert_eq!(plan(u64::MAX).end(), None);
    assert_eq!(plan(61).end().unwrap().to_string(), "2025-01-06T07:00:00");
}

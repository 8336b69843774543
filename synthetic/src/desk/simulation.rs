//! The simulation: sessions arrive, wait, are picked up, end and vanish, second by second.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use fastrand::Rng;

use super::hours::Arrivals;
use super::session::{Effect, Session};
use super::staff::{CHANNELS, Staff};
use super::status::Status;
use crate::date_time::DateTime;

/// The desk at a moment. Its memory depends on the listed sessions only.
#[derive(Debug)]
pub(crate) struct Simulation {
    rng: Rng,
    now: DateTime,
    sessions_per_day: u32,
    arrivals: Arrivals,
    staff: Staff,
    /// The sessions that wait, and those that gave up before their turn, by channel.
    queues: [VecDeque<Key>; CHANNELS],
    /// The listed sessions. A new one takes the place of one that has vanished, so that the list is not sorted.
    sessions: Vec<Option<Session>>,
    free_slots: Vec<usize>,
    /// When each session proceeds. An entry whose time is not the session's is out of date.
    events: BinaryHeap<Reverse<(DateTime, Key)>>,
    last_id: u64,
}

/// Where a session is. The ID tells if another session is there now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    id: u64,
    slot: usize,
}

impl Simulation {
    /// An empty desk.
    pub(crate) fn new(now: DateTime, sessions_per_day: u32, seed: u64) -> Simulation {
        let mut staff = Staff::new(sessions_per_day);
        staff.start_hour(now, sessions_per_day);
        Simulation {
            rng: Rng::with_seed(seed),
            now,
            sessions_per_day,
            arrivals: Arrivals::of_hour(now, sessions_per_day),
            staff,
            queues: Default::default(),
            sessions: Vec::new(),
            free_slots: Vec::new(),
            events: BinaryHeap::new(),
            last_id: 1_073_174_911,
        }
    }

    pub(crate) fn now(&self) -> DateTime {
        self.now
    }

    /// The listed sessions, and the staff.
    pub(crate) fn list(&mut self) -> (impl Iterator<Item = &mut Session>, &Staff) {
        (self.sessions.iter_mut().flatten(), &self.staff)
    }

    pub(crate) fn sessions(&self) -> impl Iterator<Item = &Session> {
        self.sessions.iter().flatten()
    }

    /// Lets the time pass, up to `to`. Calls `vanish` for each session that is not listed any more.
    pub(crate) fn advance(&mut self, to: DateTime, mut vanish: impl FnMut(&Session)) {
        while self.now < to {
            self.now = self.now.plus(1);
            if self.now.is_full_hour() {
                self.start_hour();
            }
            while let Some(key) = self.next_due() {
                self.proceed(key, &mut vanish);
            }
            for _ in 0..self.arrivals.next(&mut self.rng) {
                self.arrive();
            }
        }
    }

    fn start_hour(&mut self) {
        self.arrivals = Arrivals::of_hour(self.now, self.sessions_per_day);
        self.staff.start_hour(self.now, self.sessions_per_day);
        for channel in 0..CHANNELS {
            self.pick_up(channel);
        }
    }

    /// The next session whose time is over now.
    fn next_due(&mut self) -> Option<Key> {
        while let Some(Reverse((due, key))) = self.events.peek().copied().filter(|event| event.0.0 <= self.now) {
            self.events.pop();
            if self.sessions[key.slot].as_ref().is_some_and(|session| session.id == key.id && session.due == due) {
                return Some(key);
            }
        }
        None
    }

    fn arrive(&mut self) {
        self.last_id += self.rng.u64(1..=5);
        let session = Session::new(self.last_id, self.now, &mut self.rng);
        let slot = self.free_slots.pop().unwrap_or_else(|| {
            self.sessions.push(None);
            self.sessions.len() - 1
        });
        self.events.push(Reverse((session.due, Key { id: session.id, slot })));
        self.sessions[slot] = Some(session);
    }

    fn proceed(&mut self, key: Key, vanish: &mut impl FnMut(&Session)) {
        let Some(session) = &mut self.sessions[key.slot] else { return };
        let channel = session.channel;
        let effect = session.proceed(self.now, &mut self.rng, &mut self.staff);
        if effect == Effect::Vanished {
            vanish(session);
            self.sessions[key.slot] = None;
            self.free_slots.push(key.slot);
            return;
        }
        self.events.push(Reverse((session.due, key)));
        if effect == Effect::Queued {
            self.queues[channel].push_back(key);
        }
        if effect != Effect::None {
            self.pick_up(channel);
        }
    }

    /// Idle technicians pick up the sessions that wait, the longest wait first.
    fn pick_up(&mut self, channel: usize) {
        while let Some(key) = self.queues[channel].front().copied() {
            let session = self.sessions[key.slot].as_mut().filter(|session| session.id == key.id);
            if let Some(session) = session.filter(|session| session.status == Status::Waiting) {
                let Some(technician) = self.staff.idle(channel, &mut self.rng) else { return };
                self.staff.assign(technician);
                session.pick_up(technician, self.now, &mut self.rng);
                self.events.push(Reverse((session.due, key)));
            }
            self.queues[channel].pop_front();
        }
    }
}

//! A session of the desk, from its arrival to its disappearance from the list.

use std::mem;

use fastrand::Rng;

use super::staff::{self, Staff};
use super::status::Status;
use crate::date_time::DateTime;
use crate::words;

/// The longest wait in seconds: the longest time for the connection, then the longest patience.
pub(crate) const LONGEST_WAIT: u32 = LONGEST_CONNECTION + LONGEST_PATIENCE;
const LONGEST_CONNECTION: u32 = 90;
const LONGEST_PATIENCE: u32 = 1_800;

/// A session of the desk.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: u64,
    pub(crate) status: Status,
    pub(crate) channel: usize,
    pub(crate) technician: Option<usize>,
    /// Who gets the session when the transfer ends; who got it last.
    pub(crate) transferred_to: Option<usize>,
    pub(crate) comment: String,
    pub(crate) customer: Customer,
    pub(crate) arrival: DateTime,
    /// The seconds from the arrival to the pick-up, or to the end if no technician picked the session up. `None` until
    /// then.
    pub(crate) waited: Option<u32>,
    /// When the session proceeds.
    pub(crate) due: DateTime,
    /// What the last poll said. `None` if no poll has listed the session.
    pub(crate) listed: Option<Listed>,
    /// The row of the last poll.
    pub(crate) row: String,
    /// Whether the session has changed since.
    pub(crate) is_row_outdated: bool,
}

/// What the customer typed, and their language.
#[derive(Debug)]
pub(crate) struct Customer {
    pub(crate) fields: [String; 4],
    pub(crate) language: &'static str,
}

/// What a poll said about a session.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed {
    pub(crate) status: Status,
    pub(crate) technician: Option<usize>,
    /// Whether the technician was another one in two polls.
    pub(crate) is_transferred: bool,
}

/// What the desk has to do after a session has proceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Nothing.
    None,
    /// The session waits in its channel.
    Queued,
    /// A technician has a session less.
    Released,
    /// The session is not listed any more.
    Vanished,
}

impl Session {
    pub(crate) fn new(id: u64, now: DateTime, rng: &mut Rng) -> Session {
        Session {
            id,
            status: Status::Connecting,
            channel: staff::channel(rng),
            technician: None,
            transferred_to: None,
            comment: String::new(),
            customer: Customer {
                fields: [words::name(rng), words::company(rng), words::phone(rng), words::note(rng)],
                language: words::language(rng),
            },
            arrival: now,
            waited: None,
            due: now.plus(rng.i64(5..=LONGEST_CONNECTION.into())),
            listed: None,
            row: String::new(),
            is_row_outdated: true,
        }
    }

    pub(crate) fn pick_up(&mut self, technician: usize, now: DateTime, rng: &mut Rng) {
        self.technician = Some(technician);
        self.waited = Some(now.seconds_since(self.arrival));
        self.go_on(now, rng);
    }

    /// Goes to the next status. Called when the time of this one is over.
    pub(crate) fn proceed(&mut self, now: DateTime, rng: &mut Rng, staff: &mut Staff) -> Effect {
        match self.status {
            Status::Connecting => {
                self.set(Status::Waiting, now.plus(rng.i64(120..=LONGEST_PATIENCE.into())));
                Effect::Queued
            }
            Status::Waiting => {
                self.waited = Some(now.seconds_since(self.arrival));
                let closed = if rng.u8(..5) == 0 { Status::TimedOut } else { Status::ClosedByWaitingCustomer };
                self.end(closed, now, rng, staff)
            }
            Status::Active => self.interrupt_or_end(now, rng, staff),
            Status::OnHold | Status::Reconnecting => self.go_on(now, rng),
            Status::Rebooting => match rng.u8(..10) {
                0 => self.set(Status::Disconnected, now.plus(rng.i64(120..=600))),
                _ => self.set(Status::Reconnecting, now.plus(rng.i64(10..=60))),
            },
            Status::Disconnected => self.end(Status::TimedOut, now, rng, staff),
            Status::Transferring => {
                let before = mem::replace(&mut self.technician, self.transferred_to);
                before.into_iter().for_each(|technician| staff.release(technician));
                self.go_on(now, rng);
                Effect::Released
            }
            Status::ClosedByTechnician
            | Status::ClosedByCustomer
            | Status::ClosedByWaitingCustomer
            | Status::TimedOut => Effect::Vanished,
        }
    }

    fn interrupt_or_end(&mut self, now: DateTime, rng: &mut Rng, staff: &mut Staff) -> Effect {
        match rng.u8(..100) {
            0..8 => self.set(Status::OnHold, now.plus(rng.i64(30..=300))),
            8..13 => self.set(Status::Rebooting, now.plus(rng.i64(60..=240))),
            13..18 => {
                let colleague = self.technician.map(|technician| staff.colleague(technician, self.channel, rng));
                colleague.into_iter().for_each(|technician| staff.assign(technician));
                self.transferred_to = colleague;
                self.comment = words::note(rng);
                self.set(Status::Transferring, now.plus(rng.i64(10..=120)))
            }
            18..75 => self.end(Status::ClosedByTechnician, now, rng, staff),
            _ => self.end(Status::ClosedByCustomer, now, rng, staff),
        }
    }

    /// A technician works on it. Mostly for minutes, sometimes for most of an hour.
    fn go_on(&mut self, now: DateTime, rng: &mut Rng) -> Effect {
        const LONGEST: i64 = 2_600;
        let product = rng.i64(0..=LONGEST) * rng.i64(0..=LONGEST);
        self.set(Status::Active, now.plus(60 + product / LONGEST))
    }

    /// It has ended, and stays in the list for a while.
    fn end(&mut self, status: Status, now: DateTime, rng: &mut Rng, staff: &mut Staff) -> Effect {
        self.set(status, now.plus(rng.i64(600..=2_400)));
        match self.technician {
            Some(technician) => {
                staff.release(technician);
                Effect::Released
            }
            None => Effect::None,
        }
    }

    fn set(&mut self, status: Status, due: DateTime) -> Effect {
        self.status = status;
        self.due = due;
        self.is_row_outdated = true;
        Effect::None
    }
}

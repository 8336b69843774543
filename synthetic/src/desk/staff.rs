//! The channels, and the technicians of each.

use std::ops::Range;

use fastrand::Rng;

use super::hours;
use crate::date_time::DateTime;
use crate::words;

/// The number of channels.
pub(crate) const CHANNELS: usize = words::CHANNELS.len();
/// The share of each channel in the sessions, in percent.
const SHARES: [u8; CHANNELS] = [30, 25, 20, 10, 10, 5];

/// The channel of a new session.
pub(crate) fn channel(rng: &mut Rng) -> usize {
    let mut at = rng.u8(..100);
    let is_reached = |share: &u8| match at.checked_sub(*share) {
        Some(rest) => {
            at = rest;
            false
        }
        None => true,
    };
    SHARES.iter().position(is_reached).unwrap_or(0)
}

/// A technician. The number of their sessions can exceed one only by transfers.
#[derive(Debug)]
pub(crate) struct Technician {
    pub(crate) id: u64,
    pub(crate) name: String,
    sessions: u32,
}

/// All technicians, channel by channel.
#[derive(Debug)]
pub(crate) struct Staff {
    technicians: Vec<Technician>,
    teams: [Range<usize>; CHANNELS],
    on_duty: [usize; CHANNELS],
}

impl Staff {
    pub(crate) fn new(sessions_per_day: u32) -> Staff {
        let mut end = 0;
        let teams = SHARES.map(|share| {
            let start = end;
            end += hours::team(sessions_per_day, u64::from(share));
            start..end
        });
        let technicians = (0..end).map(|number| Technician {
            id: 25_445_000 + number as u64 * 7,
            name: words::numbered_name(number),
            sessions: 0,
        });
        Staff { technicians: technicians.collect(), teams, on_duty: [0; CHANNELS] }
    }

    /// Changes who is on duty. Who goes off duty still ends their session.
    pub(crate) fn start_hour(&mut self, time: DateTime, sessions_per_day: u32) {
        self.on_duty = SHARES.map(|share| hours::on_duty(time, sessions_per_day, u64::from(share)));
    }

    pub(crate) fn get(&self, technician: usize) -> &Technician {
        &self.technicians[technician]
    }

    /// A technician of the channel who is on duty and has no session.
    pub(crate) fn idle(&self, channel: usize, rng: &mut Rng) -> Option<usize> {
        let start = self.teams[channel].start;
        let count = self.on_duty[channel].min(self.teams[channel].len());
        let first = rng.usize(..count);
        let on_duty = (first..count).chain(0..first).map(|number| start + number);
        on_duty.into_iter().find(|technician| self.technicians[*technician].sessions == 0)
    }

    /// Another technician of the team.
    pub(crate) fn colleague(&self, technician: usize, channel: usize, rng: &mut Rng) -> usize {
        let team = &self.teams[channel];
        let step = rng.usize(1..team.len());
        team.start + (technician - team.start + step) % team.len()
    }

    pub(crate) fn assign(&mut self, technician: usize) {
        self.technicians[technician].sessions += 1;
    }

    pub(crate) fn release(&mut self, technician: usize) {
        self.technicians[technician].sessions -= 1;
    }
}

//! How many sessions arrive, and how many technicians are on duty, by hour and weekday.

use fastrand::Rng;

use crate::date_time::DateTime;

/// The arrivals in each hour of the day, relative to each other.
const ARRIVALS: [u64; 24] = [2, 1, 1, 1, 1, 2, 5, 12, 25, 34, 36, 34, 28, 30, 34, 33, 30, 24, 16, 10, 7, 5, 4, 3];
/// For how many arrivals there are technicians, in the same unit. The busiest hours exceed it, so queues build up.
const STAFF: [u64; 24] = [3, 3, 3, 3, 3, 3, 6, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 33, 12, 12, 12, 12, 4, 4];
/// A day of the week has this many times the arrivals of a day of the weekend.
const WEEKDAY: u64 = 5;
/// All arrivals of a week, in the same unit.
const WEEK: u64 = 378 * (5 * WEEKDAY + 2);

/// The time for a session that the desk plans with, in seconds. Sessions take a little longer in the mean.
const HANDLING: u64 = 810;

fn weight(time: DateTime) -> u64 {
    if time.is_weekend() { 1 } else { WEEKDAY }
}

/// The arrivals in one hour of the week.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrivals {
    /// The arrivals a second, times 2³².
    rate: u64,
}

impl Arrivals {
    pub(crate) fn of_hour(time: DateTime, sessions_per_day: u32) -> Arrivals {
        let of_week = (u64::from(sessions_per_day) * 7) << 24;
        let of_hour = u128::from(of_week) * u128::from(ARRIVALS[time.hour()] * weight(time)) / u128::from(WEEK);
        Arrivals { rate: ((of_hour << 8) / 3_600) as u64 }
    }

    /// The number of sessions that arrive in one second.
    pub(crate) fn next(self, rng: &mut Rng) -> u64 {
        let fraction = self.rate as u32; // the lower half
        (self.rate >> 32) + u64::from(rng.u32(..) < fraction)
    }
}

/// The number of technicians on duty in a channel with this share of the sessions, in percent. At least one.
pub(crate) fn on_duty(time: DateTime, sessions_per_day: u32, percent: u64) -> usize {
    technicians(STAFF[time.hour()] * weight(time), sessions_per_day, percent)
}

/// The size of the team of a channel. At least two, so that a session can be transferred.
pub(crate) fn team(sessions_per_day: u32, percent: u64) -> usize {
    let most = STAFF.iter().max().map_or(0, |most| most * WEEKDAY);
    technicians(most, sessions_per_day, percent).max(2)
}

fn technicians(arrivals: u64, sessions_per_day: u32, percent: u64) -> usize {
    let per_hour = u128::from(sessions_per_day) * 7 * u128::from(arrivals * percent) * u128::from(HANDLING);
    per_hour.div_ceil(u128::from(WEEK * 100 * 3_600)).max(1) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_has_the_arrivals_of_seven_days() {
        assert_eq!(ARRIVALS.iter().sum::<u64>() * (5 * WEEKDAY + 2), WEEK);
        let monday = DateTime::new((2025, 1, 6), (0, 0, 0)).unwrap();
        let hours = (0..7 * 24).map(|hour| Arrivals::of_hour(monday.plus(hour * 3_600), 1_000_000));
        let arrivals: u64 = hours.map(|arrivals| (arrivals.rate * 3_600) >> 32).sum();
        assert!((6_999_000..=7_000_000).contains(&arrivals), "{arrivals}");
    }
}

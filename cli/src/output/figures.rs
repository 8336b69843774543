//! Counts and waiting times in bounded memory.

use std::collections::BTreeMap;

/// The most distinct names that are counted separately.
const MAX_NAMES: usize = 10_000;
/// A longer name is cut.
const MAX_NAME_LEN: usize = 256;
/// The most distinct waiting times. If there are more, they are counted in steps of more than a second.
const MAX_TIMES: usize = 65_536;

/// How often each name occurs.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    names: BTreeMap<String, u64>,
    /// The sessions with other names, when there are too many of them.
    pub(crate) others: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, name: &str) {
        let mut end = name.len().min(MAX_NAME_LEN);
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        let name = &name[..end];
        if let Some(count) = self.names.get_mut(name) {
            *count += 1;
        } else if self.names.len() < MAX_NAMES {
            self.names.insert(name.to_owned(), 1);
        } else {
            self.others += 1;
        }
    }

    /// The names, the most frequent one first.
    pub(crate) fn sorted(&self) -> Vec<(&str, u64)> {
        let mut names: Vec<_> = self.names.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        names.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        names
    }
}

/// Waiting times in seconds.
#[derive(Debug)]
pub(crate) struct Times {
    counts: BTreeMap<i64, u64>,
    /// Times are rounded down to multiples of this.
    pub(crate) step: i64,
    count: u64,
    longest: Option<i64>,
    max: usize,
}

impl Default for Times {
    fn default() -> Times {
        Times { counts: BTreeMap::new(), step: 1, count: 0, longest: None, max: MAX_TIMES }
    }
}

impl Times {
    pub(crate) fn add(&mut self, seconds: i64) {
        self.count += 1;
        self.longest = self.longest.max(Some(seconds));
        *self.counts.entry(round(seconds, self.step)).or_default() += 1;
        while self.counts.len() > self.max {
            self.step = self.step.saturating_mul(2);
            let mut counts = BTreeMap::new();
            for (seconds, count) in std::mem::take(&mut self.counts) {
                *counts.entry(round(seconds, self.step)).or_default() += count;
            }
            self.counts = counts;
        }
    }

    /// The longest one, exactly.
    pub(crate) fn longest(&self) -> Option<i64> {
        self.longest
    }

    /// The shortest time that at least this percentage of the times does not exceed (nearest rank).
    pub(crate) fn percentile(&self, percent: u64) -> Option<i64> {
        let rank = (u128::from(self.count) * u128::from(percent)).div_ceil(100);
        let mut seen = 0;
        let reaches = |count: &u64| {
            seen += u128::from(*count);
            seen >= rank
        };
        let mut reaches = reaches;
        self.counts.iter().find(|(_, count)| reaches(count)).map(|(seconds, _)| *seconds)
    }
}

fn round(seconds: i64, step: i64) -> i64 {
    seconds - seconds.rem_euclid(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentile_is_the_nearest_rank() {
        let mut times = Times::default();
        assert_eq!((times.percentile(50), times.longest()), (None, None));
        (1..=20).rev().for_each(|seconds| times.add(seconds * 10));
        assert_eq!((times.percentile(50), times.percentile(95), times.longest()), (Some(100), Some(190), Some(200)));
    }

    #[test]
    fn memory_is_bounded() {
        let mut times = Times { max: 100, ..Times::default() };
        (0..10_000).for_each(|seconds| times.add(seconds));
        assert!(times.counts.len() <= 100 && times.step == 128, "{}", times.step);
        assert_eq!((times.percentile(50), times.longest()), (Some(4_992), Some(9_999)));
        let mut tally = Tally::default();
        (0..MAX_NAMES + 5).for_each(|name| tally.add(&name.to_string()));
        assert_eq!((tally.names.len(), tally.others), (MAX_NAMES, 5));
    }
}

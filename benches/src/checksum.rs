//! Shows that all contestants have parsed all values, with the same result.

/// A sum in which each value has its own weight, so that a value in the wrong column changes the sum.
#[derive(Default)]
pub struct Checksum(u64);

impl Checksum {
    #[inline]
    fn add(&mut self, weight: u64, value: u64) {
        self.0 = self.0.wrapping_add(value.wrapping_mul(weight));
    }

    /// ID, Entry ID, Technician ID, Waiting Time.
    #[inline]
    pub fn integers(&mut self, values: [i64; 4]) {
        for (weight, value) in [1_000_003, 1_009, 10_007, 100_003].into_iter().zip(values) {
            self.add(weight, value as u64);
        }
    }

    /// Year, month, day, hour, minute.
    #[inline]
    pub fn start_time(&mut self, [year, month, day, hour, minute]: [u32; 5]) {
        let days = (u64::from(year) * 12 + u64::from(month)) * 31 + u64::from(day);
        self.add(13, (days * 24 + u64::from(hour)) * 60 + u64::from(minute));
    }

    /// Status, Entry, Technician, Custom Fields 0 to 2, Language, Transferred To, Transferred Comment.
    #[inline]
    pub fn texts(&mut self, texts: [&str; 9]) {
        for (weight, text) in (17..).zip(texts) {
            self.add(weight, text.len() as u64);
        }
    }

    /// Whether Status is `Active`, Is Lead Technician, HandingOff.
    #[inline]
    pub fn flags(&mut self, flags: [bool; 3]) {
        for (weight, flag) in (1_001..).zip(flags) {
            self.add(weight, flag.into());
        }
    }

    pub fn get(self) -> u64 {
        self.0
    }
}

/// The result for a list of collected sessions. It uses no more values: to read them would measure memory access again.
pub fn of_list(len: usize, last_id: i64) -> u64 {
    (len as u64).wrapping_add((last_id as u64) << 20)
}

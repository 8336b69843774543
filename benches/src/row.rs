//! The row of the peers, and of rows that are deserialized.

use std::sync::LazyLock;

use chrono::format::{Item, Parsed, StrftimeItems, parse};
use chrono::{Datelike, NaiveDateTime, Timelike};
use rescue_sessions::StartTime;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::checksum::Checksum;

/// The sixteen columns of version 1, found by name; other columns are skipped. `S` is the type of texts, `T` the type of
/// times.
#[derive(Deserialize)]
pub struct Row<S, T> {
    #[serde(rename = "ID")]
    pub id: i64,
    #[serde(rename = "Status")]
    pub status: S,
    #[serde(rename = "Entry ID")]
    pub entry_id: i64,
    #[serde(rename = "Entry")]
    pub entry: S,
    #[serde(rename = "Technician ID")]
    pub technician_id: i64,
    #[serde(rename = "Technician")]
    pub technician: S,
    #[serde(rename = "Start Time")]
    pub start_time: T,
    #[serde(rename = "Waiting Time")]
    pub waiting_time: i64,
    #[serde(rename = "Custom Field 0")]
    pub custom_field_0: S,
    #[serde(rename = "Custom Field 1")]
    pub custom_field_1: S,
    #[serde(rename = "Custom Field 2")]
    pub custom_field_2: S,
    #[serde(rename = "Language")]
    pub language: S,
    #[serde(rename = "Transferred To")]
    pub transferred_to: S,
    #[serde(rename = "Transferred Comment")]
    pub transferred_comment: S,
    #[serde(rename = "Is Lead Technician")]
    pub is_lead_technician: S,
    #[serde(rename = "HandingOff")]
    pub handing_off: S,
}

impl<T> Row<&str, T> {
    pub fn into_owned(self) -> Row<String, T> {
        Row {
            id: self.id,
            status: self.status.into(),
            entry_id: self.entry_id,
            entry: self.entry.into(),
            technician_id: self.technician_id,
            technician: self.technician.into(),
            start_time: self.start_time,
            waiting_time: self.waiting_time,
            custom_field_0: self.custom_field_0.into(),
            custom_field_1: self.custom_field_1.into(),
            custom_field_2: self.custom_field_2.into(),
            language: self.language.into(),
            transferred_to: self.transferred_to.into(),
            transferred_comment: self.transferred_comment.into(),
            is_lead_technician: self.is_lead_technician.into(),
            handing_off: self.handing_off.into(),
        }
    }
}

impl<T: Moment> Row<&str, T> {
    #[inline]
    pub fn add_to(&self, sum: &mut Checksum) {
        sum.integers([self.id, self.entry_id, self.technician_id, self.waiting_time]);
        sum.start_time(self.start_time.parts());
        sum.texts([
            self.status,
            self.entry,
            self.technician,
            self.custom_field_0,
            self.custom_field_1,
            self.custom_field_2,
            self.language,
            self.transferred_to,
            self.transferred_comment,
        ]);
        sum.flags([self.status == "Active", self.is_lead_technician == "yes", self.handing_off == "yes"]);
    }
}

pub trait Moment {
    /// Year, month, day, hour, minute.
    fn parts(&self) -> [u32; 5];
}

/// A time, parsed by chrono.
pub struct Chrono(pub NaiveDateTime);

/// The parsed format. Without it, chrono would parse the format again for each time.
static FORMAT: LazyLock<Vec<Item<'static>>> =
    LazyLock::new(|| StrftimeItems::new("%-m/%-d/%Y %-I:%M %p").parse().expect("a format"));

impl<'de> Deserialize<'de> for Chrono {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        let mut parsed = Parsed::new();
        parse(&mut parsed, text, FORMAT.iter()).map_err(Error::custom)?;
        parsed.to_naive_datetime_with_offset(0).map(Chrono).map_err(Error::custom)
    }
}

impl Moment for Chrono {
    fn parts(&self) -> [u32; 5] {
        self.0.parts()
    }
}

impl Moment for NaiveDateTime {
    fn parts(&self) -> [u32; 5] {
        [self.year() as u32, self.month(), self.day(), self.hour(), self.minute()]
    }
}

impl Moment for StartTime {
    fn parts(&self) -> [u32; 5] {
        [self.year().into(), self.month().into(), self.day().into(), self.hour().into(), self.minute().into()]
    }
}

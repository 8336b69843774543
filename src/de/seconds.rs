//! A [`Duration`] as a number of seconds, for `#[serde(with = "rescue_sessions::seconds")]`. Needs the feature `serde`.
//!
//! ```
//! use core::time::Duration;
//!
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Deserialize, Serialize)]
//! struct Ticket {
//!     #[serde(rename = "Waiting Time", with = "rescue_sessions::seconds")]
//!     waiting: Duration,
//! }
//!
//! let list = rescue_sessions::parse("OK\n\nID|Waiting Time|\n7|90|\n")?;
//! let ticket: Ticket = list.deserialize().next().unwrap()?;
//! assert_eq!(ticket.waiting, Duration::from_secs(90));
//! # Ok::<(), rescue_sessions::Error>(())
//! ```

use core::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Serializes the whole seconds as an integer.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<S: Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    duration.as_secs().serialize(serializer)
}

/// Deserializes an integer number of seconds.
///
/// # Errors
///
/// - `-1`: a negative number
/// - `soon`: not an integer
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    u64::deserialize(deserializer).map(Duration::from_secs)
}

/// The same for an `Option<Duration>`: `None` is an empty field, or a withheld one if the caller asks for that.
///
/// If the header may lack the column, the field also needs `default`: serde does not treat a missing field with `with` as
/// `None`.
///
/// ```
/// use core::time::Duration;
///
/// #[derive(serde::Deserialize)]
/// struct Ticket {
///     #[serde(rename = "Waiting Time", default, with = "rescue_sessions::seconds::option")]
///     waiting: Option<Duration>,
/// }
///
/// let list = rescue_sessions::parse("OK\n\nID|\n7|\n")?;
/// let ticket: Ticket = list.deserialize().next().unwrap()?;
/// assert_eq!(ticket.waiting, None);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
pub mod option {
    use core::time::Duration;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Serializes the whole seconds as an integer, or nothing.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(duration: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
        duration.map(|duration| duration.as_secs()).serialize(serializer)
    }

    /// Deserializes an integer number of seconds, or nothing.
    ///
    /// # Errors
    ///
    /// The same as [`seconds::deserialize`](crate::seconds::deserialize).
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
        Option::<u64>::deserialize(deserializer).map(|seconds| seconds.map(Duration::from_secs))
    }
}

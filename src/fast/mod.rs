//! The fast lane: well-formed rows under known headers.
//!
//! It adds speed and nothing else: every row that it reads, the reference lane reads the same, and whatever is unusual
//! it leaves to the reference lane. In batches, it converts unusual values with the functions of that lane. It is called
//! by the record and the session iterator only (`iter/`). Without the feature `fast` it is not compiled.

#[cfg(feature = "fast")]
pub(crate) mod batch;
#[cfg(feature = "fast")]
pub(crate) mod lane;
#[cfg(not(feature = "fast"))]
#[path = "off.rs"]
pub(crate) mod lane;
#[cfg(feature = "fast")]
pub(crate) mod line_index;
#[cfg(feature = "fast")]
pub(crate) mod padded_bytes;
pub(crate) mod session_source;
#[cfg(feature = "fast")]
pub(crate) mod sessions;
#[cfg(feature = "fast")]
pub(crate) mod simd;
#[cfg(feature = "fast")]
pub(crate) mod start_time;
#[cfg(feature = "fast")]
pub(crate) mod values;

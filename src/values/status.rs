//! [`Status`]: the known statuses and their texts.

use alloc::borrow::Cow;
use core::convert::Infallible;
use core::fmt;
use core::str::FromStr;

/// The status of a session.
///
/// The known statuses are the nineteen documented ones and three that version 3 adds (inferred). An account can have
/// them in another language (observed: `Ativas` for Active), so an unknown text is not an error but [`Status::Other`].
///
/// ```
/// use rescue_sessions::Status;
///
/// assert_eq!(Status::from_text("On Hold"), Status::OnHold);
/// assert_eq!(Status::from_text("Ativas"), Status::Other("Ativas".into()));
/// assert_eq!(Status::OnHold.to_string(), "On Hold");
/// ```
///
/// # Waiting, in progress, closed
///
/// [`Status::is_waiting`], [`Status::is_in_progress`] and [`Status::is_closed`] answer what most clients ask. Exactly one
/// of them is true for a known status, and none for [`Status::Other`], whose meaning is not known. If a later version of
/// this crate knows a new status, the three answers include it.
///
/// The manual lists the statuses without an explanation. The reasons below come from the vendor's help for the Technician
/// Console, which explains some of them (documented), or from the names that the SOAP interface has for them (inferred).
/// In doubt, a status is not closed: a client must not drop a customer who may come back.
///
/// | status | answer | reason |
/// |---|---|---|
/// | Waiting | waiting | no technician has picked the session up (documented) |
/// | Connecting | waiting | the customer's applet starts, then the session is Waiting (documented) |
/// | Transferring | waiting | the new technician has not picked the session up yet (inferred from `SESSION_TRANSFERINGBUTNOTPICKEDUP`) |
/// | Active | in progress | a technician has picked the session up (documented) |
/// | On Hold | in progress | the technician has paused the session (inferred) |
/// | Rebooting, Rebooted, Reconnecting | in progress | the session goes on when the customer's device is back (documented for Rebooting and Reconnecting) |
/// | Offline | in progress | the device did not come back in five minutes, but the console still tries to reach it (documented) |
/// | Disconnected, Not available | in progress | nothing says that the session has ended (inferred) |
/// | Closed by …, Aborted | closed | by their texts (documented) |
/// | Timed out, with or without *closed by technician* | closed | the time for it is over; only a technician's *Close* follows (inferred) |
/// | Transferred | closed | this row has ended, and the session goes on in the row of the new technician (inferred from `SESSION_CLOSED_TRANSFERREDANOTHERTECH`) |
/// | Declined by customer, Expired, Revoked | closed | the access to the device has ended (documented for SOAP; the texts are inferred) |
///
/// A device can also reboot, or be offline, before a technician picks the session up (documented). Only the technician's
/// ID says whether one has: 0 until then (observed).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status<'a> {
    /// `Aborted: technician was deleted or disabled` (documented), or `Aborted` alone (inferred).
    Aborted,
    /// `Active`
    Active,
    /// `Closed by active customer`
    ClosedByActiveCustomer,
    /// `Closed by customer`
    ClosedByCustomer,
    /// `Closed by technician`
    ClosedByTechnician,
    /// `Closed by waiting customer`
    ClosedByWaitingCustomer,
    /// `Connecting`
    Connecting,
    /// `Declined by customer` (inferred)
    DeclinedByCustomer,
    /// `Disconnected`
    Disconnected,
    /// `Expired` (inferred)
    Expired,
    /// `Not available`
    NotAvailable,
    /// `Offline`
    Offline,
    /// `On Hold`
    OnHold,
    /// `Rebooted`
    Rebooted,
    /// `Rebooting`
    Rebooting,
    /// `Reconnecting`
    Reconnecting,
    /// `Revoked` (inferred)
    Revoked,
    /// `Timed out`
    TimedOut,
    /// `Timed out: closed by technician`
    TimedOutClosedByTechnician,
    /// `Transferred`
    Transferred,
    /// `Transferring`
    Transferring,
    /// `Waiting`
    Waiting,
    /// A text that this crate does not know, as it is in the body. [`Status::from_text`] never returns this for a known
    /// text.
    Other(Cow<'a, str>),
}

/// Generates the conversions between statuses and texts, in both directions, from one table.
macro_rules! statuses {
    ($($status:ident: $text:literal $(or $short:literal)?;)*) => {
        impl<'a> Status<'a> {
            /// The known statuses: all except [`Status::Other`].
            ///
            /// ```
            /// use rescue_sessions::Status;
            ///
            /// let open = Status::KNOWN.iter().filter(|status| !status.is_closed());
            /// assert!(open.clone().any(|status| *status == Status::Offline));
            /// ```
            pub const KNOWN: &'static [Status<'static>] = &[$(Status::$status),*];

            /// The documented text; for [`Status::Other`], the text in the body.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Status::$status => $text,)*
                    Status::Other(text) => text,
                }
            }

            /// The same status, whose text is borrowed from this one.
            #[must_use]
            pub fn as_borrowed(&self) -> Status<'_> {
                match self {
                    $(Status::$status => Status::$status,)*
                    Status::Other(text) => Status::Other(Cow::Borrowed(text)),
                }
            }

            /// Copies the text that [`Status::Other`] borrows.
            #[must_use]
            pub fn into_owned(self) -> Status<'static> {
                match self {
                    $(Status::$status => Status::$status,)*
                    Status::Other(text) => Status::Other(Cow::Owned(text.into_owned())),
                }
            }
        }

        /// The known texts and their statuses.
        static TEXTS: &[(&str, Status<'static>)] = &[$(($text, Status::$status), $(($short, Status::$status),)?)*];
    };
}

statuses! {
    Aborted: "Aborted: technician was deleted or disabled" or "Aborted";
    Active: "Active";
    ClosedByActiveCustomer: "Closed by active customer";
    ClosedByCustomer: "Closed by customer";
    ClosedByTechnician: "Closed by technician";
    ClosedByWaitingCustomer: "Closed by waiting customer";
    Connecting: "Connecting";
    DeclinedByCustomer: "Declined by customer";
    Disconnected: "Disconnected";
    Expired: "Expired";
    NotAvailable: "Not available";
    Offline: "Offline";
    OnHold: "On Hold";
    Rebooted: "Rebooted";
    Rebooting: "Rebooting";
    Reconnecting: "Reconnecting";
    Revoked: "Revoked";
    TimedOut: "Timed out";
    TimedOutClosedByTechnician: "Timed out: closed by technician";
    Transferred: "Transferred";
    Transferring: "Transferring";
    Waiting: "Waiting";
}

impl<'a> Status<'a> {
    /// The status with this text. The text must match exactly, including case; any other text is [`Status::Other`].
    #[must_use]
    #[inline]
    pub fn from_text(text: &'a str) -> Status<'a> {
        let second = text.as_bytes().get(1).copied().unwrap_or_default();
        match candidate(text.len(), second).and_then(|index| TEXTS.get(index)) {
            Some((known, status)) if *known == text => status.clone(),
            _ => Status::Other(Cow::Borrowed(text)),
        }
    }

    /// The known status whose text is the first `len` bytes of `bytes`, found without a branch on these bytes.
    ///
    /// `None`: use [`Status::from_text`]. The text is unknown or longer than [`PREFIX_LEN`], or `bytes` is shorter.
    #[inline]
    pub(crate) fn from_prefix(bytes: &[u8], len: usize) -> Option<Status<'static>> {
        let prefix: &[u8; PREFIX_LEN] = bytes.first_chunk()?;
        let [_, second, ..] = prefix;
        let index = candidate(len, *second)?;
        let MaskedText { text, mask } = MASKED_TEXTS.get(index)?;
        let (words, _) = prefix.as_chunks();
        let differences = words
            .iter()
            .zip(text.iter().zip(mask))
            .fold(0, |differences, (word, (text, mask))| differences | (u64::from_le_bytes(*word) ^ text) & mask);
        let (known, status) = TEXTS.get(index)?;
        (differences == 0 && known.len() == len && len <= PREFIX_LEN).then(|| status.clone())
    }
}

/// Where a session is on its way.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    Waiting,
    InProgress,
    Closed,
}

impl Status<'_> {
    /// The phase of a known status. No arm is a wildcard: a new status needs a decision, and a reason in the table of
    /// [`Status`].
    pub(crate) fn phase(&self) -> Option<Phase> {
        Some(match self {
            Status::Connecting | Status::Transferring | Status::Waiting => Phase::Waiting,
            Status::Active
            | Status::Disconnected
            | Status::NotAvailable
            | Status::Offline
            | Status::OnHold
            | Status::Rebooted
            | Status::Rebooting
            | Status::Reconnecting => Phase::InProgress,
            Status::Aborted
            | Status::ClosedByActiveCustomer
            | Status::ClosedByCustomer
            | Status::ClosedByTechnician
            | Status::ClosedByWaitingCustomer
            | Status::DeclinedByCustomer
            | Status::Expired
            | Status::Revoked
            | Status::TimedOut
            | Status::TimedOutClosedByTechnician
            | Status::Transferred => Phase::Closed,
            Status::Other(_) => return None,
        })
    }

    /// Whether the customer waits for a technician to pick the session up: Waiting, Connecting or Transferring.
    ///
    /// For the queue alone, compare: `status == Status::Waiting`. To see whether a technician has picked a session up, use the
    /// Technician ID. [`Status`] has the reason for each status.
    ///
    /// ```
    /// use rescue_sessions::Status;
    ///
    /// assert!(Status::Waiting.is_waiting());
    /// assert!(!Status::Active.is_waiting());
    /// assert!(!Status::from_text("Ativas").is_waiting());
    /// ```
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.phase() == Some(Phase::Waiting)
    }

    /// Whether the session goes on: a technician has picked it up, or the connection to the customer's device is
    /// interrupted. [`Status`] has the reason for each status.
    ///
    /// ```
    /// use rescue_sessions::Status;
    ///
    /// assert!(Status::OnHold.is_in_progress());
    /// assert!(!Status::Waiting.is_in_progress());
    /// ```
    #[must_use]
    pub fn is_in_progress(&self) -> bool {
        self.phase() == Some(Phase::InProgress)
    }

    /// Whether the session has ended, for the technician of this row. [`Status`] has the reason for each status.
    ///
    /// `false` is no proof that it goes on: a text in another language is [`Status::Other`].
    ///
    /// ```
    /// use rescue_sessions::Status;
    ///
    /// assert!(Status::ClosedByTechnician.is_closed());
    /// assert!(!Status::Offline.is_closed());
    /// ```
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.phase() == Some(Phase::Closed)
    }
}

/// The number of hash values.
const HASHES: usize = 64;

/// A perfect hash of the known texts: no two of them share a value, so one comparison decides.
#[inline]
const fn hash(len: usize, second: u8) -> usize {
    len.wrapping_mul(7).wrapping_add(second as usize) % HASHES
}

/// The index of the only known text that can have this length and this second byte.
#[inline]
fn candidate(len: usize, second: u8) -> Option<usize> {
    CANDIDATES.get(hash(len, second)).map(|index| usize::from(*index))
}

/// For each hash value, the index of the known text that has it. Other values have an index that is out of bounds.
#[allow(clippy::indexing_slicing)] // `index < TEXTS.len()`, `hash < HASHES`, and no iterator is const
static CANDIDATES: [u8; HASHES] = {
    let mut candidates = [u8::MAX; HASHES];
    let mut index = 0;
    while index < TEXTS.len() {
        if let [_, second, ..] = TEXTS[index].0.as_bytes() {
            candidates[hash(TEXTS[index].0.len(), *second)] = index as u8;
        }
        index += 1;
    }
    candidates
};

/// The number of bytes that [`Status::from_prefix`] compares. All known texts but one are at most as long.
const PREFIX_LEN: usize = 32;

/// The first bytes of a known text, in little-endian words, and a mask of the bytes that belong to the text.
#[derive(Clone, Copy)]
struct MaskedText {
    text: [u64; PREFIX_LEN / 8],
    mask: [u64; PREFIX_LEN / 8],
}

#[allow(clippy::indexing_slicing)] // `index < TEXTS.len()`, `at < PREFIX_LEN`, and no iterator is const
static MASKED_TEXTS: [MaskedText; TEXTS.len()] = {
    let mut masked = [MaskedText { text: [0; PREFIX_LEN / 8], mask: [0; PREFIX_LEN / 8] }; TEXTS.len()];
    let mut index = 0;
    while index < TEXTS.len() {
        let text = TEXTS[index].0.as_bytes();
        let mut at = 0;
        while at < PREFIX_LEN && at < text.len() {
            masked[index].text[at / 8] |= (text[at] as u64) << (at % 8 * 8);
            masked[index].mask[at / 8] |= (u8::MAX as u64) << (at % 8 * 8);
            at += 1;
        }
        index += 1;
    }
    masked
};

impl<'a> From<&'a str> for Status<'a> {
    fn from(text: &'a str) -> Self {
        Status::from_text(text)
    }
}

impl FromStr for Status<'static> {
    type Err = Infallible;

    /// The status with this text, as [`Status::from_text`], with a copy of an unknown text.
    ///
    /// # Errors
    ///
    /// None: an unknown text, such as `Ativas`, is [`Status::Other`].
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Status::from_text(text).into_owned())
    }
}

impl fmt::Display for Status<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    #[test]
    fn every_known_text_converts_to_its_status_and_back() {
        assert_eq!(TEXTS.len(), 19 + 3 + 1, "documented, of version 3, the short form of Aborted");
        for (text, status) in TEXTS {
            assert_eq!(Status::from_text(text), *status);
            assert_eq!(status.clone().into_owned(), *status);
            let expected = (text.len() <= PREFIX_LEN).then(|| status.clone());
            assert_eq!(Status::from_prefix(&in_row(text), text.len()), expected);
            if *text != "Aborted" {
                assert_eq!(status.as_str(), *text);
            }
        }
    }

    #[test]
    fn unknown_texts_are_kept() {
        for text in ["", "active", "Active ", "Ativas", "Timed out:"] {
            assert_eq!(Status::from_text(text), Status::Other(text.into()));
            assert_eq!(Status::from_text(text).into_owned().as_str(), text);
            assert_eq!(Status::from_prefix(&in_row(text), text.len()), None);
        }
    }

    #[test]
    fn a_prefix_is_not_a_status_if_any_byte_or_the_length_differs() {
        for (text, _) in TEXTS {
            let row = in_row(text);
            for len in (0..=row.len()).filter(|len| *len != text.len()) {
                let status = Status::from_prefix(&row, len);
                let shorter =
                    text.get(..len).map(Status::from_text).filter(|status| !matches!(status, Status::Other(_)));
                assert_eq!(status, shorter.filter(|_| len <= PREFIX_LEN), "{len} bytes of {text}");
            }
            for at in 0..text.len() {
                let mut row = row.clone();
                row[at] ^= 0x20;
                assert_eq!(Status::from_prefix(&row, text.len()), None, "byte {at} of {text}");
            }
            for at in 8..text.len() {
                let mut row = row.clone();
                row[at] ^= 0x20;
                row[at - 8] ^= 0x20; // the same bits in two words
                assert_eq!(Status::from_prefix(&row, text.len()), None, "bytes {} and {at} of {text}", at - 8);
            }
            assert_eq!(Status::from_prefix(&row[..PREFIX_LEN - 1], text.len()), None);
        }
    }

    /// A text, and the fields that follow it in a row.
    fn in_row(text: &str) -> Vec<u8> {
        [text.as_bytes(), b"|0||337366|John Doe|2/16/2012 9:00 AM|13|"].concat()
    }
}

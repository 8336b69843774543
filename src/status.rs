//! What a session is doing.

use alloc::borrow::Cow;
use core::fmt;

/// The status of a session.
///
/// The nineteen documented ones and three that version 3 adds (inferred). Accounts can show them in another language
/// (observed: `Ativas` for Active), so a status that is not known is kept as [`Status::Other`] and is no error.
///
/// ```
/// use rescue_sessions::Status;
///
/// assert_eq!(Status::from_text("On Hold"), Status::OnHold);
/// assert_eq!(Status::from_text("Ativas"), Status::Other("Ativas".into()));
/// assert_eq!(Status::OnHold.to_string(), "On Hold");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status<'a> {
    /// `Aborted: technician was deleted or disabled`, or `Aborted` alone.
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
    /// A status that this crate does not know, as it stands in the body.
    Other(Cow<'a, str>),
}

/// The words of the service. A status that has two comes with the documented one first.
const WORDS: [(&str, Status<'static>); 23] = [
    ("Active", Status::Active),
    ("Waiting", Status::Waiting),
    ("Closed by technician", Status::ClosedByTechnician),
    ("Closed by customer", Status::ClosedByCustomer),
    ("Closed by active customer", Status::ClosedByActiveCustomer),
    ("Closed by waiting customer", Status::ClosedByWaitingCustomer),
    ("Aborted: technician was deleted or disabled", Status::Aborted),
    ("Aborted", Status::Aborted),
    ("Connecting", Status::Connecting),
    ("Declined by customer", Status::DeclinedByCustomer),
    ("Disconnected", Status::Disconnected),
    ("Expired", Status::Expired),
    ("Not available", Status::NotAvailable),
    ("Offline", Status::Offline),
    ("On Hold", Status::OnHold),
    ("Rebooted", Status::Rebooted),
    ("Rebooting", Status::Rebooting),
    ("Reconnecting", Status::Reconnecting),
    ("Revoked", Status::Revoked),
    ("Timed out", Status::TimedOut),
    ("Timed out: closed by technician", Status::TimedOutClosedByTechnician),
    ("Transferred", Status::Transferred),
    ("Transferring", Status::Transferring),
];

impl<'a> Status<'a> {
    /// The status that this text stands for. It must match to the letter; any other text is kept.
    #[must_use]
    pub fn from_text(text: &'a str) -> Status<'a> {
        match WORDS.iter().find(|(known, _)| *known == text) {
            Some((_, status)) => status.clone(),
            None => Status::Other(Cow::Borrowed(text)),
        }
    }

    /// The documented text, or the one in the body for [`Status::Other`].
    #[must_use]
    pub fn as_str(&self) -> &str {
        match (WORDS.iter().find(|(_, status)| status == self), self) {
            (Some((text, _)), _) => text,
            (None, Status::Other(text)) => text,
            (None, _) => "", // never: a test holds the table against the enum
        }
    }

    /// A status that borrows nothing.
    #[must_use]
    pub fn into_owned(self) -> Status<'static> {
        match self {
            Status::Other(text) => Status::Other(Cow::Owned(text.into_owned())),
            known => match WORDS.iter().find(|(_, status)| *status == known) {
                Some((_, status)) => status.clone(),
                None => Status::Other(Cow::Borrowed("")), // never: a test holds the table against the enum
            },
        }
    }
}

impl fmt::Display for Status<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_leads_to_its_status_and_back() {
        for (text, status) in WORDS {
            assert_eq!(Status::from_text(text), status);
            assert_eq!(status.clone().into_owned(), status);
            if text != "Aborted" {
                assert_eq!(status.as_str(), text);
            }
        }
    }

    #[test]
    fn no_status_is_missing_from_the_table() {
        let mut statuses: alloc::vec::Vec<_> = WORDS.iter().map(|(_, status)| status).collect();
        statuses.dedup();
        // A new variant must come with its text: the match names them all.
        for status in &statuses {
            match status {
                Status::Aborted | Status::Active | Status::ClosedByActiveCustomer | Status::ClosedByCustomer => {}
                Status::ClosedByTechnician | Status::ClosedByWaitingCustomer | Status::Connecting => {}
                Status::DeclinedByCustomer | Status::Disconnected | Status::Expired | Status::NotAvailable => {}
                Status::Offline | Status::OnHold | Status::Rebooted | Status::Rebooting | Status::Reconnecting => {}
                Status::Revoked | Status::TimedOut | Status::TimedOutClosedByTechnician | Status::Transferred => {}
                Status::Transferring | Status::Waiting => {}
                Status::Other(_) => panic!("the table holds an unknown status"),
            }
        }
        assert_eq!(statuses.len(), 22);
    }

    #[test]
    fn other_texts_are_kept() {
        for text in ["", "active", "Active ", "Ativas", "Timed out:"] {
            assert_eq!(Status::from_text(text), Status::Other(text.into()));
            assert_eq!(Status::from_text(text).into_owned().as_str(), text);
        }
    }
}

//! [`Status`]: the statuses of the desk.

/// A status of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Connecting,
    Waiting,
    Active,
    OnHold,
    Rebooting,
    Reconnecting,
    Disconnected,
    Transferring,
    ClosedByTechnician,
    ClosedByCustomer,
    ClosedByWaitingCustomer,
    TimedOut,
}

impl Status {
    /// The text of each, in the order of the variants.
    pub(crate) const TEXTS: [&str; 12] = [
        "Connecting",
        "Waiting",
        "Active",
        "On Hold",
        "Rebooting",
        "Reconnecting",
        "Disconnected",
        "Transferring",
        "Closed by technician",
        "Closed by customer",
        "Closed by waiting customer",
        "Timed out",
    ];

    pub(crate) fn text(self) -> &'static str {
        Status::TEXTS[self as usize]
    }

    /// Whether no technician has picked the session up, and it has not ended.
    pub(crate) fn is_waiting(self) -> bool {
        matches!(self, Status::Connecting | Status::Waiting)
    }
}

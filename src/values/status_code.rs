//! [`StatusCode`]: the status of a session in SOAP, which is never localized.

use alloc::boxed::Box;
use core::convert::Infallible;
use core::fmt;
use core::str::FromStr;

use crate::values::status::Phase;

/// The value of `bStatus` in a SOAP response: the status as a code that is never localized.
///
/// The text of a status can be in the language of the account (observed). This code is not, so it tells the state of a
/// session whose [`Status`](crate::Status) is [`Status::Other`](crate::Status::Other). Text responses have no such code.
///
/// The names of the codes were observed in a client's types. Those that version 3 introduced are documented. Nothing
/// documents which text belongs to which code; `SESSION_WAITING` with Waiting, and `SESSION_PICKEDUP` with Active, were
/// observed. An unknown name is kept as [`StatusCode::Other`].
///
/// ```
/// use rescue_sessions::StatusCode;
///
/// let code = StatusCode::from_name("SESSION_WAITING");
/// assert_eq!(code, StatusCode::Waiting);
/// assert!(code.is_waiting());
/// assert_eq!(StatusCode::from_name("SESSION_NEW").as_str(), "SESSION_NEW");
/// ```
///
/// # Waiting, in progress, closed
///
/// As for [`Status`](crate::Status), at most one of [`StatusCode::is_waiting`], [`StatusCode::is_in_progress`] and
/// [`StatusCode::is_closed`] is true. The answers are inferred from the names. In doubt, a code is not closed: a customer
/// who left during a transfer may come back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum StatusCode {
    /// `SESSION_STARTING`
    Starting,
    /// `SESSION_CONNECTING`
    Connecting,
    /// `SESSION_WAITING`
    Waiting,
    /// `SESSION_OFFLINE`
    Offline,
    /// `SESSION_PICKEDUP`
    PickedUp,
    /// `SESSION_CLOSEDBYCUSTOMER`
    ClosedByCustomer,
    /// `SESSION_CLOSEDBYTECHNICIAN`
    ClosedByTechnician,
    /// `SESSION_TRANSFERINGBUTNOTPICKEDUP`
    TransferringNotPickedUp,
    /// `SESSION_REVOKED`
    Revoked,
    /// `SESSION_CLOSED_TRANSFERREDANOTHERTECH_WITHOUTPICKUP`
    TransferredWithoutPickup,
    /// `SESSION_CUSTOMERLEFTSESSION_WASNOTPICKEDUP`
    CustomerLeftNotPickedUp,
    /// `SESSION_WAITINGTIMEOUT_PICKEDUP`
    WaitingTimeoutPickedUp,
    /// `SESSION_WAITINGTIMEOUT_NOTPICKEDUP`
    WaitingTimeoutNotPickedUp,
    /// `SESSION_SYSTEMTIMEOUT_PICKEDUP`
    SystemTimeoutPickedUp,
    /// `SESSION_SYSTEMTIMEOUT_NOTPICKEDUP`
    SystemTimeoutNotPickedUp,
    /// `SESSION_ABORTED_TECHDELETEDORDISABLED`
    Aborted,
    /// `SESSION_CLOSED_TRANSFERREDANOTHERTECH`
    Transferred,
    /// `SESSION_REBOOTING`
    Rebooting,
    /// `SESSION_CONNECTIONPROBLEM`
    ConnectionProblem,
    /// `SESSION_ONHOLD`
    OnHold,
    /// `SESSION_ONHOLDBUTCUSTOMERLEFT`
    OnHoldCustomerLeft,
    /// `SESSION_TIMEOUT_SESSIONIDLETECHSIDE`
    TimeoutTechnicianIdle,
    /// `SESSION_CUSTOMERLEFTSESSION_DURINGTRANSFER_WITHOUTPICKUP`
    CustomerLeftDuringTransferWithoutPickup,
    /// `SESSION_CUSTOMERLEFTSESSION_DURINGTRANSFER`
    CustomerLeftDuringTransfer,
    /// `SESSION_CLOSEDBYWAITINGCUSTOMER`
    ClosedByWaitingCustomer,
    /// `SESSION_CLOSEDBYACTIVECUSTOMER`
    ClosedByActiveCustomer,
    /// `SESSION_CLOSED_DURINGRECONNECTING`
    ClosedDuringReconnecting,
    /// `SESSION_CLOSED_DURINGREBOOTING`
    ClosedDuringRebooting,
    /// `SESSION_UACCESS_EXPIRED_WASPICKEDUPBEFORE` (documented)
    AccessExpiredPickedUp,
    /// `SESSION_UACCESS_EXPIRED_NOTPICKEDUPBEFORE` (documented)
    AccessExpiredNotPickedUp,
    /// `SESSION_UACCESS_REVOKEDBYCUSTOMER_WASPICKEDUPBEFORE` (documented)
    AccessRevokedByCustomerPickedUp,
    /// `SESSION_UACCESS_REVOKEDBYCUSTOMER_NOTPICKEDUPBEFORE` (documented)
    AccessRevokedByCustomerNotPickedUp,
    /// `SESSION_UACCESS_REVOKEDBYADMIN_WASPICKEDUPBEFORE` (documented)
    AccessRevokedByAdminPickedUp,
    /// `SESSION_UACCESS_REVOKEDBYADMIN_NOTPICKEDUPBEFORE` (documented)
    AccessRevokedByAdminNotPickedUp,
    /// `SESSION_TERMSANDCONDITIONSDECLINED` (documented)
    TermsDeclined,
    /// `SESSION_TIMEOUT_TECHCONNECTIONLOSTORSESSIONWASNOTCLOSEDBYTECH` (documented)
    TimeoutTechnicianConnectionLost,
    /// `SESSION_STATUS_NOT_SUPPORTED_VALUE`: the version of the method has no code for the status (inferred).
    NotSupported,
    /// A name that this crate does not know, as it is in the body. [`StatusCode::from_name`] never returns this for a
    /// known name.
    Other(Box<str>),
}

/// Generates the conversions between codes and names, and the phase of a code, from one table.
macro_rules! codes {
    ($($code:ident: $name:literal, $phase:expr;)*) => {
        impl StatusCode {
            /// The known codes: all except [`StatusCode::Other`].
            pub const KNOWN: &'static [StatusCode] = &[$(StatusCode::$code),*];

            /// The code with this name. The name must match exactly; any other name is [`StatusCode::Other`].
            #[must_use]
            pub fn from_name(name: &str) -> StatusCode {
                match name {
                    $($name => StatusCode::$code,)*
                    other => StatusCode::Other(other.into()),
                }
            }

            /// The name as the service writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(StatusCode::$code => $name,)*
                    StatusCode::Other(name) => name,
                }
            }

            pub(crate) fn phase(&self) -> Option<Phase> {
                match self {
                    $(StatusCode::$code => $phase,)*
                    StatusCode::Other(_) => None,
                }
            }
        }
    };
}

const WAITING: Option<Phase> = Some(Phase::Waiting);
const IN_PROGRESS: Option<Phase> = Some(Phase::InProgress);
const CLOSED: Option<Phase> = Some(Phase::Closed);

codes! {
    Starting: "SESSION_STARTING", WAITING;
    Connecting: "SESSION_CONNECTING", WAITING;
    Waiting: "SESSION_WAITING", WAITING;
    Offline: "SESSION_OFFLINE", IN_PROGRESS;
    PickedUp: "SESSION_PICKEDUP", IN_PROGRESS;
    ClosedByCustomer: "SESSION_CLOSEDBYCUSTOMER", CLOSED;
    ClosedByTechnician: "SESSION_CLOSEDBYTECHNICIAN", CLOSED;
    TransferringNotPickedUp: "SESSION_TRANSFERINGBUTNOTPICKEDUP", WAITING;
    Revoked: "SESSION_REVOKED", CLOSED;
    TransferredWithoutPickup: "SESSION_CLOSED_TRANSFERREDANOTHERTECH_WITHOUTPICKUP", CLOSED;
    CustomerLeftNotPickedUp: "SESSION_CUSTOMERLEFTSESSION_WASNOTPICKEDUP", IN_PROGRESS;
    WaitingTimeoutPickedUp: "SESSION_WAITINGTIMEOUT_PICKEDUP", CLOSED;
    WaitingTimeoutNotPickedUp: "SESSION_WAITINGTIMEOUT_NOTPICKEDUP", CLOSED;
    SystemTimeoutPickedUp: "SESSION_SYSTEMTIMEOUT_PICKEDUP", CLOSED;
    SystemTimeoutNotPickedUp: "SESSION_SYSTEMTIMEOUT_NOTPICKEDUP", CLOSED;
    Aborted: "SESSION_ABORTED_TECHDELETEDORDISABLED", CLOSED;
    Transferred: "SESSION_CLOSED_TRANSFERREDANOTHERTECH", CLOSED;
    Rebooting: "SESSION_REBOOTING", IN_PROGRESS;
    ConnectionProblem: "SESSION_CONNECTIONPROBLEM", IN_PROGRESS;
    OnHold: "SESSION_ONHOLD", IN_PROGRESS;
    OnHoldCustomerLeft: "SESSION_ONHOLDBUTCUSTOMERLEFT", IN_PROGRESS;
    TimeoutTechnicianIdle: "SESSION_TIMEOUT_SESSIONIDLETECHSIDE", CLOSED;
    CustomerLeftDuringTransferWithoutPickup: "SESSION_CUSTOMERLEFTSESSION_DURINGTRANSFER_WITHOUTPICKUP", IN_PROGRESS;
    CustomerLeftDuringTransfer: "SESSION_CUSTOMERLEFTSESSION_DURINGTRANSFER", IN_PROGRESS;
    ClosedByWaitingCustomer: "SESSION_CLOSEDBYWAITINGCUSTOMER", CLOSED;
    ClosedByActiveCustomer: "SESSION_CLOSEDBYACTIVECUSTOMER", CLOSED;
    ClosedDuringReconnecting: "SESSION_CLOSED_DURINGRECONNECTING", CLOSED;
    ClosedDuringRebooting: "SESSION_CLOSED_DURINGREBOOTING", CLOSED;
    AccessExpiredPickedUp: "SESSION_UACCESS_EXPIRED_WASPICKEDUPBEFORE", CLOSED;
    AccessExpiredNotPickedUp: "SESSION_UACCESS_EXPIRED_NOTPICKEDUPBEFORE", CLOSED;
    AccessRevokedByCustomerPickedUp: "SESSION_UACCESS_REVOKEDBYCUSTOMER_WASPICKEDUPBEFORE", CLOSED;
    AccessRevokedByCustomerNotPickedUp: "SESSION_UACCESS_REVOKEDBYCUSTOMER_NOTPICKEDUPBEFORE", CLOSED;
    AccessRevokedByAdminPickedUp: "SESSION_UACCESS_REVOKEDBYADMIN_WASPICKEDUPBEFORE", CLOSED;
    AccessRevokedByAdminNotPickedUp: "SESSION_UACCESS_REVOKEDBYADMIN_NOTPICKEDUPBEFORE", CLOSED;
    TermsDeclined: "SESSION_TERMSANDCONDITIONSDECLINED", CLOSED;
    TimeoutTechnicianConnectionLost: "SESSION_TIMEOUT_TECHCONNECTIONLOSTORSESSIONWASNOTCLOSEDBYTECH", CLOSED;
    NotSupported: "SESSION_STATUS_NOT_SUPPORTED_VALUE", None;
}

impl StatusCode {
    /// Whether the customer waits for a technician to pick the session up.
    ///
    /// ```
    /// use rescue_sessions::StatusCode;
    ///
    /// assert!(StatusCode::TransferringNotPickedUp.is_waiting());
    /// assert!(!StatusCode::PickedUp.is_waiting());
    /// ```
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.phase() == WAITING
    }

    /// Whether the session goes on: a technician has picked it up, or the connection to the customer is interrupted.
    ///
    /// ```
    /// use rescue_sessions::StatusCode;
    ///
    /// assert!(StatusCode::OnHoldCustomerLeft.is_in_progress());
    /// assert!(!StatusCode::Waiting.is_in_progress());
    /// ```
    #[must_use]
    pub fn is_in_progress(&self) -> bool {
        self.phase() == IN_PROGRESS
    }

    /// Whether the session has ended, for the technician of this row.
    ///
    /// ```
    /// use rescue_sessions::StatusCode;
    ///
    /// assert!(StatusCode::Transferred.is_closed());
    /// assert!(!StatusCode::from_name("SESSION_NEW").is_closed());
    /// ```
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.phase() == CLOSED
    }
}

impl From<&str> for StatusCode {
    fn from(name: &str) -> Self {
        StatusCode::from_name(name)
    }
}

impl FromStr for StatusCode {
    type Err = Infallible;

    /// The code with this name, as [`StatusCode::from_name`].
    ///
    /// # Errors
    ///
    /// None: an unknown name, such as `SESSION_NEW`, is [`StatusCode::Other`].
    fn from_str(name: &str) -> Result<Self, Infallible> {
        Ok(StatusCode::from_name(name))
    }
}

impl fmt::Display for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

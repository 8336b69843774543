//! The requests of a client, as plain text for any HTTP client, and the answers of the login methods.

pub(crate) mod answer;
pub(crate) mod call;
pub(crate) mod encode;
pub(crate) mod endpoint;
pub(crate) mod get_session;
pub(crate) mod http;
pub(crate) mod login;
pub(crate) mod secret;
pub(crate) mod set_output;

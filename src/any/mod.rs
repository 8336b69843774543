//! One entry point for both formats: it looks at the start of the response, and reads text or SOAP.

#[cfg(feature = "std")]
pub(crate) mod reader;
pub(crate) mod sessions;

//! SOAP responses, into the same types as text. `docs/soap.md` has the names and shapes of their elements.

pub(crate) mod answer;
pub(crate) mod counter;
pub(crate) mod elements;
pub(crate) mod envelope;
pub(crate) mod events;
pub(crate) mod fault;
pub(crate) mod leaf;
pub(crate) mod reader;
pub(crate) mod references;
pub(crate) mod return_values;
pub(crate) mod session;
pub(crate) mod source;
pub(crate) mod write_session;
pub(crate) mod writer;
pub(crate) mod xml;

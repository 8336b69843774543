//! A mock of the service, for the examples and the cookbook. A client does not need it.

mod http;
pub mod server;
mod soap;

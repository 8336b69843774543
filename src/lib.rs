//! A parser for the session list that LogMeIn Rescue's API method `getSession` returns.
//!
//! The response is plain text: a return value, then a table with fields separated by `|` and lines separated by a
//! newline. Nothing is escaped. This crate reads it into typed sessions, and recovers damaged rows. It promises, in
//! this order: nothing lost, nothing guessed, nothing leaked, then fast. It opens no socket and no file: pass it the
//! body of the response, from any HTTP client.
//!
//! ```
//! let body = "\
//! OK
//!
//! ID|Status|Technician|Start Time|Waiting Time|Custom Field 0|
//! 1663112|Waiting||2/16/2012 9:00 AM|13|Ann Lee|
//! 1663113|Active|Jane Roe|2/16/2012 8:40 AM|no number|Tom Ng|
//! ";
//!
//! for session in rescue_sessions::parse(body)? {
//!     match session {
//!         Ok(session) => println!("{} has waited {:?} seconds", session.id(), session.waiting_time()),
//!         // record 2 (line 5, byte 154): Waiting Time is not an integer
//!         Err(error) => eprintln!("{error}"),
//!     }
//! }
//! # let error = rescue_sessions::parse(body)?.sessions().nth(1).unwrap().unwrap_err();
//! # assert_eq!(error.to_string(), "record 2 (line 5, byte 154): Waiting Time is not an integer");
//! # Ok::<(), rescue_sessions::Error>(())
//! ```
//!
//! # Three ways in
//!
//! 1. [`parse`] (or [`parse_bytes`]) returns the [`SessionList`], or an error if the response has none: a failure such as
//!    `NOTLOGGEDIN`, or an HTML page. The list iterates over typed [`Session`]s.
//! 2. [`Parser`] has the settings: delimiter, strict mode, recovery, limits. [`SessionList::records`] iterates over raw rows
//!    ([`Record`]), [`SessionList::sessions`] over typed ones. Both yield `Result`s: a bad row is one `Err`, and the rows after
//!    it are still read.
//! 3. [`Decoder`] reads a response that arrives in chunks, split anywhere: push a chunk, take the sessions that are ready.
//!    `SessionReader` does so over any [`Read`](https://doc.rust-lang.org/std/io/trait.Read.html), in constant memory and without
//!    copying rows. Both give what the whole body gives.
//!
//! With the feature `serde`, [`SessionList::deserialize`](crate::SessionList#method.deserialize) reads the rows into structs
//! of the client, by the names of the columns.
//!
//! [`parse_any`] and `AnyReader` read text or SOAP into [`OwnedSession`]s.
//!
//! One way back: [`Writer`] writes sessions as a response, for mocks and tests, and `SoapWriter` writes SOAP.
//!
//! Records and sessions borrow the body. Reading a row allocates nothing under known headers; unknown columns and
//! damage cost a session a few allocations. Convert a session to an [`OwnedSession`] to keep it longer than the body.
//!
//! # The request
//!
//! [`Request`] builds the request for a session list; [`Login`], [`AuthCodeRequest`] and [`SetOutput`] build those that come
//! before it, and read their answers. Each is a GET, POST, SOAP 1.1 or SOAP 1.2 request under an [`Endpoint`]. The result is
//! an [`HttpRequest`], plain text that any HTTP client can send. `Debug` shows no secret, and the memory of secrets is erased.
//!
//! ```
//! use rescue_sessions::{AuthCodeRequest, Endpoint, Request};
//!
//! let endpoint = Endpoint::default();
//! let request = AuthCodeRequest::new("some@email.com", "secretPassword")?.post(&endpoint);
//! # let send = |request: rescue_sessions::HttpRequest| match request.path_and_query() {
//! #     "/API/requestAuthCode.aspx" => "OK AUTHCODE: 4ahx...80u0",
//! #     _ => "OK\n\nID|Status|\n7|Waiting|\n",
//! # };
//! let code = AuthCodeRequest::parse_answer(send(request).as_bytes())?;
//!
//! let request = Request::v3().node(337366).auth_code(code).post(&endpoint);
//! assert_eq!(request.url(), "https://secure.logmeinrescue.com/API/getSession_v3.aspx");
//! let list = rescue_sessions::parse(send(request))?;
//! # assert_eq!(list.sessions().count(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # From poll to poll
//!
//! [`Changes::between`] compares two polls: new, gone, another status, picked up, transferred. [`merge_nodes`] makes one list
//! of those of several nodes.
//!
//! # Damaged rows
//!
//! A customer who types the delimiter into a form, or a technician who presses Enter in one, damages the row, because
//! nothing is escaped. Such a record is not split, but aligned. Its *fragments* are the texts between delimiters and
//! newlines. An *alignment* gives each column consecutive fragments, in order:
//!
//! - a *service column*, whose values the service generates (ID, Status, Entry ID, Technician ID, Start Time, Waiting Time,
//!   Language, Is Lead Technician, HandingOff), takes one fragment that has its type;
//! - a *free text* column (Entry, Technician, custom fields, Transferred To, Transferred Comment, and every unknown column)
//!   takes one or more, joined by the delimiters and newlines between them.
//!
//! What **all** alignments agree on is given. A column on which they differ is *withheld*: its value is `None`, and
//! [`Session::damage`] has the raw text. [`Damage::alignments`] lists the possible values, for a person to choose from.
//! Without any alignment, the record is one error.
//!
//! ```
//! let body = "\
//! OK
//!
//! ID|Entry|Technician ID|Technician|Custom Field 0|Language|
//! 7|Sales|Night|5|Jo Roe|no sound
//! at all|en|
//! 8|Sales|5|Jo|Roe|no sound|en|
//! ";
//! let sessions: Vec<_> = rescue_sessions::parse(body)?.sessions().collect::<Result<_, _>>()?;
//!
//! // Only `Sales|Night` leaves a number for the Technician ID.
//! assert_eq!(sessions[0].entry(), Some("Sales|Night"));
//! assert_eq!(sessions[0].custom_field(0), Some("no sound\nat all"));
//!
//! // `Jo` and `Roe|no sound`, or `Jo|Roe` and `no sound`?
//! assert_eq!(sessions[1].technician(), None);
//! assert_eq!(sessions[1].damage()[0].to_string(), "line 6, column 11: Technician, Custom Field 0 are withheld");
//! assert_eq!(sessions[1].damage()[0].raw(), "Jo|Roe|no sound");
//! assert_eq!(sessions[1].language(), Some("en"));
//! # Ok::<(), rescue_sessions::Error>(())
//! ```
//!
//! [`Parser::recovery`] turns this off. [`Parser::strict`] and [`SessionList::records`] never recover.
//! `docs/recovery.md` in the repository has the rules, their assumptions and their proofs.
//!
//! # Row injection
//!
//! Customers type custom fields, some before anybody has let them in, and nothing is escaped. So a customer can forge
//! rows, and no reader of the text can detect all of them:
//!
//! - **A forged session.** A newline and the start of a row up to the customer's own column, such as `Ann`, Enter,
//!   `8|Active|0||5|Jo Roe|2/16/2012 9:00 AM|99|x`: the rest of the customer's row completes it. Session 8 looks like any
//!   other. The customer's own row is an error, or, if the text completes it before the newline, a session too.
//! - **A hidden session.** The same turns the customer's own row into an error.
//! - **A value in another column.** A line that has exactly the fields of a row, each with its type, is read as that row. Under
//!   a list of few free text columns, one delimiter and a newline are enough.
//!
//! So do not admit a person or close a ticket because of one row, and distrust a row next to an error. There are two
//! remedies:
//!
//! 1. **A delimiter that cannot be guessed**, long, random and without repetitions, set for the account (`setDelimiter`) and here
//!    ([`Parser::delimiter`]). Clients in production do so (inferred). Then only newlines can damage a row. They are joined if ID
//!    is the first column, as the service sends it, and no row can be forged. Keep the delimiter secret, like a password.
//! 2. **The SOAP interface**, whose XML is escaped: [`parse_any`] reads it, with the feature `soap`.
//!
//! The text of a body is customers' data: no message of this crate contains any of it.
//!
//! # Features
//!
//! | feature | default | effect |
//! |---|---|---|
//! | `std` | yes | `SessionReader`, faster searches; without it the crate is `no_std` and needs `alloc` |
//! | `fast` | yes | the fast lane: well-formed rows are read several times as fast, with the same results |
//! | `simd` | yes | the fast lane uses the vector instructions that it detects at run time; adds fearless_simd |
//! | `chrono` | yes | conversions between [`StartTime`] and `chrono::NaiveDateTime`, in both directions |
//! | `soap` | no | `SoapReader`, `SoapWriter`; [`parse_any`], `AnyReader` and `parse_answer` read SOAP too; turns on `std`; adds quick-xml |
//! | `serde` | no | rows into types of the client; [`OwnedSession`] to and from JSON; `Serialize` for [`Session`], [`Damage`] and [`Error`] |
//!
//! # The format
//!
#![doc = include_str!("../docs/format.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used
    )
)]

extern crate alloc;

mod any;
mod bytes;
mod causes;
mod column;
#[cfg(feature = "serde")]
mod de;
mod error;
mod fast;
mod iter;
mod list;
mod parser;
mod polls;
mod recovery;
mod request;
mod response;
mod return_value;
mod session;
mod settings;
#[cfg(feature = "soap")]
mod soap;
mod stream;
mod table;
mod values;
mod writer;

#[cfg(feature = "std")]
pub use any::reader::{AnyReader, IntoAnySessions};
pub use any::sessions::{AnySessions, parse_any};
pub use bytes::delimiter::{Delimiter, InvalidDelimiter};
pub use bytes::position::Position;
#[cfg(feature = "serde")]
pub use causes::deserialize::{DeserializeError, DeserializeErrorKind, HiddenMessage};
pub use causes::soap::{FaultCode, SoapError};
pub use column::{Column, UnknownColumn};
#[cfg(feature = "serde")]
pub use de::decoded::DecodedRows;
#[cfg(all(feature = "serde", feature = "std"))]
pub use de::reader::IntoRows;
#[cfg(feature = "serde")]
pub use de::rows::Rows;
#[cfg(feature = "serde")]
pub use de::seconds;
pub use error::{Error, ErrorKind, Scope};
pub use iter::records::Records;
pub use iter::sessions::{LastFields, Sessions};
pub use list::SessionList;
pub use parser::Parser;
pub use polls::changes::{Change, Changes};
pub use polls::merge::merge_nodes;
pub use request::endpoint::{Endpoint, InvalidEndpoint};
pub use request::get_session::{NodeRef, Request};
pub use request::http::HttpRequest;
pub use request::login::{AuthCodeRequest, Login};
pub use request::secret::{AuthCode, InvalidAuthCode, InvalidCredentials};
pub use request::set_output::{Output, SetOutput};
pub use response::retry::Retry;
pub use return_value::ReturnValue;
pub use session::alignments::{Alignment, AlignmentValues, DamageAlignments};
pub use session::batch::{BatchBytes, BatchTexts, SessionBatch};
pub use session::borrowed::Session;
pub use session::columns::{CustomFields, UnknownColumns};
pub use session::damage::{Damage, DamagedColumns};
pub use session::owned::{OwnedDamage, OwnedSession};
pub use session::value::Value;
#[cfg(feature = "soap")]
pub use soap::reader::SoapReader;
#[cfg(feature = "soap")]
pub use soap::writer::SoapWriter;
pub use stream::decoder::Decoder;
pub use stream::drain::{DecodedRecords, DecodedSessions};
#[cfg(feature = "std")]
pub use stream::reader::{IntoSessions, ReadError, SessionReader};
pub use table::header::{ColumnNames, Header, MissingColumns, OwnedHeader, UnknownColumnNames};
pub use table::record::{ByteFields, Fields, Record};
pub use values::start_time::{InvalidStartTime, StartTime};
pub use values::status::Status;
pub use values::status_code::StatusCode;
pub use writer::error::{WriteError, WriteErrorKind};
pub use writer::response::Writer;
pub use writer::source::WriteSession;

/// Parses a response with the settings of [`Parser::new`].
///
/// ```
/// let list = rescue_sessions::parse("OK\n\nID|Status|\n7|Active|\n")?;
/// for session in list {
///     assert_eq!(session?.id(), 7);
/// }
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
///
/// # Errors
///
/// The same as [`Parser::parse`].
pub fn parse(body: &str) -> Result<SessionList<'_>, Error> {
    Parser::new().parse(body)
}

/// Parses a response of bytes with the settings of [`Parser::new`].
///
/// ```
/// let list = rescue_sessions::parse_bytes(b"OK\n\nID|Entry|\n7|Stra\xdfe|\n8|Street|\n")?;
/// let sessions: Vec<_> = list.into_iter().collect();
/// assert!(sessions[0].is_err() && sessions[1].is_ok());
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
///
/// # Errors
///
/// The same as [`Parser::parse_bytes`].
pub fn parse_bytes(body: &[u8]) -> Result<SessionList<'_>, Error> {
    Parser::new().parse_bytes(body)
}

/// Runs the examples of the README as tests.
#[cfg(all(doctest, feature = "std", feature = "serde"))] // they use `SessionReader` and `deserialize`
#[doc = include_str!("../README.md")]
struct Readme;

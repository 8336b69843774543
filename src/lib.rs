//! A parser for the session list that LogMeIn Rescue's API method `getSession` answers with.
//!
//! The method answers with text: a return value, and a table whose fields are parted by `|` and whose lines by a
//! newline. Nothing in it is escaped. This crate makes typed sessions of it, of damaged rows too. Its promise, in
//! order: nothing lost, nothing guessed, nothing leaked, then fast. It opens no socket and no file: bring the body of
//! the response, from whatever HTTP client.
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
//! 1. [`parse`] (or [`parse_bytes`]) gives the [`SessionList`], or an error where the response has none: a failure
//!    such as `NOTLOGGEDIN`, an HTML page. The list is an iterator of typed [`Session`]s.
//! 2. [`Parser`] has the settings: delimiter, strict mode, repairs, limits. [`SessionList::records`] gives the rows as
//!    they stand, as [`Record`]s whose fields are found when they are asked for; [`SessionList::sessions`] gives them
//!    typed. Both are iterators of `Result`: a bad row is one `Err`, and the rows behind it still come.
//! 3. [`Decoder`] reads a response that comes in pieces, cut anywhere: push what has come, take the sessions that can be
//!    told. `SessionReader` does it over any [`Read`](https://doc.rust-lang.org/std/io/trait.Read.html), in constant
//!    memory, without a copy of a row. Both give what the whole body gives.
//!
//! The parts are there by themselves: [`Header`], [`Column`], [`Status`], [`StartTime`], [`ReturnValue`],
//! [`Record::to_session`].
//!
//! Records and sessions borrow the body, and reading a row allocates nothing under the headers that are known; unknown
//! columns and damage cost a session a few allocations. [`Session::into_owned`] cuts the tie.
//!
//! # The grammar
//!
//! The manual documents this, and [`Parser::strict`] holds a list to it, to the letter but for what it says there:
//!
//! ```text
//! <sessions>       <session_header> <session_rows>
//! <session_header> <field_value> <delimiter> <session_header> | <field_value> <new_line_char>
//! <session_rows>   <session_row> <session_rows> | <session_row>
//! <session_row>    <field_value> <delimiter> <session_row> | <field_value> <new_line_char>
//! <field_value>    <char> <field_value> | <char>
//! <char>           [.]
//! <new_line_char>  '\n'
//! ```
//!
//! The service sends this, which is read by default:
//!
//! ```text
//! response = [ BOM ] *WSP return_value [ 1*WSP [ line *( line / *BLANK line_end ) ] ]
//! line     = field *( delimiter field ) [ delimiter *BLANK ] line_end
//! field    = *( any character but a newline, and no delimiter in it )
//! line_end = [ CR ] ( LF / end of the body )
//! BLANK    = space / tab / CR
//! ```
//!
//! The first line is the header. It decides how many fields a row has, and whether a delimiter ends it.
//!
//! # What was decided, and on what evidence
//!
//! *Documented* in the manual, *observed* in real responses, *inferred* from clients that work in production.
//!
//! | point | evidence | what the crate does |
//! |---|---|---|
//! | behind the return value | a blank documented (the page's white space is collapsed), `\n\n` observed | any white space |
//! | return values | six documented, `POLLRATEEXCEEDED` observed | a [`ReturnValue`]; another word of `[A-Z0-9_]+` that stands alone and has 64 bytes at most is kept |
//! | a page, XML | a page observed | [`ErrorKind::Html`] or [`ErrorKind::Xml`], by the first element within 65,536 bytes |
//! | a failure | a bare word, observed | [`ErrorKind::Failure`], whatever stands behind a word that is known |
//! | delimiter at a line's end | not in the grammar, but in the manual's sample; observed on every line | both are read; the header decides |
//! | empty fields | not in the grammar, but in the manual's sample; observed | normal |
//! | line end | LF inferred | LF, or the body's end; a CR before it is dropped, a CR elsewhere is data |
//! | blank lines | observed at the end | passed over, wherever they stand |
//! | no sessions | header alone observed; a bare `OK` not seen | both are an empty list |
//! | the manual's sample | documented: header wrapped, row on its last line | read: a line behind the header that starts with a column's name goes on with it, for a row starts with its ID |
//! | columns | names documented | found by name, to the letter, in any order; unknown ones kept; only ID must be there; two of one name, an integer for a name, or a control character in one, are an error |
//! | custom fields | three documented, six observed | however many, from 0 on without a gap; behind a gap they are kept like unknown columns |
//! | values | double and trailing blanks observed | never trimmed, never unescaped |
//! | ID | integer documented, not unique and near 2³¹ observed | `i64`; repeated IDs are no error |
//! | integers | `-2` observed for nodes | `-?[0-9]+` in 64 bits; empty is an error. A larger one is an error in a row that is not damaged, and no possible value in one that is |
//! | Status | words documented, localized ones observed | a [`Status`], another text is kept in it |
//! | Start Time | form documented, seconds observed in SOAP, zone unknown | a [`StartTime`] without a zone; a day that does not exist is an error |
//! | Waiting Time | seconds observed | seconds |
//! | Language | two letters documented, empty observed | these, and longer tags (`fil` in small letters, `pt-BR`, inferred); anything else is an error |
//! | Is Lead Technician, HandingOff | `yes` documented, localized words and empty observed | empty, `no` and `false`, in any case, are false; another word is true: a letter, and then letters, combining marks, hyphens or apostrophes; anything else is an error |
//! | encoding | UTF-8 inferred | UTF-8; a byte order mark is dropped; another byte costs its row, with its offset; of a row that has not the header's fields that is told first |
//!
//! # Damaged rows
//!
//! A customer who types the delimiter into a form, or a technician who presses Enter in one, breaks the row: nothing is
//! escaped (inferred from three clients in production). Such a record is read, not split. Its *pieces* are what stands
//! between delimiters and newlines. A *reading* gives each column a run of pieces, in order:
//!
//! - a column that the service writes (ID, Status, Entry ID, Technician ID, Start Time, Waiting Time, Language, Is
//!   Lead Technician, HandingOff) has one piece, which passes the check that makes its typed value;
//! - a column that somebody types (Entry, Technician, custom fields, Transferred To, Transferred Comment, and every
//!   column whose name is not known) has one piece or more, joined by the very characters between them;
//! - only delimiters part columns, so a newline stands inside what somebody typed, or at the record's end.
//!
//! What **all** readings agree on is given. A column on which they differ is withheld: [`Session::damage`] names it,
//! with the text that all readings have for it and its neighbours. No reading is one error, and the next record is
//! found.
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
//! // Nothing but `Sales|Night` leaves a number for the Technician ID.
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
//! [`Parser::recovery`] turns this off. [`Parser::strict`] and [`SessionList::records`] never repair.
//!
//! | point | what the crate does |
//! |---|---|
//! | parts | a list is read in parts: a line that starts with what the first column can hold, and a delimiter, and the lines behind it up to the next such line |
//! | what stands by itself | a part that has a row's number of fields, whose fields fit as far as Start Time, or that can be read as a record: it is never taken for a piece of another one |
//! | what does not | belongs to the record before it, if that gives a reading. If the record could end before it as well, it ends where a record is left over, if that is so at one place only; if a record could be left over at several, or it could end at more than four, all is one [`ErrorKind::AmbiguousEnd`] |
//! | a body that ends without a newline | may have been cut, and what is left of its last row is no piece of another: where the record before it can end in front of that too, both are one [`ErrorKind::AmbiguousEnd`]; so is a row whose text goes on in a last line that is left of no row |
//! | what can't be read | is one error, with the parts behind it that do not stand by themselves: they may belong to it |
//! | a row with a value of the wrong form | is an error, and nothing behind it is used to explain it |
//! | one value at several places | is given if the text is the same |
//! | blank lines | are text inside a record, and nothing at its edges |
//! | a delimiter too many at a row's end | is an error where none ends the header: the list may end its rows otherwise than its header |
//! | a header that starts with free text | every line is a part then, and can belong to the record behind it too. Where it can belong to both, all of it is an [`ErrorKind::AmbiguousEnd`] |
//! | an ID of several readings | [`ErrorKind::AmbiguousValue`]: without an ID there is no session. It can't happen where ID is the first column |
//! | size | a record is no longer than [`Parser::max_record`], with all that was typed into it; of a longer line no more than that is looked at, nor of blank lines behind a record; a longer line that a record can start with is an error by itself, and takes no other row with it; the time is linear in the body, whatever the bytes |
//! | wide lists | lists of more than 64 columns, one of them for a delimiter that ends the lines, are not repaired |
//!
//! No reading is preferred to another. A Language can be empty, and so can most custom fields, so one delimiter in a
//! custom field often leaves it open which field the Language is: then it is withheld. `docs/recovery.md` in the
//! repository has the assumptions and a proof of each rule.
//!
//! # What a customer can forge
//!
//! Custom fields are typed by customers, some before anybody has let them in, and nothing in the body is escaped. So
//! the body tells less than it seems to, and no reader of the text can tell more:
//!
//! - **A session that is none.** A newline and a row's start up to his own column are enough: `Ann`, Enter,
//!   `8|Active|0||5|Jo Roe|2/16/2012 9:00 AM|99|x`. The rest of his row completes it. Session 8 is like any other,
//!   without damage; his own is an error. If he types the rest of a row before the newline, his own is a session too,
//!   and nothing tells at all.
//! - **A session that is hidden.** The same makes his own row an error.
//! - **A value in another column.** What makes a line have exactly a row's fields, each of its form, is read as that
//!   row. Under a list of a few free-text columns one delimiter and a newline will do. And what has a row's number of
//!   fields is taken for a row, whatever they are: delimiters and a newline in Entry or Technician that leave as many
//!   behind them take that line for a row of its own, and the start of theirs for a piece of the row before it.
//!
//! So do not let anybody in, or close a ticket, on the word of one row, and distrust a row beside an error. There are
//! two cures, and the crate helps with the first:
//!
//! 1. **A delimiter that nobody can guess**, long and random and without repeats, set for the account (`setDelimiter`)
//!    and here ([`Parser::delimiter`]). Clients in production do so (inferred). Then only newlines can break a row.
//!    Where ID is the first column, as the service has it, they are joined, and a row can't be forged. Keep it as
//!    secret as a password, and make a new one if it gets out.
//! 2. **The SOAP interface**, whose XML is escaped.
//!
//! The text of a body is customers' data: no message of this crate holds any of it, and [`Damage`] shows its text only
//! where
//! [`Damage::raw`] is asked for.
//!
//! # Features
//!
//! | feature | default | what it brings |
//! |---|---|---|
//! | `std` | yes | `SessionReader`, faster searches; without it the crate is `no_std` and needs `alloc` |
//! | `simd` | yes | 64 bytes looked at at once, by the vector instructions that the processor is found to have; brings fearless_simd |
//! | `chrono` | yes | [`StartTime::to_naive_date_time`](crate::StartTime#method.to_naive_date_time), a `chrono::NaiveDateTime` |
//! | `serde` | no | `Serialize` for [`Session`], [`Damage`], [`Status`], [`StartTime`] and [`Error`] |

#![cfg_attr(not(feature = "std"), no_std)]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
// Some accessors are for the fast lane only.
#![cfg_attr(not(feature = "fast"), allow(dead_code))]
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

mod bytes;
mod column;
mod error;
mod fast;
mod iter;
mod list;
mod parser;
mod recovery;
mod response;
mod return_value;
mod session;
mod settings;
mod stream;
mod table;
mod values;

pub use bytes::delimiter::{Delimiter, InvalidDelimiter};
pub use bytes::position::Position;
pub use column::{Column, UnknownColumn};
pub use error::{Error, ErrorKind};
pub use iter::records::Records;
pub use iter::sessions::Sessions;
pub use list::SessionList;
pub use parser::Parser;
pub use return_value::ReturnValue;
pub use session::borrowed::Session;
pub use session::damage::Damage;
pub use stream::decoder::Decoder;
pub use stream::drain::{DecodedRecords, DecodedSessions};
#[cfg(feature = "std")]
pub use stream::reader::{IntoSessions, ReadError, SessionReader};
pub use table::header::Header;
pub use table::record::{ByteFields, Fields, Record};
pub use values::start_time::{InvalidStartTime, StartTime};
pub use values::status::Status;

/// Reads a response with the default settings, those of [`Parser::new`].
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
/// As for [`Parser::parse`].
pub fn parse(body: &str) -> Result<SessionList<'_>, Error> {
    Parser::new().parse(body)
}

/// Reads a response of bytes with the default settings, those of [`Parser::new`].
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
/// As for [`Parser::parse_bytes`].
pub fn parse_bytes(body: &[u8]) -> Result<SessionList<'_>, Error> {
    Parser::new().parse_bytes(body)
}

/// The README's examples are tests too.
#[cfg(all(doctest, feature = "std"))] // it shows a reader
#[doc = include_str!("../README.md")]
struct Readme;

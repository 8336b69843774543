//! The preamble: the return value decides whether a session list follows.

use crate::error::ErrorKind;
use crate::response::start::BodyStart;
use crate::return_value::ReturnValue;

/// The maximum length of an unknown return value, in bytes. A longer word is unrecognized.
pub(crate) const MAX_WORD: usize = 64;

/// The offset of the header in a body of `len` bytes that starts with `OK`; otherwise why there is no session list.
pub(crate) fn header_start(start: BodyStart<'_>, len: usize) -> Result<usize, ErrorKind> {
    Err(match start {
        BodyStart::Word(word, after) => match ReturnValue::from_word(word) {
            ReturnValue::Ok => return Ok(after),
            ReturnValue::Other(word) if word.len() > MAX_WORD || after < len => ErrorKind::Unrecognized,
            failure => ErrorKind::Failure(failure),
        },
        BodyStart::Empty => ErrorKind::Empty,
        BodyStart::Html => ErrorKind::Html,
        BodyStart::Xml => ErrorKind::Xml,
        BodyStart::Unrecognized => ErrorKind::Unrecognized,
    })
}

//! What precedes the table: the return value decides whether there is one.

use crate::error::ErrorKind;
use crate::response::start::BodyStart;
use crate::return_value::ReturnValue;

/// The longest unknown return value that is kept, in bytes.
pub(crate) const MAX_WORD: usize = 64;

/// Where the header starts in a body of so many bytes that starts with `OK`; otherwise why there is no session list.
pub(crate) fn header_start(start: BodyStart<'_>, len: usize) -> Result<usize, ErrorKind> {
    Err(match start {
        BodyStart::Word(word, after) => match ReturnValue::from_word(word) {
            ReturnValue::Ok => return Ok(after),
            ReturnValue::Other(word) if word.len() > MAX_WORD || after < len => ErrorKind::Unrecognized,
            failure => ErrorKind::Failure(failure),
        },
        BodyStart::Nothing => ErrorKind::Empty,
        BodyStart::Html => ErrorKind::Html,
        BodyStart::Xml => ErrorKind::Xml,
        BodyStart::SomethingElse => ErrorKind::Unrecognized,
    })
}

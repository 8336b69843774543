//! What a session is doing.

use alloc::borrow::Cow;
use core::fmt;

/// The status of a session.
///
/// The nineteen documented ones and three that version 3 adds (inferred). Accounts can show them in another language
/// (observed: `Ativas` for Active), so a status that is not known is kept as [`Status::Other`] and is no error.
///
/// ```
/// use rescue_sessions::Status;
///
/// assert_eq!(Status::from_text("On Hold"), Status::OnHold);
/// assert_eq!(Status::from_text("Ativas"), Status::Other("Ativas".into()));
/// assert_eq!(Status::OnHold.to_string(), "On Hold");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status<'a> {
    /// `Aborted: technician was deleted or disabled`, or `Aborted` alone.
    Aborted,
    /// `Active`
    Active,
    /// `Closed by active customer`
    ClosedByActiveCustomer,
    /// `Closed by customer`
    ClosedByCustomer,
    /// `Closed by technician`
    ClosedByTechnician,
    /// `Closed by waiting customer`
    ClosedByWaitingCustomer,
    /// `Connecting`
    Connecting,
    /// `Declined by customer` (inferred)
    DeclinedByCustomer,
    /// `Disconnected`
    Disconnected,
    /// `Expired` (inferred)
    Expired,
    /// `Not available`
    NotAvailable,
    /// `Offline`
    Offline,
    /// `On Hold`
    OnHold,
    /// `Rebooted`
    Rebooted,
    /// `Rebooting`
    Rebooting,
    /// `Reconnecting`
    Reconnecting,
    /// `Revoked` (inferred)
    Revoked,
    /// `Timed out`
    TimedOut,
    /// `Timed out: closed by technician`
    TimedOutClosedByTechnician,
    /// `Transferred`
    Transferred,
    /// `Transferring`
    Transferring,
    /// `Waiting`
    Waiting,
    /// A status that this crate does not know, as it stands in the body. [`Status::from_text`] never makes one of a
    /// text that it knows.
    Other(Cow<'a, str>),
}

/// From one table, the text of each status and the status of each text.
macro_rules! words {
    ($($status:ident: $text:literal $(or $short:literal)?;)*) => {
        impl<'a> Status<'a> {
            /// The documented text, or the one in the body for [`Status::Other`].
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Status::$status => $text,)*
                    Status::Other(text) => text,
                }
            }

            /// A status that borrows nothing.
            #[must_use]
            pub fn into_owned(self) -> Status<'static> {
                match self {
                    $(Status::$status => Status::$status,)*
                    Status::Other(text) => Status::Other(Cow::Owned(text.into_owned())),
                }
            }
        }

        static WORDS: &[(&str, Status<'static>)] = &[$(($text, Status::$status), $(($short, Status::$status),)?)*];
    };
}

words! {
    Aborted: "Aborted: technician was deleted or disabled" or "Aborted";
    Active: "Active";
    ClosedByActiveCustomer: "Closed by active customer";
    ClosedByCustomer: "Closed by customer";
    ClosedByTechnician: "Closed by technician";
    ClosedByWaitingCustomer: "Closed by waiting customer";
    Connecting: "Connecting";
    DeclinedByCustomer: "Declined by customer";
    Disconnected: "Disconnected";
    Expired: "Expired";
    NotAvailable: "Not available";
    Offline: "Offline";
    OnHold: "On Hold";
    Rebooted: "Rebooted";
    Rebooting: "Rebooting";
    Reconnecting: "Reconnecting";
    Revoked: "Revoked";
    TimedOut: "Timed out";
    TimedOutClosedByTechnician: "Timed out: closed by technician";
    Transferred: "Transferred";
    Transferring: "Transferring";
    Waiting: "Waiting";
}

impl<'a> Status<'a> {
    /// The status that this text stands for. It must match to the letter; any other text is kept.
    #[must_use]
    #[inline]
    pub fn from_text(text: &'a str) -> Status<'a> {
        let second = text.as_bytes().get(1).copied().unwrap_or_default();
        match number(text.len(), second).and_then(|number| WORDS.get(number)) {
            Some((word, status)) if *word == text => status.clone(),
            _ => Status::Other(Cow::Borrowed(text)),
        }
    }

    /// The same of a text that starts a longer one, without a branch on what it is. `None` says that
    /// [`Status::from_text`] must look.
    #[inline]
    pub(crate) fn known(bytes: &[u8], len: usize) -> Option<Status<'static>> {
        let chunk: &[u8; CHUNK] = bytes.first_chunk()?;
        let [_, second, ..] = chunk;
        let number = number(len, *second)?;
        let Word { text, mask } = CHUNKS.get(number)?;
        let (eights, _) = chunk.as_chunks();
        let differences = eights
            .iter()
            .zip(text.iter().zip(mask))
            .fold(0, |all, (eight, (text, mask))| all | (u64::from_le_bytes(*eight) ^ text) & mask);
        let (word, status) = WORDS.get(number)?;
        (differences == 0 && word.len() == len && len <= CHUNK).then(|| status.clone())
    }
}

const PLACES: usize = 64;

/// A number that no two of the known texts share, so that one comparison tells.
#[inline]
const fn place(len: usize, second: u8) -> usize {
    len.wrapping_mul(7).wrapping_add(second as usize) % PLACES
}

/// Which of the words a text must be, if any.
#[inline]
fn number(len: usize, second: u8) -> Option<usize> {
    NUMBERS.get(place(len, second)).map(|number| usize::from(*number))
}

/// Which of the words has that number.
#[allow(clippy::indexing_slicing)] // `number < WORDS.len()`, `place < PLACES`, and no iterator is const
static NUMBERS: [u8; PLACES] = {
    let mut numbers = [u8::MAX; PLACES];
    let mut number = 0;
    while number < WORDS.len() {
        if let [_, second, ..] = WORDS[number].0.as_bytes() {
            numbers[place(WORDS[number].0.len(), *second)] = number as u8;
        }
        number += 1;
    }
    numbers
};

/// As many bytes as nearly all of the words have.
const CHUNK: usize = 32;

/// What a word is in a chunk, eight bytes after the other, and which bytes of that are its own.
#[derive(Clone, Copy)]
struct Word {
    text: [u64; CHUNK / 8],
    mask: [u64; CHUNK / 8],
}

#[allow(clippy::indexing_slicing)] // `number < WORDS.len()`, `place < CHUNK`, and no iterator is const
static CHUNKS: [Word; WORDS.len()] = {
    let mut chunks = [Word { text: [0; CHUNK / 8], mask: [0; CHUNK / 8] }; WORDS.len()];
    let mut number = 0;
    while number < WORDS.len() {
        let word = WORDS[number].0.as_bytes();
        let mut place = 0;
        while place < CHUNK && place < word.len() {
            chunks[number].text[place / 8] |= (word[place] as u64) << (place % 8 * 8);
            chunks[number].mask[place / 8] |= (u8::MAX as u64) << (place % 8 * 8);
            place += 1;
        }
        number += 1;
    }
    chunks
};

impl<'a> From<&'a str> for Status<'a> {
    fn from(text: &'a str) -> Self {
        Status::from_text(text)
    }
}

impl fmt::Display for Status<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    #[test]
    fn every_text_leads_to_its_status_and_back() {
        assert_eq!(WORDS.len(), 19 + 3 + 1, "documented, of version 3, the short form of Aborted");
        for (text, status) in WORDS {
            assert_eq!(Status::from_text(text), *status);
            assert_eq!(status.clone().into_owned(), *status);
            let known = (text.len() <= CHUNK).then(|| status.clone());
            assert_eq!(Status::known(&ahead(text), text.len()), known);
            if *text != "Aborted" {
                assert_eq!(status.as_str(), *text);
            }
        }
    }

    #[test]
    fn other_texts_are_kept() {
        for text in ["", "active", "Active ", "Ativas", "Timed out:"] {
            assert_eq!(Status::from_text(text), Status::Other(text.into()));
            assert_eq!(Status::from_text(text).into_owned().as_str(), text);
            assert_eq!(Status::known(&ahead(text), text.len()), None);
        }
    }

    #[test]
    fn a_chunk_is_no_status_if_any_byte_differs() {
        for (text, _) in WORDS {
            let ahead = ahead(text);
            for len in (0..=ahead.len()).filter(|len| *len != text.len()) {
                let known = Status::known(&ahead, len);
                let shorter =
                    text.get(..len).map(Status::from_text).filter(|status| !matches!(status, Status::Other(_)));
                assert_eq!(known, shorter.filter(|_| len <= CHUNK), "{len} bytes of {text}");
            }
            for place in 0..text.len() {
                let mut ahead = ahead.clone();
                ahead[place] ^= 0x20;
                assert_eq!(Status::known(&ahead, text.len()), None, "byte {place} of {text}");
            }
            for place in 8..text.len() {
                let mut ahead = ahead.clone();
                ahead[place] ^= 0x20;
                ahead[place - 8] ^= 0x20; // the same bits in two eights
                assert_eq!(Status::known(&ahead, text.len()), None, "bytes {} and {place} of {text}", place - 8);
            }
            assert_eq!(Status::known(&ahead[..CHUNK - 1], text.len()), None);
        }
    }

    /// A text with others behind it.
    fn ahead(text: &str) -> Vec<u8> {
        [text.as_bytes(), b"|0||337366|John Doe|2/16/2012 9:00 AM|13|"].concat()
    }
}

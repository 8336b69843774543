//! The values of the machine columns, which nobody types.

use crate::bytes::simd;
use crate::column::Column;
use crate::values::start_time::StartTime;

/// Why a text is not an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotAnInteger {
    Malformed,
    TooLarge,
}

use crate::values::word::is_word;

/// `-?[0-9]+`, 64 bits.
#[inline]
pub(crate) fn integer(text: &[u8]) -> Result<i64, NotAnInteger> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > ALWAYS_FIT {
        return long_integer(text, digits);
    }
    let mut value: u64 = 0;
    let mut rest = digits;
    while let Some((eight, behind)) = rest.split_first_chunk() {
        value = value.wrapping_mul(100_000_000).wrapping_add(eight_digits(eight).ok_or(NotAnInteger::Malformed)?);
        rest = behind;
    }
    for byte in rest {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return Err(NotAnInteger::Malformed);
        }
        value = value.wrapping_mul(10).wrapping_add(digit.into());
    }
    let value = value as i64; // below 10^18
    Ok(if negative { value.wrapping_neg() } else { value })
}

/// How many digits a text starts with; eight are looked at once.
#[inline]
pub(crate) fn leading_digits(text: &[u8]) -> usize {
    let (mut count, mut rest) = (0_usize, text);
    while let Some((eight, behind)) = rest.split_first_chunk() {
        let others = no_digits(u64::from_le_bytes(*eight));
        if others != 0 {
            return count.wrapping_add((others.trailing_zeros() >> 3) as usize);
        }
        (count, rest) = (count.wrapping_add(8), behind);
    }
    count.wrapping_add(rest.iter().take_while(|byte| byte.is_ascii_digit()).count())
}

/// Bits in the bytes that are no digits. The lowest byte with any is right; a carry can reach those above it.
#[inline]
fn no_digits(bytes: u64) -> u64 {
    const HIGH: u64 = 0xf0f0_f0f0_f0f0_f0f0;
    const THREE: u64 = 0x3030_3030_3030_3030;
    // A digit is 3 in its high half, and still is with 6 added to it.
    let with_six = bytes.wrapping_add(0x0606_0606_0606_0606);
    (bytes & HIGH ^ THREE) | (with_six & HIGH ^ THREE)
}

/// The value of eight digits: all bytes are checked at once, then neighbours are added up in pairs, three times.
#[inline]
fn eight_digits(text: &[u8; 8]) -> Option<u64> {
    let digits = u64::from_le_bytes(*text);
    if no_digits(digits) != 0 {
        return None;
    }
    Some(simd::eight_digits(digits & 0x0f0f_0f0f_0f0f_0f0f))
}

/// So many digits need no look at an overflow.
const ALWAYS_FIT: usize = 18;

#[cold]
fn long_integer(text: &[u8], digits: &[u8]) -> Result<i64, NotAnInteger> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(NotAnInteger::Malformed);
    }
    let text = core::str::from_utf8(text).map_err(|_| NotAnInteger::Malformed)?;
    text.parse().map_err(|_| NotAnInteger::TooLarge)
}

/// Empty, `no` and `false`, in any case, are false; another word, in any language, is true (observed: `yes`, `sim`).
/// `None`: the text is not a word.
#[inline]
pub(crate) fn flag(text: &str) -> Option<bool> {
    match text {
        "" => Some(false),
        "yes" => Some(true),
        _ if text.eq_ignore_ascii_case("no") || text.eq_ignore_ascii_case("false") => Some(false),
        _ => is_word(text).then_some(true),
    }
}

/// Empty, or two letters (documented); three small letters or subtags are read too: `fil`, `pt-BR`, `zh-Hans-CN`
/// (inferred). `Kim` is a name.
#[inline]
pub(crate) fn is_language(text: &[u8]) -> bool {
    match text {
        [] => true,
        [a, b] => a.is_ascii_alphabetic() && b.is_ascii_alphabetic(),
        _ => is_language_tag(text),
    }
}

#[cold]
fn is_language_tag(text: &[u8]) -> bool {
    let mut subtags = text.split(|byte| matches!(byte, b'-' | b'_'));
    let language = subtags.next().unwrap_or_default();
    let is_code = match language {
        [a, b] => a.is_ascii_alphabetic() && b.is_ascii_alphabetic(),
        [_, _, _] => language.iter().all(u8::is_ascii_lowercase),
        _ => false,
    };
    is_code && subtags.all(|subtag| (1..=8).contains(&subtag.len()) && subtag.iter().all(u8::is_ascii_alphanumeric))
}

/// What the fields of a column look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Somebody types it, so it can be anything, with delimiters and newlines in it.
    Text,
    /// The service writes it, in words that are not all known.
    Words,
    Integer,
    Time,
    Language,
    Flag,
}

impl Form {
    /// A column that is not known is taken for one that somebody types.
    pub(crate) fn of(column: Option<Column>) -> Form {
        match column {
            None | Some(Column::Entry | Column::Technician | Column::CustomField(_)) => Form::Text,
            Some(Column::TransferredTo | Column::TransferredComment) => Form::Text,
            Some(Column::Status) => Form::Words,
            Some(Column::Id | Column::EntryId | Column::TechnicianId | Column::WaitingTime) => Form::Integer,
            Some(Column::StartTime) => Form::Time,
            Some(Column::Language) => Form::Language,
            Some(Column::IsLeadTechnician | Column::HandingOff) => Form::Flag,
        }
    }

    /// Whether a field of this form can hold the bytes.
    pub(crate) fn fits(self, text: &[u8]) -> bool {
        match self {
            Form::Text | Form::Words => true,
            Form::Integer => integer(text).is_ok(),
            Form::Time => StartTime::parse(text).is_ok(),
            Form::Language => is_language(text),
            Form::Flag => core::str::from_utf8(text).ok().and_then(flag).is_some(),
        }
    }

    /// Whether the bytes can be the start of a field of this form, or all of it and a part of the delimiter after it.
    /// Of forms that the service never has first nothing is ruled out.
    pub(crate) fn is_prefix(self, text: &[u8], delimiter: &[u8]) -> bool {
        let digits = text.strip_prefix(b"-").unwrap_or(text);
        let rest = digits.get(leading_digits(digits)..).unwrap_or_default();
        self != Form::Integer || delimiter.starts_with(rest)
    }

    /// Whether a record can start with a field of this form that holds the bytes. An integer that is too large starts
    /// one too, which is an error then: it must not become text of the record before it.
    pub(crate) fn starts_record(self, text: &[u8]) -> bool {
        match self {
            Form::Integer => integer(text) != Err(NotAnInteger::Malformed),
            form => form.fits(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers() {
        let cases: [(&str, Result<i64, NotAnInteger>); 23] = [
            ("0", Ok(0)),
            ("-2", Ok(-2)),
            ("-0", Ok(0)),
            ("007", Ok(7)),
            ("2147483648", Ok(2_147_483_648)),
            ("9223372036854775807", Ok(i64::MAX)),
            ("-9223372036854775808", Ok(i64::MIN)),
            ("9223372036854775808", Err(NotAnInteger::TooLarge)),
            ("-9223372036854775809", Err(NotAnInteger::TooLarge)),
            ("99999999999999999999999", Err(NotAnInteger::TooLarge)),
            ("99999999999999999999999x", Err(NotAnInteger::Malformed)),
            ("", Err(NotAnInteger::Malformed)),
            ("-", Err(NotAnInteger::Malformed)),
            ("+1", Err(NotAnInteger::Malformed)),
            (" 1", Err(NotAnInteger::Malformed)),
            ("1:", Err(NotAnInteger::Malformed)),
            ("12345678", Ok(12_345_678)),
            ("-1234567890123456", Ok(-1_234_567_890_123_456)),
            ("999999999999999999", Ok(999_999_999_999_999_999)),
            ("1234567:", Err(NotAnInteger::Malformed)),
            ("/2345678", Err(NotAnInteger::Malformed)),
            ("1234\u{ff}78", Err(NotAnInteger::Malformed)),
            ("12345678x", Err(NotAnInteger::Malformed)),
        ];
        for (text, expected) in cases {
            assert_eq!(integer(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn each_byte_of_eight_digits_is_looked_at() {
        for place in 0..8 {
            for byte in 0..=u8::MAX {
                let mut text = *b"90817263";
                text[place] = byte;
                let expected =
                    core::str::from_utf8(&text).ok().filter(|_| byte != b'+').and_then(|text| text.parse().ok());
                assert_eq!(eight_digits(&text), expected, "{text:?}");
            }
        }
    }

    #[test]
    fn leading_digits_end_at_the_first_byte_that_is_none() {
        for place in 0..20 {
            for byte in (0..=u8::MAX).filter(|byte| !byte.is_ascii_digit()) {
                let mut text = *b"90817263549081726354";
                text[place] = byte;
                assert_eq!(leading_digits(&text), place, "{text:?}");
                assert_eq!(leading_digits(&text[..place]), place);
            }
        }
    }

    #[test]
    fn flags() {
        let cases = [
            ("", Some(false)),
            ("yes", Some(true)),
            ("sim", Some(true)),
            ("да", Some(true)),
            ("はい", Some(true)),
            ("ใช่", Some(true)),
            ("हाँ", Some(true)),
            ("d'accord", Some(true)),
            ("'", None),
            ("yes1", None),
            ("no", Some(false)),
            ("No", Some(false)),
            ("true", Some(true)),
            ("FALSE", Some(false)),
            ("0", None),
            ("1", None),
            (" ", None),
            ("yes ", None),
            ("y/n", None),
        ];
        for (text, expected) in cases {
            assert_eq!(flag(text), expected, "{text:?}");
        }
    }

    #[test]
    fn languages() {
        for text in ["", "en", "EN", "pt-BR", "zh_Hant", "zh-Hans-CN", "fil", "es-419"] {
            assert!(is_language(text.as_bytes()), "{text:?}");
        }
        for text in
            ["e", "e1", "é", "en-", "en--US", "en-123456789", "en US", "12", "English", "-US", "日", "Kim", "FIL"]
        {
            assert!(!is_language(text.as_bytes()), "{text:?}");
        }
    }
}

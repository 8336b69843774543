//! Integers, flags and languages: values of the service columns, which the service generates.

use crate::values::word::is_word;

/// Why a text is not an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IntegerError {
    Malformed,
    OutOfRange,
}

/// Parses `-?[0-9]+` as a 64-bit integer.
pub(crate) fn integer(text: &[u8]) -> Result<i64, IntegerError> {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    if digits.is_empty() || leading_digits(digits) < digits.len() {
        return Err(IntegerError::Malformed);
    }
    // The digits are subtracted, because the least integer has no positive counterpart.
    let negative =
        digits.iter().try_fold(0_i64, |value, byte| value.checked_mul(10)?.checked_sub(byte.wrapping_sub(b'0').into()));
    let value = if digits.len() < text.len() { negative } else { negative.and_then(i64::checked_neg) };
    value.ok_or(IntegerError::OutOfRange)
}

/// The number of digits at the start of a text.
pub(crate) fn leading_digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Parses a flag, or returns `None` if the text is neither empty nor a word.
///
/// Empty, `no` and `false` (ASCII case-insensitive) are false. Any other word, in any language, is true (observed:
/// `yes`, `sim`).
#[inline]
pub(crate) fn flag(text: &str) -> Option<bool> {
    match text {
        "" => Some(false),
        "yes" => Some(true),
        _ if text.eq_ignore_ascii_case("no") || text.eq_ignore_ascii_case("false") => Some(false),
        _ => is_word(text).then_some(true),
    }
}

/// Whether a text is empty or a language code.
///
/// A code has two letters (documented). Three lowercase letters and subtags are accepted too: `fil`, `pt-BR`,
/// `zh-Hans-CN` (inferred). Three letters must be lowercase because `Kim` is a name.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_parsed_in_64_bits() {
        let cases: [(&str, Result<i64, IntegerError>); 23] = [
            ("0", Ok(0)),
            ("-2", Ok(-2)),
            ("-0", Ok(0)),
            ("007", Ok(7)),
            ("2147483648", Ok(2_147_483_648)),
            ("9223372036854775807", Ok(i64::MAX)),
            ("-9223372036854775808", Ok(i64::MIN)),
            ("9223372036854775808", Err(IntegerError::OutOfRange)),
            ("-9223372036854775809", Err(IntegerError::OutOfRange)),
            ("99999999999999999999999", Err(IntegerError::OutOfRange)),
            ("99999999999999999999999x", Err(IntegerError::Malformed)),
            ("", Err(IntegerError::Malformed)),
            ("-", Err(IntegerError::Malformed)),
            ("+1", Err(IntegerError::Malformed)),
            (" 1", Err(IntegerError::Malformed)),
            ("1:", Err(IntegerError::Malformed)),
            ("12345678", Ok(12_345_678)),
            ("-1234567890123456", Ok(-1_234_567_890_123_456)),
            ("999999999999999999", Ok(999_999_999_999_999_999)),
            ("1234567:", Err(IntegerError::Malformed)),
            ("/2345678", Err(IntegerError::Malformed)),
            ("1234\u{ff}78", Err(IntegerError::Malformed)),
            ("12345678x", Err(IntegerError::Malformed)),
        ];
        for (text, expected) in cases {
            assert_eq!(integer(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn leading_digits_end_at_the_first_other_byte() {
        for index in 0..20 {
            for byte in (0..=u8::MAX).filter(|byte| !byte.is_ascii_digit()) {
                let mut text = *b"90817263549081726354";
                text[index] = byte;
                assert_eq!(leading_digits(&text), index, "{text:?}");
                assert_eq!(leading_digits(&text[..index]), index);
            }
        }
    }

    #[test]
    fn a_flag_is_empty_or_a_word() {
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
    fn a_language_is_empty_or_a_code() {
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

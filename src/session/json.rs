//! JSON without a serializer: faster than serde_json, and with text that is safe for a terminal.

use alloc::string::String;
use alloc::vec::Vec;
use core::convert::Infallible;

use crate::session::borrowed::Session;
use crate::session::damage::Damage;
use crate::session::entries::{CustomFields, Entry, EntrySink, Key, ToJson, UnknownColumns, Values, write_entries};
use crate::session::owned::{OwnedDamage, OwnedSession};
use crate::values::start_time::StartTime;
use crate::values::status::Status;
use crate::values::status_code::StatusCode;

impl Session<'_> {
    /// Appends the session as a JSON object, as `Serialize` gives it with `serde_json`, in half the time. Needs the feature
    /// `serde`.
    ///
    /// Control characters and bidirectional controls are escaped as `\u…`, all of them, so that nothing that a customer typed
    /// can act on a terminal.
    ///
    /// ```
    /// let list = rescue_sessions::parse("OK\n\nID|Custom Field 0|\n7|no \u{1b}[31msound|\n")?;
    /// let mut lines = Vec::new();
    /// for session in list {
    ///     session?.write_json(&mut lines);
    ///     lines.push(b'\n');
    /// }
    /// assert_eq!(lines, b"{\"id\":7,\"custom_fields\":[\"no \\u001b[31msound\"]}\n");
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    pub fn write_json(&self, out: &mut Vec<u8>) {
        write_object(self, out);
    }
}

impl OwnedSession {
    /// Appends the session as a JSON object, as [`Session::write_json`]. Needs the feature `serde`.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        write_object(self, out);
    }
}

fn write_object(session: &impl Values, out: &mut Vec<u8>) {
    out.push(b'{');
    let Ok(()) = write_entries(session, &mut JsonEntries { out, is_first: true });
    out.push(b'}');
}

/// Writes the entries of an object.
struct JsonEntries<'o> {
    out: &'o mut Vec<u8>,
    is_first: bool,
}

impl EntrySink for JsonEntries<'_> {
    type Error = Infallible;

    #[inline(always)]
    fn entry(&mut self, key: Key, value: Option<impl Entry>) -> Result<(), Infallible> {
        if let Some(value) = value {
            let key = if self.is_first { key.json.strip_prefix(',').unwrap_or_default() } else { key.json };
            self.out.extend_from_slice(key.as_bytes());
            value.write_json(self.out);
            self.is_first = false;
        }
        Ok(())
    }
}

impl<T: ToJson + ?Sized> ToJson for &T {
    #[inline]
    fn write_json(&self, out: &mut Vec<u8>) {
        (**self).write_json(out);
    }
}

impl<T: ToJson> ToJson for Option<T> {
    #[inline]
    fn write_json(&self, out: &mut Vec<u8>) {
        match self {
            Some(value) => value.write_json(out),
            None => out.extend_from_slice(b"null"),
        }
    }
}

impl ToJson for bool {
    #[inline]
    fn write_json(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if *self { b"true" } else { b"false" });
    }
}

impl ToJson for i64 {
    #[inline]
    fn write_json(&self, out: &mut Vec<u8>) {
        if *self < 0 {
            out.push(b'-');
        }
        write_number(self.unsigned_abs(), out);
    }
}

impl ToJson for u64 {
    fn write_json(&self, out: &mut Vec<u8>) {
        write_number(*self, out);
    }
}

impl ToJson for str {
    #[inline]
    fn write_json(&self, out: &mut Vec<u8>) {
        write_text(self, out);
    }
}

impl ToJson for StartTime {
    #[inline]
    fn write_json(&self, out: &mut Vec<u8>) {
        out.push(b'"');
        out.extend_from_slice(&self.to_iso());
        out.push(b'"');
    }
}

impl ToJson for Status<'_> {
    #[inline]
    fn write_json(&self, out: &mut Vec<u8>) {
        write_text(self.as_str(), out);
    }
}

impl ToJson for StatusCode {
    fn write_json(&self, out: &mut Vec<u8>) {
        write_text(self.as_str(), out);
    }
}

impl<V: Values> ToJson for CustomFields<'_, V> {
    #[inline]
    fn write_json(&self, out: &mut Vec<u8>) {
        write_list(self.0.custom_fields(), out);
    }
}

impl<V: Values> ToJson for UnknownColumns<'_, V> {
    fn write_json(&self, out: &mut Vec<u8>) {
        let mut separator = b'{';
        for (name, text) in self.0.unknown_columns() {
            out.push(separator);
            write_text(name, out);
            out.push(b':');
            text.write_json(out);
            separator = b',';
        }
        out.push(b'}');
    }
}

impl<T: ToJson> ToJson for [T] {
    fn write_json(&self, out: &mut Vec<u8>) {
        write_list(self, out);
    }
}

impl ToJson for Damage<'_> {
    fn write_json(&self, out: &mut Vec<u8>) {
        let position = self.position();
        let record = position.record().unwrap_or_default();
        write_damage(self.columns(), self.raw(), self.is_resolved(), record, position.line(), out);
    }
}

impl ToJson for OwnedDamage {
    fn write_json(&self, out: &mut Vec<u8>) {
        write_damage(self.columns.iter().map(String::as_str), &self.raw, self.is_resolved, self.record, self.line, out);
    }
}

fn write_damage<'n>(
    columns: impl IntoIterator<Item = &'n str>,
    raw: &str,
    is_resolved: bool,
    record: u64,
    line: u64,
    out: &mut Vec<u8>,
) {
    out.extend_from_slice(b"{\"columns\":");
    write_list(columns, out);
    out.extend_from_slice(b",\"raw\":");
    raw.write_json(out);
    out.extend_from_slice(b",\"resolved\":");
    is_resolved.write_json(out);
    out.extend_from_slice(b",\"record\":");
    record.write_json(out);
    out.extend_from_slice(b",\"line\":");
    line.write_json(out);
    out.push(b'}');
}

#[inline]
fn write_list(items: impl IntoIterator<Item = impl ToJson>, out: &mut Vec<u8>) {
    out.push(b'[');
    let mut is_first = true;
    for item in items {
        if !is_first {
            out.push(b',');
        }
        item.write_json(out);
        is_first = false;
    }
    out.push(b']');
}

/// Writes a number, digit by digit: formatting takes five times as long.
#[inline]
fn write_number(mut number: u64, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    for (index, digit) in digits.iter_mut().enumerate().rev() {
        *digit = b'0' | (number % 10) as u8;
        number /= 10;
        start = index;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(digits.get(start..).unwrap_or_default());
}

#[inline]
fn write_text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    // Without a branch for each byte.
    let has_special = text.bytes().fold(false, |found, byte| found | is_special(byte));
    if has_special {
        write_escaped(text, out)
    } else {
        out.extend_from_slice(text.as_bytes())
    }
    out.push(b'"');
}

#[inline]
fn is_special(byte: u8) -> bool {
    SPECIAL.get(usize::from(byte)).is_some_and(|is_special| *is_special)
}

/// Whether a character that starts with this byte may have to be escaped. A table has no branch.
#[allow(clippy::indexing_slicing)] // `byte < 256`, and no iterator is const
static SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < special.len() {
        // The last three start the controls that are not ASCII.
        special[byte] = matches!(byte as u8, ..b' ' | b'"' | b'\\' | 0x7f | 0xc2 | 0xd8 | 0xe2);
        byte += 1;
    }
    special
};

fn write_escaped(text: &str, out: &mut Vec<u8>) {
    for char in text.chars() {
        match char {
            '"' => out.extend_from_slice(b"\\\""),
            '\\' => out.extend_from_slice(b"\\\\"),
            '\n' => out.extend_from_slice(b"\\n"),
            '\r' => out.extend_from_slice(b"\\r"),
            '\t' => out.extend_from_slice(b"\\t"),
            '\u{8}' => out.extend_from_slice(b"\\b"),
            '\u{c}' => out.extend_from_slice(b"\\f"),
            _ if is_control(char) => write_reference(char, out),
            _ => out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

/// Whether a character can act on a terminal, or change the direction of a text. All of them have four digits.
fn is_control(char: char) -> bool {
    let is_bidirectional =
        matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    char.is_control() || is_bidirectional || matches!(char, '\u{2028}' | '\u{2029}')
}

/// Writes `\u` and four digits.
#[cold]
fn write_reference(char: char, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\\u");
    for shift in [12, 8, 4, 0] {
        let digit = (u32::from(char) >> shift) & 0xf;
        out.push(b"0123456789abcdef".get(digit as usize).copied().unwrap_or_default());
    }
}

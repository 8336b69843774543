//! CSV as the csv crate writes it, with whole rows copied where no field needs quotes.

use std::io::{self, Write};

use crate::output::lines::Lines;

/// Writes records. A field has quotes only if it needs them.
pub(crate) struct CsvLines<W> {
    lines: Lines<W>,
    line_end: &'static [u8],
    /// The length of the block before the record, once the record has a field.
    start: Option<usize>,
}

impl<W: Write> CsvLines<W> {
    pub(crate) fn new(out: W, has_crlf: bool) -> Self {
        CsvLines { lines: Lines::new(out), line_end: if has_crlf { b"\r\n" } else { b"\n" }, start: None }
    }

    /// Writes the next field of the record.
    pub(crate) fn field(&mut self, text: &str) {
        let block = self.lines.block();
        match self.start {
            Some(_) => block.push(b','),
            None => self.start = Some(block.len()),
        }
        if has_special(text.as_bytes()) {
            block.push(b'"');
            for (index, part) in text.split('"').enumerate() {
                block.extend_from_slice(if index == 0 { b"" } else { b"\"\"" });
                block.extend_from_slice(part.as_bytes());
            }
            block.push(b'"');
        } else {
            block.extend_from_slice(text.as_bytes());
        }
    }

    /// Ends the record. An empty line would be no record, so a single empty field has quotes.
    pub(crate) fn end_record(&mut self) -> io::Result<()> {
        let block = self.lines.block();
        if self.start.take().is_none_or(|start| start == block.len()) {
            block.extend_from_slice(b"\"\"");
        }
        self.lines.end_line(self.line_end)
    }

    /// Writes a record that is one text, with a delimiter between its fields and perhaps after them. `false`: nothing is
    /// written, because a field needs quotes or the text has another number of fields.
    pub(crate) fn whole_record(&mut self, text: &str, delimiter: u8, fields: usize) -> io::Result<bool> {
        let text = text.as_bytes();
        let delimiters = count(text, delimiter);
        let record = if delimiters == fields { text.strip_suffix(&[delimiter]) } else { Some(text) };
        let Some(record) = record.filter(|_| delimiters == fields || delimiters + 1 == fields) else {
            return Ok(false);
        };
        if record.is_empty() || has_special(record) {
            return Ok(false);
        }
        self.lines.block().extend(record.iter().map(|byte| if *byte == delimiter { b',' } else { *byte }));
        self.lines.end_line(self.line_end)?;
        Ok(true)
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.lines.flush()
    }
}

/// Whether a field needs quotes. There is no branch and no `bool` for each byte, so the compiler uses vector instructions.
fn has_special(text: &[u8]) -> bool {
    let is_special = |byte: u8| (byte == b'"') | (byte == b',') | (byte == b'\r') | (byte == b'\n');
    text.iter().fold(0, |found, byte| found | u8::from(is_special(*byte))) != 0
}

/// The number of times that a byte occurs. The count of a chunk fits in a byte, so the compiler uses vectors of bytes.
fn count(text: &[u8], byte: u8) -> usize {
    let in_chunk = |chunk: &[u8]| chunk.iter().map(|it| u8::from(*it == byte)).sum::<u8>();
    text.chunks(usize::from(u8::MAX)).map(|chunk| usize::from(in_chunk(chunk))).sum()
}

#[cfg(test)]
mod tests {
    use csv::{Terminator, WriterBuilder};

    use super::*;

    /// All short texts of these bytes, which include each that is special.
    fn texts() -> Vec<String> {
        let mut texts = vec![String::new()];
        for len in 1..=4 {
            let longer = texts.iter().filter(|text| text.len() + 1 == len);
            let longer = longer.flat_map(|text| ["a", "|", ",", "\"", "\r", "\n"].map(|last| format!("{text}{last}")));
            texts.extend(longer.collect::<Vec<_>>());
        }
        texts
    }

    fn expected(fields: &[&str], has_crlf: bool) -> String {
        let terminator = if has_crlf { Terminator::CRLF } else { Terminator::Any(b'\n') };
        let mut csv = WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
        csv.write_record(fields).unwrap();
        String::from_utf8(csv.into_inner().unwrap()).unwrap()
    }

    fn written(write: impl Fn(&mut CsvLines<&mut Vec<u8>>), has_crlf: bool) -> String {
        let mut out = Vec::new();
        let mut lines = CsvLines::new(&mut out, has_crlf);
        write(&mut lines);
        lines.flush().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn records_are_those_of_the_csv_crate() {
        for text in texts() {
            for fields in [&[text.as_str()][..], &[&text, "b"], &["", &text], &["", &text, ""]] {
                let write = |lines: &mut CsvLines<&mut Vec<u8>>| {
                    fields.iter().for_each(|field| lines.field(field));
                    lines.end_record().unwrap();
                };
                assert_eq!(written(write, true), expected(fields, true), "{fields:?}");
                assert_eq!(written(write, false), expected(fields, false), "{fields:?}");
            }
        }
    }

    #[test]
    fn whole_records_are_those_of_the_csv_crate() {
        for (text, count) in texts().iter().flat_map(|text| (1..=5).map(move |count| (text, count))) {
            let mut fields: Vec<_> = text.split('|').collect();
            if fields.len() == count + 1 && fields.last() == Some(&"") {
                fields.pop();
            }
            let is_plain = fields.len() == count && fields != [""] && !text.contains([',', '"', '\r', '\n']);
            let expected = if is_plain { expected(&fields, false) } else { String::new() };
            let write = |lines: &mut CsvLines<&mut Vec<u8>>| {
                assert_eq!(lines.whole_record(text, b'|', count).unwrap(), is_plain, "{text:?} {count}");
            };
            assert_eq!(written(write, false), expected, "{text:?} {count}");
        }
    }

    #[test]
    fn long_records_are_counted() {
        assert_eq!(count(&[b'|'; 1000], b'|'), 1000);
        assert_eq!(count(&[b'a'; 1000], b'|'), 0);
    }
}

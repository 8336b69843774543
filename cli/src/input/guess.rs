//! What a response is that is not a session list, by its first bytes.

use rescue_sessions::Column;

/// A longer text between two column names is not taken for a delimiter.
const MAX_LEN: usize = 64;
/// A longer delimiter may be a secret, so it is not printed.
pub(crate) const MAX_PRINTED: usize = 3;

/// What the bytes are, in a few words, if they are something that people pass by mistake.
pub(crate) fn content(head: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 10] = [
        (b"\x1f\x8b", "compressed with gzip; decompress it first, such as with gunzip or curl --compressed"),
        (b"\x28\xb5\x2f\xfd", "compressed with zstd; decompress it first, such as with curl --compressed"),
        (b"PK\x03\x04", "a ZIP file; unpack it first"),
        (b"\xff\xfe", "in UTF-16; convert it to UTF-8 first, such as with iconv -f UTF-16 -t UTF-8"),
        (b"\xfe\xff", "in UTF-16; convert it to UTF-8 first, such as with iconv -f UTF-16 -t UTF-8"),
        (b"O\0K\0", "in UTF-16; convert it to UTF-8 first, such as with iconv -f UTF-16LE -t UTF-8"),
        (b"\0O\0K", "in UTF-16; convert it to UTF-8 first, such as with iconv -f UTF-16BE -t UTF-8"),
        (b"<\0", "in UTF-16; convert it to UTF-8 first, such as with iconv -f UTF-16LE -t UTF-8"),
        (b"\0<", "in UTF-16; convert it to UTF-8 first, such as with iconv -f UTF-16BE -t UTF-8"),
        (b"HTTP/", "a response with its HTTP headers; save the body alone, such as without the option -i of curl"),
    ];
    let json = || head.trim_ascii_start().starts_with(b"{").then_some("JSON; the service answers with text or SOAP");
    STARTS.iter().find(|(start, _)| head.starts_with(start)).map(|(_, name)| *name).or_else(json)
}

/// A delimiter that the header seems to have.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Delimiter {
    Text(String),
    /// One that is too long to be printed.
    Long {
        characters: usize,
    },
}

/// The delimiter of the header: the text that is most often between two names of columns.
pub(crate) fn delimiter(head: &[u8]) -> Option<Delimiter> {
    let text = String::from_utf8_lossy(head);
    let header = text.trim_start_matches('\u{feff}').trim_start().strip_prefix("OK")?;
    // Not `trim_start`: the text after the return value may start with a tab as delimiter.
    let header = header.trim_start_matches([' ', '\r', '\n']).lines().next()?;
    let between = most_common(&gaps(header))?;
    let characters = between.chars().count();
    let is_printed = characters <= MAX_PRINTED && !between.chars().any(char::is_alphanumeric);
    Some(if is_printed { Delimiter::Text(between.to_owned()) } else { Delimiter::Long { characters } })
}

/// The texts between names of columns that follow each other.
fn gaps(header: &str) -> Vec<&str> {
    let mut names: Vec<String> = Column::VERSION_3.iter().map(ToString::to_string).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len())); // `ID` is part of `Entry ID`
    let (mut gaps, mut end, mut at) = (Vec::new(), None, 0);
    while let Some(rest) = header.get(at..).filter(|rest| !rest.is_empty()) {
        match names.iter().find(|name| rest.starts_with(name.as_str())) {
            Some(name) => {
                gaps.extend(
                    end.and_then(|end: usize| header.get(end..at)).filter(|gap| (1..=MAX_LEN).contains(&gap.len())),
                );
                at += name.len();
                end = Some(at);
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    gaps
}

fn most_common<'g>(gaps: &[&'g str]) -> Option<&'g str> {
    gaps.iter().copied().max_by_key(|gap| gaps.iter().filter(|other| *other == gap).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiter_is_between_the_names() {
        let text = |text: &str| Some(Delimiter::Text(text.to_owned()));
        let cases = [
            ("OK\n\nID;Status;Entry ID;Entry;\n1;a;2;b;\n", text(";")),
            ("OK\n\nID\tStatus\tEntry ID\t\n", text("\t")),
            ("OK ID,Shoe Size,Status,Technician,", text(",")),
            ("\u{feff}OK\r\nID\\;Status\\;\r\n", text("\\;")),
            ("OK\n\nID<=secret=>Status<=secret=>Entry", Some(Delimiter::Long { characters: 10 })),
            ("OK\n\nShoe Size;Hat\n", None),
            ("NOTLOGGEDIN", None),
        ];
        for (head, expected) in cases {
            assert_eq!(delimiter(head.as_bytes()), expected, "{head:?}");
        }
    }
}

//! The two lanes in one program: a build with the fast lane, and one with the reference lane alone. Both read a body the same,
//! at once and in chunks.

use crate::case::Input;

/// Everything that a build reads from an input, as text: the two builds have different types.
macro_rules! build {
    ($name:ident, $library:ident) => {
        mod $name {
            use $library::{Decoder, Delimiter, Error, Parser};

            use crate::case::Input;

            pub(super) fn parser<'a>(input: &Input<'a>) -> Parser {
                let parser = Parser::new().delimiter(Delimiter::new(input.delimiter).expect("these are delimiters"));
                let parser = parser.strict(input.strict).recovery(input.recovery);
                parser.max_record(input.max_record).max_columns(input.max_columns)
            }

            /// Collects the items of an iterator of sessions or records, each with its byte range.
            macro_rules! say {
                ($items:expr, $to:ident) => {
                    while let Some(item) = $items.next() {
                        $to.push(match item {
                            Ok(item) => format!("{:?} {item:?}", $items.last_span()),
                            Err(error) => format!("{:?} {error} {:?}", $items.last_span(), error.position()),
                        });
                    }
                };
            }

            pub(super) fn whole(input: &Input<'_>) -> Result<[Vec<String>; 2], Error> {
                let list = parser(input).parse_bytes(input.body)?;
                let (mut said, mut rows) = (vec![format!("{:?}", list.header())], Vec::new());
                let mut sessions = list.sessions();
                say!(sessions, said);
                said.push(format!("{:?}", sessions.position()));
                let mut records = list.records();
                say!(records, rows);
                rows.push(format!("{:?}", records.position()));
                Ok([said, rows])
            }

            pub(super) fn in_chunks(input: &Input<'_>) -> Result<[Vec<String>; 2], Error> {
                let (mut first, mut second) = (Decoder::new(parser(input)), Decoder::new(parser(input)));
                let (mut said, mut rows) = (Vec::new(), Vec::new());
                let mut last = None;
                for chunk in input.chunks().into_iter().map(Some).chain([None]) {
                    match chunk {
                        Some(chunk) => [&mut first, &mut second].into_iter().for_each(|decoder| decoder.push(chunk)),
                        None => [&mut first, &mut second].into_iter().for_each(Decoder::finish),
                    }
                    let mut sessions = first.sessions()?;
                    say!(sessions, said);
                    let mut records = second.records()?;
                    say!(records, rows);
                    last = Some((sessions.position(), records.position()));
                }
                if let Some((sessions, records)) = last {
                    said.push(format!("{sessions:?}"));
                    rows.push(format!("{records:?}"));
                }
                said.insert(0, format!("{:?}", first.header()?.unwrap_or_default()));
                Ok([said, rows])
            }
        }
    };
}

build!(fast, rescue_sessions);
build!(reference, rescue_sessions_reference);

/// Both lanes read the input the same, at once and in chunks.
pub fn check(input: &Input<'_>) {
    let message = |error: &dyn std::fmt::Display| Err::<[Vec<String>; 2], _>(error.to_string());
    let expected = reference::whole(input).or_else(|error| message(&error));
    let others = [
        ("in chunks, reference", reference::in_chunks(input).or_else(|error| message(&error))),
        ("whole", fast::whole(input).or_else(|error| message(&error))),
        ("in chunks", fast::in_chunks(input).or_else(|error| message(&error))),
    ];
    for (name, said) in others {
        assert_eq!(said, expected, "{name}: {input:?}");
    }
}

/// The target `builds`.
pub(crate) fn fuzz(data: &[u8]) {
    check(&Input::new(data));
}

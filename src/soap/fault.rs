//! SOAP faults, of both versions.

use std::io::BufRead;

use crate::causes::soap::{FaultCode, SoapError};
use crate::soap::events::{Event, Events};
use crate::stream::reader::ReadError;

/// Reads a fault, whose start tag has been read.
///
/// SOAP 1.1: `<faultcode>`, `<faultstring>`. SOAP 1.2: `<Code><Value>`, `<Reason><Text>` (documented by SOAP).
pub(crate) fn read<R: BufRead>(events: &mut Events<R>) -> Result<SoapError, ReadError> {
    let (mut code, mut text_len) = (None, None);
    let depth = events.depth();
    let mut field = Field::Other;
    events.start_text();
    while events.depth() >= depth {
        match events.next()? {
            Event::Start(_) => {
                field = Field::of(events.name());
                events.start_text();
            }
            Event::End => {
                match field {
                    // The first value: the others are subcodes.
                    Field::Code => _ = code.get_or_insert_with(|| fault_code(events)),
                    // The first text: the others are translations.
                    Field::Text => _ = text_len.get_or_insert(events.text_len()),
                    Field::Other => {}
                }
                field = Field::Other;
                events.start_text();
            }
            Event::EndOfInput => return Err(events.fatal(SoapError::Truncated)),
        }
    }
    Ok(SoapError::Fault { code: code.unwrap_or(FaultCode::Other), text_len: text_len.unwrap_or_default() })
}

#[derive(Clone, Copy)]
enum Field {
    Code,
    Text,
    Other,
}

impl Field {
    fn of(name: &str) -> Field {
        match name {
            "faultcode" | "Value" => Field::Code,
            "faultstring" | "Text" => Field::Text,
            _ => Field::Other,
        }
    }
}

/// The code of the current text, such as `soap:Client` or `soap:Client.Authentication`.
fn fault_code<R: BufRead>(events: &Events<R>) -> FaultCode {
    let name = if events.is_text_too_long() { "" } else { events.text().trim_ascii() };
    let name = name.split_once(':').map_or(name, |(_, name)| name);
    match name.split('.').next().unwrap_or_default() {
        "VersionMismatch" => FaultCode::VersionMismatch,
        "MustUnderstand" => FaultCode::MustUnderstand,
        "DataEncodingUnknown" => FaultCode::DataEncodingUnknown,
        "Client" | "Sender" => FaultCode::Sender,
        "Server" | "Receiver" => FaultCode::Receiver,
        _ => FaultCode::Other,
    }
}

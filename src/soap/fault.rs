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
    let (mut section, mut field) = (Section::Other, Field::Other);
    events.start_text();
    while events.depth() >= depth {
        match events.next()? {
            Event::Start(_) => {
                (section, field) = match (events.depth().saturating_sub(depth), events.name()) {
                    (1, "faultcode") => (Section::Other, Field::Code),
                    (1, "faultstring") => (Section::Other, Field::Text),
                    (1, "Code") => (Section::Code, Field::Other),
                    (1, "Reason") => (Section::Reason, Field::Other),
                    (1, _) => (Section::Other, Field::Other),
                    (2, "Value") if section == Section::Code => (section, Field::Code),
                    (2, "Text") if section == Section::Reason => (section, Field::Text),
                    _ => (section, Field::Other),
                };
                events.start_text();
            }
            Event::End => {
                match field {
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

/// The child of the fault that is being read. The details of a fault can contain elements of any name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Code,
    Reason,
    Other,
}

#[derive(Clone, Copy)]
enum Field {
    Code,
    Text,
    Other,
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

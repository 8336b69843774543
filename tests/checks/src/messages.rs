//! Messages contain no text of a body: each is from a closed list, with numbers and the names of known columns.

use rescue_sessions::{Damage, Error, ErrorKind, Scope, SoapError};

/// All error messages. `#` is a number, `*` the name of a known column.
const MESSAGES: &[&str] = &[
    "the response is empty",
    "the service answered ERROR",
    "the service answered NOTLOGGEDIN",
    "the service answered INVALIDPARAM_NODE",
    "the service answered INVALID_SECRETAUTHCODE",
    "the service answered USER_DELETED_OR_DISABLED",
    "the service answered POLLRATEEXCEEDED",
    "the service answered INVALID",
    "the service answered LIMITREACHED",
    "the service answered GLOBALIPRESTRICTED",
    "the service answered with an unknown return value",
    "the response is an HTML page, not a session list",
    "the response is XML, not text: `parse_any` reads SOAP, with the feature `soap`",
    "the response does not start with a known return value",
    "invalid UTF-#",
    "more than # columns",
    "longer than # bytes",
    "column * is missing",
    "the name of column # is a number, blank, or contains a control character",
    "column # has the same name as column #",
    "row has # field, expected #",
    "row has # fields, expected #",
    "row does not end with a delimiter, but the header does",
    "row ends with a delimiter, but the header does not",
    "the end of the record is ambiguous: the lines after it may belong to it",
    "* is ambiguous in the damaged row",
    "* is not an integer",
    "* does not fit in a #-bit integer",
    "* does not have the format M/D/YYYY h:mm AM",
    "* is not an existing date and time",
    "* is neither empty nor a word",
    "* is neither empty nor a language code",
    "strict mode requires a header",
    "strict mode requires at least one row",
    "field # is empty: strict mode does not allow empty fields",
    "strict mode does not allow a delimiter at the end of a line",
    "strict mode requires a newline at the end of each line",
    "strict mode does not allow a carriage return before a newline",
    "the XML is not well-formed",
    "the response ends inside an element",
    "the encoding of the XML is not UTF-#",
    "a tag or a text is longer than # bytes",
    "a document type declaration is not allowed in SOAP",
    "a reference is neither a predefined entity nor a character",
    "elements are nested more than # deep",
    "more than # namespace declarations",
    "the root element is not a SOAP envelope",
    "the envelope has no response of this method",
    "the response has no return value",
    "the service answered with a SOAP fault: Sender, text of # bytes",
    "the service answered with a SOAP fault: Receiver, text of # bytes",
    "the service answered with a SOAP fault: MustUnderstand, text of # bytes",
    "the service answered with a SOAP fault: VersionMismatch, text of # bytes",
    "the service answered with a SOAP fault: DataEncodingUnknown, text of # bytes",
    "the service answered with a SOAP fault: unknown code, text of # bytes",
    "an element is where none is expected",
    "text is where only elements are expected",
    "the session has two elements with this name",
    "* is neither true, false, # nor #",
];

/// The columns that a damage message can name.
const COLUMNS: &[&str] = &["*", "an unknown column", "# unknown columns"];

/// The columns of the service. A name comes before its own prefixes.
const NAMES: [&str; 14] = [
    "Entry ID",
    "Technician ID",
    "Is Lead Technician",
    "Transferred To",
    "Transferred Comment",
    "Custom Field #",
    "Start Time",
    "Waiting Time",
    "HandingOff",
    "Language",
    "Technician",
    "Status",
    "Entry",
    "ID",
];

/// Replaces each number by `#`.
fn without_numbers(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        match c.is_ascii_digit() {
            true if shown.ends_with('#') => {}
            true => shown.push('#'),
            false => shown.push(c),
        }
    }
    shown
}

/// Replaces the name of a known column by `*`.
fn with_star(text: &str) -> String {
    let start = NAMES.iter().find_map(|name| {
        text.strip_prefix(name)
            .filter(|rest| rest.is_empty() || rest.starts_with(" is ") || rest.starts_with(" does not "))
    });
    let missing = NAMES
        .iter()
        .any(|name| text.strip_prefix("column ").and_then(|rest| rest.strip_prefix(name)) == Some(" is missing"));
    match start {
        Some(rest) => format!("*{rest}"),
        None if missing => "column * is missing".to_owned(),
        None => text.to_owned(),
    }
}

/// The numbers that a message of this kind may have, apart from those of its position.
fn numbers_of(kind: &ErrorKind) -> Vec<String> {
    let one_based = |index: &usize| index + 1;
    let numbers = match kind {
        ErrorKind::InvalidUtf8 | ErrorKind::Soap(SoapError::InvalidUtf8 | SoapError::Encoding) => vec![8],
        ErrorKind::Soap(SoapError::InvalidBoolean(_)) => vec![1, 0],
        ErrorKind::Soap(
            SoapError::TooLong { limit: number }
            | SoapError::TooDeep { limit: number }
            | SoapError::TooManyNamespaces { limit: number }
            | SoapError::Fault { text_len: number, .. },
        ) => vec![*number],
        ErrorKind::IntegerOutOfRange(_) => vec![64],
        ErrorKind::TooManyColumns { limit } | ErrorKind::RecordTooLong { limit } => vec![*limit],
        ErrorKind::InvalidColumnName { index } | ErrorKind::EmptyField { index } => vec![one_based(index)],
        ErrorKind::DuplicateColumn { first, second } => vec![one_based(first), one_based(second)],
        ErrorKind::FieldCount { expected, found } => vec![*expected, *found],
        _ => Vec::new(),
    };
    numbers.iter().map(usize::to_string).collect()
}

/// Checks that the message of an error is in the list.
pub fn check_error(error: &Error) {
    let message = error.to_string();
    assert_eq!(format!("{error:?}"), format!("Error(\"{message}\")"));
    let (kind, position) = (error.kind(), error.position());
    let prefix = format!("(line {}, byte {}): ", position.line(), position.byte());
    let prefix = match position.record() {
        _ if error.scope() == Scope::Response => String::new(),
        Some(record) => format!("record {record} {prefix}"),
        None => format!("header {prefix}"),
    };
    let text = message.strip_prefix(&prefix).unwrap_or_else(|| panic!("{message:?} does not start with {prefix:?}"));
    check_text(text, kind);
}

/// Checks that the message of a kind is in the list.
pub(crate) fn check_text(text: &str, kind: &ErrorKind) {
    let shown = with_star(&without_numbers(text));
    assert!(MESSAGES.contains(&shown.as_str()), "{text}: {shown} is not in the list");
    let is_of_kind = |number: &&str| numbers_of(kind).iter().any(|known| known == number);
    assert!(
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).all(|number| is_of_kind(&number)),
        "{text}: unexpected number"
    );
}

/// Checks that the message of a damage does not contain its raw text.
pub fn check_damage(damage: &Damage<'_>) {
    let message = damage.to_string();
    assert_eq!(format!("{damage:?}"), format!("Damage(\"{message}\")"));
    let prefix = format!("line {}, column {}: ", damage.position().line(), damage.position().column());
    let text = message.strip_prefix(&prefix).unwrap_or_else(|| panic!("{message:?} does not start with {prefix:?}"));
    assert_eq!(text, damage.message().to_string());
    let ends = [" is joined", " are withheld"];
    let columns =
        ends.iter().find_map(|end| text.strip_suffix(end)).expect("a damage message ends with a known phrase");
    for column in columns.split(", ") {
        assert!(COLUMNS.contains(&with_star(&without_numbers(column)).as_str()), "{message}");
    }
}

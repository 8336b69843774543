//! Messages hold nothing of a body: each is one of a closed list, with numbers and the names of known columns in it.

use rescue_sessions::{Damage, Error, ErrorKind};

/// All that an error can say; `#` is a number, `*` the name of a known column.
const MESSAGES: &[&str] = &[
    "the response is empty",
    "the response is the return value ERROR",
    "the response is the return value NOTLOGGEDIN",
    "the response is the return value INVALIDPARAM_NODE",
    "the response is the return value INVALID_SECRETAUTHCODE",
    "the response is the return value USER_DELETED_OR_DISABLED",
    "the response is the return value POLLRATEEXCEEDED",
    "the response is a return value that is not known",
    "the response is an HTML page, not a session list",
    "the response is XML, not a session list as text",
    "the response starts with no return value that is known",
    "a byte is not UTF-#",
    "more than # columns",
    "longer than # bytes",
    "no column is named *",
    "column # is named with blanks, a number or a control character",
    "column # has the name of column #",
    "# field instead of #",
    "# fields instead of #",
    "no delimiter ends the row, as one ends the header",
    "a delimiter ends the row, as none ends the header",
    "the lines behind may belong to the record, or not, and nothing tells",
    "the damaged row can be read in ways that differ on *",
    "* is not an integer",
    "* is an integer of more than # bits",
    "* is not of the form M/D/YYYY h:mm AM",
    "* is a date or time that does not exist",
    "* is neither empty nor a word",
    "* is neither empty nor a language code",
    "no header, which the strict mode wants",
    "no row, of which the strict mode wants one",
    "field # is empty, which the strict mode forbids",
    "a delimiter ends the line, which the strict mode forbids",
    "no newline ends the line, which the strict mode wants",
    "a CR ends the line, which the strict mode forbids",
];

/// What a damage can be about.
const COLUMNS: &[&str] = &["*", "a column that is not known", "# columns that are not known"];

/// The service's columns, the longer of two names first.
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

/// With `#` for each number.
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

/// Where the text is that of a known column, `*`.
fn with_star(text: &str) -> String {
    let start = NAMES
        .iter()
        .find_map(|name| text.strip_prefix(name).filter(|rest| rest.is_empty() || rest.starts_with(" is ")));
    let end = NAMES
        .iter()
        .find_map(|name| text.strip_suffix(name).filter(|rest| rest.ends_with(" is named ") || rest.ends_with(" on ")));
    match (start, end) {
        (Some(rest), _) => format!("*{rest}"),
        (_, Some(rest)) => format!("{rest}*"),
        _ => text.to_owned(),
    }
}

/// The numbers that a message of this kind may have, beside those of its place.
fn numbers_of(kind: &ErrorKind) -> Vec<String> {
    let counted_from_one = |index: &usize| index + 1;
    let numbers = match kind {
        ErrorKind::Utf8 => vec![8],
        ErrorKind::IntegerTooLarge(_) => vec![64],
        ErrorKind::TooManyColumns { limit } | ErrorKind::RecordTooLong { limit } => vec![*limit],
        ErrorKind::NotAName { index } | ErrorKind::EmptyField { index } => vec![counted_from_one(index)],
        ErrorKind::DuplicateColumn { first, second } => vec![counted_from_one(first), counted_from_one(second)],
        ErrorKind::FieldCount { expected, found } => vec![*expected, *found],
        _ => Vec::new(),
    };
    numbers.iter().map(usize::to_string).collect()
}

/// The error renders, and holds nothing of the body.
pub fn check_error(error: &Error) {
    let message = error.to_string();
    assert_eq!(format!("{error:?}"), format!("Error(\"{message}\")"));
    let (kind, position) = (error.kind(), error.position());
    let place = format!("(line {}, byte {}): ", position.line(), position.byte());
    let place = match position.record() {
        _ if kind.is_of_response() => String::new(),
        Some(record) => format!("record {record} {place}"),
        None => format!("header {place}"),
    };
    let what = message.strip_prefix(&place).unwrap_or_else(|| panic!("{message}: not at {place}"));
    let shown = with_star(&without_numbers(what));
    assert!(MESSAGES.contains(&shown.as_str()), "{message}: {shown}");
    let is_of_kind = |number: &&str| numbers_of(kind).iter().any(|known| known == number);
    assert!(
        what.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).all(|it| is_of_kind(&it)),
        "{message}"
    );
}

/// The damage renders without its text.
pub fn check_damage(damage: &Damage<'_>) {
    let message = damage.to_string();
    assert_eq!(format!("{damage:?}"), format!("Damage(\"{message}\")"));
    let place = format!("line {}, column {}: ", damage.position().line(), damage.position().column());
    let what = message.strip_prefix(&place).unwrap_or_else(|| panic!("{message}: not at {place}"));
    assert_eq!(what, damage.what().to_string());
    let ends = [" is joined", " are withheld"];
    let columns = ends.iter().find_map(|end| what.strip_suffix(end)).expect("a damage ends with what became of it");
    for column in columns.split(", ") {
        assert!(COLUMNS.contains(&with_star(&without_numbers(column)).as_str()), "{message}");
    }
}

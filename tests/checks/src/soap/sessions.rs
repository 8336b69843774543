//! Random sessions, of which every value may be absent, with every sort of text.

use arbitrary::{Arbitrary, Result, Unstructured};
use rescue_sessions::{OwnedSession, StartTime, Status, StatusCode};

/// A list of sessions that a SOAP response can have.
#[derive(Clone, Debug)]
pub struct SessionList {
    pub sessions: Vec<OwnedSession>,
}

/// Texts that are hard for one of the formats.
const PIECES: [&str; 32] = [
    "|",
    "||",
    "\\;",
    "\n",
    "\r",
    "\r\n",
    "]]>",
    "]]",
    "&",
    "&amp;",
    "<",
    "</sEntry>",
    "<!--",
    "-->",
    "<![CDATA[",
    "\"",
    "'",
    " ",
    "\t",
    "\u{1}",
    "\u{1f}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffe}",
    "\u{10ffff}",
    "Zoë",
    "日本",
    "&#0;",
    "7",
    "Ann",
];

/// Names of unknown elements: simple ones, one that looks like a known one, and paths.
const NAMES: [&str; 8] = ["sNew", "iid", "a", "a/b", "a/a", "sNew/deep/er", "ïd", "_x-1.2"];

impl<'a> Arbitrary<'a> for SessionList {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<SessionList> {
        let count = u.int_in_range(0..=5)?;
        let sessions = (0..count).map(|_| session(u)).collect::<Result<_>>()?;
        Ok(SessionList { sessions })
    }
}

fn maybe<T>(u: &mut Unstructured<'_>, value: fn(&mut Unstructured<'_>) -> Result<T>) -> Result<Option<T>> {
    if u.ratio(2, 3)? { value(u).map(Some) } else { Ok(None) }
}

fn session(u: &mut Unstructured<'_>) -> Result<OwnedSession> {
    let mut session = OwnedSession::new(integer(u)?);
    session.status = maybe(u, |u| {
        Ok(if u.arbitrary()? { u.choose(Status::KNOWN)?.clone() } else { Status::from_text(&text(u)?).into_owned() })
    })?;
    session.status_code = maybe(u, |u| {
        Ok(if u.arbitrary()? { u.choose(StatusCode::KNOWN)?.clone() } else { StatusCode::from_name(&text(u)?) })
    })?;
    session.entry_id = maybe(u, integer)?;
    session.entry = maybe(u, text)?;
    session.technician_id = maybe(u, integer)?;
    session.technician = maybe(u, text)?;
    session.start_time = maybe(u, start_time)?.flatten();
    session.waiting_time = maybe(u, integer)?;
    session.custom_fields = (0..u.int_in_range(0..=9)?).map(|_| maybe(u, text)).collect::<Result<_>>()?;
    while session.custom_fields.last() == Some(&None) {
        session.custom_fields.pop();
    }
    session.language = maybe(u, text)?;
    session.transferred_to = maybe(u, text)?;
    session.transferred_comment = maybe(u, text)?;
    session.is_lead_technician = maybe(u, |u| u.arbitrary())?;
    session.is_handing_off = maybe(u, |u| u.arbitrary())?;
    for _ in 0..u.int_in_range(0..=3)? {
        let path = *u.choose(&NAMES)?;
        let earlier = session.unknown_columns.iter().filter(|(name, _)| name.split('[').next() == Some(path)).count();
        let name = if earlier == 0 { path.to_owned() } else { format!("{path}[{}]", earlier + 1) };
        session.unknown_columns.push((name, Some(text(u)?)));
    }
    Ok(session)
}

fn integer(u: &mut Unstructured<'_>) -> Result<i64> {
    if u.ratio(1, 4)? { u.arbitrary() } else { Ok(u.arbitrary::<u8>()?.into()) }
}

fn start_time(u: &mut Unstructured<'_>) -> Result<Option<StartTime>> {
    let (year, month, day) = (u.int_in_range(1..=9999)?, u.int_in_range(1..=12)?, u.int_in_range(1..=31)?);
    let (hour, minute) = (u.int_in_range(0..=23)?, u.int_in_range(0..=59)?);
    Ok(StartTime::new(year, month, day, hour, minute, if u.arbitrary()? { u.int_in_range(0..=59)? } else { 0 }))
}

/// Any text without NUL, which XML cannot contain.
fn text(u: &mut Unstructured<'_>) -> Result<String> {
    let mut text = String::new();
    for _ in 0..u.int_in_range(0..=4)? {
        match u.ratio(1, 8)? {
            true => text.push(u.arbitrary::<char>()?),
            false => text.push_str(u.choose(&PIECES)?),
        }
    }
    Ok(text.replace('\0', ""))
}

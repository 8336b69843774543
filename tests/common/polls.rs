//! Rows of polls as short texts, such as `7 5 Active lead`: ID, Technician ID, status, and whether the technician leads. A
//! `?` is an unknown value.

use rescue_sessions::{Change, OwnedSession, Status};

/// The rows of a list, separated by commas.
#[must_use]
pub fn rows(list: &str) -> Vec<OwnedSession> {
    list.split(',').map(str::trim).filter(|row| !row.is_empty()).map(row).collect()
}

fn row(text: &str) -> OwnedSession {
    let (text, is_lead) = text.strip_suffix(" lead").map_or((text, false), |text| (text, true));
    let mut parts = text.splitn(3, ' ');
    let mut session = OwnedSession::new(parts.next().and_then(|id| id.parse().ok()).expect("an ID"));
    session.technician_id = parts.next().and_then(|technician| technician.parse().ok());
    session.status = parts.next().filter(|status| *status != "?").map(|status| status.parse::<Status>().unwrap());
    session.is_lead_technician = Some(is_lead);
    session
}

/// The text of a row.
#[must_use]
pub fn text(session: &OwnedSession) -> String {
    let technician = session.technician_id.map_or("?".to_owned(), |technician| technician.to_string());
    let status = session.status.as_ref().map_or("?", Status::as_str);
    let lead = if session.is_lead_technician == Some(true) { " lead" } else { "" };
    format!("{} {technician} {status}{lead}", session.id)
}

/// The texts of rows, separated by commas.
#[must_use]
pub fn texts(sessions: &[OwnedSession]) -> String {
    sessions.iter().map(text).collect::<Vec<_>>().join(", ")
}

/// A change as a text, such as `status: 7 5 Active > 7 5 On Hold`.
#[must_use]
pub fn line(change: &Change<'_>) -> String {
    let rows: Vec<_> = change.old_row().into_iter().chain(change.new_row()).map(text).collect();
    format!("{}: {}", change.code(), rows.join(" > "))
}

//! Invented names and texts. Telephone numbers are of the range kept for fiction.

use fastrand::Rng;

const FIRST_NAMES: [&str; 16] = [
    "Jane", "John", "Ann", "Zoë", "Søren", "José", "Mia", "Łukasz", "Amina", "Peter", "Yuki", "Olga", "Noor", "Émile",
    "Ida", "Tom",
];
const LAST_NAMES: [&str; 16] = [
    "Roe", "Doe", "Lee", "Müller", "Åberg", "García", "Novák", "Smith", "Okafor", "Sato", "Ivanova", "Costa", "Dubois",
    "Kaya", "Ng", "Example",
];
const CHANNELS: [&str; 6] =
    ["Support EMEA", "Support Americas", "Help Desk", "Sales Demo", "Field Service", "Support Österreich"];
const COMPANIES: [&str; 8] =
    ["ACME", "Example Ltd", "Globex", "Initech", "Umbrella Tools", "Stark Lines", "Café Exemple", ""];
const NOTES: [&str; 8] = [
    "",
    "no sound",
    "printer is offline",
    "cannot log in  after the update",
    "ticket #215",
    "blue screen, twice ",
    "asks for a call back",
    "E-Mail geht nicht",
];
const LANGUAGES: [&str; 8] = ["en", "en", "en", "de", "fr", "es", "ja", ""];

/// What people type behind a delimiter or a newline: words, nothing, a number.
const TYPED: [&str; 8] = ["called twice", "urgent", "Night Shift", "see ticket #12", "", "", "2", "5550199"];

/// How many of a hundred sessions have which status.
const STATUSES: [(u8, &str); 12] = [
    (24, "Waiting"),
    (30, "Active"),
    (4, "Connecting"),
    (3, "On Hold"),
    (2, "Rebooting"),
    (2, "Reconnecting"),
    (2, "Transferring"),
    (16, "Closed by technician"),
    (10, "Closed by customer"),
    (3, "Closed by waiting customer"),
    (2, "Timed out"),
    (2, "Disconnected"),
];

pub(crate) fn status(rng: &mut Rng) -> &'static str {
    let mut left = rng.u8(..100);
    for (share, status) in STATUSES {
        match left.checked_sub(share) {
            Some(rest) => left = rest,
            None => return status,
        }
    }
    "Active"
}

pub(crate) fn name(rng: &mut Rng) -> String {
    format!("{} {}", any(&FIRST_NAMES, rng), any(&LAST_NAMES, rng))
}

pub(crate) fn channel(rng: &mut Rng) -> &'static str {
    any(&CHANNELS, rng)
}

pub(crate) fn company(rng: &mut Rng) -> String {
    any(&COMPANIES, rng).to_owned()
}

pub(crate) fn phone(rng: &mut Rng) -> String {
    format!("+1 555 01{:02}", rng.u8(..100))
}

pub(crate) fn note(rng: &mut Rng) -> String {
    any(&NOTES, rng).to_owned()
}

pub(crate) fn typed(rng: &mut Rng) -> &'static str {
    any(&TYPED, rng)
}

/// Most forms send LF, some CR LF.
pub(crate) fn line_end(rng: &mut Rng) -> &'static str {
    if rng.u8(..4) == 0 { "\r\n" } else { "\n" }
}

pub(crate) fn language(rng: &mut Rng) -> &'static str {
    any(&LANGUAGES, rng)
}

fn any(words: &[&'static str], rng: &mut Rng) -> &'static str {
    words[rng.usize(..words.len())]
}

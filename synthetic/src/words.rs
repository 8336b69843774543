//! Invented names and texts. The telephone numbers are from the range reserved for fiction.

use fastrand::Rng;

const FIRST_NAMES: [&str; 16] = [
    "Jane", "John", "Ann", "Zoë", "Søren", "José", "Mia", "Łukasz", "Amina", "Peter", "Yuki", "Olga", "Noor", "Émile",
    "Ida", "Tom",
];
const LAST_NAMES: [&str; 16] = [
    "Roe", "Doe", "Lee", "Müller", "Åberg", "García", "Novák", "Smith", "Okafor", "Sato", "Ivanova", "Costa", "Dubois",
    "Kaya", "Ng", "Example",
];
pub(crate) const CHANNELS: [&str; 6] =
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

/// Text inserted next to a delimiter or a newline: words, nothing, a number.
const INSERTED: [&str; 8] = ["called twice", "urgent", "Night Shift", "see ticket #12", "", "", "2", "5550199"];

/// Each status, with its share of the sessions in percent.
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
    let mut remaining = rng.u8(..100);
    for (share, status) in STATUSES {
        match remaining.checked_sub(share) {
            Some(rest) => remaining = rest,
            None => return status,
        }
    }
    "Active"
}

pub(crate) fn name(rng: &mut Rng) -> String {
    format!("{} {}", random(&FIRST_NAMES, rng), random(&LAST_NAMES, rng))
}

/// A name that no other number has.
pub(crate) fn numbered_name(number: usize) -> String {
    const NAMES: usize = FIRST_NAMES.len() * LAST_NAMES.len();
    const STEP: usize = 37; // has no factor in common with NAMES, so each name is reached
    let (at, round) = (number * STEP % NAMES, number / NAMES);
    let name = format!("{} {}", FIRST_NAMES[at % FIRST_NAMES.len()], LAST_NAMES[at / FIRST_NAMES.len()]);
    if round == 0 { name } else { format!("{name} {}", round + 1) }
}

pub(crate) fn channel(rng: &mut Rng) -> &'static str {
    random(&CHANNELS, rng)
}

pub(crate) fn company(rng: &mut Rng) -> String {
    random(&COMPANIES, rng).to_owned()
}

pub(crate) fn phone(rng: &mut Rng) -> String {
    format!("+1 555 01{:02}", rng.u8(..100))
}

pub(crate) fn note(rng: &mut Rng) -> String {
    random(&NOTES, rng).to_owned()
}

pub(crate) fn inserted(rng: &mut Rng) -> &'static str {
    random(&INSERTED, rng)
}

/// The line ending of a multi-line value: mostly LF, sometimes CR LF.
pub(crate) fn line_end(rng: &mut Rng) -> &'static str {
    if rng.u8(..4) == 0 { "\r\n" } else { "\n" }
}

pub(crate) fn language(rng: &mut Rng) -> &'static str {
    random(&LANGUAGES, rng)
}

fn random(words: &[&'static str], rng: &mut Rng) -> &'static str {
    words[rng.usize(..words.len())]
}

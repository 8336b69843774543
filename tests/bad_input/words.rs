//! Statuses, flags and languages: words of the service.

use super::table::{Section, plain};

pub fn sections() -> Vec<Section> {
    vec![statuses(), flags(), languages()]
}

const NO_FLAG: &[&str] = &["record 1 (line 4, byte 29): Is Lead Technician is neither empty nor a word"];
const TRUE: &[&str] = &[r#"{"id":7,"is_lead_technician":true}"#];
const FALSE: &[&str] = &[r#"{"id":7,"is_lead_technician":false}"#];
const NO_LANGUAGE: &[&str] = &["record 1 (line 4, byte 19): Language is neither empty nor a language code"];

#[rustfmt::skip]
fn statuses() -> Section {
    Section {
        title: "Statuses",
        about: "A status that is not known is kept as it stands; it is never an error, nor changed into one that is known.",
        inputs: vec![
            plain("an empty status", "OK\n\nID|Status|\n7||\n", &[r#"{"id":7,"status":""}"#]),
            plain("a status that is not known", "OK\n\nID|Status|\n7|Frobnicating|\n", &[r#"{"id":7,"status":"Frobnicating"}"#]),
            plain("a status in another language", "OK\n\nID|Status|\n7|Ativas|\n", &[r#"{"id":7,"status":"Ativas"}"#]),
            plain("a status in small letters", "OK\n\nID|Status|\n7|active|\n", &[r#"{"id":7,"status":"active"}"#]),
            plain("a blank behind a status", "OK\n\nID|Status|\n7|Active |\n", &[r#"{"id":7,"status":"Active "}"#]),
            plain("a number for a status", "OK\n\nID|Status|\n7|3|\n", &[r#"{"id":7,"status":"3"}"#]),
            plain("SOAP's name of a status", "OK\n\nID|Status|\n7|SESSION_WAITING|\n", &[r#"{"id":7,"status":"SESSION_WAITING"}"#]),
            plain("a status of 10,000 letters", "OK\n\nID|Status|\n7|⟨10,000 × x⟩|\n", &[r#"{"id":7,"status":"⟨10,000 × x⟩"}"#]),
            plain("a delimiter in a status, which nobody types", "OK\n\nID|Status|\n7|On|Hold|\n", &["record 1 (line 4, byte 15): row has 3 fields, expected 2"]),
            plain("a newline in a status, which nobody types", "OK\n\nID|Status|\n7|On\nHold|\n", &["record 1 (line 4, byte 19): row does not end with a delimiter, but the header does"]),
        ],
    }
}

#[rustfmt::skip]
fn flags() -> Section {
    Section {
        title: "Flags",
        about: "Empty, `no` and `false` are false, another word is true, for words are localized. What is no word is an error.",
        inputs: vec![
            plain("yes in capital letters", "OK\n\nID|Is Lead Technician|\n7|YES|\n", TRUE),
            plain("a yes in another language", "OK\n\nID|Is Lead Technician|\n7|да|\n", TRUE),
            plain("a no in another language, which is a word like any other", "OK\n\nID|Is Lead Technician|\n7|nein|\n", TRUE),
            plain("no with a capital letter", "OK\n\nID|Is Lead Technician|\n7|No|\n", FALSE),
            plain("false in capital letters", "OK\n\nID|Is Lead Technician|\n7|FALSE|\n", FALSE),
            plain("1 for a flag", "OK\n\nID|Is Lead Technician|\n7|1|\n", NO_FLAG),
            plain("0 for a flag", "OK\n\nID|Is Lead Technician|\n7|0|\n", NO_FLAG),
            plain("a blank for a flag", "OK\n\nID|Is Lead Technician|\n7| |\n", NO_FLAG),
            plain("a blank behind a flag", "OK\n\nID|Is Lead Technician|\n7|yes |\n", NO_FLAG),
            plain("two words for a flag", "OK\n\nID|Is Lead Technician|\n7|not yet|\n", NO_FLAG),
            plain("a question mark for a flag", "OK\n\nID|Is Lead Technician|\n7|?|\n", NO_FLAG),
            plain("a check mark for a flag", "OK\n\nID|Is Lead Technician|\n7|✓|\n", NO_FLAG),
            plain("N/A for a flag", "OK\n\nID|Is Lead Technician|\n7|N/A|\n", NO_FLAG),
            plain("a flag in quotes", "OK\n\nID|Is Lead Technician|\n7|\"yes\"|\n", NO_FLAG),
        ],
    }
}

#[rustfmt::skip]
fn languages() -> Section {
    Section {
        title: "Languages",
        about: "Empty, two letters, three small letters, or these with subtags.",
        inputs: vec![
            plain("no language", "OK\n\nID|Language|\n7||\n", &[r#"{"id":7,"language":""}"#]),
            plain("a language that nobody speaks", "OK\n\nID|Language|\n7|xx|\n", &[r#"{"id":7,"language":"xx"}"#]),
            plain("a language and a region", "OK\n\nID|Language|\n7|pt_BR|\n", &[r#"{"id":7,"language":"pt_BR"}"#]),
            plain("a language of one letter", "OK\n\nID|Language|\n7|e|\n", NO_LANGUAGE),
            plain("a language of three capital letters", "OK\n\nID|Language|\n7|ENG|\n", NO_LANGUAGE),
            plain("the name of a language", "OK\n\nID|Language|\n7|English|\n", NO_LANGUAGE),
            plain("a language in its own script", "OK\n\nID|Language|\n7|日本|\n", NO_LANGUAGE),
            plain("a letter and a digit for a language", "OK\n\nID|Language|\n7|e1|\n", NO_LANGUAGE),
            plain("a language and an empty region", "OK\n\nID|Language|\n7|en-|\n", NO_LANGUAGE),
            plain("a region without a language", "OK\n\nID|Language|\n7|-US|\n", NO_LANGUAGE),
            plain("a language and a region of nine letters", "OK\n\nID|Language|\n7|en-abcdefghi|\n", NO_LANGUAGE),
            plain("a blank behind a language", "OK\n\nID|Language|\n7|en |\n", NO_LANGUAGE),
            plain("a language with a weight", "OK\n\nID|Language|\n7|en;q=0.5|\n", NO_LANGUAGE),
            plain("any language", "OK\n\nID|Language|\n7|*|\n", NO_LANGUAGE),
        ],
    }
}

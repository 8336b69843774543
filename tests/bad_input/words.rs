//! Statuses, flags and languages: words that the service generates.

use super::table::{Section, input};

pub fn sections() -> Vec<Section> {
    vec![statuses(), flags(), languages()]
}

const INVALID_FLAG: &[&str] = &["record 1 (line 4, byte 29): Is Lead Technician is neither empty nor a word"];
const TRUE: &[&str] = &[r#"{"id":7,"is_lead_technician":true}"#];
const FALSE: &[&str] = &[r#"{"id":7,"is_lead_technician":false}"#];
const INVALID_LANGUAGE: &[&str] = &["record 1 (line 4, byte 19): Language is neither empty nor a language code"];

#[rustfmt::skip]
fn statuses() -> Section {
    Section {
        title: "Statuses",
        about: "An unknown status is kept unchanged. It is never an error, and it never becomes a known status.",
        inputs: vec![
            input("an empty status", "OK\n\nID|Status|\n7||\n", &[r#"{"id":7,"status":""}"#]),
            input("an unknown status", "OK\n\nID|Status|\n7|Frobnicating|\n", &[r#"{"id":7,"status":"Frobnicating"}"#]),
            input("a status in another language", "OK\n\nID|Status|\n7|Ativas|\n", &[r#"{"id":7,"status":"Ativas"}"#]),
            input("a status in lower case", "OK\n\nID|Status|\n7|active|\n", &[r#"{"id":7,"status":"active"}"#]),
            input("a space after a status", "OK\n\nID|Status|\n7|Active |\n", &[r#"{"id":7,"status":"Active "}"#]),
            input("a number as a status", "OK\n\nID|Status|\n7|3|\n", &[r#"{"id":7,"status":"3"}"#]),
            input("the SOAP name of a status", "OK\n\nID|Status|\n7|SESSION_WAITING|\n", &[r#"{"id":7,"status":"SESSION_WAITING"}"#]),
            input("a status of 10,000 letters", "OK\n\nID|Status|\n7|⟨10,000 × x⟩|\n", &[r#"{"id":7,"status":"⟨10,000 × x⟩"}"#]),
            input("a delimiter in a status, which is not free text", "OK\n\nID|Status|\n7|On|Hold|\n", &["record 1 (line 4, byte 15): row has 3 fields, expected 2"]),
            input("a newline in a status, which is not free text", "OK\n\nID|Status|\n7|On\nHold|\n", &["record 1 (line 4, byte 19): row does not end with a delimiter, but the header does"]),
        ],
    }
}

#[rustfmt::skip]
fn flags() -> Section {
    Section {
        title: "Flags",
        about: "Empty, `no` and `false` are false. Any other word is true, because the service localizes the words. A \
                value that is not a word is an error.",
        inputs: vec![
            input("yes in upper case", "OK\n\nID|Is Lead Technician|\n7|YES|\n", TRUE),
            input("a yes in another language", "OK\n\nID|Is Lead Technician|\n7|да|\n", TRUE),
            input("a no in another language, which is true like any other word", "OK\n\nID|Is Lead Technician|\n7|nein|\n", TRUE),
            input("no with a capital letter", "OK\n\nID|Is Lead Technician|\n7|No|\n", FALSE),
            input("false in upper case", "OK\n\nID|Is Lead Technician|\n7|FALSE|\n", FALSE),
            input("1 as a flag", "OK\n\nID|Is Lead Technician|\n7|1|\n", INVALID_FLAG),
            input("0 as a flag", "OK\n\nID|Is Lead Technician|\n7|0|\n", INVALID_FLAG),
            input("a space as a flag", "OK\n\nID|Is Lead Technician|\n7| |\n", INVALID_FLAG),
            input("a space after a flag", "OK\n\nID|Is Lead Technician|\n7|yes |\n", INVALID_FLAG),
            input("two words as a flag", "OK\n\nID|Is Lead Technician|\n7|not yet|\n", INVALID_FLAG),
            input("a question mark as a flag", "OK\n\nID|Is Lead Technician|\n7|?|\n", INVALID_FLAG),
            input("a check mark as a flag", "OK\n\nID|Is Lead Technician|\n7|✓|\n", INVALID_FLAG),
            input("N/A as a flag", "OK\n\nID|Is Lead Technician|\n7|N/A|\n", INVALID_FLAG),
            input("a flag in quotes", "OK\n\nID|Is Lead Technician|\n7|\"yes\"|\n", INVALID_FLAG),
        ],
    }
}

#[rustfmt::skip]
fn languages() -> Section {
    Section {
        title: "Languages",
        about: "A language is empty, or a code of two letters or three lower-case letters, with or without subtags.",
        inputs: vec![
            input("an empty language", "OK\n\nID|Language|\n7||\n", &[r#"{"id":7,"language":""}"#]),
            input("an unassigned language code", "OK\n\nID|Language|\n7|xx|\n", &[r#"{"id":7,"language":"xx"}"#]),
            input("a language and a region", "OK\n\nID|Language|\n7|pt_BR|\n", &[r#"{"id":7,"language":"pt_BR"}"#]),
            input("a language of one letter", "OK\n\nID|Language|\n7|e|\n", INVALID_LANGUAGE),
            input("a language of three upper-case letters", "OK\n\nID|Language|\n7|ENG|\n", INVALID_LANGUAGE),
            input("the name of a language", "OK\n\nID|Language|\n7|English|\n", INVALID_LANGUAGE),
            input("a language in its own script", "OK\n\nID|Language|\n7|日本|\n", INVALID_LANGUAGE),
            input("a letter and a digit as a language", "OK\n\nID|Language|\n7|e1|\n", INVALID_LANGUAGE),
            input("a language and an empty region", "OK\n\nID|Language|\n7|en-|\n", INVALID_LANGUAGE),
            input("a region without a language", "OK\n\nID|Language|\n7|-US|\n", INVALID_LANGUAGE),
            input("a language and a region of nine letters", "OK\n\nID|Language|\n7|en-abcdefghi|\n", INVALID_LANGUAGE),
            input("a space after a language", "OK\n\nID|Language|\n7|en |\n", INVALID_LANGUAGE),
            input("a language with a quality value", "OK\n\nID|Language|\n7|en;q=0.5|\n", INVALID_LANGUAGE),
            input("an asterisk as a language", "OK\n\nID|Language|\n7|*|\n", INVALID_LANGUAGE),
        ],
    }
}

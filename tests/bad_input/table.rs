//! Tables of inputs. An input has a name, a body, the answer, and the settings that differ from the defaults.

use rescue_sessions::{Delimiter, Parser};

/// The answer to a list without rows.
pub const NO_SESSIONS: &str = "no sessions";
/// The same as a complete answer.
pub const EMPTY_LIST: &[&str] = &[NO_SESSIONS];

pub const NOT_A_LIST: &[&str] = &["the response does not start with a known return value"];
pub const EMPTY_RESPONSE: &[&str] = &["the response is empty"];
pub const HTML: &[&str] = &["the response is an HTML page, not a session list"];
pub const XML: &[&str] = &["the response is XML, not text: `parse_any` reads SOAP, with the feature `soap`"];
pub const UNKNOWN_VALUE: &[&str] = &["the service answered with an unknown return value"];

#[derive(Clone)]
pub struct Section {
    pub title: &'static str,
    /// The introduction of the section on the page.
    pub about: &'static str,
    pub inputs: Vec<Input>,
}

#[derive(Clone)]
pub struct Input {
    pub name: &'static str,
    pub body: Body,
    settings: &'static [Setting],
    answer: &'static [&'static str],
}

#[derive(Clone, Copy)]
pub enum Body {
    /// In the text, as in an answer, `⟨9 × ab⟩` means `ab` nine times.
    Text(&'static str),
    Bytes(&'static [u8]),
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Body {
        Body::Text(text)
    }
}

impl<const N: usize> From<&'static [u8; N]> for Body {
    fn from(bytes: &'static [u8; N]) -> Body {
        Body::Bytes(bytes)
    }
}

#[derive(Clone, Copy)]
pub enum Setting {
    Delimiter(&'static str),
    Strict,
    NoRecovery,
    MaxRecord(usize),
    MaxColumns(usize),
}

/// An input for the default settings.
pub fn input(name: &'static str, body: impl Into<Body>, answer: &'static [&'static str]) -> Input {
    input_with(name, &[], body, answer)
}

pub fn input_with(
    name: &'static str,
    settings: &'static [Setting],
    body: impl Into<Body>,
    answer: &'static [&'static str],
) -> Input {
    Input { name, body: body.into(), settings, answer }
}

impl Input {
    pub fn bytes(&self) -> Vec<u8> {
        match self.body {
            Body::Text(text) => expand_repetitions(text).into_bytes(),
            Body::Bytes(bytes) => bytes.to_vec(),
        }
    }

    pub fn answer(&self) -> Vec<String> {
        self.answer.iter().map(|line| expand_repetitions(line)).collect()
    }

    /// The answer as the table has it, with the repetitions not expanded.
    pub fn shown_answer(&self) -> &'static [&'static str] {
        self.answer
    }

    pub fn has_settings(&self) -> bool {
        !self.settings.is_empty()
    }

    pub fn shown_settings(&self) -> String {
        let shown = |setting: &Setting| match setting {
            Setting::Delimiter(text) => format!("delimiter({text:?})"),
            Setting::Strict => "strict(true)".to_owned(),
            Setting::NoRecovery => "recovery(false)".to_owned(),
            Setting::MaxRecord(bytes) => format!("max_record({bytes})"),
            Setting::MaxColumns(columns) => format!("max_columns({columns})"),
        };
        self.settings.iter().map(shown).collect::<Vec<_>>().join(", ")
    }

    pub fn delimiter(&self) -> &'static str {
        let text = |setting: &Setting| match setting {
            Setting::Delimiter(text) => Some(*text),
            _ => None,
        };
        self.settings.iter().find_map(text).unwrap_or("|")
    }

    pub fn parser(&self) -> Parser {
        self.settings.iter().fold(Parser::new(), |parser, setting| match *setting {
            Setting::Delimiter(text) => parser.delimiter(Delimiter::new(text).expect("the delimiter is valid")),
            Setting::Strict => parser.strict(true),
            Setting::NoRecovery => parser.recovery(false),
            Setting::MaxRecord(bytes) => parser.max_record(bytes),
            Setting::MaxColumns(columns) => parser.max_columns(columns),
        })
    }
}

/// Replaces each `⟨9 × ab⟩` by `ab` nine times.
fn expand_repetitions(text: &str) -> String {
    let mut parts = text.split('⟨');
    let mut expanded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (repeated, rest) = part.split_once('⟩').expect("⟨ has a ⟩");
        let (times, what) = repeated.split_once(" × ").expect("a repetition has a × sign");
        expanded += &what.repeat(times.replace(',', "").parse().expect("a repetition count is an integer"));
        expanded += rest;
    }
    expanded
}

#[test]
fn repetitions_are_expanded() {
    assert_eq!(expand_repetitions("a⟨3 × bc⟩d⟨1,000 × ⟩e"), "abcbcbcde");
}

//! Sessions that are written as a response are read again, equal.

use arbitrary::{Arbitrary, Unstructured};
use rescue_sessions::{Delimiter, Parser, Session};

use crate::case::DELIMITERS;
use crate::values;

/// A list of sessions, and how to write it.
#[derive(Clone, Debug)]
pub struct Written {
    pub names: Vec<String>,
    pub delimiter: String,
    /// Whether a delimiter ends each line.
    pub trailing: bool,
    pub newline: &'static str,
    pub last_newline: bool,
    /// The fields of each session.
    pub sessions: Vec<Vec<String>>,
}

/// The service's columns in its order; the custom fields stand behind Waiting Time.
const SERVICE: [&str; 19] = [
    "ID",
    "Status",
    "Entry ID",
    "Entry",
    "Technician ID",
    "Technician",
    "Start Time",
    "Waiting Time",
    "Custom Field 0",
    "Custom Field 1",
    "Custom Field 2",
    "Custom Field 3",
    "Custom Field 4",
    "Custom Field 5",
    "Language",
    "Transferred To",
    "Transferred Comment",
    "Is Lead Technician",
    "HandingOff",
];

impl<'a> Arbitrary<'a> for Written {
    fn arbitrary(u: &mut Unstructured<'a>) -> arbitrary::Result<Written> {
        let delimiter = match u.ratio(5, 6)? {
            true => (*u.choose(&DELIMITERS)?).to_owned(),
            false => u.arbitrary::<String>()?,
        };
        let names = names(u)?;
        let trailing = u.arbitrary()?;
        let newline = u.choose(&["\n", "\r\n"])?;
        let last_newline = !u.arbitrary::<bool>()?;
        let mut sessions = Vec::new();
        while !u.is_empty() && sessions.len() < 200 {
            sessions.push(names.iter().map(|name| field(u, name)).collect::<arbitrary::Result<_>>()?);
        }
        Ok(Written { names, delimiter, trailing, newline, last_newline, sessions })
    }
}

/// All columns of the service or some of them, in its order or another, and perhaps one that is not known.
fn names(u: &mut Unstructured<'_>) -> arbitrary::Result<Vec<String>> {
    let mut names: Vec<String> = SERVICE.map(str::to_owned).into();
    if u.ratio(1, 2)? {
        let mask: u32 = u.arbitrary()?;
        let mut number = 0..;
        names.retain(|name| name == "ID" || mask >> number.next().unwrap_or(0) & 1 == 1);
        for index in 1..names.len() {
            names.swap(index, u.int_in_range(0..=index)?);
        }
    }
    if u.ratio(1, 4)? {
        names.push(format!("Shoe Size {}", u.arbitrary::<u8>()?));
    }
    Ok(names)
}

fn field(u: &mut Unstructured<'_>, name: &str) -> arbitrary::Result<String> {
    Ok(match name {
        "ID" | "Entry ID" | "Technician ID" | "Waiting Time" => match u.arbitrary::<u8>()? {
            0..200 => u.arbitrary::<i32>()?.to_string(),
            _ => u.arbitrary::<i64>()?.to_string(),
        },
        "Start Time" => {
            let (month, day, year) = (u.int_in_range(1..=12)?, u.int_in_range(1..=28)?, u.int_in_range(1..=9999)?);
            let (hour, minute) = (u.int_in_range(1..=12)?, u.int_in_range(0..=59)?);
            format!("{month}/{day}/{year:04} {hour}:{minute:02} {}", u.choose(&["AM", "PM"])?)
        }
        "Language" => (*u.choose(&["en", "", "pt-BR", "fil"])?).to_owned(),
        "Is Lead Technician" | "HandingOff" => (*u.choose(&["", "yes", "no", "sim"])?).to_owned(),
        "Status" if u.ratio(3, 4)? => (*u.choose(&["Waiting", "Active", "Closed by technician"])?).to_owned(),
        _ => u.arbitrary::<&str>()?.to_owned(),
    })
}

impl Written {
    /// Whether a text stays one field: no character of it is in the delimiter, and none ends a line.
    fn survives(&self, text: &str) -> bool {
        !text.contains(|c| self.delimiter.contains(c) || c == '\n' || c == '\r')
    }

    /// Without what the format can't hold: nothing in it is escaped. `None` where the header can't be written.
    #[must_use]
    pub fn writable(mut self) -> Option<Written> {
        Delimiter::new(&self.delimiter)?;
        let fixed = "0123456789-/: APM";
        if !self.survives(fixed) || !self.names.iter().all(|name| self.survives(name)) {
            return None;
        }
        for (index, name) in self.names.iter().enumerate() {
            for session in &mut self.sessions {
                let keep = |c: &char| !self.delimiter.contains(*c) && *c != '\n' && *c != '\r';
                let text: String = session[index].chars().filter(keep).collect();
                session[index] = if values::value(name, &text).is_ok() { text } else { String::new() };
            }
        }
        // Letters of a language or a flag may be the delimiter's; what is left may be no value.
        let is_value =
            |session: &Vec<String>| self.names.iter().zip(session).all(|(n, text)| values::value(n, text).is_ok());
        self.sessions.retain(is_value);
        Some(self)
    }

    /// The response.
    #[must_use]
    pub fn body(&self) -> String {
        let line =
            |fields: &Vec<String>| fields.join(&self.delimiter) + if self.trailing { &self.delimiter } else { "" };
        let lines: Vec<String> = std::iter::once(&self.names).chain(&self.sessions).map(line).collect();
        "OK\n\n".to_owned() + &lines.join(self.newline) + if self.last_newline { self.newline } else { "" }
    }
}

/// The target `roundtrip`.
pub(crate) fn fuzz(data: &[u8]) {
    let written = Written::arbitrary(&mut Unstructured::new(data));
    if let Some(written) = written.ok().and_then(Written::writable) {
        check(&written);
    }
}

/// All sessions are read, none is damaged, and each says what was written.
pub fn check(written: &Written) {
    let body = written.body();
    let parser = Parser::new().delimiter(Delimiter::new(&written.delimiter).expect("it was looked at"));
    let parser = parser.max_record(body.len());
    let list = parser.parse(&body).unwrap_or_else(|error| panic!("{error}: {body:?}"));
    let names: Vec<&str> = list.header().iter().collect();
    assert_eq!(names, written.names);
    let sessions: Vec<Session<'_>> =
        list.sessions().collect::<Result<_, _>>().unwrap_or_else(|e| panic!("{e}: {body:?}"));
    assert_eq!(sessions.len(), written.sessions.len(), "{body:?}");
    for (session, fields) in sessions.iter().zip(&written.sessions) {
        assert!(session.damage().is_empty(), "{body:?}");
        let fields: Vec<Option<&str>> = fields.iter().map(|field| Some(field.as_str())).collect();
        values::agree(session, &names, &fields);
    }
}

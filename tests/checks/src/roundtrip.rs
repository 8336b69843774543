//! Round trip: sessions that are written as a response are read back and equal.

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

/// The columns in the order of the service. The custom fields are after Waiting Time.
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

/// All or some columns of the service, in any order, with or without an unknown column.
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
    /// Whether a text stays one field: it has no character of the delimiter and no line end.
    fn is_representable(&self, text: &str) -> bool {
        !text.contains(|c| self.delimiter.contains(c) || c == '\n' || c == '\r')
    }

    /// Removes what the format cannot represent: it has no escapes. Returns `None` if it cannot represent the header.
    #[must_use]
    pub fn writable(mut self) -> Option<Written> {
        Delimiter::try_from(self.delimiter.as_str()).ok()?;
        let service_characters = "0123456789-/: APM";
        if !self.is_representable(service_characters) || !self.names.iter().all(|name| self.is_representable(name)) {
            return None;
        }
        for (index, name) in self.names.iter().enumerate() {
            for session in &mut self.sessions {
                let keep = |c: &char| !self.delimiter.contains(*c) && *c != '\n' && *c != '\r';
                let text: String = session[index].chars().filter(keep).collect();
                session[index] = if values::value(name, &text).is_ok() { text } else { String::new() };
            }
        }
        // The delimiter can contain letters of a language or a flag. Without them, the rest may be an invalid value.
        let is_value =
            |session: &Vec<String>| self.names.iter().zip(session).all(|(n, text)| values::value(n, text).is_ok());
        self.sessions.retain(is_value);
        Some(self)
    }

    /// The text of the response.
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

/// The crate reads all sessions, none is damaged, and each has the values that were written.
pub fn check(written: &Written) {
    let body = written.body();
    let parser = Parser::new()
        .delimiter(Delimiter::try_from(written.delimiter.as_str()).expect("`writable` checks the delimiter"));
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
        values::check_session(session, &names, &fields);
    }
}

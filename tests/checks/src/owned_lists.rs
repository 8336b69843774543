//! Random lists of owned sessions, which may or may not be possible to write.

use arbitrary::{Arbitrary, Unstructured};
use rescue_sessions::{Column, OwnedSession, StartTime, Status};

use crate::case::DELIMITERS;

/// A list of sessions, and how to write it.
#[derive(Clone, Debug)]
pub struct OwnedList {
    pub names: Vec<String>,
    pub delimiter: String,
    /// Whether a delimiter ends each line.
    pub trailing: bool,
    pub sessions: Vec<OwnedSession>,
}

impl<'a> Arbitrary<'a> for OwnedList {
    fn arbitrary(u: &mut Unstructured<'a>) -> arbitrary::Result<OwnedList> {
        let delimiter = match u.ratio(7, 8)? {
            true => (*u.choose(&DELIMITERS)?).to_owned(),
            false => u.arbitrary::<String>()?,
        };
        let trailing = !u.ratio(1, 3)?;
        let is_risky = u.ratio(1, 3)?;
        let mut generator = Generator { u, delimiter: &delimiter, is_risky };
        let names = generator.names()?;
        let mut sessions = Vec::new();
        while !generator.u.is_empty() && sessions.len() < 40 {
            sessions.push(generator.session(&names)?);
        }
        Ok(OwnedList { names, delimiter, trailing, sessions })
    }
}

/// The number of custom fields up to the first gap.
pub(crate) fn custom_fields(names: &[String]) -> usize {
    (0..).take_while(|number| names.contains(&format!("Custom Field {number}"))).count()
}

struct Generator<'g, 'u> {
    u: &'g mut Unstructured<'u>,
    delimiter: &'g str,
    /// Whether names and values may be ones that cannot be written.
    is_risky: bool,
}

impl Generator<'_, '_> {
    fn is_bad(&mut self, one_in: u8) -> arbitrary::Result<bool> {
        Ok(self.is_risky && self.u.ratio(1, one_in)?)
    }

    /// The columns of version 3 or some of them, in any order, with or without unknown columns.
    fn names(&mut self) -> arbitrary::Result<Vec<String>> {
        let mut names: Vec<String> = Column::VERSION_3.iter().map(|column| (*column).into()).collect();
        if self.u.ratio(3, 4)? {
            let (mask, lacks_id): (u32, bool) = (self.u.arbitrary()?, self.is_bad(8)?);
            let mut number = 0..;
            names.retain(|name| name == "ID" && !lacks_id || mask >> number.next().unwrap_or(0) & 1 == 1);
            for index in 1..names.len() {
                names.swap(index, self.u.int_in_range(0..=index)?);
            }
        }
        for number in 0..self.u.int_in_range(0..=4_u8)?.saturating_sub(2) {
            let name = match self.u.int_in_range(0..=3_u8)? {
                0 if self.is_risky => self.text()?,
                1 => format!("Custom Field {}", 8 + number),
                _ => format!("Shoe Size {number}"),
            };
            let index = self.u.int_in_range(0..=names.len())?;
            names.insert(index, name);
        }
        Ok(names)
    }

    /// A text. A risky one often contains the delimiter, the start of it, or a line end.
    fn text(&mut self) -> arbitrary::Result<String> {
        Ok(match self.u.int_in_range(0..=9_u8)? {
            0 => self.u.arbitrary::<String>()?.replace(['\r', '\n'], ""),
            1 if self.is_risky => self.some_text()? + self.delimiter + &self.some_text()?,
            2 if self.is_risky => self.some_text()? + self.u.choose(&["\n", "\r", "\r\n"])? + &self.some_text()?,
            3 => self.some_text()? + self.delimiter_start()?,
            _ => self.some_text()?,
        })
    }

    fn some_text(&mut self) -> arbitrary::Result<String> {
        Ok((*self.u.choose(&["", "", "Ann", "7", "en", " ", "yes", "a", "|"])?).to_owned())
    }

    /// Some characters from the start of the delimiter, but not all.
    fn delimiter_start(&mut self) -> arbitrary::Result<&str> {
        let ends: Vec<usize> = self.delimiter.char_indices().map(|(index, _)| index).collect();
        Ok(&self.delimiter[..*self.u.choose(&ends).unwrap_or(&0)])
    }

    /// A session with a value for each column. A risky one sometimes lacks one, or has one for a column that the header
    /// lacks.
    fn session(&mut self, names: &[String]) -> arbitrary::Result<OwnedSession> {
        let mut session = OwnedSession::new(self.integer()?);
        let custom_fields = custom_fields(names);
        session.custom_fields.resize(custom_fields, None);
        for name in names.iter().filter(|name| *name != "ID") {
            if self.is_bad(64)? {
                continue;
            }
            match Column::from_name(name) {
                Some(Column::CustomField(number)) if usize::from(number) < custom_fields => {
                    session.custom_fields[usize::from(number)] = Some(self.text()?);
                }
                None | Some(Column::CustomField(_)) => session.unknown_columns.push((name.clone(), Some(self.text()?))),
                Some(column) => self.set(&mut session, column)?,
            }
        }
        if self.is_bad(16)? {
            let column = *self.u.choose(Column::VERSION_3)?;
            self.set(&mut session, column)?;
            session.unknown_columns.reverse();
        }
        Ok(session)
    }

    /// Sets the value of a column. Custom fields are ignored.
    fn set(&mut self, session: &mut OwnedSession, column: Column) -> arbitrary::Result<()> {
        match column {
            Column::Id => session.id = self.integer()?,
            Column::Status => session.status = Some(self.status()?),
            Column::EntryId => session.entry_id = Some(self.integer()?),
            Column::Entry => session.entry = Some(self.text()?),
            Column::TechnicianId => session.technician_id = Some(self.integer()?),
            Column::Technician => session.technician = Some(self.text()?),
            Column::StartTime => session.start_time = self.start_time()?,
            Column::WaitingTime => session.waiting_time = Some(self.integer()?),
            Column::Language => session.language = Some(self.language()?.to_owned()),
            Column::TransferredTo => session.transferred_to = Some(self.text()?),
            Column::TransferredComment => session.transferred_comment = Some(self.text()?),
            Column::IsLeadTechnician => session.is_lead_technician = Some(self.u.arbitrary()?),
            Column::HandingOff => session.is_handing_off = Some(self.u.arbitrary()?),
            _ => {}
        }
        Ok(())
    }

    fn language(&mut self) -> arbitrary::Result<&'static str> {
        let texts: &[&str] = if self.is_bad(16)? { &["English", "e|"] } else { &["en", "", "pt-BR", "fil", "EN"] };
        Ok(self.u.choose(texts)?)
    }

    fn status(&mut self) -> arbitrary::Result<Status<'static>> {
        if self.is_bad(16)? {
            return Ok(Status::Other((*self.u.choose(&["Aborted", "Active"])?).into()));
        }
        Ok(match self.u.ratio(1, 4)? {
            true => Status::from_text(&self.text()?).into_owned(),
            false => self.u.choose(Status::KNOWN)?.clone(),
        })
    }

    fn integer(&mut self) -> arbitrary::Result<i64> {
        Ok(match self.u.int_in_range(0..=9_u8)? {
            0 => self.u.arbitrary::<i64>()?,
            1 => self.u.arbitrary::<i32>()?.into(),
            _ => self.u.arbitrary::<u8>()?.into(),
        })
    }

    fn start_time(&mut self) -> arbitrary::Result<Option<StartTime>> {
        let u = &mut *self.u;
        let (year, month, day) = (u.int_in_range(1..=9999)?, u.int_in_range(1..=12)?, u.int_in_range(1..=28)?);
        let second = if u.ratio(1, 4)? { u.int_in_range(0..=59)? } else { 0 };
        Ok(StartTime::new(year, month, day, u.int_in_range(0..=23)?, u.int_in_range(0..=59)?, second))
    }
}

//! [`Table`]: the columns of the batches.

use std::collections::HashSet;
use std::io::Read;
use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};
use rescue_sessions::{AnyReader, Column, Header, OwnedSession, Parser, ReadError};

/// The columns of a table of sessions: those of one response, or of several.
///
/// ```
/// use rescue_sessions_arrow::Table;
///
/// let old = rescue_sessions::parse("OK\n\nID|Status|\n")?;
/// let new = rescue_sessions::parse("OK\n\nID|Shoe Size|Waiting Time|\n")?;
/// let mut table = Table::from_header(old.header());
/// table.add(&Table::from_header(new.header()));
///
/// let schema = table.to_arrow();
/// let names: Vec<_> = schema.fields().iter().map(|field| field.name().as_str()).collect();
/// assert_eq!(names, ["id", "status", "waiting_time", "Shoe Size", "withheld"]);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// In the order of the enum, which is the documented one.
    columns: Vec<Column>,
    has_status_code: bool,
    /// In the order of their first appearance.
    unknown_columns: Vec<String>,
    has_poll: bool,
    time_unit: TimeUnit,
}

/// What a column of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Known(Column),
    StatusCode,
    /// An unknown column, by its index among the unknown columns.
    Unknown(usize),
    Withheld,
    PollTime,
    PollFile,
}

impl Table {
    fn new(mut columns: Vec<Column>, has_status_code: bool, unknown_columns: Vec<String>) -> Table {
        columns.sort_unstable();
        Table { columns, has_status_code, unknown_columns, has_poll: false, time_unit: TimeUnit::Second }
    }

    /// The columns of a text response.
    #[must_use]
    pub fn from_header(header: &Header<'_>) -> Table {
        let columns = (0..header.len()).filter_map(|index| header.column(index)).collect();
        Table::new(columns, false, header.unknown_columns().map(str::to_owned).collect())
    }

    /// The columns of a SOAP response whose sessions have no others: those of the method's version, and `status_code`.
    #[must_use]
    pub fn from_soap(columns: &[Column]) -> Table {
        Table::new(columns.to_vec(), true, Vec::new())
    }

    /// The columns of a response, text or SOAP. It reads a text up to its header; a SOAP response has no header, so it is
    /// read whole, to find the columns that its method's version lacks.
    ///
    /// # Errors
    ///
    /// - [`ReadError::Io`]: a read failed.
    /// - [`ReadError::Response`]: the response is not a session list, for example `NOTLOGGEDIN`.
    pub fn from_response(parser: Parser, body: impl Read) -> Result<Table, ReadError> {
        let mut reader = AnyReader::new(parser, body)?;
        let mut table = Table::from_reader(&mut reader)?;
        if let AnyReader::Soap(sessions) = reader {
            let mut known = HashSet::new();
            for session in sessions {
                match session {
                    Ok(session) => {
                        table.columns.extend(columns_of(&session));
                        table.columns.sort_unstable();
                        table.columns.dedup();
                        let names = session.unknown_columns.into_iter().map(|(name, _)| name);
                        table.unknown_columns.extend(names.filter(|name| known.insert(name.clone())));
                    }
                    Err(ReadError::Io(error)) => return Err(error.into()),
                    Err(_) => {} // reading the rows gives this error again
                }
            }
        }
        Ok(table)
    }

    /// The columns of a response, without those that only some sessions of SOAP have.
    pub(crate) fn from_reader<R: Read>(reader: &mut AnyReader<R>) -> Result<Table, ReadError> {
        Ok(match reader {
            AnyReader::Text(reader) => Table::from_header(&reader.header()?),
            AnyReader::Soap(reader) => Table::from_soap(reader.columns()?),
            _ => Table::from_soap(&[]), // there is no third format
        })
    }

    /// Adds the columns of another table, so that the rows of both fit.
    ///
    /// Known columns keep their documented order. Unknown columns have the order in which they are added; the same name is
    /// the same column. Everything else remains as it is in `self`.
    pub fn add(&mut self, other: &Table) {
        self.columns.extend(&other.columns);
        self.columns.sort_unstable();
        self.columns.dedup();
        self.has_status_code |= other.has_status_code;
        for name in &other.unknown_columns {
            if !self.unknown_columns.contains(name) {
                self.unknown_columns.push(name.clone());
            }
        }
    }

    /// Whether a response with the columns of `other` loses none in this table.
    #[must_use]
    pub fn contains(&self, other: &Table) -> bool {
        other.columns.iter().all(|column| self.columns.contains(column))
            && (self.has_status_code || !other.has_status_code)
            && other.unknown_columns.iter().all(|name| self.unknown_columns.contains(name))
    }

    /// Whether a SOAP session loses no value in this table.
    pub(crate) fn contains_all_of(&self, session: &OwnedSession) -> bool {
        columns_of(session).all(|column| self.columns.contains(&column))
            && session.unknown_columns.iter().all(|(name, _)| self.unknown_columns.contains(name))
    }

    /// Adds the columns `poll_time` and `poll_file`.
    #[must_use]
    pub fn with_poll(mut self) -> Table {
        self.has_poll = true;
        self
    }

    /// Makes `start_time` and `poll_time` timestamps in milliseconds, instead of seconds. Parquet has no timestamps in
    /// seconds: without this, other programs read numbers from a Parquet file.
    #[must_use]
    pub fn with_milliseconds(mut self) -> Table {
        self.time_unit = TimeUnit::Millisecond;
        self
    }

    pub(crate) fn unknown_columns(&self) -> &[String] {
        &self.unknown_columns
    }

    pub(crate) fn contents(&self) -> Vec<Content> {
        let mut contents: Vec<_> = self.columns.iter().map(|column| Content::Known(*column)).collect();
        if self.has_status_code {
            let after_status = 1 + self.columns.iter().position(|it| *it == Column::Status).unwrap_or_default();
            contents.insert(after_status.min(contents.len()), Content::StatusCode);
        }
        contents.extend((0..self.unknown_columns.len()).map(Content::Unknown));
        contents.push(Content::Withheld);
        if self.has_poll {
            contents.extend([Content::PollTime, Content::PollFile]);
        }
        contents
    }

    /// The schema of the batches.
    ///
    /// An unknown column keeps its name, unless another column has it or a known column would have it, in this table or in
    /// another: then it gets a suffix, such as `_2`. Names that differ in case only count as the same here, because SQL engines
    /// compare them so. Each field of a column of the response has its name in the header as metadata, with the key `column`.
    #[must_use]
    pub fn to_arrow(&self) -> SchemaRef {
        let contents = self.contents();
        let mut taken = own_names();
        let fields = contents.iter().map(|content| {
            let name = match content {
                Content::Unknown(index) => {
                    let name = self.unknown_columns.get(*index).map_or("", String::as_str);
                    free_name(name, &mut taken)
                }
                content => fixed_name(content).unwrap_or_default(),
            };
            let is_nullable = !matches!(content, Content::Known(Column::Id) | Content::Withheld);
            let field = Field::new(name, self.data_type(content), is_nullable);
            match self.header_name(content) {
                Some(column) => field.with_metadata([("column".to_owned(), column)].into()),
                None => field,
            }
        });
        Arc::new(Schema::new(fields.collect::<Vec<_>>()))
    }

    fn header_name(&self, content: &Content) -> Option<String> {
        match content {
            Content::Known(column) => Some(column.to_string()),
            Content::Unknown(index) => self.unknown_columns.get(*index).cloned(),
            _ => None,
        }
    }

    fn data_type(&self, content: &Content) -> DataType {
        let words = || DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        match content {
            Content::Known(Column::Id | Column::EntryId | Column::TechnicianId | Column::WaitingTime) => {
                DataType::Int64
            }
            Content::Known(Column::StartTime) => DataType::Timestamp(self.time_unit, None),
            Content::Known(Column::IsLeadTechnician | Column::HandingOff) => DataType::Boolean,
            Content::Known(Column::CustomField(_) | Column::TransferredComment) | Content::Unknown(_) => DataType::Utf8,
            Content::Known(_) | Content::StatusCode | Content::PollFile => words(),
            Content::Withheld => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, false))),
            Content::PollTime => DataType::Timestamp(self.time_unit, Some("UTC".into())),
        }
    }
}

/// The known columns in which a session has a value.
fn columns_of(session: &OwnedSession) -> impl Iterator<Item = Column> {
    let custom_fields = (0..=u8::MAX).take(session.custom_fields.len()).map(Column::CustomField);
    Column::VERSION_3.iter().copied().chain(custom_fields).filter(|column| session.has(*column))
}

/// The name of a column that the table names. `None` for an unknown column.
fn fixed_name(content: &Content) -> Option<String> {
    Some(match content {
        Content::Known(column) => field_name(*column),
        Content::StatusCode => "status_code".to_owned(),
        Content::Unknown(_) => return None,
        Content::Withheld => "withheld".to_owned(),
        Content::PollTime => "poll_time".to_owned(),
        Content::PollFile => "poll_file".to_owned(),
    })
}

/// The names that no unknown column has, so that its name does not depend on the other responses in the table.
fn own_names() -> HashSet<String> {
    let known = Column::VERSION_3.iter().copied().chain((0..=u8::MAX).map(Column::CustomField)).map(Content::Known);
    let others = [Content::StatusCode, Content::Withheld, Content::PollTime, Content::PollFile];
    known.chain(others).filter_map(|content| fixed_name(&content)).collect()
}

/// The name of a known column in the table, which is its key in JSON.
fn field_name(column: Column) -> String {
    match column {
        Column::HandingOff => "handing_off".to_owned(),
        column => column.name().to_lowercase().replace(' ', "_"),
    }
}

fn free_name(name: &str, taken: &mut HashSet<String>) -> String {
    let names = std::iter::once(name.to_owned()).chain((2_u32..).map(|number| format!("{name}_{number}")));
    let free = names.into_iter().find(|name| taken.insert(name.to_lowercase()));
    free.unwrap_or_default()
}

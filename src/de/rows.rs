//! Iterators of rows that are deserialized.

use alloc::vec::Vec;
use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ops::Range;

use serde::Deserialize;

use crate::bytes::position::Position;
use crate::causes::deserialize::DeserializeError;
use crate::de::error::RowError;
use crate::de::row::{Row, RowDeserializer, WantedColumns};
use crate::error::{Error, ErrorKind};
use crate::iter::sessions::Sessions;
use crate::list::SessionList;
use crate::session::borrowed::Session;

impl<'a> SessionList<'a> {
    /// The rows as values of a type that implements `serde::Deserialize`. Needs the feature `serde`.
    ///
    /// The items are those of [`SessionList::sessions`], in the same order: recovered rows are included, and a row that
    /// cannot be read is an error. See [`Rows`] for how values are converted.
    ///
    /// ```
    /// use rescue_sessions::{Status, parse};
    /// use serde::Deserialize;
    ///
    /// #[derive(Deserialize)]
    /// struct Ticket<'a> {
    ///     #[serde(rename = "ID")]
    ///     id: i64,
    ///     #[serde(rename = "Status")]
    ///     status: Status<'static>,
    ///     #[serde(rename = "Technician")]
    ///     technician: Option<&'a str>, // an empty field is `None`
    /// }
    ///
    /// let body = "OK\n\nID|Status|Technician|\n7|Waiting||\n8|Active|Jo|\n";
    /// let tickets: Vec<Ticket> = parse(body)?.deserialize().collect::<Result<_, _>>()?;
    /// assert_eq!((tickets[0].id, &tickets[0].status, tickets[0].technician), (7, &Status::Waiting, None));
    /// assert_eq!(tickets[1].technician, Some("Jo"));
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn deserialize<T: Deserialize<'a>>(&self) -> Rows<'a, T> {
        self.sessions().deserialize()
    }
}

impl<'a> Sessions<'a> {
    /// The sessions that are left, as values of a type that implements `serde::Deserialize`. See
    /// [`SessionList::deserialize`].
    #[must_use]
    pub fn deserialize<T: Deserialize<'a>>(self) -> Rows<'a, T> {
        Rows { sessions: self, reader: RowReader::default() }
    }
}

/// The rows of a list as values of a type `T`.
///
/// A struct, or a map, gets the values by the exact names of their columns, so most fields of a struct need
/// `#[serde(rename = "…")]`. A tuple gets them in the header's order, and must have as many elements as the header has
/// columns. (To get [`OwnedSession`](crate::OwnedSession)s, use [`SessionList::partition_owned`].)
///
/// | type | from |
/// |---|---|
/// | `&str`, `String`, `Cow<str>` | the text as it is in the body; Start Time in ISO 8601, `2012-02-16T09:00:00`, for which `&str` is an error |
/// | integers | an integer, in range for the type |
/// | `bool` | a flag; in a column of texts, `yes`, `no`, `true` or `false` |
/// | `f64`, `f32`, `char` | a decimal number that is not too large; one character |
/// | [`Status`](crate::Status), [`StartTime`](crate::StartTime) | their texts |
/// | `chrono::NaiveDateTime`, `jiff::civil::DateTime` | Start Time; with the feature `serde` of chrono or jiff |
/// | `Duration` | Waiting Time, with [`seconds`](crate::seconds) |
/// | enums | the name of a variant |
/// | `Option<T>` | `None` if the field is empty, unlike in a [`Session`], or if the header lacks the column; a field with `#[serde(with = …)]` also needs `#[serde(default)]` for that |
/// | [`Value<T>`](crate::Value) | the three states of a value; a column may be missing only with `#[serde(default)]` |
///
/// The type of a value is never guessed from its text. Where a type asks for no type in particular, as in a flattened
/// struct or a `serde_json::Value`, the column decides: integers, flags, and texts for all else. serde then reads all columns
/// before the fields are known: an empty field is `Some("")`, and a withheld value is an error even if no field asks for it.
///
/// # Errors
///
/// - a withheld value, unless the type of the field is [`Value`] or [`Rows::withheld_as_none`] is set
/// - `soon` for an integer, and every other value that does not fit its type
/// - a header that does not fit the type: a field of the struct without a column that is neither an `Option` nor
///   `#[serde(default)]`, a column that the type denies, or another number of columns than a tuple has. This is one error
///   of the header, and no item follows it
///
/// [`Value`]: crate::Value
pub struct Rows<'a, T> {
    sessions: Sessions<'a>,
    reader: RowReader<T>,
}

impl<'a, T> Rows<'a, T> {
    /// The sessions that the rows come from: their header, and the position and bytes of the last row, so that one that does
    /// not fit can be put aside.
    ///
    /// ```
    /// let list = rescue_sessions::parse("OK\n\nID|Custom Field 0|\n7|1|\n8|x|\n")?;
    /// let mut rows = list.deserialize::<(i64, u8)>();
    /// let mut quarantine = Vec::new();
    /// while let Some(row) = rows.next() {
    ///     if row.is_err() {
    ///         quarantine.push(rows.sessions().last_raw());
    ///     }
    /// }
    /// assert_eq!(quarantine, [b"8|x|"]);
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    #[must_use]
    pub fn sessions(&self) -> &Sessions<'a> {
        &self.sessions
    }

    /// Sets whether a withheld value is `None` for a field of type `Option`. Default: `false`, it is an error, so that it is
    /// not taken for an empty field.
    #[must_use]
    pub fn withheld_as_none(self, withheld_as_none: bool) -> Self {
        Rows { reader: RowReader { withheld_as_none, ..self.reader }, ..self }
    }
}

impl<'a, T: Deserialize<'a>> Iterator for Rows<'a, T> {
    type Item = Result<T, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.reader.next(&mut self.sessions)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.sessions.size_hint()
    }
}

impl<'a, T: Deserialize<'a>> FusedIterator for Rows<'a, T> {}

impl<T> Clone for Rows<'_, T> {
    fn clone(&self) -> Self {
        Rows { sessions: self.sessions.clone(), reader: self.reader.clone() }
    }
}

impl<T> fmt::Debug for Rows<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("position", &self.sessions.position()).finish_non_exhaustive()
    }
}

/// What is kept between two rows.
pub(crate) struct RowReader<T> {
    pub(crate) withheld_as_none: bool,
    wanted: WantedColumns,
    ranges: Vec<Option<Range<usize>>>,
    /// Whether the header does not fit the type.
    is_over: bool,
    of: PhantomData<fn() -> T>,
}

impl<T> Default for RowReader<T> {
    fn default() -> Self {
        let (wanted, ranges) = (WantedColumns::default(), Vec::new());
        RowReader { withheld_as_none: false, wanted, ranges, is_over: false, of: PhantomData }
    }
}

impl<T> Clone for RowReader<T> {
    fn clone(&self) -> Self {
        let (wanted, ranges) = (self.wanted.clone(), Vec::new());
        RowReader { wanted, ranges, ..*self }
    }
}

impl<T> RowReader<T> {
    /// Whether the header does not fit the type, so that no row does.
    pub(crate) fn is_over(&self) -> bool {
        self.is_over
    }

    #[inline]
    pub(crate) fn next<'a>(&mut self, sessions: &mut Sessions<'a>) -> Option<Result<T, Error>>
    where
        T: Deserialize<'a>,
    {
        if self.is_over {
            return None;
        }
        match sessions.next()? {
            Ok(session) => Some(self.read(sessions, &session)),
            Err(error) => Some(Err(error)),
        }
    }

    #[inline]
    fn read<'a>(&mut self, sessions: &Sessions<'a>, session: &Session<'a>) -> Result<T, Error>
    where
        T: Deserialize<'a>,
    {
        let ranges = match session.has_field_ends() {
            true => None,
            false => {
                self.ranges.clear();
                self.ranges.extend(sessions.last_ranges());
                Some(self.ranges.as_slice())
            }
        };
        let labels = sessions.header().labels();
        let row = Row { labels, session, ranges, withheld_as_none: self.withheld_as_none };
        T::deserialize(RowDeserializer { row, wanted: &mut self.wanted }).or_else(|error| {
            let (value, is_over) = retry(error, row, &mut self.wanted, sessions);
            self.is_over = is_over;
            value
        })
    }
}

/// Tries a row that failed by name, if it was not. Gives its value or error, and whether no other row can fit.
#[cold]
fn retry<'a, T: Deserialize<'a>>(
    error: RowError,
    row: Row<'_, 'a>,
    wanted: &mut WantedColumns,
    sessions: &Sessions<'a>,
) -> (Result<T, Error>, bool) {
    let mut by_name = wanted.clone();
    let error = match by_name.give_by_name() {
        false => error,
        true => match T::deserialize(RowDeserializer { row, wanted: &mut by_name }) {
            Ok(value) => {
                *wanted = by_name;
                return (Ok(value), false);
            }
            Err(error) => error,
        },
    };
    let is_over = by_name.is_of_header(&error, row.labels);
    let position = if is_over { sessions.header().position() } else { position(&error, sessions, row) };
    (Err(with_position(error, position, row)), is_over)
}

/// Where an error is: at the field, at the damage that withholds its value, or at the row.
#[cold]
fn position(error: &RowError, sessions: &Sessions<'_>, row: Row<'_, '_>) -> Position {
    let start = sessions.last_start();
    let Some(index) = error.index else { return start };
    match (row.range(index), row.damage(index)) {
        (Some(range), _) => start.after(row.session.as_str().as_bytes().get(..range.start).unwrap_or_default()),
        (None, Some(damage)) => damage.position(),
        (None, None) => start,
    }
}

#[cold]
fn with_position(RowError { kind, index }: RowError, position: Position, row: Row<'_, '_>) -> Error {
    let column = index.and_then(|index| row.labels.get(index)?.column);
    Error::new(ErrorKind::Deserialize(DeserializeError { kind, index, column }), position)
}

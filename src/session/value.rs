//! [`Value`]: the three states of a value.

/// What a session says about a column: its value, or why it has none.
///
/// [`Session::get`](crate::Session::get) returns it with the [`Damage`](crate::Damage) of a withheld value. In a struct
/// that is deserialized from rows, a field of type `Value<T>` takes a withheld value without an error, as the damaged
/// text.
///
/// ```
/// use rescue_sessions::{Column, Value, parse};
///
/// let list = parse("OK\n\nID|Technician|Custom Field 0|Language|\n7|Jo|no|sound|en|\n")?;
/// let session = list.sessions().next().unwrap()?;
///
/// assert_eq!(session.get(Column::Language), Value::Given("en"));
/// assert_eq!(session.get(Column::Entry), Value::Absent);
/// match session.get(Column::Technician) {
///     Value::Withheld(damage) => assert_eq!(damage.raw(), "Jo|no|sound"),
///     _ => unreachable!(),
/// }
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Value<T, W = alloc::string::String> {
    /// The value. An empty field is the value `""`.
    Given(T),
    /// The row is damaged, and its possible interpretations differ on the value.
    Withheld(W),
    /// The list has no such column.
    #[default]
    Absent,
}

impl<T, W> Value<T, W> {
    /// The value, or `None` if it is withheld or absent.
    #[must_use]
    pub fn given(self) -> Option<T> {
        match self {
            Value::Given(value) => Some(value),
            Value::Withheld(_) | Value::Absent => None,
        }
    }

    /// Whether the value is withheld.
    #[must_use]
    pub fn is_withheld(&self) -> bool {
        matches!(self, Value::Withheld(_))
    }

    /// Whether the list has no such column.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Value::Absent)
    }

    /// Converts the value, if there is one.
    #[must_use]
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Value<U, W> {
        match self {
            Value::Given(value) => Value::Given(convert(value)),
            Value::Withheld(damage) => Value::Withheld(damage),
            Value::Absent => Value::Absent,
        }
    }
}

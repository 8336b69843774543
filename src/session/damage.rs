//! What was damaged in a record, and what became of it.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::{fmt, iter};

use crate::bytes::position::Position;
use crate::column::Column;
use crate::recovery::alignments::ColumnMatch;
use crate::table::header::{Header, Label};

/// A place where a delimiter or a newline that somebody typed broke a row, and what became of it.
///
/// Either all readings of the row agree on the value of one column, which is several pieces joined by what was typed
/// ([`Damage::is_resolved`]); or they differ on several columns side by side, whose values are withheld.
/// [`Damage::raw`] has the text of both, so nothing is lost.
///
/// ```
/// let body = "OK\n\nID|Entry|Technician ID|Technician|Custom Field 0|Language|\n7|A|B|5|Jo|no|sound|en|\n";
/// let session = rescue_sessions::parse(body)?.sessions().next().unwrap()?;
///
/// let [entry, others] = session.damage() else { panic!() };
/// assert_eq!(entry.to_string(), "line 4, column 3: Entry is joined");
/// assert_eq!((entry.raw(), session.entry()), ("A|B", Some("A|B")));
///
/// // Jo and no|sound, or Jo|no and sound? Nothing tells.
/// assert_eq!(others.columns().collect::<Vec<_>>(), ["Technician", "Custom Field 0"]);
/// assert_eq!((others.raw(), others.is_resolved()), ("Jo|no|sound", false));
/// assert_eq!(others.position().column(), 9);
/// assert_eq!(session.technician(), None);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Damage<'a> {
    columns: Vec<(Cow<'a, str>, Option<Column>)>,
    raw: Cow<'a, str>,
    is_resolved: bool,
    position: Position,
}

impl<'a> Damage<'a> {
    /// The columns' names as they stand in the header, in its order: one that was joined, or those that are withheld.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = &str> {
        self.columns.iter().map(|(name, _)| &**name)
    }

    /// Whether this is about a column.
    #[must_use]
    pub fn affects(&self, column: Column) -> bool {
        self.columns.iter().any(|(_, known)| *known == Some(column))
    }

    /// The text of all the columns as it stands in the body, with the delimiters and newlines in it.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// Whether the value is given: all readings have the same. Otherwise the values of the columns are withheld.
    #[must_use]
    pub fn is_resolved(&self) -> bool {
        self.is_resolved
    }

    /// Where [`Damage::raw`] starts.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// The same as [`fmt::Display`] without the place: `Entry is joined`.
    pub fn message(&self) -> impl fmt::Display {
        What(self)
    }

    pub(crate) fn into_owned(self) -> Damage<'static> {
        let columns = self.columns.into_iter().map(|(name, column)| (Cow::Owned(name.into_owned()), column));
        Damage {
            columns: columns.collect(),
            raw: Cow::Owned(self.raw.into_owned()),
            is_resolved: self.is_resolved,
            position: self.position,
        }
    }
}

/// `line 4, column 3: Entry is joined`. Names that are not known are text from the body, and are counted instead;
/// [`Damage::raw`] is left out.
impl fmt::Display for Damage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.position.line(), self.position.column(), self.message())
    }
}

struct What<'d>(&'d Damage<'d>);

impl fmt::Display for What<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Damage { columns, is_resolved, .. } = self.0;
        let unknown = columns.iter().filter(|(_, known)| known.is_none()).count();
        let mut parting = "";
        for column in columns.iter().filter_map(|(_, known)| *known) {
            write!(f, "{parting}{column}")?;
            parting = ", ";
        }
        match unknown {
            0 => {}
            1 => write!(f, "{parting}an unknown column")?,
            _ => write!(f, "{parting}{unknown} unknown columns")?,
        }
        // Never one alone: what it has more in a reading another column has less.
        f.write_str(if *is_resolved { " is joined" } else { " are withheld" })
    }
}

/// The text of [`fmt::Display`], so without [`Damage::raw`].
impl fmt::Debug for Damage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Damage(\"{self}\")")
    }
}

/// What there is to tell of a record: a damage for each joined column, and for each run of columns that have no place
/// of their own.
pub(crate) fn list<'a>(header: &Header<'a>, span: &'a str, start: Position, found: &[ColumnMatch]) -> Vec<Damage<'a>> {
    let columns: Vec<(&Label<'a>, &ColumnMatch)> = header.labels().iter().zip(found).collect();
    runs(&columns).filter_map(|run| damage(run, span, start)).collect()
}

type Run<'c, 'a> = &'c [(&'c Label<'a>, &'c ColumnMatch)];

/// Columns side by side that have no place of their own, and each of the others by itself.
fn runs<'c, 'a>(mut rest: Run<'c, 'a>) -> impl Iterator<Item = Run<'c, 'a>> {
    iter::from_fn(move || {
        let pairs = rest.iter().zip(rest.iter().skip(1));
        let joints = pairs.take_while(|((_, one), (_, next))| !one.is_fixed && !next.is_fixed).count();
        let (run, behind) = rest.split_at_checked(joints.saturating_add(1))?;
        rest = behind;
        Some(run)
    })
}

fn damage<'a>(run: Run<'_, 'a>, span: &'a str, start: Position) -> Option<Damage<'a>> {
    let ((_, first), (_, last)) = (run.first()?, run.last()?);
    let is_told = |found: &ColumnMatch| found.is_joined || found.range.is_none();
    let told = run.iter().filter(|(_, found)| is_told(found));
    let columns: Vec<_> = told.map(|(label, _)| (Cow::Borrowed(label.text), label.column)).collect();
    let raw = span.get(first.extent.start..last.extent.end)?;
    let before = span.as_bytes().get(..first.extent.start)?;
    (!columns.is_empty()).then(|| Damage {
        columns,
        raw: Cow::Borrowed(raw),
        is_resolved: first.is_joined,
        position: start.after(before),
    })
}

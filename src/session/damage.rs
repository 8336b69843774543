//! [`Damage`]: what embedded delimiters and newlines did to a record.

use alloc::vec::Vec;
use core::iter::{self, FusedIterator};
use core::{fmt, slice};

use crate::bytes::delimiter::Delimiter;
use crate::bytes::position::Position;
use crate::column::Column;
use crate::recovery::alignments::ColumnMatch;
use crate::session::alignments::{DamageAlignments, RunColumn};
use crate::table::header::{Header, Label};

/// One effect of embedded (unescaped) delimiters or newlines on a row.
///
/// There are two kinds:
///
/// - *Resolved* ([`Damage::is_resolved`]): all interpretations of the row agree on the value of one column. The value
///   is *joined*: it consists of several fragments and the delimiters or newlines between them.
/// - Not resolved: the interpretations differ on several neighboring columns, whose values are withheld.
///
/// [`Damage::raw`] has the text in both cases, so nothing is lost. [`Damage::alignments`] has the possible values.
///
/// ```
/// let body = "OK\n\nID|Entry|Technician ID|Technician|Custom Field 0|Language|\n7|A|B|5|Jo|no|sound|en|\n";
/// let session = rescue_sessions::parse(body)?.sessions().next().unwrap()?;
///
/// let [entry, others] = session.damage() else { panic!() };
/// assert_eq!(entry.to_string(), "line 4, column 3: Entry is joined");
/// assert_eq!((entry.raw(), session.entry()), ("A|B", Some("A|B")));
///
/// // Jo and no|sound, or Jo|no and sound? Both are possible.
/// assert_eq!(others.columns().collect::<Vec<_>>(), ["Technician", "Custom Field 0"]);
/// assert_eq!((others.raw(), others.is_resolved()), ("Jo|no|sound", false));
/// assert_eq!(others.position().column(), 9);
/// assert_eq!(session.technician(), None);
/// # Ok::<(), rescue_sessions::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Damage<'a> {
    /// The columns that share `raw`. Those that are not affected have the same text in all alignments.
    columns: Vec<RunColumn<'a>>,
    raw: &'a str,
    is_resolved: bool,
    position: Position,
    delimiter: Delimiter,
}

impl<'a> Damage<'a> {
    /// The names of the columns, as they are in the header and in its order: the joined one, or the withheld ones.
    #[must_use]
    pub fn columns(&self) -> DamagedColumns<'_, 'a> {
        DamagedColumns(self.columns.iter())
    }

    /// Whether a column is among [`Damage::columns`].
    #[must_use]
    pub fn affects(&self, column: Column) -> bool {
        self.columns.iter().any(|affected| affected.is_affected && affected.column == Some(column))
    }

    /// The text of the columns as it is in the body, from the first one to the last, including delimiters and newlines.
    #[must_use]
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Whether the value is known, because all interpretations of the row agree on it. Otherwise the values of the
    /// columns are withheld.
    #[must_use]
    pub fn is_resolved(&self) -> bool {
        self.is_resolved
    }

    /// The position in the body where [`Damage::raw`] starts.
    #[must_use]
    pub fn position(&self) -> Position {
        self.position
    }

    /// The possible values of [`Damage::columns`], one alignment (interpretation) at a time. A resolved damage has
    /// exactly one alignment: the joined value.
    ///
    /// If a row has several damages, they do not depend on each other: each combination of their alignments is an
    /// interpretation of the row, and there are no others.
    ///
    /// The row does not show which alignment is right, but a person who knows the customer may see it:
    ///
    /// ```
    /// let body = "OK\n\nID|Technician|Custom Field 0|Language|\n7|Jo|Ann|Lee|en|\n";
    /// let session = rescue_sessions::parse(body)?.into_iter().next().unwrap()?;
    ///
    /// let mut menu = String::new();
    /// for damage in session.damage().iter().filter(|damage| !damage.is_resolved()) {
    ///     let alignments = damage.alignments();
    ///     menu += &format!("{damage}. {} possibilities:\n", alignments.total());
    ///     // There can be millions of them. A person reads the first few.
    ///     for (number, alignment) in (1..).zip(alignments.take(10)) {
    ///         let values: Vec<_> = alignment.values().map(|(name, text)| format!("{name}: {text:?}")).collect();
    ///         menu += &format!("{number}. {}\n", values.join(", "));
    ///     }
    /// }
    /// assert_eq!(menu, r#"line 4, column 3: Technician, Custom Field 0 are withheld. 2 possibilities:
    /// 1. Technician: "Jo", Custom Field 0: "Ann|Lee"
    /// 2. Technician: "Jo|Ann", Custom Field 0: "Lee"
    /// "#);
    /// # Ok::<(), rescue_sessions::Error>(())
    /// ```
    ///
    /// The names and values are text of the body. Do not write them to a log.
    #[must_use]
    pub fn alignments(&self) -> DamageAlignments<'a> {
        DamageAlignments::new(self.columns.clone(), self.raw, self.delimiter)
    }

    /// The text of [`fmt::Display`] without the position: `Entry is joined`.
    #[must_use]
    pub fn message(&self) -> impl fmt::Display {
        Message(self)
    }
}

/// The names of the columns of a [`Damage`], in the header's order.
#[derive(Clone)]
pub struct DamagedColumns<'d, 'a>(slice::Iter<'d, RunColumn<'a>>);

impl<'a> Iterator for DamagedColumns<'_, 'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        self.0.find(|column| column.is_affected).map(|column| column.name)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.0.clone().filter(|column| column.is_affected).count();
        (left, Some(left))
    }
}

impl ExactSizeIterator for DamagedColumns<'_, '_> {}
impl FusedIterator for DamagedColumns<'_, '_> {}

/// Shows no names, only how many are left.
impl fmt::Debug for DamagedColumns<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DamagedColumns").field("left", &self.len()).finish_non_exhaustive()
    }
}

/// `line 4, column 3: Entry is joined`.
///
/// It shows no text from the body: neither [`Damage::raw`] nor the names of unknown columns, which are only counted.
impl fmt::Display for Damage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.position.line(), self.position.column(), self.message())
    }
}

struct Message<'d>(&'d Damage<'d>);

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let damage = self.0;
        let affected = || damage.columns.iter().filter(|column| column.is_affected);
        let unknown = affected().filter(|column| column.column.is_none()).count();
        let mut separator = "";
        for column in affected().filter_map(|column| column.column) {
            write!(f, "{separator}{column}")?;
            separator = ", ";
        }
        match unknown {
            0 => {}
            1 => write!(f, "{separator}an unknown column")?,
            _ => write!(f, "{separator}{unknown} unknown columns")?,
        }
        // The plural is always right: if one interpretation gives a column more text, it gives another column less.
        f.write_str(if damage.is_resolved { " is joined" } else { " are withheld" })
    }
}

/// `Damage("…")` around the text of [`fmt::Display`], so it shows no text from the body.
impl fmt::Debug for Damage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Damage(\"{self}\")")
    }
}

/// The damage of a record: one item for each joined column, and one for each run of columns without a fixed range.
///
/// `text` is the record, and `start` its position in the body.
pub(crate) fn list<'a>(
    header: &Header<'a>,
    delimiter: Delimiter,
    text: &'a str,
    start: Position,
    matches: &[ColumnMatch],
) -> Vec<Damage<'a>> {
    let columns: Vec<(&Label<'a>, &ColumnMatch)> = header.labels().iter().zip(matches).collect();
    runs(&columns).filter_map(|run| damage(run, delimiter, text, start)).collect()
}

/// Adjacent columns with their matches.
type Run<'c, 'a> = &'c [(&'c Label<'a>, &'c ColumnMatch)];

/// Splits the columns into runs: adjacent columns without a fixed range are one run, each other column is a run of its
/// own.
fn runs<'c, 'a>(mut rest: Run<'c, 'a>) -> impl Iterator<Item = Run<'c, 'a>> {
    iter::from_fn(move || {
        let pairs = rest.iter().zip(rest.iter().skip(1));
        let floating = pairs.take_while(|((_, one), (_, next))| !one.is_fixed && !next.is_fixed).count();
        let (run, after) = rest.split_at_checked(floating.saturating_add(1))?;
        rest = after;
        Some(run)
    })
}

/// The damage of a run, or `None` if the values of all its columns are known and not joined.
fn damage<'a>(run: Run<'_, 'a>, delimiter: Delimiter, text: &'a str, start: Position) -> Option<Damage<'a>> {
    let ((_, first), (_, last)) = (run.first()?, run.last()?);
    let is_affected = |found: &ColumnMatch| found.is_joined || found.range.is_none();
    if !run.iter().any(|(_, found)| is_affected(found)) {
        return None;
    }
    let columns = run.iter().map(|(label, found)| RunColumn {
        name: label.text,
        column: label.column,
        is_affected: is_affected(found),
    });
    Some(Damage {
        columns: columns.collect(),
        raw: text.get(first.extent.start..last.extent.end)?,
        is_resolved: first.is_joined,
        position: start.after(text.as_bytes().get(..first.extent.start)?),
        delimiter,
    })
}

//! Edits of a source file, and which mutant each byte of the result belongs to.

use std::ops::Range;

/// The index of a mutant in the list.
pub type Index = usize;

/// Replaces a range of the source, which may be empty, by text.
pub struct Edit {
    pub range: Range<usize>,
    /// The number of the expression in visiting order: an outer expression has a lower number than an inner one.
    pub order: usize,
    pub place: Place,
    pub parts: Vec<Part>,
}

/// Where the edit is in the expression. At the same offset, expressions end before the next one begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Outer expressions begin first.
    Begin,
    /// Inner expressions end first.
    End,
}

/// Text that belongs to one mutant, or to all mutants of the expression.
pub struct Part {
    pub text: String,
    pub mutant: Option<Index>,
}

impl Part {
    pub fn shared(text: impl Into<String>) -> Part {
        Part { text: text.into(), mutant: None }
    }

    pub fn of(mutant: Index, text: impl Into<String>) -> Part {
        Part { text: text.into(), mutant: Some(mutant) }
    }
}

/// A range of the source that the edits for some mutants change: the compiler may report an error of these mutants
/// anywhere in it.
pub struct Extent {
    pub range: Range<usize>,
    pub mutants: Vec<Index>,
    /// Whether the range is text of this mutant alone, without an expression of the source.
    pub is_own_text: bool,
}

impl Extent {
    pub fn of_expression(range: Range<usize>, mutants: Vec<Index>) -> Extent {
        Extent { range, mutants, is_own_text: false }
    }
}

/// The edits of one file.
#[derive(Default)]
pub struct Edits {
    pub edits: Vec<Edit>,
    pub extents: Vec<Extent>,
    /// Mutants that cannot build.
    pub impossible: Vec<Index>,
}

/// An edited file.
pub struct Edited {
    pub text: String,
    /// The extents, with offsets in the edited text.
    extents: Vec<Extent>,
    pub placed: Vec<Index>,
    pub impossible: Vec<Index>,
}

impl Edits {
    pub fn apply(mut self, source: &str) -> Edited {
        self.edits.sort_by_key(|edit| match edit.place {
            Place::End => (edit.range.start, 0, usize::MAX - edit.order),
            Place::Begin => (edit.range.start, 1, edit.order),
        });
        let mut text = String::new();
        let mut extents = Vec::new();
        // Pairs of an offset in the source and the offset in the text before and after all edits there.
        let mut offsets: Vec<(usize, usize, usize)> = Vec::new();
        let mut copied = 0;
        for edit in &self.edits {
            assert!(copied <= edit.range.start, "edits overlap at offset {copied}");
            text.push_str(&source[copied..edit.range.start]);
            let before = text.len();
            for part in &edit.parts {
                let start = text.len();
                text.push_str(&part.text);
                let range = start..text.len();
                extents.extend(part.mutant.map(|mutant| Extent { range, mutants: vec![mutant], is_own_text: true }));
            }
            match offsets.last_mut() {
                Some(last) if last.0 == edit.range.start => last.2 = text.len(),
                _ => offsets.push((edit.range.start, before, text.len())),
            }
            copied = edit.range.end;
            if !edit.range.is_empty() {
                offsets.push((copied, text.len(), text.len()));
            }
        }
        text.push_str(&source[copied..]);
        for extent in self.extents {
            let range = output(&offsets, extent.range.start).0..output(&offsets, extent.range.end).1;
            extents.push(Extent::of_expression(range, extent.mutants));
        }
        let mut placed: Vec<Index> = extents.iter().flat_map(|extent| extent.mutants.iter().copied()).collect();
        placed.sort_unstable();
        placed.dedup();
        Edited { text, extents, placed, impossible: self.impossible }
    }
}

/// Where an offset of the source is in the text: before and after the edits at this offset.
fn output(offsets: &[(usize, usize, usize)], offset: usize) -> (usize, usize) {
    match offsets.binary_search_by_key(&offset, |&(source, ..)| source) {
        Ok(found) => (offsets[found].1, offsets[found].2),
        Err(next) => {
            let (source, _, text) = next.checked_sub(1).map_or((0, 0, 0), |last| offsets[last]);
            (text + offset - source, text + offset - source)
        }
    }
}

impl Edited {
    /// The innermost extent that contains this range.
    pub fn extent_at(&self, range: &Range<usize>) -> Option<&Extent> {
        let contains = |extent: &&Extent| extent.range.start <= range.start && range.end <= extent.range.end;
        self.extents.iter().filter(contains).min_by_key(|extent| extent.range.len())
    }
}

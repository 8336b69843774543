//! The list of mutants that `cargo mutants --list --json` prints.

use std::fs;

use serde::Deserialize;

/// A change of the source, as cargo-mutants names it.
#[derive(Debug, Deserialize)]
pub struct Mutant {
    pub name: String,
    pub file: String,
    pub genre: Genre,
    pub replacement: String,
    pub span: Span,
}

impl Mutant {
    /// The name without line and column, which change with every edit of the file.
    fn name_without_line(&self) -> String {
        let change = self.name.split_once(": ").map_or("", |(_, change)| change);
        format!("{}: {change}", self.file)
    }
}

/// Reads the list. If `only` is not empty, it is a file of names without line and column: the others are left out.
pub fn read(list: &str, only: &str) -> Vec<Mutant> {
    let list = fs::read(list).expect("the list can be read");
    let mut mutants: Vec<Mutant> = serde_json::from_slice(&list).expect("the list is one of cargo-mutants");
    if !only.is_empty() {
        let names = fs::read_to_string(only).expect("the names can be read");
        mutants.retain(|mutant| names.lines().any(|name| name == mutant.name_without_line()));
    }
    mutants
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
pub enum Genre {
    /// The function returns the replacement.
    FnValue,
    BinaryOperator,
    /// The operator is deleted.
    UnaryOperator,
    /// The guard is replaced by `true` or `false`.
    MatchArmGuard,
    /// The arm is deleted.
    MatchArm,
    /// The field is deleted, so that its value comes from the base after `..`.
    StructField,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Span {
    pub start: LineColumn,
    pub end: LineColumn,
}

/// Both numbers start at 1. The column counts characters.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

impl LineColumn {
    /// The offset in bytes in this text.
    pub fn offset(self, text: &str) -> usize {
        let line_start: usize = text.split_inclusive('\n').take(self.line - 1).map(str::len).sum();
        let columns: usize = text[line_start..].chars().take(self.column - 1).map(char::len_utf8).sum();
        line_start + columns
    }
}

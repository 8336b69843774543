//! Counts as bars that fit the terminal.

use std::io::{self, Write};

use anstyle::Style;

use crate::output::terminal::{self, Styles};
use crate::output::width::{cut, width};

/// The widest name.
const MAX_NAME: usize = 32;
/// The widest bar.
const MAX_BAR: usize = 40;
/// The width of a report if that of the terminal is not known.
const DEFAULT_WIDTH: usize = 80;

/// A line of a chart.
pub(crate) struct Bar {
    pub(crate) name: String,
    pub(crate) count: u64,
    pub(crate) style: Style,
    /// Whether this is the sum of what has no line. It has no bar, since it is not comparable.
    pub(crate) is_rest: bool,
}

/// Writes a title, and a line for each count: the name, the count and a bar.
pub(crate) fn write(out: &mut impl Write, title: &str, bars: &[Bar], styles: Styles) -> io::Result<()> {
    let terminal = terminal::width().unwrap_or(DEFAULT_WIDTH);
    writeln!(out, "{}", styles.paint(terminal::HEADER, title))?;
    let digits = bars.iter().map(|bar| bar.count.to_string().len()).max().unwrap_or_default();
    // Two spaces before the name, between name and count, and between count and bar.
    let room = terminal.saturating_sub(digits + 6);
    let widest = bars.iter().map(|bar| width(&bar.name)).max().unwrap_or_default();
    let names = widest.min(MAX_NAME).min((room / 2).max(8));
    let longest = room.saturating_sub(names).min(MAX_BAR);
    let most = bars.iter().filter(|bar| !bar.is_rest).map(|bar| bar.count).max().unwrap_or_default();
    for Bar { name, count, style, is_rest } in bars {
        let name = cut(name, names);
        let padding = names - width(&name).min(names);
        let bar = if *is_rest { String::new() } else { bar(*count, most, longest) };
        let line = format!("  {name}{:padding$}  {count:>digits$}  {}", "", styles.paint(*style, bar));
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// A bar of at most `longest` columns, in eighths of a column.
fn bar(count: u64, most: u64, longest: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (u128::from(count) * longest as u128 * 8).checked_div(u128::from(most)).unwrap_or_default();
    let eighths = usize::try_from(eighths).unwrap_or_default();
    // What occurs has a bar.
    let eighths = if count > 0 && longest > 0 { eighths.max(1) } else { eighths };
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_proportional() {
        assert_eq!(bar(10, 10, 4), "████");
        assert_eq!(bar(5, 10, 5), "██▌");
        assert_eq!(bar(1, 1_000, 10), "▏");
        assert_eq!((bar(0, 10, 4), bar(0, 0, 4), bar(7, 9, 0)), Default::default());
    }
}

//! Standard output as a terminal: its width, and whether it shows colors.

use std::env;
use std::fmt::{self, Display};
use std::io::{self, IsTerminal};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use rescue_sessions::Status;

/// The width of a terminal that does not know its own.
const DEFAULT_WIDTH: usize = 80;

/// The width of the terminal, or of `$COLUMNS`; `None` if the output is no terminal, and there is no `$COLUMNS`.
pub(crate) fn width() -> Option<usize> {
    let of_terminal = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    let of_variable = || env::var("COLUMNS").ok()?.parse().ok();
    let width = of_terminal.filter(|width| *width > 0).or_else(of_variable).filter(|width| *width > 0);
    width.or_else(|| is_output().then_some(DEFAULT_WIDTH))
}

pub(crate) fn is_output() -> bool {
    io::stdout().is_terminal()
}

/// Whether a terminal can only append text: it shows no bar that is redrawn.
pub(crate) fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Without colors in a terminal that cannot show them. anstream takes `CI` as a sign that they are shown, whatever `TERM`
/// says: a log may show them, but this is a terminal. `CLICOLOR_FORCE` still has its way.
pub(crate) fn choose_colors() {
    if is_dumb() && env::var_os("CLICOLOR_FORCE").is_none() {
        ColorChoice::Never.write_global();
    }
}

/// The styles of the output. None, unless the terminal shows colors: `NO_COLOR`, `CLICOLOR_FORCE` and `TERM` decide.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Styles {
    has_color: bool,
}

pub(crate) const HEADER: Style = Style::new().bold();
pub(crate) const RULE: Style = Style::new().dimmed();
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
pub(crate) const BAR: Style = AnsiColor::Cyan.on_default();

impl Styles {
    pub(crate) fn of_stdout() -> Styles {
        Styles { has_color: AutoStream::choice(&io::stdout()) != ColorChoice::Never }
    }

    pub(crate) fn painter(self, style: Style) -> Painter {
        Painter(self, style)
    }

    /// A text with a style.
    pub(crate) fn paint<T: Display>(self, style: Style, text: T) -> Painted<T> {
        Painted { style: if self.has_color { style } else { Style::new() }, text }
    }
}

/// Paints with one style.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Painter(Styles, Style);

impl Painter {
    pub(crate) fn paint<T: Display>(self, text: T) -> Painted<T> {
        self.0.paint(self.1, text)
    }
}

/// What waits is yellow, what goes on green, what is over dimmed; an unknown status has no color.
pub(crate) fn status_style(status: &Status<'_>) -> Style {
    if status.is_waiting() {
        AnsiColor::Yellow.on_default()
    } else if status.is_in_progress() {
        AnsiColor::Green.on_default()
    } else if status.is_closed() {
        Style::new().dimmed()
    } else {
        Style::new()
    }
}

pub(crate) struct Painted<T> {
    style: Style,
    text: T,
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.style.is_plain() {
            return self.text.fmt(f);
        }
        write!(f, "{}{}{}", self.style.render(), self.text, self.style.render_reset())
    }
}

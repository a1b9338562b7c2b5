//! What the program says on stderr.

use std::cell::Cell;
use std::fmt::Display;
use std::io::{IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::{AnsiColor, Style};
use quickrecap::render;

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    Errors,
    Warnings,
    Everything,
}

/// Writes messages to stderr, one line each; colours only on a terminal.
#[derive(Debug)]
pub struct Report {
    verbosity: Verbosity,
    colour: ColorChoice,
    /// Whether a line that is to go away again stands at the bottom of the terminal.
    status_shown: Cell<bool>,
}

impl Report {
    /// Colours follow the terminal and `NO_COLOR`, unless `no_color` forbids them.
    pub fn new(verbosity: Verbosity, no_color: bool) -> Self {
        let colour = if no_color {
            ColorChoice::Never
        } else {
            ColorChoice::Auto
        };
        Self {
            verbosity,
            colour,
            status_shown: Cell::new(false),
        }
    }

    /// Something failed. The causes follow on the same line.
    pub fn error(&self, error: &anyhow::Error) {
        self.say(Verbosity::Errors, "error", AnsiColor::Red, format_args!("{error:#}"));
    }

    /// Something was done, but not as well as could be expected.
    pub fn warning(&self, message: impl Display) {
        self.say(Verbosity::Warnings, "warning", AnsiColor::Yellow, message);
    }

    /// Something that only the curious want to know.
    pub fn note(&self, message: impl Display) {
        self.say(Verbosity::Everything, "note", AnsiColor::Cyan, message);
    }

    /// What was asked for, whatever the verbosity.
    pub fn explanation(&self, message: impl Display) {
        self.clear_status();
        let mut stderr = AutoStream::new(std::io::stderr(), self.colour).lock();
        let _ = write!(stderr, "{}", render::for_terminal(&message.to_string()));
    }

    /// What a whole run came to, on a line of its own without a label.
    pub fn summary(&self, message: impl Display) {
        if self.verbosity >= Verbosity::Warnings {
            self.clear_status();
            let _ = writeln!(std::io::stderr(), "{message}");
        }
    }

    /// Whether [`status`](Self::status) shows anything: on a terminal that can take back a line.
    pub fn shows_status(&self) -> bool {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        self.verbosity >= Verbosity::Warnings && std::io::stderr().is_terminal() && !dumb
    }

    /// Replaces the status line. It stays until the next message.
    pub fn status(&self, line: &str) {
        self.status_shown.set(true);
        let mut stderr = std::io::stderr().lock();
        let _ = write!(stderr, "\r\x1b[K{line}").and_then(|()| stderr.flush());
    }

    fn clear_status(&self) {
        if self.status_shown.take() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }

    fn say(&self, level: Verbosity, label: &str, colour: AnsiColor, message: impl Display) {
        if level > self.verbosity {
            return;
        }
        let style = Style::new().bold().fg_color(Some(colour.into()));
        // File names and article text may hold line breaks and terminal escapes.
        let message = without_passwords(&message.to_string()).replace(render::is_unseen, "\u{fffd}");
        self.clear_status();
        let mut stderr = AutoStream::new(std::io::stderr(), self.colour).lock();
        // Nothing can be done, and no one told, when stderr itself is gone.
        let _ = writeln!(stderr, "{style}{label}{style:#}: {message}");
    }
}

/// `message` without what stands before the `@` of addresses: names and passwords.
pub fn without_passwords(message: &str) -> String {
    let mut parts = message.split("://");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let host = part.split(['/', '?', '#', ' ', '\'', '"']).next().unwrap_or_default();
        let secret = host.rfind('@').map_or(0, |at| at + 1);
        shown.push_str("://");
        shown.push_str(&part[secret..]);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_said() {
        let said = without_passwords("https://ida:s3cret@host.example/a@b: cannot be opened, as ftp://x@y was");
        assert_eq!(said, "https://host.example/a@b: cannot be opened, as ftp://y was");
    }
}

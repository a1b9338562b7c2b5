//! What the program says on stderr.

use std::fmt::Display;
use std::io::Write;

use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::{AnsiColor, Style};

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
}

impl Report {
    /// Colours follow the terminal and `NO_COLOR`, unless `no_color` forbids them.
    pub fn new(verbosity: Verbosity, no_color: bool) -> Self {
        let colour = if no_color {
            ColorChoice::Never
        } else {
            ColorChoice::Auto
        };
        Self { verbosity, colour }
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

    fn say(&self, level: Verbosity, label: &str, colour: AnsiColor, message: impl Display) {
        if level > self.verbosity {
            return;
        }
        let style = Style::new().bold().fg_color(Some(colour.into()));
        // File names and article text may hold line breaks and terminal escapes.
        let message: String = message
            .to_string()
            .chars()
            .map(|c| if c.is_control() { '\u{fffd}' } else { c })
            .collect();
        let mut stderr = AutoStream::new(std::io::stderr(), self.colour).lock();
        // Nothing can be done, and no one told, when stderr itself is gone.
        let _ = writeln!(stderr, "{style}{label}{style:#}: {message}");
    }
}

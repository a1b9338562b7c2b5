//! The command line: flags as typed, settings as validated, the run, and what it says on stderr.
//!
//! Owns exit codes, streams and files. Everything about articles is the library's.

mod flags;
mod output;
mod report;
mod run;
mod settings;
mod source;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use flags::{Command, Flags};
use report::Report;
use settings::Settings;

/// All done; also when the reader of stdout went away early.
pub const DONE: u8 = 0;
/// Nothing could be done.
pub const FAILED: u8 = 1;
/// The command line does not make sense; clap uses the same code.
pub const WRONG_USAGE: u8 = 2;
/// Some inputs failed and the rest is done.
pub const SOME_FAILED: u8 = 3;

/// Parses the command line and carries it out.
pub fn main() -> ExitCode {
    let flags = Flags::parse();
    if let Some(Command::Completions { shell }) = flags.command {
        clap_complete::generate(shell, &mut Flags::command(), "recap", &mut std::io::stdout());
        return ExitCode::from(DONE);
    }
    let report = Report::new(flags.verbosity(), flags.no_color);
    let code = match Settings::new(flags) {
        Ok(settings) => run::run(&settings, &report),
        Err(usage) => {
            report.error(&usage);
            WRONG_USAGE
        }
    };
    ExitCode::from(code)
}

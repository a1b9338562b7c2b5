//! The command line: flags as typed, settings as validated, the run, and what it says on stderr.
//!
//! Owns exit codes, streams and files. Everything about articles is the library's.

mod flags;
mod folder;
mod guard;
mod interrupt;
mod ledger;
mod maker;
mod names;
mod output;
mod plan;
mod progress;
mod report;
mod run;
mod settings;
mod source;
mod walk;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use flags::{Command, Flags};
use report::Report;
use settings::{Settings, Task};

/// All done; also when the reader of stdout went away early.
pub const DONE: u8 = 0;
/// Nothing could be done.
pub const FAILED: u8 = 1;
/// The command line does not make sense; clap uses the same code.
pub const WRONG_USAGE: u8 = 2;
/// Some inputs failed and the rest is done.
pub const SOME_FAILED: u8 = 3;
/// Ended by Ctrl-C: 128 and the signal, as shells have it.
pub const INTERRUPTED: u8 = 130;

/// Parses the command line and carries it out.
pub fn main() -> ExitCode {
    let flags = Flags::parse();
    if let Some(Command::Completions { shell }) = flags.command {
        clap_complete::generate(shell, &mut Flags::command(), "recap", &mut std::io::stdout());
        return ExitCode::from(DONE);
    }
    let report = Report::new(flags.verbosity(), flags.no_color).explaining(flags.explain);
    let code = match Settings::new(flags) {
        Ok(settings) => {
            if let Some(threads) = settings.threads {
                // Fails only when a pool exists already, and nothing before this line uses one.
                let _ = rayon::ThreadPoolBuilder::new()
                    .num_threads(threads.get())
                    .build_global();
            }
            match &settings.task {
                Task::Inputs { inputs, target } => run::run(inputs, target, &settings, &report),
                Task::Folders(folders) => folder::run(folders, &settings, &report),
            }
        }
        Err(usage) => {
            report.error(&usage);
            WRONG_USAGE
        }
    };
    ExitCode::from(code)
}

//! The command line: flags as typed, settings as validated, the run, and what it says on stderr.
//!
//! Owns exit codes, streams and files. Everything about articles is the library's.

mod batch;
mod flags;
mod folder;
mod guard;
mod interrupt;
mod ledger;
mod maker;
mod models;
mod names;
mod output;
mod plan;
mod progress;
mod report;
mod run;
mod settings;
mod source;
mod verify;
mod walk;
mod worker;
mod workshop;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use flags::{Command, Flags};
use report::Report;
use settings::{Settings, Task};
use source::Input;

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
    let mut flags = Flags::parse();
    let report = Report::new(flags.verbosity(), flags.no_color);
    let code = match flags.command.take() {
        Some(command) => run_command(command, &report),
        None => recap(flags, &report),
    };
    ExitCode::from(code)
}

fn run_command(command: Command, report: &Report) -> u8 {
    match command {
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Flags::command(), "recap", &mut std::io::stdout());
            DONE
        }
        Command::Worker => worker::serve(),
        Command::Models { action } => models::run(action, report),
        Command::Verify {
            recap,
            source,
            input_format,
        } => verify::run(
            &Input::named(recap),
            &Input::named(source),
            input_format.format(),
            report,
        ),
    }
}

fn recap(flags: Flags, report: &Report) -> u8 {
    match Settings::new(flags) {
        Ok(settings) => {
            if let Some(threads) = settings.threads {
                // Fails only when a pool exists already, and nothing before this line uses one.
                let _ = rayon::ThreadPoolBuilder::new()
                    .num_threads(threads.get())
                    .build_global();
            }
            match &settings.task {
                Task::Inputs { inputs, target } => run::run(inputs, target, &settings, report),
                Task::Folders(folders) => folder::run(folders, &settings, report),
            }
        }
        Err(usage) => {
            report.error(&usage);
            WRONG_USAGE
        }
    }
}

//! The command line: flags as typed, settings as validated, the run, and what it says on stderr.
//!
//! Owns exit codes, streams and files. Everything about articles is the library's.

mod batch;
mod flags;
mod folder;
mod guard;
mod interrupt;
mod ledger;
mod lists;
mod maker;
mod models;
mod names;
mod ours;
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

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use quickrecap::render;

use flags::{Command, Flags};
use report::{Report, without_passwords};
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
    let mut flags = match Flags::try_parse() {
        Ok(flags) => flags,
        Err(error) => return ExitCode::from(usage(&error)),
    };
    let report = Report::new(flags.verbosity(), flags.no_color);
    let code = match flags.command.take() {
        Some(command) => run_command(command, &report),
        None => recap(flags, &report),
    };
    ExitCode::from(code)
}

/// Prints what the parser of the command line has to say, help or a mistake, and returns the exit code.
fn usage(error: &clap::Error) -> u8 {
    if error.use_stderr() {
        // Arguments are repeated in it as they were given.
        let message = without_passwords(&error.render().to_string());
        // No one is told when stderr itself is gone.
        let _ = write!(std::io::stderr(), "{}", render::for_terminal(&message));
        return WRONG_USAGE;
    }
    let printed = error.print().and_then(|()| std::io::stdout().flush());
    code_of(
        printed.or_else(|error| match error.kind() {
            ErrorKind::BrokenPipe => Ok(()),
            _ => Err(anyhow::Error::new(error).context("standard output cannot be written")),
        }),
        &Report::new(report::Verbosity::Warnings, false),
    )
}

/// Says what went wrong, if anything did, and returns the exit code.
fn code_of(outcome: anyhow::Result<()>, report: &Report) -> u8 {
    match outcome {
        Ok(()) => DONE,
        Err(error) => {
            report.error(&error);
            FAILED
        }
    }
}

fn run_command(command: Command, report: &Report) -> u8 {
    match command {
        Command::Completions { shell } => {
            // The generator would panic over a pipe that is closed.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Flags::command(), "recap", &mut script);
            code_of(output::print(&String::from_utf8_lossy(&script)), report)
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

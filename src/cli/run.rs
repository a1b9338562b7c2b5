//! One run over inputs named one by one: each read, recapped and written; failures counted, not fatal.

use anyhow::{Error, Result};

use super::guard::{guarded, silence_panics};
use super::maker::Maker;
use super::output::{Output, is_closed_pipe};
use super::report::Report;
use super::settings::{Settings, Target};
use super::source::Input;
use super::{DONE, FAILED, SOME_FAILED};

/// Recaps `inputs` to `target` and returns the exit code.
pub fn run(inputs: &[Input], target: &Target, settings: &Settings, report: &Report) -> u8 {
    silence_panics();
    let mut run = Run {
        settings,
        report,
        maker: Maker::new(settings, matches!(target, Target::Stdout), report),
        output: Output::new(target, settings.product),
        done: 0,
        failed: 0,
        reader_gone: false,
    };
    for input in inputs {
        run.input(input);
        if run.is_over() {
            break;
        }
    }
    match (run.done, run.failed) {
        (_, 0) => DONE,
        (0, _) => FAILED,
        _ => SOME_FAILED,
    }
}

struct Run<'a> {
    settings: &'a Settings,
    report: &'a Report,
    maker: Maker<'a>,
    output: Output<'a>,
    done: usize,
    failed: usize,
    reader_gone: bool,
}

impl Run<'_> {
    fn input(&mut self, input: &Input) {
        let done_before = self.done;
        let read = guarded(|| {
            input.for_each(self.settings.input_format, |sourced| {
                let made = sourced.and_then(|sourced| guarded(|| self.maker.make(input, sourced)));
                let pushed = made.and_then(|made| self.output.push(&made.text));
                self.settle(input, pushed);
                !self.is_over()
            })
        });
        if let Err(error) = read {
            self.fail(input, error);
        }
        match self.output.finish(input) {
            Ok(Some(path)) => self.report.note(format_args!("{input}: written to {}", path.display())),
            Ok(None) => {}
            Err(error) => {
                self.done = done_before;
                self.fail(input, error);
            }
        }
    }

    /// Whether nobody wants what is left.
    fn is_over(&self) -> bool {
        self.reader_gone || self.settings.fail_fast && self.failed > 0
    }

    fn settle(&mut self, input: &Input, result: Result<()>) {
        match result {
            Ok(()) => self.done += 1,
            Err(error) if is_closed_pipe(&error) => self.reader_gone = true,
            Err(error) => self.fail(input, error),
        }
    }

    fn fail(&mut self, input: &Input, error: Error) {
        self.failed += 1;
        self.report.error(&error.context(input.to_string()));
    }
}

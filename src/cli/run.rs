//! One run over inputs named one by one: each read, recapped and written; failures counted, not fatal.

use std::iter;

use anyhow::{Error, Result};
use quickrecap::input::Format;

use super::batch::in_order;
use super::guard::{guarded, silence_panics};
use super::maker::{Made, Maker};
use super::output::{Output, is_closed_pipe};
use super::report::Report;
use super::settings::{Settings, Target};
use super::source::{Input, Sourced};
use super::worker::Workers;
use super::{DONE, FAILED, SOME_FAILED};

/// Recaps `inputs` to `target` and returns the exit code.
pub fn run(inputs: &[Input], target: &Target, settings: &Settings, report: &Report) -> u8 {
    silence_panics();
    let workers = Workers::default();
    let maker = Maker::new(settings, matches!(target, Target::Stdout));
    let mut run = Run {
        settings,
        report,
        output: Output::new(target, settings.product),
        done: 0,
        done_before: 0,
        failed: 0,
        reader_gone: false,
    };
    let steps = inputs
        .iter()
        .flat_map(|input| steps(input, settings.input_format, &workers));
    let make = |(input, step)| match step {
        Step::Article(article) => (input, Step::Article(guarded(|| maker.make(input, article?)))),
        Step::End(how) => (input, Step::End(how)),
    };
    in_order(settings.threads(), steps, make, |(input, step)| {
        match step {
            Step::Article(made) => run.article(input, made),
            Step::End(how) => run.end(input, how),
        }
        !run.is_over()
    });
    match (run.done, run.failed) {
        (_, 0) => DONE,
        (0, _) => FAILED,
        _ => SOME_FAILED,
    }
}

/// What an input gives: its articles, one by one, then its end.
enum Step<T> {
    Article(Result<T>),
    End(Result<()>),
}

fn steps<'a>(
    input: &'a Input,
    format: Option<Format>,
    workers: &'a Workers,
) -> Box<dyn Iterator<Item = (&'a Input, Step<Sourced>)> + Send + 'a> {
    let mut articles = match guarded(|| input.articles(format, workers)) {
        Ok(articles) => articles,
        Err(error) => return Box::new(iter::once((input, Step::End(Err(error))))),
    };
    let mut ended = false;
    Box::new(iter::from_fn(move || {
        if ended {
            return None;
        }
        let next = guarded(|| Ok(articles.next()));
        ended = !matches!(next, Ok(Some(_)));
        Some(match next {
            Ok(Some(article)) => (input, Step::Article(article)),
            Ok(None) => (input, Step::End(Ok(()))),
            Err(error) => (input, Step::End(Err(error))),
        })
    }))
}

struct Run<'a> {
    settings: &'a Settings,
    report: &'a Report,
    output: Output<'a>,
    done: usize,
    /// The same before the input whose articles come now.
    done_before: usize,
    failed: usize,
    reader_gone: bool,
}

impl Run<'_> {
    fn article(&mut self, input: &Input, made: Result<Made>) {
        let pushed = made.and_then(|made| {
            made.remarks.say(self.report);
            self.output.push(&made.text)
        });
        match pushed {
            Ok(()) => self.done += 1,
            Err(error) if is_closed_pipe(&error) => self.reader_gone = true,
            Err(error) => self.fail(input, error),
        }
        // No end will come: what is done is kept.
        if self.is_over() {
            self.end(input, Ok(()));
        }
    }

    fn end(&mut self, input: &Input, how: Result<()>) {
        if let Err(error) = how {
            self.fail(input, error);
        }
        match self.output.finish(input) {
            Ok(Some(path)) => self.report.note(format_args!("{input}: written to {}", path.display())),
            Ok(None) => {}
            Err(error) => {
                self.done = self.done_before;
                self.fail(input, error);
            }
        }
        self.done_before = self.done;
    }

    /// Whether nobody wants what is left.
    fn is_over(&self) -> bool {
        self.reader_gone || self.settings.fail_fast && self.failed > 0
    }

    fn fail(&mut self, input: &Input, error: Error) {
        self.failed += 1;
        self.report.error(&error.context(input.to_string()));
    }
}

//! One run: every input read, recapped and written; failures counted, not fatal.

use std::cell::OnceCell;
use std::time::Instant;

use anyhow::{Context, Result};
use quickrecap::render::{self, Extras};
use quickrecap::{Document, Encoder, Recap};

use super::flags::OutputFormat;
use super::output::{Output, is_closed_pipe};
use super::report::Report;
use super::settings::{Product, Settings, Target};
use super::source::{Input, Sourced};
use super::{DONE, FAILED, SOME_FAILED};

/// Carries out `settings` and returns the exit code.
pub fn run(settings: &Settings, report: &Report) -> u8 {
    if let Some(threads) = settings.threads {
        // Fails only when a pool exists already, and nothing before this line uses one.
        let _ = rayon::ThreadPoolBuilder::new()
            .num_threads(threads.get())
            .build_global();
    }
    let mut run = Run {
        settings,
        report,
        encoder: OnceCell::new(),
        output: Output::new(&settings.target, settings.product),
        done: 0,
        failed: 0,
        reader_gone: false,
    };
    for input in &settings.inputs {
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
    /// Loaded when the first article needs it: `--extract` never does.
    encoder: OnceCell<Encoder>,
    output: Output<'a>,
    done: usize,
    failed: usize,
    reader_gone: bool,
}

impl Run<'_> {
    fn input(&mut self, input: &Input) {
        let done_before = self.done;
        let read = input.for_each(self.settings.input_format, |sourced| {
            let text = sourced.and_then(|sourced| self.article(input, sourced));
            let pushed = text.and_then(|text| self.output.push(&text));
            self.settle(input, pushed);
            !self.is_over()
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

    /// What the settings ask to be made of one article.
    fn article(&self, input: &Input, sourced: Sourced) -> Result<String> {
        let start = Instant::now();
        let Sourced { article, source } = sourced;
        let Product::Recap {
            options,
            format,
            with_text,
        } = self.settings.product
        else {
            return Ok(with_line_end(article.text));
        };
        let document = Document::new(article);
        let name = if source.path.as_deref() == Some(&source.id) || source.path.is_none() && source.id == "-" {
            input.to_string()
        } else {
            format!("{input}, {}", source.id)
        };
        if let Some(language) = document.language().filter(|language| !language.is_english()) {
            self.report.warning(format_args!(
                "{name}: this looks like {} ({}), and the rules are written for English: expect a rougher recap",
                language.name(),
                language.code()
            ));
        }
        let recap = Recap::new(&document, self.encoder()?, &options).context("the encoder failed")?;
        let sentences = document.sentences().len();
        if recap.encoded_sentences < sentences {
            self.report.warning(format_args!(
                "{name}: {sentences} sentences are more than the encoder reads of one article: summary and table are \
                 made from the {} most promising, facts from all",
                recap.encoded_sentences
            ));
        }
        let ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.report.note(format_args!(
            "{name}: {} words, {sentences} sentences, {} tokens, {ms} ms",
            document.words().len(),
            recap.tokens
        ));
        let extras = Extras {
            text: with_text,
            // A file must not change from run to run.
            ms: matches!(self.settings.target, Target::Stdout).then_some(ms),
        };
        Ok(match format {
            OutputFormat::Md => render::markdown(&document, &recap, &source),
            OutputFormat::Json => render::json(&document, &recap, &source, extras),
            OutputFormat::Jsonl => render::json_line(&document, &recap, &source, extras),
        })
    }

    fn encoder(&self) -> Result<&Encoder> {
        if self.encoder.get().is_none() {
            let encoder = Encoder::embedded().context("the embedded encoder cannot be loaded")?;
            let _ = self.encoder.set(encoder);
        }
        Ok(self.encoder.get().expect("set above"))
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

    fn fail(&mut self, input: &Input, error: anyhow::Error) {
        self.failed += 1;
        self.report.error(&error.context(input.to_string()));
    }
}

/// `text`, ending in a line end as a line of output should.
fn with_line_end(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

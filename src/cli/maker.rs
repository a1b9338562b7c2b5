//! Articles in, text of the wanted product out.

use std::cell::OnceCell;
use std::fmt::Display;
use std::time::Instant;

use anyhow::{Context, Result};
use quickrecap::render::{self, Extras};
use quickrecap::{Document, Encoder, Recap};

use super::flags::OutputFormat;
use super::report::Report;
use super::settings::Product;
use super::source::Sourced;

/// Makes what the settings ask for, one article at a time.
pub struct Maker<'a> {
    product: Product,
    /// Whether the time taken goes into JSON.
    timed: bool,
    report: &'a Report,
    /// Loaded when the first article needs it: `--extract` never does.
    encoder: OnceCell<Encoder>,
}

/// What was made of one article.
#[derive(Debug)]
pub struct Made {
    /// The product.
    pub text: String,
    /// The article's title, if it has one.
    pub title: Option<String>,
    /// The first sentence of its summary.
    pub gist: Option<String>,
}

impl<'a> Maker<'a> {
    /// Nothing is loaded yet. What goes to files should not be `timed`: they must not change from run to run.
    pub fn new(product: Product, timed: bool, report: &'a Report) -> Self {
        Self {
            product,
            timed,
            report,
            encoder: OnceCell::new(),
        }
    }

    /// What the settings ask to be made of one article of `input`.
    ///
    /// # Errors
    /// When the encoder fails.
    pub fn make(&self, input: &impl Display, sourced: Sourced) -> Result<Made> {
        let start = Instant::now();
        let Sourced { article, source } = sourced;
        let Product::Recap {
            options,
            format,
            with_text,
            cited,
        } = self.product
        else {
            return Ok(Made {
                title: article.meta.title,
                text: with_line_end(article.text),
                gist: None,
            });
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
        if self.report.explains() {
            self.report.explanation(render::explain(&document, &recap));
        }
        let extras = Extras {
            text: with_text,
            ms: self.timed.then_some(ms),
        };
        Ok(Made {
            text: match format {
                OutputFormat::Md if cited => render::cited_markdown(&document, &recap, &source),
                OutputFormat::Md => render::markdown(&document, &recap, &source),
                OutputFormat::Json => render::json(&document, &recap, &source, extras),
                OutputFormat::Jsonl => render::json_line(&document, &recap, &source, extras),
            },
            title: document.meta().title.clone(),
            gist: recap
                .summary
                .sentences
                .first()
                .map(|sentence| sentence.text().to_owned()),
        })
    }

    fn encoder(&self) -> Result<&Encoder> {
        if self.encoder.get().is_none() {
            let encoder = Encoder::embedded().context("the embedded encoder cannot be loaded")?;
            let _ = self.encoder.set(encoder);
        }
        Ok(self.encoder.get().expect("set above"))
    }
}

/// `text`, ending in a line end as a line of output should.
fn with_line_end(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

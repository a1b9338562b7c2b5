//! Articles in, text of the wanted product out.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use quickrecap::model;
use quickrecap::render::{self, Extras};
use quickrecap::writer::Tally;
use quickrecap::{Document, Encoder, Recap, Writer};

use super::flags::OutputFormat;
use super::report::Report;
use super::settings::{Product, Settings};
use super::source::Sourced;

/// Makes what the settings ask for, one article or many at a time.
pub struct Maker {
    product: Product,
    /// Whether the time taken goes into JSON.
    timed: bool,
    explains: bool,
    /// Loaded when the first article needs it: `--extract` never does.
    encoder: LazyLock<Result<Encoder, model::Error>>,
    /// The file of the language model that writes summaries, where one does.
    writer_file: Option<PathBuf>,
    /// Loaded when the first article needs it; writes one summary at a time.
    writer: Mutex<Option<Writer>>,
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
    /// What is to be said about it.
    pub remarks: Remarks,
}

/// What is to be said about an article once its turn has come.
#[derive(Debug, Default)]
pub struct Remarks {
    warnings: Vec<String>,
    notes: Vec<String>,
    /// Why each row is in the table, where that was asked for.
    explanation: Option<String>,
}

impl Remarks {
    /// Says it.
    pub fn say(&self, report: &Report) {
        self.warnings.iter().for_each(|warning| report.warning(warning));
        self.notes.iter().for_each(|note| report.note(note));
        self.explanation.iter().for_each(|why| report.explanation(why));
    }
}

impl Maker {
    /// Nothing is loaded yet. What goes to files should not be `timed`: they must not change from run to run.
    pub fn new(settings: &Settings, timed: bool) -> Self {
        Self {
            product: settings.product,
            writer_file: settings.writer.clone(),
            writer: Mutex::new(None),
            timed,
            explains: settings.explain,
            encoder: LazyLock::new(Encoder::embedded),
        }
    }

    /// What the settings ask to be made of one article of `input`.
    ///
    /// # Errors
    /// When the encoder fails.
    pub fn make(&self, input: &impl Display, sourced: Sourced) -> Result<Made> {
        let start = Instant::now();
        let Sourced { article, source } = sourced;
        let name = if source.path.as_deref() == Some(&source.id) || source.path.is_none() && source.id == "-" {
            input.to_string()
        } else {
            format!("{input}, {}", source.id)
        };
        let mut warnings: Vec<String> = article
            .meta
            .notices
            .iter()
            .map(|notice| format!("{name}: {notice}"))
            .collect();
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
                remarks: Remarks {
                    warnings,
                    ..Remarks::default()
                },
            });
        };
        let document = Document::new(article);
        let mut notes = Vec::new();
        if let Some(language) = document.language().filter(|language| !language.is_english()) {
            warnings.push(format!(
                "{name}: this looks like {} ({}), and the rules are written for English: expect a rougher recap",
                language.name(),
                language.code()
            ));
        }
        let mut recap = Recap::new(&document, self.encoder()?, &options).context("the encoder failed")?;
        let sentences = document.sentences().len();
        if recap.encoded_sentences < sentences {
            warnings.push(format!(
                "{name}: {sentences} sentences are more than the encoder reads of one article: summary and table are \
                 made from the {} most promising, facts from all",
                recap.encoded_sentences
            ));
        }
        if let Some(file) = &self.writer_file {
            let tally = self
                .rewrite(file, &document, &mut recap)
                .with_context(|| format!("the writer {}", file.display()))?;
            notes.push(format!(
                "{name}: of {} sentences written, {} passed the check and {} did in part",
                tally.written, tally.passed, tally.repaired
            ));
        }
        let ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        notes.push(format!(
            "{name}: {} words, {sentences} sentences, {} tokens, {ms} ms",
            document.words().len(),
            recap.tokens
        ));
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
            remarks: Remarks {
                warnings,
                notes,
                explanation: self.explains.then(|| render::explain(&document, &recap)),
            },
        })
    }

    fn rewrite(&self, file: &Path, document: &Document, recap: &mut Recap) -> Result<Tally> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = match &mut *writer {
            Some(writer) => writer,
            none => none.insert(Writer::open(file)?),
        };
        Ok(recap.rewrite_summary(document, self.encoder()?, writer)?)
    }

    fn encoder(&self) -> Result<&Encoder> {
        let loaded = self.encoder.as_ref();
        loaded.map_err(|error| anyhow!("the embedded encoder cannot be loaded: {error}"))
    }
}

/// `text`, ending in a line end as a line of output should.
fn with_line_end(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

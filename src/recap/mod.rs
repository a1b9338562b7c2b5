//! The recap: summary, Quick Recap table, key facts and the people of one document.
//!
//! Owns the table (units, aspects, phrases, selection) and puts the parts together. Knows nothing of output formats.

mod figures;
mod row;
mod table;

pub use figures::Figure;
pub use row::{Join, MOST_DETAIL_WORDS, Naming, Origin, Piece, Row};

use std::borrow::Cow;

use crate::document::Document;
use crate::entities::{self, Entity};
use crate::facts::{self, Mention};
use crate::model::{self, Encoded, Encoder, Tags};
use crate::reading::Inputs;
use crate::summary::{self, Length, Summary};
use crate::writer::{self, Tally, Writer};

/// What a recap should be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Length of the summary.
    pub length: Length,
    /// Most rows of the table.
    pub rows: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            length: Length::default(),
            rows: 8,
        }
    }
}

/// Most bytes of prose of one article that the encoder reads: a short book, some 60,000 tokens. Facts are found in all of a
/// longer text; the encoder gets the sentences that [`summary::shortlist`] thinks most of.
pub const MOST_ENCODED_BYTES: usize = 256 << 10;

/// Most people and organisations that a recap shows.
const MOST_NOTABLE: usize = 6;

/// What the encoder reads of `document`, all of it where it is short enough, and what it says of that.
fn encoded<'a>(document: &'a Document, encoder: &Encoder) -> Result<(Cow<'a, Document>, Encoded), model::Error> {
    let kept = summary::shortlist(document, MOST_ENCODED_BYTES);
    let read = if kept.len() < document.sentences().len() {
        Cow::Owned(document.keeping(&kept))
    } else {
        Cow::Borrowed(document)
    };
    let encoded = encoder.encode(&read.sentence_texts())?;
    Ok((read, encoded))
}

/// The facts of `document`, and the people, organisations and places that they name.
fn mentions(document: &Document, tags: &Tags) -> (Vec<Mention>, Vec<Entity>) {
    let mut mentions = facts::find(document, tags);
    let entities = entities::find(document, tags.names());
    entities::link(document, &entities, &mut mentions);
    (mentions, entities)
}

/// What [`Recap::facts`] are, without the rest of a recap.
///
/// # Errors
/// When the encoder fails.
pub(crate) fn facts(document: &Document, encoder: &Encoder) -> Result<Vec<Mention>, model::Error> {
    let (read, encoded) = encoded(document, encoder)?;
    Ok(mentions(document, &Tags::new(&read, &encoded)).0)
}

/// A finished recap. Everything in it carries spans into the document's text.
#[derive(Clone, Debug)]
pub struct Recap {
    /// The summary.
    pub summary: Summary,
    /// The rows of the Quick Recap table.
    pub rows: Vec<Row>,
    /// Every fact of the article, in text order.
    pub facts: Vec<Mention>,
    /// The figures worth repeating, beside those in the table.
    pub figures: Vec<Figure>,
    /// The quotations worth repeating, as indices into [`facts`](Self::facts).
    pub quotes: Vec<usize>,
    /// The people, organisations and places, by first mention.
    pub entities: Vec<Entity>,
    /// The people and organisations worth showing, as indices into [`entities`](Self::entities).
    pub notable: Vec<usize>,
    /// Tokens that went through the encoder.
    pub tokens: usize,
    /// The language model that wrote the summary, and its SHA-256.
    pub writer: Option<(String, String)>,
    /// Sentences that the encoder read: all of them, unless the article is longer than [`MOST_ENCODED_BYTES`].
    pub encoded_sentences: usize,
}

impl Recap {
    /// Recaps `document`. One encoder pass feeds everything; the cost is linear in the length of the text.
    ///
    /// # Errors
    /// When the encoder fails, which with the embedded weights means a bug or no memory.
    pub fn new(document: &Document, encoder: &Encoder, options: &Options) -> Result<Self, model::Error> {
        let (read, encoded) = encoded(document, encoder)?;
        Self::of_encoded(document, read.as_ref(), &encoded, options)
    }

    /// Recaps `document` from what the encoder said about the sentences of `read`: the document itself, or as much of it as
    /// the encoder read.
    ///
    /// # Errors
    /// When candle fails, which is not expected.
    ///
    /// # Panics
    /// When `encoded` is of other sentences.
    pub fn of_encoded(
        document: &Document,
        read: &Document,
        encoded: &Encoded,
        options: &Options,
    ) -> Result<Self, model::Error> {
        let tags = Tags::new(read, encoded);
        let (mentions, entities) = mentions(document, &tags);
        let reading = encoded.read(&Inputs::new(read, encoded, &tags))?;
        let salience = summary::salience(read, encoded);
        let read_salience = reading
            .as_ref()
            .map(|reading| summary::read_salience(&salience, reading));
        let summary = summary::summarize(
            read,
            encoded,
            read_salience.as_ref().unwrap_or(&salience),
            options.length,
        );
        let (mut rows, mut figures) = (Vec::new(), Vec::new());
        if let Some(reading) = &reading {
            let offer = table::offer(read, encoded, &tags, &mentions, &entities, reading, &salience);
            rows = table::rows(read, encoded, &mentions, reading, &offer, options.rows)?;
            figures = figures::figures(read, &mentions, &offer, &rows);
        }
        let quotes = facts::key_quotes(read, &mentions, &salience);
        let notable = entities::notable(document, &entities, &mentions, MOST_NOTABLE);
        Ok(Self {
            summary,
            rows,
            facts: mentions,
            figures,
            quotes,
            entities,
            notable,
            tokens: encoded.tokens(),
            writer: None,
            encoded_sentences: read.sentences().len(),
        })
    }

    /// Has `writer` write the summary anew, as far as the article supports what it writes. Everything else stays.
    ///
    /// # Errors
    /// When the model fails.
    pub fn rewrite_summary(
        &mut self,
        document: &Document,
        encoder: &Encoder,
        writer: &mut Writer,
    ) -> Result<Tally, writer::Error> {
        let (summary, tally) = writer.rewrite(document, encoder, &self.facts, &self.summary)?;
        self.summary = summary;
        self.writer = Some((writer.name().to_owned(), writer.sha256().to_owned()));
        Ok(tally)
    }
}

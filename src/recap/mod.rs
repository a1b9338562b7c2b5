//! The recap: summary, Quick Recap table and key facts of one document.
//!
//! Owns the table (units, aspects, phrases, selection) and puts the parts together. Knows nothing of output formats.

mod row;
mod table;

pub use row::{Join, MOST_DETAIL_WORDS, Naming, Origin, Row};

use crate::document::Document;
use crate::facts::{self, KeyFact, Mention};
use crate::model::{self, Encoder, Tags};
use crate::summary::{self, Length, Summary};

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

/// Most bytes of one article that the encoder reads: a short book, some 60,000 tokens. Facts are found in all of a
/// longer text; the encoder gets the sentences that [`summary::shortlist`] thinks most of.
pub const MOST_ENCODED_BYTES: usize = 256 << 10;

/// A finished recap. Everything in it carries spans into the document's text.
#[derive(Clone, Debug)]
pub struct Recap {
    /// The summary.
    pub summary: Summary,
    /// The rows of the Quick Recap table.
    pub rows: Vec<Row>,
    /// Every fact of the article, in text order.
    pub facts: Vec<Mention>,
    /// The facts worth repeating.
    pub key_facts: Vec<KeyFact>,
    /// Tokens that went through the encoder.
    pub tokens: usize,
    /// Sentences that the encoder read: all of them, unless the article is longer than [`MOST_ENCODED_BYTES`].
    pub encoded_sentences: usize,
}

impl Recap {
    /// Recaps `document`. One encoder pass feeds everything; the cost is linear in the length of the text.
    ///
    /// # Errors
    /// When the encoder fails, which with the embedded weights means a bug or no memory.
    pub fn new(document: &Document, encoder: &Encoder, options: &Options) -> Result<Self, model::Error> {
        let kept = summary::shortlist(document, MOST_ENCODED_BYTES);
        let shortlist = (kept.len() < document.sentences().len()).then(|| document.keeping(&kept));
        let read = shortlist.as_ref().unwrap_or(document);
        let encoded = encoder.encode(&read.sentence_texts())?;
        let tags = Tags::new(read, &encoded);
        let mentions = facts::find(document, tags.names());
        let salience = summary::salience(read, &encoded);
        let summary = summary::summarize(read, &encoded, &salience, options.length);
        let rows = table::rows(read, &encoded, &tags, &mentions, &salience, options.rows);
        let key_facts = facts::key_facts(read, &mentions, &salience);
        Ok(Self {
            summary,
            rows,
            facts: mentions,
            key_facts,
            tokens: encoded.tokens(),
            encoded_sentences: read.sentences().len(),
        })
    }
}

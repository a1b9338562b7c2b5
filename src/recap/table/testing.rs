//! Articles as the tests of the table read them.

use std::sync::LazyLock;

use super::candidates::{Candidate, Form};
use super::guards::{Cut, Sentence};
use super::stems::Stems;
use super::{Offer, offer, rows};
use crate::document::Document;
use crate::entities::{self, Entity, Referents};
use crate::facts::{self, Mention};
use crate::model::heads::Reading;
use crate::model::{Encoded, Encoder, Tags};
use crate::reading::Inputs;
use crate::recap::Row;
use crate::span::Span;
use crate::summary;

static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::embedded().unwrap());

/// An article with all that is known of it.
pub(super) struct Article {
    pub(super) document: Document,
    pub(super) tags: Tags,
    pub(super) facts: Vec<Mention>,
    entities: Vec<Entity>,
    encoded: Encoded,
    reading: Reading,
}

impl Article {
    pub(super) fn read(text: &str) -> Self {
        let document = Document::from_text(text);
        let encoded = ENCODER.encode(&document.sentence_texts()).unwrap();
        let tags = Tags::new(&document, &encoded);
        let mut facts = facts::find(&document, &tags);
        let entities = entities::find(&document, tags.names());
        entities::link(&document, &entities, &mut facts);
        let reading = encoded.read(&Inputs::new(&document, &encoded, &tags)).unwrap();
        Self {
            reading: reading.expect("the encoder has heads"),
            document,
            tags,
            facts,
            entities,
            encoded,
        }
    }

    pub(super) fn offer(&self) -> Offer<'_> {
        let salience = summary::salience(&self.document, &self.encoded);
        offer(
            &self.document,
            &self.encoded,
            &self.tags,
            &self.facts,
            &self.entities,
            &self.reading,
            &salience,
        )
    }

    pub(super) fn rows(&self, most: usize) -> Vec<Row> {
        let (offer, facts) = (self.offer(), &self.facts);
        rows(&self.document, &self.encoded, facts, &self.reading, &offer, most).unwrap()
    }

    pub(super) fn stems(&self) -> Stems {
        let body: Vec<usize> = (0..self.document.sentences().len()).collect();
        Stems::new(&self.document, &self.encoded, &body)
    }

    pub(super) fn referents(&self) -> Referents<'_> {
        Referents::new(&self.document, &self.entities, &self.facts)
    }

    /// What `run` makes of the last sentence.
    pub(super) fn with_last<T>(&self, run: impl FnOnce(&Sentence) -> T) -> T {
        run(&Sentence {
            document: &self.document,
            tags: &self.tags,
            facts: &self.facts,
            referents: &self.referents(),
            index: self.document.sentences().len() - 1,
        })
    }

    /// Where `words` first stand.
    pub(super) fn span(&self, words: &str) -> Span {
        let text = self.document.text();
        let start = text.find(words).expect("words of the article");
        Span::new(text, start..start + words.len()).unwrap()
    }

    /// A statement that keeps `words`, which stand together in one sentence; worth nothing by itself.
    pub(super) fn row(&self, words: &str) -> Candidate {
        let span = self.span(words);
        let sentence = self.document.sentence_at(span.start()).unwrap();
        let range = super::candidates::words_in(&self.tags, sentence, span);
        let at = &self.document.sentences()[sentence];
        Candidate {
            cut: Cut {
                pieces: vec![range.clone()],
                ..Cut::default()
            },
            kept: range.collect(),
            pieces: vec![span],
            source: at.span,
            sentence,
            block: at.block,
            stems: self.stems().of(words),
            words: words.split_whitespace().count(),
            sentence_worth: 0.0,
            cut_worth: 0.0,
            form: Form::Statement,
            gaps: 0,
            list: None,
        }
    }
}

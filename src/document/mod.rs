//! The article as everything downstream sees it: text, blocks, sentences and words, immutable once built.
//!
//! Owns segmentation. Knows nothing of models, facts or output.

mod interview;
mod language;
mod seams;
mod sentences;
mod words;

use std::ops::Range;

pub use language::Language;

use crate::input::{Article, Block, BlockKind, Meta};
use crate::span::Span;

/// An analysed article. It never changes after it is built, so spans and indices into it stay true.
#[derive(Clone, Debug)]
pub struct Document {
    article: Article,
    sentences: Vec<Sentence>,
    words: Vec<Span>,
    language: Option<Language>,
}

/// One sentence, or one heading, list item or table row that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes, without white space at the ends; line breaks may stand inside.
    pub span: Span,
    /// Index of its block in [`Document::blocks`].
    pub block: usize,
    /// Its words, as indices into [`Document::words`].
    pub words: Range<usize>,
}

impl Document {
    /// Segments `article`. Linear in the length of its text.
    pub fn new(mut article: Article) -> Self {
        article.blocks = interview::unlabelled(&article.text, article.blocks);
        let mut sentences = Vec::new();
        let mut all_words = Vec::new();
        for (index, block) in article.blocks.iter().enumerate() {
            for span in sentences::split(&article.text, *block) {
                let first = all_words.len();
                all_words.extend(words::split(&article.text, span));
                sentences.push(Sentence {
                    span,
                    block: index,
                    words: first..all_words.len(),
                });
            }
        }
        let language = Language::detect(&article);
        Self {
            article,
            sentences,
            words: all_words,
            language,
        }
    }

    /// Reads `text` as plain text; what tests and doc examples build documents with.
    pub fn from_text(text: &str) -> Self {
        Self::new(crate::input::text::read(text.to_owned()))
    }

    /// The text that all spans point into.
    pub fn text(&self) -> &str {
        &self.article.text
    }

    /// What the source says about itself.
    pub fn meta(&self) -> &Meta {
        &self.article.meta
    }

    /// Headings, paragraphs, list items, …, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.article.blocks
    }

    /// All sentences in order, headings and list items included.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// All words in order. Numbers ("29.3"), contractions ("didn't") and hyphenated words are one word each.
    pub fn words(&self) -> &[Span] {
        &self.words
    }

    /// The kind of block a sentence stands in.
    pub fn kind(&self, sentence: &Sentence) -> BlockKind {
        self.article.blocks[sentence.block].kind
    }

    /// The index of the sentence that holds the byte `at`; `None` between sentences. Logarithmic.
    pub fn sentence_at(&self, at: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|s| s.span.start() <= at);
        let index = after.checked_sub(1)?;
        (at < self.sentences[index].span.end()).then_some(index)
    }

    /// The same document with only the sentences at `indices` (ascending): its text, blocks and words stay, so spans
    /// keep their meaning.
    pub fn keeping(&self, indices: &[usize]) -> Self {
        Self {
            sentences: indices.iter().map(|&i| self.sentences[i].clone()).collect(),
            ..self.clone()
        }
    }

    /// The words of every sentence as one string each, in order: what a model reads.
    pub fn sentence_texts(&self) -> Vec<&str> {
        self.sentences.iter().map(|s| s.span.slice(self.text())).collect()
    }

    /// The language the text is written in, where there is enough of it to tell.
    pub fn language(&self) -> Option<Language> {
        self.language
    }
}

//! The extractive summary: the article's own sentences, chosen by the encoder.
//!
//! Owns salience and selection. Knows documents and encodings, not facts, tables or output.
//!
//! Sentences are scored by place, centrality and form ([`salience`]), then chosen together: each adds the content words
//! that the others lack. See `selection` for the method.

mod chrome;
mod length;
mod openers;
mod salience;
mod selection;
mod shortlist;
mod terms;

pub(crate) use chrome::{is_chrome, without_lead_in};
pub use length::{Length, ParseLengthError};
pub use salience::{read_salience, salience};
pub use shortlist::shortlist;

use self::selection::Candidate;
use self::terms::Terms;
use crate::document::{Document, Sentence};
use crate::input::BlockKind;
use crate::model::{Encoded, cosine};
use crate::span::{Evidence, Span, one_line};

/// Words below which a sentence says too little to stand in a summary.
const LEAST_WORDS: usize = 5;
/// What is left of the salience of a list item, which leans on its list.
const LIST_ITEM: f64 = 0.4;
/// What is left of the salience of a block quotation.
const BLOCK_QUOTE: f64 = 0.6;
/// What is left of the salience of a sentence that only introduces what follows it.
const INTRODUCTION: f64 = 0.3;
/// Letters that make a word where a script, or an unusual text, has no spaces.
const LETTERS_PER_WORD: usize = 12;

/// A summary: sentences in article order. Empty only for an article without running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// How it was made.
    pub style: Style,
    /// The sentences, in the order they are read.
    pub sentences: Vec<SummarySentence>,
}

/// How a summary is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// Of the article's own sentences.
    #[default]
    Extractive,
    /// Of sentences that a language model wrote and that the article supports.
    Abstractive,
}

/// Chooses sentences of `document` that fit `length` and tell most of it, in article order.
///
/// `encoded` and `salience` are those of the document's sentences, in the same order. Headings, table rows and page
/// furniture are taken only when there is nothing else, so that the summary is empty only if there are no sentences.
/// Costs one look at every sentence for each one chosen; an article of 4,096 sentences takes milliseconds.
pub fn summarize(document: &Document, encoded: &Encoded, salience: &[f32], length: Length) -> Summary {
    let sentences = document.sentences();
    let sets: [&dyn Fn(usize) -> bool; 3] = [
        &|i| salience[i] > 0.0 && stands_alone(document, &sentences[i]),
        &|i| salience[i] > 0.0,
        &|_| true,
    ];
    let Some(chosen_from) = sets
        .iter()
        .map(|fits| (0..sentences.len()).filter(|&i| fits(i)).collect::<Vec<_>>())
        .find(|indices| !indices.is_empty())
    else {
        return Summary {
            style: Style::Extractive,
            sentences: Vec::new(),
        };
    };
    let mut terms = Terms::default();
    let candidates: Vec<Candidate> = chosen_from
        .into_iter()
        .map(|i| candidate(document, i, f64::from(salience[i]), &mut terms))
        .collect();
    let title = document
        .meta()
        .title
        .as_deref()
        .map_or_else(Vec::new, |title| terms.known(title));
    let weights = selection::weigh(&candidates, &title, terms.len());
    let similarity = |a: usize, b: usize| {
        let vector = |i: usize| encoded.sentence(candidates[i].sentence);
        cosine(vector(a), vector(b))
    };
    let sentences = selection::choose(&candidates, &weights, similarity, length)
        .into_iter()
        .map(|i| {
            let span = sentences[candidates[i].sentence].span;
            SummarySentence::verbatim(document, chrome::without_lead_in(document.text(), span))
        })
        .collect();
    Summary {
        style: Style::Extractive,
        sentences,
    }
}

/// Whether a sentence can be read without what surrounds it, as far as its block and length tell.
fn stands_alone(document: &Document, sentence: &Sentence) -> bool {
    match document.kind(sentence) {
        BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Quote => {
            count_words(sentence.span.slice(document.text())) >= LEAST_WORDS
        }
        BlockKind::Heading { .. } | BlockKind::TableRow | BlockKind::Code => false,
    }
}

fn candidate(document: &Document, index: usize, salience: f64, terms: &mut Terms) -> Candidate {
    let sentence = &document.sentences()[index];
    let text = chrome::without_lead_in(document.text(), sentence.span).slice(document.text());
    let kept = match document.kind(sentence) {
        BlockKind::ListItem { .. } => LIST_ITEM,
        BlockKind::Quote => BLOCK_QUOTE,
        _ => 1.0,
    };
    Candidate {
        sentence: index,
        words: count_words(text),
        salience: salience
            * kept
            * if text.ends_with([':', '：']) {
                INTRODUCTION
            } else {
                1.0
            },
        leans: openers::leans_back(text),
        terms: terms.of_sentence(document, sentence),
    }
}

/// Words between white space, as people count them.
fn count_words(text: &str) -> usize {
    text.split_whitespace()
        .count()
        .max(text.chars().count() / LETTERS_PER_WORD)
}

/// One sentence of a summary. It cannot exist without the words of the article that support it.
#[derive(Clone, Debug, PartialEq)]
pub struct SummarySentence {
    text: String,
    verdict: Verdict,
    evidence: Evidence,
}

/// How close a summary sentence is to its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The article's own sentence, white space aside.
    Verbatim,
    /// A part of the article's own sentence.
    Compressed,
    /// Rewritten; every number, name and quotation is in the evidence.
    Supported,
}

impl Verdict {
    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Compressed => "compressed",
            Self::Supported => "supported",
        }
    }
}

impl SummarySentence {
    /// The words at `span`, unchanged but for white space.
    pub fn verbatim(document: &Document, span: Span) -> Self {
        Self {
            text: one_line(span.slice(document.text())),
            verdict: Verdict::Verbatim,
            evidence: span.into(),
        }
    }

    /// A sentence that was written and found to be supported.
    pub(crate) fn written(text: String, verdict: Verdict, evidence: Evidence) -> Self {
        Self {
            text,
            verdict,
            evidence,
        }
    }

    /// The sentence on one line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How close it is to its evidence.
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The words of the article that support it.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{self, Format};

    /// Summarises `markdown` as if all sentences were about the same.
    fn summary(markdown: &str, length: Length) -> Vec<String> {
        let article = input::read(markdown.as_bytes(), None, Some(Format::Markdown)).expect("text");
        let document = Document::new(article);
        let vectors = vec![vec![1.0]; document.sentences().len()];
        let encoded = Encoded::from_vectors(&vectors);
        let salience = salience(&document, &encoded);
        let summary = summarize(&document, &encoded, &salience, length);
        for sentence in &summary.sentences {
            let evidence = sentence.evidence().first();
            assert_eq!(one_line(evidence.slice(document.text())), sentence.text());
        }
        summary.sentences.iter().map(|s| s.text().to_owned()).collect()
    }

    #[test]
    fn sentences_come_in_article_order_without_headings_and_furniture() {
        let found = summary(
            "# Mill closes\n\nORRIN (Wire) - The Orrin mill shut its doors on Friday. It had run for ninety years.\n\n\
             Read more: a history of the mill in Orrin.\n\n## Reaction\n\nThe council promised new jobs for the town.\n",
            Length::Sentences(9),
        );
        assert_eq!(
            found,
            [
                "The Orrin mill shut its doors on Friday.",
                "It had run for ninety years.",
                "The council promised new jobs for the town.",
            ]
        );
    }

    #[test]
    fn an_article_without_running_text_still_has_a_summary() {
        assert_eq!(summary("# Mill closes\n", Length::MEDIUM), ["Mill closes"]);
        assert_eq!(summary("Closed.\n", Length::MEDIUM), ["Closed."]);
        assert_eq!(summary("# Prices\n\n- Wool\n- Yarn\n", Length::Sentences(1)), ["Wool"]);
        assert_eq!(
            summary("# Prices\n\n- Wool costs nine crowns a bale.\n- Yarn\n", Length::MEDIUM),
            ["Wool costs nine crowns a bale."]
        );
    }

    #[test]
    fn running_text_comes_before_lists_and_introductions() {
        let found = summary(
            "The mill will change these three things:\n\n- The gate will be moved to the river.\n\n\
             The owners announced new rules for visitors on Monday.\n",
            Length::Sentences(1),
        );
        assert_eq!(found, ["The owners announced new rules for visitors on Monday."]);
    }

    #[test]
    fn words_are_counted_where_there_are_no_spaces() {
        assert_eq!(count_words("The mill shut."), 3);
        assert_eq!(count_words(&"字".repeat(120)), 10);
    }
}

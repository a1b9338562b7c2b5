//! The abstractive summary: a small language model rewrites the selected sentences, and nothing it makes up gets through.
//!
//! Owns the prompt, what is taken of the answer and what replaces the rest. The model reads the selected sentences and not
//! the article, so that a long article costs no more than a short one. What it writes is checked sentence by sentence by
//! [`ground`](crate::ground); one that fails is cut back to the part that holds, or makes way for the article's own.

use std::path::Path;

use crate::document::Document;
use crate::facts::Mention;
use crate::ground::{Checker, Support};
use crate::model::Encoder;
use crate::model::causal::{self, LanguageModel};
use crate::summary::{Style, Summary, SummarySentence};
use crate::{model, models};

/// What the model is told to be. It stays the same from article to article, so that it is computed once a run.
const SYSTEM: &str = "You shorten news. You copy every name, number and quotation exactly, and you add nothing.";
/// What it is asked, before the selected sentences.
const TASK: &str = "Make this text shorter. Keep the facts.\n\n";
/// Words that an answer may have beside those of the selected sentences: what joins them.
const JOINING: &str = "the a an and but of to in on at by for with from that which who it its they their he she his her was \
                       were is are be been has have had will would not as after before when while because this also or";
/// Most tokens of an answer.
const MOST_ANSWER: usize = 192;
/// Words below which a sentence says too little.
const LEAST_WORDS: usize = 5;
/// Share of the content words of a written sentence, by their weight, that its evidence must have. A paraphrase of an editor
/// may have fewer; what a small model puts in other words is often another thing.
const LEAST_SHARED: f32 = 0.95;
/// Share of the words of its evidence below which a written sentence has left out too much.
const LEAST_KEPT: f64 = 0.4;

/// What can go wrong when a summary is written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The model file.
    #[error(transparent)]
    Model(#[from] causal::Error),
    /// The file cannot be read.
    #[error("cannot be read")]
    Io(#[from] std::io::Error),
    /// The encoder, in the check.
    #[error("the encoder failed")]
    Encoder(#[from] model::Error),
}

/// What became of the sentences that a model wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Sentences the model wrote.
    pub written: usize,
    /// Those that passed the check as they were.
    pub passed: usize,
    /// Those of which a part passed.
    pub repaired: usize,
}

/// A language model that rewrites summaries.
pub struct Writer {
    model: LanguageModel,
    name: String,
    sha256: String,
}

impl Writer {
    /// Loads the GGUF file at `path`.
    ///
    /// # Errors
    /// When it cannot be read, or is no model that can be used.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let (model, sha256) = rayon::join(|| LanguageModel::open(path), || models::sha256(path));
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned());
        Ok(Self {
            model: model?,
            name: name.unwrap_or_default(),
            sha256: sha256?,
        })
    }

    /// The model file's name, without its extension.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The model file's SHA-256 in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Writes `summary`, the article's own sentences, anew. Every sentence of the result is supported by `document`; those of
    /// `summary` that no written sentence covers stay as they are.
    ///
    /// # Errors
    /// When the selected sentences are too long for the model, or a model fails.
    pub fn rewrite(
        &mut self,
        document: &Document,
        encoder: &Encoder,
        facts: &[Mention],
        summary: &Summary,
    ) -> Result<(Summary, Tally), Error> {
        let selected: Vec<&str> = summary.sentences.iter().map(SummarySentence::text).collect();
        let source = selected.join(" ");
        let prompt = self.model.prompt(SYSTEM, &format!("{TASK}{source}"))?;
        let words = source.split_whitespace().count();
        let only = self.vocabulary(&source)?;
        let answer = self
            .model
            .answer(&prompt, MOST_ANSWER, Some(&only), |text| goes_on_too_long(text, words))?;
        let checker = Checker::with_facts(document, encoder, facts.into());
        let mut tally = Tally::default();
        let mut written = Vec::new();
        for sentence in sentences(&answer) {
            tally.written += 1;
            if let Some((text, support, whole)) = supported(&checker, &sentence)? {
                if whole {
                    tally.passed += 1
                } else {
                    tally.repaired += 1
                }
                written.push(SummarySentence::written(text, support.verdict, support.evidence));
            }
        }
        Ok((merge(summary, written), tally))
    }

    /// The tokens that an answer may be made of, sorted: those of the words of `source`, and of words that join them. A small
    /// model left to itself puts in names, numbers and adjectives of its own.
    fn vocabulary(&self, source: &str) -> Result<Vec<u32>, Error> {
        let mut tokens = self.model.tokenize(source)?;
        let joining = JOINING.split_whitespace().chain([".", ",", "\n"]);
        for word in source.split_whitespace().chain(joining) {
            // A word may come to open a sentence, or cease to.
            let mut letters = word.chars();
            let first = letters
                .next()
                .map(|first| first.to_uppercase().chain(letters).collect::<String>());
            for form in [word, first.as_deref().unwrap_or(word)] {
                tokens.extend(self.model.tokenize(form)?);
                tokens.extend(self.model.tokenize(&format!(" {form}"))?);
            }
        }
        tokens.sort_unstable();
        tokens.dedup();
        Ok(tokens)
    }
}

/// Whether an answer has become longer than what it is to shorten, or begins to repeat itself.
fn goes_on_too_long(text: &str, words: usize) -> bool {
    // Only a sentence that has just ended can repeat one.
    if !text.ends_with(['.', '!', '?', '”', '"', '\n']) {
        return text.split_whitespace().count() > 2 * words;
    }
    let sentences = sentences(text);
    let repeats = sentences
        .iter()
        .enumerate()
        .any(|(at, sentence)| sentences[..at].contains(sentence));
    repeats || text.split_whitespace().count() > words + LEAST_WORDS
}

/// The finished sentences of an answer. What a model writes around them (headings, lists) is none.
fn sentences(answer: &str) -> Vec<String> {
    let document = Document::from_text(answer);
    let texts = document.sentence_texts().into_iter().map(crate::one_line);
    let finished = |text: &String| {
        text.ends_with(['.', '!', '?', '”', '"'])
            && text.starts_with(|c: char| {
                c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '$' | '€' | '£')
            })
            && text.split_whitespace().count() >= LEAST_WORDS
    };
    texts.filter(finished).collect()
}

/// `sentence` or the longest part of it from its beginning that the article supports, with that support, and whether it is
/// the whole sentence.
fn supported(checker: &Checker, sentence: &str) -> Result<Option<(String, Support, bool)>, model::Error> {
    let mut text = sentence.to_owned();
    loop {
        let stands = text == sentence || !ends_in_aside(&text);
        if stands
            && let Ok(support) = checker.check(&text)?
            && support.shared >= LEAST_SHARED
        {
            return Ok(Some((text.clone(), support, text == sentence)));
        }
        let shorter = text.rfind([',', ';']).map(|end| format!("{}.", text[..end].trim_end()));
        match shorter {
            Some(shorter) if shorter.split_whitespace().count() >= LEAST_WORDS => text = shorter,
            _ => return Ok(None),
        }
    }
}

/// Whether what stands behind the last comma of a cut sentence leans on what was cut: "Burton, who played him in the original."
fn ends_in_aside(text: &str) -> bool {
    #[rustfmt::skip]
    const OPENINGS: &[&str] = &[
        "who", "which", "whose", "where", "when", "while", "as", "after", "before", "because", "with", "if", "although",
    ];
    let last = text.rsplit([',', ';']).next().filter(|last| last.len() < text.len());
    let first = last.and_then(|last| last.split_whitespace().next());
    first.is_some_and(|first| OPENINGS.contains(&first))
}

/// Puts each of `written` in the place of the sentences of `summary` that it rests on. One that rests on none of them, or
/// says too little of what it would replace, or the same as another, is left out.
fn merge(summary: &Summary, written: Vec<SummarySentence>) -> Summary {
    let words = |sentence: &SummarySentence| sentence.text().split_whitespace().count();
    let mut place: Vec<Option<usize>> = vec![None; summary.sentences.len()];
    let mut taken: Vec<Option<SummarySentence>> = Vec::new();
    for sentence in written {
        let rests_on = |own: &SummarySentence| {
            let spans = sentence.evidence().spans();
            own.evidence()
                .spans()
                .iter()
                .any(|own| spans.iter().any(|span| span.overlaps(*own)))
        };
        let replaced: Vec<usize> = (0..place.len())
            .filter(|&at| rests_on(&summary.sentences[at]))
            .collect();
        let said: usize = replaced.iter().map(|&at| words(&summary.sentences[at])).sum();
        let free = replaced.iter().all(|&at| place[at].is_none());
        if replaced.is_empty() || !free || (words(&sentence) as f64) < LEAST_KEPT * said as f64 {
            continue;
        }
        replaced.iter().for_each(|&at| place[at] = Some(taken.len()));
        taken.push(Some(sentence));
    }
    let mut sentences = Vec::new();
    for (own, place) in summary.sentences.iter().zip(place) {
        match place {
            Some(written) => sentences.extend(taken[written].take()),
            None => sentences.push(own.clone()),
        }
    }
    Summary {
        style: Style::Abstractive,
        sentences,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use crate::summary::Verdict;

    #[test]
    fn only_finished_sentences_count() {
        let answer = "Summary:\n\nThe mill shut on Friday after ninety years. The council promised new jobs and";
        assert_eq!(sentences(answer), ["The mill shut on Friday after ninety years."]);
        assert!(goes_on_too_long(
            "The mill shut on Friday. The mill shut on Friday.",
            90
        ));
        assert!(!goes_on_too_long(
            "The mill shut on Friday. The council promised jobs.",
            90
        ));
    }

    #[test]
    fn cut_sentences_do_not_end_in_an_aside() {
        assert!(ends_in_aside("Burton, who played him in the original."));
        assert!(!ends_in_aside("The mill shut, the owners said."));
        assert!(!ends_in_aside("Who knew that the mill would shut."));
    }

    #[test]
    fn written_sentences_take_the_place_of_their_evidence_once() {
        let text = "The old mill in Orrin shut its doors on Friday. The council promised new jobs for all. Rain fell.";
        let document = Document::from_text(text);
        let spans: Vec<Span> = document.sentences().iter().map(|sentence| sentence.span).collect();
        let summary = Summary {
            style: Style::Extractive,
            sentences: spans[..2]
                .iter()
                .map(|&span| SummarySentence::verbatim(&document, span))
                .collect(),
        };
        let written =
            |text: &str, span: Span| SummarySentence::written(text.to_owned(), Verdict::Supported, span.into());
        let merged = merge(
            &summary,
            vec![
                written("The council promised new jobs.", spans[1]),
                written("New jobs were promised by the council.", spans[1]),
                written("There was a lot of rain.", spans[2]),
                written("The mill shut.", spans[0]),
            ],
        );
        let texts: Vec<&str> = merged.sentences.iter().map(SummarySentence::text).collect();
        // Too little is left of the first sentence, the third is not of the summary.
        assert_eq!(
            texts,
            [
                "The old mill in Orrin shut its doors on Friday.",
                "The council promised new jobs."
            ]
        );
    }
}

//! A sentence as the checks read it: words with stems and clauses, figures with their hedges.

use std::ops::Range;

use super::lexicon::{self, Hedge};
use super::synonyms::are_synonyms;
use crate::document::Document;
use crate::facts::{Mention, Value};
use crate::model::{Pos, TaggedWord};
use crate::span::{Span, one_line};

/// One or more sentences of an article or a claim, ready to be compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// In text order, figures included.
    pub words: Vec<Word>,
    /// Numbers, dates, money and the like, in text order.
    pub figures: Vec<Figure>,
}

/// One word.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Where it stands.
    pub span: Span,
    /// As written, without a possessive ending.
    pub text: String,
    /// In lower case.
    pub lower: String,
    /// What its forms share.
    pub stem: String,
    /// Whether it says what the sentence is about: no function word and no part of a figure.
    pub content: bool,
    /// Whether it begins with an upper-case letter.
    pub capital: bool,
    /// Whether it opens its sentence or a quotation, where an upper-case letter says nothing.
    pub opens: bool,
    /// Whether it stands between quotation marks.
    pub quoted: bool,
    /// Which clause it belongs to; rises from left to right.
    pub clause: usize,
    /// The figure it is part of, as an index.
    pub figure: Option<usize>,
    /// Its part of speech; [`Pos::Other`] before [`Reading::tag`].
    pub pos: Pos,
}

/// A figure and how it is put.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// Its value.
    pub value: Value,
    /// How exact it is.
    pub hedge: Hedge,
    /// Its words as written, with signs and units.
    pub text: String,
    /// Its words, as indices.
    pub words: Range<usize>,
}

impl Reading {
    /// Reads the sentences with the indices `sentences` of `document`; `mentions` are all facts of it, by start.
    pub fn new(document: &Document, sentences: Range<usize>, mentions: &[Mention]) -> Self {
        let mut reading = Self::default();
        let mut clause = 0;
        for sentence in &document.sentences()[sentences] {
            reading.add_sentence(document, sentence.span, sentence.words.clone(), mentions, &mut clause);
            clause += 1;
        }
        reading
    }

    fn add_sentence(
        &mut self,
        document: &Document,
        span: Span,
        words: Range<usize>,
        mentions: &[Mention],
        clause: &mut usize,
    ) {
        let text = document.text();
        let first = self.words.len();
        let mut quotes = Quotes::default();
        let mut end = span.start();
        for &word in &document.words()[words] {
            let gap = &text[end..word.start()];
            let opened = quotes.pass(gap);
            let written = without_possessive(word.slice(text));
            let lower = written.to_lowercase().replace('’', "'");
            let starts = self.words.len() == first;
            let opens = starts || opened || gap.contains(':');
            if !starts && (breaks(gap) || begins_clause(&lower)) {
                *clause += 1;
            }
            end = word.end();
            self.words.push(Word {
                span: word,
                text: written.to_owned(),
                stem: lexicon::stem(&lower),
                content: !lexicon::is_function_word(&lower) && !lexicon::negates(&lower),
                capital: written.starts_with(char::is_uppercase),
                opens,
                quoted: quotes.inside,
                clause: *clause,
                figure: None,
                pos: Pos::Other,
                lower,
            });
        }
        self.add_figures(text, span, first, mentions);
    }

    fn add_figures(&mut self, text: &str, span: Span, first: usize, mentions: &[Mention]) {
        let fractions = self.fractions(first);
        let from = mentions.partition_point(|mention| mention.span.start() < span.start());
        for mention in mentions[from..].iter().take_while(|m| m.span.start() < span.end()) {
            let vague = matches!(&mention.value, Value::Number { number: None } | Value::Quote { .. });
            if vague || !span.contains(mention.span) {
                continue;
            }
            let inside = |word: &&Word| mention.span.overlaps(word.span);
            let Some(start) = self.words[first..].iter().position(|word| inside(&word)) else {
                continue;
            };
            let start = first + start;
            let end = start + self.words[start..].iter().take_while(inside).count();
            self.add_figure(
                first,
                start..end,
                mention.value.clone(),
                one_line(mention.span.slice(text)),
            );
        }
        for (at, value) in fractions {
            if self.words[at].figure.is_none() {
                let value = Value::Number {
                    number: Some(value.into()),
                };
                self.add_figure(first, at..at + 1, value, self.words[at].text.clone());
            }
        }
        self.figures.sort_by_key(|figure| figure.words.start);
        for (index, figure) in self.figures.iter().enumerate() {
            self.words[figure.words.clone()]
                .iter_mut()
                .for_each(|word| word.figure = Some(index));
        }
    }

    /// "half" and "a quarter" by themselves: so much depends on the words before them.
    fn fractions(&self, first: usize) -> Vec<(usize, f64)> {
        let fraction = |at: usize| {
            let before = |words: &[&str]| at > first && words.contains(&self.words[at - 1].lower.as_str());
            match self.words[at].lower.as_str() {
                "half" => Some((at, 0.5)),
                "quarter" if before(&["a", "one"]) => Some((at, 0.25)),
                "third" if before(&["a", "one"]) => Some((at, 1.0 / 3.0)),
                _ => None,
            }
        };
        (first..self.words.len()).filter_map(fraction).collect()
    }

    /// Adds the figure at `words`, in a sentence that begins with word `first`.
    fn add_figure(&mut self, first: usize, words: Range<usize>, value: Value, text: String) {
        let before: Vec<&str> = self.words[first.max(words.start.saturating_sub(4))..words.start]
            .iter()
            .map(|word| word.lower.as_str())
            .collect();
        // "over 14 months" is as long as that, not longer.
        let spans_time = matches!(value, Value::Duration { .. } | Value::Date { .. }) && before.last() == Some(&"over");
        // "A row over a $500 win" is about that, not about more.
        let is_about = matches!(value, Value::Money { .. }) && before.ends_with(&["over", "a"]);
        let hedge = if spans_time || is_about {
            Hedge::Exact
        } else {
            lexicon::hedge(&before)
        };
        let clause = self.words[words.start].clause;
        for word in &mut self.words[words.clone()] {
            word.content = false;
            word.clause = clause;
            word.figure = Some(self.figures.len());
        }
        self.figures.push(Figure {
            value,
            hedge,
            text,
            words,
        });
    }

    /// Sets the parts of speech from `tagged`, the words of a text that begins at byte `start` of this one's.
    pub fn tag(&mut self, tagged: &[TaggedWord], start: usize) {
        let mut tagged = tagged.iter().peekable();
        for word in &mut self.words {
            while tagged
                .next_if(|tagged| start + tagged.end as usize <= word.span.start())
                .is_some()
            {}
            if let Some(tagged) = tagged
                .peek()
                .filter(|tagged| start + (tagged.start as usize) < word.span.end())
            {
                word.pos = tagged.pos;
            }
        }
    }

    /// The words at `range` by themselves, with the figures among them.
    pub fn part(&self, range: Range<usize>) -> Self {
        let figures = self.figures.iter().filter(|figure| range.contains(&figure.words.start));
        let figures: Vec<Figure> = figures
            .map(|figure| Figure {
                words: figure.words.start - range.start..figure.words.end.min(range.end) - range.start,
                ..figure.clone()
            })
            .collect();
        let mut words = self.words[range].to_vec();
        words.iter_mut().for_each(|word| word.figure = None);
        for (index, figure) in figures.iter().enumerate() {
            words[figure.words.clone()]
                .iter_mut()
                .for_each(|word| word.figure = Some(index));
        }
        Self { words, figures }
    }

    /// The words outside of square brackets, without figures; `text` is what it was read from.
    pub fn without_brackets(&self, text: &str) -> Self {
        let outside = |word: &&Word| {
            let before = &text[..word.span.start()];
            before.rfind('[').is_none_or(|open| before[open..].contains(']'))
        };
        Self {
            words: self.words.iter().filter(outside).cloned().collect(),
            figures: Vec::new(),
        }
    }

    /// The words of clause `clause`, as indices.
    pub fn clause(&self, clause: usize) -> Range<usize> {
        let start = self.words.partition_point(|word| word.clause < clause);
        start..self.words.partition_point(|word| word.clause <= clause)
    }

    /// How many clauses there are.
    pub fn clauses(&self) -> usize {
        self.words.last().map_or(0, |word| word.clause + 1)
    }

    /// Whether a word has the stem `stem`, begins as it does where either is part of the other, or can stand for it.
    pub fn has(&self, stem: &str) -> bool {
        self.words
            .iter()
            .any(|word| same(&word.stem, stem) || are_synonyms(&word.stem, stem))
    }
}

/// Whether two stems are of one word: the same, or one the longer form of the other ("econom", "economist").
pub(super) fn same(a: &str, b: &str) -> bool {
    a == b || a.len().min(b.len()) >= 5 && (a.starts_with(b) || b.starts_with(a))
}

/// Whether the punctuation in `gap` parts two clauses.
fn breaks(gap: &str) -> bool {
    gap.contains([',', ';', ':', '(', ')', '—', '–', '\n', '|', '.', '?', '!'])
        || gap.contains(" - ")
        || gap.contains("--")
}

/// Whether a clause often begins with `word`.
fn begins_clause(word: &str) -> bool {
    #[rustfmt::skip]
    const OPENINGS: &[&str] = &[
        "and", "but", "while", "which", "who", "whose", "whereas", "although", "though", "because", "after", "before",
        "since", "when", "if", "unless", "until", "so", "despite",
    ];
    OPENINGS.contains(&word)
}

/// `word` without "'s".
fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word)
}

/// Whether the reader is between quotation marks. Starts anew with every sentence's block, since authors leave marks out.
#[derive(Debug, Default)]
struct Quotes {
    inside: bool,
}

impl Quotes {
    /// Goes past `gap`, what stands between two words; whether a quotation opened in it.
    fn pass(&mut self, gap: &str) -> bool {
        let mut opened = false;
        let mut previous = ' ';
        for c in gap.chars() {
            match c {
                '“' | '«' | '„' => self.inside = true,
                '”' | '»' => self.inside = false,
                '"' => self.inside = !self.inside,
                // A single mark opens only where no letter stands before it; it may be an apostrophe.
                '‘' => self.inside = true,
                '\'' if previous == ' ' && gap.ends_with('\'') && !self.inside => self.inside = true,
                _ => {}
            }
            opened = self.inside && matches!(c, '“' | '«' | '„' | '"' | '‘' | '\'') || opened;
            previous = c;
        }
        opened
    }
}

//! A sentence as the guards read it: lower-case words, noun phrases, clauses and verbs.

use std::ops::Range;

use super::Sentence;
use super::words::{
    ALSO_PARTICIPLES, ARTICLES, PARTICIPLES, RELATIVES, SUBORDINATORS, TIME_NOUNS, is_closing, is_opening,
};
use crate::facts::Mention;
use crate::model::{NameKind, Pos, Word};
use crate::span::Span;

/// What the rules look at; positions are indices of words.
pub(super) struct Reading<'a> {
    pub(super) sentence: &'a Sentence<'a>,
    words: &'a [Word],
    lower: Vec<String>,
    /// The base noun phrase that holds each word, if any does.
    phrase: Vec<Option<(usize, usize)>>,
    /// Where the clause of each word ends.
    clause_end: Vec<usize>,
    /// Where it starts.
    clause_start: Vec<usize>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(sentence: &'a Sentence<'a>) -> Self {
        let words = sentence.tags.words(sentence.index);
        let text = sentence.document.text();
        let lower: Vec<String> = words
            .iter()
            .map(|word| word.span.slice(text).to_lowercase().replace('’', "'"))
            .collect();
        let mut reading = Self {
            sentence,
            words,
            phrase: vec![None; lower.len()],
            clause_end: vec![lower.len(); lower.len()],
            clause_start: vec![0; lower.len()],
            lower,
        };
        reading.find_phrases();
        reading.find_clauses();
        reading
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn text(&self) -> &'a str {
        self.sentence.document.text()
    }

    /// The word in lower case; empty outside the sentence.
    pub(super) fn word(&self, at: usize) -> &str {
        self.lower.get(at).map_or("", String::as_str)
    }

    /// The word before `at`; empty at the start.
    pub(super) fn word_before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }

    pub(super) fn is(&self, at: usize, list: &[&str]) -> bool {
        list.contains(&self.word(at))
    }

    /// Whether the words from `at` on are `phrase`.
    pub(super) fn reads(&self, at: usize, phrase: &[&str]) -> bool {
        phrase.iter().enumerate().all(|(i, word)| self.word(at + i) == *word)
    }

    pub(super) fn pos(&self, at: usize) -> Option<Pos> {
        self.words.get(at).map(|word| word.pos)
    }

    /// The bytes from the first word of `range`, which is not empty, to its last.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.words[range.start].span.cover(self.words[range.end - 1].span)
    }

    /// The words that share bytes with `span`.
    pub(super) fn within(&self, span: Span) -> Range<usize> {
        let from = self.words.partition_point(|word| word.span.end() <= span.start());
        let to = self.words.partition_point(|word| word.span.start() < span.end());
        from..to.max(from)
    }

    /// Whether white space stands before the word at `at`.
    pub(super) fn spaced(&self, at: usize) -> bool {
        at == 0 || self.words[at - 1].span.end() < self.words[at].span.start()
    }

    /// Whether the word has neither letters nor digits, and is no sign that is read ("%", "$", "&").
    pub(super) fn is_mark(&self, at: usize) -> bool {
        let word = self.word(at);
        !word.contains(char::is_alphanumeric) && !word.contains(['%', '$', '£', '€', '¥', '&', '+', '#', '°'])
    }

    pub(super) fn is_article(&self, at: usize) -> bool {
        self.is(at, ARTICLES) && self.pos(at) == Some(Pos::Determiner)
    }

    pub(super) fn is_verb(&self, at: usize) -> bool {
        matches!(self.pos(at), Some(Pos::Verb | Pos::Auxiliary))
    }

    pub(super) fn is_verb_or_adverb(&self, at: usize) -> bool {
        self.is_verb(at) || self.pos(at) == Some(Pos::Adverb)
    }

    /// Whether the word can be the head of a noun phrase.
    pub(super) fn is_nominal(&self, at: usize) -> bool {
        let nominal = matches!(
            self.pos(at),
            Some(Pos::Noun | Pos::ProperNoun | Pos::Numeral | Pos::Pronoun)
        );
        nominal || self.word(at) == "%"
    }

    /// Whether the word is a relative pronoun or opens a clause inside another one.
    pub(super) fn opens_clause(&self, at: usize) -> bool {
        match self.pos(at) {
            Some(Pos::SubordinatingConjunction) => self.is(at, SUBORDINATORS),
            Some(Pos::Pronoun) => self.is(at, RELATIVES) || self.word(at) == "that" && at > 0 && self.is_verb(at + 1),
            Some(Pos::Adverb) => self.is(at, &["when", "where", "why", "how"]),
            Some(Pos::Determiner) => self.word(at) == "whose",
            _ => false,
        }
    }

    /// The base noun phrase that holds the word at `at`: from its determiner to its head, "the mill's two owners" in one.
    pub(super) fn phrase(&self, at: usize) -> Option<Range<usize>> {
        self.phrase.get(at).copied().flatten().map(|(start, end)| start..end)
    }

    /// The noun phrase that the words from `at` on start with, with what "of" adds to it. A pronoun is one too.
    pub(super) fn full_phrase(&self, at: usize) -> Option<Range<usize>> {
        let mut end = match self.phrase(at) {
            Some(phrase) => phrase.end,
            None if self.pos(at) == Some(Pos::Pronoun) => at + 1,
            None => return None,
        };
        while self.word(end) == "of"
            && let Some(next) = self.phrase(end + 1)
        {
            end = next.end;
        }
        Some(at..end)
    }

    /// The facts of the sentence, in order.
    pub(super) fn facts(&self) -> impl Iterator<Item = &'a Mention> {
        let span = self.span(0..self.len());
        let facts = self.sentence.facts;
        let from = facts.partition_point(|fact| fact.span.end() <= span.start());
        facts[from..]
            .iter()
            .take_while(move |fact| fact.span.start() < span.end())
    }

    /// What a name that ends with the word at `at` is the name of.
    pub(super) fn name_end(&self, at: usize) -> Option<NameKind> {
        let end = self.words[at].span.end();
        let names = self.sentence.tags.names();
        let first = names.partition_point(|name| name.span.end() < end);
        let name = names.get(first).filter(|name| name.span.end() == end);
        name.map(|name| name.kind)
    }

    /// Whether the word names a time.
    pub(super) fn is_time_word(&self, at: usize) -> bool {
        self.is(at, TIME_NOUNS)
    }

    /// Whether the phrase names a time: "last week".
    pub(super) fn is_time(&self, phrase: &Range<usize>) -> bool {
        phrase.end > phrase.start && self.is(phrase.end - 1, TIME_NOUNS)
    }

    /// The clause around `at`.
    pub(super) fn clause(&self, at: usize) -> Range<usize> {
        self.clause_start[at]..self.clause_end[at]
    }

    /// The word before `at` that is no adverb and no negation.
    pub(super) fn leader(&self, at: usize) -> Option<usize> {
        (0..at)
            .rev()
            .find(|&i| self.pos(i) != Some(Pos::Adverb) && !self.is(i, &["not", "n't"]))
    }

    /// Whether the word is a verb that makes a statement. A form that may be a participle does after a noun.
    pub(super) fn is_finite(&self, at: usize) -> bool {
        if !self.is_verb(at) {
            return false;
        }
        let word = self.word(at);
        let before = self.leader(at);
        let led = before.is_some_and(|i| self.pos(i) == Some(Pos::Auxiliary) || self.word(i) == "to");
        let chained = before.is_some_and(|i| i + 1 == at && self.pos(i) == Some(Pos::Verb));
        if led || chained || word.ends_with("ing") || PARTICIPLES.contains(&word) || matches!(word, "be" | "been") {
            return false;
        }
        if self.pos(at) == Some(Pos::Auxiliary) {
            return true;
        }
        let same = word.ends_with("ed") || ALSO_PARTICIPLES.contains(&word);
        let subject = before.is_some_and(|i| self.is_nominal(i) || self.word(i) == "and");
        !same || subject && self.word(at + 1) != "by"
    }

    /// Whether words of `range` make a statement.
    pub(super) fn states(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|at| self.is_finite(at))
    }

    /// The verb at or behind `at` with nothing but adverbs before it.
    pub(super) fn verb_from(&self, at: usize) -> Option<usize> {
        let verb = (at..self.len()).find(|&i| self.pos(i) != Some(Pos::Adverb))?;
        self.is_verb(verb).then_some(verb)
    }

    /// The first verb proper at or behind `at`, with nothing but auxiliaries, adverbs and "to" before it.
    pub(super) fn governed(&self, at: usize) -> Option<usize> {
        (at..self.len()).find(|&i| !matches!(self.pos(i), Some(Pos::Auxiliary | Pos::Adverb | Pos::Particle)))
    }

    fn find_phrases(&mut self) {
        let mut start = None;
        let mut head = None;
        for at in 0..=self.len() {
            let next = self.pos(at + 1);
            let inside = match self.pos(at) {
                Some(Pos::Determiner) => {
                    self.close_phrase(&mut start, &mut head);
                    self.word(at) != "whose"
                }
                Some(Pos::Noun | Pos::ProperNoun) => {
                    head = Some(at);
                    true
                }
                Some(Pos::Numeral) => {
                    // A number alone is a phrase until its noun comes.
                    head = Some(at);
                    true
                }
                Some(Pos::Adjective) => {
                    // "The mill's new owner", "the 15-year deal"; behind any other noun a phrase of its own starts.
                    let before = at.checked_sub(1).and_then(|before| self.pos(before));
                    if matches!(before, Some(Pos::Noun | Pos::ProperNoun)) {
                        self.close_phrase(&mut start, &mut head);
                    }
                    true
                }
                Some(Pos::Adverb) => next == Some(Pos::Adjective) && head.is_none(),
                // "the missing rifle", "a rented house"
                Some(Pos::Verb) => {
                    let owned = at > 0 && self.pos(at - 1) == Some(Pos::Particle);
                    start.is_some() && (head.is_none() || owned) && next.is_some_and(Pos::is_noun)
                }
                Some(Pos::Pronoun) if super::words::POSSESSIVES.contains(&self.word(at)) => {
                    self.close_phrase(&mut start, &mut head);
                    true
                }
                Some(Pos::Particle) => {
                    let owns = self.is(at, &["'s", "'"]) && head.is_some();
                    owns && next.is_some_and(|pos| {
                        matches!(
                            pos,
                            Pos::Noun | Pos::ProperNoun | Pos::Adjective | Pos::Numeral | Pos::Adverb | Pos::Verb
                        )
                    })
                }
                Some(Pos::Symbol) => {
                    if self.word(at) == "%" {
                        head = Some(at);
                        true
                    } else {
                        next == Some(Pos::Numeral) || start.is_some() && self.glues(at)
                    }
                }
                Some(Pos::Punctuation) => start.is_some() && self.glues(at),
                _ => false,
            };
            if inside {
                start = start.or(Some(at));
            } else {
                self.close_phrase(&mut start, &mut head);
            }
        }
    }

    fn close_phrase(&mut self, start: &mut Option<usize>, head: &mut Option<usize>) {
        if let (Some(start), Some(head)) = (start.take(), head.take()) {
            self.phrase[start..=head].fill(Some((start, head + 1)));
        }
    }

    /// Whether the mark at `at` holds the words around it together: "15-year", "and/or".
    pub(super) fn glues(&self, at: usize) -> bool {
        let inner = at > 0 && at + 1 < self.len() && !self.spaced(at) && !self.spaced(at + 1);
        let mark = matches!(self.word(at), "-" | "/" | "‐" | "–" | "'" | "." | "@" | "_" | "&");
        inner && mark && !self.is_mark(at - 1) && !self.is_mark(at + 1)
    }

    fn find_clauses(&mut self) {
        let mut start = 0;
        for at in 1..=self.len() {
            if at == self.len() || self.parts(at) {
                for i in start..at {
                    self.clause_start[i] = start;
                    self.clause_end[i] = at;
                }
                start = at;
            }
        }
    }

    /// Whether a clause starts at `at`.
    fn parts(&self, at: usize) -> bool {
        let before = self.word(at - 1);
        if matches!(before, "," | ";" | ":" | "–" | "—" | "--") || is_closing(before) || is_opening(self.word(at)) {
            return true;
        }
        if self.opens_clause(at) {
            return true;
        }
        if self.pos(at) != Some(Pos::CoordinatingConjunction) {
            return false;
        }
        // "and cut jobs", "and the group hopes"
        let next = (at + 1..self.len()).find(|&i| self.pos(i) != Some(Pos::Adverb));
        let verb = next.map(|i| self.full_phrase(i).map_or(i, |phrase| phrase.end));
        verb.is_some_and(|i| self.is_verb(i) && !self.word(i).ends_with("ing"))
    }
}

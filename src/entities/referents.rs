//! Whom words of the text mean: names, titles with names, pronouns.

use super::form::{Form, Gender};
use super::lexicon::{HONORIFICS, PEOPLE, is_one_of, is_role};
use super::{Entity, NameKind, mentions_of};
use crate::document::Document;
use crate::facts::{Mention, Value};
use crate::span::Span;

/// Names that are looked at for one pronoun.
const MOST_BACK: usize = 64;
/// Sentences that are looked at for the pronoun that is a subject.
const MOST_SENTENCES: usize = 4;
/// Most bytes before a name that its sentence starts with: "Former Orrin mayor".
const MOST_BEFORE_NAME: usize = 48;

/// Who is named where, and whom other words mean.
pub struct Referents<'a> {
    document: &'a Document,
    entities: &'a [Entity],
    /// All mentions in text order, with their entities.
    mentions: Vec<(Span, usize)>,
    /// Whether the mention stands in a quotation: whom a speaker names is not who is talked about.
    quoted: Vec<bool>,
    genders: Vec<Option<Gender>>,
}

impl<'a> Referents<'a> {
    /// Of `entities`, whose names stand in `document` with the facts `mentions`, in text order: quotations are among them.
    pub fn new(document: &'a Document, entities: &'a [Entity], mentions: &[Mention]) -> Self {
        let spoken: Vec<Span> = mentions
            .iter()
            .filter_map(|mention| match &mention.value {
                Value::Quote(quote) => Some(quote.spoken(mention.span)),
                _ => None,
            })
            .flatten()
            .collect();
        let names = mentions_of(entities);
        Self {
            quoted: names.iter().map(|&(span, _)| is_spoken(&spoken, span)).collect(),
            genders: genders(document, entities, &names, &spoken),
            document,
            entities,
            mentions: names,
        }
    }

    /// The entity that `words` are a name of, with nothing but an article or a title ("Mr.") before it.
    pub fn named(&self, words: Span) -> Option<&'a Entity> {
        let text = self.document.text();
        let first = self.mentions.partition_point(|(span, _)| span.end() < words.end());
        let &(span, entity) = self.mentions.get(first).filter(|(span, _)| span.end() == words.end())?;
        let before = text.get(words.start()..span.start())?.trim();
        let whole = before.is_empty()
            || before.eq_ignore_ascii_case("the")
            || is_one_of(before.trim_end_matches('.'), HONORIFICS);
        (whole && !self.entities[entity].ambiguous).then_some(&self.entities[entity])
    }

    /// The person that "he" or "she" at `pronoun`, the subject of a sentence, means: the only one that the sentence before
    /// names, where it starts with that name and speaks of nobody else. Sentences between them may start with the same
    /// pronoun.
    pub fn subject(&self, pronoun: Span) -> Option<&'a Entity> {
        let text = self.document.text();
        let gender = match pronoun.slice(text) {
            "He" | "he" => Gender::Male,
            "She" | "she" => Gender::Female,
            _ => return None,
        };
        let own = self.document.sentence_at(pronoun.start())?;
        for at in (own.saturating_sub(MOST_SENTENCES)..own).rev() {
            let sentence = self.document.sentences()[at].span;
            if self.blocks_between(sentence, pronoun) > 1 {
                return None;
            }
            let from = self
                .mentions
                .partition_point(|(span, _)| span.start() < sentence.start());
            let to = self.mentions.partition_point(|(span, _)| span.start() < sentence.end());
            let people = || (from..to).filter(|&at| self.entities[self.mentions[at].1].kind == NameKind::Person);
            let Some(first) = people().next() else {
                let opening = sentence.slice(text).split_whitespace().next().unwrap_or_default();
                if opening == pronoun.slice(text) && !self.speaks_of_others(sentence) {
                    continue;
                }
                return None;
            };
            let (name, entity) = self.mentions[first];
            let alone = people().all(|at| self.mentions[at].1 == entity);
            let leads = name.start() - sentence.start() <= MOST_BEFORE_NAME && !self.quoted[first];
            let others =
                Span::trimmed(text, name.end()..sentence.end()).is_some_and(|rest| self.speaks_of_others(rest));
            let sure = alone
                && self.may_be(entity, gender)
                && leads
                && !self.owns(name)
                && !others
                && !self.entities[entity].ambiguous;
            return sure.then_some(&self.entities[entity]);
        }
        None
    }

    /// Takes it from a pronoun that means `entity` that it is of this gender, unless the text has told before.
    pub(super) fn learn(&mut self, entity: usize, gender: Gender) {
        self.genders[entity] = self.genders[entity].or(Some(gender));
    }

    /// Whether nothing in the text says that `entity` is not of this gender.
    pub(super) fn may_be(&self, entity: usize, gender: Gender) -> bool {
        self.genders[entity].is_none_or(|known| known == gender)
    }

    /// Whether the name at `span` is an owner's: of "Vance's mill", the sentence is about the mill.
    fn owns(&self, span: Span) -> bool {
        self.document.text()[span.end()..].starts_with(['\'', '’'])
    }

    /// Whether `span` speaks of somebody without a name.
    fn speaks_of_others(&self, span: Span) -> bool {
        let words = span.slice(self.document.text()).split(|c: char| !c.is_alphanumeric());
        words.into_iter().any(|word| is_one_of(word, PEOPLE) || is_role(word))
    }

    /// How many paragraphs lie between two places; 0 within one.
    pub(super) fn blocks_between(&self, before: Span, after: Span) -> usize {
        let block = |at: usize| self.document.blocks().partition_point(|block| block.span.start() <= at);
        block(after.start()).saturating_sub(block(before.end().saturating_sub(1)))
    }

    /// The entity that `words` name: a person among them, else the organisation or place that they are.
    pub(super) fn at(&self, words: Span) -> Option<usize> {
        let first = self.mentions.partition_point(|(span, _)| span.end() <= words.start());
        let among = || {
            let rest = self.mentions[first..].iter();
            rest.take_while(|(span, _)| span.start() < words.end())
        };
        // "Lund's lawyer" is not Lund.
        let owner = |span: Span| span.end() < words.end() && self.owns(span);
        let person = among().find(|&&(span, entity)| self.entities[entity].kind == NameKind::Person && !owner(span));
        let whole = || {
            let text = self.document.text();
            among().find(|(span, _)| {
                let before = text.get(words.start()..span.start()).unwrap_or("").trim();
                span.end() >= words.end() && (before.is_empty() || before.eq_ignore_ascii_case("the"))
            })
        };
        person.or_else(whole).map(|&(_, entity)| entity)
    }

    /// The entity of `kind` that the words at `reference` mean.
    pub(super) fn meant(
        &self,
        reference: Span,
        kind: NameKind,
        gender: Option<Gender>,
        last: Option<usize>,
    ) -> Option<usize> {
        let before = self
            .mentions
            .partition_point(|(span, _)| span.start() < reference.start());
        let mut sentence = None;
        let mut candidates: Vec<usize> = Vec::new();
        for at in (0..before).rev().take(MOST_BACK) {
            let (span, entity) = self.mentions[at];
            if self.blocks_between(span, reference) > 1 {
                break;
            }
            let fits = gender.is_none_or(|gender| self.may_be(entity, gender));
            if self.quoted[at] || self.entities[entity].kind != kind || !fits || self.owns(span) {
                continue;
            }
            let of = self.document.sentence_at(span.start());
            if sentence.is_some_and(|sentence| of != sentence) {
                break;
            }
            sentence = Some(of);
            if !candidates.contains(&entity) {
                candidates.push(entity);
            }
        }
        match candidates[..] {
            [] => last,
            [only] => Some(only),
            _ => last.filter(|last| candidates.contains(last)),
        }
    }
}

/// Whether `span` lies in one of the `spoken` stretches, which are in text order.
fn is_spoken(spoken: &[Span], span: Span) -> bool {
    let after = spoken.partition_point(|part| part.start() <= span.start());
    after.checked_sub(1).is_some_and(|part| spoken[part].contains(span))
}

/// What the text tells of each entity: a title before one of its names, else the pronouns of the sentences that name
/// nobody else, quotations aside.
fn genders(
    document: &Document,
    entities: &[Entity],
    mentions: &[(Span, usize)],
    spoken: &[Span],
) -> Vec<Option<Gender>> {
    let text = document.text();
    let titles = |entity: &Entity| entity.mentions.iter().find_map(|&span| Form::gender(text, span));
    let mut votes = vec![0_i32; entities.len()];
    let people: Vec<(Span, usize)> = mentions
        .iter()
        .copied()
        .filter(|&(_, entity)| entities[entity].kind == NameKind::Person)
        .collect();
    for sentence in people.chunk_by(|a, b| document.sentence_at(a.0.start()) == document.sentence_at(b.0.start())) {
        let entity = sentence[0].1;
        let Some(at) = document
            .sentence_at(sentence[0].0.start())
            .filter(|_| sentence.iter().all(|m| m.1 == entity))
        else {
            continue;
        };
        let words = &document.words()[document.sentences()[at].words.clone()];
        for word in words.iter().filter(|word| !is_spoken(spoken, **word)) {
            votes[entity] += match word.slice(text) {
                "he" | "his" | "him" | "himself" | "He" | "His" => 1,
                "she" | "her" | "herself" | "She" | "Her" => -1,
                _ => 0,
            };
        }
    }
    let pronouns = |votes: i32| match votes {
        1.. => Some(Gender::Male),
        0 => None,
        _ => Some(Gender::Female),
    };
    entities
        .iter()
        .zip(votes)
        .map(|(entity, votes)| titles(entity).or(pronouns(votes)))
        .collect()
}

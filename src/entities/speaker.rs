//! The speakers of quotations as entities.
//!
//! A name becomes its entity. "He", "she" and "the company" become the only person or organisation that the nearest
//! sentence with one names, looking back no further than the paragraph before; where it names two, the one who spoke last
//! if that is one of them, else nobody.

use super::form::{Form, Gender};
use super::lexicon::{ORGANIZATION_NOUNS, is_one_of};
use super::{Entity, NameKind};
use crate::document::Document;
use crate::facts::{Mention, Value};
use crate::span::Span;

/// Names that are looked at for one pronoun.
const MOST_BACK: usize = 64;

/// Names the speakers of the quotations among `mentions`, which are in text order, by the full names of `entities`;
/// `names` are all mentions of those in text order, with the entity's index.
/// What the text calls a speaker stays where that is no entity ("one official").
pub(super) fn name(document: &Document, entities: &[Entity], names: &[(Span, usize)], mentions: &mut [Mention]) {
    let text = document.text();
    let spoken: Vec<Span> = mentions
        .iter()
        .filter_map(|mention| match &mention.value {
            Value::Quote(quote) => Some(quote.spoken(mention.span)),
            _ => None,
        })
        .flatten()
        .collect();
    let names = Names::new(document, entities, names, &spoken);
    // Who spoke last, and up to where.
    let mut last: Option<(usize, Span)> = None;
    for mention in mentions {
        let Value::Quote(quote) = &mut mention.value else {
            continue;
        };
        let near = last.filter(|(_, before)| names.blocks_between(*before, mention.span) <= 1);
        let entity = match quote.named {
            Some(named) => match reference(named.slice(text)) {
                Reference::Person(gender) => {
                    names.meant(named, NameKind::Person, Some(gender), near.map(|(entity, _)| entity))
                }
                Reference::Company => names.meant(named, NameKind::Organization, None, None),
                Reference::Nobody => None,
                Reference::Name => names.at(named),
            },
            // Without words of its own, a quotation with a speaker goes on with what the last one said.
            None => near.map(|(entity, _)| entity).filter(|_| quote.speaker.is_some()),
        };
        let pronoun = quote
            .named
            .is_some_and(|named| matches!(reference(named.slice(text)), Reference::Person(_) | Reference::Nobody));
        match entity {
            Some(entity) => quote.speaker = Some(entities[entity].full_name(text)),
            None if pronoun => quote.speaker = None,
            None => {}
        }
        quote.entity = entity;
        last = entity.map(|entity| (entity, mention.span));
    }
}

/// How words stand for a speaker.
enum Reference {
    /// "he", "she".
    Person(Gender),
    /// "it", "the company".
    Company,
    /// "they", "we": more than one, or the writer.
    Nobody,
    Name,
}

fn reference(words: &str) -> Reference {
    match words.to_ascii_lowercase().as_str() {
        "he" => return Reference::Person(Gender::Male),
        "she" => return Reference::Person(Gender::Female),
        "it" => return Reference::Company,
        "they" | "i" | "we" | "you" | "who" => return Reference::Nobody,
        _ => {}
    }
    let company = words.split_once(char::is_whitespace).is_some_and(|(the, noun)| {
        the.eq_ignore_ascii_case("the") && is_one_of(noun, ORGANIZATION_NOUNS) && noun.starts_with(char::is_lowercase)
    });
    if company { Reference::Company } else { Reference::Name }
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

/// Who is named where.
struct Names<'a> {
    document: &'a Document,
    entities: &'a [Entity],
    /// All mentions in text order, with their entities.
    mentions: &'a [(Span, usize)],
    /// Whether the mention stands in a quotation: whom a speaker names is not who is talked about.
    quoted: Vec<bool>,
    genders: Vec<Option<Gender>>,
}

impl<'a> Names<'a> {
    fn new(document: &'a Document, entities: &'a [Entity], mentions: &'a [(Span, usize)], spoken: &[Span]) -> Self {
        Self {
            quoted: mentions.iter().map(|&(span, _)| is_spoken(spoken, span)).collect(),
            genders: genders(document, entities, mentions, spoken),
            document,
            entities,
            mentions,
        }
    }

    /// How many paragraphs lie between two places; 0 within one.
    fn blocks_between(&self, before: Span, after: Span) -> usize {
        let block = |at: usize| self.document.blocks().partition_point(|block| block.span.start() <= at);
        block(after.start()).saturating_sub(block(before.end().saturating_sub(1)))
    }

    /// The entity that `words` name: a person among them, else the organisation or place that they are.
    fn at(&self, words: Span) -> Option<usize> {
        let first = self.mentions.partition_point(|(span, _)| span.end() <= words.start());
        let among = || {
            let rest = self.mentions[first..].iter();
            rest.take_while(|(span, _)| span.start() < words.end())
        };
        let person = among().find(|(_, entity)| self.entities[*entity].kind == NameKind::Person);
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
    fn meant(&self, reference: Span, kind: NameKind, gender: Option<Gender>, last: Option<usize>) -> Option<usize> {
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
            let fits = !matches!((gender, self.genders[entity]), (Some(said), Some(known)) if said != known);
            // "Vance's mill": the sentence is about the mill.
            let owner = self.document.text()[span.end()..].starts_with(['\'', '’']);
            if self.quoted[at] || self.entities[entity].kind != kind || !fits || owner {
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

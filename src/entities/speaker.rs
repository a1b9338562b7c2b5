//! The speakers of quotations as entities.
//!
//! A name becomes its entity. "He", "she" and "the company" become the only person or organisation that the nearest
//! sentence with one names, looking back no further than the paragraph before; where it names two, the one who spoke last
//! if that is one of them, else nobody.

use super::form::Gender;
use super::lexicon::{ORGANIZATION_NOUNS, is_one_of};
use super::referents::Referents;
use super::{Entity, NameKind};
use crate::document::Document;
use crate::facts::{Mention, Value};
use crate::span::Span;

/// Names the speakers of the quotations among `mentions`, which are in text order, by the full names of `entities`.
/// What the text calls a speaker stays where that is no entity ("one official").
pub(super) fn name(document: &Document, entities: &[Entity], mentions: &mut [Mention]) {
    let text = document.text();
    let mut names = Referents::new(document, entities, mentions);
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
                    let last = near.map(|(entity, _)| entity);
                    let last = last.filter(|&entity| names.may_be(entity, gender));
                    let meant = names.meant(named, NameKind::Person, Some(gender), last);
                    // Who was "he" once is not "she" later.
                    meant.inspect(|&entity| names.learn(entity, gender))
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

//! The entities worth showing beside a summary.

use std::collections::BTreeMap;

use super::{Entity, NameKind};
use crate::document::Document;
use crate::facts::{Mention, Value};
use crate::summary::is_chrome;

/// Mentions of somebody who may be no more than the article's author.
const CREDITS: usize = 3;

/// The people and organisations that an article is about, by first mention, as indices into `entities`: at most `most`,
/// those that are named often, early, with a role, or quoted among `mentions`. One that is named once counts only with
/// a role or a quotation; one that stands in bylines and credits alone does not count.
pub fn notable(document: &Document, entities: &[Entity], mentions: &[Mention], most: usize) -> Vec<usize> {
    let mut quotes = vec![0_usize; entities.len()];
    for mention in mentions {
        if let Value::Quote(quote) = &mention.value
            && let Some(entity) = quote.entity
        {
            quotes[entity] += 1;
        }
    }
    let text = document.text();
    let common = common_words(document, entities);
    let length = text.len().max(1) as f64;
    let mut scored: Vec<(f64, usize)> = Vec::new();
    for (index, entity) in entities.iter().enumerate() {
        let shown = matches!(entity.kind, NameKind::Person | NameKind::Organization) && !entity.ambiguous;
        let count = entity.mentions.len();
        let said = quotes[index];
        if !shown || common[index] || said == 0 && (count < 2 && entity.role.is_none() || is_credit(document, entity)) {
            continue;
        }
        let early = 1.0 - entity.mentions[0].start() as f64 / length;
        let role = f64::from(u8::from(entity.role.is_some()));
        let quoted = 0.3 * said.min(3) as f64;
        scored.push(((count as f64).ln() + early + role + quoted, index));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<usize> = Vec::new();
    for (_, index) in scored {
        let other = |&other: &usize| is_short_for(text, &entities[index], &entities[other]);
        if chosen.len() < most && !chosen.iter().any(other) {
            chosen.push(index);
        }
    }
    chosen.sort_unstable();
    chosen
}

/// Whether one of two organisations may well be the other without a word of its name: "Bayern" beside "Bayern Munich". Not
/// enough to join them, but a list does without the second.
fn is_short_for(text: &str, one: &Entity, other: &Entity) -> bool {
    if one.kind != NameKind::Organization || other.kind != one.kind {
        return false;
    }
    let (one, other) = (one.full_name(text), other.full_name(text));
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let rest = long.strip_prefix(&short).or_else(|| long.strip_suffix(&short));
    rest.is_some_and(|rest| rest.contains(' ') && rest.split_whitespace().count() == 1)
}

/// Whether `entity` only wrote the article, or part of it.
fn is_credit(document: &Document, entity: &Entity) -> bool {
    let text = document.text();
    let credited = || {
        entity.mentions.iter().all(|mention| {
            let sentence = document.sentence_at(mention.start());
            sentence.is_some_and(|at| is_chrome(document.sentences()[at].span.slice(text)))
        })
    };
    let byline = document.meta().byline.as_deref();
    entity.mentions.len() <= CREDITS
        && (credited() || byline.is_some_and(|line| line.contains(&entity.full_name(text))))
}

/// For each entity, whether its name is a single word that the article also writes without a capital: then the capital
/// was that of a sentence or heading.
fn common_words(document: &Document, entities: &[Entity]) -> Vec<bool> {
    let text = document.text();
    let mut common = vec![false; entities.len()];
    let mut single: BTreeMap<String, usize> = BTreeMap::new();
    for (index, entity) in entities.iter().enumerate() {
        let name = entity.name.slice(text);
        if !name.contains(char::is_whitespace) && !name.chars().skip(1).any(char::is_uppercase) {
            single.insert(name.to_lowercase(), index);
        }
    }
    for word in document.words() {
        let word = word.slice(text);
        if word.starts_with(char::is_lowercase)
            && let Some(&index) = single.get(word)
        {
            common[index] = true;
        }
    }
    common
}

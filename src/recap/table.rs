//! The Quick Recap table: rows chosen together from all that the article offers.
//!
//! Sentences are parted into [`tokens`] and [`clauses`]; [`cuts`] makes them fit a cell, [`subject`] parts what they are
//! about from what they say of it; [`units`] are what could be a row: phrases and pairs of them, beside the [`lists`].
//! [`stems`] says what their words are worth, [`selection`] picks, [`aspects`] names.

mod articles;
mod aspects;
mod clauses;
mod cuts;
mod grammar;
mod inventory;
mod lexicon;
mod lists;
mod nouns;
mod open_classes;
mod openings;
mod sections;
mod segments;
mod selection;
mod stems;
mod subject;
mod tokens;
mod topics;
mod units;

use crate::document::Document;
use crate::entities::{Entity, Referents};
use crate::facts::Mention;
use crate::input::BlockKind;
use crate::model::{Encoded, Tags};
use crate::recap::{Origin, Row};
use crate::span::Evidence;
use articles::without_articles;
use aspects::{aspects, leading_kind};
use lists::lists;
use nouns::labels;
use sections::sections;
use selection::select;
use stems::Stems;
use units::{Unit, units};

/// Most sentences that rows are cut from: those whose words are worth most. More than enough for a table, and what
/// keeps the cost of a book that of an article.
const MOST_SENTENCES: usize = 96;

/// At most `most` rows, in text order. An article without running text gives as many as it has to offer, which may be none.
pub(super) fn rows(
    document: &Document,
    encoded: &Encoded,
    tags: &Tags,
    facts: &[Mention],
    entities: &[Entity],
    salience: &[f32],
    most: usize,
) -> Vec<Row> {
    let sections = sections(document);
    let body: Vec<usize> = (0..document.sentences().len())
        .filter(|&index| {
            let kind = document.kind(&document.sentences()[index]);
            let running = matches!(
                kind,
                BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Quote
            );
            // Page furniture has none.
            running && salience[index] > 0.0
        })
        .collect();
    let stems = Stems::new(document, encoded, &body);
    let referents = Referents::new(document, entities, facts);
    let body = worthiest(document, &stems, body);
    let mut units = units(document, tags, &stems, facts, &referents, &body);
    units.extend(lists(document, tags, &stems, &sections));
    for unit in units.iter_mut().filter(|unit| unit.subject.is_none()) {
        unit.labels = labels(document, tags, &stems, &referents, unit);
    }
    let title = document.meta().title.as_deref().unwrap_or_default();
    let expected = topics::expected(title);
    let chosen = select(&units, &stems, &sections, expected, most);
    let chosen: Vec<(&Unit, f32)> = chosen.into_iter().map(|(index, gain)| (&units[index], gain)).collect();
    let only: Vec<&Unit> = chosen.iter().map(|&(unit, _)| unit).collect();
    let names = aspects(document, facts, &sections, expected, &only);
    let rows = chosen.into_iter().zip(names).filter_map(|((unit, gain), name)| {
        let (aspect, named) = name?;
        let pieces = if unit.list {
            unit.pieces.clone()
        } else {
            without_articles(document, tags, &unit.pieces)
        };
        let evidence = Evidence::new(pieces)?;
        let origin = Origin {
            source: unit.source,
            gain,
            cost: unit.cost,
            named,
        };
        let kind = leading_kind(facts, unit);
        let row = Row::new(document, aspect, kind, unit.join, evidence, origin);
        (!row.details().is_empty()).then_some(row)
    });
    rows.collect()
}

/// The sentences of `body` whose words are worth most, in text order.
fn worthiest(document: &Document, stems: &Stems, body: Vec<usize>) -> Vec<usize> {
    if body.len() <= MOST_SENTENCES {
        return body;
    }
    let worth = |index: usize| {
        let own = stems.of(document.sentences()[index].span.slice(document.text()));
        let mut weights: Vec<f32> = own.into_iter().map(|stem| stems.weight(stem)).collect();
        weights.sort_by(|a, b| b.total_cmp(a));
        // A row holds some ten content words; what a long sentence has beyond them does not count.
        weights.iter().take(10).sum::<f32>()
    };
    let mut ranked: Vec<(f32, usize)> = body.into_iter().map(|index| (worth(index), index)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(MOST_SENTENCES);
    let mut kept: Vec<usize> = ranked.into_iter().map(|(_, index)| index).collect();
    kept.sort_unstable();
    kept
}

#[cfg(test)]
mod tests;

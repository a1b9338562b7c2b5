//! The Quick Recap table: rows chosen together from all that the article offers.
//!
//! Sentences are parted into [`tokens`] and [`clauses`]; [`cuts`] makes them fit a cell; [`units`] are what could be a row:
//! phrases, pairs of phrases, lists. [`stems`] says what their words are worth, [`selection`] picks, [`aspects`] names.

mod aspects;
mod clauses;
mod cuts;
mod inventory;
mod lexicon;
mod sections;
mod selection;
mod stems;
mod tokens;
mod units;

use aspects::{aspects, leading_kind};
use sections::sections;
use selection::select;
use stems::Stems;
use units::{Unit, lists, units};
use crate::document::Document;
use crate::facts::Mention;
use crate::input::BlockKind;
use crate::model::Encoded;
use crate::recap::Row;
use crate::span::Evidence;

/// Most sentences that rows are cut from: those whose words are worth most. More than enough for a table, and what
/// keeps the cost of a book that of an article.
const MOST_SENTENCES: usize = 96;

/// At most `most` rows, in text order. An article without running text gives as many as it has to offer, which may be none.
pub(super) fn rows(document: &Document, encoded: &Encoded, facts: &[Mention], _salience: &[f32], most: usize) -> Vec<Row> {
    let sections = sections(document);
    let body: Vec<usize> = (0..document.sentences().len())
        .filter(|&index| {
            let kind = document.kind(&document.sentences()[index]);
            matches!(kind, BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Quote)
        })
        .collect();
    let stems = Stems::new(document, encoded, &body);
    let mut units = units(document, &stems, &worthiest(document, &stems, body));
    units.extend(lists(document, &stems, &sections));
    let chosen = select(&units, &stems, &sections, most);
    let chosen: Vec<&Unit> = chosen.into_iter().map(|index| &units[index]).collect();
    let names = aspects(document, &stems, facts, &sections, &chosen);
    let rows = chosen.into_iter().zip(names).filter_map(|(unit, aspect)| {
        let evidence = Evidence::new(unit.pieces.clone())?;
        let row = Row::new(document, aspect, leading_kind(facts, unit), unit.join, evidence);
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

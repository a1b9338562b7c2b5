//! The entities worth showing beside a summary.

use super::{Entity, NameKind};
use crate::document::Document;
use crate::facts::{Mention, Value};

/// The people and organisations that an article is about, by first mention, as indices into `entities`: at most `most`,
/// those that are named often, early, with a role, or quoted among `mentions`. One that is named once counts only with
/// a role or a quotation.
pub fn notable(document: &Document, entities: &[Entity], mentions: &[Mention], most: usize) -> Vec<usize> {
    let mut quotes = vec![0_usize; entities.len()];
    for mention in mentions {
        if let Value::Quote(quote) = &mention.value
            && let Some(entity) = quote.entity
        {
            quotes[entity] += 1;
        }
    }
    let length = document.text().len().max(1);
    let mut scored: Vec<(f64, usize)> = Vec::new();
    for (index, entity) in entities.iter().enumerate() {
        let shown = matches!(entity.kind, NameKind::Person | NameKind::Organization) && !entity.ambiguous;
        let count = entity.mentions.len();
        if !shown || count < 2 && entity.role.is_none() && quotes[index] == 0 {
            continue;
        }
        let early = 1.0 - entity.mentions[0].start() as f64 / length as f64;
        let role = if entity.role.is_some() { 1.0 } else { 0.0 };
        let quoted = (quotes[index].min(3) as f64) * 0.3;
        scored.push(((count as f64).ln() + early + role + quoted, index));
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<usize> = scored.into_iter().take(most).map(|(_, index)| index).collect();
    chosen.sort_unstable();
    chosen
}

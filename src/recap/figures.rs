//! Key facts: the figures a reader would repeat, each in a whole clause that says what it counts.

use std::ops::Range;

use super::row::{Join, Origin, Row};
use super::table::Offer;
use super::{Naming, table};
use crate::document::Document;
use crate::facts::{Mention, Value, figure_weight};
use crate::span::{Evidence, Span, one_line};

/// At most so many figures are key.
const MOST: usize = 6;
/// At most so many of them are dates: most readers ask how much before they ask when.
const MOST_DATES: usize = 1;
/// Two clauses say the same when they share this part of the smaller one's stems.
const SAME: f32 = 0.6;

/// A figure with the clause that says what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    clause: String,
    /// The figure's bytes in the clause.
    figure: Range<usize>,
    evidence: Evidence,
    mention: usize,
}

impl Figure {
    /// The clause, in words of the article.
    pub fn clause(&self) -> &str {
        &self.clause
    }

    /// The clause before the figure, the figure, and what follows it.
    pub fn parts(&self) -> [&str; 3] {
        let Range { start, end } = self.figure;
        [&self.clause[..start], &self.clause[start..end], &self.clause[end..]]
    }

    /// The words of the article that the clause is made of.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// Index of the figure among the facts.
    pub fn mention(&self) -> usize {
        self.mention
    }
}

/// The figures to repeat beside the `rows` of a table, in text order: none whose words a row shows, no two alike.
pub(super) fn figures(document: &Document, mentions: &[Mention], offer: &Offer, rows: &[Row]) -> Vec<Figure> {
    let shown = |span: Span| {
        let pieces = rows.iter().flat_map(|row| row.evidence().spans());
        pieces.into_iter().any(|piece| piece.overlaps(span))
    };
    let mut ranked: Vec<(f32, usize, usize)> = Vec::new();
    for (index, mention) in mentions.iter().enumerate().filter(|(_, mention)| !shown(mention.span)) {
        let Some(weight) = figure_weight(document, mention) else {
            continue;
        };
        let whole = offer
            .found
            .iter()
            .enumerate()
            .filter(|(_, row)| row.stands_alone() && row.pieces.iter().any(|piece| piece.contains(mention.span)));
        if let Some((row, candidate)) = whole.max_by(|a, b| a.1.cut_worth.total_cmp(&b.1.cut_worth)) {
            let worth = candidate.sentence_worth + 2.0 * weight as f32;
            ranked.push((worth, index, row));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<(usize, Figure)> = Vec::new();
    for (_, mention, row) in ranked {
        let date = |index: usize| matches!(mentions[index].value, Value::Date { .. });
        let dates = chosen.iter().filter(|(_, figure)| date(figure.mention)).count();
        let again = chosen.iter().any(|(other, figure)| {
            table::same(&offer.found[*other], &offer.found[row], SAME)
                || mentions[figure.mention].value == mentions[mention].value && !date(mention)
        });
        if again || date(mention) && dates >= MOST_DATES {
            continue;
        }
        if let Some(figure) = figure(document, offer, mentions[mention].span, mention, row) {
            chosen.push((row, figure));
        }
        if chosen.len() == MOST {
            break;
        }
    }
    chosen.sort_by_key(|(_, figure)| figure.evidence.first());
    chosen.into_iter().map(|(_, figure)| figure).collect()
}

fn figure(document: &Document, offer: &Offer, span: Span, mention: usize, row: usize) -> Option<Figure> {
    let candidate = &offer.found[row];
    let origin = Origin {
        source: candidate.source,
        gain: candidate.sentence_worth,
        named: Naming::Role,
    };
    // What somebody says is for the quotations.
    let spoken = candidate
        .pieces
        .iter()
        .any(|piece| piece.slice(document.text()).contains(['"', '“', '”']));
    if spoken {
        return None;
    }
    let pieces = table::pieces(document, offer.tags, candidate);
    let clause = Row::new(document, "", "text", Join::Clause, &pieces, origin)?;
    let words = one_line(span.slice(document.text()));
    let start = clause.details().find(&words).or_else(|| {
        // Opening the clause, it has a capital.
        let opens = clause.details().to_lowercase().starts_with(&words.to_lowercase());
        opens.then_some(0)
    })?;
    let figure = start..start + words.len();
    clause.details().get(figure.clone())?;
    Some(Figure {
        clause: clause.details().to_owned(),
        figure,
        evidence: clause.evidence().clone(),
        mention,
    })
}

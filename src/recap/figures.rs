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

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::model::Encoder;
    use crate::recap::{Options, Recap};

    static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::embedded().unwrap());

    const TEXT: &str = "\
The Vellin River Trust will close its oldest mill at Orrin in March, ending a long tradition in Tarn Valley. \
A flood ruined the wheel last autumn, and repairs would cost $3 million.

The mill ground 4,200 tonnes of wheat last year. \
Prices of flour rose 18 percent after the flood. \
The trust lost $640,000 in the autumn.

Mara Quist has run the mill with her brother since 2009. \
Bakers bought 900 tonnes of flour from Orrin. \
Farmers drive 80 kilometres to the nearest buyer. \
Rents in the valley fell 7 percent.";

    fn recap(text: &str, rows: usize) -> (Document, Recap) {
        let document = Document::from_text(text);
        let options = Options {
            rows,
            ..Options::default()
        };
        let recap = Recap::new(&document, &ENCODER, &options).unwrap();
        (document, recap)
    }

    #[test]
    fn a_figure_stands_in_a_clause_with_its_subject() {
        let (document, recap) = recap(TEXT, 0);
        let clauses: Vec<&str> = recap.figures.iter().map(Figure::clause).collect();
        assert!((3..=MOST).contains(&clauses.len()), "{clauses:?}");
        let subjects = ["trust", "mill", "price", "baker", "farmer", "rent", "repair", "flood"];
        for figure in &recap.figures {
            let [before, words, behind] = figure.parts();
            assert_eq!([before, words, behind].concat(), figure.clause());
            let mention = &recap.facts[figure.mention()];
            assert_eq!(
                words.to_lowercase(),
                one_line(mention.span.slice(document.text())).to_lowercase()
            );
            let opening = before.to_lowercase();
            assert!(subjects.iter().any(|subject| opening.contains(subject)), "{clauses:?}");
            let held = figure.evidence().spans().iter().any(|span| span.contains(mention.span));
            assert!(held, "{}", figure.clause());
        }
        assert!(recap.figures.is_sorted_by_key(|figure| figure.evidence().first()));
    }

    #[test]
    fn no_figure_repeats_what_a_row_shows() {
        let (_, table) = recap(TEXT, 4);
        assert_eq!(table.rows.len(), 4);
        let shown: Vec<Span> = table
            .rows
            .iter()
            .flat_map(|row| row.evidence().spans().to_vec())
            .collect();
        for figure in &table.figures {
            let span = table.facts[figure.mention()].span;
            assert!(!shown.iter().any(|row| row.overlaps(span)), "{}", figure.clause());
        }
        // Without the rows there is more to show.
        let (_, bare) = recap(TEXT, 0);
        let again = |figure: &&Figure| {
            let span = bare.facts[figure.mention()].span;
            shown.iter().any(|row| row.overlaps(span))
        };
        assert!(bare.figures.iter().any(|figure| again(&figure)));
    }

    #[test]
    fn a_figure_that_stands_there_twice_is_told_once() {
        let text = "The trust lost $640,000 in the autumn. Bakers bought 900 tonnes of flour from Orrin. \
                    In the autumn the trust lost $640,000.";
        let (_, recap) = recap(text, 0);
        let told = recap.figures.iter().filter(|figure| figure.parts()[1] == "$640,000");
        assert_eq!(told.count(), 1, "{:?}", recap.figures);
    }

    #[test]
    fn an_article_without_figures_has_none() {
        let text = "The river trust will close its oldest mill. A flood ruined the wheel, and nobody repaired it. \
                    Mara Quist runs the bakery with her brother.";
        assert_eq!(recap(text, 0).1.figures, []);
        assert_eq!(recap("", 8).1.figures, []);
    }
}

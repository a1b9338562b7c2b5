//! The Quick Recap table: rows chosen together from all that the article offers.
//!
//! Sentences are parted into [`tokens`] and [`clauses`]; [`cuts`] makes them fit a cell; [`units`] are what could be a row:
//! phrases, pairs of phrases, lists. [`stems`] says what their words are worth, [`selection`] picks, [`aspects`] names.

mod aspects;
mod clauses;
mod cuts;
mod inventory;
mod lexicon;
mod open_classes;
mod sections;
mod selection;
mod stems;
mod tokens;
mod topics;
mod units;

use crate::document::Document;
use crate::facts::Mention;
use crate::input::BlockKind;
use crate::model::Encoded;
use crate::recap::Row;
use crate::span::Evidence;
use aspects::{aspects, leading_kind};
use sections::sections;
use selection::select;
use stems::Stems;
use units::{Unit, lists, units};

/// Most sentences that rows are cut from: those whose words are worth most. More than enough for a table, and what
/// keeps the cost of a book that of an article.
const MOST_SENTENCES: usize = 96;

/// At most `most` rows, in text order. An article without running text gives as many as it has to offer, which may be none.
pub(super) fn rows(
    document: &Document,
    encoded: &Encoded,
    facts: &[Mention],
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
    let mut units = units(document, &stems, facts, &worthiest(document, &stems, body));
    units.extend(lists(document, &stems, &sections));
    let title = document.meta().title.as_deref().unwrap_or_default();
    let expected = topics::expected(title);
    let chosen = select(&units, &stems, &sections, expected, most);
    let chosen: Vec<&Unit> = chosen.into_iter().map(|index| &units[index]).collect();
    let names = aspects(document, &stems, facts, &sections, expected, &chosen);
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::{Encoder, Tags};
    use crate::recap::MOST_DETAIL_WORDS;

    fn table(text: &str) -> Vec<Row> {
        let document = Document::from_text(text);
        let encoder = Encoder::embedded().expect("the embedded weights load");
        let encoded = encoder.encode(&document.sentence_texts()).expect("the encoder runs");
        let facts = crate::facts::find(&document, &Tags::default());
        let salience = crate::summary::salience(&document, &encoded);
        rows(&document, &encoded, &facts, &salience, 8)
    }

    const FERRY: &str = "Ferry line to cut winter service\n\n\
        The Tarn Island ferry will drop two of its four daily crossings from November, the operator said on Monday.\n\n\
        Why the cut\n\n\
        Diesel costs have risen 31% since last year, and only 40 passengers a day use the late boats. The line lost \
        $2.4 million in 2024 because repairs to the older ship took five months.\n\n\
        Who is affected\n\n\
        Residents of the island are angry. Groups hit hardest include:\n\n\
        • school pupils on the early boat\n\
        • nurses who work night shifts\n\
        • oyster farmers\n\n\
        What happens next\n\n\
        The council may pay for a third crossing if the state agrees to share the bill. It will not decide before March.\n";

    #[test]
    fn rows_are_short_distinct_and_the_articles_own() {
        let rows = table(FERRY);
        assert!((5..=8).contains(&rows.len()), "{rows:#?}");
        let aspects: BTreeSet<String> = rows.iter().map(|row| row.aspect().to_lowercase()).collect();
        assert_eq!(aspects.len(), rows.len(), "{aspects:?}");
        for row in &rows {
            assert!(
                row.details().split_whitespace().count() <= MOST_DETAIL_WORDS,
                "{}",
                row.details()
            );
            let words = row
                .details()
                .split_whitespace()
                .map(|word| word.trim_matches(',').to_lowercase());
            let source = FERRY.to_lowercase();
            assert!(
                words.filter(|word| word != "and").all(|word| source.contains(&word)),
                "{}",
                row.details()
            );
        }
    }

    #[test]
    fn list_items_share_a_row_under_their_lead_in_or_heading() {
        let rows = table(FERRY);
        let list = rows.iter().find(|row| row.kind() == "list").expect("a list row");
        assert!(list.details().contains("nurses"), "{}", list.details());
        assert!(
            ["Groups hit hardest", "Who is affected"].contains(&list.aspect()),
            "{}",
            list.aspect()
        );
    }

    #[test]
    fn conditions_and_negations_survive() {
        for row in table(FERRY) {
            let details = row.details().to_lowercase();
            assert!(
                !details.contains("third crossing") || details.contains(" if "),
                "{details}"
            );
            assert!(
                !details.contains("decide before march") || details.contains("not"),
                "{details}"
            );
        }
    }

    #[test]
    fn texts_without_running_text_give_what_there_is() {
        for text in [
            "",
            " \n",
            "Word",
            "A title alone",
            "• one\n• two\n",
            "Rents fell in May.",
            "—",
            "(",
            "1. 2. 3.",
        ] {
            assert!(table(text).len() <= 2, "{text:?}");
        }
    }

    #[test]
    fn a_sentence_without_end_is_no_trouble() {
        let text = "the tide came in, and the boats (all of them) rose ".repeat(4_000);
        assert!(table(&text).len() <= 8);
    }
}

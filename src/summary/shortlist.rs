//! Which sentences of a text too long for the encoder are worth encoding.
//!
//! Owns a salience estimate that needs no model: how often the article uses the words of a sentence, where it stands and
//! what form it has.

use std::collections::HashSet;

use super::salience::{form, places, position_prior};
use super::terms::Terms;
use crate::document::Document;
use crate::input::BlockKind;

/// Headings may take this part of the bytes: rows of the table are named after them.
const HEADINGS: usize = 8;
/// Content words below which a sentence counts as having this many.
const SHORT: usize = 8;
/// A word of the title counts as if the article used it this many times as often.
const TITLE: f32 = 4.0;

/// The indices, ascending, of the sentences worth encoding, at most `bytes` bytes of prose: all of them where
/// they fit, else those whose words the article uses most, the beginning preferred, and some of its headings. A sentence that
/// stands there again and again is taken once. Needs no model; linear but for a sort.
pub fn shortlist(document: &Document, bytes: usize) -> Vec<usize> {
    let sentences = document.sentences();
    let size = |i: usize| weight(sentences[i].span.slice(document.text()));
    if (0..sentences.len()).map(size).sum::<usize>() <= bytes {
        return (0..sentences.len()).collect();
    }
    let ranked = ranked(document);
    let is_heading = |i: &usize| matches!(document.kind(&sentences[*i]), BlockKind::Heading { .. });
    let headings = (0..sentences.len())
        .filter(is_heading)
        .map(|i| (i, bytes - bytes / HEADINGS));
    let mut kept = Vec::new();
    let mut texts = HashSet::new();
    let mut left = bytes;
    for (i, least_left) in headings.chain(ranked.iter().map(|&i| (i, 0))) {
        let after = left.checked_sub(size(i)).filter(|&after| after >= least_left);
        if let Some(after) = after
            && texts.insert(sentences[i].span.slice(document.text()))
        {
            kept.push(i);
            left = after;
        }
    }
    if kept.is_empty() {
        // One of them must be read, however long.
        kept.extend(ranked.first());
    }
    kept.sort_unstable();
    kept
}

/// The bytes that prose of as many tokens as `sentence` has about takes: its own, or four for each word, digit and mark
/// where that is more. Tables of figures have a token every other byte.
fn weight(sentence: &str) -> usize {
    let alone = |c: &char| !c.is_alphabetic() && !c.is_whitespace();
    let tokens = sentence.split_whitespace().count() + sentence.chars().filter(alone).count();
    sentence.len().max(4 * tokens)
}

/// All sentences, the most promising first; page furniture comes last, in article order.
fn ranked(document: &Document) -> Vec<usize> {
    let sentences = document.sentences();
    let places = places(document);
    let mut terms = Terms::default();
    let held: Vec<Vec<u32>> = sentences.iter().map(|s| terms.of_sentence(document, s)).collect();
    let mut uses = vec![0f32; terms.len()];
    for (_, held) in places.iter().zip(&held).filter(|(place, _)| place.is_some()) {
        held.iter().for_each(|&term| uses[term as usize] += 1.0);
    }
    for term in document.meta().title.iter().flat_map(|title| terms.known(title)) {
        uses[term as usize] *= TITLE;
    }
    let mut scored: Vec<(f32, usize)> = (0..sentences.len())
        .map(|i| {
            let Some(place) = places[i] else { return (0.0, i) };
            let total: f32 = held[i].iter().map(|&term| uses[term as usize].sqrt()).sum();
            let per_word = total / (held[i].len().max(SHORT) as f32).sqrt();
            (position_prior(place) * form(document, &sentences[i]) * per_word, i)
        })
        .collect();
    scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.into_iter().map(|(_, i)| i).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{self, Format};

    fn markdown(text: &str) -> Document {
        Document::new(input::read(text.as_bytes(), None, Some(Format::Markdown)).expect("text"))
    }

    #[test]
    fn order_headings_and_what_the_text_talks_about_are_kept() {
        let mut text = String::from("# Wool\n\nThe wool trade was large.\n\n");
        for i in 0..200 {
            text.push_str(&format!(
                "Sheep number {i} gave wool to the trade in wool. Otter {i}x{i} slept.\n\n"
            ));
        }
        let document = markdown(&text);
        let kept = shortlist(&document, 2_500);
        assert!(kept.is_sorted() && kept[..2] == [0, 1], "{kept:?}");
        let texts = document.sentence_texts();
        let bytes: usize = kept.iter().map(|&i| weight(texts[i])).sum();
        assert!((2_400..=2_500).contains(&bytes), "{bytes}");
        let sheep = kept.iter().filter(|&&i| texts[i].starts_with("Sheep")).count();
        assert!(sheep * 10 > kept.len() * 8, "{sheep} of {}", kept.len());
        assert_eq!(shortlist(&document, 100_000).len(), document.sentences().len());
    }

    #[test]
    fn a_refrain_is_taken_once() {
        let mut text = "The wool trade keeps the town alive.\n\n".repeat(300);
        text.push_str("A strike stopped the looms in March.\n");
        let document = markdown(&text);
        assert_eq!(shortlist(&document, 200), [0, 300]);
    }

    #[test]
    fn a_text_of_nothing_but_figures_or_one_endless_row_is_not_lost() {
        let document = markdown(&"12.4 13.1 17.2 19.9 is 4.\n\n8.1 is 3.\n\n".repeat(300));
        assert_eq!(shortlist(&document, 100), [0]);
        assert_eq!(shortlist(&document, 140), [0, 1]);
        let document = markdown(&format!("# {}\n", "wool ".repeat(100)));
        assert_eq!(shortlist(&document, 100), [0]);
    }
}

//! Which figures and quotations of an article a reader would repeat.
//!
//! Owns what a figure is worth by its kind and size, and the choice of quotations. The words that say what a figure counts are
//! the recap's business.

use std::ops::RangeInclusive;

use super::mention::{Mention, Value};
use crate::document::Document;

/// At most so many quotations are key.
const QUOTES: usize = 2;
/// How many spoken words a quotation worth repeating has: a thought, and no speech.
const QUOTE_WORDS: RangeInclusive<usize> = 8..=40;

/// Salience brought to 0–1.
struct Salience<'a> {
    values: &'a [f32],
    low: f32,
    width: f32,
}

impl<'a> Salience<'a> {
    fn new(values: &'a [f32]) -> Self {
        let finite = || values.iter().copied().filter(|v| v.is_finite());
        let low = finite().fold(f32::INFINITY, f32::min);
        let high = finite().fold(f32::NEG_INFINITY, f32::max);
        Self {
            values,
            low,
            width: high - low,
        }
    }

    fn of(&self, sentence: usize) -> f64 {
        let value = self.values.get(sentence).copied().filter(|v| v.is_finite());
        match value {
            Some(value) if self.width > 0.0 => f64::from((value - self.low) / self.width),
            Some(_) => 1.0,
            None => 0.0,
        }
    }
}

/// How much readers care for the figure `mention` by its kind and size, from 0 to 1; `None`: not at all, or it is none.
pub fn figure_weight(document: &Document, mention: &Mention) -> Option<f64> {
    let text = document.text();
    Some(match &mention.value {
        Value::Money { .. } => 1.0,
        Value::Percent { percent: Some(_), .. } => 0.95,
        Value::Quantity {
            unit: "years" | "months" | "weeks" | "days",
            ..
        } => return None,
        Value::Quantity { .. } => 0.65,
        Value::Number { number } => {
            // "Jane Doe, 48, said" tells an age.
            let after = &text[mention.span.end()..];
            let before = text[..mention.span.start()].ends_with(", ");
            if before && after.starts_with([',', '.', ')']) {
                return None;
            }
            match number {
                None => 0.6,
                Some(number) if number.low.abs() >= 1000.0 => 0.85,
                Some(number) if number.low.abs() >= 10.0 => 0.55,
                Some(number) if number.low.fract() != 0.0 => 0.5,
                // "two brothers": part of the story, not a figure.
                Some(_) => return None,
            }
        }
        Value::Date { date: Some(date) } => {
            let day = date.len() == 10 && !date.starts_with('-') && !date.contains('/');
            let named = mention.span.slice(text).contains(|c: char| c.is_ascii_digit());
            if !(day && named) {
                return None;
            }
            0.45
        }
        Value::Duration { duration: Some(_) } => 0.3,
        _ => return None,
    })
}

/// The quotations to repeat among `mentions` of `document`, as indices: up to two whole thoughts by different people, most
/// salient first. `salience` has one number per sentence, on any scale; missing ones count as the lowest.
pub fn key_quotes(document: &Document, mentions: &[Mention], salience: &[f32]) -> Vec<usize> {
    let salience = Salience::new(salience);
    let mut candidates: Vec<(f64, usize, &str)> = Vec::new();
    for (index, mention) in mentions.iter().enumerate() {
        let Value::Quote(quote) = &mention.value else {
            continue;
        };
        let Some(speaker) = &quote.speaker else { continue };
        let words = mention.span.slice(document.text());
        let spoken = quote.spoken(mention.span).into_iter();
        let count: usize = spoken
            .map(|part| part.slice(document.text()).split_whitespace().count())
            .sum();
        let Some(sentence) = document.sentence_at(mention.span.start()) else {
            continue;
        };
        let sentence_like = words.starts_with(|c: char| c.is_uppercase());
        if !QUOTE_WORDS.contains(&count) {
            continue;
        }
        let whole = if sentence_like { 1.0 } else { 0.6 };
        let length = if count <= 30 { 1.0 } else { 0.8 };
        // Who an entity is, a reader can tell.
        let known = if quote.entity.is_some() { 1.0 } else { 0.6 };
        candidates.push((whole * length * known * (0.25 + salience.of(sentence)), index, speaker));
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<(usize, &str)> = Vec::new();
    for (_, index, speaker) in candidates {
        if chosen.iter().all(|(_, other)| last_name(other) != last_name(speaker)) {
            chosen.push((index, speaker));
        }
        if chosen.len() == QUOTES {
            break;
        }
    }
    chosen.into_iter().map(|(index, _)| index).collect()
}

fn last_name(name: &str) -> &str {
    name.split_whitespace().next_back().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;
    use crate::model::Tags;

    #[test]
    fn quotes_have_speakers_and_are_by_different_people() {
        let text = "“We never expected the river to rise that fast,” said Mara Quist. “It rose and rose until nobody could stand,” Quist said. \
                    “Nobody told us that the dam had already gone,” said Ivo Lund.";
        let document = Document::from_text(text);
        let mentions = find(&document, &Tags::default());
        let salience = vec![1.0; document.sentences().len()];
        let quotes = key_quotes(&document, &mentions, &salience);
        assert_eq!(quotes.len(), 2);
        assert!(mentions[quotes[1]].span.slice(text).starts_with("Nobody told us"));
    }

    #[test]
    fn ages_years_and_small_counts_are_no_figures() {
        let weights = |text: &str| {
            let document = Document::from_text(text);
            let mentions = find(&document, &Tags::default());
            let known = mentions.iter().filter_map(|mention| figure_weight(&document, mention));
            known.count()
        };
        assert_eq!(weights("Ada Marsh, 48, has two brothers."), 0);
        assert_eq!(weights("It opened in 1950."), 0);
        assert_eq!(weights("The mill lost $3 million and 300 jobs."), 2);
    }
}

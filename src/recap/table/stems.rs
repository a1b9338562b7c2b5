//! Content words reduced to stems, and what each is worth to a recap.
//!
//! A stem's weight estimates how likely a person's recap of the article uses the word. It is a logistic function of
//! eight features; nothing but their coefficients was fitted, on recap points that authors wrote for their own
//! articles. Training on either half of them gives the same ranking quality on the other half (AUC 0.80).

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Document;
use crate::english::{is_stopword, stem, words};
use crate::model::{Encoded, cosine};
use crate::span::Span;

/// The stems of one article, numbered in order of appearance, with their weights.
#[derive(Debug, Default)]
pub(super) struct Stems {
    numbers: BTreeMap<String, u32>,
    weights: Vec<f32>,
}

/// What is known of a stem while its sentences are read.
#[derive(Default)]
struct Seen {
    sentences: u32,
    first: usize,
    centrality: f32,
    capitalised: bool,
    in_lead: bool,
}

impl Stems {
    /// Weighs the stems of `document`. `body` names the sentences that rows can be made of, as indices, in order.
    /// Linear in the length of the text.
    pub(super) fn new(document: &Document, encoded: &Encoded, body: &[usize]) -> Self {
        let centrality = centralities(document, encoded, body);
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let mut seen: Vec<Seen> = Vec::new();
        let mut last_seen: Vec<usize> = Vec::new();
        for (position, &index) in body.iter().enumerate() {
            let text = document.sentences()[index].span.slice(document.text());
            for (at, word) in words(text).enumerate() {
                let lower = word.to_lowercase();
                if is_stopword(&lower) {
                    continue;
                }
                let next = seen.len() as u32;
                let number = *numbers.entry(stem(&lower)).or_insert(next) as usize;
                if number == seen.len() {
                    seen.push(Seen {
                        first: position,
                        ..Seen::default()
                    });
                    last_seen.push(usize::MAX);
                }
                let entry = &mut seen[number];
                entry.capitalised |= at > 0 && word.chars().next().is_some_and(char::is_uppercase);
                if last_seen[number] != position {
                    last_seen[number] = position;
                    entry.sentences += 1;
                    entry.centrality += centrality[position];
                    entry.in_lead |= position < LEAD;
                }
            }
        }
        let title = document.meta().title.as_deref().unwrap_or_default();
        let in_title: BTreeSet<String> = words(title).map(|w| stem(&w.to_lowercase())).collect();
        let mut weights = vec![0.0; seen.len()];
        for (word, &number) in &numbers {
            let seen = &seen[number as usize];
            let occurrences = seen.sentences as f32;
            let sum = BIAS
                + FREQUENCY * occurrences.ln()
                + DEPTH * (seen.first as f32 / body.len() as f32)
                + EARLINESS / (1.0 + seen.first as f32)
                + TITLE * flag(in_title.contains(word))
                + IN_LEAD * flag(seen.in_lead)
                + NAME * flag(seen.capitalised)
                + NUMBER * flag(word.starts_with(|c: char| c.is_ascii_digit()))
                + CENTRALITY * seen.centrality / occurrences;
            weights[number as usize] = 1.0 / (1.0 + (-sum).exp());
        }
        Self { numbers, weights }
    }

    /// The stems of `text` that the article has, ascending, without repeats.
    pub(super) fn of(&self, text: &str) -> Vec<u32> {
        let mut found: Vec<u32> = words(text)
            .map(str::to_lowercase)
            .filter(|word| !is_stopword(word))
            .filter_map(|word| self.numbers.get(&stem(&word)).copied())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The stems of the `pieces` of `text` together, ascending, without repeats.
    pub(super) fn of_pieces(&self, text: &str, pieces: &[Span]) -> Vec<u32> {
        let mut found: Vec<u32> = pieces.iter().flat_map(|piece| self.of(piece.slice(text))).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// What stem `number` is worth, between 0 and 1.
    pub(super) fn weight(&self, number: u32) -> f32 {
        self.weights[number as usize]
    }

    /// All weights, by stem number.
    pub(super) fn weights(&self) -> &[f32] {
        &self.weights
    }
}

/// So many sentences open an article.
const LEAD: usize = 3;

// Coefficients of the logistic function.
const BIAS: f32 = -3.705;
/// Of the logarithm of the number of sentences that have the stem.
const FREQUENCY: f32 = 1.22;
/// Of the place of its first sentence, from 0 (first) to 1 (last).
const DEPTH: f32 = -0.63;
/// Of 1 / (1 + its first sentence's index).
const EARLINESS: f32 = 0.347;
/// Of standing in the title.
const TITLE: f32 = 1.104;
/// Of standing in one of the first [`LEAD`] sentences.
const IN_LEAD: f32 = 0.794;
/// Of an upper-case letter inside a sentence.
const NAME: f32 = 0.303;
/// Of being a number.
const NUMBER: f32 = 0.82;
/// Of the mean similarity of its sentences to the article.
const CENTRALITY: f32 = 1.785;

fn flag(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

/// How close each sentence of `body` is to the whole: its cosine with the mean sentence vector, long sentences (up to
/// 30 words) counting for more.
fn centralities(document: &Document, encoded: &Encoded, body: &[usize]) -> Vec<f32> {
    let mut mean = Vec::new();
    for &index in body {
        let vector = encoded.sentence(index);
        mean.resize(vector.len(), 0.0);
        let weight = document.sentences()[index].words.len().min(30) as f32;
        mean.iter_mut()
            .zip(vector)
            .for_each(|(sum, value)| *sum += weight * value);
    }
    let norm = cosine(&mean, &mean).sqrt().max(f32::MIN_POSITIVE);
    body.iter()
        .map(|&index| cosine(encoded.sentence(index), &mean) / norm)
        .collect()
}

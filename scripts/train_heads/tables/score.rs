//! What the networks reach on articles that they were not trained on.

use std::collections::BTreeSet;
use std::fmt;

use candle_core::Tensor;
use quickrecap::reading::{WordScores, best_cut};

use super::super::random::Random;
use super::corpus::Article;
use super::network::Batch;
use super::train::Trained;

/// Sums over articles.
#[derive(Default)]
pub struct Sums {
    articles: f64,
    auc: f64,
    best: f64,
    covered: f64,
    precision: f64,
    rows: f64,
    cut_covered: f64,
    cuts: f64,
    summary: f64,
    labels: f64,
    role: f64,
    pointer: f64,
    either: f64,
    pair: f64,
    words: f64,
    printed: f64,
}

impl fmt::Display for Sums {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let p = |a: f64, b: f64| 100.0 * a / b.max(1.0);
        write!(
            f,
            "auc {:.1}, best eight {:.1}, covered {:.1}, precision {:.1}; cuts {:.1}; summary {:.1}; role {:.1} pointer {:.1} best {:.1} both {:.1}; {:.1} words",
            p(self.auc, self.articles),
            p(self.best, self.articles),
            p(self.covered, self.articles),
            p(self.precision, self.rows),
            p(self.cut_covered, self.cuts),
            p(self.summary, self.articles),
            p(self.role, self.labels),
            p(self.pointer, self.labels),
            p(self.either, self.labels),
            p(self.pair, self.labels),
            self.words / self.printed.max(1.0),
        )
    }
}

pub fn score(trained: &Trained, articles: &[&Article], sums: &mut Sums) -> anyhow::Result<()> {
    for article in articles {
        let batch = Batch::new(&[article], true);
        let mut sentences: Vec<Vec<f32>> = Vec::new();
        let mut words: Vec<Vec<f32>> = Vec::new();
        let mut roles: Vec<Vec<f32>> = Vec::new();
        let mut pointers: Vec<f32> = Vec::new();
        let scale = 1.0 / trained.networks.len() as f32;
        for network in &trained.networks {
            let found = network.forward(&batch, 0.0, &mut Random(1))?;
            add(&mut sentences, &found.sentences, scale)?;
            add(&mut words, &found.words, scale)?;
            if let (Some(found), Some(pointed)) = (found.roles, found.pointers) {
                add(&mut roles, &found, scale)?;
                let pointed = pointed.to_vec1::<f32>()?;
                pointers.resize(pointed.len(), 0.0);
                pointers
                    .iter_mut()
                    .zip(pointed)
                    .for_each(|(sum, value)| *sum += scale * value);
            }
        }
        let has: Vec<bool> = (0..sentences.len())
            .map(|i| article.rows.iter().any(|row| row.sentence == i))
            .collect();
        let mut order: Vec<usize> = (0..sentences.len())
            .filter(|&i| article.sentences[i].len() > 3)
            .collect();
        order.sort_by(|a, b| sentences[*b][0].total_cmp(&sentences[*a][0]));
        let (mut right, mut pairs) = (0.0, 0.0);
        for &a in &order {
            for &b in order.iter().filter(|&&b| has[a] && !has[b]) {
                pairs += 1.0;
                right += if sentences[a][0] > sentences[b][0] { 1.0 } else { 0.0 };
            }
        }
        sums.articles += 1.0;
        sums.auc += if pairs > 0.0 { right / pairs } else { 0.5 };
        let best = &order[..order.len().min(8)];
        sums.best += best.iter().filter(|&&i| has[i]).count() as f64 / best.len().max(1) as f64;
        let stems = |pieces: &[std::ops::Range<usize>]| -> BTreeSet<&str> {
            let words = pieces.iter().flat_map(|piece| piece.clone()).take(20);
            words
                .map(|word| article.stems[word].as_str())
                .filter(|stem| !stem.is_empty())
                .collect()
        };
        let cut = |sentence: usize| {
            let range = article.sentences[sentence].clone();
            let scores: Vec<WordScores> = log_scores(&words[range.clone()]);
            best_cut(&scores, 0..range.len(), true).map(|cut| {
                let moved = cut
                    .pieces
                    .iter()
                    .map(|piece| piece.start + range.start..piece.end + range.start);
                moved.collect::<Vec<_>>()
            })
        };
        let all: BTreeSet<&str> = article.gold.iter().flatten().map(String::as_str).collect();
        let mut printed = Vec::new();
        for &sentence in best {
            if let Some(pieces) = cut(sentence) {
                sums.words += pieces.iter().map(|piece| piece.len()).sum::<usize>() as f64;
                sums.printed += 1.0;
                let row = stems(&pieces);
                if !row.is_empty() {
                    sums.precision += row.iter().filter(|stem| all.contains(*stem)).count() as f64 / row.len() as f64;
                    sums.rows += 1.0;
                }
                printed.push(row);
            }
        }
        let covers = |row: &BTreeSet<&str>, gold: &BTreeSet<&str>| {
            gold.iter().filter(|stem| row.contains(*stem)).count() * 2 >= gold.len()
        };
        let golds: Vec<BTreeSet<&str>> = article
            .gold
            .iter()
            .map(|row| row.iter().map(String::as_str).collect::<BTreeSet<_>>())
            .filter(|gold| !gold.is_empty())
            .collect();
        let hit = golds
            .iter()
            .filter(|gold| printed.iter().any(|row| covers(row, gold)))
            .count();
        sums.covered += hit as f64 / golds.len().max(1) as f64;
        for row in &article.rows {
            let gold: BTreeSet<&str> = row
                .kept
                .iter()
                .map(|word| article.stems[*word as usize].as_str())
                .filter(|stem| !stem.is_empty())
                .collect();
            sums.cuts += 1.0;
            sums.cut_covered += f64::from(u8::from(cut(row.sentence).is_some_and(|p| covers(&stems(&p), &gold))));
        }
        let wanted: Vec<usize> = (0..sentences.len()).filter(|&i| article.summary[i] > 0.0).collect();
        let mut by_summary = order.clone();
        by_summary.sort_by(|a, b| sentences[*b][1].total_cmp(&sentences[*a][1]));
        by_summary.truncate(3);
        let shared = by_summary.iter().filter(|i| wanted.contains(i)).count() as f64;
        sums.summary += 2.0 * shared / (by_summary.len() + wanted.len()).max(1) as f64;
        for (index, row) in article.rows.iter().filter(|row| !row.label.is_empty()).enumerate() {
            let Some(scores) = roles.get(index) else { continue };
            let role = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]));
            let own = batch
                .pairs
                .iter()
                .zip(&pointers)
                .filter(|(pair, _)| pair.0 as usize == index);
            let pointer = own.max_by(|a, b| a.1.total_cmp(b.1));
            let role_hit = role.is_some_and(|role| row.label.contains(&trained.roles[role]));
            let pointer_hit = pointer.is_some_and(|(pair, _)| row.label.contains(&article.stems[pair.1 as usize]));
            sums.labels += 1.0;
            sums.role += f64::from(u8::from(role_hit));
            sums.pointer += f64::from(u8::from(pointer_hit));
            sums.pair += f64::from(u8::from(role_hit || pointer_hit));
            let by_role = match (role, pointer) {
                (Some(role), Some((_, pointer))) => scores[role] > *pointer,
                (role, _) => role.is_some(),
            };
            sums.either += f64::from(u8::from(if by_role { role_hit } else { pointer_hit }));
        }
    }
    Ok(())
}

fn add(sum: &mut Vec<Vec<f32>>, values: &Tensor, scale: f32) -> candle_core::Result<()> {
    let values = values.to_vec2::<f32>()?;
    sum.resize_with(values.len(), || vec![0.0; values.first().map_or(0, Vec::len)]);
    for (sum, values) in sum.iter_mut().zip(values) {
        sum.iter_mut()
            .zip(values)
            .for_each(|(sum, value)| *sum += scale * value);
    }
    Ok(())
}

/// Scores of the words of a sentence: first and last as log probabilities among them.
fn log_scores(words: &[Vec<f32>]) -> Vec<WordScores> {
    let log_sum = |column: usize| {
        let most = words.iter().map(|word| word[column]).fold(f32::NEG_INFINITY, f32::max);
        most + words.iter().map(|word| (word[column] - most).exp()).sum::<f32>().ln()
    };
    let (first, last) = (log_sum(1), log_sum(2));
    words
        .iter()
        .map(|word| WordScores {
            kept: word[0],
            first: word[1] - first,
            last: word[2] - last,
        })
        .collect()
}

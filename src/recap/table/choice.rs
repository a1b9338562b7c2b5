//! Which candidates become rows: those that an editor would most likely choose, each saying what the others do not.
//!
//! Greedy maximum coverage (Filatova and Hatzivassiloglou 2004; Lin and Bilmes 2011): a row's words pay their weight the first
//! time a row has them and less each time after, on top of what the reading heads think of its sentence and its cut.

use super::candidates::{Candidate, Form};
use super::stems::Stems;

/// What is left of a stem's weight after a row that has it.
const DECAY: f32 = 0.7;
/// What the summed weight of its fresh words counts.
const WEIGHT: f32 = 1.5;
/// What the heads' thoughts of the cut count.
const CUT: f32 = 0.08;
/// What a second row of a sentence loses.
const SECOND: f32 = 1.5;
/// What a row loses that leaves out what it is said of, and one that is no clause.
const PREDICATE: f32 = 0.5;
const PHRASE: f32 = 4.0;
/// What it loses for everything that was cut out of it.
const GAP: f32 = 0.5;
/// What the news gains: a statement of the first of the article's sentences that have one.
const NEWS: f32 = 1.5;
/// What the joined items of a list gain.
const LIST: f32 = 1.0;
/// Two rows say the same when they share this part of the smaller one's stems.
const SAME: f32 = 0.7;
/// So many rows an article has if it has anything to say.
const FEWEST: usize = 4;
/// Beyond them a row must be worth so much.
const LEAST: f32 = -3.0;

/// The indices of at most `most` candidates with what each gained, best first.
pub(super) fn choose(candidates: &[Candidate], stems: &Stems, most: usize) -> Vec<(usize, f32)> {
    let mut left = vec![1.0f32; stems.weights().len()];
    let mut open: Vec<usize> = (0..candidates.len()).collect();
    let mut chosen: Vec<(usize, f32)> = Vec::new();
    let statement = |row: &&Candidate| row.form == Form::Statement && row.list.is_none();
    let news = candidates.iter().filter(statement).map(|row| row.sentence).min();
    while chosen.len() < most {
        let gain = |candidate: &Candidate| {
            let fresh: f32 = candidate
                .stems
                .iter()
                .map(|stem| stems.weight(*stem) * left[*stem as usize])
                .sum();
            let again = chosen
                .iter()
                .any(|(row, _)| candidates[*row].sentence == candidate.sentence);
            candidate.sentence_worth + WEIGHT * fresh + CUT * candidate.cut_worth - if again { SECOND } else { 0.0 }
                + if statement(&candidate) && news == Some(candidate.sentence) {
                    NEWS
                } else {
                    0.0
                }
                - GAP * candidate.gaps as f32
                + match candidate.form {
                    _ if candidate.list.is_some() => LIST,
                    Form::Statement => 0.0,
                    Form::Predicate => -PREDICATE,
                    Form::Phrase => -PHRASE,
                }
        };
        let mut best: Option<(f32, usize)> = None;
        for &index in &open {
            let gain = gain(&candidates[index]);
            if best.is_none_or(|(most, _)| gain > most) {
                best = Some((gain, index));
            }
        }
        let Some((gain, row)) = best.filter(|(gain, _)| chosen.len() < FEWEST || *gain > LEAST) else {
            break;
        };
        for &stem in &candidates[row].stems {
            left[stem as usize] *= DECAY;
        }
        open.retain(|&index| {
            let (other, row) = (&candidates[index], &candidates[row]);
            !(other.overlaps(row) || same(other, row, SAME))
        });
        chosen.push((row, gain));
    }
    chosen
}

/// Whether both share so much of the smaller one's stems.
pub(in crate::recap) fn same(a: &Candidate, b: &Candidate, most: f32) -> bool {
    let shared = a
        .stems
        .iter()
        .filter(|stem| b.stems.binary_search(stem).is_ok())
        .count();
    let smaller = a.stems.len().min(b.stems.len()).max(1);
    shared as f32 >= most * smaller as f32
}

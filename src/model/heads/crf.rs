//! The best sequence of labels: Viterbi decoding of a linear-chain conditional random field (Lafferty et al. 2001).

use super::super::activation::on_wide_registers;

/// Labels whose scores are taken side by side: those of a row are made up to a multiple of them.
const LANES: usize = 8;

/// What a step from one label to the next is worth.
#[derive(Clone, Debug)]
pub struct Transitions {
    labels: usize,
    /// From the start of a sentence to each label, in lanes.
    start: Vec<[f32; LANES]>,
    /// `[labels, labels]`, row by row: from each label to each, in lanes.
    steps: Vec<[f32; LANES]>,
}

impl Transitions {
    /// `scores` are `[labels + 1, labels]`, the last row from the start of a sentence; `None` when they are not.
    pub fn new(labels: usize, scores: &[f32]) -> Option<Self> {
        if labels == 0 || scores.len() != (labels + 1) * labels {
            return None;
        }
        let (steps, start) = scores.split_at(labels * labels);
        Some(Self {
            labels,
            start: lanes(start).collect(),
            steps: steps.chunks_exact(labels).flat_map(lanes).collect(),
        })
    }

    /// The best labels for a sentence with these `emissions`, `[words, labels]`. Of equals, the first label.
    pub fn decode(&self, emissions: &[f32]) -> Vec<u8> {
        let mut best = self.best(emissions);
        let wide = self.start.len();
        let steps = |from: usize| self.steps[from * wide..][..wide].as_flattened();
        let mut labels = Vec::with_capacity(emissions.len() / self.labels);
        // What the rest of the sentence makes of each label of a word: nothing, for the last one.
        while let Some(before) = best.len().checked_sub(wide) {
            let scores = best[before..].as_flattened();
            let label = first_best((0..self.labels).map(|from| match labels.last() {
                Some(&next) => scores[from] + steps(from)[usize::from(next)],
                None => scores[from],
            }));
            labels.push(label);
            best.truncate(before);
        }
        labels.reverse();
        labels
    }

    /// The score of the best sequence up to each word that gives it each label, `[words, labels]` in lanes.
    fn best(&self, emissions: &[f32]) -> Vec<[f32; LANES]> {
        let wide = self.start.len();
        let words = emissions.len() / self.labels;
        let mut best = Vec::with_capacity(words * wide);
        on_wide_registers(
            #[inline(always)]
            || {
                for row in emissions.chunks_exact(self.labels) {
                    let before = best.len().checked_sub(wide);
                    for (lane, emission) in lanes(row).enumerate() {
                        let mut scores = self.start[lane];
                        if let Some(before) = before {
                            scores = [f32::NEG_INFINITY; LANES];
                            let froms = best[before..before + wide].as_flattened()[..self.labels].iter();
                            for (from, steps) in froms.zip(self.steps.chunks_exact(wide)) {
                                for (score, step) in scores.iter_mut().zip(&steps[lane]) {
                                    *score = if from + step > *score { from + step } else { *score };
                                }
                            }
                        }
                        scores
                            .iter_mut()
                            .zip(emission)
                            .for_each(|(score, emission)| *score += emission);
                        best.push(scores);
                    }
                }
            },
        );
        best
    }
}

/// Which of these is the greatest, the first of equals.
fn first_best(scores: impl Iterator<Item = f32>) -> u8 {
    let best = (0u8..).zip(scores).reduce(|a, b| if b.1 > a.1 { b } else { a });
    best.map_or(0, |(label, _)| label)
}

/// A row's values, with zeros behind them.
#[inline(always)]
fn lanes(row: &[f32]) -> impl Iterator<Item = [f32; LANES]> {
    row.chunks(LANES).map(|values| {
        let mut lanes = [0.0; LANES];
        lanes[..values.len()].copy_from_slice(values);
        lanes
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against every sequence there is.
    #[test]
    fn decodes_the_best_sequence() {
        let value = |i: usize| ((i * 7919 % 101) as f32 - 50.0) / 10.0;
        let scores: Vec<f32> = (0..12).map(value).collect();
        let transitions = Transitions::new(3, &scores).unwrap();
        for seed in 0..20 {
            let emissions: Vec<f32> = (0..12).map(|i| value(i + 13 * seed)).collect();
            let score = |labels: &[usize]| {
                let first = scores[9 + labels[0]] + emissions[labels[0]];
                first
                    + (1..4)
                        .map(|i| scores[labels[i - 1] * 3 + labels[i]] + emissions[i * 3 + labels[i]])
                        .sum::<f32>()
            };
            let sequence = |i: usize| [i / 27, i / 9 % 3, i / 3 % 3, i % 3];
            let best = (0..81).map(|i| score(&sequence(i))).fold(f32::NEG_INFINITY, f32::max);
            let got: Vec<usize> = transitions.decode(&emissions).into_iter().map(usize::from).collect();
            assert!((score(&got) - best).abs() < 1e-4, "{got:?}");
        }
    }

    #[test]
    fn no_words_no_labels() {
        assert!(Transitions::new(2, &[0.0; 6]).unwrap().decode(&[]).is_empty());
        assert!(Transitions::new(2, &[0.0; 5]).is_none());
    }
}

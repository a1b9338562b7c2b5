//! The best sequence of labels: Viterbi decoding of a linear-chain conditional random field (Lafferty et al. 2001).

use super::super::activation::on_wide_registers;

/// What a step from one label to the next is worth.
#[derive(Clone, Debug)]
pub struct Transitions {
    labels: usize,
    /// `[labels + 1, labels]`, row by row: from each label to each, and last from the start of a sentence.
    scores: Vec<f32>,
}

impl Transitions {
    /// `scores` are `[labels + 1, labels]`; `None` when they are not.
    pub fn new(labels: usize, scores: Vec<f32>) -> Option<Self> {
        (labels > 0 && scores.len() == (labels + 1) * labels).then_some(Self { labels, scores })
    }

    /// The best labels for a sentence with these `emissions`, `[words, labels]`. Of equals, the first label.
    pub fn decode(&self, emissions: &[f32]) -> Vec<u8> {
        let n = self.labels;
        let rows: Vec<&[f32]> = emissions.chunks_exact(n).collect();
        let Some((first, rest)) = rows.split_first() else {
            return Vec::new();
        };
        let start = &self.scores[n * n..];
        let mut best: Vec<f32> = first
            .iter()
            .zip(start)
            .map(|(emission, start)| emission + start)
            .collect();
        let mut back = vec![0u8; rest.len() * n];
        let mut next = vec![0f32; n];
        on_wide_registers(
            #[inline(always)]
            || {
                for (row, back) in rest.iter().zip(back.chunks_exact_mut(n)) {
                    next.fill(f32::NEG_INFINITY);
                    for (from, (&score, steps)) in (0..).zip(best.iter().zip(self.scores.chunks_exact(n))) {
                        for ((next, back), step) in next.iter_mut().zip(back.iter_mut()).zip(steps) {
                            let better = score + step > *next;
                            *next = if better { score + step } else { *next };
                            *back = if better { from } else { *back };
                        }
                    }
                    next.iter_mut().zip(*row).for_each(|(next, emission)| *next += emission);
                    std::mem::swap(&mut best, &mut next);
                }
            },
        );
        let mut label = (0..n).rev().max_by(|&a, &b| best[a].total_cmp(&best[b])).unwrap_or(0);
        let mut labels = vec![label as u8];
        for back in back.chunks_exact(n).rev() {
            label = back[label] as usize;
            labels.push(label as u8);
        }
        labels.reverse();
        labels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against every sequence there is.
    #[test]
    fn decodes_the_best_sequence() {
        let value = |i: usize| ((i * 7919 % 101) as f32 - 50.0) / 10.0;
        let scores: Vec<f32> = (0..12).map(value).collect();
        let transitions = Transitions::new(3, scores.clone()).unwrap();
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
        assert!(Transitions::new(2, vec![0.0; 6]).unwrap().decode(&[]).is_empty());
        assert!(Transitions::new(2, vec![0.0; 5]).is_none());
    }
}

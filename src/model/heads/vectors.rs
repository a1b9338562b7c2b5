//! The vectors of words: what the networks of a head read.

use std::ops::RangeInclusive;

use super::super::q8::Rows;
use super::super::weights::HIDDEN;
use super::Pieces;

/// The hidden layers that heads read.
pub const LAYERS: RangeInclusive<usize> = 3..=6;

/// The vectors of words in the [`LAYERS`], as [`each_vector`] gives them, brought to 8 bits once for all networks.
#[derive(Clone, Debug, Default)]
pub struct Vectors(Vec<Rows>);

impl Vectors {
    /// Adds those of `words` in the next of the layers, whose `rows` are `[tokens, 384]`.
    ///
    /// # Panics
    /// When a word's token is none of the layer's.
    pub fn push(&mut self, rows: &[f32], words: &[Pieces]) {
        let mut vectors = Rows::with_capacity(words.len(), HIDDEN);
        each_vector(rows, words, |vector| vectors.push(vector));
        self.0.push(vectors);
    }

    /// Those of all layers side by side, `[words, 4 * 384]`.
    pub(super) fn all(&self, words: usize) -> Rows {
        let mut all = Rows::with_capacity(words, self.0.len().max(1) * HIDDEN);
        for word in 0..words {
            self.0.iter().for_each(|layer| all.push_row(layer, word));
        }
        all
    }

    /// Those in hidden layer `layer`, `[words, 384]`.
    pub(super) fn layer(&self, layer: usize) -> &Rows {
        &self.0[layer - LAYERS.start()]
    }
}

/// Shows `visit` the vector of each of the `words` in the hidden layer of these `rows`, `[tokens, 384]`: the mean of its
/// first token's and its last one's.
///
/// # Panics
/// When a word's token is none of the layer's.
pub fn each_vector(rows: &[f32], words: &[Pieces], mut visit: impl FnMut(&[f32])) {
    let (rows, _) = rows.as_chunks::<HIDDEN>();
    for word in words {
        let (first, last) = (&rows[word.first as usize], &rows[word.last as usize]);
        if word.first == word.last {
            visit(first);
        } else {
            visit(&std::array::from_fn::<f32, HIDDEN, _>(|i| (first[i] + last[i]) / 2.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_several_tokens_are_the_mean_of_two() {
        let rows: Vec<f32> = (0..3u8).flat_map(|row| [f32::from(row); HIDDEN]).collect();
        let words = [(1, 1), (0, 2), (1, 2)].map(|(first, last)| Pieces { first, last });
        let expected = [[1.0; HIDDEN], [1.0; HIDDEN], [1.5; HIDDEN]];
        let mut vectors = Vec::new();
        each_vector(&rows, &words, |vector| vectors.extend_from_slice(vector));
        assert_eq!(vectors, expected.concat());
    }
}

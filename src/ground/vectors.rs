//! How close a claim is to its evidence in the encoder's space.

use std::ops::Range;

use crate::model::{Encoded, TaggedWord, cosine};

/// The vectors of one claim and of the sentences that any claim needs.
pub(super) struct Vectors<'a> {
    pub(super) encoded: &'a Encoded,
    /// Which of the encoded texts the claim is.
    pub(super) claim: usize,
    /// Where the sentences begin.
    pub(super) first: usize,
    /// Their indices in the article, ascending.
    pub(super) used: &'a [usize],
}

impl Vectors<'_> {
    /// The words of the claim.
    pub(super) fn claim_words(&self) -> &[TaggedWord] {
        self.encoded.words(self.claim)
    }

    /// The words of the article's sentence `index`, where it was encoded.
    pub(super) fn words(&self, index: usize) -> &[TaggedWord] {
        let at = self.used.binary_search(&index);
        at.map_or(&[], |at| self.encoded.words(self.first + at))
    }

    /// How close the claim is to the part of sentence `index` that `bytes` of it hold: a claim may be about a corner of a
    /// long sentence.
    pub(super) fn cosine_of_part(&self, index: usize, bytes: Range<usize>) -> f32 {
        let claim = self.encoded.sentence(self.claim);
        let at = self.used.binary_search(&index).ok();
        let phrase = at.and_then(|at| self.encoded.phrase(self.first + at, bytes));
        phrase.map_or(0.0, |phrase| cosine(claim, &phrase))
    }

    /// How close the claim is to the sentences together: the cosine with the direction of their sum.
    pub(super) fn cosine(&self, sentences: &[usize]) -> f32 {
        let claim = self.encoded.sentence(self.claim);
        let mut sum = vec![0f32; claim.len()];
        for at in sentences
            .iter()
            .filter_map(|sentence| self.used.binary_search(sentence).ok())
        {
            let vector = self.encoded.sentence(self.first + at);
            sum.iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
        }
        let length = cosine(&sum, &sum).sqrt();
        cosine(claim, &sum) / length.max(f32::EPSILON)
    }
}

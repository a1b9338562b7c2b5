//! Token heads: small trained networks that read the encoder's middle layers and label every word, so that names and
//! parts of speech come out of the pass that the sentence vectors need anyway.
//!
//! Owns the words that are labelled, their casing features, the network, its decoding and its file. What the labels
//! mean for a document is [`Tags`](super::Tags)' business. `scripts/train_heads` trains the heads through this same
//! code; `models/heads/README.md` says from what.

mod crf;
mod features;
mod head;
mod pieces;
mod tagger;
mod words;

use candle_core::Tensor;

pub use crf::Transitions;
pub use features::{BUCKETS, FEATURES, features};
pub use head::{Head, INPUT};
pub use pieces::Pieces;
pub use tagger::Words;
pub(super) use tagger::{Batch, Tagger};
pub use words::split;

use super::Error;
use super::tags::{NameKind, Pos};

/// What a head is trained to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Named entities, as BIO labels.
    Names,
    /// Universal parts of speech.
    PartsOfSpeech,
}

impl Task {
    /// The labels, in the order of the head's outputs.
    pub fn labels(self) -> Vec<String> {
        match self {
            Self::Names => std::iter::once("O".to_owned())
                .chain(
                    NameKind::ALL
                        .iter()
                        .flat_map(|kind| ["B", "I"].map(|part| format!("{part}-{}", kind.label()))),
                )
                .collect(),
            Self::PartsOfSpeech => Pos::ALL.iter().map(|pos| pos.label().to_owned()).collect(),
        }
    }

    /// The two token vectors that stand for a word: a hidden layer, and the word's first or last token.
    ///
    /// A probe on each layer finds names best on the fourth and parts of speech on the second and third.
    fn sources(self) -> [(usize, Piece); 2] {
        match self {
            Self::Names => [(4, Piece::First), (4, Piece::Last)],
            Self::PartsOfSpeech => [(2, Piece::First), (3, Piece::First)],
        }
    }

    /// The vectors of words, `[words, INPUT]`: rows of `layer(i)`, `[tokens, 384]`, side by side.
    ///
    /// # Errors
    /// When a word's token is none of the layer's, which is a bug.
    pub fn inputs<'a>(self, layer: impl Fn(usize) -> &'a Tensor, words: &[Pieces]) -> Result<Tensor, Error> {
        let select = |(source, piece): (usize, Piece)| {
            let rows: Vec<u32> = words
                .iter()
                .map(|word| if piece == Piece::First { word.first } else { word.last })
                .collect();
            let rows = Tensor::new(rows, &candle_core::Device::Cpu)?;
            layer(source).index_select(&rows, 0)
        };
        let [one, two] = self.sources().map(select);
        one.and_then(|one| Tensor::cat(&[one, two?], 1)).map_err(Error::Forward)
    }
}

/// The hidden layers that the heads read.
pub(super) const LAYERS: std::ops::RangeInclusive<usize> = 2..=4;

/// Which of a word's tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    First,
    Last,
}

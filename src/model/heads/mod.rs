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

pub use crf::Transitions;
pub use features::{BUCKETS, FEATURES, features};
pub use head::{Head, INPUT};
pub use pieces::Pieces;
pub use tagger::Words;
pub(super) use tagger::{Batch, Tagger};
pub use words::split;

use super::tags::{NameKind, Pos};
use super::weights::HIDDEN;

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

    /// The two token vectors that stand for a word in each of the head's networks: a hidden layer, and the word's first
    /// or last token.
    ///
    /// A probe on each layer finds names best on the fourth and parts of speech on the second and third. Networks that
    /// read different layers err in different places, so that they gain more from each other than from better ones that
    /// read the same.
    fn sources(self) -> &'static [[(usize, Piece); 2]] {
        match self {
            Self::Names => &[
                [(3, Piece::First), (3, Piece::Last)],
                [(4, Piece::First), (4, Piece::Last)],
                [(5, Piece::First), (5, Piece::Last)],
            ],
            Self::PartsOfSpeech => &[[(2, Piece::First), (3, Piece::First)]],
        }
    }

    /// How many networks a head has.
    pub fn networks(self) -> usize {
        self.sources().len()
    }

    /// The vectors of words, `[words, INPUT]`, for each network: rows of `layer(i)`, `[tokens, 384]`, side by side.
    ///
    /// # Panics
    /// When a word's token is none of the layer's.
    pub fn inputs<'a>(self, layer: impl Fn(usize) -> &'a [f32], words: &[Pieces]) -> Vec<Vec<f32>> {
        let networks = self.sources().iter().map(|sources| {
            let sources = sources.map(|(source, piece)| (layer(source), piece));
            let mut input = Vec::with_capacity(words.len() * INPUT);
            for word in words {
                for (rows, piece) in sources {
                    let token = if piece == Piece::First { word.first } else { word.last } as usize;
                    input.extend_from_slice(&rows[token * HIDDEN..(token + 1) * HIDDEN]);
                }
            }
            input
        });
        networks.collect()
    }
}

/// The hidden layers that the heads read.
pub(super) const LAYERS: std::ops::RangeInclusive<usize> = 2..=5;

/// Which of a word's tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    First,
    Last,
}

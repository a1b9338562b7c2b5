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
mod reader;
mod tagger;
mod vectors;
mod words;

pub use crf::Transitions;
pub use features::{BUCKETS, FEATURES, features};
pub use head::Head;
pub use pieces::Pieces;
pub use reader::{Inventory, LabelScores, Reader, Reading, SentenceScores};
pub use tagger::Words;
pub(super) use tagger::{Batch, Tagged, Tagger};
pub use vectors::{LAYERS, Vectors, each_vector};
pub use words::split;

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

    /// The hidden layer that each of the head's networks reads.
    ///
    /// A probe on each layer finds names best on the fourth and parts of speech on the third. Networks that read different
    /// layers err in different places, so that they gain more from each other than from better ones that read the same.
    pub fn layers(self) -> &'static [usize] {
        match self {
            Self::Names => &[3, 4, 5],
            Self::PartsOfSpeech => &[3],
        }
    }
}

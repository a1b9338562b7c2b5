//! The transformer: text in, vectors out. The only place that knows candle.
//!
//! Owns the embedded encoder, its tokenizer, its forward pass and the heads that label words, and the arithmetic that they
//! share with the writer's language models. Does not know what the sentences are about, nor what their vectors are used for.

mod activation;
mod attention;
pub mod causal;
mod encoded;
mod encoder;
mod forward;
mod gguf;
pub mod heads;
mod introductions;
mod names;
mod q8;
mod roles;
mod tags;
#[cfg(test)]
mod tests;
mod tokenizer;
mod weights;

pub use encoded::{Encoded, NamePart, TaggedWord};
pub use encoder::Encoder;
pub use forward::HiddenLayers;
pub use names::Name;
pub use roles::role;
pub use tags::{NameKind, Pos, Tags, Word};
pub use tokenizer::TokenizedSentence;

/// A vector in the encoder's space: [`Encoder::DIMENSIONS`] values, of unit length wherever this module returns one.
pub type Vector = Vec<f32>;

/// What can go wrong between a sentence and its vector.
///
/// With the embedded weights none of these is expected: they say that the build, not the article, is at fault.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The weights are no GGUF file, or a tensor in them cannot be used.
    #[error("cannot load the weights")]
    Weights(#[source] candle_core::Error),
    /// A tensor of the weights file is not as the architecture wants it.
    #[error("tensor {name} of the weights should be {expected}")]
    Tensor {
        /// Its name in the file.
        name: String,
        /// Shape and type that the forward pass needs.
        expected: String,
    },
    /// A head was trained for other labels than the program knows.
    #[error("the labels of the head should be {expected:?}")]
    Labels {
        /// In the order of the head's outputs.
        expected: Vec<String>,
    },
    /// The vocabulary cannot be used, or a sentence cannot be cut into tokens.
    #[error("cannot tokenize with the encoder's vocabulary")]
    Tokenizer(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The forward pass failed.
    #[error("the encoder's forward pass failed")]
    Forward(#[source] candle_core::Error),
}

/// Cosine similarity of two unit vectors: their dot product, between -1 and 1.
///
/// Summed from the first value to the last in eight lanes, so the same vectors give the same bits everywhere.
///
/// # Panics
/// When they differ in length.
///
/// ```
/// use quickrecap::model::cosine;
///
/// assert_eq!(cosine(&[0.6, 0.8], &[1.0, 0.0]), 0.6);
/// ```
pub fn cosine(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len(), "vectors of one space have one length");
    let mut lanes = [0f32; 8];
    let (a_chunks, a_rest) = a.as_chunks::<8>();
    let (b_chunks, b_rest) = b.as_chunks::<8>();
    for (x, y) in a_chunks.iter().zip(b_chunks) {
        for lane in 0..8 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(x, y)| x * y).sum();
    lanes.iter().sum::<f32>() + rest
}

/// Scales `vector` to unit length; leaves zeros as they are.
fn normalize(vector: &mut [f32]) {
    let norm = cosine(vector, vector).sqrt();
    if norm > 0.0 {
        vector.iter_mut().for_each(|value| *value /= norm);
    }
}

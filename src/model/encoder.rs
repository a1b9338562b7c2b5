//! The encoder as the rest of the program sees it.

use std::collections::HashMap;

use rayon::prelude::*;

use super::Error;
use super::encoded::Encoded;
use super::forward::{HiddenLayers, hidden_layers, pass};
use super::tokenizer::{TokenizedSentence, Tokenizer};
use super::weights::{HIDDEN, SHA256, Weights};

/// Tokens that go through the layers together: bounds the memory for activations, about 15 kB a token.
const BATCH: usize = 1024;

/// Sentences that are tokenised before they are encoded: bounds the memory for a long article's tokens.
const CHUNK: usize = 4096;

/// all-MiniLM-L6-v2 (Wang et al. 2020, trained further by the sentence-transformers project), as 8-bit weights that are
/// part of the program.
///
/// Each sentence is encoded by itself, so cost is linear in the text and no article is too long. Results are the same
/// bit for bit whatever the number of threads.
///
/// ```
/// use quickrecap::model::{Encoder, cosine};
///
/// let encoder = Encoder::embedded()?;
/// let encoded = encoder.encode(&["The mill closed.", "The factory shut down.", "Figs are in season."])?;
/// let [mill, factory, figs] = [0, 1, 2].map(|i| encoded.sentence(i));
/// assert!(cosine(mill, factory) > cosine(mill, figs));
/// # Ok::<(), quickrecap::model::Error>(())
/// ```
pub struct Encoder {
    tokenizer: Tokenizer,
    weights: Weights,
}

impl Encoder {
    /// The model's name.
    pub const NAME: &str = "all-MiniLM-L6-v2";

    /// Values in each vector.
    pub const DIMENSIONS: usize = HIDDEN;

    /// SHA-256 of the embedded weights file, in hexadecimal digits.
    pub fn sha256() -> &'static str {
        SHA256
    }

    /// Loads the weights that are part of the program: some 40 ms of processor time, spread over the cores, and 43 MB.
    ///
    /// # Errors
    /// When they are damaged, which no build that passed its tests is.
    pub fn embedded() -> Result<Self, Error> {
        let (tokenizer, weights) = rayon::join(Tokenizer::embedded, Weights::embedded);
        Ok(Self {
            tokenizer: tokenizer?,
            weights: weights?,
        })
    }

    /// Cuts a sentence into tokens. A sentence of more than 254 tokens is cut into windows, never truncated.
    ///
    /// # Errors
    /// When the sentence has more than 4 GiB.
    pub fn tokenize(&self, sentence: &str) -> Result<TokenizedSentence, Error> {
        self.tokenizer.tokenize(sentence)
    }

    /// One packed pass over `batch`, with all hidden layers. Memory grows with the batch: 11 kB a token that
    /// stay with the result, and about 15 kB on the way.
    ///
    /// # Errors
    /// When candle fails, which is not expected.
    pub fn forward(&self, batch: &[TokenizedSentence]) -> Result<HiddenLayers, Error> {
        hidden_layers(&self.weights, batch)
    }

    /// Encodes all `sentences`, in batches. A sentence that stands there more than once is encoded once; an empty one
    /// has the vector of an empty text.
    ///
    /// # Errors
    /// When a sentence has more than 4 GiB, or candle fails.
    pub fn encode<S: AsRef<str>>(&self, sentences: &[S]) -> Result<Encoded, Error> {
        let mut texts: Vec<&str> = Vec::new();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let mut distinct = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            let sentence = sentence.as_ref();
            distinct.push(*seen.entry(sentence).or_insert_with(|| {
                texts.push(sentence);
                texts.len() - 1
            }));
        }
        drop(seen);

        let mut encoded = Encoded::new(distinct);
        for texts in texts.chunks(CHUNK) {
            let tokenized = texts
                .par_iter()
                .map(|text| self.tokenize(text))
                .collect::<Result<Vec<_>, _>>()?;
            self.encode_chunk(tokenized, &mut encoded)?;
        }
        Ok(encoded)
    }

    /// Encodes `sentences` after those that `encoded` has. Batches are whole windows, in order.
    fn encode_chunk(&self, sentences: Vec<TokenizedSentence>, encoded: &mut Encoded) -> Result<(), Error> {
        let mut windows: Vec<(usize, &[u32])> = Vec::new();
        for (index, sentence) in sentences.iter().enumerate() {
            windows.extend(sentence.windows().map(|window| (index, &sentence.ids()[window])));
        }
        let mut sums = vec![0f32; sentences.len() * HIDDEN];
        let mut rest = windows.as_slice();
        while !rest.is_empty() {
            let (batch, after) = rest.split_at(batch_end(rest));
            let ids: Vec<&[u32]> = batch.iter().map(|&(_, ids)| ids).collect();
            let last = pass(&self.weights, &ids, |_| ())?;
            let last = last
                .flatten_all()
                .and_then(|last| last.to_vec1::<f32>())
                .map_err(Error::Forward)?;
            let owners = batch.iter().flat_map(|&(index, ids)| ids.iter().map(move |_| index));
            for (row, sentence) in last.chunks_exact(HIDDEN).zip(owners) {
                let sum = &mut sums[sentence * HIDDEN..(sentence + 1) * HIDDEN];
                sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
            encoded.push_tokens(&last);
            rest = after;
        }
        for (sentence, sum) in sentences.into_iter().zip(sums.chunks_exact_mut(HIDDEN)) {
            encoded.push_sentence(sum, sentence.into_bytes());
        }
        Ok(())
    }
}

/// How many of `windows` go into one batch: as many as [`BATCH`] tokens hold, at least one.
fn batch_end(windows: &[(usize, &[u32])]) -> usize {
    let mut tokens = 0;
    let full = windows.iter().position(|(_, ids)| {
        tokens += ids.len();
        tokens > BATCH
    });
    full.unwrap_or(windows.len()).max(1)
}

//! The encoder as the rest of the program sees it.

use std::collections::HashMap;
use std::ops::Range;

use candle_core::Tensor;
use rayon::prelude::*;

use super::Error;
use super::encoded::{Encoded, TaggedWord};
use super::forward::{HiddenLayers, hidden_layers, pass};
use super::heads::{self, Batch, Tagger, Words};
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
    tagger: Option<Tagger>,
}

/// A sentence on its way: its tokens and words.
type Prepared = (TokenizedSentence, Words);

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
        Ok(Self {
            tagger: Some(Tagger::embedded()?),
            ..Self::without_heads()?
        })
    }

    /// The encoder without the heads that label words: what those are trained on.
    ///
    /// # Errors
    /// As [`embedded`](Self::embedded).
    pub fn without_heads() -> Result<Self, Error> {
        let (tokenizer, weights) = rayon::join(Tokenizer::embedded, Weights::embedded);
        Ok(Self {
            tokenizer: tokenizer?,
            weights: weights?,
            tagger: None,
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
            let prepared = texts
                .par_iter()
                .map(|text| self.prepare(text))
                .collect::<Result<Vec<_>, _>>()?;
            self.encode_chunk(prepared, &mut encoded)?;
        }
        Ok(encoded)
    }

    fn prepare(&self, text: &str) -> Result<Prepared, Error> {
        let tokens = self.tokenize(text)?;
        let words = match self.tagger {
            Some(_) => Words::new(text, &tokens),
            None => Words::default(),
        };
        Ok((tokens, words))
    }

    /// Encodes `sentences` after those that `encoded` has. Batches are whole windows, in order.
    fn encode_chunk(&self, sentences: Vec<Prepared>, encoded: &mut Encoded) -> Result<(), Error> {
        let windows: Vec<Window> = sentences.iter().enumerate().flat_map(Window::of).collect();
        let mut sums = vec![0f32; sentences.len() * HIDDEN];
        let mut words = vec![Vec::new(); sentences.len()];
        let mut rest = windows.as_slice();
        while !rest.is_empty() {
            let (batch, after) = rest.split_at(batch_end(rest));
            let ids: Vec<&[u32]> = batch.iter().map(|window| window.ids).collect();
            let mut layers = Vec::new();
            let mut index = 0;
            let last = pass(&self.weights, &ids, |layer| {
                if self.tagger.is_some() && heads::LAYERS.contains(&index) {
                    layers.push(layer.clone());
                }
                index += 1;
            })?;
            if let Some(tagger) = &self.tagger {
                tag(tagger, &layers, batch, &sentences, &mut words)?;
            }
            let last = last
                .flatten_all()
                .and_then(|last| last.to_vec1::<f32>())
                .map_err(Error::Forward)?;
            let owners = batch
                .iter()
                .flat_map(|window| window.ids.iter().map(move |_| window.sentence));
            for (row, sentence) in last.chunks_exact(HIDDEN).zip(owners) {
                let sum = &mut sums[sentence * HIDDEN..(sentence + 1) * HIDDEN];
                sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
            }
            encoded.push_tokens(&last);
            rest = after;
        }
        for (((tokens, _), words), sum) in sentences.into_iter().zip(&words).zip(sums.chunks_exact_mut(HIDDEN)) {
            encoded.push_sentence(sum, tokens.into_bytes(), words);
        }
        Ok(())
    }
}

/// What goes through the encoder as one sequence.
struct Window<'a> {
    /// Index of its sentence.
    sentence: usize,
    /// Its first token in the sentence.
    start: usize,
    ids: &'a [u32],
    /// Its words in the sentence.
    words: Range<usize>,
}

impl<'a> Window<'a> {
    /// The windows of a sentence.
    fn of((sentence, (tokens, words)): (usize, &'a Prepared)) -> impl Iterator<Item = Self> + 'a {
        let counts = words.windows.iter().copied().chain(std::iter::repeat(0));
        let mut next = 0;
        tokens.windows().zip(counts).map(move |(range, count)| {
            let words = next..next + count;
            next = words.end;
            Self {
                sentence,
                start: range.start,
                ids: &tokens.ids()[range],
                words,
            }
        })
    }
}

/// Labels the words of `batch` and appends them to those of their sentences.
fn tag(
    tagger: &Tagger,
    layers: &[Tensor],
    batch: &[Window],
    sentences: &[Prepared],
    words: &mut [Vec<TaggedWord>],
) -> Result<(), Error> {
    let mut ready = Batch::default();
    let mut row = 0;
    for window in batch {
        let (_, all) = &sentences[window.sentence];
        ready.push(all, window.words.clone(), window.start, row);
        row += window.ids.len();
    }
    let mut tagged = tagger.tag(|i| &layers[i - heads::LAYERS.start()], &ready)?.into_iter();
    for window in batch {
        words[window.sentence].extend(tagged.by_ref().take(window.words.len()));
    }
    Ok(())
}

/// How many of `windows` go into one batch: as many as [`BATCH`] tokens hold, at least one.
fn batch_end(windows: &[Window]) -> usize {
    let mut tokens = 0;
    let full = windows.iter().position(|window| {
        tokens += window.ids.len();
        tokens > BATCH
    });
    full.unwrap_or(windows.len()).max(1)
}

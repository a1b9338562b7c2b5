//! The encoder as the rest of the program sees it.

use std::collections::HashMap;
use std::ops::Range;

use half::f16;
use rayon::prelude::*;

use super::Error;
use super::encoded::Encoded;
use super::forward::{Buffers, HiddenLayers, hidden_layers, pass};
use super::heads::{Batch, Tagged, Tagger, Words};
use super::tokenizer::{TokenizedSentence, Tokenizer};
use super::weights::{HIDDEN, LAYERS, SHA256, Weights};

/// Tokens that go through the layers together, on one thread: enough that reading the weights costs little beside the
/// arithmetic, few enough that what the layers make, about 14 kB a token, stays in the thread's cache.
const BATCH: usize = 96;

/// Sentences that are tokenised before they are encoded: bounds the memory for a long article's tokens.
const CHUNK: usize = 1024;

/// all-MiniLM-L6-v2 (Wang et al. 2020, trained further by the sentence-transformers project), as 8-bit weights that are
/// part of the program.
///
/// Each sentence is encoded by itself, so cost is linear in the text and no article is too long. Results are the same
/// bit for bit whatever the number of threads. A batch of sentences goes through all layers on one thread: threads share
/// the weights and wait for nothing.
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

    /// Loads the weights that are part of the program: 20 ms of processor time, spread over the cores, and 12 MB (43 MB
    /// where the machine has no registers for 8-bit products).
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

    /// The encoder in f32, without heads: the architecture and the weights apart from the arithmetic.
    #[cfg(test)]
    pub(super) fn dense() -> Result<Self, Error> {
        Ok(Self {
            tokenizer: Tokenizer::embedded()?,
            weights: Weights::dense()?,
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
    /// stay with the result, and about 14 kB on the way.
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
        self.encode_as(sentences, false)
    }

    /// The same, and keeps the vectors of tokens for [`Encoded::phrase`], 768 bytes each.
    ///
    /// # Errors
    /// As [`encode`](Self::encode).
    pub fn encode_with_tokens<S: AsRef<str>>(&self, sentences: &[S]) -> Result<Encoded, Error> {
        self.encode_as(sentences, true)
    }

    fn encode_as<S: AsRef<str>>(&self, sentences: &[S], with_tokens: bool) -> Result<Encoded, Error> {
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

        let reader = self.tagger.as_ref().map(|tagger| tagger.reader().clone());
        let mut encoded = Encoded::new(distinct, reader);
        for texts in texts.chunks(CHUNK) {
            let prepared = texts
                .par_iter()
                .map(|text| self.prepare(text))
                .collect::<Result<Vec<_>, _>>()?;
            self.encode_chunk(prepared, with_tokens, &mut encoded)?;
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
    fn encode_chunk(&self, sentences: Vec<Prepared>, with_tokens: bool, encoded: &mut Encoded) -> Result<(), Error> {
        let windows: Vec<Window> = sentences.iter().enumerate().flat_map(Window::of).collect();
        let mut batches = Vec::new();
        let mut rest = windows.as_slice();
        while !rest.is_empty() {
            let (batch, after) = rest.split_at(batch_end(rest));
            batches.push(batch);
            rest = after;
        }
        let passed = batches
            .par_iter()
            .map_init(Buffers::default, |buffers, batch| {
                self.pass(&sentences, batch, with_tokens, buffers)
            })
            .collect::<Result<Vec<_>, _>>()?;

        let mut sums = vec![0f32; sentences.len() * HIDDEN];
        let mut tagged = vec![Tagged::default(); sentences.len()];
        let width = encoded.state_width();
        for (batch, passed) in batches.iter().zip(passed) {
            encoded.push_tokens(&passed.tokens);
            let mut words = passed.tagged.words.into_iter();
            let mut states = passed.tagged.states.into_iter();
            for (window, window_sum) in batch.iter().zip(passed.sums.chunks_exact(HIDDEN)) {
                let sum = &mut sums[window.sentence * HIDDEN..(window.sentence + 1) * HIDDEN];
                sum.iter_mut().zip(window_sum).for_each(|(sum, value)| *sum += value);
                let count = window.words.len();
                let tagged = &mut tagged[window.sentence];
                tagged.words.extend(words.by_ref().take(count));
                tagged.states.extend(states.by_ref().take(count * width));
            }
        }
        for (((tokens, _), tagged), sum) in sentences.into_iter().zip(&tagged).zip(sums.chunks_exact_mut(HIDDEN)) {
            encoded.push_sentence(sum, tokens.into_bytes(), &tagged.words, &tagged.states);
        }
        Ok(())
    }

    /// Takes a batch through all layers.
    fn pass(
        &self,
        sentences: &[Prepared],
        batch: &[Window],
        with_tokens: bool,
        buffers: &mut Buffers,
    ) -> Result<Passed, Error> {
        let ids: Vec<&[u32]> = batch.iter().map(|window| window.ids).collect();
        let mut passed = Passed::default();
        let mut tagged = self.tagger.as_ref().map(|tagger| (tagger, words_of(batch, sentences)));
        pass(&self.weights, &ids, buffers, |number, rows| {
            if let Some((_, words)) = &mut tagged {
                words.read(number, rows);
            }
            if number == LAYERS {
                if with_tokens {
                    passed.tokens = rows.iter().map(|&value| f16::from_f32(value)).collect();
                }
                let mut rows = rows.chunks_exact(HIDDEN);
                for ids in &ids {
                    let mut sum = [0f32; HIDDEN];
                    for row in rows.by_ref().take(ids.len()) {
                        sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
                    }
                    passed.sums.extend(sum);
                }
            }
            Ok(())
        })?;
        if let Some((tagger, words)) = tagged {
            passed.tagged = tagger.tag(&words)?;
        }
        Ok(passed)
    }
}

/// What comes of a batch.
#[derive(Default)]
struct Passed {
    /// The last layer, `[tokens, HIDDEN]`, if that is wanted.
    tokens: Vec<f16>,
    /// Its sum over each window, `[windows, HIDDEN]`.
    sums: Vec<f32>,
    tagged: Tagged,
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

/// The words of `batch`, for the heads.
fn words_of(batch: &[Window], sentences: &[Prepared]) -> Batch {
    let mut words = Batch::default();
    let mut row = 0;
    for window in batch {
        let (_, all) = &sentences[window.sentence];
        words.push(all, window.words.clone(), window.start, row);
        row += window.ids.len();
    }
    words
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

//! The reading heads: which sentences a recap is made of, which of their words it keeps, and what a row is called.
//!
//! ```text
//! h = relu(W x + Σ casing)                  a word by itself, x its vectors in four layers
//! h = h + relu(C [before; h; after])        twice: with its neighbours
//! u = relu(P [max h; mean h; e] + F f)      a sentence: its words, its vector e, its place f
//! u = u + attention; u = u + feed forward   twice: among the sentences of the article
//! g = relu(G h + D d + V u)                 a word in its article
//! r = relu(A [mean g over kept words; u])   a row
//! ```
//!
//! Scores are linear in u (row, summary, chrome), g (kept, first, last) and r (stems of the label); a word of the sentence is
//! part of the label by relu(T g + R r + Z where it stands). Scores of several networks are averaged.
//!
//! The first two steps run within the encoder's pass ([`Reader::states`]), the others once the article is read.

use candle_core::quantized::gguf_file::Value;
use half::f16;

use super::super::Error;
use super::super::gguf::File;
use super::super::q8::{Matrix, Rows};
use super::super::weights::HIDDEN;
use super::{FEATURES, LAYERS, Vectors};
use crate::reading::{Inputs, SENTENCE_FEATURES, WORD_FEATURES, WordScores};

/// Heads of the attention over sentences.
const ATTENTION_HEADS: usize = 4;
/// Blocks of attention.
const BLOCKS: usize = 2;
/// Sentences that see each other: of a longer text, each stretch of so many is read by itself, which keeps the cost linear.
const CONTEXT: usize = 256;
/// What the vector of a sentence is multiplied with beside its words' states.
const VECTOR_SCALE: f32 = 8.0;
/// Values that say where a word stands to a row: in it, before it, behind it.
const PLACES: usize = 3;

/// The trained reading heads.
pub struct Reader {
    networks: Vec<Network>,
    inventory: Inventory,
}

/// The words that labels are made of, counted from those that editors wrote.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// Stems of labels, in the order of [`LabelScores::roles`].
    pub roles: Vec<String>,
    /// Labels that fit many articles: "What happened".
    pub labels: Vec<String>,
    /// Words that stand behind a noun of the article: "Jobs outlook".
    pub endings: Vec<String>,
    /// Words that stand behind whose they are: "Judge's view".
    pub possessions: Vec<String>,
}

struct Network {
    width: usize,
    /// `[width, 4 * HIDDEN]`.
    input: Matrix,
    /// `[buckets, width]`.
    casing: Vec<f32>,
    convolutions: Vec<Matrix>,
    sentence: Matrix,
    sentence_features: Matrix,
    blocks: Vec<Block>,
    sentences: Matrix,
    word: Matrix,
    word_features: Matrix,
    word_sentence: Matrix,
    words: Matrix,
    label: Matrix,
    roles: Matrix,
    pointer_word: Matrix,
    pointer_row: Matrix,
    /// `[PLACES, width]`.
    pointer_place: Vec<f32>,
    pointer: Matrix,
}

struct Block {
    qkv: Matrix,
    output: Matrix,
    up: Matrix,
    down: Matrix,
}

/// What the heads say of a sentence: log odds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SentenceScores {
    /// That a row of the table is made of it.
    pub row: f32,
    /// That it belongs into the summary.
    pub summary: f32,
    /// That it is no part of the article.
    pub chrome: f32,
}

/// What the heads say of an article.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Of each sentence.
    pub sentences: Vec<SentenceScores>,
    /// Of each word, sentence by sentence.
    pub words: Vec<WordScores>,
    /// Where each sentence's words end.
    ends: Vec<usize>,
    /// Of each network, the states u of the sentences and g of the words.
    states: Vec<(Vec<f32>, Vec<f32>)>,
}

/// What the heads say of the label of a row: log odds.
#[derive(Clone, Debug, Default)]
pub struct LabelScores {
    /// That each of [`Inventory::roles`] is in it.
    pub roles: Vec<f32>,
    /// That each word of the row's sentence is in it.
    pub words: Vec<f32>,
}

impl Reading {
    /// The words of sentence `i`, as indices into [`words`](Self::words).
    ///
    /// # Panics
    /// When there is no sentence `i`.
    pub fn range(&self, i: usize) -> std::ops::Range<usize> {
        i.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[i]
    }
}

impl Reader {
    /// Reads the heads from a GGUF file.
    ///
    /// # Errors
    /// When the file is none, or lacks a tensor of the right shape and type.
    pub fn read(file: &[u8]) -> Result<Self, Error> {
        let file = File::open(file)?;
        let missing = |name: &str| Error::Tensor {
            name: name.to_owned(),
            expected: "in the header of the file".to_owned(),
        };
        let metadata = &file.content().metadata;
        let strings = |name: &str| match metadata.get(name) {
            Some(Value::Array(words)) => words
                .iter()
                .map(|word| word.to_string().cloned())
                .collect::<Result<Vec<_>, _>>()
                .map_err(Error::Weights),
            _ => Err(missing(name)),
        };
        let inventory = Inventory {
            roles: strings("roles")?,
            labels: strings("labels")?,
            endings: strings("endings")?,
            possessions: strings("possessions")?,
        };
        let count = match metadata.get("networks") {
            Some(Value::U32(count @ 1..=8)) => *count,
            _ => return Err(missing("networks")),
        };
        let networks = (0..count).map(|i| Network::read(&file, i, inventory.roles.len()));
        Ok(Self {
            networks: networks.collect::<Result<_, _>>()?,
            inventory,
        })
    }

    /// The words that labels are made of.
    pub fn inventory(&self) -> &Inventory {
        &self.inventory
    }

    /// Values of a word's states, of all networks together.
    pub fn width(&self) -> usize {
        self.networks.iter().map(|network| network.width).sum()
    }

    /// The states h of words, `[words, width]`, from their `vectors` in all layers and their casing `features`; `lengths`
    /// are the words of each sequence.
    ///
    /// # Errors
    /// When candle fails, which is not expected.
    pub(super) fn states(
        &self,
        vectors: &Vectors,
        features: &[[u32; FEATURES]],
        lengths: &[usize],
    ) -> candle_core::Result<Vec<f16>> {
        let words = features.len();
        let inputs = vectors.all(words);
        let all = self.width();
        let mut states = vec![f16::ZERO; words * all];
        let mut start = 0;
        for network in &self.networks {
            let width = network.width;
            let mut h = vec![0f32; words * width];
            network.input.multiply_rows(&inputs, &mut h)?;
            let buckets = network.casing.len() / width;
            for (row, rows) in h.chunks_exact_mut(width).zip(features) {
                for feature in rows {
                    let at = *feature as usize % buckets * width;
                    add(row, &network.casing[at..at + width]);
                }
                relu(row);
            }
            let mut mixed = vec![0f32; words * width];
            for convolution in &network.convolutions {
                let beside = super::head::neighbours(&Rows::of(&h, width), width, lengths);
                convolution.multiply_rows(&beside, &mut mixed)?;
                relu(&mut mixed);
                add(&mut h, &mixed);
            }
            for (to, from) in states.chunks_exact_mut(all).zip(h.chunks_exact(width)) {
                let to = to[start..start + width].iter_mut();
                to.zip(from).for_each(|(to, from)| *to = f16::from_f32(*from));
            }
            start += width;
        }
        Ok(states)
    }

    /// Reads an article: `inputs` of its sentences and words, the words' `states` and the sentences' unit `vectors`, both in
    /// the order of the text; `lengths` are the words of each sentence. Linear in the length of the text.
    ///
    /// # Errors
    /// When candle fails, which is not expected.
    pub(in super::super) fn article(
        &self,
        inputs: &Inputs,
        states: &[&[f16]],
        vectors: &[&[f32]],
    ) -> candle_core::Result<Reading> {
        let all = self.width();
        let mut ends = Vec::with_capacity(states.len());
        let mut words = 0;
        for sentence in states {
            words += sentence.len() / all;
            ends.push(words);
        }
        let mut reading = Reading {
            sentences: vec![SentenceScores::default(); states.len()],
            words: vec![WordScores::default(); words],
            ends,
            states: Vec::new(),
        };
        let scale = 1.0 / self.networks.len() as f32;
        let mut start = 0;
        for network in &self.networks {
            let h: Vec<f32> = states
                .iter()
                .flat_map(|sentence| sentence.chunks_exact(all))
                .flat_map(|word| word[start..start + network.width].iter().map(|value| value.to_f32()))
                .collect();
            start += network.width;
            let u = network.sentences(inputs, &h, &reading, vectors)?;
            let mut scores = vec![0f32; states.len() * 3];
            network
                .sentences
                .multiply_rows(&Rows::of(&u, network.width), &mut scores)?;
            for (sum, scores) in reading.sentences.iter_mut().zip(scores.as_chunks::<3>().0) {
                sum.row += scale * scores[0];
                sum.summary += scale * scores[1];
                sum.chrome += scale * scores[2];
            }
            let g = network.words(inputs, &h, &u, &reading)?;
            let mut scores = vec![0f32; words * 3];
            network.words.multiply_rows(&Rows::of(&g, network.width), &mut scores)?;
            for (sum, scores) in reading.words.iter_mut().zip(scores.as_chunks::<3>().0) {
                sum.kept += scale * scores[0];
                sum.first += scale * scores[1];
                sum.last += scale * scores[2];
            }
            reading.states.push((u, g));
        }
        // Ends as log probabilities among the words of a sentence.
        for i in 0..states.len() {
            let range = reading.range(i);
            let words = &mut reading.words[range];
            let first = log_sum(words.iter().map(|word| word.first));
            let last = log_sum(words.iter().map(|word| word.last));
            for word in words {
                word.first -= first;
                word.last -= last;
            }
        }
        Ok(reading)
    }

    /// What the row of sentence `i` is called that keeps the words `kept` of it, counted from its first.
    ///
    /// # Errors
    /// When candle fails, which is not expected.
    ///
    /// # Panics
    /// When the sentence has no such words.
    pub(in super::super) fn label(
        &self,
        reading: &Reading,
        i: usize,
        kept: &[usize],
    ) -> candle_core::Result<LabelScores> {
        let range = reading.range(i);
        let scale = 1.0 / self.networks.len() as f32;
        let mut scores = LabelScores {
            roles: vec![0.0; self.inventory.roles.len()],
            words: vec![0.0; range.len()],
        };
        let (Some(&first), Some(&last)) = (kept.first(), kept.last()) else {
            return Ok(scores);
        };
        for (network, (u, g)) in self.networks.iter().zip(&reading.states) {
            let width = network.width;
            let mut row = vec![0f32; 2 * width];
            for &word in kept {
                let at = (range.start + word) * width;
                add(&mut row[..width], &g[at..at + width]);
            }
            row[..width].iter_mut().for_each(|value| *value /= kept.len() as f32);
            row[width..].copy_from_slice(&u[i * width..(i + 1) * width]);
            let mut r = vec![0f32; width];
            network.label.multiply_rows(&Rows::of(&row, 2 * width), &mut r)?;
            relu(&mut r);
            let r = Rows::of(&r, width);
            let mut roles = vec![0f32; self.inventory.roles.len()];
            network.roles.multiply_rows(&r, &mut roles)?;
            scores
                .roles
                .iter_mut()
                .zip(roles)
                .for_each(|(sum, value)| *sum += scale * value);
            let mut by_row = vec![0f32; width];
            network.pointer_row.multiply_rows(&r, &mut by_row)?;
            let mut t = vec![0f32; range.len() * width];
            let words = Rows::of(&g[range.start * width..range.end * width], width);
            network.pointer_word.multiply_rows(&words, &mut t)?;
            for (word, t) in t.chunks_exact_mut(width).enumerate() {
                add(t, &by_row);
                let places = [kept.binary_search(&word).is_ok(), word < first, word > last];
                for (place, weights) in places.into_iter().zip(network.pointer_place.chunks_exact(width)) {
                    if place {
                        add(t, weights);
                    }
                }
                relu(t);
            }
            let mut words = vec![0f32; range.len()];
            network.pointer.multiply_rows(&Rows::of(&t, width), &mut words)?;
            scores
                .words
                .iter_mut()
                .zip(words)
                .for_each(|(sum, value)| *sum += scale * value);
        }
        Ok(scores)
    }
}

impl Network {
    fn read(file: &File, index: u32, roles: usize) -> Result<Self, Error> {
        let name = |name: &str| format!("{index}.{name}");
        let (width, inputs) = file.matrix_shape(&name("input.weight"))?;
        let (buckets, _) = file.matrix_shape(&name("casing.weight"))?;
        let layers = LAYERS.count();
        if !width.is_multiple_of(32 * ATTENTION_HEADS / 4) || width == 0 || inputs != layers * HIDDEN || buckets == 0 {
            return Err(Error::Tensor {
                name: name("input.weight"),
                expected: format!("of whole blocks and {layers} layers"),
            });
        }
        let plain = |part: &str, out: usize, width: usize| file.plain(&name(part), out, width);
        let with = |part: &str, out: usize, width: usize| file.matrix(&name(part), out, width);
        let blocks = (0..BLOCKS).map(|i| {
            Ok(Block {
                qkv: plain(&format!("block.{i}.qkv"), 3 * width, width)?,
                output: plain(&format!("block.{i}.output"), width, width)?,
                up: plain(&format!("block.{i}.up"), 2 * width, width)?,
                down: plain(&format!("block.{i}.down"), width, 2 * width)?,
            })
        });
        let convolutions = (0..2).map(|i| with(&format!("convolution.{i}"), width, 3 * width));
        Ok(Self {
            width,
            input: with("input", width, inputs)?,
            casing: file.f32s(&name("casing.weight"), &[buckets, width])?,
            convolutions: convolutions.collect::<Result<_, _>>()?,
            sentence: plain("sentence.weight", width, 2 * width + HIDDEN)?,
            sentence_features: plain("sentence.features", width, SENTENCE_FEATURES)?,
            blocks: blocks.collect::<Result<_, Error>>()?,
            sentences: with("sentences", 3, width)?,
            word: with("word", width, width)?,
            word_features: plain("word.features", width, WORD_FEATURES)?,
            word_sentence: plain("word.sentence", width, width)?,
            words: with("words", 3, width)?,
            label: with("label", width, 2 * width)?,
            roles: with("roles", roles, width)?,
            pointer_word: plain("pointer.word", width, width)?,
            pointer_row: plain("pointer.row", width, width)?,
            pointer_place: file.f32s(&name("pointer.place"), &[PLACES, width])?,
            pointer: with("pointer", 1, width)?,
        })
    }

    /// The states u of sentences.
    fn sentences(
        &self,
        inputs: &Inputs,
        h: &[f32],
        reading: &Reading,
        vectors: &[&[f32]],
    ) -> candle_core::Result<Vec<f32>> {
        let width = self.width;
        let count = vectors.len();
        let pooled_width = 2 * width + HIDDEN;
        let mut pooled = vec![0f32; count * pooled_width];
        for (i, pooled) in pooled.chunks_exact_mut(pooled_width).enumerate() {
            let range = reading.range(i);
            let (most, rest) = pooled.split_at_mut(width);
            let (mean, vector) = rest.split_at_mut(width);
            for word in h[range.start * width..range.end * width].chunks_exact(width) {
                most.iter_mut()
                    .zip(word)
                    .for_each(|(most, value)| *most = most.max(*value));
                add(mean, word);
            }
            mean.iter_mut().for_each(|value| *value /= range.len().max(1) as f32);
            let values = vector.iter_mut().zip(vectors[i]);
            values.for_each(|(to, value)| *to = VECTOR_SCALE * value);
        }
        let mut u = vec![0f32; count * width];
        self.sentence.multiply_rows(&Rows::of(&pooled, pooled_width), &mut u)?;
        let mut more = vec![0f32; count * width];
        let features = Rows::of(inputs.sentences.as_flattened(), SENTENCE_FEATURES);
        self.sentence_features.multiply_rows(&features, &mut more)?;
        add(&mut u, &more);
        relu(&mut u);
        for block in &self.blocks {
            block.apply(width, &mut u)?;
        }
        Ok(u)
    }

    /// The states g of words.
    fn words(&self, inputs: &Inputs, h: &[f32], u: &[f32], reading: &Reading) -> candle_core::Result<Vec<f32>> {
        let width = self.width;
        let mut g = vec![0f32; h.len()];
        self.word.multiply_rows(&Rows::of(h, width), &mut g)?;
        let mut more = vec![0f32; h.len()];
        self.word_features
            .multiply_rows(&Rows::of(inputs.words.as_flattened(), WORD_FEATURES), &mut more)?;
        add(&mut g, &more);
        let mut of_sentence = vec![0f32; u.len()];
        self.word_sentence
            .multiply_rows(&Rows::of(u, width), &mut of_sentence)?;
        for (i, of_sentence) in of_sentence.chunks_exact(width).enumerate() {
            let range = reading.range(i);
            for word in g[range.start * width..range.end * width].chunks_exact_mut(width) {
                add(word, of_sentence);
            }
        }
        relu(&mut g);
        Ok(g)
    }
}

impl Block {
    /// Attention among sentences, then each by itself; both are added to `u`, `[sentences, width]`.
    fn apply(&self, width: usize, u: &mut [f32]) -> candle_core::Result<()> {
        let count = u.len() / width;
        let head = width / ATTENTION_HEADS;
        let mut qkv = vec![0f32; count * 3 * width];
        self.qkv.multiply_rows(&Rows::of(u, width), &mut qkv)?;
        let part = |row: usize, third: usize, first: usize| &qkv[row * 3 * width + third * width + first..][..head];
        let mut mixed = vec![0f32; count * width];
        let scale = 1.0 / (head as f32).sqrt();
        for start in (0..count).step_by(CONTEXT) {
            let near = start..count.min(start + CONTEXT);
            for row in near.clone() {
                for first in (0..width).step_by(head) {
                    let query = part(row, 0, first);
                    let dot = |other: usize| query.iter().zip(part(other, 1, first)).map(|(a, b)| a * b).sum::<f32>();
                    let scores: Vec<f32> = near.clone().map(|other| scale * dot(other)).collect();
                    let all = log_sum(scores.iter().copied());
                    let mixed = &mut mixed[row * width + first..][..head];
                    for (other, score) in near.clone().zip(scores) {
                        let weight = (score - all).exp();
                        let values = mixed.iter_mut().zip(part(other, 2, first));
                        values.for_each(|(sum, value)| *sum += weight * value);
                    }
                }
            }
        }
        let mut more = vec![0f32; u.len()];
        self.output.multiply_rows(&Rows::of(&mixed, width), &mut more)?;
        add(u, &more);
        let mut inner = vec![0f32; 2 * u.len()];
        self.up.multiply_rows(&Rows::of(u, width), &mut inner)?;
        relu(&mut inner);
        self.down.multiply_rows(&Rows::of(&inner, 2 * width), &mut more)?;
        add(u, &more);
        Ok(())
    }
}

fn add(sum: &mut [f32], values: &[f32]) {
    sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
}

fn relu(values: &mut [f32]) {
    values.iter_mut().for_each(|value| *value = value.max(0.0));
}

/// The logarithm of the sum of exponentials.
fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = values.clone().fold(f32::NEG_INFINITY, f32::max);
    most + values.map(|value| (value - most).exp()).sum::<f32>().ln()
}

#[cfg(test)]
mod tests;

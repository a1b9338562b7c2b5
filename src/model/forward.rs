//! The forward pass of the encoder over packed sentences.
//!
//! BERT (Devlin et al. 2019) as MiniLM keeps it: learned positions, post-LayerNorm, GELU. candle-transformers has the
//! model too, but pads every sentence to the longest, attends to the padding under a mask, and keeps its hidden layers
//! to itself. Here the tokens of all sentences are the rows of one matrix.

use std::ops::Range;

use super::activation::{add_and_normalize, gelu, on_wide_registers};
use super::attention::{Memory, QUERIES};
use super::tokenizer::{TokenizedSentence, WINDOW};
use super::weights::{EPSILON, HIDDEN, INNER, LAYERS, Layer, Norm, Weights};
use super::{Error, q8};

const HEADS: usize = 12;
/// Width of one head.
const HEAD: usize = HIDDEN / HEADS;

/// All hidden layers of one packed pass: layer 0 is the embeddings, layer 6 the encoder's output.
#[derive(Clone, Debug)]
pub struct HiddenLayers {
    /// 7 × `[tokens, HIDDEN]`.
    layers: Vec<Vec<f32>>,
    /// Where each sentence's rows end.
    ends: Vec<usize>,
}

impl HiddenLayers {
    /// How many layers there are, the embeddings included: 7.
    pub const COUNT: usize = LAYERS + 1;

    /// Tokens in all sentences together, control tokens included: the rows of every layer.
    pub fn tokens(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    /// Rows of sentence `i`, one for each token of its [`TokenizedSentence`], in their order.
    ///
    /// # Panics
    /// When the batch had no sentence `i`.
    pub fn rows(&self, i: usize) -> Range<usize> {
        let start = i.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[i]
    }

    /// The values of layer `layer`, row by row: `[tokens, 384]`.
    ///
    /// # Panics
    /// When `layer` is not below [`COUNT`](Self::COUNT).
    pub fn layer(&self, layer: usize) -> &[f32] {
        &self.layers[layer]
    }
}

/// One packed pass that keeps every layer.
pub(super) fn hidden_layers(weights: &Weights, batch: &[TokenizedSentence]) -> Result<HiddenLayers, Error> {
    let mut windows = Vec::new();
    let mut ends = Vec::with_capacity(batch.len());
    let mut tokens = 0;
    for sentence in batch {
        windows.extend(sentence.windows().map(|window| &sentence.ids()[window]));
        tokens += sentence.tokens();
        ends.push(tokens);
    }
    let mut layers = Vec::with_capacity(HiddenLayers::COUNT);
    pass(weights, &windows, &mut Buffers::default(), |_, rows| {
        layers.push(rows.to_vec());
        Ok(())
    })?;
    Ok(HiddenLayers { layers, ends })
}

/// What a pass writes its steps to, to be used again.
#[derive(Default)]
pub(super) struct Buffers {
    /// `[n, HIDDEN]`.
    hidden: Vec<f32>,
    /// `[n, 3 * HIDDEN]`.
    qkv: Vec<f32>,
    /// `[n, HIDDEN]`.
    mixed: Vec<f32>,
    /// `[n, INNER]`.
    inner: Vec<f32>,
    /// `[n, HIDDEN]`.
    more: Vec<f32>,
    /// Keys and values of one head of one sequence.
    memory: Option<Memory>,
    scores: Vec<f32>,
    product: q8::Scratch,
}

/// One packed pass over `windows` (ids of one sequence each) on this thread, showing each layer, its number and its rows
/// `[tokens, HIDDEN]`, to `visit` as it is done.
pub(super) fn pass(
    weights: &Weights,
    windows: &[&[u32]],
    buffers: &mut Buffers,
    mut visit: impl FnMut(usize, &[f32]) -> candle_core::Result<()>,
) -> Result<(), Error> {
    let lengths: Vec<usize> = windows.iter().map(|window| window.len()).collect();
    let tokens: usize = lengths.iter().sum();
    buffers.hidden.resize(tokens * HIDDEN, 0.0);
    buffers.qkv.resize(tokens * 3 * HIDDEN, 0.0);
    buffers.mixed.resize(tokens * HIDDEN, 0.0);
    buffers.inner.resize(tokens * INNER, 0.0);
    buffers.more.resize(tokens * HIDDEN, 0.0);
    embed(weights, windows, buffers);
    visit(0, &buffers.hidden).map_err(Error::Forward)?;
    for (layer, number) in weights.layers.iter().zip(1..) {
        layer
            .forward(&lengths, buffers)
            .and_then(|()| visit(number, &buffers.hidden))
            .map_err(Error::Forward)?;
    }
    Ok(())
}

/// Embeddings of all tokens to the hidden rows: word + position + type, normalised. Positions count from each window's
/// start.
fn embed(weights: &Weights, windows: &[&[u32]], buffers: &mut Buffers) {
    let tokens = windows
        .iter()
        .flat_map(|window| window.iter().zip(weights.positions.chunks_exact(HIDDEN)));
    for ((id, position), row) in tokens.zip(buffers.hidden.chunks_exact_mut(HIDDEN)) {
        // The tokenizer's vocabulary and the table have the same rows, and windows are shorter than the positions.
        weights
            .word(*id, row)
            .expect("every id of the vocabulary has an embedding");
        weights.embedding_norm.apply(row, position);
    }
}

impl Layer {
    /// Takes the hidden rows, `[n, HIDDEN]`, to those of the next layer; `lengths` are the tokens of each sequence,
    /// together n.
    fn forward(&self, lengths: &[usize], buffers: &mut Buffers) -> candle_core::Result<()> {
        self.qkv
            .multiply(&buffers.hidden, &mut buffers.qkv, &mut buffers.product)?;
        attend(lengths, buffers);
        let Buffers {
            hidden,
            mixed,
            inner,
            more,
            product,
            ..
        } = buffers;
        self.output.multiply(mixed, more, product)?;
        self.output_norm.apply(hidden, more);
        self.up.multiply(hidden, inner, product)?;
        on_wide_registers(
            #[inline(always)]
            || inner.iter_mut().for_each(|value| *value = gelu(*value)),
        );
        self.down.multiply(inner, more, product)?;
        self.down_norm.apply(hidden, more);
        Ok(())
    }
}

/// Attention within each sequence, by its heads: from queries, keys and values side by side in the rows of qkv to mixed.
fn attend(lengths: &[usize], buffers: &mut Buffers) {
    let memory = buffers.memory.get_or_insert_with(|| Memory::new(HEAD, WINDOW));
    let (qkv, _) = buffers.qkv.as_chunks::<{ 3 * HIDDEN }>();
    let (mixed, _) = buffers.mixed.as_chunks_mut::<HIDDEN>();
    let scores = &mut buffers.scores;
    on_wide_registers(
        #[inline(always)]
        || {
            let mut start = 0;
            for &length in lengths {
                let (qkv, mixed) = (&qkv[start..start + length], &mut mixed[start..start + length]);
                start += length;
                for first in (0..HIDDEN).step_by(HEAD) {
                    let part = |row: usize, third: usize| &qkv[row][third * HIDDEN + first..][..HEAD];
                    for row in 0..length {
                        memory.write(row, part(row, 1), part(row, 2));
                    }
                    for (tile, mixed) in mixed.chunks_mut(QUERIES).enumerate() {
                        // Where there are fewer, the last one goes through again.
                        let queries = std::array::from_fn(|i| part((tile * QUERIES + i).min(length - 1), 0));
                        let mut heads = [0.0; QUERIES * HEAD];
                        memory.attend(queries, [length; QUERIES], scores, &mut heads);
                        for (mixed, head) in mixed.iter_mut().zip(heads.chunks_exact(HEAD)) {
                            mixed[first..first + HEAD].copy_from_slice(head);
                        }
                    }
                }
            }
        },
    );
}

impl Norm {
    /// `rows = norm(rows + more)`, both `[n, HIDDEN]`.
    fn apply(&self, rows: &mut [f32], more: &[f32]) {
        on_wide_registers(
            #[inline(always)]
            || {
                for (row, more) in rows.chunks_exact_mut(HIDDEN).zip(more.chunks_exact(HIDDEN)) {
                    add_and_normalize(row, more, &self.gain, &self.offset, EPSILON);
                }
            },
        );
    }
}

//! The forward pass of the encoder over packed sentences.
//!
//! BERT (Devlin et al. 2019) as MiniLM keeps it: learned positions, post-LayerNorm, GELU. candle-transformers has the
//! model too, but pads every sentence to the longest, attends to the padding under a mask, and keeps its hidden layers
//! to itself. Here the tokens of all sentences are the rows of one matrix.

use std::ops::Range;

use candle_core::{Device, Module, Tensor};
use rayon::prelude::*;

use super::Error;
use super::attention::attention;
use super::gelu::BiasGelu;
use super::tokenizer::TokenizedSentence;
use super::weights::{HIDDEN, LAYERS, Layer, Weights};

/// All hidden layers of one packed pass: layer 0 is the embeddings, layer 6 the encoder's output.
#[derive(Clone, Debug)]
pub struct HiddenLayers {
    /// 7 × `[tokens, HIDDEN]`.
    layers: Vec<Tensor>,
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

    /// Layer `layer` as a tensor, `[tokens, 384]`.
    ///
    /// # Panics
    /// When `layer` is not below [`COUNT`](Self::COUNT).
    pub fn layer(&self, layer: usize) -> &Tensor {
        &self.layers[layer]
    }

    /// The values of layer `layer`, row by row: `[tokens, 384]`.
    ///
    /// # Errors
    /// When candle cannot hand the values out, which is not expected.
    ///
    /// # Panics
    /// When `layer` is not below [`COUNT`](Self::COUNT).
    pub fn values(&self, layer: usize) -> Result<Vec<f32>, Error> {
        let values = self.layers[layer].flatten_all().and_then(|values| values.to_vec1());
        values.map_err(Error::Forward)
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
    pass(weights, &windows, |layer| layers.push(layer.clone()))?;
    Ok(HiddenLayers { layers, ends })
}

/// One packed pass over `windows` (ids of one sequence each), showing each layer, `[tokens, HIDDEN]`, to `visit` as it
/// is done, and returning the last.
pub(super) fn pass(weights: &Weights, windows: &[&[u32]], mut visit: impl FnMut(&Tensor)) -> Result<Tensor, Error> {
    let lengths: Vec<usize> = windows.iter().map(|window| window.len()).collect();
    let mut hidden = embed(weights, windows)?;
    visit(&hidden);
    if hidden.elem_count() == 0 {
        // Nothing to multiply; the layers of no tokens are as empty as the first.
        (0..LAYERS).for_each(|_| visit(&hidden));
        return Ok(hidden);
    }
    for layer in &weights.layers {
        hidden = layer.forward(&hidden, &lengths).map_err(Error::Forward)?;
        visit(&hidden);
    }
    Ok(hidden)
}

/// Embeddings of all tokens, `[tokens, HIDDEN]`: word + position + type, normalised. Positions count from each window's
/// start.
fn embed(weights: &Weights, windows: &[&[u32]]) -> Result<Tensor, Error> {
    let tokens: Vec<(u32, usize)> = windows
        .iter()
        .flat_map(|window| window.iter().enumerate().map(|(position, &id)| (id, position)))
        .collect();
    let mut values = vec![0f32; tokens.len() * HIDDEN];
    let rows = values.par_chunks_exact_mut(HIDDEN).with_min_len(64);
    rows.zip(&tokens).for_each(|(row, &(id, position))| {
        // The tokenizer's vocabulary and the table have the same rows, and windows are shorter than the positions.
        weights
            .word(id, row)
            .expect("every id of the vocabulary has an embedding");
        let position = &weights.positions[position * HIDDEN..(position + 1) * HIDDEN];
        row.iter_mut().zip(position).for_each(|(value, add)| *value += add);
    });
    if tokens.is_empty() {
        return Tensor::zeros((0, HIDDEN), candle_core::DType::F32, &Device::Cpu).map_err(Error::Forward);
    }
    let sums = Tensor::from_vec(values, (tokens.len(), HIDDEN), &Device::Cpu);
    sums.and_then(|sums| weights.embedding_norm.forward(&sums))
        .map_err(Error::Forward)
}

impl Layer {
    /// hidden `[n, HIDDEN]` to `[n, HIDDEN]`; `lengths` are the tokens of each sequence, together n.
    fn forward(&self, hidden: &Tensor, lengths: &[usize]) -> candle_core::Result<Tensor> {
        let mixed = attention(&self.qkv.forward(hidden)?, lengths)?;
        let attended = self.output_norm.forward(&(self.output.forward(&mixed)? + hidden)?)?;
        let inner = attended.matmul(&self.up.t()?)?;
        inner.inplace_op2(&self.up_bias, &BiasGelu)?;
        self.down_norm.forward(&(self.down.forward(&inner)? + attended)?)
    }
}

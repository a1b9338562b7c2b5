//! Self-attention over packed sequences: no padding, no mask, every sequence by itself.
//!
//! Sequences go through in parallel, each as a few matrix products over its 12 heads. On 1,000 tokens in 40 sentences
//! that took 3.3 ms of processor time a layer, candle's `flash_attn_varlen_cpu` 8.0; in 4 windows of 256 tokens, 21 and
//! 72.

use candle_core::{D, Result, Tensor};
use rayon::prelude::*;

use super::weights::HIDDEN;

const HEADS: usize = 12;
/// Width of one head.
const HEAD: usize = HIDDEN / HEADS;

/// Scaled dot-product attention (Vaswani et al. 2017): qkv `[n, 3 * HIDDEN]` (queries, keys, values, the heads side by
/// side in each) gives `[n, HIDDEN]`. `lengths` are the tokens of each sequence, together n.
pub(super) fn attention(qkv: &Tensor, lengths: &[usize]) -> Result<Tensor> {
    let starts = lengths.iter().scan(0, |next, length| {
        let start = *next;
        *next += length;
        Some((start, *length))
    });
    let sequences: Vec<(usize, usize)> = starts.collect();
    let mixed = sequences
        .into_par_iter()
        .map(|(start, length)| attend(&qkv.narrow(0, start, length)?))
        .collect::<Result<Vec<Tensor>>>()?;
    Tensor::cat(&mixed, 0)
}

/// One sequence: `[length, 3 * HIDDEN]` to `[length, HIDDEN]`.
fn attend(qkv: &Tensor) -> Result<Tensor> {
    let length = qkv.dim(0)?;
    // [3, HEADS, length, HEAD]
    let heads = qkv
        .reshape((length, 3, HEADS, HEAD))?
        .permute((1, 2, 0, 3))?
        .contiguous()?;
    let (queries, keys, values) = (heads.get(0)?, heads.get(1)?, heads.get(2)?);
    let scores = (queries.matmul(&keys.transpose(D::Minus1, D::Minus2)?)? / (HEAD as f64).sqrt())?;
    let mixed = candle_nn::ops::softmax_last_dim(&scores)?.matmul(&values)?;
    mixed.transpose(0, 1)?.reshape((length, HIDDEN))
}

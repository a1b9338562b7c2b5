//! Causal self-attention with a cache of keys and values.

use candle_core::{DType, Device, Result, Tensor};

use super::MOST_TOKENS;
use super::config::Config;
use super::exp::CausalSoftmax;

/// Queries that are multiplied with the keys at once: bounds the memory for scores, and the work on keys that no query of
/// a block may see.
const BLOCK: usize = 128;

/// Keys and values of one layer, each `[kv_heads, capacity, head]`. Made once, at its full size, and written into: growing
/// it would copy all of it at every token. Pages that are never written cost nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct KvCache {
    tensors: Option<(Tensor, Tensor)>,
}

impl KvCache {
    /// Writes the keys and values of tokens `past..`, each `[kv_heads, n, head]`, and returns those of all tokens so far. What
    /// stood there from an earlier prompt is overwritten.
    fn write(&mut self, keys: &Tensor, values: &Tensor, past: usize, config: &Config) -> Result<(Tensor, Tensor)> {
        let (all_keys, all_values) = match &self.tensors {
            Some(tensors) => tensors,
            None => {
                let shape = (config.kv_heads, config.context.min(MOST_TOKENS), config.head);
                let zeros = || Tensor::zeros(shape, DType::F32, &Device::Cpu);
                self.tensors.insert((zeros()?, zeros()?))
            }
        };
        all_keys.slice_set(keys, 1, past)?;
        all_values.slice_set(values, 1, past)?;
        let tokens = past + keys.dim(1)?;
        Ok((all_keys.narrow(1, 0, tokens)?, all_values.narrow(1, 0, tokens)?))
    }
}

/// Grouped-query attention (Ainslie et al. 2023): queries `[heads, n, head]`, keys and values `[kv_heads, n, head]` of tokens
/// `past..past + n`, to `[n, heads * head]`.
pub(super) fn attention(
    queries: &Tensor,
    keys: &Tensor,
    values: &Tensor,
    past: usize,
    config: &Config,
    cache: &mut KvCache,
) -> Result<Tensor> {
    let (heads, n, head) = queries.dims3()?;
    let group = heads / config.kv_heads;
    let (keys, values) = cache.write(keys, values, past, config)?;
    let mut blocks = Vec::with_capacity(n.div_ceil(BLOCK));
    for start in (0..n).step_by(BLOCK) {
        let count = BLOCK.min(n - start);
        // Query heads that share a key head lie one after the other: they are rows of one product.
        let block = queries.narrow(1, start, count)?.contiguous()?;
        let block = block.reshape((config.kv_heads, group * count, head))?;
        let seen = past + start + count;
        let scores = block.matmul(&keys.narrow(1, 0, seen)?.transpose(1, 2)?)?;
        scores.inplace_op1(&CausalSoftmax {
            scale: 1.0 / (head as f32).sqrt(),
            queries: count,
            seen: past + start + 1,
        })?;
        let mixed = scores.matmul(&values.narrow(1, 0, seen)?)?;
        blocks.push(mixed.reshape((heads, count, head))?);
    }
    let mixed = if blocks.len() == 1 {
        blocks.remove(0)
    } else {
        Tensor::cat(&blocks, 1)?
    };
    mixed.transpose(0, 1)?.reshape((n, heads * head))
}

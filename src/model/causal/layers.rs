//! One transformer layer, its weights, and the rotary positions.

use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{Device, Result, Tensor};
use candle_nn::ops::rms_norm;
use candle_nn::rotary_emb::{rope, rope_i};

use super::attention::{KvCache, attention};
use super::config::{Config, Family};
use super::exp::SwiGlu;
use super::file::File;
use super::q8::Q8;
use super::{Error, MOST_TOKENS};

/// Most bytes of dense weights that are kept beside the quantised ones; larger models get theirs anew for every prompt.
const MOST_DENSE_BYTES: usize = 640 << 20;

/// Tokens from which dense weights are faster than quantised ones.
const DENSE_FROM: usize = 8;

/// A weight matrix in the two forms that are fast: dense for many tokens at once, 8-bit for few.
pub(super) struct Matrix {
    /// `[out, in]`; `None` where it would take too much memory.
    dense: Option<Tensor>,
    /// `None` where rows are no whole blocks.
    quantized: Option<Q8>,
}

impl Matrix {
    fn read(file: &File, name: &str, shape: &[usize; 2], config: &Config) -> std::result::Result<Self, Error> {
        let stored = file.quantized(name, shape)?;
        let per_layer = config.hidden * (2 * config.head * (config.heads + config.kv_heads) + 3 * config.inner);
        let keep = config.layers * per_layer * size_of::<f32>() <= MOST_DENSE_BYTES;
        Self::new(stored, keep).map_err(Error::Gguf)
    }

    /// `keep`: whether to keep it dense as well.
    pub(super) fn new(stored: QTensor, keep: bool) -> Result<Self> {
        let in_blocks = stored.shape().dims2()?.1.is_multiple_of(GgmlDType::Q8_0.block_size());
        let dense = keep || !in_blocks;
        Ok(Self {
            dense: dense.then(|| stored.dequantize(&Device::Cpu)).transpose()?,
            quantized: in_blocks.then(|| Q8::new(stored)).transpose()?,
        })
    }

    /// x `[n, in]` to `[n, out]`.
    pub(super) fn forward(&self, x: &Tensor) -> Result<Tensor> {
        match (&self.dense, &self.quantized) {
            (_, Some(quantized)) if x.dim(0)? < DENSE_FROM => quantized.forward(x),
            (Some(dense), _) => x.matmul(&dense.t()?),
            (None, Some(quantized)) => x.matmul(&quantized.dense()?.t()?),
            (None, None) => unreachable!("one of the two is always made"),
        }
    }
}

/// One layer. Shapes are those of the weights, `[out, in]`.
pub(super) struct Layer {
    attention_norm: Tensor,
    /// `[heads * head, hidden]`.
    query: Matrix,
    /// `[kv_heads * head, hidden]`.
    key: Matrix,
    /// `[kv_heads * head, hidden]`.
    value: Matrix,
    /// Of query, key and value; Qwen2 has them.
    biases: Option<[Tensor; 3]>,
    /// `[head]`, of query and key; Qwen3 has them.
    head_norms: Option<[Tensor; 2]>,
    /// `[hidden, heads * head]`.
    output: Matrix,
    feed_forward_norm: Tensor,
    /// `[inner, hidden]`.
    gate: Matrix,
    /// `[inner, hidden]`.
    up: Matrix,
    /// `[hidden, inner]`.
    down: Matrix,
}

impl Layer {
    pub(super) fn read(file: &File, config: &Config, layer: usize) -> std::result::Result<Self, Error> {
        let Config { hidden, inner, .. } = *config;
        let (queries, keys) = (config.heads * config.head, config.kv_heads * config.head);
        let name = |part: &str| format!("blk.{layer}.{part}");
        let matrix =
            |part: &str, shape: [usize; 2]| Matrix::read(file, &name(&format!("{part}.weight")), &shape, config);
        let vector = |part: &str, width: usize| file.tensor(&name(part), &[width]);
        let biases = match config.family {
            Family::Qwen2 => Some([
                vector("attn_q.bias", queries)?,
                vector("attn_k.bias", keys)?,
                vector("attn_v.bias", keys)?,
            ]),
            Family::Llama | Family::Qwen3 => None,
        };
        let head_norms = match config.family {
            Family::Qwen3 => Some([
                vector("attn_q_norm.weight", config.head)?,
                vector("attn_k_norm.weight", config.head)?,
            ]),
            Family::Llama | Family::Qwen2 => None,
        };
        Ok(Self {
            attention_norm: vector("attn_norm.weight", hidden)?,
            query: matrix("attn_q", [queries, hidden])?,
            key: matrix("attn_k", [keys, hidden])?,
            value: matrix("attn_v", [keys, hidden])?,
            biases,
            head_norms,
            output: matrix("attn_output", [hidden, queries])?,
            feed_forward_norm: vector("ffn_norm.weight", hidden)?,
            gate: matrix("ffn_gate", [inner, hidden])?,
            up: matrix("ffn_up", [inner, hidden])?,
            down: matrix("ffn_down", [hidden, inner])?,
        })
    }

    /// hidden `[n, hidden]` of tokens `past..past + n` to `[n, hidden]`.
    pub(super) fn forward(
        &self,
        hidden: &Tensor,
        past: usize,
        config: &Config,
        rope: &Rope,
        cache: &mut KvCache,
    ) -> Result<Tensor> {
        let n = hidden.dim(0)?;
        let normed = rms_norm(hidden, &self.attention_norm, config.epsilon)?;
        let project = |part: usize, matrix: &Matrix, heads: usize| {
            let mut projected = matrix.forward(&normed)?;
            if let Some(biases) = &self.biases {
                projected = projected.broadcast_add(&biases[part])?;
            }
            let mut projected = projected.reshape((n, heads, config.head))?;
            if let (Some(norms), 0 | 1) = (&self.head_norms, part) {
                projected = rms_norm(&projected, &norms[part], config.epsilon)?;
            }
            projected.transpose(0, 1)?.contiguous()
        };
        let queries = rope.rotate(&project(0, &self.query, config.heads)?, past)?;
        let keys = rope.rotate(&project(1, &self.key, config.kv_heads)?, past)?;
        let values = project(2, &self.value, config.kv_heads)?;
        let mixed = attention(&queries, &keys, &values, past, config, cache)?;
        let hidden = (self.output.forward(&mixed)? + hidden)?;
        let normed = rms_norm(&hidden, &self.feed_forward_norm, config.epsilon)?;
        let inner = self
            .gate
            .forward(&normed)?
            .apply_op2_no_bwd(&self.up.forward(&normed)?, &SwiGlu)?;
        self.down.forward(&inner)? + hidden
    }
}

/// Rotary positions (Su et al. 2021): cosines and sines, each `[positions, head / 2]`.
pub(super) struct Rope {
    cosines: Tensor,
    sines: Tensor,
    neighbours: bool,
}

impl Rope {
    pub(super) fn new(file: &File, config: &Config) -> std::result::Result<Self, Error> {
        let half = config.head / 2;
        let positions = config.context.min(MOST_TOKENS);
        // Llama 3.1 slows some of the angles down.
        let factors = if file.has("rope_freqs.weight") {
            let factors = file.tensor("rope_freqs.weight", &[half])?;
            factors.to_vec1::<f32>().map_err(Error::Gguf)?
        } else {
            vec![1.0; half]
        };
        let frequency =
            |i: usize| f64::from(config.theta).powf(-2.0 * i as f64 / config.head as f64) / f64::from(factors[i]);
        let angles: Vec<f64> = (0..positions)
            .flat_map(|position| (0..half).map(move |i| (position, i)))
            .map(|(position, i)| position as f64 * frequency(i))
            .collect();
        let table = |function: fn(f64) -> f64| {
            let values = angles.iter().map(|&angle| function(angle) as f32).collect();
            Tensor::from_vec(values, (positions, half), &Device::Cpu).map_err(Error::Forward)
        };
        Ok(Self {
            cosines: table(f64::cos)?,
            sines: table(f64::sin)?,
            neighbours: config.family.rotates_neighbours(),
        })
    }

    /// Turns heads `[heads, n, head]` of tokens `past..` to their positions.
    fn rotate(&self, heads: &Tensor, past: usize) -> Result<Tensor> {
        let n = heads.dim(1)?;
        let (cosines, sines) = (self.cosines.narrow(0, past, n)?, self.sines.narrow(0, past, n)?);
        let heads = heads.unsqueeze(0)?;
        let turned = if self.neighbours {
            rope_i(&heads, &cosines, &sines)?
        } else {
            rope(&heads, &cosines, &sines)?
        };
        turned.squeeze(0)
    }
}

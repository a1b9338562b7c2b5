//! One transformer layer, its weights, and the rotary positions.

use candle_core::quantized::QTensor;
use candle_core::{Device, Result, Tensor};
use candle_nn::ops::rms_norm;
use candle_nn::rotary_emb::{rope, rope_i};

use super::super::q8::Matrix;
use super::attention::{KvCache, attention};
use super::config::{Config, Family};
use super::exp::SwiGlu;
use super::file::File;
use super::{Error, MOST_TOKENS};

/// One layer. Shapes are those of the weights, `[out, in]`.
pub(super) struct Layer {
    attention_norm: Tensor,
    /// Query, key and value, one under the other: `[(heads + 2 * kv_heads) * head, hidden]`. Qwen2 has biases there.
    qkv: Matrix,
    /// `[head]`, of query and key; Qwen3 has them.
    head_norms: Option<[Tensor; 2]>,
    /// `[hidden, heads * head]`.
    output: Matrix,
    feed_forward_norm: Tensor,
    /// One under the other: `[2 * inner, hidden]`.
    gate_up: Matrix,
    /// `[hidden, inner]`.
    down: Matrix,
}

impl Layer {
    pub(super) fn read(file: &File, config: &Config, layer: usize) -> std::result::Result<Self, Error> {
        let Config { hidden, inner, .. } = *config;
        let (queries, keys) = (config.heads * config.head, config.kv_heads * config.head);
        let name = |part: &str| format!("blk.{layer}.{part}");
        let stored = |part: &str, shape: [usize; 2]| file.quantized(&name(&format!("{part}.weight")), &shape);
        let matrix = |parts: &[QTensor], bias| Matrix::stacked(parts, bias).map_err(Error::Gguf);
        let vector = |part: &str, width: usize| file.tensor(&name(part), &[width]);
        let qkv = [("attn_q", queries), ("attn_k", keys), ("attn_v", keys)];
        let biases = match config.family {
            Family::Qwen2 => {
                let mut biases = Vec::new();
                for (part, width) in qkv {
                    let bias = vector(&format!("{part}.bias"), width)?;
                    biases.extend(bias.to_vec1::<f32>().map_err(Error::Gguf)?);
                }
                Some(biases)
            }
            Family::Llama | Family::Qwen3 => None,
        };
        let qkv = qkv.map(|(part, width)| stored(part, [width, hidden]));
        let qkv = qkv.into_iter().collect::<std::result::Result<Vec<_>, _>>()?;
        let head_norms = match config.family {
            Family::Qwen3 => Some([
                vector("attn_q_norm.weight", config.head)?,
                vector("attn_k_norm.weight", config.head)?,
            ]),
            Family::Llama | Family::Qwen2 => None,
        };
        let gate_up = [stored("ffn_gate", [inner, hidden])?, stored("ffn_up", [inner, hidden])?];
        Ok(Self {
            attention_norm: vector("attn_norm.weight", hidden)?,
            qkv: matrix(&qkv, biases)?,
            head_norms,
            output: matrix(&[stored("attn_output", [hidden, queries])?], None)?,
            feed_forward_norm: vector("ffn_norm.weight", hidden)?,
            gate_up: matrix(&gate_up, None)?,
            down: matrix(&[stored("ffn_down", [hidden, inner])?], None)?,
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
        let qkv = self.qkv.forward(&normed)?;
        // [heads, n, head]
        let heads = |first: usize, heads: usize, norm: Option<usize>| {
            let part = qkv.narrow(1, first * config.head, heads * config.head)?;
            let mut part = part.reshape((n, heads, config.head))?;
            if let (Some(norms), Some(norm)) = (&self.head_norms, norm) {
                part = rms_norm(&part, &norms[norm], config.epsilon)?;
            }
            part.transpose(0, 1)?.contiguous()
        };
        let queries = rope.rotate(&heads(0, config.heads, Some(0))?, past)?;
        let keys = rope.rotate(&heads(config.heads, config.kv_heads, Some(1))?, past)?;
        let values = heads(config.heads + config.kv_heads, config.kv_heads, None)?;
        let mixed = attention(&queries, &keys, &values, past, config, cache)?;
        let hidden = (self.output.forward(&mixed)? + hidden)?;
        let normed = rms_norm(&hidden, &self.feed_forward_norm, config.epsilon)?;
        let inner = self.gate_up.forward(&normed)?.apply_op1_no_bwd(&SwiGlu)?;
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

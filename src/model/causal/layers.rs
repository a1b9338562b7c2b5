//! One transformer layer, its weights, and the rotary positions.

use candle_core::Result;
use candle_core::quantized::QTensor;
use rayon::prelude::*;

use super::super::activation::{on_wide_registers, rms_normalize, swiglu};
use super::super::attention::Memory;
use super::super::q8::Matrix;
use super::attention::attention;
use super::config::{Config, Family};
use super::file::File;
use super::{Error, MOST_TOKENS};

/// One layer. Shapes are those of the weights, `[out, in]`.
pub(super) struct Layer {
    attention_norm: Vec<f32>,
    /// Query, key and value, one under the other: `[(heads + 2 * kv_heads) * head, hidden]`. Qwen2 has biases there.
    qkv: Matrix,
    /// `[head]`, of query and key; Qwen3 has them.
    head_norms: Option<[Vec<f32>; 2]>,
    /// `[hidden, heads * head]`.
    output: Matrix,
    feed_forward_norm: Vec<f32>,
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
        let vector = |part: &str, width: usize| file.values(&name(part), width);
        let qkv = [("attn_q", queries), ("attn_k", keys), ("attn_v", keys)];
        let biases = match config.family {
            Family::Qwen2 => {
                let mut biases = Vec::new();
                for (part, width) in qkv {
                    biases.extend(vector(&format!("{part}.bias"), width)?);
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

    /// Takes the hidden rows of tokens `past..`, `[n, hidden]`, to those of the next layer. `memories` are those of the key
    /// heads.
    pub(super) fn forward(
        &self,
        past: usize,
        config: &Config,
        rope: &Rope,
        memories: &mut [Memory],
        buffers: &mut Buffers,
    ) -> Result<()> {
        let Buffers {
            hidden,
            normed,
            qkv,
            mixed,
            both,
            inner,
        } = buffers;
        let width = config.hidden;
        let n = hidden.len() / width;
        let epsilon = config.epsilon;
        normed.resize(n * width, 0.0);
        qkv.resize(n * self.qkv.out(), 0.0);
        both.resize(n * self.gate_up.out(), 0.0);
        inner.resize(n * config.inner, 0.0);

        let normalize = |hidden: &[f32], gain: &[f32], normed: &mut [f32]| {
            by_rows(
                hidden,
                width,
                normed,
                width,
                #[inline(always)]
                |row, normed| rms_normalize(row, normed, gain, epsilon),
            );
        };
        normalize(hidden, &self.attention_norm, normed);
        self.qkv.multiply_in_parallel(normed, qkv)?;
        let rows = qkv.par_chunks_exact_mut(self.qkv.out()).with_min_len(ROWS).enumerate();
        rows.for_each(|(row, qkv)| self.place(qkv, past + row, config, rope));
        attention(qkv, past, config, memories, mixed);
        self.output.multiply_in_parallel(mixed, normed)?;
        add(hidden, normed);
        normalize(hidden, &self.feed_forward_norm, normed);
        self.gate_up.multiply_in_parallel(normed, both)?;
        by_rows(both, 2 * config.inner, inner, config.inner, swiglu);
        self.down.multiply_in_parallel(inner, normed)?;
        add(hidden, normed);
        Ok(())
    }

    /// Turns the queries and keys of one token to its position, after the norms of Qwen3.
    fn place(&self, qkv: &mut [f32], position: usize, config: &Config, rope: &Rope) {
        let turned = &mut qkv[..(config.heads + config.kv_heads) * config.head];
        for (number, head) in turned.chunks_exact_mut(config.head).enumerate() {
            if let Some(norms) = &self.head_norms {
                let gain = &norms[usize::from(number >= config.heads)];
                let plain = head.to_vec();
                rms_normalize(&plain, head, gain, config.epsilon);
            }
            rope.rotate(head, position);
        }
    }
}

/// What a pass writes its steps to, to be used again: n rows each.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    /// `[n, hidden]`.
    pub(super) hidden: Vec<f32>,
    normed: Vec<f32>,
    qkv: Vec<f32>,
    mixed: Vec<f32>,
    /// `[n, 2 * inner]`.
    both: Vec<f32>,
    inner: Vec<f32>,
}

/// Rows that one task takes at least.
const ROWS: usize = 16;

/// Makes each row of `to` from that of `from`.
fn by_rows(from: &[f32], from_width: usize, to: &mut [f32], to_width: usize, work: impl Fn(&[f32], &mut [f32]) + Sync) {
    let rows = to.par_chunks_exact_mut(to_width).zip(from.par_chunks_exact(from_width));
    rows.with_min_len(ROWS).for_each(|(to, from)| {
        on_wide_registers(
            #[inline(always)]
            || work(from, to),
        );
    });
}

fn add(values: &mut [f32], more: &[f32]) {
    values.iter_mut().zip(more).for_each(|(value, more)| *value += more);
}

/// Rotary positions (Su et al. 2021): cosines and sines, each `[positions, head / 2]`.
pub(super) struct Rope {
    cosines: Vec<f32>,
    sines: Vec<f32>,
    neighbours: bool,
}

impl Rope {
    pub(super) fn new(file: &File, config: &Config) -> std::result::Result<Self, Error> {
        let half = config.head / 2;
        let positions = config.context.min(MOST_TOKENS);
        // Llama 3.1 slows some of the angles down.
        let factors = if file.has("rope_freqs.weight") {
            file.values("rope_freqs.weight", half)?
        } else {
            vec![1.0; half]
        };
        let frequency =
            |i: usize| f64::from(config.theta).powf(-2.0 * i as f64 / config.head as f64) / f64::from(factors[i]);
        let angles: Vec<f64> = (0..positions)
            .flat_map(|position| (0..half).map(move |i| (position, i)))
            .map(|(position, i)| position as f64 * frequency(i))
            .collect();
        Ok(Self {
            cosines: angles.iter().map(|angle| angle.cos() as f32).collect(),
            sines: angles.iter().map(|angle| angle.sin() as f32).collect(),
            neighbours: config.family.rotates_neighbours(),
        })
    }

    /// Turns a head to its position.
    fn rotate(&self, head: &mut [f32], position: usize) {
        let half = head.len() / 2;
        let angles = self.cosines[position * half..]
            .iter()
            .zip(&self.sines[position * half..]);
        for (i, (cosine, sine)) in (0..half).zip(angles) {
            let (one, other) = if self.neighbours {
                (2 * i, 2 * i + 1)
            } else {
                (i, half + i)
            };
            let (a, b) = (head[one], head[other]);
            head[one] = a * cosine - b * sine;
            head[other] = a * sine + b * cosine;
        }
    }
}

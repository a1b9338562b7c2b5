//! The exponential function and what needs it, on whole registers and all threads.
//!
//! candle's `softmax_last_dim` and `silu` call a scalar `exp` on one thread. Values are independent of each other, or each
//! row of the others, so the number of threads never changes a bit.

use candle_core::{CpuStorage, CustomOp2, InplaceOp1, Layout, Result, Shape};
use rayon::prelude::*;

use super::super::storage::{values, values_mut};

/// Rows that one task takes.
const ROWS: usize = 8;

/// `exp(x)` to 4e-7 of its value: `2^n · exp(f)` with n whole and |f| ≤ ln 2 / 2, the second by its Taylor series. Beyond what
/// f32 holds, the value at the end.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    // Adding and taking off 1.5 · 2^23 rounds to a whole number, without a call.
    const ROUND: f32 = 12_582_912.0;
    let n = (x * std::f32::consts::LOG2_E + ROUND) - ROUND;
    // ln 2 in two parts, the first with few enough digits for n times it to be exact (Cody & Waite 1980).
    let f = (x - n * 0.693_359_4) - n * -2.121_944_4e-4;
    let p = 1.0 / 5040.0;
    let p = p * f + 1.0 / 720.0;
    let p = p * f + 1.0 / 120.0;
    let p = p * f + 1.0 / 24.0;
    let p = p * f + 1.0 / 6.0;
    let p = p * f + 0.5;
    let p = p * f + 1.0;
    let p = p * f + 1.0;
    p * f32::from_bits(((n as i32 + 127) as u32) << 23)
}

/// `silu(gate) * up` (Shazeer 2020): both `[n, inner]`.
pub(super) struct SwiGlu;

impl CustomOp2 for SwiGlu {
    fn name(&self) -> &'static str {
        "swiglu"
    }

    fn cpu_fwd(
        &self,
        gate: &CpuStorage,
        gate_layout: &Layout,
        up: &CpuStorage,
        up_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (gate, up) = (values(gate, gate_layout)?, values(up, up_layout)?);
        let mut out = vec![0f32; gate.len()];
        const CHUNK: usize = 8192;
        let chunks = out
            .par_chunks_mut(CHUNK)
            .zip(gate.par_chunks(CHUNK))
            .zip(up.par_chunks(CHUNK));
        chunks.for_each(|((out, gate), up)| {
            for ((out, &gate), &up) in out.iter_mut().zip(gate).zip(up) {
                *out = gate / (1.0 + exp(-gate)) * up;
            }
        });
        Ok((CpuStorage::F32(out), gate_layout.shape().clone()))
    }
}

/// The softmax of attention scores `[kv_heads, group * queries, keys]` in place, after scaling. Query i of a block sees the
/// first `seen + i` keys, and gives the others no weight.
pub(super) struct CausalSoftmax {
    pub(super) scale: f32,
    /// Queries in the block.
    pub(super) queries: usize,
    /// Keys that the first of them sees.
    pub(super) seen: usize,
}

impl InplaceOp1 for CausalSoftmax {
    fn name(&self) -> &'static str {
        "causal-softmax"
    }

    fn cpu_fwd(&self, scores: &mut CpuStorage, layout: &Layout) -> Result<()> {
        let keys = layout.dims().last().copied().unwrap_or(0).max(1);
        let tasks = values_mut(scores, layout)?.par_chunks_mut(ROWS * keys).enumerate();
        tasks.for_each(|(task, rows)| {
            for (at, row) in rows.chunks_exact_mut(keys).enumerate() {
                let query = (task * ROWS + at) % self.queries;
                let (seen, unseen) = row.split_at_mut((self.seen + query).min(keys));
                softmax(seen, self.scale);
                unseen.fill(0.0);
            }
        });
        Ok(())
    }
}

fn softmax(row: &mut [f32], scale: f32) {
    let highest = row.iter().fold(f32::NEG_INFINITY, |a, &b| if b > a { b } else { a });
    let mut lanes = [0f32; 8];
    let (chunks, rest) = row.as_chunks_mut::<8>();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *value = exp((*value - highest) * scale);
            *lane += *value;
        }
    }
    let mut sum: f32 = lanes.iter().sum();
    for value in rest {
        *value = exp((*value - highest) * scale);
        sum += *value;
    }
    let factor = 1.0 / sum;
    row.iter_mut().for_each(|value| *value *= factor);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_the_library_one() {
        for i in -870_000..=870_000 {
            let x = i as f32 * 1e-4;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) - exact).abs() <= 4e-7 * exact, "{x}");
        }
        assert!(exp(-1000.0) < 1e-37 && exp(1000.0).is_finite());
    }

    #[test]
    fn unseen_keys_get_no_weight() {
        let mut row = [1.0, 1.0, 9.0];
        softmax(&mut row[..2], 0.5);
        assert_eq!(row, [0.5, 0.5, 9.0]);
    }
}

//! Functions of whole tensors that need the exponential function, on all threads.
//!
//! Values are independent of each other, or each row of the others, so the number of threads never changes a bit.

use candle_core::{CpuStorage, CustomOp1, InplaceOp1, Layout, Result, Shape};
use rayon::prelude::*;

use super::super::activation::{exp, on_wide_registers, softmax};
use super::super::storage::{values, values_mut};

/// Rows that one task takes.
const ROWS: usize = 8;

/// `silu(gate) * up` (Shazeer 2020): gates and ups side by side, `[n, 2 * inner]`, to `[n, inner]`.
pub(super) struct SwiGlu;

impl CustomOp1 for SwiGlu {
    fn name(&self) -> &'static str {
        "swiglu"
    }

    fn cpu_fwd(&self, both: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let both = values(both, layout)?;
        let (n, width) = layout.shape().dims2()?;
        let inner = width / 2;
        let mut out = vec![0f32; n * inner];
        let rows = out.par_chunks_exact_mut(inner).zip(both.par_chunks_exact(width));
        rows.with_min_len(ROWS).for_each(|(out, both)| {
            let (gate, up) = both.split_at(inner);
            on_wide_registers(
                #[inline(always)]
                || {
                    for ((out, &gate), &up) in out.iter_mut().zip(gate).zip(up) {
                        *out = gate / (1.0 + exp(-gate)) * up;
                    }
                },
            );
        });
        Ok((CpuStorage::F32(out), Shape::from((n, inner))))
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
            on_wide_registers(
                #[inline(always)]
                || {
                    for (at, row) in rows.chunks_exact_mut(keys).enumerate() {
                        let query = (task * ROWS + at) % self.queries;
                        let (seen, unseen) = row.split_at_mut((self.seen + query).min(keys));
                        softmax(seen, self.scale);
                        unseen.fill(0.0);
                    }
                },
            );
        });
        Ok(())
    }
}

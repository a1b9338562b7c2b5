//! Causal self-attention with a memory of keys and values.

use rayon::prelude::*;

use super::super::activation::on_wide_registers;
use super::super::attention::{Memory, QUERIES};
use super::config::Config;

/// Queries that one task takes.
const TASK: usize = 8 * QUERIES;

/// Grouped-query attention (Ainslie et al. 2023): the rows of qkv, `[n, (heads + 2 * kv_heads) * head]`, of tokens `past..`,
/// to `mixed`, `[n, heads * head]`. What the memories of the key heads held of these tokens is replaced.
pub(super) fn attention(qkv: &[f32], past: usize, config: &Config, memories: &mut [Memory], mixed: &mut Vec<f32>) {
    let Config {
        heads, kv_heads, head, ..
    } = *config;
    let width = (heads + 2 * kv_heads) * head;
    let n = qkv.len() / width;
    // Query heads that share a key head.
    let group = heads / kv_heads;
    let part = |row: usize, number: usize| &qkv[row * width + number * head..][..head];
    // [kv_heads, n, group, head]
    let mut by_head = vec![0f32; n * heads * head];
    let tasks = by_head.par_chunks_exact_mut(n * group * head).zip(memories).enumerate();
    tasks.for_each(|(key_head, (mixed, memory))| {
        for row in 0..n {
            let (key, value) = (heads + key_head, heads + kv_heads + key_head);
            memory.write(past + row, part(row, key), part(row, value));
        }
        let memory = &*memory;
        mixed
            .par_chunks_mut(TASK * head)
            .enumerate()
            .for_each_init(Vec::new, |scores, (task, mixed)| {
                on_wide_registers(
                    #[inline(always)]
                    || {
                        let queries = mixed.len() / head;
                        for (tile, mixed) in mixed.chunks_mut(QUERIES * head).enumerate() {
                            // Where there are fewer, the last one goes through again.
                            let index = |i: usize| task * TASK + (tile * QUERIES + i).min(queries - 1);
                            let tile =
                                std::array::from_fn(|i| part(index(i) / group, key_head * group + index(i) % group));
                            let seen = std::array::from_fn(|i| past + index(i) / group + 1);
                            memory.attend(tile, seen, scores, mixed);
                        }
                    },
                );
            });
    });
    mixed.resize(n * heads * head, 0.0);
    for (key_head, by_head) in by_head.chunks_exact(n * group * head).enumerate() {
        let rows = mixed
            .chunks_exact_mut(heads * head)
            .zip(by_head.chunks_exact(group * head));
        for (mixed, row) in rows {
            mixed[key_head * group * head..][..group * head].copy_from_slice(row);
        }
    }
}

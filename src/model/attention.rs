//! Self-attention over packed sequences: no padding, no mask, every sequence by itself.

use super::activation::{on_wide_registers, softmax};
use super::weights::HIDDEN;

const HEADS: usize = 12;
/// Width of one head.
const HEAD: usize = HIDDEN / HEADS;

/// Queries that go through together: so many times less often keys and values are read.
const QUERIES: usize = 4;
/// Keys that are multiplied at once.
const KEYS: usize = 16;

/// Space for one head of one sequence, to be used again.
#[derive(Default)]
pub(super) struct Scratch {
    /// `[HEAD, keys]`, the keys filled up with zeros to whole registers.
    keys: Vec<f32>,
    /// `[QUERIES, keys]`.
    scores: Vec<f32>,
}

/// Scaled dot-product attention (Vaswani et al. 2017): qkv `[n, 3 * HIDDEN]` (queries, keys, values, the heads side by
/// side in each) gives `mixed`, `[n, HIDDEN]`. `lengths` are the tokens of each sequence, together n.
pub(super) fn attention(qkv: &[f32], lengths: &[usize], mixed: &mut [f32], scratch: &mut Scratch) {
    on_wide_registers(
        #[inline(always)]
        || {
            let mut start = 0;
            for &length in lengths {
                let qkv = &qkv[start * 3 * HIDDEN..(start + length) * 3 * HIDDEN];
                let mixed = &mut mixed[start * HIDDEN..(start + length) * HIDDEN];
                for head in 0..HEADS {
                    attend(qkv, mixed, head, scratch);
                }
                start += length;
            }
        },
    );
}

/// One head of one sequence.
#[inline(always)]
fn attend(qkv: &[f32], mixed: &mut [f32], head: usize, scratch: &mut Scratch) {
    let (qkv, _) = qkv.as_chunks::<{ 3 * HIDDEN }>();
    let n = qkv.len();
    let padded = n.next_multiple_of(KEYS);
    let part = |row: &[f32; 3 * HIDDEN], third: usize| -> [f32; HEAD] {
        let start = third * HIDDEN + head * HEAD;
        std::array::from_fn(|i| row[start + i])
    };
    scratch.keys.clear();
    scratch.keys.resize(HEAD * padded, 0.0);
    for (at, row) in qkv.iter().enumerate() {
        for (column, value) in scratch.keys.chunks_exact_mut(padded).zip(part(row, 1)) {
            column[at] = value;
        }
    }
    scratch.scores.resize(QUERIES * padded, 0.0);
    for (rows, mixed) in qkv.chunks(QUERIES).zip(mixed.chunks_mut(QUERIES * HIDDEN)) {
        // Where there are fewer, the last one goes through again.
        let queries: [[f32; HEAD]; QUERIES] = std::array::from_fn(|i| part(&rows[i.min(rows.len() - 1)], 0));
        for from in (0..padded).step_by(KEYS) {
            let mut dots = [[0f32; KEYS]; QUERIES];
            for (i, column) in scratch.keys.chunks_exact(padded).enumerate() {
                let keys: &[f32; KEYS] = column[from..].first_chunk().expect("columns are whole registers");
                for (dots, query) in dots.iter_mut().zip(&queries) {
                    for (dot, key) in dots.iter_mut().zip(keys) {
                        *dot += query[i] * key;
                    }
                }
            }
            for (scores, dots) in scratch.scores.chunks_exact_mut(padded).zip(dots) {
                scores[from..from + KEYS].copy_from_slice(&dots);
            }
        }
        for scores in scratch.scores.chunks_exact_mut(padded).take(rows.len()) {
            softmax(&mut scores[..n], 1.0 / (HEAD as f32).sqrt());
        }
        let mut sums = [[0f32; HEAD]; QUERIES];
        for (at, row) in qkv.iter().enumerate() {
            let values = part(row, 2);
            for (sums, scores) in sums.iter_mut().zip(scratch.scores.chunks_exact(padded)) {
                for (sum, value) in sums.iter_mut().zip(&values) {
                    *sum += scores[at] * value;
                }
            }
        }
        for (mixed, sums) in mixed.chunks_exact_mut(HIDDEN).zip(sums) {
            mixed[head * HEAD..(head + 1) * HEAD].copy_from_slice(&sums);
        }
    }
}

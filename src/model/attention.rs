//! Attention of a few queries at a time, for the encoder and for language models.
//!
//! Both of its products are sums over rows of sixteen columns, so keys and values are kept in the order in which those are
//! read. Multiplications and additions are fused, on all machines: no bit depends on the registers.

use super::activation::softmax;

/// Queries that go through together: so many times less often keys and values are read.
pub(super) const QUERIES: usize = 4;
/// Columns that are summed at once.
const LANES: usize = 16;

/// Keys and values of one head.
#[derive(Clone, Debug)]
pub(super) struct Memory {
    /// Values in a key, or in a value.
    width: usize,
    positions: usize,
    /// `[positions / LANES, width, LANES]`.
    keys: Vec<[f32; LANES]>,
    /// `[width / LANES, positions, LANES]`.
    values: Vec<[f32; LANES]>,
}

impl Memory {
    /// Room for so many positions. Pages that are never written cost nothing.
    pub(super) fn new(width: usize, positions: usize) -> Self {
        Self {
            width,
            positions,
            keys: vec![[0.0; LANES]; positions.div_ceil(LANES) * width],
            values: vec![[0.0; LANES]; width.div_ceil(LANES) * positions],
        }
    }

    /// Sets the key and the value of a position.
    #[inline(always)]
    pub(super) fn write(&mut self, position: usize, key: &[f32], value: &[f32]) {
        let block = &mut self.keys[position / LANES * self.width..][..self.width];
        for (row, key) in block.iter_mut().zip(key) {
            row[position % LANES] = *key;
        }
        for (column, value) in value.chunks(LANES).enumerate() {
            self.values[column * self.positions + position][..value.len()].copy_from_slice(value);
        }
    }

    /// Scaled dot-product attention (Vaswani et al. 2017) of queries that see the first `seen` positions, each its own number,
    /// at least one: `mixed`, `[QUERIES, width]`, or fewer rows where the last queries are not wanted. `scores` is space to be used
    /// again.
    #[inline(always)]
    pub(super) fn attend(
        &self,
        queries: [&[f32]; QUERIES],
        seen: [usize; QUERIES],
        scores: &mut Vec<f32>,
        mixed: &mut [f32],
    ) {
        let most = seen.into_iter().fold(0, usize::max);
        let padded = most.next_multiple_of(LANES);
        scores.resize(QUERIES * padded, 0.0);
        for (block, keys) in self.keys.chunks_exact(self.width).take(padded / LANES).enumerate() {
            let dots = products(queries, keys);
            for (scores, dots) in scores.chunks_exact_mut(padded).zip(dots) {
                scores[block * LANES..(block + 1) * LANES].copy_from_slice(&dots);
            }
        }
        for (scores, seen) in scores.chunks_exact_mut(padded).zip(seen) {
            softmax(&mut scores[..seen], 1.0 / (self.width as f32).sqrt());
            scores[seen..].fill(0.0);
        }
        let scores: [&[f32]; QUERIES] = std::array::from_fn(|row| &scores[row * padded..][..most]);
        for (column, values) in self.values.chunks_exact(self.positions).enumerate() {
            let sums = products(scores, &values[..most]);
            let columns = column * LANES..((column + 1) * LANES).min(self.width);
            for (mixed, sums) in mixed.chunks_exact_mut(self.width).zip(sums) {
                mixed[columns.clone()].copy_from_slice(&sums[..columns.len()]);
            }
        }
    }
}

/// Each of `rows`, `[n]`, times `columns`, `[n, LANES]`.
#[inline(always)]
fn products(rows: [&[f32]; QUERIES], columns: &[[f32; LANES]]) -> [[f32; LANES]; QUERIES] {
    let mut sums = [[0f32; LANES]; QUERIES];
    let rows: [&[f32]; QUERIES] = std::array::from_fn(|row| &rows[row][..columns.len()]);
    for (i, columns) in columns.iter().enumerate() {
        for (sums, row) in sums.iter_mut().zip(&rows) {
            for (sum, column) in sums.iter_mut().zip(columns) {
                *sum = row[i].mul_add(*column, *sum);
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::super::activation::on_wide_registers;
    use super::*;

    #[test]
    fn mixed_values_are_weighted_by_likeness() {
        for (width, positions) in [(4, 3), (32, 40), (24, 17)] {
            let noise = |i: usize| ((i * 7919) % 101) as f32 / 50.0 - 1.0;
            let row = |from: usize| -> Vec<f32> { (from * width..(from + 1) * width).map(noise).collect() };
            let mut memory = Memory::new(width, positions);
            for position in 0..positions {
                memory.write(position, &row(position), &row(1000 + position));
            }
            let queries: [Vec<f32>; QUERIES] = std::array::from_fn(|i| row(5000 + i));
            let seen = [1, 2, positions, positions - 1];
            let mut mixed = vec![0.0; QUERIES * width];
            let queried = std::array::from_fn(|i| queries[i].as_slice());
            memory.attend(queried, seen, &mut Vec::new(), &mut mixed);
            let mut wide = vec![0.0; QUERIES * width];
            on_wide_registers(
                #[inline(always)]
                || memory.attend(queried, seen, &mut vec![9.0; 7], &mut wide),
            );
            assert_eq!(mixed, wide);
            let mut fewer = vec![0.0; (QUERIES - 1) * width];
            memory.attend(queried, seen, &mut Vec::new(), &mut fewer);
            assert_eq!(fewer, mixed[..fewer.len()]);
            for ((query, seen), mixed) in queries.iter().zip(seen).zip(mixed.chunks_exact(width)) {
                let weight = |position: usize| -> f64 {
                    let dot: f32 = query.iter().zip(row(position)).map(|(a, b)| a * b).sum();
                    f64::from(dot / (width as f32).sqrt()).exp()
                };
                let all: f64 = (0..seen).map(weight).sum();
                for (i, value) in mixed.iter().enumerate() {
                    let exact: f64 = (0..seen)
                        .map(|position| weight(position) / all * f64::from(row(1000 + position)[i]))
                        .sum();
                    assert!((f64::from(*value) - exact).abs() < 1e-5, "{width}: {value} {exact}");
                }
            }
        }
    }
}

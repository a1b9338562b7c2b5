//! Weights in the order in which the kernels read them, and the loops around the kernels.

use half::f16;
use rayon::prelude::*;

use super::super::gguf::{BLOCK, BLOCK_BYTES};
use super::x86::Kernel;

/// Outputs of a panel.
pub(super) const OUTPUTS: usize = 32;
/// Inputs whose products with their weights one instruction adds up.
pub(super) const GROUP: usize = 4;
/// Groups in a block.
pub(super) const GROUPS: usize = BLOCK / GROUP;

/// Rows whose inputs are brought to 8 bits together: few enough to stay in the nearest cache.
const ROWS: usize = 48;
/// Panels that one task takes where there are few rows.
const PANELS: usize = 8;

/// The weights of one block of inputs for a panel's outputs.
#[derive(Clone)]
#[repr(C, align(64))]
pub(super) struct Weights {
    /// Plus 128, so that none is negative: the instruction wants it so.
    pub(super) values: [[[u8; GROUP]; OUTPUTS]; GROUPS],
    /// One for each output.
    pub(super) scales: [f16; OUTPUTS],
    /// The sum of each output's values, not counting the 128.
    pub(super) sums: [i16; OUTPUTS],
}

/// A block of inputs in 8 bits, which cover the range from the least of them to the greatest: `values * scale + middle`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, align(4))]
pub(super) struct Input {
    pub(super) values: [[i8; GROUP]; GROUPS],
    pub(super) scale: f32,
    pub(super) middle: f32,
    /// What 128 more in each weight adds, to be taken off: -128 times the sum of the values.
    pub(super) offset: i32,
}

/// What a kernel makes of a few rows and a panel.
pub(super) type Tile = [[f32; OUTPUTS]; Kernel::MOST_ROWS];

/// A matrix `[out, width]` as panels of [`OUTPUTS`] rows, each its blocks in order.
pub(super) struct Panels {
    weights: Vec<Weights>,
    out: usize,
    /// In a row.
    blocks: usize,
    kernel: Kernel,
}

impl Panels {
    /// From Q8_0 blocks, row by row. `None` when the machine has no registers for them.
    pub(super) fn new(rows: &[u8], out: usize, width: usize) -> Option<Self> {
        let kernel = Kernel::of_this_machine()?;
        let blocks = width / BLOCK;
        let panels = rows.chunks(OUTPUTS * blocks * BLOCK_BYTES);
        Some(Self {
            weights: panels.flat_map(|rows| panel(rows, blocks)).collect(),
            out,
            blocks,
            kernel,
        })
    }

    /// y `[n, out]` = x `[n, width]` times the matrix, plus `bias`, on this thread.
    pub(super) fn multiply(&self, x: &[f32], bias: &[f32], y: &mut [f32], inputs: &mut Vec<Input>) {
        let rows = x.chunks(ROWS * self.blocks * BLOCK);
        for (x, y) in rows.zip(y.chunks_mut(ROWS * self.out)) {
            inputs.clear();
            self.kernel.quantize(x, inputs);
            self.multiply_quantized(inputs, bias, y);
        }
    }

    /// The same for inputs that are in 8 bits already.
    pub(super) fn multiply_quantized(&self, inputs: &[Input], bias: &[f32], y: &mut [f32]) {
        let mut tile = [[0.0; OUTPUTS]; Kernel::MOST_ROWS];
        for (panel, weights) in self.weights.chunks_exact(self.blocks).enumerate() {
            let first = panel * OUTPUTS;
            let outputs = first..(first + OUTPUTS).min(self.out);
            let mut row = 0;
            for inputs in inputs.chunks(self.kernel.rows() * self.blocks) {
                let n = inputs.len() / self.blocks;
                self.kernel.multiply(weights, inputs, &mut tile);
                for tile in &tile[..n] {
                    let y = &mut y[row * self.out..][outputs.clone()];
                    for ((y, value), bias) in y.iter_mut().zip(tile).zip(&bias[outputs.clone()]) {
                        *y = value + bias;
                    }
                    row += 1;
                }
            }
        }
    }

    /// The same on all threads: many rows are split by rows, few by outputs.
    pub(super) fn multiply_in_parallel(&self, x: &[f32], bias: &[f32], y: &mut [f32]) {
        let width = self.blocks * BLOCK;
        let n = x.len() / width;
        let tile = self.kernel.rows();
        if n == 0 {
            return;
        }
        if n > 4 * tile {
            let rows = n.div_ceil(2 * rayon::current_num_threads());
            let rows = rows.next_multiple_of(tile).min(ROWS);
            let tasks = y.par_chunks_mut(rows * self.out).zip(x.par_chunks(rows * width));
            tasks.for_each_init(Vec::new, |inputs, (y, x)| self.multiply(x, bias, y, inputs));
            return;
        }
        let mut inputs = Vec::new();
        self.kernel.quantize(x, &mut inputs);
        // [panels, n, OUTPUTS]
        let mut tiles = vec![[0f32; OUTPUTS]; self.out.div_ceil(OUTPUTS) * n];
        let tasks = tiles.par_chunks_mut(PANELS * n);
        tasks
            .zip(self.weights.par_chunks(PANELS * self.blocks))
            .for_each(|(tiles, weights)| {
                for (tiles, weights) in tiles.chunks_exact_mut(n).zip(weights.chunks_exact(self.blocks)) {
                    for (tiles, inputs) in tiles.chunks_mut(tile).zip(inputs.chunks(tile * self.blocks)) {
                        let mut tile = [[0.0; OUTPUTS]; Kernel::MOST_ROWS];
                        self.kernel.multiply(weights, inputs, &mut tile);
                        tiles.copy_from_slice(&tile[..tiles.len()]);
                    }
                }
            });
        for (row, y) in y.chunks_exact_mut(self.out).enumerate() {
            let outputs = y.chunks_mut(OUTPUTS).zip(bias.chunks(OUTPUTS));
            for ((y, bias), panel) in outputs.zip(tiles.chunks_exact(n)) {
                for ((y, bias), value) in y.iter_mut().zip(bias).zip(&panel[row]) {
                    *y = value + bias;
                }
            }
        }
    }
}

/// The weights of up to [`OUTPUTS`] rows, each of so many blocks.
pub(super) fn panel(rows: &[u8], blocks: usize) -> Vec<Weights> {
    let none = Weights {
        values: [[[128; GROUP]; OUTPUTS]; GROUPS],
        scales: [f16::ZERO; OUTPUTS],
        sums: [0; OUTPUTS],
    };
    let mut panel = vec![none; blocks];
    let (rows, _) = rows.as_chunks::<BLOCK_BYTES>();
    for (output, row) in rows.chunks_exact(blocks).enumerate() {
        for (weights, block) in panel.iter_mut().zip(row) {
            weights.scales[output] = f16::from_le_bytes([block[0], block[1]]);
            weights.sums[output] = block[2..].iter().map(|&value| i16::from(value.cast_signed())).sum();
            let (groups, _) = block[2..].as_chunks::<GROUP>();
            for (values, group) in weights.values.iter_mut().zip(groups) {
                // Signed plus 128 and unsigned differ in the highest bit.
                values[output] = group.map(|value| value ^ 0x80);
            }
        }
    }
    panel
}

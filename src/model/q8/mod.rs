//! Products with matrices of 8-bit weights: what nearly all time of both models goes into.
//!
//! Weights are kept as the files have them (Q8_0: 32 values share a scale), in an order that suits the machine, and inputs
//! are brought to 8 bits in the same way, so that the products are sums of whole numbers: on registers of 512 bits three
//! times as fast as dense f32, and a quarter of its memory. Dettmers et al. 2022 say why blocks: one large value spoils
//! the resolution of its own block only.
//!
//! Where the machine has no such registers the weights become dense f32, and candle multiplies them.

#[cfg(target_arch = "x86_64")]
mod panels;
#[cfg(target_arch = "x86_64")]
mod x86;

use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{Device, Result, Tensor};

use super::gguf::{BLOCK, BLOCK_BYTES, dequantize};

#[cfg(target_arch = "x86_64")]
use panels::{Input, Panels};
#[cfg(target_arch = "x86_64")]
use x86::Kernel;

/// A matrix `[out, width]` with a bias `[out]`.
pub(super) struct Matrix {
    out: usize,
    width: usize,
    bias: Vec<f32>,
    form: Form,
}

enum Form {
    #[cfg(target_arch = "x86_64")]
    Panels(Panels),
    /// `[width, out]`, by strides.
    Dense(Tensor),
}

/// Space for the inputs of a product in 8 bits, to be used again.
#[derive(Default)]
pub(super) struct Scratch {
    #[cfg(target_arch = "x86_64")]
    inputs: Vec<Input>,
}

/// Rows of inputs as this machine multiplies them: for those that several products share or that are put together from
/// others.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// Values of a row.
    width: usize,
    values: Values,
}

#[derive(Clone, Debug, PartialEq)]
enum Values {
    #[cfg(target_arch = "x86_64")]
    Blocks(Kernel, Vec<Input>),
    Dense(Vec<f32>),
}

impl Rows {
    /// None yet, of `width` values each, with room for `n`.
    ///
    /// # Panics
    /// When those are no whole blocks.
    pub(super) fn with_capacity(n: usize, width: usize) -> Self {
        assert!(width.is_multiple_of(BLOCK));
        #[cfg(target_arch = "x86_64")]
        if let Some(kernel) = Kernel::of_this_machine() {
            let values = Values::Blocks(kernel, Vec::with_capacity(n * width / BLOCK));
            return Self { width, values };
        }
        let values = Values::Dense(Vec::with_capacity(n * width));
        Self { width, values }
    }

    /// The rows of `x`, `[n, width]`.
    ///
    /// # Panics
    /// As [`with_capacity`](Self::with_capacity).
    pub(super) fn of(x: &[f32], width: usize) -> Self {
        let mut rows = Self::with_capacity(x.len() / width, width);
        rows.push(x);
        rows
    }

    /// Adds values, whole blocks of them.
    pub(super) fn push(&mut self, x: &[f32]) {
        match &mut self.values {
            #[cfg(target_arch = "x86_64")]
            Values::Blocks(kernel, blocks) => kernel.quantize(x, blocks),
            Values::Dense(values) => values.extend_from_slice(x),
        }
    }

    /// Adds the values of a row of `other`, which may be of another width.
    pub(super) fn push_row(&mut self, other: &Self, row: usize) {
        let part = |unit: usize| row * other.width / unit..(row + 1) * other.width / unit;
        match (&mut self.values, &other.values) {
            #[cfg(target_arch = "x86_64")]
            (Values::Blocks(_, blocks), Values::Blocks(_, others)) => blocks.extend_from_slice(&others[part(BLOCK)]),
            (Values::Dense(values), Values::Dense(others)) => values.extend_from_slice(&others[part(1)]),
            #[cfg(target_arch = "x86_64")]
            _ => unreachable!("all rows of a machine have one form"),
        }
    }
}

impl Matrix {
    /// A matrix of Q8_0 `blocks`, row by row; rows are whole blocks. Without `bias`, nothing is added.
    ///
    /// # Panics
    /// When the lengths do not fit together.
    pub(super) fn new(blocks: &[u8], out: usize, width: usize, bias: Option<Vec<f32>>) -> Result<Self> {
        assert!(width.is_multiple_of(BLOCK) && blocks.len() == out * (width / BLOCK) * BLOCK_BYTES);
        #[cfg(target_arch = "x86_64")]
        if let Some(panels) = Panels::new(blocks, out, width) {
            return Ok(Self::with(out, width, bias, Form::Panels(panels)));
        }
        Self::dense(blocks, out, width, bias)
    }

    /// Matrices of one width and any type, one under the other. What is not Q8_0 is made so; rows that are no whole blocks
    /// become dense f32.
    ///
    /// # Panics
    /// When they are of different widths, or are none.
    pub(super) fn stacked(parts: &[QTensor], bias: Option<Vec<f32>>) -> Result<Self> {
        let (_, width) = parts[0].shape().dims2()?;
        if !width.is_multiple_of(BLOCK) {
            let parts = parts.iter().map(|part| part.dequantize(&Device::Cpu));
            let dense = Tensor::cat(&parts.collect::<Result<Vec<_>>>()?, 0)?;
            return Ok(Self::with(dense.dim(0)?, width, bias, Form::Dense(dense.t()?)));
        }
        let mut blocks = Vec::new();
        for part in parts {
            assert_eq!(part.shape().dims2()?.1, width);
            if part.dtype() == GgmlDType::Q8_0 {
                blocks.extend_from_slice(&part.data()?);
            } else {
                let part = QTensor::quantize(&part.dequantize(&Device::Cpu)?, GgmlDType::Q8_0)?;
                blocks.extend_from_slice(&part.data()?);
            }
        }
        Self::new(&blocks, blocks.len() / (width / BLOCK * BLOCK_BYTES), width, bias)
    }

    fn with(out: usize, width: usize, bias: Option<Vec<f32>>, form: Form) -> Self {
        let bias = bias.unwrap_or_else(|| vec![0.0; out]);
        assert_eq!(bias.len(), out);
        Self { out, width, bias, form }
    }

    /// The same in f32, as on machines without such registers.
    ///
    /// # Panics
    /// As [`new`](Self::new).
    pub(super) fn dense(blocks: &[u8], out: usize, width: usize, bias: Option<Vec<f32>>) -> Result<Self> {
        let mut values = vec![0f32; out * width];
        dequantize(blocks, &mut values);
        let dense = Tensor::from_vec(values, (out, width), &Device::Cpu)?.t()?;
        Ok(Self::with(out, width, bias, Form::Dense(dense)))
    }

    /// x `[n, width]` to `y`, `[n, out]`, on this thread. Rows do not depend on each other, to the last bit, where the
    /// machine has the registers for it.
    ///
    /// # Panics
    /// When the lengths do not fit together.
    pub(super) fn multiply(&self, x: &[f32], y: &mut [f32], scratch: &mut Scratch) -> Result<()> {
        let n = x.len() / self.width;
        assert!(x.len() == n * self.width && y.len() == n * self.out);
        match &self.form {
            #[cfg(target_arch = "x86_64")]
            Form::Panels(panels) => panels.multiply(x, &self.bias, y, &mut scratch.inputs),
            Form::Dense(dense) => {
                let _ = scratch;
                self.multiply_dense(dense, x, y)?;
            }
        }
        Ok(())
    }

    /// The same for `rows` of [`width`](Rows::with_capacity) values.
    ///
    /// # Panics
    /// When the lengths do not fit together, or the matrix is [`dense`](Self::dense) where the machine has registers.
    pub(super) fn multiply_rows(&self, rows: &Rows, y: &mut [f32]) -> Result<()> {
        assert_eq!(rows.width, self.width);
        match (&self.form, &rows.values) {
            #[cfg(target_arch = "x86_64")]
            (Form::Panels(panels), Values::Blocks(_, inputs)) => {
                assert_eq!(inputs.len() / (self.width / BLOCK) * self.out, y.len());
                panels.multiply_quantized(inputs, &self.bias, y);
            }
            (Form::Dense(dense), Values::Dense(x)) => {
                assert_eq!(x.len() / self.width * self.out, y.len());
                self.multiply_dense(dense, x, y)?;
            }
            #[cfg(target_arch = "x86_64")]
            _ => panic!("rows and matrices of a machine have one form"),
        }
        Ok(())
    }

    fn multiply_dense(&self, dense: &Tensor, x: &[f32], y: &mut [f32]) -> Result<()> {
        let product = Tensor::from_slice(x, (x.len() / self.width, self.width), &Device::Cpu)?.matmul(dense)?;
        let product = product.flatten_all()?.to_vec1::<f32>()?;
        for (y, product) in y.chunks_exact_mut(self.out).zip(product.chunks_exact(self.out)) {
            for ((y, product), bias) in y.iter_mut().zip(product).zip(&self.bias) {
                *y = product + bias;
            }
        }
        Ok(())
    }

    /// The same on all threads; their number changes no bit.
    ///
    /// # Panics
    /// As [`multiply`](Self::multiply).
    pub(super) fn multiply_in_parallel(&self, x: &[f32], y: &mut [f32]) -> Result<()> {
        #[cfg(target_arch = "x86_64")]
        if let Form::Panels(panels) = &self.form {
            assert_eq!(x.len() / self.width * self.out, y.len());
            panels.multiply_in_parallel(x, &self.bias, y);
            return Ok(());
        }
        // candle takes all threads.
        self.multiply(x, y, &mut Scratch::default())
    }

    /// Outputs.
    pub(super) fn out(&self) -> usize {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(n: usize, seed: u32) -> Vec<f32> {
        let value = |i: u32| (i.wrapping_mul(2_654_435_761) ^ seed).wrapping_mul(40_503) as f32 / u32::MAX as f32 - 0.5;
        (0..n as u32).map(value).collect()
    }

    fn blocks(out: usize, width: usize) -> Vec<u8> {
        let matrix = Tensor::from_vec(noise(out * width, 1), (out, width), &Device::Cpu).unwrap();
        let quantized = QTensor::quantize(&matrix, GgmlDType::Q8_0).unwrap();
        quantized.data().unwrap().into_owned()
    }

    /// The largest difference.
    fn off(a: &[f32], b: &[f32]) -> f32 {
        assert_eq!(a.len(), b.len());
        a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
    }

    #[test]
    fn products_are_those_of_dense_matrices() {
        // Outputs that fill panels and that do not; rows that fill tiles and that do not.
        for (out, width) in [(96, 64), (100, 96), (9, 32)] {
            let blocks = blocks(out, width);
            let bias = noise(out, 3);
            let matrix = Matrix::new(&blocks, out, width, Some(bias.clone())).unwrap();
            let dense = Matrix::dense(&blocks, out, width, Some(bias)).unwrap();
            for n in [0, 1, 2, 5, 6, 7, 25, 130] {
                let x = noise(n * width, 2);
                let (mut y, mut expected) = (vec![0.0; n * out], vec![0.0; n * out]);
                matrix.multiply(&x, &mut y, &mut Scratch::default()).unwrap();
                dense.multiply(&x, &mut expected, &mut Scratch::default()).unwrap();
                assert!(
                    off(&y, &expected) < 0.02,
                    "{out} x {width}, {n} rows: {}",
                    off(&y, &expected)
                );
                let mut shared = vec![0.0; n * out];
                matrix.multiply_rows(&Rows::of(&x, width), &mut shared).unwrap();
                assert_eq!(shared, y, "{out} x {width}, {n} rows");
                let mut parallel = vec![0.0; n * out];
                matrix.multiply_in_parallel(&x, &mut parallel).unwrap();
                assert_eq!(parallel, y, "{out} x {width}, {n} rows");
            }
        }
    }

    #[test]
    fn rows_are_put_together_from_others() {
        let (a, b) = (Rows::of(&noise(3 * 32, 1), 32), Rows::of(&noise(2 * 64, 2), 64));
        let mut both = Rows::with_capacity(1, 96);
        both.push_row(&b, 1);
        both.push_row(&a, 2);
        assert_eq!(
            both,
            Rows::of(&[&noise(2 * 64, 2)[64..], &noise(3 * 32, 1)[64..]].concat(), 96)
        );
    }

    #[test]
    fn values_of_any_size_stay_themselves() {
        let matrix = Matrix::new(&blocks(32, 32), 32, 32, None).unwrap();
        let mut y = vec![1.0; 32];
        matrix.multiply(&[0.0; 32], &mut y, &mut Scratch::default()).unwrap();
        assert_eq!(y, [0.0; 32]);
        for size in [1e-30, 1e30] {
            let x: Vec<f32> = noise(32, 5).iter().map(|value| value * size).collect();
            matrix.multiply(&x, &mut y, &mut Scratch::default()).unwrap();
            assert!(y.iter().all(|y| y.is_finite()) && y.iter().any(|y| *y != 0.0), "{size}");
        }
        // A damaged model may give them, and gets what it deserves, but no panic.
        for no_number in [f32::NAN, -f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let mut x = noise(32, 5);
            x[7] = no_number;
            matrix.multiply(&x, &mut y, &mut Scratch::default()).unwrap();
        }
    }
}

//! Products of 8-bit matrices and single vectors: what writing one token after another takes.
//!
//! candle has such a product too, on a thread pool of its own that ignores `--jobs` and waits by spinning: beside other
//! programs on the same cores it took twenty times as long on two threads as on one.

use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{Device, Result, Tensor};
use half::f16;
use rayon::prelude::*;

/// Values that share a scale.
const BLOCK: usize = 32;
/// Bytes of a block: its scale in 16 bits, then the values.
const BLOCK_BYTES: usize = 2 + BLOCK;
/// Rows that one task takes.
const ROWS: usize = 64;

/// A matrix `[out, in]` of Q8_0 blocks, row by row.
pub(super) struct Q8 {
    blocks: QTensor,
    out: usize,
    width: usize,
}

/// A vector in 8 bits: values and, for each block of them, the scale.
struct Quantized {
    values: Vec<[i8; BLOCK]>,
    scales: Vec<f32>,
}

impl Q8 {
    /// Takes a Q8_0 tensor as it is and quantises any other. Rows must be whole blocks.
    pub(super) fn new(matrix: QTensor) -> Result<Self> {
        let (out, width) = matrix.shape().dims2()?;
        let blocks = if matrix.dtype() == GgmlDType::Q8_0 {
            matrix
        } else {
            QTensor::quantize(&matrix.dequantize(&Device::Cpu)?, GgmlDType::Q8_0)?
        };
        Ok(Self { blocks, out, width })
    }

    /// The matrix in f32.
    pub(super) fn dense(&self) -> Result<Tensor> {
        self.blocks.dequantize(&Device::Cpu)
    }

    /// x `[n, in]` to `[n, out]`, for small n.
    pub(super) fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let n = x.dim(0)?;
        let x = x.flatten_all()?.to_vec1::<f32>()?;
        let bytes = self.blocks.data()?;
        let mut out = vec![0f32; n * self.out];
        for (x, out) in x.chunks_exact(self.width).zip(out.chunks_exact_mut(self.out)) {
            let x = Quantized::new(x);
            let row_bytes = self.width / BLOCK * BLOCK_BYTES;
            let tasks = out.par_chunks_mut(ROWS).zip(bytes.par_chunks(ROWS * row_bytes));
            tasks.for_each(|(out, rows)| products(rows, &x, out));
        }
        Tensor::from_vec(out, (n, self.out), &Device::Cpu)
    }
}

impl Quantized {
    fn new(x: &[f32]) -> Self {
        let (blocks, _) = x.as_chunks::<BLOCK>();
        let scale = |block: &[f32; BLOCK]| block.iter().fold(0f32, |most, value| most.max(value.abs())) / 127.0;
        let scales: Vec<f32> = blocks.iter().map(scale).collect();
        let quantize = |(block, &scale): (&[f32; BLOCK], &f32)| {
            let factor = if scale > 0.0 { 1.0 / scale } else { 0.0 };
            block.map(|value| (value * factor).round() as i8)
        };
        Self {
            values: blocks.iter().zip(&scales).map(quantize).collect(),
            scales,
        }
    }
}

/// The product of each of `rows` with `x`, on the widest registers the machine has.
fn products(rows: &[u8], x: &Quantized, out: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        #[target_feature(enable = "avx2,fma,f16c")]
        fn wide(rows: &[u8], x: &Quantized, out: &mut [f32]) {
            plain(rows, x, out);
        }
        if std::arch::is_x86_feature_detected!("fma") && std::arch::is_x86_feature_detected!("f16c") {
            // SAFETY: the machine has what `wide` is compiled for.
            return unsafe { wide(rows, x, out) };
        }
    }
    plain(rows, x, out);
}

#[inline(always)]
fn plain(rows: &[u8], x: &Quantized, out: &mut [f32]) {
    let (blocks, _) = rows.as_chunks::<BLOCK_BYTES>();
    for (out, row) in out.iter_mut().zip(blocks.chunks_exact(x.values.len())) {
        let mut sum = 0f32;
        for ((block, values), scale) in row.iter().zip(&x.values).zip(&x.scales) {
            let mut dot = 0i32;
            for i in 0..BLOCK {
                dot += i32::from(block[2 + i] as i8) * i32::from(values[i]);
            }
            sum += dot as f32 * (f16::from_le_bytes([block[0], block[1]]).to_f32() * scale);
        }
        *out = sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_dense_matrices() {
        let values = |n: u32, seed: u32| -> Vec<f32> {
            let noise =
                |i: u32| (i.wrapping_mul(2_654_435_761) ^ seed).wrapping_mul(40_503) as f32 / u32::MAX as f32 - 0.5;
            (0..n).map(noise).collect()
        };
        let matrix = Tensor::from_vec(values(100 * 96, 1), (100, 96), &Device::Cpu).unwrap();
        let x = Tensor::from_vec(values(2 * 96, 2), (2, 96), &Device::Cpu).unwrap();
        let exact = x.matmul(&matrix.t().unwrap()).unwrap();
        let q8 = Q8::new(QTensor::quantize(&matrix, GgmlDType::F32).unwrap()).unwrap();
        let off = (q8.forward(&x).unwrap() - exact)
            .unwrap()
            .abs()
            .unwrap()
            .max_all()
            .unwrap();
        assert!(off.to_scalar::<f32>().unwrap() < 0.03, "{off}");
    }
}

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

/// A vector in 8 bits, kept in 16: values and, for each block of them, the scale.
struct Quantized {
    values: Vec<[i16; BLOCK]>,
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
            block.map(|value| (value * factor).round() as i16)
        };
        Self {
            values: blocks.iter().zip(&scales).map(quantize).collect(),
            scales,
        }
    }
}

/// The product of each of `rows` with `x`.
fn products(rows: &[u8], x: &Quantized, out: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::is_x86_feature_detected as has;
        if has!("avx2") && has!("fma") && has!("f16c") {
            // SAFETY: the machine has what the function is compiled for.
            return unsafe { wide::products(rows, x, out) };
        }
    }
    let (blocks, _) = rows.as_chunks::<BLOCK_BYTES>();
    for (out, row) in out.iter_mut().zip(blocks.chunks_exact(x.values.len())) {
        let parts = row
            .iter()
            .zip(&x.values)
            .zip(&x.scales)
            .map(|((block, values), scale)| {
                let products = block[2..].iter().zip(values);
                let dot: i32 = products.map(|(&a, &b)| i32::from(a as i8) * i32::from(b)).sum();
                dot as f32 * (f16::from_le_bytes([block[0], block[1]]).to_f32() * scale)
            });
        *out = parts.sum();
    }
}

/// The same on 256-bit registers, which compilers do not find by themselves.
#[cfg(target_arch = "x86_64")]
mod wide {
    use std::arch::x86_64::*;

    use super::{BLOCK_BYTES, Quantized};

    #[target_feature(enable = "avx2,fma,f16c")]
    pub(super) fn products(rows: &[u8], x: &Quantized, out: &mut [f32]) {
        let (blocks, _) = rows.as_chunks::<BLOCK_BYTES>();
        for (out, row) in out.iter_mut().zip(blocks.chunks_exact(x.values.len())) {
            let mut sums = _mm256_setzero_ps();
            for ((block, values), &scale) in row.iter().zip(&x.values).zip(&x.scales) {
                let (weights, _) = block[2..].as_chunks::<16>();
                let (values, _) = values.as_chunks::<16>();
                // Pairs of products of 16 bits fit 32 bits.
                let low = _mm256_madd_epi16(widen(&weights[0]), load(&values[0]));
                let high = _mm256_madd_epi16(widen(&weights[1]), load(&values[1]));
                let dots = _mm256_cvtepi32_ps(_mm256_add_epi32(low, high));
                let bits = i32::from(u16::from_le_bytes([block[0], block[1]]));
                let factor = _mm_cvtss_f32(_mm_cvtph_ps(_mm_cvtsi32_si128(bits))) * scale;
                sums = _mm256_fmadd_ps(dots, _mm256_set1_ps(factor), sums);
            }
            let halves = _mm_add_ps(_mm256_castps256_ps128(sums), _mm256_extractf128_ps::<1>(sums));
            let pairs = _mm_add_ps(halves, _mm_movehl_ps(halves, halves));
            *out = _mm_cvtss_f32(_mm_add_ss(pairs, _mm_movehdup_ps(pairs)));
        }
    }

    /// Sixteen 8-bit values as 16-bit ones.
    #[target_feature(enable = "avx2")]
    fn widen(bytes: &[u8; 16]) -> __m256i {
        // SAFETY: sixteen bytes are read, wherever they stand.
        _mm256_cvtepi8_epi16(unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) })
    }

    #[target_feature(enable = "avx2")]
    fn load(values: &[i16; 16]) -> __m256i {
        // SAFETY: sixteen values are read, wherever they stand.
        unsafe { _mm256_loadu_si256(values.as_ptr().cast()) }
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

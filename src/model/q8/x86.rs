//! The kernels: a few rows of inputs times a panel of weights, on registers that compilers do not fill by themselves.

use std::arch::is_x86_feature_detected as has;
use std::arch::x86_64::*;

use super::super::gguf::BLOCK;
use super::panels::{GROUP, GROUPS, Input, OUTPUTS, Tile, Weights};

/// A kernel that this machine can run; made by [`of_this_machine`](Self::of_this_machine) alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Kernel(Registers);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Registers {
    /// 512 bits, with an instruction for sums of four products of 8 bits.
    Avx512Vnni,
    /// 256 bits.
    Avx2,
}

impl Kernel {
    /// Most rows of any kernel.
    pub(super) const MOST_ROWS: usize = 6;

    /// The fastest one.
    pub(super) fn of_this_machine() -> Option<Self> {
        if !(has!("avx2") && has!("fma") && has!("f16c")) {
            return None;
        }
        Some(Self(if has!("avx512f") && has!("avx512vnni") {
            Registers::Avx512Vnni
        } else {
            Registers::Avx2
        }))
    }

    /// Adds whole blocks of `x`, brought to 8 bits, to `inputs`.
    pub(super) fn quantize(self, x: &[f32], inputs: &mut Vec<Input>) {
        // SAFETY: the machine has what the function is compiled for, or there would be no kernel.
        unsafe { quantize(x.as_chunks().0, inputs) }
    }

    /// Rows that it multiplies at once.
    pub(super) fn rows(self) -> usize {
        match self.0 {
            Registers::Avx512Vnni => 6,
            Registers::Avx2 => 3,
        }
    }

    /// The products of a panel's `weights`, its blocks in order, and up to [`rows`](Self::rows) rows of as many inputs.
    pub(super) fn multiply(self, weights: &[Weights], inputs: &[Input], tile: &mut Tile) {
        // SAFETY: the machine has what the functions are compiled for, or there would be no such kernel.
        unsafe {
            match (self.0, inputs.len() / weights.len()) {
                (Registers::Avx512Vnni, 6) => avx512::<6>(weights, inputs, tile),
                (Registers::Avx512Vnni, 5) => avx512::<5>(weights, inputs, tile),
                (Registers::Avx512Vnni, 4) => avx512::<4>(weights, inputs, tile),
                (Registers::Avx512Vnni, 3) => avx512::<3>(weights, inputs, tile),
                (Registers::Avx512Vnni, 2) => avx512::<2>(weights, inputs, tile),
                (Registers::Avx512Vnni, _) => avx512::<1>(weights, inputs, tile),
                (Registers::Avx2, 3) => avx2::<3>(weights, inputs, tile),
                (Registers::Avx2, 2) => avx2::<2>(weights, inputs, tile),
                (Registers::Avx2, _) => avx2::<1>(weights, inputs, tile),
            }
        }
    }
}

#[target_feature(enable = "avx2")]
fn quantize(blocks: &[[f32; BLOCK]], inputs: &mut Vec<Input>) {
    const LANES: usize = 8;
    inputs.reserve(blocks.len());
    for block in blocks {
        // SAFETY: four times eight values are read, of 32.
        let x: [__m256; BLOCK / LANES] =
            std::array::from_fn(|part| unsafe { _mm256_loadu_ps(block.as_ptr().add(part * LANES)) });
        let least = _mm256_min_ps(_mm256_min_ps(x[0], x[1]), _mm256_min_ps(x[2], x[3]));
        let most = _mm256_max_ps(_mm256_max_ps(x[0], x[1]), _mm256_max_ps(x[2], x[3]));
        let half = _mm_min_ps(_mm256_castps256_ps128(least), _mm256_extractf128_ps::<1>(least));
        let half = _mm_min_ps(half, _mm_movehl_ps(half, half));
        let least = _mm_cvtss_f32(_mm_min_ss(half, _mm_movehdup_ps(half)));
        let half = _mm_max_ps(_mm256_castps256_ps128(most), _mm256_extractf128_ps::<1>(most));
        let half = _mm_max_ps(half, _mm_movehl_ps(half, half));
        let range = _mm_cvtss_f32(_mm_max_ss(half, _mm_movehdup_ps(half))) - least;
        // What is too small for a finite factor is nothing beside anything else.
        let factor = if range > 1e-35 { 255.0 / range } else { 0.0 };
        let scale = range / 255.0;

        let mut whole = [_mm256_setzero_si256(); BLOCK / LANES];
        for (whole, x) in whole.iter_mut().zip(x) {
            let x = _mm256_mul_ps(_mm256_sub_ps(x, _mm256_set1_ps(least)), _mm256_set1_ps(factor));
            *whole = _mm256_cvtps_epi32(_mm256_sub_ps(x, _mm256_set1_ps(128.0)));
        }
        // Each half of a register is packed by itself, which leaves the groups of four in this order.
        let order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
        let low = _mm256_packs_epi32(whole[0], whole[1]);
        let high = _mm256_packs_epi32(whole[2], whole[3]);
        let bytes = _mm256_permutevar8x32_epi32(_mm256_packs_epi16(low, high), order);
        // The bytes plus 128 are without a sign, which there is an instruction for sums of.
        let ones = _mm256_sad_epu8(_mm256_xor_si256(bytes, _mm256_set1_epi8(-128)), _mm256_setzero_si256());
        let half = _mm_add_epi32(_mm256_castsi256_si128(ones), _mm256_extracti128_si256::<1>(ones));
        let sum = _mm_cvtsi128_si32(half) + _mm_extract_epi32::<2>(half) - 128 * BLOCK as i32;

        let mut values = [[0; GROUP]; GROUPS];
        // SAFETY: the array has the 32 bytes that are written.
        unsafe { _mm256_storeu_si256(values.as_mut_ptr().cast(), bytes) };
        inputs.push(Input {
            values,
            scale,
            middle: least + 128.0 * scale,
            offset: -128 * sum,
        });
    }
}

/// The rows of `inputs`, each of as many blocks as `weights`.
#[inline(always)]
fn rows<'a, const ROWS: usize>(weights: &[Weights], inputs: &'a [Input]) -> [&'a [Input]; ROWS] {
    std::array::from_fn(|row| &inputs[row * weights.len()..][..weights.len()])
}

/// Four inputs as the 32 bits they are.
#[inline(always)]
fn group(input: &Input, group: usize) -> i32 {
    let [a, b, c, d] = input.values[group];
    i32::from_ne_bytes([a as u8, b as u8, c as u8, d as u8])
}

// Loops over indices: what a closure does is not compiled for the registers unless the compiler happens to inline it.
#[allow(clippy::needless_range_loop)]
#[target_feature(enable = "avx512f,avx512vnni")]
fn avx512<const ROWS: usize>(weights: &[Weights], inputs: &[Input], tile: &mut Tile) {
    const LANES: usize = 16;
    let rows = rows::<ROWS>(weights, inputs);
    let mut sums = [[_mm512_setzero_ps(); 2]; ROWS];
    for (at, weights) in weights.iter().enumerate() {
        let mut dots = [[_mm512_setzero_si512(); 2]; ROWS];
        for row in 0..ROWS {
            dots[row] = [_mm512_set1_epi32(rows[row][at].offset); 2];
        }
        for g in 0..GROUPS {
            let values = &weights.values[g];
            // SAFETY: sixteen outputs have 64 bytes, and there are twice as many.
            let (low, high) = unsafe {
                (
                    _mm512_loadu_si512(values.as_ptr().cast()),
                    _mm512_loadu_si512(values.as_ptr().add(LANES).cast()),
                )
            };
            for row in 0..ROWS {
                let x = _mm512_set1_epi32(group(&rows[row][at], g));
                dots[row][0] = _mm512_dpbusd_epi32(dots[row][0], low, x);
                dots[row][1] = _mm512_dpbusd_epi32(dots[row][1], high, x);
            }
        }
        for half in 0..2 {
            // SAFETY: sixteen values of 16 bits are read, of 32.
            let (scales, ones) = unsafe {
                (
                    _mm256_loadu_si256(weights.scales.as_ptr().add(half * LANES).cast()),
                    _mm256_loadu_si256(weights.sums.as_ptr().add(half * LANES).cast()),
                )
            };
            let scales = _mm512_cvtph_ps(scales);
            let ones = _mm512_mul_ps(_mm512_cvtepi32_ps(_mm512_cvtepi16_epi32(ones)), scales);
            for row in 0..ROWS {
                let input = &rows[row][at];
                let scaled = _mm512_mul_ps(scales, _mm512_set1_ps(input.scale));
                let sum = _mm512_fmadd_ps(_mm512_cvtepi32_ps(dots[row][half]), scaled, sums[row][half]);
                sums[row][half] = _mm512_fmadd_ps(ones, _mm512_set1_ps(input.middle), sum);
            }
        }
    }
    for row in 0..ROWS {
        for half in 0..2 {
            // SAFETY: sixteen values are written, of 32.
            unsafe { _mm512_storeu_ps(tile[row].as_mut_ptr().add(half * LANES), sums[row][half]) };
        }
    }
}

// As above.
#[allow(clippy::needless_range_loop)]
#[target_feature(enable = "avx2,fma,f16c")]
fn avx2<const ROWS: usize>(weights: &[Weights], inputs: &[Input], tile: &mut Tile) {
    const LANES: usize = 8;
    let rows = rows::<ROWS>(weights, inputs);
    // Two registers of outputs at a time: there are sixteen registers.
    for first in (0..OUTPUTS).step_by(2 * LANES) {
        let mut sums = [[_mm256_setzero_ps(); 2]; ROWS];
        for (at, weights) in weights.iter().enumerate() {
            let mut dots = [[_mm256_setzero_si256(); 2]; ROWS];
            for row in 0..ROWS {
                dots[row] = [_mm256_set1_epi32(rows[row][at].offset); 2];
            }
            for g in 0..GROUPS {
                for half in 0..2 {
                    let outputs = &weights.values[g][first + half * LANES..][..LANES];
                    // SAFETY: eight outputs have 32 bytes.
                    let values = unsafe { _mm256_loadu_si256(outputs.as_ptr().cast()) };
                    // Sums of two products of 8 bits do not fit 16: even and odd inputs apart, they are taken in 32.
                    let even = _mm256_and_si256(values, _mm256_set1_epi16(0xff));
                    let odd = _mm256_srli_epi16::<8>(values);
                    for row in 0..ROWS {
                        let x = _mm256_set1_epi32(group(&rows[row][at], g));
                        let even = _mm256_madd_epi16(even, _mm256_srai_epi16::<8>(_mm256_slli_epi16::<8>(x)));
                        let odd = _mm256_madd_epi16(odd, _mm256_srai_epi16::<8>(x));
                        dots[row][half] = _mm256_add_epi32(dots[row][half], _mm256_add_epi32(even, odd));
                    }
                }
            }
            for half in 0..2 {
                let outputs = first + half * LANES..first + (half + 1) * LANES;
                // SAFETY: eight values of 16 bits are read where eight are.
                let (scales, ones) = unsafe {
                    (
                        _mm_loadu_si128(weights.scales[outputs.clone()].as_ptr().cast()),
                        _mm_loadu_si128(weights.sums[outputs].as_ptr().cast()),
                    )
                };
                let scales = _mm256_cvtph_ps(scales);
                let ones = _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(ones)), scales);
                for row in 0..ROWS {
                    let input = &rows[row][at];
                    let scaled = _mm256_mul_ps(scales, _mm256_set1_ps(input.scale));
                    let sum = _mm256_fmadd_ps(_mm256_cvtepi32_ps(dots[row][half]), scaled, sums[row][half]);
                    sums[row][half] = _mm256_fmadd_ps(ones, _mm256_set1_ps(input.middle), sum);
                }
            }
        }
        for row in 0..ROWS {
            let (halves, _) = tile[row][first..].as_chunks_mut::<LANES>();
            for half in 0..2 {
                // SAFETY: eight values are written where eight have room.
                unsafe { _mm256_storeu_ps(halves[half].as_mut_ptr(), sums[row][half]) };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use half::f16;

    use super::super::super::gguf::BLOCK_BYTES;
    use super::super::panels::panel;
    use super::*;

    #[test]
    fn inputs_keep_their_values_and_order() {
        let Some(kernel) = Kernel::of_this_machine() else {
            eprintln!("this machine has no kernel");
            return;
        };
        let x: [f32; 2 * BLOCK] = std::array::from_fn(|i| (i * 37 % 64) as f32 - 20.0);
        let mut inputs = Vec::new();
        kernel.quantize(&x, &mut inputs);
        assert_eq!(inputs.len(), 2);
        for (input, x) in inputs.iter().zip(x.as_chunks::<BLOCK>().0) {
            let values = input.values.as_flattened();
            for (&value, x) in values.iter().zip(x) {
                let back = f32::from(value) * input.scale + input.middle;
                assert!((back - x).abs() <= 0.501 * input.scale, "{back} {x}");
            }
            assert_eq!((values.iter().min(), values.iter().max()), (Some(&-128), Some(&127)));
            assert_eq!(
                input.offset,
                -128 * values.iter().map(|&value| i32::from(value)).sum::<i32>()
            );
        }
    }

    #[test]
    fn both_kernels_give_the_same() {
        if !(has!("avx512f") && has!("avx512vnni") && has!("f16c")) {
            eprintln!("this machine has one kernel or none");
            return;
        }
        let mut next = 1u32;
        let mut byte = || {
            next = next.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (next >> 24) as u8
        };
        let mut rows = vec![0; 3 * OUTPUTS * BLOCK_BYTES];
        for block in rows.chunks_exact_mut(BLOCK_BYTES) {
            block.fill_with(|| byte().max(1));
            // A scale of 1 to 2.
            block[1] = 0x3c;
        }
        let weights = panel(&rows, 3);
        let inputs: Vec<Input> = (0..9)
            .map(|_| {
                let values = [[0i8; 4]; GROUPS].map(|group| group.map(|_| byte().cast_signed()));
                let sum: i32 = values.iter().flatten().map(|&value| i32::from(value)).sum();
                Input {
                    values,
                    scale: f32::from(byte()),
                    middle: f32::from(byte()),
                    offset: -128 * sum,
                }
            })
            .collect();
        let tiles = [Registers::Avx512Vnni, Registers::Avx2].map(|registers| {
            let mut tile = [[0.0; OUTPUTS]; Kernel::MOST_ROWS];
            Kernel(registers).multiply(&weights, &inputs, &mut tile);
            tile
        });
        assert_eq!(tiles[0], tiles[1]);
        // One output by hand.
        let exact: f32 = (0..3)
            .map(|at| {
                let block = &rows[(7 * 3 + at) * BLOCK_BYTES..][..BLOCK_BYTES];
                let scale = f16::from_le_bytes([block[0], block[1]]).to_f32();
                let input = &inputs[at];
                let products = block[2..].iter().zip(input.values.as_flattened()).map(|(&weight, &x)| {
                    f32::from(weight.cast_signed()) * scale * (f32::from(x) * input.scale + input.middle)
                });
                products.sum::<f32>()
            })
            .sum();
        assert!(
            (tiles[0][0][7] - exact).abs() <= 1e-4 * exact.abs(),
            "{} {exact}",
            tiles[0][0][7]
        );
    }
}

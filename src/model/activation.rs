//! Functions of single values and of rows, on whole registers.
//!
//! candle's take one value after another, on one thread, through calls. The loops here are plain ones, with neither calls nor
//! branches; [`on_wide_registers`] compiles them for the registers that the machine has. No bit depends on which those are.

/// Runs `work`, a closure marked `#[inline(always)]` as all that it calls must be, on the widest registers of this machine.
pub(super) fn on_wide_registers<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx2,fma")]
        fn wide<R>(work: impl FnOnce() -> R) -> R {
            work()
        }
        if std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma") {
            // SAFETY: the machine has what the function is compiled for.
            return unsafe { wide(work) };
        }
    }
    work()
}

/// `x * Φ(x)`, Φ being the normal distribution's cumulative function: the exact GELU (Hendrycks & Gimpel 2016), not the tanh
/// form.
///
/// Φ(x) - 1/2 is taken as x P(x²) / Q(x²), fitted to `erf` by least squares reweighted towards the largest error
/// (Sanathanan & Koerner 1963, Lawson 1961): off by 6e-9 at most, which is less than f32 resolves.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    // Beyond it Φ is 0 or 1 as far as f32 is concerned.
    const END: f32 = 5.4;
    let c = x.clamp(-END, END);
    let t = c * c;
    let p = 2.338_669_4e-8;
    let p = p * t + 6.360_028_7e-6;
    let p = p * t + 1.643_225_6e-4;
    let p = p * t + 4.650_857e-3;
    let p = p * t + 3.337_231e-2;
    let p = p * t + 0.398_942_23;
    let q = 1.216_590_4e-6;
    let q = q * t + 7.240_047e-5;
    let q = q * t + 1.858_986_5e-3;
    let q = q * t + 2.837_873_4e-2;
    let q = q * t + 0.250_318_05;
    let q = q * t + 1.0;
    x * (0.5 + c * p / q)
}

/// `exp(x)` to 4e-7 of its value: `2^n · exp(f)` with n whole and |f| ≤ ln 2 / 2, the second by its Taylor series. Beyond what
/// f32 holds, the value at the end.
#[inline(always)]
fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 88.0);
    // Adding and taking off 1.5 · 2^23 rounds to a whole number, without a call.
    const ROUND: f32 = 12_582_912.0;
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let n = rounded - ROUND;
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
    // The lowest bits of the rounded number are those of n, which become the exponent.
    p * f32::from_bits(rounded.to_bits().wrapping_add(127) << 23)
}

/// Values that are added up side by side, so that the order of additions is the same on registers of any width.
const LANES: usize = 16;

/// The softmax of `row` times `scale`, in place.
#[inline(always)]
pub(super) fn softmax(row: &mut [f32], scale: f32) {
    let higher = |a: f32, b: f32| if b > a { b } else { a };
    let (chunks, rest) = row.as_chunks_mut::<LANES>();
    let mut highest = [f32::NEG_INFINITY; LANES];
    for chunk in chunks.iter() {
        for (highest, &value) in highest.iter_mut().zip(chunk) {
            *highest = higher(*highest, value);
        }
    }
    let highest = highest
        .into_iter()
        .chain(rest.iter().copied())
        .fold(f32::NEG_INFINITY, higher);
    let mut sums = [0f32; LANES];
    for chunk in chunks {
        for (sum, value) in sums.iter_mut().zip(chunk) {
            *value = exp((*value - highest) * scale);
            *sum += *value;
        }
    }
    for (sum, value) in sums.iter_mut().zip(rest) {
        *value = exp((*value - highest) * scale);
        *sum += *value;
    }
    let factor = 1.0 / total(sums);
    row.iter_mut().for_each(|value| *value *= factor);
}

/// RMSNorm (Zhang & Sennrich 2019) of `row`, to `normed`: `row / root mean square * gain`.
#[inline(always)]
pub(super) fn rms_normalize(row: &[f32], normed: &mut [f32], gain: &[f32], epsilon: f32) {
    let mut sums = [0f32; LANES];
    for part in row.chunks(LANES) {
        for (sum, value) in sums.iter_mut().zip(part) {
            *sum += value * value;
        }
    }
    let factor = 1.0 / (total(sums) / row.len() as f32 + epsilon).sqrt();
    for ((normed, value), gain) in normed.iter_mut().zip(row).zip(gain) {
        *normed = value * factor * gain;
    }
}

/// `silu(gate) * up` (Shazeer 2020) of a row of gates followed by as many ups, to `inner`.
#[inline(always)]
pub(super) fn swiglu(both: &[f32], inner: &mut [f32]) {
    let (gates, ups) = both.split_at(inner.len());
    for ((inner, &gate), &up) in inner.iter_mut().zip(gates).zip(ups) {
        *inner = gate / (1.0 + exp(-gate)) * up;
    }
}

/// LayerNorm (Ba et al. 2016) of the sum of two rows: `row = (row + more - mean) / deviation * gain + offset`.
#[inline(always)]
pub(super) fn add_and_normalize(row: &mut [f32], more: &[f32], gain: &[f32], offset: &[f32], epsilon: f32) {
    let mut sums = [0f32; LANES];
    for (row, more) in row.chunks_exact_mut(LANES).zip(more.chunks_exact(LANES)) {
        for ((sum, value), more) in sums.iter_mut().zip(row).zip(more) {
            *value += more;
            *sum += *value;
        }
    }
    let mean = total(sums) / row.len() as f32;
    let mut sums = [0f32; LANES];
    for row in row.chunks_exact(LANES) {
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum += (value - mean) * (value - mean);
        }
    }
    let factor = 1.0 / (total(sums) / row.len() as f32 + epsilon).sqrt();
    for ((value, gain), offset) in row.iter_mut().zip(gain).zip(offset) {
        *value = (*value - mean) * factor * gain + offset;
    }
}

#[inline(always)]
fn total(lanes: [f32; LANES]) -> f32 {
    let mut lanes = lanes;
    let mut n = LANES;
    while n > 1 {
        n /= 2;
        for i in 0..n {
            lanes[i] += lanes[i + n];
        }
    }
    lanes[0]
}

#[cfg(test)]
mod tests {
    use candle_core::{DType, Device, Tensor};

    use super::*;

    #[test]
    fn gelu_is_the_exact_one() {
        let xs: Vec<f32> = (-80_000..=80_000).map(|i| i as f32 * 1e-4).collect();
        let exact = Tensor::new(xs.as_slice(), &Device::Cpu)
            .unwrap()
            .to_dtype(DType::F64)
            .unwrap();
        let exact = exact.gelu_erf().unwrap().to_vec1::<f64>().unwrap();
        for (x, exact) in xs.iter().zip(exact) {
            assert!((f64::from(gelu(*x)) - exact).abs() < 2e-6, "{x}");
        }
        assert_eq!(gelu(0.0), 0.0);
        assert!(gelu(f32::NAN).is_nan());
    }

    #[test]
    fn exp_is_the_library_one() {
        for i in -870_000..=870_000 {
            let x = i as f32 * 1e-4;
            let exact = f64::from(x).exp();
            assert!((f64::from(exp(x)) - exact).abs() <= 4e-7 * exact, "{x}");
        }
        assert!(exp(-1000.0) < 1e-37 && exp(1000.0).is_finite() && exp(f32::NAN).is_nan());
    }

    #[test]
    fn softmax_is_the_plain_one() {
        for n in [1, 2, 15, 16, 17, 100] {
            let scores: Vec<f32> = (0..n).map(|i| (i * 37 % 23) as f32 / 3.0 - 4.0).collect();
            let mut row = scores.clone();
            softmax(&mut row, 0.5);
            let sum: f64 = scores.iter().map(|&score| (f64::from(score) * 0.5).exp()).sum();
            for (value, score) in row.iter().zip(&scores) {
                assert!(
                    (f64::from(*value) - (f64::from(*score) * 0.5).exp() / sum).abs() < 1e-6,
                    "{n}"
                );
            }
        }
    }

    #[test]
    fn wide_registers_change_no_bit() {
        let values: Vec<f32> = (0..384).map(|i| (i * 31 % 101) as f32 / 17.0 - 3.0).collect();
        #[inline(always)]
        fn work(values: &mut [f32]) {
            let more = vec![0.25; 384];
            add_and_normalize(values, &more, &more, &more, 1e-12);
            softmax(values, 0.3);
            values.iter_mut().for_each(|value| *value = gelu(*value));
        }
        let (mut narrow, mut wide) = (values.clone(), values);
        work(&mut narrow);
        on_wide_registers(
            #[inline(always)]
            || work(&mut wide),
        );
        assert_eq!(narrow, wide);
    }
}

//! The loss of a linear-chain conditional random field (Lafferty et al. 2001) and its gradient, by forward-backward.
//!
//! Labels may be known in part: a word allows any set of them, and the loss is how much more probable all sequences are
//! than the allowed ones (Tsuboi et al. 2008).

/// What a sentence costs, and which way is down.
pub struct Loss {
    pub value: f64,
    /// By the emissions, `[words, labels]`.
    pub emissions: Vec<f32>,
    /// By the transitions, `[labels + 1, labels]`; the last row is the start's.
    pub transitions: Vec<f32>,
}

/// The loss of a sentence; `None` where no allowed sequence is possible. `steps` are the exponentials of the
/// transitions, `[labels + 1, labels]`, zero where a step is impossible.
pub fn loss(labels: usize, emissions: &[f32], steps: &[f64], allowed: &[u32]) -> Option<Loss> {
    let potentials: Vec<f64> = emissions
        .chunks_exact(labels)
        .flat_map(|row| {
            let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            row.iter().map(move |value| f64::from(value - most).exp())
        })
        .collect();
    let free = expectations(labels, &potentials, steps)?;
    let masked: Vec<f64> = potentials
        .chunks_exact(labels)
        .zip(allowed)
        .flat_map(|(row, mask)| {
            row.iter()
                .enumerate()
                .map(move |(i, p)| if mask >> i & 1 == 1 { *p } else { 0.0 })
        })
        .collect();
    let gold = expectations(labels, &masked, steps)?;
    let difference = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b) as f32).collect();
    Some(Loss {
        value: free.log_total - gold.log_total,
        emissions: difference(&free.labels, &gold.labels),
        transitions: difference(&free.steps, &gold.steps),
    })
}

/// How often each label and step is expected.
struct Expectations {
    log_total: f64,
    labels: Vec<f64>,
    steps: Vec<f64>,
}

/// Forward-backward, every word scaled to sum 1.
fn expectations(n: usize, potentials: &[f64], steps: &[f64]) -> Option<Expectations> {
    let words = potentials.len() / n;
    let mut forward = vec![0f64; words * n];
    let mut scales = vec![0f64; words];
    for t in 0..words {
        let (before, row) = forward.split_at_mut(t * n);
        let row = &mut row[..n];
        if t == 0 {
            row.copy_from_slice(&steps[n * n..]);
        } else {
            for (from, weight) in before[(t - 1) * n..].iter().enumerate() {
                row.iter_mut()
                    .zip(&steps[from * n..])
                    .for_each(|(value, step)| *value += weight * step);
            }
        }
        row.iter_mut()
            .zip(&potentials[t * n..])
            .for_each(|(value, p)| *value *= p);
        scales[t] = row.iter().sum();
        if scales[t] <= 0.0 || !scales[t].is_finite() {
            return None;
        }
        row.iter_mut().for_each(|value| *value /= scales[t]);
    }
    let mut expected = Expectations {
        log_total: scales.iter().map(|scale| scale.ln()).sum(),
        labels: vec![0.0; words * n],
        steps: vec![0.0; (n + 1) * n],
    };
    let mut backward = vec![1f64; n];
    for t in (0..words).rev() {
        for i in 0..n {
            expected.labels[t * n + i] = forward[t * n + i] * backward[i];
        }
        if t == 0 {
            expected.steps[n * n..].copy_from_slice(&expected.labels[..n]);
            break;
        }
        let weighted: Vec<f64> = (0..n)
            .map(|i| backward[i] * potentials[t * n + i] / scales[t])
            .collect();
        for from in 0..n {
            let mut sum = 0.0;
            for to in 0..n {
                let step = steps[from * n + to] * weighted[to];
                expected.steps[from * n + to] += forward[(t - 1) * n + from] * step;
                sum += step;
            }
            backward[from] = sum;
        }
    }
    Some(expected)
}

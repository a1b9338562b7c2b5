//! One head: the network from a word's vectors to its label.
//!
//! ```text
//! h = relu(W x + Σ features)              each word by itself
//! z = h + relu(C [h before; h; h after])  a convolution of width 3
//! y = O z                                 one score a label, decoded by Viterbi
//! ```

use candle_core::quantized::gguf_file::Value;
use candle_core::{Device, Tensor};

use super::super::Error;
use super::super::gguf::File;
use super::super::weights::HIDDEN;
use super::{BUCKETS, FEATURES, Task, Transitions};

/// Values of a word's input: two token vectors.
pub const INPUT: usize = 2 * HIDDEN;

/// Channels of the network.
pub const WIDTH: usize = 128;

/// A trained head.
pub struct Head {
    /// `[WIDTH, INPUT]`.
    input: Tensor,
    /// `[WIDTH]`.
    input_bias: Vec<f32>,
    /// `[BUCKETS, WIDTH]`.
    features: Vec<f32>,
    /// `[WIDTH, 3 * WIDTH]`.
    convolution: Tensor,
    /// `[WIDTH]`.
    convolution_bias: Vec<f32>,
    /// `[labels, WIDTH]`.
    output: Tensor,
    /// `[labels]`.
    output_bias: Vec<f32>,
    transitions: Transitions,
}

impl Head {
    /// Reads the head for `task` from a GGUF file.
    ///
    /// # Errors
    /// When the file is none, was trained for other labels, or lacks a tensor of the right shape and type.
    pub fn read(task: Task, file: &[u8]) -> Result<Self, Error> {
        let file = File::open(file)?;
        let labels = task.labels();
        let expected = Value::Array(labels.iter().cloned().map(Value::String).collect());
        // Neither has an equality of its own.
        let stored = file
            .content()
            .metadata
            .get("labels")
            .map(|stored| format!("{stored:?}"));
        if stored != Some(format!("{expected:?}")) {
            return Err(Error::Labels { expected: labels });
        }
        let n = labels.len();
        let transitions = file.f32s("transitions", &[(n + 1) * n])?;
        Ok(Self {
            input: file.tensor("input.weight", &[WIDTH, INPUT])?,
            input_bias: file.f32s("input.bias", &[WIDTH])?,
            features: file.f32s("features.weight", &[BUCKETS, WIDTH])?,
            convolution: file.tensor("convolution.weight", &[WIDTH, 3 * WIDTH])?,
            convolution_bias: file.f32s("convolution.bias", &[WIDTH])?,
            output: file.tensor("output.weight", &[n, WIDTH])?,
            output_bias: file.f32s("output.bias", &[n])?,
            transitions: Transitions::new(n, transitions).expect("the shape was checked"),
        })
    }

    /// The labels of all words of a batch, as indices into [`Task::labels`]. `inputs` are those of [`Task::inputs`];
    /// `lengths` are the words of each sequence, together the rows of both others.
    ///
    /// # Errors
    /// When candle fails, which is not expected.
    pub fn label(&self, inputs: &Tensor, features: &[[u32; FEATURES]], lengths: &[usize]) -> Result<Vec<u8>, Error> {
        if features.is_empty() {
            return Ok(Vec::new());
        }
        let emissions = self.emissions(inputs, features, lengths).map_err(Error::Forward)?;
        let mut labels = Vec::with_capacity(features.len());
        let mut rest = emissions.as_slice();
        for length in lengths {
            let (sequence, others) = rest.split_at(length * self.output_bias.len());
            labels.extend(self.transitions.decode(sequence));
            rest = others;
        }
        Ok(labels)
    }

    /// Scores, `[words, labels]`.
    fn emissions(
        &self,
        inputs: &Tensor,
        features: &[[u32; FEATURES]],
        lengths: &[usize],
    ) -> candle_core::Result<Vec<f32>> {
        let mut hidden = product(inputs, &self.input)?;
        for (row, buckets) in hidden.chunks_exact_mut(WIDTH).zip(features) {
            add(row, &self.input_bias);
            for &bucket in buckets {
                let start = bucket as usize * WIDTH;
                add(row, &self.features[start..start + WIDTH]);
            }
            row.iter_mut().for_each(|value| *value = value.max(0.0));
        }
        let beside = Tensor::from_vec(neighbours(&hidden, lengths), (features.len(), 3 * WIDTH), &Device::Cpu)?;
        let mixed = product(&beside, &self.convolution)?;
        for (row, mixed) in hidden.chunks_exact_mut(WIDTH).zip(mixed.chunks_exact(WIDTH)) {
            for ((value, mixed), bias) in row.iter_mut().zip(mixed).zip(&self.convolution_bias) {
                *value += (mixed + bias).max(0.0);
            }
        }
        let hidden = Tensor::from_vec(hidden, (features.len(), WIDTH), &Device::Cpu)?;
        let mut scores = product(&hidden, &self.output)?;
        scores
            .chunks_exact_mut(self.output_bias.len())
            .for_each(|row| add(row, &self.output_bias));
        Ok(scores)
    }
}

/// `[n, in]` times the transpose of `[out, in]`.
fn product(rows: &Tensor, weight: &Tensor) -> candle_core::Result<Vec<f32>> {
    rows.matmul(&weight.t()?)?.flatten_all()?.to_vec1()
}

fn add(row: &mut [f32], more: &[f32]) {
    row.iter_mut().zip(more).for_each(|(value, more)| *value += more);
}

/// Each row between the one before and the one after, `[n, 3 * WIDTH]`; zeros beyond the ends of a sequence.
fn neighbours(hidden: &[f32], lengths: &[usize]) -> Vec<f32> {
    let mut beside = vec![0f32; 3 * hidden.len()];
    let mut start = 0;
    for &length in lengths {
        for i in start..start + length {
            let from = if i == start { i } else { i - 1 };
            let to = if i + 1 == start + length { i } else { i + 1 };
            let at = 3 * i * WIDTH + (1 + from - i) * WIDTH;
            beside[at..at + (to + 1 - from) * WIDTH].copy_from_slice(&hidden[from * WIDTH..(to + 1) * WIDTH]);
        }
        start += length;
    }
    beside
}

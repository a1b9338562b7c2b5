//! One head: the networks from a word's vectors to its label.
//!
//! ```text
//! h = relu(W x + Σ features)              each word by itself
//! z = h + relu(C [h before; h; h after])  a convolution of width 3
//! y = O z                                 one score a label, decoded by Viterbi
//! ```
//!
//! Every network has its own x and was trained by itself, and y is the mean of their scores: they err in different
//! places (Hansen and Salamon 1990). Some heads are one network only.

use candle_core::quantized::gguf_file::Value;

use super::super::Error;
use super::super::gguf::{BLOCK, File};
use super::super::q8::{Matrix, Scratch};
use super::super::weights::HIDDEN;
use super::{BUCKETS, FEATURES, Task, Transitions};

/// Values of a word's input to a network: two token vectors.
pub const INPUT: usize = 2 * HIDDEN;

/// More than any head that keeps to its time.
const MOST_CHANNELS: usize = 1024;

/// A trained head.
pub struct Head {
    /// Channels of each network.
    width: usize,
    /// `[width, INPUT]` for each network.
    inputs: Vec<Matrix>,
    /// `[buckets, channels]`, the channels of all networks side by side; the number of buckets divides [`BUCKETS`].
    features: Vec<f32>,
    /// `[width, 3 * width]` for each network.
    convolutions: Vec<Matrix>,
    /// `[labels, channels]`.
    output: Matrix,
    labels: usize,
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
        let (buckets, channels) = file.matrix_shape("features.weight")?;
        let networks = task.networks();
        let width = channels / networks;
        let even = width.is_multiple_of(BLOCK) && width * networks == channels;
        if !even || !(1..=MOST_CHANNELS).contains(&channels) {
            return Err(Error::Tensor {
                name: "features.weight".to_owned(),
                expected: format!("of the channels of {networks} networks, at most {MOST_CHANNELS}"),
            });
        }
        if buckets == 0 || !BUCKETS.is_multiple_of(buckets) {
            return Err(Error::Tensor {
                name: "features.weight".to_owned(),
                expected: format!("of rows whose number divides {BUCKETS}"),
            });
        }
        let n = labels.len();
        let transitions = file.f32s("transitions", &[(n + 1) * n])?;
        Ok(Self {
            width,
            inputs: file.matrices("input", networks, width, INPUT)?,
            features: file.f32s("features.weight", &[buckets, channels])?,
            convolutions: file.matrices("convolution", networks, width, 3 * width)?,
            output: file.matrix("output", n, channels)?,
            labels: n,
            transitions: Transitions::new(n, transitions).expect("the shape was checked"),
        })
    }

    /// The labels of all words of a batch, as indices into [`Task::labels`]. `inputs` are those of [`Task::inputs`];
    /// `lengths` are the words of each sequence, together the rows of both others.
    ///
    /// # Errors
    /// When candle fails, which is not expected.
    pub fn label(
        &self,
        inputs: &[Vec<f32>],
        features: &[[u32; FEATURES]],
        lengths: &[usize],
    ) -> Result<Vec<u8>, Error> {
        if features.is_empty() {
            return Ok(Vec::new());
        }
        let emissions = self.emissions(inputs, features, lengths).map_err(Error::Forward)?;
        let mut labels = Vec::with_capacity(features.len());
        let mut rest = emissions.as_slice();
        for length in lengths {
            let (sequence, others) = rest.split_at(length * self.labels);
            labels.extend(self.transitions.decode(sequence));
            rest = others;
        }
        Ok(labels)
    }

    /// Scores, `[words, labels]`.
    fn emissions(
        &self,
        inputs: &[Vec<f32>],
        features: &[[u32; FEATURES]],
        lengths: &[usize],
    ) -> candle_core::Result<Vec<f32>> {
        let (words, width) = (features.len(), self.width);
        let channels = width * self.inputs.len();
        let mut scratch = Scratch::default();
        let mut all = vec![0f32; words * channels];
        let mut hidden = vec![0f32; words * width];
        let mut mixed = vec![0f32; words * width];
        let networks = inputs.iter().zip(&self.inputs).zip(&self.convolutions);
        for (((values, input), convolution), start) in networks.zip((0..).step_by(width)) {
            input.multiply(values, &mut hidden, &mut scratch)?;
            for (row, buckets) in hidden.chunks_exact_mut(width).zip(features) {
                for &bucket in buckets {
                    let at = bucket as usize * channels % self.features.len() + start;
                    let feature = &self.features[at..at + width];
                    row.iter_mut().zip(feature).for_each(|(value, more)| *value += more);
                }
                row.iter_mut().for_each(|value| *value = value.max(0.0));
            }
            convolution.multiply(&neighbours(&hidden, width, lengths), &mut mixed, &mut scratch)?;
            let rows = hidden.chunks_exact(width).zip(mixed.chunks_exact(width));
            for (all, (hidden, mixed)) in all.chunks_exact_mut(channels).zip(rows) {
                let all = all[start..start + width].iter_mut();
                all.zip(hidden.iter().zip(mixed))
                    .for_each(|(value, (hidden, mixed))| *value = hidden + mixed.max(0.0));
            }
        }
        let mut scores = vec![0f32; words * self.labels];
        self.output.multiply(&all, &mut scores, &mut scratch)?;
        Ok(scores)
    }
}

/// Each row of `hidden`, `[n, width]`, between the row before and the row after: `[n, 3 * width]`; zeros beyond the ends
/// of a sequence.
fn neighbours(hidden: &[f32], width: usize, lengths: &[usize]) -> Vec<f32> {
    let rows: Vec<&[f32]> = hidden.chunks_exact(width).collect();
    let nothing = vec![0f32; width];
    let mut beside = Vec::with_capacity(3 * hidden.len());
    let mut rest = rows.as_slice();
    for &length in lengths {
        let (sequence, others) = rest.split_at(length);
        rest = others;
        for (i, row) in sequence.iter().enumerate() {
            beside.extend_from_slice(i.checked_sub(1).map_or(&nothing, |before| sequence[before]));
            beside.extend_from_slice(row);
            beside.extend_from_slice(sequence.get(i + 1).copied().unwrap_or(&nothing));
        }
    }
    beside
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[u8] = include_bytes!("../../../models/heads/names.gguf");

    #[test]
    fn damaged_files_are_errors() {
        assert!(matches!(Head::read(Task::Names, &[]), Err(Error::Weights(_))));
        for length in [20, 500, 1_500, NAMES.len() / 2, NAMES.len() - 400] {
            let refused = Head::read(Task::Names, &NAMES[..length])
                .err()
                .expect("a cut file is refused");
            assert!(
                matches!(refused, Error::Weights(_) | Error::Tensor { .. }),
                "{length}: {refused}"
            );
        }
        let refused = Head::read(Task::Names, &NAMES[..NAMES.len() / 2])
            .err()
            .unwrap()
            .to_string();
        assert!(
            refused.starts_with("tensor ") && refused.contains("of the weights should be ["),
            "{refused}"
        );
    }

    #[test]
    fn heads_of_another_task_are_errors() {
        let refused = Head::read(Task::PartsOfSpeech, NAMES).err().unwrap();
        assert!(
            refused
                .to_string()
                .starts_with("the labels of the head should be [\"ADJ\""),
            "{refused}"
        );
    }

    #[test]
    fn neighbours_stay_in_their_sequence() {
        let hidden: Vec<f32> = (1u8..=6).map(f32::from).collect();
        let beside = neighbours(&hidden, 2, &[2, 1]);
        let expected = [
            [0.0, 0.0, 1.0, 2.0, 3.0, 4.0],
            [1.0, 2.0, 3.0, 4.0, 0.0, 0.0],
            [0.0, 0.0, 5.0, 6.0, 0.0, 0.0],
        ];
        assert_eq!(beside, expected.concat());
    }
}

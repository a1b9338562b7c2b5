//! One head: the networks from a word's vectors to its label.
//!
//! ```text
//! h = relu(W x + Σ features)              each word by itself
//! z = h + relu(C [h before; h; h after])  a convolution of width 3
//! y = O z                                 one score a label, decoded by Viterbi
//! ```
//!
//! x is the word's vector in the network's hidden layer. Every network was trained by itself, and y is the mean of their
//! scores: they err in different places (Hansen and Salamon 1990).

use candle_core::quantized::GgmlDType;
use candle_core::quantized::gguf_file::Value;
use half::f16;

use super::super::Error;
use super::super::activation::on_wide_registers;
use super::super::gguf::{BLOCK, BLOCK_BYTES, File};
use super::super::q8::{Matrix, Rows};
use super::super::weights::HIDDEN;
use super::{BUCKETS, FEATURES, Task, Transitions, Vectors};

/// More than any head that keeps to its time.
const MOST_CHANNELS: usize = 1024;

/// A trained head.
pub struct Head {
    /// Channels of each network.
    width: usize,
    networks: Vec<Network>,
    /// `[buckets, channels]`, the channels of all networks side by side; the number of buckets divides [`BUCKETS`]. In 8
    /// bits, which stay in the thread's cache.
    features: Vec<Block>,
    /// `[labels, channels]`.
    output: Matrix,
    labels: usize,
    transitions: Transitions,
}

/// Channels of a bucket: `values * scale`.
struct Block {
    scale: f32,
    values: [i8; BLOCK],
}

struct Network {
    /// The hidden layer that it reads.
    layer: usize,
    /// `[width, HIDDEN]`.
    input: Matrix,
    /// `[width, 3 * width]`.
    convolution: Matrix,
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
        let layers = task.layers();
        let networks = layers.len();
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
        let inputs = file.matrices("input", networks, width, HIDDEN)?;
        let convolutions = file.matrices("convolution", networks, width, 3 * width)?;
        let matrices = inputs.into_iter().zip(convolutions);
        let networks = matrices.zip(layers).map(|((input, convolution), &layer)| Network {
            layer,
            input,
            convolution,
        });
        Ok(Self {
            width,
            networks: networks.collect(),
            features: file
                .bytes("features.weight", &[buckets, channels], GgmlDType::Q8_0)?
                .as_chunks::<BLOCK_BYTES>()
                .0
                .iter()
                .map(Block::new)
                .collect(),
            output: file.matrix("output", n, channels)?,
            labels: n,
            transitions: Transitions::new(n, &transitions).expect("the shape was checked"),
        })
    }

    /// The labels of all words of a batch, as indices into [`Task::labels`]. `vectors` and `features` are those of the
    /// words; `lengths` are the words of each sequence, together all of them.
    ///
    /// # Errors
    /// When candle fails, which is not expected.
    pub fn label(&self, vectors: &Vectors, features: &[[u32; FEATURES]], lengths: &[usize]) -> Result<Vec<u8>, Error> {
        if features.is_empty() {
            return Ok(Vec::new());
        }
        let emissions = self.emissions(vectors, features, lengths).map_err(Error::Forward)?;
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
        vectors: &Vectors,
        features: &[[u32; FEATURES]],
        lengths: &[usize],
    ) -> candle_core::Result<Vec<f32>> {
        let (words, width) = (features.len(), self.width);
        let channels = width * self.networks.len();
        let mut all = vec![0f32; words * channels];
        let mut hidden = vec![0f32; words * width];
        let mut mixed = vec![0f32; words * width];
        for (network, start) in self.networks.iter().zip((0..).step_by(width)) {
            network.input.multiply_rows(vectors.layer(network.layer), &mut hidden)?;
            self.add_features(features, start, &mut hidden);
            let beside = neighbours(&Rows::of(&hidden, width), width, lengths);
            network.convolution.multiply_rows(&beside, &mut mixed)?;
            on_wide_registers(
                #[inline(always)]
                || {
                    let rows = hidden.chunks_exact(width).zip(mixed.chunks_exact(width));
                    for (all, (hidden, mixed)) in all.chunks_exact_mut(channels).zip(rows) {
                        let all = all[start..start + width].iter_mut();
                        all.zip(hidden.iter().zip(mixed))
                            .for_each(|(value, (hidden, mixed))| *value = hidden + mixed.max(0.0));
                    }
                },
            );
        }
        let mut scores = vec![0f32; words * self.labels];
        self.output.multiply_rows(&Rows::of(&all, channels), &mut scores)?;
        Ok(scores)
    }

    /// Adds the features of words to the rows of `hidden`, `[words, width]`, of the network whose channels begin at
    /// `start`, and takes off what is negative then.
    fn add_features(&self, features: &[[u32; FEATURES]], start: usize, hidden: &mut [f32]) {
        let (width, channels) = (self.width, self.width * self.networks.len());
        let size = self.features.len() * BLOCK;
        on_wide_registers(
            #[inline(always)]
            || {
                for (row, buckets) in hidden.chunks_exact_mut(width).zip(features) {
                    let rows = buckets.map(|bucket| {
                        let at = (bucket as usize * channels % size + start) / BLOCK;
                        &self.features[at..at + width / BLOCK]
                    });
                    for (part, values) in row.as_chunks_mut::<BLOCK>().0.iter_mut().enumerate() {
                        let mut sums = *values;
                        for row in rows {
                            let block = &row[part];
                            let mut terms = [0f32; BLOCK];
                            for (term, &value) in terms.iter_mut().zip(&block.values) {
                                *term = f32::from(value);
                            }
                            for (sum, term) in sums.iter_mut().zip(terms) {
                                *sum += term * block.scale;
                            }
                        }
                        for (value, sum) in values.iter_mut().zip(sums) {
                            *value = sum.max(0.0);
                        }
                    }
                }
            },
        );
    }
}

impl Block {
    /// From a block of Q8_0.
    fn new(bytes: &[u8; BLOCK_BYTES]) -> Self {
        let [low, high, values @ ..] = bytes;
        Self {
            scale: f16::from_le_bytes([*low, *high]).to_f32(),
            values: values.map(u8::cast_signed),
        }
    }
}

/// Each of the `rows`, of `width` values, between the one before and the one after, `3 * width` values; zeros beyond the
/// ends of a sequence.
pub(super) fn neighbours(rows: &Rows, width: usize, lengths: &[usize]) -> Rows {
    let nothing = Rows::of(&vec![0.0; width], width);
    let mut beside = Rows::with_capacity(lengths.iter().sum(), 3 * width);
    let mut start = 0;
    for &length in lengths {
        let end = start + length;
        for i in start..end {
            let mut push = |row: Option<usize>| match row {
                Some(row) => beside.push_row(rows, row),
                None => beside.push_row(&nothing, 0),
            };
            push((i > start).then(|| i - 1));
            push(Some(i));
            push((i + 1 < end).then_some(i + 1));
        }
        start = end;
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
        let rows: Vec<[f32; 32]> = (0..4u8).map(|row| [f32::from(row); 32]).collect();
        let beside = neighbours(&Rows::of(rows[1..].as_flattened(), 32), 32, &[2, 1]);
        let expected = [[0, 1, 2], [1, 2, 0], [0, 3, 0]].map(|row| row.map(|i| rows[i]));
        assert_eq!(beside, Rows::of(expected.as_flattened().as_flattened(), 96));
    }
}

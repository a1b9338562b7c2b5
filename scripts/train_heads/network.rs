//! The network of `quickrecap::model::heads::Head` with gradients, and the file of several.

use std::io::Cursor;

use candle_core::quantized::gguf_file::{self, Value};
use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{Device, Result, Tensor, Var};
use quickrecap::Encoder;
use quickrecap::model::heads::{FEATURES, Task};

use super::random::Random;

impl Random {
    /// From 0 to below 1.
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    /// `shape` of values between `-most` and `most`.
    pub fn tensor(&mut self, shape: &[usize], most: f32) -> Result<Tensor> {
        let values: Vec<f32> = (0..shape.iter().product())
            .map(|_| most * (2.0 * self.unit() - 1.0))
            .collect();
        Tensor::from_vec(values, shape, &Device::Cpu)
    }

    /// Sets values to zero with probability `rate` and scales the others up.
    pub fn drop(&mut self, values: &Tensor, rate: f32) -> Result<Tensor> {
        if rate == 0.0 {
            return Ok(values.clone());
        }
        let keep = 1.0 / (1.0 - rate);
        let mask: Vec<f32> = (0..values.elem_count())
            .map(|_| if self.unit() < rate { 0.0 } else { keep })
            .collect();
        values * Tensor::from_vec(mask, values.shape(), &Device::Cpu)?
    }
}

/// The trained values, named as in the file.
pub struct Network {
    /// The hidden layer that it reads.
    pub layer: usize,
    pub input: Var,
    pub input_bias: Var,
    pub features: Var,
    pub convolution: Var,
    pub convolution_bias: Var,
    pub output: Var,
    pub output_bias: Var,
    pub transitions: Var,
}

impl Network {
    /// With `width` channels and a table of `buckets` features.
    pub fn new(layer: usize, labels: usize, width: usize, buckets: usize, random: &mut Random) -> Result<Self> {
        let inputs = Encoder::DIMENSIONS;
        let mut var = |shape: &[usize], most: f32| Var::from_tensor(&random.tensor(shape, most)?);
        let spread = |n: usize| (3.0 / n as f32).sqrt();
        Ok(Self {
            layer,
            input: var(&[width, inputs], spread(inputs))?,
            input_bias: var(&[width], 0.0)?,
            features: var(&[buckets, width], 0.05)?,
            convolution: var(&[width, 3 * width], spread(3 * width))?,
            convolution_bias: var(&[width], 0.0)?,
            output: var(&[labels, width], spread(width))?,
            output_bias: var(&[labels], 0.0)?,
            transitions: var(&[(labels + 1) * labels], 0.0)?,
        })
    }

    pub fn vars(&self) -> Vec<Var> {
        let vars = [
            &self.input,
            &self.input_bias,
            &self.features,
            &self.convolution,
            &self.convolution_bias,
            &self.output,
            &self.output_bias,
            &self.transitions,
        ];
        vars.map(Clone::clone).to_vec()
    }

    /// Scores, `[words, labels]`, of a batch; `rate` of the values are dropped on the way.
    pub fn emissions(
        &self,
        inputs: &Tensor,
        features: &[[u32; FEATURES]],
        lengths: &[usize],
        rate: f32,
        random: &mut Random,
    ) -> Result<Tensor> {
        let words = features.len();
        let (buckets, width) = self.features.dims2()?;
        let rows: Vec<u32> = features.iter().flatten().map(|row| row % buckets as u32).collect();
        let features = self
            .features
            .index_select(&Tensor::new(rows, &Device::Cpu)?, 0)?
            .reshape((words, FEATURES, width))?;
        let features = random.drop(&features.sum(1)?, rate / 2.0)?;
        let inputs = random.drop(inputs, rate)?;
        let hidden = (inputs.matmul(&self.input.t()?)? + features)?
            .broadcast_add(&self.input_bias)?
            .relu()?;
        let hidden = random.drop(&hidden, rate)?;
        // A row of zeros stands for what is beyond a sentence's ends.
        let padded = Tensor::cat(&[&hidden, &hidden.narrow(0, 0, 1)?.zeros_like()?], 0)?;
        let (before, after) = neighbours(lengths);
        let beside = [
            padded.index_select(&Tensor::new(before, &Device::Cpu)?, 0)?,
            hidden.clone(),
            padded.index_select(&Tensor::new(after, &Device::Cpu)?, 0)?,
        ];
        let mixed = Tensor::cat(&beside, 1)?.matmul(&self.convolution.t()?)?;
        let mixed = (mixed.broadcast_add(&self.convolution_bias)?.relu()? + hidden)?;
        let mixed = random.drop(&mixed, rate)?;
        mixed.matmul(&self.output.t()?)?.broadcast_add(&self.output_bias)
    }
}

/// The weights file of a head whose scores are the mean of those of `networks`: matrices as Q8_0, vectors as f32, and
/// the labels they are for.
pub fn file(task: Task, networks: &[Network]) -> Result<Vec<u8>> {
    let all = |var: fn(&Network) -> &Var| networks.iter().map(|n| var(n).as_tensor()).collect::<Vec<_>>();
    let mean = |of: Tensor| of.mean(0);
    let tensors = [
        ("input.weight", Tensor::cat(&all(|n| &n.input), 0)?),
        ("input.bias", Tensor::cat(&all(|n| &n.input_bias), 0)?),
        ("features.weight", Tensor::cat(&all(|n| &n.features), 1)?),
        ("convolution.weight", Tensor::cat(&all(|n| &n.convolution), 0)?),
        ("convolution.bias", Tensor::cat(&all(|n| &n.convolution_bias), 0)?),
        (
            "output.weight",
            (Tensor::cat(&all(|n| &n.output), 1)? / networks.len() as f64)?,
        ),
        ("output.bias", mean(Tensor::stack(&all(|n| &n.output_bias), 0)?)?),
        ("transitions", mean(Tensor::stack(&all(|n| &n.transitions), 0)?)?),
    ];
    let mut stored = Vec::with_capacity(tensors.len());
    for (name, tensor) in &tensors {
        let kind = if tensor.rank() == 1 {
            GgmlDType::F32
        } else {
            GgmlDType::Q8_0
        };
        stored.push((*name, QTensor::quantize(tensor, kind)?));
    }
    let stored: Vec<(&str, &QTensor)> = stored.iter().map(|(name, tensor)| (*name, tensor)).collect();
    let labels = Value::Array(task.labels().into_iter().map(Value::String).collect());
    let mut file = Cursor::new(Vec::new());
    gguf_file::write(&mut file, &[("labels", &labels)], &stored)?;
    Ok(file.into_inner())
}

/// For every word, the rows of the words before and after it; one behind the last row where there is none.
pub fn neighbours(lengths: &[usize]) -> (Vec<u32>, Vec<u32>) {
    let none = lengths.iter().sum::<usize>() as u32;
    let mut before = Vec::new();
    let mut after = Vec::new();
    for &length in lengths {
        let first = before.len() as u32;
        for row in first..first + length as u32 {
            before.push(if row == first { none } else { row - 1 });
            after.push(if row + 1 == first + length as u32 {
                none
            } else {
                row + 1
            });
        }
    }
    (before, after)
}

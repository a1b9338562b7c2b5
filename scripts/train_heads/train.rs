//! Training: stochastic gradient descent over sentences in shuffled order, the rate falling to nothing.

use candle_core::{Device, Tensor};
use candle_nn::{AdamW, Optimizer, ParamsAdamW};
use quickrecap::Encoder;
use quickrecap::model::heads::{BUCKETS, Task};
use rayon::prelude::*;

use super::crf;
use super::data::{self, Example, Material};
use super::network::{self, Network};
use super::random::Random;

/// What can be tried.
#[derive(clap::Args)]
pub struct Options {
    /// Times that every sentence is seen.
    #[arg(long, default_value_t = 16)]
    epochs: usize,
    /// Highest learning rate.
    #[arg(long, default_value_t = 0.002)]
    rate: f64,
    /// Share of values that are dropped.
    #[arg(long, default_value_t = 0.3)]
    dropout: f32,
    /// Weight decay.
    #[arg(long, default_value_t = 0.05)]
    decay: f64,
    /// Share of sentences that are read in lower case, in capitals and as a title, each.
    #[arg(long, default_value_t = 0.1)]
    recase: f32,
    /// Words of one step, about.
    #[arg(long, default_value_t = 1024)]
    batch: usize,
    /// Copies of the sentences with other names, one of which is read in each epoch as well.
    #[arg(long, default_value_t = 0)]
    pub copies: usize,
    /// Channels of each network.
    #[arg(long, default_value_t = 128)]
    width: usize,
    /// Rows of the table of casing features; they divide the features' own.
    #[arg(long, default_value_t = BUCKETS)]
    buckets: usize,
    /// What the random numbers of the first network start from.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// A step that no text can make.
const IMPOSSIBLE: f32 = -1e4;

/// Trains a head and gives its file.
pub fn train(task: Task, material: &Material, options: &Options) -> anyhow::Result<Vec<u8>> {
    let networks = task.layers().par_iter().enumerate();
    let networks = networks
        .map(|(i, &layer)| network(task, layer, options.seed + i as u64, material, options))
        .collect::<anyhow::Result<Vec<_>>>()?;
    Ok(network::file(task, &networks)?)
}

/// Trains the network that reads hidden layer `layer`.
fn network(task: Task, layer: usize, seed: u64, material: &Material, options: &Options) -> anyhow::Result<Network> {
    let labels = task.labels();
    let mut random = Random(seed);
    let network = Network::new(layer, labels.len(), options.width, options.buckets, &mut random)?;
    let possible = possible(&labels);
    let mut optimizer = AdamW::new(
        network.vars(),
        ParamsAdamW {
            lr: options.rate,
            weight_decay: options.decay,
            ..ParamsAdamW::default()
        },
    )?;
    let mut step = 0.0;
    for epoch in 0..options.epochs {
        let mut order = material.epoch(epoch);
        let words: usize = order.iter().map(|example| example.len()).sum();
        let steps = (options.epochs * words).div_ceil(options.batch) as f64;
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        let mut total = 0.0;
        let mut rest = order.as_slice();
        while !rest.is_empty() {
            let mut size = 0;
            let full = rest.iter().position(|example| {
                size += example.len();
                size >= options.batch
            });
            let (batch, after) = rest.split_at(full.map_or(rest.len(), |last| last + 1));
            rest = after;
            // Up over the first twentieth, then down in a line.
            let done: f64 = step / steps;
            optimizer.set_learning_rate(options.rate * (done * 20.0).min((1.0 - done) / 0.95).max(0.001));
            step += 1.0;
            total += self::step(&network, &possible, batch, options, &mut random, &mut optimizer)?;
        }
        eprintln!("epoch {}: loss {:.4} a word", epoch + 1, total / words as f64);
    }
    // The program knows no impossible steps, only bad ones.
    let transitions = network.transitions.to_vec1::<f32>()?;
    let transitions: Vec<f32> = transitions
        .into_iter()
        .zip(&possible)
        .map(|(value, possible)| if *possible { value } else { IMPOSSIBLE })
        .collect();
    network.transitions.set(&Tensor::new(transitions, &Device::Cpu)?)?;
    Ok(network)
}

/// One step; gives the batch's loss.
fn step(
    network: &Network,
    possible: &[bool],
    batch: &[&Example],
    options: &Options,
    random: &mut Random,
    optimizer: &mut AdamW,
) -> candle_core::Result<f64> {
    let lengths: Vec<usize> = batch.iter().map(|example| example.len()).collect();
    let words: usize = lengths.iter().sum();
    let mut features = Vec::with_capacity(words);
    for example in batch {
        let draw = random.unit() / options.recase.max(1e-6);
        let case = if draw < 3.0 { 1 + draw as usize } else { 0 };
        features.extend_from_slice(&example.features[case]);
    }
    let emissions = network.emissions(
        &Tensor::from_vec(
            data::vectors(batch, network.layer),
            (words, Encoder::DIMENSIONS),
            &Device::Cpu,
        )?,
        &features,
        &lengths,
        options.dropout,
        random,
    )?;
    let labels = emissions.dim(1)?;
    let values = emissions.flatten_all()?.to_vec1::<f32>()?;
    let transitions = network.transitions.to_vec1::<f32>()?;
    let steps: Vec<f64> = transitions
        .iter()
        .zip(possible)
        .map(|(value, possible)| if *possible { f64::from(*value).exp() } else { 0.0 })
        .collect();
    let mut start = 0;
    let mut sentences = Vec::with_capacity(batch.len());
    for example in batch {
        let end = start + example.len() * labels;
        sentences.push((&values[start..end], &example.allowed));
        start = end;
    }
    let losses: Vec<Option<crf::Loss>> = sentences
        .par_iter()
        .map(|(values, allowed)| crf::loss(labels, values, &steps, allowed))
        .collect();
    let mut total = 0.0;
    let mut by_emissions = Vec::with_capacity(values.len());
    let mut by_transitions = vec![0f32; transitions.len()];
    for (loss, (values, _)) in losses.into_iter().zip(&sentences) {
        let Some(loss) = loss else {
            by_emissions.resize(by_emissions.len() + values.len(), 0.0);
            continue;
        };
        total += loss.value;
        by_emissions.extend(loss.emissions);
        by_transitions
            .iter_mut()
            .zip(loss.transitions)
            .for_each(|(sum, value)| *sum += value);
    }
    // A function with the same gradient as the loss.
    let scale = 1.0 / words as f64;
    let by_emissions = Tensor::from_vec(by_emissions, emissions.shape(), &Device::Cpu)?;
    let by_transitions = Tensor::new(by_transitions, &Device::Cpu)?;
    let surrogate =
        ((emissions * by_emissions)?.sum_all()? + (network.transitions.as_tensor() * by_transitions)?.sum_all()?)?;
    optimizer.backward_step(&(surrogate * scale)?)?;
    Ok(total)
}

/// Which steps there are: an I label follows a B or I of its kind only.
fn possible(labels: &[String]) -> Vec<bool> {
    let starts = labels.iter().map(String::as_str).chain([""]);
    let pairs = starts.flat_map(|from| labels.iter().map(move |to| (from, to)));
    pairs
        .map(|(from, to)| match (from.split_once('-'), to.split_once('-')) {
            (before, Some(("I", kind))) => before.is_some_and(|(_, same)| same == kind),
            _ => true,
        })
        .collect()
}

//! Stochastic gradient descent over articles in shuffled order, the rate falling to nothing.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use candle_core::quantized::gguf_file::{self, Value};
use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{D, Device, Result, Tensor};
use candle_nn::{AdamW, Optimizer, ParamsAdamW};
use rayon::prelude::*;

use super::super::random::Random;
use super::Options;
use super::corpus::Article;
use super::labels::Inventory;
use super::network::{Batch, Network};

const CPU: &Device = &Device::Cpu;
/// Labels that have a stem at least this often make it an output of its own.
const LEAST_LABELS: usize = 12;
/// Rows of the table of casing features.
const BUCKETS: usize = 512;

/// Networks and the stems that their outputs stand for.
pub struct Trained {
    pub networks: Vec<Network>,
    pub roles: Vec<String>,
}

pub fn train(articles: &[&Article], options: &Options) -> anyhow::Result<Trained> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for stem in articles.iter().flat_map(|a| &a.rows).flat_map(|row| &row.label) {
        *counts.entry(stem).or_default() += 1;
    }
    let roles: Vec<String> = counts
        .iter()
        .filter(|(stem, count)| **count >= LEAST_LABELS && !stem.is_empty())
        .map(|(stem, _)| (*stem).to_owned())
        .collect();
    eprintln!("{} roles, {} articles", roles.len(), articles.len());
    let networks = (0..options.networks)
        .into_par_iter()
        .map(|i| one(articles, &roles, options, options.seed + i as u64))
        .collect::<Result<Vec<_>>>()?;
    Ok(Trained { networks, roles })
}

fn one(articles: &[&Article], roles: &[String], options: &Options, seed: u64) -> Result<Network> {
    let mut random = Random(seed);
    let network = Network::new(options.width, roles.len(), BUCKETS, &mut random)?;
    let mut optimizer = AdamW::new(
        network.vars(),
        ParamsAdamW {
            lr: options.rate,
            weight_decay: options.decay,
            ..ParamsAdamW::default()
        },
    )?;
    let words: usize = articles.iter().map(|article| article.casing.len()).sum();
    let steps = (options.epochs * words) as f64 / options.batch as f64;
    let mut step = 0.0;
    let mut order = articles.to_vec();
    for epoch in 0..options.epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        let mut totals = [0.0; 5];
        let mut batches = 0.0;
        let mut rest = order.as_slice();
        while !rest.is_empty() {
            let mut size = 0;
            let full = rest.iter().position(|article| {
                size += article.casing.len();
                size >= options.batch
            });
            let (batch, after) = rest.split_at(full.map_or(rest.len(), |last| last + 1));
            rest = after;
            let done: f64 = step / steps;
            optimizer.set_learning_rate(options.rate * (done * 20.0).min((1.0 - done) / 0.95).max(0.001));
            step += 1.0;
            let losses = losses(&network, batch, roles, options, &mut random)?;
            let mut all = losses[0].clone();
            for loss in &losses[1..] {
                all = (all + loss)?;
            }
            optimizer.backward_step(&all)?;
            for (total, loss) in totals.iter_mut().zip(&losses) {
                *total += f64::from(loss.to_scalar::<f32>()?);
            }
            batches += 1.0;
        }
        let totals = totals.map(|total| format!("{:.4}", total / batches));
        eprintln!(
            "epoch {}: sentences, list, words, roles, pointers: {}",
            epoch + 1,
            totals.join(" ")
        );
    }
    Ok(network)
}

fn losses(
    network: &Network,
    articles: &[&Article],
    roles: &[String],
    options: &Options,
    random: &mut Random,
) -> Result<Vec<Tensor>> {
    let batch = Batch::new(articles, true);
    let outputs = network.forward(&batch, options.dropout, random)?;
    let sentences = batch.lengths.len();
    let targets: Vec<f32> = articles
        .iter()
        .flat_map(|a| (0..a.row.len()).flat_map(|i| [a.row[i], a.summary[i], a.chrome[i]]))
        .collect();
    let targets = Tensor::from_vec(targets, (sentences, 3), CPU)?;
    let by_sentence = (cross_entropy(&outputs.sentences, &targets)?.sum(0)? / sentences as f64)?;
    let weights = Tensor::new(&[1f32, 0.5, 0.3], CPU)?;
    let by_sentence = (by_sentence * weights)?.sum_all()?;
    // Among the sentences of an article.
    let row = outputs.sentences.narrow(1, 0, 1)?.squeeze(1)?.contiguous()?;
    let mut groups = Vec::new();
    let mut start = 0;
    for article in articles {
        groups.push((start..start + article.row.len(), article.row.clone()));
        start += article.row.len();
    }
    let list = (list_loss(&row, &groups)? * options.listwise)?;
    // Words of sentences that have rows.
    let mut groups = Vec::new();
    let mut kept = Vec::new();
    let mut offset = 0u32;
    for article in articles {
        let mut by_sentence: BTreeMap<usize, Vec<&super::corpus::Row>> = BTreeMap::new();
        article
            .rows
            .iter()
            .for_each(|row| by_sentence.entry(row.sentence).or_default().push(row));
        for (sentence, rows) in by_sentence {
            let range = article.sentences[sentence].clone();
            let mut first = vec![0f32; range.len()];
            let mut last = vec![0f32; range.len()];
            for row in &rows {
                first[row.kept[0] as usize - range.start] = 1.0;
                last[row.kept[row.kept.len() - 1] as usize - range.start] = 1.0;
            }
            for word in range.clone() {
                let is_kept = rows.iter().any(|row| row.kept.binary_search(&(word as u32)).is_ok());
                kept.push((word as u32 + offset, f32::from(u8::from(is_kept))));
            }
            let range = range.start + offset as usize..range.end + offset as usize;
            groups.push((range, first, last));
        }
        offset += article.casing.len() as u32;
    }
    let zero = Tensor::new(0f32, CPU)?;
    let mut by_word = zero.clone();
    if !kept.is_empty() {
        let index = Tensor::new(kept.iter().map(|(word, _)| *word).collect::<Vec<_>>(), CPU)?;
        let targets = Tensor::new(kept.iter().map(|(_, kept)| *kept).collect::<Vec<_>>(), CPU)?;
        let logits = outputs
            .words
            .narrow(1, 0, 1)?
            .squeeze(1)?
            .contiguous()?
            .index_select(&index, 0)?;
        by_word = cross_entropy(&logits, &targets)?.mean_all()?;
        for (column, pick) in [(1, 0), (2, 1)] {
            let logits = outputs.words.narrow(1, column, 1)?.squeeze(1)?.contiguous()?;
            let groups: Vec<_> = groups
                .iter()
                .map(|(range, first, last)| (range.clone(), if pick == 0 { first.clone() } else { last.clone() }))
                .collect();
            by_word = (by_word + (list_loss(&logits, &groups)? * 0.3)?)?;
        }
    }
    let (mut by_role, mut by_pointer) = (zero.clone(), zero);
    if let (Some(found), Some(pointers)) = (&outputs.roles, &outputs.pointers) {
        let labelled = articles
            .iter()
            .flat_map(|a| &a.rows)
            .filter(|row| !row.label.is_empty());
        let mut targets = Vec::new();
        for row in labelled {
            targets.extend(roles.iter().map(|role| f32::from(u8::from(row.label.contains(role)))));
        }
        let rows = batch.rows.len();
        let targets = Tensor::from_vec(targets, (rows, roles.len()), CPU)?;
        by_role = (cross_entropy(found, &targets)?.sum_all()? * (0.1 / rows as f64))?;
        // Among each other as well: most stems are never the label's.
        let counts = targets.sum_keepdim(1)?;
        let logs = candle_nn::ops::log_softmax(found, D::Minus1)?;
        let shares = targets.broadcast_div(&(counts + 1e-6)?)?;
        by_role = (by_role + ((logs * shares)?.sum_all()? * (-0.3 / rows as f64))?)?;
        let mut targets = Vec::new();
        for article in articles {
            for row in article.rows.iter().filter(|row| !row.label.is_empty()) {
                for word in article.sentences[row.sentence].clone() {
                    if !article.stems[word].is_empty() {
                        targets.push(f32::from(u8::from(row.pointed.contains(&(word as u32)))));
                    }
                }
            }
        }
        let targets = Tensor::new(targets, CPU)?;
        by_pointer = (cross_entropy(pointers, &targets)?.sum_all()? * (0.15 / rows as f64))?;
    }
    Ok(vec![by_sentence, list, by_word, by_role, by_pointer])
}

/// Of log odds and probabilities, element by element.
fn cross_entropy(logits: &Tensor, targets: &Tensor) -> Result<Tensor> {
    // max(x, 0) - x t + ln(1 + exp(-|x|))
    let tail = (logits.abs()?.neg()?.exp()? + 1.0)?.log()?;
    (logits.relu()? - (logits * targets)?)? + tail
}

/// The mean over groups of the cross entropy between the softmax of a group's scores and its weights, made to sum to 1.
fn list_loss(scores: &Tensor, groups: &[(std::ops::Range<usize>, Vec<f32>)]) -> Result<Tensor> {
    let groups: Vec<_> = groups
        .iter()
        .filter(|(_, weights)| weights.iter().sum::<f32>() > 0.0)
        .collect();
    if groups.is_empty() {
        return Tensor::new(0f32, CPU);
    }
    let all = scores.dim(0)?;
    let longest = groups.iter().map(|(range, _)| range.len()).max().unwrap_or(1);
    let mut index = vec![all as u32; groups.len() * longest];
    let mut targets = vec![0f32; groups.len() * longest];
    for (at, (range, weights)) in groups.iter().enumerate() {
        let sum: f32 = weights.iter().sum();
        for (i, (score, weight)) in range.clone().zip(weights).enumerate() {
            index[at * longest + i] = score as u32;
            targets[at * longest + i] = weight / sum;
        }
    }
    let padded = Tensor::cat(&[scores, &Tensor::new(&[-1e4f32], CPU)?], 0)?;
    let scores = padded
        .index_select(&Tensor::new(index, CPU)?, 0)?
        .reshape((groups.len(), longest))?;
    let logs = candle_nn::ops::log_softmax(&scores, D::Minus1)?;
    let targets = Tensor::from_vec(targets, (groups.len(), longest), CPU)?;
    (logs * targets)?.sum_all()? * (-1.0 / groups.len() as f64)
}

/// Writes the networks: matrices as Q8_0, vectors as f32.
pub fn write(trained: &Trained, inventory: &Inventory, out: &Path) -> anyhow::Result<()> {
    let mut stored = Vec::new();
    for (i, network) in trained.networks.iter().enumerate() {
        for (name, var) in &network.vars {
            let blocks = var.rank() == 2 && var.dim(1)? % 32 == 0;
            let kind = if blocks { GgmlDType::Q8_0 } else { GgmlDType::F32 };
            stored.push((format!("{i}.{name}"), QTensor::quantize(var.as_tensor(), kind)?));
        }
    }
    let stored: Vec<(&str, &QTensor)> = stored.iter().map(|(name, tensor)| (name.as_str(), tensor)).collect();
    let strings = |words: &[String]| Value::Array(words.iter().cloned().map(Value::String).collect());
    let [roles, labels, endings, possessions] = [
        &trained.roles,
        &inventory.labels,
        &inventory.endings,
        &inventory.possessions,
    ]
    .map(|words| strings(words));
    let networks = Value::U32(trained.networks.len() as u32);
    let mut file = Cursor::new(Vec::new());
    let header = [
        ("roles", &roles),
        ("labels", &labels),
        ("endings", &endings),
        ("possessions", &possessions),
        ("networks", &networks),
    ];
    gguf_file::write(&mut file, &header, &stored)?;
    let bytes = file.into_inner();
    std::fs::write(out, &bytes)?;
    println!("{}: {} bytes", out.display(), bytes.len());
    Ok(())
}

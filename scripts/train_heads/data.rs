//! Sentences with their hidden states: what a head is trained on and scored with.

use std::path::Path;

use anyhow::Context;
use candle_core::{Device, Tensor};
use half::f16;
use quickrecap::Encoder;
use quickrecap::model::heads::{FEATURES, INPUT, Pieces, Task, Words, features};

use super::case::Case;
use super::conll::{self, Sentence};

/// Sentences that go through the encoder at once.
const BATCH: usize = 64;

/// A sentence, its words cut by the program itself.
pub struct Example {
    pub gold: Sentence,
    pub words: Words,
    /// `[words, INPUT]`.
    inputs: Vec<f16>,
    /// Casing features of the words in each [`Case`].
    pub features: [Vec<[u32; FEATURES]>; 4],
    /// For each word, the labels that are right, as bits.
    pub allowed: Vec<u32>,
}

impl Example {
    pub fn len(&self) -> usize {
        self.allowed.len()
    }
}

/// The vectors of the words of `examples`, `[words, INPUT]`.
pub fn inputs(examples: &[&Example]) -> candle_core::Result<Tensor> {
    let values: Vec<f32> = examples
        .iter()
        .flat_map(|example| example.inputs.iter().map(|v| v.to_f32()))
        .collect();
    let words = values.len() / INPUT;
    Tensor::from_vec(values, (words, INPUT), &Device::Cpu)
}

/// Reads and encodes `file`.
pub fn load(task: Task, encoder: &Encoder, file: &Path) -> anyhow::Result<Vec<Example>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let labels = task.labels();
    // A file that never says MISC does not annotate it: its O means "O or MISC".
    let partial = task == Task::Names && !text.contains("-MISC");
    let sentences = conll::read(&text);
    let mut examples = Vec::with_capacity(sentences.len());
    let mut sentences = sentences.into_iter().filter(|s| !s.text.is_empty()).peekable();
    while sentences.peek().is_some() {
        let batch: Vec<Sentence> = sentences.by_ref().take(BATCH).collect();
        let tokens = batch
            .iter()
            .map(|s| encoder.tokenize(&s.text))
            .collect::<Result<Vec<_>, _>>()?;
        let hidden = encoder.forward(&tokens)?;
        for (i, (gold, tokens)) in batch.into_iter().zip(&tokens).enumerate() {
            let words = Words::new(&gold.text, tokens);
            let start = hidden.rows(i).start as u32;
            let rows: Vec<Pieces> = words
                .pieces
                .iter()
                .map(|p| Pieces {
                    first: p.first + start,
                    last: p.last + start,
                })
                .collect();
            let values = task
                .inputs(|layer| hidden.layer(layer), &rows)?
                .flatten_all()?
                .to_vec1::<f32>()?;
            let texts: Vec<&str> = words.bytes.iter().map(|word| &gold.text[word.clone()]).collect();
            let cased = Case::ALL.map(|case| {
                let copies: Vec<String> = texts.iter().map(|word| case.apply(word)).collect();
                features(&copies.iter().map(String::as_str).collect::<Vec<_>>())
            });
            examples.push(Example {
                allowed: allowed(task, &labels, partial, &gold, &words),
                inputs: values.into_iter().map(f16::from_f32).collect(),
                features: cased,
                words,
                gold,
            });
        }
    }
    eprintln!("{}: {} sentences", file.display(), examples.len());
    Ok(examples)
}

/// The right labels of each word: those of the gold token that its first byte is in.
fn allowed(task: Task, labels: &[String], partial: bool, gold: &Sentence, words: &Words) -> Vec<u32> {
    let bit = |label: &str| labels.iter().position(|l| l == label).map_or(0, |at| 1 << at);
    let right = |start: usize| {
        let token = &gold.tokens[gold.tokens.partition_point(|token| token.bytes.end <= start)];
        match (task, token.label.split_once('-')) {
            (Task::Names, Some((part, kind))) => {
                let part = if token.bytes.start == start { part } else { "I" };
                bit(&format!("{part}-{kind}"))
            }
            (Task::Names, None) if partial => bit("O") | bit("B-MISC") | bit("I-MISC"),
            _ => bit(&token.label),
        }
    };
    words.bytes.iter().map(|word| right(word.start)).collect()
}

//! Sentences with their hidden states: what a head is trained on and scored with.

use std::path::Path;

use anyhow::Context;
use half::f16;
use quickrecap::Encoder;
use quickrecap::model::heads::{FEATURES, LAYERS, Pieces, Task, Vectors, Words, each_vector, features};

use super::case::Case;
use super::conll::{self, Sentence};
use super::random::Random;
use super::rename::Names;

/// Sentences that go through the encoder at once.
const BATCH: usize = 64;

/// A sentence, its words cut by the program itself.
pub struct Example {
    pub gold: Sentence,
    pub words: Words,
    /// The words' vectors in each of the [`LAYERS`].
    vectors: Vec<Vec<f16>>,
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

/// What a head is trained on.
pub struct Material {
    examples: Vec<Example>,
    /// Copies of those that have names, with other names.
    copies: Vec<Vec<Example>>,
}

impl Material {
    /// Encodes `corpora` and so many `copies` of them.
    pub fn new(
        task: Task,
        encoder: &Encoder,
        corpora: &[Corpus],
        copies: usize,
        mut random: Random,
    ) -> anyhow::Result<Self> {
        let names = Names::of(corpora.iter().flat_map(|corpus| &corpus.sentences));
        let encode = |corpora: &[Corpus]| -> anyhow::Result<Vec<Example>> {
            let mut examples = Vec::new();
            for corpus in corpora {
                examples.extend(corpus.encode(task, encoder)?);
            }
            Ok(examples)
        };
        let copies = (0..copies).map(|_| {
            let copy: Vec<Corpus> = corpora
                .iter()
                .map(|corpus| corpus.renamed(&names, &mut random))
                .collect();
            encode(&copy)
        });
        Ok(Self {
            copies: copies.collect::<Result<_, _>>()?,
            examples: encode(corpora)?,
        })
    }

    /// The sentences of an epoch: all of them and one of the copies, in turn.
    pub fn epoch(&self, epoch: usize) -> Vec<&Example> {
        let copy = self.copies.get(epoch % self.copies.len().max(1)).into_iter().flatten();
        let examples = self.examples.iter().chain(copy);
        examples.filter(|example| example.len() > 0).collect()
    }
}

/// The vectors of the words of `examples` in hidden layer `layer`, `[words, 384]`.
pub fn vectors(examples: &[&Example], layer: usize) -> Vec<f32> {
    let mut values = Vec::new();
    for example in examples {
        let vectors = &example.vectors[layer - LAYERS.start()];
        values.extend(vectors.iter().map(|value| value.to_f32()));
    }
    values
}

/// The same in all layers, as a trained head reads them.
pub fn all_vectors(examples: &[&Example]) -> Vectors {
    let words = examples.iter().map(|example| example.len()).sum::<usize>() as u32;
    let words: Vec<Pieces> = (0..words).map(|i| Pieces { first: i, last: i }).collect();
    let mut all = Vectors::default();
    LAYERS.for_each(|layer| all.push(&vectors(examples, layer), &words));
    all
}

/// The sentences of a file.
pub struct Corpus {
    sentences: Vec<Sentence>,
    /// Whether O means "O or MISC": a file that never says MISC does not annotate it.
    partial: bool,
}

impl Corpus {
    /// Reads `file`, labelled for `task`.
    pub fn read(task: Task, file: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        let mut sentences = conll::read(&text);
        sentences.retain(|sentence| !sentence.text.is_empty());
        eprintln!("{}: {} sentences", file.display(), sentences.len());
        let partial = task == Task::Names && !text.contains("-MISC");
        Ok(Self { sentences, partial })
    }

    /// The sentences that have names, with other ones.
    pub fn renamed(&self, names: &Names, random: &mut Random) -> Self {
        let sentences = self.sentences.iter();
        Self {
            sentences: sentences
                .filter_map(|sentence| names.rename(sentence, random))
                .collect(),
            ..*self
        }
    }

    /// Takes the sentences through the encoder.
    pub fn encode(&self, task: Task, encoder: &Encoder) -> anyhow::Result<Vec<Example>> {
        let labels = task.labels();
        let mut examples = Vec::with_capacity(self.sentences.len());
        for batch in self.sentences.chunks(BATCH) {
            let tokens = batch
                .iter()
                .map(|s| encoder.tokenize(&s.text))
                .collect::<Result<Vec<_>, _>>()?;
            let hidden = encoder.forward(&tokens)?;
            for (i, (gold, tokens)) in batch.iter().zip(&tokens).enumerate() {
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
                let vectors = LAYERS.map(|layer| {
                    let mut vectors = Vec::with_capacity(rows.len() * Encoder::DIMENSIONS);
                    each_vector(hidden.layer(layer), &rows, |vector| {
                        vectors.extend(vector.iter().copied().map(f16::from_f32));
                    });
                    vectors
                });
                let texts: Vec<&str> = words.bytes.iter().map(|word| &gold.text[word.clone()]).collect();
                let cased = Case::ALL.map(|case| {
                    let copies: Vec<String> = texts.iter().map(|word| case.apply(word)).collect();
                    features(&copies.iter().map(String::as_str).collect::<Vec<_>>())
                });
                examples.push(Example {
                    allowed: allowed(task, &labels, self.partial, gold, &words),
                    vectors: vectors.collect(),
                    features: cased,
                    words,
                    gold: gold.clone(),
                });
            }
        }
        Ok(examples)
    }
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

//! The heads at work: the words of a sentence made ready, and a batch of them labelled.

use std::ops::Range;
use std::sync::Arc;

use half::f16;

use super::super::Error;
use super::super::encoded::{NamePart, TaggedWord};
use super::super::tags::Pos;
use super::super::tokenizer::TokenizedSentence;
use super::pieces::pieces;
use super::{FEATURES, Head, LAYERS, Pieces, Reader, Task, Vectors, features, split};

/// The words of a sentence as the heads read them.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Their bytes in the sentence.
    pub bytes: Vec<Range<usize>>,
    /// Their tokens, counted from the sentence's first.
    pub pieces: Vec<Pieces>,
    /// How many of them each window of the sentence has.
    pub windows: Vec<usize>,
    /// Their casing features.
    pub features: Vec<[u32; FEATURES]>,
}

impl Words {
    /// The words of `sentence`, whose tokens are `tokens`. Linear in its length.
    pub fn new(sentence: &str, tokens: &TokenizedSentence) -> Self {
        let bytes = split(sentence);
        let (pieces, windows) = pieces(&bytes, tokens);
        let texts: Vec<&str> = bytes.iter().map(|word| &sentence[word.clone()]).collect();
        let features = features(&texts);
        Self {
            bytes,
            pieces,
            windows,
            features,
        }
    }
}

/// Both heads, as they are part of the program.
pub(in super::super) struct Tagger {
    parts: Head,
    names: Head,
    reader: Arc<Reader>,
}

/// What the heads say of a batch.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Tagged {
    /// Its words with their labels.
    pub(in super::super) words: Vec<TaggedWord>,
    /// The states of its words, as [`Reader::states`] gives them.
    pub(in super::super) states: Vec<f16>,
}

/// The words of a batch of windows; pieces count from the batch's first token.
#[derive(Debug, Default)]
pub(in super::super) struct Batch {
    bytes: Vec<Range<usize>>,
    pieces: Vec<Pieces>,
    features: Vec<[u32; FEATURES]>,
    lengths: Vec<usize>,
    vectors: Vectors,
}

impl Batch {
    /// Adds the words `range` of `words`, which are those of a window whose tokens start at `token` of the sentence and
    /// at `row` of the batch.
    pub(in super::super) fn push(&mut self, words: &Words, range: Range<usize>, token: usize, row: usize) {
        let moved = |piece: u32| (piece as usize - token + row) as u32;
        self.lengths.push(range.len());
        self.bytes.extend_from_slice(&words.bytes[range.clone()]);
        self.features.extend_from_slice(&words.features[range.clone()]);
        self.pieces.extend(words.pieces[range].iter().map(|word| Pieces {
            first: moved(word.first),
            last: moved(word.last),
        }));
    }

    /// Takes what the heads read of hidden layer `layer`, whose rows are `[tokens, HIDDEN]`. Layers come in order.
    pub(in super::super) fn read(&mut self, layer: usize, rows: &[f32]) {
        if LAYERS.contains(&layer) {
            self.vectors.push(rows, &self.pieces);
        }
    }
}

impl Tagger {
    pub(in super::super) fn embedded() -> Result<Self, Error> {
        Ok(Self {
            parts: Head::read(Task::PartsOfSpeech, include_bytes!("../../../models/heads/pos.gguf"))?,
            names: Head::read(Task::Names, include_bytes!("../../../models/heads/names.gguf"))?,
            reader: Arc::new(Reader::read(include_bytes!("../../../models/heads/reading.gguf"))?),
        })
    }

    /// What reads the article once its words are tagged.
    pub(in super::super) fn reader(&self) -> &Arc<Reader> {
        &self.reader
    }

    /// What the heads say of `batch`, which has read all layers.
    pub(in super::super) fn tag(&self, batch: &Batch) -> Result<Tagged, Error> {
        let label = |head: &Head| head.label(&batch.vectors, &batch.features, &batch.lengths);
        let words = batch.bytes.iter().zip(label(&self.parts)?).zip(label(&self.names)?);
        let words = words.map(|((bytes, part), name)| TaggedWord {
            start: bytes.start as u32,
            end: bytes.end as u32,
            pos: Pos::ALL[part as usize],
            name: NamePart::of_label(name),
        });
        let states = self.reader.states(&batch.vectors, &batch.features, &batch.lengths);
        Ok(Tagged {
            words: words.collect(),
            states: states.map_err(Error::Forward)?,
        })
    }
}

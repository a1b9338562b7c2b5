//! What the encoder says about the sentences of an article, kept small enough for long ones.

use std::ops::Range;
use std::sync::Arc;

use half::f16;

use super::Error;
use super::heads::{Inventory, LabelScores, Reader, Reading};
use super::tags::{NameKind, Pos};
use super::weights::HIDDEN;
use super::{Vector, normalize};
use crate::reading::Inputs;

/// Sentence and token vectors of one [`Encoder::encode`](super::Encoder::encode) call.
///
/// Token vectors, where they are kept, take 768 bytes each: they are f16, which loses less than the 8-bit weights did.
#[derive(Clone, Default)]
pub struct Encoded {
    /// For each sentence of the call, which of the distinct ones it is.
    distinct: Vec<usize>,
    /// Unit vectors of the distinct sentences, `[distinct, HIDDEN]`.
    sentences: Vec<f32>,
    /// Last-layer token vectors of the distinct sentences, `[tokens, HIDDEN]`, or none.
    tokens: Vec<f16>,
    /// The bytes each token stands for, within its sentence.
    bytes: Vec<(u32, u32)>,
    /// Where the tokens of each distinct sentence end.
    ends: Vec<usize>,
    /// Words of the distinct sentences with their labels.
    words: Vec<TaggedWord>,
    /// Where the words of each distinct sentence end.
    word_ends: Vec<usize>,
    /// What reads the article, and the states of its words that it made, `[words, width]`.
    reader: Option<Arc<Reader>>,
    states: Vec<f16>,
}

/// A word of a sentence and what the heads say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaggedWord {
    /// First byte, from the sentence's start.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Its part of speech.
    pub pos: Pos,
    /// Its part in a name.
    pub name: Option<NamePart>,
}

/// The part that a word has in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamePart {
    /// What it is the name of.
    pub kind: NameKind,
    /// Whether the name begins with this word.
    pub begins: bool,
}

impl NamePart {
    /// The part that label `label` of the names head stands for; `None` outside of names.
    pub(super) fn of_label(label: u8) -> Option<Self> {
        let at = label.checked_sub(1)?;
        Some(Self {
            kind: *NameKind::ALL.get(usize::from(at / 2))?,
            begins: at % 2 == 0,
        })
    }
}

impl Encoded {
    /// Nothing yet, for a call whose sentence `i` will be the `distinct[i]`th pushed.
    pub(super) fn new(distinct: Vec<usize>, reader: Option<Arc<Reader>>) -> Self {
        Self {
            distinct,
            reader,
            ..Self::default()
        }
    }

    /// Sentences with these vectors, made as long as the encoder's with zeros, and without tokens: what tests of other
    /// modules need instead of a model.
    #[cfg(test)]
    pub(crate) fn from_vectors(vectors: &[Vec<f32>]) -> Self {
        let mut encoded = Self::new((0..vectors.len()).collect(), None);
        for vector in vectors {
            let mut vector = vector.clone();
            vector.resize(HIDDEN, 0.0);
            encoded.push_sentence(&mut vector, Vec::new(), &[], &[]);
        }
        encoded
    }

    /// Adds the last-layer vectors of further tokens, `[n, HIDDEN]`.
    pub(super) fn push_tokens(&mut self, rows: &[f16]) {
        self.tokens.extend_from_slice(rows);
    }

    /// Adds a sentence whose tokens are pushed: the sum of their vectors, `[HIDDEN]`, the bytes of each,
    /// the sentence's words and their states.
    pub(super) fn push_sentence(
        &mut self,
        sum: &mut [f32],
        bytes: Vec<(u32, u32)>,
        words: &[TaggedWord],
        states: &[f16],
    ) {
        // Sum and mean have the same direction.
        normalize(sum);
        self.sentences.extend_from_slice(sum);
        self.bytes.extend(bytes);
        self.ends.push(self.bytes.len());
        self.words.extend_from_slice(words);
        self.word_ends.push(self.words.len());
        self.states.extend_from_slice(states);
    }

    /// Values of a word's states; 0 where nothing reads the article.
    pub(super) fn state_width(&self) -> usize {
        self.reader.as_ref().map_or(0, |reader| reader.width())
    }

    /// What the reading heads say of the article whose sentences these are, and `inputs` their features; `None` where the
    /// encoder has no heads.
    ///
    /// # Errors
    /// When candle fails, which is not expected.
    pub fn read(&self, inputs: &Inputs) -> Result<Option<Reading>, Error> {
        let Some(reader) = &self.reader else { return Ok(None) };
        let width = reader.width();
        let states: Vec<&[f16]> = (0..self.len())
            .map(|i| {
                let range = self.word_range(i);
                &self.states[range.start * width..range.end * width]
            })
            .collect();
        let vectors: Vec<&[f32]> = (0..self.len()).map(|i| self.sentence(i)).collect();
        reader
            .article(inputs, &states, &vectors)
            .map(Some)
            .map_err(Error::Forward)
    }

    /// What the row is called that keeps the words `kept` of sentence `i`, counted from its first, by the `reading` that
    /// [`read`](Self::read) gave; `None` without heads.
    ///
    /// # Errors
    /// When candle fails, which is not expected.
    pub fn label(&self, reading: &Reading, i: usize, kept: &[usize]) -> Result<Option<LabelScores>, Error> {
        let Some(reader) = &self.reader else { return Ok(None) };
        reader.label(reading, i, kept).map(Some).map_err(Error::Forward)
    }

    /// The words that labels are made of; `None` without heads.
    pub fn inventory(&self) -> Option<&Inventory> {
        self.reader.as_ref().map(|reader| reader.inventory())
    }

    /// How many sentences were encoded.
    pub fn len(&self) -> usize {
        self.distinct.len()
    }

    /// Whether there were none.
    pub fn is_empty(&self) -> bool {
        self.distinct.is_empty()
    }

    /// The unit vector of sentence `i`: the mean over all its tokens, `[CLS]` and `[SEP]` included, as the original
    /// model pools.
    ///
    /// # Panics
    /// When `i` is not below [`len`](Self::len).
    pub fn sentence(&self, i: usize) -> &[f32] {
        let start = self.distinct[i] * HIDDEN;
        &self.sentences[start..start + HIDDEN]
    }

    /// The unit vector of a part of sentence `i`: the mean of the contextual vectors of the tokens that lie wholly in
    /// `bytes`, which count from the sentence's start. `None` when there is no such token, or the tokens were not kept.
    ///
    /// # Panics
    /// When `i` is not below [`len`](Self::len).
    pub fn phrase(&self, i: usize, bytes: Range<usize>) -> Option<Vector> {
        let sentence = self.distinct[i];
        if self.tokens.is_empty() {
            return None;
        }
        let first = sentence.checked_sub(1).map_or(0, |before| self.ends[before]);
        let offsets = &self.bytes[first..self.ends[sentence]];
        // Starts never decrease, so that a phrase of a sentence of any length costs no more than its own tokens.
        let from = offsets.partition_point(|&(start, _)| (start as usize) < bytes.start);
        let mut sum = vec![0f32; HIDDEN];
        let mut count = 0;
        for (token, &(start, end)) in offsets.iter().enumerate().skip(from) {
            if start as usize >= bytes.end {
                break;
            }
            if start == end || end as usize > bytes.end {
                continue;
            }
            let row = &self.tokens[(first + token) * HIDDEN..(first + token + 1) * HIDDEN];
            sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value.to_f32());
            count += 1;
        }
        if count == 0 {
            return None;
        }
        normalize(&mut sum);
        Some(sum)
    }

    /// The words of sentence `i`, in order; none where the encoder has no heads.
    ///
    /// # Panics
    /// When `i` is not below [`len`](Self::len).
    pub fn words(&self, i: usize) -> &[TaggedWord] {
        &self.words[self.word_range(i)]
    }

    fn word_range(&self, i: usize) -> Range<usize> {
        let sentence = self.distinct[i];
        sentence.checked_sub(1).map_or(0, |before| self.word_ends[before])..self.word_ends[sentence]
    }

    /// Tokens that went through the encoder, control tokens included; a sentence that stands there twice counts once.
    pub fn tokens(&self) -> usize {
        self.bytes.len()
    }
}

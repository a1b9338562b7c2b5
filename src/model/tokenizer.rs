//! Sentences to word pieces, each with its bytes.
//!
//! The BERT scheme (Devlin et al. 2019): clean, lower-case, strip accents, split at white space and punctuation, then
//! WordPiece, longest match first. Set up by hand from the vocabulary instead of read from `tokenizer.json`: that file
//! asks for truncation at 128 tokens and padding to 128, holds twice the bytes and takes several times as long to load.
//!
//! One deliberate difference: `[SEP]` or `[CLS]` written in an article is three ordinary tokens. An article must not be
//! able to place the encoder's control tokens.

use std::ops::Range;

use tokenizers::models::wordpiece::WordPiece;
use tokenizers::normalizers::BertNormalizer;
use tokenizers::pre_tokenizers::bert::BertPreTokenizer;
use tokenizers::{Model, NormalizedString, Normalizer, OffsetType, PreTokenizedString, PreTokenizer};

use super::Error;

/// One word piece a line, in the order of their ids.
const VOCABULARY: &[u8] = include_bytes!("../../models/minilm-l6-v2/vocab.txt");

const CLS: u32 = 101;
const SEP: u32 = 102;

/// Tokens of one window, `[CLS]` and `[SEP]` included: what the original model was trained and evaluated with.
pub(super) const WINDOW: usize = 256;

/// Bytes that are normalised at once, about. Bounds what a single "sentence" of megabytes needs in memory.
const PIECE: usize = 16 * 1024;

/// An id and the bytes it stands for.
type Token = (u32, (u32, u32));

/// A sentence as the encoder reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenizedSentence {
    /// Ids in the vocabulary; every window opens with `[CLS]` and ends with `[SEP]`.
    ids: Vec<u32>,
    /// Bytes of the sentence each token stands for. Starts never decrease; those of `[CLS]` and `[SEP]` are empty.
    bytes: Vec<(u32, u32)>,
    /// Where each window ends in `ids`.
    windows: Vec<usize>,
}

impl TokenizedSentence {
    /// Ids of all tokens, control tokens included.
    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// How many tokens, control tokens included; at least 2.
    pub fn tokens(&self) -> usize {
        self.ids.len()
    }

    /// Whether the sentence has no word in it, so that only the control tokens are left.
    pub fn is_blank(&self) -> bool {
        self.bytes.iter().all(|(start, end)| start == end)
    }

    /// The bytes of the sentence that token `i` stands for; empty for a control token.
    ///
    /// # Panics
    /// When `i` is not below [`tokens`](Self::tokens).
    pub fn bytes(&self, i: usize) -> Range<usize> {
        let (start, end) = self.bytes[i];
        start as usize..end as usize
    }

    /// Token ranges that are encoded each by itself: one, or more where the sentence is longer than 256 tokens.
    pub fn windows(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let starts = std::iter::once(0).chain(self.windows.iter().copied());
        starts.zip(&self.windows).map(|(start, &end)| start..end)
    }

    pub(super) fn into_bytes(self) -> Vec<(u32, u32)> {
        self.bytes
    }
}

/// Cuts sentences into word pieces.
pub(super) struct Tokenizer {
    pieces: WordPiece,
    normalizer: BertNormalizer,
}

impl Tokenizer {
    pub(super) fn embedded() -> Result<Self, Error> {
        let vocabulary = WordPiece::read_bytes(VOCABULARY).map_err(Error::Tokenizer)?;
        let pieces = WordPiece::builder()
            .vocab(vocabulary)
            .build()
            .map_err(Error::Tokenizer)?;
        Ok(Self {
            pieces,
            normalizer: BertNormalizer::default(),
        })
    }

    /// Tokens of `sentence`, in windows of up to 256. Linear in its length.
    pub(super) fn tokenize(&self, sentence: &str) -> Result<TokenizedSentence, Error> {
        if u32::try_from(sentence.len()).is_err() {
            return Err(Error::Tokenizer("a sentence of more than 4 GiB".into()));
        }
        let mut words = Vec::new();
        let mut start = 0;
        while start < sentence.len() {
            let end = piece_end(sentence, start);
            self.words(&sentence[start..end], start, &mut words)?;
            start = end;
        }
        Ok(windows(&words))
    }

    /// Appends the tokens of `text`, which starts at byte `offset` of the sentence.
    fn words(&self, text: &str, offset: usize, out: &mut Vec<Token>) -> Result<(), Error> {
        let mut normalized = NormalizedString::from(text);
        self.normalizer.normalize(&mut normalized).map_err(Error::Tokenizer)?;
        let mut split = PreTokenizedString::from(normalized);
        BertPreTokenizer.pre_tokenize(&mut split).map_err(Error::Tokenizer)?;
        split
            .tokenize(|word| self.pieces.tokenize(word.get()))
            .map_err(Error::Tokenizer)?;
        let encoding = split
            .into_encoding(None, 0, OffsetType::Byte)
            .map_err(Error::Tokenizer)?;
        for (&id, &(start, end)) in encoding.get_ids().iter().zip(encoding.get_offsets()) {
            // The sentence's length fits, so its offsets do.
            out.push((id, ((offset + start) as u32, (offset + end) as u32)));
        }
        Ok(())
    }
}

/// Where the piece that starts at byte `start` ends: at white space, where words end anyway. Only an unbroken run of
/// more than [`PIECE`] bytes is cut elsewhere; its words are too long for the vocabulary in any case.
fn piece_end(sentence: &str, start: usize) -> usize {
    if sentence.len() - start <= 2 * PIECE {
        return sentence.len();
    }
    let from = sentence.floor_char_boundary(start + PIECE);
    let to = sentence.floor_char_boundary(start + 2 * PIECE);
    sentence[from..to].find(char::is_whitespace).map_or(to, |at| from + at)
}

/// Wraps `words` into windows of up to [`WINDOW`] tokens. Without words there is one window, of control tokens only.
fn windows(words: &[Token]) -> TokenizedSentence {
    let room = WINDOW - 2;
    let count = words.len().div_ceil(room).max(1);
    let mut sentence = TokenizedSentence {
        ids: Vec::with_capacity(words.len() + 2 * count),
        bytes: Vec::with_capacity(words.len() + 2 * count),
        windows: Vec::with_capacity(count),
    };
    for window in 0..count {
        let words = &words[window * room..words.len().min((window + 1) * room)];
        // Control tokens stand at the edge of the word beside them, so that starts never decrease.
        let left = words.first().map_or(0, |&(_, (start, _))| start);
        let right = words.last().map_or(left, |&(_, (start, _))| start);
        sentence.ids.push(CLS);
        sentence.bytes.push((left, left));
        for &(id, bytes) in words {
            sentence.ids.push(id);
            sentence.bytes.push(bytes);
        }
        sentence.ids.push(SEP);
        sentence.bytes.push((right, right));
        sentence.windows.push(sentence.ids.len());
    }
    sentence
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn pieces(sentence: &str) -> Vec<&str> {
        let tokenizer = Tokenizer::embedded().unwrap();
        let tokens = tokenizer.tokenize(sentence).unwrap();
        let slices = (0..tokens.tokens()).map(|i| &sentence[tokens.bytes(i)]);
        slices.filter(|slice| !slice.is_empty()).collect()
    }

    #[test]
    fn offsets_are_bytes_of_the_sentence() {
        struct Case {
            sentence: &'static str,
            pieces: &'static [&'static str],
        }
        let cases = [
            Case {
                sentence: "Sales rose 4 % in Öland.",
                pieces: &["Sales", "rose", "4", "%", "in", "Öl", "and", "."],
            },
            Case {
                sentence: "  $29.3\u{a0}billion\n",
                pieces: &["$", "29", ".", "3", "billion"],
            },
            Case {
                sentence: "cafe\u{301} 😀 東京",
                // A combining accent is dropped, and its bytes with it.
                pieces: &["cafe", "😀", "東", "京"],
            },
            Case {
                sentence: " \t\n",
                pieces: &[],
            },
        ];
        for case in cases {
            assert_eq!(pieces(case.sentence), case.pieces, "{:?}", case.sentence);
        }
    }

    #[test]
    fn control_tokens_cannot_be_written() {
        let tokens = Tokenizer::embedded().unwrap().tokenize("end [SEP] start").unwrap();
        assert_eq!(tokens.ids().iter().filter(|&&id| id == SEP).count(), 1);
        assert_eq!(tokens.windows().count(), 1);
    }

    #[test]
    fn long_sentence_loses_nothing() {
        let sentence = "one two three, ".repeat(9_000);
        let tokens = Tokenizer::embedded().unwrap().tokenize(&sentence).unwrap();
        assert_eq!(tokens.tokens(), 36_000 + 2 * tokens.windows().count());
        assert!(tokens.windows().all(|window| window.len() <= WINDOW));
        assert_eq!(
            tokens.windows().map(|window| window.len()).sum::<usize>(),
            tokens.tokens()
        );
        let last = (0..tokens.tokens()).map(|i| tokens.bytes(i).end).max();
        assert_eq!(last, Some(sentence.len() - 1));
    }

    #[test]
    fn megabytes_without_a_space_are_cut_on_boundaries() {
        let tokenizer = Tokenizer::embedded().unwrap();
        let tokens = tokenizer.tokenize(&"é".repeat(100_000)).unwrap();
        assert!(!tokens.is_blank());
        assert!(tokenizer.tokenize("").unwrap().is_blank());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_gives_ordered_offsets_on_boundaries(sentence in any::<String>()) {
            static TOKENIZER: std::sync::LazyLock<Tokenizer> =
                std::sync::LazyLock::new(|| Tokenizer::embedded().unwrap());
            let tokens = TOKENIZER.tokenize(&sentence).unwrap();
            let mut start = 0;
            for i in 0..tokens.tokens() {
                let bytes = tokens.bytes(i);
                prop_assert!(start <= bytes.start && sentence.get(bytes.clone()).is_some());
                start = bytes.start;
            }
        }
    }
}

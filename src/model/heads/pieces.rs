//! Which of the encoder's tokens a word is made of.

use std::ops::Range;

use super::super::tokenizer::TokenizedSentence;

/// First and last token of a word, as rows of a hidden layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pieces {
    /// Row of the first token that starts in the word; of the token that it lies in, where none does.
    pub first: u32,
    /// Row of the last such token.
    pub last: u32,
}

/// The tokens of `words` (bytes of the sentence, in order), and how many of the words each window has.
///
/// Rows count from the sentence's first token. A word that is cut by the end of a window belongs to the window it starts
/// in.
pub(super) fn pieces(words: &[Range<usize>], tokens: &TokenizedSentence) -> (Vec<Pieces>, Vec<usize>) {
    let windows: Vec<Range<usize>> = tokens.windows().collect();
    let mut rows = Vec::with_capacity(words.len());
    let mut counts = Vec::with_capacity(windows.len());
    let mut rest = words;
    for (i, window) in windows.iter().enumerate() {
        let after = windows.get(i + 1).map(|next| tokens.bytes(next.start).start);
        let here = rest.partition_point(|word| after.is_none_or(|after| word.start < after));
        counts.push(here);
        let (words, others) = rest.split_at(here);
        rest = others;
        // Control tokens stand at both ends.
        let (mut first, end) = (window.start + 1, window.end - 1);
        for word in words {
            while first < end && tokens.bytes(first).start < word.start {
                first += 1;
            }
            let mut next = first;
            while next < end && tokens.bytes(next).start < word.end {
                next += 1;
            }
            let from = if next > first { first } else { first - 1 };
            rows.push(Pieces {
                first: from as u32,
                last: from.max(next - 1) as u32,
            });
        }
    }
    (rows, counts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::tokenizer::Tokenizer;
    use super::super::split;
    use super::*;

    #[test]
    fn words_find_their_tokens() {
        let sentence = "Öland didn't electrify.";
        let tokens = Tokenizer::embedded().unwrap().tokenize(sentence).unwrap();
        let (rows, counts) = pieces(&split(sentence), &tokens);
        let slices: Vec<(&str, &str)> = rows
            .iter()
            .map(|p| {
                (
                    &sentence[tokens.bytes(p.first as usize)],
                    &sentence[tokens.bytes(p.last as usize)],
                )
            })
            .collect();
        assert_eq!(
            slices,
            [("Öl", "and"), ("didn", "didn"), ("'", "t"), ("elect", "fy"), (".", ".")]
        );
        assert_eq!(counts, [5]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn every_word_has_tokens(sentence in any::<String>(), copies in 1usize..80) {
            static TOKENIZER: std::sync::LazyLock<Tokenizer> = std::sync::LazyLock::new(|| Tokenizer::embedded().unwrap());
            let sentence = sentence.repeat(copies);
            let tokens = TOKENIZER.tokenize(&sentence).unwrap();
            let words = split(&sentence);
            let (rows, counts) = pieces(&words, &tokens);
            prop_assert_eq!(rows.len(), words.len());
            prop_assert_eq!(counts.len(), tokens.windows().count());
            prop_assert_eq!(counts.iter().sum::<usize>(), words.len());
            prop_assert!(rows.iter().all(|p| p.first <= p.last && (p.last as usize) < tokens.tokens()));
        }
    }
}

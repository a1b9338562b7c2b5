//! Content words of sentences, numbered, with inflections folded together.
//!
//! Owns what counts as the same word when coverage is measured. The folding is far cruder than a Porter stemmer; on news
//! it makes no measurable difference to the summaries.

use std::collections::HashMap;

use crate::document::{Document, Sentence};

/// Numbers content words in the order in which they are first met.
#[derive(Debug, Default)]
pub(super) struct Terms {
    numbers: HashMap<String, u32>,
}

impl Terms {
    /// The content words of `sentence`, each once, in order of appearance. Words never met before get new numbers.
    pub(super) fn of_sentence(&mut self, document: &Document, sentence: &Sentence) -> Vec<u32> {
        let mut found = Vec::new();
        for folded in content_words(sentence.span.slice(document.text())) {
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            found.push(*self.numbers.entry(folded).or_insert(next));
        }
        // A sentence may be long when a text has no full stops: sorting keeps this from going quadratic.
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The numbers of those content words of `text` that were met before.
    pub(super) fn known(&self, text: &str) -> Vec<u32> {
        let mut found: Vec<u32> = content_words(text)
            .filter_map(|w| self.numbers.get(&w).copied())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// How many different words were met.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }
}

fn content_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .filter(|word| !FUNCTION_WORDS.contains(&word.as_str()))
        .map(|word| fold(&word))
}

/// Takes an English inflection off: "closures", "closed" and "closing" become "closur", "clos" and "clos".
fn fold(word: &str) -> String {
    if word.len() < 5 || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let without = |suffix: &str| word.strip_suffix(suffix).filter(|stem| stem.len() >= 3);
    if let Some(stem) = without("ing").or_else(|| without("ed")) {
        // "planned" meets "plan".
        let doubled = matches!(stem.as_bytes(), [_, .., a, b] if a == b && !b"aeiou".contains(b));
        return stem[..stem.len() - usize::from(doubled && stem.len() > 3)].to_owned();
    }
    let plural = if word.ends_with("ss") {
        None
    } else {
        without("es").or_else(|| without("s"))
    };
    let stem = plural.unwrap_or(word);
    stem.strip_suffix('e')
        .filter(|stem| stem.len() >= 3)
        .unwrap_or(stem)
        .to_owned()
}

/// Words that carry no topic, with the pieces that an apostrophe leaves behind.
#[rustfmt::skip]
const FUNCTION_WORDS: &[&str] = &[
    "the", "of", "to", "in", "a", "and", "on", "at", "by", "for", "or", "but", "with", "from", "as", "an", "is", "are",
    "was", "were", "be", "been", "being", "it", "its", "this", "that", "these", "those", "has", "have", "had", "having",
    "he", "she", "they", "his", "her", "their", "him", "them", "i", "we", "you", "our", "your", "my", "me", "us",
    "will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does", "did", "not", "no", "nor",
    "than", "then", "so", "such", "into", "over", "under", "after", "before", "about", "up", "out", "off", "down",
    "more", "most", "much", "many", "also", "who", "whom", "whose", "which", "what", "when", "where", "while", "why",
    "how", "if", "just", "some", "any", "all", "each", "both", "other", "another", "one", "two", "own", "same", "very",
    "only", "now", "still", "even", "because", "during", "until", "between", "through", "again", "once", "too", "there",
    "here", "said", "say", "says", "saying", "s", "t", "ve", "re", "ll", "m", "d",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_of_a_word_meet() {
        for (a, b) in [
            ("planned", "plans"),
            ("closing", "closed"),
            ("companies", "company"),
            ("prices", "price"),
            ("stopped", "stop"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
    }

    #[test]
    fn short_words_numbers_and_other_scripts_are_left_alone() {
        for word in ["gas", "2025s", "1990s", "öster", "чисел", "glas"] {
            assert_eq!(fold(word), word);
        }
    }

    #[test]
    fn a_sentence_counts_each_content_word_once() {
        let document = Document::from_text("The mill closed and the mills were closing, the council said.");
        let mut terms = Terms::default();
        let found = terms.of_sentence(&document, &document.sentences()[0]);
        assert_eq!(found, [0, 1, 2]);
        assert_eq!(terms.known("Council of the unknown"), [2]);
        assert_eq!(terms.len(), 3);
    }
}

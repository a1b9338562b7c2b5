//! Words with their parts of speech, names and base noun phrases of a document: what the heads' labels mean.

use std::collections::HashSet;

use crate::document::Document;
use crate::span::Span;

use super::Encoded;
use super::names::{Name, names};

/// Universal parts of speech (de Marneffe et al. 2021).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of the standard")]
pub enum Pos {
    Adjective,
    Adposition,
    Adverb,
    Auxiliary,
    CoordinatingConjunction,
    Determiner,
    Interjection,
    Noun,
    Numeral,
    Particle,
    Pronoun,
    ProperNoun,
    Punctuation,
    SubordinatingConjunction,
    Symbol,
    Verb,
    Other,
}

impl Pos {
    /// All of them, in the order of the head's outputs.
    pub const ALL: [Self; 17] = [
        Self::Adjective,
        Self::Adposition,
        Self::Adverb,
        Self::Auxiliary,
        Self::CoordinatingConjunction,
        Self::Determiner,
        Self::Interjection,
        Self::Noun,
        Self::Numeral,
        Self::Particle,
        Self::Pronoun,
        Self::ProperNoun,
        Self::Punctuation,
        Self::SubordinatingConjunction,
        Self::Symbol,
        Self::Verb,
        Self::Other,
    ];

    /// The standard's tag ("PROPN").
    pub fn label(self) -> &'static str {
        const LABELS: [&str; 17] = [
            "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
            "SCONJ", "SYM", "VERB", "X",
        ];
        LABELS[self as usize]
    }

    /// Whether it is a noun, proper or common.
    pub fn is_noun(self) -> bool {
        matches!(self, Self::Noun | Self::ProperNoun)
    }
}

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// A company, authority, party, team, band, …
    Organization,
    /// A country, city, river, building, …
    Place,
    /// A nationality, event, work, product, …
    Other,
}

impl NameKind {
    /// All of them, in the order of the head's outputs.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organization, Self::Place, Self::Other];

    /// The label of the CoNLL 2003 shared task ("PER").
    pub fn label(self) -> &'static str {
        ["PER", "ORG", "LOC", "MISC"][self as usize]
    }
}

/// A word as treebanks count them: punctuation marks and the parts of contractions are words too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its bytes in the document's text.
    pub span: Span,
    /// What it is there.
    pub pos: Pos,
}

/// The words of every sentence of a document, with what the heads say about them.
#[derive(Clone, Debug, Default)]
pub struct Tags {
    words: Vec<Word>,
    /// Where each sentence's words end.
    ends: Vec<usize>,
    names: Vec<Name>,
    /// The texts of the names.
    texts: HashSet<String>,
}

impl Tags {
    /// The tags of the sentences of `document`, which `encoded` was made from. Linear.
    pub fn new(document: &Document, encoded: &Encoded) -> Self {
        let text = document.text();
        let mut tags = Self::default();
        let mut labelled = Vec::new();
        for (i, sentence) in document.sentences().iter().enumerate().take(encoded.len()) {
            let start = sentence.span.start();
            for word in encoded.words(i) {
                let bytes = start + word.start as usize..start + word.end as usize;
                if let Some(span) = Span::new(text, bytes) {
                    let pos = match word.pos {
                        // "Told" in "Orrin Told": what is part of a name is no verb.
                        Pos::Verb | Pos::Adverb | Pos::Interjection | Pos::Other if word.name.is_some() => {
                            Pos::ProperNoun
                        }
                        pos => pos,
                    };
                    tags.words.push(Word { span, pos });
                    labelled.push((span, word.name));
                }
            }
            tags.ends.push(tags.words.len());
        }
        let starts = std::iter::once(0).chain(tags.ends.iter().copied());
        let sentences: Vec<_> = starts
            .zip(&tags.ends)
            .map(|(start, &end)| &labelled[start..end])
            .collect();
        tags.names = names(text, &sentences);
        tags.texts = tags.names.iter().map(|name| name.span.slice(text).to_owned()).collect();
        tags
    }

    /// The names in all sentences, in order and without overlaps; each lies in one sentence.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// Whether `text` is all of a name somewhere in the document.
    pub fn is_name(&self, text: &str) -> bool {
        self.texts.contains(text)
    }

    /// The words of sentence `i`, in order: everything in it but white space. None for a sentence that was not encoded.
    pub fn words(&self, i: usize) -> &[Word] {
        let Some(&end) = self.ends.get(i) else {
            return &[];
        };
        let start = i.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[start..end]
    }

    /// The base noun phrases of all sentences, in order.
    pub fn all_noun_phrases(&self) -> impl Iterator<Item = Span> + '_ {
        (0..self.ends.len()).flat_map(|i| self.noun_phrases(i))
    }

    /// The base noun phrases of sentence `i`, in order and without overlaps: an optional determiner, then numerals,
    /// adjectives and nouns, a noun last ("the two oldest cranes"). They do not nest; "of" and "and" part them.
    pub fn noun_phrases(&self, i: usize) -> Vec<Span> {
        noun_phrases(self.words(i))
    }
}

/// See [`Tags::noun_phrases`].
fn noun_phrases(words: &[Word]) -> Vec<Span> {
    let mut phrases = Vec::new();
    let mut start = None;
    // The last noun of the phrase so far.
    let mut head: Option<Span> = None;
    let mut close = |start: &mut Option<Span>, head: &mut Option<Span>| {
        if let (Some(start), Some(head)) = (start.take(), head.take()) {
            phrases.push(start.cover(head));
        }
    };
    for (i, word) in words.iter().enumerate() {
        match word.pos {
            Pos::Determiner => {
                close(&mut start, &mut head);
                start = Some(word.span);
            }
            Pos::Noun | Pos::ProperNoun => {
                start = start.or(Some(word.span));
                head = Some(word.span);
            }
            Pos::Adjective | Pos::Numeral => start = start.or(Some(word.span)),
            Pos::Adverb if words.get(i + 1).is_some_and(|next| next.pos == Pos::Adjective) => {
                start = start.or(Some(word.span));
            }
            // A mark without spaces around it holds a compound together: "15-year".
            Pos::Punctuation | Pos::Symbol if start.is_some() && is_glued(words, i) => {}
            // "$29"
            Pos::Symbol if words.get(i + 1).is_some_and(|next| next.pos == Pos::Numeral) => {
                start = start.or(Some(word.span));
            }
            _ => {
                close(&mut start, &mut head);
                start = None;
            }
        }
    }
    close(&mut start, &mut head);
    phrases
}

/// Whether neither side of word `i` has a space, and both have a word.
fn is_glued(words: &[Word], i: usize) -> bool {
    let before = i.checked_sub(1).map(|before| words[before].span.end());
    let after = words.get(i + 1).map(|after| after.span.start());
    before == Some(words[i].span.start()) && after == Some(words[i].span.end())
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::model::Encoder;

    static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::embedded().unwrap());

    fn tags(document: &Document) -> Tags {
        Tags::new(document, &ENCODER.encode(&document.sentence_texts()).unwrap())
    }

    #[test]
    fn parts_of_speech_and_noun_phrases() {
        let document =
            Document::from_text("The two oldest cranes of Vellin's coal pier didn't move after the 15-year deal.");
        let tags = tags(&document);
        let text = document.text();
        let words: Vec<String> = tags
            .words(0)
            .iter()
            .map(|word| format!("{}/{}", word.span.slice(text), word.pos.label()))
            .collect();
        assert_eq!(
            words.join(" "),
            "The/DET two/NUM oldest/ADJ cranes/NOUN of/ADP Vellin/PROPN 's/PART coal/NOUN pier/NOUN did/AUX n't/PART \
             move/VERB after/ADP the/DET 15/NUM -/PUNCT year/NOUN deal/NOUN ./PUNCT"
        );
        let phrases: Vec<&str> = tags.noun_phrases(0).into_iter().map(|span| span.slice(text)).collect();
        assert_eq!(
            phrases,
            ["The two oldest cranes", "Vellin", "coal pier", "the 15-year deal"]
        );
    }

    #[test]
    fn headlines_and_leads_in_capitals_keep_their_names() {
        let document = Document::from_text(
            "Mara Quist Quits Orrin Mining After Losses In Norway\n\n\
             MARA QUIST LEFT OSLO ON FRIDAY AFTER A MEETING WITH INVESTORS. \
             She had led Orrin Mining for nine years.",
        );
        let tags = tags(&document);
        let names: Vec<String> = tags
            .names()
            .iter()
            .map(|name| format!("{}/{}", name.span.slice(document.text()), name.kind.label()))
            .collect();
        let expected = [
            "Mara Quist/PER",
            "Orrin Mining/ORG",
            "Norway/LOC",
            "MARA QUIST/PER",
            "OSLO/LOC",
            "Orrin Mining/ORG",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn a_sentence_of_many_windows_keeps_its_words() {
        let text = format!("{}it ended.", "the council paid the two firms, ".repeat(45));
        let document = Document::from_text(&text);
        let tags = tags(&document);
        assert_eq!(tags.words(0).len(), 45 * 7 + 3);
        assert!(tags.noun_phrases(0).len() >= 80);
        assert!(tags.words(1).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn spans_stay_in_their_sentence(text in "\\PC{0,120}|([A-Za-z]{1,9}['’.,&-]? ?){0,40}") {
            let document = Document::from_text(&text);
            let tags = tags(&document);
            for (i, sentence) in document.sentences().iter().enumerate() {
                let mut end = sentence.span.start();
                for word in tags.words(i) {
                    prop_assert!(sentence.span.contains(word.span) && end <= word.span.start());
                    prop_assert!(!word.span.slice(document.text()).contains(char::is_whitespace));
                    end = word.span.end();
                }
                let mut end = sentence.span.start();
                for phrase in tags.noun_phrases(i) {
                    prop_assert!(sentence.span.contains(phrase) && end <= phrase.start());
                    end = phrase.end();
                }
            }
            for pair in tags.names().windows(2) {
                prop_assert!(pair[0].span.end() <= pair[1].span.start());
            }
            for name in tags.names() {
                prop_assert!(document.sentences().iter().any(|s| s.span.contains(name.span)));
            }
        }
    }
}

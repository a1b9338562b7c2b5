//! Copies of sentences with other names of the same kinds, so that a head learns what names stand among and not only
//! the names themselves (mention replacement; Dai and Adel 2020).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::conll::{self, Sentence};
use super::random::Random;

/// Names that give way to others, in ten.
const REPLACED: usize = 8;

/// The names of labelled sentences, by kind: the words of each.
pub struct Names(BTreeMap<String, Vec<Vec<String>>>);

impl Names {
    /// The names that are written as names are in `sentences`.
    pub fn of<'a>(sentences: impl IntoIterator<Item = &'a Sentence>) -> Self {
        let mut kinds: BTreeMap<String, BTreeSet<Vec<String>>> = BTreeMap::new();
        for sentence in sentences {
            let tokens = sentence.words();
            for (range, kind) in names(&tokens) {
                let words = &tokens[range];
                // Words in capitals are a headline's.
                let shouted = words[0].0.len() > 5 && !words[0].0.contains(char::is_lowercase);
                if is_proper(words) && !shouted {
                    let words = words.iter().map(|(word, _)| (*word).to_owned()).collect();
                    kinds.entry(kind.to_owned()).or_default().insert(words);
                }
            }
        }
        Self(
            kinds
                .into_iter()
                .map(|(kind, names)| (kind, names.into_iter().collect()))
                .collect(),
        )
    }

    /// `sentence` with other names; `None` where it has none.
    pub fn rename(&self, sentence: &Sentence, random: &mut Random) -> Option<Sentence> {
        let tokens = sentence.words();
        let names = names(&tokens);
        let mut copy: Vec<(&str, String)> = Vec::with_capacity(tokens.len());
        let mut at = 0;
        let keep = |range: Range<usize>| tokens[range].iter().map(|(word, label)| (*word, (*label).to_owned()));
        for (range, kind) in &names {
            copy.extend(keep(at..range.start));
            at = range.end;
            match self.0.get(*kind) {
                Some(others) if is_proper(&tokens[range.clone()]) && random.below(10) < REPLACED => {
                    let other = &others[random.below(others.len())];
                    let parts = std::iter::once("B").chain(std::iter::repeat("I"));
                    copy.extend(
                        other
                            .iter()
                            .zip(parts)
                            .map(|(word, part)| (word.as_str(), format!("{part}-{kind}"))),
                    );
                }
                _ => copy.extend(keep(range.clone())),
            }
        }
        copy.extend(keep(at..tokens.len()));
        let copy: Vec<(&str, &str)> = copy.iter().map(|(word, label)| (*word, label.as_str())).collect();
        (!names.is_empty()).then(|| conll::join(&copy))
    }
}

/// Whether a name starts as names do.
fn is_proper(words: &[(&str, &str)]) -> bool {
    words[0].0.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

/// The names that BIO labels spell, with their kinds.
fn names<'a>(tokens: &[(&str, &'a str)]) -> Vec<(Range<usize>, &'a str)> {
    let mut names: Vec<(Range<usize>, &str)> = Vec::new();
    for (i, (_, label)) in tokens.iter().enumerate() {
        match (label.split_once('-'), names.last_mut()) {
            (Some(("I", kind)), Some((range, last))) if range.end == i && kind == *last => range.end += 1,
            (Some((_, kind)), _) => names.push((i..i + 1, kind)),
            (None, _) => {}
        }
    }
    names
}

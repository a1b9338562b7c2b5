//! The names of a document: what the heads' labels spell, made consistent across its sentences.
//!
//! A head sees one sentence. An article names the same thing again and again, so what most of its mentions say settles
//! the doubtful ones: kinds are voted on, and a mention that was overlooked is found by its words.

use std::collections::{HashMap, HashSet};

use super::encoded::NamePart;
use super::introductions::{given, introduced, is_currency};
use super::{NameKind, role};
use crate::span::Span;

/// A name and what it is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its bytes in the document's text.
    pub span: Span,
    /// What it names.
    pub kind: NameKind,
}

/// A word with its label; all words of a sentence are one slice.
pub(super) type Labelled = (Span, Option<NamePart>);

/// Words that are looked up together at most: longer names are found by the head or not at all.
const MOST_WORDS: usize = 5;

/// How many guesses an introduction outweighs.
const INTRODUCTION: usize = 3;

/// The names in `sentences`, in order and without overlaps. Linear in the number of words.
pub(super) fn names(text: &str, sentences: &[&[Labelled]]) -> Vec<Name> {
    let mut found: Vec<Vec<Name>> = sentences.iter().map(|words| spelled(text, words)).collect();
    for (words, names) in sentences.iter().zip(&mut found) {
        names.retain(|name| !is_currency(text, words, name.span));
        names.append(&mut given(text, words, names));
        names.sort_unstable_by_key(|name| name.span);
        names
            .iter_mut()
            .for_each(|name| name.kind = introduced(text, words, name).unwrap_or(name.kind));
    }
    let mut votes = Votes::new(text, found.iter().flatten());
    for (words, names) in sentences.iter().zip(&found) {
        votes.introduce(text, words, names);
    }
    for (words, names) in sentences.iter().zip(&found) {
        votes.mark_people(text, words, names);
    }
    votes.rename_the_nameless(text, found.iter().flatten());
    for name in found.iter_mut().flatten() {
        name.kind = votes.winner(name.span.slice(text)).unwrap_or(name.kind);
    }
    for (words, names) in sentences.iter().zip(&mut found) {
        overlooked(text, words, &votes, names);
    }
    found.into_iter().flatten().collect()
}

/// The names that the labels of a sentence spell, without marks and clitics at their ends.
fn spelled(text: &str, words: &[Labelled]) -> Vec<Name> {
    let has_capital = |span: &Span| span.slice(text).contains(char::is_uppercase);
    let cased = words.iter().any(|(span, _)| has_capital(span));
    let mut names = Vec::new();
    let mut at = 0;
    while let Some(&(_, label)) = words.get(at) {
        let Some(NamePart { kind, .. }) = label else {
            at += 1;
            continue;
        };
        let goes_on = |(_, label): &&Labelled| *label == Some(NamePart { kind, begins: false });
        let length = 1 + words[at + 1..].iter().take_while(goes_on).count();
        let mut spans: &[Labelled] = &words[at..at + length];
        at += length;
        let is_edge = |(span, _): &Labelled| {
            let word = span.slice(text);
            !word.starts_with(char::is_alphanumeric)
        };
        while let Some(rest) = spans
            .split_first()
            .filter(|(first, _)| is_edge(first))
            .map(|(_, rest)| rest)
        {
            spans = rest;
        }
        while let Some(rest) = spans
            .split_last()
            .filter(|(last, _)| is_edge(last))
            .map(|(_, rest)| rest)
        {
            spans = rest;
        }
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
            continue;
        };
        // "Attackers took the files."
        let opens = spans.len() == 1 && first.0.start() == words[0].0.start();
        if opens && is_of_many(first.0.slice(text)) {
            continue;
        }
        // "chief executive Martin Lund": the role is no part of the name.
        while cased
            && let Some(((first, _), rest)) = spans.split_first()
            && !rest.is_empty()
            && role(first.slice(text)).is_some()
            && !has_capital(first)
        {
            spans = rest;
        }
        let first = &spans[0];
        // In a sentence with capitals, what has none is no name.
        if !cased || spans.iter().any(|(span, _)| has_capital(span)) {
            names.push(Name {
                span: first.0.cover(last.0),
                kind,
            });
        }
    }
    names
}

/// Whether `word` says what many people or organisations are.
fn is_of_many(word: &str) -> bool {
    role(word).is_some() && (word.ends_with('s') || word.ends_with("men"))
}

/// Adds the names in `words` that stand elsewhere in the document as names and were not labelled here.
fn overlooked(text: &str, words: &[Labelled], votes: &Votes, names: &mut Vec<Name>) {
    let mut added = Vec::new();
    let mut taken = names.iter().map(|name| name.span).peekable();
    let mut at = 0;
    while at < words.len() {
        let start = words[at].0;
        while taken.next_if(|span| span.end() <= start.start()).is_some() {}
        let limit = taken.peek().map_or(usize::MAX, |span| span.start());
        let free = words[at..]
            .iter()
            .take(MOST_WORDS)
            .take_while(|(span, _)| span.end() <= limit)
            .count();
        let capital = start.slice(text).starts_with(char::is_uppercase);
        let longest = (1..=if capital { free } else { 0 }).rev().find_map(|length| {
            let span = start.cover(words[at + length - 1].0);
            Some((length, span, votes.exact(span.slice(text))?))
        });
        match longest {
            Some((length, span, kind)) => {
                added.push(Name { span, kind });
                at += length;
            }
            None => at += 1,
        }
    }
    if !added.is_empty() {
        names.append(&mut added);
        names.sort_unstable_by_key(|name| name.span);
    }
}

/// How often the words of a name are labelled as each kind.
struct Votes {
    /// By the words in lower case.
    folded: HashMap<String, [usize; 4]>,
    /// The words as they were written, of names that can be told from other words.
    exact: HashMap<String, String>,
    /// In lower case, those that a sentence goes on about as of a person ("Orrin7 says he").
    people: HashSet<String>,
    /// The last words of full names of people, in lower case.
    surnames: HashSet<String>,
}

impl Votes {
    fn new<'a>(text: &str, names: impl Iterator<Item = &'a Name>) -> Self {
        let mut votes = Self {
            folded: HashMap::new(),
            exact: HashMap::new(),
            people: HashSet::new(),
            surnames: HashSet::new(),
        };
        for name in names {
            let words = name.span.slice(text);
            let folded = words.to_lowercase();
            let last = folded.rsplit(char::is_whitespace).next().unwrap_or_default();
            if name.kind == NameKind::Person && last.len() < folded.len() {
                // "Jane Doe" speaks for "Doe" too.
                votes.folded.entry(last.to_owned()).or_default()[NameKind::Person as usize] += INTRODUCTION;
                votes.surnames.insert(last.to_owned());
                let surname = words.rsplit(char::is_whitespace).next().unwrap_or_default();
                votes.insert_exact(surname);
            }
            votes.insert_exact(words);
            votes.folded.entry(folded).or_default()[name.kind as usize] += 1;
        }
        votes
    }

    fn insert_exact(&mut self, words: &str) {
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        if letters >= 3 && words.starts_with(char::is_uppercase) && !self.exact.contains_key(words) {
            self.exact.insert(words.to_owned(), words.to_lowercase());
        }
    }

    /// Counts what names are introduced as: it outweighs a few guesses.
    fn introduce(&mut self, text: &str, words: &[Labelled], names: &[Name]) {
        for name in names {
            if let Some(kind) = introduced(text, words, name) {
                let folded = name.span.slice(text).to_lowercase();
                self.folded.entry(folded).or_default()[kind as usize] += INTRODUCTION;
            }
        }
    }

    /// Marks the names that were taken for a person's and are spoken of as one before any other name.
    fn mark_people(&mut self, text: &str, words: &[Labelled], names: &[Name]) {
        for (i, name) in names.iter().enumerate() {
            if name.kind != NameKind::Person {
                continue;
            }
            let from = words.partition_point(|(span, _)| span.start() < name.span.end());
            let to = names.get(i + 1).map_or(words.len(), |next| {
                words.partition_point(|(span, _)| span.start() < next.span.start())
            });
            let personal = |(span, _): &Labelled| {
                let word = span.slice(text);
                ["he", "she", "his", "her", "himself", "herself"]
                    .iter()
                    .any(|pronoun| word.eq_ignore_ascii_case(pronoun))
            };
            let word = |i: usize| words.get(i).map_or("", |(span, _)| span.slice(text));
            let who = word(from) == "," && word(from + 1) == "who";
            // "Ada Marsh, Orrin and Mara Quist": among people in full, one more.
            let listed = |other: Option<&Name>| {
                other.is_some_and(|other| {
                    let gap = name.span.end().min(other.span.end())..name.span.start().max(other.span.start());
                    let full = other.span.slice(text).contains(char::is_whitespace);
                    let between = text.get(gap).unwrap_or_default().trim();
                    full && other.kind == NameKind::Person && matches!(between, "," | "and" | ", and" | "&")
                })
            };
            let listed = || listed(i.checked_sub(1).map(|before| &names[before])) || listed(names.get(i + 1));
            if who || listed() || words[from..to].iter().any(personal) {
                self.people.insert(name.span.slice(text).to_lowercase());
            }
        }
    }

    /// News names people in full once. Where it does so at all, a lone word that is part of nobody's full name and that
    /// no title introduces is rather an organisation, unless it is spoken of as a person.
    fn rename_the_nameless<'a>(&mut self, text: &str, names: impl Iterator<Item = &'a Name> + Clone) {
        let full: HashSet<&str> = names
            .clone()
            .filter(|name| name.kind == NameKind::Person)
            .map(|name| name.span.slice(text))
            .filter(|words| words.contains(char::is_whitespace))
            .flat_map(str::split_whitespace)
            .collect();
        if full.is_empty() {
            return;
        }
        for name in names {
            let words = name.span.slice(text);
            if !words.contains(char::is_whitespace)
                && !full.contains(words)
                && !self.people.contains(&words.to_lowercase())
                && let Some(counts) = self.folded.get_mut(&words.to_lowercase())
                && counts[NameKind::Person as usize] < INTRODUCTION
            {
                counts[NameKind::Organization as usize] += std::mem::take(&mut counts[NameKind::Person as usize]);
            }
        }
    }

    /// The kind that most names of these words have; of equals the first of [`NameKind::ALL`].
    fn winner(&self, words: &str) -> Option<NameKind> {
        self.of_folded(&words.to_lowercase())
    }

    /// The same for words that are written exactly as a name was.
    fn exact(&self, words: &str) -> Option<NameKind> {
        self.of_folded(self.exact.get(words)?)
    }

    fn of_folded(&self, folded: &str) -> Option<NameKind> {
        let mut counts = *self.folded.get(folded)?;
        // "Lund" of Ada Lund may also be a firm or a town, but hardly a work or an event.
        if self.surnames.contains(folded) {
            counts[NameKind::Other as usize] = 0;
        }
        let most = *counts.iter().max()?;
        NameKind::ALL.into_iter().find(|kind| counts[*kind as usize] == most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of sentences written as "Jane/B-PER Doe/I-PER left".
    fn found(sentences: &[&str]) -> Vec<String> {
        let mut text = String::new();
        let mut all = Vec::new();
        for sentence in sentences {
            let mut words: Vec<Labelled> = Vec::new();
            for word in sentence.split(' ') {
                let (word, label) = word.split_once('/').unwrap_or((word, "O"));
                let start = text.len();
                text.push_str(word);
                words.push((
                    Span::new(&text, start..text.len()).unwrap(),
                    label.split_once('-').map(|(part, kind)| NamePart {
                        kind: NameKind::ALL.into_iter().find(|k| k.label() == kind).unwrap(),
                        begins: part == "B",
                    }),
                ));
                text.push(' ');
            }
            all.push(words);
        }
        let sentences: Vec<&[Labelled]> = all.iter().map(Vec::as_slice).collect();
        let names = names(&text, &sentences);
        names
            .into_iter()
            .map(|n| format!("{}/{}", n.span.slice(&text), n.kind.label()))
            .collect()
    }

    #[test]
    fn marks_and_clitics_are_no_part_of_a_name() {
        assert_eq!(
            found(&["the “/B-ORG Orrin/I-ORG Mill/I-ORG 's/I-ORG men"]),
            ["Orrin Mill/ORG"]
        );
        assert_eq!(
            found(&["Mara/B-PER Quist/B-PER met mill/B-ORG men"]),
            ["Mara/PER", "Quist/PER"]
        );
        assert_eq!(
            found(&["orrin/B-LOC mill closes"]),
            ["orrin/LOC"],
            "nothing has capitals here"
        );
    }

    #[test]
    fn the_article_settles_what_a_name_is() {
        let names = found(&[
            "Mara/B-PER Quist/I-PER left",
            "Quist/B-ORG stayed",
            "Then Quist said so to Quist Mining/B-ORG",
        ]);
        assert_eq!(
            names,
            ["Mara Quist/PER", "Quist/PER", "Quist/PER", "Quist/PER", "Mining/ORG"]
        );
        let names = found(&[
            "Orrin/B-LOC grew",
            "Orrin/B-ORG fell",
            "Orrin/B-LOC rose",
            "A may be May",
        ]);
        assert_eq!(names, ["Orrin/LOC", "Orrin/LOC", "Orrin/LOC"]);
    }

    #[test]
    fn the_words_beside_a_name_say_what_it_is() {
        assert_eq!(found(&["a hacker called Orrin7 left"]), ["Orrin7/PER"]);
        assert_eq!(found(&["Zeno/B-ORG , a member of the crew , left"]), ["Zeno/PER"]);
        assert_eq!(found(&["Bolt/B-PER , the firm that sells pumps , fell"]), ["Bolt/ORG"]);
        let surname = found(&["Mara/B-PER Quist/I-PER left", "Quist/B-MISC stayed"]);
        assert_eq!(surname, ["Mara Quist/PER", "Quist/PER"]);
    }

    #[test]
    fn the_letters_of_a_currency_are_no_name() {
        assert!(found(&["It fell to SEK/B-ORG 2.40 a share"]).is_empty());
    }

    #[test]
    fn lone_names_spoken_of_as_a_person_stay_one() {
        let alone = |rest: &str| {
            let names = found(&["Mara/B-PER Quist/I-PER left", &format!("Orrin7/B-PER {rest}")]);
            names[1].clone()
        };
        assert_eq!(alone("says he took the files"), "Orrin7/PER");
        assert_eq!(alone("says it took the files"), "Orrin7/ORG");
        assert_eq!(alone("and Vellin/B-LOC know her"), "Orrin7/ORG", "she may be Vellin");
    }

    #[test]
    fn what_is_said_of_many_opens_a_sentence_without_being_a_name() {
        assert_eq!(found(&["Conmen/B-ORG left Orrin/B-LOC"]), ["Orrin/LOC"]);
        assert_eq!(found(&["The Rangers/B-ORG left"]), ["Rangers/ORG"]);
        assert_eq!(found(&["Rangers/B-ORG Hall/I-ORG fell"]), ["Rangers Hall/ORG"]);
    }
}

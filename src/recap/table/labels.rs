//! What each row is called, composed as editors do: a word for the part that it plays, a noun of its sentence, both, or whose
//! view it is.
//!
//! The reading heads say how likely each stem, and each word of the sentence, is part of the label that an editor would give
//! the row. A label is worth the chance that one of its words is; of several rows that one label fits, the likeliest gets it.

use std::collections::BTreeSet;
use std::ops::Range;

use super::candidates::{Candidate, words_in};
use super::sections::Section;
use crate::document::Document;
use crate::english::{is_stopword, stem, words};
use crate::entities::Referents;
use crate::model::heads::{Inventory, LabelScores};
use crate::model::{NameKind, Pos, Tags, Word};
use crate::recap::Naming;
use crate::span::{Span, one_line};

/// Most words of a noun phrase that is a label.
const MOST_NOUNS: usize = 3;
/// Most bytes of a label.
const LONGEST: usize = 40;
/// What a label loses that is a noun of the sentence with a word for its part behind it: the two may not go together.
const COMPOSED: f32 = 0.12;
/// Both halves of such a label must be so likely by themselves.
const LIKELY: f32 = 0.12;
/// A known label that is less likely than this loses [`UNSURE`]: a noun of the sentence is at least not wrong.
const SURE: f32 = 0.3;
const UNSURE: f32 = 0.2;
/// What a label loses that is nothing but words that the row shows.
const SHOWN: f32 = 0.15;
/// What a noun gains that is of the subject of the row's statement.
const SUBJECT: f32 = 0.05;
/// What a noun loses that stands before or behind all that the row keeps: it is often of another clause.
const BESIDE: f32 = 0.1;
/// What a label loses that is no phrase of its own but an inner part of a longer one, or a place.
const ASIDE: f32 = 0.2;
/// What a label gains that says whose claim the row is, where the row does not.
const SPEAKER: f32 = 2.0;
/// What an author's own heading or lead-in gains.
const AUTHOR: f32 = 1.0;
/// What somebody's claim can be called.
const CLAIMS: &[&str] = &[
    "view",
    "claim",
    "warning",
    "argument",
    "criticism",
    "forecast",
    "prediction",
    "hope",
    "denial",
];
/// The first row, if it is from one of so many sentences at the beginning, tells at least what happened; what that is worth.
const OPENING: usize = 4;
const NEWS: f32 = 0.2;
/// What readers would take for somebody's doing where it is what they say or meet.
const LOADED: &[&str] = &[
    "attack",
    "advice",
    "charge",
    "accusation",
    "case",
    "pick",
    "verdict",
    "message",
    "call",
    "chances",
];
/// A row that no label fits better is left out: what nothing names is no row.
const LEAST: f32 = -0.12;
/// So many rows are named as well as they can be.
const FEWEST: usize = 4;
/// What each word beyond the first costs.
const LENGTH: f32 = 0.01;

/// A label with what it is worth.
struct Label {
    row: usize,
    name: String,
    worth: f32,
    naming: Naming,
}

/// The label of each of `rows` and where it is from; `None` where nothing names one.
pub(super) fn labels(
    document: &Document,
    tags: &Tags,
    referents: &Referents,
    sections: &[Section],
    inventory: &Inventory,
    rows: &[(&Candidate, Option<LabelScores>)],
) -> Vec<Option<(String, Naming)>> {
    let mut found: Vec<Label> = Vec::new();
    let mut headed = BTreeSet::new();
    let known = Known::new(inventory);
    // What the article opens with is its news, whatever else it is.
    let news = rows
        .iter()
        .map(|(row, _)| row.sentence)
        .min()
        .filter(|first| *first < OPENING);
    for (row, (candidate, scores)) in rows.iter().enumerate() {
        let mut add = |name: String, worth: f32, naming: Naming| {
            let longer = name.split_whitespace().count().saturating_sub(1) as f32;
            if !name.is_empty() && name.len() <= LONGEST {
                found.push(Label {
                    row,
                    name,
                    worth: worth - LENGTH * longer,
                    naming,
                });
            }
        };
        if let Some(Some(name)) = &candidate.list {
            add(name.clone(), 2.0 * AUTHOR, Naming::Author);
        }
        if news == Some(candidate.sentence) {
            add("What happened".to_owned(), NEWS, Naming::Role);
        }
        let section = &sections[candidate.block];
        if let (Some(label), Some(heading)) = (&section.label, section.heading)
            && !section.back_matter
            && headed.insert(heading)
        {
            add(label.clone(), AUTHOR, Naming::Author);
        }
        let Some(scores) = scores else { continue };
        let part: Vec<f32> = scores.roles.iter().map(|score| probability(*score)).collect();
        for (name, stems) in &known.labels {
            let worth = whole(stems.iter().map(|stem| part[*stem]));
            let unsure = if worth < SURE { UNSURE } else { 0.0 };
            add(name.clone(), worth - unsure, Naming::Role);
        }
        let own = tags.words(candidate.sentence);
        let pointed: Vec<f32> = scores.words.iter().map(|score| probability(*score)).collect();
        for noun in nouns(document, tags, own, candidate) {
            let worth = any(noun.content.iter().map(|word| pointed[*word])) - noun.loss;
            add(noun.name.clone(), worth, Naming::Noun);
            for (ending, stem) in known.endings.iter().filter(|_| noun.composable) {
                if worth >= LIKELY && part[*stem] >= LIKELY && !shares(&noun.name, ending) {
                    let name = format!("{} {ending}", noun.name);
                    add(name, any([worth, part[*stem]].into_iter()) - COMPOSED, Naming::Both);
                }
            }
        }
        for (owner, must, likely) in owners(document, tags, referents, own, candidate, &pointed) {
            let fits = |word: &str| CLAIMS.contains(&word) == must && !LOADED.contains(&word);
            for (possession, stem) in known.possessions.iter().filter(|(word, _)| fits(word)) {
                let worth = any([likely, part[*stem]].into_iter()) - COMPOSED;
                if must || likely >= SURE && part[*stem] >= SURE {
                    // What somebody says is at least a view.
                    let view = if possession == "view" { SURE } else { 0.0 };
                    let gain = if must { SPEAKER + view } else { 0.0 };
                    add(format!("{owner} {possession}"), worth + gain, Naming::Both);
                }
            }
        }
    }
    // Somebody's claim is named after who makes it, or not at all.
    found.retain(|label| rows[label.row].0.cut.claimed_by.is_none() || label.worth > 1.0);
    found.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.row.cmp(&b.row)));
    let mut given: Vec<Option<(String, Naming)>> = vec![None; rows.len()];
    let mut used: Vec<BTreeSet<String>> = Vec::new();
    for label in found {
        let stems: BTreeSet<String> = content(&label.name).collect();
        let enough = label.worth >= LEAST || used.len() < FEWEST;
        if enough && given[label.row].is_none() && !used.contains(&stems) {
            given[label.row] = Some((label.name, label.naming));
            used.push(stems);
        }
    }
    given
}

/// The inventory's words with the stems that score them.
struct Known {
    labels: Vec<(String, Vec<usize>)>,
    endings: Vec<(String, usize)>,
    possessions: Vec<(String, usize)>,
}

impl Known {
    fn new(inventory: &Inventory) -> Self {
        let role = |stem: String| inventory.roles.binary_search(&stem).ok();
        let single = |words: &[String]| -> Vec<(String, usize)> {
            let words = words.iter();
            words
                .filter_map(|word| Some((word.clone(), role(stem(word))?)))
                .collect()
        };
        let labels = inventory.labels.iter().filter_map(|label| {
            let stems: Option<Vec<usize>> = content(label).map(role).collect();
            Some((label.clone(), stems.filter(|stems| !stems.is_empty())?))
        });
        Self {
            labels: labels.collect(),
            endings: single(&inventory.endings),
            possessions: single(&inventory.possessions),
        }
    }
}

/// A noun phrase that could be a label.
struct Noun {
    name: String,
    /// Its words with content, counted from the sentence's first.
    content: Vec<usize>,
    loss: f32,
    /// Whether a word for its part may stand behind it.
    composable: bool,
}

/// The noun phrases of the sentence of `row`, without what comes before their adjectives.
fn nouns(document: &Document, tags: &Tags, words: &[Word], row: &Candidate) -> Vec<Noun> {
    if row.list.is_some() {
        return Vec::new();
    }
    let text = document.text();
    let mut found = Vec::new();
    for phrase in tags.noun_phrases(row.sentence) {
        let range = words_in(tags, row.sentence, phrase);
        let head = range.end - 1;
        let names: Vec<Range<usize>> = names_in(tags, row.sentence, phrase);
        for start in range.clone() {
            let own = start..range.end;
            let plain = own.clone().all(|at| {
                let word = &words[at];
                let slice = word.span.slice(text);
                matches!(word.pos, Pos::Noun | Pos::ProperNoun | Pos::Adjective)
                    && !slice.contains(|c: char| c.is_ascii_digit())
                    || slice == "-" && at > start
            });
            let halved = names.iter().any(|name| name.contains(&start) && name.start < start);
            let glued = start > 0 && words[start - 1].span.end() == words[start].span.start();
            // "World Cup winner" is no "Winner", "few tweaks" are no "Few tweaks".
            let clipped = start > range.start && words[start - 1].pos.is_noun();
            let counted = VAGUE.contains(&words[start].span.slice(text).to_lowercase().as_str());
            if !plain
                || halved
                || clipped
                || counted
                || glued
                || own.len() > MOST_NOUNS
                || is_empty_noun(words[head].span.slice(text))
            {
                continue;
            }
            let span = words[start].span.cover(words[head].span);
            let content: Vec<usize> = own
                .clone()
                .filter(|&at| !is_stopword(&words[at].span.slice(text).to_lowercase()))
                .collect();
            let shown = own.clone().all(|at| row.kept.binary_search(&at).is_ok());
            let opens = shown && row.kept.first().is_some_and(|first| own.contains(first));
            let named = names.iter().find(|name| name.start <= start && start < name.end);
            let kind = named.and_then(|name| kind_at(tags, words[name.start].span));
            let mut loss = 0.0;
            if shown {
                loss += SHOWN;
            }
            if opens || start > range.start && words[start - 1].pos == Pos::Adjective {
                loss += SHOWN;
            }
            // What stands before the first verb kept is what the row is about; what stands beside all that is kept is not.
            let (first, last) = (row.kept[0], row.kept[row.kept.len() - 1]);
            let verb = row
                .kept
                .iter()
                .find(|at| matches!(words[**at].pos, Pos::Verb | Pos::Auxiliary));
            if shown && verb.is_some_and(|verb| range.end <= *verb) {
                loss -= SHOWN + SUBJECT;
            } else if range.end <= first && row.cut.subject.is_none() || start > last {
                loss += BESIDE;
            }
            if kind == Some(NameKind::Place) || kind == Some(NameKind::Person) {
                loss += ASIDE;
            }
            found.push(Noun {
                name: sentence_case(span.slice(text), named.is_some()),
                content,
                loss,
                composable: own.len() <= 2 && kind != Some(NameKind::Person),
            });
        }
    }
    found
}

/// Nouns that name nothing by themselves.
const EMPTY_NOUNS: &[&str] = &[
    "thing",
    "things",
    "lot",
    "lots",
    "way",
    "ways",
    "kind",
    "sort",
    "bit",
    "part",
    "parts",
    "number",
    "some",
    "one",
    "ones",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "time",
    "times",
    "today",
    "yesterday",
    "tomorrow",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "night",
    "morning",
    "evening",
    "afternoon",
    "hour",
    "hours",
    "minute",
    "minutes",
    "moment",
    "mr",
    "mrs",
    "ms",
    "dr",
    "people",
    "man",
    "woman",
    "someone",
    "something",
    "anything",
    "everything",
    "nothing",
    "average",
    "half",
    "end",
    "side",
    "fact",
    "course",
    "example",
    "percent",
    "cent",
    "more",
    "least",
    "back",
    "front",
    "middle",
    "rest",
    "self",
    "himself",
    "herself",
    "itself",
    "themselves",
    "per",
    "pm",
    "am",
];

/// Adjectives that say how many or which, and nothing of what (lower case).
const VAGUE: &[&str] = &[
    "few",
    "many",
    "some",
    "several",
    "such",
    "other",
    "same",
    "own",
    "more",
    "most",
    "certain",
    "various",
    "numerous",
    "much",
    "less",
    "last",
    "next",
    "first",
    "second",
    "third",
    "new",
    "latest",
    "recent",
    "whole",
    "entire",
    "different",
    "further",
];

fn is_empty_noun(word: &str) -> bool {
    EMPTY_NOUNS.contains(&word.to_lowercase().as_str())
}

/// Whose something may be: who makes the claim or what the row is said of, which the label has to tell, and people and bodies of
/// the sentence; with how likely each is part of the label.
fn owners(
    document: &Document,
    tags: &Tags,
    referents: &Referents,
    words: &[Word],
    row: &Candidate,
    pointed: &[f32],
) -> Vec<(String, bool, f32)> {
    let text = document.text();
    let mut found = Vec::new();
    let mut spans: Vec<(Span, bool)> = Vec::new();
    spans.extend(row.cut.claimed_by.map(|span| (span, true)));
    let sentence = document.sentences()[row.sentence].span;
    for name in tags.names() {
        if sentence.contains(name.span) && matches!(name.kind, NameKind::Person | NameKind::Organization) {
            spans.push((name.span, false));
        }
    }
    for (span, must) in spans {
        let before = words.partition_point(|word| word.span.end() <= span.start());
        let told = words[..before].iter().rev().find(|word| word.pos != Pos::Determiner);
        // "told the Orrin Times": not who speaks.
        if told.is_some_and(|word| ["told", "tell", "tells", "telling"].contains(&word.span.slice(text))) {
            continue;
        }
        let likely = words_in(tags, row.sentence, span);
        let likely = any(likely.filter(|at| *at < words.len()).map(|at| pointed[at]));
        let slice = one_line(span.slice(text));
        let name = match referents.named(span) {
            // The last name of a person, the whole name of a body.
            Some(entity) if entity.kind == NameKind::Person => {
                slice.split(' ').next_back().unwrap_or(&slice).to_owned()
            }
            _ => slice,
        };
        let count = name.split(' ').count();
        if count <= MOST_NOUNS && name.chars().any(char::is_alphabetic) {
            let mark = if name.ends_with('s') { "'" } else { "'s" };
            let name = without_article(&name);
            found.push((format!("{}{mark}", capital(name)), must, likely));
        }
    }
    found
}

fn without_article(name: &str) -> &str {
    let rest = name
        .split_once(' ')
        .filter(|(first, _)| matches!(*first, "the" | "The" | "a" | "A" | "an" | "An"));
    rest.map_or(name, |(_, rest)| rest)
}

/// The names in `phrase`, as ranges of words.
fn names_in(tags: &Tags, sentence: usize, phrase: Span) -> Vec<Range<usize>> {
    let names = tags.names();
    let from = names.partition_point(|name| name.span.end() <= phrase.start());
    let here = names[from..].iter().take_while(|name| name.span.start() < phrase.end());
    here.map(|name| words_in(tags, sentence, name.span)).collect()
}

fn kind_at(tags: &Tags, word: Span) -> Option<NameKind> {
    let names = tags.names();
    let name = names.get(names.partition_point(|name| name.span.end() <= word.start()))?;
    name.span.overlaps(word).then_some(name.kind)
}

/// Whether the label `name` has a content word of `words`.
pub(super) fn names(name: &str, words: &str) -> bool {
    shares(name, words)
}

/// Stems of content words.
fn content(label: &str) -> impl Iterator<Item = String> + '_ {
    words(label)
        .map(str::to_lowercase)
        .filter(|word| !is_stopword(word))
        .map(|word| stem(&word))
}

fn shares(a: &str, b: &str) -> bool {
    content(a).any(|stem| content(b).any(|other| other == stem))
}

fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The chance that one of several holds.
fn any(chances: impl Iterator<Item = f32>) -> f32 {
    1.0 - chances.map(|chance| 1.0 - chance).product::<f32>()
}

/// The chance that one of the words of a known label holds, less where the others hardly do: it is given whole or not at all.
fn whole(chances: impl Iterator<Item = f32> + Clone) -> f32 {
    let least = chances.clone().fold(f32::INFINITY, f32::min);
    let most = chances.clone().fold(0.0, f32::max);
    any(chances) * (least / most.max(f32::MIN_POSITIVE)).sqrt()
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Sentence case; a name keeps its letters.
fn sentence_case(words: &str, named: bool) -> String {
    let words = one_line(words);
    let mixed = words
        .split(' ')
        .next()
        .is_some_and(|first| first.chars().skip(1).any(char::is_uppercase));
    if named || mixed { words } else { capital(&words) }
}

#[cfg(test)]
mod tests;

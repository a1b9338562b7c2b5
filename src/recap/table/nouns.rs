//! Noun phrases that can name a row: what its sentence is about beside what the row shows.

use super::lexicon::{CALENDAR, SAYING, TIME_NOUNS};
use super::open_classes::{EMPTY_NOUNS, VAGUE_ADJECTIVES};
use super::stems::Stems;
use super::units::Unit;
use crate::document::Document;
use crate::model::{NameKind, Pos, Tags, Word};
use crate::span::one_line;

/// A noun phrase with what it is worth as a name.
#[derive(Clone, Debug)]
pub(super) struct Label {
    /// In sentence case.
    pub(super) name: String,
    /// Its stems that the row does not show.
    pub(super) fresh: Vec<u32>,
    /// The weight of its stems; those that the row shows count for little.
    pub(super) worth: f32,
}

impl Label {
    /// Whether it says something that the row does not, in more than a word.
    pub(super) fn tells(&self) -> bool {
        !self.fresh.is_empty() && self.name.contains(' ')
    }
}

/// Most words of a label.
const MOST_WORDS: usize = 5;
/// What a stem counts for that the row shows anyhow.
const SHOWN: f32 = 0.25;
/// What is left of the worth of a place's name.
const PLACE: f32 = 0.5;
/// What a label loses that says nothing but what the row shows at its beginning, or a name in it, or that is from another
/// clause.
const EMPTY: f32 = 4.0;
/// What each word takes from a label's worth: shorter reads better.
const LENGTH: f32 = 0.06;

/// The labels that the sentence of `unit` offers, the worthiest first.
pub(super) fn labels(document: &Document, tags: &Tags, stems: &Stems, unit: &Unit) -> Vec<Label> {
    let text = document.text();
    let words: Vec<Word> = tags
        .words(unit.sentence)
        .iter()
        .filter(|word| unit.source.contains(word.span))
        .copied()
        .collect();
    let opening = unit.pieces[0].slice(text).to_lowercase();
    let mut found: Vec<Label> = Vec::new();
    let mut quoted = false;
    let mut at = 0;
    while at < words.len() {
        let mark = words[at].span.slice(text);
        if matches!(mark, "\"" | "“" | "”" | "‘" | "«" | "»") {
            quoted = mark != "”" && mark != "»" && !quoted;
        }
        let (from, to) = noun_phrase(text, &words, at);
        if to == from {
            at += 1;
            continue;
        }
        at = to;
        let phrase = &text[words[from].span.start()..words[to - 1].span.end()];
        if quoted || !names(text, &words, from, to) {
            continue;
        }
        // What the row begins with names it only when nothing else does.
        let repeats = opening.trim_start_matches("the ").starts_with(&phrase.to_lowercase());
        let own = stems.of(phrase);
        let span = words[from].span.cover(words[to - 1].span);
        let of = tags.names().partition_point(|name| name.span.end() <= span.start());
        let kinds = || {
            let names = tags.names()[of..]
                .iter()
                .take_while(|name| name.span.start() < span.end());
            names.map(|name| name.kind)
        };
        // A person is no aspect, and where it happened is seldom the best one.
        if kinds().any(|kind| kind == NameKind::Person) {
            continue;
        }
        let share = if kinds().any(|kind| kind == NameKind::Place) {
            PLACE
        } else {
            1.0
        };
        let worth: f32 = own
            .iter()
            .map(|stem| {
                stems.weight(*stem)
                    * if unit.stems.binary_search(stem).is_ok() {
                        SHOWN
                    } else {
                        1.0
                    }
            })
            .sum();
        let name = sentence_case(&one_line(phrase));
        let length = name.split_whitespace().count();
        // A name that the row shows anyhow says nothing more.
        let proper = words[to - 1].pos == Pos::ProperNoun;
        let fresh: Vec<u32> = own
            .iter()
            .copied()
            .filter(|stem| unit.stems.binary_search(stem).is_err())
            .collect();
        let empty = repeats || proper && fresh.is_empty() || is_apart(text, unit, &words, from, to);
        if !own.is_empty() && length <= MOST_WORDS && name.len() > 2 {
            found.push(Label {
                name,
                fresh,
                worth: share * worth - LENGTH * length as f32 - if empty { EMPTY } else { 0.0 },
            });
        }
    }
    found.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    found
}

/// Whether a word that opens a clause stands between the words `from..to` and what `unit` shows: they are what another clause is about.
fn is_apart(text: &str, unit: &Unit, words: &[Word], from: usize, to: usize) -> bool {
    let shown = |word: &Word| unit.pieces.iter().any(|piece| piece.overlaps(word.span));
    let acts = |word: &Word| {
        let opens = matches!(word.pos, Pos::Auxiliary | Pos::SubordinatingConjunction | Pos::Pronoun);
        opens || word.span.slice(text).eq_ignore_ascii_case("where")
    };
    if words[from..to].iter().any(shown) {
        return false;
    }
    let before = words[..from].iter().rev().take_while(|word| !shown(word));
    let after = words[to..].iter().take_while(|word| !shown(word));
    let (behind, ahead) = (words[..from].iter().any(shown), words[to..].iter().any(shown));
    let near = behind && !before.clone().any(acts) || ahead && !after.clone().any(acts);
    !near
}

/// The noun phrase at `at` without its determiner, as a range of words; empty where none starts.
fn noun_phrase(text: &str, words: &[Word], at: usize) -> (usize, usize) {
    let glued = |i: usize| i > 0 && words[i - 1].span.end() == words[i].span.start();
    let lower = |i: usize| words[i].span.slice(text).to_lowercase();
    let part = |i: usize| match words[i].pos {
        Pos::Noun | Pos::ProperNoun => true,
        Pos::Adjective => !VAGUE_ADJECTIVES.contains(&lower(i).as_str()),
        // "Customer-facing", "R&D"
        Pos::Punctuation | Pos::Symbol => {
            glued(i) && i + 1 < words.len() && glued(i + 1) && i > at && matches!(lower(i).as_str(), "-" | "&" | "/")
        }
        _ => glued(i) && i > at && lower(i - 1) == "-",
    };
    let mut end = at;
    let mut head = at;
    let mut nouns = 0;
    while end < words.len() {
        let possessive =
            words[end].pos == Pos::Particle && lower(end).starts_with(['\'', '’']) && head == end && end > at;
        let joins = lower(end) == "of"
            && head == end
            && end > at
            && words
                .get(end + 1)
                .is_some_and(|next| matches!(next.pos, Pos::Noun | Pos::ProperNoun));
        if !(part(end) || possessive && end + 1 < words.len() && part(end + 1) || joins && nouns < 3) {
            break;
        }
        if matches!(words[end].pos, Pos::Noun | Pos::ProperNoun) {
            head = end + 1;
            nouns += 1;
        }
        end += 1;
    }
    (at, head)
}

/// Whether the phrase `from..to` names something: no time, no empty word, not who says so.
fn names(text: &str, words: &[Word], from: usize, to: usize) -> bool {
    let lower = |i: usize| words[i].span.slice(text).to_lowercase();
    let head = lower(to - 1);
    let says = |i: Option<usize>| {
        i.filter(|&i| i < words.len())
            .is_some_and(|i| SAYING.contains(&lower(i).as_str()))
    };
    let single = to == from + 1;
    if single && words[from].pos == Pos::ProperNoun {
        return false;
    }
    let part_of_number = from > 0 && words[from - 1].pos == Pos::Numeral && single && words[from].pos == Pos::Noun;
    let empty =
        single && (EMPTY_NOUNS.contains(&head.as_str()) || head.len() < 4 && words[from].pos != Pos::ProperNoun);
    let time = TIME_NOUNS.contains(&head.as_str()) || CALENDAR.contains(&head.as_str());
    // "Out-of-hours care": half of a compound.
    let half = from > 0 && words[from - 1].span.end() == words[from].span.start() && lower(from - 1) == "-";
    let odd = words[from..to]
        .iter()
        .any(|word| word.span.slice(text).contains(['@', '_', '*', '#']));
    !(empty || time || odd || half || part_of_number || says(Some(to)) || says(from.checked_sub(1)))
}

/// `phrase` with a capital at its start, unless it mixes cases on purpose.
pub(super) fn sentence_case(phrase: &str) -> String {
    let mut chars = phrase.chars();
    let mixed = chars
        .clone()
        .skip(1)
        .take_while(|c| !c.is_whitespace())
        .any(char::is_uppercase);
    match chars.next() {
        Some(first) if !mixed => first.to_uppercase().chain(chars).collect(),
        _ => phrase.to_owned(),
    }
}

//! Noun phrases that can name a row: what its sentence is about beside what the row shows.

use super::lexicon::{CALENDAR, SAYING, TIME_NOUNS, names_time};
use super::open_classes::{EMPTY_NOUNS, VAGUE_ADJECTIVES};
use super::stems::Stems;
use super::units::Unit;
use crate::document::Document;
use crate::entities::Referents;
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
    /// Whether it says something that the row does not.
    pub(super) fn tells(&self) -> bool {
        !self.fresh.is_empty()
    }

    /// Whether it is a phrase from the midst of what the row shows.
    pub(super) fn repeats_well(&self) -> bool {
        self.name.contains(' ') && self.worth > -EMPTY / 2.0
    }
}

/// Most words of a label.
const MOST_WORDS: usize = 5;
/// What a stem counts for that the row shows anyhow.
const SHOWN: f32 = 0.05;
/// What a label loses that says nothing but what the row shows at its beginning, or a name in it, or that is from another
/// clause, by the way, or a place.
const EMPTY: f32 = 4.0;
/// A label is by the way when fewer sentences than this have its noun, or one more where a preposition leads it ("in a tunnel
/// through a mountain").
const THEME: u32 = 2;
/// What each word takes from a label's worth: shorter reads better.
const LENGTH: f32 = 0.02;

/// Nouns that a preposition makes a longer one with: "in front of", "in the wake of".
const PLACES: &[&str] = &[
    "absence",
    "aftermath",
    "back",
    "basis",
    "beginning",
    "behalf",
    "bottom",
    "brink",
    "case",
    "center",
    "centre",
    "charge",
    "course",
    "edge",
    "end",
    "eve",
    "event",
    "face",
    "favor",
    "favour",
    "form",
    "front",
    "heart",
    "height",
    "hope",
    "lack",
    "lieu",
    "light",
    "means",
    "middle",
    "midst",
    "need",
    "outskirts",
    "part",
    "presence",
    "process",
    "pursuit",
    "rear",
    "result",
    "search",
    "side",
    "spite",
    "start",
    "support",
    "terms",
    "top",
    "verge",
    "view",
    "virtue",
    "wake",
    "way",
];

/// The labels that the sentence of `unit` offers, the worthiest first.
pub(super) fn labels(
    document: &Document,
    tags: &Tags,
    stems: &Stems,
    referents: &Referents,
    unit: &Unit,
) -> Vec<Label> {
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
        let (from, head) = noun_phrase(text, &words, at);
        if head == from {
            at += 1;
            continue;
        }
        at = head;
        for to in ends(text, &words, head) {
            let span = words[from].span.cover(words[to - 1].span);
            let named = referents.named(span);
            // A person beside a statement passes for who it is about.
            let person = named.is_some_and(|entity| entity.kind == NameKind::Person)
                || tags.names()[tags.names().partition_point(|name| name.span.end() <= span.start())..]
                    .iter()
                    .take_while(|name| name.span.start() < span.end())
                    .any(|name| name.kind == NameKind::Person);
            if person || quoted || !names(text, &words, from, head, named.is_some()) {
                break;
            }
            let phrase = span.slice(text);
            let own = stems.of(phrase);
            let shows = |stem: &u32| unit.stems.binary_search(stem).is_ok();
            let full = named.map_or(span, |entity| entity.name);
            let name = sentence_case(&one_line(full.slice(text)));
            let length = name.split_whitespace().filter(|word| !is_article(word)).count();
            if own.is_empty() || length > MOST_WORDS || name.len() < 3 {
                break;
            }
            // What the row begins with names it only when nothing else does.
            let repeats = opening.trim_start_matches("the ").starts_with(&phrase.to_lowercase());
            // A name that the row shows anyhow says nothing more.
            let proper = words[to - 1].pos == Pos::ProperNoun;
            let fresh: Vec<u32> = stems
                .of(full.slice(text))
                .into_iter()
                .filter(|stem| !shows(stem))
                .collect();
            // A place or club by itself says too little of what the row shows.
            if fresh.is_empty() && proper && to == from + 1 {
                continue;
            }
            let empty = repeats
                || proper && fresh.is_empty()
                || is_apart(text, unit, &words, from, to)
                || !fresh.is_empty()
                    && (is_aside(text, stems, unit, &words, from, head) || is_place(tags, words[head - 1]));
            let shown: f32 = own
                .iter()
                .filter(|stem| shows(stem))
                .map(|stem| stems.weight(*stem))
                .sum();
            found.push(Label {
                worth: stems.worth(&fresh) + SHOWN * shown - LENGTH * length as f32 - if empty { EMPTY } else { 0.0 },
                name,
                fresh,
            });
        }
    }
    found.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    found
}

/// Where a label may end that starts with a noun phrase up to `head`: there, and behind each preposition with a noun phrase
/// that follows ("flat in Orrin", "report to the council").
fn ends(text: &str, words: &[Word], head: usize) -> Vec<usize> {
    let mut found = vec![head];
    let mut end = head;
    while words
        .get(end)
        .is_some_and(|word| word.pos == Pos::Adposition && word.span.slice(text) != "as")
    {
        let first = end + 1 + usize::from(words.get(end + 1).is_some_and(|word| word.pos == Pos::Determiner));
        let (from, to) = noun_phrase(text, words, first);
        let times = words[from..to]
            .iter()
            .any(|word| names_time(&word.span.slice(text).to_lowercase()));
        if to == from || times {
            break;
        }
        end = to;
        found.push(end);
    }
    found
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an")
}

/// Whether a word that opens a clause, or its verb, stands between the words `from..to` and what `unit` shows: they are what another clause is about.
fn is_apart(text: &str, unit: &Unit, words: &[Word], from: usize, to: usize) -> bool {
    let shown = |word: &Word| unit.pieces.iter().any(|piece| piece.overlaps(word.span));
    let acts = |word: &Word| {
        let opens = matches!(
            word.pos,
            Pos::Auxiliary | Pos::Verb | Pos::SubordinatingConjunction | Pos::Pronoun
        );
        opens || word.span.slice(text).eq_ignore_ascii_case("where")
    };
    if words[from..to].iter().any(shown) {
        return false;
    }
    let before = words[..from].iter().rev().take_while(|word| !shown(word));
    let after = words[to..].iter().take_while(|word| !shown(word));
    let (behind, ahead) = (words[..from].iter().any(shown), words[to..].iter().any(shown));
    // "…; a spokeswoman for the agency said"
    let says = words
        .get(to)
        .is_some_and(|word| !shown(word) && SAYING.contains(&word.span.slice(text).to_lowercase().as_str()));
    let near = behind && !before.clone().any(acts) || ahead && !after.clone().any(acts);
    says || !near
}

/// Whether the noun phrase `from..head` is by the way: the article hardly speaks of it elsewhere.
fn is_aside(text: &str, stems: &Stems, unit: &Unit, words: &[Word], from: usize, head: usize) -> bool {
    let noun = words[head - 1].span;
    let shown = unit.pieces.iter().any(|piece| piece.contains(noun));
    let mut before = words[..from].iter().rev();
    let modifies = |word: &&Word| matches!(word.pos, Pos::Determiner | Pos::Adjective | Pos::Numeral | Pos::Adverb);
    let behind_preposition = before
        .find(|word| !modifies(word))
        .is_some_and(|word| word.pos == Pos::Adposition);
    let least = if behind_preposition && !shown { THEME + 1 } else { THEME };
    !stems
        .of(noun.slice(text))
        .iter()
        .any(|&stem| stems.is_theme(stem, least))
}

/// Whether `noun` is of the name of a place: that something happened there is not what it is about.
fn is_place(tags: &Tags, noun: Word) -> bool {
    let names = &tags.names()[tags
        .names()
        .partition_point(|name| name.span.end() <= noun.span.start())..];
    let here = names.first().filter(|name| name.span.overlaps(noun.span));
    here.is_some_and(|name| name.kind == NameKind::Place)
}

/// The noun phrase at `at` without its determiner, as a range of words; empty where none starts.
fn noun_phrase(text: &str, words: &[Word], at: usize) -> (usize, usize) {
    let glued = |i: usize| i > 0 && words[i - 1].span.end() == words[i].span.start();
    let lower = |i: usize| words[i].span.slice(text).to_lowercase();
    let part = |i: usize| match words[i].pos {
        Pos::Noun | Pos::ProperNoun => true,
        Pos::Adjective => !VAGUE_ADJECTIVES.contains(&lower(i).as_str()),
        // "Three officers", "23-year-old mother"; but not what "nearly", "over" or "$" goes with
        Pos::Numeral => {
            let bare = i == at
                && !(i > 0 && (glued(i) || !matches!(words[i - 1].pos, Pos::Determiner | Pos::Verb | Pos::Auxiliary)));
            bare && words
                .get(i + 1)
                .is_some_and(|next| matches!(next.pos, Pos::Adjective | Pos::Noun | Pos::Punctuation))
        }
        // "Customer-facing", "R&D"
        Pos::Punctuation | Pos::Symbol => {
            glued(i) && i + 1 < words.len() && glued(i + 1) && i > at && matches!(lower(i).as_str(), "-" | "&" | "/")
        }
        _ => glued(i) && i > at && lower(i - 1) == "-",
    };
    let mut end = at;
    let mut head = at;
    let mut nouns = 0;
    // "Two transfer windows Blackburn", where a full stop is missing.
    let runs_on = |i: usize| {
        let plural = i > at && words[i - 1].pos == Pos::Noun && words[i - 1].span.slice(text).ends_with('s');
        plural && words[i].pos == Pos::ProperNoun && words[i].span.slice(text).starts_with(char::is_uppercase)
    };
    while end < words.len() && !runs_on(end) {
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

/// Whether the phrase `from..to` names something: no time, no empty word, not who says so. A single word in capitals does so
/// where it is `known` to be somebody's name.
fn names(text: &str, words: &[Word], from: usize, to: usize, known: bool) -> bool {
    let lower = |i: usize| words[i].span.slice(text).to_lowercase();
    let head = lower(to - 1);
    let says = |i: Option<usize>| {
        i.filter(|&i| i < words.len())
            .is_some_and(|i| SAYING.contains(&lower(i).as_str()))
    };
    let single = to == from + 1;
    if single && words[from].pos == Pos::ProperNoun {
        return known;
    }
    let part_of_number = from > 0 && words[from - 1].pos == Pos::Numeral && single && words[from].pos == Pos::Noun;
    let empty =
        single && (EMPTY_NOUNS.contains(&head.as_str()) || head.len() < 4 && words[from].pos != Pos::ProperNoun);
    let first = lower(from);
    let time =
        TIME_NOUNS.contains(&head.as_str()) || [head.as_str(), &first].iter().any(|word| CALENDAR.contains(word));
    // "Out-of-hours care": half of a compound.
    let half = from > 0 && words[from - 1].span.end() == words[from].span.start() && lower(from - 1) == "-";
    let odd = words[from..to]
        .iter()
        .any(|word| word.span.slice(text).contains(['@', '_', '*', '#']));
    // "In the middle of the match": no more than a long preposition.
    let determined = from > 0 && words[from - 1].pos == Pos::Determiner;
    let behind = from.checked_sub(1 + usize::from(determined));
    let place = PLACES.contains(&first.as_str())
        && words.get(from + 1).is_some_and(|next| next.span.slice(text) == "of")
        && behind.is_some_and(|i| words[i].pos == Pos::Adposition);
    // "Type II diabetes", "the same cabin": a part of what is meant.
    let before = from.checked_sub(1).map(lower).unwrap_or_default();
    let cut = words.get(to).is_some_and(|next| {
        let joined = matches!(next.pos, Pos::Noun | Pos::ProperNoun | Pos::Numeral);
        joined && words[to - 1].pos != Pos::ProperNoun && single
    }) || matches!(before.as_str(), "first" | "second" | "third" | "same" | "other");
    !(empty || time || odd || half || place || cut || part_of_number || says(Some(to)) || says(from.checked_sub(1)))
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

//! What each row of a table is called.
//!
//! In this order: what the article itself says (the label of an item, a lead-in, the heading of the section), the
//! aspect of the [inventory](super::inventory) that the row's words and facts call for, a name or noun phrase of the row.

use std::collections::{BTreeMap, BTreeSet};

use super::inventory::{Aspect, BY_KIND, INVENTORY, NEVER_FIRST, PLAIN};
use super::lexicon::{AUXILIARIES, CALENDAR, DETERMINERS, FIRST_PERSON, POINTING, SAYING, never_last};
use super::open_classes::{EMPTY_NOUNS, VERBS};
use super::sections::{Section, aspect, is_structural};
use super::stems::Stems;
use super::tokens::{Token, boundaries, tokenize};
use super::topics::Topics;
use super::units::Unit;
use crate::document::Document;
use crate::facts::Mention;

/// An aspect of the inventory must be called for this strongly.
const CALLED_FOR: f32 = 2.0;
/// The first row tells what happened when it starts within so many bytes of the article.
const OPENING: usize = 400;
/// Most words of a noun phrase that names a row.
const MOST_NOUNS: usize = 4;

/// The aspects of `rows`, one each, no two alike. A row that has one of the `expected` aspects is not called after its
/// section.
pub(super) fn aspects(
    document: &Document,
    stems: &Stems,
    facts: &[Mention],
    sections: &[Section],
    expected: Topics,
    rows: &[&Unit],
) -> Vec<String> {
    let mut names: Vec<Option<String>> = vec![None; rows.len()];
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut take = |slot: &mut Option<String>, name: String| {
        let fresh = slot.is_none() && used.insert(name.to_lowercase());
        if fresh {
            *slot = Some(name);
        }
        fresh
    };
    // What the article says: labels and lead-ins first, then headings, each for the first row under it.
    for (row, unit) in rows.iter().enumerate() {
        if let Some(label) = unit.aspect.as_ref().filter(|label| !is_structural(label)) {
            take(&mut names[row], label.clone());
        }
    }
    for (row, unit) in rows.iter().enumerate() {
        let section = &sections[unit.block];
        if let Some(label) = section
            .label
            .as_ref()
            .filter(|_| !section.back_matter && names[row].is_none() && unit.topics & expected == 0)
        {
            take(&mut names[row], label.clone());
        }
    }
    // What the words call for, the strongest call first.
    let mut calls: Vec<(f32, usize, usize)> = Vec::new();
    let unnamed = |names: &[Option<String>]| (0..names.len()).filter(|&row| names[row].is_none()).collect::<Vec<_>>();
    for row in unnamed(&names) {
        let words = Words::new(document, rows[row]);
        let kinds = kinds(facts, rows[row]);
        calls.extend(
            INVENTORY
                .iter()
                .enumerate()
                .map(|(at, aspect)| (call(aspect, &words, &kinds), row, at)),
        );
    }
    // What an article begins with is its news, not what follows from it.
    let opens = |row: usize| row == 0 && rows[row].pieces[0].start() < OPENING;
    calls.retain(|&(strength, row, at)| strength >= 1.0 && !(opens(row) && NEVER_FIRST.contains(&INVENTORY[at].name)));
    calls.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (clear, faint) = calls.split_at(calls.partition_point(|&(strength, ..)| strength >= CALLED_FOR));
    for &(_, row, at) in clear {
        take(&mut names[row], INVENTORY[at].name.to_owned());
    }
    for row in unnamed(&names) {
        if opens(row) {
            take(&mut names[row], "What happened".to_owned());
        }
    }
    // A noun phrase says more than a faint call, a lone noun says less. What the row begins with, or what the whole
    // article is about, tells a reader nothing new.
    let nouns: Vec<Vec<String>> = rows.iter().map(|unit| nouns(document, stems, unit)).collect();
    let title = document.meta().title.as_deref().unwrap_or_default().to_lowercase();
    let telling = |row: usize, phrase: &str| {
        let phrase = phrase.to_lowercase();
        let row = rows[row].pieces[0].slice(document.text()).to_lowercase();
        let row = row.trim_start_matches("the ");
        !row.starts_with(&phrase) && !title.contains(&phrase)
    };
    for row in unnamed(&names) {
        for phrase in nouns[row]
            .iter()
            .filter(|phrase| phrase.contains(' ') && telling(row, phrase))
        {
            take(&mut names[row], phrase.clone());
        }
    }
    for &(_, row, at) in faint {
        take(&mut names[row], INVENTORY[at].name.to_owned());
    }
    for row in unnamed(&names) {
        let kinds = kinds(facts, rows[row]);
        for &(kind, name) in BY_KIND {
            if kinds.contains_key(kind) {
                take(&mut names[row], name.to_owned());
            }
        }
    }
    for row in unnamed(&names) {
        let (telling, rest): (Vec<String>, Vec<String>) =
            nouns[row].iter().cloned().partition(|phrase| telling(row, phrase));
        let plain = PLAIN.iter().map(|&name| name.to_owned());
        for name in telling.into_iter().chain(rest).chain(plain) {
            take(&mut names[row], name);
        }
    }
    // The table never has more rows than there are plain names; numbering keeps even a longer one honest.
    names
        .into_iter()
        .enumerate()
        .map(|(row, name)| name.unwrap_or_else(|| format!("Point {}", row + 1)))
        .collect()
}

/// The kind of the fact that leads `unit`: money before percent before the rest, earlier before later.
pub(super) fn leading_kind(facts: &[Mention], unit: &Unit) -> &'static str {
    if unit.list {
        return "list";
    }
    let found = kinds(facts, unit);
    let order = ["money", "percent", "quantity", "number", "date", "duration", "time"];
    order
        .into_iter()
        .find(|kind| found.contains_key(kind))
        .unwrap_or("text")
}

/// How many facts of each kind lie in `unit`.
fn kinds(facts: &[Mention], unit: &Unit) -> BTreeMap<&'static str, usize> {
    let mut found = BTreeMap::new();
    for piece in &unit.pieces {
        let from = facts.partition_point(|fact| fact.span.start() < piece.start());
        for fact in facts[from..].iter().take_while(|fact| fact.span.start() < piece.end()) {
            if piece.contains(fact.span) {
                *found.entry(fact.value.kind()).or_default() += 1;
            }
        }
    }
    found
}

/// The words of a unit, ready for cues.
struct Words {
    words: Vec<String>,
    joined: String,
}

impl Words {
    fn new(document: &Document, unit: &Unit) -> Self {
        let words: Vec<String> = tokens(document, unit)
            .into_iter()
            .flatten()
            .map(|token| token.word)
            .collect();
        let joined = format!(" {} ", words.join(" "));
        Self { words, joined }
    }

    fn have(&self, cue: &str) -> bool {
        match cue.strip_suffix('*') {
            Some(beginning) => self.words.iter().any(|word| word.starts_with(beginning)),
            None if cue.contains(' ') => self.joined.contains(&format!(" {cue} ")),
            None => self.words.iter().any(|word| word == cue),
        }
    }
}

/// How strongly a row's words and facts call for `aspect`.
fn call(aspect: &Aspect, words: &Words, kinds: &BTreeMap<&str, usize>) -> f32 {
    let factual = aspect.needs.iter().any(|kind| kinds.contains_key(kind));
    if !aspect.needs.is_empty() && !factual {
        return 0.0;
    }
    let strong = aspect.strong.iter().filter(|cue| words.have(cue)).count();
    let weak = aspect.weak.iter().filter(|cue| words.have(cue)).count();
    if strong + weak == 0 {
        return 0.0;
    }
    2.0 * strong as f32 + weak as f32 + if factual { 0.5 } else { 0.0 }
}

/// The tokens of each piece of `unit`.
fn tokens(document: &Document, unit: &Unit) -> Vec<Vec<Token>> {
    unit.pieces
        .iter()
        .map(|piece| tokenize(document.text(), piece.range()))
        .collect()
}

/// Names and noun phrases of `unit` that could say what it is about, the weightiest first.
fn nouns(document: &Document, stems: &Stems, unit: &Unit) -> Vec<String> {
    let mut found: Vec<(f32, String)> = Vec::new();
    for piece in tokens(document, unit) {
        let parts = boundaries(&piece);
        let mut at = 0;
        // What somebody is quoted as saying is not what the row is about.
        let mut quoted = false;
        while at < piece.len() {
            if piece[at].look.quote {
                quoted = !quoted;
            }
            if quoted {
                at += 1;
                continue;
            }
            let determined =
                DETERMINERS.contains(&piece[at].word.as_str()) && !VAGUE.contains(&piece[at].word.as_str());
            let first = if determined { at + 1 } else { at };
            let named = piece.get(first).is_some_and(|t| t.look.capital)
                && (first > 0 || piece.get(1).is_some_and(|t| t.look.capital));
            let mut end = first;
            while end < piece.len()
                && end - first < MOST_NOUNS
                && is_nominal(&piece[end])
                && (end == first || parts[end].is_none())
                && (!named || piece[end].look.capital)
            {
                end += 1;
            }
            let closed = end >= piece.len() || parts[end].is_some() || AUXILIARIES.contains(&piece[end].word.as_str());
            // A lone capital before a noun is an adjective ("Norse gods").
            let fits =
                end > first && (named && (end > first + 1 || closed) || determined && closed && end - first <= 3);
            // Who says so is not what it is about.
            let says = |at: usize| piece.get(at).is_some_and(|t| SAYING.contains(&t.word.as_str()));
            let source = says(end) || first > 0 && says(first - 1) || first > 1 && says(first - 2);
            let empty = end == first + 1 && EMPTY_NOUNS.contains(&piece[first].word.as_str())
                || piece.get(first).is_some_and(|t| CALENDAR.contains(&t.word.as_str()));
            let fits = fits && !source && !empty;
            if fits {
                let bytes = piece[first].bytes.start..piece[end - 1].bytes.end;
                let words = document.text()[bytes].trim_end_matches("'s").trim_end_matches("’s");
                let own = stems.of(words);
                let worth = stems.worth(&own) / (own.len().max(1) as f32).sqrt();
                let shown = if named { keep_case(words) } else { aspect(words) };
                found.extend(shown.map(|name| (worth, name)));
            }
            at = end.max(at + 1);
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, name)| name).collect()
}

/// Determiners that may also stand for a noun, or say that there is none.
const VAGUE: &[&str] = &["that", "no", "any", "some", "every", "each"];

/// Whether `token` could be part of a noun phrase.
fn is_nominal(token: &Token) -> bool {
    let word = token.word.as_str();
    let closed = never_last(word) || VERBS.contains(&word) || POINTING.contains(&word) || FIRST_PERSON.contains(&word);
    let bare = word.len() > 2
        && word
            .chars()
            .all(|c| c.is_alphabetic() || c == '-' || c == '\'' || c == '&');
    let verbal = ["ed", "ing", "ly"].iter().any(|ending| word.ends_with(ending)) && !token.look.capital;
    bare && !closed && !verbal && !token.look.quote
}

/// A name as the article writes it, without punctuation around it.
fn keep_case(words: &str) -> Option<String> {
    let name = words.trim_matches(|c: char| !c.is_alphanumeric());
    (name.chars().count() > 2 && name.split_whitespace().count() <= MOST_NOUNS).then(|| crate::span::one_line(name))
}

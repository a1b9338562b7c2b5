//! What each row is called: the subject that its details leave out, the author's label or heading, an aspect of the inventory that its words and facts call for,
//! or a noun phrase of its sentence.

use std::collections::{BTreeMap, BTreeSet};

use super::inventory::{Aspect, BY_KIND, INVENTORY, NEVER_FIRST};
use super::nouns::{Label, sentence_case};
use super::sections::{Section, is_structural};
use super::tokens::tokenize;
use super::topics::Topics;
use super::units::Unit;
use crate::document::Document;
use crate::facts::Mention;
use crate::recap::row::Naming;

/// An aspect of the inventory that is called for this strongly is what anyone would call the row.
const CERTAIN: f32 = 4.0;
/// One that is called for this strongly fits.
const FITTING: f32 = 2.0;
/// The first row tells what happened when it starts within so many bytes of the article.
const OPENING: usize = 400;

/// Names that are given away, each once.
struct Names {
    of_row: Vec<Option<(String, Naming)>>,
    used: BTreeSet<String>,
}

impl Names {
    /// Gives `name` to `row` if the row has none and no other row has it.
    fn give(&mut self, row: usize, name: &str, naming: Naming) {
        if self.of_row[row].is_none() && self.used.insert(name.to_lowercase()) {
            self.of_row[row] = Some((name.to_owned(), naming));
        }
    }

    fn nameless(&self) -> Vec<usize> {
        (0..self.of_row.len())
            .filter(|&row| self.of_row[row].is_none())
            .collect()
    }
}

/// The aspects of `rows`, no two alike; none for a row that nothing names. A row that has one of the `expected` aspects is
/// not called after its section.
pub(super) fn aspects(
    document: &Document,
    facts: &[Mention],
    sections: &[Section],
    expected: Topics,
    rows: &[&Unit],
) -> Vec<Option<(String, Naming)>> {
    let mut names = Names {
        of_row: vec![None; rows.len()],
        used: BTreeSet::new(),
    };
    // What the details are said of belongs beside them.
    for (row, unit) in rows.iter().enumerate() {
        if let Some(subject) = &unit.subject {
            names.give(row, &sentence_case(&subject.name(document.text())), Naming::Subject);
        }
    }
    // What the author says: labels and lead-ins first, then headings, each for the first row under it.
    for (row, unit) in rows.iter().enumerate() {
        if let Some(label) = unit.aspect.as_ref().filter(|label| !is_structural(label)) {
            names.give(row, label, Naming::Author);
        }
    }
    for (row, unit) in rows.iter().enumerate() {
        let section = &sections[unit.block];
        if let Some(label) = &section.label
            && !section.back_matter
            && unit.topics & expected == 0
        {
            names.give(row, label, Naming::Author);
        }
    }
    // What an article begins with is its news, not what follows from it.
    let opens = |row: usize| row == 0 && rows[row].pieces[0].start() < OPENING;
    let mut calls: Vec<(f32, usize, &str)> = Vec::new();
    for row in names.nameless() {
        let words = Words::new(document, rows[row]);
        let kinds = kinds(facts, rows[row]);
        let fits = |aspect: &&Aspect| !(opens(row) && NEVER_FIRST.contains(&aspect.name));
        calls.extend(
            INVENTORY
                .iter()
                .filter(fits)
                .map(|aspect| (call(aspect, &words, &kinds), row, aspect.name)),
        );
    }
    // The inventory lists the more specific aspects first, and sorting keeps their order.
    calls.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let reaching = |least: f32| calls.partition_point(|&(strength, ..)| strength >= least);
    for &(_, row, name) in &calls[..reaching(CERTAIN)] {
        names.give(row, name, Naming::Inventory);
    }
    // What the row leaves out of its sentence tells a reader more than a word for what it shows.
    let mut labels: Vec<(usize, &Label)> = Vec::new();
    for row in names.nameless() {
        labels.extend(rows[row].labels.iter().map(|label| (row, label)));
    }
    labels.sort_by(|a, b| b.1.worth.total_cmp(&a.1.worth).then(a.0.cmp(&b.0)));
    let tells = |(row, label): &(usize, &Label)| label.tells() && label.worth >= rows[*row].naming_worth();
    let (telling, weak): (Vec<_>, Vec<_>) = labels.into_iter().partition(tells);
    for (row, label) in telling {
        names.give(row, &label.name, Naming::Phrase);
    }
    for row in names.nameless().into_iter().filter(|&row| opens(row)) {
        names.give(row, "What happened", Naming::Place);
    }
    // A phrase that the row shows says no more, but nothing wrong either: cues alone are often of something else.
    let (phrases, others): (Vec<_>, Vec<_>) = weak.into_iter().partition(|(_, label)| label.repeats_well());
    for (row, label) in phrases {
        names.give(row, &label.name, Naming::Phrase);
    }
    for &(_, row, name) in &calls[reaching(CERTAIN)..reaching(FITTING)] {
        names.give(row, name, Naming::Inventory);
    }
    for (row, label) in others {
        names.give(row, &label.name, Naming::Phrase);
    }
    for &(_, row, name) in &calls[reaching(FITTING)..reaching(1.0)] {
        names.give(row, name, Naming::Inventory);
    }
    for row in names.nameless() {
        let kinds = kinds(facts, rows[row]);
        for (_, name) in BY_KIND.iter().filter(|(kind, _)| kinds.contains_key(kind)) {
            names.give(row, name, Naming::Fallback);
        }
    }
    names.of_row
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
        let tokens = unit
            .pieces
            .iter()
            .flat_map(|piece| tokenize(document.text(), piece.range(), &[]));
        let words: Vec<String> = tokens.map(|token| token.word).collect();
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
    if strong == 0 {
        // Weak cues alone never fit well.
        return (weak as f32).min(1.5);
    }
    2.0 * strong as f32 + weak as f32 + if factual { 0.5 } else { 0.0 }
}

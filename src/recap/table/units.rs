//! What rows can be made of: phrases of one sentence, and pairs of short phrases; [`lists`](super::lists) are another source.

use std::ops::Range;

use super::articles::spare_articles;
use super::clauses::{Clauses, PRONOUN};
use super::cuts::{Phrase, cuts, limits, shorten};
use super::lexicon::{FIRST_PERSON, PERSONAL};
use super::nouns::Label;
use super::sections::{aspect, run_in};
use super::stems::{Stems, words};
use super::subject::{MOST_SUBJECT_WORDS, Split, Subject, is_article, splits};
use super::tokens::Token;
use super::topics::{Topics, topics};
use crate::document::Document;
use crate::entities::Referents;
use crate::facts::{Mention, Value};
use crate::model::{Pos, Tags};
use crate::recap::{Join, MOST_DETAIL_WORDS};
use crate::span::Span;

/// Something that could be a row.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// The pieces of text that make its details, in order.
    pub(super) pieces: Vec<Span>,
    /// The sentence that they are from, less the page's furniture; from the first to the last of a pair.
    pub(super) source: Span,
    /// What stands between them.
    pub(super) join: Join,
    /// Its stems, ascending, without repeats.
    pub(super) stems: Vec<u32>,
    /// How unnatural it looks, from 0 up.
    pub(super) cost: f32,
    /// Words between white space.
    pub(super) words: usize,
    /// Index of the sentence it starts in.
    pub(super) sentence: usize,
    /// Index of the block it starts in.
    pub(super) block: usize,
    /// Whether it joins the items of a list.
    pub(super) list: bool,
    /// Noun phrases that could name it, the worthiest first.
    pub(super) labels: Vec<Label>,
    /// The aspects its words call for.
    pub(super) topics: Topics,
    /// Whether it states an amount of money or a share.
    pub(super) figure: bool,
    /// What it is about, where a label or lead-in of the article says so.
    pub(super) aspect: Option<String>,
    /// What it is about, where its sentence says so and the details do not.
    pub(super) subject: Option<Subject>,
}

impl Unit {
    /// What a noun phrase must be worth to name the unit before an aspect that only fits.
    pub(super) fn naming_worth(&self) -> f32 {
        if self.list { f32::INFINITY } else { NAMING_WORTH }
    }

    /// The noun phrase that would name it when the names `taken` are other rows'.
    pub(super) fn label(&self, taken: &[&str]) -> Option<&Label> {
        if self.subject.is_some() || self.aspect.is_some() {
            return None;
        }
        let worthy = |label: &&Label| label.tells() && label.worth >= self.naming_worth();
        self.labels
            .iter()
            .filter(worthy)
            .find(|label| !taken.contains(&label.name.as_str()))
    }

    /// The stems that its subject or `label` adds to those it shows.
    pub(super) fn label_stems<'a>(&'a self, label: Option<&'a Label>) -> &'a [u32] {
        match &self.subject {
            Some(subject) => &subject.stems,
            None => label.map_or(&[], |label| &label.fresh),
        }
    }

    /// Whether words of the article say what it is about, if not a `label`.
    pub(super) fn is_named(&self) -> bool {
        self.list || self.subject.is_some() || self.aspect.is_some()
    }

    /// The stems of its subject, where that names the row.
    pub(super) fn subject_stems(&self) -> Option<&[u32]> {
        self.subject.as_ref().map(|subject| subject.stems.as_slice())
    }

    /// Whether both use some of the same text.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.pieces.iter().any(|a| other.pieces.iter().any(|b| a.overlaps(*b)))
    }
}

/// See [`Unit::naming_worth`].
const NAMING_WORTH: f32 = 0.15;
/// Longest run, in tokens, that cuts are tried on.
const LONGEST_RUN: usize = 45;
/// Fewest words of a row that is one phrase.
const FEWEST_WORDS: usize = 4;
/// Highest cost of a unit: what is less natural is no candidate at all.
const MOST_COST: f32 = 1.1;
/// Highest cost of a phrase that is paired with another.
const MOST_PAIRED_COST: f32 = 0.6;
/// Highest cost of a phrase that is paired with one of the sentence before.
const MOST_NEIGHBOUR_COST: f32 = 0.3;
/// What a pair costs beside its phrases.
const PAIR_COST: f32 = 0.3;
/// Phrases of a sentence that are tried in pairs.
const PAIRED: usize = 10;
/// Words that set what follows them against what stands before.
const CONTRASTS: &[&str] = &[
    "but", "yet", "although", "though", "while", "whereas", "however", "despite", "instead",
];
/// Words that say in which order things happened, or which of them led to the other.
const ORDERS: &[&str] = &["after", "before", "when", "as", "because", "since", "until", "once"];
/// Most words of a row that is put together from two phrases or from the items of a list.
pub(super) const MOST_JOINED_WORDS: usize = 20;
/// Lengths in words that every phrase is cut down to, as far as it can be. The longest fit as far as their subject names
/// the row.
const LENGTHS: &[usize] = &[
    MOST_DETAIL_WORDS + MOST_SUBJECT_WORDS,
    29,
    MOST_DETAIL_WORDS,
    20,
    17,
    14,
    11,
    8,
];
/// A phrase with what pairing needs.
struct Part {
    pieces: Vec<Span>,
    source: Span,
    stems: Vec<u32>,
    topics: Topics,
    words: usize,
    cost: f32,
    subject: Option<Subject>,
}

impl Part {
    /// Whether `next` can stand behind it in one row: as one statement beside another, or as more of the same subject.
    fn goes_with(&self, next: &Self) -> bool {
        let alike = match (&self.subject, &next.subject) {
            (Some(own), Some(other)) => own.stems == other.stems,
            // Beside a name, what is said of another would be taken for more about it.
            (Some(own), None) => !own.speaks && own.stems.iter().any(|stem| next.stems.binary_search(stem).is_ok()),
            (None, other) => other.is_none(),
        };
        alike && self.words + next.words <= MOST_JOINED_WORDS
    }
}

/// All units of the sentences `body` (indices, in order). Linear in their number.
pub(super) fn units(
    document: &Document,
    tags: &Tags,
    stems: &Stems,
    facts: &[Mention],
    referents: &Referents,
    body: &[usize],
) -> Vec<Unit> {
    let mut found = Vec::new();
    let mut before: Vec<Part> = Vec::new();
    let spoken = spoken(facts);
    for (place, &index) in body.iter().enumerate() {
        let sentence = &document.sentences()[index];
        let mut parts = parts(document, tags, stems, referents, index);
        // "We've been here one day": who speaks is nobody where the marks of the quotation are not shown.
        let speaks = |piece: &Span| {
            let mut words = words(piece.slice(document.text()));
            words.any(|word| FIRST_PERSON.contains(&word.to_lowercase().as_str())) && is_within(&spoken, *piece)
        };
        parts.retain(|part| !part.pieces.iter().any(speaks));
        let label = run_in(document, sentence.block).and_then(|(label, _)| aspect(label.slice(document.text())));
        let figures = figures(facts, sentence.span);
        let unit = |pieces: Vec<Span>, join: Join, part: &Part| Unit {
            sentence: index,
            block: sentence.block,
            list: false,
            labels: Vec::new(),
            figure: figures
                .iter()
                .any(|figure| pieces.iter().any(|piece| piece.contains(*figure))),
            aspect: label.clone(),
            pieces,
            source: part.source,
            join,
            stems: part.stems.clone(),
            topics: part.topics,
            words: part.words,
            cost: part.cost,
            subject: part.subject.clone(),
        };
        for part in &parts {
            if part.words >= FEWEST_WORDS && part.stems.len() > 1 {
                found.push(unit(part.pieces.clone(), Join::Clause, part));
            }
        }
        let short = shortest_and_best(parts, stems);
        for first in &short {
            for second in &short {
                let (from, to) = (first.pieces[0], second.pieces[0]);
                let fits = first.goes_with(second) && from.end() < to.start();
                if fits && !hinges(&document.text()[from.end()..to.start()]) {
                    found.push(unit(vec![from, to], Join::Parts, &pair(first, second)));
                }
            }
        }
        // Neighbours in one paragraph, as far as the second needs nothing from what was cut off the first.
        let neighbour = place.checked_sub(1).map(|at| &document.sentences()[body[at]]);
        if neighbour.is_some_and(|n| n.block == sentence.block) {
            for first in &before {
                for second in short.iter().filter(|part| part.cost < MOST_NEIGHBOUR_COST) {
                    if first.goes_with(second) {
                        let pieces = vec![first.pieces[0], second.pieces[0]];
                        found.push(unit(pieces, Join::Parts, &pair(first, second)));
                    }
                }
            }
        }
        before = short;
    }
    found
}

/// What is between the marks of the quotations among `facts`, in order.
fn spoken(facts: &[Mention]) -> Vec<Span> {
    let mut found: Vec<Span> = facts
        .iter()
        .filter_map(|fact| match &fact.value {
            Value::Quote(quote) => Some(quote.spoken(fact.span)),
            _ => None,
        })
        .flatten()
        .collect();
    found.sort_unstable_by_key(|span| span.start());
    found
}

/// Whether one of `spans`, which are in order, holds `piece`.
fn is_within(spans: &[Span], piece: Span) -> bool {
    let behind = spans.partition_point(|span| span.start() <= piece.start());
    spans[..behind].last().is_some_and(|span| span.contains(piece))
}

/// Two phrases as one.
fn pair(first: &Part, second: &Part) -> Part {
    Part {
        pieces: Vec::new(),
        source: first.source.cover(second.source),
        stems: union(&first.stems, &second.stems),
        topics: first.topics | second.topics,
        words: first.words + second.words,
        cost: 0.5 * (first.cost + second.cost) + PAIR_COST,
        subject: first.subject.clone(),
    }
}

/// The amounts of money and shares within `sentence`.
fn figures(facts: &[Mention], sentence: Span) -> Vec<Span> {
    let from = facts.partition_point(|fact| fact.span.start() < sentence.start());
    let inside = facts[from..]
        .iter()
        .take_while(|fact| fact.span.start() < sentence.end());
    inside
        .filter(|fact| matches!(fact.value.kind(), "money" | "percent"))
        .map(|fact| fact.span)
        .collect()
}

/// The phrases of sentence `index`.
fn parts(document: &Document, tags: &Tags, stems: &Stems, referents: &Referents, index: usize) -> Vec<Part> {
    let text = document.text();
    let sentence = &document.sentences()[index];
    let mut range = sentence.span.range();
    if let Some((_, behind)) = run_in(document, sentence.block) {
        range.start = range.start.max(behind.min(range.end));
    }
    let clauses = Clauses::of(text, range, tags, index);
    clauses
        .iter()
        .flat_map(|clauses| parts_of(text, stems, referents, clauses))
        .collect()
}

/// The phrases of one sentence.
fn parts_of(text: &str, stems: &Stems, referents: &Referents, clauses: &Clauses) -> Vec<Part> {
    let of_token: Vec<Vec<u32>> = clauses
        .tokens
        .iter()
        .map(|t| stems.of(&text[t.bytes.clone()]))
        .collect();
    let cuts = cuts(clauses);
    let spare = spare_articles(&clauses.tokens);
    let kept = |piece: &Range<usize>| spare[piece.clone()].iter().filter(|&&spare| !spare).count();
    let words: Vec<&str> = clauses.tokens.iter().map(|t| t.word.as_str()).collect();
    let topics: Vec<Topics> = (0..words.len()).map(|at| topics(&words, at)).collect();
    let mut phrases: Vec<Phrase> = Vec::new();
    for run in clauses
        .runs(LONGEST_RUN)
        .into_iter()
        .filter(|run| run.cost <= MOST_COST)
    {
        for mut phrase in shorten(&run, &cuts, &spare, &of_token, stems, LENGTHS) {
            let Some(cost) = clauses.statement_cost(&phrase.pieces) else {
                continue;
            };
            phrase.cost += cost;
            without_article(&clauses.tokens, &mut phrase);
            if phrase.cost <= MOST_COST && !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
    }
    for (subject, predicate) in clauses.lifted() {
        let length = subject.len() + predicate.len();
        if length <= MOST_DETAIL_WORDS {
            let mut phrase = Phrase {
                pieces: vec![subject, predicate],
                cost: 0.2,
            };
            without_article(&clauses.tokens, &mut phrase);
            phrases.push(phrase);
        }
    }
    let Some(source) = span_of(text, clauses, &(0..clauses.tokens.len())) else {
        return Vec::new();
    };
    let part = |phrase: Phrase, subject: Option<Range<usize>>| {
        let pieces: Option<Vec<Span>> = phrase
            .pieces
            .iter()
            .map(|piece| span_of(text, clauses, piece))
            .collect();
        let topics = phrase
            .pieces
            .iter()
            .flat_map(|p| &topics[p.clone()])
            .fold(0, |all, topics| all | topics);
        let stems_of = |pieces: &[Range<usize>]| {
            let mut own: Vec<u32> = pieces
                .iter()
                .flat_map(|p| of_token[p.clone()].iter().flatten())
                .copied()
                .collect();
            own.sort_unstable();
            own.dedup();
            own
        };
        let subject = match subject {
            Some(tokens) => Some(Subject::new(text, stems, referents, span_of(text, clauses, &tokens)?)?),
            None => None,
        };
        Some(Part {
            pieces: pieces?,
            source,
            stems: stems_of(&phrase.pieces),
            topics,
            words: phrase.pieces.iter().map(kept).sum(),
            cost: phrase.cost,
            subject,
        })
    };
    let mut found = Vec::new();
    for phrase in phrases {
        for Split { subject, predicate } in splits(clauses, &phrase.pieces) {
            let pronoun = PERSONAL.contains(&clauses.word(subject.start));
            let said = Phrase {
                pieces: predicate,
                cost: phrase.cost - if pronoun { PRONOUN } else { 0.0 },
            };
            found.extend(part(said, Some(subject)));
        }
        found.extend(part(phrase, None));
    }
    found.retain(|part| part.words <= MOST_DETAIL_WORDS);
    found
}

/// The bytes of `tokens`.
fn span_of(text: &str, clauses: &Clauses, tokens: &Range<usize>) -> Option<Span> {
    let bytes = clauses.tokens[tokens.start].bytes.start..clauses.tokens[tokens.end - 1].bytes.end;
    Span::trimmed(text, bytes)
}

/// Takes the article off the beginning of `phrase`, as a heading would: "Closure of the plant was approved".
fn without_article(tokens: &[Token], phrase: &mut Phrase) {
    let first = &mut phrase.pieces[0];
    let [article, next, ..] = &tokens[first.clone()] else {
        return;
    };
    let plain = matches!(next.pos, Pos::Noun | Pos::ProperNoun | Pos::Adjective) && !next.word.ends_with("est");
    let needed = [
        "few", "number", "lot", "majority", "same", "first", "last", "only", "other", "latter", "former", "little",
        "series", "couple", "quarter", "third", "half", "most", "more", "next", "rest",
    ];
    if is_article(article) && plain && !needed.contains(&next.word.as_str()) {
        first.start += 1;
    }
}

/// Whether what stands between two phrases decides how they hang together, so that they cannot be put side by side.
fn hinges(between: &str) -> bool {
    let words: Vec<String> = words(between).map(str::to_lowercase).collect();
    let parts = |word: &String| CONTRASTS.contains(&word.as_str()) || ORDERS.contains(&word.as_str());
    limits(words.iter().map(String::as_str)) || words.iter().any(parts)
}

/// The parts worth pairing: uncut, natural, short, and worth most for their length.
fn shortest_and_best(parts: Vec<Part>, stems: &Stems) -> Vec<Part> {
    let value = |part: &Part| stems.worth(&part.stems) / (part.words + 3) as f32 - 0.02 * part.cost;
    let mut short: Vec<Part> = parts
        .into_iter()
        .filter(|p| p.pieces.len() == 1 && p.cost <= MOST_PAIRED_COST && p.words + 4 <= MOST_DETAIL_WORDS)
        .collect();
    short.sort_by(|a, b| value(b).total_cmp(&value(a)).then(a.pieces.cmp(&b.pieces)));
    let (mut named, mut short): (Vec<Part>, Vec<Part>) = short.into_iter().partition(|part| part.subject.is_some());
    named.truncate(PAIRED);
    short.truncate(PAIRED);
    short.append(&mut named);
    short
}

/// The union of two ascending lists.
fn union(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut both = [a, b].concat();
    both.sort_unstable();
    both.dedup();
    both
}

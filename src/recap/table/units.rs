//! What rows can be made of: phrases of one sentence, pairs of short phrases of one sentence, and the items of a list.

use std::ops::Range;

use super::clauses::Clauses;
use super::cuts::{Phrase, cuts, limits, shorten};
use super::lexicon::{AUXILIARIES, SAYING};
use super::open_classes::VERBS;
use super::sections::{Section, aspect, run_in};
use super::stems::{Stems, words};
use super::tokens::{Boundary, Token, is_relative};
use super::topics::{Topics, topics};
use crate::document::Document;
use crate::facts::Mention;
use crate::input::BlockKind;
use crate::recap::{Join, MOST_DETAIL_WORDS};
use crate::span::Span;

/// Something that could be a row.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// The pieces of text that make its details, in order.
    pub(super) pieces: Vec<Span>,
    /// What stands between them.
    pub(super) join: Join,
    /// Its stems, ascending, without repeats.
    pub(super) stems: Vec<u32>,
    /// How unnatural it looks, from 0 up.
    pub(super) cost: f32,
    /// Index of the block it starts in.
    pub(super) block: usize,
    /// Whether it joins the items of a list.
    pub(super) list: bool,
    /// The aspects its words call for.
    pub(super) topics: Topics,
    /// Whether it states an amount of money or a share.
    pub(super) figure: bool,
    /// What it is about, where a label or lead-in of the article says so.
    pub(super) aspect: Option<String>,
}

impl Unit {
    /// Whether both use some of the same text.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.pieces.iter().any(|a| other.pieces.iter().any(|b| a.overlaps(*b)))
    }
}

/// Longest run, in tokens, that cuts are tried on.
const LONGEST_RUN: usize = 34;
/// Fewest words of a row that is one phrase.
const FEWEST_WORDS: usize = 4;
/// Highest cost of a unit: what is less natural is no candidate at all.
const MOST_COST: f32 = 1.1;
/// Highest cost of a phrase that is paired with another.
const MOST_PAIRED_COST: f32 = 0.6;
/// What a pair costs beside its phrases.
const PAIR_COST: f32 = 0.3;
/// Phrases of a sentence that are tried in pairs.
const PAIRED: usize = 10;
/// Words that set what follows them against what stands before.
const CONTRASTS: &[&str] = &[
    "but", "yet", "although", "though", "while", "whereas", "however", "despite", "instead",
];
/// Words after which an item states nothing before its clause is over.
const SUBORDINATORS: &[&str] = &[
    "if", "unless", "where", "when", "while", "as", "because", "since", "until", "after", "before", "although",
    "though",
];
/// An item of so few words stands in a list as it is.
const WHOLE_ITEM_WORDS: usize = 5;
/// Most words taken of one list item.
const MOST_ITEM_WORDS: usize = 8;

/// A phrase with what pairing needs.
struct Part {
    pieces: Vec<Span>,
    stems: Vec<u32>,
    topics: Topics,
    words: usize,
    cost: f32,
}

/// All units of the sentences `body` (indices, in order). Linear in their number.
pub(super) fn units(document: &Document, stems: &Stems, facts: &[Mention], body: &[usize]) -> Vec<Unit> {
    let mut found = Vec::new();
    for &index in body {
        let sentence = &document.sentences()[index];
        let parts = parts(document, stems, index);
        let label = run_in(document, sentence.block).and_then(|(label, _)| aspect(label.slice(document.text())));
        let figures = figures(facts, sentence.span);
        let unit = |pieces: Vec<Span>, join: Join, stems: Vec<u32>, topics: Topics, cost: f32| Unit {
            block: sentence.block,
            list: false,
            figure: figures
                .iter()
                .any(|figure| pieces.iter().any(|piece| piece.contains(*figure))),
            aspect: label.clone(),
            pieces,
            join,
            stems,
            topics,
            cost,
        };
        for part in &parts {
            if part.words >= FEWEST_WORDS && part.stems.len() > 1 {
                found.push(unit(
                    part.pieces.clone(),
                    Join::Clause,
                    part.stems.clone(),
                    part.topics,
                    part.cost,
                ));
            }
        }
        let short = shortest_and_best(parts, stems);
        for first in &short {
            for second in &short {
                let (before, after) = (first.pieces[0], second.pieces[0]);
                let fits = first.words + second.words <= MOST_DETAIL_WORDS && before.end() < after.start();
                if fits && !hinges(&document.text()[before.end()..after.start()]) {
                    let cost = 0.5 * (first.cost + second.cost) + PAIR_COST;
                    let both = union(&first.stems, &second.stems);
                    found.push(unit(
                        vec![before, after],
                        Join::Parts,
                        both,
                        first.topics | second.topics,
                        cost,
                    ));
                }
            }
        }
    }
    found
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
fn parts(document: &Document, stems: &Stems, index: usize) -> Vec<Part> {
    let text = document.text();
    let sentence = &document.sentences()[index];
    let mut range = sentence.span.range();
    if let Some((_, behind)) = run_in(document, sentence.block) {
        range.start = range.start.max(behind.min(range.end));
    }
    let clauses = Clauses::new(text, range);
    let of_token: Vec<Vec<u32>> = clauses
        .tokens
        .iter()
        .map(|t| stems.of(&text[t.bytes.clone()]))
        .collect();
    let cuts = cuts(&clauses);
    let words: Vec<&str> = clauses.tokens.iter().map(|t| t.word.as_str()).collect();
    let topics: Vec<Topics> = (0..words.len()).map(|at| topics(&words, at)).collect();
    let mut phrases: Vec<Phrase> = Vec::new();
    for run in clauses.runs(LONGEST_RUN) {
        let half = is_headless(&clauses, &run.tokens) || is_half(&clauses, &run.tokens);
        if run.relative || run.cost > MOST_COST || half {
            continue;
        }
        if let Some(mut phrase) = shorten(&run, &cuts, &of_token, stems, MOST_DETAIL_WORDS) {
            phrase.cost += if run.prepositional { 0.4 } else { 0.0 };
            phrases.push(phrase);
        }
    }
    let span = |tokens: &Range<usize>| {
        let bytes = clauses.tokens[tokens.start].bytes.start..clauses.tokens[tokens.end - 1].bytes.end;
        Span::trimmed(text, bytes)
    };
    let mut found = Vec::new();
    for phrase in phrases.iter().filter(|p| p.cost <= MOST_COST) {
        let Some(pieces) = phrase.pieces.iter().map(span).collect::<Option<Vec<Span>>>() else {
            continue;
        };
        let mut own: Vec<u32> = phrase
            .pieces
            .iter()
            .flat_map(|p| of_token[p.clone()].iter().flatten())
            .copied()
            .collect();
        own.sort_unstable();
        own.dedup();
        let topics = phrase
            .pieces
            .iter()
            .flat_map(|p| &topics[p.clone()])
            .fold(0, |all, topics| all | topics);
        found.push(Part {
            pieces,
            stems: own,
            topics,
            words: phrase.len(),
            cost: phrase.cost,
        });
    }
    found
}

/// Whether a run from the middle of a sentence holds no statement but the one in its relative clause: "70 miles to the
/// south, where a plant is being built".
fn is_headless(clauses: &Clauses, run: &Range<usize>) -> bool {
    let word = |at: usize| clauses.tokens[at].word.as_str();
    let relative = (run.start + 1..run.end).find(|&at| is_relative(&clauses.tokens[at]));
    let says = |at: usize| AUXILIARIES.contains(&word(at)) || VERBS.contains(&word(at)) || word(at).ends_with("ed");
    run.start > 0 && relative.is_some_and(|relative| !(run.start..relative).any(says))
}

/// Whether a run says only the first half of something: a subordinate clause without its main clause ("When the mill
/// closed"), an infinitive or a report that breaks off ("it plans to sell", "officials said in a statement").
fn is_half(clauses: &Clauses, run: &Range<usize>) -> bool {
    let word = |at: usize| clauses.tokens[at].word.as_str();
    let strong = |at: &usize| clauses.boundaries[*at].is_some_and(Boundary::is_strong);
    let main = (run.start + 1..run.end)
        .rfind(strong)
        .is_some_and(|at| run.end - at > 2);
    let subordinate = SUBORDINATORS.contains(&word(run.start)) && !main;
    let goes_on = run.end < clauses.tokens.len() && !strong(&run.end);
    let breaks_off = goes_on && run.len() > 2 && word(run.end - 2) == "to";
    let reported = word(run.end - 1) == "statement" || SAYING.contains(&word(run.end - 1)) && goes_on;
    subordinate || breaks_off || reported
}

/// Whether what stands between two phrases decides how they hang together, so that they cannot be put side by side.
fn hinges(between: &str) -> bool {
    let words: Vec<String> = words(between).map(str::to_lowercase).collect();
    limits(words.iter().map(String::as_str)) || words.iter().any(|word| CONTRASTS.contains(&word.as_str()))
}

/// The parts worth pairing: uncut, natural, short, and worth most for their length.
fn shortest_and_best(parts: Vec<Part>, stems: &Stems) -> Vec<Part> {
    let value = |part: &Part| stems.worth(&part.stems) / (part.words + 3) as f32 - 0.02 * part.cost;
    let mut short: Vec<Part> = parts
        .into_iter()
        .filter(|p| p.pieces.len() == 1 && p.cost <= MOST_PAIRED_COST && p.words + 4 <= MOST_DETAIL_WORDS)
        .collect();
    short.sort_by(|a, b| value(b).total_cmp(&value(a)).then(a.pieces.cmp(&b.pieces)));
    short.truncate(PAIRED);
    short
}

/// One unit for every list of two or more items: how each item begins, as many as a row holds.
pub(super) fn lists(document: &Document, stems: &Stems, sections: &[Section]) -> Vec<Unit> {
    let blocks = document.blocks();
    let is_item = |at: usize| matches!(blocks[at].kind, BlockKind::ListItem { depth: 0 });
    let mut found = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        if !is_item(at) {
            at += 1;
            continue;
        }
        let end = (at..blocks.len())
            .find(|&i| !matches!(blocks[i].kind, BlockKind::ListItem { .. }))
            .unwrap_or(blocks.len());
        let mut pieces = Vec::new();
        let mut words = 0;
        for item in (at..end).filter(|&i| is_item(i)) {
            let Some((piece, length)) = item_head(document, item) else {
                continue;
            };
            if words + length + 1 > MOST_DETAIL_WORDS {
                break;
            }
            words += length;
            pieces.push(piece);
        }
        if pieces.len() > 1 {
            let mut own: Vec<u32> = pieces.iter().flat_map(|p| stems.of(p.slice(document.text()))).collect();
            own.sort_unstable();
            own.dedup();
            let lead_in = at.checked_sub(1).filter(|&i| blocks[i].kind == BlockKind::Paragraph);
            let label = lead_in.and_then(|i| lead_in_label(blocks[i].span.slice(document.text())));
            found.push(Unit {
                pieces,
                join: Join::Series,
                stems: own,
                cost: 0.0,
                block: at,
                list: true,
                topics: 0,
                figure: false,
                aspect: label.or_else(|| sections[at].label.clone()),
            });
        }
        at = end;
    }
    found
}

/// How the item begins, and in how many words: its label, itself where it is short, or its first noun phrase. `None` for
/// an item that is a sentence: a part of it would say something else.
fn item_head(document: &Document, block: usize) -> Option<(Span, usize)> {
    let text = document.text();
    let words = |span: Span| span.slice(text).split_whitespace().count();
    if let Some((label, _)) = run_in(document, block) {
        return Some((label, words(label)));
    }
    let clauses = Clauses::new(text, document.blocks()[block].span.range());
    let count = clauses.tokens.len();
    let opens_clause = |at: usize| {
        let token = &clauses.tokens[at];
        let participle = token.word.ends_with("ing") || token.word.ends_with("ed");
        let stops = matches!(
            clauses.boundaries[at],
            Some(Boundary::Stop | Boundary::Comma | Boundary::Clause)
        );
        stops || participle && !token.look.capital
    };
    let pause = (2..count.min(MOST_ITEM_WORDS + 1)).find(|&at| opens_clause(at));
    let end = match pause {
        _ if count <= WHOLE_ITEM_WORDS => count,
        Some(pause) => pause,
        None if count <= MOST_ITEM_WORDS => count,
        None => return None,
    };
    let first = clauses.tokens.first()?.bytes.start;
    let span = Span::trimmed(text, first..clauses.tokens.get(end.checked_sub(1)?)?.bytes.end)?;
    let marks = ['.', '!', '?'];
    let whole = end == count || span.slice(text).ends_with(marks) || text[span.end()..].starts_with(marks);
    let says = |token: &Token| {
        let word = token.word.as_str();
        AUXILIARIES.contains(&word) || VERBS.contains(&word) || SUBORDINATORS.contains(&word)
    };
    let half = !whole && clauses.tokens[..end].iter().any(says);
    (!half).then(|| (span, words(span)))
}

/// What the sentence before a list says that the items are: "Other impacted roles include:" gives "Impacted roles".
fn lead_in_label(paragraph: &str) -> Option<String> {
    let sentence = paragraph.trim().strip_suffix(':')?;
    let sentence = sentence.rsplit(['.', '!', '?', '\n']).next()?;
    let mut words: Vec<&str> = sentence.split_whitespace().collect();
    let closing = [
        "include",
        "includes",
        "including",
        "included",
        "are",
        "is",
        "were",
        "was",
        "following",
        "below",
        "be",
        "as",
        "follows",
    ];
    let opening = [
        "other", "the", "these", "some", "and", "also", "our", "its", "main", "key",
    ];
    while words
        .last()
        .is_some_and(|w| closing.contains(&w.to_lowercase().as_str()))
    {
        words.pop();
    }
    while words
        .first()
        .is_some_and(|w| opening.contains(&w.to_lowercase().as_str()))
    {
        words.remove(0);
    }
    let first = words.first()?.to_lowercase();
    let clause = [
        "here's", "here’s", "here", "you", "we", "this", "in", "it", "i", "they", "there", "to", "if", "when", "for",
        "how", "what", "he", "she", "that", "then",
    ];
    if clause.contains(&first.as_str()) {
        return None;
    }
    aspect(&words.join(" "))
}

/// The union of two ascending lists.
fn union(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut both = [a, b].concat();
    both.sort_unstable();
    both.dedup();
    both
}

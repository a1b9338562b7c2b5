//! What rows can be made of: phrases of one sentence, pairs of short phrases of one sentence, and the items of a list.

use std::ops::Range;

use super::articles::spare_articles;
use super::clauses::{Clauses, PRONOUN};
use super::cuts::{Phrase, cuts, limits, shorten};
use super::lexicon::{PERSONAL, SAYING};
use super::nouns::Label;
use super::sections::{Section, aspect, run_in};
use super::stems::{Stems, words as words_of};
use super::subject::{MOST_SUBJECT_WORDS, Split, is_article, splits};
use super::tokens::{Boundary, Token};
use super::topics::{Topics, topics};
use crate::document::Document;
use crate::entities::Referents;
use crate::facts::Mention;
use crate::input::BlockKind;
use crate::model::{Pos, Tags};
use crate::recap::row::bare;
use crate::recap::{Join, MOST_DETAIL_WORDS};
use crate::span::{Span, one_line};

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

/// What the details of a row are said of.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Subject {
    /// Its words, and what else the text says it is.
    pub(super) pieces: Vec<Span>,
    /// Its stems, ascending, without repeats.
    pub(super) stems: Vec<u32>,
    /// Whether it is who makes a claim: "Marsh said".
    pub(super) speaks: bool,
}

impl Subject {
    /// What `words` mean: a name in full, with its role where there is room; `None` for a pronoun that could mean anybody.
    fn new(text: &str, stems: &Stems, referents: &Referents, words: Span) -> Option<Self> {
        let pronoun = PERSONAL.contains(&words.slice(text).to_lowercase().as_str());
        let entity = if pronoun {
            Some(referents.subject(words)?)
        } else {
            referents.named(words)
        };
        let mut pieces = vec![entity.map_or(words, |entity| entity.name)];
        let length = |span: Span| span.slice(text).split_whitespace().count();
        let role = entity.and_then(|entity| entity.role);
        pieces.extend(role.filter(|role| length(pieces[0]) + length(*role) <= MOST_SUBJECT_WORDS));
        let mut own: Vec<u32> = pieces.iter().flat_map(|piece| stems.of(piece.slice(text))).collect();
        own.sort_unstable();
        own.dedup();
        let speaks =
            entity.is_none() && words_of(words.slice(text)).any(|word| SAYING.contains(&word.to_lowercase().as_str()));
        Some(Self {
            pieces,
            stems: own,
            speaks,
        })
    }

    /// Its words in one line.
    pub(super) fn name(&self, text: &str) -> String {
        let pieces: Vec<String> = self
            .pieces
            .iter()
            .map(|piece| one_line(bare(piece.slice(text))))
            .collect();
        pieces.join(", ")
    }
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
/// Lengths in words that every phrase is cut down to, as far as it can be. The longest fit as far as their subject names
/// the row.
const LENGTHS: &[usize] = &[
    MOST_DETAIL_WORDS + MOST_SUBJECT_WORDS,
    23,
    MOST_DETAIL_WORDS,
    17,
    14,
    11,
    8,
];
/// An item of so few words stands in a list as it is.
const WHOLE_ITEM_WORDS: usize = 5;
/// Most words taken of one list item.
const MOST_ITEM_WORDS: usize = 8;

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
        alike && self.words + next.words <= MOST_DETAIL_WORDS
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
    for (place, &index) in body.iter().enumerate() {
        let sentence = &document.sentences()[index];
        let parts = parts(document, tags, stems, referents, index);
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
    let clauses = Clauses::of(text, range, tags.words(index));
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
    let words: Vec<String> = words_of(between).map(str::to_lowercase).collect();
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

/// One unit for every list of two or more items: how each item begins, as many as a row holds.
pub(super) fn lists(document: &Document, tags: &Tags, stems: &Stems, sections: &[Section]) -> Vec<Unit> {
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
            let Some((piece, length)) = item_head(document, tags, item) else {
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
                source: pieces[0].cover(pieces[pieces.len() - 1]),
                pieces,
                join: Join::Series,
                stems: own,
                cost: 0.0,
                words,
                sentence: document.sentence_at(blocks[at].span.start()).unwrap_or_default(),
                block: at,
                list: true,
                labels: Vec::new(),
                topics: 0,
                figure: false,
                subject: None,
                aspect: label.or_else(|| sections[at].label.clone()),
            });
        }
        at = end;
    }
    found
}

/// How the item begins, and in how many words: its label, itself where it is short, or its first noun phrase. `None` for
/// an item that is a sentence: a part of it would say something else.
fn item_head(document: &Document, tags: &Tags, block: usize) -> Option<(Span, usize)> {
    let text = document.text();
    let words = |span: Span| span.slice(text).split_whitespace().count();
    if let Some((label, _)) = run_in(document, block) {
        return Some((label, words(label)));
    }
    let span = document.blocks()[block].span;
    let index = document.sentence_at(span.start())?;
    let sentences = Clauses::of(text, span.range(), tags.words(index));
    let clauses = sentences.first()?;
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
    let half = !whole
        && clauses.tokens[..end]
            .iter()
            .any(|t| t.is_verb() && !t.word.ends_with("ing"));
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

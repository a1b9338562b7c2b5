//! The Quick Recap table: rows cut as editors cut them, chosen together from all that the article offers.
//!
//! The reading heads say which sentences hold a row and which of their words it keeps; [`candidates`] are the best cuts that
//! the [`guards`] let pass, beside the items of [`lists`]. [`stems`] say what their words are worth, [`choice`] picks,
//! [`labels`] names.

mod articles;
mod candidates;
mod choice;
mod guards;
mod labels;
mod lists;
mod sections;
mod stems;

use std::collections::BTreeMap;

use crate::document::Document;
use crate::entities::{Entity, Referents};
use crate::facts::Mention;
use crate::input::BlockKind;
use crate::model::heads::Reading;
use crate::model::{self, Encoded, Pos, Tags, Word};
use crate::recap::{Join, Origin, Piece, Row};
use crate::span::Span;
use articles::without_articles;
use candidates::{Candidate, candidates};
use choice::choose;
pub(super) use choice::same;
use guards::Sentence;
use labels::labels;
use lists::lists;
use sections::sections;
use stems::Stems;

/// Most sentences that rows are cut from: those that are likeliest to hold one. More than enough for a table, and what keeps
/// the cost of a book that of an article.
const MOST_SENTENCES: usize = 64;
/// Rows that are named beside those wanted.
const SPARE: usize = 4;
/// A row gets back what it is said of where it has at most so many words then.
const MOST_WITH_SUBJECT: usize = 22;
/// A sentence is furniture of the page when the heads say so with these log odds.
const CHROME: f32 = 0.5;

/// All that rows can be made of.
pub(super) struct Offer<'a> {
    pub(super) tags: &'a Tags,
    pub(super) found: Vec<Candidate>,
    referents: Referents<'a>,
    stems: Stems,
}

/// What the article that `tags` and `reading` are of offers.
pub(super) fn offer<'a>(
    document: &'a Document,
    encoded: &Encoded,
    tags: &'a Tags,
    facts: &[Mention],
    entities: &'a [Entity],
    reading: &Reading,
    salience: &[f32],
) -> Offer<'a> {
    let mut body: Vec<usize> = (0..document.sentences().len())
        .filter(|&index| {
            let kind = document.kind(&document.sentences()[index]);
            let running = matches!(
                kind,
                BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Quote
            );
            // Page furniture has no salience.
            running && salience[index] > 0.0 && reading.sentences[index].chrome < CHROME
        })
        .collect();
    let stems = Stems::new(document, encoded, &body);
    let referents = Referents::new(document, entities, facts);
    let worth = |index: usize| reading.sentences[index].row;
    if body.len() > MOST_SENTENCES {
        body.sort_by(|a, b| worth(*b).total_cmp(&worth(*a)).then(a.cmp(b)));
        body.truncate(MOST_SENTENCES);
        body.sort_unstable();
    }
    let mut found: Vec<Candidate> = Vec::new();
    for &index in &body {
        let sentence = Sentence {
            document,
            tags,
            facts,
            referents: &referents,
            index,
        };
        found.extend(candidates(&sentence, reading, &stems, worth(index)));
    }
    found.extend(lists(document, tags, &stems, reading));
    Offer {
        tags,
        found,
        referents,
        stems,
    }
}

/// At most `most` rows of what the article offers, in text order. An article without running text may have none.
///
/// # Errors
/// When candle fails, which is not expected.
pub(super) fn rows(
    document: &Document,
    encoded: &Encoded,
    facts: &[Mention],
    reading: &Reading,
    offer: &Offer,
    most: usize,
) -> Result<Vec<Row>, model::Error> {
    let Some(inventory) = encoded.inventory() else {
        return Ok(Vec::new());
    };
    // Some will find no name.
    let chosen = choose(&offer.found, &offer.stems, most + SPARE);
    let mut scored = Vec::with_capacity(chosen.len());
    for (row, _) in &chosen {
        let candidate = &offer.found[*row];
        let scores = encoded.label(reading, candidate.sentence, &candidate.kept)?;
        scored.push((candidate, scores));
    }
    let sections = sections(document);
    let names = labels(document, offer.tags, &offer.referents, &sections, inventory, &scored);
    let mut named: Vec<_> = chosen
        .into_iter()
        .zip(names)
        .filter_map(|((row, gain), name)| Some((row, gain, name?)))
        .take(most)
        .collect();
    named.sort_by_key(|(row, ..)| offer.found[*row].pieces[0]);
    let rows = named.into_iter().filter_map(|(row, gain, (aspect, named))| {
        let candidate = &offer.found[row];
        let origin = Origin {
            source: candidate.source,
            gain,
            named,
        };
        let join = match candidate.list {
            Some(_) => Join::Series,
            None => Join::Clause,
        };
        let mut pieces = pieces(document, offer.tags, candidate);
        match left_out(document, candidate, &aspect) {
            Subject::Known => {}
            Subject::Missing(subject) => pieces.insert(0, subject),
            Subject::Long => return None,
        }
        let row = Row::new(document, aspect, leading_kind(facts, candidate), join, &pieces, origin)?;
        (!row.details().is_empty()).then_some(row)
    });
    Ok(rows.collect())
}

/// Words that a subject is not without: "not every mill", "few mills" (lower case).
const QUANTIFIERS: &[&str] = &[
    "not", "no", "none", "nobody", "neither", "few", "fewer", "only", "some", "many", "most", "every", "each", "all",
    "any", "half", "several", "hardly", "nearly", "almost", "both", "less", "more", "other", "another", "one",
];

/// Whether a reader knows what a row is said of.
enum Subject {
    /// Its details or its label say it.
    Known,
    /// The piece that says it.
    Missing(Piece),
    /// There is no room for a subject that must not be left out.
    Long,
}

/// What the details of `row`, which is called `aspect`, leave out of what they are said of.
fn left_out(document: &Document, row: &Candidate, aspect: &str) -> Subject {
    let text = document.text();
    let Some(subject) = row.cut.subject else {
        return Subject::Known;
    };
    let words = subject.slice(text);
    let lower = words.to_lowercase();
    let counts = lower.split_whitespace().any(|word| QUANTIFIERS.contains(&word))
        || lower.contains(|c: char| c.is_ascii_digit());
    let room = row.words + words.split_whitespace().count() <= MOST_WITH_SUBJECT;
    match (counts, room) {
        (false, _) if labels::names(aspect, words) => Subject::Known,
        (true, false) => Subject::Long,
        (false, false) => Subject::Known,
        // A name from another sentence stands in brackets.
        (_, true) => Subject::Missing(Piece {
            span: subject,
            name: (!row.source.contains(subject)).then_some(subject),
            apart: false,
        }),
    }
}

/// The pieces of `candidate` as they are printed: without spare articles, names for pronouns, statements apart.
pub(super) fn pieces(document: &Document, tags: &Tags, candidate: &Candidate) -> Vec<Piece> {
    if candidate.list.is_some() {
        return candidate.pieces.iter().copied().map(Piece::from).collect();
    }
    let words = tags.words(candidate.sentence);
    let names: BTreeMap<usize, Span> = candidate
        .cut
        .names
        .iter()
        .map(|&(at, name)| (words[at].span.start(), name))
        .collect();
    let apart: Vec<usize> = candidate.cut.apart.iter().map(|&at| words[at].span.start()).collect();
    let mut found = Vec::new();
    for span in without_articles(document, tags, &candidate.pieces) {
        let mut from = span.start();
        let inner = words.iter().filter(|word| span.contains(word.span));
        let mut push = |range: std::ops::Range<usize>, name: Option<Span>, apart: bool| {
            if let Some(span) = Span::trimmed(document.text(), range) {
                found.push(Piece { span, name, apart });
            }
        };
        let mut parts = apart.contains(&from);
        for word in inner {
            let at = word.span.start();
            if apart.contains(&at) && at > from {
                push(from..at, None, parts);
                (from, parts) = (at, true);
            }
            if let Some(&name) = names.get(&at) {
                push(from..at, None, parts);
                push(word.span.range(), Some(name), parts && from == at);
                (from, parts) = (word.span.end(), false);
            }
        }
        push(from..span.end(), None, parts);
    }
    without_half_asides(document.text(), words, &mut found);
    found
}

/// Takes off commas between a subject and its verb: what stood there took the other comma along.
fn without_half_asides(text: &str, words: &[Word], found: &mut Vec<Piece>) {
    // "[a manager,] Tobias Lindgren, had warned"
    if let Some(first) = found.first().map(|piece| piece.span) {
        let inner: Vec<&Word> = words.iter().filter(|word| first.contains(word.span)).collect();
        let noun = |word: &&&Word| word.pos.is_noun() || matches!(word.pos, Pos::Adjective | Pos::Numeral);
        let comma = inner.iter().take_while(noun).count();
        let opens = words.first().is_some_and(|word| word.span.start() < first.start());
        if let (Some(comma), Some(verb)) = (inner.get(comma).filter(|_| comma > 0 && opens), inner.get(comma + 1))
            && comma.span.slice(text) == ","
            && matches!(verb.pos, Pos::Verb | Pos::Auxiliary)
            && let (Some(before), Some(behind)) = (
                Span::trimmed(text, first.start()..comma.span.start()),
                Span::trimmed(text, comma.span.end()..first.end()),
            )
        {
            found[0].span = before;
            found.insert(1, Piece::from(behind));
        }
    }
    for at in 1..found.len() {
        let (before, here) = (found[at - 1].span, found[at].span);
        let inner = || words.iter().skip_while(|word| word.span.start() < here.start());
        let verb = inner().find(|word| word.pos != Pos::Punctuation);
        if verb.is_some_and(|word| matches!(word.pos, Pos::Verb | Pos::Auxiliary)) && !found[at].apart {
            let left = before.slice(text).trim_end_matches([',', ' ']).len();
            let right = here.slice(text).len() - here.slice(text).trim_start_matches([',', ' ']).len();
            if let (Some(before), Some(here)) = (
                Span::trimmed(text, before.start()..before.start() + left),
                Span::trimmed(text, here.start() + right..here.end()),
            ) {
                (found[at - 1].span, found[at].span) = (before, here);
            }
        }
    }
}

/// The kind of the fact that leads `row`: money before percent before the rest.
fn leading_kind(facts: &[Mention], row: &Candidate) -> &'static str {
    if row.list.is_some() {
        return "list";
    }
    let mut found = Vec::new();
    for piece in &row.pieces {
        let from = facts.partition_point(|fact| fact.span.start() < piece.start());
        let here = facts[from..].iter().take_while(|fact| fact.span.start() < piece.end());
        found.extend(
            here.filter(|fact| piece.contains(fact.span))
                .map(|fact| fact.value.kind()),
        );
    }
    let order = ["money", "percent", "quantity", "number", "date", "duration", "time"];
    order.into_iter().find(|kind| found.contains(kind)).unwrap_or("text")
}

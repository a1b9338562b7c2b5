//! Rows made of the items of a list.

use super::clauses::Clauses;
use super::sections::{Section, aspect, run_in};
use super::stems::Stems;
use super::tokens::Boundary;
use super::units::{MOST_JOINED_WORDS, Unit};
use crate::document::Document;
use crate::input::BlockKind;
use crate::model::Tags;
use crate::recap::Join;
use crate::span::Span;

/// An item of so few words stands in a list as it is.
const WHOLE_ITEM_WORDS: usize = 5;
/// Most words taken of one list item.
const MOST_ITEM_WORDS: usize = 8;

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
            if words + length + 1 > MOST_JOINED_WORDS {
                break;
            }
            words += length;
            pieces.push(piece);
        }
        if pieces.len() > 1 {
            let lead_in = at.checked_sub(1).filter(|&i| blocks[i].kind == BlockKind::Paragraph);
            let label = lead_in.and_then(|i| lead_in_label(blocks[i].span.slice(document.text())));
            found.push(Unit {
                source: pieces[0].cover(pieces[pieces.len() - 1]),
                join: Join::Series,
                stems: stems.of_pieces(document.text(), &pieces),
                pieces,
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
    let sentences = Clauses::of(text, span.range(), tags, index);
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

//! Which articles a row does without, as a headline does: "Mill closes after fire".

use super::grammar::noun_phrase_end;
use super::lexicon::{QUANTIFIERS, TIME_NOUNS};
use super::subject::is_article;
use super::tokens::{Token, quotations, tokenize};
use crate::document::Document;
use crate::model::{Pos, Tags};
use crate::span::Span;

/// Words that mean something else without the article before them: "a few", "the rest".
const NEED_ARTICLE: &[&str] = &[
    "air", "bit", "couple", "dozen", "east", "few", "former", "future", "good", "great", "ground", "half", "handful",
    "hundred", "latter", "little", "lot", "majority", "many", "million", "minority", "more", "next", "north", "number",
    "only", "other", "others", "pair", "part", "past", "quarter", "rest", "second", "series", "south", "third",
    "thousand", "way", "west",
];
/// Words that an article hangs on: "such a", "all the".
const HOLD_ARTICLE: &[&str] = &[
    "all", "as", "both", "half", "how", "many", "not", "quite", "rather", "so", "such", "times", "too", "twice", "what",
];

/// Whether each of `tokens` is an article that its noun phrase does without. A quotation keeps its own.
pub(super) fn spare_articles(tokens: &[Token]) -> Vec<bool> {
    let quotations = quotations(tokens);
    let quoted = |at: usize| quotations.iter().any(|quotation| quotation.contains(&at));
    (0..tokens.len())
        .map(|at| is_spare(tokens, at) && !quoted(at))
        .collect()
}

fn is_spare(tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else { return false };
    let word = next.word.as_str();
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    // "The Times" and "Save the Children" have their articles in their names, "$5 a barrel" and "twice a week" say how often.
    let inside = before.is_some_and(|t| t.look.capital && at > 1 && !t.pauses()) && next.look.capital;
    let named = tokens[at].look.capital && at > 0 || inside;
    let rate = before.is_some_and(|t| t.look.digit || t.pos == Pos::Numeral || HOLD_ARTICLE.contains(&t.word.as_str()));
    let end = noun_phrase_end(tokens, at + 1);
    let headed = end > at + 1 && matches!(tokens[end - 1].pos, Pos::Noun | Pos::ProperNoun);
    let measured = word.ends_with("est") || next.pos == Pos::Numeral || next.look.digit || next.look.quote;
    let counted = NEED_ARTICLE.contains(&word) || QUANTIFIERS.contains(&word) || TIME_NOUNS.contains(&word);
    is_article(&tokens[at]) && headed && !(named || rate || measured || counted)
}

/// `pieces` of `document` without the articles that a row does without.
pub(super) fn without_articles(document: &Document, tags: &Tags, pieces: &[Span]) -> Vec<Span> {
    let text = document.text();
    let mut found = Vec::new();
    for piece in pieces {
        let words = document
            .sentence_at(piece.start())
            .map_or(&[][..], |index| tags.words(index));
        let tokens = tokenize(text, piece.range(), words);
        let mut from = piece.start();
        for (token, spare) in tokens.iter().zip(spare_articles(&tokens)) {
            if spare && token.bytes.end <= piece.end() {
                found.extend(Span::trimmed(text, from..token.bytes.start));
                from = token.bytes.end;
            }
        }
        found.extend(Span::trimmed(text, from..piece.end()));
    }
    found
}

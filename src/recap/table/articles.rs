//! Which articles a row does without, as a headline does: "Mill closes after fire".

use crate::document::Document;
use crate::model::{Pos, Tags, Word};
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

/// Words that make a claim hold for all, for so many, or for nothing else: what limits it must stay.
#[rustfmt::skip]
const QUANTIFIERS: &[&str] = &[
    "all", "every", "each", "only", "none", "half", "most", "few", "fewer", "least", "first", "last", "nobody",
    "nothing", "everyone", "anyone", "any", "whole", "entire", "solely", "exclusively", "average", "always", "never",
    "mostly", "mainly", "than", "as", "same", "both", "twice",
];
/// Nouns that name a time.
#[rustfmt::skip]
const TIME_NOUNS: &[&str] = &[
    "week", "weeks", "month", "months", "year", "years", "day", "days", "night", "morning", "afternoon", "evening",
    "weekend", "today", "yesterday", "tonight", "tomorrow", "spring", "summer", "autumn", "winter", "quarter",
    "season",
];

/// `pieces` of `document` without the articles that a row does without. A quotation keeps its own.
pub(super) fn without_articles(document: &Document, tags: &Tags, pieces: &[Span]) -> Vec<Span> {
    let text = document.text();
    let mut found = Vec::new();
    for piece in pieces {
        let Some(index) = document.sentence_at(piece.start()) else {
            found.push(*piece);
            continue;
        };
        let words = tags.words(index);
        let phrases = tags.noun_phrases(index);
        let quoted = quoted(text, words);
        let mut from = piece.start();
        for (at, word) in words.iter().enumerate().filter(|(_, word)| piece.contains(word.span)) {
            if !quoted[at] && is_spare(text, words, &phrases, at) {
                found.extend(Span::trimmed(text, from..word.span.start()));
                from = word.span.end();
            }
        }
        found.extend(Span::trimmed(text, from..piece.end()));
    }
    found
}

fn is_article(word: &str) -> bool {
    ["the", "a", "an"]
        .iter()
        .any(|article| word.eq_ignore_ascii_case(article))
}

/// Whether word `at` is an article that its noun phrase, one of `phrases`, does without.
fn is_spare(text: &str, words: &[Word], phrases: &[Span], at: usize) -> bool {
    let slice = |at: usize| words[at].span.slice(text);
    if !is_article(slice(at)) || at + 1 >= words.len() {
        return false;
    }
    let next = slice(at + 1).to_lowercase();
    let capital = |at: usize| slice(at).starts_with(char::is_uppercase);
    let before = at
        .checked_sub(1)
        .map(|before| slice(before).to_lowercase())
        .unwrap_or_default();
    // "The Times" and "Save the Children" have their articles in their names, "$5 a barrel" and "twice a week" say how often.
    let inside = at > 1 && capital(at - 1) && capital(at + 1);
    let named = capital(at) && at > 0 || inside;
    let rate = at > 0
        && (words[at - 1].pos == Pos::Numeral
            || before.ends_with(|c: char| c.is_ascii_digit())
            || HOLD_ARTICLE.contains(&before.as_str()));
    let headed = phrases.iter().any(|phrase| phrase.start() == words[at].span.start());
    let measured = next.ends_with("est")
        || words[at + 1].pos == Pos::Numeral
        || next.starts_with(|c: char| c.is_ascii_digit() || "\"“‘$£€".contains(c));
    let counted = [NEED_ARTICLE, QUANTIFIERS, TIME_NOUNS]
        .iter()
        .any(|list| list.contains(&next.as_str()));
    headed && !(named || rate || measured || counted)
}

/// Whether each of `words` stands in a quotation.
fn quoted(text: &str, words: &[Word]) -> Vec<bool> {
    let mut open = false;
    let marks = words.iter().map(|word| {
        match word.span.slice(text) {
            "“" | "«" => open = true,
            "”" | "»" => open = false,
            "\"" => open = !open,
            _ => {}
        }
        open
    });
    marks.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Encoder;

    #[test]
    fn articles_go_where_nothing_hangs_on_them() {
        let encoder = Encoder::embedded().expect("the embedded weights load");
        for (text, expected) in [
            (
                "The mill closed after a fire in the night.",
                "mill closed after fire in the night.",
            ),
            ("A few of the workers left.", "A few of workers left."),
            ("Wool costs $9 a sack.", "Wool costs $9 a sack."),
            ("She wrote for The Orrin Times.", "She wrote for The Orrin Times."),
            (
                "He called it \"a hard day for the town\".",
                "He called it \"a hard day for the town\".",
            ),
            ("It was the largest of the mills.", "It was the largest of mills."),
        ] {
            let document = Document::from_text(text);
            let encoded = encoder.encode(&document.sentence_texts()).expect("the encoder runs");
            let tags = Tags::new(&document, &encoded);
            let whole = Span::new(text, 0..text.len()).expect("not empty");
            let kept = without_articles(&document, &tags, &[whole]);
            let words: Vec<&str> = kept.iter().map(|span| span.slice(text)).collect();
            assert_eq!(words.join(" "), expected);
        }
    }
}

//! Facts by rule: what an article states in numbers, dates and quotations, each tied to its words.
//!
//! Owns the rules, one a file. A rule reads tokens (`token`) and numerals (`numeral`), never raw text, and never looks at
//! another rule's result; where two claim the same words, [`find`] decides. Names come found; no rule runs a model.

mod cardinal;
mod change;
mod crowns;
mod currency;
mod date;
mod digits;
mod duration;
mod key;
mod lexer;
mod lexicon;
mod mention;
mod money;
mod name;
mod nominal;
mod number;
mod numeral;
mod ordinal;
mod percent;
mod quantity;
mod quote;
mod range;
mod time;
mod token;
mod unit;

pub use key::{figure_weight, key_quotes};
pub use mention::{Amount, Mention, Named, Quote, Value};

use jiff::civil::Date;

use crate::document::Document;
use crate::input::BlockKind;
use crate::model::Tags;
use token::Line;

/// What a rule may know beside the sentence.
#[derive(Clone, Copy, Debug, Default)]
struct Context {
    /// The day the article was published; relative dates hang on it.
    today: Option<Date>,
    /// Which of two numbers in "03/04/2021" is the day, in the whole article.
    order: date::Order,
    /// The currency of the one country with crowns that the article names.
    crowns: Option<&'static str>,
}

/// The rules that look at one sentence at a time.
const RULES: &[fn(&Line, &Context, &mut Vec<Mention>)] = &[
    money::find,
    percent::find,
    quantity::find,
    date::find,
    time::find,
    duration::find,
    ordinal::find,
    number::find,
];

/// All facts of `document`, by start. Its `tags` may be empty: then there are no people, organisations and places. Linear
/// in the length of its text.
///
/// Where mentions overlap, the longest stays, then the earliest, then the one whose rule is more specific. Quotations
/// and descriptions of people and organisations hold other facts and compete with none. Code blocks are not read.
pub fn find(document: &Document, tags: &Tags) -> Vec<Mention> {
    let context = Context {
        today: document.meta().date,
        order: date::Order::of(document.text(), document.meta().date),
        crowns: crowns::named(document.text()),
    };
    let mut mentions = Vec::new();
    let mut found = Vec::new();
    let mut names = name::find(document.text(), tags.names()).into_iter().peekable();
    for sentence in document.sentences() {
        if document.kind(sentence) == BlockKind::Code {
            continue;
        }
        let line = Line::new(document.text(), sentence.span);
        for rule in RULES {
            rule(&line, &context, &mut found);
        }
        while let Some(name) = names.next_if(|name| name.span.start() < sentence.span.end()) {
            found.push(name);
        }
        settle(&mut found);
        mentions.append(&mut found);
    }
    mentions.extend(quote::find(document));
    mentions.extend(nominal::find(document.text(), tags.all_noun_phrases(), tags.names()));
    mentions.sort_by_key(|m| (m.span.start(), std::cmp::Reverse(m.span.end())));
    mentions
}

/// Settles overlaps within one sentence: longest first, then earliest; the order of [`RULES`] breaks ties.
fn settle(found: &mut Vec<Mention>) {
    let length = |m: &Mention| m.span.end() - m.span.start();
    found.sort_by_key(|m| (std::cmp::Reverse(length(m)), m.span.start()));
    // Kept mentions by start: an overlap can only be with a neighbour.
    let mut kept = std::collections::BTreeMap::new();
    for mention in found.drain(..) {
        let (start, end) = (mention.span.start(), mention.span.end());
        let before = kept
            .range(..=start)
            .next_back()
            .is_some_and(|(_, m): (_, &Mention)| m.span.end() > start);
        let after = kept.range(start..end).next().is_some();
        if !before && !after {
            kept.insert(start, mention);
        }
    }
    found.extend(kept.into_values());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Words that the rules are made of: in random order they reach corners that no author would write.
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "one", "twenty", "hundred", "thousand", "million", "thirds", "half", "a", "an", "the", "and", "of", "to",
        "from", "between", "in", "on", "at", "last", "next", "this", "first", "second", "quarter", "May", "March",
        "Friday", "week", "years", "old", "ago", "day", "after", "before", "2016", "5", "31", "3/4", "12:30", "p.m.",
        "a.m.", "$", "US$", "€", "%", "percent", "per", "cent", "dollars", "cents", "pounds", "km", "feet", "°", "C",
        "-", "–", "/", ".", ",", ":", "“", "”", "\"", "'", "''", "‘", "’", "said", "he", "Jane", "Doe", "1,234",
        "0.5", "10^9", "½", "9999999999", "2.3.4", "every", "century", "1970s", "'s", "(", ")", "Q3", "H2", "noon",
        "o'clock", "past", "é", "日本", "\u{301}", "\n\n", "more", "than", "couple", "dozen", "minus", "early", "mid",
    ];

    fn check(text: &str) {
        let document = Document::from_text(text);
        let mentions = find(&document, &Tags::default());
        for pair in mentions.windows(2) {
            assert!(pair[0].span.start() <= pair[1].span.start(), "sorted: {text:?}");
        }
        let plain: Vec<_> = mentions.iter().filter(|m| m.value.kind() != "quote").collect();
        for pair in plain.windows(2) {
            assert!(!pair[0].span.overlaps(pair[1].span), "no overlaps: {text:?}");
        }
        for mention in plain {
            let within = document.sentences().iter().any(|s| s.span.contains(mention.span));
            assert!(within, "inside one sentence: {text:?}");
        }
        let salience: Vec<f32> = (0..document.sentences().len())
            .map(|i| 1.0 / (i as f32 + 1.0))
            .collect();
        for index in key_quotes(&document, &mentions, &salience) {
            assert_eq!(mentions[index].value.kind(), "quote", "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_words_in_any_order(words in prop::collection::vec((0..WORDS.len(), any::<bool>()), 0..60)) {
            let text: String = words.iter().map(|&(word, space)| format!("{}{}", WORDS[word], if space { " " } else { "" })).collect();
            check(&text);
        }

        #[test]
        fn any_text(text in "\\PC{0,200}") {
            check(&text);
        }
    }

    /// Each of these once had a rule look at the rest of the sentence from every token.
    #[test]
    fn hostile_repetition_stays_linear() {
        for piece in [
            "one thousand ",
            "“a ",
            "1/",
            "in 3 weeks ",
            "from 5 to ",
            "May ",
            "the first ",
            "$1 - ",
            "percent of 1 ",
            "12:",
            "twenty-",
            "pounds 5 pounds ",
            "'' a",
            "555 ",
            "1/2/",
        ] {
            check(&piece.repeat(20_000));
        }
    }
}

/// What table tests of rules share.
#[cfg(test)]
mod testing {
    use super::*;
    use crate::input::{Article, Meta};

    /// The facts of `kind` in `text`, as words and values in JSON; the article is dated Wednesday, 14 May 2025.
    pub(super) fn facts(text: &str, kind: &str) -> Vec<(String, String)> {
        let plain = Document::from_text(text);
        let article = Article {
            text: plain.text().to_owned(),
            blocks: plain.blocks().to_vec(),
            meta: Meta {
                date: Some(jiff::civil::date(2025, 5, 14)),
                ..Meta::default()
            },
        };
        found(&Document::new(article), kind)
    }

    /// Like [`facts`], for an article without a date.
    pub(super) fn undated_facts(text: &str, kind: &str) -> Vec<(String, String)> {
        found(&Document::from_text(text), kind)
    }

    fn found(document: &Document, kind: &str) -> Vec<(String, String)> {
        let of_kind = find(document, &Tags::default())
            .into_iter()
            .filter(|m| m.value.kind() == kind);
        of_kind
            .map(|m| {
                let value = serde_json::to_string(&m.value).expect("values serialise");
                (m.span.slice(document.text()).to_owned(), value)
            })
            .collect()
    }

    /// Checks that `rule` finds exactly `expected` in `text`.
    #[track_caller]
    pub(super) fn check(kind: &str, text: &str, expected: &[(&str, &str)]) {
        let got = facts(text, kind);
        let got: Vec<_> = got
            .iter()
            .map(|(words, value)| (words.as_str(), value.as_str()))
            .collect();
        assert_eq!(got, expected, "{kind} in {text:?}");
    }
}

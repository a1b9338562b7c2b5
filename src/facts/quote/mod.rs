//! Quote: the words between quotation marks, where somebody says them, and who: `"…," said Jane Doe`,
//! `Doe said: "…"`, `according to Doe, "…"`.
//!
//! A quotation is what an attribution stands beside, or whole sentences between marks. The mention is the words inside,
//! without the comma that belongs to the sentence around them; it may run over several sentences of its block.
//! Leaves alone: words in scare quotes, titles of works, inner quotations. The speaker is as the article names them;
//! a pronoun becomes the last speaker named in the same or the last block, or nobody.

mod marks;
mod speaker;

use super::mention::{Mention, Value};
use crate::document::Document;
use crate::input::BlockKind;
use crate::span::Span;
use marks::Marked;
use speaker::Attribution;

/// How far beside the marks an attribution is looked for, in bytes.
const REACH: usize = 300;
/// A quotation with fewer words needs its attribution right beside it.
const FEW_WORDS: usize = 4;

/// The quotations of `document`, in order.
pub(super) fn find(document: &Document) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut last = LastSpeaker::default();
    for (index, block) in document.blocks().iter().enumerate() {
        if matches!(block.kind, BlockKind::Code | BlockKind::TableRow) {
            continue;
        }
        let text = document.text();
        let marked = marks::pairs(text, block.span.range());
        for (nth, quote) in marked.iter().enumerate() {
            let floor = nth
                .checked_sub(1)
                .map_or(block.span.start(), |before| marked[before].outside.end);
            let ceiling = marked.get(nth + 1).map_or(block.span.end(), |next| next.outside.start);
            if quote.open && !goes_on(document, index) {
                continue;
            }
            mentions.extend(mention(document, quote, floor..ceiling, index, &mut last));
        }
    }
    mentions
}

/// The speaker of the last quotation, and the block it stood in.
#[derive(Debug, Default)]
struct LastSpeaker {
    name: Option<Span>,
    block: usize,
    /// Its end: a quotation that follows within the same block goes on.
    end: usize,
    /// The quotation ran into the next paragraph.
    open: bool,
}

/// Whether the block after `index` opens with a mark: then a quotation without end is not a slip of the pen.
fn goes_on(document: &Document, index: usize) -> bool {
    let next = document.blocks().get(index + 1);
    next.is_some_and(|block| {
        block.span.slice(document.text()).starts_with(['“', '"', '„'])
            || block.span.slice(document.text()).starts_with("''")
    })
}

/// The mention of a marked stretch, where it is a quotation.
fn mention(
    document: &Document,
    quote: &Marked,
    around: std::ops::Range<usize>,
    block: usize,
    last: &mut LastSpeaker,
) -> Option<Mention> {
    let text = document.text();
    let inside = Span::trimmed(text, quote.inside.clone())?;
    let words = inside.slice(text);
    let bare = words.trim_end_matches(',');
    let span = Span::trimmed(text, inside.start()..inside.start() + bare.len())?;
    let count = words.split_whitespace().count();

    let after = after_window(document, quote, around.end).and_then(|window| speaker::after(text, window));
    let before = before_window(document, quote, around.start).and_then(|window| speaker::before(text, window));
    let before = match before {
        // "Doe mocked the “reporter”, saying, “…”: the subject stands before the other marks.
        Some(Attribution::Unnamed) => opening_window(document, around.start)
            .and_then(|w| speaker::opening(text, w))
            .or(before),
        before => before,
    };
    let ends_open = words.ends_with(',') || words.ends_with(['?', '!', '—']);
    // A comma before the closing mark promises "…, said X" behind it; a colon or comma before the opening one, "X said:" in front.
    let led = text[..quote.outside.start].trim_end().ends_with([',', ':']);
    let attribution = match (before, after) {
        (Some(before), Some(_)) if led && !words.ends_with(',') => Some(before),
        (_, Some(after)) if ends_open || before.is_none() => Some(after),
        (Some(before), _) => Some(before),
        (None, after) => after,
    };
    let sentence = is_sentence(words);
    let beside = led || ends_open && after.is_some();
    let title = title_case(words) && !beside;
    let continued = last.block == block && last.end <= quote.outside.start && last.name.is_some() || last.open;
    let spoken = match attribution {
        Some(_) => count >= FEW_WORDS || beside && sentence,
        None => count > FEW_WORDS && sentence,
    };
    if !spoken || title {
        return None;
    }
    let near = last.block == block || last.block + 1 == block;
    let name = match attribution {
        Some(Attribution::Named(name)) => Some(name),
        Some(Attribution::Pronoun) => last.name.filter(|_| near),
        Some(Attribution::Unnamed) => None,
        None => last.name.filter(|_| continued && near),
    };
    *last = LastSpeaker {
        name,
        block,
        end: quote.outside.end,
        open: quote.open,
    };
    let speaker = name.map(|name| name.slice(text).to_owned());
    Some(Mention {
        span,
        value: Value::Quote { speaker },
    })
}

/// From the closing mark to the end of its sentence, the next quotation or the reach.
fn after_window(document: &Document, quote: &Marked, ceiling: usize) -> Option<Span> {
    let text = document.text();
    let start = quote.outside.end;
    let sentence = document
        .sentence_at(start)
        .or_else(|| document.sentence_at(start.checked_sub(1)?));
    let mut end = sentence.map_or(start, |s| document.sentences()[s].span.end());
    // The sentence may have been split at the mark: "…!" she said.
    if end <= start + 1 {
        let asked = text[..quote.inside.end].ends_with(['?', '!', ',', '—', '-', '…']);
        let rest = text[start..ceiling].trim_start_matches([' ', ',', '\u{a0}']);
        let goes_on = rest.starts_with(|c: char| c.is_lowercase() || asked && c.is_uppercase());
        let next = document.sentence_at(start + (text[start..ceiling].len() - text[start..ceiling].trim_start().len()));
        end = next
            .filter(|_| goes_on)
            .map_or(end, |s| document.sentences()[s].span.end());
    }
    let end = floor_char(text, end.min(ceiling).min(start + REACH));
    Span::trimmed(text, start..end.max(start))
}

/// From the start of the sentence, or the last quotation, to the opening mark.
fn before_window(document: &Document, quote: &Marked, floor: usize) -> Option<Span> {
    let text = document.text();
    let end = quote.outside.start;
    let sentence = document
        .sentence_at(end)
        .or_else(|| document.sentence_at(end.checked_sub(1)?))?;
    let start = document.sentences()[sentence].span.start();
    let mut start = start.max(floor);
    // A colon may have ended the sentence: "Doe said this: “…"
    if start >= end && text[floor..end].trim_end().ends_with([':', ',']) {
        let colon = text[floor..end].trim_end().len() + floor;
        let before = document.sentence_at(colon - 1)?;
        start = document.sentences()[before].span.start().max(floor);
    }
    let start = ceil_char(text, start.max(end.saturating_sub(REACH)));
    Span::trimmed(text, start.min(end)..end)
}

/// From the start of the sentence that `floor`, the end of another quotation, stands in.
fn opening_window(document: &Document, floor: usize) -> Option<Span> {
    let sentence = document.sentence_at(floor)?;
    let start = document.sentences()[sentence].span.start();
    let end = floor_char(document.text(), floor.min(start + REACH));
    Span::trimmed(document.text(), start..end.max(start))
}

/// The nearest character boundary at or below `at`.
fn floor_char(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(0)
}

/// The nearest character boundary at or above `at`.
fn ceil_char(text: &str, at: usize) -> usize {
    (at..=text.len())
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(text.len())
}

/// Whether `words` can stand as a sentence: opens with a capital (or an ellipsis), ends with a stop or a comma.
fn is_sentence(words: &str) -> bool {
    let opens = words
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| c.is_uppercase() || c.is_numeric());
    opens && words.ends_with(['.', '!', '?', ',', '…', '—', '\'', '’', ')'])
}

/// Whether `words` look like the title of a work: every longer word has a capital, and no full stop ends it.
fn title_case(words: &str) -> bool {
    let longer = || {
        words
            .split_whitespace()
            .filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3)
    };
    let count = longer().count();
    count > 0
        && longer().all(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase))
        && words.split_whitespace().count() > 1
        && !words.ends_with(['!', '?', '.'])
}

#[cfg(test)]
mod tests {
    use super::super::testing::facts;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Option<&str>)]) {
        let got = facts(text, "quote");
        let value = |speaker: &Option<&str>| serde_json::json!({ "speaker": speaker }).to_string();
        let expected: Vec<_> = expected
            .iter()
            .map(|(words, speaker)| ((*words).to_owned(), value(speaker)))
            .collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn finds_quotations_and_speakers() {
        check(
            "“We never saw it coming,” said Mara Quist, who runs the mill.",
            &[("We never saw it coming", Some("Mara Quist"))],
        );
        check(
            "Ivo Lund said: \"The river rose by a metre.\"",
            &[("The river rose by a metre.", Some("Ivo Lund"))],
        );
        check(
            "“It was loud,” Quist said. “Then it was very quiet. Nobody spoke.”",
            &[
                ("It was loud", Some("Quist")),
                ("Then it was very quiet. Nobody spoke.", Some("Quist")),
            ],
        );
        check(
            "Quist called the plan “a gift to the whole valley”.",
            &[("a gift to the whole valley", Some("Quist"))],
        );
        check(
            "Ivo Lund runs it. “I would do it again,” he said.",
            &[("I would do it again", None)],
        );
    }

    #[test]
    fn leaves_alone_scare_quotes_and_titles() {
        check("The “smart” lock is open.", &[]);
        check("She read “A Long Way to the River Mouth” twice.", &[]);
        check("The so-called 'quiet hours' are over.", &[]);
    }
}

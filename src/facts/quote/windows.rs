//! Where an attribution is looked for: the stretch of text beside a quotation, as far as its sentence and the next
//! quotation let it go.

use super::marks::Marked;
use crate::document::Document;
use crate::span::Span;

/// How far beside the marks an attribution is looked for, in bytes.
const REACH: usize = 300;

/// From the closing mark to the end of its sentence, the next quotation or the reach.
pub(super) fn after(document: &Document, quote: &Marked, ceiling: usize) -> Option<Span> {
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
pub(super) fn before(document: &Document, quote: &Marked, floor: usize) -> Option<Span> {
    let text = document.text();
    let end = quote.outside.start;
    let sentence = document
        .sentence_at(end)
        .or_else(|| document.sentence_at(end.checked_sub(1)?))?;
    let start = document.sentences()[sentence].span.start();
    let mut start = start.max(floor);
    // The paragraph before may hand over: "Doe answered in a letter:".
    let led = text[..end].trim_end();
    let opens = document
        .blocks()
        .binary_search_by_key(&end, |block| block.span.start())
        .is_ok();
    if opens && led.ends_with(':') {
        let before = document.sentence_at(led.len() - 1)?;
        let start = document.sentences()[before].span.start();
        let start = ceil_char(text, start.max(end.saturating_sub(REACH)));
        return Span::trimmed(text, start..end);
    }
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
pub(super) fn opening(document: &Document, floor: usize) -> Option<Span> {
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

//! Whether what a claim puts between quotation marks was said, and by whom.

use super::lexicon;
use super::reading::Reading;
use crate::document::Document;
use crate::facts::{Mention, Value};
use crate::span::Span;

/// The quotations in `text`, without their marks. Marks of feet and inches, and apostrophes, open none.
pub(super) fn quotations(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find(['“', '"', '«', '„']) {
        let mark = rest[open..].chars().next().unwrap_or('"');
        let inside = &rest[open + mark.len_utf8()..];
        let closes: &[char] = match mark {
            '"' => &['"'],
            '«' => &['»'],
            _ => &['”', '"', '“'],
        };
        let after_digit = rest[..open].ends_with(|c: char| c.is_ascii_digit());
        let Some(close) = inside.find(closes) else {
            break;
        };
        if mark == '"' && after_digit {
            rest = inside;
            continue;
        }
        if inside[..close].contains(char::is_alphanumeric) {
            found.push(&inside[..close]);
        }
        rest = &inside[close..];
        rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
    }
    found
}

/// Where `quotation` stands in `document` between quotation marks, word for word, each part of it that an ellipsis leaves.
/// `words` are all words of the document in lower case.
pub(super) fn find(quotation: &str, document: &Document, words: &[String], mentions: &[Mention]) -> Option<Vec<Span>> {
    let mut spans = Vec::new();
    for part in quotation
        .split("…")
        .flat_map(|part| part.split("..."))
        .flat_map(|part| part.split("["))
    {
        // What stands in brackets is the editor's.
        let part = part.rsplit(']').next().unwrap_or(part);
        let claim = Document::from_text(part);
        let wanted = lower_words(&claim);
        if wanted.is_empty() {
            continue;
        }
        let at = words
            .windows(wanted.len())
            .enumerate()
            .filter(|(_, window)| *window == wanted.as_slice())
            .map(|(at, window)| document.words()[at].cover(document.words()[at + window.len() - 1]))
            .find(|span| is_quoted(document, *span, mentions))?;
        spans.push(at);
    }
    (!spans.is_empty()).then_some(spans)
}

/// The words of `document` in lower case, apostrophes alike.
pub(super) fn lower_words(document: &Document) -> Vec<String> {
    let words = document.words().iter();
    words
        .map(|word| word.slice(document.text()).to_lowercase().replace('’', "'"))
        .collect()
}

/// Whether `span` lies between quotation marks of its block.
fn is_quoted(document: &Document, span: Span, mentions: &[Mention]) -> bool {
    let from = mentions.partition_point(|mention| mention.span.start() <= span.start());
    let quoted = |mention: &Mention| matches!(mention.value, Value::Quote { .. }) && mention.span.contains(span);
    if mentions[..from].iter().rev().take(64).any(quoted) {
        return true;
    }
    let block = document
        .blocks()
        .partition_point(|block| block.span.start() <= span.start());
    let Some(block) = block.checked_sub(1).map(|at| document.blocks()[at].span) else {
        return false;
    };
    let before = &document.text()[block.start()..span.start().max(block.start())];
    let mut inside = false;
    for c in before.chars() {
        match c {
            '“' | '«' | '„' | '‘' => inside = true,
            '”' | '»' => inside = false,
            '"' => inside = !inside,
            '\'' if before.ends_with('\'') => return true,
            _ => {}
        }
    }
    inside
}

/// Who says the quotation at `span`, as the article names them, where it does.
pub(super) fn speaker(span: Span, mentions: &[Mention]) -> Option<&str> {
    mentions.iter().find_map(|mention| match &mention.value {
        Value::Quote(quote) if mention.span.contains(span) => quote.speaker.as_deref(),
        _ => None,
    })
}

/// Whether one of `names`, those of the claim outside its quotations, is `speaker`; also when either side names nobody.
pub(super) fn names_speaker(reading: &Reading, names: &[std::ops::Range<usize>], speaker: &str) -> bool {
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && !lexicon::is_function_word(&word.to_lowercase());
    let parts: Vec<String> = speaker
        .split_whitespace()
        .filter(|w| is_name(w))
        .map(str::to_lowercase)
        .collect();
    let mut outside = names.iter().filter(|name| !reading.words[name.start].quoted).peekable();
    if parts.is_empty() || outside.peek().is_none() {
        return true;
    }
    outside.any(|name| {
        reading.words[name.clone()]
            .iter()
            .any(|word| parts.contains(&word.lower))
    })
}

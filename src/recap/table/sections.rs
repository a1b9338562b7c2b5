//! What the article's headings and run-in labels say about the text under them.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::input::BlockKind;
use crate::span::{Span, one_line};

/// The section a block stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// Index of the heading's block; `None` before the first.
    pub(super) heading: Option<usize>,
    /// What the heading says, as an aspect; `None` where it says nothing.
    pub(super) label: Option<String>,
    /// Whether it is about the article instead of part of it ("About the data", "References"), or only repeats it
    /// ("Conclusion").
    pub(super) back_matter: bool,
}

/// Most words of an aspect.
const MOST_WORDS: usize = 5;
/// Most words of a label that runs into its text.
const MOST_RUN_IN_WORDS: usize = 8;

/// Most bytes of a title that headings are compared with.
const LONGEST_TITLE: usize = 400;

/// Headings that open what is not the story, or repeats it, as they begin in lower case.
const BACK_MATTER: &[&str] = &[
    "about the data",
    "about the author",
    "about us",
    "about this",
    "note",
    "references",
    "sources",
    "credits",
    "methodology",
    "acknowledg",
    "graphic",
    "related",
    "read more",
    "further reading",
    "disclaimer",
    "contributors",
    "correction",
    "share this",
    "comments",
    "conclusion",
    "final thoughts",
    "closing",
    "wrapping up",
    "in conclusion",
];

/// Words of headings that say only where in an article one is.
const STRUCTURAL: &[&str] = &[
    "introduction",
    "conclusion",
    "conclusions",
    "overview",
    "summary",
    "final",
    "thoughts",
    "brief",
    "details",
    "other",
    "part",
    "section",
    "closing",
    "words",
    "key",
    "takeaways",
    "takeaway",
    "tl;dr",
    "quick",
    "recap",
    "the",
    "and",
    "more",
    "detail",
    "miscellaneous",
    "intro",
    "results",
];

/// The section of every block of `document`, by block index.
pub(super) fn sections(document: &Document) -> Vec<Section> {
    let text = document.text();
    let mut title = document.meta().title.as_deref().map(fold).unwrap_or_default();
    title.truncate(title.floor_char_boundary(LONGEST_TITLE));
    let headings = document
        .blocks()
        .iter()
        .filter(|b| matches!(b.kind, BlockKind::Heading { .. }));
    let mut prefixes: BTreeMap<String, usize> = BTreeMap::new();
    for heading in headings {
        if let Some((prefix, _)) = heading.span.slice(text).split_once(':') {
            *prefixes.entry(fold(prefix)).or_default() += 1;
        }
    }
    let mut current = Section::default();
    let mut found = Vec::with_capacity(document.blocks().len());
    for (index, block) in document.blocks().iter().enumerate() {
        if let BlockKind::Heading { .. } = block.kind {
            let heading = one_line(block.span.slice(text));
            let folded = fold(&heading);
            if folded != title && !folded.is_empty() {
                let start = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
                current = Section {
                    heading: Some(index),
                    label: label(&heading, |prefix| {
                        prefixes.get(prefix).is_some_and(|&n| n > 1) || title.contains(prefix)
                    }),
                    back_matter: BACK_MATTER.iter().any(|opening| start.starts_with(opening)),
                };
            }
        }
        found.push(current.clone());
    }
    found
}

/// What `heading` says as an aspect: without numbering, without a prefix that `repeated` knows, without question mark.
fn label(heading: &str, repeated: impl Fn(&str) -> bool) -> Option<String> {
    let mut rest = heading.trim_matches(['#', '*', '_', ' ']);
    if repeated(&fold(rest)) && !rest.contains(':') {
        return None;
    }
    if let Some((prefix, tail)) = rest.split_once(':') {
        let numbered = prefix
            .split_whitespace()
            .last()
            .is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit()));
        if !tail.trim().is_empty() && (numbered || repeated(&fold(prefix))) {
            rest = tail.trim();
        }
    }
    let unnumbered = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if unnumbered.len() < rest.len() && unnumbered.starts_with(['.', ')']) {
        rest = unnumbered[1..].trim();
    }
    if let Some((head, _)) = rest.split_once('(').filter(|(head, _)| !head.trim().is_empty()) {
        rest = head;
    }
    let words = || rest.split_whitespace();
    let structural = |w: &str| STRUCTURAL.contains(&fold(w).trim_matches(|c: char| !c.is_alphanumeric()));
    if words().all(structural) {
        return None;
    }
    aspect(rest)
}

/// `words` as an aspect in sentence case, if they make one: one to five words, not a bare number.
pub(super) fn aspect(words: &str) -> Option<String> {
    let words = one_line(words);
    let words = words.trim_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '$' | '£' | '€' | '%')));
    let count = words.split_whitespace().count();
    let lettered = words.chars().any(char::is_alphabetic);
    (lettered && (1..=MOST_WORDS).contains(&count) && words.len() <= 48).then(|| sentence_case(words))
}

/// Sentence case. Capitals of a title, which every longer word of it has, are taken down; "AI", "iPhone" and "U.S."
/// keep their letters, and so does everything in words that are no title.
fn sentence_case(words: &str) -> String {
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    let longer = || words.split_whitespace().filter(|w| w.len() > 3);
    let titled = words.split_whitespace().count() > 1 && longer().all(capital);
    let shouted = words.split_whitespace().count() > 1 && !words.contains(char::is_lowercase);
    let lowered = words.to_lowercase();
    let words = if shouted { lowered.as_str() } else { words };
    let mut cased = String::with_capacity(words.len());
    for (at, part) in words.split_inclusive([' ', '-']).enumerate() {
        let mixed = part
            .chars()
            .skip(1)
            .any(|c| c.is_uppercase() || c == '.' || c.is_ascii_digit());
        let mut chars = part.chars();
        match chars.next() {
            Some(first) if at == 0 && !mixed => {
                cased.extend(first.to_uppercase());
                cased.push_str(chars.as_str());
            }
            Some(_) if titled && !mixed => cased.push_str(&part.to_lowercase()),
            _ => cased.push_str(part),
        }
    }
    cased
}

/// The label that runs into `block`, with the text behind it: the short first line of an item, or what stands before a
/// colon at its start.
pub(super) fn run_in(document: &Document, block: usize) -> Option<(Span, usize)> {
    let span = document.blocks()[block].span;
    let text = document.text();
    let slice = span.slice(text);
    let item = matches!(document.blocks()[block].kind, BlockKind::ListItem { .. });
    let head = &slice[..slice.floor_char_boundary(80)];
    let line = head
        .find('\n')
        .filter(|_| item)
        .filter(|&at| !head[..at].trim_end().ends_with(['.', ',', ';', '!', '?']));
    let colon = head.find(": ").filter(|&at| {
        let before = &head[..at];
        !before.contains(['.', ',', '"', '“', '(', '\n'])
            && (item || before.split_whitespace().count() <= 4 && document.blocks().len() > 3)
    });
    let (end, behind) = match (line, colon) {
        (Some(line), _) => (line, line + 1),
        (None, Some(colon)) => (colon, colon + 2),
        (None, None) => return None,
    };
    let words = slice[..end].split_whitespace().count();
    let capital = slice
        .trim_start_matches(['*', '_'])
        .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    if !(1..=MOST_RUN_IN_WORDS).contains(&words) || !capital || slice[behind..].trim().is_empty() {
        return None;
    }
    Some((
        Span::trimmed(text, span.start()..span.start() + end)?,
        span.start() + behind,
    ))
}

/// `text` in lower case, on one line, trimmed.
fn fold(text: &str) -> String {
    one_line(text).trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_become_aspects() {
        let of = |heading: &str| label(heading, |prefix| prefix == "harbour tolls");
        let cases = [
            ("Harbour tolls: Who Pays?", Some("Who pays")),
            ("Section 2: Global Trade", Some("Global trade")),
            ("3. What Ships Carry", Some("What ships carry")),
            ("Why AI Matters (a lot)", Some("Why AI matters")),
            ("AI-Driven Berth Planning", Some("AI-driven berth planning")),
            ("Long-Term Storage", Some("Long-term storage")),
            ("WHAT SHIPS CARRY", Some("What ships carry")),
            ("NATO", Some("NATO")),
            ("Conclusion", None),
            ("Final Thoughts", None),
            ("Harbour tolls", None),
            ("How the three northern ports came to share one set of rules", None),
            ("2024", None),
        ];
        for (heading, expected) in cases {
            assert_eq!(of(heading).as_deref(), expected, "{heading}");
        }
    }
}

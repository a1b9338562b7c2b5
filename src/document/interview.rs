//! Labels of interviews and transcripts: "Q:", "SOLBERG:", "TOM REYES (co-owner):", "00:12:41 Speaker 2:".
//!
//! They say who speaks, in print's shorthand: they are no words of any sentence, and what the interviewer asks is nothing
//! that the article says. One label proves nothing ("NOTE: …"), so a text counts as an interview only where labels, or
//! paragraphs that are a question and no more, come again and again.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::input::{Block, BlockKind};
use crate::span::Span;

/// Fewest labels, or questions, of an interview.
const FEWEST: usize = 3;
/// Most words of a question that is a paragraph by itself.
const MOST_QUESTION_WORDS: usize = 30;
/// Most words of a speaker's name.
const MOST_NAME_WORDS: usize = 4;
/// Longest label, in bytes.
const LONGEST: usize = 80;

/// Labels of those who ask (lower case).
const ASKERS: &[&str] = &["q", "question", "interviewer", "host", "moderator", "reporter"];
/// Others that are written with small letters (lower case).
const ANSWERERS: &[&str] = &["a", "answer", "speaker", "guest", "interviewee"];
/// Written like speakers' names, but nobody's (lower case).
const NO_NAMES: &[&str] = &[
    "note",
    "notes",
    "update",
    "updated",
    "warning",
    "tip",
    "photo",
    "source",
    "sources",
    "video",
    "watch",
    "read",
    "more",
    "correction",
    "related",
    "breaking",
    "exclusive",
    "analysis",
    "opinion",
    "faq",
    "ps",
];

/// The words that say who speaks, at the start of a block.
struct Label {
    /// Who speaks, in lower case.
    speaker: String,
    /// The name with what stands in brackets behind it, where something does; bytes of the block.
    described: Option<Range<usize>>,
    /// Where what is said starts, in bytes from the start of the block.
    said: usize,
}

/// `blocks` without labels, stage directions and the interviewer's questions where `text` is an interview; else as they are.
/// A label that says what its speaker is ("TOM REYES (co-owner)") becomes a paragraph. Linear.
pub(super) fn unlabelled(text: &str, blocks: Vec<Block>) -> Vec<Block> {
    let prose = |block: &Block| !matches!(block.kind, BlockKind::Code | BlockKind::TableRow);
    let labels: Vec<Option<Label>> = blocks
        .iter()
        .map(|block| label(block.span.slice(text)).filter(|_| prose(block)))
        .collect();
    let mut speakers: BTreeMap<&str, usize> = BTreeMap::new();
    for label in labels.iter().flatten() {
        *speakers.entry(&label.speaker).or_default() += 1;
    }
    let labelled = speakers.values().sum::<usize>() >= FEWEST && speakers.values().any(|&count| count > 1);
    let asks = |block: &Block| block.kind == BlockKind::Paragraph && is_question(block.span.slice(text));
    let asked = blocks
        .windows(2)
        .filter(|pair| asks(&pair[0]) && pair[1].kind == BlockKind::Paragraph && !asks(&pair[1]))
        .count()
        >= FEWEST;
    if !labelled && !asked {
        return blocks;
    }
    let mut kept = Vec::with_capacity(blocks.len());
    for (block, label) in blocks.iter().zip(&labels) {
        let slice = block.span.slice(text);
        match label.as_ref().filter(|_| labelled) {
            Some(label) => {
                let start = block.span.start();
                if let Some(described) = &label.described {
                    kept.extend(paragraph(text, start + described.start, start + described.end));
                }
                if !ASKERS.contains(&label.speaker.as_str()) && !is_question(&slice[label.said..]) {
                    kept.extend(paragraph(text, start + label.said, block.span.end()));
                }
            }
            None if asked && asks(block) || labelled && is_stage_direction(slice) => {}
            None => kept.push(*block),
        }
    }
    // Nothing but questions: then they are the article.
    if kept.is_empty() { blocks } else { kept }
}

fn paragraph(text: &str, start: usize, end: usize) -> Option<Block> {
    let span = Span::trimmed(text, start..end)?;
    Some(Block {
        kind: BlockKind::Paragraph,
        span,
    })
}

/// The label that `block` starts with.
fn label(block: &str) -> Option<Label> {
    let head = &block[..block.floor_char_boundary(LONGEST)];
    let timed = after_time(head);
    let name = timed.unwrap_or(head);
    let from = head.len() - name.len();
    let colon = name.find(": ").or_else(|| name.strip_suffix(':').map(str::len))?;
    let said = from + colon + 1;
    let whole = name[..colon].trim_end();
    let (bare, bracketed) = match whole.split_once('(') {
        Some((bare, role)) => (bare.trim_end(), role.ends_with(')')),
        None => (whole, false),
    };
    if block[said..].trim().is_empty()
        || whole.contains(['.', '?', '!', ',', '"', '“'])
        || whole.contains('(') && !bracketed
    {
        return None;
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    if words.is_empty() || words.len() > MOST_NAME_WORDS {
        return None;
    }
    let lower = bare.to_lowercase();
    let first = lower.split([' ', '.']).next().unwrap_or_default();
    let known = |list: &[&str]| list.contains(&first.trim_end_matches(|c: char| c.is_ascii_digit()));
    let numbered = words.len() == 1 || words[1..].iter().all(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let letters = |word: &&str| word.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '’' | '\''));
    let capitals = bare.chars().filter(|c| c.is_alphabetic()).nth(1).is_some() && words.iter().all(letters);
    let named = timed.is_some() && words.iter().all(|word| word.starts_with(char::is_uppercase));
    let fits = !NO_NAMES.contains(&first);
    let speaks = (known(ASKERS) || known(ANSWERERS)) && numbered || capitals || named;
    (fits && speaks).then(|| Label {
        speaker: if known(ASKERS) && numbered {
            first.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()
        } else {
            lower.clone()
        },
        described: bracketed.then_some(from..from + whole.len()),
        said,
    })
}

/// What stands behind a time that opens `head`: "00:12:41 ", "[12:41] ".
fn after_time(head: &str) -> Option<&str> {
    let rest = head.trim_start_matches(['[', '(']);
    let time = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.'))
            .len();
    let is_time = rest[..time].contains(':') && rest.starts_with(|c: char| c.is_ascii_digit());
    let rest = rest[time..]
        .trim_start_matches([']', ')'])
        .trim_start_matches([' ', '-', '–']);
    is_time.then_some(rest)
}

/// Whether `words` are one question and nothing more.
fn is_question(words: &str) -> bool {
    let words = words.trim();
    let Some(body) = words.strip_suffix('?') else {
        return false;
    };
    body.starts_with(char::is_uppercase)
        && !body.contains(['?', '!', '“', '"'])
        && !body.contains(". ")
        && body.split_whitespace().nth(MOST_QUESTION_WORDS).is_none()
}

/// "[laughter]"
fn is_stage_direction(words: &str) -> bool {
    let bracketed = words.starts_with('[') && words.ends_with(']') || words.starts_with('(') && words.ends_with(')');
    bracketed && words.split_whitespace().nth(3).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn sentences(text: &str) -> Vec<String> {
        let document = Document::from_text(text);
        document.sentence_texts().into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn labels_of_an_interview_are_no_words_of_its_sentences() {
        let text = "The man who tuned the organ of Vellin\n\nIvo Lund tunes organs.\n\nQ: How old is it?\n\nA: It is old. \
                    It has nine stops.\n\nQ: Who paid?\n\nLUND: The town did.\n\n[laughs]\n\nMARA QUIST (tuner): Not all.\n\n\
                    00:04:10 Speaker 2: We start in June.";
        let expected = [
            "The man who tuned the organ of Vellin",
            "Ivo Lund tunes organs.",
            "It is old.",
            "It has nine stops.",
            "The town did.",
            "MARA QUIST (tuner)",
            "Not all.",
            "We start in June.",
        ];
        assert_eq!(sentences(text), expected);
    }

    #[test]
    fn questions_between_answers_are_no_part_of_an_interview() {
        let text = "Mara Quist keeps bees.\n\nWhen did you begin?\n\nIn May.\n\nWhat did it cost?\n\nA week.\n\n\
                    Will you stop?\n\nNever.";
        let mut at = 0;
        let mut blocks = Vec::new();
        for part in text.split("\n\n") {
            blocks.extend(paragraph(text, at, at + part.len()));
            at += part.len() + 2;
        }
        let kept: Vec<&str> = unlabelled(text, blocks)
            .iter()
            .map(|block| block.span.slice(text))
            .collect();
        assert_eq!(kept, ["Mara Quist keeps bees.", "In May.", "A week.", "Never."]);
    }

    #[test]
    fn a_colon_without_a_word_before_it_is_no_label() {
        assert_eq!(sentences(": The mill closed.").len(), 1);
        assert_eq!(sentences("00:04:10: The mill closed.").len(), 1);
    }

    #[test]
    fn one_label_makes_no_interview() {
        let text =
            "The mill closed.\n\nNOTE: It opens again in May.\n\nWho pays for all of that in the end?\n\nNobody knows.";
        assert_eq!(sentences(text).len(), 4);
    }
}

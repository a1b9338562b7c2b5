//! What stands before the statement at the beginning of a sentence: datelines, calls to watch a video, labels, lead-ins.

use std::ops::Range;

use super::grammar::{Verb, verb};
use super::lexicon::{COORDINATORS, LEAD_IN_PHRASES, LEAD_INS};
use super::tokens::Token;

/// The first token behind a lead-in and conjunctions, unless nothing would be left.
pub(super) fn past_lead_in(tokens: &[Token]) -> usize {
    let word = |at: usize| tokens.get(at).map_or("", |t| t.word.as_str());
    // The label of a caption, "Falling silent: The last crane ..."
    let label = tokens.iter().take(5).position(|t| t.colon);
    let states = |at: usize| match verb(tokens, at) {
        Some(Verb::Either) => at > 0,
        verb => verb == Some(Verb::Finite),
    };
    let labelled = label.filter(|&at| at + 4 < tokens.len() && tokens[at + 1].look.capital && !(0..=at).any(states));
    let mut start = 0;
    if let Some(at) = labelled {
        start = at + 1;
    } else if LEAD_INS.contains(&word(0)) && tokens.len() > 4 && tokens[0].look.comma {
        start = 1;
    } else if let Some(phrase) = LEAD_IN_PHRASES.iter().find(|phrase| {
        let len = phrase.len();
        tokens.len() > len + 3 && tokens[len - 1].look.comma && (0..len).all(|at| word(at) == phrase[at])
    }) {
        start = phrase.len();
    }
    while start + 3 < tokens.len() && (word(start).is_empty() || COORDINATORS.contains(&word(start))) {
        start += 1;
    }
    start
}

/// `range` without what pages and agencies put before a sentence: a dateline ("(CNN)", "BERLIN (Reuters) -") and
/// calls to look at something ("Scroll down for video").
pub(super) fn past_chrome(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start + dateline(&text[range.clone()]);
    let rest = &text[start..range.end];
    for call in [
        "scroll down for videos",
        "scroll down for video",
        "watch the video",
        "read more",
        "click here",
    ] {
        let Some(head) = rest.get(..call.len()) else { continue };
        if head.eq_ignore_ascii_case(call) && rest.len() > call.len() + 20 {
            start += call.len();
            break;
        }
    }
    start += text[start..range.end]
        .find(|c: char| c.is_alphanumeric() || "\"“‘'($£€".contains(c))
        .unwrap_or(0);
    start..range.end
}

/// Length in bytes of the dateline that `sentence` opens with, 0 where it has none.
fn dateline(sentence: &str) -> usize {
    // The agency in brackets stands within the first words, all of them capitalised.
    let head = &sentence[..sentence.floor_char_boundary(70)];
    if let Some(close) = head.find(')') {
        let open = head[..close].rfind('(').unwrap_or(close);
        let agency = head.get(open + 1..close).unwrap_or_default();
        let place = &head[..open];
        let proper = place
            .split_whitespace()
            .all(|w| w.starts_with(|c: char| c.is_uppercase()));
        let upper = agency.starts_with(|c: char| c.is_ascii_uppercase()) && agency.chars().all(char::is_alphabetic);
        let after = sentence[close + 1..].trim_start_matches([' ', '-', '–', '—']);
        // "Acme (ACME) shares" is no dateline: lower case goes on there.
        if upper && proper && agency.len() <= 12 && after.starts_with(|c: char| c.is_uppercase()) {
            let glued = sentence.len() - after.len() == close + 1;
            let dashed = sentence[close + 1..].trim_start().starts_with(['-', '–', '—']);
            if glued || dashed || place.is_empty() {
                return sentence.len() - after.len();
            }
        }
    }
    // "10:45 AM, Oct 25 — ", "LONDON — "
    for dash in [" — ", " -- ", " – "] {
        let Some(at) = head[..head.floor_char_boundary(36)].find(dash) else {
            continue;
        };
        let before = &head[..at];
        let shouted = before
            .split_whitespace()
            .next()
            .is_some_and(|w| w.len() > 3 && w.chars().all(|c| c.is_uppercase() || matches!(c, ',' | '.')));
        let clock = before.starts_with(|c: char| c.is_ascii_digit()) && before.contains(':');
        if shouted || clock {
            return at + dash.len();
        }
    }
    0
}

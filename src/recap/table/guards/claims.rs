//! Who says what in a sentence: the finder behind [`attribution`](super::attribution).

use std::ops::Range;

use super::reading::Reading;
use super::words::{NEED_THAT, RELATIVES, SAYING};
use crate::model::{NameKind, Pos};

/// Most words between a speaker and the verb, for an aside between commas.
const MOST_ASIDE: usize = 16;

/// A claim in reported speech.
pub(super) struct Claim {
    /// The words that name who makes it.
    pub(super) speaker: Range<usize>,
    /// "said", "according to".
    pub(super) cue: Range<usize>,
    /// What is said.
    pub(super) said: Range<usize>,
}

impl Claim {
    /// Speaker and cue, with what stands between them.
    pub(super) fn attribution(&self) -> Range<usize> {
        self.speaker.start.min(self.cue.start)..self.speaker.end.max(self.cue.end)
    }
}

/// The claims of the sentence, in order of their cues.
pub(super) fn claims(reading: &Reading) -> Vec<Claim> {
    (0..reading.len())
        .filter_map(|at| {
            if reading.reads(at, &["according", "to"]) {
                source(reading, at)
            } else {
                saying(reading, at)
            }
        })
        .collect()
}

/// "According to Quist, …", "…, according to Quist"
fn source(reading: &Reading, at: usize) -> Option<Claim> {
    let speaker = full_name(reading, reading.full_phrase(at + 2)?);
    let leads = reading.word(speaker.end) == ","
        && (at == 0 || reading.is_mark(at - 1) || !reading.states(start(reading, at)..at));
    let said = if leads {
        speaker.end + 1..end(reading, speaker.end)
    } else {
        start(reading, at)..at
    };
    Some(Claim {
        speaker,
        cue: at..at + 2,
        said,
    })
}

/// "Quist said …", "…, Quist said", "…, said Quist"
fn saying(reading: &Reading, at: usize) -> Option<Claim> {
    let word = reading.word(at);
    if reading.pos(at) != Some(Pos::Verb) || !SAYING.contains(&word) {
        return None;
    }
    let passive = reading
        .leader(at)
        .is_some_and(|i| reading.is(i, &["is", "are", "was", "were", "be", "been", "being"]));
    if passive && !word.ends_with("ing") {
        return None;
    }
    // "Calling on television, saying that": whose word it is stands farther off.
    let loose = word.ends_with("ing")
        && reading
            .leader(at)
            .is_none_or(|i| reading.pos(i) != Some(Pos::Auxiliary));
    if reading.word(at + 1) == "in" {
        return None;
    }
    let cue = at..at + 1;
    let after_mark = at > 0 && is_break(reading, at - 1);
    if after_mark
        && !reading.is(at + 1, &["that", ":"])
        && let Some(speaker) = reading.full_phrase(at + 1)
        && !reading.is_verb(speaker.end)
    {
        return Some(Claim {
            speaker,
            cue,
            said: start(reading, at)..at,
        });
    }
    let speaker = if loose {
        let verb = (start(reading, at)..at).rev().find(|&i| reading.is_finite(i))?;
        subject_of(reading, verb)?
    } else {
        subject_of(reading, at)?
    };
    let closed =
        at + 1 >= reading.len() || reading.is(at + 1, &[".", ",", ";"]) && !reading.states(at + 2..end(reading, at));
    // "…, the town said on Monday": the article is no part of the name.
    let bare = speaker.start - usize::from(speaker.start > 0 && reading.is_article(speaker.start - 1));
    let behind = bare.checked_sub(1).filter(|&before| is_break(reading, before));
    if let Some(before) = behind.filter(|_| closed || reading.is(at + 1, &["in", "on", "at", "to"])) {
        let said = start(reading, before)..before;
        return Some(Claim { speaker, cue, said });
    }
    if closed {
        return None;
    }
    let mut from = at + 1;
    let mut opened = false;
    // "Marsh, who says the mill is old, left": what she says ends with its clause.
    let relative = reading.leader(at).is_some_and(|i| reading.is(i, RELATIVES));
    let comma = || (at + 1..reading.len()).find(|&i| reading.word(i) == ",");
    let limit = if relative {
        comma().unwrap_or(reading.len())
    } else {
        end(reading, at)
    };
    let told = (at + 1..limit)
        .take(8)
        .find(|&i| reading.word(i) == "that" && reading.pos(i) == Some(Pos::SubordinatingConjunction));
    if let Some(that) = told {
        from = that + 1;
        opened = true;
    }
    while from < limit && is_break(reading, from) {
        from += 1;
        opened = true;
    }
    // "The ideas that they believe worked": what is believed stands before.
    if !opened && reading.is_finite(from) {
        return None;
    }
    // "Estimate the fraud caused losses"
    let clause = reading
        .full_phrase(from)
        .and_then(|phrase| reading.verb_from(phrase.end))
        .is_some_and(|verb| reading.is_finite(verb));
    let claims = (opened || clause || !NEED_THAT.contains(&word)) && reading.states(from..limit);
    // "Tells us that" goes together.
    let cue = if word.starts_with("tell") || word == "told" {
        at..from
    } else {
        cue
    };
    claims.then_some(Claim {
        speaker,
        cue,
        said: from..limit,
    })
}

/// Whether a comma, colon or mark of quotation stands at `at`.
fn is_break(reading: &Reading, at: usize) -> bool {
    reading.is(at, &[",", ":", "\"", "“", "”", "''", "``", "—", "–"])
}

/// Where the statement around `at` starts.
fn start(reading: &Reading, at: usize) -> usize {
    (0..at).rev().find(|&i| reading.word(i) == ";").map_or(0, |i| i + 1)
}

/// Where it ends.
fn end(reading: &Reading, at: usize) -> usize {
    (at..reading.len())
        .find(|&i| reading.word(i) == ";")
        .unwrap_or(reading.len())
}

/// The noun phrase before the verb at `at` that is its subject.
pub(super) fn subject_of(reading: &Reading, at: usize) -> Option<Range<usize>> {
    let between =
        |i: usize| matches!(reading.pos(i), Some(Pos::Auxiliary | Pos::Adverb)) || reading.is(i, &["n't", "not", "to"]);
    let mut last = (0..at).rev().find(|&i| !between(i))?;
    // "Scotty's says": part of the name.
    if reading.is(last, &["'s", "'"]) {
        last = last.checked_sub(1)?;
    }
    if reading.is(last, RELATIVES) {
        last = last.checked_sub(1)?;
        if reading.word(last) == "," {
            last = last.checked_sub(1)?;
        }
    } else if let Some(open) = match reading.word(last) {
        "," => Some(","),
        ")" => Some("("),
        _ => None,
    } {
        // "Ada Marsh, a baker, said"; a person's name is who is meant where several commas stand before.
        let from = last.saturating_sub(MOST_ASIDE);
        let opens = |i: &usize| reading.word(*i) == open && *i > 0;
        let person = (from..last)
            .rev()
            .filter(opens)
            .find(|&i| reading.name_end(i - 1) == Some(NameKind::Person));
        last = person.or_else(|| (from..last).rev().find(opens))? - 1;
    }
    // "Marsh on Friday announced"
    if let Some(time) = reading.phrase(last).filter(|phrase| reading.is_time(phrase)) {
        let led = time.start > 0 && reading.pos(time.start - 1) == Some(Pos::Adposition);
        last = time.start.checked_sub(1 + usize::from(led))?;
    }
    if !reading.is_nominal(last) {
        return None;
    }
    let mut start = reading.phrase(last).map_or(last, |phrase| phrase.start);
    // "A spokesman for the mill said"
    while start > 1
        && reading.is(start - 1, &["of", "for", "at", "from", "with"])
        && let Some(phrase) = reading.phrase(start - 2)
    {
        start = phrase.start;
    }
    while start < last && reading.is_article(start) {
        start += 1;
    }
    Some(start..last + 1)
}

/// `phrase` with "of" and "for", less its article.
fn full_name(reading: &Reading, phrase: Range<usize>) -> Range<usize> {
    let start = phrase.start + usize::from(reading.is_article(phrase.start) && phrase.len() > 1);
    start..phrase.end
}

//! What may be cut out of a run of tokens to make it fit a cell, and in which order.
//!
//! Only what leaves the clause whole and its claim the same is cut: brackets, relative clauses between commas,
//! insertions, some adverbs, an official source at the end, the first of two predicates, and circumstances where nothing
//! in the clause depends on them. Negations, hedges, words of degree, conditions and opinions' owners stay.

use std::ops::Range;

use super::clauses::{Clauses, Run};
use super::grammar::{Verb, full_noun_phrase_end, is_past, noun_phrase_end, states, verb};
use super::lexicon::{
    BINDS_ADVERB, CALENDAR, CAPTION, CONDITIONS, CUTTABLE, FIRST_PERSON, HEDGES, OFFICIAL, QUANTIFIERS, REPORTING,
    SAYING, TAKES_PREPOSITION, TIME_NOUNS, negates,
};
use super::stems::Stems;
use super::tokens::{Boundary, Token, is_relative, quotations};
use crate::model::Pos;

/// Tokens that a run could do without.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cut {
    /// The tokens, as indices.
    pub(super) tokens: Range<usize>,
    /// What the cut costs in naturalness; below 0 where the run is better off without them in any case.
    pub(super) cost: f32,
}

/// A run with tokens cut out of it: what is left, in order, as ranges of tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Phrase {
    /// Never empty; each range is not empty.
    pub(super) pieces: Vec<Range<usize>>,
    /// What is unnatural about it, from 0 up.
    pub(super) cost: f32,
}

/// Most cuts in one phrase.
const MOST_CUTS: usize = 4;
/// A cut's cost in naturalness, in units of word weight, when cuts compete.
const COST_IN_WEIGHT: f32 = 0.5;
/// What is gained by cutting what points into a picture.
const CAPTION_GAIN: f32 = -0.1;
/// Most tokens of a bracket, an insertion, and a circumstance.
const MOST_IN_BRACKETS: usize = 14;
const MOST_INSERTED: usize = 16;
const MOST_CIRCUMSTANCE: usize = 8;

/// Everything that may be cut from the sentence.
pub(super) fn cuts(clauses: &Clauses) -> Vec<Cut> {
    let mut found = Vec::new();
    for at in 0..clauses.tokens.len() {
        found.extend(bracket(clauses, at));
        if at == 0 {
            continue;
        }
        found.extend(adverb(clauses, at));
        found.extend(circumstance(clauses, at));
        found.extend(first_predicate(clauses, at));
        if let Some(Boundary::Comma | Boundary::Stop) = clauses.boundaries[at] {
            found.extend(insertion(clauses, at));
        }
    }
    // A quotation is whole or not there.
    let quotations = quotations(&clauses.tokens);
    found.retain(|Cut { tokens, .. }| {
        let whole = |quotation: &Range<usize>| {
            let apart = quotation.end <= tokens.start || tokens.end <= quotation.start;
            apart || tokens.start <= quotation.start && quotation.end <= tokens.end
        };
        quotations.iter().all(whole)
    });
    found
}

fn bracket(clauses: &Clauses, at: usize) -> Option<Cut> {
    let window = at..clauses.tokens.len().min(at + MOST_IN_BRACKETS);
    let close = window.into_iter().find(|&i| clauses.tokens[i].look.closes)?;
    let inside = || clauses.tokens[at..=close].iter().map(|t| t.word.as_str());
    let caption = inside().any(|word| CAPTION.contains(&word));
    (clauses.tokens[at].look.opens && !limits(inside())).then_some(Cut {
        tokens: at..close + 1,
        cost: if caption { CAPTION_GAIN } else { 0.05 },
    })
}

fn adverb(clauses: &Clauses, at: usize) -> Option<Cut> {
    let token = &clauses.tokens[at];
    let word = token.word.as_str();
    let plain = !(token.pauses() || token.look.capital || token.look.quote);
    let next = clauses.tokens.get(at + 1)?;
    // "Heavily wooded", "21 years ago", "more than": what an adverb belongs to needs it.
    let bound = BINDS_ADVERB.contains(&clauses.word(at - 1))
        || matches!(next.pos, Pos::Adjective | Pos::Adverb | Pos::Numeral)
        || matches!(
            next.word.as_str(),
            "" | "as" | "than" | "that" | "if" | "not" | "no" | "never"
        );
    let free = super::open_classes::ADVERBS.contains(&word)
        || word.ends_with("ly") && clauses.tokens[at - 1].is_verb() | next.is_verb();
    let kept = HEDGES.contains(&word) || QUANTIFIERS.contains(&word);
    let cuttable = token.pos == Pos::Adverb && free && plain && !bound && !kept;
    (cuttable && clauses.boundaries[at + 1].is_none()).then_some(Cut {
        tokens: at..at + 1,
        cost: 0.05,
    })
}

/// Where the part that starts at `at` is closed by a comma, dash, bracket or the end.
fn closing(clauses: &Clauses, at: usize) -> usize {
    let strong = |i: &usize| matches!(clauses.boundaries[*i], Some(Boundary::Stop | Boundary::Comma));
    (at + 1..clauses.tokens.len())
        .find(strong)
        .unwrap_or(clauses.tokens.len())
}

/// What stands between two commas or dashes without being needed there, or who said so at the end.
fn insertion(clauses: &Clauses, at: usize) -> Option<Cut> {
    let tokens = &clauses.tokens;
    let end = closing(clauses, at);
    let words = || tokens[at..end].iter().map(|t| t.word.as_str());
    if limits(words()) || tokens[at].look.opens || end - at > MOST_INSERTED {
        return None;
    }
    // "Ada Marsh, 38, a baker, left": the age goes along.
    let aged = at > 1 && tokens[at - 1].look.comma && tokens[at - 1].look.digit && tokens[at - 2].look.comma;
    let from = at - usize::from(aged);
    let cut = |cost: f32| {
        Some(Cut {
            tokens: from..end,
            cost,
        })
    };
    if end == tokens.len() {
        let official = words().any(|w| OFFICIAL.contains(&w));
        let says = words().any(|w| REPORTING.contains(&w)) || clauses.word(at) == "according";
        let quoted = tokens[..at].iter().any(|t| t.look.quote);
        return if says && official && !quoted && end - at <= 10 {
            cut(0.1)
        } else {
            None
        };
    }
    // Who said a quotation goes with all that is said of them, or not at all.
    if tokens[at - 1].look.quote || words().any(|w| SAYING.contains(&w)) {
        return None;
    }
    // "Marsh, left, with her brother": where somebody stands in a picture.
    if CAPTION.contains(&clauses.word(at)) && end - at <= 3 {
        return cut(CAPTION_GAIN);
    }
    // Two dashes hold an aside.
    if tokens[at - 1].dashed && tokens[end - 1].dashed && !states(&tokens[at..end]) {
        return cut(0.1);
    }
    let by = tokens.get(end + 1).is_some_and(|t| t.word == "by");
    let resumes = tokens[end].is_verb() && !tokens[end].word.ends_with("ing") && !by;
    let noun = matches!(tokens[at - 1].pos, Pos::Noun | Pos::ProperNoun | Pos::Numeral);
    if is_relative(&tokens[at]) {
        return if resumes { cut(0.1) } else { None };
    }
    if clauses.boundaries[end] != clauses.boundaries[at] || !noun {
        return None;
    }
    // "Ada Marsh, 38, said", "the mill, a landmark, closed", "the mill, built in 1911, closed".
    let age = end - at == 1 && tokens[at].look.digit;
    let apposition = noun_phrase_end(tokens, at) > at;
    // Behind a statement it is more often a member of a series than an insertion after the subject.
    let (left, _) = clause_around(clauses, at);
    if states(&tokens[left..at]) && !age {
        return None;
    }
    let participle = matches!(verb(tokens, at), Some(Verb::Infinite | Verb::Either)) && clauses.word(at) != "including";
    let origin = tokens[at].pos == Pos::Adposition;
    let joined = tokens[end..tokens.len().min(end + 4)]
        .iter()
        .any(|t| t.pos == Pos::CoordinatingConjunction);
    if resumes && !states(&tokens[at..end]) && (age || apposition || participle || origin) {
        cut(0.1)
    } else if age && !joined {
        cut(0.2)
    } else {
        None
    }
}

/// "The firm closed two mills and cut 340 jobs": its second predicate can do without the first.
fn first_predicate(clauses: &Clauses, at: usize) -> Option<Cut> {
    let tokens = &clauses.tokens;
    if tokens[at].pos != Pos::CoordinatingConjunction || clauses.word(at) != "and" {
        return None;
    }
    let second = (at + 1..tokens.len()).find(|&i| tokens[i].pos != Pos::Adverb)?;
    if !tokens[second].is_verb() {
        return None;
    }
    // The first verb stands right behind the subject that opens the clause.
    let opening = (clauses.start..at)
        .rev()
        .find(|&i| i == clauses.start || clauses.boundaries[i].is_some_and(Boundary::is_strong))?;
    let subject = full_noun_phrase_end(tokens, opening);
    let first = (subject..at).find(|&i| tokens[i].pos != Pos::Adverb)?;
    let auxiliary = |i: usize| tokens[i].pos == Pos::Auxiliary;
    let alike = matches!(verb(tokens, first), Some(Verb::Finite | Verb::Either))
        && matches!(verb(tokens, second), Some(Verb::Finite | Verb::Either))
        && auxiliary(first) == auxiliary(second);
    let words = tokens[first..at].iter().map(|t| t.word.as_str());
    let whole =
        subject > opening && alike && !limits(words.clone()) && !words.clone().any(|w| matches!(w, "both" | "that"));
    // A verb inside would be what the second one goes with.
    let single = (first + 1..at).all(|i| !matches!(verb(tokens, i), Some(Verb::Finite | Verb::Either)));
    (whole && single).then_some(Cut {
        tokens: first..at + 1,
        cost: 0.25,
    })
}

/// When, where or how: a preposition with its noun phrase, or a bare time ("last week"), that the claim does not need.
pub(super) fn circumstance(clauses: &Clauses, at: usize) -> Option<Cut> {
    let tokens = &clauses.tokens;
    let (token, before) = (&tokens[at], &tokens[at - 1]);
    // "Six months on, tickets are answered": what stands behind a comma is not its noun.
    let preposition = token.pos == Pos::Adposition && CUTTABLE.contains(&clauses.word(at)) && !token.pauses();
    let from = at + usize::from(preposition);
    let end = full_noun_phrase_end(tokens, from);
    if end <= from || end - at > MOST_CIRCUMSTANCE || before.pauses() && !preposition {
        return None;
    }
    let words = || tokens[at..end].iter();
    // "On Saturdays"
    let recurs = words().any(|t| t.look.capital && t.word.ends_with("days"));
    if recurs {
        return None;
    }
    let dated = words().any(|t| CALENDAR.contains(&t.word.as_str()) && t.look.capital || is_year(t));
    let timed = words().any(|t| TIME_NOUNS.contains(&t.word.as_str())) && !words().any(|t| t.look.digit);
    let bare = dated && end - at <= 2 || timed && end - at <= 3 && clauses.word(at) != "the";
    if !(preposition || bare) {
        return None;
    }
    // A comma behind it may close what a comma before it opened.
    if tokens[end - 1].pauses() && !before.pauses() && end < tokens.len() {
        return None;
    }
    // "Between May and June", "in Orrin, where …", "in the town that …" go on.
    let next = tokens.get(end);
    let goes_on = !tokens[end - 1].pauses()
        && next.is_some_and(|t| {
            matches!(
                t.pos,
                Pos::CoordinatingConjunction | Pos::SubordinatingConjunction | Pos::Particle
            ) || is_relative(t)
                || matches!(
                    t.word.as_str(),
                    "of" | "that" | "to" | "as" | "than" | "by" | "ago" | "later" | "earlier"
                )
                || matches!(verb(tokens, end), Some(Verb::Infinite | Verb::Either)) && before.pos != Pos::ProperNoun
        })
        || next.is_some_and(|t| is_relative(t) || CONDITIONS.contains(&t.word.as_str()));
    if goes_on || words().any(|t| t.look.quote || FIRST_PERSON.contains(&t.word.as_str())) {
        return None;
    }
    // What else the clause says must not hang on it.
    // "Before she left": no noun phrase but the subject of a clause.
    if matches!(
        clauses.word(from),
        "he" | "she" | "they" | "it" | "i" | "we" | "who" | "there"
    ) {
        return None;
    }
    let (left, right) = clause_around(clauses, at);
    if is_limited(&tokens[left.max(at.saturating_sub(HANGS))..end], dated) {
        return None;
    }
    let past = tokens[left..right].iter().any(is_past);
    let asks = TAKES_PREPOSITION.contains(&before.word.as_str());
    let noun = matches!(before.pos, Pos::Noun | Pos::ProperNoun | Pos::Pronoun);
    // "Days [before her death]", "[on March 30,] 2013"
    let measured = TIME_NOUNS.contains(&before.word.as_str()) && matches!(clauses.word(at), "before" | "after");
    if measured || tokens.get(end).is_some_and(is_year) {
        return None;
    }
    // "In just [a month]"
    if before.pos == Pos::Adverb && at > 1 && tokens[at - 2].pos == Pos::Adposition {
        return None;
    }
    let act = before.pos == Pos::Verb && !asks && at > 1;
    if dated || timed {
        // A day in the past is a circumstance; "on Saturdays" or "until May" may be the point.
        return (past && (noun || act || before.pos == Pos::Adverb)).then_some(Cut {
            tokens: at..end,
            cost: 0.1,
        });
    }
    if words().any(|t| t.look.digit || t.pos == Pos::Numeral) || asks || !noun {
        return None;
    }
    let named = words().any(|t| t.pos == Pos::ProperNoun);
    let cost = match clauses.word(at) {
        word if LOOSE.contains(&word) => 0.2,
        "in" | "at" | "on" if named => 0.25,
        "in" | "at" | "on" => 0.45,
        _ => 0.6,
    };
    Some(Cut { tokens: at..end, cost })
}

/// What ending before the preposition at `end` costs; `None` where it belongs to the word before it, or where the claim
/// would no longer be the same.
pub(super) fn detachment_cost(clauses: &Clauses, end: usize) -> Option<f32> {
    let tokens = &clauses.tokens;
    let before = &tokens[end - 1];
    let (left, right) = clause_around(clauses, end);
    let right = right.min(end + 4);
    let whole = matches!(before.pos, Pos::Noun | Pos::ProperNoun | Pos::Numeral | Pos::Symbol)
        && !TAKES_PREPOSITION.contains(&before.word.as_str());
    // "70 miles to the south", "three points above the drop"
    let counted = end > 1 && (tokens[end - 2].look.digit || tokens[end - 2].pos == Pos::Numeral);
    let measured = counted
        && matches!(
            clauses.word(end),
            "to" | "from" | "above" | "below" | "behind" | "ahead" | "off" | "over" | "under"
        );
    // "Earlier in the year", "the Agency for Research", "an F in 2012 and a C in 2014"
    let loose = matches!(before.word.as_str(), "earlier" | "later" | "early" | "late");
    let name = before.look.capital
        && matches!(clauses.word(end), "for" | "of")
        && tokens.get(end + 1).is_some_and(|t| t.look.capital);
    let joined = tokens[left.max(end.saturating_sub(3))..end]
        .iter()
        .any(|t| t.pos == Pos::CoordinatingConjunction);
    let parallel = joined && tokens[left..end].iter().any(|t| t.word == clauses.word(end));
    if !whole
        || measured
        || loose
        || name
        || parallel
        || is_limited(&tokens[left.max(end.saturating_sub(HANGS))..right], false)
    {
        return None;
    }
    // When something is so may be the point of saying it.
    let times = tokens[end..tokens.len().min(end + 4)].iter().any(is_time);
    if times && !tokens[left..end].iter().any(is_past) {
        return None;
    }
    let named = tokens.get(end + 1).is_some_and(|t| t.look.capital || t.look.digit);
    Some(match clauses.word(end) {
        word if LOOSE.contains(&word) => 0.2,
        "in" | "at" | "on" if named => 0.3,
        "in" | "at" | "on" | "with" | "by" | "through" | "from" => 0.5,
        _ => 0.7,
    })
}

/// How many tokens before a circumstance may hang on it: "nobody has resigned since June".
const HANGS: usize = 6;

/// Prepositions of circumstances.
const LOOSE: &[&str] = &[
    "after",
    "before",
    "during",
    "since",
    "amid",
    "following",
    "near",
    "across",
    "within",
    "throughout",
    "alongside",
    "despite",
];

/// From the mark or conjunction before `at` to the next one.
fn clause_around(clauses: &Clauses, at: usize) -> (usize, usize) {
    let strong = |i: usize| clauses.boundaries[i].is_some_and(|b| matches!(b, Boundary::Stop | Boundary::Clause));
    let left = (0..at).rev().find(|&i| i == 0 || strong(i)).unwrap_or(0);
    let right = (at + 1..clauses.tokens.len())
        .find(|&i| strong(i))
        .unwrap_or(clauses.tokens.len());
    (left, right)
}

/// Whether `tokens` deny something, or say that it holds for all, for the most of its kind, or for a share.
fn is_limited(tokens: &[Token], dated: bool) -> bool {
    tokens.iter().any(|t| {
        let word = t.word.as_str();
        negates(word)
            || QUANTIFIERS.contains(&word) && !CALENDAR.contains(&word)
            || t.pos == Pos::Adjective && word.len() > 4 && word.ends_with("est")
            || !dated && (word.ends_with('%') || matches!(word, "percent" | "per"))
    })
}

/// Whether `token` names a time: a month, a day, "week".
fn is_time(token: &Token) -> bool {
    let word = token.word.as_str();
    TIME_NOUNS.contains(&word) || token.look.capital && CALENDAR.contains(&word.trim_end_matches('s'))
}

fn is_year(token: &Token) -> bool {
    token.word.len() == 4 && token.word.starts_with(['1', '2']) && token.word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the words say what the claim holds for, or that it does not hold.
pub(super) fn limits<'a>(mut words: impl Iterator<Item = &'a str>) -> bool {
    words.any(|word| CONDITIONS.contains(&word) || negates(word) || word == "only" || HEDGES.contains(&word))
}

/// `run` as it is, if it fits one of the lengths `most` (in tokens less the `spare` ones, falling), and with as much cut
/// out as it takes to get to each of them: first what weighs least for the tokens it saves.
pub(super) fn shorten(
    run: &Run,
    cuts: &[Cut],
    spare: &[bool],
    stems: &[Vec<u32>],
    weights: &Stems,
    most: &[usize],
) -> Vec<Phrase> {
    let length_of = |tokens: &Range<usize>| spare[tokens.clone()].iter().filter(|&&spare| !spare).count();
    let whole = run.tokens.clone();
    let mut made: Vec<&Cut> = Vec::new();
    for cut in cuts
        .iter()
        .filter(|c| c.cost < 0.0 && whole.start < c.tokens.start && c.tokens.end <= whole.end)
    {
        if made.last().is_none_or(|last| last.tokens.end <= cut.tokens.start) {
            made.push(cut);
        }
    }
    let mut length = length_of(&whole) - made.iter().map(|cut| length_of(&cut.tokens)).sum::<usize>();
    let mut found = Vec::new();
    for &most in most {
        while length > most && made.len() < MOST_CUTS {
            let kept = |at: usize, made: &[&Cut]| !made.iter().any(|cut| cut.tokens.contains(&at));
            let mut best: Option<(f32, &Cut)> = None;
            let inside = cuts
                .iter()
                .filter(|c| whole.start < c.tokens.start && c.tokens.end <= whole.end);
            for cut in inside {
                let overlaps = made
                    .iter()
                    .any(|m| m.tokens.start < cut.tokens.end && cut.tokens.start < m.tokens.end);
                if overlaps {
                    continue;
                }
                let elsewhere = |stem: &u32| {
                    whole
                        .clone()
                        .any(|at| kept(at, &made) && !cut.tokens.contains(&at) && stems[at].contains(stem))
                };
                let mut lost: Vec<u32> = cut.tokens.clone().flat_map(|at| &stems[at]).copied().collect();
                lost.sort_unstable();
                lost.dedup();
                lost.retain(|stem| !elsewhere(stem));
                let saved = length_of(&cut.tokens).clamp(1, length - most) as f32;
                let loss = (weights.worth(&lost) + COST_IN_WEIGHT * cut.cost) / saved;
                if best.is_none_or(|(least, _)| loss < least) {
                    best = Some((loss, cut));
                }
            }
            let Some((_, cut)) = best else { return found };
            length -= length_of(&cut.tokens);
            made.push(cut);
        }
        if length > most {
            break;
        }
        let phrase = without(run, &made);
        if found.last() != Some(&phrase) {
            found.push(phrase);
        }
    }
    found
}

/// `run` without what `made` cuts.
fn without(run: &Run, made: &[&Cut]) -> Phrase {
    let mut made = made.to_vec();
    made.sort_by_key(|cut| cut.tokens.start);
    let cost = run.cost + made.iter().map(|cut| cut.cost).sum::<f32>();
    let mut pieces = Vec::new();
    let mut from = run.tokens.start;
    for cut in made {
        if cut.tokens.start > from {
            pieces.push(from..cut.tokens.start);
        }
        from = cut.tokens.end;
    }
    if from < run.tokens.end {
        pieces.push(from..run.tokens.end);
    }
    Phrase { pieces, cost }
}

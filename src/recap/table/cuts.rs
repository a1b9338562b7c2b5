//! What may be cut out of a run of tokens to make it fit a cell, and in which order.
//!
//! Only what leaves the clause whole is cut: brackets, relative clauses, insertions between commas or dashes, some
//! adverbs, who said so at the end, and short phrases of circumstance. Negations, hedges, words of degree and
//! conditions stay.

use std::ops::Range;

use super::clauses::{Clauses, Run};
use super::lexicon::{
    AUXILIARIES, BINDS_ADVERB, CALENDAR, CONDITIONS, COORDINATORS, CUTTABLE, DETERMINERS, FIRST_PERSON, POINTING,
    SAYING, negates, never_last,
};
use super::open_classes::{ADVERBS, KEPT_LY, VERBS};
use super::stems::Stems;
use super::tokens::{Boundary, Token, is_relative};

/// Tokens that a run could do without.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cut {
    /// The tokens, as indices.
    pub(super) tokens: Range<usize>,
    /// What the cut costs in naturalness.
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

impl Phrase {
    /// How many tokens it has.
    pub(super) fn len(&self) -> usize {
        self.pieces.iter().map(Range::len).sum()
    }
}

/// Most cuts in one phrase.
const MOST_CUTS: usize = 2;
/// A cut's cost in naturalness, in units of word weight, when cuts compete.
const COST_IN_WEIGHT: f32 = 0.5;

/// Everything that may be cut from the sentence.
pub(super) fn cuts(clauses: &Clauses) -> Vec<Cut> {
    let mut found = Vec::new();
    for at in 0..clauses.tokens.len() {
        bracket(clauses, at, &mut found);
        if at == 0 {
            continue;
        }
        adverb(clauses, at, &mut found);
        match clauses.boundaries[at] {
            Some(Boundary::Comma | Boundary::Stop) => insertion(clauses, at, &mut found),
            Some(Boundary::Clause) => relative(clauses, at, &mut found),
            Some(Boundary::Preposition) => circumstance(clauses, at, &mut found),
            _ => {}
        }
    }
    found
}

fn bracket(clauses: &Clauses, at: usize, found: &mut Vec<Cut>) {
    if !clauses.tokens[at].look.opens {
        return;
    }
    let window = at..clauses.tokens.len().min(at + 14);
    if let Some(close) = window.into_iter().find(|&i| clauses.tokens[i].look.closes) {
        found.push(Cut {
            tokens: at..close + 1,
            cost: 0.05,
        });
    }
}

fn adverb(clauses: &Clauses, at: usize, found: &mut Vec<Cut>) {
    let token = &clauses.tokens[at];
    let word = token.word.as_str();
    let adverb = ADVERBS.contains(&word) || word.len() > 4 && word.ends_with("ly") && !KEPT_LY.contains(&word);
    let plain = !(token.look.comma || token.look.stop || token.look.capital || token.look.quote);
    let next = clauses.word(at + 1);
    let bound = BINDS_ADVERB.contains(&clauses.word(at - 1))
        || matches!(next, "" | "as" | "than" | "that" | "if" | "not" | "no" | "never");
    if adverb && plain && !bound && clauses.boundaries[at + 1].is_none() {
        found.push(Cut {
            tokens: at..at + 1,
            cost: 0.1,
        });
    }
}

/// Where the part that starts at `at` is closed by a comma, dash, bracket or the end.
fn closing(clauses: &Clauses, at: usize) -> usize {
    let strong = |i: &usize| matches!(clauses.boundaries[*i], Some(Boundary::Stop | Boundary::Comma));
    (at + 1..clauses.tokens.len())
        .find(strong)
        .unwrap_or(clauses.tokens.len())
}

fn insertion(clauses: &Clauses, at: usize, found: &mut Vec<Cut>) {
    let end = closing(clauses, at);
    let words = || clauses.tokens[at..end].iter().map(|t| t.word.as_str());
    if limits(words()) || clauses.tokens[at].look.opens {
        return;
    }
    let length = end - at;
    let at_end = end == clauses.tokens.len();
    // Who said a quotation goes with all that is said of them, or not at all.
    if !at_end && clauses.tokens[at - 1].look.quote {
        return;
    }
    if at_end {
        if length <= 9 && words().any(|w| SAYING.contains(&w)) {
            found.push(Cut {
                tokens: at..end,
                cost: 0.1,
            });
        }
        return;
    }
    let word = clauses.word(at);
    if word == "according" {
        if length <= 10 {
            found.push(Cut {
                tokens: at..end,
                cost: 0.05,
            });
        }
    } else if is_relative(&clauses.tokens[at]) {
        if length <= 16 {
            found.push(Cut {
                tokens: at..end,
                cost: 0.2,
            });
        }
    } else if !COORDINATORS.contains(&word)
        && (2..=12).contains(&length)
        && clauses.boundaries[end] == clauses.boundaries[at]
    {
        // The members of a series belong together.
        let window = end..clauses.tokens.len().min(end + 4);
        let series = length <= 2 || window.into_iter().any(|i| matches!(clauses.word(i), "and" | "or"));
        // Figures are what a table is for.
        let figure = clauses.tokens[at..end].iter().any(|t| t.look.digit);
        // Behind a verb it is more often a member of a series, or an object, than an insertion after the subject.
        let subject = (0..at)
            .rev()
            .find(|&i| clauses.boundaries[i].is_some_and(Boundary::is_strong))
            .unwrap_or(0);
        let cost = match (clauses.has_verb(subject..at), series || figure) {
            (true, _) => 0.9,
            (false, true) => 0.7,
            (false, false) => 0.3,
        };
        found.push(Cut { tokens: at..end, cost });
    }
}

fn relative(clauses: &Clauses, at: usize, found: &mut Vec<Cut>) {
    let end = closing(clauses, at);
    if is_relative(&clauses.tokens[at]) && end < clauses.tokens.len() && end - at <= 16 {
        found.push(Cut {
            tokens: at..end,
            cost: 0.5,
        });
    }
}

fn circumstance(clauses: &Clauses, at: usize, found: &mut Vec<Cut>) {
    if !CUTTABLE.contains(&clauses.word(at)) {
        return;
    }
    let Some(end) = (at + 1..=clauses.tokens.len()).find(|&i| clauses.boundaries[i].is_some()) else {
        return;
    };
    let next = clauses.word(end);
    let bound = clauses.boundaries[end] == Some(Boundary::Coordination)
        || clauses.tokens.get(end).is_some_and(is_relative)
        || matches!(next, "of" | "that" | "by");
    let mut words = clauses.tokens[at..end].iter().map(|t| t.word.as_str());
    let clause_like = words.clone().any(|w| {
        AUXILIARIES.contains(&w)
            || SAYING.contains(&w)
            || VERBS.contains(&w)
            || POINTING.contains(&w) && !DETERMINERS.contains(&w)
            || FIRST_PERSON.contains(&w)
            || w.ends_with("ed")
    });
    let quoted = clauses.tokens[at..end].iter().any(|t| t.look.quote);
    // How many and when are part of the claim ("free on 44 routes on Saturdays"), but not when somebody said so.
    let exact = |t: &Token| t.look.digit || CALENDAR.contains(&t.word.as_str());
    let claimed = clauses.tokens[at..end].iter().any(exact) && !SAYING.contains(&clauses.word(at - 1));
    // "A rise in costs": what the word before asks for is no circumstance.
    let needs_more = never_last(clauses.word(end - 1)) || clauses.asks_for_preposition(at);
    if bound || claimed || needs_more || clause_like || quoted || !(2..=6).contains(&(end - at)) || limits(&mut words) {
        return;
    }
    let heavy = matches!(
        clauses.word(at),
        "with" | "by" | "for" | "from" | "into" | "through" | "against"
    );
    let cost = 0.6 * clauses.end_before_preposition(at) + if heavy { 0.2 } else { 0.1 };
    found.push(Cut { tokens: at..end, cost });
}

/// Whether the words say what the claim holds for, or that it does not hold.
pub(super) fn limits<'a>(mut words: impl Iterator<Item = &'a str>) -> bool {
    words.any(|word| CONDITIONS.contains(&word) || negates(word) || word == "only")
}

/// `run` with as much cut out as it takes to get to `most` tokens: first what weighs least for the tokens it saves.
/// `None` when that is not enough.
pub(super) fn shorten(run: &Run, cuts: &[Cut], stems: &[Vec<u32>], weights: &Stems, most: usize) -> Option<Phrase> {
    let whole = run.tokens.clone();
    let mut made: Vec<&Cut> = Vec::new();
    let mut length = whole.len();
    while length > most && made.len() < MOST_CUTS {
        let kept = |at: usize, made: &[&Cut]| !made.iter().any(|cut| cut.tokens.contains(&at));
        let mut best: Option<(f32, &Cut)> = None;
        let inside = cuts
            .iter()
            .filter(|c| whole.start + 1 < c.tokens.start && c.tokens.end <= whole.end);
        for cut in inside {
            let overlaps = made
                .iter()
                .any(|m| m.tokens.start < cut.tokens.end && cut.tokens.start < m.tokens.end);
            // What ends the run is left out by ending earlier; only an attribution is cut there.
            if overlaps || cut.tokens.end == whole.end && cut.cost > 0.1 {
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
            let saved = cut.tokens.len().min(length - most) as f32;
            let loss = (weights.worth(&lost) + COST_IN_WEIGHT * cut.cost) / saved;
            if best.is_none_or(|(least, _)| loss < least) {
                best = Some((loss, cut));
            }
        }
        let (_, cut) = best?;
        length -= cut.tokens.len();
        made.push(cut);
    }
    if length > most {
        return None;
    }
    made.sort_by_key(|cut| cut.tokens.start);
    let cost = run.cost + made.iter().map(|cut| cut.cost).sum::<f32>();
    let mut pieces = Vec::new();
    let mut from = whole.start;
    for cut in made {
        if cut.tokens.start > from {
            pieces.push(from..cut.tokens.start);
        }
        from = cut.tokens.end;
    }
    if from < whole.end {
        pieces.push(from..whole.end);
    }
    Some(Phrase { pieces, cost })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What may be cut from `sentence`, as text.
    fn cut_texts(sentence: &str) -> Vec<&str> {
        let clauses = Clauses::new(sentence, 0..sentence.len());
        let text = |cut: Cut| {
            &sentence[clauses.tokens[cut.tokens.start].bytes.start..clauses.tokens[cut.tokens.end - 1].bytes.end]
        };
        cuts(&clauses).into_iter().map(text).collect()
    }

    #[test]
    fn asides_and_attributions_may_go() {
        let cases = [
            ("The mill (built in 1911) employs 140 people.", "(built in 1911)"),
            (
                "The mill, which opened in 1911, employs 140 people.",
                "which opened in 1911,",
            ),
            (
                "The mill, a landmark of the valley, employs 140 people.",
                "a landmark of the valley,",
            ),
            ("The mill employs 140 people, the owner said.", "the owner said."),
            ("The owners quickly sold the mill to a rival.", "quickly"),
        ];
        for (sentence, cut) in cases {
            assert!(
                cut_texts(sentence).contains(&cut),
                "{cut:?} from {:?}",
                cut_texts(sentence)
            );
        }
    }

    #[test]
    fn negations_hedges_and_limits_stay() {
        let cases = [
            "The mill will reportedly close in May.",
            "The mill may possibly close.",
            "The mill ran without a permit for years.",
            "The mill, not the mine, polluted the stream.",
            "The mill, if it reopens, will employ 140 people.",
            "The owner almost entirely rebuilt the mill.",
        ];
        let kept = ["reportedly", "possibly", "without", "not the", "if it", "entirely"];
        for (sentence, word) in cases.into_iter().zip(kept) {
            let found = cut_texts(sentence);
            assert!(
                !found.iter().any(|cut| cut.contains(word)),
                "{found:?} from {sentence:?}"
            );
        }
    }

    #[test]
    fn what_a_word_asks_for_stays() {
        let found = cut_texts("The mill reported a 17% rise in quarterly revenue and a loss in May.");
        assert!(!found.iter().any(|cut| cut.contains("revenue")), "{found:?}");
    }

    #[test]
    fn a_cut_does_not_tear_a_range_or_phrase_apart() {
        let found = cut_texts("Output grew from a few tons in the fifties to over 100 today.");
        assert!(!found.iter().any(|cut| cut.ends_with("to")), "{found:?}");
    }
}

//! Whether a claim says yes where its evidence says yes, and goes the way its evidence goes.

use std::ops::Range;

use super::lexicon;
use super::reading::{Reading, Word, same};

/// Content words that a negation or a doubt reaches.
const REACH: usize = 3;

/// Words to either side that belong to a word.
const NEAR: usize = 5;

/// Words to either side of a word among which its denial stands.
const DENIED: usize = 4;

/// A word that says that something is not so, or may not be.
struct Operator {
    /// The content words it governs, as indices.
    scope: Vec<usize>,
    /// Whether the first of them follows at once.
    near: bool,
}

fn operators(reading: &Reading, words: Range<usize>, is: fn(&str) -> bool) -> Vec<Operator> {
    let found = words.filter(|&at| {
        let word = &reading.words[at];
        is(&word.lower) && !is_hedge(reading, at) && word.figure.is_none()
    });
    found
        .map(|at| {
            let clause = reading.words[at].clause;
            // "whether" and "if" open the clause they govern; "not" stands in it.
            let behind = reading.words[at + 1..].iter().take_while(|word| word.clause == clause);
            let scope = behind
                .enumerate()
                .filter(|(_, word)| word.content || word.figure.is_some())
                .map(|(behind, _)| at + 1 + behind)
                .take(REACH)
                .collect::<Vec<_>>();
            let near = scope.first().is_some_and(|first| first - at <= 2);
            Operator { scope, near }
        })
        .collect()
}

/// Whether "no" or "not" only belongs to a figure or a list: "no more than 5", "not only".
fn is_hedge(reading: &Reading, at: usize) -> bool {
    let next = |n: usize| reading.words.get(at + n).map_or("", |word| word.lower.as_str());
    match reading.words[at].lower.as_str() {
        "no" => matches!(next(1), "more" | "fewer" | "less" | "later") && next(2) == "than",
        "not" => matches!(next(1), "only" | "just" | "even" | "quite" | "least"),
        "may" => reading.words[at].capital,
        // "Stopped short of" denies; a short walk does not.
        "short" => next(1) != "of",
        _ => false,
    }
}

/// What is wrong with the polarity of `claim`, a part of `whole`: a negation of the evidence that it drops, or one that it
/// adds.
pub(super) fn negation(claim: &Reading, whole: &Reading, evidence: &Reading) -> Option<&'static str> {
    if drops(
        claim,
        whole,
        evidence,
        |word| lexicon::negates(word) || lexicon::denies(word),
        lexicon::answers_denial,
    ) {
        return Some("drops a negation");
    }
    let added = operators(claim, 0..claim.words.len(), lexicon::negates)
        .iter()
        .any(|operator| !is_answered(claim, operator, evidence));
    added.then_some("adds a negation")
}

/// Whether `evidence` has a denial near the words that `operator` governs in `claim`; anywhere, where it does not have
/// those words.
fn is_answered(claim: &Reading, operator: &Operator, evidence: &Reading) -> bool {
    let opposed = |word: &Word| {
        // "Without a win" is "winless", "not eligible" is "ineligible".
        let without = word.lower.strip_suffix("less").filter(|rest| rest.len() > 2);
        let prefixes = ["in", "im", "ir", "un", "il"].iter();
        let bare = prefixes
            .filter_map(|prefix| word.lower.strip_prefix(prefix))
            .chain(without);
        bare.filter(|rest| rest.len() > 2).any(|rest| {
            claim
                .words
                .iter()
                .any(|claimed| same(&claimed.stem, &lexicon::stem(rest)))
        })
    };
    let denial = |word: &Word| lexicon::answers_denial(&word.lower) || negative_form(&word.lower) || opposed(word);
    let theirs = evidence.words.iter().enumerate();
    let governed = theirs.filter(|(_, word)| operator.scope.iter().any(|&at| same(&claim.words[at].stem, &word.stem)));
    let mut governed = governed.map(|(at, _)| at).peekable();
    if governed.peek().is_none() {
        return evidence.words.iter().any(denial);
    }
    governed.any(|at| {
        let near = at.saturating_sub(DENIED)..(at + DENIED).min(evidence.words.len());
        evidence.words[near].iter().any(denial)
    })
}

/// Whether `claim` takes for certain what its evidence leaves open.
pub(super) fn certainty(claim: &Reading, evidence: &Reading) -> Option<&'static str> {
    drops(claim, claim, evidence, lexicon::doubts, lexicon::answers_doubt)
        .then_some("takes for certain what is left open")
}

/// Whether an operator of `evidence` governs words of `claim`, and nothing in the `whole` of it answers.
fn drops(
    claim: &Reading,
    whole: &Reading,
    evidence: &Reading,
    is: fn(&str) -> bool,
    answers: fn(&str) -> bool,
) -> bool {
    if whole
        .words
        .iter()
        .any(|word| answers(&word.lower) || negative_form(&word.lower))
    {
        return false;
    }
    operators(evidence, 0..evidence.words.len(), is).iter().any(|operator| {
        let governed = operator.scope.iter().map(|&at| &evidence.words[at]);
        let kept = governed
            .filter(|word| claim.words.iter().any(|claimed| matches(claimed, word)))
            .count();
        // What is denied comes first; a claim that leaves it out denies nothing.
        let first = operator.scope.first().is_some_and(|&at| {
            let words = &mut claim.words.iter();
            words.any(|claimed| matches(claimed, &evidence.words[at]))
        });
        first && (kept * 2 >= operator.scope.len() || operator.near)
    })
}

fn matches(claimed: &Word, found: &Word) -> bool {
    claimed.figure.is_some() == found.figure.is_some() && same(&claimed.stem, &found.stem)
}

/// Whether a word is denied by what it begins with: "unconsulted", "disagreed".
fn negative_form(word: &str) -> bool {
    word.len() > 6 && ["un", "non", "dis"].iter().any(|prefix| word.starts_with(prefix)) && word.ends_with("ed")
}

/// A word of `claim` whose opposite its evidence uses instead, in the same surroundings.
pub(super) fn opposite<'a>(claim: &'a Reading, evidence: &Reading) -> Option<&'a Word> {
    claim.words.iter().enumerate().find_map(|(at, word)| {
        if word.figure.is_some() || word.capital && !word.opens {
            return None;
        }
        // The evidence may use both: what stands in more of the same words counts.
        let agreement = |side| {
            let words = evidence.words.iter().enumerate();
            let on_side = words.filter(|(_, word)| word.figure.is_none() && lexicon::holds(side, &word.stem));
            on_side
                // "did not rise" for "fell" is for the negation to settle.
                .filter(|&(theirs, _)| is_denied(claim, at) == is_denied(evidence, theirs))
                .map(|(theirs, _)| agreement(claim, at, evidence, theirs))
                .max()
                .unwrap_or(0)
        };
        let turned = lexicon::opposites(&word.stem).any(|(own, other)| agreement(other) > agreement(own));
        turned.then_some(word)
    })
}

/// Whether a negation stands close before the word `at`.
pub(super) fn is_denied(reading: &Reading, at: usize) -> bool {
    reading.words[at.saturating_sub(NEAR - 1)..at]
        .iter()
        .any(|word| lexicon::negates(&word.lower))
}

/// How many content words and words of figures two words have in common among those near them.
fn agreement(claim: &Reading, at: usize, evidence: &Reading, theirs: usize) -> usize {
    let near = |reading: &Reading, at: usize| {
        let range = at.saturating_sub(NEAR)..(at + NEAR + 1).min(reading.words.len());
        let words = range.filter(move |&i| i != at).map(|i| &reading.words[i]);
        let words = words.filter(|word| word.content || word.figure.is_some());
        words.map(|word| word.stem.clone()).collect::<Vec<_>>()
    };
    let others = near(evidence, theirs);
    let own = near(claim, at);
    own.iter()
        .filter(|stem| others.iter().any(|other| same(stem, other)))
        .count()
}

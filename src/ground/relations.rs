//! Whether the words that a claim shares with its evidence stand to each other there as they do in the claim: who does what
//! to whom, who says it, what comes of what, and how certain it is.

use super::Problem;
use super::edits::stems_mean;
use super::polarity::is_denied;
use super::reading::{Reading, Word, same};
use crate::model::Pos;

/// Words to either side of a verb among which those are that do it and those to whom it is done.
const SIDE: usize = 8;
/// Words to either side of a verb of saying among which who says it is named.
const BESIDE: usize = 4;
/// Words before a verb that make it passive, open or certain.
const BEFORE: usize = 5;

/// Stems of verbs that report what somebody says.
#[rustfmt::skip]
const SAYING: &[&str] = &[
    "say", "tell", "add", "warn", "argu", "admit", "claim", "insist", "describ", "dismis", "apologis", "apologiz", "accus",
    "condemn", "explain", "announc", "stat", "writ", "tweet", "call", "label", "conced", "accord", "not", "believ", "ask",
];

/// Words that put something as a wish, a guess or a possibility.
#[rustfmt::skip]
const POSSIBLE: &[&str] = &[
    "may", "might", "could", "whether", "perhaps", "maybe", "possibly", "allegedly",
    "reportedly", "likely", "unlikely", "hope", "hopes", "hoped", "hoping", "propose", "proposed", "proposes", "consider",
    "considering", "considers", "wants", "want", "wanted", "seek", "seeks", "seeking", "interested", "suggested",
    "suggest", "suggests", "possible", "possibility", "potential", "potentially", "alleged", "apparently", "believe",
    "believes", "believed", "think", "thinks", "thought", "appear", "appears", "appeared", "seem", "seems", "seemed",
    "speculation", "rumour", "rumoured", "suspected", "linked", "if", "unless", "facing", "faces", "chance", "risk",
    "can", "probably", "expect", "expected", "expects", "bid", "try", "tried", "trying", "estimated", "about", "keen",
    "accused", "fear", "fears", "feared",
];

/// Words that put something as still to come.
#[rustfmt::skip]
const PLANNED: &[&str] = &[
    "will", "plan", "plans", "planned", "planning", "set", "scheduled", "due", "aims", "aim", "aiming", "intend",
    "intends", "going", "agreed", "poised", "ready", "next", "future", "shall", "ll", "we'll", "he'll", "she'll",
    "they'll", "it'll", "i'll", "ahead", "upcoming", "calls", "call", "called", "urged", "wanting", "offer", "offered",
    "need", "needs", "eligible", "allowed", "ask", "asked", "agree", "agrees", "target", "would", "should", "must",
];

/// Words that name a cause.
const CAUSAL: &[&str] = &[
    "because", "due", "owing", "thanks", "blamed", "cause", "caused", "causes", "causing",
];

/// Words of the evidence that answer one of [`CAUSAL`].
#[rustfmt::skip]
const CAUSES: &[&str] = &[
    "because", "due", "cause", "causes", "caused", "causing", "owing", "thanks", "since", "so", "reason", "reasons",
    "blame", "blames", "blamed", "following", "amid", "drove", "driven", "sparked", "triggered", "prompted",
    "prompting", "attributed", "contributed", "factor", "hence", "thus", "forced", "led", "leads", "leading",
    "result", "results", "resulted", "resulting", "therefore", "why", "made",
];

/// What is wrong with `claim` where its `evidence`, or what stands `around` that, relates its words otherwise.
pub(super) fn problem(claim: &Reading, evidence: &[&Reading], around: &[Reading]) -> Option<Problem> {
    cause(claim, evidence)
        .or_else(|| comparison(claim, evidence))
        .or_else(|| speaker(claim, evidence, around))
        .or_else(|| evidence.iter().find_map(|theirs| sides(claim, theirs)))
        .or_else(|| evidence.iter().find_map(|theirs| certainty(claim, theirs)))
}

/// Whether a word of a claim that names a cause is answered by one sentence with both what comes of it and the cause.
fn cause(claim: &Reading, evidence: &[&Reading]) -> Option<Problem> {
    let at = (0..claim.words.len()).find(|&at| {
        let word = claim.words[at].lower.as_str();
        // "Due next year" is no cause.
        let to = claim.words.get(at + 1).is_some_and(|next| next.lower == "to");
        CAUSAL.contains(&word) && (word != "due" || to)
    })?;
    let problem = || Some(Problem::Added(claim.words[at].text.clone()));
    let half = |words: &[Word], theirs: &Reading| {
        let content: Vec<&Word> = words.iter().filter(|word| word.content).collect();
        let places: Vec<usize> = content
            .iter()
            .filter_map(|word| theirs.words.iter().position(|other| same(&word.stem, &other.stem)))
            .collect();
        (places.len() * 2 >= content.len() && !places.is_empty()).then_some(places)
    };
    let joined = evidence.iter().any(|theirs| {
        let (Some(before), Some(after)) = (half(&claim.words[..at], theirs), half(&claim.words[at + 1..], theirs))
        else {
            return false;
        };
        let low = before
            .iter()
            .chain(&after)
            .min()
            .copied()
            .unwrap_or(0)
            .saturating_sub(2);
        let high = before.iter().chain(&after).max().copied().unwrap_or(0);
        theirs.words[low..=high]
            .iter()
            .any(|word| CAUSES.contains(&word.lower.as_str()))
    });
    if joined { None } else { problem() }
}

/// A comparison of a claim that its evidence does not make, or makes the other way round.
pub(super) fn comparison(claim: &Reading, evidence: &[&Reading]) -> Option<Problem> {
    let than = |reading: &Reading| -> Vec<usize> {
        let is_than = |&at: &usize| {
            let amount = reading.words.get(at + 1).is_none_or(|next| next.figure.is_some());
            reading.words[at].lower == "than" && reading.words[at].figure.is_none() && !amount
        };
        (0..reading.words.len()).filter(is_than).collect()
    };
    let superlative = |word: &Word| word.lower.len() > 4 && word.lower.ends_with("est");
    let lesser = |word: &Word| matches!(word.lower.as_str(), "next" | "second" | "third" | "fourth" | "among");
    for word in claim.words.iter().filter(|word| superlative(word)) {
        let ranked = evidence.iter().any(|theirs| {
            theirs
                .words
                .windows(2)
                .any(|pair| pair[1].lower == word.lower && lesser(&pair[0]))
        });
        if ranked && !claim.words.iter().any(lesser) {
            return Some(Problem::Dropped(word.text.clone()));
        }
    }
    let at = *than(claim).first()?;
    let compares = |word: &Word| COMPARING.contains(&word.lower.as_str()) || superlative(word);
    if !evidence.iter().any(|theirs| theirs.words.iter().any(compares)) {
        return Some(Problem::Added(claim.words[at].text.clone()));
    }
    let turned = |theirs: &&Reading, there: usize| {
        let has = |words: &[Word], word: &Word| words.iter().any(|other| other.lower == word.lower);
        let (before, after) = (
            &theirs.words[there.saturating_sub(SIDE)..there],
            &theirs.words[there + 1..],
        );
        let after = &after[..after.len().min(SIDE)];
        claim.words[at.saturating_sub(SIDE)..at].iter().any(|word| {
            word.clause == claim.words[at].clause && is_nominal(word) && has(after, word) && !has(before, word)
        })
    };
    let mut there = evidence
        .iter()
        .flat_map(|theirs| than(theirs).into_iter().map(move |there| (theirs, there)));
    there
        .any(|(theirs, there)| turned(theirs, there))
        .then(|| Problem::Role(claim.words[at].text.clone()))
}

/// Words that compare.
#[rustfmt::skip]
const COMPARING: &[&str] = &[
    "than", "compared", "versus", "over", "exceeded", "exceeds", "exceed", "most", "least", "outnumbered", "outnumber",
    "ahead", "behind", "beyond", "above", "below", "first", "more", "less", "rather", "prefer", "preferred",
];

fn is_nominal(word: &Word) -> bool {
    // Figures count: they are no content of their own, but what they measure is.
    !matches!(word.lower.as_str(), "mr" | "mrs" | "ms" | "dr" | "i")
        && (matches!(word.pos, Pos::Noun | Pos::ProperNoun) || word.capital && !word.opens)
}

/// Who says what the verb of saying at `at` says: names and nouns beside it. Empty where a pronoun does. `reach` is how many clauses
/// before its own are looked at.
fn sayers(reading: &Reading, at: usize, reach: usize) -> Vec<&Word> {
    let clause = reading.words[at].clause;
    let before = reading.words[at.saturating_sub(BESIDE + 2 * reach)..at].iter().rev();
    let before: Vec<&Word> = before
        .take_while(|word| !matches!(word.pos, Pos::Verb | Pos::CoordinatingConjunction))
        .take_while(|word| word.clause.abs_diff(clause) <= reach && !word.quoted)
        .collect();
    if before
        .iter()
        .take(2)
        .any(|word| matches!(word.lower.as_str(), "he" | "she" | "they" | "it" | "who" | "we" | "i"))
    {
        return Vec::new();
    }
    let nominal: Vec<&Word> = before
        .into_iter()
        .enumerate()
        .filter(|(distance, word)| is_nominal(word) && (*distance < 2 || word.capital))
        .map(|(_, word)| word)
        .collect();
    if !nominal.is_empty() && !reading.words[at].opens && reading.words[at].stem != "accord" {
        return nominal;
    }
    let end = reading.words.len().min(at + 3);
    let behind = reading.words[at + 1..end]
        .iter()
        .take_while(|word| word.clause == clause);
    behind.filter(|word| is_nominal(word) && word.capital).collect()
}

/// Whether somebody else says what a claim has somebody say.
fn speaker(claim: &Reading, evidence: &[&Reading], around: &[Reading]) -> Option<Problem> {
    let is_saying =
        |word: &Word| SAYING.contains(&word.stem.as_str()) && (word.pos == Pos::Verb || word.stem == "accord");
    let said = |reading: &Reading| -> Vec<usize> {
        (0..reading.words.len())
            .filter(|&at| is_saying(&reading.words[at]))
            .collect()
    };
    let at = *said(claim).first()?;
    let claimed = sayers(claim, at, 0);
    if claimed.is_empty() {
        return None;
    }
    let theirs = |reading: &Reading| -> Vec<String> {
        said(reading)
            .into_iter()
            .flat_map(|at| {
                sayers(reading, at, 1)
                    .into_iter()
                    .map(|word| word.stem.clone())
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let mut named: Vec<String> = evidence.iter().flat_map(|reading| theirs(reading)).collect();
    if named.is_empty() {
        named = around.iter().flat_map(theirs).collect();
    }
    let known = |word: &&Word| named.iter().any(|other| stems_mean(&word.stem, other));
    (!named.is_empty() && !claimed.iter().any(known)).then(|| Problem::Speaker(named[0].clone()))
}

/// Whether the verb at `at` is passive.
fn passive(reading: &Reading, at: usize) -> bool {
    let word = &reading.words[at];
    let participle = word.lower.ends_with("ed")
        || word.lower.ends_with('n')
        || word.lower.ends_with('t')
        || word.lower.ends_with("ung");
    let before = &reading.words[at.saturating_sub(3)..at];
    let auxiliary = |word: &Word| {
        matches!(
            word.lower.as_str(),
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "get" | "gets" | "got"
        )
    };
    let by = || reading.words.iter().skip(at + 1).take(2).any(|word| word.lower == "by");
    participle && (before.iter().any(auxiliary) || by())
}

/// A name or noun of `claim` that stands on the other side of a verb than in `evidence`, another one having taken its place.
fn sides(claim: &Reading, evidence: &Reading) -> Option<Problem> {
    let verbs = |reading: &Reading| -> Vec<usize> {
        (0..reading.words.len())
            .filter(|&at| reading.words[at].pos == Pos::Verb && reading.words[at].content)
            .collect()
    };
    let theirs = verbs(evidence);
    for at in verbs(claim) {
        let verb = &claim.words[at];
        let matching: Vec<usize> = theirs
            .iter()
            .copied()
            .filter(|&there| same(&verb.stem, &evidence.words[there].stem))
            .collect();
        let mut crossed = None;
        for there in matching {
            match crossing(claim, at, evidence, there) {
                Some(word) => crossed = crossed.or(Some(word)),
                // Another sentence part with the same verb says it as the claim does.
                None => {
                    crossed = None;
                    break;
                }
            }
        }
        if let Some(word) = crossed {
            return Some(Problem::Role(word.text.clone()));
        }
    }
    None
}

fn crossing<'c>(claim: &'c Reading, at: usize, evidence: &Reading, there: usize) -> Option<&'c Word> {
    let around = |reading: &Reading, at: usize| {
        let words = reading.words.len();
        (at.saturating_sub(SIDE)..at, at + 1..words.min(at + 1 + SIDE))
    };
    let (left, right) = around(claim, at);
    let (their_left, their_right) = around(evidence, there);
    let in_range = |word: &Word, range: &std::ops::Range<usize>| {
        evidence.words[range.clone()].iter().any(|other| {
            is_nominal(other) && (other.lower == word.lower || !word.capital && same(&other.stem, &word.stem))
        })
    };
    let only = |word: &Word, here: &std::ops::Range<usize>, not: &std::ops::Range<usize>| {
        in_range(word, here) && !in_range(word, not)
    };
    let same_voice = passive(claim, at) == passive(evidence, there);
    let (first, second) = if same_voice {
        (&their_right, &their_left)
    } else {
        (&their_left, &their_right)
    };
    let a = claim.words[left]
        .iter()
        .rev()
        .find(|word| is_nominal(word) && word.figure.is_none() && only(word, first, second))?;
    claim.words[right]
        .iter()
        .find(|word| is_nominal(word) && only(word, second, first))?;
    Some(a)
}

/// A word of `evidence` that leaves open what the claim has as done, or as sure to come.
pub(super) fn certainty(claim: &Reading, evidence: &Reading) -> Option<Problem> {
    let level = |word: &Word| {
        let lower = word.lower.as_str();
        if word.quoted && lower == "like" || word.figure.is_some() {
            0
        } else if POSSIBLE.contains(&lower) || lower.ends_with("n't") && word.pos == Pos::Auxiliary {
            2
        } else if PLANNED.contains(&lower) {
            1
        } else {
            0
        }
    };
    let own = claim.words.iter().map(level).max().unwrap_or(0);
    let has_to = claim
        .words
        .windows(2)
        .any(|pair| matches!(pair[0].lower.as_str(), "has" | "have") && pair[1].lower == "to");
    if own == 2 || has_to {
        return None;
    }
    for verb in claim.words.iter().filter(|word| word.pos == Pos::Verb && word.content) {
        let mut open = None;
        for (there, other) in evidence.words.iter().enumerate() {
            if !same(&verb.stem, &other.stem) || other.pos != Pos::Verb {
                continue;
            }
            let before = &evidence.words[there.saturating_sub(BEFORE)..there];
            let before = before.iter().filter(|word| word.clause == other.clause);
            // The present can stand for what is to come: "the mill shuts in May".
            let least = if verb.lower.ends_with('s') { own.max(1) } else { own };
            let weakest = before.max_by_key(|word| level(word)).filter(|word| level(word) > least);
            match weakest {
                Some(word) if !is_denied(evidence, there) => open = open.or(Some(word)),
                _ => {
                    open = None;
                    break;
                }
            }
        }
        if let Some(word) = open {
            return Some(Problem::Dropped(word.text.clone()));
        }
    }
    None
}

//! Whether what a claim changes of its evidence leaves the meaning as it was: words that it puts in, and words that it
//! leaves out although they weaken or limit what is said.

use super::lexicon::{self, stem};
use super::reading::{Reading, Word, same};
use super::synonyms::are_synonyms;
use super::{Problem, polarity, relations};
use crate::model::Pos;

/// Share of its content words that a claim takes from a sentence, in order, from which on it is a copy with changes: what
/// is changed then is what it says.
const COPY: f32 = 0.6;
/// The same, from which on all other words must be found as well.
const COPY_WITHOUT: f32 = 0.72;
/// Content words outside of names that a claim has from its evidence up to which its verb must be there.
const FEW: usize = 2;
/// Words before a kept word in which a word that weakens it may stand.
const REACH: usize = 3;
/// Words of a sentence that are aligned; the rest of a longer one is not looked at.
const MOST_ALIGNED: usize = 512;

/// Words that say that something holds without exception.
#[rustfmt::skip]
const TOTAL: &[&str] = &[
    "all", "every", "always", "only", "entire", "whole", "everyone", "everybody", "completely",
    "fully", "exclusively", "entirely", "unanimously", "invariably", "solely", "everything", ];

/// Words that limit how many or how often.
#[rustfmt::skip]
const PARTIAL: &[&str] = &[
    "some", "many", "most", "several", "few", "half", "part", "partly", "sometimes", "often", "usually", "mostly",
    "largely", "generally", "nearly", "almost", "majority", "mainly", "primarily", "typically", "predominantly",
    "various", "least", "about", "minority", "rarely",
];

/// Words that put something as a plan, a wish or a possibility; "will" is for the verb's tense to settle.
#[rustfmt::skip]
const OPEN: &[&str] = &[
    "may", "might", "could", "must", "should", "whether", "perhaps", "maybe", "possibly", "allegedly",
    "reportedly", "likely", "plan", "plans", "planned", "hope", "hopes", "hoped", "expected", "expects", "expect", "set",
    "propose", "proposed", "proposes", "consider", "considering", "considers", "aims", "aim", "wants", "want", "wanted",
    "seek", "seeks", "seeking", "intend", "intends", "bid", "interested", "suggested", "possible", "potential",
    "potentially", "alleged", "apparently", "scheduled",
];

/// Words of a claim that leave it as open.
#[rustfmt::skip]
const LEFT_OPEN: &[&str] = &[
    "if", "unless", "can", "probably", "unlikely", "believe", "believes", "believed", "think", "thinks", "thought",
    "suggest", "suggests", "appear", "appears", "appeared", "seem", "seems", "seemed", "planning", "hoping", "offer",
    "offers", "keen", "linked", "target", "about", "estimated", "estimate", "speculation", "claims", "accused",
    "suspected", "due", "poised", "future", "chance", "risk", "try", "tried", "ask", "asked", "says", "said", "argue",
    "call", "calls", "called", "need", "needs", "able", "next", "agreed", "ready", "eligible", "allowed",
];

/// Words that make something depend on something else.
const CONDITIONS: &[&str] = &["if", "unless", "until", "except", "provided"];

/// Words of a claim that keep a condition.
#[rustfmt::skip]
const CONDITIONAL: &[&str] = &[
    "but", "although", "though", "while", "despite", "only", "apart", "besides", "depending", "depends", "once", "after",
    "before", "would", "could", "might", "may", "when",
];

/// What is wrong with `claim`, which passed all checks on its figures, names and polarity against the sentences `evidence`.
/// `context` are the sentences around them: a word may come from there.
pub(super) fn problem(claim: &Reading, evidence: &[&Reading], context: &[Reading]) -> Option<Problem> {
    let everywhere = || evidence.iter().copied().chain(context);
    let word_of = |words: &[&str]| claim.words.iter().find(|word| words.contains(&word.lower.as_str()));
    if let Some(word) = word_of(TOTAL) {
        let weaker = evidence.iter().any(|reading| has_any(reading, PARTIAL));
        if !evidence.iter().any(|reading| has_any(reading, TOTAL))
            || weaker && !evidence.iter().any(|reading| has_any(reading, &[word.lower.as_str()]))
        {
            return Some(Problem::Added(word.text.clone()));
        }
    }
    // "Not before 2028" is not "never".
    let ends = |reading: &&Reading| has_any(reading, &["before", "until", "yet"]) && !has_any(reading, &["never"]);
    if let Some(word) = word_of(&["never"])
        && evidence.iter().any(ends)
        && !has_any(claim, &["before", "until", "yet"])
    {
        return Some(Problem::Added(word.text.clone()));
    }
    let found = |word: &Word| everywhere().any(|reading| reading.words.iter().any(|theirs| means(word, theirs)));
    let plain = claim
        .words
        .iter()
        .filter(|word| word.content && !word.capital && !is_light(word));
    let (known, missing): (Vec<&Word>, Vec<&Word>) = plain.partition(|word| found(word));
    let source = evidence
        .iter()
        .map(|reading| (aligned(claim, reading), *reading))
        .max_by_key(|(kept, _)| kept.len())?;
    let (kept, source) = source;
    let content = claim.words.iter().filter(|word| word.content).count();
    let inside = |word: &Word| {
        evidence
            .iter()
            .any(|reading| reading.words.iter().any(|theirs| means(word, theirs)))
    };
    let own = known.iter().filter(|word| inside(word)).count();
    let verbs = missing.iter().filter(|word| word.pos == Pos::Verb).count();
    let copied = kept.len() as f32 / content.max(1) as f32;
    if let Some(first) = missing.first()
        && (known.is_empty() || copied > COPY_WITHOUT || verbs > 0 && own <= FEW)
    {
        return Some(Problem::Added(first.text.clone()));
    }
    if (kept.len() as f32) < COPY * content as f32 || kept.len() < 2 {
        return None;
    }
    turned(claim, source, &kept)
}

/// Whether `claim`, the words of `source` in their order, leaves out none that turns or limits what is said.
pub(super) fn keeps_meaning(claim: &Reading, source: &Reading) -> bool {
    turned(claim, source, &aligned(claim, source)).is_none()
        && (is_fragment(claim, source) || relations::certainty(claim, source).is_none())
        && relations::comparison(claim, &[source]).is_none()
}

/// Whether `claim` is a run of words from within `source` that begins in lower case: "shut the mill" of "it would shut the
/// mill" names what is planned, and does not say that it was done.
fn is_fragment(claim: &Reading, source: &Reading) -> bool {
    let starts_low = claim.words.first().is_some_and(|word| !word.capital);
    let mut runs = source.words.windows(claim.words.len().max(1));
    starts_low && runs.any(|run| run.iter().zip(&claim.words).all(|(a, b)| a.lower == b.lower))
}

/// What is wrong with `claim`, a copy of `source` with changes of which the words `kept` are left.
fn turned(claim: &Reading, source: &Reading, kept: &[usize]) -> Option<Problem> {
    if let Some(what) = polarity::negation(claim, claim, source) {
        return Some(Problem::Negation(what));
    }
    for (weakening, answers, reach) in [
        (OPEN, LEFT_OPEN, REACH),
        (PARTIAL, &[][..], REACH),
        (CONDITIONS, CONDITIONAL, 2 * REACH),
    ] {
        let denied = claim.words.iter().any(|word| lexicon::answers_denial(&word.lower));
        if has_any(claim, weakening) || has_any(claim, answers) || weakening == OPEN && denied {
            continue;
        }
        // A limit reaches as far as its clause, a condition into the next.
        let before = |&at: &usize| {
            let clause = source.words[at].clause;
            let words = source.words[at.saturating_sub(reach)..at].iter();
            words.filter(move |word| weakening == CONDITIONS || word.clause == clause)
        };
        let dropped = kept
            .iter()
            .flat_map(before)
            .find(|word| word.figure.is_none() && !word.quoted && weakening.contains(&word.lower.as_str()));
        if let Some(word) = dropped {
            return Some(Problem::Dropped(word.text.clone()));
        }
    }
    None
}

fn has_any(reading: &Reading, words: &[&str]) -> bool {
    reading.words.iter().any(|word| words.contains(&word.lower.as_str()))
}

/// Whether a word says little by itself: "make", "take", "go".
fn is_light(word: &Word) -> bool {
    #[rustfmt::skip]
    const LIGHT: &[&str] = &[
        "go", "come", "make", "take", "get", "leave", "lose", "keep", "put", "set", "see", "find", "work", "use", "become",
        "remain", "stay", "give", "hold", "place", "turn", "bring", "run", "happen", "need", "want", "seem", "know", "think",
        "say", "tell", "try", "used", "continue", "appear", "begin", "start", "help", "show", "look", "follow", "include", "ask", "deal", "face", "reach",
    ];
    LIGHT.iter().any(|light| stem(light) == word.stem)
}

/// Whether two stems are of one word, or of two that can stand for each other.
pub(super) fn stems_mean(a: &str, b: &str) -> bool {
    same(a, b) || are_synonyms(a, b)
}

/// Whether a word of a claim is one of the article, in another form or by a synonym.
fn means(claimed: &Word, theirs: &Word) -> bool {
    same(&claimed.stem, &theirs.stem) || are_synonyms(&claimed.stem, &theirs.stem)
}

/// The words of `evidence` that content words of `claim` are, in the order of both, as indices: their longest common
/// subsequence.
fn aligned(claim: &Reading, evidence: &Reading) -> Vec<usize> {
    let content = claim.words.iter().filter(|word| word.content);
    let claim: Vec<&Word> = content.take(MOST_ALIGNED).collect();
    let theirs = &evidence.words[..evidence.words.len().min(MOST_ALIGNED)];
    let mut longest = vec![vec![0u16; theirs.len() + 1]; claim.len() + 1];
    for (i, word) in claim.iter().enumerate().rev() {
        for (j, other) in theirs.iter().enumerate().rev() {
            longest[i][j] = if means(word, other) {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut kept = Vec::new();
    while i < claim.len() && j < theirs.len() {
        if means(claim[i], &theirs[j]) {
            kept.push(j);
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    kept
}

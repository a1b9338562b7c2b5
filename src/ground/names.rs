//! Whether the names of a claim are names of its evidence, and stand where they should.

use std::ops::Range;

use super::lexicon;
use super::reading::{Reading, Word, same};

/// The names of `reading` as ranges of words: runs of capitalised words, also across "of" and "the" ("University of
/// Punta Larga"). `ordinary` tells which words the article also writes in lower case: at the start of a sentence those
/// are no names.
pub(super) fn names(reading: &Reading, ordinary: impl Fn(&Word) -> bool) -> Vec<Range<usize>> {
    let words = &reading.words;
    let named = |at: usize| {
        let word: &Word = &words[at];
        word.capital
            && word.figure.is_none()
            && word.lower != "i"
            && !lexicon::is_function_word(&word.lower)
            && !lexicon::negates(&word.lower)
            && !(word.opens && ordinary(word))
    };
    let mut names = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !named(at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at + 1;
        loop {
            let same_clause = |next: usize| next < words.len() && words[next].clause == words[start].clause;
            if same_clause(end) && named(end) && !words[end].opens && !possessive(&words[end - 1], &words[end]) {
                end += 1;
            } else if same_clause(end + 1)
                && matches!(words[end].lower.as_str(), "of" | "de" | "van" | "von" | "del" | "al")
                && named(end + 1)
            {
                end += 2;
            } else {
                break;
            }
        }
        names.push(start..end);
        at = end;
    }
    names
}

/// Whether a possessive "'s" stands between two words: "Hollis's Brandt" is two names.
fn possessive(word: &Word, next: &Word) -> bool {
    word.span.end() - word.span.start() > word.text.len() && next.capital
}

/// Whether the words of `name` stand together in `words`, in their order, perhaps with further capitalised words between
/// ("Governor Brandt" in "Governor Anneli Brandt"). Where they begin.
pub(super) fn position(name: &[Word], words: &[Word]) -> Option<usize> {
    let (first, rest) = name.split_first()?;
    (0..words.len()).find(|&at| {
        if !same_name(first, &words[at]) {
            return false;
        }
        let mut next = at + 1;
        rest.iter().all(|part| {
            let to = words.len().min(next + 3);
            let found = (next..to).find(|&i| same_name(part, &words[i]));
            found.is_some_and(|i| {
                let skipped = words[next..i].iter().all(|word| word.capital);
                next = i + 1;
                skipped
            })
        })
    })
}

fn same_name(claimed: &Word, found: &Word) -> bool {
    claimed.lower == found.lower
        // "Norwegian" for "Norway" and "Tasmanian" for "Tasmania", but no other name that happens to begin alike.
        || found.capital
            && claimed.lower.len().abs_diff(found.lower.len()) <= 3
            && {
                let common = claimed.lower.bytes().zip(found.lower.bytes()).take_while(|(a, b)| a == b).count();
                common >= 4 && common + 2 >= claimed.lower.len().min(found.lower.len())
                    && ADJECTIVES.iter().any(|end| claimed.lower.ends_with(end) || found.lower.ends_with(end))
            }
}

/// What makes an adjective or an inhabitant of a place.
const ADJECTIVES: &[&str] = &["ian", "ean", "ish", "ese", "an"];

/// Whether another name of `evidence` stands before the word that `name` of `claim` stands before: who does something has
/// changed. `theirs` are the names of `evidence`.
pub(super) fn takes_the_place(
    claim: &Reading,
    name: &Range<usize>,
    evidence: &Reading,
    theirs: &[Range<usize>],
) -> bool {
    let Some(verb) = next_content(claim, name.end) else {
        return false;
    };
    let before_verb = name.end;
    let name = &claim.words[name.clone()];
    // The name stands behind the verb: someone else does it.
    let at = evidence
        .words
        .iter()
        .position(|word| word.content && same(&word.stem, &verb.stem));
    if let (Some(at), Some(there)) = (at, position(name, &evidence.words)) {
        let behind = there > at + 3 && position(name, &evidence.words[..at]).is_none();
        let passive = |words: &[Word]| words.iter().any(|word| word.lower == "by");
        if behind
            && !REPORTING.contains(&verb.stem.as_str())
            && passive(&claim.words[before_verb..]) == passive(&evidence.words[at..])
        {
            return true;
        }
    }
    let mut replaced = false;
    for other in theirs {
        let Some(theirs) = next_content(evidence, other.end) else {
            continue;
        };
        if same(&theirs.stem, &verb.stem) {
            if position(name, &evidence.words[other.clone()]).is_some()
                || position(&evidence.words[other.clone()], name).is_some()
            {
                return false;
            }
            replaced = true;
        }
    }
    replaced
}

/// Stems of verbs that stand on either side of who speaks.
const REPORTING: &[&str] = &[
    "say", "tell", "add", "ask", "call", "writ", "not", "warn", "argu", "explain",
];

/// The content word right behind `at`, auxiliaries and the like passed over; none when a clause ends before it.
fn next_content(reading: &Reading, at: usize) -> Option<&Word> {
    let clause = reading.words[at.checked_sub(1)?].clause;
    let mut words = reading
        .words
        .get(at..)?
        .iter()
        .take_while(|word| word.clause == clause)
        .take(4);
    let next = words.find(|word| word.content)?;
    (!next.capital).then_some(next)
}

/// Whether two names of `claim` stand on the other sides of a word than they do in `evidence`, both sentences in the same
/// voice: "A sued B" for "B sued A".
pub(super) fn swapped(claim: &Reading, names: &[Range<usize>], evidence: &Reading) -> bool {
    names.windows(2).any(|pair| {
        let (left, right) = (&pair[0], &pair[1]);
        let find = |name: &Range<usize>| position(&claim.words[name.clone()], &evidence.words);
        let (Some(their_left), Some(their_right)) = (find(left), find(right)) else {
            return false;
        };
        if their_left <= their_right || claim.words[left.start].lower == claim.words[right.start].lower {
            return false;
        }
        let between = &claim.words[left.end..right.start];
        let theirs = &evidence.words[their_right..their_left];
        let shared = between.iter().filter(|word| word.content).any(|word| {
            theirs
                .iter()
                .any(|other| other.content && same(&word.stem, &other.stem))
        });
        let passive = |words: &[Word]| words.iter().any(|word| word.lower == "by");
        shared && passive(between) == passive(theirs)
    })
}

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
            && !(word.opens && (ordinary(word) || is_compound(&word.text)))
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

/// The names beside `name` with nothing but a comma or "and" between.
pub(super) fn listed_with(
    reading: &Reading,
    names: &[Range<usize>],
    name: &Range<usize>,
) -> impl Iterator<Item = Range<usize>> {
    let joined = |from: usize, to: usize| match to.checked_sub(from) {
        Some(0) => reading.words[from - 1].clause != reading.words[from].clause,
        Some(1) => matches!(reading.words[from].lower.as_str(), "and" | "or" | "nor"),
        _ => false,
    };
    let beside = names
        .iter()
        .filter(|other| joined(other.end, name.start) || joined(name.end, other.start));
    beside.cloned().collect::<Vec<_>>().into_iter()
}

/// Whether a word is one of several with hyphens, all but the first in lower case: "Laid-off".
pub(super) fn is_compound(word: &str) -> bool {
    let mut parts = word.split('-').skip(1).peekable();
    parts.peek().is_some() && parts.all(|part| part.starts_with(char::is_lowercase))
}

/// Whether a possessive "'s" stands between two words: "Hollis's Brandt" is two names.
fn possessive(word: &Word, next: &Word) -> bool {
    word.span.end() - word.span.start() > word.text.len() && next.capital
}

/// Whether the words of `name` stand together in `words`, in their order, perhaps with further capitalised words between
/// ("Governor Brandt" in "Governor Anneli Brandt"). Where they begin.
pub(super) fn position(name: &[Word], words: &[Word]) -> Option<usize> {
    let (first, rest) = name.split_first()?;
    if rest.is_empty()
        && let Some(at) = spelled_out(&first.text, words)
    {
        return Some(at);
    }
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

/// Where the words stand whose capital first letters `letters` are: "MoD" for "Ministry of Defence".
fn spelled_out(letters: &str, words: &[Word]) -> Option<usize> {
    let upper: Vec<char> = letters.chars().filter(|c| c.is_uppercase()).collect();
    if upper.len() < 2 || letters.len() > upper.len() + 1 {
        return None;
    }
    let capitals: Vec<usize> = (0..words.len()).filter(|&at| words[at].capital).collect();
    let found = capitals.windows(upper.len()).find(|places| {
        let close = places.windows(2).all(|pair| pair[1] - pair[0] <= 2);
        close
            && places
                .iter()
                .zip(&upper)
                .all(|(&at, &letter)| words[at].text.starts_with(letter))
    });
    found.map(|places| places[0])
}

fn same_name(claimed: &Word, found: &Word) -> bool {
    claimed.lower == found.lower
        || claimed.capital && found.capital && claimed.lower.strip_suffix('s').unwrap_or(&claimed.lower)
            == found.lower.strip_suffix('s').unwrap_or(&found.lower)
        || PLACES.iter().any(|forms| {
            let has = |word: &Word| forms.contains(&word.lower.trim_end_matches('.'));
            has(claimed) && has(found)
        })
        // "Norwegian" for "Norway" and "Tasmanian" for "Tasmania", but no other name that happens to begin alike.
        || found.capital
            && claimed.lower.len().abs_diff(found.lower.len()) <= 3
            && {
                let common = claimed.lower.bytes().zip(found.lower.bytes()).take_while(|(a, b)| a == b).count();
                common >= 4 && common + 2 >= claimed.lower.len().min(found.lower.len())
                    && ADJECTIVES.iter().any(|end| claimed.lower.ends_with(end) || found.lower.ends_with(end))
            }
}

/// Places with several names, and their people.
#[rustfmt::skip]
const PLACES: &[&[&str]] = &[
    &["uk", "u.k", "britain", "british", "briton", "britons"], &["us", "u.s", "usa", "america", "american", "americans"],
    &["eu", "europe", "european"], &["france", "french"], &["spain", "spanish"], &["germany", "german"],
    &["netherlands", "dutch", "holland"], &["china", "chinese"], &["switzerland", "swiss"], &["ireland", "irish"],
    &["greece", "greek"], &["wales", "welsh"], &["england", "english"], &["scotland", "scottish"], &["pakistan", "pakistani"],
    &["iraq", "iraqi"], &["israel", "israeli"], &["denmark", "danish"], &["sweden", "swedish", "swedes"],
];

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
    // "Hollis and Brandt" do it together.
    let joined = |at: usize| matches!(claim.words[at].lower.as_str(), "and" | "or");
    if name.start.checked_sub(1).is_some_and(joined) {
        return false;
    }
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
    let pairs = (0..names.len()).flat_map(|left| (left + 1..names.len().min(left + 4)).map(move |right| (left, right)));
    pairs.into_iter().any(|(left, right)| {
        let (left, right) = (&names[left], &names[right]);
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

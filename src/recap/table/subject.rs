//! What a statement is about, parted from what it says of it: "The mill was sold to a rival" makes a row "Mill | Sold to
//! a rival", and "Critics claim the mill is unsafe" one "Critics claim | Mill is unsafe".

use std::ops::Range;

use super::clauses::Clauses;
use super::grammar::{Verb, full_noun_phrase_end, verb};
use super::lexicon::{CALENDAR, FIRST_PERSON, HEDGES, POINTING, QUANTIFIERS, SAYING, TIME_NOUNS, negates};
use super::open_classes::EMPTY_NOUNS;
use super::tokens::Token;
use crate::model::Pos;

/// A statement in two parts, both ranges of tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Split {
    /// What it is about, and who says so: the name of the row.
    pub(super) subject: Range<usize>,
    /// What is said of it, in order.
    pub(super) predicate: Vec<Range<usize>>,
}

/// Most words of a subject that names a row.
pub(super) const MOST_SUBJECT_WORDS: usize = 5;
/// Fewest tokens of what is said of it.
const FEWEST: usize = 3;
/// Verbs whose claim is not the speaker's.
const REFUSALS: &[&str] = &["denied", "denies", "deny", "doubt", "doubts", "doubted"];

/// The parts of the statement that `pieces` of a sentence make, where it starts with a subject that can name a row.
pub(super) fn split(clauses: &Clauses, pieces: &[Range<usize>]) -> Option<Split> {
    let tokens = &clauses.tokens;
    let kept: Vec<usize> = pieces.iter().cloned().flatten().collect();
    let first = pieces[0].start;
    let mut end = full_noun_phrase_end(tokens, first);
    let mut at = kept.iter().position(|&i| i + 1 == end)? + 1;
    // "Ada Marsh, 38, ran the mill": the age goes along.
    let age = |i: usize| tokens[i - 1].look.comma && tokens[i].look.digit && tokens[i].look.comma;
    if tokens[end - 1].pos == Pos::ProperNoun && kept.get(at) == Some(&end) && age(end) {
        end += 1;
        at += 1;
    }
    let subject = first + usize::from(is_article(&tokens[first]))..end;
    if !names(&tokens[subject.clone()]) {
        return None;
    }
    let act = kept[at..].iter().position(|&i| tokens[i].pos != Pos::Adverb)? + at;
    let kind = verb(tokens, kept[act])?;
    // "The workers affected were told": the verb comes later.
    let later = || tokens[kept[act] + 1..].iter().take(3).any(|t| t.pos == Pos::Auxiliary);
    if kind == Verb::Infinite || kind == Verb::Either && later() {
        return None;
    }
    let speaks = act == at && kept[act] == end;
    let (subject, from) = match speaks.then(|| claim(clauses, &kept, act)).flatten() {
        Some(from) => (subject.start..kept[act] + 1, from),
        None => (subject, at + auxiliaries(tokens, &kept[at..])),
    };
    let predicate = ranges(&kept[from..]);
    (kept.len() >= from + FEWEST && subject.len() <= MOST_SUBJECT_WORDS).then_some(Split { subject, predicate })
}

/// Whether `token` is an article.
pub(super) fn is_article(token: &Token) -> bool {
    matches!(token.word.as_str(), "the" | "a" | "an") && token.pos == Pos::Determiner && !token.look.quote
}

/// Whether the noun phrase `tokens`, less its article, says by itself who or what it means.
fn names(tokens: &[Token]) -> bool {
    let vague = |t: &Token| {
        let word = t.word.as_str();
        let points = POINTING.contains(&word) || FIRST_PERSON.contains(&word) || t.pos == Pos::Pronoun;
        points || negates(word) || QUANTIFIERS.contains(&word) || HEDGES.contains(&word) || t.look.quote
    };
    let Some((head, before)) = tokens.split_last() else {
        return false;
    };
    let noun = matches!(head.pos, Pos::Noun | Pos::ProperNoun) || head.look.digit && before.last().is_some();
    let word = head.word.as_str();
    let empty = before.is_empty() && (EMPTY_NOUNS.contains(&word) || word.len() < 3);
    // A determiner that is left says which of them ("some", "no", "these").
    let determined = tokens.first().is_some_and(|t| t.pos == Pos::Determiner);
    // What a missing full stop runs into: "on Saturday Police were called".
    let run_on = before.first().is_some_and(|t| CALENDAR.contains(&t.word.as_str())) && head.look.capital;
    noun && !empty && !run_on && !determined && !TIME_NOUNS.contains(&word) && !tokens.iter().any(vague)
}

/// Where in `kept` the statement starts that the verb at `kept[act]` introduces as somebody's claim.
fn claim(clauses: &Clauses, kept: &[usize], act: usize) -> Option<usize> {
    let word = |at: usize| kept.get(at).map_or("", |&i| clauses.word(i));
    let that = usize::from(word(act + 1) == "that");
    if REFUSALS.contains(&word(act)) || that == 0 && !SAYING.contains(&word(act)) {
        return None;
    }
    let from = act + 1 + that;
    let &first = kept.get(from)?;
    let whole = first == kept[act] + 1 + that && clauses.opens_statement(first);
    whole.then(|| from + usize::from(is_article(&clauses.tokens[first])))
}

/// How many of the first of `kept` a heading leaves out: "was" of "was sold", "has been" of "has been sold", "is" of "is
/// selling".
fn auxiliaries(tokens: &[Token], kept: &[usize]) -> usize {
    let word = |at: usize| kept.get(at).map_or("", |&i| tokens[i].word.as_str());
    let verb = |at: usize| kept.get(at).is_some_and(|&i| tokens[i].pos == Pos::Verb);
    let participle = |at: usize| verb(at) && !word(at).ends_with("ing");
    match (word(0), word(1)) {
        ("has" | "have", "been") if participle(2) => 2,
        ("is" | "are", _) if verb(1) => 1,
        ("was" | "were", _) if participle(1) => 1,
        _ => 0,
    }
}

/// `tokens`, ascending, as ranges.
fn ranges(tokens: &[usize]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for &token in tokens {
        match found.last_mut() {
            Some(last) if last.end == token => last.end += 1,
            _ => found.push(token..token + 1),
        }
    }
    found
}

//! What a statement is about, parted from what it says of it: "The mill was sold to a rival" makes a row "Mill | Sold to
//! a rival", and "Critics claim the mill is unsafe" one "Critics claim | Mill is unsafe".

use std::ops::Range;

use super::clauses::Clauses;
use super::grammar::{Verb, full_noun_phrase_end, noun_phrase_end, verb};
use super::lexicon::{
    CALENDAR, FIRST_PERSON, HEDGES, LEAD_INS, PERSONAL, POINTING, QUANTIFIERS, SAYING, TIME_NOUNS, names_time, negates,
};
use super::open_classes::EMPTY_NOUNS;
use super::stems::{Stems, words as stem_words};
use super::tokens::Token;
use crate::entities::Referents;
use crate::model::Pos;
use crate::recap::row::bare;
use crate::span::{Span, one_line};

/// A statement in two parts, both ranges of tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Split {
    /// What it is about, and who says so: the name of the row.
    pub(super) subject: Range<usize>,
    /// What is said of it, in order.
    pub(super) predicate: Vec<Range<usize>>,
}

/// What the details of a row are said of.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Subject {
    /// Its words, and what else the text says it is.
    pub(super) pieces: Vec<Span>,
    /// Its stems, ascending, without repeats.
    pub(super) stems: Vec<u32>,
    /// Whether it is who makes a claim: "Marsh said".
    pub(super) speaks: bool,
}

impl Subject {
    /// What `words` mean: a name in full, with its role where there is room; `None` for a pronoun that could mean anybody.
    pub(super) fn new(text: &str, stems: &Stems, referents: &Referents, words: Span) -> Option<Self> {
        let pronoun = PERSONAL.contains(&words.slice(text).to_lowercase().as_str());
        let entity = if pronoun {
            Some(referents.subject(words)?)
        } else {
            referents.named(words)
        };
        let mut pieces = vec![entity.map_or(words, |entity| entity.name)];
        let length = |span: Span| span.slice(text).split_whitespace().count();
        let role = entity.and_then(|entity| entity.role);
        pieces.extend(role.filter(|role| length(pieces[0]) + length(*role) <= MOST_SUBJECT_WORDS));
        let speaks = entity.is_none()
            && stem_words(words.slice(text)).any(|word| SAYING.contains(&word.to_lowercase().as_str()));
        Some(Self {
            stems: stems.of_pieces(text, &pieces),
            pieces,
            speaks,
        })
    }

    /// Its words in one line.
    pub(super) fn name(&self, text: &str) -> String {
        let pieces: Vec<String> = self
            .pieces
            .iter()
            .map(|piece| one_line(bare(piece.slice(text))))
            .collect();
        pieces.join(", ")
    }
}

/// Most words of a subject that names a row.
pub(super) const MOST_SUBJECT_WORDS: usize = 5;
/// Fewest tokens of what is said of it.
const FEWEST: usize = 3;
/// Verbs whose claim is not the speaker's.
const REFUSALS: &[&str] = &["denied", "denies", "deny", "doubt", "doubts", "doubted"];

/// Words that tie what follows to the noun phrase before: "rescuers in Orrin", "the clash between two clubs".
const TIES: &[&str] = &[
    "in", "at", "for", "from", "with", "between", "on", "to", "near", "like", "behind", "under", "against", "across",
    "about", "inside", "outside",
];
/// Most tokens of what stands before the subject and its comma.
const MOST_OPENING: usize = 7;

/// The ways to part the statement that `pieces` of a sentence make: by the subject that it starts with, and by who is
/// said to say so at its end.
pub(super) fn splits(clauses: &Clauses, pieces: &[Range<usize>]) -> impl Iterator<Item = Split> {
    let kept: Vec<usize> = pieces.iter().cloned().flatten().collect();
    let ways = [by_subject(clauses, &kept), by_source(clauses, &kept)];
    ways.into_iter().flatten().filter(|split| {
        let said: usize = split.predicate.iter().map(Range::len).sum();
        said >= FEWEST && split.subject.len() <= MOST_SUBJECT_WORDS
    })
}

/// "The mill was sold to a rival" by "mill", "Critics claim the mill is unsafe" by "critics claim", "Last week, the mill
/// closed" by "mill".
fn by_subject(clauses: &Clauses, kept: &[usize]) -> Option<Split> {
    let tokens = &clauses.tokens;
    let opening = opening(tokens, kept);
    let &first = kept.get(opening)?;
    let mut end = subject_end(tokens, &kept[opening..]);
    let mut at = opening + (end - first);
    // "Ada Marsh, 38, ran the mill": the age goes along.
    let age = |i: usize| tokens[i - 1].look.comma && tokens[i].look.digit && tokens[i].look.comma;
    if end > first && tokens[end - 1].pos == Pos::ProperNoun && kept.get(at) == Some(&end) && age(end) {
        end += 1;
        at += 1;
    }
    let subject = first + usize::from(is_article(&tokens[first]))..end;
    // "He ran the mill": whom that means, the sentences before tell.
    let pronoun = subject.len() == 1 && first == clauses.start && matches!(clauses.word(first), "he" | "she");
    if subject.is_empty() || !pronoun && !names(&tokens[subject.clone()]) {
        return None;
    }
    let act = kept.get(at..)?.iter().position(|&i| tokens[i].pos != Pos::Adverb)? + at;
    let kind = verb(tokens, kept[act])?;
    // "The workers affected were told", "the tickets closed per person fell": the verb comes later.
    let later = || {
        let opens = |t: &Token| {
            matches!(
                t.pos,
                Pos::SubordinatingConjunction | Pos::CoordinatingConjunction | Pos::Pronoun
            )
        };
        let mut rest = kept[act + 1..]
            .iter()
            .take_while(|&&i| !tokens[i - 1].pauses() && !opens(&tokens[i]));
        rest.any(|&i| matches!(verb(tokens, i), Some(Verb::Finite | Verb::Either)))
    };
    if kind == Verb::Infinite || kind == Verb::Either && later() {
        return None;
    }
    if opening > 0 {
        let predicate = [&kept[..opening], &kept[at..]].concat();
        return Some(Split {
            subject,
            predicate: ranges(&predicate),
        });
    }
    let speaks = !pronoun && act == at && kept[act] == end;
    let (subject, from) = match speaks.then(|| claim(clauses, kept, act)).flatten() {
        Some(from) => (subject.start..kept[act] + 1, from),
        None => (subject, at + auxiliaries(tokens, &kept[at..])),
    };
    Some(Split {
        subject,
        predicate: ranges(&kept[from..]),
    })
}

/// "The mill is unsafe, Ada Marsh said" by "Ada Marsh said".
fn by_source(clauses: &Clauses, kept: &[usize]) -> Option<Split> {
    let tokens = &clauses.tokens;
    let last = *kept.last()?;
    let comma = (1..kept.len()).rev().find(|&at| tokens[kept[at - 1]].look.comma)?;
    let first = kept[comma];
    let source = first + usize::from(is_article(&tokens[first]))..last + 1;
    let end = subject_end(tokens, &kept[comma..]);
    let whole = kept.len() - comma == last + 1 - first && !tokens[source.clone()].iter().any(|t| t.look.quote);
    let says = SAYING.contains(&clauses.word(end)) && !REFUSALS.contains(&clauses.word(end)) && end > source.start;
    let said = ranges(&kept[..comma]);
    let statement = whole && says && names(&tokens[source.start..end]) && clauses.statement_cost(&said) == Some(0.0);
    statement.then_some(Split {
        subject: source,
        predicate: said,
    })
}

/// How many of the first of `kept` stand before the subject: "Last week, the mill closed".
fn opening(tokens: &[Token], kept: &[usize]) -> usize {
    let run = kept.iter().zip(kept[0]..).take_while(|(i, at)| **i == *at).count();
    let comma = (0..run.min(MOST_OPENING)).find(|&at| tokens[kept[at]].pauses());
    let Some(end) = comma.map(|comma| comma + 1) else {
        return 0;
    };
    let before = &tokens[kept[0]..kept[0] + end];
    let led = match before[0].pos {
        Pos::Adposition => before[0].word != "of" && full_noun_phrase_end(tokens, kept[0] + 1) == kept[0] + end,
        Pos::Adverb => {
            let word = before[0].word.as_str();
            end == 1 && !LEAD_INS.contains(&word) && !matches!(word, "here" | "there" | "then" | "also")
        }
        _ => {
            let time = |t: &Token| names_time(&t.word);
            noun_phrase_end(tokens, kept[0]) == kept[0] + end && before.last().is_some_and(time)
        }
    };
    let plain = before.last().is_some_and(|t| t.look.comma) && !before.iter().any(|t| t.look.quote);
    if led && plain { end } else { 0 }
}

/// Where the subject that the tokens `kept` start with ends, with what is tied to it; at its start where there is none.
fn subject_end(tokens: &[Token], kept: &[usize]) -> usize {
    let first = kept[0];
    let whole = |end: usize| kept.get(end - first - 1) == Some(&(end - 1));
    let mut end = full_noun_phrase_end(tokens, first);
    while end > first && kept.get(end - first) == Some(&end) && !tokens[end - 1].pauses() {
        let tie = &tokens[end];
        let joins = tie.word == "and" || tie.pos == Pos::Adposition && TIES.contains(&tie.word.as_str());
        let next = full_noun_phrase_end(tokens, end + 1);
        let times = tokens[end..next].iter().any(|t| names_time(&t.word));
        if !joins || tie.pauses() || next == end + 1 || times {
            break;
        }
        end = next;
    }
    if end > first && whole(end) { end } else { first }
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
        let points = points || matches!(word, "following" | "above" | "below");
        points || negates(word) || QUANTIFIERS.contains(&word) || HEDGES.contains(&word) || t.look.quote
    };
    let Some((head, before)) = tokens.split_last() else {
        return false;
    };
    let noun = matches!(head.pos, Pos::Noun | Pos::ProperNoun) || head.look.digit && before.last().is_some();
    let word = head.word.as_str();
    let empty = before.is_empty() && (EMPTY_NOUNS.contains(&word) || word.len() < 3);
    // A determiner that is left says which of them ("no", "these").
    let determiner = tokens.first().filter(|t| t.pos == Pos::Determiner);
    let determined = determiner.is_some_and(|t| !matches!(t.word.as_str(), "some" | "another"));
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

//! A verb keeps its object, a noun phrase its head.

use super::Refusal;
use super::draft::Draft;
use super::reading::Reading;
use super::words::{INTENTIONS, SAYING};
use crate::model::Pos;

/// How far behind a relative pronoun its clause may go on: "who commit or threaten".
const MOST_LIGHT: usize = 3;

/// **What it does.** Adds the object that stands right behind a kept verb as far as its head, the verb behind "hopes to", and
/// what an auxiliary leads to; completes a noun phrase that is kept without its head; and gives "which" and "who" their
/// noun.
///
/// **Why.** "Group hopes to make" says nothing, and "the tennis" is not "the tennis club".
///
/// **Example.** "Firm bought" becomes "Firm bought two mills".
pub(super) fn guard(reading: &Reading, draft: &mut Draft) -> Result<(), Refusal> {
    for at in 0..reading.len() {
        if !draft.has(at) {
            continue;
        }
        // "A drama which" without what the clause says.
        if reading.opens_clause(at)
            && reading.word(at + 1) != ","
            && draft
                .behind(at)
                .is_some_and(|behind| behind > at + MOST_LIGHT && behind >= reading.clause(at).end)
        {
            return Err(Refusal::End);
        }
        if let Some(phrase) = reading.phrase(at)
            && !draft.has(phrase.end - 1)
            && modifies(reading, at, phrase.end)
            && !draft.behind(at).is_some_and(|behind| continues(reading, behind))
        {
            draft.keep_all(reading, at..phrase.end);
        }
        match reading.pos(at) {
            Some(Pos::Verb | Pos::Auxiliary) => complement(reading, draft, at),
            // "'s" of an owner that is cut, or before nothing.
            Some(Pos::Particle) if reading.is(at, &["'s", "'"]) => {
                let owned = reading.phrase(at).is_none_or(|phrase| draft.any(at + 1..phrase.end));
                if at == 0 || !draft.has(at - 1) || !owned {
                    draft.drop(at);
                }
            }
            Some(Pos::Particle) if reading.word(at) == "to" => {
                if let Some(verb) = reading.governed(at + 1)
                    && reading.is_verb(verb)
                    && !draft.behind(at).is_some_and(|behind| reading.is_verb(behind))
                {
                    draft.keep_all(reading, at..verb + 1);
                }
            }
            // A preposition before what is cut.
            Some(Pos::Adposition) if !draft.has(at + 1) => {
                if let Some(phrase) = reading.full_phrase(at + 1)
                    && !draft.any(phrase.clone())
                    && draft
                        .behind(at)
                        .is_some_and(|behind| behind >= reading.clause(at).end || !continues(reading, behind))
                {
                    draft.keep_all(reading, phrase);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether the word at `at` says nothing without the head of its phrase, which ends at `end`: all but an owner with its
/// possessive, or a name that a noun only describes.
fn modifies(reading: &Reading, at: usize, end: usize) -> bool {
    let owner = (at + 1..end).any(|i| reading.is(i, &["'s", "'"]) && reading.pos(i) == Some(Pos::Particle));
    let owner = owner && reading.is_nominal(at);
    // "Six Nations teams France and Italy", "the death Saturday of": what follows is another phrase.
    let other = reading.is_time_word(end - 1)
        || reading.name_end(at).is_some()
        || reading.pos(at) == Some(Pos::Noun) && reading.pos(at + 1) == Some(Pos::ProperNoun);
    at + 1 < end && !other && !owner && !reading.is_mark(at) && reading.pos(at) != Some(Pos::Particle)
}

/// Whether a phrase that was cut before the word at `at` may go on with it: "an important thought or idea" with "idea".
fn continues(reading: &Reading, at: usize) -> bool {
    let phrase = matches!(
        reading.pos(at),
        Some(Pos::Adjective | Pos::Noun | Pos::ProperNoun | Pos::Numeral | Pos::Determiner | Pos::Pronoun)
    );
    phrase && !reading.opens_clause(at)
        || reading.word(at).ends_with("ing")
        || matches!(reading.word(at), "$" | "%" | "£" | "\"" | "“")
}

/// Keeps what follows the verb at `at` without a preposition between, where none of it is kept.
fn complement(reading: &Reading, draft: &mut Draft, at: usize) {
    let mut next = at + 1;
    while reading.pos(next) == Some(Pos::Adverb) || reading.is(next, &["not", "n't"]) || reading.is_article(next) {
        next += 1;
    }
    if next >= reading.len() || draft.has(next) {
        return;
    }
    let behind = draft.behind(at);
    // "Agreed a deal to work" with "agreed to work"
    let leads =
        |behind: usize| reading.word(behind) == "to" && (reading.is(at, INTENTIONS) || reading.word(at) == "agreed");
    if behind.is_some_and(|behind| leads(behind) || behind <= next + 4 && continues(reading, behind)) {
        return;
    }
    let auxiliary = reading.pos(at) == Some(Pos::Auxiliary);
    match reading.pos(next) {
        Some(Pos::Verb | Pos::Auxiliary) if auxiliary => draft.keep_all(reading, at + 1..next + 1),
        Some(Pos::Particle) if reading.word(next) == "to" && reading.is_verb(next + 1) => {
            draft.keep_all(reading, next..next + 2);
        }
        Some(Pos::Adjective)
            if auxiliary && reading.phrase(next).is_none() && !draft.any(next..reading.clause(at).end) =>
        {
            draft.keep_all(reading, at + 1..next + 1)
        }
        _ => {
            let Some(phrase) = reading.phrase(next).or_else(|| reading.full_phrase(next)) else {
                return;
            };
            // "Closed last week": a time is no object.
            let free = reading.is_time(&phrase) || reading.opens_clause(next);
            // "Officials think she is at risk" keeps who is where it keeps "is"; of "says it will" a headline makes "says will".
            let said = reading.is(at, SAYING) && reading.is_verb(phrase.end);
            let subject = draft.has(phrase.end) && reading.pos(next) != Some(Pos::Pronoun);
            if !free && (!said || subject) && !draft.has(phrase.end - 1) {
                draft.keep_all(reading, next..phrase.end);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::cut;

    #[test]
    fn a_verb_gets_its_object_back() {
        let text = "Quist Mining bought two mills and hopes to open a tennis club in Orrin.";
        assert_eq!(
            cut(text, "Quist Mining bought").unwrap(),
            "Quist Mining bought two mills"
        );
        assert_eq!(cut(text, "hopes to").unwrap(), "hopes to open tennis club");
        assert_eq!(cut(text, "hopes to open tennis").unwrap(), "hopes to open tennis club");
    }
}

//! A subject stays with its own verb, and statements stay apart.

use std::ops::Range;

use super::Refusal;
use super::draft::Draft;
use super::reading::Reading;
use super::words::{PERSONAL, RELATIVES};
use crate::model::Pos;

/// Most words from a subject to the end of a relative pronoun that still means it: "file attached, which".
const MOST_OWN: usize = 4;

/// **What it does.** Refuses a cut that takes a verb out between a subject and another subject's verb; where a statement
/// starts behind another with words missing between, marks it [`apart`](super::Cut::apart) unless a conjunction joins them.
///
/// **Why.** From "The board sold what the union owned", "The board owned" is false.
///
/// **Example.** "Board owned" of the above is refused.
pub(super) fn guard(reading: &Reading, draft: &mut Draft) -> Result<(), Refusal> {
    for gap in draft.gaps() {
        let (last, next) = (gap.start - 1, gap.end);
        let verb = reading.verb_from(next).filter(|&verb| draft.has(verb));
        if let Some(verb) = verb
            && reading.is_finite(verb)
            && reading.is_nominal(last)
            && foreign(reading, gap.clone())
        {
            return Err(Refusal::Statement);
        }
        // A verb at the end of a long way from what is kept has a subject on that way.
        let far = gap.clone().filter(|&i| reading.is_finite(i)).take(2).count() == 2;
        if far && verb == Some(next) && !joins_back(reading, &gap) {
            return Err(Refusal::Statement);
        }
        if draft.apart.contains(&next) {
            continue;
        }
        // A noun phrase whose own verb is cut belongs to nothing before it either.
        let loose = reading.phrase(next).is_some() && reading.states(gap.clone()) && !foreign_free(reading, &gap);
        let starts = loose || starts_statement(reading, draft, next);
        let stated = draft.words().take_while(|&i| i < next).any(|i| reading.is_finite(i));
        if starts && stated && !joined(reading, draft, last, &gap) {
            // The conjunction between them, where one stands right before.
            let before = gap.end - 1;
            if reading.pos(before) == Some(Pos::CoordinatingConjunction) && reading.word(before) == "and" {
                draft.keep(before);
            } else {
                draft.apart.push(next);
            }
        }
    }
    Ok(())
}

/// Whether the words missing in `gap` hold a verb and the subject of the verb behind them.
fn foreign(reading: &Reading, gap: Range<usize>) -> bool {
    let Some(last) = reading.leader(gap.end).filter(|&last| gap.contains(&last)) else {
        return false;
    };
    let relative = |i: usize| reading.is(i, RELATIVES) || reading.word(i) == "that" && reading.is_verb(i + 1);
    let own = relative(gap.start) || reading.word(gap.start) == "," && relative(gap.start + 1);
    let subject = reading.phrase(last).map_or(last, |phrase| phrase.start);
    // "Closed two mills and" shares the subject; "said the union" does not, "of the two mills" has no verb.
    let led = subject > gap.start && reading.pos(subject - 1) == Some(Pos::Adposition);
    let verb = gap.clone().take_while(|&i| i < subject).any(|i| reading.is_finite(i));
    // "Most say they would", "while it would lose two, it would win": the same subject again.
    let again = last > 0 && (reading.is_verb(last - 1) || matches!(reading.word(last - 1), "," | "and" | "but"));
    let own = own || reading.is(last, PERSONAL) && again || reading.is(last, RELATIVES) && gap.len() <= MOST_OWN;
    let insertion = reading.word(last) == ",";
    reading.is_nominal(last) && verb && !own && !led && !insertion
}

/// Whether the word before the end of `gap` lets a verb go on from before it: "and", "to", a comma or an auxiliary.
fn joins_back(reading: &Reading, gap: &Range<usize>) -> bool {
    let last = reading.leader(gap.end).unwrap_or(gap.start);
    let word = reading.pos(last);
    word == Some(Pos::CoordinatingConjunction)
        || reading.is(last, &[",", "to", "–", "—", ")"])
        || word == Some(Pos::Auxiliary)
}

/// Whether what is missing in `gap` is an aside that leaves both sides together: a clause between two commas, or one that
/// ends before a preposition or a conjunction.
fn foreign_free(reading: &Reading, gap: &Range<usize>) -> bool {
    let last = gap.end - 1;
    let last = if reading.is_article(last) && last > gap.start {
        last - 1
    } else {
        last
    };
    let aside =
        matches!(reading.word(gap.start), "," | "(" | "–" | "—") && matches!(reading.word(last), "," | ")" | "–" | "—");
    aside || reading.word(last) == "," || reading.pos(last) == Some(Pos::CoordinatingConjunction)
}

/// Whether a noun phrase and its finite verb are kept from `at` on.
fn starts_statement(reading: &Reading, draft: &Draft, at: usize) -> bool {
    let Some(phrase) = reading.full_phrase(at) else {
        return false;
    };
    if reading.opens_clause(at) || !phrase.clone().all(|i| draft.has(i) || reading.is_article(i)) {
        return false;
    }
    let Some(before) = at.checked_sub(1).map(|before| {
        if reading.is_article(before) && before > 0 {
            before - 1
        } else {
            before
        }
    }) else {
        return false;
    };
    // "said the mill closed", "because the mill closed", "to the mill that": no statement of its own.
    let hangs = matches!(
        reading.pos(before),
        Some(Pos::Verb | Pos::Auxiliary | Pos::Adposition | Pos::Adjective | Pos::Numeral)
    ) || reading.opens_clause(before) && reading.word(before) != "that";
    let verb = reading.verb_from(phrase.end);
    !hangs && verb.is_some_and(|i| draft.has(i) && reading.is_finite(i))
}

/// Whether a word or mark joins what ends at `last` with what follows `gap`.
fn joined(reading: &Reading, draft: &Draft, last: usize, gap: &Range<usize>) -> bool {
    let joins = |i: usize| {
        let clause = reading.pos(i) == Some(Pos::CoordinatingConjunction) || reading.opens_clause(i);
        clause
            || reading.is(i, &[";", ":", "–", "—", "that"])
            || reading.is_verb(i)
            || reading.pos(i) == Some(Pos::Adposition)
    };
    let only_articles = gap.clone().all(|i| reading.is_article(i));
    let comma = reading.word(last) == ",";
    // "If the state agrees, the council pays": the comma joins a clause to its main clause.
    let subordinate = draft.words().take_while(|&i| i < last).any(|i| reading.opens_clause(i));
    only_articles || joins(last) || comma && subordinate
}

#[cfg(test)]
mod tests {
    use super::super::Refusal;
    use super::super::testing::{cut, cut_whole};

    #[test]
    fn no_subject_gets_the_verb_of_another() {
        let text = "The board sold what the union owned in May.";
        assert_eq!(cut(text, "board owned in May"), Err(Refusal::Statement));
    }

    #[test]
    fn a_relative_clause_between_subject_and_verb_may_go() {
        let text = "The mill, which closed in May, employed 140 people.";
        assert_eq!(
            cut(text, "mill employed 140 people").unwrap(),
            "mill employed 140 people"
        );
    }

    #[test]
    fn statements_do_not_run_into_each_other() {
        let text = "The mill closed in May after a long strike; the union sold its hall.";
        let cut = cut_whole(text, "mill closed in May union sold its hall").unwrap();
        assert_eq!(cut.apart, [11]);
    }
}

//! A condition stays with what it is a condition of.

use std::ops::Range;

use super::Refusal;
use super::draft::Draft;
use super::reading::Reading;
use super::words::{ASKING, CONDITIONS, RELATIVES};
use crate::model::Pos;

/// **What it does.** Adds "if …", "unless …" and the like back where a verb of the main clause is kept, as far as there is
/// room; else refuses.
///
/// **Why.** What happens if the state pays is not what happens.
///
/// **Example.** "Council may pay" becomes "Council may pay if the state agrees".
pub(super) fn guard(reading: &Reading, draft: &mut Draft) -> Result<(), Refusal> {
    let mut at = 0;
    while at < reading.len() {
        let length = CONDITIONS
            .iter()
            .find(|words| reading.reads(at, words))
            .map_or(0, |words| words.len());
        // "Decide if", "see if": what is asked, no condition. "Provided lunch" is a verb.
        let asked = at > 0 && reading.is(at - 1, ASKING) && reading.word(at) == "if";
        let verb = reading.pos(at) == Some(Pos::Verb) && length == 1 && reading.word(at + 1) != "that";
        if length > 0 && !asked && !verb {
            let (condition, main) = parts(reading, at, length);
            let states =
                |i: usize| draft.has(i) && reading.is_verb(i) && !reading.is(reading.clause(i).start, RELATIVES);
            let inside = condition.clone().any(|i| draft.has(i) && !reading.is_mark(i));
            if main.into_iter().flatten().any(states) {
                let content = |i: &usize| !reading.is_article(*i) && !reading.is_mark(*i);
                let missing = condition.clone().filter(content).filter(|&i| !draft.has(i)).count();
                let states = condition.clone().any(|i| i > at && draft.has(i) && reading.is_verb(i));
                let whole =
                    draft.has(at) && (states || !reading.states(condition.clone()) && missing < condition.len() / 2);
                if !whole && missing > 0 {
                    if draft.count(reading) + missing > crate::recap::MOST_DETAIL_WORDS {
                        return Err(Refusal::Condition);
                    }
                    draft.keep_all(reading, condition.clone());
                    if reading.word(condition.end) == "," && draft.any(condition.end + 1..reading.len()) {
                        draft.keep(condition.end);
                    }
                }
            } else if inside && !draft.has(at) && condition.clone().any(|i| draft.has(i) && reading.is_finite(i)) {
                // What is only supposed reads as a fact without its "if".
                draft.keep_all(reading, at..at + length);
            }
        }
        at += length.max(1);
    }
    Ok(())
}

/// The condition that the `length` words at `at` open, and the clauses that it limits, before and behind it.
fn parts(reading: &Reading, at: usize, length: usize) -> (Range<usize>, [Range<usize>; 2]) {
    let stops = |i: &usize| match reading.word(*i) {
        ";" | ":" | "—" | "–" | "--" | "”" | "“" | ")" | "(" | "." => true,
        // A mark that closes speech; one around a word does not end the clause.
        "\"" => matches!(reading.word_before(*i), "," | "." | "!"),
        _ => false,
    };
    let stop = (at + length..reading.len()).find(stops).unwrap_or(reading.len());
    let comma = (at + length..stop).find(|&i| reading.word(i) == ",");
    const LEADS: &[&str] = &["", ",", "and", "but", "that", "\"", "“", ";", ":", ".", "even", "only"];
    let leads = LEADS.contains(&reading.word_before(at));
    let mut end = comma.unwrap_or(stop);
    // "Until the end of May": a preposition, with its phrase.
    let phrase = reading.full_phrase(at + length);
    if let Some(phrase) = phrase.filter(|phrase| reading.verb_from(phrase.end).is_none()) {
        end = end.min(phrase.end);
    }
    // The full stop is not part of it.
    while end > at + length && reading.is_mark(end - 1) {
        end -= 1;
    }
    let before = (0..at)
        .rev()
        .find(|&i| {
            stops(&i)
                || reading.opens_clause(i)
                || reading.pos(i) == Some(Pos::CoordinatingConjunction) && reading.states(i..at)
        })
        .map_or(0, |i| i + 1);
    match comma.filter(|_| leads) {
        Some(comma) => (at..end, [0..0, comma + 1..stop]),
        None => (at..end, [before..at, 0..0]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::cut;

    #[test]
    fn the_main_clause_keeps_its_condition() {
        let text = "The council will pay for a third crossing if the state agrees.";
        assert_eq!(
            cut(text, "council will pay for third crossing").unwrap(),
            "council will pay for third crossing if state agrees"
        );
        let text = "Unless the state agrees, the council will close the line in March.";
        assert_eq!(
            cut(text, "council will close line").unwrap(),
            "Unless state agrees , council will close line"
        );
    }

    #[test]
    fn what_is_asked_is_no_condition() {
        let text = "Quist asked if the mill would close, and the board sold two cranes.";
        assert_eq!(cut(text, "board sold two cranes").unwrap(), "board sold two cranes");
    }
}

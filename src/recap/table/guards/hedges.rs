//! How sure, how many: words of degree stay.

use super::Refusal;
use super::draft::Draft;
use super::reading::Reading;
use super::words::{DEGREES, DOUBTFUL, HEDGES, INTENTIONS, MODALS};
use crate::model::Pos;

/// **What it does.** Keeps "may" and "could" with their verb, "reportedly" with the verb of its clause, "alleged" with its
/// noun, "expected to" with what is expected, "nearly" and "at least" with their number.
///
/// **Why.** What may happen is not what happens, and nearly half is not half.
///
/// **Example.** "Council pay for a third crossing" becomes "Council may pay for a third crossing".
pub(super) fn guard(reading: &Reading, draft: &mut Draft) -> Result<(), Refusal> {
    for at in 0..reading.len() {
        let pos = reading.pos(at);
        if reading.is(at, MODALS) && pos == Some(Pos::Auxiliary) {
            // "may have been sold": the last verb of the group, or the adjective behind "be".
            if reading.governed(at + 1).is_some_and(|verb| draft.has(verb)) {
                draft.keep(at);
                let verb = reading.governed(at + 1).unwrap_or(at);
                for i in (at + 1..verb).filter(|&i| pos_is(reading, i, Pos::Auxiliary)) {
                    draft.keep(i);
                }
            }
        } else if reading.is(at, HEDGES) && pos == Some(Pos::Adverb) {
            if stands_with(reading, at).is_some_and(|with| draft.has(with)) {
                draft.keep(at);
            }
        } else if reading.is(at, DOUBTFUL)
            && matches!(pos, Some(Pos::Adjective | Pos::Verb))
            && reading.phrase(at).is_some_and(|phrase| phrase.end > at + 1)
            && draft.has(at + 1)
        {
            draft.keep(at);
        }
        let led = reading.is(at, INTENTIONS) && reading.word(at + 1) == "to" && pos_is(reading, at + 1, Pos::Particle);
        if led && reading.governed(at + 2).is_some_and(|verb| draft.has(verb)) {
            draft.keep_all(reading, at..at + 2);
        }
    }
    let mut at = 0;
    while at < reading.len() {
        let length = DEGREES
            .iter()
            .find(|words| reading.reads(at, words))
            .map_or(0, |words| words.len());
        if length > 0 && counts(reading, at + length) && (length > 1 || !pos_is(reading, at, Pos::Noun)) {
            let next = at + length;
            let next = if reading.is_article(next) || reading.word(next) == "$" {
                next + 1
            } else {
                next
            };
            if draft.has(next) {
                draft.keep_all(reading, at..at + length);
            }
        }
        at += length.max(1);
    }
    Ok(())
}

fn pos_is(reading: &Reading, at: usize, pos: Pos) -> bool {
    reading.pos(at) == Some(pos)
}

/// Whether a number or a word for one stands at `at`.
fn counts(reading: &Reading, at: usize) -> bool {
    let counting = |at: usize| {
        let word = reading.is(
            at,
            &[
                "half",
                "all",
                "every",
                "everyone",
                "everything",
                "dozen",
                "dozens",
                "hundreds",
                "thousands",
                "millions",
                "twice",
                "double",
                "third",
                "quarter",
            ],
        );
        pos_is(reading, at, Pos::Numeral) || word || reading.is(at, &["$", "£", "€"])
    };
    counting(at) || reading.is_article(at) && counting(at + 1)
}

/// The word that an adverb at `at` speaks of: the verb, adjective or noun behind it, else the verb before it.
fn stands_with(reading: &Reading, at: usize) -> Option<usize> {
    let clause = reading.clause(at);
    let content = |&i: &usize| {
        matches!(
            reading.pos(i),
            Some(Pos::Verb | Pos::Adjective | Pos::Noun | Pos::ProperNoun | Pos::Numeral)
        )
    };
    let behind = (at + 1..clause.end).find(content);
    behind.or_else(|| (clause.start..at).rev().find(|&i| reading.is_verb(i)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::cut;

    #[test]
    fn modals_and_hedges_stay_with_their_verb() {
        let text = "The council may pay for a third crossing, and Orrin Mining reportedly paid the town.";
        assert_eq!(
            cut(text, "council pay for third crossing").unwrap(),
            "council may pay for third crossing"
        );
        assert_eq!(
            cut(text, "Orrin Mining paid town").unwrap(),
            "Orrin Mining reportedly paid town"
        );
    }

    #[test]
    fn degrees_stay_with_their_number() {
        let text = "Nearly half of the boats and at least 30 cranes need an alleged owner.";
        assert_eq!(
            cut(text, "half of boats and 30 cranes").unwrap(),
            "Nearly half of boats and at least 30 cranes"
        );
    }

    #[test]
    fn the_alleged_are_not_the_guilty() {
        let text = "Police held the alleged thief, who is expected to leave Orrin.";
        assert_eq!(cut(text, "Police held thief").unwrap(), "Police held alleged thief");
        assert_eq!(cut(text, "leave Orrin").unwrap(), "expected to leave Orrin");
    }
}

//! Nothing dangles at either end.

use super::Refusal;
use super::draft::Draft;
use super::reading::Reading;
use super::words::{NEED_PREPOSITION, NEVER_FIRST, NEVER_LAST, SAYING};
use crate::model::Pos;

/// Most words that a preposition at the end is completed with; before a longer phrase it goes.
const MOST_COMPLETED: usize = 5;

/// **What it does.** Drops marks, conjunctions, relative pronouns and half contractions at both ends; completes a
/// preposition at the end or drops it; refuses a row that ends before what its last verb says.
///
/// **Why.** A reader stumbles where a phrase starts in the middle or breaks off.
///
/// **Example.** "and sold the mill to" becomes "sold the mill to a rival".
pub(super) fn guard(reading: &Reading, draft: &mut Draft) -> Result<(), Refusal> {
    while let Some(first) = draft.first() {
        if reading.word(first) == "of" {
            match first.checked_sub(1).and_then(|before| reading.phrase(before)) {
                Some(phrase) => draft.keep_all(reading, phrase),
                None => draft.drop(first),
            }
        } else if dangles_first(reading, draft, first) {
            draft.drop(first);
        } else {
            break;
        }
    }
    while let Some(last) = draft.last() {
        let pos = reading.pos(last);
        let ends = last + 1 >= reading.len() || reading.is_mark(last + 1);
        // "Pay off in the long run": a particle of its verb.
        let particle = last > 0 && reading.pos(last - 1) == Some(Pos::Verb) && reading.full_phrase(last + 1).is_none();
        if pos == Some(Pos::Adposition) && !ends {
            if particle {
                break;
            }
            match reading
                .full_phrase(last + 1)
                .filter(|phrase| phrase.len() <= MOST_COMPLETED)
            {
                Some(phrase) => {
                    draft.keep_all(reading, phrase);
                    break;
                }
                None => draft.drop(last),
            }
        } else if dangles_last(reading, last, ends) {
            draft.drop(last);
        } else {
            break;
        }
    }
    let Some(last) = draft.last() else {
        return Err(Refusal::Empty);
    };
    if reading.is(last, NEED_PREPOSITION) && reading.pos(last + 1) == Some(Pos::Adposition) {
        let phrase = reading.full_phrase(last + 2).ok_or(Refusal::End)?;
        draft.keep_all(reading, last + 1..phrase.end);
    }
    let that = reading.word(last + 1) == "that" && reading.pos(last + 1) == Some(Pos::SubordinatingConjunction);
    let says = reading.pos(last) == Some(Pos::Verb) && reading.is(last, SAYING) && draft.words().count() < 4;
    if reading.pos(last) == Some(Pos::Verb) && that || says && last + 1 < reading.len() && !reading.is_mark(last + 1) {
        return Err(Refusal::End);
    }
    Ok(())
}

fn dangles_first(reading: &Reading, draft: &Draft, first: usize) -> bool {
    let word = reading.word(first);
    let mark = reading.is_mark(first) && !matches!(word, "\"" | "“" | "``" | "(" | "[");
    let connects = NEVER_FIRST.contains(&word)
        && reading.pos(first) != Some(Pos::Determiner)
        && reading.pos(first) != Some(Pos::Noun);
    // "So far", "because of", "who he blames": phrases of their own.
    let own = matches!(word, "so" | "because")
        && draft.has(first + 1)
        && reading.is(first + 1, &["far", "of", "many", "much"]);
    mark || connects && !own
}

fn dangles_last(reading: &Reading, last: usize, ends: bool) -> bool {
    let word = reading.word(last);
    if reading.is_mark(last) {
        return !matches!(word, "\"" | "”" | "''" | ")" | "]" | "'" | "’");
    }
    match reading.pos(last) {
        Some(Pos::CoordinatingConjunction | Pos::SubordinatingConjunction) => true,
        Some(Pos::Auxiliary | Pos::Determiner) => !ends,
        Some(Pos::Adjective) => !ends && matches!(word, "such" | "other" | "own" | "more" | "most"),
        _ => NEVER_LAST.contains(&word) && !ends || matches!(word, "and" | "or"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::cut;

    #[test]
    fn ends_that_dangle_are_dropped_or_completed() {
        let text = "Quist closed the pier and sold the mill to a rival from Vellin, which will reopen it.";
        assert_eq!(cut(text, "and sold mill to").unwrap(), "sold mill to rival");
        assert_eq!(cut(text, "Quist closed pier and").unwrap(), "Quist closed pier");
        assert_eq!(
            cut(text, "sold mill to rival from Vellin , which").unwrap(),
            "sold mill to rival from Vellin"
        );
    }
}

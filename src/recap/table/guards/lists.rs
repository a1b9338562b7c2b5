//! Commas and "and" stand where they join something.

use super::Refusal;
use super::draft::Draft;
use super::reading::Reading;
use crate::model::Pos;

/// Most words of a joined item that may be cut before what is kept of it: "and a number of different".
const MOST_DESCRIBED: usize = 5;

/// **What it does.** Drops "and" where its last item is cut or where items before it are, and commas that part what their
/// other side is missing of.
///
/// **Why.** "Boats and cranes" is all there is; "boats, cranes" is some of it.
///
/// **Example.** "Boats, trucks and" becomes "Boats, trucks".
pub(super) fn guard(reading: &Reading, draft: &mut Draft) -> Result<(), Refusal> {
    for at in 0..reading.len() {
        if !draft.has(at) {
            continue;
        }
        if reading.pos(at) == Some(Pos::CoordinatingConjunction) && reading.is(at, &["and", "or", "nor", "but"]) {
            conjunction(reading, draft, at);
        } else if reading.is(at, &[",", ";", ":", "–", "—", "--", "-"]) && !reading.glues(at) {
            mark(reading, draft, at);
        }
    }
    Ok(())
}

fn conjunction(reading: &Reading, draft: &mut Draft, at: usize) {
    let led = !reading.is(at, &["and", "or"]) || paired(reading, draft, at);
    let Some(before) = draft.before(at) else {
        return draft.drop(at);
    };
    let Some(behind) = draft.behind(at) else {
        return draft.drop(at);
    };
    // The item right behind it has to be there, less what describes it.
    let item = behind <= at + MOST_DESCRIBED && (at + 1..behind).all(|i| reading.pos(i) != reading.pos(at));
    // Items between commas that are cut before it.
    let series = (before + 1..at).any(|i| reading.word(i) == "," && i + 1 < at);
    if !item || series && !led {
        draft.drop(at);
        // "A, D": the comma behind the item that is left joins them now.
        if item && reading.word(before + 1) == "," {
            draft.keep(before + 1);
        }
    }
}

/// Whether "both", "either" or "between" before it needs it.
fn paired(reading: &Reading, draft: &Draft, at: usize) -> bool {
    let from = at.saturating_sub(12);
    (from..at).any(|i| draft.has(i) && reading.is(i, &["both", "either", "neither", "between"]))
}

/// The mark at `at` goes where the word before it is missing, or all behind it up to the next mark.
fn mark(reading: &Reading, draft: &mut Draft, at: usize) {
    let before = draft.before(at).is_some_and(|before| {
        (before + 1..at).all(|i| reading.is_article(i) || is_light(reading, i) || reading.pos(i) == Some(Pos::Adverb))
            || reading.word(before) != "," && reading.phrase(before).is_some_and(|phrase| phrase.end == at)
    });
    let behind = draft.behind(at).is_some_and(|behind| {
        let gap = at + 1..behind;
        let light = gap.clone().all(|i| reading.is_article(i) || is_light(reading, i));
        let goes_on = gap.clone().next_back().is_some_and(|i| {
            reading.word(i) == "," || reading.pos(i) == Some(Pos::CoordinatingConjunction) || reading.is_article(i)
        });
        let head = reading.phrase(at + 1).is_some_and(|phrase| behind < phrase.end);
        light || goes_on || head
    });
    if !before || !behind {
        draft.drop(at);
    }
}

/// Whether a headline does without the word at `at`.
fn is_light(reading: &Reading, at: usize) -> bool {
    reading.pos(at) == Some(Pos::Auxiliary) || reading.is(at, &["that", "and", "also", "\"", "“", "”"])
}

#[cfg(test)]
mod tests {
    use super::super::testing::cut;

    const GOODS: &str = "The pier ships coal, timber, wool and salted fish to Orrin.";

    #[test]
    fn a_list_without_its_end_has_no_and() {
        assert_eq!(
            cut(GOODS, "pier ships coal , timber , wool and").unwrap(),
            "pier ships coal , timber , wool"
        );
        assert_eq!(
            cut(GOODS, "pier ships coal , timber ,").unwrap(),
            "pier ships coal , timber"
        );
    }

    #[test]
    fn a_list_without_its_middle_has_no_and() {
        assert_eq!(
            cut(GOODS, "pier ships coal and salted fish").unwrap(),
            "pier ships coal , salted fish"
        );
    }
}

//! A number keeps what it counts.

use super::Refusal;
use super::draft::Draft;
use super::reading::Reading;
use super::words::OF_NOUNS;
use crate::model::Pos;

/// Words that go on with a number: "20 per cent", "$3 a barrel".
const RATES: &[&str] = &["per", "a", "an"];

/// **What it does.** Keeps of a number's noun phrase the words from the number to the head, its currency sign, its unit and
/// "of" with what the share is a share of; the same for nouns such as "majority" and "lack".
///
/// **Why.** "Closed 20" says nothing, "a tenth" of what matters, and "20" is not "20 million".
///
/// **Example.** "Two of its" becomes "Two of its four boats".
pub(super) fn guard(reading: &Reading, draft: &mut Draft) -> Result<(), Refusal> {
    for at in 0..reading.len() {
        if !draft.has(at) {
            continue;
        }
        let word = reading.word(at);
        let number = reading.pos(at) == Some(Pos::Numeral);
        if number {
            if at > 0 && matches!(reading.word(at - 1), "$" | "£" | "€" | "¥") {
                draft.keep(at - 1);
            }
            if let Some(phrase) = reading.phrase(at) {
                // Between the number and its noun what describes the noun may be missing.
                let figure =
                    |&i: &usize| matches!(reading.pos(i), Some(Pos::Numeral | Pos::Symbol)) || reading.glues(i);
                (at + 1..phrase.end).take_while(figure).for_each(|i| draft.keep(i));
                draft.keep(phrase.end - 1);
                if reading.reads(phrase.end, &["per", "cent"]) {
                    draft.keep_all(reading, phrase.end..phrase.end + 2);
                }
            }
        }
        // "miles an hour", "$3 a barrel"
        let unit = at > 0 && reading.pos(at - 1) == Some(Pos::Numeral) && (number || reading.is_nominal(at));
        if unit && reading.is(at + 1, RATES) && reading.pos(at + 2) == Some(Pos::Noun) && !reading.is_time_word(at) {
            draft.keep(at + 1);
            draft.keep(at + 2);
        }
        let share = OF_NOUNS.contains(&word) || number && reading.phrase(at).is_none_or(|phrase| phrase.end == at + 1);
        if share
            && reading.word(at + 1) == "of"
            && let Some(phrase) = reading.full_phrase(at + 2)
        {
            let whole = phrase.clone().any(|i| draft.has(i) && reading.is_nominal(i));
            if !whole || !draft.has(at + 1) {
                draft.keep(at + 1);
                draft.keep_all(reading, phrase);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::cut;

    #[test]
    fn a_number_keeps_its_noun_and_its_whole() {
        let text = "Two of the four boats carried 340 school pupils at 12 miles an hour.";
        assert_eq!(
            cut(text, "Two carried 340").unwrap(),
            "Two of four boats carried 340 pupils"
        );
        assert_eq!(
            cut(text, "340 school pupils at 12 miles").unwrap(),
            "340 school pupils at 12 miles an hour"
        );
    }

    #[test]
    fn a_share_keeps_what_it_is_a_share_of() {
        let text = "The line lost a tenth of its passengers and $2.4 million in 2024.";
        assert_eq!(
            cut(text, "line lost a tenth").unwrap(),
            "line lost a tenth of its passengers"
        );
        assert_eq!(cut(text, "and $ 2.4").unwrap(), "$ 2.4 million");
    }
}

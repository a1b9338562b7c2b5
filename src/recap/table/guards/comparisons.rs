//! Both sides of a comparison or range, or neither.

use super::Refusal;
use super::draft::Draft;
use super::reading::Reading;
use super::words::COMPARATIVES;
use crate::model::Pos;

/// Most words that "than" is completed with.
const MOST_SIDE: usize = 10;

/// **What it does.** Keeps "than" and what follows it with its comparative and the other way round, "to B" after "from A",
/// "and B" after "between A", the second "as" after the first, and what something is compared with.
///
/// **Why.** "More passengers" means more than before, or more than elsewhere: another claim.
///
/// **Example.** "Rose from 5" becomes "Rose from 5 to 9".
pub(super) fn guard(reading: &Reading, draft: &mut Draft) -> Result<(), Refusal> {
    for at in 0..reading.len() {
        match reading.word(at) {
            "than" => than(reading, draft, at)?,
            "between" => {
                if let Some(first) = reading.full_phrase(at + 1)
                    && draft.has(at)
                    && reading.word(first.end) == "and"
                    && let Some(second) = reading.full_phrase(first.end + 1)
                {
                    draft.keep_all(reading, at + 1..second.end);
                }
            }
            "from" => {
                if let Some(first) = reading.full_phrase(at + 1)
                    && matches!(reading.word(first.end), "to" | "into" | "until" | "through")
                    && let Some(second) = reading.full_phrase(first.end + 1)
                    && draft.has(at)
                    && first.clone().any(|i| draft.has(i))
                {
                    draft.keep_all(reading, at + 1..second.end);
                }
            }
            "as" if reading.pos(at) == Some(Pos::Adverb) => equals(reading, draft, at),
            "compared" if draft.has(at) && matches!(reading.word(at + 1), "with" | "to") => {
                let side = reading.full_phrase(at + 2).ok_or(Refusal::Comparison)?;
                draft.keep_all(reading, at + 1..side.end);
            }
            _ => {}
        }
    }
    Ok(())
}

/// The comparison that "than" at `at` makes.
fn than(reading: &Reading, draft: &mut Draft, at: usize) -> Result<(), Refusal> {
    let start = reading
        .clause(at.saturating_sub(1))
        .start
        .max(at.saturating_sub(MOST_SIDE));
    let compares = |i: &usize| {
        let word = reading.word(*i);
        let graded = matches!(reading.pos(*i), Some(Pos::Adjective | Pos::Adverb)) && word.ends_with("er");
        COMPARATIVES.contains(&word) || graded
    };
    let Some(more) = (start..at).rev().find(compares) else {
        return Ok(());
    };
    let end = side_end(reading, at + 1);
    let (first, second) = (draft.has(more), draft.any(at..end));
    if !first && !second {
        return Ok(());
    }
    // "More than 40" is a degree; the number after it may be cut with it.
    if end - more > MOST_SIDE && !(first && draft.has(at)) {
        return Err(Refusal::Comparison);
    }
    draft.keep(more);
    if more + 1 < at && !draft.any(more + 1..at) {
        draft.keep_all(reading, more + 1..at);
    }
    let other = draft.has(at) && draft.any(at + 1..reading.clause(at).end.max(end));
    draft.keep_all(reading, at..if other { at + 1 } else { end });
    Ok(())
}

/// Where the side of a comparison that starts at `from` ends: behind its noun phrase, with the preposition before it.
fn side_end(reading: &Reading, from: usize) -> usize {
    let led = matches!(
        reading.pos(from),
        Some(Pos::Adposition | Pos::Verb | Pos::SubordinatingConjunction)
    );
    let at = from + usize::from(led);
    reading
        .full_phrase(at)
        .map_or((at + 1).min(reading.len()), |phrase| phrase.end)
}

/// "as big as a house"
fn equals(reading: &Reading, draft: &mut Draft, at: usize) {
    let limit = reading.len().min(at + 6);
    if let Some(second) = (at + 2..limit).find(|&i| reading.word(i) == "as") {
        let end = side_end(reading, second + 1);
        if draft.has(at) && draft.any(at + 1..second) || draft.any(at + 1..second) && draft.any(second..end) {
            draft.keep_all(reading, at..end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::cut;

    #[test]
    fn more_keeps_its_than() {
        let text = "The new boat carries more passengers than the old ferry on most days.";
        assert_eq!(
            cut(text, "new boat carries more passengers").unwrap(),
            "new boat carries more passengers than old ferry"
        );
        assert_eq!(
            cut(text, "new boat carries passengers than old ferry").unwrap(),
            "new boat carries more passengers than old ferry"
        );
    }

    #[test]
    fn ranges_keep_both_ends() {
        let text = "Fares rose from 5 marks to 9 marks between May and July.";
        assert_eq!(
            cut(text, "Fares rose from 5 marks").unwrap(),
            "Fares rose from 5 marks to 9 marks"
        );
        assert_eq!(
            cut(text, "Fares rose between May").unwrap(),
            "Fares rose between May and July"
        );
    }
}

//! What is denied stays denied.

use std::ops::Range;

use super::Refusal;
use super::draft::Draft;
use super::reading::Reading;
use super::words::{DENIALS, NEGATIONS, NEGATIVE_DETERMINERS};
use crate::model::Pos;

/// **What it does.** Keeps a negation wherever a word that it denies is kept: the verb behind it or what that verb governs,
/// the noun phrase that "no" opens, what "failed to" leads to.
///
/// **Why.** Without it the row says the opposite.
///
/// **Example.** "Board approve the sale" becomes "Board did not approve the sale".
pub(super) fn guard(reading: &Reading, draft: &mut Draft) -> Result<(), Refusal> {
    for at in 0..reading.len() {
        if reading.is(at, &["not", "n't"]) && reading.is(at + 1, &["only", "just"]) && draft.has(at + 1) {
            draft.keep(at);
        }
        if let Some(scope) = scope(reading, at)
            && scope
                .clone()
                .any(|i| draft.has(i) && !reading.is_mark(i) && !reading.is_article(i))
        {
            keep(reading, draft, at);
            // "Not find evidence": what stands between the negation and the words kept says what is denied.
            if reading.is(at, NEGATIONS) || reading.is(at, DENIALS) {
                let verb = reading.governed(at + 1).filter(|&verb| verb < scope.end);
                if let Some(verb) = verb.filter(|&verb| !draft.has(verb)) {
                    draft.keep_all(reading, at + 1..verb + 1);
                }
            }
        }
    }
    Ok(())
}

/// Keeps the negation at `at` with the auxiliaries that it leans on.
fn keep(reading: &Reading, draft: &mut Draft, at: usize) {
    draft.keep(at);
    if reading.is(at, &["not", "n't"]) {
        let aux = (0..at)
            .rev()
            .take_while(|&i| reading.pos(i) == Some(Pos::Auxiliary))
            .last();
        if let Some(first) = aux {
            draft.keep_all(reading, first..at);
        }
    }
}

/// The words that the one at `at` denies.
fn scope(reading: &Reading, at: usize) -> Option<Range<usize>> {
    let end = reading.clause(at).end;
    if reading.is(at, NEGATIVE_DETERMINERS) {
        if reading.word(at + 1) == "longer" {
            return Some(at + 1..near(reading, at + 2, end));
        }
        let pronoun = matches!(reading.word(at), "none" | "nobody" | "nothing");
        let phrase = if pronoun {
            at..at + 1
        } else {
            // "No unified, detailed view": a comma may stand before the noun.
            let noun = (at + 1..end.max(at + 6).min(reading.len())).find(|&i| reading.is_nominal(i));
            let phrase = reading.phrase(at).or_else(|| reading.phrase(noun?));
            at..phrase.map_or(at + 1, |phrase| phrase.end)
        };
        // As a subject it denies the verb too.
        let subject = reading.is_verb(phrase.end);
        return Some(at + 1..if subject { end.max(phrase.end) } else { phrase.end });
    }
    if reading.is(at, DENIALS) && matches!(reading.pos(at), Some(Pos::Verb | Pos::Adjective)) {
        let led = reading.word(at + 1) == "to" || reading.pos(at + 1) != Some(Pos::Punctuation);
        // What was refused to somebody is named beside it.
        return led.then_some(at + 1..near(reading, at + 1, end));
    }
    if !reading.is(at, NEGATIONS) || reading.is(at + 1, &["only", "just"]) {
        return None;
    }
    // "Did not, however, resign": a comma does not end it before its verb.
    let verb = reading.governed(at + 1).unwrap_or(at + 1);
    let end = if end <= at + 1 && verb < reading.len() {
        reading.clause((verb + 1).min(reading.len() - 1)).end
    } else {
        end
    };
    Some(at + 1..near(reading, at + 1, end))
}

/// Where what a negation governs ends: behind the verb, its complements and its object, before what only stands around it.
fn near(reading: &Reading, from: usize, end: usize) -> usize {
    let from = (from..end).find(|&i| !reading.is_mark(i)).unwrap_or(from);
    let Some(verb) = reading.governed(from).filter(|&verb| verb < end) else {
        return end;
    };
    let mut at = verb + 1;
    if reading.word(at) == "to" {
        at = reading.governed(at).map_or(at, |verb| verb + 1);
    }
    let at = at.min(end);
    reading
        .full_phrase(at)
        .map_or(at, |phrase| phrase.end)
        .min(end)
        .max(verb + 1)
}

#[cfg(test)]
mod tests {
    use super::super::testing::cut;

    const SALE: &str = "The board did not approve the sale of the mill, and no member of the union was asked.";

    #[test]
    fn the_verb_and_its_object_keep_their_negation() {
        assert_eq!(
            cut(SALE, "board approve sale of mill").unwrap(),
            "board did not approve sale of mill"
        );
        assert_eq!(
            cut(SALE, "board did approve sale of mill").unwrap(),
            "board did not approve sale of mill"
        );
    }

    #[test]
    fn no_stays_with_its_noun() {
        assert_eq!(
            cut(SALE, "member of union was asked").unwrap(),
            "no member of union was asked"
        );
        let text = "Inspectors found no evidence of fraud at the Orrin mill.";
        assert_eq!(
            cut(text, "Inspectors found evidence of fraud").unwrap(),
            "Inspectors found no evidence of fraud"
        );
    }

    #[test]
    fn what_failed_is_not_done() {
        let text = "Quist Mining failed to repair the older crane before March.";
        assert_eq!(cut(text, "repair older crane").unwrap(), "failed to repair older crane");
    }
}

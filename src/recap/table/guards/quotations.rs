//! Marks of quotation and brackets come in pairs.

use std::ops::Range;

use super::Refusal;
use super::draft::Draft;
use super::reading::Reading;
use super::words::{is_closing, is_opening};

/// Most words of a quotation or bracket that is completed instead of losing its marks.
const SHORT: usize = 8;

/// **What it does.** Keeps a quotation from mark to mark with both marks; of one that states something and is cut, or whose
/// other mark stands in another sentence, keeps neither mark. Brackets likewise.
///
/// **Why.** Words between marks are somebody's own: with a part missing they are not. Without the marks they are a claim,
/// and [`attribution`](super::attribution) asks for whose.
///
/// **Example.** `called it a "serious` becomes `called it a "serious offence"`.
pub(super) fn guard(reading: &Reading, draft: &mut Draft) -> Result<(), Refusal> {
    for pair in pairs(reading) {
        let inside = pair.inside();
        let has_mark = pair.open.is_some_and(|at| draft.has(at)) || pair.close.is_some_and(|at| draft.has(at));
        let kept = inside.clone().filter(|&at| draft.has(at)).count();
        let missing = inside
            .clone()
            .any(|at| !draft.has(at) && !reading.is_mark(at) && (pair.quotes || !reading.is_article(at)));
        let marks = [pair.open, pair.close].into_iter().flatten();
        let (Some(open), Some(close)) = (pair.open, pair.close) else {
            marks.for_each(|at| draft.drop(at));
            continue;
        };
        // Brackets around what is alone in the row, or does not follow what is kept, tell nothing.
        let follows = pair.quotes || open > 0 && draft.any(open.saturating_sub(2)..open);
        let short =
            inside.len() <= SHORT && (pair.quotes && !reading.states(inside.clone()) || !pair.quotes && has_mark);
        if kept == 0 || !follows || missing && !short {
            marks.for_each(|at| draft.drop(at));
        } else if !missing || short {
            (open..=close).for_each(|at| draft.keep(at));
        }
    }
    let stray = |at: usize| is_double(reading.word(at)) || is_opening(reading.word(at)) || is_closing(reading.word(at));
    let marks = draft.words().filter(|&at| stray(at)).count();
    if marks % 2 == 1 {
        return Err(Refusal::Mark);
    }
    Ok(())
}

/// A quotation or bracket; a mark that the sentence does not hold is `None`.
pub(super) struct Pair {
    pub(super) open: Option<usize>,
    pub(super) close: Option<usize>,
    pub(super) quotes: bool,
    length: usize,
}

impl Pair {
    /// The words between the marks.
    pub(super) fn inside(&self) -> Range<usize> {
        self.open.map_or(0, |at| at + 1)..self.close.unwrap_or(self.length)
    }
}

/// The quotations and brackets of the sentence, in order of their ends.
pub(super) fn pairs(reading: &Reading) -> Vec<Pair> {
    let mut found = Vec::new();
    let mut quote: Option<usize> = None;
    let mut bracket: Option<usize> = None;
    let length = reading.len();
    let pair = |open, close, quotes| Pair {
        open,
        close,
        quotes,
        length,
    };
    for at in 0..length {
        let word = reading.word(at);
        if is_double(word) {
            // Straight marks tell by the space before them which side they are.
            let opens = match word {
                "“" | "``" => true,
                "”" | "''" => false,
                _ => quote.is_none() && (reading.spaced(at) || at > 0 && is_opening(reading.word(at - 1))),
            };
            if opens {
                if let Some(open) = quote.replace(at) {
                    found.push(pair(Some(open), None, true));
                }
            } else {
                found.push(pair(quote.take(), Some(at), true));
            }
        } else if is_opening(word) {
            if let Some(open) = bracket.replace(at) {
                found.push(pair(Some(open), None, false));
            }
        } else if is_closing(word) {
            found.push(pair(bracket.take(), Some(at), false));
        }
    }
    found.extend(quote.map(|open| pair(Some(open), None, true)));
    found.extend(bracket.map(|open| pair(Some(open), None, false)));
    found
}

fn is_double(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "``" | "''")
}

#[cfg(test)]
mod tests {
    use super::super::testing::cut;

    const OFFENCE: &str = "Mara Quist called the delay a \"serious offence\" on Monday.";

    #[test]
    fn a_quotation_gets_its_missing_half_and_mark() {
        for kept in [
            "Mara Quist called delay a \" serious",
            "Mara Quist called delay a \" serious offence",
            "Mara Quist called delay a serious offence",
        ] {
            assert_eq!(
                cut(OFFENCE, kept).unwrap(),
                "Mara Quist called delay a \" serious offence \""
            );
        }
    }

    #[test]
    fn brackets_are_whole_or_not_there() {
        let text = "The Vellin Ports Board (VPB) bought three cranes in May.";
        assert_eq!(
            cut(text, "Vellin Ports Board ( VPB bought three cranes").unwrap(),
            "Vellin Ports Board ( VPB ) bought three cranes"
        );
        assert_eq!(
            cut(text, "Vellin Ports Board ) bought three cranes").unwrap(),
            "Vellin Ports Board bought three cranes"
        );
    }
}

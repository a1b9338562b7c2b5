//! Questions and lead-ins are no rows.

use super::Refusal;
use super::draft::Draft;
use super::reading::Reading;

/// **What it does.** Refuses what is cut from a question, what ends before the colon that the sentence ends with, and what
/// has no word.
///
/// **Why.** A row answers; a question or "The reasons include:" leaves the reader waiting.
///
/// **Example.** "Will the mill close?" gives no row.
pub(super) fn guard(reading: &Reading, draft: &mut Draft) -> Result<(), Refusal> {
    let last = (0..reading.len())
        .rev()
        .find(|&at| !matches!(reading.word(at), "\"" | "”" | "''" | "'" | "’" | ")"));
    let Some(last) = last.filter(|_| draft.words().any(|at| !reading.is_mark(at))) else {
        return Err(Refusal::Empty);
    };
    match reading.word(last) {
        // "The mill closed - but was it safe?": the question starts behind the dash.
        "?" if draft
            .last()
            .is_some_and(|kept| !(kept..last).any(|at| is_dash(reading, at))) =>
        {
            Err(Refusal::Fragment)
        }
        ":" => Err(Refusal::Fragment),
        _ => Ok(()),
    }
}

fn is_dash(reading: &Reading, at: usize) -> bool {
    reading.is(at, &["-", "–", "—", "--", ";"]) && !reading.glues(at)
}

#[cfg(test)]
mod tests {
    use super::super::Refusal;
    use super::super::testing::cut;

    #[test]
    fn questions_and_lead_ins_are_no_rows() {
        assert_eq!(
            cut("Will the Orrin mill close in May?", "Orrin mill close in May"),
            Err(Refusal::Fragment)
        );
        assert_eq!(
            cut("The mill closed for three reasons:", "mill closed for three reasons"),
            Err(Refusal::Fragment)
        );
        assert_eq!(cut("The mill closed.", "."), Err(Refusal::Empty));
    }
}

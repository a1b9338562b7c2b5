//! Names, dates and words of several parts stay whole.

use super::Refusal;
use super::draft::Draft;
use super::reading::Reading;
use crate::facts::Value;

/// **What it does.** Completes a name, a date, a time or an amount of which a part is kept, and a word that marks hold
/// together. Titles before a name and a possessive behind it may be missing.
///
/// **Why.** "Quist Mining" is not "Quist", and 6 February is not February 2016.
///
/// **Example.** "Feb. 6" becomes "Feb. 6, 2016"; "n't" becomes "didn't".
pub(super) fn guard(reading: &Reading, draft: &mut Draft) -> Result<(), Refusal> {
    let span = reading.span(0..reading.len());
    let names = reading.sentence.tags.names();
    let from = names.partition_point(|name| name.span.end() <= span.start());
    let names = names[from..].iter().map(|name| name.span);
    let names = names.take_while(|name| name.start() < span.end());
    let facts = reading.facts().filter(|fact| {
        matches!(
            fact.value,
            Value::Date { .. }
                | Value::Time { .. }
                | Value::Money { .. }
                | Value::Quantity { .. }
                | Value::Percent { .. }
        )
    });
    let named = names.map(|span| (span, true));
    let spans: Vec<_> = named.chain(facts.map(|fact| (fact.span, false))).collect();
    for (span, name) in spans {
        let words = reading.within(span);
        let content = |at: &usize| !reading.is_article(*at) && !reading.is_mark(*at) && reading.word(*at) != "'s";
        if words.clone().filter(content).any(|at| draft.has(at)) {
            // "Save the Children" has its article, "the middle of the month" does without.
            let spare = |at: &usize| reading.is_article(*at) && (!name || *at == words.start);
            words.clone().filter(|at| !spare(at)).for_each(|at| draft.keep(at));
        }
    }
    for at in 1..reading.len() {
        let clitic = matches!(reading.word(at), "n't" | "'re" | "'ve" | "'ll" | "'d" | "'m");
        if clitic && draft.has(at) || reading.word(at) == "n't" && draft.has(at - 1) {
            draft.keep(at - 1);
            draft.keep(at);
        }
        let around = at > 0 && draft.any(at - 1..at + 2);
        if reading.glues(at) && around && !reading.is_mark(at + 1) && reading.word(at) != "'" {
            (at - 1..at + 2).for_each(|i| draft.keep(i));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::cut;

    #[test]
    fn half_a_name_or_date_is_completed() {
        let text = "Rep. Mara Quist left Orrin Mining on Feb. 6, 2016, after nine years.";
        assert_eq!(
            cut(text, "Quist left Orrin on Feb. 6").unwrap(),
            "Mara Quist left Orrin Mining on Feb. 6 , 2016"
        );
    }

    #[test]
    fn compounds_and_contractions_are_completed() {
        let text = "The town didn't sign the 15-year lease.";
        assert_eq!(
            cut(text, "town n't sign year lease").unwrap(),
            "town did n't sign 15 - year lease"
        );
    }
}

//! Ordinal: "third", "21st", "one hundred and fifth".
//!
//! Leaves alone: "second" as a unit of time or a verb, "first" as an adverb ("First, …", "at first"), ranks in the
//! names of days (the date rule's longer mention wins).

use super::Context;
use super::mention::{Mention, Value};
use super::numeral::Form;
use super::token::Line;

/// Finds the ranks of `line`.
pub(super) fn find(line: &Line, _: &Context, found: &mut Vec<Mention>) {
    for numeral in line.numerals().iter().filter(|n| n.form == Form::Ordinal) {
        let (first, end) = (numeral.first, numeral.end);
        let before = first.wrapping_sub(1);
        let single = end == first + 1 && !numeral.digits;
        let time = line.is(first, "second")
            && (line.is_any(before, &["a", "per", "split", "each", "every", "any", "to"])
                || line.number(before).is_some()
                || line.hyphen(before));
        let adverb = line.is(first, "first")
            && (line.is_any(before, &["at", "came", "come", "when"])
                || line.mark(end, ',')
                || line.is(end, "of") && line.is(end + 1, "all"));
        let compound = single && line.hyphen(before) && line.glued(first);
        let hand = line.is(first, "second") && line.is(line.after_hyphen(end), "hand");
        let whole = numeral.value.filter(|v| (1.0..1e15).contains(v) && v.fract() == 0.0);
        let Some(rank) = whole.filter(|_| !(single && (time || adverb || hand)) && !compound) else {
            continue;
        };
        found.extend(line.mention(first..end, Value::Ordinal { ordinal: rank as u64 }));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn finds_ranks() {
        check(
            "ordinal",
            "They came third, their 21st podium.",
            &[("third", r#"{"ordinal":3}"#), ("21st", r#"{"ordinal":21}"#)],
        );
        check(
            "ordinal",
            "The one hundred and fifth try failed.",
            &[("one hundred and fifth", r#"{"ordinal":105}"#)],
        );
        check(
            "ordinal",
            "First, it took 1.2 seconds. Wait a second. At first nobody cared. A second-hand car.",
            &[],
        );
    }
}

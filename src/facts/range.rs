//! Ranges of numerals: "10 to 12", "5–10 million", "between three and four".
//!
//! Owns when two numerals are one range and when they are two facts: "rose from 8 to 10" states both. Rules add the
//! unit that makes the range theirs.

use super::mention::Amount;
use super::numeral::{Form, Numeral};
use super::token::Line;

/// One numeral, or two that make a range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure {
    /// Index of the first token ("between" does not count).
    pub first: usize,
    /// Index after the last token.
    pub end: usize,
    /// `None` where the numeral is vague.
    pub amount: Option<Amount>,
    /// The numeral at its end.
    pub last: Numeral,
}

/// The figure that ends with `numeral`: the range that it closes, or itself.
pub(super) fn figure(line: &Line, index: usize) -> Figure {
    let numeral = line.numerals()[index];
    let alone = Figure {
        first: numeral.first,
        end: numeral.end,
        amount: numeral.value.map(Amount::from),
        last: numeral,
    };
    let Some(low) = index.checked_sub(1).map(|before| line.numerals()[before]) else {
        return alone;
    };
    match closes(line, low, numeral) {
        true => join(low, numeral).unwrap_or(alone),
        false => alone,
    }
}

/// Whether `low` and `high` stand as a range: "a to b", "a-b", "between a and b".
fn closes(line: &Line, low: Numeral, high: Numeral) -> bool {
    if low.form == Form::Ordinal || high.form == Form::Ordinal || high.first != low.end + 1 {
        return false;
    }
    let before = low.first.wrapping_sub(1);
    let between = line.is(before, "between");
    if line.is(low.end, "to") {
        !line.is_any(before, &["from", "by"]) && !line.is(before.wrapping_sub(1), "from")
    } else if line.is(low.end, "and") {
        between
    } else if line.is(low.end, "or") {
        // "two or three": neighbours only
        matches!((low.value, high.value), (Some(a), Some(b)) if b - a == 1.0)
    } else {
        line.hyphen(low.end) && !joined_before(line, low.first)
    }
}

/// Whether a hyphen, slash or letter is stuck to what starts at `i`: part of something longer.
fn joined_before(line: &Line, i: usize) -> bool {
    line.glued(i)
        && (line.hyphen(i.wrapping_sub(1)) || line.mark(i.wrapping_sub(1), '/') || line.is_word(i.wrapping_sub(1)))
}

/// Both as one; a scale after the upper end counts for the lower one, too ("5-10 million"). `None` where they fall.
fn join(low: Numeral, high: Numeral) -> Option<Figure> {
    let (Some(mut a), Some(b)) = (low.value, high.value) else {
        return None;
    };
    if high.scaled && !low.scaled && a < 1000.0 {
        a *= [1e12, 1e9, 1e6, 1e5, 1e3, 1e2].into_iter().find(|scale| b >= *scale)?;
    }
    let amount = Amount { low: a, high: Some(b) };
    (a < b).then_some(Figure {
        first: low.first,
        end: high.end,
        amount: Some(amount),
        last: high,
    })
}

//! Whether a figure of a claim is a figure of its evidence: the same value, no more exact, standing for the same thing.

use super::lexicon::{Hedge, is_function_word};
use super::reading::{Figure, Reading, same};
use crate::facts::{Amount, Value};

/// Whether `claimed` says no more than `found` does: the same value, and as exact at most.
pub(super) fn supports(found: &Figure, claimed: &Figure) -> bool {
    (same_value(&found.value, &claimed.value) || same_words(found, claimed)) && keeps_hedge(found.hedge, claimed.hedge)
        || rounds(found, claimed)
}

/// Whether `claimed` is `found`, put less exactly: "about $69,900" for "$69,852.72", "more than a quarter" for "26 %".
fn rounds(found: &Figure, claimed: &Figure) -> bool {
    let (Some((theirs, unit)), Some((own, own_unit))) = (amount(&found.value), amount(&claimed.value)) else {
        return false;
    };
    let per_cent = |amount: f64, unit: &str, other: &str| {
        if unit.is_empty() && other == "%" {
            amount * 100.0
        } else {
            amount
        }
    };
    let (a, b) = (per_cent(theirs.low, unit, own_unit), per_cent(own.low, own_unit, unit));
    let unit_agrees = unit == own_unit || unit == "%" && own_unit.is_empty() || own_unit == "%" && unit.is_empty();
    if !unit_agrees || found.hedge != Hedge::Exact || theirs.high.is_some() || own.high.is_some() {
        return false;
    }
    match claimed.hedge {
        Hedge::About => (a - b).abs() <= ROUNDING * a.abs(),
        Hedge::Above => a > b && a - b <= 2.0 * ROUNDING * a.abs(),
        Hedge::Below => a < b && b - a <= 2.0 * ROUNDING * a.abs(),
        Hedge::Exact => false,
    }
}

/// Most that a rounded figure differs, as a share of it.
const ROUNDING: f64 = 0.04;

/// The amount of `value` and what it is an amount of.
fn amount(value: &Value) -> Option<(Amount, &str)> {
    match value {
        Value::Money { amount, currency } => amount.map(|amount| (amount, currency.unwrap_or_default())),
        Value::Percent { percent, .. } => percent.map(|amount| (amount, "%")),
        Value::Number { number } => number.map(|amount| (amount, "")),
        Value::Quantity { amount, unit } => amount.map(|amount| (amount, *unit)),
        _ => None,
    }
}

/// Whether two figures are the same words, leading function words aside: what has no exact value is compared so.
fn same_words(found: &Figure, claimed: &Figure) -> bool {
    let bare = |figure: &Figure| {
        let text = figure
            .text
            .to_lowercase()
            .replace("-year-old", "")
            .replace(" years old", "");
        let words = text.split(' ').skip_while(|word| is_function_word(word));
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    bare(found) == bare(claimed)
}

/// Whether `claimed` is a range whose ends are two figures of `evidence`: "between $90 and $640" for "from $90 to $640".
pub(super) fn is_range_of(evidence: &Reading, claimed: &Figure) -> bool {
    let Some((Amount { low, high: Some(high) }, unit)) = amount(&claimed.value) else {
        return false;
    };
    let has = |end: f64| {
        let mut theirs = evidence.figures.iter().filter_map(|figure| amount(&figure.value));
        theirs.any(|(amount, theirs)| theirs == unit && amount.low == end && amount.high.is_none())
    };
    has(low) && has(high)
}

/// Whether two figures have the same value, however they are written: "17 percent" and "17%", "half" and "50%".
pub(super) fn same_value(found: &Value, claimed: &Value) -> bool {
    use Value::{Date, Duration, Money, Number, Ordinal, Percent, Quantity, Quote, Time};
    match (found, claimed) {
        (Money { amount: a, currency: c }, Money { amount: b, currency: d }) => c == d && same_amount(*a, *b),
        (Percent { percent: a, points: p }, Percent { percent: b, points: q }) => p == q && same_amount(*a, *b),
        (Number { number: a }, Number { number: b }) => same_amount(*a, *b),
        (Quantity { amount: a, unit: u }, Quantity { amount: b, unit: v }) => u == v && same_amount(*a, *b),
        (Ordinal { ordinal: a }, Ordinal { ordinal: b }) => a == b,
        // "2025" for "2025-03-06" says less, and is so.
        (Date { date: Some(a) }, Date { date: Some(b) }) => a == b || a.starts_with(&format!("{b}-")),
        (Time { time: a }, Time { time: b }) => a == b,
        (Duration { duration: a }, Duration { duration: b }) => a == b,
        (Quote { .. }, Quote { .. }) => true,
        // "Two have raised a third" and "a third has been raised" are lexed apart.
        (Number { number: Some(a) }, Ordinal { ordinal: b }) | (Ordinal { ordinal: b }, Number { number: Some(a) }) => {
            *b > 2 && same_amount(Some(*a), Some((1.0 / *b as f64).into()))
        }
        // A half is 50 %, and a year a number where no month stands beside it.
        (Percent { percent: a, .. }, Number { number: b }) => same_amount(*a, b.map(|b| b.times(100.0))),
        (Number { number: a }, Percent { percent: b, .. }) => same_amount(a.map(|a| a.times(100.0)), *b),
        (Date { date: Some(a) }, Number { number: Some(b) }) | (Number { number: Some(b) }, Date { date: Some(a) }) => {
            b.high.is_none() && *a == b.low.to_string()
        }
        _ => false,
    }
}

fn same_amount(a: Option<Amount>, b: Option<Amount>) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    match (a, b) {
        (Some(a), Some(b)) => {
            near(a.low, b.low)
                && match (a.high, b.high) {
                    (Some(a), Some(b)) => near(a, b),
                    (None, None) => true,
                    _ => false,
                }
        }
        (None, None) => true,
        _ => false,
    }
}

/// Whether a figure that the evidence puts as `found` may be put as `claimed`: vaguer, never more exact or the other way.
fn keeps_hedge(found: Hedge, claimed: Hedge) -> bool {
    match (found, claimed) {
        (_, Hedge::About) => found != Hedge::Above,
        (found, claimed) => found == claimed,
    }
}

/// Whether figure `claimed` of `claim` stands for something else than figure `found` of `evidence`: the words around it
/// stand around another figure of the same kind there, and not around this one. A row of figures that changed places has
/// all the right words.
pub(super) fn stands_elsewhere(claim: &Reading, claimed: &Figure, evidence: &Reading, found: &Figure) -> bool {
    let direction = |reading: &Reading, figure: &Figure| {
        let before = figure
            .words
            .start
            .checked_sub(1)
            .map(|at| reading.words[at].lower.clone());
        before.filter(|word| word == "from" || word == "to")
    };
    if let (Some(a), Some(b)) = (direction(claim, claimed), direction(evidence, found))
        && a != b
        // A range is "from 35 to 60" at both ends of the sentence.
        && evidence.figures.iter().filter(|f| f.value.kind() == found.value.kind()).count() > 1
    {
        return true;
    }
    // The nearer a word stands to the figure, the more it says about it.
    let around = near(claim, claimed);
    let shared = |figure: &Figure| -> f32 {
        let theirs = near(evidence, figure);
        let ranked = around
            .iter()
            .map(|(rank, word)| (rank, theirs.iter().any(|(_, other)| same(word, other))));
        ranked
            .filter(|(_, shared)| *shared)
            .map(|(rank, _)| 1.0 / (1.0 + *rank as f32))
            .sum()
    };
    let own = shared(found);
    evidence
        .figures
        .iter()
        .filter(|other| other.value.kind() == found.value.kind() && !adjoin(other, found))
        .any(|other| shared(other) > own)
}

/// Whether two figures are one, or the ends of a range: at most a word stands between them.
fn adjoin(a: &Figure, b: &Figure) -> bool {
    a.words.start <= b.words.end + 1 && b.words.start <= a.words.end + 1
}

/// Content words that a reader takes for what a figure counts: the nearest of its clause, three to each side, each with its
/// rank on that side.
fn near<'a>(reading: &'a Reading, figure: &Figure) -> Vec<(usize, &'a str)> {
    let clause = reading.clause(reading.words[figure.words.start].clause);
    let content = |at: &usize| reading.words[*at].content;
    // Another figure ends what this one stands for.
    let bounds = |at: &usize| reading.words[*at].figure.is_none();
    let before = (clause.start..figure.words.start).rev().take_while(bounds);
    let after = (figure.words.end..clause.end).take_while(bounds);
    let ranked = |(rank, at): (usize, usize)| (rank, reading.words[at].stem.as_str());
    let before = before.filter(content).take(3).enumerate().map(ranked);
    before
        .chain(after.filter(content).take(3).enumerate().map(ranked))
        .collect()
}

/// Whether any content word near figure `claimed` of `claim` is near `found` in `evidence`, or there is none to ask for.
pub(super) fn shares_surroundings(claim: &Reading, claimed: &Figure, evidence: &Reading, found: &Figure) -> bool {
    let around = near(claim, claimed);
    let theirs = near(evidence, found);
    around.is_empty() || around.iter().any(|(_, a)| theirs.iter().any(|(_, b)| same(a, b)))
}

/// Whether the word before figure `claimed` of `claim` is a name, and stands before `found` in `evidence`: an age is told
/// once.
pub(super) fn follows_name(claim: &Reading, claimed: &Figure, evidence: &Reading, found: &Figure) -> bool {
    let before = |reading: &Reading, figure: &Figure| {
        let at = figure.words.start.checked_sub(1)?;
        let word = &reading.words[at];
        (word.content && word.capital).then(|| word.lower.clone())
    };
    before(claim, claimed).is_some_and(|name| before(evidence, found) == Some(name))
}

/// Whether `evidence` has another figure of the kind of `claimed` in its place: the claim does not add a figure, it changes
/// one.
pub(super) fn replaced(claim: &Reading, claimed: &Figure, evidence: &Reading) -> bool {
    let stays = |theirs: &Figure| {
        claim
            .figures
            .iter()
            .any(|figure| same_value(&theirs.value, &figure.value))
    };
    let kind = claimed.value.kind();
    evidence.figures.iter().any(|theirs| {
        theirs.value.kind() == kind && !stays(theirs) && shares_surroundings(claim, claimed, evidence, theirs)
    })
}

/// Whether a word of `evidence` says the number `value`: "both" is two.
pub(super) fn in_words(value: &Value, evidence: &Reading) -> bool {
    let Value::Number { number: Some(amount) } = value else {
        return false;
    };
    let words: &[&str] = match amount.low {
        2.0 => &["both", "pair", "couple", "twice", "double", "doubled", "twin"],
        3.0 => &["triple", "tripled", "trio"],
        0.5 => &["half", "halved"],
        0.25 => &["quarter"],
        12.0 => &["dozen"],
        _ => &[],
    };
    amount.high.is_none()
        && evidence
            .words
            .iter()
            .any(|word| word.figure.is_none() && words.contains(&word.lower.as_str()))
}

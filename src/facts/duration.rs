//! Duration: "three weeks", "30-minute", "half an hour", "a year", "1 year 2 months", "several days", "all day",
//! "another month", "more than an hour".
//!
//! Leaves alone: rates ("$5 a day"), ages ("29 years old"), and points in time that a length leads to ("two days ago"):
//! the longer mention of the date rule wins there. Sets ("every Friday") are dates that recur.

use super::Context;
use super::lexicon::{Opens, Period};
use super::mention::{Mention, Value};
use super::numeral::Form;
use super::range;
use super::token::Line;
use super::unit::Style;

/// Finds the lengths of time of `line`.
pub(super) fn find(line: &Line, _: &Context, found: &mut Vec<Mention>) {
    let mut at = 0;
    while at < line.len() {
        let Some(length) = line
            .opens(at, Opens::DURATION)
            .then(|| length(line, at).or_else(|| whole(line, at)))
            .flatten()
        else {
            at += 1;
            continue;
        };
        let first = comparison(line, at);
        found.extend(line.mention(first..length.end, Value::Duration { duration: length.iso() }));
        at = length.end.max(at + 1);
    }
    for index in 0..line.numerals().len() {
        let figure = range::figure(line, index);
        if figure.first < figure.last.first
            && let Some((period, end)) = period(line, figure.end)
        {
            let low = figure.amount.map(|a| a.low);
            let length = Length {
                parts: vec![(low, period)],
                end,
            };
            let high = Length {
                parts: vec![(figure.amount.and_then(|a| a.high), period)],
                end,
            };
            let duration = length.iso().zip(high.iso()).map(|(low, high)| format!("{low}/{high}"));
            found.extend(line.mention(figure.first..end, Value::Duration { duration }));
        }
    }
}

/// Nobody counts in more units at once; more of them are noise that every rule would read again from each token.
const MOST_PARTS: usize = 6;

/// A length of time: counts of periods.
#[derive(Debug)]
pub(super) struct Length {
    /// How many (`None`: nobody says) of what, largest first as the words have it.
    pub parts: Vec<(Option<f64>, Period)>,
    /// Index of the token after it.
    pub end: usize,
}

impl Length {
    /// ISO 8601, `None` where a count is vague.
    pub fn iso(&self) -> Option<String> {
        let (mut date, mut time) = (String::new(), String::new());
        for &(count, period) in &self.parts {
            let count = count?;
            let (factor, letter, clock) = match period {
                Period::Second => (1.0, 'S', true),
                Period::Minute => (1.0, 'M', true),
                Period::Hour => (1.0, 'H', true),
                Period::Day | Period::Night | Period::BusinessDay => (1.0, 'D', false),
                Period::Weekend => return None,
                Period::Week => (1.0, 'W', false),
                Period::Fortnight => (2.0, 'W', false),
                Period::Month => (1.0, 'M', false),
                Period::Quarter => (3.0, 'M', false),
                Period::Year => (1.0, 'Y', false),
                Period::Decade => (10.0, 'Y', false),
                Period::Century => (100.0, 'Y', false),
                Period::Millennium => (1000.0, 'Y', false),
            };
            let part = if clock { &mut time } else { &mut date };
            part.push_str(&format!("{}{letter}", count * factor));
        }
        let clock = if time.is_empty() { "" } else { "T" };
        Some(format!("P{date}{clock}{time}"))
    }
}

/// Words that a length of time may start with, beside numbers.
#[rustfmt::skip]
pub(super) const OPENERS: &[&str] = &[
    "a", "an", "another", "half", "few", "several", "some", "couple", "many", "all", "full", "whole", "entire",
    "minus",
];

/// The length that starts at token `i`: "1 year, 2 months", "half an hour", "a few days", "two and a half years".
pub(super) fn length(line: &Line, i: usize) -> Option<Length> {
    if !line.opens(i, Opens::DURATION) {
        return None;
    }
    let (count, noun) = count(line, i)?;
    let (period, mut end) = period(line, noun)?;
    // "Zero Night" is a title.
    if i > 0 && line.capital(i) && line.capital(noun) && line.number(i).is_none() {
        return None;
    }
    let mut parts = vec![(count, period)];
    // "a year and a half"
    let tied = usize::from(line.hyphen(end));
    let and = end + tied;
    let bare = line.is(and, "and") && line.is(and + 1 + tied, "half") && tied == 0;
    let half = if bare { and + 1 } else { and + 2 + 2 * tied };
    if line.is(and, "and")
        && (bare && line.at_break(half + 1) || line.is_any(and + 1 + tied, &["a", "one"]))
        && line.is(half, "half")
        && self::period(line, half + 1).is_none()
    {
        parts[0].0 = count.map(|c| c + 0.5);
        end = half + 1;
    }
    while parts.len() < MOST_PARTS {
        let joined = end + usize::from(line.is(end, "and") || line.mark(end, ','));
        let Some(numeral) = line.numeral(joined).filter(|n| n.form != Form::Ordinal) else {
            break;
        };
        let Some((next, after)) = self::period(line, numeral.end) else {
            break;
        };
        if next >= parts.last().map_or(next, |p| p.1) && joined > end {
            break;
        }
        parts.push((numeral.value, next));
        end = after;
    }
    Some(Length { parts, end })
}

/// How many periods: a numeral, "a", "half an", "several", "a few", "another"; and the token of the noun.
fn count(line: &Line, i: usize) -> Option<(Option<f64>, usize)> {
    let before = i.wrapping_sub(1);
    if let Some(numeral) = line.numeral(i) {
        let tied = line.glued(i)
            && (line.is_word(before) || line.hyphen(before) && line.number(i).is_some() && line.glued(before));
        let of = line.is(numeral.end, "of") && line.numeral_ends_vague(numeral.end);
        // "SEK 2.40 bln yr ago": what has a currency in front counts no years.
        let money = line
            .entry(before)
            .is_some_and(|e| e.currency.is_some_and(|c| c.code.is_some() && line.capital(before)))
            || matches!(line.any_mark(before), Some('$' | '€' | '£' | '¥'));
        return (numeral.form != Form::Ordinal && !tied && !money)
            .then_some((numeral.value, numeral.end + usize::from(of)));
    }
    // "half a year", "half hour", "a half hour"
    let half = i + usize::from(line.is(i, "a"));
    if line.is(half, "half") {
        let noun = half + 1 + usize::from(line.is_any(half + 1, &["a", "an"]));
        return Some((Some(0.5), line.after_hyphen(noun)));
    }
    let few = i + usize::from(line.is(i, "a"));
    if line.is_any(few, &["few", "several", "some", "couple", "many"]) && (few > i || !line.is(few, "couple")) {
        let noun = few + 1 + usize::from(line.is(few + 1, "of"));
        let two = line.is(few, "couple").then_some(2.0);
        let plural = line.entry(noun).is_some_and(|e| e.plural);
        return plural.then_some((two, noun));
    }
    let one = line.is_any(i, &["a", "an", "another"]);
    let noun = line.after_hyphen(i + 1 + usize::from(line.is_any(i + 1, &["business", "working"])));
    let singular = line.entry(noun).is_some_and(|e| !e.plural);
    (one && singular && !rate(line, i)).then_some((Some(1.0), i + 1))
}

/// Whether "a" at `i` means "per": an amount stands before it.
fn rate(line: &Line, i: usize) -> bool {
    const TIMES: &[&str] = &["once", "twice", "times", "per", "such", "quite", "what"];
    let before = i.wrapping_sub(1);
    let amount = line.number(before).is_some()
        || matches!(line.any_mark(before), Some('%' | '$' | '€' | '£'))
        || line.entry(before).is_some_and(|e| {
            e.currency.is_some()
                || e.unit.is_some_and(|u| u.style == Style::Word)
                || e.scale.is_some()
                || e.period.is_some()
        })
        || line.is_any(before, TIMES)
        || counted_noun(line, before);
    amount && !line.is(i, "another")
}

/// Whether the noun at `i` is counted: "7,500 cases", "30 working hours".
fn counted_noun(line: &Line, i: usize) -> bool {
    let word = line.word(i);
    let noun = line.is_word(i)
        && (word.len() > 3 && word.ends_with('s')
            || line.is_any(i, &["people", "percent", "cent", "men", "women", "children"]));
    let counted = |n: usize| {
        i.checked_sub(n).is_some_and(|first| {
            line.numeral(first)
                .is_some_and(|numeral| numeral.end == first + 1 || numeral.end == i)
        })
    };
    noun && (counted(1) || counted(2))
}

/// The unit of time at `i`, after an optional hyphen, with the token after it.
pub(super) fn period(line: &Line, i: usize) -> Option<(Period, usize)> {
    let at = line.after_hyphen(i);
    if line.is_any(at, &["business", "working"]) {
        let next = line.after_hyphen(at + 1);
        return (line.entry(next)?.period? == Period::Day).then_some((Period::BusinessDay, next + 1));
    }
    if line.is_any(at, &["h", "s"])
        && line.number(at.wrapping_sub(1)).is_some()
        && (line.is(at, "h") || line.glued(at))
        && line.at_break(at + 1)
    {
        return Some((if line.is(at, "h") { Period::Hour } else { Period::Second }, at + 1));
    }
    let entry = line.entry(at)?;
    let period = entry.period?;
    let quarter = period == Period::Quarter;
    // "three quarters" are parts of something.
    let time = !quarter
        || line.is(at.wrapping_sub(1), "four")
        || line.is_any(at.wrapping_sub(1), &["straight", "consecutive"]);
    let rank = period == Period::Second
        && line.is_any(at.wrapping_sub(1), &["a", "one", "another"])
        && line.is_word(at + 1)
        && !line.is_any(
            at + 1,
            &[
                "or", "and", "of", "in", "to", "before", "after", "later", "ago", "from", "for", "per", "on", "at",
                "when", "as",
            ],
        );
    let old = line.is(line.after_hyphen(at + 1), "old");
    (time && !rank && !old && !line.is(at + 1, "olds")).then_some((period, at + 1))
}

/// "all day", "full month", "half year" come without a count.
fn whole(line: &Line, i: usize) -> Option<Length> {
    if !line.is_any(i, &["all", "full", "whole", "entire"]) {
        return None;
    }
    let noun = line.after_hyphen(i + 1);
    let entry = line.entry(noun)?;
    let period = entry.period.filter(|p| *p >= Period::Hour && !entry.plural)?;
    // "the full year 2024" is a date, "the entire quarter" one, too
    Some(Length {
        parts: vec![(Some(1.0), period)],
        end: noun + 1,
    })
}

/// The first token of a comparison that ends before `i`: "more than | an hour".
fn comparison(line: &Line, i: usize) -> usize {
    let than = i.wrapping_sub(1);
    let more = i.wrapping_sub(2);
    if line.is(than, "than") && line.is_any(more, &["more", "less"]) {
        more
    } else {
        i
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn finds_durations() {
        let cases = [
            ("It took three weeks.", "three weeks", "P3W"),
            ("A 30-minute talk.", "30-minute", "PT30M"),
            ("Wait half an hour.", "half an hour", "PT0.5H"),
            ("It lasted a year and a half.", "a year and a half", "P1.5Y"),
            ("It lasted an hour and half.", "an hour and half", "PT1.5H"),
            ("A term of 2 years, 3 months.", "2 years, 3 months", "P2Y3M"),
            ("He slept all day.", "all day", "P1D"),
            ("After more than an hour, it stopped.", "more than an hour", "PT1H"),
            ("We need another month.", "another month", "P1M"),
            ("It takes two to three days.", "two to three days", "P2D/P3D"),
            ("It took two decades.", "two decades", "P20Y"),
            ("They talked for a couple of hours.", "a couple of hours", "PT2H"),
        ];
        for (text, words, iso) in cases {
            check("duration", text, &[(words, &format!(r#"{{"duration":"{iso}"}}"#))]);
        }
        check(
            "duration",
            "It lasted several days.",
            &[("several days", r#"{"duration":null}"#)],
        );
    }

    #[test]
    fn leaves_alone_what_is_no_duration() {
        for text in [
            "They pay $500 a day.",
            "She is 29 years old.",
            "Pay twice a year.",
            "A second man.",
            "Three quarters agreed.",
            "Sales of SEK 3.15 bln yr ago, or $51 mln yr ago.",
        ] {
            check("duration", text, &[]);
        }
    }
}

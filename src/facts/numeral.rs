//! The grammar of numerals, in digits and in words: what money, percentages, quantities and plain numbers are built on.
//!
//! Reads "1.2 million", "three hundred and one", "2 1/4", "half a dozen", "two thirds", "twenty-fifth", "tens of
//! thousands". Owns no opinion on which of them a reader cares for: the rules decide that.
//!
//! Every function takes the index of a token and returns the index after what it read. Tails are only read while the
//! scale shrinks ("two million | three hundred thousand | …"), which bounds the recursion and keeps the scan linear.

use super::cardinal::{Part, cardinal, denominator, plural_scale, rank, scales};
use super::lexicon::Opens;
use super::token::Line;

/// A numeral found in a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    /// Index of its first token.
    pub first: usize,
    /// Index after its last token.
    pub end: usize,
    /// What it comes to; `None` for the vague ones ("several hundred", "millions").
    pub value: Option<f64>,
    pub form: Form,
    /// It ends on a scale ("million", "bn") or a dozen.
    pub scaled: bool,
    /// It starts with digits.
    pub digits: bool,
}

/// The kinds of [`Numeral`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Cardinal,
    Fraction,
    Ordinal,
}

/// All numerals of `line`, leftmost first, without overlaps.
pub(super) fn scan(line: &Line) -> Vec<Numeral> {
    let mut numerals = Vec::new();
    let mut at = 0;
    while at < line.len() {
        match numeral(line, at) {
            Some(found) => {
                at = found.end.max(at + 1);
                numerals.push(found);
            }
            None => at += 1,
        }
    }
    numerals
}

/// The numeral that starts at token `i`.
fn numeral(line: &Line, i: usize) -> Option<Numeral> {
    if !line.opens(i, Opens::NUMERAL) {
        return None;
    }
    let (start, sign) = sign(line, i);
    let signed = |found: Numeral| Numeral {
        first: i,
        value: found.value.map(|v| v * sign),
        ..found
    };
    if start > i && line.number(start).is_none() && line.entry(start).is_none_or(|e| e.cardinal.is_none()) {
        return None;
    }
    part_of_one(line, start)
        .or_else(|| vague(line, start))
        .or_else(|| counted(line, start))
        .map(signed)
}

/// Words that can open a numeral, beside those that are one.
#[rustfmt::skip]
pub(super) const OPENERS: &[&str] = &["a", "an", "few", "several", "minus", "negative", "couple", "many", "tens"];

/// A sign before the numeral, and the token after it. A hyphen is only a sign where it cannot be a dash or part of a
/// compound: space before it, digits right after it.
fn sign(line: &Line, i: usize) -> (usize, f64) {
    let free = !line.glued(i)
        || line
            .any_mark(i.wrapping_sub(1))
            .is_some_and(|m| matches!(m, '(' | '"' | '“' | '‘'));
    match line.any_mark(i) {
        Some('-' | '−')
            if free
                && line.glued(i + 1)
                && line.number(i + 1).is_some()
                && line.number(i.wrapping_sub(1)).is_none() =>
        {
            (i + 1, -1.0)
        }
        None if line.is_any(i, &["minus", "negative"]) => (i + 1, -1.0),
        _ => (i, 1.0),
    }
}

/// "half a million", "a dozen", "a quarter", "quarter million", "a hundred thousand".
fn part_of_one(line: &Line, i: usize) -> Option<Numeral> {
    let article = line.is_any(i, &["a", "an"]);
    let word = if article { i + 1 } else { i };
    let entry = line.entry(word)?;
    let make = |value, end, form, scaled| {
        Some(Numeral {
            first: i,
            end,
            value: Some(value),
            form,
            scaled,
            digits: false,
        })
    };
    // "half a million", "quarter of a million", "a half dozen"
    if let Some(parts) = entry.parts.filter(|p| matches!(p, 2.0 | 4.0)).filter(|_| !entry.plural) {
        let mut at = word + 1;
        if line.is(at, "of") {
            at += 1;
        }
        if line.is_any(at, &["a", "an"]) {
            at += 1;
        }
        at = if at == word + 1 { line.after_hyphen(at) } else { at };
        if let Some((scale, end)) = scales(line, at) {
            return make(scale / parts, end, Form::Fraction, true);
        }
    }
    if !article {
        return None;
    }
    // "a hundred", "a hundred and one", "a dozen"
    if entry.scale.is_some_and(|s| !s.suffix) && !entry.plural {
        let part = cardinal(line, word, Some(1.0), f64::INFINITY)?;
        let found = finish(line, i, part);
        return Some(Numeral { digits: false, ..found });
    }
    // "a third", "a twenty-first", "a half"
    let (parts, end, plural) = denominator(line, word)?;
    (!plural && parts_follow(line, end))
        .then(|| make(1.0 / parts, end, Form::Fraction, false))
        .flatten()
}

/// Whether what follows at `i` lets "a third" be a part ("a third of", "by a third.") and not a rank ("a third man").
fn parts_follow(line: &Line, i: usize) -> bool {
    #[rustfmt::skip]
    const AFTER: &[&str] = &[
        "of", "in", "to", "more", "less", "and", "or", "from", "on", "at", "since", "as", "over", "is", "are",
    ];
    !line.is_word(i) && line.number(i).is_none() && !line.hyphen(i) || line.is_any(i, AFTER)
}

/// "several hundred", "a few thousand", "tens of thousands", "millions", "dozens".
fn vague(line: &Line, i: usize) -> Option<Numeral> {
    let mut at = i;
    if line.is(at, "a") && line.is_any(at + 1, &["few", "couple"]) {
        at += 1;
    }
    let mut end = if line.is(at, "couple") && line.is(at + 1, "of") {
        scales(line, at + 2)?.1
    } else if line.is_any(at, &["few", "several", "many", "couple"]) {
        scales(line, at + 1)?.1
    } else if line.is(at, "tens") && line.is(at + 1, "of") {
        at
    } else {
        let entry = line.entry(i)?;
        (entry.plural && entry.scale.is_some_and(|s| !s.suffix)).then_some(i + 1)?
    };
    if end == at {
        end = scales(line, at + 2)
            .filter(|_| plural_scale(line, at + 2))
            .map(|(_, end)| end)?;
    }
    while line.is(end, "of") && plural_scale(line, end + 1) {
        end += 2;
    }
    Some(Numeral {
        first: i,
        end,
        value: None,
        form: Form::Cardinal,
        scaled: true,
        digits: false,
    })
}

/// A numeral that starts with a number, in digits or in words.
fn counted(line: &Line, i: usize) -> Option<Numeral> {
    // "thirty-fifth", "third", "21st": nothing in front of the rank, or only its tens
    if let Some((value, end)) = rank(line, i) {
        return Some(Numeral {
            first: i,
            end,
            value: Some(value),
            form: Form::Ordinal,
            scaled: false,
            digits: line.number(i).is_some(),
        });
    }
    let part = cardinal(line, i, None, f64::INFINITY)?;
    Some(finish(line, i, part))
}

/// What may still follow a cardinal: a rank ("one hundred | fifth"), parts ("two | thirds"), a fraction on top
/// ("two | and a half | million").
fn finish(line: &Line, first: usize, part: Part) -> Numeral {
    let make = |value, end, form, scaled| Numeral {
        first,
        end,
        value: Some(value),
        form,
        scaled,
        digits: part.digits,
    };
    let plain = make(part.value, part.end, Form::Cardinal, part.scale > 1.0);
    if part.digits && line.number(part.end - 1).is_some_and(|v| v.fract() != 0.0) && part.value.fract() != 0.0 {
        return plain;
    }
    let gap = line.after_hyphen(part.end);
    if !part.digits || part.scale > 1.0 {
        let joined = if line.is(part.end, "and") { part.end + 1 } else { gap };
        if let Some((rank, end)) = rank(line, joined).filter(|_| part.value >= 20.0) {
            let step = if rank < 10.0 { 10.0 } else { 100.0 };
            if rank < 100.0 && part.value % step == 0.0 && line.number(joined).is_none() {
                return make(part.value + rank, end, Form::Ordinal, false);
            }
        }
    }
    if !part.digits
        && let Some((parts, end, plural)) = denominator(line, gap)
    {
        let scale_rank = parts >= 100.0 && !plural;
        if scale_rank && part.value > 1.0 {
            return make(part.value * parts, end, Form::Ordinal, false);
        }
        if plural && part.value != 1.0 || !plural && part.value == 1.0 {
            return scaled_fraction(line, first, part, part.value / parts, end);
        }
    }
    // "twenty and three and three fifths"
    if !part.digits
        && (20.0..100.0).contains(&part.value)
        && part.value % 10.0 == 0.0
        && line.is(part.end, "and")
        && let Some(unit) = line
            .entry(part.end + 1)
            .and_then(|e| e.cardinal)
            .filter(|unit| (1.0..10.0).contains(unit))
        && line.is(part.end + 2, "and")
        && let Some((fraction, end)) = fraction(line, part.end + 3)
    {
        return make(part.value + unit + fraction, end, Form::Fraction, false);
    }
    if line.is(part.end, "and")
        && let Some((fraction, end)) = fraction(line, part.end + 1)
    {
        return match scales(line, end) {
            Some((scale, end)) if part.scale > scale => make(part.value + fraction * scale, end, Form::Cardinal, true),
            Some((scale, end)) if part.scale == 1.0 => make((part.value + fraction) * scale, end, Form::Cardinal, true),
            _ if part.scale >= 1000.0 => make(part.value + fraction * part.scale, end, Form::Cardinal, true),
            _ => make(part.value + fraction, end, Form::Fraction, false),
        };
    }
    // "one one hundred and fifth": a fraction whose denominator takes several words
    if part.value == 1.0
        && !part.digits
        && line.is(part.end, "one")
        && line.is(part.end + 1, "hundred")
        && let Some(below) = counted(line, part.end).filter(|below| below.form == Form::Ordinal)
        && let Some(rank) = below.value
    {
        return make(1.0 / rank, below.end, Form::Fraction, false);
    }
    if let Some((value, end)) = over(line, part).or_else(|| out_of(line, part)) {
        return make(value, end, Form::Fraction, false);
    }
    plain
}

/// A fraction, with the scale it may be of: "three quarters [of a] million".
fn scaled_fraction(line: &Line, first: usize, part: Part, value: f64, end: usize) -> Numeral {
    let mut at = end;
    if line.is(at, "of") && line.is(at + 1, "a") {
        at += 2;
    }
    match scales(line, at) {
        Some((scale, end)) => Numeral {
            first,
            end,
            value: Some(value * scale),
            form: Form::Cardinal,
            scaled: true,
            digits: part.digits,
        },
        None => Numeral {
            first,
            end,
            value: Some(value),
            form: Form::Fraction,
            scaled: false,
            digits: part.digits,
        },
    }
}

/// "one over twenty": only of one, and only where nothing follows that could be counted.
fn over(line: &Line, part: Part) -> Option<(f64, usize)> {
    if part.value != 1.0 || !line.is(part.end, "over") {
        return None;
    }
    let below = cardinal(line, part.end + 1, None, f64::INFINITY)?;
    (below.value > 1.0 && line.at_break(below.end)).then_some((part.value / below.value, below.end))
}

/// "nine out of ten", and of "in" the sure ones: "one in three", not "one in three weeks" nor "five in ten tries".
fn out_of(line: &Line, part: Part) -> Option<(f64, usize)> {
    let at = part.end;
    let of = line.is(at, "out") && line.is(at + 1, "of");
    let one_in = line.is(at, "in") && part.value == 1.0 && line.is(at.wrapping_sub(1), "one");
    if !(of || one_in) {
        return None;
    }
    let from = if of { at + 2 } else { at + 1 };
    let below = cardinal(line, from, None, 1e6)?;
    let whole = part.value.fract() == 0.0 && below.value.fract() == 0.0;
    let fits = part.value <= below.value && (1.0..=1000.0).contains(&below.value) || one_in && below.value <= 1e5;
    let period = line
        .entry(below.end)
        .is_some_and(|e| e.period.is_some() || e.unit.is_some());
    (whole && fits && !(one_in && (period || below.value < 2.0))).then_some((part.value / below.value, below.end))
}

/// "a half", "one quarter", "three fifths", "54 hundredths".
fn fraction(line: &Line, i: usize) -> Option<(f64, usize)> {
    if line.is_any(i, &["a", "an"]) {
        let (parts, end, plural) = denominator(line, i + 1)?;
        return (!plural).then_some((1.0 / parts, end));
    }
    let count = cardinal(line, i, None, 1000.0)?;
    let (parts, end, plural) = denominator(line, line.after_hyphen(count.end))?;
    (plural != (count.value == 1.0)).then_some((count.value / parts, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    /// Numerals of a text, as words and values.
    fn read(text: &str) -> Vec<(&str, Option<f64>)> {
        let span = Span::new(text, 0..text.len()).expect("whole text");
        let line = Line::new(text, span);
        let words = |n: &Numeral| line.span(n.first..n.end).expect("in the line").slice(text);
        line.numerals().iter().map(|n| (words(n), n.value)).collect()
    }

    #[test]
    fn reads_numerals() {
        let cases = [
            ("7 million", 7e6),
            ("sixty-one", 61.0),
            ("four hundred and eleven", 411.0),
            ("six hundred and five thousand", 605_000.0),
            ("nine thousand three hundred", 9300.0),
            ("5 thousand 6 hundred", 5600.0),
            ("12 1/4", 12.25),
            ("5/8", 0.625),
            ("8½", 8.5),
            ("half a billion", 5e8),
            ("half a dozen", 6.0),
            ("a quarter of a million", 250_000.0),
            ("four and a half million", 4.5e6),
            ("6 million and a half", 6.5e6),
            ("two thirds", 2.0 / 3.0),
            ("one fifth", 0.2),
            ("a third", 1.0 / 3.0),
            ("thirty-second", 32.0),
            ("two hundred and sixth", 206.0),
            ("43rd", 43.0),
            ("minus seven", -7.0),
            ("-8.5", -8.5),
            ("zero point seven five", 0.75),
            ("9 crore", 9e7),
            ("15k", 15_000.0),
            ("one over eight", 0.125),
            ("three hundred point four five", 300.45),
            ("thirty and four and two fifths", 34.4),
        ];
        for (text, value) in cases {
            let read = read(text);
            assert_eq!(read.len(), 1, "{text}: {read:?}");
            assert_eq!(read[0].0, text);
            let got = read[0].1.expect("a value");
            assert!((got - value).abs() < 1e-9 * value.abs().max(1.0), "{text}: {got}");
        }
    }

    #[test]
    fn vague_numerals_have_no_value() {
        for text in [
            "several hundred",
            "a few thousand",
            "tens of thousands",
            "dozens",
            "hundreds of millions",
            "a couple of hundred",
        ] {
            assert_eq!(read(text), [(text, None)]);
        }
    }

    #[test]
    fn keeps_neighbours_apart() {
        let read = read("between 4 hundred and 6 hundred, two million and three million");
        let words: Vec<_> = read.iter().map(|(w, _)| *w).collect();
        assert_eq!(words, ["4 hundred", "6 hundred", "two million", "three million"]);
    }

    #[test]
    fn long_chains_of_scales_stay_linear() {
        let text = "one thousand million ".repeat(20_000);
        assert!(!read(&text).is_empty());
    }
}

//! The pieces of the numeral grammar: cardinals below a limit, scales, ranks, denominators.
//!
//! Owns how "six hundred and five thousand" adds up and where it stops. What the pieces make together is
//! [`super::numeral`]'s business.

use super::token::Line;

/// A value read so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub value: f64,
    pub end: usize,
    /// What the last numeral word multiplied by; 1 where none did.
    pub scale: f64,
    pub digits: bool,
}

pub(super) fn plural_scale(line: &Line, i: usize) -> bool {
    line.entry(i).is_some_and(|e| e.plural && e.scale.is_some())
}

/// What a whole is divided into: "half", "thirds", "twenty-fifths"; and whether it is a plural.
pub(super) fn denominator(line: &Line, i: usize) -> Option<(f64, usize, bool)> {
    let entry = line.entry(i)?;
    if let Some(tens) = entry.cardinal.filter(|t| *t >= 20.0) {
        let last = line.after_hyphen(i + 1);
        let unit = line.entry(last)?;
        let rank = unit.ordinal.or(unit.parts).filter(|v| *v < 10.0)?;
        return Some((tens + rank, last + 1, unit.plural));
    }
    // "second" is a unit of time; "twenty-second" went the other way.
    Some((entry.parts?, i + 1, entry.plural))
}

/// A rank by itself: "third", "thirty-fifth", "21st".
pub(super) fn rank(line: &Line, i: usize) -> Option<(f64, usize)> {
    if let Some((value, _)) = line.digits(i) {
        // "12st" is a weight.
        let suffix = match value % 10 {
            1 => line.is_any(i + 1, &["st", "th"]),
            2 => line.is_any(i + 1, &["nd", "th"]),
            3 => line.is_any(i + 1, &["rd", "th"]),
            _ => line.is(i + 1, "th"),
        };
        return (suffix && line.glued(i + 1)).then_some((f64::from(value), i + 2));
    }
    let entry = line.entry(i)?;
    if let Some(tens) = entry.cardinal.filter(|t| *t >= 20.0) {
        let last = line.after_hyphen(i + 1);
        let unit = line.entry(last).filter(|e| !e.plural)?.ordinal.filter(|v| *v < 10.0)?;
        return Some((tens + unit, last + 1));
    }
    (!entry.plural).then_some(entry.ordinal)?.map(|value| (value, i + 1))
}

/// A cardinal below `limit`. `lead` stands in for a count that the words leave out ("a | hundred").
pub(super) fn cardinal(line: &Line, i: usize, lead: Option<f64>, limit: f64) -> Option<Part> {
    let mut part = match lead {
        Some(value) => Part {
            value,
            end: i,
            scale: 1.0,
            digits: false,
        },
        None => small(line, i)?,
    };
    if let Some(end) = hundred(line, part) {
        part = Part {
            value: part.value * 100.0,
            end,
            scale: 100.0,
            ..part
        };
        let from = if line.is(end, "and") { end + 1 } else { end };
        if let Some(rest) = small(line, from)
            && rest.value > 0.0
            && rest.value < 100.0
            && !rest.digits
            && hundred(line, rest).is_none()
            && !starts_rank(line, from, rest)
        {
            part = Part {
                value: part.value + rest.value,
                end: rest.end,
                scale: 1.0,
                ..part
            };
        }
        if !part.digits
            && let Some((decimals, end)) = decimals(line, part.end)
        {
            part = Part {
                value: part.value + decimals,
                end,
                scale: 1.0,
                ..part
            };
        }
    }
    if let Some((scale, end)) = scales(line, line.after_hyphen(part.end)).or_else(|| suffix(line, part)) {
        part = Part {
            value: part.value * scale,
            end,
            scale,
            ..part
        };
        if part.value >= limit {
            return None;
        }
        let from = if line.is(end, "and") { end + 1 } else { end };
        if scale >= 1000.0
            && let Some(rest) = cardinal(line, from, None, scale)
            && rest.value > 0.0
            && rest.value < scale
            && (rest.digits == part.digits && (!rest.digits || rest.scale > 1.0))
            && denominator(line, line.after_hyphen(rest.end)).is_none_or(|(parts, ..)| parts > 2.0 && rest.scale > 1.0)
            && !starts_rank(line, from, rest)
        {
            part = Part {
                value: part.value + rest.value,
                end: rest.end,
                ..part
            };
        }
    }
    (part.value < limit || limit.is_infinite()).then_some(part)
}

/// Whether the small number at `i` is really the tens of a rank or of parts ("hundred | twenty-fifth").
fn starts_rank(line: &Line, i: usize, part: Part) -> bool {
    part.end == i + 1
        && part.value >= 20.0
        && part.value < 100.0
        && (rank(line, i).is_some() || denominator(line, i).is_some())
}

/// The end of the "hundred" that multiplies `part`.
fn hundred(line: &Line, part: Part) -> Option<usize> {
    let at = line.after_hyphen(part.end);
    let is = line.is_any(at, &["hundred", "hundreds"]);
    (is && (part.digits || part.value < 100.0)).then_some(at + 1)
}

/// A number without scale: digits with their fraction, or words below one hundred, or spelled decimals.
fn small(line: &Line, i: usize) -> Option<Part> {
    if let Some(value) = line.number(i) {
        let (value, end) = written_fraction(line, i, value);
        return Some(Part {
            value,
            end,
            scale: 1.0,
            digits: true,
        });
    }
    let mut value = line.entry(i)?.cardinal?;
    let mut end = i + 1;
    if value >= 20.0 {
        let next = line.after_hyphen(end);
        if let Some(unit) = line
            .entry(next)
            .and_then(|e| e.cardinal)
            .filter(|u| (1.0..10.0).contains(u))
        {
            value += unit;
            end = next + 1;
        }
    }
    if let Some((decimals, after)) = decimals(line, end) {
        value += decimals;
        end = after;
    }
    Some(Part {
        value,
        end,
        scale: 1.0,
        digits: false,
    })
}

/// The decimals spelled at `i`: "point two five", "point seventy-one".
fn decimals(line: &Line, i: usize) -> Option<(f64, usize)> {
    if !line.is(i, "point") {
        return None;
    }
    let digit = |at: usize| line.entry(at).and_then(|e| e.cardinal);
    let tens = digit(i + 1)?;
    if tens >= 10.0 {
        let next = line.after_hyphen(i + 2);
        let unit = digit(next).filter(|unit| tens >= 20.0 && (1.0..10.0).contains(unit));
        return Some(unit.map_or((tens / 100.0, i + 2), |unit| ((tens + unit) / 100.0, next + 1)));
    }
    // Whole digits over a power of ten: added up one by one they would miss the decimal by a bit.
    let (mut value, mut power, mut at) = (0.0, 1.0, i + 1);
    while let Some(digit) = digit(at).filter(|digit| *digit < 10.0 && power < 1e15) {
        value = value * 10.0 + digit;
        power *= 10.0;
        at += 1;
    }
    Some((value / power, at))
}

/// "10 1/2", "3/4", "2½": the value with the fraction that follows the whole number at `i`.
fn written_fraction(line: &Line, i: usize, value: f64) -> (f64, usize) {
    if value.fract() == 0.0 {
        let single = |at: usize| line.word(at).chars().count() == 1 && !line.word(at).is_ascii();
        if let Some(part) = line.number(i + 1).filter(|_| single(i + 1)) {
            return (value + part, i + 2);
        }
        if let Some(part) = slashed(line, i + 1).filter(|_| !line.glued(i + 1)) {
            return (value + part, i + 4);
        }
    }
    match slashed(line, i) {
        Some(part) => (part, i + 3),
        None => (value, i + 1),
    }
}

/// The value of "3/4" at `i`: plain, glued digits, smaller above than below, and no third number after them.
fn slashed(line: &Line, i: usize) -> Option<f64> {
    let (above, _) = line.digits(i)?;
    let (below, _) = line.digits(i + 2)?;
    let joined = line.mark(i + 1, '/') && line.glued(i + 1) && line.glued(i + 2);
    let goes_on = line.mark(i + 3, '/') && line.glued(i + 3);
    let follows = line.glued(i) && line.mark(i.wrapping_sub(1), '/');
    let usual = below <= 10 || matches!(below, 12 | 16 | 20 | 25 | 32 | 64 | 100 | 1000);
    (joined && !goes_on && !follows && usual && 0 < above && above < below).then(|| f64::from(above) / f64::from(below))
}

/// The product of the scale words that start at `i`: "hundred thousand", "million".
pub(super) fn scales(line: &Line, i: usize) -> Option<(f64, usize)> {
    let mut value = 1.0;
    let mut at = i;
    while let Some(scale) = line.entry(at).and_then(|e| e.scale).filter(|s| !s.suffix) {
        // Nobody multiplies more than three; more of them are no number but a way to overflow one.
        if at - i == 3 {
            break;
        }
        value *= scale.value;
        at += 1;
    }
    (at > i).then_some((value, at))
}

/// A scale written as a letter or two after digits: "10k", "5bn". A lone small "m" may be metres, and "t" tonnes:
/// those are read by money only, through [`tight_suffix`].
fn suffix(line: &Line, part: Part) -> Option<(f64, usize)> {
    let at = part.end;
    let word = line.word(at);
    let sure = matches!(
        word,
        "k" | "K" | "M" | "B" | "b" | "bn" | "Bn" | "BN" | "mn" | "mln" | "mil" | "tn" | "trn" | "bln"
    );
    let spaced = matches!(word, "k" | "bn" | "mn" | "mln" | "mil" | "bln" | "tn" | "trn");
    // "40m users", "40m new users"
    let adjective = line.is_word(at + 1) && !line.is_any(at + 1, NO_ADJECTIVES) && counts_things(line, at + 2);
    let people = word == "m" && line.glued(at) && (counts_things(line, at + 1) || adjective);
    ((sure && line.glued(at) || spaced || people) && part.digits)
        .then(|| tight_suffix(line, at))
        .flatten()
}

/// Words after a length that are no adjectives: what comes behind them is not what the number counts.
#[rustfmt::skip]
const NO_ADJECTIVES: &[&str] = &[
    "in", "on", "at", "of", "to", "and", "or", "from", "by", "with", "for", "is", "was", "tall", "high", "long", "wide", "deep", "away", "above",
    "below", "the", "a", "an", "his", "her", "its", "their", "freestyle", "backstroke", "butterfly", "breaststroke", "hurdles", "relay", "sprint",
    "race", "final", "before", "after", "as", "medley", "individual", "title",
];

/// The scale at `i`, whatever its letters: what follows an amount of money can be nothing else.
pub(super) fn tight_suffix(line: &Line, i: usize) -> Option<(f64, usize)> {
    let scale = line.entry(i)?.scale.filter(|s| s.suffix)?;
    (!line.glued(i + 1) || line.any_mark(i + 1).is_some() || line.is_any(i + 1, &["'s", "’s"]))
        .then_some((scale.value, i + 1))
}

/// Whether a plural noun follows, so that "40m" before it counts things ("40m users", not "40m tall").
fn counts_things(line: &Line, i: usize) -> bool {
    let word = line.word(i);
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    let event = line.is_any(i, &["hurdles", "finals", "metres", "meters", "was", "runs"]);
    line.is_word(i) && !line.glued(i) && (plural && !event || line.is_any(i, &["people", "children", "men", "women"]))
}

//! Quantity: a number with a unit of length, area, volume, weight, speed, temperature, data, power …, or an age:
//! "10 1/2 miles", "68-ounce", "34,500 metric tons", "190 km2", "20 degrees Celsius", "5 feet 2 inches", "29 years old".
//!
//! Leaves alone: units without a number, money ("$5m"), counts of millions ("5m users"), lengths of time.

use super::Context;
use super::lexicon::Period;
use super::mention::{Amount, Mention, Value};
use super::numeral::Form;
use super::range;
use super::token::Line;
use super::unit::{self, Style, Unit};

/// Finds the quantities of `line`.
pub(super) fn find(line: &Line, _: &Context, found: &mut Vec<Mention>) {
    let mut done = 0;
    for (index, numeral) in line.numerals().iter().enumerate() {
        if numeral.form == Form::Ordinal || numeral.first < done {
            continue;
        }
        let figure = range::figure(line, index);
        if tied(line, figure.first) {
            continue;
        }
        let Some(unit) = unit_at(line, numeral.end, numeral.digits).or_else(|| age(line, numeral.end)) else {
            continue;
        };
        // "Six Feet Under" is a title.
        if !numeral.digits && numeral.first > 0 && line.capital(numeral.first) && line.capital(numeral.end) {
            continue;
        }
        let (mut amount, mut end) = (figure.amount, unit.end);
        if let Some((inches, after)) = feet_and_inches(line, unit.symbol, end) {
            amount = amount.map(|a| Amount::from(a.low + inches / 12.0));
            end = after;
        }
        done = end;
        found.extend(line.mention(
            figure.first..end,
            Value::Quantity {
                amount,
                unit: unit.symbol,
            },
        ));
    }
}

/// Whether letters or a code stand right before the number.
fn tied(line: &Line, first: usize) -> bool {
    let before = first.wrapping_sub(1);
    line.glued(first)
        && (line.is_word(before) || line.hyphen(before) && line.glued(before) && line.number(first).is_some())
        || matches!(line.any_mark(before), Some('$' | '€' | '£'))
}

/// A unit read from tokens.
struct Found {
    symbol: &'static str,
    end: usize,
}

/// The unit at `i`, after a number; `digits`: written in digits, so that abbreviations count.
fn unit_at(line: &Line, i: usize, digits: bool) -> Option<Found> {
    let vague_of = usize::from(line.is(i, "of") && line.numeral_ends_vague(i));
    let mut at = line.after_hyphen(i) + vague_of;
    if line.mark(at, '°') || line.mark(at, 'º') {
        return Some(degrees(line, at + 1));
    }
    // "20 (kg)"
    let bracket = line.mark(at, '(') && line.mark(at + 2, ')');
    at += usize::from(bracket);
    let compound = unit::COMPOUNDS.iter().filter(|(words, ..)| line.is_any(at, words));
    for (_, base, symbol) in compound {
        let noun = line.after_hyphen(if line.mark(at + 1, '.') { at + 2 } else { at + 1 });
        if line.entry(noun).and_then(|e| e.unit).is_some_and(|u| u.symbol == *base) {
            return Some(Found { symbol, end: noun + 1 });
        }
    }
    let unit = line.entry(at)?.unit.filter(|u| fits(line, at, u, digits))?;
    if unit.symbol == "°" {
        return Some(degrees(line, at + 1));
    }
    let end = at + 1 + usize::from(bracket);
    if let Some((_, square, cubic)) = unit::POWERS.iter().find(|(base, ..)| *base == unit.symbol)
        && line.glued(end)
    {
        let power = match (line.any_mark(end), line.digits(end)) {
            (Some('²'), _) | (_, Some((2, 1))) => Some(*square),
            (Some('³'), _) | (_, Some((3, 1))) => Some(*cubic),
            _ => None,
        };
        if let Some(symbol) = power {
            return Some(Found { symbol, end: end + 1 });
        }
    }
    if unit.style != Style::Word && line.number(end).is_some() && line.glued(end) {
        return None;
    }
    Some(rate(line, unit.symbol, end).unwrap_or(Found {
        symbol: unit.symbol,
        end,
    }))
}

/// Whether the unit's word at `i` is meant as one.
fn fits(line: &Line, i: usize, unit: &Unit, digits: bool) -> bool {
    let word = line.word(i);
    let glued = line.glued(i) && !line.hyphen(i - 1);
    match unit.style {
        Style::Word if line.is_any(i, &["pound", "pounds"]) => weighs(line, i),
        Style::Word => {
            // "one stone", "two cups of the tournament": only where a substance or nothing follows is left to readers
            let doubtful =
                line.is_any(i, &["stone", "grain", "mach", "bit", "yard", "foot"]) && !digits && !line.hyphen(i - 1);
            !doubtful || line.is_any(i - 1, &["one", "a", "half"])
        }
        Style::Short => digits,
        Style::Tight => {
            const AFTER: &[&str] = &["is", "tall", "high", "long", "wide", "deep", "away", "above", "below"];
            let power =
                matches!(line.any_mark(i + 1), Some('²' | '³')) || matches!(line.digits(i + 1), Some((2 | 3, 1)));
            let spaced =
                word == "m" && (power && line.glued(i + 1) || line.at_break(i + 1) || line.is_any(i + 1, AFTER));
            digits && word.chars().all(char::is_lowercase) != (unit.symbol == "W") && (glued && word != "in" || spaced)
                || digits && glued && word == "in" && line.at_break(i + 1)
        }
    }
}

/// Whether the pounds at `i` are weight and no money: something weighs, gains or loses them, or they are "of" something
/// that is no debt. Where nothing says so, they are neither.
fn weighs(line: &Line, i: usize) -> bool {
    #[rustfmt::skip]
    const WEIGHT: &[&str] = &[
        "weigh", "weighs", "weighed", "weighing", "weight", "heavy", "heavier", "lose", "loses", "lost", "losing", "shed", "drop", "dropped",
        "dropping", "gain", "gained", "gaining", "lift", "lifts", "lifted", "kg", "ounces", "lbs", "cargo", "payload", "thrust",
    ];
    #[rustfmt::skip]
    const MONEY: &[&str] = &[
        "debt", "debts", "savings", "money", "cash", "revenue", "sales", "taxpayers", "public", "investment", "aid", "damage", "assets",
        "funding", "spending", "profit", "business", "his", "her", "their", "its", "our", "my", "the",
    ];
    let near = i.saturating_sub(12)..i + 8;
    let money = near
        .clone()
        .any(|at| line.mark(at, '£') || line.is_any(at, &["sterling", "gbp", "pence", "value", "investors", "profit"]));
    let of = line.is(i + 1, "of") && line.is_word(i + 2) && !line.is_any(i + 2, MONEY);
    !money && (of || near.into_iter().any(|at| line.is_any(at, WEIGHT)))
}

/// "degrees" ends before `i`: its scale, where one is named.
fn degrees(line: &Line, i: usize) -> Found {
    let at = line.after_hyphen(i);
    let scale = |symbol| Found { symbol, end: at + 1 };
    if line.is_any(at, &["celsius", "centigrade"]) || line.word(at) == "C" || line.word(at) == "c" {
        scale("°C")
    } else if line.is(at, "fahrenheit") || line.word(at) == "F" || line.word(at) == "f" {
        scale("°F")
    } else {
        Found { symbol: "°", end: i }
    }
}

/// What the unit before `i` is measured against: "miles an hour", "km/h".
fn rate(line: &Line, symbol: &str, i: usize) -> Option<Found> {
    let slash = line.mark(i, '/');
    let per = slash || line.is_any(i, &["per", "an", "a"]) || line.hyphen(i) && line.is(i + 1, "per");
    let noun = if line.hyphen(i) {
        line.after_hyphen(i + 2)
    } else {
        i + 1
    };
    let (.., rate) = unit::RATES
        .iter()
        .find(|(base, words, _)| *base == symbol && line.is_any(noun, words))?;
    per.then_some(Found {
        symbol: rate,
        end: noun + 1,
    })
}

/// Inches after feet: "5 feet 2 inches", "5 feet and 2 inches".
fn feet_and_inches(line: &Line, symbol: &str, i: usize) -> Option<(f64, usize)> {
    if symbol != "ft" {
        return None;
    }
    let at = i + usize::from(line.is(i, "and") || line.mark(i, ','));
    let numeral = line.numeral(at)?;
    let inches = line.entry(numeral.end)?.unit.is_some_and(|u| u.symbol == "in");
    let value = numeral.value.filter(|v| *v < 12.0)?;
    inches.then_some((value, numeral.end + 1))
}

/// An age: "years old", "-year-old", "weeks of age".
fn age(line: &Line, i: usize) -> Option<Found> {
    let at = line.after_hyphen(i);
    let symbol = match line.entry(at)?.period? {
        Period::Day => "days",
        Period::Week => "weeks",
        Period::Month => "months",
        Period::Year => "years",
        _ => return None,
    };
    let old = line.after_hyphen(at + 1);
    if line.is(old, "old") || line.is_any(old, &["olds"]) {
        return Some(Found { symbol, end: old + 1 });
    }
    (line.is(at + 1, "of") && line.is(at + 2, "age")).then_some(Found { symbol, end: at + 3 })
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn finds_quantities() {
        let cases = [
            ("The path runs 11 1/2 miles.", "11 1/2 miles", "11.5", "mi"),
            ("A 70-ounce jar.", "70-ounce", "70", "oz"),
            ("It shipped 34,500 metric tons.", "34,500 metric tons", "34500", "t"),
            ("A park of 190 km2.", "190 km2", "190", "km²"),
            ("It was 21 degrees Celsius.", "21 degrees Celsius", "21", "°C"),
            ("A man of 5 feet 6 inches.", "5 feet 6 inches", "5.5", "ft"),
            ("She is 29 years old.", "29 years old", "29", "years"),
            ("A 10-month-old boy.", "10-month-old", "10", "months"),
            ("Winds of 90 miles an hour.", "90 miles an hour", "90", "mi/h"),
            ("It stores 900 GB.", "900 GB", "900", "GB"),
            ("The wall is 1.9m tall.", "1.9m", "1.9", "m"),
            ("Snow of eight to 10 inches.", "eight to 10 inches", "[8,10]", "in"),
            ("It hit 38°C.", "38°C", "38", "°C"),
            ("He lost 30 pounds in a year.", "30 pounds", "30", "lb"),
            ("They picked 900 pounds of plums.", "900 pounds", "900", "lb"),
            ("A hall of 70 m².", "70 m²", "70", "m²"),
            ("A tank of 30 m3.", "30 m3", "30", "m³"),
            ("A dose of 80 μg.", "80 μg", "80", "µg"),
            ("It fell to 1,4 million tonnes.", "1,4 million tonnes", "1400000", "t"),
            ("A ferry of 3 600 tonnes.", "3 600 tonnes", "3600", "t"),
        ];
        for (text, words, amount, unit) in cases {
            check(
                "quantity",
                text,
                &[(words, &format!(r#"{{"amount":{amount},"unit":"{unit}"}}"#))],
            );
        }
    }

    #[test]
    fn leaves_alone_what_is_no_quantity() {
        for text in [
            "It has 40m users.",
            "Pay $5m now.",
            "Meet at 6pm.",
            "Miles away.",
            "Item 24703 L-202.",
            "A 3-1 win in a cup.",
            "He owed 300 pounds of debt.",
            "Shares lost £2, or 40 pounds a lot.",
        ] {
            check("quantity", text, &[]);
        }
    }
}

//! Percent: "17 %", "12.5 percent", "10 to 12 per cent", "two percentage points", "25 basis points", "5-percent".
//!
//! Leaves alone: "percent" without a figure, unless an adjective makes it a share ("a small percent of users": a mention
//! without a value). A range whose ends both carry the sign ("between 4% and 6%") is two mentions: two figures, both exact.

use super::Context;
use super::mention::{Amount, Mention, Value};
use super::numeral::Form;
use super::range;
use super::token::Line;

/// Finds the percentages of `line`.
pub(super) fn find(line: &Line, _: &Context, found: &mut Vec<Mention>) {
    for (index, numeral) in line.numerals().iter().enumerate() {
        if numeral.form == Form::Ordinal {
            continue;
        }
        if let Some(sign) = sign(line, numeral.end) {
            let figure = range::figure(line, index);
            let percent = figure.amount.map(|a| a.times(sign.factor));
            let value = Value::Percent {
                percent,
                points: sign.points,
            };
            found.extend(line.mention(figure.first..sign.end, value));
        } else if let Some(word) = before(line, numeral.first) {
            let value = Value::Percent {
                percent: numeral.value.map(Amount::from),
                points: false,
            };
            found.extend(line.mention(word..numeral.end, value));
        }
    }
    #[rustfmt::skip]
    const SIZES: &[&str] = &[
        "small", "tiny", "large", "high", "low", "certain", "significant", "substantial", "mere", "huge",
    ];
    for i in 1..line.len() {
        if line.is(i, "percent") && line.is_any(i - 1, SIZES) {
            found.extend(line.mention(
                i..i + 1,
                Value::Percent {
                    percent: None,
                    points: false,
                },
            ));
        }
    }
}

/// What makes a number a percentage.
struct Sign {
    end: usize,
    factor: f64,
    points: bool,
}

/// The percent sign at `i`: after a space or a hyphen, or neither.
fn sign(line: &Line, i: usize) -> Option<Sign> {
    // "a%20b" in an address is a space.
    let escape = line.glued(i + 1)
        && (line.number(i + 1).is_some() || line.is_word(i + 1) && !line.is_any(i + 1, &["'s", "’s"]));
    if line.mark(i, '%') && !escape || line.mark(i, '％') {
        return Some(Sign {
            end: i + 1,
            factor: 1.0,
            points: false,
        });
    }
    let at = line.after_hyphen(i);
    let points = |i: usize| line.is_any(i, &["point", "points"]);
    if line.is_any(at, &["percent", "percents", "pct"]) {
        let end = if line.is(at, "pct") && line.mark(at + 1, '.') && line.glued(at + 1) && at + 2 < line.len() {
            at + 2
        } else {
            at + 1
        };
        return Some(Sign {
            end,
            factor: 1.0,
            points: false,
        });
    }
    if line.is(at, "per") && line.is(line.after_hyphen(at + 1), "cent") {
        return Some(Sign {
            end: line.after_hyphen(at + 1) + 1,
            factor: 1.0,
            points: false,
        });
    }
    let after = line.after_hyphen(at + 1);
    if line.is(at, "percentage") && points(after) {
        return Some(Sign {
            end: after + 1,
            factor: 1.0,
            points: true,
        });
    }
    if line.is(at, "basis") && points(after) {
        return Some(Sign {
            end: after + 1,
            factor: 0.01,
            points: true,
        });
    }
    // "thirty percentage"
    if line.is(at, "percentage") && line.at_break(at + 1) {
        return Some(Sign {
            end: at + 1,
            factor: 1.0,
            points: false,
        });
    }
    line.is_any(at, &["bps", "bp"]).then_some(Sign {
        end: at + 1,
        factor: 0.01,
        points: true,
    })
}

/// "percent of 10": the share's name before the number. Returns the first token of it.
fn before(line: &Line, number: usize) -> Option<usize> {
    let of = number.checked_sub(1).filter(|i| line.is(*i, "of"))?;
    let word = of.checked_sub(1)?;
    let first = if line.is_any(word, &["percent", "percents"]) {
        word
    } else if line.is(word, "cent") && line.is(word.checked_sub(1)?, "per") {
        word - 1
    } else {
        return None;
    };
    // "what percent of 10" asks, "5 percent of 10" says something else.
    let figure = line.ends_numeral(first) || line.hyphen(first.wrapping_sub(1)) && line.ends_numeral(first - 1);
    (!figure && !line.is(first.wrapping_sub(1), "what")).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn finds_percentages() {
        check(
            "percent",
            "Sales rose 17% and costs 3.5 percent.",
            &[("17%", r#"{"percent":17}"#), ("3.5 percent", r#"{"percent":3.5}"#)],
        );
        check(
            "percent",
            "It fell by ten per cent.",
            &[("ten per cent", r#"{"percent":10}"#)],
        );
        check(
            "percent",
            "Growth of 10 to 12 percent is likely.",
            &[("10 to 12 percent", r#"{"percent":[10,12]}"#)],
        );
        check("percent", "It grew 4–6% a year.", &[("4–6%", r#"{"percent":[4,6]}"#)]);
        check(
            "percent",
            "It went from 8 to 9 percent.",
            &[("9 percent", r#"{"percent":9}"#)],
        );
        check("percent", "A 5-percent levy.", &[("5-percent", r#"{"percent":5}"#)]);
        check(
            "percent",
            "Rates rose by 25 basis points.",
            &[("25 basis points", r#"{"percent":0.25,"points":true}"#)],
        );
        check(
            "percent",
            "The lead is two percentage points.",
            &[("two percentage points", r#"{"percent":2,"points":true}"#)],
        );
        check(
            "percent",
            "Only a tiny percent agreed.",
            &[("percent", r#"{"percent":null}"#)],
        );
        check("percent", "It fell by 6,5 %.", &[("6,5 %", r#"{"percent":6.5}"#)]);
        check(
            "percent",
            "Of forty percentage.",
            &[("forty percentage", r#"{"percent":40}"#)],
        );
        check("percent", "Open shop.example/50%20off and 30 percentage changes.", &[]);
        check(
            "percent",
            "The percent sign is old, and 10 percentiles are not it.",
            &[],
        );
    }
}

//! Periods with a name of their own: quarters and halves ("Q3 2016", "the third quarter of this year", "2016 H2"),
//! seasons, decades ("the 1970s"), centuries, numbered weeks, weekends, "year to date"; and what recurs ("every Friday").

use jiff::civil::Date;

use super::super::lexicon::Period;
use super::super::token::Line;
use super::when::{self, When};
use super::{Found, absolute, relative};

/// The period that starts at token `i`.
pub(super) fn find(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let options = [
        part_of_year(line, i, today),
        season(line, i),
        decade(line, i),
        century(line, i),
        week(line, i, today),
        weekend(line, i, today),
        to_date(line, i, today),
        fiscal(line, i),
        repeat(line, i),
    ];
    options.into_iter().flatten().max_by_key(|found| found.end)
}

/// A year in digits or words, or "this year", "next year's": its number where known, and the token after it.
fn some_year(line: &Line, i: usize, today: Option<Date>) -> Option<(Option<i16>, usize)> {
    let at = i + usize::from(line.is(i, "fiscal"));
    if let Some((year, end)) = absolute::year(line, at) {
        return Some((Some(year), end));
    }
    let at = at + usize::from(line.is(at, "the"));
    let way = relative::direction(line, at).filter(|_| line.is_any(at + 1, &["year", "year's"]))?;
    Some((today.map(|t| t.year() + way as i16), at + 2))
}

/// "third quarter", "Q3", "first half", "H2", each with the year before or after it.
fn part_of_year(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    // "2016 the third quarter", "next year's third-quarter", "2016 H2"
    let (year, at) = match some_year(line, i, today) {
        Some((year, end)) => (
            Some(year),
            end + usize::from(line.is_any(end, &["'s", "’s"]) || line.mark(end, ',') || line.hyphen(end)),
        ),
        None => (None, i),
    };
    let the = at + usize::from(line.is(at, "the"));
    let (kind, nth, end) = quarter_or_half(line, the)?;
    let (year, end) = match year {
        Some(year) => (year, end),
        None => {
            let of = end + usize::from(line.is_any(end, &["of", "in"]) || line.mark(end, ','));
            match some_year(line, of, today) {
                Some((year, end)) => (year, end),
                // "first half" is a match's as often as a year's.
                None if kind == Period::Year => return None,
                None => (None, end),
            }
        }
    };
    let when = match kind {
        Period::Quarter => When::Quarter(year, nth),
        _ => When::Half(year, nth),
    };
    Some(Found { end, when })
}

/// "third quarter", "third-quarter", "Q3", "final quarter"; or "first half", "H1" (as [`Period::Year`]).
fn quarter_or_half(line: &Line, i: usize) -> Option<(Period, i8, usize)> {
    if let Some((nth, 1)) = line.digits(i + 1).filter(|_| line.glued(i + 1)) {
        return match line.word(i) {
            "Q" | "q" if (1..=4).contains(&nth) => Some((Period::Quarter, nth as i8, i + 2)),
            "H" if (1..=2).contains(&nth) => Some((Period::Year, nth as i8, i + 2)),
            _ => None,
        };
    }
    let (nth, noun) = relative::nth(line, i)?;
    let noun = line.after_hyphen(noun);
    if line.is(noun, "quarter") {
        let nth = if nth == -1 { 4 } else { nth };
        let sport = line.is(i, "last") && !line.is(i, "final");
        return (!sport && (1..=4).contains(&nth)).then_some((Period::Quarter, nth, noun + 1));
    }
    let half = line.is(noun, "half") && (1..=2).contains(&nth);
    half.then_some((Period::Year, nth, noun + 1))
}

/// "the spring of 1978", "summer 2016", "this summer" (that one is relative), "in winter".
fn season(line: &Line, i: usize) -> Option<Found> {
    let the = i + usize::from(line.is(i, "the"));
    let season = line.entry(the)?.season?;
    let at = the + 1;
    let of = at + usize::from(line.is(at, "of") || line.mark(at, ','));
    if let Some((year, end)) = absolute::year(line, of) {
        return Some(Found {
            end,
            when: When::Season(Some(year), season),
        });
    }
    let before = i.wrapping_sub(1);
    #[rustfmt::skip]
    const LEAN: &[&str] = &[
        "in", "since", "during", "until", "by", "late", "early", "mid", "over", "leave", "through", "before", "after",
        "for",
    ];
    // "spring" and "fall" are other words as well; any of them may be part of a name.
    let plain = line.is_any(the, &["summer", "winter", "autumn"]) && (line.at_break(at) || line.is_any(before, LEAN));
    let name = line.capital(the) && line.capital(at) && line.is_word(at);
    let leans = line.is_any(before, &["in", "during", "since", "early", "late", "mid"]) && !line.is(the, "fall");
    ((plain || leans) && !name).then_some(Found {
        end: at,
        when: When::Season(None, season),
    })
}

/// "the 1970s", "the 70's", "the nineteen seventies", "the twenty-tens", "the two thousands", "the nineties".
fn decade(line: &Line, i: usize) -> Option<Found> {
    let the = line.is(i, "the");
    let at = i + usize::from(the);
    let apostrophe = usize::from(matches!(line.any_mark(at), Some('\'' | '’')) && line.glued(at + 1));
    if let Some((value, len)) = line.digits(at + apostrophe) {
        let s = at + apostrophe + 1;
        let plural = line.glued(s) && (line.word(s) == "s" || line.is_any(s, &["'s", "’s"]));
        let possessive = line.is_any(s, &["'s", "’s"]);
        let first = match len {
            4 if value % 10 == 0 && (1000..2200).contains(&value) => value as i16,
            2 if value % 10 == 0
                && (the || apostrophe > 0 || line.is_any(i.wrapping_sub(1), &["in", "early", "late", "mid"])) =>
            {
                if value < 30 {
                    2000 + value as i16
                } else {
                    1900 + value as i16
                }
            }
            _ => return None,
        };
        // "2020's figures" means the year.
        let owns = possessive && line.is_word(s + 1) && !the;
        return (plural && !owns).then_some(Found {
            end: s + 1,
            when: When::Decade(first),
        });
    }
    // In words: an optional century, then the plural of the tens.
    let (century, tens) = match line.entry(at).and_then(|e| e.cardinal) {
        Some(value) if (10.0..=20.0).contains(&value) => (Some(value as i16 * 100), line.after_hyphen(at + 1)),
        Some(value) if value == 2.0 && line.is(at + 1, "thousand") && line.is(at + 2, "and") => (Some(2000), at + 3),
        Some(value) if value == 2.0 && line.is(at + 1, "thousands") && the => {
            return Some(Found {
                end: at + 2,
                when: When::Decade(2000),
            });
        }
        _ => (None, at),
    };
    let plural = plural_tens(line.word(tens))?;
    if century.is_none() && !the {
        return None;
    }
    let base = century.unwrap_or(if plural == 0 { 2000 } else { 1900 });
    Some(Found {
        end: tens + 1,
        when: When::Decade(base + plural),
    })
}

/// 70 for "seventies", 10 for "tens", 0 for "noughties".
fn plural_tens(word: &str) -> Option<i16> {
    const TENS: [(&str, i16); 10] = [
        ("noughties", 0),
        ("tens", 10),
        ("twenties", 20),
        ("thirties", 30),
        ("forties", 40),
        ("fifties", 50),
        ("sixties", 60),
        ("seventies", 70),
        ("eighties", 80),
        ("nineties", 90),
    ];
    TENS.iter()
        .find(|(name, _)| word.eq_ignore_ascii_case(name))
        .map(|(_, tens)| *tens)
}

/// "the 19th century".
fn century(line: &Line, i: usize) -> Option<Found> {
    let at = i + usize::from(line.is(i, "the"));
    let (nth, noun) = relative::nth(line, at).filter(|(nth, _)| *nth > 0)?;
    let noun = line.after_hyphen(noun);
    line.is(noun, "century").then_some(Found {
        end: noun + 1,
        when: When::Century(i16::from(nth) - 1),
    })
}

/// "week 31", "the third week of 2027", "the week of November 30th", "the week beginning february 4", "the month of May".
fn week(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let the = i + usize::from(line.is(i, "the"));
    if line.is(the, "month") && line.is(the + 1, "of") {
        let month = line.entry(the + 2)?.month?;
        let inner = absolute::find(line, the + 2).filter(|f| matches!(f.when, When::Month(..) | When::MonthDay(..)));
        return Some(inner.unwrap_or(Found {
            end: the + 3,
            when: When::Month(None, month),
        }));
    }
    if line.is(the, "week") {
        if let Some((number, len)) = line.digits(the + 1) {
            let fits = len <= 2
                && (1..=53).contains(&number)
                && !line.is_any(the.wrapping_sub(1), &["a", "per", "last", "next"]);
            let when = today.map_or(When::Vague, |t| When::Week(t.year(), number as i8));
            return fits.then_some(Found { end: the + 2, when });
        }
        let link = line.is_any(the + 1, &["of", "commencing", "beginning", "starting", "ending"]);
        let at = the + 2 + usize::from(line.is(the + 2, "the"));
        let day = the + 2 + usize::from(line.is(the + 2, "on"));
        let found = absolute::find(line, day)
            .filter(|f| matches!(f.when, When::Day(_) | When::Either(..) | When::MonthDay(..)));
        let found = found.or_else(|| {
            let (day, end, rank) = absolute::day(line, at).filter(|_| at > the + 2)?;
            rank.then(|| Found {
                end,
                when: relative::near_day(today, day),
            })
        })?;
        let iso = found
            .when
            .iso(today, false)
            .and_then(|iso| iso.parse::<Date>().ok())
            .map(Date::iso_week_date);
        let when = iso.map_or(When::Vague, |week| When::Week(week.year(), week.week()));
        return link.then_some(Found { end: found.end, when });
    }
    // "third week of 2027", "the first week of May", "the last month of 2015"
    let (nth, noun) = relative::nth(line, the)?;
    let period = line
        .entry(noun)?
        .period
        .filter(|p| matches!(p, Period::Week | Period::Weekend | Period::Month))?;
    if !line.is_any(noun + 1, &["of", "in"]) {
        return None;
    }
    let whole = absolute::find(line, noun + 2).or_else(|| {
        let year = line.is(noun + 2, "the") || line.is(noun + 2, "this");
        (year && line.is_any(noun + 3, &["year", "month"])).then_some(Found {
            end: noun + 4,
            when: When::Vague,
        })
    })?;
    let when = match (&whole.when, period) {
        (When::Year(year) | When::Month(Some(year), _), Period::Month) if nth > 0 && nth <= 12 => {
            When::Month(Some(*year), nth)
        }
        (When::Year(year), Period::Week) if nth > 0 => When::Week(*year, nth),
        _ => When::Vague,
    };
    matches!(whole.when, When::Year(_) | When::Month(..) | When::Vague).then_some(Found { end: whole.end, when })
}

/// "the weekend", where it is the subject's own ("over the weekend").
fn weekend(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let is = line.is(i, "the") && line.is(i + 1, "weekend") && !line.is(i + 2, "of");
    is.then(|| Found {
        end: i + 2,
        when: when::shifted(today, Period::Weekend, 0),
    })
}

/// "year to date", "the month to date".
fn to_date(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let period = line
        .entry(i)?
        .period
        .filter(|p| matches!(p, Period::Week | Period::Month | Period::Quarter | Period::Year))?;
    let to = line.after_hyphen(i + 1);
    let date = line.after_hyphen(to + 1);
    let is = line.is(to, "to") && line.is(date, "date");
    is.then(|| Found {
        end: date + 1,
        when: when::shifted(today, period, 0),
    })
}

/// "fiscal 2016", "fiscal year 2016", "the year 2000", "FY2024".
fn fiscal(line: &Line, i: usize) -> Option<Found> {
    let the = i + usize::from(line.is(i, "the"));
    let fiscal = usize::from(line.is_any(the, &["fiscal", "financial"]));
    let at = the + fiscal;
    let year = at + usize::from(line.is(at, "year"));
    let short = line.is_any(the, &["fy"]);
    let at = if short { the + 1 } else { year };
    let (value, end) = absolute::year(line, at).filter(|_| at > the)?;
    let two_ends = line.mark(end, '/') || line.hyphen(end);
    (!two_ends).then_some(Found {
        end,
        when: When::Year(value),
    })
}

/// What recurs: "every Friday", "each month", "every three weeks", "every other day", "on Mondays".
fn repeat(line: &Line, i: usize) -> Option<Found> {
    let again = |end, repeat: String| {
        Some(Found {
            end,
            when: When::Repeat(repeat),
        })
    };
    if line.is(i, "on")
        && let Some(entry) = line.entry(i + 1).filter(|e| e.plural)
    {
        return again(i + 2, format!("XXXX-WXX-{}", entry.weekday?));
    }
    if !line.is_any(i, &["every", "each"]) {
        return None;
    }
    let other = line.is_any(i + 1, &["other", "second"]);
    let at = i + 1 + usize::from(other);
    let step = if other { 2.0 } else { 1.0 };
    let (count, noun) = match line.numeral(at).filter(|_| !other) {
        Some(numeral) => (numeral.value?, numeral.end),
        None => (step, at),
    };
    if let Some(weekday) = line.entry(noun).and_then(|e| e.weekday) {
        return again(
            noun + 1,
            if other {
                "R/P2W".to_owned()
            } else {
                format!("XXXX-WXX-{weekday}")
            },
        );
    }
    if let Some(month) = line.entry(noun).and_then(|e| e.month).filter(|_| line.capital(noun)) {
        return again(noun + 1, format!("--{month:02}"));
    }
    let (period, end) = super::super::duration::period(line, noun)
        .or_else(|| line.is(noun, "quarter").then_some((Period::Quarter, noun + 1)))?;
    let length = super::super::duration::Length {
        parts: vec![(Some(count), period)],
        end,
    };
    // "each second counts": a set of moments is no date.
    (period >= Period::Hour).then_some(())?;
    again(end, format!("R/{}", length.iso()?))
}

//! Dates that hang on another day: "yesterday", "last Friday", "Tuesday of next week", "three weeks ago", "the day after
//! tomorrow", "in two business days", "earlier this year", "the past six months".
//!
//! They resolve only where the article's own date is known.

use jiff::civil::Date;

use super::super::duration;
use super::super::lexicon::Period;
use super::super::token::Line;
use super::when::{self, When};
use super::{Found, absolute, weekday};

/// The relative date that starts at token `i`.
pub(super) fn find(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let options = [
        named_day(line, i, today),
        weekday::find(line, i, today),
        pointed(line, i, today),
        offset(line, i, today),
        ahead(line, i, today),
        day_of(line, i, today),
        after_next(line, i, today),
    ];
    options.into_iter().flatten().max_by_key(|found| found.end)
}

/// "today", "tomorrow", "the day before yesterday", "tonight" is left to the time rule.
fn named_day(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let the = i + usize::from(line.is(i, "the"));
    if line.is(the, "day") {
        let days = match () {
            () if line.is(the + 1, "after") && line.is_any(the + 2, &["tomorrow", "tmr"]) => 2,
            () if line.is(the + 1, "before") && line.is(the + 2, "yesterday") => -2,
            () => return None,
        };
        return Some(Found {
            end: the + 3,
            when: when::shifted(today, Period::Day, days),
        });
    }
    let days = match line.word(i) {
        word if word.eq_ignore_ascii_case("today") => 0,
        word if word.eq_ignore_ascii_case("tomorrow") => 1,
        word if word.eq_ignore_ascii_case("yesterday") => -1,
        _ => return None,
    };
    // "USA Today" is a name.
    let name = line.capital(i) && line.capital(i.wrapping_sub(1)) && i > 1 && line.is_word(i.wrapping_sub(1));
    (!name).then(|| Found {
        end: i + 1,
        when: when::shifted(today, Period::Day, days),
    })
}

/// Which of several: -1 for "last", 0 for "this", 1 for "next".
pub(super) fn direction(line: &Line, i: usize) -> Option<i64> {
    if line.is_any(i, &["last", "past", "previous"]) {
        Some(-1)
    } else if line.is_any(i, &["this", "current"]) {
        Some(0)
    } else if line.is_any(i, &["next", "coming", "following", "upcoming"]) {
        Some(1)
    } else {
        None
    }
}

/// "first" to "fifth" or "last" (-1) at `i`.
pub(super) fn nth(line: &Line, i: usize) -> Option<(i8, usize)> {
    if line.is_any(i, &["last", "final"]) {
        return Some((-1, i + 1));
    }
    let numeral = line
        .numeral(i)
        .filter(|n| n.form == super::super::numeral::Form::Ordinal)?;
    let value = numeral.value.filter(|v| (1.0..=53.0).contains(v))?;
    Some((value as i8, line.after_hyphen(numeral.end)))
}

/// The day of this month with that number; `Vague` where the article's date is unknown.
pub(super) fn near_day(today: Option<Date>, day: i8) -> When {
    let date = today.and_then(|t| Date::new(t.year(), t.month(), day).ok());
    date.map_or(When::Vague, When::Day)
}

/// "this week", "last month", "the next day", "past several days", "the last two decades", "next 3 months", "same year".
fn pointed(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let the = line.is(i, "the");
    let at = i + usize::from(the);
    if line.is(at, "same") {
        let noun = at + 1;
        let period = line
            .entry(noun)
            .filter(|e| !e.plural)?
            .period
            .filter(|p| *p >= Period::Day)?;
        // "the same day" leans on a day the sentence tells elsewhere: no value.
        let free = !the && (Period::Day..=Period::Year).contains(&period);
        return free.then_some(Found {
            end: noun + 1,
            when: When::Vague,
        });
    }
    let plural = |i: usize| {
        line.entry(i)
            .is_some_and(|e| e.plural && e.period.is_some_and(|p| p >= Period::Day))
    };
    if (line.is(at, "recent") || direction(line, at).is_some_and(|way| way != 0)) && plural(at + 1) {
        return Some(Found {
            end: at + 2,
            when: When::Vague,
        });
    }
    // "the first three months of 2016"
    if the
        && line.is_any(at, &["first", "last", "final"])
        && let Some(length) = duration::length(line, at + 1).filter(|_| line.numeral(at + 1).is_some())
        && line.is(length.end, "of")
        && let Some(year) = absolute::find(line, length.end + 1).filter(|found| matches!(found.when, When::Year(_)))
    {
        return Some(part_of_year(line, at, &length, &year));
    }
    let way = direction(line, at)?;
    if the && line.is_any(at, &["this"]) {
        return None;
    }
    let next = at
        + 1
        + usize::from(
            line.is_any(at + 1, &["fiscal", "financial", "calendar", "school", "academic"]) && line.is(at + 2, "year"),
        );
    if let Some(season) = line.entry(next).and_then(|e| e.season)
        && !(line.is(next, "fall")
            && (way == 0 && line.is(next + 1, "in") || line.is_any(next + 1, &["in", "of", "to"])))
    {
        let year = today.map(|t| t.year() + if way == 0 { 0 } else { way as i16 });
        return Some(Found {
            end: next + 1,
            when: When::Season(year, season),
        });
    }
    if let Some((month, end)) = line.entry(next).and_then(|e| e.month).map(|month| (month, next + 1)) {
        if absolute::day(line, end).is_some() && !line.is_any(next, &["may"]) {
            return absolute::find(line, next).map(|found| Found {
                end: found.end,
                when: found.when,
            });
        }
        return Some(Found {
            end,
            when: month_near(today, month, way),
        });
    }
    if let Some((period, end)) = duration::period(line, next).or_else(|| quarter(line, next)) {
        if period < Period::Day || line.entry(end - 1).is_some_and(|e| e.plural) {
            return None;
        }
        // "the past year" is a stretch of time up to now, "last year" a calendar year.
        let when = match period {
            // "The following year" counts from the story's own time.
            _ if the && line.is_any(at, &["following", "next", "previous"]) || line.is(at, "following") => When::Vague,
            _ if the && way == -1 && period > Period::Day => when::stretch(today, period, -1),
            _ => when::shifted(today, period, way),
        };
        return Some(Found { end, when });
    }
    let length = duration::length(line, next)
        .or_else(|| quarters(line, next))
        .or_else(|| couple(line, next))?;
    let (count, period) = *length.parts.first()?;
    if way == 0 {
        return None;
    }
    let whole = count.filter(|c| c.fract() == 0.0 && *c < 10_000.0 && length.parts.len() == 1);
    let when = whole.map_or(When::Vague, |count| when::stretch(today, period, way * count as i64));
    Some(Found { end: length.end, when })
}

/// The first or last months of a year, as an interval.
fn part_of_year(line: &Line, i: usize, length: &duration::Length, year: &Found) -> Found {
    let months = length
        .parts
        .first()
        .filter(|(_, period)| *period == Period::Month && length.parts.len() == 1);
    let months = months
        .and_then(|(count, _)| *count)
        .filter(|c| c.fract() == 0.0 && (1.0..=12.0).contains(c))
        .map(|c| c as i8);
    let when = match (months, &year.when) {
        (Some(months), When::Year(year)) => {
            let (from, to) = if line.is(i, "first") {
                (1, months)
            } else {
                (13 - months, 12)
            };
            When::Interval(
                Box::new(When::Month(Some(*year), from)),
                Box::new(When::Month(Some(*year), to)),
            )
        }
        _ => When::Vague,
    };
    Found { end: year.end, when }
}

/// "couple of months" after "last" or "next", where the "a" is missing.
fn couple(line: &Line, i: usize) -> Option<duration::Length> {
    let noun = i + 1 + usize::from(line.is(i + 1, "of"));
    let period = line.entry(noun).filter(|e| e.plural)?.period?;
    line.is(i, "couple").then(|| duration::Length {
        parts: vec![(Some(2.0), period)],
        end: noun + 1,
    })
}

/// "two quarters", which without "last" or "next" would be parts of something.
fn quarters(line: &Line, i: usize) -> Option<duration::Length> {
    let numeral = line.numeral(i)?;
    let noun = numeral
        .end
        .checked_sub(1)
        .filter(|at| line.is(*at, "quarters"))
        .or(Some(numeral.end))
        .filter(|at| line.is(*at, "quarters"))?;
    let count = line.entry(i).and_then(|e| e.cardinal).or(line.number(i));
    Some(duration::Length {
        parts: vec![(count, Period::Quarter)],
        end: noun + 1,
    })
}

/// The noun "quarter" at `i`, which a length of time may not be.
fn quarter(line: &Line, i: usize) -> Option<(Period, usize)> {
    line.is(i, "quarter").then_some((Period::Quarter, i + 1))
}

/// "this May", "last October": the month before or after today's, or the nearest.
fn month_near(today: Option<Date>, month: i8, way: i64) -> When {
    let Some(today) = today else {
        return When::Month(None, month);
    };
    let year = match way {
        -1 if month >= today.month() => today.year() - 1,
        1 if month <= today.month() => today.year() + 1,
        _ => today.year(),
    };
    When::Month(Some(year), month)
}

/// A length of time and where it counts from: "two weeks ago", "a month earlier", "three days after May 5", "two days
/// from tomorrow", "more than 2 weeks before today".
fn offset(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let lasting = line.is(i, "for");
    let start = i + if line.is_any(i, &["more", "less"]) && line.is(i + 1, "than") {
        2
    } else {
        usize::from(lasting)
    };
    let length = duration::length(line, start)?;
    let at = length.end;
    let (count, period) = *length.parts.first()?;
    let clock = length.parts.iter().any(|(_, p)| *p < Period::Day);
    let steps = count
        .filter(|c| c.fract() == 0.0 && *c < 10_000.0 && length.parts.len() == 1 && start == i)
        .map(|c| c as i64);
    let from = |base: Option<Date>, sign: i64, end: usize| {
        let when = steps.map_or(When::Vague, |steps| when::point(base, period, sign * steps));
        Some(Found { end, when })
    };
    if line.is(at, "ago") && !lasting {
        return from(today, -1, at + 1);
    }
    if clock {
        return None;
    }
    // "for 3 days from today", "a week starting tomorrow"
    if lasting && line.is(at, "from") || line.is_any(at, &["starting", "beginning"]) {
        let day = named_day(line, at + 1, today).or_else(|| full_day(line, at + 1))?;
        let count = count.filter(|c| c.fract() == 0.0 && *c < 10_000.0).map(|c| c as i64);
        let first = when::first_day(&day.when);
        let when = count.map_or(When::Vague, |count| when::stretch(first, period, count));
        return Some(Found { end: day.end, when });
    }
    if lasting {
        return None;
    }
    if line.is_any(at, &["earlier", "later", "hence", "back"]) {
        // Counts from a day the text tells elsewhere.
        return Some(Found {
            end: at + 1,
            when: if line.is(at, "hence") {
                return from(today, 1, at + 1);
            } else {
                When::Vague
            },
        });
    }
    let sign = match () {
        () if line.is_any(at, &["after", "from"]) => 1,
        () if line.is_any(at, &["before", "prior"]) => -1,
        () => return None,
    };
    let base = at + 1;
    if line.is(base, "now") {
        return from(today, sign, base + 1);
    }
    let found = named_day(line, base, today).or_else(|| full_day(line, base))?;
    from(when::first_day(&found.when), sign, found.end)
}

/// A calendar day at `i`, with or without its year.
fn full_day(line: &Line, i: usize) -> Option<Found> {
    absolute::find(line, i).filter(|found| matches!(found.when, When::Day(_) | When::Either(..) | When::MonthDay(..)))
}

/// "in 3 weeks", "in two business days", where the sentence looks ahead; "within 5 days".
fn ahead(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let within = line.is(i, "within");
    if !(within || line.is(i, "in")) {
        return None;
    }
    let length = duration::length(line, i + 1)
        .filter(|l| line.numeral(i + 1).is_some() && l.parts.iter().all(|(_, p)| *p >= Period::Day))?;
    if !looks_ahead(line, i) || line.is(length.end, "of") {
        return None;
    }
    let (count, period) = *length.parts.first().filter(|_| length.parts.len() == 1)?;
    let steps = count.filter(|c| c.fract() == 0.0 && *c < 10_000.0)? as i64;
    let when = if within {
        when::stretch(today, period, steps)
    } else {
        when::point(today, period, steps)
    };
    Some(Found { end: length.end, when })
}

/// Whether something before `i` says that the sentence is about what is to come.
pub(super) fn looks_ahead(line: &Line, i: usize) -> bool {
    #[rustfmt::skip]
    const CUES: &[&str] = &[
        "will", "shall", "i'll", "we'll", "he'll", "she'll", "they'll", "you'll", "it'll", "sometime", "schedule",
        "scheduled", "due", "expires", "upcoming", "won't", "going", "tomorrow", "plans", "expected", "begins",
        "starts", "ends",
    ];
    // What stands before a break or another verb of the past is another clause's business.
    #[rustfmt::skip]
    const BREAKS: &[&str] = &["said", "announced", "told", "after", "following", "since", "was", "were", "had"];
    let curly = |word: &str| word.ends_with("’ll") || word == "won’t";
    let clause = (0..i)
        .rev()
        .take(15)
        .take_while(|at| !line.is_any(*at, BREAKS) && !matches!(line.any_mark(*at), Some(';' | ':' | '”' | '(')));
    clause
        .into_iter()
        .any(|at| line.is_any(at, CUES) || curly(line.word(at)))
}

/// "20th of next month", "31st of this month", "the 27th" where nothing follows that it could number.
fn day_of(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let the = line.is(i, "the");
    let at = i + usize::from(the);
    let (day, end, rank) = absolute::day(line, at)?;
    if line.is(end, "of")
        && let Some(way) = direction(line, end + 1).filter(|_| line.is(end + 2, "month"))
        && !the
    {
        let month = when::shifted(today, Period::Month, way);
        let date = when::first_day(&month).and_then(|first| Date::new(first.year(), first.month(), day).ok());
        return Some(Found {
            end: end + 3,
            when: date.map_or(When::Vague, When::Day),
        });
    }
    const LEAN: &[&str] = &["on", "for", "by", "until", "till"];
    const GOES: &[&str] = &[
        "back", "leave", "leaves", "left", "arrive", "arrives", "arrived", "open", "opens", "return", "returns",
    ];
    let before = i.wrapping_sub(1);
    let leans = line.is_any(before, LEAN) && (rank || the && line.digits(at).is_some());
    // "They relied on the second": only where somebody comes or goes on it.
    let small = line.is_any(at, &["first", "second", "third"]) && !(the && line.is_any(before.wrapping_sub(1), GOES));
    let closed = line.at_break(end) && !line.hyphen(end) && !line.glued_number(end);
    (leans && closed && !small && (the || line.digits(at).is_some())).then_some(Found {
        end,
        when: near_day(today, day),
    })
}

/// "the week after next", "the month after the next".
fn after_next(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let at = i + usize::from(line.is(i, "the"));
    let period = line.entry(at)?.period.filter(|p| *p >= Period::Week)?;
    let next = at + 2 + usize::from(line.is(at + 2, "the"));
    let is = line.is(at + 1, "after") && line.is(next, "next");
    is.then(|| Found {
        end: next + 1,
        when: when::shifted(today, period, 2),
    })
}

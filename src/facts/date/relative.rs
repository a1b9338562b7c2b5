//! Dates that hang on another day: "yesterday", "last Friday", "Tuesday of next week", "three weeks ago", "the day after
//! tomorrow", "in two business days", "earlier this year", "the past six months".
//!
//! They resolve only where the article's own date is known.

use jiff::civil::Date;

use super::super::duration;
use super::super::lexicon::Period;
use super::super::token::Line;
use super::when::{self, When};
use super::{Found, absolute};

/// The relative date that starts at token `i`.
pub(super) fn find(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let options = [
        named_day(line, i, today),
        weekday(line, i, today),
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
        return Some(Found { end: the + 3, when: when::shifted(today, Period::Day, days) });
    }
    let days = match line.word(i) {
        word if word.eq_ignore_ascii_case("today") => 0,
        word if word.eq_ignore_ascii_case("tomorrow") => 1,
        word if word.eq_ignore_ascii_case("yesterday") => -1,
        _ => return None,
    };
    // "USA Today" is a name.
    let name = line.capital(i) && line.capital(i.wrapping_sub(1)) && i > 1 && line.is_word(i.wrapping_sub(1));
    (!name).then(|| Found { end: i + 1, when: when::shifted(today, Period::Day, days) })
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

/// A weekday with what places it: "Friday", "last Friday", "friday this week", "next week sunday", "Friday the 15th",
/// "the first Friday of July".
fn weekday(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    if let Some(found) = nth_weekday(line, i, today) {
        return Some(found);
    }
    if let Some(way) = direction(line, i) {
        // "last week's Friday", "this week friday"
        if line.is(i + 1, "week") {
            let at = i + 2 + usize::from(line.is_any(i + 2, &["on", "'s", "’s"]));
            let weekday = line.entry(at).filter(|e| !e.plural)?.weekday?;
            return Some(Found { end: at + 1, when: of_week(today, weekday, way) });
        }
        let (weekday, end) = weekday_name(line, i + 1, true)?;
        let when = match way {
            -1 => last_weekday(today, weekday),
            0 => of_week(today, weekday, 0),
            _ => next_weekday(today, weekday),
        };
        return Some(dated(line, Found { end, when }));
    }
    let (weekday, end) = weekday_name(line, i, false)?;
    let of = end + usize::from(line.is(end, "of"));
    let week = of + usize::from(line.is(of, "the") || line.is(of, "of"));
    if let Some(way) = direction(line, week).filter(|_| line.is(week + 1, "week")) {
        return Some(Found { end: week + 2, when: of_week(today, weekday, way) });
    }
    let found = dated(line, Found { end, when: When::Weekday(weekday) });
    // "Friday the fifteenth", "Wednesday the 27th"
    if found.end == end
        && line.is(end, "the")
        && let Some((day, after, _)) = absolute::day(line, end + 1)
    {
        return Some(Found { end: after, when: near_day(today, day) });
    }
    Some(found)
}

/// A weekday and the date after it: "Friday, July 18", "this friday (jun-15)", "Wed, 22 of Jan", "friday 7-6".
fn dated(line: &Line, weekday: Found) -> Found {
    let end = weekday.end;
    let open = line.mark(end, '(');
    let at = end + usize::from(line.mark(end, ',') || open) + usize::from(line.mark(end, '.') && line.glued(end) && line.number(end + 1).is_some());
    let at = at + usize::from(line.is(at, "the"));
    let full = |found: &Found| matches!(found.when, When::Day(_) | When::MonthDay(..));
    if let Some(date) = absolute::find(line, at).filter(full) {
        if open && !line.mark(date.end, ')') {
            return weekday;
        }
        return Found { end: date.end + usize::from(open), when: date.when };
    }
    // "friday 7.6": lexed as one number
    let decimal = line.number(at).filter(|v| v.fract() != 0.0 && *v < 32.0).and_then(|_| line.word(at).split_once('.'));
    if let Some((Ok(a), Ok(b))) = decimal.map(|(a, b)| (a.parse::<i8>(), b.parse::<i8>()))
        && at == end
        && line.at_break(at + 1) | line.is(at + 1, "with")
        && Date::new(2000, a, b).is_ok()
    {
        return Found { end: at + 1, when: When::MonthDay(a, b) };
    }
    weekday
}

/// The weekday at `i`; short forms ("Sun", "wed") only where something says that they are one.
fn weekday_name(line: &Line, i: usize, placed: bool) -> Option<(i8, usize)> {
    let entry = line.entry(i).filter(|e| !e.plural)?;
    let weekday = entry.weekday?;
    if entry.short {
        let before = i.wrapping_sub(1);
        let leans = placed || line.is_any(before, &["on", "until", "by", "from", "to", "till", "every", "each", "and", "next", "last"]);
        let date = absolute::find(line, i + 1 + usize::from(line.mark(i + 1, ',') || line.mark(i + 1, '.'))).is_some_and(|f| !matches!(f.when, When::Year(_)));
        let word = line.is_any(i, &["sun", "sat", "wed", "mon"]) && !line.capital(i);
        if !(date || leans && !word) {
            return None;
        }
    }
    Some((weekday, i + 1))
}

/// "the first Friday of July", "the last Monday in May 2020", "the first Friday in this month".
fn nth_weekday(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let at = i + usize::from(line.is(i, "the"));
    let (nth, noun) = nth(line, at)?;
    let weekday = line.entry(noun).filter(|e| !e.plural)?.weekday?;
    if !line.is_any(noun + 1, &["of", "in"]) {
        return None;
    }
    let month = noun + 2;
    if let Some(way) = direction(line, month).filter(|_| line.is(month + 1, "month")) {
        let When::Month(Some(year), number) = when::shifted(today, Period::Month, way) else {
            return Some(Found { end: month + 2, when: When::Vague });
        };
        let day = when::nth_weekday(year, number, weekday, nth);
        return Some(Found { end: month + 2, when: day.map_or(When::Vague, When::Day) });
    }
    let found = absolute::find(line, month)?;
    let (year, number) = match found.when {
        When::Month(year, number) => (year.or(today.map(Date::year)), number),
        _ => return None,
    };
    let day = year.and_then(|year| when::nth_weekday(year, number, weekday, nth));
    Some(Found { end: found.end, when: day.map_or(When::Vague, When::Day) })
}

/// "first" to "fifth" or "last" (-1) at `i`.
pub(super) fn nth(line: &Line, i: usize) -> Option<(i8, usize)> {
    if line.is_any(i, &["last", "final"]) {
        return Some((-1, i + 1));
    }
    let numeral = line.numeral(i).filter(|n| n.form == super::super::numeral::Form::Ordinal)?;
    let value = numeral.value.filter(|v| (1.0..=53.0).contains(v))?;
    Some((value as i8, line.after_hyphen(numeral.end)))
}

fn of_week(today: Option<Date>, weekday: i8, weeks: i64) -> When {
    today.and_then(|today| when::weekday_of_week(today, weekday, weeks)).map_or(When::Vague, When::Day)
}

/// The latest such weekday before today.
fn last_weekday(today: Option<Date>, weekday: i8) -> When {
    let day = today.and_then(|t| t.yesterday().ok()).and_then(|day| when::weekday_near(day, weekday, false));
    day.map_or(When::Vague, When::Day)
}

/// The first such weekday after today.
fn next_weekday(today: Option<Date>, weekday: i8) -> When {
    let day = today.and_then(|t| t.tomorrow().ok()).and_then(|day| when::weekday_near(day, weekday, true));
    day.map_or(When::Vague, When::Day)
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
        let period = line.entry(noun).filter(|e| !e.plural)?.period.filter(|p| *p >= Period::Day)?;
        // "the same day" leans on a day the sentence tells elsewhere: no value.
        let free = !the && (Period::Day..=Period::Year).contains(&period);
        return free.then_some(Found { end: noun + 1, when: When::Vague });
    }
    let way = direction(line, at)?;
    if the && line.is_any(at, &["this"]) {
        return None;
    }
    let next = at + 1;
    if let Some(season) = line.entry(next).and_then(|e| e.season)
        && !line.is(next, "fall")
    {
        let year = today.map(|t| t.year() + if way == 0 { 0 } else { way as i16 });
        return Some(Found { end: next + 1, when: When::Season(year, season) });
    }
    if let Some((month, end)) = line.entry(next).and_then(|e| e.month).map(|month| (month, next + 1)) {
        if absolute::day(line, end).is_some() && !line.is_any(next, &["may"]) {
            return absolute::find(line, next).map(|found| Found { end: found.end, when: found.when });
        }
        return Some(Found { end, when: month_near(today, month, way) });
    }
    if let Some((period, end)) = duration::period(line, next).or_else(|| quarter(line, next)) {
        if period < Period::Day || line.entry(end - 1).is_some_and(|e| e.plural) {
            return None;
        }
        // "the past year" is a stretch of time up to now, "last year" a calendar year.
        let when = match period {
            _ if the && way == -1 && !line.is(at, "previous") && period > Period::Day => when::stretch(today, period, -1),
            _ => when::shifted(today, period, way),
        };
        return Some(Found { end, when });
    }
    let length = duration::length(line, next).filter(|l| l.parts.len() == 1)?;
    let (count, period) = length.parts[0];
    if way == 0 {
        return None;
    }
    let whole = count.filter(|c| c.fract() == 0.0 && *c < 10_000.0);
    let when = whole.map_or(When::Vague, |count| when::stretch(today, period, way * count as i64));
    Some(Found { end: length.end, when })
}

/// The noun "quarter" at `i`, which a length of time may not be.
fn quarter(line: &Line, i: usize) -> Option<(Period, usize)> {
    line.is(i, "quarter").then_some((Period::Quarter, i + 1))
}

/// "this May", "last October": the month before or after today's, or the nearest.
fn month_near(today: Option<Date>, month: i8, way: i64) -> When {
    let Some(today) = today else { return When::Month(None, month) };
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
    let start = if line.is_any(i, &["more", "less"]) && line.is(i + 1, "than") { i + 2 } else { i };
    let length = duration::length(line, start)?;
    let at = length.end;
    let (count, period) = *length.parts.first()?;
    let clock = length.parts.iter().any(|(_, p)| *p < Period::Day);
    let steps = count.filter(|c| c.fract() == 0.0 && *c < 10_000.0 && length.parts.len() == 1 && start == i).map(|c| c as i64);
    let from = |base: Option<Date>, sign: i64, end: usize| {
        let when = steps.map_or(When::Vague, |steps| when::point(base, period, sign * steps));
        Some(Found { end, when })
    };
    if line.is(at, "ago") {
        return from(today, -1, at + 1);
    }
    if clock {
        return None;
    }
    if line.is_any(at, &["earlier", "later", "hence", "back"]) {
        // Counts from a day the text tells elsewhere.
        return Some(Found { end: at + 1, when: if line.is(at, "hence") { return from(today, 1, at + 1) } else { When::Vague } });
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
    let found = named_day(line, base, today)?;
    // "for 3 days from today" starts there and lasts.
    from(when::first_day(&found.when), sign, found.end)
}

/// "in 3 weeks", "in two business days", where the sentence looks ahead; "within 5 days".
fn ahead(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let within = line.is(i, "within");
    if !(within || line.is(i, "in")) {
        return None;
    }
    let length = duration::length(line, i + 1).filter(|l| line.numeral(i + 1).is_some() && l.parts.iter().all(|(_, p)| *p >= Period::Day))?;
    if !looks_ahead(line, i) || line.is(length.end, "of") {
        return None;
    }
    let (count, period) = *length.parts.first().filter(|_| length.parts.len() == 1)?;
    let steps = count.filter(|c| c.fract() == 0.0 && *c < 10_000.0)? as i64;
    let when = if within { when::stretch(today, period, steps) } else { when::point(today, period, steps) };
    Some(Found { end: length.end, when })
}

/// Whether something before `i` says that the sentence is about what is to come.
pub(super) fn looks_ahead(line: &Line, i: usize) -> bool {
    const CUES: &[&str] = &[
        "will", "shall", "i'll", "we'll", "he'll", "she'll", "they'll", "you'll", "it'll", "sometime", "schedule", "scheduled", "due", "expires",
        "upcoming", "won't", "going", "tomorrow", "plans", "expected", "begins", "starts", "ends",
    ];
    let curly = |word: &str| word.ends_with("’ll") || word == "won’t";
    (0..i).rev().take(30).any(|at| line.is_any(at, CUES) || curly(line.word(at)))
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
        return Some(Found { end: end + 3, when: date.map_or(When::Vague, When::Day) });
    }
    const LEAN: &[&str] = &["on", "for", "by", "until", "till"];
    let before = i.wrapping_sub(1);
    let leans = line.is_any(before, LEAN) && (rank || the && line.digits(at).is_some());
    let small = line.is_any(at, &["first", "second", "third"]);
    let closed = line.at_break(end) && !line.hyphen(end) && !line.glued_number(end);
    (leans && closed && !small && (the || line.digits(at).is_some())).then_some(Found { end, when: near_day(today, day) })
}

/// "the week after next", "the month after the next".
fn after_next(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let at = i + usize::from(line.is(i, "the"));
    let period = line.entry(at)?.period.filter(|p| *p >= Period::Week)?;
    let next = at + 2 + usize::from(line.is(at + 2, "the"));
    let is = line.is(at + 1, "after") && line.is(next, "next");
    is.then(|| Found { end: next + 1, when: when::shifted(today, period, 2) })
}

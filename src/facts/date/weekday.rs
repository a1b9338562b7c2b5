//! Weekdays and what places them: "Friday", "last Friday", "Tuesday of next week", "Friday, July 18", "the first Friday
//! of July".

use jiff::civil::Date;

use super::super::lexicon::Period;
use super::super::numeral::Form;
use super::super::token::Line;
use super::relative::{direction, near_day, nth};
use super::when::{self, When};
use super::{Found, absolute};

/// A weekday with what places it: "Friday", "last Friday", "friday this week", "next week sunday", "Friday the 15th",
/// "the first Friday of July".
pub(super) fn find(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    if let Some(found) = nth_weekday(line, i, today) {
        return Some(found);
    }
    if let Some(way) = direction(line, i) {
        // "last week's Friday", "this week friday"
        if line.is(i + 1, "week") {
            let at = i + 2 + usize::from(line.is_any(i + 2, &["on", "'s", "’s"]));
            let weekday = line.entry(at).filter(|e| !e.plural)?.weekday?;
            return Some(Found {
                end: at + 1,
                when: of_week(today, weekday, way),
            });
        }
        let (weekday, end) = weekday_name(line, i + 1, true)?;
        let when = match way {
            -1 => last_weekday(today, weekday),
            0 => of_week(today, weekday, 0),
            _ => next_weekday(today, weekday),
        };
        return Some(dated(line, Found { end, when }));
    }
    // "two Mondays later"
    if let Some(numeral) = line.numeral(i).filter(|n| n.form == Form::Cardinal)
        && line.entry(numeral.end).is_some_and(|e| e.weekday.is_some() && !e.short)
        && line.is_any(numeral.end + 1, &["later", "earlier", "ago"])
    {
        return Some(Found {
            end: numeral.end + 2,
            when: When::Vague,
        });
    }
    let (weekday, end) = weekday_name(line, i, false)?;
    let of = end + usize::from(line.is(end, "of"));
    let week = of + usize::from(line.is(of, "the") || line.is(of, "of"));
    if let Some(way) = direction(line, week).filter(|_| line.is(week + 1, "week")) {
        return Some(Found {
            end: week + 2,
            when: of_week(today, weekday, way),
        });
    }
    // "Easter Monday", "Black Friday": days of their own.
    #[rustfmt::skip]
    const OWN: &[&str] = &[
        "easter", "good", "black", "super", "bloody", "cyber", "ash", "palm", "holy", "whit", "shrove",
    ];
    let own = line.capital(i) && line.capital(i.wrapping_sub(1)) && line.is_any(i.wrapping_sub(1), OWN);
    let found = dated(
        line,
        Found {
            end,
            when: if own { When::Vague } else { When::Weekday(weekday) },
        },
    );
    // "Friday the fifteenth", "Wednesday the 27th"
    if found.end == end
        && line.is(end, "the")
        && let Some((day, after, _)) = absolute::day(line, end + 1)
    {
        return Some(Found {
            end: after,
            when: near_day(today, day),
        });
    }
    Some(found)
}

/// A weekday and the date after it: "Friday, July 18", "this friday (jun-15)", "Wed, 22 of Jan", "friday 7-6".
fn dated(line: &Line, weekday: Found) -> Found {
    let end = weekday.end;
    let open = line.mark(end, '(');
    let at = end
        + usize::from(line.mark(end, ',') || open)
        + usize::from(line.mark(end, '.') && line.glued(end) && line.number(end + 1).is_some());
    let at = at + usize::from(line.is(at, "the"));
    let full = |found: &Found| matches!(found.when, When::Day(_) | When::Either(..) | When::MonthDay(..));
    if let Some(date) = absolute::find(line, at).filter(full) {
        if open && !line.mark(date.end, ')') {
            return weekday;
        }
        return Found {
            end: date.end + usize::from(open),
            when: date.when,
        };
    }
    // "Wed 13th", "Monday 21"
    if at == end
        && let Some((_, after, rank)) = absolute::day(line, end).filter(|(_, after, rank)| {
            *rank && line.digits(end).is_some()
                || line.digits(end).is_some() && line.at_break(*after) && !line.glued_number(*after)
        })
        && !line.hyphen(after)
    {
        // Which month is left to the reader.
        let _ = rank;
        return Found {
            end: after,
            when: When::Vague,
        };
    }
    // "friday 7.6": lexed as one number
    let decimal = line
        .number(at)
        .filter(|v| v.fract() != 0.0 && *v < 32.0)
        .and_then(|_| line.word(at).split_once('.'));
    if let Some((Ok(a), Ok(b))) = decimal.map(|(a, b)| (a.parse::<i8>(), b.parse::<i8>()))
        && at == end
        && line.at_break(at + 1) | line.is(at + 1, "with")
        && Date::new(2000, a, b).is_ok()
    {
        return Found {
            end: at + 1,
            when: When::MonthDay(a, b),
        };
    }
    weekday
}

/// The weekday at `i`; short forms ("Sun", "wed") only where something says that they are one.
fn weekday_name(line: &Line, i: usize, placed: bool) -> Option<(i8, usize)> {
    let entry = line.entry(i).filter(|e| !e.plural)?;
    let weekday = entry.weekday?;
    if entry.short {
        let before = i.wrapping_sub(1);
        let leans = placed
            || line.is_any(
                before,
                &[
                    "on", "until", "by", "from", "to", "till", "every", "each", "and", "next", "last",
                ],
            );
        let next = i + 1 + usize::from(line.mark(i + 1, ',') || line.mark(i + 1, '.'));
        let date = absolute::find(line, next).is_some_and(|f| !matches!(f.when, When::Year(_)))
            || absolute::day(line, next).is_some_and(|(.., rank)| rank);
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
    let weekday = line.entry(noun).filter(|e| !e.plural && !e.short)?.weekday?;
    if !line.is_any(noun + 1, &["of", "in"]) {
        // "third Tuesday" of a month that nobody names; "last Friday" is another thing.
        let rank =
            (1..=5).contains(&nth) && line.at_break(noun + 1) && !line.is_any(at.wrapping_sub(1), &["every", "each"]);
        return rank.then_some(Found {
            end: noun + 1,
            when: When::Vague,
        });
    }
    let month = noun + 2;
    if let Some(way) = direction(line, month).filter(|_| line.is(month + 1, "month")) {
        let When::Month(Some(year), number) = when::shifted(today, Period::Month, way) else {
            return Some(Found {
                end: month + 2,
                when: When::Vague,
            });
        };
        let day = when::nth_weekday(year, number, weekday, nth);
        return Some(Found {
            end: month + 2,
            when: day.map_or(When::Vague, When::Day),
        });
    }
    let found = absolute::find(line, month)?;
    let (year, number) = match found.when {
        When::Month(year, number) => (year.or(today.map(Date::year)), number),
        _ => return None,
    };
    let day = year.and_then(|year| when::nth_weekday(year, number, weekday, nth));
    Some(Found {
        end: found.end,
        when: day.map_or(When::Vague, When::Day),
    })
}

fn of_week(today: Option<Date>, weekday: i8, weeks: i64) -> When {
    today
        .and_then(|today| when::weekday_of_week(today, weekday, weeks))
        .map_or(When::Vague, When::Day)
}

/// The latest such weekday before today.
fn last_weekday(today: Option<Date>, weekday: i8) -> When {
    let day = today
        .and_then(|t| t.yesterday().ok())
        .and_then(|day| when::weekday_near(day, weekday, false));
    day.map_or(When::Vague, When::Day)
}

/// The first such weekday after today.
fn next_weekday(today: Option<Date>, weekday: i8) -> When {
    let day = today
        .and_then(|t| t.tomorrow().ok())
        .and_then(|day| when::weekday_near(day, weekday, true));
    day.map_or(When::Vague, When::Day)
}

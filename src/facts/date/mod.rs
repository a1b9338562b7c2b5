//! Date: days, months, years and other stretches of the calendar, by name or relative to the article's own date, and
//! ranges of them: "Friday, 18 July 2025", "late 2014", "the third quarter", "last week", "from 2015 to May 5th, 2017".
//!
//! Owns how expressions combine: what may stand before one ("early", "the end of", "rest of") and between two ("to",
//! "until"). The single expressions are in [`absolute`], [`relative`], [`weekday`] and [`period`], what they mean in [`when`].

mod absolute;
mod order;
mod period;
mod relative;
mod weekday;
mod when;

use jiff::civil::Date;

use super::Context;
use super::lexicon::Opens;
use super::mention::{Mention, Value};
use super::token::Line;
use when::When;

pub(super) use order::Order;

/// A date expression that starts where it was asked for.
#[derive(Clone, Debug)]
struct Found {
    /// Index of the token after it.
    end: usize,
    when: When,
}

/// Finds the dates of `line`.
pub(super) fn find(line: &Line, context: &Context, found: &mut Vec<Mention>) {
    let mut at = 0;
    while at < line.len() {
        let Some(expression) = line
            .opens(at, Opens::DATE)
            .then(|| longest(line, at, context.today))
            .flatten()
        else {
            at += 1;
            continue;
        };
        let ahead = relative::looks_ahead(line, at);
        let value = Value::Date {
            date: expression.when.in_order(context.order).iso(context.today, ahead),
        };
        found.extend(line.mention(at..expression.end, value));
        at = expression.end.max(at + 1);
    }
}

/// Words that a date may start with, beside numerals and the names of days, months and periods.
#[rustfmt::skip]
pub(super) const OPENERS: &[&str] = &[
    "the", "this", "last", "next", "past", "previous", "coming", "following", "upcoming", "current", "same", "early",
    "late", "earlier", "later", "mid", "start", "beginning", "end", "middle", "rest", "from", "between", "today",
    "tomorrow", "yesterday", "in", "on", "within", "every", "each", "q", "h", "fiscal", "financial", "fy", "for", "a",
    "an", "few", "several", "some", "couple", "more", "less", "final", "another", "recent", "first",
];

/// The longest date at `i`, ranges and what stands before included.
fn longest(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let single = modified(line, i, today).or_else(|| single(line, i, today));
    let range = range(line, i, single.as_ref(), today);
    [single, range].into_iter().flatten().max_by_key(|found| found.end)
}

/// One expression without anything around it.
fn single(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let options = [
        absolute::find(line, i),
        relative::find(line, i, today),
        period::find(line, i, today),
    ];
    let best = options.into_iter().flatten().max_by_key(|found| found.end)?;
    Some(year_behind(line, best, today))
}

/// "October last year", "the end of July this year": a month without a year, and the year after it.
fn year_behind(line: &Line, found: Found, today: Option<Date>) -> Found {
    let at = found.end + usize::from(line.is(found.end, "of"));
    match (relative::direction(line, at), &found.when) {
        (Some(way), When::Month(None, month)) if line.is(at + 1, "year") => {
            let year = today.map(|t| t.year() + way as i16);
            Found {
                end: at + 2,
                when: When::Month(year, *month),
            }
        }
        _ => found,
    }
}

/// "early 2014", "mid-November", "end of April", "rest of the week", "later this year", "earlier in the week".
fn modified(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let mut at = i;
    let mut whole = false;
    if line.is_any(i, &["early", "late", "mid", "earlier", "later"]) {
        at = line.after_hyphen(i + 1);
        at += usize::from(line.is_any(i, &["earlier", "later"]) && line.is(at, "in"));
    } else if line.is_any(i, &["start", "beginning", "end", "middle", "rest"]) {
        whole = line.is(i, "rest");
        at = i + 1 + usize::from(line.is(i + 1, "of"));
        if !whole && at == i + 1 {
            return None;
        }
        // "the end of the year", "rest of my week", "rest current week"
        at += usize::from(whole && line.is_any(at, &["my", "our"]));
    }
    if at == i {
        return None;
    }
    if let Some(found) = single(line, at, today).filter(|f| !matches!(f.when, When::Repeat(_))) {
        return Some(found);
    }
    let the = at + usize::from(line.is_any(at, &["the", "my"]));
    let period = line
        .entry(the)?
        .period
        .filter(|p| *p >= super::lexicon::Period::Day && !line.entry(the).is_some_and(|e| e.plural))?;
    let named =
        the > at || whole && line.is_any(i + 2, &["my", "week", "month", "year"]) || line.is_any(at - 1, &["my"]);
    named.then(|| Found {
        end: the + 1,
        when: when::shifted(today, period, 0),
    })
}

/// Two expressions with "to", "until", "through" or a dash between them, or "between … and …".
fn range(line: &Line, i: usize, first: Option<&Found>, today: Option<Date>) -> Option<Found> {
    let between = line.is(i, "between");
    let opened = between || line.is(i, "from");
    let (from, short) = if opened {
        match range_end(line, i + 1, today).or_else(|| absolute::slashed(line, i + 1)) {
            Some(found) => (found, None),
            None => bare_day(line, i + 1)?,
        }
    } else {
        match first {
            Some(found) => (found.clone(), None),
            None => match month_to_month(line, i) {
                Some(found) => (found, None),
                None => bare_day(line, i)?,
            },
        }
    };
    let mut at = connector(line, from.end, between)?;
    at += usize::from(line.is(at, "the") && absolute::day(line, at + 1).is_some());
    let slashed = opened.then(|| absolute::slashed(line, at)).flatten();
    let to = upper(line, at, &from, short, today).or(slashed)?;
    if !matching(&from, short, &to, opened) {
        return None;
    }
    let (low, high) = complete(from.when, short, to.when);
    Some(Found {
        end: to.end,
        when: When::Interval(Box::new(low), Box::new(high)),
    })
}

/// One end of a range: an expression, or a part of one with its article ("the end of June").
fn range_end(line: &Line, i: usize, today: Option<Date>) -> Option<Found> {
    let article = line.is(i, "the").then(|| modified(line, i + 1, today)).flatten();
    article
        .or_else(|| modified(line, i, today))
        .or_else(|| single(line, i, today))
}

/// "Nov-Feb 2017", "May to March": months that would not stand alone.
fn month_to_month(line: &Line, i: usize) -> Option<Found> {
    let month = line.entry(i)?.month.filter(|_| line.capital(i))?;
    let to = line.is(i + 1, "to") || line.hyphen(i + 1);
    let other = to && line.capital(i + 2) && line.entry(i + 2).is_some_and(|e| e.month.is_some());
    other.then_some(Found {
        end: i + 1,
        when: When::Month(None, month),
    })
}

/// A day of the month by itself, to be completed by the other end of a range.
fn bare_day(line: &Line, i: usize) -> Option<(Found, Option<i8>)> {
    let (day, end, _) = absolute::day(line, i)?;
    Some((Found { end, when: When::Vague }, Some(day)))
}

/// A month as the upper end of months, whatever stands around it.
fn plain_month(line: &Line, i: usize) -> Option<Found> {
    let month = line.entry(i)?.month.filter(|_| line.capital(i))?;
    Some(Found {
        end: i + 1,
        when: When::Month(None, month),
    })
}

/// The token after the word or dash that joins the ends of a range.
fn connector(line: &Line, i: usize, between: bool) -> Option<usize> {
    let word = line.is_any(i, &["to", "until", "till", "through", "thru"]) || between && line.is(i, "and");
    (word || line.hyphen(i) || line.mark(i, '~')).then_some(i + 1)
}

/// The upper end of a range that starts with `from`.
fn upper(line: &Line, i: usize, from: &Found, short: Option<i8>, today: Option<Date>) -> Option<Found> {
    let full = range_end(line, i, today).or_else(|| {
        matches!(from.when, When::Month(None, _))
            .then(|| plain_month(line, i))
            .flatten()
    });
    if short.is_some() {
        // "4 to 22 this month": the month comes after both days
        if let Some((day, end, _)) = absolute::day(line, i) {
            let of = end + usize::from(line.is(end, "of"));
            if let Some(way) = relative::direction(line, of).filter(|_| line.is(of + 1, "month")) {
                let month = when::shifted(today, super::lexicon::Period::Month, way);
                let day = when::first_day(&month).and_then(|first| Date::new(first.year(), first.month(), day).ok());
                return Some(Found {
                    end: of + 2,
                    when: day.map_or(When::Vague, When::Day),
                });
            }
        }
        return full.filter(|f| matches!(f.when, When::Day(_) | When::MonthDay(..)));
    }
    if full.is_some() {
        return full;
    }
    // "November 19 to 20", "2016-17"
    match from.when {
        When::Day(_) | When::MonthDay(..) => {
            let (day, end, _) = absolute::day(line, i)?;
            let unit = line.mark(end, '%')
                || line.is_word(end)
                    && !line.glued(end)
                    && line
                        .entry(end)
                        .is_some_and(|e| e.month.is_none() && e.weekday.is_none())
                || line.mark(end, ':');
            let (month, year) = match from.when {
                When::Day(first) => (first.month(), Some(first.year())),
                When::MonthDay(month, _) => (month, None),
                _ => return None,
            };
            if unit {
                return None;
            }
            let at = end + usize::from(line.mark(end, ','));
            match absolute::year(line, at).filter(|_| line.digits(at).is_some()) {
                Some((year, end)) => Some(Found {
                    end,
                    when: Date::new(year, month, day).ok().map(When::Day)?,
                }),
                None => {
                    let when = year
                        .and_then(|year| Date::new(year, month, day).ok())
                        .map_or(When::MonthDay(month, day), When::Day);
                    Some(Found { end, when })
                }
            }
        }
        When::Year(first) => {
            let (value, len) = line.digits(i)?;
            let next = (i32::from(first) + 1) % 100;
            let season = len == 2 && value as i32 == next && line.glued(i) && !line.glued_number(i + 1);
            season.then_some(Found {
                end: i + 1,
                when: When::Year(first + 1),
            })
        }
        _ => None,
    }
}

/// Whether two ends make a range: both of the calendar, and of kinds that go together.
fn matching(from: &Found, short: Option<i8>, to: &Found, opened: bool) -> bool {
    let odd = |when: &When| matches!(when, When::Repeat(_) | When::Interval(..));
    if odd(&from.when) || odd(&to.when) || short.is_none() && from.when == to.when && from.when != When::Vague {
        return false;
    }
    match (&from.when, &to.when) {
        (When::Year(a), When::Year(b)) => a < b,
        // "2016 - May 5" without "from" is two things
        (When::Year(_), _) | (_, When::Year(_)) => opened,
        _ => true,
    }
}

/// Both ends, a bare day with the month of the other: "4 to 22 June".
fn complete(from: When, short: Option<i8>, to: When) -> (When, When) {
    let from = match (short, &to, from) {
        (Some(day), When::Day(last), _) => Date::new(last.year(), last.month(), day).map_or(When::Vague, When::Day),
        (Some(day), When::MonthDay(month, _), _) => When::MonthDay(*month, day),
        // Years that are left open are completed with the other end's, when it is written.
        (_, _, from) => from,
    };
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, undated_facts};

    /// The article is dated Wednesday, 14 May 2025.
    #[test]
    fn finds_dates() {
        let cases = [
            ("It opened on July 18, 2019.", "July 18, 2019", "2019-07-18"),
            ("It opened on 5 December.", "5 December", "2024-12-05"),
            ("Since the third of June it rains.", "third of June", "2025-06-03"),
            ("It ran on 2024-02-29.", "2024-02-29", "2024-02-29"),
            ("Seen on 03/17/2018.", "03/17/2018", "2018-03-17"),
            ("It began in Oct. 2001.", "Oct. 2001", "2001-10"),
            ("It opens on 7 Feb. '26, they said.", "7 Feb. '26", "2026-02-07"),
            ("It opens on 8 Nov. ’27.", "8 Nov. ’27", "2027-11-08"),
            ("It began in 1998.", "1998", "1998"),
            ("The 2016 vote was close.", "2016", "2016"),
            ("He left yesterday.", "yesterday", "2025-05-13"),
            ("He left last Friday.", "last Friday", "2025-05-09"),
            ("He left on Friday.", "Friday", "2025-05-09"),
            ("He will leave on Friday.", "Friday", "2025-05-16"),
            ("It rained three weeks ago.", "three weeks ago", "2025-04-23"),
            ("They met in late 2014.", "late 2014", "2014"),
            (
                "Sales fell in the third quarter of 2023.",
                "the third quarter of 2023",
                "2023-Q3",
            ),
            ("Profit in Q2 2024 rose.", "Q2 2024", "2024-Q2"),
            ("He grew up in the 1970s.", "the 1970s", "197X"),
            ("They spoke last week.", "last week", "2025-W19"),
            ("It closed earlier this year.", "earlier this year", "2025"),
            (
                "Held from June 3 to July 1, 2020.",
                "from June 3 to July 1, 2020",
                "2020-06-03/2020-07-01",
            ),
            ("Held November 19 to 20.", "November 19 to 20", "2024-11-19/2024-11-20"),
            ("The 2014-2018 term.", "2014-2018", "2014/2018"),
            ("They meet every Friday.", "every Friday", "XXXX-WXX-5"),
            (
                "Over the past six months it grew.",
                "the past six months",
                "2024-11-14/2025-05-14",
            ),
        ];
        for (text, words, iso) in cases {
            check("date", text, &[(words, &format!(r#"{{"date":"{iso}"}}"#))]);
        }
    }

    #[test]
    fn relative_dates_need_the_articles_date() {
        let got = undated_facts("He left last Friday.", "date");
        assert_eq!(got, [("last Friday".to_owned(), r#"{"date":null}"#.to_owned())]);
        let got = undated_facts("He left on May 5.", "date");
        assert_eq!(got, [("May 5".to_owned(), r#"{"date":"--05-05"}"#.to_owned())]);
    }

    #[test]
    fn leaves_alone_what_is_no_date() {
        for text in [
            "You may march on.",
            "Take a second.",
            "The sun sat low.",
            "Call 555-0134.",
            "Some 2,500 fled.",
            "They won 3-1.",
            "About 2000 people came.",
            "April Smith won.",
        ] {
            check("date", text, &[]);
        }
    }
}

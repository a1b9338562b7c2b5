//! Dates that name their day, month or year: "May 5, 2017", "5 December", "22nd of June", "2019-sep-1", "02/22/2016",
//! "Oct. 2001", "2016", "nineteen seventy-eight".
//!
//! Leaves alone: "may" and "march" as verbs, names ("April Smith"), numbers of four digits that count something.

use jiff::civil::Date;

use super::super::numeral::Form;
use super::super::token::{Kind, Line};
use super::super::unit::Style;
use super::Found;
use super::when::When;

/// Words that a month or a year leans on.
#[rustfmt::skip]
const PREPOSITIONS: &[&str] = &[
    "in", "of", "since", "by", "until", "till", "from", "to", "during", "last", "next", "this", "early", "late",
    "mid", "through", "before", "after", "around", "throughout", "april", "june", "july", "september", "october",
    "november", "december", "january", "february", "between", "past", "previous", "every", "each", "for", "back",
    "as", "than", "on",
];

/// The longest date with a day, a month or a year in it that starts at token `i`.
pub(super) fn find(line: &Line, i: usize) -> Option<Found> {
    if line.number(i).is_none() && line.entry(i).is_none() && !matches!(line.token(i)?.kind, Kind::Code) {
        return None;
    }
    let options = [
        day_first(line, i),
        month_first(line, i),
        numeric(line, i),
        year_first(line, i),
        dotted(line, i),
    ];
    let best = options.into_iter().flatten().max_by_key(|found| found.end);
    best.or_else(|| bare_year(line, i))
}

/// The month at `i`, with the token after it (its full stop included where a date goes on after it).
pub(super) fn month(line: &Line, i: usize) -> Option<(i8, usize)> {
    let entry = line.entry(i)?;
    let month = entry.month?;
    let stop = (entry.short || line.word(i).len() > 4) && line.mark(i + 1, '.') && line.glued(i + 1);
    let goes_on = stop
        && (line.number(i + 2).is_some()
            || matches!(line.any_mark(i + 2), Some('\'' | '’')) && line.number(i + 3).is_some()
            || line.entry(i + 2).is_some_and(|e| e.ordinal.is_some()));
    Some((month, if goes_on { i + 2 } else { i + 1 }))
}

/// A day of the month at `i`: "5", "5th", "the fifth", "twenty-first"; `true` where it is a rank.
pub(super) fn day(line: &Line, i: usize) -> Option<(i8, usize, bool)> {
    let numeral = line.numeral(i)?;
    let value = numeral.value.filter(|v| v.fract() == 0.0 && (1.0..=31.0).contains(v))?;
    let short = !numeral.digits || line.word(i).len() <= 2;
    (numeral.form != Form::Fraction && !numeral.scaled && short).then_some((
        value as i8,
        numeral.end,
        numeral.form == Form::Ordinal,
    ))
}

/// A year at `i`: four digits, "'95", or words ("nineteen ninety-nine", "two thousand and twenty").
pub(super) fn year(line: &Line, i: usize) -> Option<(i16, usize)> {
    if let Some((value, 4)) = line.digits(i) {
        let apart =
            !line.glued(i + 1) || !(line.is_word(i + 1) || line.mark(i + 1, '%')) || line.is_any(i + 1, &["'s", "’s"]);
        return (apart && (1000..=2199).contains(&value)).then_some((value as i16, i + 1));
    }
    if matches!(line.any_mark(i), Some('\'' | '’')) && line.glued(i + 1) {
        let (value, _) = line.digits(i + 1).filter(|(_, len)| *len == 2)?;
        return Some((two_digits(value), i + 2));
    }
    spoken_year(line, i)
}

/// "nineteen seventy-eight", "nineteen zero one", "two thousand and fourteen".
fn spoken_year(line: &Line, i: usize) -> Option<(i16, usize)> {
    let numeral = line.numeral(i).filter(|n| !n.digits && n.form == Form::Cardinal)?;
    let value = numeral.value.filter(|v| v.fract() == 0.0)?;
    if (1000.0..2100.0).contains(&value) {
        return Some((value as i16, numeral.end));
    }
    if !(10.0..=20.0).contains(&value) {
        return None;
    }
    let next = line.after_hyphen(numeral.end);
    let rest = line.numeral(next).filter(|n| !n.digits && n.form == Form::Cardinal)?;
    let low = rest.value?;
    if low == 0.0 {
        let unit = line.numeral(rest.end)?;
        let ones = unit.value.filter(|v| (1.0..10.0).contains(v))?;
        return Some((value as i16 * 100 + ones as i16, unit.end));
    }
    (10.0..100.0)
        .contains(&low)
        .then_some((value as i16 * 100 + low as i16, rest.end))
}

/// The year that two digits mean: 1970 to 2069.
fn two_digits(value: u32) -> i16 {
    let value = value as i16;
    if value < 70 { 2000 + value } else { 1900 + value }
}

/// "5 December 1391", "22nd of June", "22april", "1-jan", "fourth of may".
fn day_first(line: &Line, i: usize) -> Option<Found> {
    let (day, mut after, rank) = day(line, i)?;
    // "the 15th day of June"
    after += usize::from(rank && line.is(after, "day") && line.is(after + 1, "of"));
    let of = line.is(after, "of");
    let at = if of { after + 1 } else { line.after_hyphen(after) };
    let (month, end) = month(line, at)?;
    // "2 may have died": a small "may" needs "of" or a year after it.
    let clear = of || rank && line.at_break(end);
    let verb = line.is_any(at, &["may", "march"]) && !line.capital(at) && !clear && year_after(line, end).is_none();
    if verb || line.glued(i) && line.hyphen(i.wrapping_sub(1)) && line.number(i.wrapping_sub(2)).is_some() {
        return None;
    }
    Some(with_year(line, month, day, end))
}

/// "May 5, 2017", "october. 2", "jan first", "Oct-2", "September the twenty-first".
fn month_first(line: &Line, i: usize) -> Option<Found> {
    let (month, after) = month(line, i)?;
    let separator = line.hyphen(after) && line.glued(after) || line.mark(after, '/');
    let mut at = if separator { after + 1 } else { after };
    at += usize::from(line.is(at, "the"));
    let comma = line.mark(after, ',') && !line.glued(after + 1);
    let spread = day(line, at).or_else(|| day(line, after + 1).filter(|(.., rank)| comma && *rank));
    if let Some((day, end, rank)) = spread
        && fits_day(line, i, end, rank)
    {
        return Some(with_year(line, month, day, end));
    }
    month_alone(line, i, month, i + 1)
}

/// Whether the number that ends before `end` is a day and counts nothing: "in May 5 people died".
fn fits_day(line: &Line, month: usize, end: usize, rank: bool) -> bool {
    let noun = line.word(end);
    let counts = line.is_word(end)
        && !line.glued(end)
        && noun.len() > 4
        && noun.ends_with('s')
        && !line.capital(end)
        && line.entry(end).is_none();
    let percent =
        line.mark(end, '%') || line.is_any(end, &["percent", "people", "million", "billion", "men", "women", "per"]);
    let verb = line.is_any(month, &["may", "march"]) && !line.capital(month) && !rank && !line.at_break(end);
    rank || !(counts || percent || verb)
}

/// A month and its year, or a month by itself where the words around it say that it is one.
fn month_alone(line: &Line, i: usize, month: i8, after: usize) -> Option<Found> {
    let mut at = after;
    at += usize::from(line.mark(at, '.') && line.glued(at));
    at += usize::from(line.mark(at, ','));
    at += usize::from(line.is(at, "of"));
    if let Some((year, end)) = year(line, at) {
        let separated = line.glued(at) && line.hyphen(at.wrapping_sub(1));
        return (!separated).then_some(Found {
            end,
            when: When::Month(Some(year), month),
        });
    }
    let hyphen_year = line.hyphen(after)
        && line
            .digits(after + 1)
            .is_some_and(|(v, len)| len == 4 && (1900..2100).contains(&v));
    if hyphen_year {
        let (year, end) = year(line, after + 1)?;
        return Some(Found {
            end,
            when: When::Month(Some(year), month),
        });
    }
    lone_month(line, i).then_some(Found {
        end: i + 1,
        when: When::Month(None, month),
    })
}

/// Whether the month's name at `i` stands for the month: not for a verb, not for a person.
fn lone_month(line: &Line, i: usize) -> bool {
    let before = i.wrapping_sub(1);
    let leans = line.is_any(before, PREPOSITIONS) || line.hyphen(before) && line.is(before.wrapping_sub(1), "mid");
    let verb = line.is_any(
        i,
        &[
            "may", "march", "august", "mar", "jan", "sep", "dec", "apr", "jun", "jul",
        ],
    );
    if line.is(i, "march")
        && line.is_any(before, &["to", "for", "on", "this", "last", "next", "by", "of"])
        && !line.capital(i)
    {
        return line.is_any(before, &["last", "next", "this"]) && line.at_break(i + 1);
    }
    if line.is(i, "may") && !line.capital(i) {
        return line.is_any(before, &["in", "since", "until", "last", "early", "late", "mid"]);
    }
    if leans {
        return true;
    }
    let named = line.capital(i + 1) && line.is_word(i + 1) && line.entry(i + 1).is_none_or(|e| e.month.is_none());
    let surname = line.capital(before) && line.is_word(before) && i > 1 && line.entry(before).is_none();
    let title = line.word(i).len() > 1 && line.word(i).bytes().all(|b| b.is_ascii_uppercase());
    line.capital(i) && !verb && !named && !surname && !title
}

/// A month and a day with the year that may follow them: ", 2017", " 2017", " of 2020", ",16".
fn with_year(line: &Line, month: i8, day: i8, end: usize) -> Found {
    if let Some((year, after)) = year_after(line, end) {
        let when = Date::new(year, month, day).map_or(When::MonthDay(month, day), When::Day);
        return Found { end: after, when };
    }
    Found {
        end,
        when: When::MonthDay(month, day),
    }
}

/// The year after a date that ends before `i`.
fn year_after(line: &Line, i: usize) -> Option<(i16, usize)> {
    let mut at =
        i + usize::from(line.mark(i, ',') || line.hyphen(i) && line.glued(i) && line.glued(i + 1) || line.mark(i, '/'));
    at += usize::from(at == i && line.is(i, "of"));
    let (year, end) = year(line, at)?;
    let word = line.digits(at).is_none() && !matches!(line.any_mark(at), Some('\'' | '’'));
    let counts = line.mark(i, ',')
        && line.digits(at).is_some()
        && line
            .entry(end)
            .is_some_and(|e| e.scale.is_some() || e.unit.is_some_and(|u| u.style == Style::Word));
    let early = word && year < 1100;
    (!early && !counts).then_some((year, end))
}

/// Dates in digits: "2015/08/12", "02/22/2016", "3-7-07", "22/04" (after "on", or where one number is no month),
/// "2015-3", "11/2016".
fn numeric(line: &Line, i: usize) -> Option<Found> {
    let (a, a_len) = line.digits(i)?;
    if line.glued(i)
        && line
            .any_mark(i.wrapping_sub(1))
            .is_none_or(|m| !matches!(m, '(' | '"' | '“' | '‘' | '['))
    {
        return None;
    }
    let separator = line.any_mark(i + 1).filter(|m| matches!(m, '/' | '-' | '–'))?;
    let (b, b_len) = line.digits(i + 2)?;
    let glued = line.glued(i + 1) && line.glued(i + 2);
    let third = (line.mark(i + 3, separator) || line.mark(i + 3, ',') && separator == '/') && line.glued(i + 3);
    if glued
        && third
        && line.glued(i + 4)
        && let Some((c, c_len)) = line.digits(i + 4)
    {
        let closed = !line.glued(i + 5)
            || line.any_mark(i + 5).is_some_and(|m| !matches!(m, '-' | '/'))
            || line.any_mark(i + 5) == Some('-') && !line.glued(i + 6);
        let when = match (a_len, c_len) {
            (4, 1 | 2) => full(a as i16, b, c).map(When::Day),
            (1 | 2, 4) => either(c as i16, a, b),
            (1 | 2, 2) if b_len <= 2 => either(two_digits(c), a, b),
            _ => None,
        };
        return when.filter(|_| closed).map(|when| Found { end: i + 5, when });
    }
    let open = line.glued(i + 3)
        && line
            .any_mark(i + 3)
            .is_none_or(|m| super::super::token::is_hyphen(m) || m == '/' || m == '%');
    if open {
        return None;
    }
    let month = |year: u32, month: u32| {
        let fits = (1..=12).contains(&month) && (1000..2200).contains(&year);
        fits.then_some(Found {
            end: i + 3,
            when: When::Month(Some(year as i16), month as i8),
        })
    };
    match (a_len, b_len) {
        (4, 1 | 2) if separator == '/' || b_len == 1 || !glued || (1..=12).contains(&b) => month(a, b),
        (1 | 2, 4) => month(b, a),
        (1 | 2, 1 | 2) if glued => {
            let named = line.is_any(
                i.wrapping_sub(1),
                &[
                    "on",
                    "friday",
                    "monday",
                    "tuesday",
                    "wednesday",
                    "thursday",
                    "saturday",
                    "sunday",
                    "each",
                    "every",
                ],
            );
            let sure = separator == '/' && (a == b || (a > 12) != (b > 12)) || named;
            let (month, day) = if a > 12 { (b, a) } else { (a, b) };
            let always = (a, b) == (24, 7);
            (sure && !always && full(2000, month, day).is_some()).then_some(Found {
                end: i + 3,
                when: When::MonthDay(month as i8, day as i8),
            })
        }
        _ => None,
    }
}

/// "10/1" as month and day, for ranges that "from" or "between" open.
pub(super) fn slashed(line: &Line, i: usize) -> Option<Found> {
    let (month, day) = (line.digits(i)?.0, line.digits(i + 2)?.0);
    let is = line.mark(i + 1, '/') && line.glued(i + 1) && line.glued(i + 2) && full(2000, month, day).is_some();
    is.then_some(Found {
        end: i + 3,
        when: When::MonthDay(month as i8, day as i8),
    })
}

/// A calendar day, where there is one.
fn full(year: i16, month: u32, day: u32) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day of `a` and `b` where they can be read in one way only; else both readings.
fn either(year: i16, a: u32, b: u32) -> Option<When> {
    match (full(year, a, b), full(year, b, a)) {
        (Some(month_first), Some(day_first)) if month_first != day_first => Some(When::Either(month_first, day_first)),
        (month_first, day_first) => month_first.or(day_first).map(When::Day),
    }
}

/// A year, then its month: "2016, nov", "2015 June", "2019-sep-1", "2019/sep/01".
fn year_first(line: &Line, i: usize) -> Option<Found> {
    let (year, after) = line
        .digits(i)
        .filter(|(_, len)| *len == 4)
        .and_then(|_| year(line, i))?;
    let tight = line.hyphen(after) || line.mark(after, '/');
    let at = after + usize::from(tight || line.mark(after, ','));
    let (number, end) = month(line, at)?;
    if tight && (line.hyphen(end) || line.mark(end, '/')) {
        let (day, end, _) = day(line, end + 1)?;
        return Some(Found {
            end,
            when: When::Day(Date::new(year, number, day).ok()?),
        });
    }
    // "in 2016, May said": a year's month is not a name or the start of the next date.
    let verb = line.is_any(at, &["may", "march"]) && (line.is_word(end) || !line.capital(at) && !line.at_break(end));
    let next = day(line, end).is_some() && at > after || self::year(line, end).is_some();
    (!verb && !next).then_some(Found {
        end: at + 1,
        when: When::Month(Some(year), number),
    })
}

/// "2015.5.13", "13.5.2015": three numbers with full stops, which the lexer keeps in one piece.
fn dotted(line: &Line, i: usize) -> Option<Found> {
    if !matches!(line.token(i)?.kind, Kind::Code) {
        return None;
    }
    let mut parts = line
        .word(i)
        .split('.')
        .map(|part| part.parse::<u32>().ok().map(|value| (value, part.len())));
    let (first, second, third) = (parts.next()??, parts.next()??, parts.next()??);
    let day = match (first.1, third.1) {
        (4, 1 | 2) => full(first.0 as i16, second.0, third.0),
        (1 | 2, 4) => full(third.0 as i16, second.0, first.0),
        _ => None,
    };
    day.filter(|_| parts.next().is_none()).map(|day| Found {
        end: i + 1,
        when: When::Day(day),
    })
}

/// A year by itself: "in 2016", "(1998)", "the 2016 election", "in nineteen twenty-eight".
fn bare_year(line: &Line, i: usize) -> Option<Found> {
    let before = i.wrapping_sub(1);
    let (year, end) = year(line, i)?;
    let found = Some(Found {
        end,
        when: When::Year(year),
    });
    if line.digits(i).is_none() {
        #[rustfmt::skip]
        const CLEAR: &[&str] = &["in", "of", "since", "until", "during", "from", "between", "and", "to", "year"];
        #[rustfmt::skip]
        const GO_ON: &[&str] = &[
            "and", "or", "to", "until", "when", "but", "with", "he", "she", "they", "it", "after", "before",
        ];
        let spoken = line.is_any(before, CLEAR)
            && (line.at_break(end) || line.is_any(end, GO_ON))
            && !matches!(line.any_mark(i), Some('\'' | '’'));
        return if spoken { found } else { None };
    }
    let tied = line.glued(i)
        && (line.is_word(before)
            || line.any_mark(before).is_some_and(|m| {
                matches!(
                    m,
                    '$' | '€' | '£' | '¥' | '#' | '@' | '/' | '_' | '.' | ':' | '+' | '=' | '&'
                ) || super::super::token::is_hyphen(m)
                    && (line.number(i.wrapping_sub(2)).is_some() && !line.is(i.wrapping_sub(2), "2") && year < 1900
                        || line.capital(i.wrapping_sub(2))
                            && line.glued(before)
                            && line.entry(i.wrapping_sub(2)).is_none())
            }));
    let unit = line.mark(end, '%')
        || matches!(line.any_mark(end), Some('€' | '°' | '$'))
        || line.entry(end).is_some_and(|e| {
            e.scale.is_some_and(|s| !s.suffix)
                || e.currency.is_some()
                || e.unit.is_some_and(|u| u.style == Style::Word)
                || e.period.is_some() && !line.is(end, "quarter") && !line.is(end, "year")
        });
    let goes_on = line.glued(end)
        && (line.is_word(end) && !line.is_any(end, &["'s", "’s"])
            || line.mark(end, ':') && line.glued(end + 1)
            || line.mark(end, '/') && line.glued(end + 1) && line.number(end + 1).is_some());
    if tied || unit || goes_on {
        return None;
    }
    #[rustfmt::skip]
    const LEAN: &[&str] = &[
        "in", "since", "by", "of", "until", "till", "during", "before", "after", "late", "early", "mid", "fiscal",
        "year", "and", "to", "from", "through", "between", "circa", "the", "this", "that", "its", "their", "his",
        "her", "our", "a", "'s", "’s", "both", "for", "throughout", "around", "back", "ending", "ended", "on", "or",
        "with", "than", "as", "at",
    ];
    let recent = (1800..=2099).contains(&year);
    let noun = line.word(end);
    let counts = line.is_word(end)
        && !line.capital(end)
        && (noun.len() > 3 && noun.ends_with('s') && !line.is_any(end, &["was", "its", "has", "is", "this", "as"])
            || line.is_any(end, &["people", "men", "women", "children", "feet"]));
    let adverbs = line.is_any(
        before,
        &[
            "about",
            "around",
            "over",
            "than",
            "nearly",
            "almost",
            "some",
            "least",
            "to",
            "with",
            "for",
            "or",
            "at",
            "all",
            "roughly",
            "approximately",
            "only",
            "more",
            "those",
            "these",
            "and",
        ],
    );
    let name = line.capital(before)
        && line.is_word(before)
        && i > 1
        && line.entry(before).is_none()
        && !line.is_any(before, LEAN);
    let leans = line.is_any(before, LEAN);
    let dated = if counts && adverbs {
        false
    } else if leans {
        recent
            || line.is_any(
                before,
                &[
                    "in", "since", "by", "of", "until", "from", "year", "to", "and", "between",
                ],
            )
    } else {
        let things = counts && !(1950..=2040).contains(&year);
        (1900..=2060).contains(&year) && !things && !name
    };
    if dated { found } else { None }
}

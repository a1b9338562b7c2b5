//! What a date expression means, and how that is written in ISO 8601.
//!
//! Owns calendar arithmetic (with jiff). Words are the business of the other files here.

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

use super::super::lexicon::Period;
use super::Order;

/// The meaning of a date expression, as precise as its words.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum When {
    Day(Date),
    /// A day that digits write with the month first, or the day: which of both, the article decides.
    Either(Date, Date),
    /// A month (1–12) and a day of it, without a year.
    MonthDay(i8, i8),
    /// A day of the week (1 is Monday), of a week that only the article's date tells.
    Weekday(i8),
    /// A month, without or with its year.
    Month(Option<i16>, i8),
    Year(i16),
    Quarter(Option<i16>, i8),
    /// A half of a year: 1 or 2.
    Half(Option<i16>, i8),
    /// TIMEX3 code of a season, without or with its year.
    Season(Option<i16>, &'static str),
    /// ISO year and week.
    Week(i16, i8),
    Weekend(i16, i8),
    /// First year of the ten.
    Decade(i16),
    /// The hundreds of its years: 18 for the 19th century.
    Century(i16),
    /// First and last day.
    Interval(Box<When>, Box<When>),
    /// Something that recurs, ISO 8601 or TIMEX3.
    Repeat(String),
    /// Nothing exact, or relative to a day that is unknown.
    Vague,
}

impl When {
    /// ISO 8601, completed from the article's date where the words leave the year or the week open: the nearest month,
    /// and the latest such weekday (the next one where `ahead`).
    pub fn iso(&self, today: Option<Date>, ahead: bool) -> Option<String> {
        Some(match *self {
            Self::Day(day) => day.to_string(),
            Self::Either(..) => return None,
            Self::MonthDay(month, day) => match today.and_then(|t| nearest(t, month, day)) {
                Some(day) => day.to_string(),
                None => format!("--{month:02}-{day:02}"),
            },
            Self::Weekday(weekday) => weekday_near(today?, weekday, ahead)?.to_string(),
            Self::Month(year, month) => {
                match year.or_else(|| today.and_then(|t| nearest(t, month, 15)).map(Date::year)) {
                    Some(year) => format!("{year:04}-{month:02}"),
                    None => format!("--{month:02}"),
                }
            }
            Self::Year(year) => format!("{year:04}"),
            Self::Quarter(year, quarter) => format!("{:04}-Q{quarter}", year.or(today.map(Date::year))?),
            Self::Half(year, half) => format!("{:04}-H{half}", year.or(today.map(Date::year))?),
            Self::Season(year, season) => format!("{:04}-{season}", year.or(today.map(Date::year))?),
            Self::Week(year, week) => format!("{year:04}-W{week:02}"),
            Self::Weekend(year, week) => format!("{year:04}-W{week:02}-WE"),
            Self::Decade(year) => format!("{:03}X", year / 10),
            Self::Century(hundreds) => format!("{hundreds:02}XX"),
            Self::Interval(ref from, ref to) => {
                let from = from.up_to(to, today).iso(today, ahead)?;
                let to = to.iso(today, ahead)?;
                format!("{from}/{to}")
            }
            Self::Repeat(ref repeat) => repeat.clone(),
            Self::Vague => return None,
        })
    }
}

impl When {
    /// With the days that digits leave open read in `order`.
    pub fn in_order(self, order: Order) -> Self {
        match self {
            Self::Either(month_first, day_first) => order.choose(month_first, day_first).map_or(Self::Vague, Self::Day),
            Self::Interval(from, to) => Self::Interval(Box::new(from.in_order(order)), Box::new(to.in_order(order))),
            when => when,
        }
    }

    /// A start that leaves its year open, with the latest year that does not put it behind `to`.
    fn up_to(&self, to: &Self, today: Option<Date>) -> Self {
        let near = |month, day| today.and_then(|today| nearest(today, month, day));
        let (year, month, day) = match *to {
            Self::Day(last) => (Some(last.year()), last.month(), last.day()),
            Self::MonthDay(month, day) => (near(month, day).map(Date::year), month, day),
            Self::Month(year, month) => (year.or_else(|| near(month, 15).map(Date::year)), month, 31),
            _ => (None, 0, 0),
        };
        let Some(year) = year else { return self.clone() };
        match *self {
            Self::Month(None, first) => Self::Month(Some(year - i16::from(first > month)), first),
            Self::MonthDay(first, from) => {
                let year = year - i16::from((first, from) > (month, day));
                Date::new(year, first, from).map_or(Self::MonthDay(first, from), Self::Day)
            }
            _ => self.clone(),
        }
    }
}

/// The day `month`-`day` that is nearest to `today`; leap days only where there is one.
fn nearest(today: Date, month: i8, day: i8) -> Option<Date> {
    let year = today.year();
    let near = (year - 1..=year + 1).filter_map(|y| Date::new(y, month, day).ok());
    near.min_by_key(|d| today.duration_until(*d).as_secs().abs())
}

/// The latest `weekday` up to `today`, or, with `ahead`, the next one from it.
pub(super) fn weekday_near(today: Date, weekday: i8, ahead: bool) -> Option<Date> {
    let now = today.weekday().to_monday_one_offset();
    let back = i64::from((now - weekday).rem_euclid(7));
    let days = if ahead { (7 - back) % 7 } else { -back };
    today.checked_add(Span::new().days(days)).ok()
}

/// The day `weekday` of the week that lies `weeks` after today's.
pub(super) fn weekday_of_week(today: Date, weekday: i8, weeks: i64) -> Option<Date> {
    let now = i64::from(today.weekday().to_monday_one_offset());
    today
        .checked_add(Span::new().days(weeks * 7 + i64::from(weekday) - now))
        .ok()
}

/// The `nth` `weekday` of a month; -1 is the last.
pub(super) fn nth_weekday(year: i16, month: i8, weekday: i8, nth: i8) -> Option<Date> {
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

/// The period of `kind` that lies `steps` after the one `today` is in: -1 is "last month".
pub(super) fn shifted(today: Option<Date>, kind: Period, steps: i64) -> When {
    today.and_then(|today| shift(today, kind, steps)).unwrap_or(When::Vague)
}

fn shift(today: Date, kind: Period, steps: i64) -> Option<When> {
    let moved = today.checked_add(span(kind, steps)?).ok()?;
    let week = moved.iso_week_date();
    Some(match kind {
        Period::Day | Period::Night | Period::BusinessDay => When::Day(moved),
        Period::Week | Period::Fortnight => When::Week(week.year(), week.week()),
        Period::Weekend => When::Weekend(week.year(), week.week()),
        // Thirty-one days hath not every month: count months from the first.
        Period::Month => {
            let first = today.first_of_month().checked_add(steps.months()).ok()?;
            When::Month(Some(first.year()), first.month())
        }
        Period::Quarter => {
            let first = today.first_of_month().checked_add((steps * 3).months()).ok()?;
            When::Quarter(Some(first.year()), (first.month() - 1) / 3 + 1)
        }
        Period::Year => When::Year(moved.year()),
        Period::Decade => When::Decade(moved.year().div_euclid(10) * 10),
        Period::Century => When::Century(moved.year().div_euclid(100)),
        _ => return None,
    })
}

/// The interval of `count` periods up to `today` (negative) or from it.
pub(super) fn stretch(today: Option<Date>, kind: Period, count: i64) -> When {
    let Some(today) = today else { return When::Vague };
    let Some(other) = span(kind, count).and_then(|s| today.checked_add(s).ok()) else {
        return When::Vague;
    };
    let (from, to) = if count < 0 { (other, today) } else { (today, other) };
    When::Interval(Box::new(When::Day(from)), Box::new(When::Day(to)))
}

/// The point `count` periods from `from`, as precise as the period: days for weeks, months for months.
pub(super) fn point(from: Option<Date>, kind: Period, count: i64) -> When {
    let moved = from.and_then(|from| from.checked_add(span(kind, count)?).ok());
    match (moved, kind) {
        (None, _) => When::Vague,
        (Some(day), Period::Day | Period::Night | Period::Week | Period::Fortnight) => When::Day(day),
        (Some(day), Period::BusinessDay) => business(from, count).map_or(When::Day(day), When::Day),
        (Some(day), Period::Month | Period::Quarter) => When::Month(Some(day.year()), day.month()),
        (Some(day), Period::Year) => When::Year(day.year()),
        (Some(day), Period::Decade) => When::Decade(day.year().div_euclid(10) * 10),
        (Some(day), Period::Century) => When::Century(day.year().div_euclid(100)),
        _ => When::Vague,
    }
}

/// The day `count` working days after `from`, weekends left out; at most a year of them.
fn business(from: Option<Date>, count: i64) -> Option<Date> {
    let mut day = from?;
    let mut left = count.abs().min(366);
    while left > 0 {
        day = day.checked_add(count.signum().days()).ok()?;
        left -= i64::from(day.weekday().to_monday_one_offset() < 6);
    }
    Some(day)
}

/// `count` periods as a calendar span; `None` where it leaves the calendar.
fn span(kind: Period, count: i64) -> Option<Span> {
    let span = Span::new();
    match kind {
        Period::Day | Period::Night | Period::BusinessDay => span.try_days(count),
        Period::Week | Period::Weekend => span.try_weeks(count),
        Period::Fortnight => span.try_weeks(count.checked_mul(2)?),
        Period::Month => span.try_months(count),
        Period::Quarter => span.try_months(count.checked_mul(3)?),
        Period::Year => span.try_years(count),
        Period::Decade => span.try_years(count.checked_mul(10)?),
        Period::Century => span.try_years(count.checked_mul(100)?),
        Period::Second | Period::Minute | Period::Hour | Period::Millennium => return None,
    }
    .ok()
}

/// The first day of the meaning, where it has one.
pub(super) fn first_day(when: &When) -> Option<Date> {
    match *when {
        When::Day(day) => Some(day),
        When::Month(Some(year), month) => Date::new(year, month, 1).ok(),
        When::Year(year) => (1..=9999).contains(&year).then(|| date(year, 1, 1)),
        _ => None,
    }
}

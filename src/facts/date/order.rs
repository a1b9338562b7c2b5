//! Whether "03/04/2021" is in March or in April: decided once for an article.
//!
//! What the article itself shows decides: a date that can be read in one way only ("17/04/2021"), else its own day, where
//! that is one of the two readings. An article that shows nothing has the month first, as in the United States; one that
//! shows both leaves the doubtful dates open.

use jiff::civil::Date;

/// The order of day and month in dates of digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum Order {
    #[default]
    MonthFirst,
    DayFirst,
    /// The article writes both.
    Open,
}

impl Order {
    /// The order in `text`, an article published on `today`. Linear in the length of the text.
    pub fn of(text: &str, today: Option<Date>) -> Self {
        let (mut month_first, mut day_first, mut own) = (false, false, None);
        for (first, second, year) in dates(text) {
            month_first |= first <= 12 && second > 12;
            day_first |= second <= 12 && first > 12;
            if let Some(today) = today.filter(|t| year == i32::from(t.year()) % 100 && first != second) {
                let is = |month: u32, day: u32| (today.month() as u32, today.day() as u32) == (month, day);
                let read = match () {
                    () if is(first, second) => Some(Self::MonthFirst),
                    () if is(second, first) => Some(Self::DayFirst),
                    () => None,
                };
                own = own.or(read);
            }
        }
        match (month_first, day_first) {
            (true, true) => Self::Open,
            (true, false) => Self::MonthFirst,
            (false, true) => Self::DayFirst,
            (false, false) => own.unwrap_or_default(),
        }
    }

    /// The one of two readings that is meant.
    pub fn choose(self, month_first: Date, day_first: Date) -> Option<Date> {
        match self {
            Self::MonthFirst => Some(month_first),
            Self::DayFirst => Some(day_first),
            Self::Open => None,
        }
    }
}

/// The dates of two numbers of one or two digits and a year in `text`: both numbers, and the year's last two digits.
fn dates(text: &str) -> impl Iterator<Item = (u32, u32, i32)> + '_ {
    text.match_indices(['/', '-']).filter_map(|(at, mark)| {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let first = before.bytes().rev().take(3).take_while(u8::is_ascii_digit).count();
        let second = after.bytes().take(3).take_while(u8::is_ascii_digit).count();
        let year = after.get(second..)?.strip_prefix(mark)?;
        let digits = year.bytes().take(5).take_while(u8::is_ascii_digit).count();
        // "1/2/03/04" is a path, not a date.
        let path = before[..at - first].ends_with(['/', '-']) || year[digits..].starts_with(['/', '-']);
        if !(1..=2).contains(&first) || !(1..=2).contains(&second) || !matches!(digits, 2 | 4) || path {
            return None;
        }
        let number = |digits: &str| digits.parse::<u32>().ok().filter(|value| (1..=31).contains(value));
        let year: i32 = year[..digits].parse().ok()?;
        Some((number(&before[at - first..])?, number(&after[..second])?, year % 100))
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{check, facts};

    fn days(text: &str) -> Vec<String> {
        facts(text, "date").into_iter().map(|(_, value)| value).collect()
    }

    /// The article is dated Wednesday, 14 May 2025.
    #[test]
    fn one_clear_date_settles_the_doubtful_ones() {
        let day_first = [r#"{"date":"2019-05-02"}"#, r#"{"date":"2019-05-17"}"#];
        assert_eq!(days("It shut on 02/05/2019 and burnt on 17/05/2019."), day_first);
        let month_first = [r#"{"date":"2019-02-05"}"#, r#"{"date":"2019-05-17"}"#];
        assert_eq!(days("It shut on 02/05/2019 and burnt on 05/17/2019."), month_first);
    }

    #[test]
    fn the_month_comes_first_where_nothing_says_otherwise() {
        check(
            "date",
            "It shut on 02/05/2019.",
            &[("02/05/2019", r#"{"date":"2019-02-05"}"#)],
        );
    }

    #[test]
    fn an_article_with_both_orders_leaves_doubtful_dates_open() {
        let days = days("Seen on 02/05/2019, 17/05/2019 and 05/17/2019.");
        assert_eq!(days[0], r#"{"date":null}"#);
    }

    #[test]
    fn the_articles_own_day_is_read_as_it_is_elsewhere() {
        let dated = |text: &str, year, month, day| super::Order::of(text, Some(jiff::civil::date(year, month, day)));
        assert_eq!(dated("Opened on 02/05/2019.", 2019, 5, 2), super::Order::DayFirst);
        assert_eq!(dated("Opened on 02/05/2019.", 2019, 2, 5), super::Order::MonthFirst);
        assert_eq!(dated("See /a/13/5/2019/b.", 2019, 2, 5), super::Order::MonthFirst);
    }
}

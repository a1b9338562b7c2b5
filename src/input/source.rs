//! What an article says about itself, checked: addresses and dates as saved files give them.

use jiff::civil::Date;

use crate::span::one_line;

/// `given` if it is an http or https address that is safe to print and to link to.
pub(super) fn web_address(given: &str) -> Option<String> {
    let given = given.trim();
    let (scheme, rest) = given.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let clean = !given.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c));
    (web && clean && !host.is_empty()).then(|| given.to_owned())
}

/// The day of an ISO 8601 date or date with time. Years outside 1500 to 2200 are mistakes of the program that wrote
/// them (`0001-01-01` is common).
pub(super) fn day(given: &str) -> Option<Date> {
    let given = given.trim();
    let day = given.split(['T', 't', ' ']).next().unwrap_or_default();
    let date: Date = match day.len() {
        10 if day.is_ascii() => day.parse().ok()?,
        8 if day.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]).parse().ok()?
        }
        _ => return None,
    };
    (1500..=2200).contains(&date.year()).then_some(date)
}

/// `given` on one line; `None` when nothing is left.
pub(super) fn words(given: &str) -> Option<String> {
    let line = one_line(given);
    super::text::has_ink(&line).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_pass() {
        assert_eq!(
            web_address(" https://example.org/a?b=c ").as_deref(),
            Some("https://example.org/a?b=c")
        );
        assert_eq!(web_address("HTTP://example.org").as_deref(), Some("HTTP://example.org"));
        for bad in [
            "javascript:alert(1)",
            "ftp://example.org",
            "https://",
            "https://a b",
            "https://a\"><b",
            "",
            "example.org",
        ] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }

    #[test]
    fn days_are_taken_from_dates_and_times() {
        for good in [
            "2025-07-17",
            "2025-07-17T23:59:00Z",
            "2025-07-17 08:00",
            "20250717",
            " 2025-07-17T08:00:00+02:00",
        ] {
            assert_eq!(day(good), Some(jiff::civil::date(2025, 7, 17)), "{good}");
        }
        for bad in [
            "0001-01-01",
            "2025-02-30",
            "2025-07",
            "17 July 2025",
            "",
            "2025-0é-1",
            "99999999",
        ] {
            assert_eq!(day(bad), None, "{bad}");
        }
    }
}

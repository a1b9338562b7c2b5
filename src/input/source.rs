//! What an article says about itself, checked: addresses and dates as saved files give them.

use std::ops::Range;

use jiff::civil::Date;

use crate::span::one_line;

/// `given` if it is an http or https address that is safe to print and to link to.
pub(super) fn web_address(given: &str) -> Option<String> {
    let given = given.trim();
    let (scheme, rest) = given.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let clean = !given.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c));
    // Names and passwords before the host are nobody's business.
    let secret = host.rfind('@').map_or(0, |at| at + 1);
    let host = &host[secret..];
    (web && clean && !host.is_empty()).then(|| format!("{scheme}://{}", &rest[secret..]))
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

/// The first day that `text` names as people write it, "4 March 2025" or "Mar. 4, 2025", and the bytes of its name.
pub(super) fn day_in_words(text: &str) -> Option<(Range<usize>, Date)> {
    let words: Vec<(usize, &str)> = words_of(text).collect();
    let day = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let ending = matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th");
        digits.parse::<i8>().ok().filter(|day| ending && (1..=31).contains(day))
    };
    let year = |word: &str| {
        let year = (word.len() == 4).then(|| word.parse::<i16>().ok())?;
        year.filter(|year| (1500..=2200).contains(year))
    };
    words.iter().enumerate().find_map(|(at, (_, word))| {
        let month = month(word)?;
        let (_, after) = words.get(at + 1)?;
        let before = at.checked_sub(1).map(|at| words[at]);
        let (first, day, last) = match before.and_then(|(_, word)| day(word)) {
            Some(found) if year(after).is_some() => (at - 1, found, at + 1),
            _ => (at, day(after)?, at + 2),
        };
        let (start, _) = words[first];
        let (end, word) = words.get(last)?;
        let date = Date::new(year(word)?, month, day).ok()?;
        Some((start..end + word.len(), date))
    })
}

/// The runs of letters and digits in `text`, and where they start.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr().addr() - text.as_ptr().addr(), word))
}

/// The number of a month in English, in full or cut to three letters or four.
fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let is_it = |month: &&str| **month == word || (3..=4).contains(&word.len()) && month.starts_with(&word);
    let at = MONTHS.iter().position(is_it)?;
    i8::try_from(at + 1).ok()
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
        assert_eq!(
            web_address("https://ida:s3cret@example.org/a@b").as_deref(),
            Some("https://example.org/a@b")
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
    fn days_are_found_as_people_write_them() {
        for (text, named) in [
            ("Ida Holt March 4, 2025", "March 4, 2025"),
            ("on 4th March 2025.", "4th March 2025"),
            ("4 Mar. 2025", "4 Mar. 2025"),
            ("Tue, 04 Mar 2025 10:00", "04 Mar 2025"),
        ] {
            let (range, date) = day_in_words(text).expect(text);
            assert_eq!(
                (&text[range], date),
                (named.trim_end_matches('.'), jiff::civil::date(2025, 3, 4))
            );
        }
        for text in [
            "May 2025",
            "Marching 4, 2025",
            "4 March",
            "March 40, 2025",
            "30 February 2025",
            "",
        ] {
            assert!(day_in_words(text).is_none(), "{text}");
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

//! Whose crowns: "kroner", "kronor", "crowns" and "kr" are money of several countries, and the article says of which.
//!
//! Owns which country that is; the words and the codes are in [`currency`].

use std::ops::Range;

use super::currency;
use super::token::Line;

/// The code of the one country with crowns that `text` names; `None` where it names none of them or several, or where
/// nothing in it is paid in crowns.
pub(super) fn named(text: &str) -> Option<&'static str> {
    if ![" kr", "Kr", "KR", "crown"].iter().any(|word| text.contains(word)) {
        return None;
    }
    let mut codes: Vec<&str> = Vec::new();
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.starts_with(char::is_uppercase))
    {
        let named = currency::CROWNS
            .iter()
            .find(|(_, words)| words.iter().any(|w| word.eq_ignore_ascii_case(w)));
        codes.extend(named.map(|(code, _)| *code).filter(|code| !codes.contains(code)));
    }
    let code = codes.pop().filter(|_| codes.is_empty())?;
    currency::CROWNS
        .iter()
        .map(|(known, _)| *known)
        .find(|known| *known == code)
}

/// Whether the crowns of the country whose code is `code` are meant by the words of `money`, tokens of `line`: Swedes say no "kroner".
pub(super) fn meant(line: &Line, money: Range<usize>, code: &str) -> bool {
    let said = |words: &[&str]| money.clone().any(|i| line.is_any(i, words));
    said(&["crown", "crowns", "kr"])
        || said(&["krone", "kroner"]) && matches!(code, "NOK" | "DKK")
        || said(&["krona"]) && matches!(code, "SEK" | "ISK")
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn the_country_says_whose_crowns_they_are() {
        let cases = [
            (
                "The Norwegian firm paid 30 million kroner.",
                "30 million kroner",
                "\"NOK\"",
            ),
            (
                "The Danish firm paid 30 million kroner.",
                "30 million kroner",
                "\"DKK\"",
            ),
            (
                "The Danish firm and a Swedish one paid 30 million kroner.",
                "30 million kroner",
                "null",
            ),
            ("The Czech firm paid 30 million crowns.", "30 million crowns", "\"CZK\""),
            ("The firm in Stockholm paid 30 million kr.", "30 million kr", "\"SEK\""),
            ("The firm paid 30 million kroner.", "30 million kroner", "null"),
        ];
        for (text, words, code) in cases {
            check(
                "money",
                text,
                &[(words, &format!(r#"{{"amount":30000000,"currency":{code}}}"#))],
            );
        }
    }
}

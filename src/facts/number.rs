//! Number: cardinals and fractions that no unit follows: "12,567", "three quarters", "half a million", "dozens".
//!
//! Leaves alone what only looks like a number: parts of codes, phone numbers and addresses ("AB-12", "555-0134",
//! "covid-19"), scores ("3-1"), versions, numbers that belong to a name ("Boeing 737", "No. 10"), and "one" as a
//! pronoun ("one of them", "this one").

use super::Context;
use super::mention::{Mention, Value};
use super::numeral::{Form, Numeral};
use super::range;
use super::token::Line;

/// Finds the plain numbers of `line`.
pub(super) fn find(line: &Line, _: &Context, found: &mut Vec<Mention>) {
    for (index, numeral) in line.numerals().iter().enumerate() {
        if numeral.form == Form::Ordinal {
            continue;
        }
        let figure = range::figure(line, index);
        let range = figure.first < numeral.first;
        if range && !part_of_code(line, figure.first, figure.end) && is_range(line, figure.end, numeral) {
            found.extend(line.mention(figure.first..figure.end, Value::Number { number: figure.amount }));
        }
        let no_number = pronoun(line, numeral)
            || part_of_code(line, numeral.first, numeral.end)
            || part_of_name(line, numeral)
            || telephone(line, numeral.first);
        if !no_number {
            let number = numeral.value.map(Into::into);
            found.extend(line.mention(numeral.first..numeral.end, Value::Number { number }));
        }
    }
}

/// Whether a hyphenated or spelled range counts something: "10 to 15 people", "130-135 million". "3-2" may be a score.
fn is_range(line: &Line, end: usize, high: &Numeral) -> bool {
    let dashed = line.hyphen(high.first.wrapping_sub(1));
    let word = line.word(end);
    let counted = line.is_word(end)
        && word.len() > 2
        && (word.ends_with('s') || line.is_any(end, &["people", "men", "women", "children"]));
    !dashed || high.scaled || counted && !line.capital(end)
}

/// Whether hyphens, slashes, letters or an at sign tie the tokens to something that is no number.
fn part_of_code(line: &Line, first: usize, end: usize) -> bool {
    let digits = line.number(first).is_some();
    let before = first.wrapping_sub(1);
    let listed = line.mark(before, ',') && line.number(before.wrapping_sub(1)).is_some();
    if line.glued(first) && line.token(before).is_some() && !listed {
        let tied = match line.any_mark(before) {
            Some(
                '.' | ',' | ':' | '/' | '_' | '@' | '#' | '&' | '=' | '+' | '*' | '\\' | '^' | '×' | '°' | '~' | '%'
                | '$' | '€' | '£' | '¥' | '₹',
            ) => {
                // "($5)": an opening sign is fine, something glued before it is not
                digits && (line.glued(before) || matches!(line.any_mark(before), Some('@' | '#' | '/' | '_' | '+')))
            }
            Some('-' | '‐' | '‑' | '–' | '−') => digits && line.glued(before) && first > 1,
            Some(_) => false,
            None => true,
        };
        if tied {
            return true;
        }
    }
    if !digits && !line.glued(end) {
        return false;
    }
    let last_digits = line.number(end.wrapping_sub(1)).is_some();
    if !line.glued(end) || !last_digits {
        return false;
    }
    match line.any_mark(end) {
        // "19.x"
        Some('.') => line.glued(end + 1) && line.is_word(end + 1),
        // "3-1", "555-0134", "7/24", "12:30", "10.0.1": something goes on after the mark
        Some('/' | ':' | '_' | '@' | '=' | '+' | '*' | '^' | '×') => line.glued(end + 1),
        Some('°' | '′' | '″') => true,
        Some(mark) if super::token::is_hyphen(mark) => line.glued(end + 1) && line.number(end + 1).is_some(),
        Some(_) => false,
        None => line.is_word(end) && !line.is_any(end, &["'s", "’s"]) || line.number(end).is_some(),
    }
}

/// More groups than any telephone number has; a longer chain is a table of figures.
const MOST_GROUPS: usize = 6;

/// Whether the digits at `i` are a group of a telephone number: groups behind a "+", or, behind a word that calls,
/// groups of seven digits or more together ("+4 555 0134", "call (555) 555 0134").
fn telephone(line: &Line, i: usize) -> bool {
    if line.digits(i).is_none() {
        return false;
    }
    let joint = |i: usize| line.hyphen(i) || matches!(line.any_mark(i), Some('(' | ')' | '.' | '/'));
    let mut first = i;
    let mut groups = 1;
    while groups < MOST_GROUPS
        && let Some(before) = (1..=3)
            .take_while(|n| *n == 1 || first >= *n && joint(first + 1 - n))
            .filter_map(|n| first.checked_sub(n))
            .find(|at| line.digits(*at).is_some())
    {
        first = before;
        groups += 1;
    }
    let opened = first - usize::from(first > 0 && line.mark(first - 1, '('));
    let Some(before) = opened.checked_sub(1) else {
        return false;
    };
    let (mut last, mut digits) = (first, 0);
    for _ in 0..MOST_GROUPS {
        let Some((_, len)) = line.digits(last) else { break };
        digits += len;
        last += 1;
        while joint(last) && (line.digits(last + 1).is_some() || joint(last + 1)) {
            last += 1;
        }
    }
    #[rustfmt::skip]
    const CALLS: &[&str] = &[
        "call", "phone", "telephone", "tel", "fax", "dial", "ring", "mobile", "text", "on", "at", "whatsapp", "or", "hotline", "number",
    ];
    let cue = before - usize::from(before > 0 && matches!(line.any_mark(before), Some(':' | '.')));
    line.mark(before, '+') && digits >= 5 || line.is_any(cue, CALLS) && digits >= 7 && last > first + 1
}

/// Whether the number is the end of a name: "Boeing 737", "Article 50", "No. 10".
fn part_of_name(line: &Line, numeral: &Numeral) -> bool {
    if !numeral.digits || numeral.scaled || numeral.end > numeral.first + 1 {
        return false;
    }
    let before = numeral.first.wrapping_sub(1);
    if line.mark(before, '.') && line.is_any(before.wrapping_sub(1), &["no", "nos"]) || line.mark(before, '#') {
        return true;
    }
    #[rustfmt::skip]
    const LABELS: &[&str] = &[
        "version", "versions", "chapter", "page", "section", "article", "figure", "table", "episode", "room", "flight", "route", "channel",
        "build", "paragraph", "clause", "appendix", "lane", "gate",
    ];
    let plain = line.digits(numeral.first).is_some();
    if plain && line.is_any(before, LABELS) {
        return true;
    }
    #[rustfmt::skip]
    const OPENERS: &[&str] = &[
        "the", "a", "an", "in", "on", "at", "by", "for", "of", "to", "from", "with", "about", "around", "over",
        "under", "nearly", "almost", "some", "only", "just", "more", "than", "least", "and", "but", "or", "as",
        "these", "those", "its", "their", "all", "approximately", "roughly", "between", "another", "when", "after",
        "before", "since", "until", "there", "are", "were", "was", "is", "what", "how", "why", "which", "that", "up",
        "out", "off", "if", "said", "his", "her", "our", "my", "your", "every", "answer", "result", "within", "not",
        "no", "other", "top", "first", "last", "next", "past", "get", "meet", "see", "here", "one", "two", "three",
        "four", "five", "six", "seven", "eight", "nine", "ten", "because", "while", "among", "during",
    ];
    let name = line.capital(before)
        && line.is_word(before)
        && !line.is_any(before, OPENERS)
        && line
            .entry(before)
            .is_none_or(|e| e.month.is_none() && e.weekday.is_none());
    plain && name && !counts(line, numeral.end)
}

/// Whether a plural in lower case follows: then even after a name the number counts something.
fn counts(line: &Line, i: usize) -> bool {
    let word = line.word(i);
    line.is_word(i)
        && !line.capital(i)
        && (word.len() > 3 && word.ends_with('s') || line.is_any(i, &["people", "men", "women", "children", "percent"]))
}

/// Whether the numeral is "one" without counting anything.
fn pronoun(line: &Line, numeral: &Numeral) -> bool {
    if numeral.end != numeral.first + 1 || !line.is(numeral.first, "one") {
        return false;
    }
    #[rustfmt::skip]
    const AFTER: &[&str] = &[
        "of", "another", "who", "that", "which", "is", "was", "can", "could", "should", "must", "would", "might",
        "may", "by", "to", "in", "on", "at", "for", "with", "from", "and", "or", "as", "has", "had", "if", "but",
        "will", "thing", "where", "day", "when", "does", "did", "the", "a", "it", "he", "she", "they", "we", "i",
        "you", "side", "more", "way", "reason", "than", "about", "so",
    ];
    #[rustfmt::skip]
    const BEFORE: &[&str] = &[
        "the", "this", "that", "any", "every", "each", "no", "which", "another", "only", "some", "big", "good", "new",
    ];
    let next = numeral.end;
    let counts = line.is_word(next) && !line.is_any(next, AFTER);
    let before = numeral.first.wrapping_sub(1);
    !counts || line.is_any(before, BEFORE) || line.hyphen(before) && line.glued(numeral.first)
}

#[cfg(test)]
mod tests {
    use super::super::testing::check;

    #[test]
    fn finds_numbers() {
        check(
            "number",
            "There were 12,567 entries and three quarters failed.",
            &[
                ("12,567", r#"{"number":12567}"#),
                ("three quarters", r#"{"number":0.75}"#),
            ],
        );
        check(
            "number",
            "Half a million voters, dozens of them new.",
            &[
                ("Half a million", r#"{"number":500000}"#),
                ("dozens", r#"{"number":null}"#),
            ],
        );
        check(
            "number",
            "Between 550,000 and 1.1 million files leaked.",
            &[("550,000 and 1.1 million", r#"{"number":[550000,1100000]}"#)],
        );
        check(
            "number",
            "We expect 10-15 guests and 130-135 million views.",
            &[
                ("10-15", r#"{"number":[10,15]}"#),
                ("130-135 million", r#"{"number":[130000000,135000000]}"#),
            ],
        );
    }

    #[test]
    fn every_number_of_a_list_without_spaces_counts() {
        let figures: Vec<_> = super::super::testing::facts("See tasks 21,23,27.", "number");
        let words: Vec<_> = figures.iter().map(|(words, _)| words.as_str()).collect();
        assert_eq!(words, ["21", "23", "27"]);
    }

    #[test]
    fn some_out_of_many_is_a_share() {
        let cases = [
            ("Nine out of ten stayed.", "Nine out of ten", "0.9"),
            ("One in four fish died.", "One in four", "0.25"),
            ("It was 3 out of 8.", "3 out of 8", "0.375"),
        ];
        for (text, words, value) in cases {
            check("number", text, &[(words, &format!(r#"{{"number":{value}}}"#))]);
        }
        check("number", "One in two weeks is enough.", &[]);
    }

    #[test]
    fn leaves_alone_what_is_no_number() {
        for text in [
            "Call 555-0134 now, or +4 555-0134.",
            "They work 24/7.",
            "Part AB-12 broke.",
            "They won 3-1 at home.",
            "The Boeing 737 landed.",
            "This one of them is the one.",
            "He lives at No. 10 and uses version 2.10.3.",
            "Mail me@host7 or see www.shop1.example/45.",
            "A h264 video of the mp3.",
            "Dial +4 555 0134 or ring (555) 555 0134.",
            "See shop.example/a%20b or shop.example/50%20off.",
        ] {
            check("number", text, &[]);
        }
    }
}

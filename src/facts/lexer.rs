//! Text into tokens.
//!
//! Runs once over each sentence, looks at every byte a bounded number of times and knows how digits are written
//! ("1,234.5", "1.3x10^6", "40 000"), but not what a number means: that is [`super::numeral`]. How separators are told
//! apart is [`super::digits`]' business.

use super::digits;
use super::lexicon;
use super::token::{Kind, Token};
use crate::span::Span;

/// Splits the bytes of `span` into tokens.
pub(super) fn lex(text: &str, span: Span) -> Vec<Token> {
    let end = span.end();
    let mut tokens = Vec::with_capacity((end - span.start()) / 4 + 1);
    let mut at = span.start();
    let mut last_end = usize::MAX;
    while at < end {
        let (kind, next) = match text.as_bytes()[at] {
            b' ' | b'\n' | b'\t' | b'\r' => {
                at += 1;
                continue;
            }
            b'0'..=b'9' => digits::number(text, at, end, &tokens),
            b'.' if starts_decimal(text, at, end, last_end) => digits::number(text, at, end, &tokens),
            b'a'..=b'z' | b'A'..=b'Z' => word(text, at, end),
            byte if byte.is_ascii() => match possessive(text, at, end, last_end) {
                Some(next) => (Kind::Word(None), next),
                None => (Kind::Mark(byte as char), at + 1),
            },
            _ => match other(text, at, end, last_end) {
                Some(token) => token,
                None => {
                    at += text[at..].chars().next().map_or(1, char::len_utf8);
                    continue;
                }
            },
        };
        tokens.push(Token {
            start: at,
            end: next,
            glued: last_end == at,
            kind,
        });
        last_end = next;
        at = next;
    }
    tokens
}

/// A token that starts with a character outside ASCII; `None` for white space.
fn other(text: &str, at: usize, end: usize, last_end: usize) -> Option<(Kind, usize)> {
    let c = text[at..end].chars().next()?;
    let next = at + c.len_utf8();
    if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') {
        None
    } else if let Some(value) = vulgar(c) {
        Some((Kind::Number(value), next))
    } else if c.is_alphabetic() {
        Some(word(text, at, end))
    } else {
        match possessive(text, at, end, last_end) {
            Some(next) => Some((Kind::Word(None), next)),
            None => Some((Kind::Mark(c), next)),
        }
    }
}

/// The end of the "'s" at `at`, where one follows a word without space.
fn possessive(text: &str, at: usize, end: usize, last_end: usize) -> Option<usize> {
    let rest = &text[at..end];
    let after = rest.strip_prefix(['\'', '’'])?.strip_prefix(['s', 'S'])?;
    let alone = !after.starts_with(char::is_alphanumeric);
    (last_end == at && alone).then_some(end - after.len())
}

/// A word at `at`: letters and combining marks, and apostrophes between letters ("o'clock", "didn't") unless only a
/// possessive "s" follows. An address on the net is taken whole, as [`Kind::Code`].
fn word(text: &str, at: usize, end: usize) -> (Kind, usize) {
    let rest = &text[at..end];
    if is_link(rest) {
        return (Kind::Code, at + rest.find(char::is_whitespace).unwrap_or(rest.len()));
    }
    let bytes = rest.as_bytes();
    let mut len = 0;
    while len < bytes.len() {
        if bytes[len].is_ascii_alphabetic() {
            len += 1;
            continue;
        }
        let Some(c) = rest[len..].chars().next() else { break };
        let after = &bytes[len + c.len_utf8()..];
        let continues = match c {
            '\'' | '’' => match after {
                [b's' | b'S', more, ..] => more.is_ascii_alphabetic(),
                [b's' | b'S'] => false,
                [next, ..] => next.is_ascii_alphabetic(),
                [] => false,
            },
            _ => !c.is_ascii() && (c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}')),
        };
        if !continues {
            break;
        }
        len += c.len_utf8();
    }
    (Kind::Word(lexicon::look_up(&rest[..len])), at + len)
}

/// Whether an address on the net starts here.
fn is_link(rest: &str) -> bool {
    let starts = |prefix: &str| {
        rest.get(..prefix.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
    };
    matches!(rest.as_bytes()[0], b'h' | b'H' | b'w' | b'W')
        && (starts("http://") || starts("https://") || starts("www."))
}

/// The value of a one-character fraction.
fn vulgar(c: char) -> Option<f64> {
    Some(match c {
        '½' => 1.0 / 2.0,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 1.0 / 4.0,
        '¾' => 3.0 / 4.0,
        '⅕' => 1.0 / 5.0,
        '⅖' => 2.0 / 5.0,
        '⅗' => 3.0 / 5.0,
        '⅘' => 4.0 / 5.0,
        '⅙' => 1.0 / 6.0,
        '⅚' => 5.0 / 6.0,
        '⅛' => 1.0 / 8.0,
        '⅜' => 3.0 / 8.0,
        '⅝' => 5.0 / 8.0,
        '⅞' => 7.0 / 8.0,
        _ => return None,
    })
}

/// Whether the full stop at `at` opens a number (".25"): a digit follows, and no letter or digit stands right before.
fn starts_decimal(text: &str, at: usize, end: usize, last_end: usize) -> bool {
    let digit = at + 1 < end && text.as_bytes()[at + 1].is_ascii_digit();
    let free = last_end != at || matches!(text.as_bytes()[..at].last(), Some(b'$' | b'(' | b'-' | b'"'));
    digit && free
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let span = Span::new(text, 0..text.len()).expect("whole text");
        lex(text, span).iter().map(|t| &text[t.start..t.end]).collect()
    }

    #[test]
    fn splits_letters_digits_and_marks() {
        let cases: [(&str, &[&str]); 7] = [
            (
                "US$29.3bn, up 4%.",
                &["US", "$", "29.3", "bn", ",", "up", "4", "%", "."],
            ),
            ("The firm's 7 o'clock", &["The", "firm", "'s", "7", "o'clock"]),
            (
                "see https://a.example/1,2 now",
                &["see", "https://a.example/1,2", "now"],
            ),
            ("1,234,567 and 12,34,567", &["1,234,567", "and", "12,34,567"]),
            ("v 10.0.1 or .5", &["v", "10.0.1", "or", ".5"]),
            ("40 000 and 41 people", &["40 000", "and", "41", "people"]),
            ("2½ km", &["2", "½", "km"]),
        ];
        for (text, expected) in cases {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }
}

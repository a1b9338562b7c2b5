//! Text into tokens.
//!
//! Runs once over each sentence, looks at every byte a bounded number of times and knows how digits are written
//! ("1,234.5", "1.3x10^6", "40 000"), but not what a number means: that is [`super::numeral`].

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
            b'0'..=b'9' => number(text, at, end, tokens.last()),
            b'.' if starts_decimal(text, at, end, last_end) => number(text, at, end, tokens.last()),
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

/// Digits at `at` with the separators that belong to them.
fn number(text: &str, at: usize, end: usize, before: Option<&Token>) -> (Kind, usize) {
    let bytes = &text.as_bytes()[..end];
    let whole = run(bytes, at);
    let mut stop = grouped(text, at, whole, end, before);
    let comma_decimal = dotted_groups(bytes, at, whole);
    if let Some(decimal) = comma_decimal {
        stop = decimal;
    } else if bytes.get(stop) == Some(&b'.') && run(bytes, stop + 1) > stop + 1 {
        stop = run(bytes, stop + 1);
        if bytes.get(stop) == Some(&b'.') && run(bytes, stop + 1) > stop + 1 {
            while bytes.get(stop) == Some(&b'.') && run(bytes, stop + 1) > stop + 1 {
                stop = run(bytes, stop + 1);
            }
            return (Kind::Code, stop);
        }
    }
    let plain = &text[at..stop];
    let value = if comma_decimal.is_some() {
        parse(&plain.replace('.', "").replace(',', "."))
    } else if plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        parse(plain)
    } else {
        parse(&plain.replace(|c: char| !c.is_ascii_digit() && c != '.', ""))
    };
    let (value, stop) = power(text, stop, end, value);
    (Kind::Number(value), stop)
}

/// Reads plain digits with an optional decimal point.
fn parse(digits: &str) -> f64 {
    digits.parse().expect("only digits and at most one point were lexed")
}

/// The end of the digits that start at `at`.
fn run(bytes: &[u8], at: usize) -> usize {
    let from = at.min(bytes.len());
    from + bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count()
}

/// The end of "1,234,567", "12,34,567" or "1 234 567", where the first digits are `at..whole`.
fn grouped(text: &str, at: usize, whole: usize, end: usize, before: Option<&Token>) -> usize {
    let bytes = &text.as_bytes()[..end];
    if whole - at > 3 {
        return whole;
    }
    let mut stop = whole;
    while bytes.get(stop) == Some(&b',') && run(bytes, stop + 1) == stop + 4 {
        stop += 4;
    }
    if stop > whole {
        return stop;
    }
    // The Indian way: pairs, then three.
    let mut pairs = whole;
    while whole - at <= 2 && bytes.get(pairs) == Some(&b',') && run(bytes, pairs + 1) == pairs + 3 {
        pairs += 3;
    }
    if pairs > whole && bytes.get(pairs) == Some(&b',') && run(bytes, pairs + 1) == pairs + 4 {
        return pairs + 4;
    }
    // Spaces: the narrow ones mean it; after an ordinary one only round thousands and money are safe.
    let money = matches!(
        before,
        Some(Token {
            kind: Kind::Mark('$' | '€' | '£' | '¥' | '₹'),
            ..
        })
    );
    if bytes[at] == b'0' {
        return whole;
    }
    while let Some(space) = text[stop..end].chars().next() {
        let from = stop + space.len_utf8();
        let round = run(bytes, from) == from + 3;
        let safe = match space {
            '\u{202f}' | '\u{2009}' | '\u{a0}' => true,
            ' ' => money || bytes[from..].starts_with(b"000"),
            _ => false,
        };
        if !(round && safe) {
            break;
        }
        stop = from + 3;
    }
    stop
}

/// The end of "1.234.567,89", digits grouped and pointed the continental way.
fn dotted_groups(bytes: &[u8], at: usize, whole: usize) -> Option<usize> {
    let mut stop = whole;
    while whole - at <= 3 && bytes.get(stop) == Some(&b'.') && run(bytes, stop + 1) == stop + 4 {
        stop += 4;
    }
    let decimals = run(bytes, stop + 1);
    let pointed = bytes.get(stop) == Some(&b',') && (stop + 2..=stop + 3).contains(&decimals);
    (stop > whole && pointed).then_some(decimals)
}

/// Applies a power or an exponent written right after the number: "12.3e+14", "2.5^-1", "1.3x10^6".
fn power(text: &str, at: usize, end: usize, value: f64) -> (f64, usize) {
    let bytes = &text.as_bytes()[..end];
    let (from, ten) = match &bytes[at..] {
        [b'e' | b'E', ..] => (at + 1, true),
        [b'^', ..] => (at + 1, false),
        [b'x' | b'X', b'1', b'0', b'^', ..] => (at + 4, true),
        _ if text[at..end].starts_with("×10^") => (at + "×10^".len(), true),
        _ => return (value, at),
    };
    let sign = usize::from(matches!(bytes.get(from), Some(b'+' | b'-')));
    let stop = run(bytes, from + sign);
    let unreadable = stop == from + sign || stop > from + 4 || bytes.get(stop).is_some_and(u8::is_ascii_alphanumeric);
    match text[from..stop].parse::<i32>() {
        Ok(exponent) if !unreadable => {
            let result = if ten {
                value * 10f64.powi(exponent)
            } else {
                value.powi(exponent)
            };
            if result.is_finite() {
                (result, stop)
            } else {
                (value, at)
            }
        }
        _ => (value, at),
    }
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

    #[test]
    fn reads_the_value_of_digits() {
        let cases = [
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("7\u{202f}654\u{202f}321", 7_654_321.0),
            ("6e3", 6000.0),
            ("2x10^3", 2000.0),
            ("4^-1", 0.25),
            ("¾", 0.75),
        ];
        for (text, expected) in cases {
            let span = Span::new(text, 0..text.len()).expect("whole text");
            let lexed = lex(text, span);
            assert!(
                matches!(lexed[..], [Token { kind: Kind::Number(v), .. }] if v == expected),
                "{text}: {lexed:?}"
            );
        }
    }
}

//! Digits with the separators of the world: "1,234.5", "8'400'000", "9,5", "2 500", "1.234.567,89", "4·5", "5×10⁶".
//!
//! Owns which comma, point, apostrophe or space belongs to a number and whether it groups or points. Where digits can be
//! read in two ways, what is beside them decides; a month before "5,16" or a third number after "22,24" makes it a list.

use super::token::{Kind, Token};

/// The number that starts at byte `at` (a digit or a point before one), with its value and the byte after it; `before`:
/// the tokens of the sentence so far. Versions, addresses and dates with full stops are [`Kind::Code`].
pub(super) fn number(text: &str, at: usize, end: usize, before: &[Token]) -> (Kind, usize) {
    let bytes = &text.as_bytes()[..end];
    let whole = run(bytes, at);
    let mut stop = grouped(text, at, whole, end, before);
    let pointed = dotted_groups(bytes, at, whole).or_else(|| decimal_comma(bytes, at, stop, before));
    if let Some(decimal) = pointed {
        stop = decimal;
    } else if let Some(decimal) = middle_dot(bytes, stop) {
        let value = parse(
            &text[at..decimal]
                .replace(|c: char| !c.is_ascii_digit() && c != '·', "")
                .replace('·', "."),
        );
        return (Kind::Number(value), decimal);
    } else if bytes.get(stop) == Some(&b'.') && run(bytes, stop + 1) > stop + 1 {
        stop = run(bytes, stop + 1);
        if bytes.get(stop) == Some(&b'.') && run(bytes, stop + 1) > stop + 1 {
            while bytes.get(stop) == Some(&b'.') && run(bytes, stop + 1) > stop + 1 {
                stop = run(bytes, stop + 1);
            }
            return match whole_groups(&text[at..stop]) {
                Some(value) => (Kind::Number(value), stop),
                None => (Kind::Code, stop),
            };
        }
    }
    let plain = &text[at..stop];
    let value = if pointed.is_some() {
        parse(
            &plain
                .replace(|c: char| !c.is_ascii_digit() && c != ',', "")
                .replace(',', "."),
        )
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

/// The end of "1,234,567", "12,34,567", "1'234'567" or "1 234 567", where the first digits are `at..whole`.
fn grouped(text: &str, at: usize, whole: usize, end: usize, before: &[Token]) -> usize {
    let bytes = &text.as_bytes()[..end];
    // Nobody groups "0,125".
    if whole - at > 3 || bytes[at] == b'0' {
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
    match text[whole..end].chars().next() {
        Some('\'' | '’') => apostrophes(text, whole, end),
        Some(' ' | '\u{202f}' | '\u{2009}' | '\u{a0}') => spaces(text, at, whole, end, before),
        _ => whole,
    }
}

/// The end of the Swiss "'400'000" at `whole`; "’" counts, too.
fn apostrophes(text: &str, whole: usize, end: usize) -> usize {
    let bytes = &text.as_bytes()[..end];
    let mut stop = whole;
    while let Some(mark @ ('\'' | '’')) = text[stop..end].chars().next() {
        let from = stop + mark.len_utf8();
        if run(bytes, from) != from + 3 {
            break;
        }
        stop = from + 3;
    }
    stop
}

/// Nobody writes more groups; a longer row is a table, which every number in it would read again.
const MOST_GROUPS: usize = 6;

/// The end of groups of three behind spaces. The narrow ones mean it; behind ordinary ones the groups count where they
/// are round thousands or money, or where they stand as one number: several of them, or one before a word, a unit or a
/// sign, and no more digits on either side, which a telephone number or a list would have.
fn spaces(text: &str, at: usize, whole: usize, end: usize, before: &[Token]) -> usize {
    let bytes = &text.as_bytes()[..end];
    let money = matches!(
        before.last(),
        Some(Token {
            kind: Kind::Mark('$' | '€' | '£' | '¥' | '₹'),
            ..
        })
    );
    let mut stop = whole;
    let mut groups = 0;
    let mut sure = true;
    while let Some(space @ (' ' | '\u{202f}' | '\u{2009}' | '\u{a0}')) = text[stop..end].chars().next() {
        let from = stop + space.len_utf8();
        if groups == MOST_GROUPS || run(bytes, from) != from + 3 {
            break;
        }
        sure &= space != ' ' || money || bytes[from..].starts_with(b"000");
        stop = from + 3;
        groups += 1;
    }
    if sure || groups > 1 && alone(text, at, stop, end, before) || counted(text, at, stop, end, before) {
        return stop;
    }
    // Whatever follows, the safe groups in front stay a number: "40 000 555".
    let round = bytes[whole + 1..].starts_with(b"000") && bytes[whole] == b' ';
    if round || money { whole + 4 } else { whole }
}

/// Whether no more digits stand beside the groups at `at..stop`, which would make them a telephone number or a list.
fn alone(text: &str, at: usize, stop: usize, end: usize, before: &[Token]) -> bool {
    let follows = text[stop..end]
        .trim_start()
        .starts_with(|c: char| c.is_ascii_digit() || c == '-');
    let leads = before.last().is_some_and(|token| match token.kind {
        Kind::Number(_) | Kind::Code => true,
        Kind::Mark(mark) => token.end == at && !matches!(mark, '(' | '“' | '"' | '«' | '~'),
        Kind::Word(entry) => entry.is_some_and(|e| e.month.is_some()),
    });
    let call = before.iter().rev().take(3).any(|token| {
        let word = &text[token.start..token.end];
        ["call", "phone", "tel", "fax", "dial", "ring", "text", "mobile"]
            .iter()
            .any(|cue| word.eq_ignore_ascii_case(cue))
    });
    !follows && !leads && !call
}

/// Whether one group behind an ordinary space is a part of the number because something is counted: "2 500 tonnes",
/// "1 200 workers", but "Table 2 500 guests" and "the 4 100 metre races".
fn counted(text: &str, at: usize, stop: usize, end: usize, before: &[Token]) -> bool {
    let rest = text[stop..end].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let word = rest.len() < end - stop && rest.starts_with(char::is_lowercase);
    let sign = rest.starts_with(['€', '$', '£', '%']);
    let race = rest.starts_with("met") && text[..stop].ends_with("00");
    let name = before.len() > 1
        && before.last().is_some_and(|token| {
            matches!(token.kind, Kind::Word(_)) && text[token.start..].starts_with(char::is_uppercase)
        });
    (word && !race || sign) && !name && alone(text, at, stop, end, before)
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

/// The value of "1.200.000": groups of three behind the first. Four of them may be an address on the net.
fn whole_groups(word: &str) -> Option<f64> {
    let groups = word.split('.');
    let (count, address) = (
        groups.clone().count(),
        groups.clone().all(|g| g.parse::<u32>().is_ok_and(|v| v < 256)),
    );
    let threes = groups.clone().skip(1).all(|g| g.len() == 3) && groups.clone().next().is_some_and(|g| g.len() <= 3);
    let plain = threes && !word.starts_with('0') && !(count == 4 && address);
    plain.then(|| parse(&word.replace('.', "")))
}

/// The end of the decimals behind a comma at `stop`: "9,5", "12,50", "0,125". Three digits are a group unless nothing
/// stands before them; more commas, or a month or a year before one, make it a list.
fn decimal_comma(bytes: &[u8], at: usize, stop: usize, before: &[Token]) -> Option<usize> {
    let decimals = (bytes.get(stop) == Some(&b',')).then(|| run(bytes, stop + 1))?;
    let some = (stop + 2..=stop + 3).contains(&decimals) || &bytes[at..stop] == b"0" && decimals > stop + 1;
    let goes_on = matches!(bytes.get(decimals), Some(b',' | b'.' | b'/' | b':' | b'-'))
        && bytes.get(decimals + 1).is_some_and(u8::is_ascii_digit);
    let year = stop == at + 4 && matches!(bytes[at], b'1' | b'2') && run(bytes, at) == stop;
    let grouped_by_comma = bytes[at..stop].contains(&b',');
    let listed = before.last().is_some_and(|token| match token.kind {
        Kind::Word(entry) => entry.is_some_and(|e| e.month.is_some()),
        Kind::Mark(mark) => token.end == at && matches!(mark, ',' | '/' | ':' | '.' | '\'' | '’' | '-'),
        _ => false,
    });
    (some && !goes_on && !year && !grouped_by_comma && !listed).then_some(decimals)
}

/// The end of the decimals behind a raised point at `stop`: "4·5", but not the product "4·10^6" and no chain of them.
fn middle_dot(bytes: &[u8], stop: usize) -> Option<usize> {
    let digits = stop + "·".len();
    let decimals = bytes
        .get(stop..)?
        .starts_with("·".as_bytes())
        .then(|| run(bytes, digits))?;
    let rest = &bytes[decimals.min(bytes.len())..];
    let chain = rest.starts_with("·".as_bytes()) || rest.first() == Some(&b'^') || superscript(rest).is_some();
    (decimals > digits && !chain).then_some(decimals)
}

/// Applies a power or an exponent written right after the number: "12.3e+14", "2.5^-1", "1.3x10^6", "5 × 10⁶", "4·10⁻³".
fn power(text: &str, at: usize, end: usize, value: f64) -> (f64, usize) {
    let bytes = &text.as_bytes()[..end];
    let rest = &text[at..end];
    let (from, ten) = match &bytes[at..] {
        [b'e' | b'E', ..] => (at + 1, true),
        [b'^', ..] => (at + 1, false),
        [b' ' | b'x' | b'X' | 0x80.., ..] => match ten(rest) {
            Some(len) => (at + len, true),
            None => return (value, at),
        },
        _ => return (value, at),
    };
    let (exponent, stop) = match superscript(&bytes[from..]) {
        Some((exponent, len)) => (Some(exponent), from + len),
        None => {
            let caret = from + usize::from(from > at + 1 && bytes.get(from) == Some(&b'^'));
            if from > at + 1 && caret == from {
                return (value, at);
            }
            let sign = usize::from(matches!(bytes.get(caret), Some(b'+' | b'-')));
            let stop = run(bytes, caret + sign);
            let long = stop == caret + sign || stop > caret + 4;
            ((!long).then(|| text[caret..stop].parse::<i32>().ok()).flatten(), stop)
        }
    };
    let Some(exponent) = exponent.filter(|_| !bytes.get(stop).is_some_and(u8::is_ascii_alphanumeric)) else {
        return (value, at);
    };
    let result = if ten {
        // 5 × 10^-3 is nearer to its decimal divided than multiplied.
        if exponent < 0 {
            value / 10f64.powi(-exponent)
        } else {
            value * 10f64.powi(exponent)
        }
    } else {
        value.powi(exponent)
    };
    if result.is_finite() {
        (result, stop)
    } else {
        (value, at)
    }
}

/// The bytes of a "times ten" that `rest` starts with: "x10", " × 10", "·10".
fn ten(rest: &str) -> Option<usize> {
    let sign = rest.trim_start_matches([' ', '\u{a0}', '\u{2009}', '\u{202f}']);
    let after = sign.strip_prefix(['x', 'X', '×', '·', '⋅'])?;
    let ten = after
        .trim_start_matches([' ', '\u{a0}', '\u{2009}', '\u{202f}'])
        .strip_prefix("10")?;
    // Spaces on both sides or on neither, and few of them: "5 × 10⁶".
    let len = rest.len() - ten.len();
    (len <= 12).then_some(len)
}

/// The number in raised digits that `bytes` start with, and how many bytes it has: "⁶", "⁻³".
fn superscript(bytes: &[u8]) -> Option<(i32, usize)> {
    let head = &bytes[..bytes.len().min(12)];
    let text = std::str::from_utf8(head)
        .or_else(|e| std::str::from_utf8(&head[..e.valid_up_to()]))
        .ok()?;
    let (sign, digits) = match text.strip_prefix('⁻') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let mut value = 0;
    let mut len = 0;
    for c in digits.chars().take(3) {
        let Some(digit) = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|d| d == c) else {
            break;
        };
        value = value * 10 + digit as i32;
        len += c.len_utf8();
    }
    (len > 0).then_some((sign * value, len + text.len() - digits.len()))
}

#[cfg(test)]
mod tests {
    use super::super::lexer::lex;
    use super::*;
    use crate::span::Span;

    /// The numbers of a text, as words and values.
    fn numbers(text: &str) -> Vec<(&str, f64)> {
        let span = Span::new(text, 0..text.len()).expect("whole text");
        let numbers = lex(text, span).into_iter().filter_map(|token| match token.kind {
            Kind::Number(value) => Some((&text[token.start..token.end], value)),
            _ => None,
        });
        numbers.collect()
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
            ("3'750'000", 3_750_000.0),
            ("6’200", 6200.0),
            ("7,5", 7.5),
            ("14,25", 14.25),
            ("0,375", 0.375),
            ("4.300.000", 4_300_000.0),
            ("2 345 678", 2_345_678.0),
            ("6·5", 6.5),
            ("3×10⁴", 30_000.0),
            ("7 × 10⁻²", 0.07),
            ("2·10^3", 2000.0),
        ];
        for (text, expected) in cases {
            assert_eq!(numbers(text), [(text, expected)]);
        }
    }

    #[test]
    fn spaces_group_where_something_is_counted() {
        assert_eq!(numbers("a barge of 3 400 tonnes"), [("3 400", 3400.0)]);
        assert_eq!(numbers("quelque 1 600 ouvriers"), [("1 600", 1600.0)]);
        assert_eq!(numbers("soit 7 250 €"), [("7 250", 7250.0)]);
        for text in [
            "See Table 3 400 guests",
            "in May 12 500 came",
            "the 4 100 metre races",
            "room 3, 400 beds",
        ] {
            assert_eq!(numbers(text).len(), 2, "{text}");
        }
    }

    #[test]
    fn lists_addresses_and_telephones_stay_apart() {
        for (text, count) in [
            ("21,23,27", 3),
            ("May 5,16", 2),
            ("in 2015,16", 2),
            ("+4 555 234 5678", 4),
        ] {
            assert_eq!(numbers(text).len(), count, "{text}");
        }
        for text in ["10.100.200.250", "2.14.3"] {
            assert_eq!(numbers(text), [], "{text}");
        }
    }

    #[test]
    fn apostrophes_group_threes_only() {
        assert_eq!(numbers("the 7'2 centre"), [("7", 7.0), ("2", 2.0)]);
        assert_eq!(numbers("class of 12'1234"), [("12", 12.0), ("1234", 1234.0)]);
    }
}

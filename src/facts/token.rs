//! One sentence as tokens: what every rule reads instead of raw text.
//!
//! Owns the lexer. It runs once over each sentence, looks at every byte a bounded number of times and knows how digits
//! are written ("1,234.5", "1.3x10^6", "40 000"), but not what a number means: that is [`super::numeral`].

use std::ops::Range;

use super::lexicon::{self, Entry, Opens};
use super::mention::{Mention, Value};
use super::numeral::{self, Numeral};
use crate::span::Span;

/// The smallest piece a rule looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// First byte, in the document's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whether it follows the token before it without white space.
    pub glued: bool,
    pub kind: Kind,
}

/// What a token is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Letters; with what the lexicon knows about them.
    Word(Option<&'static Entry>),
    /// Digits with their separators, and their value.
    Number(f64),
    /// Something with digits that is no number: a version, an address on the net.
    Code,
    /// Any other character.
    Mark(char),
}

/// A lexed sentence. Rules address tokens by index; an index outside is simply nothing, so that rules can look
/// around (`i + 1`, `i.wrapping_sub(1)`) without bounds checks of their own.
#[derive(Debug)]
pub(super) struct Line<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    numerals: Vec<Numeral>,
    /// For each token, one more than the index of the numeral that starts there; 0 for none.
    numeral_at: Vec<u32>,
}

impl<'a> Line<'a> {
    /// Lexes the bytes of `span` in `text` and finds the numerals.
    pub fn new(text: &'a str, span: Span) -> Self {
        let mut line = Self { text, tokens: lex(text, span), numerals: Vec::new(), numeral_at: Vec::new() };
        line.numerals = numeral::scan(&line);
        line.numeral_at = vec![0; line.tokens.len()];
        for (index, numeral) in line.numerals.iter().enumerate() {
            line.numeral_at[numeral.first] = index as u32 + 1;
        }
        line
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token at `i`.
    pub fn token(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    /// The numerals, in order and without overlaps.
    pub fn numerals(&self) -> &[Numeral] {
        &self.numerals
    }

    /// The numeral that starts at token `i`.
    pub fn numeral(&self, i: usize) -> Option<&Numeral> {
        let index = *self.numeral_at.get(i)?;
        self.numerals.get((index as usize).wrapping_sub(1))
    }

    /// Whether the numeral that ends before token `i` is vague or leaves its count open ("millions | of dollars").
    pub fn numeral_ends_vague(&self, i: usize) -> bool {
        let after = self.numerals.partition_point(|n| n.end <= i);
        after.checked_sub(1).is_some_and(|n| self.numerals[n].end == i && self.numerals[n].scaled)
    }

    /// The words of token `i`; empty outside the sentence.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| &self.text[t.start..t.end])
    }

    /// Whether token `i` is `word`, whatever its case.
    pub fn is(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    /// Whether token `i` is one of `words`, whatever its case.
    pub fn is_any(&self, i: usize, words: &[&str]) -> bool {
        let word = self.word(i);
        !word.is_empty() && words.iter().any(|w| word.eq_ignore_ascii_case(w))
    }

    /// Whether token `i` is the character `mark`.
    pub fn mark(&self, i: usize, mark: char) -> bool {
        matches!(self.tokens.get(i), Some(Token { kind: Kind::Mark(m), .. }) if *m == mark)
    }

    /// The character, where token `i` is one.
    pub fn any_mark(&self, i: usize) -> Option<char> {
        match self.tokens.get(i)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// Whether token `i` is a hyphen or a dash.
    pub fn hyphen(&self, i: usize) -> bool {
        self.any_mark(i).is_some_and(is_hyphen)
    }

    /// The token after an optional hyphen at `i`.
    pub fn after_hyphen(&self, i: usize) -> usize {
        if self.hyphen(i) { i + 1 } else { i }
    }

    /// Whether token `i` is letters.
    pub fn is_word(&self, i: usize) -> bool {
        matches!(self.tokens.get(i), Some(Token { kind: Kind::Word(_), .. }))
    }

    /// The value, where token `i` is digits.
    pub fn number(&self, i: usize) -> Option<f64> {
        match self.tokens.get(i)?.kind {
            Kind::Number(value) => Some(value),
            _ => None,
        }
    }

    /// The value, where token `i` is plain digits without separators, and how many digits those are.
    pub fn digits(&self, i: usize) -> Option<(u32, usize)> {
        self.number(i)?;
        let word = self.word(i);
        let plain = word.len() <= 9 && word.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| word.parse().ok().map(|value| (value, word.len()))).flatten()
    }

    /// What the lexicon knows about the word at `i`.
    pub fn entry(&self, i: usize) -> Option<&'static Entry> {
        match self.tokens.get(i)?.kind {
            Kind::Word(entry) => entry,
            _ => None,
        }
    }

    /// Whether token `i` follows the one before it without white space.
    pub fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.glued)
    }

    /// Whether punctuation stuck to what stands before `i` goes straight on with digits ("3-1", "4:30").
    pub fn glued_number(&self, i: usize) -> bool {
        self.glued(i) && self.any_mark(i).is_some() && self.glued(i + 1) && self.number(i + 1).is_some()
    }

    /// Whether something of the kind `opens` can start at token `i`. Digits can start anything.
    pub fn opens(&self, i: usize, opens: Opens) -> bool {
        match self.tokens.get(i).map(|t| t.kind) {
            Some(Kind::Word(entry)) => entry.is_some_and(|e| e.opens.any(opens)),
            Some(Kind::Number(_)) => true,
            Some(Kind::Code) => opens == Opens::DATE,
            Some(Kind::Mark(mark)) => match mark {
                '-' | '−' => opens == Opens::NUMERAL,
                '\'' | '’' => opens == Opens::DATE,
                _ => false,
            },
            None => false,
        }
    }

    /// Whether token `i` starts with an upper-case letter.
    pub fn capital(&self, i: usize) -> bool {
        self.word(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether nothing that could be a noun follows at `i`: the sentence ends or punctuation stands there.
    pub fn at_break(&self, i: usize) -> bool {
        match self.any_mark(i) {
            Some(mark) => matches!(mark, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '"' | '”' | '’' | '—' | '–'),
            None => i >= self.tokens.len(),
        }
    }

    /// The bytes of `tokens`.
    pub fn span(&self, tokens: Range<usize>) -> Option<Span> {
        let first = self.tokens.get(tokens.start)?;
        let last = self.tokens.get(tokens.end.checked_sub(1)?)?;
        Span::new(self.text, first.start..last.end)
    }

    /// A mention of `tokens`; nothing where those are none.
    pub fn mention(&self, tokens: Range<usize>, value: Value) -> Option<Mention> {
        Some(Mention { span: self.span(tokens)?, value })
    }
}

/// Hyphens and dashes: people use all of them in ranges and compounds.
pub(super) fn is_hyphen(mark: char) -> bool {
    matches!(mark, '-' | '‐' | '‑' | '‒' | '–' | '—' | '−')
}

/// Splits the bytes of `span` into tokens.
fn lex(text: &str, span: Span) -> Vec<Token> {
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
        tokens.push(Token { start: at, end: next, glued: last_end == at, kind });
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
        let after = rest[len + c.len_utf8()..].as_bytes();
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
    let starts = |prefix: &str| rest.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    matches!(rest.as_bytes()[0], b'h' | b'H' | b'w' | b'W') && (starts("http://") || starts("https://") || starts("www."))
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
    let money = matches!(before, Some(Token { kind: Kind::Mark('$' | '€' | '£' | '¥' | '₹'), .. }));
    while bytes[at] != b'0' {
        let Some(space) = text[stop..end].chars().next() else { break };
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
            let result = if ten { value * 10f64.powi(exponent) } else { value.powi(exponent) };
            if result.is_finite() { (result, stop) } else { (value, at) }
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
            ("US$29.3bn, up 4%.", &["US", "$", "29.3", "bn", ",", "up", "4", "%", "."]),
            ("The firm's 7 o'clock", &["The", "firm", "'s", "7", "o'clock"]),
            ("see https://a.example/1,2 now", &["see", "https://a.example/1,2", "now"]),
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
            assert!(matches!(lexed[..], [Token { kind: Kind::Number(v), .. }] if v == expected), "{text}: {lexed:?}");
        }
    }
}

//! Owns the look of one line: where its words are, how far it is indented, which marker it opens with.

use std::ops::Range;

/// One line of the text, its line break excluded.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The words with marker, less the white space around them; empty for a blank line.
    pub inked: Range<usize>,
    /// The words without marker.
    pub body: Range<usize>,
    /// Columns of white space before the words; a tab counts four.
    pub indent: usize,
    /// Length of `inked` in characters.
    pub width: usize,
    pub look: Look,
}

/// What a line opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Nothing that can be seen.
    Blank,
    /// A separator, such as `* * *`, or a bullet without words.
    Rule,
    /// `===` or `---`: underlines the line above, or separates.
    Underline,
    /// Three back quotes or more: opens or closes code.
    Fence,
    /// `## Words`, with the number of `#`.
    Hashed(u8),
    /// `**Words**`.
    Bold,
    /// `• Words`.
    Bullet(char),
    /// `1. Words`, `a) Words`.
    Ordered,
    /// `> Words`.
    Quote,
    /// Cells between tabs or pipes.
    Row,
    /// Words and nothing else.
    Plain,
}

/// Bullets that need no space after them: nothing else starts with these.
const GLYPHS: &[char] = &[
    '•', '‣', '▪', '▫', '●', '○', '◦', '■', '□', '◆', '►', '▶', '➢', '➤', '✓', '✔', '∙', '⁃', '\u{f0b7}',
];

/// Bullets that also serve as punctuation: a space must follow.
const DASHES: &[char] = &['-', '*', '–', '+', '·', 'o', '→'];

/// Whether a character leaves a trace on paper. Controls and zero-width characters do not, nor does white space.
pub(super) fn is_ink(c: char) -> bool {
    let zero_width = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    !(c.is_whitespace() || c.is_control() || zero_width)
}

/// Narrows `range` to its first and last ink; empty, at the range's start, where there is none.
pub(in crate::input) fn inked(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let Some(first) = slice.find(is_ink) else {
        return range.start..range.start;
    };
    let left = slice.trim_end_matches(|c| !is_ink(c)).len();
    range.start + first..range.start + left
}

/// Cuts `text` at every line break Unicode knows: LF, CRLF, CR, VT, FF, NEL, LS and PS.
pub(super) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            // The LF of a CRLF ends nothing by itself.
            if c != '\n' || at == 0 || start != at || text.as_bytes()[at - 1] != b'\r' {
                lines.extend(items(text, start..at).map(|range| line(text, range)));
            }
            start = at + c.len_utf8();
        }
    }
    lines.extend(items(text, start..text.len()).map(|range| line(text, range)));
    lines
}

/// `range`, a line, or the items of a list in it: "• Rents fall • Taxes rise".
fn items(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let slice = &text[range.clone()];
    let glyph = slice.trim_start().chars().next().filter(|c| GLYPHS.contains(c));
    let free = |at: usize, c: char| {
        let after = &slice[at + c.len_utf8()..];
        slice[..at].ends_with(char::is_whitespace) && after.starts_with(char::is_whitespace)
    };
    let mut cuts = vec![range.start];
    if let Some(glyph) = glyph {
        let inner = slice.match_indices(glyph).skip(1).filter(|&(at, _)| free(at, glyph));
        cuts.extend(inner.map(|(at, _)| range.start + at));
    }
    cuts.push(range.end);
    (1..cuts.len()).map(move |i| cuts[i - 1]..cuts[i])
}

fn line(text: &str, range: Range<usize>) -> Line {
    let ink = inked(text, range.clone());
    let mut indent = 0;
    for c in text[range.start..ink.start].chars() {
        indent += if c == '\t' { 4 } else { 1 };
    }
    let words = &text[ink.clone()];
    let (look, cut_front, cut_back) = look(words);
    Line {
        body: inked(text, ink.start + cut_front..ink.end - cut_back),
        width: words.chars().count(),
        inked: ink,
        indent,
        look,
    }
}

/// The look of a line's words, and the bytes of markup before and after them.
fn look(words: &str) -> (Look, usize, usize) {
    let Some(first) = words.chars().next() else {
        return (Look::Blank, 0, 0);
    };
    if let Some(look) = ruled(words, first) {
        return (look, 0, 0);
    }
    let after_first = &words[first.len_utf8()..];
    let spaced = |rest: &str| rest.starts_with(char::is_whitespace) && rest.contains(is_ink);
    match first {
        '`' if words.starts_with("```") => {
            let info = words.trim_start_matches('`');
            let is_fence = info
                .trim()
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+#-_".contains(c));
            return (if is_fence { Look::Fence } else { Look::Plain }, 0, 0);
        }
        '#' => {
            let rest = words.trim_start_matches('#');
            let level = words.len() - rest.len();
            if level <= 6 && spaced(rest) {
                let closed = rest.trim_end_matches('#');
                let back = if closed.ends_with(char::is_whitespace) {
                    rest.len() - closed.len()
                } else {
                    0
                };
                return (Look::Hashed(level as u8), level, back);
            }
        }
        '*' if is_bold(words) => return (Look::Bold, 2, 2),
        '>' => {
            let front = words.len() - words.trim_start_matches(|c: char| c == '>' || c.is_whitespace()).len();
            return (Look::Quote, front, 0);
        }
        '|' if words.len() > 2 && words.ends_with('|') => return (Look::Row, 1, 1),
        _ => {}
    }
    if GLYPHS.contains(&first) && after_first.contains(is_ink) || DASHES.contains(&first) && spaced(after_first) {
        return (Look::Bullet(first), first.len_utf8(), 0);
    }
    if let Some(front) = ordinal(words)
        && spaced(&words[front..])
    {
        return (Look::Ordered, front, 0);
    }
    // A line of prose may hold one stray tab or pipe; whether this is a table, its neighbours tell.
    let piped = words.contains(" | ");
    if words.contains('\t') || piped {
        return (Look::Row, 0, 0);
    }
    (Look::Plain, 0, 0)
}

/// Separators: one character over and over, white space apart; the rule of a table; a bullet alone.
fn ruled(words: &str, first: char) -> Option<Look> {
    if GLYPHS.contains(&first) || "-–—=*_~+#|>·".contains(first) {
        let mut same = 0;
        let mut others = 0;
        for c in words.chars().filter(|c| is_ink(*c)) {
            if c == first {
                same += 1;
            } else if "|:-+".contains(c) {
                others += 1;
            } else {
                return None;
            }
        }
        return match first {
            '=' | '-' if others == 0 && same >= 3 && !words.contains(char::is_whitespace) => Some(Look::Underline),
            '|' | '+' if others >= 3 => Some(Look::Rule),
            _ if others == 0 && (same >= 3 || same == words.chars().count()) => Some(Look::Rule),
            _ => None,
        };
    }
    None
}

/// Two stars around the whole line and none between them.
fn is_bold(words: &str) -> bool {
    words
        .strip_prefix("**")
        .and_then(|w| w.strip_suffix("**"))
        .is_some_and(|inner| !inner.contains('*') && inner.contains(is_ink))
}

/// Bytes of `1.`, `1)`, `(1)`, `a)` or `(a)` at the start; at most three digits, so that years stay words.
fn ordinal(words: &str) -> Option<usize> {
    let bytes = words.as_bytes();
    let open = usize::from(bytes.first() == Some(&b'('));
    let digits = bytes[open..].iter().take_while(|b| b.is_ascii_digit()).count();
    let letter = digits == 0 && bytes.get(open).is_some_and(u8::is_ascii_lowercase);
    let length = if letter { 1 } else { digits };
    if !(1..=3).contains(&length) {
        return None;
    }
    match bytes.get(open + length) {
        Some(b')') => Some(open + length + 1),
        Some(b'.') if open == 0 && !letter => Some(length + 1),
        _ => None,
    }
}

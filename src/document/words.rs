//! Words within a sentence.

use crate::span::Span;

/// The words of `within`, in order.
///
/// A word is a run of letters and digits; an apostrophe, hyphen, full stop, comma or ampersand belongs to it when it
/// stands between two such characters ("didn't", "cloud-native", "U.S", "29.3", "AT&T"; a comma only between digits).
pub(super) fn split(text: &str, within: Span) -> impl Iterator<Item = Span> + '_ {
    let mut rest = within.range();
    std::iter::from_fn(move || {
        let slice = &text[rest.clone()];
        let start = rest.start + slice.find(char::is_alphanumeric)?;
        let end = start + word_len(&text[start..rest.end]);
        rest.start = end;
        Span::new(text, start..end)
    })
}

/// Length in bytes of the word `text` starts with.
fn word_len(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut previous = ' ';
    while let Some((at, c)) = chars.next() {
        let joins = match c {
            _ if c.is_alphanumeric() || is_mark(c) => true,
            '\'' | '’' | '-' | '‐' | '‑' | '&' => chars.peek().is_some_and(|&(_, n)| n.is_alphanumeric()),
            '.' => chars
                .peek()
                .is_some_and(|&(_, n)| n.is_alphanumeric() && (previous.is_ascii_digit() == n.is_ascii_digit())),
            ',' => previous.is_ascii_digit() && chars.peek().is_some_and(|&(_, n)| n.is_ascii_digit()),
            _ => false,
        };
        if !joins {
            return at;
        }
        previous = c;
    }
    text.len()
}

/// Combining marks continue a letter: "é" may be two characters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_inner_punctuation() {
        let text =
            "AT&T didn't pay $29.3 billion, or 1,200 “cloud-native” jobs in the U.S. in 2025.Then e\u{301}te\u{301}";
        let span = Span::new(text, 0..text.len()).expect("whole text");
        let words: Vec<_> = split(text, span).map(|w| w.slice(text)).collect();
        let expected = [
            "AT&T",
            "didn't",
            "pay",
            "29.3",
            "billion",
            "or",
            "1,200",
            "cloud-native",
            "jobs",
            "in",
            "the",
            "U.S",
            "in",
            "2025",
            "Then",
            "e\u{301}te\u{301}",
        ];
        assert_eq!(words, expected);
    }
}

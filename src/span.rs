//! Byte spans: the only way anything in a recap points at the article.

use std::ops::Range;

use serde::Serialize;

/// A half-open, non-empty range of UTF-8 bytes `[start, end)` into an article's text, both ends on character boundaries.
///
/// The constructor checks this against the text, so a span that exists can be sliced without a second thought:
///
/// ```
/// use quickrecap::Span;
///
/// let text = "Sales rose 4 % in Öland.";
/// let span = Span::new(text, 18..24).expect("on boundaries");
/// assert_eq!(span.slice(text), "Öland");
/// assert!(Span::new(text, 18..19).is_none(), "cuts the Ö in two");
/// assert!(Span::new(text, 5..5).is_none(), "holds nothing");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The span of `range` (bytes) in `text`; `None` when it is empty, out of range or cuts a character.
    pub fn new(text: &str, range: Range<usize>) -> Option<Self> {
        let holds = range.start < range.end && text.get(range.clone()).is_some();
        holds.then_some(Self {
            start: range.start,
            end: range.end,
        })
    }

    /// Like [`Span::new`], less the white space at both ends; `None` when nothing else is left.
    pub fn trimmed(text: &str, range: Range<usize>) -> Option<Self> {
        let slice = text.get(range.clone())?;
        let start = range.start + (slice.len() - slice.trim_start().len());
        Self::new(text, start..start + slice.trim().len())
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end
    }

    /// The bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The words it stands for. `text` must be the text it was made from.
    ///
    /// # Panics
    /// When `text` is another, shorter text.
    pub fn slice(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// One or more spans, in text order: what a claim of the recap rests on. It cannot be empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Evidence(Vec<Span>);

impl Evidence {
    /// Sorts `spans`; `None` when there are none.
    pub fn new(mut spans: Vec<Span>) -> Option<Self> {
        spans.sort_unstable();
        (!spans.is_empty()).then_some(Self(spans))
    }

    /// The spans, in text order.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// The first span.
    pub fn first(&self) -> Span {
        self.0[0]
    }
}

impl From<Span> for Evidence {
    fn from(span: Span) -> Self {
        Self(vec![span])
    }
}

/// The words of `text` with every run of white space and control characters made one space: what a span looks like in
/// output. A word that the end of a line has parted ("kilo-", line break, "grams") is one again, and the marks that lines
/// of quoted mail begin with (">") go. Nothing else changes, so the words stay the article's own.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for (row, words) in text.split('\n').enumerate() {
        let words = words
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|word| !word.is_empty())
            .skip_while(|word| row > 0 && word.bytes().all(|b| b == b'>'));
        for (at, word) in words.enumerate() {
            if at == 0 && row > 0 && is_parted(&line, word) {
                line.pop();
            } else if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    line
}

/// Whether the hyphen that ends `line` only parts a word that the next line goes on with `rest`. That of a compound
/// ("well-", line break, "known") stays.
fn is_parted(line: &str, rest: &str) -> bool {
    const COMPOUNDS: &[&str] = &[
        "all", "anti", "co", "cross", "double", "ex", "far", "first", "five", "four", "full", "half", "hard", "high",
        "long", "low", "mid", "much", "multi", "new", "non", "off", "old", "on", "one", "open", "part", "post", "pre",
        "pro", "second", "self", "semi", "short", "six", "so", "state", "ten", "three", "two", "well",
    ];
    let word = line.rsplit(' ').next().unwrap_or_default();
    let Some(stem) = word.strip_suffix('-') else {
        return false;
    };
    let stem = stem.trim_start_matches(|c: char| !c.is_alphanumeric());
    stem.chars().count() > 1
        && stem.chars().skip(1).all(char::is_lowercase)
        && stem.starts_with(char::is_alphabetic)
        && rest.starts_with(char::is_lowercase)
        && !COMPOUNDS.contains(&stem.to_lowercase().as_str())
        && !matches!(rest, "and" | "or" | "to")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_parted_by_the_end_of_a_line_is_one_again() {
        for (text, expected) in [
            ("ninety kilo-\n  grams of ice", "ninety kilograms of ice"),
            ("a well-\nknown mill", "a well- known mill"),
            ("pre- and\npost-\nwar", "pre- and post- war"),
            ("the mill -\nthe old one", "the mill - the old one"),
            ("the Quist-\nLund mill", "the Quist- Lund mill"),
        ] {
            assert_eq!(one_line(text), expected);
        }
    }

    #[test]
    fn marks_of_quoted_mail_are_no_words() {
        assert_eq!(
            one_line("it closed on\n> > Friday, for 5 > 3"),
            "it closed on Friday, for 5 > 3"
        );
    }
}

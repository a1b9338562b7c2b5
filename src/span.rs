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
/// output. Nothing else changes, so the words stay the article's own.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
    {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

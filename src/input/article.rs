//! What every reader produces: clean text, its block structure and what the source says about itself.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::span::Span;

/// Most characters of a title.
pub(super) const MAX_TITLE: usize = 300;

/// An article as read: clean text with structure, before any linguistic analysis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The text all spans point into. For plain text and JSONL exactly the decoded input; for other formats the
    /// extracted text.
    pub text: String,
    /// The parts of `text` in order, without overlaps. Bullets, numbers and markup lie between blocks, not in them.
    pub blocks: Vec<Block>,
    /// What the source says about itself.
    pub meta: Meta,
}

impl Article {
    /// Whether any block holds a letter or a digit: without one there is nothing to recap.
    pub fn has_words(&self) -> bool {
        let holds = |block: &Block| block.span.slice(&self.text).contains(char::is_alphanumeric);
        self.blocks.iter().any(holds)
    }
}

/// One paragraph-level part of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is: content only, without bullet or markup; may hold line breaks.
    pub span: Span,
}

/// The kinds of [`Block`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading; level 1 is the article's title, sections start at 2.
    Heading {
        /// 1 (title) to 6.
        level: u8,
    },
    /// Running text.
    Paragraph,
    /// One item of a list.
    ListItem {
        /// Nesting, 0 for the outermost list.
        depth: u8,
    },
    /// A block quotation.
    Quote,
    /// One row of a table, its cells separated by tabs or ` | `.
    TableRow,
    /// Preformatted text or code: part of the text, never of a recap.
    Code,
}

/// What the source says about itself. Everything is optional: saved articles seldom have it all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// The input's own identifier (JSONL `id`).
    pub id: Option<String>,
    /// The title as given, or the text of the title heading.
    pub title: Option<String>,
    /// Where the article was saved from; http or https only.
    pub url: Option<String>,
    /// The name of the site it was published on.
    pub site: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The day it was published.
    pub date: Option<Date>,
    /// What whoever reads the recap should know about how the article was read: that the page looks cut, say. Each is the rest
    /// of a sentence that begins with the input's name.
    #[serde(default)]
    pub notices: Vec<String>,
}

impl Meta {
    /// Takes from `other` what is not known yet.
    pub(super) fn fill(&mut self, other: Self) {
        self.title = self.title.take().or(other.title);
        self.url = self.url.take().or(other.url);
        self.site = self.site.take().or(other.site);
        self.byline = self.byline.take().or(other.byline);
        self.date = self.date.or(other.date);
    }

    /// Cuts a title or byline that is no longer one: more than [`MAX_TITLE`] characters.
    pub(super) fn shorten(&mut self) {
        for words in [&mut self.title, &mut self.byline].into_iter().flatten() {
            if let Some((end, _)) = words.char_indices().nth(MAX_TITLE) {
                let end = words[..end].rfind(' ').unwrap_or(end);
                words.truncate(end);
                words.push('…');
            }
        }
    }
}

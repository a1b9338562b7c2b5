//! Puts an article together from blocks that were read one by one: HTML and PDF come that way.

use crate::input::{Article, Block, BlockKind, Meta};
use crate::span::Span;

/// Text and blocks so far.
#[derive(Debug, Default)]
pub(super) struct Outline {
    text: String,
    blocks: Vec<Block>,
}

impl Outline {
    /// Adds a block, if there is anything to see in `words`. List items and table rows follow each other on lines of
    /// their own, other blocks after a blank line; a list item gets its `marker`, which is no part of the block.
    pub(super) fn push(&mut self, kind: BlockKind, marker: &str, words: &str) {
        let words = words.trim();
        if !super::text::has_ink(words) {
            return;
        }
        let tight = matches!(
            (self.blocks.last().map(|b| b.kind), kind),
            (Some(BlockKind::ListItem { .. }), BlockKind::ListItem { .. })
                | (Some(BlockKind::TableRow), BlockKind::TableRow)
        );
        if !self.text.is_empty() {
            self.text.push_str(if tight { "\n" } else { "\n\n" });
        }
        if let BlockKind::ListItem { depth } = kind {
            self.text.push_str(&"  ".repeat(usize::from(depth.min(8))));
            self.text.push_str(marker);
        }
        let start = self.text.len();
        self.text.push_str(words);
        let span = Span::trimmed(&self.text, start..self.text.len());
        self.blocks.extend(span.map(|span| Block { kind, span }));
    }

    /// The article, whose title heading is the one of the first blocks that says what `meta.title` says. Other
    /// headings of level 1 become sections.
    pub(super) fn finish(mut self, mut meta: Meta) -> Article {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let words = |b: &Block| super::source::words(b.span.slice(&self.text));
        let is_heading = |b: &&Block| matches!(b.kind, BlockKind::Heading { .. });
        let is_first = |b: &&Block| b.kind == BlockKind::Heading { level: 1 };
        if meta.title.is_none() {
            meta.title = self.blocks.iter().find(is_first).and_then(words);
        }
        let title = self
            .blocks
            .iter()
            .take(4)
            .position(|b| is_heading(&b) && words(b).is_some_and(|w| Some(w) == meta.title));
        for (index, block) in self.blocks.iter_mut().enumerate() {
            if Some(index) == title {
                block.kind = BlockKind::Heading { level: 1 };
            } else if block.kind == (BlockKind::Heading { level: 1 }) {
                block.kind = BlockKind::Heading { level: 2 };
            }
        }
        Article {
            text: self.text,
            blocks: self.blocks,
            meta,
        }
    }
}

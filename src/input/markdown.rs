//! Markdown in: the words of a CommonMark document, without its markup.
//!
//! Owns what becomes of each construct. Links, emphasis and inline code are their words; pictures, footnotes, comments
//! and tags go; soft line breaks are spaces. Blocks are parted by blank lines, list items and table rows by line ends.

mod clipping;
mod front;
mod html;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::input::{Article, Block, BlockKind, Meta, source};
use crate::span::Span;

pub(super) use front::front_matter;

/// Reads `markdown`. The article's text is what is left of it without markup; an input of markup only gives no blocks.
///
/// The title is that of the front matter, else the first heading of level 1, else a heading that opens the text. Only
/// one heading has level 1; further ones are taken as sections.
///
/// ```
/// use quickrecap::input::{BlockKind, markdown};
///
/// let article = markdown::read("---\ntitle: Rents\n---\n\n## Why\n\n1. [New flats](https://example.org)\n2. *Fewer* tenants\n");
/// assert_eq!(article.text, "Why\n\n1. New flats\n2. Fewer tenants\n");
/// assert_eq!(article.blocks[0].kind, BlockKind::Heading { level: 2 });
/// assert_eq!(article.blocks[1].span.slice(&article.text), "New flats");
/// assert_eq!(article.meta.title.as_deref(), Some("Rents"));
/// ```
pub fn read(markdown: &str) -> Article {
    let (mut meta, body) = match front_matter(markdown) {
        Some((front, body)) => (front.meta(), body),
        None => (Meta::default(), markdown),
    };
    let clipped = clipping::without_marks(body);
    if let Some(said) = &clipped.said {
        meta.fill(said.meta());
    }
    let mut extractor = Extractor::default();
    for event in Parser::new_ext(&clipped.text, options()) {
        extractor.take(event);
    }
    extractor.close();
    let Extractor {
        mut text, mut blocks, ..
    } = extractor;
    if !text.is_empty() {
        text.push('\n');
    }
    settle_title(&text, &mut blocks, &mut meta);
    Article { text, blocks, meta }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
}

/// Finds the title heading, makes it the only one of level 1, and fills in the title where the front matter has none.
fn settle_title(text: &str, blocks: &mut [Block], meta: &mut Meta) {
    let level = |block: &Block| match block.kind {
        BlockKind::Heading { level } => Some(level),
        _ => None,
    };
    let says_title = |b: &Block| level(b).is_some() && source::words(b.span.slice(text)) == meta.title;
    // A heading that opens the text is its title, unless others have the same rank.
    let mut ranks = blocks.iter().filter_map(level);
    let opens = match (blocks.first().and_then(level), ranks.next()) {
        (Some(first), Some(_)) if first == 1 || ranks.all(|rank| rank > first) => Some(0),
        _ => None,
    };
    let title = match &meta.title {
        Some(_) => blocks
            .iter()
            .take(3)
            .position(says_title)
            .or(opens.filter(|i| level(&blocks[*i]) == Some(1))),
        None => blocks.iter().position(|b| level(b) == Some(1)).or(opens),
    };
    for (index, block) in blocks.iter_mut().enumerate() {
        if Some(index) == title {
            block.kind = BlockKind::Heading { level: 1 };
            if meta.title.is_none() {
                meta.title = source::words(block.span.slice(text));
            }
        } else if level(block) == Some(1) {
            block.kind = BlockKind::Heading { level: 2 };
        }
    }
}

/// What the words are in at the moment.
#[derive(Default)]
struct Extractor {
    text: String,
    blocks: Vec<Block>,
    /// The block that words go to: its kind, where its words start, and how long the text was before it.
    open: Option<(BlockKind, usize, usize)>,
    /// One entry for every list around, the next number of an ordered one in it.
    lists: Vec<Option<u64>>,
    /// The bullet or number of an item that has no words yet.
    marker: Option<String>,
    quotes: usize,
    /// Inside of pictures and footnotes, whose words are left out.
    hidden: usize,
    /// Inside of an inline `<script>` or `<style>`.
    silent: html::Silence,
    /// The source of the HTML block around.
    html: String,
    /// A cell of the table row has been written.
    cells: bool,
    code: bool,
    /// The next words of an item start a new line of it.
    break_item: bool,
}

impl Extractor {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if self.code => self.write_raw(&words),
            Event::Text(words) | Event::Code(words) => self.write(&words),
            Event::InlineMath(words) | Event::DisplayMath(words) => self.write(&words),
            Event::Html(source) => self.html.push_str(&source),
            Event::InlineHtml(tag) => {
                self.silent.see(&tag);
                if html::is_break(&tag) {
                    self.write_raw("\n");
                }
            }
            Event::SoftBreak => self.write_raw(" "),
            Event::HardBreak => self.write_raw("\n"),
            Event::Rule => self.close(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.open(BlockKind::Heading { level: level as u8 }),
            Tag::Paragraph => {
                let in_item = matches!(self.open, Some((BlockKind::ListItem { .. }, ..)));
                if in_item { self.break_item = true } else { self.close() }
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.open(BlockKind::Code);
                self.code = true;
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(first);
            }
            Tag::Item => {
                self.close();
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let marker = format!("{number}. ");
                        *number = number.saturating_add(1);
                        marker
                    }
                    _ => "- ".to_owned(),
                });
            }
            Tag::Table(_) | Tag::HtmlBlock => self.close(),
            Tag::TableHead | Tag::TableRow => {
                self.open(BlockKind::TableRow);
                self.cells = false;
            }
            Tag::TableCell => {
                if self.cells {
                    self.write_raw(" | ");
                }
                self.cells = true;
            }
            Tag::Image { .. } | Tag::FootnoteDefinition(_) => {
                if matches!(tag, Tag::FootnoteDefinition(_)) {
                    self.close();
                }
                self.hidden += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image | TagEnd::FootnoteDefinition => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.close();
                self.marker = None;
            }
            TagEnd::CodeBlock => {
                self.code = false;
                self.close();
            }
            TagEnd::HtmlBlock => {
                let source = std::mem::take(&mut self.html);
                for paragraph in html::paragraphs(&source) {
                    self.close();
                    self.write(&paragraph);
                }
                self.close();
            }
            TagEnd::Paragraph => {
                self.silent = html::Silence::default();
                if self.lists.is_empty() {
                    self.close();
                }
            }
            TagEnd::Heading(_) | TagEnd::TableHead | TagEnd::TableRow | TagEnd::Table => self.close(),
            _ => {}
        }
    }

    /// Writes words, into a new block if none is open.
    fn write(&mut self, words: &str) {
        if self.hidden > 0 || self.silent.is_on() || words.is_empty() {
            return;
        }
        if self.open.is_none() {
            let kind = if self.lists.is_empty() {
                if self.quotes > 0 {
                    BlockKind::Quote
                } else {
                    BlockKind::Paragraph
                }
            } else {
                let depth = u8::try_from(self.lists.len() - 1).unwrap_or(u8::MAX);
                BlockKind::ListItem { depth }
            };
            self.open(kind);
        } else if self.break_item {
            self.text.push('\n');
        }
        self.break_item = false;
        self.text.push_str(words);
    }

    /// Writes what means something between words only: breaks, the bars between cells, lines of code.
    fn write_raw(&mut self, words: &str) {
        if self.hidden == 0 && !self.silent.is_on() && self.open.is_some() {
            self.text.push_str(words);
        }
    }

    fn open(&mut self, kind: BlockKind) {
        self.close();
        let before = self.text.len();
        let tight = matches!(
            (self.blocks.last().map(|b| b.kind), kind),
            (Some(BlockKind::ListItem { .. }), BlockKind::ListItem { .. })
                | (Some(BlockKind::TableRow), BlockKind::TableRow)
        );
        if before > 0 {
            self.text.push_str(if tight { "\n" } else { "\n\n" });
        }
        if let BlockKind::ListItem { depth } = kind {
            // Bounded: a hundred nested lists must not make each of their lines a hundred columns longer.
            self.text.push_str(&"  ".repeat(usize::from(depth.min(8))));
            self.text.push_str(self.marker.take().as_deref().unwrap_or("  "));
        }
        self.open = Some((kind, self.text.len(), before));
    }

    /// Ends the open block; one without words leaves no trace.
    fn close(&mut self) {
        self.break_item = false;
        let Some((kind, start, before)) = self.open.take() else {
            return;
        };
        let words = super::text::inked(&self.text, start..self.text.len());
        let words = match kind {
            // Missing cells at the end of a row leave bars behind.
            BlockKind::TableRow => words.start..words.start + self.text[words].trim_end_matches([' ', '|']).len(),
            _ => words,
        };
        match Span::new(&self.text, words.clone()) {
            Some(span) => {
                self.text.truncate(words.end);
                self.blocks.push(Block { kind, span });
            }
            None => self.text.truncate(before),
        }
    }
}

#[cfg(test)]
mod tests;

//! The structure of a page: its elements as headings, paragraphs, list items, quotes, table rows and code.
//!
//! Owns what becomes of each element. Captions, pictures, forms and scripts are left out.

use trafilatura::dom::{Document, NodeId};

use crate::input::BlockKind;
use crate::input::outline::Outline;

/// One block of a page, not yet known to be of its article.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) kind: BlockKind,
    /// The bullet or number of a list item.
    pub(super) marker: String,
    pub(super) words: String,
    /// Bytes of `words` that are links.
    pub(super) linked: usize,
    /// Hidden from readers, or in a part that is marked as no part of the article.
    pub(super) aside: bool,
}

impl Piece {
    /// Nothing but links, or nearly so.
    pub(super) fn is_linked(&self) -> bool {
        self.linked * 10 >= self.words.len() * 8
    }
}

/// The text made of `pieces`.
pub(super) fn outline(pieces: &[Piece]) -> Outline {
    let mut outline = Outline::default();
    for piece in pieces {
        outline.push(piece.kind, &piece.marker, &piece.words);
    }
    outline
}

/// Elements whose words are no part of an article.
const SILENT: &[&str] = &[
    "script",
    "style",
    "template",
    "noscript",
    "head",
    "title",
    "meta",
    "link",
    "figcaption",
    "caption",
    "svg",
    "math",
    "canvas",
    "audio",
    "video",
    "object",
    "embed",
    "iframe",
    "select",
    "textarea",
    "input",
    "nav",
    "dialog",
];
/// Elements that stand in a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Classes and identifiers of parts that are no part of the article around them, and what others of the kind contain.
const APART: &[&str] = &["related", "toc", "share", "sharing", "promo", "pullquote"];
const APART_PARTS: &[&str] = &[
    "newsletter",
    "signup",
    "sign-up",
    "subscribe-",
    "related-",
    "recirc",
    "sponsor",
    "advert",
    "social-share",
    "share-bar",
    "read-more",
    "readmore",
];

/// The blocks of `document`, in order.
pub(super) fn pieces(document: &Document) -> Vec<Piece> {
    let mut walker = Walker {
        document,
        pieces: Vec::new(),
        links: 0,
        linked: 0,
        words: String::new(),
        kind: BlockKind::Paragraph,
        lists: Vec::new(),
        marker: None,
        quotes: 0,
        asides: 0,
        articles: 0,
    };
    walker.children(document.body().unwrap_or_else(|| document.root()));
    walker.flush();
    walker.pieces
}

struct Walker<'a> {
    document: &'a Document,
    pieces: Vec<Piece>,
    /// Links around.
    links: usize,
    /// Bytes of `words` that are links.
    linked: usize,
    /// The words of the block that is being read.
    words: String,
    kind: BlockKind,
    /// One entry for every list around: the next number of an ordered one.
    lists: Vec<Option<u32>>,
    /// The bullet or number of an item that has not been written yet.
    marker: Option<String>,
    quotes: usize,
    /// Parts around that stand apart, and articles.
    asides: usize,
    articles: usize,
}

impl Walker<'_> {
    /// Recursion is bounded by the depth that the page was let in with.
    fn children(&mut self, parent: NodeId) {
        for child in self.document.child_nodes(parent) {
            if self.document.is_text(child) {
                let words = self.document.outer_html(child);
                self.write(&words);
            } else if self.document.is_element(child) {
                let name = self.document.tag_name(child).to_owned();
                self.element(child, &name);
            }
        }
    }

    fn element(&mut self, node: NodeId, name: &str) {
        let inline = INLINE.contains(&name);
        let apart = !SILENT.contains(&name) && self.is_apart(node, name, inline);
        if apart && inline {
            return;
        }
        if apart {
            self.flush();
        }
        let article = usize::from(name == "article");
        self.asides += usize::from(apart);
        self.articles += article;
        self.enter(node, name);
        self.articles -= article;
        if apart {
            self.flush();
        }
        self.asides -= usize::from(apart);
    }

    /// Whether an element is hidden, or marked as no part of the article around it.
    fn is_apart(&self, node: NodeId, name: &str, inline: bool) -> bool {
        if name == "sup" {
            let mark = self.document.iter_text(node, "");
            let mark = mark.trim();
            return mark.len() <= 24 && mark.starts_with('[') && mark.ends_with(']');
        }
        let style = self.document.get_attribute(node, "style").unwrap_or_default();
        let style: String = style.to_ascii_lowercase().split_ascii_whitespace().collect();
        let hidden = self.document.get_attribute(node, "hidden").is_some()
            || style.contains("display:none")
            || style.contains("visibility:hidden")
            || !inline
                && self
                    .document
                    .get_attribute(node, "aria-hidden")
                    .is_some_and(|value| value == "true");
        let names = [self.document.class_name(node), self.document.id_attr(node)]
            .join(" ")
            .to_ascii_lowercase();
        let mut names = names.split_ascii_whitespace();
        if inline {
            return hidden || names.any(|name| name == "mw-editsection");
        }
        let nested = name == "article" && self.articles > 0;
        let part = matches!(name, "div" | "section" | "aside" | "p" | "ul" | "form") || nested;
        hidden
            || nested
            || part && names.any(|name| APART.contains(&name) || APART_PARTS.iter().any(|part| name.contains(part)))
    }

    fn enter(&mut self, node: NodeId, name: &str) {
        match name {
            _ if SILENT.contains(&name) => {}
            // In the middle of a line it is a word of the text, such as a footnote's number.
            "button" if self.words.is_empty() => {}
            "br" => self.line_break(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                self.block(node, BlockKind::Heading { level });
            }
            "ul" | "ol" | "menu" | "dir" => {
                self.flush();
                let first = self
                    .document
                    .get_attribute(node, "start")
                    .and_then(|s| s.trim().parse().ok());
                self.lists.push((name == "ol").then_some(first.unwrap_or(1)));
                self.children(node);
                self.flush();
                self.lists.pop();
                self.marker = None;
            }
            "li" => self.item(node),
            "blockquote" => {
                self.flush();
                self.quotes += 1;
                self.children(node);
                self.flush();
                self.quotes -= 1;
            }
            "pre" | "listing" => {
                self.flush();
                let code = self.document.text_content(node);
                self.push(BlockKind::Code, String::new(), code.trim_matches(['\n', '\r']), 0);
            }
            "table" if self.is_layout(node) => {
                self.flush();
                self.children(node);
                self.flush();
            }
            "tr" if !self.is_layout(node) => self.row(node),
            "hr" => self.flush(),
            "a" => {
                // A link within the page is a footnote or the mark of a heading.
                let href = self.document.get_attribute(node, "href");
                let away = usize::from(href.is_some_and(|h| !h.trim_start().starts_with('#')));
                self.links += away;
                self.children(node);
                self.links -= away;
            }
            "sup" => match raised(&self.document.iter_text(node, "")) {
                Some(digits) => self.write(&digits),
                None => self.children(node),
            },
            // Elements of a site's own making mean nothing by themselves.
            _ if INLINE.contains(&name) || name.contains('-') => self.children(node),
            _ => {
                self.flush();
                self.children(node);
                self.flush();
            }
        }
    }

    fn block(&mut self, node: NodeId, kind: BlockKind) {
        self.flush();
        let around = std::mem::replace(&mut self.kind, kind);
        self.children(node);
        self.flush();
        self.kind = around;
    }

    fn item(&mut self, node: NodeId) {
        self.flush();
        self.marker = Some(match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            Some(None) => "- ".to_owned(),
            None => {
                // An item without a list around it.
                self.lists.push(None);
                self.marker = Some("- ".to_owned());
                self.children(node);
                self.flush();
                self.lists.pop();
                self.marker = None;
                return;
            }
        });
        self.children(node);
        self.flush();
        self.marker = None;
    }

    /// A table or row made for its looks: its cells hold blocks of their own.
    fn is_layout(&self, node: NodeId) -> bool {
        let blocks = ["p", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "table", "pre"];
        let cells = self.document.iter_descendants(node, &["td", "th"]);
        cells.len() == 1
            || cells.iter().take(200).any(|cell| {
                let inside = self.document.iter_descendants(*cell, &blocks);
                inside.len() > 1
            })
    }

    fn row(&mut self, node: NodeId) {
        self.flush();
        let mut row = String::new();
        for cell in self.document.child_nodes(node) {
            if !matches!(self.document.tag_name(cell), "td" | "th") {
                continue;
            }
            let words = self.document.iter_text(cell, " ");
            if !row.is_empty() {
                row.push_str(" | ");
            }
            push_words(&mut row, &words);
        }
        let row = row.trim_end_matches([' ', '|']);
        self.push(BlockKind::TableRow, String::new(), row, 0);
    }

    /// White space is one space, and none at the start of a line.
    fn write(&mut self, words: &str) {
        let before = self.words.len();
        push_words(&mut self.words, words);
        if self.links > 0 {
            self.linked += self.words.len() - before;
        }
    }

    /// One break is a line end, two are a new paragraph.
    fn line_break(&mut self) {
        let written = self.words.trim_end_matches(' ').len();
        self.words.truncate(written);
        if self.words.ends_with('\n') {
            self.flush();
        } else if !self.words.is_empty() {
            self.words.push('\n');
        }
    }

    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let linked = std::mem::take(&mut self.linked);
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        let kind = match self.kind {
            BlockKind::Paragraph if !self.lists.is_empty() => BlockKind::ListItem {
                depth: u8::try_from(self.lists.len() - 1).unwrap_or(u8::MAX),
            },
            BlockKind::Paragraph if self.quotes > 0 => BlockKind::Quote,
            kind => kind,
        };
        let words = match kind {
            BlockKind::Heading { .. } => std::borrow::Cow::Owned(words.replace('\n', " ")),
            _ => words.into(),
        };
        // A second paragraph of an item has no bullet.
        let marker = self.marker.take();
        self.push(kind, marker.unwrap_or_else(|| "  ".to_owned()), &words, linked);
    }

    fn push(&mut self, kind: BlockKind, marker: String, words: &str, linked: usize) {
        let words = words.to_owned();
        self.pieces.push(Piece {
            kind,
            marker,
            words,
            linked,
            aside: self.asides > 0,
        });
    }
}

/// Digits and signs, each with the character that stands for it raised.
pub(super) const RAISED: &[(char, char)] = &[
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('-', '⁻'),
    ('−', '⁻'),
];
/// Characters of an exponent or of a footnote's number.
const MOST_RAISED: usize = 3;

/// `words` raised, if they are a number: an exponent written on the line would be another number.
fn raised(words: &str) -> Option<String> {
    let words = words.trim();
    let raise = |c| RAISED.iter().find(|(plain, _)| *plain == c).map(|(_, raised)| *raised);
    let number = words.ends_with(|c: char| c.is_ascii_digit()) && words.chars().nth(MOST_RAISED).is_none();
    if number {
        words.chars().map(raise).collect()
    } else {
        None
    }
}

/// Adds `words` with every run of white space made one space.
fn push_words(into: &mut String, words: &str) {
    for (index, word) in words.split(is_space).filter(|w| !w.is_empty()).enumerate() {
        let apart = index > 0 || words.starts_with(is_space);
        if apart && !into.is_empty() && !into.ends_with([' ', '\n']) {
            into.push(' ');
        }
        into.push_str(word);
    }
    if words.ends_with(is_space) && !into.is_empty() && !into.ends_with([' ', '\n']) {
        into.push(' ');
    }
}

/// What HTML takes for white space, and the no-break space, which saved pages use for all kinds of looks.
fn is_space(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\u{a0}'
}

#[cfg(test)]
mod tests;

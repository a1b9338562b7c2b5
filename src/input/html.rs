//! HTML in: the article of a web page, with its structure, and what the page says about it.
//!
//! Owns the order of steps: encoding, limits, extraction, second opinion, structure. Which part of a page is its article
//! is decided by `trafilatura`, and by `dom_smoothie` (Mozilla's Readability) where that finds little. Both run on a
//! thread with a deep stack; what could overflow even that, or take long, is refused before.

mod blocks;
mod charset;
mod choose;
mod chrome;
mod json_ld;
mod meta;
mod slim;
mod whole;

use encoding_rs::Encoding;
use trafilatura::dom::Document;
use trafilatura::{ExtractionFocus, Options};

use crate::input::{Article, BlockKind, Error, Format, decode};

use blocks::Piece;
use meta::Head;

/// Stack for the extractors, bytes: some walk the page by recursion. Only what is used takes memory.
const STACK: usize = 256 << 20;

/// Reads the page in `bytes`. Its encoding is, in this order, that of the byte-order mark, UTF-8 if valid, the one the
/// page declares, or a guess.
///
/// # Errors
/// [`Error::NoArticle`], [`Error::TooComplex`]; [`Error::Binary`] where `bytes` are no text.
pub fn read(bytes: &[u8]) -> Result<Article, Error> {
    read_as(bytes, None)
}

/// Like [`read`], where somebody else named the encoding: that comes before what the page declares.
pub(super) fn read_as(bytes: &[u8], named: Option<&'static Encoding>) -> Result<Article, Error> {
    let page = decode::decode_as(bytes, || named.or_else(|| charset::declared(bytes)))?;
    read_text(&page)
}

/// Reads a page that is text already.
///
/// ```
/// use quickrecap::input::{BlockKind, html};
///
/// let page = "<title>Rents fall</title><nav><a href=/>Home</a></nav><article><h1>Rents fall</h1>\
///     <p>Rents fell in May, the city said on Monday, for the first time in eight years of steady growth.</p>\
///     <h2>Why</h2><ul><li>New flats came onto the market</li><li>Fewer tenants moved</li></ul></article>";
/// let article = html::read_text(page)?;
/// assert_eq!(article.meta.title.as_deref(), Some("Rents fall"));
/// assert!(article.blocks.iter().any(|b| b.kind == BlockKind::ListItem { depth: 0 }));
/// assert!(!article.text.contains("Home"));
/// # Ok::<(), quickrecap::input::Error>(())
/// ```
///
/// # Errors
/// As [`read`].
pub fn read_text(page: &str) -> Result<Article, Error> {
    let page = slim::slim(page)?;
    on_deep_stack(|| extract(&page))
}

/// Runs `read` on a thread of its own, where a deep page does not overflow the stack and a panic ends nothing else.
fn on_deep_stack(read: impl FnOnce() -> Result<Article, Error> + Send) -> Result<Article, Error> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("html".to_owned()).stack_size(STACK);
        let running = thread
            .spawn_scoped(scope, read)
            .map_err(|source| Error::Io { source })?;
        running.join().unwrap_or_else(|_| {
            Err(Error::Damaged {
                format: Format::Html,
                reason: "the extractor failed on it".to_owned(),
            })
        })
    })
}

fn extract(page: &str) -> Result<Article, Error> {
    let document = Document::parse(page);
    let head = Head::new(&document, page);
    let pieces = blocks::pieces(&document);
    let described = json_ld::described(&document);
    let several = whole::several(&document);
    let options = Options::default()
        .with_fallback(true)
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_exclude_comments(true);
    let first = trafilatura::extract_document(document, &options).ok();
    let mut meta = head.meta(first.as_ref().map(|f| &f.metadata));
    let first = first
        .map(|f| blocks::pieces(&Document::parse(&f.content_html)))
        .unwrap_or_default();
    let chosen = choose::choose(&pieces, &first, || readability(page));
    let mut chosen = chrome::without_chrome(chosen);
    if let Some(several) = several.filter(|several| several.hold(&chosen)) {
        meta.notices.push(several.notice());
        chosen = several.into_pieces();
    }
    if let Some(described) = described {
        if described.words > 2 * whole::words(&chosen) {
            chosen = described.pieces;
        }
        meta.title = meta.title.or(described.title);
        meta.byline = meta.byline.or(described.byline);
        meta.date = meta.date.or(described.date);
    }
    let mut chosen = without_title(chosen, meta.title.as_deref());
    chrome::take_credit(&mut chosen, &mut meta);
    meta.notices.extend(whole::looks_cut(&pieces, &chosen));
    let article = blocks::outline(&chosen).finish(meta);
    if !article.has_words() {
        return Err(Error::NoArticle { format: Format::Html });
    }
    Ok(article)
}

/// The blocks without the title above them, which stands in [`Article::meta`](Article).
fn without_title(mut pieces: Vec<Piece>, title: Option<&str>) -> Vec<Piece> {
    let says_title = |p: &Piece| {
        matches!(p.kind, BlockKind::Heading { .. }) && title.is_some_and(|t| crate::span::one_line(&p.words) == t)
    };
    if let Some(at) = pieces.iter().take(4).position(says_title)
        && pieces.len() > 1
    {
        pieces.remove(at);
    }
    pieces
}

/// What the second extractor takes for the article.
fn readability(page: &str) -> Vec<Piece> {
    let found = dom_smoothie::Readability::new(page, None, None).and_then(|mut r| r.parse());
    found
        .map(|f| blocks::pieces(&Document::parse(&f.content)))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;

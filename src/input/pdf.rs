//! PDF in: the running text of a document, with headings, lists and tables as far as its layout shows them.
//!
//! Owns what becomes of lines: they are joined, hyphens at their ends taken out, running heads and page numbers dropped.
//! Finding lines, columns and headings is the library's; where it finds nothing, a second one is asked for plain text.

mod lines;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pdfboss_core::Document;
use pdfboss_output::{Block, Cell, LayoutOptions, Line, ListItem, Marker, PageLayout, ReadingOrder, Role, TextOptions};

use crate::input::outline::Outline;
use crate::input::{Article, BlockKind, Error, Format, Meta, source, text};

use lines::Words;

/// Most pages: a book of 3,000 pages is no article.
const MAX_PAGES: usize = 3_000;
/// Most bytes of text.
const MAX_TEXT: usize = 16 << 20;
/// Stack for the libraries, bytes: page trees and objects may nest. Only what is used takes memory.
const STACK: usize = 64 << 20;

/// Reads the document in `bytes`.
///
/// Its title is that of the document's properties, if that is no file name, else its first heading. The day in the
/// properties is when the file was made, not when the article was published: it is left out.
///
/// # Errors
/// [`Error::Encrypted`] when it needs a password, [`Error::Scanned`] when it holds pictures only, [`Error::Damaged`],
/// [`Error::NoText`], [`Error::TooComplex`].
pub fn read(bytes: &[u8]) -> Result<Article, Error> {
    // Damaged files made other libraries recurse and panic; neither may end the process.
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("pdf".to_owned()).stack_size(STACK);
        let running = thread
            .spawn_scoped(scope, || extract(bytes))
            .map_err(|source| Error::Io { source })?;
        running
            .join()
            .unwrap_or_else(|_| Err(damaged("its pages cannot be read")))
    })
}

fn extract(bytes: &[u8]) -> Result<Article, Error> {
    let first = catch_unwind(AssertUnwindSafe(|| laid_out(bytes)));
    let reason = match first {
        Ok(Ok(article)) if article.has_words() => return Ok(article),
        Ok(Err(error @ (Error::Encrypted | Error::TooComplex { .. }))) => return Err(error),
        Ok(Err(Error::Damaged { reason, .. })) => Some(reason),
        Ok(_) => None,
        Err(_) => Some("its pages cannot be read".to_owned()),
    };
    let second = catch_unwind(AssertUnwindSafe(|| plain(bytes)));
    if let Ok(Some(article)) = second
        && article.has_words()
    {
        return Ok(article);
    }
    Err(match reason {
        Some(reason) => damaged(&reason),
        None if has_pictures(bytes) => Error::Scanned,
        None => Error::NoText { format: Format::Pdf },
    })
}

/// Pictures are streams of their own, so that their marks stand in the file for all to see.
fn has_pictures(bytes: &[u8]) -> bool {
    let mark = b"/Image";
    bytes.windows(mark.len()).any(|window| window == mark)
}

fn laid_out(bytes: &[u8]) -> Result<Article, Error> {
    let document = Document::load(bytes.to_vec()).map_err(failed)?;
    if document.is_locked() {
        return Err(Error::Encrypted);
    }
    let count = document.page_count();
    if count == 0 {
        return Err(damaged("it has no pages"));
    }
    if count > MAX_PAGES {
        return Err(Error::TooComplex {
            what: "more than 3,000 pages",
        });
    }
    let (pages, reports) = pdfboss_output::extract_layout_reporting_opts(
        &document,
        ReadingOrder::Content,
        TextOptions::default(),
        &LayoutOptions {
            // Browsers print paragraphs 1.5 to 1.8 lines apart.
            paragraph_gap: 1.35,
            ..LayoutOptions::default()
        },
    )
    .map_err(failed)?;
    let properties = document.metadata();
    let meta = Meta {
        title: properties
            .title
            .as_deref()
            .and_then(source::words)
            .filter(|t| is_title(t)),
        byline: properties
            .author
            .as_deref()
            .and_then(source::words)
            .filter(|a| is_title(a)),
        url: saved_from(&pages),
        ..Meta::default()
    };
    let article = compose(&pages)?.finish(meta);
    if article.blocks.is_empty() && !reports.iter().all(pdfboss_output::ExtractReport::is_complete) {
        return Err(damaged("its pages cannot be read"));
    }
    Ok(article)
}

fn failed(error: pdfboss_core::Error) -> Error {
    match error {
        pdfboss_core::Error::Encrypted => Error::Encrypted,
        error => damaged(&crate::span::one_line(&error.to_string())),
    }
}

/// The words of the document without layout.
fn plain(bytes: &[u8]) -> Option<Article> {
    let document = lopdf::Document::load_mem(bytes).ok()?;
    let pages: Vec<u32> = document.get_pages().into_keys().take(MAX_PAGES).collect();
    let words = document.extract_text_with_limit(&pages, MAX_TEXT).ok()?;
    text::has_ink(&words).then(|| text::read(words))
}

fn damaged(reason: &str) -> Error {
    Error::Damaged {
        format: Format::Pdf,
        reason: reason.to_owned(),
    }
}

/// Properties are often the name of the file or of the program.
fn is_title(given: &str) -> bool {
    let lower = given.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let file = [
        ".doc", ".docx", ".pdf", ".indd", ".qxd", ".tex", ".odt", ".pages", ".html", ".htm",
    ];
    let made_up = [
        "untitled",
        "microsoft word",
        "unknown",
        "anonymous",
        "user",
        "admin",
        "about:blank",
    ];
    given.contains(char::is_alphabetic)
        && !file.iter().any(|end| lower.ends_with(end))
        && !made_up.iter().any(|start| lower.starts_with(start))
        && !lower.contains("://")
}

/// One block of a page.
struct Placed {
    page: usize,
    /// First or last of its page.
    at_edge: bool,
    kind: BlockKind,
    marker: String,
    lines: Vec<String>,
}

fn compose(pages: &[PageLayout]) -> Result<Outline, Error> {
    let mut placed = Vec::new();
    for (page, layout) in pages.iter().enumerate() {
        let start = placed.len();
        for block in &layout.blocks {
            place(block, page, &mut placed);
        }
        for at in [start, placed.len().saturating_sub(1)] {
            if let Some(block) = placed[start..].get_mut(at - start.min(at)) {
                block.at_edge = true;
            }
        }
    }
    let heads = running_heads(&placed, pages.len());
    placed.retain(|p| !(p.at_edge && is_head(&p.lines, &heads)));
    for block in placed.iter_mut().filter(|p| p.at_edge) {
        // Some stand so close to the text that they seem a part of it.
        let head = |line: &String| edge(std::slice::from_ref(line)).is_some_and(|edge| heads.contains_key(&edge));
        let first = block.lines.iter().take_while(|line| head(line)).count();
        block.lines.drain(..first);
        let last = block.lines.iter().rev().take_while(|line| head(line)).count();
        block.lines.truncate(block.lines.len() - last);
    }
    placed.retain(|p| !p.lines.is_empty());
    let known = Words::new(placed.iter().flat_map(|p| &p.lines).map(String::as_str));
    let mut outline = Outline::default();
    let mut open: Option<(BlockKind, String, String)> = None;
    let mut bytes = 0;
    for block in placed {
        let joined = known.join(block.lines.iter().map(String::as_str));
        bytes += joined.len();
        if bytes > MAX_TEXT {
            return Err(Error::TooComplex {
                what: "more than 16 MiB of text",
            });
        }
        if let Some((BlockKind::Paragraph, _, before)) = &mut open
            && block.kind == BlockKind::Paragraph
            && lines::goes_on(before, &joined)
        {
            // A paragraph that a column or page cut in two.
            known.append(before, &joined);
            continue;
        }
        if let Some((kind, marker, words)) = open.replace((block.kind, block.marker, joined)) {
            outline.push(kind, &marker, &words);
        }
    }
    if let Some((kind, marker, words)) = open {
        outline.push(kind, &marker, &words);
    }
    Ok(outline)
}

fn place(block: &Block, page: usize, placed: &mut Vec<Placed>) {
    let mut add = |kind, marker: &str, lines: Vec<String>| {
        placed.push(Placed {
            page,
            at_edge: false,
            kind,
            marker: marker.to_owned(),
            lines,
        });
    };
    match block {
        Block::Heading { level, lines, .. } => {
            let level = (*level).clamp(1, 6);
            add(BlockKind::Heading { level }, "", lines.iter().map(words).collect());
        }
        Block::Paragraph { lines, role, .. } => match role {
            Role::Body => {
                for paragraph in paragraphs(lines) {
                    let item = lines::bullet(&paragraph[0]).map(str::to_owned);
                    let Some(first) = item else {
                        add(BlockKind::Paragraph, "", paragraph);
                        continue;
                    };
                    let lines = std::iter::once(first).chain(paragraph.into_iter().skip(1));
                    add(BlockKind::ListItem { depth: 0 }, "- ", lines.collect());
                }
            }
            Role::Quote => add(BlockKind::Quote, "", lines.iter().map(words).collect()),
            Role::PageHeader | Role::PageFooter => {}
        },
        Block::List { items, .. } => {
            for item in items {
                let marker = match item.marker {
                    Marker::Bullet => "- ".to_owned(),
                    Marker::Number(number) => format!("{number}. "),
                };
                add(BlockKind::ListItem { depth: 0 }, &marker, item_lines(item));
            }
        }
        Block::Table { rows, .. } => {
            let cell = |c: &Cell| c.line.as_ref().map(words).unwrap_or_default();
            let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
            if let Some(columns) = lines::columns(&rows) {
                for column in columns {
                    add(BlockKind::Paragraph, "", column);
                }
                return;
            }
            for mut row in rows {
                row.retain(|cell| !cell.trim().is_empty());
                add(BlockKind::TableRow, "", vec![row.join(" | ")]);
            }
        }
    }
}

/// Parts lines that stand close together: at bullets, at indented first lines and after short last ones.
fn paragraphs(lines: &[Line]) -> Vec<Vec<String>> {
    let left = lines.iter().map(|l| l.x).fold(f32::INFINITY, f32::min);
    let right = lines.iter().map(|l| l.end_x).fold(0.0, f32::max);
    let mut paragraphs: Vec<Vec<String>> = Vec::new();
    let mut previous: Option<&Line> = None;
    for line in lines {
        let text = words(line);
        let starts = previous.is_none_or(|previous| {
            let indented = line.x > left + line.size * 0.8 && previous.x <= left + line.size * 0.4;
            let short = previous.end_x < right - (right - left) * 0.2;
            let ended = lines::ends_sentence(&words(previous));
            let upper = !text.trim_start().starts_with(char::is_lowercase);
            lines::bullet(&text).is_some() || ended && upper && (indented || short)
        });
        match paragraphs.last_mut() {
            Some(last) if !starts => last.push(text),
            _ => paragraphs.push(vec![text]),
        }
        previous = Some(line);
    }
    paragraphs
}

fn item_lines(item: &ListItem) -> Vec<String> {
    let mut lines: Vec<String> = item.lines.iter().map(words).collect();
    if let Some(first) = lines.first_mut() {
        *first = first.chars().skip(item.marker_len).collect();
    }
    lines
}

fn words(line: &Line) -> String {
    let words: String = line.inlines.iter().map(|inline| inline.text.as_str()).collect();
    lines::without_ligatures(words)
}

/// A line at the edge of a page without its numbers: what running heads and feet have in common.
fn edge(lines: &[String]) -> Option<String> {
    let joined = lines.join(" ");
    let short = joined.len() <= 200;
    let letters = joined
        .chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase);
    short.then(|| letters.collect())
}

/// What stands at the edges of at least three pages, as a block or as a line of one, or of all of two.
fn running_heads(placed: &[Placed], pages: usize) -> BTreeMap<String, usize> {
    let mut seen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for block in placed.iter().filter(|p| p.at_edge) {
        let lines = [block.lines.first(), block.lines.last()].into_iter().flatten();
        let whole = std::iter::once(block.lines.as_slice());
        for edge in whole.chain(lines.map(std::slice::from_ref)).filter_map(edge) {
            let (count, last) = seen.entry(edge).or_insert((0, usize::MAX));
            *count += usize::from(*last != block.page);
            *last = block.page;
        }
    }
    let repeats = |count: usize| count >= 3 || count == 2 && pages == 2;
    seen.into_iter()
        .filter(|(edge, (count, _))| repeats(*count) && !edge.is_empty())
        .map(|(edge, (count, _))| (edge, count))
        .collect()
}

fn is_head(lines: &[String], heads: &BTreeMap<String, usize>) -> bool {
    edge(lines).is_some_and(|edge| heads.contains_key(&edge)) || lines::is_page_number(&lines.join(" "))
}

/// The address that browsers print at the foot of each page.
fn saved_from(pages: &[PageLayout]) -> Option<String> {
    let blocks = &pages.first()?.blocks;
    let count = blocks.len();
    let edges = blocks.iter().enumerate().filter_map(|(index, block)| match block {
        Block::Paragraph { lines, role, .. } => {
            let outside = matches!(role, Role::PageHeader | Role::PageFooter);
            let at_edge = (index < 2 || index + 2 >= count) && lines.len() <= 2;
            (outside || at_edge).then_some(lines)
        }
        _ => None,
    });
    edges
        .flatten()
        .map(words)
        .find_map(|line| line.split_whitespace().next().and_then(source::web_address))
}

#[cfg(test)]
mod tests;

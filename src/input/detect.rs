//! Which format an input has: what it holds decides, its name only where that leaves it open.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::input::{Error, decode};

/// So many bytes decide.
const HEAD: usize = 64 * 1024;

/// The formats an article may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Plain text.
    Text,
    /// CommonMark with tables, task lists and footnotes, with or without front matter.
    Markdown,
    /// One JSON object a line, one article each.
    Jsonl,
    /// One JSON object, or a list of them, one article each.
    Json,
    /// A web page.
    Html,
    /// A web page with its parts, as browsers save it in one file.
    Mhtml,
    /// PDF.
    Pdf,
}

impl Format {
    /// All of them, in the order of `--input-format`.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Mhtml,
        Self::Pdf,
        Self::Jsonl,
        Self::Json,
    ];

    /// The name people write: "PDF", "Markdown". [`Display`](fmt::Display) gives the name of the option.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Markdown => "Markdown",
            Self::Jsonl => "JSONL",
            Self::Json => "JSON",
            Self::Html => "HTML",
            Self::Mhtml => "MHTML",
            Self::Pdf => "PDF",
        }
    }
}

/// The name as in `--input-format`.
impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Jsonl => "jsonl",
            Self::Json => "json",
            Self::Html => "html",
            Self::Mhtml => "mhtml",
            Self::Pdf => "pdf",
        })
    }
}

/// The format of `bytes`; `path` is used for its extension only. The start of the input is enough: 64 KiB of it.
///
/// # Errors
/// [`Error::Binary`] for what is known to be no article.
pub fn detect(bytes: &[u8], path: Option<&Path>) -> Result<Format, Error> {
    // Some servers put a few bytes before the header; readers look for it in the first kilobyte.
    if bytes.trim_ascii_start().starts_with(b"%PDF-") || is_late_pdf(bytes) {
        return Ok(Format::Pdf);
    }
    if let Some(looks_like) = decode::binary(bytes) {
        return Err(Error::Binary { looks_like });
    }
    let head = head(bytes);
    let extension = path
        .and_then(Path::extension)
        .map(|e| e.to_string_lossy().to_lowercase());
    let named = match extension.as_deref() {
        Some("md" | "markdown" | "mdown" | "mkd" | "mdx") => Some(Format::Markdown),
        Some("jsonl" | "ndjson") => Some(Format::Jsonl),
        Some("json") => Some(Format::Json),
        Some("html" | "htm" | "xhtml" | "xht") => Some(Format::Html),
        Some("mhtml" | "mht" | "mhtm") => Some(Format::Mhtml),
        Some("pdf") => Some(Format::Pdf),
        _ => None,
    };
    Ok(if is_mhtml(&head) {
        Format::Mhtml
    } else if is_html(&head) && (named != Some(Format::Markdown) || is_whole_page(&head)) {
        // Markdown may well open with a tag, but not with one that only pages have.
        Format::Html
    } else if is_jsonl(&head) {
        Format::Jsonl
    } else if opens_json(&head) && !matches!(named, Some(Format::Jsonl | Format::Markdown)) {
        Format::Json
    } else if let Some(format) = named {
        format
    } else if is_markdown(&head) {
        Format::Markdown
    } else {
        Format::Text
    })
}

/// A PDF with something before its header: text does not go on with a line of binary bytes.
fn is_late_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let header = head.windows(5).position(|window| window == b"%PDF-");
    header.is_some_and(|at| {
        let after = &bytes[at..bytes.len().min(at + 64)];
        let opens = head[..at]
            .iter()
            .all(|b| b.is_ascii_whitespace() || *b >= 0x80 || *b == 0);
        opens || after.iter().filter(|b| **b >= 0x80).count() >= 4
    })
}

/// The first bytes as text, good enough for looking at it.
fn head(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(HEAD)];
    let text = match encoding_rs::Encoding::for_bom(head) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&head[mark..]).0,
        None => match decode::utf16(bytes) {
            Some(encoding) => encoding.decode_without_bom_handling(head).0,
            None => String::from_utf8_lossy(head),
        },
    };
    text.into_owned()
}

fn is_mhtml(head: &str) -> bool {
    // Its header lines end at the first blank one.
    let mut mime = false;
    let mut related = false;
    let mut page = false;
    let mut saved = false;
    for line in head.trim_start().lines().take_while(|l| !l.trim().is_empty()).take(50) {
        let line = line.to_ascii_lowercase();
        mime |= line.starts_with("mime-version:");
        related |= line.contains("multipart/related") || line.contains("multipart/alternative");
        page |= line.starts_with("content-type:") && line.contains("text/html");
        saved |= line.starts_with("snapshot-content-location:") || line.starts_with("content-location:");
    }
    // A page without pictures may come without parts.
    mime && (related || page) || saved && related
}

/// Opens as only a whole page does.
fn is_whole_page(head: &str) -> bool {
    let head = head.trim_start();
    let opens = |start: &str| head.get(..start.len()).is_some_and(|h| h.eq_ignore_ascii_case(start));
    opens("<!doctype html") || opens("<html") || opens("<?xml") && head.contains("<html")
}

fn is_html(head: &str) -> bool {
    let mut rest = head.trim_start();
    loop {
        if let Some(comment) = rest.strip_prefix("<!--") {
            let Some((_, after)) = comment.split_once("-->") else {
                return false;
            };
            rest = after.trim_start();
        } else if rest.starts_with("<?xml") {
            let Some((_, after)) = rest.split_once("?>") else {
                return false;
            };
            rest = after.trim_start();
        } else {
            break;
        }
    }
    const TAGS: &[&str] = &[
        "!doctype html",
        "html",
        "head",
        "body",
        "title",
        "meta",
        "article",
        "main",
        "section",
        "div",
        "p",
        "h1",
        "table",
        "script",
        "style",
        "link",
    ];
    let Some(tag) = rest.strip_prefix('<') else {
        return false;
    };
    TAGS.iter().any(|name| {
        tag.get(..name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name))
            && tag[name.len()..].starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace())
    })
}

fn is_jsonl(head: &str) -> bool {
    let line = head.trim_start().lines().next().unwrap_or_default().trim_end();
    let object = line
        .strip_prefix('{')
        .is_some_and(|rest| rest.trim_start().starts_with('"'));
    // The first object may be longer than what is looked at.
    let whole = line.ends_with('}') || line.len() + 8 > HEAD;
    object && whole && (line.contains("\"text\"") || line.contains("\"html\""))
}

/// An object, or a list of objects, over several lines or with other fields than articles have. No prose opens like that.
fn opens_json(head: &str) -> bool {
    let head = head.trim_start();
    let object = head.strip_prefix('[').map_or(head, str::trim_start);
    let key = object.strip_prefix('{').map(str::trim_start);
    let after_key = key
        .and_then(|key| key.strip_prefix('"'))
        .and_then(|key| key.split_once('"'));
    after_key.is_some_and(|(_, after)| after.trim_start().starts_with(':'))
}

/// Front matter, a heading at the very top, or two other marks that hardly occur in plain text. Bullets, emphasis and
/// single `#` lines do.
fn is_markdown(head: &str) -> bool {
    if super::markdown::front_matter(head).is_some() {
        return true;
    }
    let mut marks = 0;
    let mut first = true;
    for line in head.lines().map(str::trim_end).filter(|l| !l.trim().is_empty()) {
        let unhashed = line.trim_start_matches('#');
        let hashes = line.len() - unhashed.len();
        let heading = (1..=6).contains(&hashes) && unhashed.starts_with(' ');
        marks += match () {
            () if heading && first => 2,
            () if heading => 1,
            () if line.starts_with("```") || line.starts_with("![") => 1,
            () if line.starts_with('|') && line.contains("---") && !line.contains(char::is_alphanumeric) => 1,
            () if has_link(line) => 1,
            () => 0,
        };
        if marks >= 2 {
            return true;
        }
        first = false;
    }
    false
}

/// `[words](target)`, or a definition such as `[1]: https://…`.
fn has_link(line: &str) -> bool {
    let inline = line.split("](").skip(1).any(|after| {
        ["http", "/", "#", "./", "mailto:"]
            .iter()
            .any(|start| after.starts_with(start))
            && after.contains(')')
    });
    inline || line.starts_with('[') && line.contains("]: http")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_first() {
        let cases: &[(&str, Option<&str>, Format)] = &[
            (
                "Rents fell in May.\n\n- new flats\n- fewer tenants\n",
                None,
                Format::Text,
            ),
            ("We loved it! #hashtag #blessed\n#another one\n", None, Format::Text),
            ("Results\n\n# 1 in sales again\n\nThe firm says so.", None, Format::Text),
            ("# Rents fall\n\nRents fell in May.", None, Format::Markdown),
            ("# Rents fall\n\nRents fell in May.", Some("a.txt"), Format::Markdown),
            (
                "---\ntitle: Rents fall\n---\n\nRents fell in May.",
                None,
                Format::Markdown,
            ),
            (
                "+++\ntitle = \"Rents fall\"\n+++\n\nRents fell in May.",
                None,
                Format::Markdown,
            ),
            ("---\n\nA separator is no front matter.\n\n---\n", None, Format::Text),
            (
                "See [one](https://example.org/1).\n\nAnd [two](https://example.org/2).",
                None,
                Format::Markdown,
            ),
            ("Rents fell in May.", Some("a.md"), Format::Markdown),
            ("<!DOCTYPE html>\n<html>", Some("a.txt"), Format::Html),
            ("<!-- saved -->\n<HTML lang=en>", None, Format::Html),
            ("<p>Rents fell in May.</p>", Some("a.md"), Format::Markdown),
            ("<3 is how people write love.", None, Format::Text),
            (
                "From: <Saved by a browser>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n",
                None,
                Format::Mhtml,
            ),
            ("%PDF-1.7\n", Some("a.txt"), Format::Pdf),
            ("\u{feff}%PDF-1.7\n", None, Format::Pdf),
            ("PDF files start with %PDF-1.7 as a rule.", None, Format::Text),
            (
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\">\n<html>",
                Some("a.xml"),
                Format::Html,
            ),
            ("<!doctype html><p>Rents fell in May.", Some("a.md"), Format::Html),
            (
                "Snapshot-Content-Location: https://example.org/\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n",
                Some("a.txt"),
                Format::Mhtml,
            ),
            (
                "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html>",
                Some("a.mht"),
                Format::Mhtml,
            ),
            (
                "{\"id\": \"1\", \"text\": \"Rents fell in May.\"}\n",
                None,
                Format::Jsonl,
            ),
            (
                "{\n  \"title\": \"Rents\",\n  \"text\": \"Rents fell.\"\n}",
                None,
                Format::Json,
            ),
            ("[\n {\"text\": \"Rents fell.\"}]", Some("a.txt"), Format::Json),
            ("[1]: a list of notes", Some("a.json"), Format::Json),
            ("{\"note\": 1}\n{\"note\": 2}\n", Some("a.jsonl"), Format::Jsonl),
            ("{\"quoted\" braces} open this text", None, Format::Text),
            ("{curly} braces open this text", None, Format::Text),
            ("Rents fell in May.", Some("a.JSONL"), Format::Jsonl),
            ("Rents fell in May.", Some("a.html"), Format::Html),
            ("", None, Format::Text),
        ];
        for (content, path, expected) in cases {
            let found = detect(content.as_bytes(), path.map(Path::new)).expect("text");
            assert_eq!(found, *expected, "{content:?} in {path:?}");
        }
    }

    #[test]
    fn pages_in_utf16_are_pages() {
        let bytes: Vec<u8> = "<html><body>Hello there</body></html>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(detect(&bytes, None).expect("a page"), Format::Html);
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let _ = detect(&bytes, None);
        }

        #[test]
        fn no_text_panics(text in "[<!?xml>#{}\"text:|`\\[\\]()+ \n-]{0,60}") {
            let _ = detect(text.as_bytes(), None);
        }
    }
}

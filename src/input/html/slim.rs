//! A page before it is parsed: what no reader needs is left out, and what no parser survives is refused.
//!
//! HTML parsers and extractors go quadratic on nesting, on formatting elements that are never closed and on tags with
//! thousands of attributes, and a stack overflow cannot be caught. This pass finds all of that in one linear scan. It
//! also drops scripts, styles, comments and embedded pictures, which are nine tenths of a saved page.

use std::borrow::Cow;

use crate::input::Error;

/// Most elements inside of each other. Pages written by people stay below 100.
pub(super) const MAX_DEPTH: usize = 1_000;
/// Most tags of one page. The longest encyclopedia articles have some 50,000.
pub(super) const MAX_TAGS: usize = 100_000;
/// Most bytes of one page without scripts, styles and embedded pictures.
pub(super) const MAX_MARKUP: usize = 8 << 20;
/// Most steps through open elements that a parser has to take: their number, summed over all tags.
const MAX_STEPS: usize = 10_000_000;
/// Most formatting elements that were opened and not closed.
const MAX_UNCLOSED: usize = 256;
/// Most elements that parsers may add because of them.
const MAX_REOPENED: usize = 500_000;
/// Attributes of one tag that are kept.
const MAX_ATTRIBUTES: usize = 48;
/// Longer values (embedded pictures, serialised state) are left out with their attribute.
const MAX_VALUE: usize = 4_000;
/// Longer JSON-LD is no description of an article.
const MAX_JSON: usize = 512 * 1024;
/// JSON-LD may nest so deep.
const MAX_JSON_DEPTH: usize = 100;

/// Elements whose content is no markup and of no use.
const DROPPED: &[&str] = &["script", "style", "iframe", "noembed", "noframes", "xmp"];
/// Elements whose content is text without tags.
const RAW: &[&str] = &["title", "textarea"];
/// Elements that have no content.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
];
/// Elements that parsers open again in every block until they are closed.
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
/// Elements that only their own kin closes: no other end tag reaches through them.
const SCOPES: &[&str] = &[
    "table", "td", "th", "caption", "template", "object", "applet", "marquee", "select", "button",
];
/// Elements that end an open paragraph, and that the end tag of an inline element does not reach through.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "ul",
];
/// Elements that end where another of their kind begins, and what that does not reach through.
const SIBLINGS: &[(&[&str], &[&str])] = &[
    (&["li"], &["ul", "ol", "menu", "dir"]),
    (&["dt", "dd"], &["dl"]),
    (&["td", "th"], &["tr", "tbody", "thead", "tfoot"]),
    (&["tr"], &["tbody", "thead", "tfoot"]),
    (&["tbody", "thead", "tfoot"], &[]),
    (&["option", "optgroup"], &[]),
];

/// The page without what no reader needs.
///
/// # Errors
/// [`Error::TooComplex`], naming which limit it breaks.
pub(super) fn slim(html: &str) -> Result<String, Error> {
    let html: Cow<'_, str> = if html.contains('\0') {
        html.replace('\0', "").into()
    } else {
        html.into()
    };
    let mut scan = Scan::default();
    scan.run(&html)?;
    Ok(scan.out)
}

#[derive(Default)]
struct Scan {
    out: String,
    tags: usize,
    steps: usize,
    /// Open elements, outermost first.
    open: Vec<Name>,
    /// Formatting elements that were opened and not closed: name, and name with attributes.
    formatting: Vec<(u64, u64)>,
    /// Formatting elements that a parser would open again, summed over all tags.
    reopened: usize,
}

impl Scan {
    fn run(&mut self, html: &str) -> Result<(), Error> {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.push(&rest[..at])?;
            rest = &rest[at..];
            let next = rest.as_bytes().get(1).copied().unwrap_or_default();
            let after_slash = rest.as_bytes().get(2).copied().unwrap_or_default();
            rest = if rest.starts_with("<!--") {
                after_comment(rest)
            } else if next == b'!' || next == b'?' || next == b'/' && !after_slash.is_ascii_alphabetic() {
                let length = rest.find('>').map_or(rest.len(), |end| end + 1);
                if rest.get(..9).is_some_and(|d| d.eq_ignore_ascii_case("<!doctype")) && length < 500 {
                    self.push(&rest[..length])?;
                }
                &rest[length..]
            } else if next.is_ascii_alphabetic() || next == b'/' {
                let Some(tag) = Tag::new(rest) else {
                    // Cut off in the middle of a tag: parsers drop it too.
                    return Ok(());
                };
                self.take(&tag, &rest[tag.length..])?
            } else {
                self.push("<")?;
                &rest[1..]
            };
        }
        self.push(rest)
    }

    fn push(&mut self, piece: &str) -> Result<(), Error> {
        self.out.push_str(piece);
        if self.out.len() > MAX_MARKUP {
            return Err(Error::TooComplex {
                what: "more than 8 MiB of text and tags",
            });
        }
        Ok(())
    }

    /// Takes one tag and, for elements without markup in them, their content. Returns what follows.
    fn take<'a>(&mut self, tag: &Tag<'_>, after: &'a str) -> Result<&'a str, Error> {
        let name = tag.name.as_str();
        if name == "plaintext" || tag.closes && DROPPED.contains(&name) {
            return Ok(after);
        }
        if !tag.closes && DROPPED.contains(&name) {
            let (content, after) = raw_text(after, name);
            if name == "script" && tag.is_json_ld() && content.len() < MAX_JSON && nests_little(content) {
                self.write(tag)?;
                self.push(content)?;
                self.push("</script>")?;
            }
            return Ok(after);
        }
        self.tags += 1;
        if self.tags > MAX_TAGS {
            return Err(Error::TooComplex {
                what: "more than 100,000 tags",
            });
        }
        self.write(tag)?;
        if !tag.closes && RAW.contains(&name) {
            let (content, after) = raw_text(after, name);
            self.push(content)?;
            self.push("</")?;
            self.push(name)?;
            self.push(">")?;
            return Ok(after);
        }
        self.nest(tag)?;
        Ok(after)
    }

    fn write(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        self.push(if tag.closes { "</" } else { "<" })?;
        self.push(&tag.name)?;
        for attribute in &tag.attributes {
            self.push(" ")?;
            self.push(attribute)?;
        }
        self.push(if tag.closes_itself { " />" } else { ">" })
    }

    /// Follows which elements are open, about as a parser does.
    fn nest(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        let name = Name::new(&tag.name);
        if tag.closes {
            if name.formatting
                && let Some(at) = self.formatting.iter().rposition(|f| f.0 == name.hash)
            {
                self.formatting.remove(at);
            }
            self.close(&name);
        } else if !VOID.contains(&tag.name.as_str()) && !tag.closes_itself {
            self.end_siblings(&name);
            if name.formatting {
                self.format(tag, name.hash);
            }
            self.open.push(name);
        }
        self.steps += self.open.len();
        self.reopened += self.formatting.len();
        if self.open.len() > MAX_DEPTH {
            return Err(Error::TooComplex {
                what: "more than 1,000 elements inside of each other",
            });
        }
        if self.steps > MAX_STEPS || self.reopened > MAX_REOPENED || self.formatting.len() > MAX_UNCLOSED {
            return Err(Error::TooComplex {
                what: "far too many elements that are never closed",
            });
        }
        Ok(())
    }

    /// Remembers a formatting element. Parsers keep three of the same kind at most, and one link.
    fn format(&mut self, tag: &Tag<'_>, name: u64) {
        let mut full = name;
        for attribute in &tag.attributes {
            full = full.rotate_left(5) ^ hash(attribute);
        }
        if name == hash("a") {
            self.formatting.retain(|f| f.0 != name);
        }
        if self.formatting.iter().filter(|f| f.1 == full).count() < 3 {
            self.formatting.push((name, full));
        }
    }

    /// The innermost open element that `is_it`, unless one that `stops` lies inside of it.
    fn find(&mut self, is_it: impl Fn(&Name) -> bool, stops: impl Fn(&Name) -> bool) -> Option<usize> {
        for at in (0..self.open.len()).rev() {
            self.steps += 1;
            if is_it(&self.open[at]) {
                return Some(at);
            }
            if stops(&self.open[at]) {
                return None;
            }
        }
        None
    }

    fn close(&mut self, name: &Name) {
        let found = if name.table {
            self.find(|o| o.hash == name.hash, |o| o.is("table"))
        } else if name.scope || name.block {
            self.find(|o| o.hash == name.hash, |o| o.scope)
        } else if name.formatting {
            // What lies inside of it stays open.
            if let Some(at) = self.find(|o| o.hash == name.hash, |o| o.scope) {
                self.steps += self.open.len() - at;
                self.open.remove(at);
            }
            None
        } else {
            self.find(|o| o.hash == name.hash, |o| o.scope || o.block)
        };
        if let Some(at) = found {
            self.open.truncate(at);
        }
    }

    /// Ends what the start of `name` ends without an end tag.
    fn end_siblings(&mut self, name: &Name) {
        for (kin, walls) in SIBLINGS {
            if kin.iter().any(|k| name.is(k)) {
                let table = name.table;
                let stops = |o: &Name| {
                    let cell = o.is("td") || o.is("th") || o.is("caption");
                    walls.iter().any(|w| o.is(w)) || o.scope && !(table && cell)
                };
                if let Some(at) = self.find(|o| kin.iter().any(|k| o.is(k)), stops) {
                    self.open.truncate(at);
                }
            }
        }
        if name.block
            && let Some(at) = self.find(|o| o.is("p"), |o| o.block || o.scope)
        {
            self.open.truncate(at);
        }
    }
}

/// The name of an open element and what parsers make of it.
#[derive(Clone, Copy)]
struct Name {
    /// Two names with the same hash may be taken for one; that only makes the depth a guess.
    hash: u64,
    formatting: bool,
    block: bool,
    scope: bool,
    /// A table or a part of one.
    table: bool,
}

impl Name {
    fn new(name: &str) -> Self {
        let table = ["table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"];
        Self {
            hash: hash(name),
            formatting: FORMATTING.contains(&name),
            block: BLOCKS.contains(&name),
            scope: SCOPES.contains(&name),
            table: table.contains(&name),
        }
    }

    fn is(&self, name: &str) -> bool {
        self.hash == hash(name)
    }
}

/// FNV-1a.
const fn hash(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}

/// One tag as written.
struct Tag<'a> {
    /// Lower case.
    name: String,
    /// The attributes worth keeping, as written.
    attributes: Vec<&'a str>,
    closes: bool,
    closes_itself: bool,
    /// Bytes, from `<` to `>`.
    length: usize,
}

impl<'a> Tag<'a> {
    /// The tag at the start of `source`; `None` when it has no end.
    fn new(source: &'a str) -> Option<Self> {
        let bytes = source.as_bytes();
        let closes = bytes[1] == b'/';
        let start = 1 + usize::from(closes);
        let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>');
        let mut at = start + bytes[start..].iter().position(ends)?;
        let name: String = source[start..at]
            .chars()
            .take(64)
            .collect::<String>()
            .to_ascii_lowercase();
        let mut attributes = Vec::new();
        let mut closes_itself = false;
        loop {
            match bytes.get(at)? {
                b'>' => break,
                b'/' => {
                    closes_itself = bytes.get(at + 1) == Some(&b'>');
                    at += 1;
                }
                b if b.is_ascii_whitespace() => at += 1,
                _ => {
                    let end = attribute(bytes, at)?;
                    let fits = attributes.len() < MAX_ATTRIBUTES && end - at < MAX_VALUE;
                    if fits && !closes {
                        attributes.push(&source[at..end]);
                    }
                    at = end;
                }
            }
        }
        Some(Self {
            name,
            attributes,
            closes,
            closes_itself,
            length: at + 1,
        })
    }

    fn is_json_ld(&self) -> bool {
        let holds = |a: &&str| a.to_ascii_lowercase().contains("application/ld+json");
        self.attributes.iter().any(holds)
    }
}

/// Where the attribute that starts at `at` ends, as the HTML standard reads it; `None` when the page ends in it.
fn attribute(bytes: &[u8], at: usize) -> Option<usize> {
    let name_end = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'=');
    // A name may start with "=".
    let name = at + 1 + bytes[at + 1..].iter().position(name_end)?;
    let space = |from: usize| Some(from + bytes[from..].iter().position(|b| !b.is_ascii_whitespace())?);
    let sign = space(name)?;
    if bytes[sign] != b'=' {
        return Some(name);
    }
    let value = space(sign + 1)?;
    match bytes[value] {
        quote @ (b'"' | b'\'') => Some(value + 2 + bytes[value + 1..].iter().position(|b| *b == quote)?),
        b'>' => Some(value),
        _ => {
            let end = |b: &u8| b.is_ascii_whitespace() || *b == b'>';
            Some(value + bytes[value..].iter().position(end)?)
        }
    }
}

/// What follows the comment that `source` starts with.
fn after_comment(source: &str) -> &str {
    let body = &source[4..];
    if let Some(rest) = body.strip_prefix('>').or_else(|| body.strip_prefix("->")) {
        return rest;
    }
    let bytes = body.as_bytes();
    let end = (0..bytes.len()).find_map(|at| match &bytes[at..] {
        [b'-', b'-', b'>', ..] => Some(at + 3),
        [b'-', b'-', b'!', b'>', ..] => Some(at + 4),
        _ => None,
    });
    end.map_or("", |end| &body[end..])
}

/// The content of element `name`, which no tag but its own end tag interrupts, and what follows that.
fn raw_text<'a>(source: &'a str, name: &str) -> (&'a str, &'a str) {
    for (at, _) in source.match_indices("</") {
        let tag = &source[at + 2..];
        let Some(after) = tag
            .get(..name.len())
            .filter(|t| t.eq_ignore_ascii_case(name))
            .map(|_| &tag[name.len()..])
        else {
            continue;
        };
        if after.starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace()) {
            let end = after.find('>').map_or(after.len(), |end| end + 1);
            return (&source[..at], &after[end..]);
        }
    }
    (source, "")
}

fn nests_little(json: &str) -> bool {
    let mut depth = 0_usize;
    json.bytes().all(|b| {
        match b {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth <= MAX_JSON_DEPTH
    })
}

#[cfg(test)]
mod tests;

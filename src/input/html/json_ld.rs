//! What a page says of itself to search engines (schema.org, as JSON-LD), where the page itself says nothing: pages that a
//! script fills carry their text there.

use serde_json::Value;

use trafilatura::dom::Document;

use crate::input::{BlockKind, source};

use super::blocks::{self, Piece};

/// Words of a text that can be an article.
const LEAST_WORDS: usize = 20;
/// Objects looked at.
const MOST_OBJECTS: usize = 1_000;

/// The article that a page describes.
#[derive(Debug, Default)]
pub(super) struct Described {
    pub(super) pieces: Vec<Piece>,
    pub(super) words: usize,
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) date: Option<jiff::civil::Date>,
}

/// The longest `articleBody` in `document`, with what is said about it.
pub(super) fn described(document: &Document) -> Option<Described> {
    let scripts = document.scripts_with_type(&["application/ld+json"]);
    let mut best: Option<(usize, Value)> = None;
    for script in scripts.into_iter().take(50) {
        let source = document.text_content(script);
        let json = source.trim().trim_start_matches("<!--").trim_end_matches("-->");
        if let Ok(json) = serde_json::from_str::<Value>(json) {
            look(json, &mut best);
        }
    }
    let (words, object) = best.filter(|(words, _)| *words >= LEAST_WORDS)?;
    let text = |key: &str| object.get(key).and_then(Value::as_str).and_then(source::words);
    Some(Described {
        pieces: pieces(object.get("articleBody").and_then(Value::as_str)?),
        words,
        title: text("headline").or_else(|| text("name")),
        byline: object.get("author").and_then(names),
        date: text("datePublished").and_then(|date| source::day(&date)),
    })
}

/// Looks through `json`, lists and objects in objects included, for the longest text. The page was let in with little depth.
fn look(json: Value, best: &mut Option<(usize, Value)>) {
    let mut open = vec![json];
    let mut seen = 0;
    while let Some(json) = open.pop().filter(|_| seen < MOST_OBJECTS) {
        seen += 1;
        match json {
            Value::Array(items) => open.extend(items),
            Value::Object(fields) => {
                let body = fields.get("articleBody").and_then(Value::as_str);
                let words = body.map_or(0, |body| body.split_whitespace().count());
                if words > best.as_ref().map_or(0, |(words, _)| *words) {
                    *best = Some((words, Value::Object(fields)));
                } else {
                    open.extend(
                        fields
                            .into_iter()
                            .map(|(_, field)| field)
                            .filter(|f| f.is_array() || f.is_object()),
                    );
                }
            }
            _ => {}
        }
    }
}

/// The paragraphs of a text, which may be a page itself.
fn pieces(body: &str) -> Vec<Piece> {
    if body.contains("</p>") || body.contains("<br") {
        return blocks::pieces(&Document::parse(body));
    }
    let paragraph = |line: &str| Piece {
        kind: BlockKind::Paragraph,
        marker: String::new(),
        words: crate::span::one_line(line),
        linked: 0,
        aside: false,
    };
    body.lines()
        .filter(|line| !line.trim().is_empty())
        .map(paragraph)
        .collect()
}

/// The names of one author or several.
fn names(author: &Value) -> Option<String> {
    match author {
        Value::String(name) => source::words(name),
        Value::Object(fields) => names(fields.get("name")?),
        Value::Array(authors) => {
            let names: Vec<String> = authors.iter().take(10).filter_map(names).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

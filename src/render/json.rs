//! The `recap/1` JSON.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

use super::Source;
use super::escape::is_active;
use crate::document::Document;
use crate::entities::Entity;
use crate::facts::Value;
use crate::model::Encoder;
use crate::recap::Recap;
use crate::span::{Evidence, Span, one_line};
use crate::summary::{Style, Verdict};

/// What of the JSON is optional.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// Put the article's text into `source.text`.
    pub text: bool,
    /// Wall-clock milliseconds for `stats.ms`; left out of files, which must not change from run to run.
    pub ms: Option<u64>,
}

#[derive(Serialize)]
struct RecapJson<'a> {
    schema: &'static str,
    id: &'a str,
    title: Option<&'a str>,
    source: SourceJson<'a>,
    summary: SummaryJson<'a>,
    recap: Vec<RowJson<'a>>,
    facts: Vec<FactJson<'a>>,
    entities: Vec<EntityJson>,
    model: ModelJson<'a>,
    stats: StatsJson,
}

#[derive(Serialize)]
struct SourceJson<'a> {
    path: Option<&'a str>,
    url: Option<&'a str>,
    site: Option<&'a str>,
    byline: Option<&'a str>,
    date: Option<String>,
    language: Option<&'static str>,
    sha256: &'a str,
    words: usize,
    sentences: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct SummaryJson<'a> {
    style: Style,
    sentences: Vec<SentenceJson<'a>>,
}

#[derive(Serialize)]
struct SentenceJson<'a> {
    text: &'a str,
    verdict: Verdict,
    evidence: &'a Evidence,
}

#[derive(Serialize)]
struct RowJson<'a> {
    aspect: &'a str,
    details: &'a str,
    kind: &'static str,
    evidence: &'a Evidence,
}

#[derive(Serialize)]
struct FactJson<'a> {
    kind: &'static str,
    text: &'a str,
    value: &'a Value,
    #[serde(flatten)]
    span: Span,
    sentence: Option<usize>,
}

#[derive(Serialize)]
struct EntityJson {
    name: String,
    kind: &'static str,
    role: Option<String>,
    count: usize,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    ambiguous: bool,
    /// Where the name is in full, and the role.
    evidence: Evidence,
    mentions: Vec<Span>,
}

impl EntityJson {
    fn new(text: &str, entity: &Entity) -> Self {
        let role = entity.role.map(|role| one_line(role.slice(text)));
        let evidence = entity.role.into_iter().chain([entity.name]).collect();
        Self {
            name: entity.full_name(text),
            kind: entity.kind_name(),
            role,
            count: entity.mentions.len(),
            ambiguous: entity.ambiguous,
            evidence: Evidence::new(evidence).expect("a name is there"),
            mentions: entity.mentions.clone(),
        }
    }
}

#[derive(Serialize)]
struct ModelJson<'a> {
    encoder: NamedJson<'a>,
    writer: Option<NamedJson<'a>>,
}

#[derive(Serialize)]
struct NamedJson<'a> {
    name: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct StatsJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    ms: Option<u64>,
    tokens: usize,
}

impl<'a> RecapJson<'a> {
    fn new(document: &'a Document, recap: &'a Recap, source: &'a Source, extras: Extras) -> Self {
        let meta = document.meta();
        Self {
            schema: "recap/1",
            id: &source.id,
            title: meta.title.as_deref(),
            source: SourceJson {
                path: source.path.as_deref(),
                url: meta.url.as_deref(),
                site: meta.site.as_deref(),
                byline: meta.byline.as_deref(),
                date: meta.date.map(|d| d.to_string()),
                language: document.language().map(|l| l.code()),
                sha256: &source.sha256,
                words: document.words().len(),
                sentences: document.sentences().len(),
                text: extras.text.then(|| document.text()),
            },
            summary: SummaryJson {
                style: recap.summary.style,
                sentences: recap
                    .summary
                    .sentences
                    .iter()
                    .map(|s| SentenceJson {
                        text: s.text(),
                        verdict: s.verdict(),
                        evidence: s.evidence(),
                    })
                    .collect(),
            },
            recap: recap
                .rows
                .iter()
                .map(|row| RowJson {
                    aspect: row.aspect(),
                    details: row.details(),
                    kind: row.kind(),
                    evidence: row.evidence(),
                })
                .collect(),
            facts: recap
                .facts
                .iter()
                .map(|mention| FactJson {
                    kind: mention.value.kind(),
                    text: mention.span.slice(document.text()),
                    value: &mention.value,
                    span: mention.span,
                    sentence: document.sentence_at(mention.span.start()),
                })
                .collect(),
            entities: recap
                .entities
                .iter()
                .map(|entity| EntityJson::new(document.text(), entity))
                .collect(),
            model: ModelJson {
                encoder: NamedJson {
                    name: Encoder::NAME,
                    sha256: Encoder::sha256(),
                },
                writer: recap.writer.as_ref().map(|(name, sha256)| NamedJson { name, sha256 }),
            },
            stats: StatsJson {
                ms: extras.ms,
                tokens: recap.tokens,
            },
        }
    }
}

/// The recap as JSON over several lines, with a line end.
pub fn json(document: &Document, recap: &Recap, source: &Source, extras: Extras) -> String {
    write(
        &RecapJson::new(document, recap, source, extras),
        Inert(PrettyFormatter::new()),
    )
}

/// The recap as one line of JSON, with a line end.
pub fn json_line(document: &Document, recap: &Recap, source: &Source, extras: Extras) -> String {
    write(
        &RecapJson::new(document, recap, source, extras),
        Inert(serde_json::ser::CompactFormatter),
    )
}

fn write(value: &impl Serialize, formatter: impl Formatter) -> String {
    let mut bytes = Vec::new();
    value
        .serialize(&mut Serializer::with_formatter(&mut bytes, formatter))
        .expect("every field has a JSON form and a Vec takes every byte");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

/// Writes characters that a terminal obeys as `\u` escapes, which parse back to the same text.
struct Inert<F>(F);

impl<F: Formatter> Formatter for Inert<F> {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_active) {
            writer.write_all(&rest.as_bytes()[..at])?;
            let c = rest[at..].chars().next().unwrap_or_default();
            // All of them are in the Basic Multilingual Plane: one escape each.
            write!(writer, "\\u{:04x}", u32::from(c))?;
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_a_terminal_obeys_are_escaped_and_parse_back() {
        let text = "a\u{1b}[31m\u{9b}2J\u{7f}\u{202e}é\u{feff}\n";
        let json = write(&text, Inert(serde_json::ser::CompactFormatter));
        assert!(!json.trim_end().chars().any(is_active), "{json:?}");
        assert_eq!(serde_json::from_str::<String>(&json).expect("valid JSON"), text);
    }
}

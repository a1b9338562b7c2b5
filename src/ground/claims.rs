//! Recaps taken apart into claims: from Markdown, ours or edited by hand, and from `recap/1` JSON.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde::Deserialize;

use crate::document::Document;
use crate::span::one_line;

/// One thing that a recap says about its article.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What of the recap it is.
    pub part: Part,
    /// What is said, on one line, without markup.
    pub text: String,
    /// For a fact of a JSON recap, what it is said to be and where.
    pub stated: Option<Stated>,
}

/// The parts of a recap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A sentence of running text.
    Sentence,
    /// The details of a row of the table.
    Row,
    /// An item of a list, or an entry of the facts in JSON.
    Fact,
}

impl Part {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Row => "row",
            Self::Fact => "fact",
        }
    }
}

/// What a fact of a JSON recap states besides its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// Its bytes in the article's text.
    pub bytes: Range<usize>,
    /// Its kind.
    pub kind: String,
    /// Its value.
    pub value: serde_json::Value,
}

/// Why a recap cannot be taken apart.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It begins like JSON and is none, or none of ours.
    #[error("this is no recap/1 JSON")]
    Json(#[source] serde_json::Error),
    /// It claims nothing.
    #[error("there is nothing in it to check")]
    Empty,
}

/// What `recap` says, in its order: JSON when it begins with a brace, else Markdown.
///
/// Headings, aspects and the line that says where the article is from are no claims.
///
/// # Errors
/// [`Error::Json`], and [`Error::Empty`] when there are none.
pub fn claims(recap: &str) -> Result<Vec<Claim>, Error> {
    let claims = if recap.trim_start().starts_with('{') {
        json(recap)?
    } else {
        markdown(recap)
    };
    if claims.is_empty() {
        Err(Error::Empty)
    } else {
        Ok(claims)
    }
}

#[derive(Deserialize)]
struct RecapJson {
    summary: SummaryJson,
    recap: Vec<RowJson>,
    #[serde(default)]
    facts: Vec<FactJson>,
}

#[derive(Deserialize)]
struct SummaryJson {
    sentences: Vec<SentenceJson>,
}

#[derive(Deserialize)]
struct SentenceJson {
    text: String,
}

#[derive(Deserialize)]
struct RowJson {
    details: String,
}

#[derive(Deserialize)]
struct FactJson {
    kind: String,
    text: String,
    value: serde_json::Value,
    start: usize,
    end: usize,
}

fn json(recap: &str) -> Result<Vec<Claim>, Error> {
    let recap: RecapJson = serde_json::from_str(recap).map_err(Error::Json)?;
    let claim = |part, text: &str, stated| Claim {
        part,
        text: one_line(text),
        stated,
    };
    let sentences = recap
        .summary
        .sentences
        .iter()
        .map(|s| claim(Part::Sentence, &s.text, None));
    let rows = recap.recap.iter().map(|row| claim(Part::Row, &row.details, None));
    let facts = recap.facts.iter().map(|fact| {
        let stated = Stated {
            bytes: fact.start..fact.end,
            kind: fact.kind.clone(),
            value: fact.value.clone(),
        };
        claim(Part::Fact, &fact.text, Some(stated))
    });
    Ok(sentences.chain(rows).chain(facts).collect())
}

/// What of a Markdown file is being read.
#[derive(Default)]
struct Reader {
    claims: Vec<Claim>,
    /// The text of the block or cell so far.
    text: String,
    /// Whether all of `text` is emphasised.
    emphasised: bool,
    emphasis: usize,
    /// The cells of the row so far.
    cells: Vec<String>,
    items: usize,
    in_table: bool,
    skipping: usize,
}

fn markdown(recap: &str) -> Vec<Claim> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader::default();
    for event in Parser::new_ext(recap, options) {
        reader.event(event);
    }
    reader.claims
}

impl Reader {
    fn event(&mut self, event: Event) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::MetadataBlock(_) | Tag::CodeBlock(_) | Tag::TableHead) => {
                self.finish_block();
                self.skipping += 1;
            }
            Event::End(TagEnd::Heading(_) | TagEnd::MetadataBlock(_) | TagEnd::CodeBlock | TagEnd::TableHead) => {
                self.skipping = self.skipping.saturating_sub(1);
                self.text.clear();
            }
            Event::Start(Tag::Paragraph) => self.finish_block(),
            Event::End(TagEnd::Paragraph) => self.finish_block(),
            Event::Start(Tag::Item) => {
                self.finish_block();
                self.items += 1;
            }
            Event::End(TagEnd::Item) => {
                self.finish_block();
                self.items = self.items.saturating_sub(1);
            }
            Event::Start(Tag::Table(_)) => {
                self.finish_block();
                self.in_table = true;
            }
            Event::End(TagEnd::Table) => self.in_table = false,
            Event::End(TagEnd::TableCell) if self.skipping == 0 => {
                self.cells.push(one_line(&std::mem::take(&mut self.text)))
            }
            Event::End(TagEnd::TableRow) => self.finish_row(),
            Event::Start(Tag::Emphasis) => {
                self.emphasised |= self.text.trim().is_empty();
                self.emphasis += 1;
            }
            Event::End(TagEnd::Emphasis) => self.emphasis = self.emphasis.saturating_sub(1),
            Event::Text(text) | Event::Code(text) if self.skipping == 0 => {
                self.emphasised &= self.emphasis > 0 || text.trim().is_empty();
                self.text.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            _ => {}
        }
    }

    fn finish_block(&mut self) {
        let text = one_line(&std::mem::take(&mut self.text));
        let source_line = std::mem::take(&mut self.emphasised) && self.claims.is_empty();
        if self.in_table || source_line || !text.contains(char::is_alphanumeric) {
            return;
        }
        if self.items > 0 {
            self.push(Part::Fact, text);
            return;
        }
        let document = Document::from_text(&text);
        for sentence in document.sentence_texts() {
            self.push(Part::Sentence, one_line(sentence));
        }
    }

    /// The first cell says what a row is about; the others are what it claims.
    fn finish_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        let details = if cells.len() > 1 { &cells[1..] } else { &cells[..] };
        let details = details.join(" ");
        if details.contains(char::is_alphanumeric) {
            self.push(Part::Row, details);
        }
    }

    fn push(&mut self, part: Part, text: String) {
        self.claims.push(Claim {
            part,
            text,
            stated: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(recap: &str) -> Vec<(Part, String)> {
        let claims = claims(recap).expect("a recap");
        claims.into_iter().map(|claim| (claim.part, claim.text)).collect()
    }

    #[test]
    fn markdown_gives_its_sentences_rows_and_items_without_markup() {
        let recap = "# Mill shuts\n\n*mill.txt · 90 words*\n\nThe mill shut. It paid \\*all\\* of them.\n\n## Quick Recap\n\n\
                     | Aspect | Details |\n| --- | --- |\n| Jobs | 140 \\| of 150 go |\n\n## Key facts\n\n- cut **140** jobs\n\
                     - “We paid” — Ada Prior\n";
        let expected = [
            (Part::Sentence, "The mill shut."),
            (Part::Sentence, "It paid *all* of them."),
            (Part::Row, "140 | of 150 go"),
            (Part::Fact, "cut 140 jobs"),
            (Part::Fact, "“We paid” — Ada Prior"),
        ];
        let expected: Vec<(Part, String)> = expected.map(|(part, text)| (part, text.to_owned())).into();
        assert_eq!(texts(recap), expected);
    }

    #[test]
    fn json_gives_the_same_and_every_fact() {
        let recap = r#"{"summary": {"sentences": [{"text": "The mill shut."}]}, "recap": [{"details": "140 jobs go"}],
                       "facts": [{"kind": "number", "text": "140", "value": {"number": 140}, "start": 3, "end": 6}]}"#;
        let parts: Vec<Part> = texts(recap).into_iter().map(|(part, _)| part).collect();
        assert_eq!(parts, [Part::Sentence, Part::Row, Part::Fact]);
    }

    #[test]
    fn what_claims_nothing_is_an_error() {
        assert!(matches!(claims("# Title\n"), Err(Error::Empty)));
        assert!(matches!(claims("{\"a\": 1}"), Err(Error::Json(_))));
    }
}

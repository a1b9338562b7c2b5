//! The recap as Markdown.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::Source;
use super::escape::{inline, line_start, link_target};
use crate::document::Document;
use crate::entities::Entity;
use crate::facts::{Mention, Value};
use crate::recap::{Figure, Recap, Row};
use crate::span::{Span, one_line};

/// Title, source line, summary, Quick Recap table, key facts, people and quotations. Parts without content are left out, headings included.
///
/// Everything that comes from the article is escaped: it renders as the text it was, whatever it holds.
pub fn markdown(document: &Document, recap: &Recap, source: &Source) -> String {
    render(document, recap, source, false)
}

/// The same, each row of the table followed by the numbers of the sentences it is made from, and these sentences at the end.
pub fn cited_markdown(document: &Document, recap: &Recap, source: &Source) -> String {
    render(document, recap, source, true)
}

fn render(document: &Document, recap: &Recap, source: &Source, cited: bool) -> String {
    let mut out = String::new();
    let title = document.meta().title.as_deref().map(one_line);
    let title = title.as_deref().or_else(|| file_name(source)).unwrap_or("Recap");
    section(&mut out, &format!("# {}", inline(title)));
    section(&mut out, &source_line(document, source));
    let summary: Vec<String> = recap.summary.sentences.iter().map(|s| finished(s.text())).collect();
    if !summary.is_empty() {
        section(&mut out, &line_start(&summary.join(" ")));
    }
    if !recap.rows.is_empty() {
        section(&mut out, "## Quick Recap");
        section(&mut out, table(document, &recap.rows, cited).trim_end());
    }
    if !recap.figures.is_empty() {
        section(&mut out, "## Key facts");
        let facts: Vec<String> = recap.figures.iter().map(figure).collect();
        section(&mut out, &facts.join("\n"));
    }
    if !recap.notable.is_empty() {
        section(&mut out, "## Who's who");
        section(&mut out, &people(document, recap));
    }
    if !recap.quotes.is_empty() {
        section(&mut out, "## Quotes");
        for quotation in recap
            .quotes
            .iter()
            .filter_map(|&index| quotation(document, &recap.facts[index]))
        {
            section(&mut out, &quotation);
        }
    }
    let numbers: BTreeSet<usize> = recap.rows.iter().flat_map(|row| sentences(document, row)).collect();
    if cited && !numbers.is_empty() {
        section(&mut out, "## Sources");
        let lines: Vec<String> = numbers.iter().map(|&index| cited_sentence(document, index)).collect();
        section(&mut out, &lines.join("\n"));
    }
    out
}

/// Appends one block, a blank line before it.
fn section(out: &mut String, block: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(block);
    out.push('\n');
}

/// `sentence` with a full stop where it has no mark at its end, as captions and standfirsts do, so that the next one does
/// not run into it.
fn finished(sentence: &str) -> String {
    let stop = if sentence.ends_with(char::is_alphanumeric) {
        "."
    } else {
        ""
    };
    format!("{sentence}{stop}")
}

fn file_name(source: &Source) -> Option<&str> {
    source.path.as_deref()?.rsplit(['/', '\\']).next()
}

/// Where the article is from, in one line of emphasis: site or file, author, day, length.
fn source_line(document: &Document, source: &Source) -> String {
    let meta = document.meta();
    let site = meta.site.as_deref().map(|site| inline(&one_line(site)));
    let link = meta.url.as_deref().and_then(|url| {
        let target = link_target(url)?;
        let host = url.split('/').nth(2)?.trim_start_matches("www.");
        let site = site.clone().unwrap_or_else(|| inline(host));
        Some(format!("[{site}]({target})"))
    });
    let origin = link.or(site).or_else(|| file_name(source).map(inline));
    let byline = meta.byline.as_deref().map(|byline| inline(&one_line(byline)));
    let date = meta.date.map(|date| date.to_string());
    let words = match document.words().len() {
        1 => "1 word".to_owned(),
        n => format!("{n} words"),
    };
    let parts: Vec<String> = [origin, byline, date, Some(words)].into_iter().flatten().collect();
    format!("*{}*", parts.join(" · "))
}

/// The sentences that `row` is made from, as indices.
fn sentences(document: &Document, row: &Row) -> BTreeSet<usize> {
    let spans = row.evidence().spans().iter();
    spans.filter_map(|span| document.sentence_at(span.start())).collect()
}

/// A sentence of the article with its number, from 1.
fn cited_sentence(document: &Document, index: usize) -> String {
    let words = one_line(document.sentences()[index].span.slice(document.text()));
    format!("- \\[{}\\] {}", index + 1, inline(&words))
}

fn table(document: &Document, rows: &[Row], cited: bool) -> String {
    let mut out = String::from("| Aspect | Details |\n| --- | --- |\n");
    for row in rows {
        let mut details = inline(row.details());
        if cited {
            let numbers: Vec<String> = sentences(document, row)
                .iter()
                .map(|index| (index + 1).to_string())
                .collect();
            details += &format!(" \\[{}\\]", numbers.join(", "));
        }
        writeln!(out, "| {} | {details} |", inline(row.aspect())).expect("a String takes every write");
    }
    out
}

/// The people and organisations, an item each, with what they are.
fn people(document: &Document, recap: &Recap) -> String {
    let item = |entity: &Entity| {
        let name = inline(&entity.full_name(document.text()));
        match entity.role {
            Some(role) => format!("- **{name}**, {}", inline(&one_line(role.slice(document.text())))),
            None => format!("- **{name}**"),
        }
    };
    let items: Vec<String> = recap
        .notable
        .iter()
        .map(|&index| item(&recap.entities[index]))
        .collect();
    items.join("\n")
}

/// A quotation as a block quote with its speaker; `None` where the fact is something else.
fn quotation(document: &Document, fact: &Mention) -> Option<String> {
    let Value::Quote(quote) = &fact.value else {
        return None;
    };
    let words = |part: &Span| inline(&one_line(part.slice(document.text())));
    let spoken: Vec<String> = quote.spoken(fact.span).iter().map(words).collect();
    // What the article says between two parts is left out.
    let spoken = spoken.join(" … ");
    let speaker = quote.speaker.as_deref().map(|speaker| inline(&one_line(speaker)));
    Some(match speaker {
        Some(speaker) => format!("> “{spoken}” — {speaker}"),
        None => format!("> “{spoken}”"),
    })
}

/// A figure in its clause, in bold.
fn figure(figure: &Figure) -> String {
    let [before, value, behind] = figure.parts();
    format!("- {}**{}**{}", inline(before), inline(value), inline(behind))
}

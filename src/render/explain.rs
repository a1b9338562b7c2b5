//! Why each row is in the table, for whoever wonders.

use std::fmt::Write;

use crate::document::Document;
use crate::recap::{Naming, Recap, Row};
use crate::span::one_line;

/// For each row of the table: its aspect and where that is from, the sentence that its details were cut from with what was
/// left out in brackets, and what the row was worth beside those chosen before it.
pub fn explain(document: &Document, recap: &Recap) -> String {
    let mut out = String::new();
    for (at, row) in recap.rows.iter().enumerate() {
        let origin = row.origin();
        let named = match origin.named {
            Naming::Author => "a label or heading of the article",
            Naming::Role => "the part that it plays",
            Naming::Noun => "a noun of the sentence",
            Naming::Both => "a noun of the article and the part that it plays",
        };
        let sentence = document.sentence_at(origin.source.start()).map_or(0, |index| index + 1);
        writeln!(out, "row {}: {} ({named})", at + 1, plain(row.aspect())).expect("a String takes every write");
        writeln!(out, "  sentence {sentence}, worth {:.2}", origin.gain).expect("a String takes every write");
        writeln!(out, "  {}", plain(&marked(document, row))).expect("a String takes every write");
    }
    out
}

/// The source of `row` with what its details leave out in brackets.
fn marked(document: &Document, row: &Row) -> String {
    let source = row.origin().source;
    let text = document.text();
    let mut parts: Vec<String> = Vec::new();
    let mut from = source.start();
    let ends = row.evidence().spans().iter().map(|span| (span.start(), span.end()));
    for (start, end) in ends.chain([(source.end(), source.end())]) {
        let left_out = text.get(from..start).map(one_line).unwrap_or_default();
        if left_out.contains(char::is_alphanumeric) {
            parts.push(format!("[{}]", left_out.trim()));
        }
        parts.extend(text.get(start..end).map(one_line).filter(|kept| !kept.is_empty()));
        from = end.max(from);
    }
    parts.join(" ")
}

/// `text` without control characters: it may go to a terminal.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

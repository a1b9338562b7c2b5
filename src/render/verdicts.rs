//! The table that `recap verify` prints.

use std::fmt::Write;

use super::escape::inline;
use crate::document::Document;
use crate::ground::{Claim, Finding};
use crate::span::{Span, one_line};

/// Words of evidence that are shown; the bytes in front say where the rest is.
const MOST_WORDS: usize = 14;

/// A Markdown table of `claims` with what was found on each: verdict, claim, evidence with its bytes in the article's text.
/// For a claim that is not supported, the reason and the sentence that comes closest.
pub fn verdicts(document: &Document, claims: &[Claim], findings: &[Finding]) -> String {
    let mut out = String::from("| Verdict | Part | Claim | Evidence |\n| --- | --- | --- | --- |\n");
    for (claim, finding) in claims.iter().zip(findings) {
        let (verdict, evidence) = match finding {
            Ok(support) => {
                let spans = support.evidence.spans().iter();
                let spans: Vec<String> = spans.map(|&span| quoted(document, span)).collect();
                (support.verdict.name().to_owned(), spans.join("; "))
            }
            Err(unsupported) => (
                format!("**unsupported**: {}", inline(&unsupported.problem.to_string())),
                unsupported.nearest.map_or_else(
                    || "none".to_owned(),
                    |span| format!("nearest: {}", quoted(document, span)),
                ),
            ),
        };
        let (part, claim) = (claim.part.name(), inline(&claim.text));
        writeln!(out, "| {verdict} | {part} | {claim} | {evidence} |").expect("a String takes every write");
    }
    out
}

/// The bytes of `span` and its first words.
fn quoted(document: &Document, span: Span) -> String {
    let line = one_line(span.slice(document.text()));
    let mut words = line.split(' ');
    let mut shown = words.by_ref().take(MOST_WORDS).collect::<Vec<_>>().join(" ");
    if words.next().is_some() {
        shown.push('…');
    }
    format!("{}–{} “{}”", span.start(), span.end(), inline(&shown))
}

//! A row of the Quick Recap table.

use crate::document::Document;
use crate::span::{Evidence, one_line};

/// Most words in the details of a row.
pub const MOST_DETAIL_WORDS: usize = 20;

/// One row of the table: an aspect, and details made of nothing but words of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    aspect: String,
    details: String,
    kind: &'static str,
    evidence: Evidence,
}

/// What stands between the pieces of a row's details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Parts of one clause with something cut out between them: a space.
    Clause,
    /// Parts that stand beside each other: a comma.
    Parts,
    /// Items of a list: commas, and "and" before the last.
    Series,
}

impl Row {
    /// A row whose details are the words at `pieces`, in text order, first letter upper case, punctuation at the ends
    /// dropped. `kind` is the kind of its leading fact, "list" or "text".
    pub fn new(
        document: &Document,
        aspect: impl Into<String>,
        kind: &'static str,
        join: Join,
        pieces: Evidence,
    ) -> Self {
        let words: Vec<String> = pieces
            .spans()
            .iter()
            .map(|span| bare(&one_line(span.slice(document.text()))).to_owned())
            .filter(|piece| !piece.is_empty())
            .collect();
        let details = match (join, words.split_last()) {
            // "Despite the rain, … the game went on": what was cut out took the comma along.
            (Join::Clause, _) if words.first().is_some_and(|first| opens_a_clause(first)) => words.join(", "),
            (Join::Clause, _) => words.join(" "),
            (Join::Series, Some((last, [first @ .., second]))) => {
                let mut series = first.join(", ");
                if !series.is_empty() {
                    series.push_str(", ");
                }
                series + second + " and " + last
            }
            _ => words.join(", "),
        };
        Self {
            aspect: aspect.into(),
            details: capitalised(&details),
            kind,
            evidence: pieces,
        }
    }

    /// What the row is about: "Reason", "Impacted roles".
    pub fn aspect(&self) -> &str {
        &self.aspect
    }

    /// What the article says about it, in the article's words.
    pub fn details(&self) -> &str {
        &self.details
    }

    /// The kind of its leading fact ("money", "percent", …), "list" for joined items, else "text".
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The pieces of the article that the details are made of.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

/// Whether `words` begin with a circumstance, which a comma parts from the main clause.
fn opens_a_clause(words: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "after", "although", "as", "because", "before", "despite", "if", "once", "since", "though", "unless", "until",
        "when", "whereas", "while", "with", "without",
    ];
    let first = words.split(' ').next().unwrap_or_default();
    OPENINGS.iter().any(|opening| first.eq_ignore_ascii_case(opening))
}

/// `text` without the punctuation that belonged to the sentence around it.
fn bare(text: &str) -> &str {
    text.trim_start_matches([',', ';', ':', '.', '–', '—', '-', ' '])
        .trim_end_matches([',', ';', ':', '.', '–', '—', '-', ' ', '!'])
}

/// `text` with its first letter in upper case, unless its first word mixes cases on purpose ("iPhone").
fn capitalised(text: &str) -> String {
    let first_word = text.split(' ').next().unwrap_or_default();
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if !first_word.chars().skip(1).any(char::is_uppercase) => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

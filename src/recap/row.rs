//! A row of the Quick Recap table.

use crate::document::Document;
use crate::span::{Evidence, Span, one_line};

/// Most words in the details of a row.
pub const MOST_DETAIL_WORDS: usize = 26;

/// One row of the table: an aspect, and details made of nothing but words of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    aspect: String,
    details: String,
    kind: &'static str,
    evidence: Evidence,
    origin: Origin,
}

/// Why a row is in the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Origin {
    /// The sentence, pair of sentences or list that its details were cut from.
    pub source: Span,
    /// What it added to the rows chosen before it: the summed weights of its words, with the bonuses of its kind.
    pub gain: f32,
    /// What its form costs, from 0 (reads as written) up.
    pub cost: f32,
    /// Where its aspect is from.
    pub named: Naming,
}

/// Where the aspect of a row is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// A heading, label or lead-in of the article.
    Author,
    /// An aspect of the inventory that the row's words and facts call for.
    Inventory,
    /// What its statement is about, or whose claim it is; the details leave it out.
    Subject,
    /// A noun phrase of the sentence.
    Phrase,
    /// Where the row stands in the article.
    Place,
    /// The kind of a fact in it, or nothing better.
    Fallback,
}

/// What stands between the pieces of a row's details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// Parts of one clause with something cut out between them: a space.
    Clause,
    /// Statements that stand beside each other: a semicolon.
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
        origin: Origin,
    ) -> Self {
        let (gaps, words): (Vec<&str>, Vec<String>) = phrases(document.text(), &pieces)
            .into_iter()
            .map(|(gap, phrase)| (gap, bare(&phrase).to_owned()))
            .filter(|(_, phrase)| !phrase.is_empty())
            .unzip();
        let details = match (join, words.split_last()) {
            // "Despite the rain, … the game went on": what was cut out took the comma along.
            (Join::Clause, _) if words.first().is_some_and(|first| opens_a_clause(first)) => words.join(", "),
            (Join::Clause, Some(_)) => {
                let mut clause = words[0].clone();
                for (word, gap) in words.iter().zip(&gaps).skip(1) {
                    // "Allen (left), 38, of Orrin": the comma behind the bracket stays.
                    let parted = gap.starts_with('(') && gap.ends_with("),");
                    clause += if parted { ", " } else { " " };
                    clause += word;
                }
                clause
            }
            (Join::Series, Some((last, [first @ .., second]))) => {
                let mut series = first.join(", ");
                if !series.is_empty() {
                    series.push_str(", ");
                }
                series + second + " and " + last
            }
            (Join::Parts, Some((_, [first, ..]))) => {
                let rest = words[1..].iter().map(|piece| lowered(piece));
                std::iter::once(first.clone())
                    .chain(rest)
                    .collect::<Vec<_>>()
                    .join("; ")
            }
            _ => words.join(", "),
        };
        // "We lost," Marsh said: the comma led to the speaker.
        let details = match details.strip_suffix(['"', '”', '’', '\'']) {
            Some(quoted) if quoted.ends_with(',') => quoted[..quoted.len() - 1].to_owned() + &details[quoted.len()..],
            _ => details,
        };
        Self {
            aspect: aspect.into(),
            details: capitalised(&details),
            kind,
            evidence: pieces,
            origin,
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

    /// Why it is in the table.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The pieces of the article that the details are made of.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

/// The words of `evidence`, and what stands between them and those before; pieces that only an article parts are one phrase.
fn phrases<'a>(text: &'a str, evidence: &Evidence) -> Vec<(&'a str, String)> {
    let mut found: Vec<(&str, String)> = Vec::new();
    let mut end = 0;
    for piece in evidence.spans() {
        let gap = text.get(end..piece.start()).unwrap_or_default().trim();
        end = piece.end();
        let words = one_line(piece.slice(text));
        match found.last_mut() {
            Some((_, last)) if is_article(gap) => {
                last.push(' ');
                // A capital article opened a sentence.
                let opens = gap.starts_with(char::is_uppercase);
                last.push_str(&if opens { capitalised(&words) } else { words });
            }
            _ => found.push((gap, words)),
        }
    }
    found
}

fn is_article(gap: &str) -> bool {
    ["the", "a", "an"]
        .iter()
        .any(|article| gap.eq_ignore_ascii_case(article))
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
pub(super) fn bare(text: &str) -> &str {
    text.trim_start_matches([',', ';', ':', '.', '–', '—', '-', ' '])
        .trim_end_matches([',', ';', ':', '.', '–', '—', '-', ' ', '!'])
}

/// `text` with its first letter in lower case where its first word is none that a name could start with.
fn lowered(text: &str) -> String {
    const PLAIN: &[&str] = &[
        "the", "a", "an", "he", "she", "it", "they", "we", "you", "this", "that", "these", "those", "his", "her",
        "its", "their", "our", "your", "there", "in", "on", "at", "by", "for", "from", "with", "after", "before",
        "during", "as", "about", "since", "while", "when", "if", "because", "although", "despite", "under", "some",
        "many", "most", "more", "other", "several", "two", "three", "both", "all", "no", "nobody", "only",
    ];
    let first = text.split(' ').next().unwrap_or_default();
    if PLAIN.iter().any(|word| first.eq_ignore_ascii_case(word)) {
        first.to_lowercase() + &text[first.len()..]
    } else {
        text.to_owned()
    }
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

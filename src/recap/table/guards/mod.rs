//! Guards of meaning: whether what a row keeps of a sentence may be printed, and the small mends that make it so.
//!
//! Something else proposes which words a row keeps. A guard never invents a cut: it adds words of the sentence back, drops
//! what dangles at an end, or refuses. One rule, one file; each says what it does, why, and shows an example. A new one goes
//! into [`RULES`] and gets a [`Refusal`] of its own.
//!
//! Words are those of [`Tags::words`]: marks and the parts of contractions are words of their own. Articles and auxiliaries
//! may be missing wherever a headline would do without them.

mod attribution;
mod claims;
mod comparisons;
mod conditions;
mod counting;
mod draft;
mod ends;
mod fragments;
mod hedges;
mod lists;
mod names;
mod negation;
mod objects;
mod quotations;
mod reading;
mod references;
mod statements;
#[cfg(test)]
mod testing;
mod words;

use std::ops::Range;

use crate::document::Document;
use crate::entities::Referents;
use crate::facts::Mention;
use crate::model::Tags;
use crate::recap::MOST_DETAIL_WORDS;
use crate::span::Span;
use draft::Draft;
use reading::Reading;

/// A sentence whose words a row may keep.
#[derive(Clone, Copy)]
pub(in crate::recap::table) struct Sentence<'a> {
    /// The article.
    pub document: &'a Document,
    /// Its words and names.
    pub tags: &'a Tags,
    /// Its facts, in text order.
    pub facts: &'a [Mention],
    /// Whom its pronouns mean.
    pub referents: &'a Referents<'a>,
    /// Index of the sentence.
    pub index: usize,
}

/// What a row keeps of a sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::recap::table) struct Cut {
    /// Ascending, disjoint, non-adjacent ranges of the sentence's words.
    pub pieces: Vec<Range<usize>>,
    /// Pronouns, as indices of words, with the name elsewhere in the text that stands in brackets for each.
    pub names: Vec<(usize, Span)>,
    /// Who makes the claim where the words kept do not say so: the label has to ("Judge's view").
    pub claimed_by: Option<Span>,
    /// What the row is said of, where the words kept leave it out and start with the predicate.
    pub subject: Option<Span>,
    /// Words that start a statement of its own behind another one: "; " goes before each.
    pub apart: Vec<usize>,
}

/// Why a cut may not be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::recap::table) enum Refusal {
    /// Nothing is kept that could be read.
    Empty,
    /// More than [`MOST_DETAIL_WORDS`] words, once it is whole, or a sentence without end.
    Long,
    /// The mends do not come to an end.
    Unsettled,
    /// A question, or the lead-in to what follows.
    Fragment,
    /// A condition is missing.
    Condition,
    /// One side of a comparison is missing.
    Comparison,
    /// Somebody's claim, and nobody knows whose.
    Claim,
    /// A mark of quotation or a bracket without its other half.
    Mark,
    /// A word that points at something the row does not name.
    Reference,
    /// A subject beside the verb of another.
    Statement,
    /// An end in the middle of a phrase that cannot be made whole.
    End,
}

type Rule = fn(&Reading, &mut Draft) -> Result<(), Refusal>;

/// The rules, in order: what makes phrases whole comes before what judges them, ends come last.
const RULES: &[Rule] = &[
    fragments::guard,
    quotations::guard,
    names::guard,
    counting::guard,
    negation::guard,
    hedges::guard,
    comparisons::guard,
    conditions::guard,
    objects::guard,
    lists::guard,
    attribution::guard,
    references::guard,
    statements::guard,
    ends::guard,
];

/// Words of the longest sentence that is cut. A longer one is a list or a page without full stops, and the limit bounds
/// what rules that look back and forth cost.
const MOST_WORDS: usize = 400;

/// How often the rules run: a mend may call for another, in practice twice.
const MOST_ROUNDS: usize = 6;

/// The cut as it may be printed, or why it may not. Linear in the words of the sentence.
pub(in crate::recap::table) fn guard(sentence: &Sentence, cut: Cut) -> Result<Cut, Refusal> {
    let reading = Reading::new(sentence);
    if reading.len() > MOST_WORDS {
        return Err(Refusal::Long);
    }
    let mut draft = Draft::new(&reading, cut);
    for _ in 0..MOST_ROUNDS {
        let before = draft.clone();
        for rule in RULES {
            rule(&reading, &mut draft)?;
        }
        if draft.count(&reading) > MOST_DETAIL_WORDS {
            return Err(Refusal::Long);
        }
        if draft == before {
            return Ok(draft.into_cut());
        }
    }
    Err(Refusal::Unsettled)
}

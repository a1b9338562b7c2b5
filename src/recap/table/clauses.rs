//! Which runs of a sentence's tokens can stand in a table cell, and how natural each would look there.
//!
//! A run starts where a clause can start and ends where a phrase can end. Its cost grows with everything that would make
//! a reader stumble; the costs were set by reading rows, not fitted.

use std::ops::Range;

use super::lexicon::{
    AUXILIARIES, CALENDAR, CIRCUMSTANCE, CONDITIONS, COORDINATORS, DANGLING, DEMONSTRATIVES, DETERMINERS, FIRST_PERSON,
    LEAD_IN_PHRASES, LEAD_INS, LEANING, PLACE_OR_TIME, POINTING, PREPOSITIONS, SAYING, TAKES_PREPOSITION, negates,
    never_last,
};
use super::open_classes::VERBS;
use super::tokens::{Boundary, Token, boundaries, is_relative, tokenize};

/// A sentence taken apart.
#[derive(Debug)]
pub(super) struct Clauses {
    /// Its tokens.
    pub(super) tokens: Vec<Token>,
    /// The boundary before each token, and after the last.
    pub(super) boundaries: Vec<Option<Boundary>>,
    /// The first token worth keeping, behind datelines, chrome, lead-ins and conjunctions.
    start: usize,
}

/// Some tokens in a row that could stand in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// The tokens, as indices.
    pub(super) tokens: Range<usize>,
    /// How unnatural it looks, from 0 up.
    pub(super) cost: f32,
    /// Whether it opens with a relative pronoun: never a row by itself.
    pub(super) relative: bool,
    /// Whether it opens with a preposition.
    pub(super) prepositional: bool,
}

/// Fewest tokens in a run.
const FEWEST: usize = 3;

impl Clauses {
    /// Takes the bytes `range` of `text` apart.
    pub(super) fn new(text: &str, range: Range<usize>) -> Self {
        let kept = past_chrome(text, range);
        let tokens = tokenize(text, kept);
        let start = past_lead_in(&tokens);
        Self {
            boundaries: boundaries(&tokens),
            start,
            tokens,
        }
    }

    /// The word of token `at`, lower case; empty outside.
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.word.as_str())
    }

    /// All runs of at most `most` tokens, by start, then end.
    pub(super) fn runs(&self, most: usize) -> Vec<Run> {
        let mut found: Vec<Run> = Vec::new();
        for start in self.starts() {
            let first = start.tokens.start;
            let last = self
                .concession_end(first)
                .unwrap_or(self.tokens.len())
                .min(first + most);
            for end in first + FEWEST..=last {
                if let Some(run) = self.run(&start, end) {
                    found.push(run);
                }
            }
        }
        found.sort_by(|a, b| {
            (a.tokens.start, a.tokens.end)
                .cmp(&(b.tokens.start, b.tokens.end))
                .then(a.cost.total_cmp(&b.cost))
        });
        found.dedup_by(|a, b| a.tokens == b.tokens);
        found
    }

    /// Where a run can start, each as an empty run with the cost of starting there.
    fn starts(&self) -> Vec<Run> {
        let mut found = Vec::new();
        if self.start >= self.tokens.len() {
            return found;
        }
        let at = |at: usize, cost: f32| Run {
            tokens: at..at,
            cost,
            relative: false,
            prepositional: false,
        };
        found.push(at(self.start, if self.start == 0 { 0.0 } else { 0.05 }));
        // "Despite posting a loss, …": the concession is a fact of its own.
        if self.word(self.start) == "despite" && self.start + 1 < self.tokens.len() {
            found.push(at(self.start + 1, 0.3));
        }
        for place in self.start + 1..self.tokens.len() {
            let Some(boundary) = self.boundaries[place] else {
                continue;
            };
            let opens = boundary.is_strong() || boundary == Boundary::Report;
            if !opens || self.tokens[place].look.opens {
                continue;
            }
            let first = self.past_joiners(place);
            let word = self.word(first);
            if first >= self.tokens.len() || word == "according" {
                continue;
            }
            let adverbial = word.ends_with("ly") && PREPOSITIONS.contains(&self.word(first + 1));
            let mut start = at(first, 0.3);
            if is_relative(&self.tokens[first]) {
                start.relative = true;
                start.cost = 0.9;
            } else if (PREPOSITIONS.contains(&word) || adverbial) && boundary != Boundary::Clause {
                start.prepositional = true;
                start.cost = 0.8;
            } else if word == "because" {
                start.cost = 0.2;
            } else if LEANING.contains(&word) {
                start.cost = 2.0;
            } else if DANGLING.contains(&word) {
                start.cost = 1.3;
            } else if boundary == Boundary::Report {
                start.cost = 0.3;
            } else if SAYING.contains(&word) {
                start.cost = 1.2;
            } else if first == place && boundary == Boundary::Comma && self.is_plain(first) {
                // Most likely the middle of a series.
                start.cost = if self.is_serial(first) { 1.2 } else { 0.6 };
            }
            if self.tokens[first].look.comma && (self.tokens[first].look.digit || self.tokens[first].look.capital) {
                // An age or the rest of an address: "Ada Marsh, 38, of Tarn, Norland, said".
                start.cost = 1.3;
            }
            // What holds only under a condition, or is denied, cannot stand without the words that say so.
            if self.is_conditional(place) || place.checked_sub(1).is_some_and(|before| negates(self.word(before))) {
                continue;
            }
            found.push(start);
        }
        for start in &mut found {
            let word = self.word(start.tokens.start);
            if AUXILIARIES.contains(&word) {
                start.cost += 0.8;
            }
            if POINTING.contains(&word) {
                start.cost += 0.25;
            } else if DEMONSTRATIVES.contains(&word) {
                start.cost += 0.15;
            }
            if word.ends_with("ing") || word.ends_with("ed") {
                start.cost += 0.3;
            }
        }
        found
    }

    /// The run from `start` to before token `end`, if a phrase can end there.
    fn run(&self, start: &Run, end: usize) -> Option<Run> {
        let first = start.tokens.start;
        let boundary = self.boundaries[end]?;
        let whole = end == self.tokens.len();
        // A condition or exception limits what stands before it.
        if CONDITIONS.contains(&self.word(self.past_joiners(end))) {
            return None;
        }
        let recent = |from: usize| self.tokens[from.max(first)..end].iter().map(|t| t.word.as_str());
        let mut cost = start.cost
            + match boundary {
                _ if whole => 0.0,
                Boundary::Stop | Boundary::Comma => 0.1,
                Boundary::Clause if is_relative(&self.tokens[end]) => 0.3,
                Boundary::Clause => 0.15,
                Boundary::Coordination
                    if recent(end.saturating_sub(6)).any(|w| matches!(w, "between" | "both" | "either")) =>
                {
                    return None;
                }
                Boundary::Coordination => 0.6,
                Boundary::Preposition => self.end_before_preposition(end),
                Boundary::Report => return None,
            };
        let mut last = end;
        while last > first && (self.word(last - 1).is_empty() || never_last(self.word(last - 1))) {
            cost += if self.word(last - 1).is_empty() { 0.0 } else { 0.6 };
            last -= 1;
        }
        if last < first + FEWEST {
            return None;
        }
        let tokens = first..last;
        if !self.is_balanced(tokens.clone()) {
            cost += 0.5;
        }
        if self.tokens[tokens.clone()]
            .iter()
            .any(|t| FIRST_PERSON.contains(&t.word.as_str()))
        {
            cost += 0.4;
        }
        let subordinate = DANGLING.contains(&self.word(first)) || self.word(first) == "despite";
        if subordinate && !whole && !(first + 1..last).any(|at| self.boundaries[at] == Some(Boundary::Comma)) {
            // Ends where the main clause would start.
            cost += 0.9;
        }
        if !whole && SAYING.contains(&self.word(last - 1)) {
            // Who said, but not what.
            cost += 0.8;
        }
        let alternative = tokens
            .clone()
            .any(|at| self.word(at) == "not" && matches!(self.word(at + 1), "only" | "just"));
        if alternative && !tokens.clone().any(|at| self.word(at) == "but") {
            cost += 0.8;
        }
        if !whole && boundary != Boundary::Stop && !self.has_verb(tokens.clone()) {
            cost += 0.35;
        }
        if !whole && boundary == Boundary::Comma && self.parts_series(first, end) {
            cost += 0.3;
        }
        Some(Run {
            tokens,
            cost,
            ..start.clone()
        })
    }

    /// Whether the word before `at` goes with the preposition there ("based on", "a rise in", "accused by").
    pub(super) fn asks_for_preposition(&self, at: usize) -> bool {
        let before = self.word(at - 1);
        before.ends_with("ed") || before.ends_with("ing") || never_last(before) || TAKES_PREPOSITION.contains(&before)
    }

    /// What ending before the preposition at `end` costs: little before a circumstance or a place, much where the
    /// preposition belongs to the word before it.
    pub(super) fn end_before_preposition(&self, end: usize) -> f32 {
        let bound = self.asks_for_preposition(end);
        let preposition = self.word(end);
        let next = end + 1;
        let named = |at: usize| self.tokens.get(at).is_some_and(|t| t.look.capital || t.look.digit);
        let proper = named(next)
            || CALENDAR.contains(&self.word(next))
            || DETERMINERS.contains(&self.word(next)) && named(next + 1);
        let base = if CIRCUMSTANCE.contains(&preposition) {
            0.2
        } else if PLACE_OR_TIME.contains(&preposition) {
            if proper { 0.3 } else { 0.8 }
        } else {
            1.0
        };
        base + if bound { 1.0 } else { 0.0 }
    }

    /// Whether `tokens` hold something that looks like a finite verb or participle.
    pub(super) fn has_verb(&self, tokens: Range<usize>) -> bool {
        let first = tokens.start;
        tokens.into_iter().any(|at| {
            let word = self.word(at);
            AUXILIARIES.contains(&word)
                || VERBS.contains(&word)
                || ["n't", "'re", "'ve", "'ll"].iter().any(|suffix| word.ends_with(suffix))
                || matches!(word, "it's" | "he's" | "she's" | "that's" | "there's")
                || at > first && word.len() > 4 && word.ends_with("ed")
        })
    }

    /// Where the concession ends that `first` starts without its "despite": the main clause is no part of it.
    fn concession_end(&self, first: usize) -> Option<usize> {
        if first != self.start + 1 || self.word(self.start) != "despite" {
            return None;
        }
        let comma = (first..self.tokens.len()).find(|&at| self.boundaries[at] == Some(Boundary::Comma));
        // An insertion between dashes still belongs to it.
        let mut dashes = (first..self.tokens.len()).filter(|&at| self.boundaries[at] == Some(Boundary::Stop));
        let dash = dashes.nth(1).unwrap_or(self.tokens.len());
        Some(comma.map_or(dash, |comma| comma.min(dash)))
    }

    /// Whether what starts at `place` holds only under the condition before it ("If sales fall, jobs will go").
    fn is_conditional(&self, place: usize) -> bool {
        let opening = (self.start..place).rev().find(|&at| {
            at == self.start || self.boundaries[at].is_some_and(|b| matches!(b, Boundary::Stop | Boundary::Clause))
        });
        opening.is_some_and(|at| CONDITIONS.contains(&self.word(at)))
    }

    /// Whether ending before `end`, at a comma, leaves the rest of a series behind.
    fn parts_series(&self, first: usize, end: usize) -> bool {
        let ahead = end..self.tokens.len().min(end + 6);
        let joined = ahead.clone().any(|at| matches!(self.word(at), "and" | "or"));
        let verbal = ahead.take(3).any(|at| AUXILIARIES.contains(&self.word(at)));
        let comma_before =
            (first.max(end.saturating_sub(4))..end).any(|at| self.boundaries[at] == Some(Boundary::Comma));
        joined && !verbal && self.boundaries[end + 1].is_none() && comma_before
    }

    /// Whether the part that starts at `first` is followed by "and" or "or" behind a comma: a member of a series.
    fn is_serial(&self, first: usize) -> bool {
        let comma = (first + 1..self.tokens.len()).find(|&at| self.boundaries[at] == Some(Boundary::Comma));
        comma.is_some_and(|at| at - first <= 5 && matches!(self.word(at), "and" | "or"))
    }

    /// Whether brackets and quotation marks in `tokens` come in pairs.
    fn is_balanced(&self, tokens: Range<usize>) -> bool {
        let opened = self.tokens[tokens.clone()].iter().filter(|t| t.look.opens).count();
        let closed = self.tokens[tokens.clone()].iter().filter(|t| t.look.closes).count();
        let quotes = self.tokens[tokens].iter().filter(|t| t.look.quote).count();
        opened == closed && quotes.is_multiple_of(2)
    }

    /// Whether the token at `at` is in lower case and opens no noun phrase by itself.
    fn is_plain(&self, at: usize) -> bool {
        let word = self.word(at);
        !self.tokens[at].look.capital && !DETERMINERS.contains(&word) && !POINTING.contains(&word)
    }

    /// The first token at or after `at` that is neither a coordinator nor a dash.
    pub(super) fn past_joiners(&self, mut at: usize) -> usize {
        while at < self.tokens.len() && (self.word(at).is_empty() || COORDINATORS.contains(&self.word(at))) {
            at += 1;
        }
        at
    }
}

/// The first token behind a lead-in and conjunctions, unless nothing would be left.
fn past_lead_in(tokens: &[Token]) -> usize {
    let word = |at: usize| tokens.get(at).map_or("", |t| t.word.as_str());
    let mut start = 0;
    if LEAD_INS.contains(&word(0)) && tokens.len() > 4 && tokens[0].look.comma {
        start = 1;
    } else if let Some(phrase) = LEAD_IN_PHRASES.iter().find(|phrase| {
        let len = phrase.len();
        tokens.len() > len + 3 && tokens[len - 1].look.comma && (0..len).all(|at| word(at) == phrase[at])
    }) {
        start = phrase.len();
    }
    while start + 3 < tokens.len() && (word(start).is_empty() || COORDINATORS.contains(&word(start))) {
        start += 1;
    }
    start
}

/// `range` without what pages and agencies put before a sentence: a dateline ("(CNN)", "BERLIN (Reuters) -") and
/// calls to look at something ("Scroll down for video").
fn past_chrome(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start + dateline(&text[range.clone()]);
    let rest = &text[start..range.end];
    for call in [
        "scroll down for videos",
        "scroll down for video",
        "watch the video",
        "read more",
        "click here",
    ] {
        let Some(head) = rest.get(..call.len()) else { continue };
        if head.eq_ignore_ascii_case(call) && rest.len() > call.len() + 20 {
            start += call.len();
            break;
        }
    }
    start += text[start..range.end]
        .find(|c: char| c.is_alphanumeric() || "\"“‘'($£€".contains(c))
        .unwrap_or(0);
    start..range.end
}

/// Length in bytes of the dateline that `sentence` opens with, 0 where it has none.
fn dateline(sentence: &str) -> usize {
    // The agency in brackets stands within the first words, all of them capitalised.
    let head = &sentence[..sentence.floor_char_boundary(70)];
    if let Some(close) = head.find(')') {
        let open = head[..close].rfind('(').unwrap_or(close);
        let agency = head.get(open + 1..close).unwrap_or_default();
        let place = &head[..open];
        let proper = place
            .split_whitespace()
            .all(|w| w.starts_with(|c: char| c.is_uppercase()));
        let upper = agency.starts_with(|c: char| c.is_ascii_uppercase()) && agency.chars().all(char::is_alphabetic);
        let after = sentence[close + 1..].trim_start_matches([' ', '-', '–', '—']);
        // "Acme (ACME) shares" is no dateline: lower case goes on there.
        if upper && proper && agency.len() <= 12 && after.starts_with(|c: char| c.is_uppercase()) {
            let glued = sentence.len() - after.len() == close + 1;
            let dashed = sentence[close + 1..].trim_start().starts_with(['-', '–', '—']);
            if glued || dashed || place.is_empty() {
                return sentence.len() - after.len();
            }
        }
    }
    // "10:45 AM, Oct 25 — ", "LONDON — "
    for dash in [" — ", " -- ", " – "] {
        let Some(at) = head[..head.floor_char_boundary(36)].find(dash) else {
            continue;
        };
        let before = &head[..at];
        let shouted = before
            .split_whitespace()
            .next()
            .is_some_and(|w| w.len() > 3 && w.chars().all(|c| c.is_uppercase() || matches!(c, ',' | '.')));
        let clock = before.starts_with(|c: char| c.is_ascii_digit()) && before.contains(':');
        if shouted || clock {
            return at + dash.len();
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of all runs of `sentence` that are not too costly to be used.
    fn runs(sentence: &str) -> Vec<&str> {
        let clauses = Clauses::new(sentence, 0..sentence.len());
        let usable = clauses
            .runs(20)
            .into_iter()
            .filter(|run| run.cost <= 1.0 && !run.relative);
        usable
            .map(|run| {
                &sentence[clauses.tokens[run.tokens.start].bytes.start..clauses.tokens[run.tokens.end - 1].bytes.end]
            })
            .collect()
    }

    #[test]
    fn a_condition_stays_with_what_it_limits() {
        let found = runs("The ferry will run all winter if the council pays for a second crew.");
        assert!(!found.iter().any(|run| run.ends_with("winter")), "{found:?}");
        let found = runs("Unless the council pays for a second crew, the ferry will stop in winter.");
        assert!(!found.iter().any(|run| run.starts_with("the ferry")), "{found:?}");
    }

    #[test]
    fn what_is_denied_is_not_told_as_true() {
        let found = runs("The bridge closed not because the steel had rusted, but because a barge hit it.");
        assert!(
            !found.iter().any(|run| run.starts_with("because the steel")),
            "{found:?}"
        );
    }

    #[test]
    fn lead_ins_and_datelines_are_left_behind() {
        for sentence in [
            "However, the mill will reopen in spring.",
            "(TNS)The mill will reopen in spring.",
            "ORRINDALE — The mill will reopen in spring.",
            "Scroll down for video The mill will reopen in spring.",
        ] {
            assert!(
                runs(sentence)
                    .iter()
                    .any(|run| run.to_lowercase().starts_with("the mill will reopen")),
                "{sentence}"
            );
            assert!(
                !runs(sentence)
                    .iter()
                    .any(|run| run.contains("However") || run.contains("TNS")),
                "{sentence}"
            );
        }
    }

    #[test]
    fn no_run_ends_on_a_word_that_needs_the_next() {
        let sentence =
            "Divers found the wreck of the barge, which had sunk in a storm off the cape, and raised it with cranes.";
        for run in runs(sentence) {
            let last = run
                .rsplit(' ')
                .next()
                .unwrap_or_default()
                .trim_matches(',')
                .to_lowercase();
            assert!(!never_last(&last), "{run}");
        }
    }
}

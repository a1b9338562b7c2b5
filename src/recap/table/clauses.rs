//! Which runs of a sentence's tokens can stand in a table cell, and how natural each would look there.
//!
//! A run starts where a clause can start and ends where a phrase can end. Its cost grows with everything that would make
//! a reader stumble; the costs were set by reading rows, not fitted.

use std::ops::Range;

use super::cuts::{circumstance, detachment_cost, limits};
use super::grammar::{Verb, full_noun_phrase_end, is_nominal, is_past, noun_phrase_end, states, verb};
use super::lexicon::{
    CAPTION, CONDITIONS, COORDINATORS, DANGLING, DEMONSTRATIVES, DETERMINERS, FIRST_PERSON, LEANING, OFFICIAL,
    PERSONAL, POINTING, QUANTIFIERS, REPORTING, SAYING, TIME_NOUNS, names_time, negates, never_last,
};
use super::openings::{past_chrome, past_lead_in};
use super::segments::{collisions, segments};
use super::tokens::{Boundary, Token, boundaries, is_relative, tokenize};
use crate::model::{Pos, Tags};

/// A sentence taken apart.
#[derive(Debug)]
pub(super) struct Clauses {
    /// Its tokens.
    pub(super) tokens: Vec<Token>,
    /// The boundary before each token, and after the last.
    pub(super) boundaries: Vec<Option<Boundary>>,
    /// The first token worth keeping, behind datelines, chrome, lead-ins and conjunctions.
    pub(super) start: usize,
    /// What no run may hold: see [`collisions`].
    collisions: Vec<Range<usize>>,
}

/// Some tokens in a row that could stand in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// The tokens, as indices.
    pub(super) tokens: Range<usize>,
    /// How unnatural it looks, from 0 up.
    pub(super) cost: f32,
}

/// Conjunctions of a clause that needs another.
const SUBORDINATES: &[&str] = &[
    "as", "when", "while", "although", "though", "because", "if", "unless", "whereas",
];
/// Most tokens that say whose claim it is behind a comma.
const MOST_ATTRIBUTION: usize = 10;
/// Fewest tokens in a run.
const FEWEST: usize = 3;
/// What a pronoun at the start costs: a reader has to guess whom it means.
pub(super) const PRONOUN: f32 = 0.45;
/// What "I" and "you" cost: a row has no speaker.
const UNNAMED_SPEAKER: f32 = 0.8;
/// What a colon inside costs.
const LED_UP_TO: f32 = 0.3;
/// What a caption costs: it says what a picture shows.
const CAPTIONED: f32 = 0.8;

impl Clauses {
    /// Takes the bytes `range` of `text`, which are of sentence `index`, apart, by the sentences in it.
    pub(super) fn of(text: &str, range: Range<usize>, tags: &Tags, index: usize) -> Vec<Self> {
        let tokens = tokenize(text, past_chrome(text, range), tags.words(index));
        let named = |tokens: &[Token]| match tokens {
            [first, .., last] => tags.is_name(&text[first.bytes.start..last.bytes.end]),
            [only] => tags.is_name(&text[only.bytes.clone()]),
            [] => false,
        };
        segments(&tokens, &named)
            .into_iter()
            .map(|segment| Self::new(tokens[segment].to_vec()))
            .collect()
    }

    /// One sentence.
    fn new(tokens: Vec<Token>) -> Self {
        Self {
            boundaries: boundaries(&tokens),
            start: past_lead_in(&tokens),
            collisions: collisions(&tokens),
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
            for end in first + FEWEST..=self.tokens.len().min(first + most) {
                found.extend(self.run(&start, end));
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
        let at = |at: usize, cost: f32| Run { tokens: at..at, cost };
        found.push(at(self.start, if self.start == 0 { 0.0 } else { 0.05 }));
        for place in self.start + 1..self.tokens.len() {
            let Some(boundary) = self.boundaries[place] else {
                continue;
            };
            // "Ice and snow caused the landslide" has one subject.
            let joins = boundary == Boundary::Coordination
                && self.word(place) != "nor"
                && !self.tokens[place - 1].look.closes
                && !self.is_claimed(place)
                && self.opens_statement(place + 1)
                && (self.clause_start(place)..place)
                    .any(|at| matches!(self.verb(at), Some(Verb::Finite | Verb::Either)));
            if !(boundary.is_strong() || joins) || self.tokens[place].look.opens {
                continue;
            }
            let first = self.past_joiners(place);
            let Some(token) = self.tokens.get(first) else {
                continue;
            };
            // "Nor any evidence", "according to the agency, 2,000 were rescued": what was left out denies or owns it.
            let denied = self.tokens[place..first]
                .iter()
                .any(|t| negates(&t.word) || t.word == "nor");
            if denied || boundary == Boundary::Comma && self.word(self.clause_start(place)) == "according" {
                continue;
            }
            let word = token.word.as_str();
            let prepositional = token.pos == Pos::Adposition || token.pos == Pos::Particle;
            // "38, of Orrin, said": the rest of an address or age.
            let age = token.look.digit && self.tokens[place - 1].pos == Pos::ProperNoun;
            // "It was her husband that left": a relative clause.
            let relative = word == "that" && self.verb(first + 1).is_some();
            if age
                || relative
                || token.look.comma
                || prepositional
                || is_relative(token)
                || LEANING.contains(&word)
                || SAYING.contains(&word)
                || token.is_verb()
            {
                continue;
            }
            // "Ada Marsh, owner of the mill, left": an apposition is no subject.
            let phrase = full_noun_phrase_end(&self.tokens, first);
            if boundary == Boundary::Comma && phrase > first && self.tokens[phrase - 1].look.comma {
                continue;
            }
            // "Of insight, authority and wit": nor is a member of a series.
            let joined = |at: usize| {
                self.tokens
                    .get(at)
                    .is_some_and(|t| t.pos == Pos::CoordinatingConjunction)
            };
            if boundary == Boundary::Comma
                && phrase > first
                && joined(phrase)
                && is_nominal(&self.tokens[place - 1])
                && !self.opens_statement(phrase + 1)
            {
                continue;
            }
            // "Some 80,000 works of art, letters and photographs were sold": the last members of a series that opens it.
            let opening = &self.tokens[self.start..place];
            let about = matches!(
                opening[0].word.as_str(),
                "about" | "around" | "nearly" | "almost" | "over"
            );
            let circumstance = !about
                && matches!(
                    opening[0].pos,
                    Pos::Adposition | Pos::SubordinatingConjunction | Pos::Adverb | Pos::Pronoun
                )
                || names_time(&opening[0].word);
            if boundary == Boundary::Comma
                && !circumstance
                && joined(phrase)
                && is_nominal(&self.tokens[place - 1])
                && !opening.iter().any(Token::is_verb)
            {
                continue;
            }
            // What holds only under a condition, is denied or asked, cannot stand without the words that say so.
            if self.is_conditional(place) || place.checked_sub(1).is_some_and(|before| negates(self.word(before))) {
                continue;
            }
            let cost = if word == "because" {
                0.2
            } else if DANGLING.contains(&word) {
                1.3
            } else if boundary == Boundary::Comma
                && is_nominal(&self.tokens[place - 1])
                && self.tokens[..place].iter().all(|t| !t.is_verb())
            {
                // An apposition, or the rest of an address.
                0.8
            } else {
                0.3
            };
            found.push(at(first, cost));
        }
        found.extend(self.reports().map(|first| at(first, 0.4)));
        found.extend(self.told().map(|first| at(first, 0.3)));
        for start in &mut found {
            let word = self.word(start.tokens.start);
            if POINTING.contains(&word) {
                start.cost += if PERSONAL.contains(&word) { PRONOUN } else { 0.25 };
            } else if DEMONSTRATIVES.contains(&word) {
                // "This is one of several" points at more than "this plan is" does.
                let alone = self.tokens.get(start.tokens.start + 1).is_some_and(Token::is_verb);
                start.cost += if alone { PRONOUN } else { 0.15 };
            }
        }
        found
    }

    /// Where what an official source reports starts: "police said that …".
    fn reports(&self) -> impl Iterator<Item = usize> {
        (self.start + 1..self.tokens.len()).filter_map(|at| {
            let before = &self.tokens[at.saturating_sub(4).max(self.start)..at];
            let official = before.iter().any(|t| OFFICIAL.contains(&t.word.as_str()));
            let reports = REPORTING.contains(&self.word(at)) && !self.tokens[at].pauses();
            let first = at + 1 + usize::from(self.word(at + 1) == "that");
            let plain = before.iter().all(|t| !negates(&t.word)) && self.opens_statement(first);
            (official && reports && plain).then_some(first)
        })
    }

    /// Where what has happened starts behind the conjunction that says so: "after the mill closed".
    fn told(&self) -> impl Iterator<Item = usize> {
        let conjunction = |at: &usize| {
            // The tagger may take "after" and "as" for prepositions; a statement behind them decides.
            let opens = matches!(self.boundaries[*at], Some(Boundary::Clause | Boundary::Preposition));
            opens && matches!(self.word(*at), "after" | "when" | "as" | "while" | "because")
        };
        let places = (self.start + 1..self.tokens.len()).filter(conjunction);
        places.map(|at| at + 1).filter(|&first| {
            let end = (first..self.tokens.len())
                .find(|&at| self.boundaries[at].is_some_and(Boundary::is_strong) && at > first)
                .unwrap_or(self.tokens.len());
            let words = || self.tokens[self.start..end].iter().map(|t| t.word.as_str());
            let subject = full_noun_phrase_end(&self.tokens, first);
            // It is told as a fact: not in what somebody says, hopes or denies.
            let claimed = limits(words()) || words().any(|word| SAYING.contains(&word));
            let happened = (subject..self.tokens.len().min(subject + 2)).find_map(|at| self.verb(at).map(|_| at));
            let past =
                happened.is_some_and(|at| is_past(&self.tokens[at]) || matches!(self.word(at), "was" | "were" | "had"));
            !claimed && past && self.opens_statement(first) && self.tokens[first].pos != Pos::Pronoun
        })
    }

    /// Whether a noun phrase with a verb behind it starts at `at`.
    pub(super) fn opens_statement(&self, at: usize) -> bool {
        let end = full_noun_phrase_end(&self.tokens, at);
        end > at && !self.tokens[end - 1].pauses() && matches!(self.verb(end), Some(Verb::Finite | Verb::Either))
    }

    /// The verb at `at`, if there is one.
    fn verb(&self, at: usize) -> Option<Verb> {
        (at < self.tokens.len()).then(|| verb(&self.tokens, at)).flatten()
    }

    /// Whether somebody says what stands before the conjunction at `place`, and so what follows it.
    fn is_claimed(&self, place: usize) -> bool {
        let clause = &self.tokens[self.clause_start(place)..place];
        clause
            .iter()
            .any(|t| SAYING.contains(&t.word.as_str()) || t.word == "that")
    }

    /// Where the clause before `place` starts.
    fn clause_start(&self, place: usize) -> usize {
        let strong = |at: &usize| self.boundaries[*at].is_some_and(Boundary::is_strong);
        (self.start..place).rev().find(strong).unwrap_or(self.start)
    }

    /// The run from `start` to before token `end`, if a phrase can end there.
    fn run(&self, start: &Run, end: usize) -> Option<Run> {
        let first = start.tokens.start;
        let boundary = self.boundaries[end]?;
        let whole = end == self.tokens.len();
        let next = self.past_joiners(end);
        // A condition or exception limits what stands before it.
        if CONDITIONS.contains(&self.word(next)) {
            return None;
        }
        let mut cost = start.cost
            + if whole {
                0.0
            } else {
                self.end_cost(first, end, boundary)?
            };
        let mut last = end;
        while last > first && self.word(last - 1).is_empty() {
            last -= 1;
        }
        let ending = &self.tokens.get(last.checked_sub(1)?)?;
        // "An emotional [and passionate] plea", "days [after the fire]"
        let attribute = ending.pos == Pos::Adjective
            && self
                .tokens
                .get(next)
                .is_some_and(|t| matches!(t.pos, Pos::Adjective | Pos::Noun | Pos::ProperNoun));
        let measured = TIME_NOUNS.contains(&ending.word.as_str())
            && matches!(self.word(next), "after" | "before" | "later" | "ago" | "since" | "of");
        let determined = ending.pos == Pos::Adjective && self.tokens[last.saturating_sub(2)].pos == Pos::Determiner;
        if determined || !whole && (attribute || measured) {
            return None;
        }
        let open = matches!(
            ending.pos,
            Pos::Adposition
                | Pos::Determiner
                | Pos::Auxiliary
                | Pos::CoordinatingConjunction
                | Pos::SubordinatingConjunction
        );
        let colons = self.tokens[first..last].iter().filter(|t| t.colon).count();
        if last < first + FEWEST
            || ending.colon
            || colons > 1
            || (open || DETERMINERS.contains(&ending.word.as_str())) && !ending.stopped
            || !whole && (never_last(&ending.word) || SAYING.contains(&ending.word.as_str()))
        {
            return None;
        }
        // "He plans to sell …", "helped create …", "a fire at neighbouring …"
        let lacks = self.word(last - 2) == "to" || matches!(self.tokens[last - 2].pos, Pos::Verb | Pos::Adposition);
        if !whole && lacks && ending.pos == Pos::Verb && !ending.pauses() {
            return None;
        }
        let tokens = first..last;
        let collides = |names: &Range<usize>| names.start < tokens.end && tokens.start < names.end;
        if self.collisions.iter().any(collides) || !self.is_balanced(tokens.clone()) {
            return None;
        }
        if self.tokens[tokens.clone()]
            .iter()
            .any(|t| FIRST_PERSON.contains(&t.word.as_str()))
        {
            cost += UNNAMED_SPEAKER;
        }
        // What stands before a colon leads up to the statement behind it.
        if colons > 0 {
            cost += LED_UP_TO;
        }
        let caption =
            |t: &Token| CAPTION.contains(&t.word.as_str()) && (t.look.comma || t.look.opens || t.word == "pictured");
        // What is left of a caption where its insertion cannot be cut.
        if self.tokens[tokens.clone()].iter().any(caption) {
            cost += CAPTIONED;
        }
        let alternative = tokens
            .clone()
            .any(|at| self.word(at) == "not" && matches!(self.word(at + 1), "only" | "just"));
        if alternative && !tokens.clone().any(|at| self.word(at) == "but") {
            return None;
        }
        Some(Run { tokens, cost })
    }

    /// What ending at a `boundary` inside the sentence costs; `None` where what follows belongs to what stands before.
    fn end_cost(&self, first: usize, end: usize, boundary: Boundary) -> Option<f32> {
        let token = &self.tokens[end];
        let before = &self.tokens[end - 1];
        match boundary {
            // Behind the second of two dashes the clause goes on, and so it does behind both.
            Boundary::Stop => {
                let dashes = self.tokens[first..end].iter().filter(|t| t.dashed).count();
                let closes = before.dashed && dashes.is_multiple_of(2);
                let opens = before.dashed && self.tokens[end..].iter().any(|t| t.dashed);
                (!(closes || opens)).then_some(0.1)
            }
            Boundary::Comma => {
                let follows = self.tokens[end..].iter().take(6).map(|t| t.word.as_str());
                // The subject, or an opening clause, goes on behind the comma.
                let goes_on = matches!(verb(&self.tokens, end), Some(Verb::Finite)) || SAYING.contains(&self.word(end));
                let opening = (first..end).rev().find(|&at| {
                    at == first || self.boundaries[at].is_some_and(|b| matches!(b, Boundary::Stop | Boundary::Comma))
                })?;
                let half = self.tokens[opening].pos == Pos::SubordinatingConjunction
                    || CONDITIONS.contains(&self.word(opening));
                let joined = self.tokens[opening].pos == Pos::CoordinatingConjunction || self.word(opening) == "but";
                let dangles = joined && !self.tokens[opening..end].iter().any(Token::is_verb);
                if goes_on || half || dangles || self.parts_series(first, end) {
                    return None;
                }
                // Whose claim it is goes with the claim, unless an official source reports.
                let behind = (end + 1..self.tokens.len())
                    .find(|&at| self.boundaries[at].is_some_and(Boundary::is_strong))
                    .unwrap_or(self.tokens.len());
                let source = || self.tokens[end..behind].iter().map(|t| t.word.as_str());
                let attributed = behind - end <= MOST_ATTRIBUTION && source().any(|word| SAYING.contains(&word));
                if attributed && !source().any(|word| OFFICIAL.contains(&word)) {
                    return None;
                }
                let contrast = COORDINATORS[1..].contains(&self.word(end)) && limits(follows);
                (!contrast).then_some(0.1)
            }
            // "A man who …" stays whole with less; "the employees who …" does not.
            Boundary::Clause if is_relative(token) => {
                let article = (first..end).rev().find(|&at| self.tokens[at].pos == Pos::Determiner);
                let some = article.is_some_and(|at| end - at <= 4 && matches!(self.word(at), "a" | "an"));
                (before.pos == Pos::ProperNoun || some).then_some(0.3)
            }
            Boundary::Clause => {
                let word = token.word.as_str();
                let loose = matches!(
                    word,
                    "but"
                        | "because"
                        | "while"
                        | "although"
                        | "though"
                        | "whereas"
                        | "after"
                        | "before"
                        | "amid"
                        | "despite"
                        | "since"
                        | "so"
                );
                // "He was fined when …" told what happened; "prices rise when …" does not without the rest.
                let told = matches!(word, "when" | "as") && self.tokens[first..end].iter().any(is_past);
                let limited = limits(self.tokens[end..].iter().take(6).map(|t| t.word.as_str()));
                // "The first time since …"
                let near = &self.tokens[end.saturating_sub(4).max(first)..end];
                let counted = matches!(word, "since" | "before" | "after")
                    && near.iter().any(|t| QUANTIFIERS.contains(&t.word.as_str()));
                ((loose || told) && !counted && !(word == "but" && limited)).then_some(if told { 0.3 } else { 0.2 })
            }
            Boundary::Coordination => {
                let predicate = self
                    .tokens
                    .get(end + 1)
                    .is_some_and(|t| t.is_verb() || t.pos == Pos::Adverb);
                let fresh = self.opens_statement(end + 1);
                let paired = self.tokens[first..end]
                    .iter()
                    .rev()
                    .take(6)
                    .any(|t| matches!(t.word.as_str(), "between" | "both" | "either" | "neither"));
                let whole = matches!(before.pos, Pos::Noun | Pos::ProperNoun);
                // "They say the mill [and the pier would close]" has no verb yet.
                let said = (first..end).rev().find(|&at| SAYING.contains(&self.word(at)));
                let told = |at: usize| {
                    matches!(self.verb(at), Some(Verb::Finite | Verb::Either))
                        && self.tokens[at - 1].pos != Pos::Determiner
                };
                if fresh && said.is_some_and(|at| !(at + 1..end).any(told)) {
                    return None;
                }
                // "Between $6,883 for a room [and $18,561]", "the sons [and daughters of the owners]"
                let from = (first..end).rev().find(|&at| self.word(at) == "between");
                let range = from.is_some_and(|at| (at..end).all(|at| self.word(at) != "and"));
                let shared = self.word(noun_phrase_end(&self.tokens, end + 1)) == "of";
                if range || shared && !predicate {
                    return None;
                }
                match (token.word == "or" || paired, predicate || fresh) {
                    (false, true) => Some(0.2),
                    // The second of two goes; "Chile, Norway [and Tasmania]" would pass for all there are.
                    (false, false) if whole && !before.look.capital && !self.closes_series(first, end) => Some(0.5),
                    _ => None,
                }
            }
            // "He has admitted a campaign [with Chelsea may have left him tired]": what is admitted comes later.
            Boundary::Preposition if self.acts_later(end) => None,
            Boundary::Preposition => {
                if let Some(cut) = circumstance(self, end)
                    && (cut.tokens.end == self.tokens.len()
                        || self.boundaries[cut.tokens.end].is_some_and(Boundary::is_strong))
                {
                    return Some(0.1 + 0.5 * cut.cost);
                }
                detachment_cost(self, end)
            }
        }
    }

    /// Whether a finite verb follows `end` in its clause, so that what stands before `end` is less than it seems.
    fn acts_later(&self, end: usize) -> bool {
        let rest = end..self.tokens.len();
        let mut here = rest.take_while(|&at| {
            let joined = self.tokens[at].pos == Pos::CoordinatingConjunction;
            !joined && (at == end || !self.boundaries[at].is_some_and(Boundary::is_strong))
        });
        here.any(|at| self.verb(at) == Some(Verb::Finite))
    }

    /// What relative clauses say of the name or phrase before them, as statements: of "Ada Marsh, who ran the mill, left"
    /// the tokens of "Ada Marsh" and of "ran the mill".
    pub(super) fn lifted(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let mut found = Vec::new();
        for at in 1..self.tokens.len() {
            let here = self.word(at);
            if !(here == "who" || here == "which")
                || !self.tokens[at - 1].look.comma
                || !matches!(verb(&self.tokens, at + 1), Some(Verb::Finite | Verb::Either))
            {
                continue;
            }
            let subject = (self.start..at).rev().find(|&first| {
                full_noun_phrase_end(&self.tokens, first) == at
                    && (first == self.start || full_noun_phrase_end(&self.tokens, first - 1) != at)
            });
            let Some(first) = subject else { continue };
            let named = self.tokens[at - 1].pos == Pos::ProperNoun;
            let opens = first == self.start || self.boundaries[first].is_some_and(Boundary::is_strong);
            let end = (at + 1..self.tokens.len())
                .find(|&i| matches!(self.boundaries[i], Some(Boundary::Comma | Boundary::Stop)))
                .unwrap_or(self.tokens.len());
            let limited = limits(self.tokens[first..end].iter().map(|t| t.word.as_str()));
            if (named && here == "who" || opens) && !limited && end - at > 2 && !self.is_conditional(at) {
                found.push((first..at, at + 1..end));
            }
        }
        found
    }

    /// What `pieces` of the sentence cost as a statement; `None` where they make none.
    pub(super) fn statement_cost(&self, pieces: &[Range<usize>]) -> Option<f32> {
        let mut kept: Vec<Token> = Vec::new();
        for piece in pieces {
            // The comma before a gap goes with what was cut out.
            if let Some(before) = kept.last_mut() {
                before.look.comma = false;
            }
            kept.extend_from_slice(&self.tokens[piece.clone()]);
        }
        // "As the earth shook": what the circumstance is of went missing.
        let circumstance = SUBORDINATES.contains(&kept.first()?.word.as_str());
        let finite = |at: &usize| matches!(verb(&kept, *at), Some(Verb::Finite | Verb::Either));
        if circumstance && (0..kept.len()).filter(finite).count() < 2 {
            return None;
        }
        if states(&kept) {
            // "The sheriff told reporters": who spoke, but not what they said.
            let mut verbs = kept.iter().filter(|t| t.is_verb() && t.word != "according");
            let speaks = verbs.next().is_some_and(|t| SAYING.contains(&t.word.as_str())) && verbs.next().is_none();
            let words = kept.len();
            // "Asked about the pier, she told the council"
            let told = kept.iter().rposition(Token::is_verb);
            let hushed = told.is_some_and(|at| {
                let after = &kept[at + 1..];
                matches!(kept[at].word.as_str(), "told" | "tells")
                    && !after
                        .iter()
                        .any(|t| t.look.quote || matches!(t.word.as_str(), "about" | "of" | "how" | "what"))
            });
            // A statement from the middle of the sentence has to be certain of its verb.
            let middle = pieces[0].start > self.start;
            let sure = (0..kept.len()).any(|at| verb(&kept, at) == Some(Verb::Finite));
            let bare = middle && !sure && {
                let either = (0..kept.len()).find(|&at| verb(&kept, at) == Some(Verb::Either));
                either.is_some_and(|at| kept.get(at + 1).is_none_or(|next| next.pos == Pos::Adposition))
            };
            return (!(speaks && words < 13 || hushed || bare)).then_some(0.0);
        }
        // "Check your dashboard first."
        let first = kept.first()?;
        let advice = pieces[0].start == self.start
            && first.pos == Pos::Verb
            && !first.word.ends_with("ing")
            && !first.word.ends_with("ed");
        if advice {
            return Some(0.1);
        }
        None
    }

    /// Whether what starts at `place` holds only under the condition before it ("If sales fall, jobs will go").
    fn is_conditional(&self, place: usize) -> bool {
        let opening = (self.start..place).rev().find(|&at| {
            at == self.start || self.boundaries[at].is_some_and(|b| matches!(b, Boundary::Stop | Boundary::Clause))
        });
        opening.is_some_and(|at| {
            CONDITIONS.contains(&self.word(at)) || matches!(self.word(at), "when" | "where" | "whether")
        })
    }

    /// Whether ending before `end`, at a comma, leaves members of a series behind: a short phrase without a verb follows,
    /// and then another or an "and".
    fn parts_series(&self, first: usize, end: usize) -> bool {
        let joined = self.tokens[end].pos == Pos::CoordinatingConjunction;
        let next = (end + 1..self.tokens.len().min(end + 7)).find(|&at| {
            self.boundaries[at] == Some(Boundary::Comma) || self.tokens[at].pos == Pos::CoordinatingConjunction
        });
        let listed = next.is_some_and(|next| {
            let member = &self.tokens[end..next];
            let nominal = member.iter().all(|t| !t.is_verb()) && is_nominal(&member[member.len() - 1]);
            // "Of its staff, mostly in sales and marketing": a remark.
            let nominal = nominal && member[0].pos != Pos::Adverb;
            let more = self.tokens[next].pos == Pos::CoordinatingConjunction || self.opens_phrase(next);
            nominal && more && !is_relative(&self.tokens[end])
        });
        listed || joined && self.has_comma_near(first, end) && !self.tokens[end..].iter().take(3).any(Token::is_verb)
    }

    /// Whether ending before the conjunction at `end` leaves the last of three or more things behind. Figures are no things:
    /// each may stand by itself.
    fn closes_series(&self, first: usize, end: usize) -> bool {
        let comma = (first.max(end.saturating_sub(5))..end)
            .rev()
            .find(|&at| self.boundaries[at] == Some(Boundary::Comma));
        let thing = |tokens: &[Token]| !tokens.iter().any(|t| t.is_verb() || t.look.digit);
        let next = full_noun_phrase_end(&self.tokens, end + 1);
        comma.is_some_and(|comma| thing(&self.tokens[comma..end])) && thing(&self.tokens[end + 1..next])
    }

    /// Whether one of the last tokens from `first` to `end` comes behind a comma.
    fn has_comma_near(&self, first: usize, end: usize) -> bool {
        (first.max(end.saturating_sub(5))..end).any(|at| self.boundaries[at] == Some(Boundary::Comma))
    }

    /// Whether a noun phrase starts at `at` and no verb follows it.
    fn opens_phrase(&self, at: usize) -> bool {
        let end = full_noun_phrase_end(&self.tokens, at);
        end > at && !self.tokens.get(end).is_some_and(Token::is_verb)
    }

    /// Whether brackets and quotation marks in `tokens` come in pairs.
    fn is_balanced(&self, tokens: Range<usize>) -> bool {
        let opened = self.tokens[tokens.clone()].iter().filter(|t| t.look.opens).count();
        let closed = self.tokens[tokens.clone()].iter().filter(|t| t.look.closes).count();
        let quotes: usize = self.tokens[tokens]
            .iter()
            .map(|t| usize::from(t.look.quote_opens) + usize::from(t.look.quote_closes))
            .sum();
        opened == closed && quotes.is_multiple_of(2)
    }

    /// The first token at or after `at` that is neither a coordinator nor a dash.
    pub(super) fn past_joiners(&self, mut at: usize) -> usize {
        while at < self.tokens.len() && (self.word(at).is_empty() || COORDINATORS.contains(&self.word(at))) {
            at += 1;
        }
        at
    }
}

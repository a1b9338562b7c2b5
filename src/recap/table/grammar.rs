//! A shallow grammar over tagged tokens: noun phrases, verbs that make a statement, and whether tokens are one.

use super::lexicon::{ALSO_PARTICIPLES, PARTICIPLES, PASTS};
use super::tokens::{Token, is_relative};
use crate::model::Pos;

/// What a verb does for the clause it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// Makes a statement of it.
    Finite,
    /// Makes one, or is a participle: the form is the same ("bought").
    Either,
    /// Infinitive, participle, gerund, or part of a group that an auxiliary opens.
    Infinite,
}

/// The verb at `at`; `None` where there is none.
pub(super) fn verb(tokens: &[Token], at: usize) -> Option<Verb> {
    let token = &tokens[at];
    if !token.is_verb() {
        return None;
    }
    if token.contracted {
        return Some(Verb::Finite);
    }
    let word = token.word.as_str();
    let before = (0..at).rev().map(|i| &tokens[i]).find(|t| {
        let between = t.pos == Pos::Adverb || t.pos == Pos::Particle && t.word != "to";
        !between || t.pauses()
    });
    // What the auxiliary before it opened goes on here.
    let led = before.is_some_and(|t| {
        let opens = (t.pos == Pos::Auxiliary || t.contracted) && !t.pauses();
        opens || t.word == "to" && t.pos == Pos::Particle
    });
    if led || word.ends_with("ing") || PARTICIPLES.contains(&word) || matches!(word, "be" | "been") {
        return Some(Verb::Infinite);
    }
    if token.pos == Pos::Auxiliary {
        return Some(Verb::Finite);
    }
    // "Helps fund": a bare infinitive.
    if at > 0 && tokens[at - 1].pos == Pos::Verb && !tokens[at - 1].pauses() {
        return Some(Verb::Infinite);
    }
    let same = word.ends_with("ed") || ALSO_PARTICIPLES.contains(&word);
    // "Sold by the owner", "the campus, built in 2006"
    let next = tokens.get(at + 1);
    let aside = at > 0 && tokens[at - 1].look.comma && next.is_some_and(|next| next.pos == Pos::Adposition);
    let agent = aside || next.is_some_and(|next| next.word == "by");
    Some(match (same, agent) {
        (true, true) => Verb::Infinite,
        (true, false) => Verb::Either,
        (false, _) => Verb::Finite,
    })
}

/// Whether the token at `at` opens a clause inside another: a relative pronoun or a subordinating conjunction in front
/// of a finite verb.
fn opens_clause(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let pronoun = is_relative(token) || token.word == "that" && token.pos == Pos::Pronoun && at > 0;
    let question = matches!(token.word.as_str(), "what" | "how" | "why" | "when" | "where");
    if !(pronoun || question || token.pos == Pos::SubordinatingConjunction) {
        return false;
    }
    let next = (at + 1..tokens.len()).find_map(|i| verb(tokens, i));
    next.is_some_and(|verb| pronoun || verb != Verb::Infinite)
}

/// Whether a clause opens at `at` that has no verb: the tokens end before it does.
fn breaks_off(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let opener = is_relative(token)
        || matches!(
            token.word.as_str(),
            "if" | "because" | "while" | "although" | "whether" | "unless" | "when"
        )
        || token.word == "that" && token.pos == Pos::SubordinatingConjunction;
    opener && !tokens[at + 1..].iter().any(Token::is_verb)
}

/// Whether `tokens` make a statement: a subject, and a finite verb that is not used up by a clause inside.
pub(super) fn states(tokens: &[Token]) -> bool {
    let mut inside = 0;
    let mut subject = false;
    let mut stated = false;
    let mut bracketed = false;
    for (at, token) in tokens.iter().enumerate() {
        let outside = !(bracketed || token.look.opens);
        bracketed = (bracketed || token.look.opens) && !token.look.closes;
        if !outside {
            continue;
        }
        if breaks_off(tokens, at) {
            return false;
        }
        // "The pledge he made": a relative clause without its pronoun.
        let contact = at > 0
            && matches!(token.word.as_str(), "he" | "she" | "they" | "i" | "we")
            && tokens[at - 1].pos == Pos::Noun
            && !tokens[at - 1].pauses();
        if opens_clause(tokens, at) || contact && !stated {
            inside += 1;
        } else if inside == 0 && is_nominal(token) {
            subject = true;
        }
        let Some(Verb::Finite | Verb::Either) = verb(tokens, at) else {
            continue;
        };
        let coordinated = at > 0 && tokens[at - 1].pos == Pos::CoordinatingConjunction;
        if inside > 0 {
            inside -= usize::from(!coordinated);
        } else if subject && !coordinated || token.contracted {
            stated = true;
        }
    }
    stated && inside == 0
}

/// Whether `token` is a verb of the past.
pub(super) fn is_past(token: &Token) -> bool {
    let word = token.word.as_str();
    token.is_verb() && (word.ends_with("ed") || PASTS.contains(&word) || ALSO_PARTICIPLES.contains(&word))
}

/// Whether `token` can head a noun phrase.
pub(super) fn is_nominal(token: &Token) -> bool {
    matches!(token.pos, Pos::Noun | Pos::ProperNoun | Pos::Pronoun | Pos::Numeral)
}

/// Where the noun phrase that starts at `at` ends; `at` itself where none does.
pub(super) fn noun_phrase_end(tokens: &[Token], at: usize) -> usize {
    let mut end = at;
    let mut head = at;
    while let Some(token) = tokens.get(end) {
        let part = match token.pos {
            Pos::Noun | Pos::ProperNoun | Pos::Numeral => {
                head = end + 1;
                true
            }
            Pos::Pronoun if end == at && !is_relative(token) => {
                head = end + 1;
                true
            }
            Pos::Adjective | Pos::Symbol => true,
            Pos::Determiner => end == at || head == at,
            Pos::Adverb => tokens
                .get(end + 1)
                .is_some_and(|next| matches!(next.pos, Pos::Adjective | Pos::Numeral)),
            Pos::Particle => token.word.starts_with('\''),
            // "the missing rifle", "a rented house"
            Pos::Verb => {
                let form = token.word.ends_with("ing") || token.word.ends_with("ed");
                form && head == at
                    && end > at
                    && tokens
                        .get(end + 1)
                        .is_some_and(|next| matches!(next.pos, Pos::Noun | Pos::ProperNoun))
            }
            _ => false,
        };
        if !part || token.contracted {
            break;
        }
        end += 1;
        if token.pauses() {
            break;
        }
    }
    head
}

/// Where the noun phrase at `at` ends with what "of" adds to it: "the outskirts of the town".
pub(super) fn full_noun_phrase_end(tokens: &[Token], at: usize) -> usize {
    let mut end = noun_phrase_end(tokens, at);
    while end > at && !tokens[end - 1].pauses() && tokens.get(end).is_some_and(|t| t.word == "of") {
        let next = noun_phrase_end(tokens, end + 1);
        if next == end + 1 {
            break;
        }
        end = next;
    }
    end
}

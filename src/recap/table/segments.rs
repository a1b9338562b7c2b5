//! Sentences that ran into each other: captions without a full stop in front of the next sentence, marks that were taken
//! for an abbreviation's.

use std::ops::Range;

use super::grammar::{Verb, full_noun_phrase_end, states, verb};
use super::lexicon::{CALENDAR, SAYING, never_last};
use super::tokens::{Token, is_relative};
use crate::model::Pos;

/// The sentences in `tokens`, as ranges; `named` says whether tokens are a name.
pub(super) fn segments(tokens: &[Token], named: &dyn Fn(&[Token]) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let seams: Vec<usize> = collisions(tokens)
        .into_iter()
        .filter_map(|names| seam(tokens, names, named))
        .collect();
    for at in 1..tokens.len() {
        if is_stop(tokens, at)
            || is_opening(tokens, at)
            || is_label(tokens, at)
            || is_quotation(tokens, at)
            || at - start > 3 && is_fresh_subject(tokens, start, at)
            || seams.contains(&at)
        {
            found.push(start..at);
            start = at;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

/// Whether a full stop before `at` ends a sentence: one behind a word in lower case, which is no initial.
fn is_stop(tokens: &[Token], at: usize) -> bool {
    let before = &tokens[at - 1];
    let lower = !before.look.capital && !before.look.digit;
    before.stopped && lower && before.word.len() > 3 && !before.word.contains('.')
}

/// Whether the token at `at` opens a sentence: a function word with a capital and no mark before it, outside a title.
fn is_opening(tokens: &[Token], at: usize) -> bool {
    let (before, here) = (&tokens[at - 1], &tokens[at]);
    let opener = OPENERS.contains(&here.word.as_str());
    let next = tokens.get(at + 1);
    let title = before.look.capital && next.is_some_and(|next| next.look.capital);
    let marked = before.pauses() || before.pos == Pos::Punctuation || here.look.quote_opens || before.look.quote_opens;
    opener && here.look.capital && !marked && !title && next.is_some()
}

/// Whether the token at `at` opens the label of a caption ("Keeping time: The watch …") that ran into what is before it.
fn is_label(tokens: &[Token], at: usize) -> bool {
    let (before, here) = (&tokens[at - 1], &tokens[at]);
    let colon = (at..tokens.len().min(at + MOST_LABEL)).find(|&i| tokens[i].look.stop || tokens[i].look.comma);
    let labels = colon.is_some_and(|i| tokens[i].colon && tokens.get(i + 1).is_some_and(|next| next.look.capital));
    let saying = colon.is_some_and(|i| tokens[at..=i].iter().any(|t| t.is_verb() && !t.word.ends_with("ing")));
    // "In Vellin Wrapped up: The crane …", but not "Ada Marsh Mills: The …"
    let named = before.look.capital && here.pos == Pos::ProperNoun && !CALENDAR.contains(&before.word.as_str());
    here.look.capital && !never_last(&before.word) && labels && !saying && !before.pauses() && !named
}

/// Most tokens of such a label.
const MOST_LABEL: usize = 5;

/// Whether a quotation opens at `at` without anything that leads to it: it is a sentence of its own.
fn is_quotation(tokens: &[Token], at: usize) -> bool {
    let (before, here) = (&tokens[at - 1], &tokens[at]);
    let closes = matches!(before.pos, Pos::Noun | Pos::ProperNoun | Pos::Numeral | Pos::Adverb);
    here.look.quote_opens && here.look.capital && closes && !before.pauses() && !here.look.quote_closes
}

/// Words that open sentences and are no names.
#[rustfmt::skip]
const OPENERS: &[&str] = &[
    "the", "he", "she", "it", "they", "a", "an", "this", "these", "those", "his", "her", "their", "in", "but", "however",
    "meanwhile", "when", "after", "before", "while", "although", "as", "there", "we", "scroll", "one",
    "some", "many", "two", "three", "both", "at", "on", "for", "if", "now", "last",
];

/// Whether a name or noun with a capital at `at` is the subject of a new sentence, behind the statement that `start` opens.
fn is_fresh_subject(tokens: &[Token], start: usize, at: usize) -> bool {
    let (before, here) = (&tokens[at - 1], &tokens[at]);
    let closes = matches!(before.pos, Pos::Noun | Pos::Numeral) || CLOSING_ADVERBS.contains(&before.word.as_str());
    let owner = before.word.ends_with("'s") || before.word.ends_with("’s");
    // "1100 AD", "the 2003 Vellin agreement"
    let determined = at > 1 && tokens[at - 2].pos == Pos::Determiner;
    let unit = before.pos == Pos::Numeral && (here.word.len() < 3 || determined);
    let closes = closes && !owner && !before.look.capital && here.word != "i" && !unit;
    if !here.look.capital || here.look.quote_opens || !closes || before.pauses() || before.look.quote_closes {
        return false;
    }
    // "Striker Daniel Sturridge", "the day Marsh left"
    let word = before.word.as_str();
    if never_last(&before.word) {
        return false;
    }
    let role = ROLES.iter().any(|ending| word.ends_with(ending));
    if role || matches!(word, "day" | "way" | "time" | "moment" | "reason" | "year" | "thing") {
        return false;
    }
    let end = full_noun_phrase_end(tokens, at);
    let next = (end..tokens.len()).find(|&i| tokens[i].pos != Pos::Adverb);
    let acts = next.is_some_and(|i| matches!(verb(tokens, i), Some(Verb::Finite | Verb::Either)));
    let aside = end > at && tokens[end - 1].look.comma;
    end > at && (acts || aside) && states(&tokens[start..at])
}

/// Adverbs that a sentence may end on.
#[rustfmt::skip]
const CLOSING_ADVERBS: &[&str] = &[
    "today", "yesterday", "tonight", "online", "above", "below", "together", "again", "abroad", "overseas", "ago", "later",
    "too", "alone", "apart", "afterwards",
];

/// How nouns end that stand before a name as its title.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "er", "or", "man", "men", "woman", "ist", "ant", "ent", "ian", "mate", "coach", "star", "boss", "chief", "son", "wife",
    "captain", "aide", "forward", "executive", "legend", "champion", "mum", "mom", "dad", "graduate", "ally", "king",
    "queen", "rival", "hero", "side", "friend", "husband", "judge", "pilot", "giant",
];

/// Names that ran into each other where a full stop is missing: those of "they beat Orrin Ada Marsh has praised her side",
/// where one statement ends and another begins, and no rule can tell at which word.
pub(super) fn collisions(tokens: &[Token]) -> Vec<Range<usize>> {
    (0..tokens.len())
        .filter(|&at| verb(tokens, at) == Some(Verb::Finite))
        .filter_map(|at| collision(tokens, at))
        .collect()
}

/// The names before the finite verb at `at`, where they are what an earlier verb of the same clause or a preposition behind
/// it goes with.
fn collision(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let back = |from: usize, part: fn(&Token) -> bool| {
        let run = tokens[..from].iter().rev().take_while(|t| part(t) && !t.pauses());
        from - run.count()
    };
    let end = back(at, |t| t.pos == Pos::Adverb);
    let first = back(end, |t| t.look.capital && matches!(t.pos, Pos::ProperNoun | Pos::Noun));
    if end - first < 2 {
        return None;
    }
    let phrase = back(first, |t| {
        matches!(t.pos, Pos::Adjective | Pos::Noun | Pos::Determiner | Pos::Numeral) && !t.look.capital
    });
    let fact = first > phrase && CLAIMS.contains(&tokens[first - 1].word.as_str());
    let governed = tokens[..phrase]
        .last()
        .is_some_and(|t| t.pos == Pos::Adposition || t.is_verb());
    if fact || !governed {
        return None;
    }
    let opens = |t: &Token| {
        let word = t.word.as_str();
        let joins = matches!(t.pos, Pos::SubordinatingConjunction | Pos::CoordinatingConjunction);
        t.pauses() || joins || is_relative(t) || word == "that" || SAYING.contains(&word) || THINKING.contains(&word)
    };
    let clause = (0..phrase).rev().take_while(|&i| !opens(&tokens[i]));
    let mut verbs = clause.filter_map(|i| verb(tokens, i));
    verbs
        .any(|verb| matches!(verb, Verb::Finite | Verb::Either))
        .then_some(first..end)
}

/// Where the second of the `names` that ran into each other begins: behind a day or month, before a title, or where both
/// parts are names by themselves, the second one as long as can be. `None` where nothing tells.
fn seam(tokens: &[Token], names: Range<usize>, named: &dyn Fn(&[Token]) -> bool) -> Option<usize> {
    let mut places = names.start + 1..names.end;
    if let Some(at) = places.clone().find(|&at| {
        let titled = TITLES.contains(&tokens[at].word.as_str());
        titled || CALENDAR.contains(&tokens[at - 1].word.as_str())
    }) {
        return Some(at);
    }
    places.find(|&at| named(&tokens[at..names.end]) && named(&tokens[names.start..at]))
}

/// What stands before a person's name.
const TITLES: &[&str] = &["mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady"];

/// Verbs beside those of saying that a statement may follow without "that", or a name that is no object.
#[rustfmt::skip]
const THINKING: &[&str] = &[
    "accepted", "accepts", "agreed", "agrees", "announced", "argued", "argues", "assume", "believe", "believed", "believes",
    "called", "complained", "confirmed", "decided", "discovered", "dubbed", "ensure", "ensured", "expect", "expects",
    "fear", "feared", "fears", "feel", "feels", "felt", "found", "guess", "heard", "hope", "hoped", "hopes", "insists",
    "knew", "know", "knows", "learned", "learnt", "mean", "means", "meant", "named", "promised", "proved", "proves",
    "realised", "realized", "reckon", "reckons", "saw", "see", "show", "showed", "shows", "suggest", "suggested",
    "suggests", "suspect", "think", "thinks", "thought", "titled", "understood", "vowed", "warned", "warns", "wish",
];

/// Nouns that a statement may follow without "that".
#[rustfmt::skip]
const CLAIMS: &[&str] = &[
    "belief", "chance", "claim", "claims", "day", "doubt", "fact", "fear", "fears", "hope", "hopes", "idea", "man", "men",
    "moment", "news", "one", "ones", "place", "reason", "reports", "sign", "signs", "thing", "time", "way", "woman",
    "women", "year",
];

//! What the words beside a name say it is: "security firm Bolt", "Zeno, a member of the crew", "a hacker called Orrin7".
//!
//! Owns how names are introduced; what the heads guess and how mentions are weighed is [`super::names`]' business.

use super::names::{Labelled, Name};
use super::{NameKind, role};
use crate::span::Span;

/// Most words of a description behind a name, up to its noun.
const MOST_DESCRIBED: usize = 7;
/// Most words between the noun and the cue that gives its name ("who goes by the").
const MOST_BETWEEN: usize = 6;

/// Words that a name follows right away.
const CUES: &[&str] = &[
    "alias",
    "called",
    "handle",
    "moniker",
    "named",
    "nickname",
    "nicknamed",
    "pseudonym",
];
/// Words that a name follows behind "of" and "as".
const CUES_OF: &[&str] = &["name", "nickname", "handle", "moniker", "pseudonym", "alias"];
const CUES_AS: &[&str] = &["known", "identified"];

/// Small words between a noun and the cue.
const BETWEEN: &[&str] = &[
    "who", "that", "which", "goes", "went", "is", "was", "are", "uses", "used", "using", "by", "under", "the", "a",
    "only", "also", "been", "has", ",", "himself", "herself", "itself", "calls", "going", "with", "online",
];

/// Nouns that are said of people and organisations alike.
const EITHER: &[&str] = &[
    "authority",
    "builder",
    "buyer",
    "client",
    "contractor",
    "creator",
    "customer",
    "dealer",
    "developer",
    "employer",
    "giant",
    "investor",
    "leader",
    "operator",
    "owner",
    "partner",
    "producer",
    "regulator",
    "seller",
    "trader",
    "user",
    "vendor",
    "winner",
];

/// Words that end the noun phrase of a description.
const STOPS: &[&str] = &[
    ",", ".", ";", ":", "!", "?", ")", "(", "of", "at", "for", "in", "on", "from", "with", "who", "which", "that",
    "whose", "based", "behind", "near", "by", "to", "as",
];

/// What the words beside `name` say of it.
pub(super) fn introduced(text: &str, words: &[Labelled], name: &Name) -> Option<NameKind> {
    let at = words.partition_point(|(span, _)| span.start() < name.span.start());
    let after = words.partition_point(|(span, _)| span.start() < name.span.end());
    in_front(text, words, at)
        .or_else(|| called(text, words, at))
        .or_else(|| behind(text, words, after))
        // "police officers London sent" is no introduction.
        .filter(|_| name.kind != NameKind::Place || title(text, words, at))
}

/// The names that cues give and the heads have not found: "a hacker called Orrin7". In order; `found` is sorted.
pub(super) fn given(text: &str, words: &[Labelled], found: &[Name]) -> Vec<Name> {
    let mut given = Vec::new();
    for (at, (span, _)) in words.iter().enumerate() {
        if !span.slice(text).starts_with(char::is_uppercase) {
            continue;
        }
        let next = found.partition_point(|name| name.span.end() <= span.start());
        let free = found.get(next).is_none_or(|name| name.span.start() >= span.end());
        if free && let Some(kind) = called(text, words, at) {
            given.push(Name { span: *span, kind });
        }
    }
    given
}

fn word<'a>(text: &'a str, words: &[Labelled], i: usize) -> &'a str {
    words.get(i).map_or("", |(span, _)| span.slice(text))
}

fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|other| word.eq_ignore_ascii_case(other))
}

/// What a noun for one person or organisation says; what is said of many introduces nobody.
fn singular(noun: &str) -> Option<NameKind> {
    role(noun).filter(|_| !noun.ends_with('s') && !noun.ends_with("men"))
}

fn title(text: &str, words: &[Labelled], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| word(text, words, before));
    matches!(
        before.trim_end_matches('.'),
        "Mr" | "Mrs" | "Ms" | "Dr" | "Sir" | "Dame" | "Lord" | "Lady"
    )
}

/// "Mr. | Lund", "security firm | Bolt".
fn in_front(text: &str, words: &[Labelled], at: usize) -> Option<NameKind> {
    if title(text, words, at) {
        return Some(NameKind::Person);
    }
    role(word(text, words, at.checked_sub(1)?)).filter(|_| !word(text, words, at - 1).ends_with('s'))
}

/// "a hacker called | Orrin7", "a researcher who goes by the name of | Zeno": what the noun before a cue says.
fn called(text: &str, words: &[Labelled], at: usize) -> Option<NameKind> {
    let before = |back: usize| at.checked_sub(back).map_or("", |i| word(text, words, i));
    let cue = if is_one_of(before(1), CUES) {
        at - 1
    } else if before(1) == "of" && is_one_of(before(2), CUES_OF) || before(1) == "as" && is_one_of(before(2), CUES_AS) {
        at - 2
    } else {
        return None;
    };
    let floor = cue.saturating_sub(MOST_BETWEEN);
    let noun = (floor..cue)
        .rev()
        .find(|&i| !is_one_of(word(text, words, i), BETWEEN))?;
    singular(word(text, words, noun))
}

/// "Zeno, | a member of the crew", "Bolt, | the firm that …".
fn behind(text: &str, words: &[Labelled], after: usize) -> Option<NameKind> {
    if word(text, words, after) != "," || !is_one_of(word(text, words, after + 1), &["a", "an", "the"]) {
        return None;
    }
    let start = after + 2;
    let end = (start..words.len().min(start + MOST_DESCRIBED + 1)).find(|&i| is_one_of(word(text, words, i), STOPS))?;
    let noun = word(text, words, end.checked_sub(1).filter(|&last| last >= start)?);
    // "Bolt, the flaw lets an attacker …" has a verb, "Bolt, the leader in pumps" may be anybody.
    let phrase = (start..end).all(|i| !is_one_of(word(text, words, i), &["a", "an", "the"]));
    singular(noun).filter(|_| phrase && !is_one_of(noun, EITHER))
}

/// Whether the words at `span` are letters for a currency beside a number: "SEK 2.40".
pub(super) fn is_currency(text: &str, words: &[Labelled], span: Span) -> bool {
    const LETTERS: &[&str] = &[
        "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "INR", "ISK", "JPY", "KRW", "MXN",
        "NOK", "NZD", "PLN", "RMB", "RUB", "SEK", "SGD", "THB", "TRY", "USD", "ZAR", "Kr", "Rs",
    ];
    let at = words.partition_point(|(word, _)| word.start() < span.start());
    let figure = |i: usize| word(text, words, i).starts_with(|c: char| c.is_ascii_digit());
    LETTERS.contains(&span.slice(text)) && (figure(at + 1) || at.checked_sub(1).is_some_and(figure))
}

//! What the text says somebody is: "Amazon CEO Andy Jassy", "Jane Roe, chief executive of Acme", "the mayor, Ivo Lund,".
//!
//! Reads the words right beside a name. A role is words of the text with a noun for what people do (or, of an
//! organisation, for what it is) at its head.

use std::ops::Range;

use super::lexicon::{
    HONORIFICS, LAST_ONLY, NAME_SUFFIXES, ORGANIZATION_NOUNS, PREDICATES, ROLE_ENDS, ROLE_MODIFIERS, SHORT_TITLES,
    is_one_of, is_role,
};
use super::{Entity, NameKind};
use crate::document::Document;
use crate::span::Span;

/// Most words of a role.
const MOST_WORDS: usize = 12;
/// Mentions of one entity that are looked at: people are introduced early.
const MENTIONS: usize = 12;

/// Gives `entities` of `document` the roles that the text states.
pub(super) fn find(document: &Document, entities: &mut [Entity]) {
    let mut names: Vec<Span> = entities
        .iter()
        .flat_map(|entity| entity.mentions.iter().copied())
        .collect();
    names.sort_unstable();
    for entity in entities.iter_mut().filter(|entity| !entity.ambiguous) {
        let stated: Vec<Span> = match entity.kind {
            NameKind::Person => {
                let beside = |&mention: &Span| {
                    let line = Line::around(document, &names, mention)?;
                    line.before()
                        .or_else(|| line.apposition(is_role, false))
                        .or_else(|| line.leading())
                        .or_else(|| line.bracketed())
                };
                entity.mentions.iter().take(MENTIONS).filter_map(beside).collect()
            }
            NameKind::Organization => {
                let beside =
                    |&mention: &Span| Line::around(document, &names, mention)?.apposition(is_organization, true);
                entity.mentions.iter().take(MENTIONS).filter_map(beside).collect()
            }
            NameKind::Place | NameKind::Other => Vec::new(),
        };
        // "CEO" says less than "chief executive of Acme".
        let says_more = |role: &&Span| role.slice(document.text()).split_whitespace().nth(1).is_some();
        entity.role = stated.iter().find(says_more).or(stated.first()).copied();
    }
}

/// The words of the sentence around a name.
struct Line<'a> {
    text: &'a str,
    words: &'a [Span],
    /// All names of the article, in order.
    names: &'a [Span],
    name: Span,
    /// The words before the name, and the first one after it.
    before: usize,
    after: usize,
}

impl<'a> Line<'a> {
    fn around(document: &'a Document, names: &'a [Span], name: Span) -> Option<Self> {
        let sentence = &document.sentences()[document.sentence_at(name.start())?];
        let words = &document.words()[sentence.words.clone()];
        Some(Self {
            text: document.text(),
            words,
            names,
            name,
            before: words.partition_point(|word| word.start() < name.start()),
            after: words.partition_point(|word| word.start() < name.end()),
        })
    }

    fn word(&self, i: usize) -> &'a str {
        self.words.get(i).map_or("", |word| word.slice(self.text))
    }

    /// Whether word `i` belongs to a name.
    fn is_named(&self, i: usize) -> bool {
        let Some(word) = self.words.get(i) else { return false };
        let after = self.names.partition_point(|name| name.start() <= word.start());
        after
            .checked_sub(1)
            .is_some_and(|name| self.names[name].end() > word.start())
    }

    /// What stands between word `i` and the one before it.
    fn gap(&self, i: usize) -> &'a str {
        match (
            i.checked_sub(1).and_then(|before| self.words.get(before)),
            self.words.get(i),
        ) {
            (Some(before), Some(word)) => self.text.get(before.end()..word.start()).unwrap_or(""),
            _ => "",
        }
    }

    /// Whether words `i - 1` and `i` stand in one phrase: white space between them, or the full stop of an abbreviation.
    fn runs_on(&self, i: usize) -> bool {
        let gap = self.gap(i).trim();
        let before = self.word(i.wrapping_sub(1));
        gap.is_empty() || gap == "." && before.len() <= 5 && before.starts_with(char::is_uppercase) || gap == "/"
    }

    fn span(&self, words: Range<usize>) -> Option<Span> {
        let first = self.words.get(words.start)?;
        let last = self.words.get(words.end.checked_sub(1)?)?;
        (first.start() < last.end()).then(|| first.cover(*last))
    }

    /// "Amazon CEO | Andy Jassy", "former Gov. | Ada Marsh".
    fn before(&self) -> Option<Span> {
        let mut end = self.before;
        let mut gap = self
            .text
            .get(self.words.get(end.checked_sub(1)?)?.end()..self.name.start())?;
        if is_one_of(self.word(end - 1), HONORIFICS) {
            end = end.checked_sub(1).filter(|&end| end > 0)?;
            gap = self.gap(end);
        }
        let noun = self.word(end - 1);
        let short = gap.trim() == "." && is_one_of(noun, SHORT_TITLES);
        let plain = gap.trim().is_empty() && is_role(noun);
        // "Secretary of State | Ada Marsh".
        let of = gap.trim().is_empty() && end > 2 && self.word(end - 2) == "of" && is_role(self.word(end - 3));
        if !(short || plain || of) {
            return None;
        }
        let start = self.role_start(if of { end - 3 } else { end - 1 });
        let role = self.span(start..end)?;
        // The full stop belongs to the title.
        Span::new(self.text, role.start()..role.end() + usize::from(short))
    }

    /// The first word of the role whose noun is word `noun`.
    fn role_start(&self, noun: usize) -> usize {
        let floor = noun.saturating_sub(MOST_WORDS / 2);
        let mut start = noun;
        while start > floor && self.runs_on(start) && self.opens_role(start - 1) {
            start -= 1;
        }
        // "the mill's communications | director": whatever stands between an article or owner and the noun.
        let plain = |i: usize| self.word(i).starts_with(char::is_lowercase) && !is_function(self.word(i));
        let mut reach = start;
        while reach > floor && self.runs_on(reach) && plain(reach - 1) && !is_owner(self.word(reach - 1)) {
            reach -= 1;
        }
        match reach.checked_sub(1).filter(|_| self.runs_on(reach)) {
            Some(before) if is_one_of(self.word(before), DETERMINERS) => reach,
            Some(before) if is_owner(self.word(before)) => self.role_start_of_owner(before),
            _ => start,
        }
    }

    /// The first word of the owner's name that ends in word `end`: "Orrin Mill's".
    fn role_start_of_owner(&self, end: usize) -> usize {
        let name = |i: usize| self.word(i).starts_with(char::is_uppercase) && !is_function(self.word(i));
        let mut start = end;
        while start > 0 && end - start < 4 && self.runs_on(start) && name(start - 1) {
            start -= 1;
        }
        start
    }

    /// Whether word `i` can stand in a role before its noun.
    fn opens_role(&self, i: usize) -> bool {
        let word = self.word(i);
        let adjective = ["al", "ic", "ary", "-based", "-born", "-elect"]
            .iter()
            .any(|end| word.ends_with(end))
            && word.len() > 5;
        if is_one_of(word, LAST_ONLY) {
            return false;
        }
        let known = is_one_of(word, ROLE_MODIFIERS) || is_role(word) || is_one_of(word, SHORT_TITLES);
        // A capital at the start of the sentence tells nothing, unless it is a name's.
        let capital = word.starts_with(char::is_uppercase) && !is_function(word);
        let name = capital && (i > 0 || self.is_named(i));
        known || name || adjective
    }

    /// "Jane Roe, | 51, | the chief executive of Acme, | …"; `is_noun` tells what can be its head,
    /// `article` whether it has to begin with an article or an owner.
    fn apposition(&self, is_noun: fn(&str) -> bool, article: bool) -> Option<Span> {
        let mut start = self.after;
        let gap = self.text.get(self.name.end()..self.words.get(start)?.start())?;
        if gap.trim() != "," {
            return None;
        }
        // An age, "Jr.".
        while self.gap(start + 1).trim_start_matches('.').trim() == ","
            && (self.word(start).bytes().all(|b| b.is_ascii_digit()) || is_one_of(self.word(start), NAME_SUFFIXES))
        {
            start += 1;
        }
        let end = self.phrase_end(start);
        // "Roe, the mayor said": the mayor is somebody else.
        let subject =
            end < self.words.len() && self.gap(end).trim().is_empty() && is_one_of(self.word(end), PREDICATES);
        let (start, determined) = self.without_determiner(start);
        let describes = !article || determined || is_owner(self.word(start));
        let ends_it =
            end == self.words.len() || !self.gap(end).trim().is_empty() || is_one_of(self.word(end), ROLE_ENDS);
        (!subject && describes && ends_it && end > start && self.has_head(start..end, is_noun))
            .then(|| self.span(start..end))
            .flatten()
    }

    /// "Jane Roe (| co-owner)".
    fn bracketed(&self) -> Option<Span> {
        let start = self.after;
        let gap = self.text.get(self.name.end()..self.words.get(start)?.start())?;
        let end = self.phrase_end(start);
        let last = self.words.get(end.checked_sub(1)?)?;
        let closed = gap.trim() == "(" && self.text[last.end()..].starts_with(')');
        (closed && end > start && self.has_head(start..end, is_role))
            .then(|| self.span(start..end))
            .flatten()
    }

    /// "The chief executive of Acme, | Jane Roe, said".
    fn leading(&self) -> Option<Span> {
        let end = self.before;
        let gap = self
            .text
            .get(self.words.get(end.checked_sub(1)?)?.end()..self.name.start())?;
        let behind = self.text[self.name.end()..].starts_with([',', '.']);
        if gap.trim() != "," || !behind {
            return None;
        }
        let floor = end.saturating_sub(MOST_WORDS);
        let mut start = end - 1;
        while start > floor && self.runs_on(start) && !is_one_of(self.word(start), DETERMINERS) {
            start -= 1;
        }
        let (first, article) = self.without_determiner(start);
        // "After meeting the mayor, Jane Roe, …": only right after such words, or first, does the role stand for her.
        let introduces = start == 0
            || is_one_of(
                self.word(start - 1),
                &["said", "says", "by", "to", "with", "from", "told"],
            );
        (article && introduces && first < end && self.has_head(first..end, is_role))
            .then(|| self.span(first..end))
            .flatten()
    }

    /// One past the last word of the phrase that starts at word `start`.
    fn phrase_end(&self, start: usize) -> usize {
        let most = self.words.len().min(start + MOST_WORDS + 1);
        let mut end = start;
        while end < most {
            let ends = end > start && !self.runs_on(end) || is_one_of(self.word(end), ROLE_ENDS);
            // "founder and chief executive", not "the mayor, and they".
            let and = self.word(end) == "and" && !(end + 1..(end + 4).min(most)).any(|i| is_role(self.word(i)));
            if ends || and {
                break;
            }
            end += 1;
        }
        end
    }

    /// The first word behind a determiner at `start`, and whether there is one.
    fn without_determiner(&self, start: usize) -> (usize, bool) {
        let found = is_one_of(self.word(start), DETERMINERS);
        (start + usize::from(found), found)
    }

    /// Whether the last word before the first preposition of `phrase` is a noun of the right sort.
    fn has_head(&self, phrase: Range<usize>, is_noun: fn(&str) -> bool) -> bool {
        if phrase.len() > MOST_WORDS {
            return false;
        }
        let head_end = phrase
            .clone()
            .find(|&i| is_one_of(self.word(i), PREPOSITIONS))
            .unwrap_or(phrase.end);
        let head_end = phrase
            .clone()
            .find(|&i| self.word(i) == "and")
            .map_or(head_end, |and| head_end.min(and));
        head_end > phrase.start && is_noun(self.word(head_end - 1))
    }
}

const DETERMINERS: &[&str] = &["the", "a", "an", "its", "their", "his", "her", "our", "another", "one"];

const PREPOSITIONS: &[&str] = &[
    "of", "at", "for", "in", "from", "with", "on", "to", "by", "near", "based", "under", "behind",
];

/// Whether `word` says what an organisation is.
fn is_organization(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && is_one_of(word, ORGANIZATION_NOUNS)
}

/// Whether `word` is somebody's: "Acme's".
fn is_owner(word: &str) -> bool {
    word.ends_with("'s") || word.ends_with("’s")
}

/// Words that are no part of a name or a noun phrase, whatever their case.
fn is_function(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "the",
        "a",
        "an",
        "and",
        "but",
        "or",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "as",
        "i",
        "he",
        "she",
        "it",
        "they",
        "we",
        "of",
        "that",
        "when",
        "who",
        "if",
        "while",
        "after",
        "before",
        "is",
        "was",
        "were",
        "are",
        "has",
        "had",
        "have",
        "said",
        "told",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    is_one_of(word, WORDS)
}

//! What stands among the sentences of a saved page without being part of the article.
//!
//! Owns the phrases by which such sentences are told, and the lead-ins that a summary leaves out. Chrome that is a line
//! by itself the readers have often dropped already; in a text whose line breaks are lost it runs into the sentences.

use crate::span::Span;

/// Longest sentence, in words, that an address makes chrome: longer ones mention it in passing.
const MOST_LINK_WORDS: usize = 25;
/// Longest byline, in words.
const MOST_BYLINE_WORDS: usize = 14;
/// Share of letters among the characters (white space aside) below which a sentence is a row of figures or rules.
const LEAST_LETTERS: f32 = 0.6;
/// Longest line that says when or by whom, in bytes.
const MOST_STAMP: usize = 120;
/// Longest dateline, in bytes.
const MOST_DATELINE: usize = 72;

/// Whether `sentence` is no part of the article: a call to read on, a credit, a byline, a web address, a row of marks.
pub(crate) fn is_chrome(sentence: &str) -> bool {
    let core = sentence.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©' && c != '@');
    let head = core[..core.floor_char_boundary(64)].to_lowercase();
    OPENINGS.iter().any(|opening| starts_with_words(&head, opening))
        || core.starts_with(['©', '@'])
        || is_link(sentence)
        || is_byline(sentence)
        || is_stamp(&head, sentence)
        || !has_letters(sentence)
}

/// "Updated 4 p.m., March 6", "Reporting by Ann Miller", "6 March 2025": a line that says when or by whom, no sentence.
fn is_stamp(head: &str, sentence: &str) -> bool {
    let words = || {
        head.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    let stamped = STAMPS.iter().any(|stamp| starts_with_words(head, stamp));
    let figure = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let dated = words().any(figure) && words().all(|word| figure(word) || CALENDAR.iter().any(|c| word.starts_with(c)));
    !sentence.ends_with(['.', '!', '?']) && (stamped && sentence.len() < MOST_STAMP || dated && head.len() < 32)
}

/// The part of the sentence at `span` of `text` that the article's author wrote as a sentence: without a dateline
/// ("LONDON (Reuters) - ") and without page furniture that ran into it.
pub(crate) fn without_lead_in(text: &str, span: Span) -> Span {
    let sentence = span.slice(text);
    let cut = furniture(sentence).or_else(|| dateline(sentence)).unwrap_or(0);
    Span::trimmed(text, span.start() + cut..span.end()).unwrap_or(span)
}

/// Whether `text` (lower case) starts with `phrase` and no word goes on behind it.
fn starts_with_words(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase)
        .is_some_and(|rest| !phrase.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric))
}

fn is_link(sentence: &str) -> bool {
    let words: Vec<&str> = sentence.split_whitespace().take(MOST_LINK_WORDS + 1).collect();
    words.len() <= MOST_LINK_WORDS
        && words.iter().any(|word| {
            let mail = word.split_once('@');
            let mail = mail.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
            mail || word.contains("://") || word.starts_with("www.")
        })
}

/// "By Ann Miller for the Herald", without a full stop.
fn is_byline(sentence: &str) -> bool {
    let Some(rest) = sentence.strip_prefix("By ").or_else(|| sentence.strip_prefix("BY ")) else {
        return false;
    };
    let words: Vec<&str> = rest.split_whitespace().take(MOST_BYLINE_WORDS + 1).collect();
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    (2..=MOST_BYLINE_WORDS).contains(&words.len())
        && words[..2].iter().all(capital)
        && words
            .iter()
            .filter(|w| !capital(w))
            .all(|w| ["for", "in", "at", "and", "of", "the", "|", "-"].contains(w))
        && !rest.ends_with(['.', '!', '?'])
}

fn has_letters(sentence: &str) -> bool {
    let (mut all, mut letters) = (0usize, 0usize);
    for c in sentence.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        letters += usize::from(c.is_alphabetic());
    }
    letters as f32 >= LEAST_LETTERS * all as f32
}

/// Length in bytes of the page furniture that `sentence` starts with, when a sentence follows it.
fn furniture(sentence: &str) -> Option<usize> {
    let head = sentence[..sentence.floor_char_boundary(64)].to_ascii_lowercase();
    let length = FURNITURE.iter().find(|f| starts_with_words(&head, f))?.len();
    let rest = &sentence[length..];
    let next = rest.trim_start_matches(|c: char| c.is_whitespace() || ".:–—-".contains(c));
    opens_a_sentence(next).then_some(sentence.len() - next.len())
}

/// Length in bytes of the dateline that `sentence` starts with, dash included.
fn dateline(sentence: &str) -> Option<usize> {
    let head = &sentence[..sentence.floor_char_boundary(MOST_DATELINE)];
    // "(CNN) Prices …" has no dash.
    if let Some(agency) = head
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .map(|(agency, _)| agency)
        && is_shouted(agency)
    {
        let rest = &sentence[agency.len() + 2..];
        let next = rest.trim_start_matches([' ', '-', '–', '—', '\u{a0}']);
        return opens_a_sentence(next).then_some(sentence.len() - next.len());
    }
    let (at, dash) = [" — ", " – ", " - ", " -- ", "— "]
        .iter()
        .filter_map(|dash| head.find(dash).map(|at| (at, *dash)))
        .min_by_key(|&(at, dash)| (at, std::cmp::Reverse(dash.len())))?;
    let place = &head[..at];
    let next = &sentence[at + dash.len()..];
    let agency = place.ends_with(')') && place.contains('(');
    let first: String = place.chars().take_while(|&c| c.is_alphabetic() || c == ' ').collect();
    // Bare capitals may be a firm ("ACME — the maker of anvils — said"): only a place at the sentence's only dash counts.
    let bare = is_shouted(first.trim()) && first.trim().chars().count() >= 4 && !next.contains(dash);
    let capitals = place.split_whitespace().all(|w| !w.starts_with(char::is_lowercase));
    ((agency || bare) && capitals && opens_a_sentence(next)).then_some(at + dash.len())
}

/// Whether `text` has letters and all of them are capitals.
fn is_shouted(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

fn opens_a_sentence(text: &str) -> bool {
    let first = text.trim_start_matches(['"', '“', '‘', '\'', '«']).chars().next();
    first.is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

/// Openings of sentences that are no part of an article, lower case.
#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "scroll down", "scroll up", "read more", "read also", "read on", "read next", "also read", "see also",
    "click here", "click to", "click on", "tap here", "sign up", "sign in", "log in", "subscribe", "follow us",
    "share this", "share on", "related:", "related articles", "related article", "related stories", "related links",
    "advertisement", "sponsored", "image credit", "image copyright", "image caption", "image source", "image:",
    "photo by", "photos by", "photo:", "photo credit", "photograph:", "photograph by", "picture by", "pictures by",
    "picture:", "file photo", "copyright", "all rights reserved", "watch:", "watch the video", "watch more", "video:",
    "listen:", "getty images", "updated:", "published:", "last updated", "posted by", "posted on", "posted at",
    "for more information", "for more news", "for confidential support", "for confidential help", "for the latest",
    "this article was", "this article has been", "this article originally", "this article first", "this story was",
    "this story has been", "this story originally", "this story first", "do you have a story", "have your say",
    "send us your", "send your", "email us", "e-mail us", "contact us", "join us", "download our", "download the app",
    "get our app", "get the app", "most read", "more from", "more on this", "don't miss", "to comment on this",
    "print this", "skip to", "back to top", "enable javascript", "we use cookies", "this site uses cookies",
];

/// How a line begins that says when an article was written or by whom, lower case.
#[rustfmt::skip]
const STAMPS: &[&str] = &[
    "updated", "published", "posted", "first published", "reporting by", "additional reporting", "editing by",
    "writing by", "words by", "edited by", "with reporting by",
];

/// How the names of months and days begin, lower case.
#[rustfmt::skip]
const CALENDAR: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri",
    "sat", "sun", "st", "nd", "rd", "th",
];

/// Furniture that is seen run into the sentence behind it, lower case.
#[rustfmt::skip]
const FURNITURE: &[&str] = &[
    "scroll down for videos", "scroll down for video", "scroll down for more", "scroll down to watch the video",
    "scroll down to read more", "watch the video below", "watch the video", "advertisement",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_of_the_page_is_told_from_sentences() {
        for sentence in [
            "Read more: the mill that would not close.",
            "* Click here for the gallery",
            "Photo: Ann Miller",
            "© 2024 Orrin Herald",
            "By Ann Miller for the Orrin Herald",
            "Write to ann@orrin.example with your memories.",
            "12.4 13.1 — 17.2",
            "Updated 4:12 p.m. ET, Thursday March 6, 2025",
            "Reporting by Ann Miller; additional reporting by Ben Osei in Marn",
            "12 June 2024",
            "***",
        ] {
            assert!(is_chrome(sentence), "{sentence}");
        }
        for sentence in [
            "Readers of the Herald wrote in.",
            "Photography was banned in the mill.",
            "By Friday Ann Miller had left the mill.",
            "Subscribers paid $12 a month.",
            "Sales rose from 12.4 million to 13.1 million.",
        ] {
            assert!(!is_chrome(sentence), "{sentence}");
        }
    }

    fn cut(sentence: &str) -> &str {
        let span = Span::new(sentence, 0..sentence.len()).expect("not empty");
        without_lead_in(sentence, span).slice(sentence)
    }

    #[test]
    fn datelines_and_furniture_are_cut_off() {
        for (sentence, expected) in [
            ("LONDON (Reuters) - The mill closed.", "The mill closed."),
            ("ORRIN, Scotland, March 3 (AP) — The mill closed.", "The mill closed."),
            ("(CNN) Mills are closing.", "Mills are closing."),
            ("(CNN) -- Mills are closing.", "Mills are closing."),
            (
                "NEW YORK -- \"Mills are closing,\" he said.",
                "\"Mills are closing,\" he said.",
            ),
            ("Scroll down for video The mill closed.", "The mill closed."),
        ] {
            assert_eq!(cut(sentence), expected);
        }
    }

    #[test]
    fn dashes_within_sentences_stay() {
        for sentence in [
            "ACME — Orrin's oldest firm — closed.",
            "NASA - the agency - waited.",
            "The mill (1820) - Orrin's oldest - closed.",
            "(Mills are closing) It was over.",
            "Ann Miller – 'The Weaver' – retired.",
        ] {
            assert_eq!(cut(sentence), sentence);
        }
    }
}

//! Words as treebanks count them: what the heads label.
//!
//! Unlike the words of a [`Document`](crate::Document), every punctuation mark is a word of its own here, hyphens part
//! words ("techno-based" is three) and contractions are taken apart ("do|n't", "Quist|'s"), as in Universal
//! Dependencies' English treebanks. Training cuts its sentences with this same function.

use std::ops::Range;

/// The words of `sentence`, as bytes of it, in order and without overlaps; everything but white space is in one.
/// Linear in its length.
pub fn split(sentence: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let last = sentence.rfind(char::is_alphanumeric).unwrap_or(0);
    let mut at = 0;
    while let Some(start) = sentence[at..].find(|c: char| !c.is_whitespace()).map(|skip| at + skip) {
        let end = sentence[start..]
            .find(char::is_whitespace)
            .map_or(sentence.len(), |len| start + len);
        chunk(sentence, start..end, last, &mut words);
        at = end;
    }
    words
}

/// Cuts what stands between white space. `last` is the sentence's last letter or digit.
fn chunk(sentence: &str, range: Range<usize>, last: usize, words: &mut Vec<Range<usize>>) {
    let text = &sentence[range.clone()];
    let mut at = range.start;
    if is_address(text) {
        at += text
            .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'', '”', '’'])
            .len();
        words.push(range.start..at);
    }
    while let Some(first) = sentence[at..range.end].chars().next() {
        let rest = &sentence[at..range.end];
        let length = if is_word(first) {
            word_len(rest, at + rest.len() <= last)
        } else if is_apostrophe(first) && is_clitic(&rest[first.len_utf8()..]) {
            rest.len()
        } else {
            // "...", "--" and "!!!" are one word each.
            rest.len() - rest.trim_start_matches(first).len()
        };
        let split = if is_word(first) {
            contraction(&rest[..length])
        } else {
            0
        };
        if split > 0 {
            words.push(at..at + split);
        }
        words.push(at + split..at + length);
        at += length;
    }
}

/// Whether `text` is an address of the net or of a mailbox, which stays whole.
fn is_address(text: &str) -> bool {
    let mailbox = || {
        let (name, host) = text.split_once('@')?;
        Some(name.ends_with(is_word) && host.starts_with(is_word))
    };
    text.starts_with(is_word) && (text.contains("://") || text.starts_with("www.") || mailbox().unwrap_or(false))
}

/// Length of the word that `text` starts with; `text` ends at white space. `goes_on` says that the sentence has more
/// words behind it.
fn word_len(text: &str, goes_on: bool) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut previous = ' ';
    // Letters since the start or the last full stop.
    let mut run = 0;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let digits = previous.is_ascii_digit() && next.is_ascii_digit();
        let joins = match c {
            _ if is_word(c) => true,
            '\'' | '’' | '&' => is_word(next),
            '.' if digits => true,
            '.' if next.is_alphabetic() => previous.is_alphabetic() && (run == 1 || next.is_lowercase()),
            '.' => return at + if is_abbreviation(&text[..at], goes_on) { 1 } else { 0 },
            ',' | ':' | '/' => digits,
            _ => false,
        };
        if !joins {
            return at;
        }
        run = if c == '.' { 0 } else { run + 1 };
        previous = c;
    }
    text.len()
}

/// Whether the full stop behind `word` belongs to it: after initials always, after a short capitalised word where the
/// sentence goes on ("Gov. Marsh").
fn is_abbreviation(word: &str, goes_on: bool) -> bool {
    let letters = word.chars().count();
    let initials = word.contains('.') || letters == 1 && word.starts_with(char::is_uppercase);
    let short =
        letters <= 5 && word.starts_with(char::is_uppercase) || matches!(word, "vs" | "v" | "etc" | "al" | "no");
    let alphabetic = word.chars().all(|c| c.is_alphabetic() || c == '.');
    alphabetic && (word.contains('.') || goes_on && (initials || short))
}

/// Where the second part of a contraction starts in `word`; 0 when it is none.
fn contraction(word: &str) -> usize {
    let lower = word.to_lowercase();
    if lower.len() != word.len() {
        return 0;
    }
    if lower == "cannot" {
        return 3;
    }
    for ending in ["n't", "n’t"] {
        if lower.len() > ending.len() && lower.ends_with(ending) {
            return word.len() - ending.len();
        }
    }
    match word.char_indices().rev().find(|&(_, c)| is_apostrophe(c)) {
        Some((at, mark)) if is_clitic(&word[at + mark.len_utf8()..]) => at,
        _ => 0,
    }
}

fn is_clitic(text: &str) -> bool {
    ["s", "re", "ve", "ll", "d", "m"]
        .iter()
        .any(|clitic| text.eq_ignore_ascii_case(clitic))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Letters, digits and the combining marks that continue them.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(sentence: &str, expected: &str) {
        let got: Vec<&str> = split(sentence).into_iter().map(|w| &sentence[w]).collect();
        assert_eq!(got.join("|"), expected, "{sentence}");
    }

    #[test]
    fn words_are_those_of_the_treebanks() {
        check(
            "Quist's men didn't, couldn’t go.",
            "Quist|'s|men|did|n't|,|could|n’t|go|.",
        );
        check("Gov. A. Marsh of the U.S. left.", "Gov.|A.|Marsh|of|the|U.S.|left|.");
        check("It is in the U.S.", "It|is|in|the|U.S.");
        check(
            "The 15-year deal ended... “Why?!”",
            "The|15|-|year|deal|ended|...|“|Why|?|!|”",
        );
        check(
            "$29.3bn (AT&T) at 10:30 on 9/11, 1,200 men",
            "$|29.3bn|(|AT&T|)|at|10:30|on|9/11|,|1,200|men",
        );
        check("the workers' hut, O'Dell cannot", "the|workers|'|hut|,|O'Dell|can|not");
        check(
            "See https://example.com/a-b, or ask a.b@example.com.",
            "See|https://example.com/a-b|,|or|ask|a.b@example.com|.",
        );
        check("It 's he 'll", "It|'s|he|'ll");
    }

    proptest! {
        #[test]
        fn any_text_is_covered(text in "\\PC{0,80}|[a-zA-Z0-9.'’@&/: \\-]{0,60}") {
            let mut at = 0;
            for word in split(&text) {
                prop_assert!(word.start < word.end && at <= word.start, "{text:?}");
                prop_assert!(text[at..word.start].chars().all(char::is_whitespace));
                prop_assert!(!text[word.clone()].contains(char::is_whitespace));
                at = word.end;
            }
            prop_assert!(text[at..].chars().all(char::is_whitespace));
        }
    }
}

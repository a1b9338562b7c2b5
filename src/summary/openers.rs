//! Sentences that lean on what stands before them.
//!
//! Owns the closed word lists by which such sentences are told from their first words. Nothing is resolved: what "he"
//! stands for is not asked, only that it is somewhere else.

/// Most bytes at the start of a sentence that are looked at.
const LOOKED_AT: usize = 64;

/// Whether `sentence` opens with a word that points back: "He added …", "But this …", "As a result, …".
///
/// Such a sentence misleads when it stands alone; behind its predecessor it is fine.
pub(super) fn leans_back(sentence: &str) -> bool {
    let head = &sentence[..sentence.floor_char_boundary(LOOKED_AT)];
    let head = head.to_lowercase().replace('’', "'");
    let words: Vec<&str> = head
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-')
        .map(|word| word.trim_matches(['\'', '-']))
        .filter(|word| !word.is_empty())
        .take(4)
        .collect();
    let Some(first) = words.first() else {
        return true;
    };
    // "It's", "they've", "that'll"
    let bare = first.split('\'').next().unwrap_or(first);
    if POINTERS.contains(&bare) || CONNECTIVES.contains(&bare) {
        return true;
    }
    PHRASES.iter().any(|phrase| {
        let mut rest = words.iter();
        phrase
            .split(' ')
            .all(|wanted| rest.next().is_some_and(|word| *word == wanted))
    })
}

/// Pronouns, and determiners used like them.
#[rustfmt::skip]
const POINTERS: &[&str] = &[
    "he", "she", "it", "they", "him", "them", "his", "her", "hers", "its", "their", "theirs", "this", "that", "these",
    "those", "such", "i", "we", "you", "my", "our", "your", "me", "us", "here", "there", "both", "another", "others",
    "neither",
];

/// Words that join a sentence to the one before.
#[rustfmt::skip]
const CONNECTIVES: &[&str] = &[
    "but", "however", "and", "yet", "so", "also", "then", "still", "instead", "meanwhile", "moreover", "furthermore",
    "therefore", "thus", "besides", "nevertheless", "nonetheless", "otherwise", "similarly", "likewise",
    "consequently", "or", "nor", "hence", "additionally", "accordingly", "elsewhere", "yes", "no", "well",
    "afterwards", "conversely", "indeed",
];

/// Phrases that do the same, lower case.
#[rustfmt::skip]
const PHRASES: &[&str] = &[
    "as a result", "in addition", "for example", "for instance", "in contrast", "by contrast", "in response",
    "in return", "in turn", "on the other hand", "on top of that", "at the same time", "at that time", "in other words",
    "in this case", "in that case", "the same", "the latter", "the former", "the other", "the others", "the pair",
    "the duo", "the couple", "the two", "the three", "the move", "one of them", "after that", "since then",
    "until then", "by then", "because of this", "because of that", "despite this", "despite that", "after this",
    "that said", "even so", "not only", "not all", "when asked", "with that",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointing_back_is_seen() {
        for sentence in [
            "He added that the mill would close.",
            "“It’s over,” the owner wrote.",
            "But prices fell in spring.",
            "That'll cost the town dearly.",
            "As a result, the council sold the land.",
            "The latter won.",
            "…",
        ] {
            assert!(leans_back(sentence), "{sentence}");
        }
    }

    #[test]
    fn what_stands_alone_is_left_alone() {
        for sentence in [
            "Hegarty added a third mill.",
            "The coupled engines failed.",
            "Andorra voted on Sunday.",
            "\"Prices will fall,\" said the minister.",
            "As resulting costs rose, the council sold the land.",
            "Öland has 25,000 inhabitants.",
        ] {
            assert!(!leans_back(sentence), "{sentence}");
        }
    }
}

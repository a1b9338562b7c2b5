//! Which aspects a sentence calls for, cheap enough to ask of every token.

use super::inventory::{Aspect, INVENTORY};

/// A set of aspects of the [`INVENTORY`], one bit each.
pub(super) type Topics = u128;

/// What the title says an article is about, and the aspects that its readers look for.
struct Kind {
    /// Words of the title, lower case; a final `*` stands for any ending.
    title: &'static [&'static str],
    /// Names of aspects of the inventory.
    aspects: &'static [&'static str],
}

const KINDS: &[Kind] = &[
    Kind {
        title: &["layoff*", "redundanc*", "job cuts", "jobs"],
        aspects: &["Employee support"],
    },
    Kind {
        title: &["study", "research*", "scientist*", "finds"],
        aspects: &["Findings", "Method"],
    },
    Kind {
        title: &["arrest*", "charged", "murder*", "police"],
        aspects: &["Arrests and charges", "Investigation"],
    },
    Kind {
        title: &["court", "trial", "lawsuit*", "sue*", "judge"],
        aspects: &["Court case", "Ruling"],
    },
    Kind {
        title: &["launch*", "unveil*", "release*", "announces"],
        aspects: &["Features", "Launch"],
    },
    Kind {
        title: &[
            "quake*",
            "earthquake*",
            "flood*",
            "crash*",
            "fire*",
            "storm*",
            "explosion*",
        ],
        aspects: &["Damage", "Rescue"],
    },
];

/// The aspects that readers of an article with this title look for.
pub(super) fn expected(title: &str) -> Topics {
    let title = title.to_lowercase();
    let words: Vec<&str> = super::stems::words(&title).collect();
    let says = |cue: &&str| (0..words.len()).any(|at| starts(&words, at, cue));
    KINDS
        .iter()
        .filter(|kind| kind.title.iter().any(says))
        .flat_map(|kind| kind.aspects)
        .filter_map(|name| INVENTORY.iter().position(|aspect| aspect.name == *name))
        .fold(0, |set, bit| set | 1 << bit)
}

/// Whether the words from `words[at]` on are `cue`.
fn starts(words: &[&str], at: usize, cue: &str) -> bool {
    match cue.strip_suffix('*') {
        Some(beginning) => words[at].starts_with(beginning),
        None => cue
            .split(' ')
            .enumerate()
            .all(|(i, part)| words.get(at + i) == Some(&part)),
    }
}

const _: () = assert!(INVENTORY.len() <= Topics::BITS as usize, "every aspect has a bit");

/// The aspects that need no fact and that the words starting at `words[at]` call for strongly. Words are in lower case.
pub(super) fn topics(words: &[&str], at: usize) -> Topics {
    let called = |aspect: &Aspect| aspect.needs.is_empty() && aspect.strong.iter().any(|cue| starts(words, at, cue));
    INVENTORY
        .iter()
        .enumerate()
        .filter(|(_, aspect)| called(aspect))
        .fold(0, |set, (bit, _)| set | 1 << bit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_aspect_that_is_expected_is_in_the_inventory() {
        for name in KINDS.iter().flat_map(|kind| kind.aspects) {
            assert!(INVENTORY.iter().any(|aspect| aspect.name == *name), "{name}");
        }
    }

    #[test]
    fn the_title_says_what_readers_look_for() {
        assert_eq!(expected("A walk in the hills"), 0);
        let found = expected("Orrin Mills announces layoffs");
        assert!(found & topics(&["severance"], 0) != 0);
    }
}

//! Which aspects a sentence calls for, cheap enough to ask of every token.

use super::inventory::{Aspect, INVENTORY};

/// A set of aspects of the [`INVENTORY`], one bit each.
pub(super) type Topics = u128;

const _: () = assert!(INVENTORY.len() <= Topics::BITS as usize, "every aspect has a bit");

/// The aspects that need no fact and that the words starting at `words[at]` call for strongly. Words are in lower case.
pub(super) fn topics(words: &[&str], at: usize) -> Topics {
    let starts = |cue: &str| match cue.strip_suffix('*') {
        Some(beginning) => words[at].starts_with(beginning),
        None => cue
            .split(' ')
            .enumerate()
            .all(|(i, part)| words.get(at + i) == Some(&part)),
    };
    let called = |aspect: &Aspect| aspect.needs.is_empty() && aspect.strong.iter().any(|cue| starts(cue));
    INVENTORY
        .iter()
        .enumerate()
        .filter(|(_, aspect)| called(aspect))
        .fold(0, |set, (bit, _)| set | 1 << bit)
}

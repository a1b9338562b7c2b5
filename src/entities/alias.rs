//! Names that the text itself says are one thing's: "Amazon Web Services (AWS)", "Quist Mills, formerly Orrin Group".

use std::collections::BTreeMap;

use super::Group;
use crate::span::Span;

/// What stands between two names of one thing, whatever they are.
#[rustfmt::skip]
const SAME: &[&str] = &[
    ", known as", ", also known as", ", better known as", ", formerly known as", ", now known as", ", formerly",
    "(known as", "(also known as", "(better known as", "(formerly known as", "(now known as", "(formerly", "(aka", "(a.k.a.",
    ", aka", ", a.k.a.", ", short for", "(short for",
];

/// What stands between a name and its initials.
const INITIALS: &[&str] = &["(", "(or", ", or", "(the"];

/// Joins groups that the text joins. A short form that two names claim stays alone.
pub(super) fn join(text: &str, groups: Vec<Group>) -> Vec<Group> {
    // Every mention in text order, with its group.
    let mut mentions: Vec<(Span, usize)> = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        mentions.extend(
            group
                .forms
                .iter()
                .flat_map(|(_, uses)| &uses.spans)
                .map(|&span| (span, index)),
        );
    }
    mentions.sort_unstable();
    let mut claims: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for pair in mentions.windows(2) {
        let [(left, a), (right, b)] = [pair[0], pair[1]];
        if a == b || !says_so(text, left, right) {
            continue;
        }
        let fuller = groups[a].fullest().0.fullness() >= groups[b].fullest().0.fullness();
        let (whole, part) = if fuller { (a, b) } else { (b, a) };
        let claimed = claims.entry(part).or_default();
        // Two are too many already.
        if claimed.len() < 2 && !claimed.contains(&whole) {
            claimed.push(whole);
        }
    }
    let mut joined: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    for (part, wholes) in claims {
        let [whole] = wholes[..] else { continue };
        // The whole may have become a part of something else itself; then the part stays alone.
        if joined[whole].is_some()
            && let Some(group) = joined[part].take()
            && let Some(whole) = &mut joined[whole]
        {
            whole.forms.extend(group.forms);
        }
    }
    joined.into_iter().flatten().collect()
}

/// Whether the words between two names, `left` first, make them one thing's.
fn says_so(text: &str, left: Span, right: Span) -> bool {
    let Some(between) = text
        .get(left.end()..right.start())
        .filter(|between| between.len() <= 24)
    else {
        return false;
    };
    let between = between.trim().trim_end_matches(['“', '"', '‘', '\'']).trim_end();
    if SAME.iter().any(|phrase| between.eq_ignore_ascii_case(phrase)) {
        return true;
    }
    let closes = !between.starts_with('(')
        || text[right.end()..]
            .trim_start_matches(['”', '"', '’', '\''])
            .starts_with(')');
    let initials = || {
        let (left, right) = (left.slice(text), right.slice(text));
        stands_for(right, left) || stands_for(left, right)
    };
    closes && INITIALS.iter().any(|phrase| between.eq_ignore_ascii_case(phrase)) && initials()
}

/// Whether `short` is made of letters of `long`, in order, the first one first: "AWS" of "Amazon Web Services".
fn stands_for(short: &str, long: &str) -> bool {
    let letters: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    if !(2..=10).contains(&letters.len()) || capitals * 2 <= letters.len() || long.len() <= short.len() {
        return false;
    }
    let mut rest = long
        .chars()
        .flat_map(char::to_lowercase)
        .skip_while(|c| !c.is_alphanumeric())
        .peekable();
    let first = letters[0].to_lowercase().next();
    rest.peek().copied() == first
        && letters
            .iter()
            .flat_map(|c| c.to_lowercase())
            .all(|letter| rest.any(|c| c == letter))
}

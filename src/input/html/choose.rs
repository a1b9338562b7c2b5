//! Which blocks of a page are its article, by the word of two extractors.
//!
//! Extractors choose well and copy badly: they lose words around links, quotes and the marks of lists. So their texts only
//! point at the page's own blocks, which are then taken whole.

use std::collections::HashSet;

use crate::input::BlockKind;

use super::blocks::{Piece, RAISED};

/// Words that make one point of comparison.
const GRAM: usize = 3;
/// A block is of the article when so many percent of its points are in what an extractor found.
const MOST: usize = 60;
/// The blocks chosen must hold so many percent of what the extractor found; else its own are taken.
const ENOUGH: usize = 75;
/// An article of fewer points of comparison calls for a second opinion.
const LITTLE: usize = 100;
/// Words of a block that says something by itself.
const LONG: usize = 8;
/// So many links in a row are a list of other pages.
const RUN: usize = 2;
/// So many headings that are links make a list of other pages, with fewer than [`TEASER`] words each.
const TEASERS: usize = 5;
const TEASER: usize = 60;
/// Words of a block that only the second extractor found.
const SURE: usize = 12;

/// The blocks of `page` that are its article. `first` is what one extractor found, `second` asks another.
pub(super) fn choose<'a>(page: &'a [Piece], first: &'a [Piece], second: impl FnOnce() -> Vec<Piece>) -> Vec<Piece> {
    let points: Vec<Points> = page.iter().map(Points::new).collect();
    let found = Found::new(first);
    let mut chosen: Vec<bool> = points.iter().map(|p| found.holds(p)).collect();
    if is_index(page, &points, &chosen) {
        return Vec::new();
    }
    drop_repeated(&points, &mut chosen);
    drop_links(page, &mut chosen);
    drop_stray(&points, &mut chosen);
    let gaps = gaps(page, &points, &chosen);
    if gaps.is_empty() && found.grams.len() >= LITTLE {
        return settle(page, &points, &chosen, first, &found);
    }
    let second = second();
    let other = Found::new(&second);
    if found.grams.len() < LITTLE && other.grams.len() * 4 > found.grams.len() * 5 {
        chosen = points.iter().map(|p| other.holds(p)).collect();
        drop_repeated(&points, &mut chosen);
        drop_links(page, &mut chosen);
        drop_stray(&points, &mut chosen);
        return settle(page, &points, &chosen, &second, &other);
    }
    for gap in gaps {
        chosen[gap] = other.holds(&points[gap]);
    }
    drop_repeated(&points, &mut chosen);
    settle(page, &points, &chosen, first, &found)
}

/// The chosen blocks of the page, if the page has what the extractor means.
fn settle(page: &[Piece], points: &[Points], chosen: &[bool], extracted: &[Piece], found: &Found) -> Vec<Piece> {
    let mut held: HashSet<u64> = HashSet::new();
    for points in points.iter().filter(|p| found.holds(p)) {
        held.extend(points.grams.iter().filter(|g| found.grams.contains(g)));
    }
    if held.len() * 100 < found.grams.len() * ENOUGH {
        return extracted.to_vec();
    }
    let chosen = page.iter().zip(chosen).filter(|(_, chosen)| **chosen);
    chosen.map(|(piece, _)| piece.clone()).collect()
}

/// Whether what was found is a list of other pages: mostly links, or headings that are links over a few words each.
fn is_index(page: &[Piece], points: &[Points], chosen: &[bool]) -> bool {
    let kept = || (0..page.len()).filter(|i| chosen[*i]);
    let bytes: usize = kept().map(|i| page[i].words.len()).sum();
    let linked: usize = kept().map(|i| page[i].linked).sum();
    let words: usize = kept().map(|i| points[i].words).sum();
    let (Some(first), Some(last)) = (kept().next(), kept().next_back()) else {
        return false;
    };
    // A heading right above the first block belongs to it.
    let around = &page[first.saturating_sub(1)..=last];
    let headings = || around.iter().filter(|p| matches!(p.kind, BlockKind::Heading { .. }));
    let (all, links) = (headings().count(), headings().filter(|p| p.is_linked()).count());
    linked * 2 > bytes || links >= TEASERS && links * 10 >= all * 8 && words < all * TEASER
}

/// Blocks between chosen ones that look like prose or quotation, and not like links.
fn gaps(page: &[Piece], points: &[Points], chosen: &[bool]) -> Vec<usize> {
    let first = chosen.iter().position(|c| *c).unwrap_or(chosen.len());
    let last = chosen.iter().rposition(|c| *c).unwrap_or(0);
    (first..last)
        .filter(|&i| {
            let piece = &page[i];
            let prose = matches!(
                piece.kind,
                BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem { .. }
            );
            let ends = piece.words.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
            let sentence = ends.ends_with(['.', '!', '?', '…', ':', '。']);
            !chosen[i] && prose && sentence && points[i].words >= SURE && piece.linked * 3 < piece.words.len()
        })
        .collect()
}

/// Takes away what the page says twice: the first time stays.
fn drop_repeated(points: &[Points], chosen: &mut [bool]) {
    let mut seen = HashSet::new();
    for (points, chosen) in points.iter().zip(chosen) {
        if *chosen && points.words >= LONG && !seen.insert(points.whole) {
            *chosen = false;
        }
    }
}

/// Takes away runs of links: related articles, tags, places to share. One link alone may be a heading or a source.
fn drop_links(page: &[Piece], chosen: &mut [bool]) {
    let mut run: Vec<usize> = Vec::new();
    for i in 0..=page.len() {
        if page.get(i).is_some_and(|p| chosen[i] && p.is_linked()) {
            run.push(i);
        } else if i == page.len() || chosen[i] {
            if run.len() >= RUN {
                run.iter().for_each(|r| chosen[*r] = false);
            }
            run.clear();
        }
    }
}

/// Takes away short blocks far from the long ones: menus say what headings say.
fn drop_stray(points: &[Points], chosen: &mut [bool]) {
    let long = |i: usize, chosen: &[bool]| chosen[i] && points[i].words >= LONG;
    let Some(first) = (0..chosen.len()).find(|i| long(*i, chosen)) else {
        return;
    };
    let last = (0..chosen.len()).rfind(|i| long(*i, chosen)).unwrap_or(first);
    let mut reach = |range: &mut dyn Iterator<Item = usize>| {
        let mut near = true;
        for i in range {
            near &= chosen[i];
            chosen[i] &= near;
        }
    };
    reach(&mut (0..first).rev());
    reach(&mut (last + 1..points.len()));
}

/// A block by its words: white space, case and punctuation apart.
struct Points {
    words: usize,
    whole: u64,
    grams: Vec<u64>,
}

impl Points {
    fn new(piece: &Piece) -> Self {
        Self::of(&piece.words)
    }

    fn of(words: &str) -> Self {
        let words: Vec<u64> = words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(|w| {
                w.chars()
                    .map(on_the_line)
                    .flat_map(char::to_lowercase)
                    .fold(FNV, |h, c| mix(h, u64::from(c)))
            })
            .collect();
        let gram = |words: &[u64]| words.iter().fold(FNV, |hash, word| mix(hash, *word));
        Self {
            words: words.len(),
            whole: gram(&words),
            grams: words.windows(GRAM).map(gram).collect(),
        }
    }
}

/// Extractors put raised digits on the line.
fn on_the_line(c: char) -> char {
    let raised = RAISED.iter().find(|(_, raised)| !c.is_ascii() && *raised == c);
    raised.map_or(c, |(plain, _)| *plain)
}

const FNV: u64 = 0xcbf2_9ce4_8422_2325;

fn mix(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(0x0100_0000_01b3).rotate_left(17)
}

/// What an extractor found. Asked only for what it holds, so that the order of the sets never shows.
struct Found {
    grams: HashSet<u64>,
    wholes: HashSet<u64>,
}

impl Found {
    fn new(pieces: &[Piece]) -> Self {
        let points: Vec<Points> = pieces.iter().map(Points::new).collect();
        // Extractors lose the class of "[edit]", by which the page's own heading goes without it.
        let unmarked = |piece: &Piece| {
            let heading = matches!(piece.kind, BlockKind::Heading { .. });
            let (words, _) = piece.words.strip_suffix(']').filter(|_| heading)?.rsplit_once('[')?;
            Some(Points::of(words).whole)
        };
        let unmarked: Vec<u64> = pieces.iter().filter_map(unmarked).collect();
        Self {
            wholes: points.iter().map(|p| p.whole).chain(unmarked).collect(),
            grams: points.into_iter().flat_map(|p| p.grams).collect(),
        }
    }

    fn holds(&self, points: &Points) -> bool {
        if points.words == 0 {
            return false;
        }
        if self.wholes.contains(&points.whole) {
            return true;
        }
        let held = points.grams.iter().filter(|g| self.grams.contains(g)).count();
        !points.grams.is_empty() && held * 100 >= points.grams.len() * MOST
    }
}

#[cfg(test)]
mod tests;

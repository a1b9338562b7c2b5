//! Whether what is taken of a page is all of it: pages of several articles, pages that stop where a subscription begins.

use std::collections::HashSet;

use trafilatura::dom::{Document, NodeId};

use crate::input::BlockKind;

use super::blocks::{self, Piece};

/// Articles that a page of several has at least.
const LEAST: usize = 2;
/// More are the front page of a site.
const MOST: usize = 40;
/// One that holds so many percent of all words is the article, and the others are teasers.
const MAIN: usize = 60;
/// Words of a page that may be no more than the start of an article.
const STUB: usize = 300;
/// What pages say where they stop, in lower case.
const STOPS: &[&str] = &[
    "subscribe to continue",
    "subscribe to read",
    "to continue reading",
    "continue reading with",
    "to read the full",
    "to read the rest",
    "already a subscriber",
    "already have an account",
    "only available to subscribers",
    "is for subscribers",
    "for subscribers only",
    "subscribers can read",
    "log in to read",
    "sign in to read",
    "register to read",
];

/// Words of `pieces`.
pub(super) fn words(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| piece.words.split_whitespace().count()).sum()
}

/// The articles of a page that holds several, none of them the main one.
#[derive(Debug)]
pub(super) struct Several {
    articles: Vec<Vec<Piece>>,
}

/// The articles of `document`, if it has several with a heading each.
pub(super) fn several(document: &Document) -> Option<Several> {
    let outermost = |node: &NodeId| {
        let mut parent = document.parent(*node);
        while let Some(node) = parent {
            if document.tag_name(node) == "article" {
                return false;
            }
            parent = document.parent(node);
        }
        true
    };
    let articles = document.get_elements_by_tag_name(document.root(), "article");
    if articles.len() < LEAST || articles.len() > MOST {
        return None;
    }
    let mut parts: Vec<Vec<Piece>> = Vec::new();
    for node in articles.into_iter().filter(outermost) {
        let part = blocks::pieces(&Document::parse(&document.outer_html(node)));
        let heading = |piece: &Piece| matches!(piece.kind, BlockKind::Heading { .. });
        let prose = |piece: &Piece| !heading(piece) && !piece.is_linked() && piece.words.contains(' ');
        if part.iter().any(heading) && part.iter().any(prose) {
            parts.push(part);
        }
    }
    let all: usize = parts.iter().map(|part| words(part)).sum();
    let largest = parts.iter().map(|part| words(part)).max().unwrap_or_default();
    let linked = parts
        .iter()
        .filter(|part| part.iter().any(|piece| piece.is_linked()))
        .count();
    // A front page is a list of other pages; those are refused.
    let teasers = linked >= 5 && all < parts.len() * STUB / 5;
    (parts.len() >= LEAST && largest * 100 < all * MAIN && !teasers).then_some(Several { articles: parts })
}

/// A heading is one, whether it is a link or not.
fn unlinked(mut piece: Piece) -> Piece {
    if let BlockKind::Heading { .. } = piece.kind {
        piece.kind = BlockKind::Heading { level: 2 };
    }
    piece
}

impl Several {
    /// Whether `chosen` says little that they do not, and is either of all of them or lacks much of them.
    pub(super) fn hold(&self, chosen: &[Piece]) -> bool {
        let chosen_words: HashSet<&str> = chosen.iter().map(|piece| piece.words.as_str()).collect();
        let is_chosen = |piece: &Piece| chosen_words.contains(piece.words.as_str());
        let own = || self.articles.iter().flatten();
        let of_all = self.articles.iter().all(|article| article.iter().any(is_chosen));
        let own_words: usize = self.articles.iter().map(|article| words(article)).sum();
        let common = own().filter(|piece| is_chosen(piece)).count();
        common * 2 >= chosen.len() && (of_all || own_words * 2 > words(chosen) * 3)
    }

    /// What to say of the page.
    pub(super) fn notice(&self) -> String {
        format!(
            "the page holds {} articles, and the recap is of all of them: save the one that is meant by itself",
            self.articles.len()
        )
    }

    /// What they say, in order.
    pub(super) fn into_pieces(self) -> Vec<Piece> {
        self.articles.into_iter().flatten().map(unlinked).collect()
    }
}

/// Words of a paragraph that says something by itself.
const PROSE: usize = 20;

/// What to say of a page of which `pieces` is all and `chosen` the article, where that looks like the start of one.
pub(super) fn looks_cut(pieces: &[Piece], chosen: &[Piece]) -> Option<String> {
    let taken = words(chosen);
    let stops = pieces.iter().any(|piece| {
        let lower = piece.words.to_lowercase();
        STOPS.iter().any(|stop| lower.contains(stop))
    });
    let last = chosen.iter().rev().find(|piece| !piece.is_linked())?;
    let open =
        last.kind == BlockKind::Paragraph && last.words.trim_end().ends_with(['…']) || last.words.ends_with("...");
    if taken < STUB && (stops || open) {
        return Some(format!(
            "the page looks cut after {taken} words, as pages for subscribers are: the recap is of what is there"
        ));
    }
    let prose = |piece: &&Piece| {
        matches!(piece.kind, BlockKind::Paragraph | BlockKind::Quote)
            && !piece.aside
            && !piece.is_linked()
            && piece.words.split_whitespace().nth(PROSE).is_some()
            && piece
                .words
                .trim_end_matches(['"', '”', '’', ')'])
                .ends_with(['.', '!', '?'])
    };
    let there: usize = pieces
        .iter()
        .filter(prose)
        .map(|piece| piece.words.split_whitespace().count())
        .sum();
    (there > 4 * taken).then(|| {
        format!(
            "only {taken} of {there} words of prose on the page were taken for the article: check it with --extract"
        )
    })
}

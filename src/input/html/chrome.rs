//! What extractors let through and no article says: hidden parts, sign-up boxes, teasers, the lines around a newsletter, the
//! apparatus of an encyclopedia.

use crate::input::{BlockKind, Meta, source};

use super::blocks::Piece;
use super::meta;

/// What stands apart is left out if it is no more than so many percent of the words; else the page marks its text so.
const MOST_ASIDE: usize = 40;
/// Words of a line that is no sentence of an article because of what it says.
const LINE: usize = 45;
/// What such lines say, in lower case.
const SAYS: &[&str] = &[
    "view in browser",
    "view this email",
    "unsubscribe",
    "you are receiving this",
    "you received this email",
    "update your preferences",
    "update preferences",
    "to our newsletter",
    "for our newsletter",
    "by signing up",
    "enter your email",
    "in your inbox",
    "to your inbox",
];
/// How such lines begin.
const BEGINS: &[&str] = &[
    "sponsored by",
    "advertisement",
    "paid content",
    "share this article",
    "read more:",
    "read next:",
    "related:",
];
/// Headings over the apparatus of an encyclopedia, and over teasers.
const APPARATUS: &[&str] = &[
    "references",
    "external links",
    "see also",
    "further reading",
    "bibliography",
    "footnotes",
    "notes",
    "citations",
    "sources",
];
/// Words of a line that names the author.
const CREDIT: usize = 15;

/// `pieces` without them.
pub(super) fn without_chrome(pieces: Vec<Piece>) -> Vec<Piece> {
    let words = |piece: &Piece| piece.words.split_whitespace().count();
    let all: usize = pieces.iter().map(words).sum();
    let aside: usize = pieces.iter().filter(|piece| piece.aside).map(words).sum();
    let drop_asides = aside * 100 <= all * MOST_ASIDE;
    let apparatus = apparatus(&pieces);
    let kept = |(index, piece): &(usize, Piece)| !(drop_asides && piece.aside || apparatus[*index] || is_chrome(piece));
    pieces
        .into_iter()
        .enumerate()
        .filter(kept)
        .map(|(_, piece)| piece)
        .collect()
}

fn is_chrome(piece: &Piece) -> bool {
    if piece.words.split_whitespace().nth(LINE).is_some() {
        return false;
    }
    let lower = piece.words.to_lowercase();
    let signature = piece.kind == BlockKind::Quote && lower.starts_with(['—', '–']) && lower.contains("(@");
    signature || SAYS.iter().any(|says| lower.contains(says)) || BEGINS.iter().any(|begin| lower.starts_with(begin))
}

/// Which pieces are a heading of the apparatus or one of the list items below it.
fn apparatus(pieces: &[Piece]) -> Vec<bool> {
    let mut inside = false;
    let mut marks: Vec<bool> = pieces
        .iter()
        .map(|piece| {
            inside = match piece.kind {
                BlockKind::Heading { .. } => APPARATUS.contains(&piece.words.to_lowercase().as_str()),
                BlockKind::ListItem { .. } => inside,
                _ => false,
            };
            inside
        })
        .collect();
    // A heading without list below it heads something else.
    for index in 0..pieces.len() {
        let heads = matches!(pieces[index].kind, BlockKind::Heading { .. });
        if marks[index]
            && heads
            && !matches!(
                pieces.get(index + 1).map(|piece| piece.kind),
                Some(BlockKind::ListItem { .. })
            )
        {
            marks[index] = false;
        }
    }
    marks
}

/// Takes a line such as "By Ida Holt · 4 March 2025" from the top of `pieces`, for what `meta` does not know yet.
pub(super) fn take_credit(pieces: &mut Vec<Piece>, meta: &mut Meta) {
    let is_credit = |piece: &Piece| {
        let named = piece
            .words
            .strip_prefix("By ")
            .or_else(|| piece.words.strip_prefix("BY "));
        named.is_some_and(|name| name.starts_with(char::is_uppercase))
            && piece.words.split_whitespace().nth(CREDIT).is_none()
            && !piece.words.ends_with(['.', '!', '?', ':', '"', '”'])
    };
    let Some(at) = pieces.iter().take(3).position(is_credit).filter(|_| pieces.len() > 1) else {
        return;
    };
    let credit = pieces.remove(at).words;
    meta.date = meta.date.or_else(|| Some(source::day_in_words(&credit)?.1));
    if meta.byline.is_none() {
        meta.byline = meta::byline(&credit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(kind: BlockKind, words: &str) -> Piece {
        Piece {
            kind,
            marker: String::new(),
            words: words.to_owned(),
            linked: 0,
            aside: false,
        }
    }

    #[test]
    fn lines_around_a_newsletter_go() {
        let says = "The kiln was lit on Monday.";
        for line in [
            "Sign up to our newsletter and never miss a kiln.",
            "You are receiving this because you asked for it. Unsubscribe",
            "SPONSORED BY PEAT & SONS\nPeat at half price.",
        ] {
            let pieces = vec![piece(BlockKind::Paragraph, says), piece(BlockKind::Paragraph, line)];
            assert_eq!(without_chrome(pieces).len(), 1, "{line}");
        }
    }

    #[test]
    fn references_go_and_sections_stay() {
        let heading = |words| piece(BlockKind::Heading { level: 2 }, words);
        let item = |words| piece(BlockKind::ListItem { depth: 0 }, words);
        let prose = |words| piece(BlockKind::Paragraph, words);
        let pieces = vec![
            heading("Notes"),
            prose("The kiln hums a low note."),
            heading("References"),
            item("Holt, I. Kilns of Tarn Ove."),
            heading("Legacy"),
            item("Two bowls."),
        ];
        let kept: Vec<String> = without_chrome(pieces).into_iter().map(|piece| piece.words).collect();
        assert_eq!(kept, ["Notes", "The kiln hums a low note.", "Legacy", "Two bowls."]);
    }

    #[test]
    fn a_credit_is_no_paragraph() {
        let mut meta = Meta::default();
        let mut pieces = vec![
            piece(BlockKind::Paragraph, "By Ida Holt · 4 March 2025"),
            piece(BlockKind::Paragraph, "The kiln was lit."),
        ];
        take_credit(&mut pieces, &mut meta);
        assert_eq!(pieces.len(), 1);
        assert_eq!(meta.byline.as_deref(), Some("Ida Holt"));
        assert_eq!(meta.date, Some(jiff::civil::date(2025, 3, 4)));
    }
}

//! Sentences within a block.
//!
//! `sentencex` does the segmentation; what news text showed it to miss is mended afterwards by [`belongs_together`] and
//! [`seams`](super::seams).

use sentencex::get_sentence_boundaries;

use super::seams::seams;
use crate::input::{Block, BlockKind};
use crate::span::Span;

/// Most bytes handed to the segmenter at once. Its cost grows faster than the text within one call, so longer blocks
/// are cut into windows; a seam falls on a sentence end wherever there is one.
const WINDOW_BYTES: usize = 8 * 1024;

/// The sentences of `block`, in order. Headings and table rows are one sentence each; code has none.
pub(super) fn split(text: &str, block: Block) -> Vec<Span> {
    match block.kind {
        BlockKind::Code => Vec::new(),
        BlockKind::Heading { .. } | BlockKind::TableRow => vec![block.span],
        BlockKind::Paragraph | BlockKind::Quote => sentences(text, block.span),
        BlockKind::ListItem { .. } => {
            let (label, rest) = item_label(text, block.span);
            label
                .into_iter()
                .chain(rest.into_iter().flat_map(|rest| sentences(text, rest)))
                .collect()
        }
    }
}

/// The first line of a list item that is a heading of its own ("Workforce planning", line break, explanation), and the
/// rest of the item.
fn item_label(text: &str, item: Span) -> (Option<Span>, Option<Span>) {
    let slice = item.slice(text);
    let Some((first, rest)) = slice.split_once('\n') else {
        return (None, Some(item));
    };
    let ends_sentence = first.trim_end().ends_with(['.', '!', '?', ',', ';', '…', '"', '”']);
    if ends_sentence || !rest.trim_start().starts_with(char::is_uppercase) {
        return (None, Some(item));
    }
    let middle = item.start() + first.len();
    (
        Span::trimmed(text, item.start()..middle),
        Span::trimmed(text, middle..item.end()),
    )
}

/// Longest sentence in bytes. Text that goes on for longer without an end (a transcript, a list in one line) is cut where
/// it pauses, so that no part of a recap can grow with the article.
const MOST_BYTES: usize = 1_500;

fn sentences(text: &str, block: Span) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut start = block.start();
    while start < block.end() {
        let end = start + head(&text[start..block.end()], WINDOW_BYTES, ENDS).len();
        for boundary in get_sentence_boundaries("en", &text[start..end]) {
            let Some(next) = Span::trimmed(text, start + boundary.start_byte..start + boundary.end_byte) else {
                continue;
            };
            match found.last_mut() {
                Some(last)
                    if last.cover(next).range().len() <= MOST_BYTES
                        && belongs_together(last.slice(text), next.slice(text)) =>
                {
                    *last = last.cover(next);
                }
                _ => found.extend(pieces(text, next)),
            }
        }
        start = end;
    }
    found.into_iter().flat_map(|sentence| seams(text, sentence)).collect()
}

/// `sentence` itself, or the pieces of at most [`MOST_BYTES`] that it is cut into.
fn pieces(text: &str, sentence: Span) -> impl Iterator<Item = Span> + '_ {
    let mut rest = Some(sentence);
    std::iter::from_fn(move || {
        let whole = rest?;
        let piece = whole.start() + head(whole.slice(text), MOST_BYTES, PAUSES).len();
        rest = Span::trimmed(text, piece..whole.end());
        Span::trimmed(text, whole.start()..piece)
    })
}

/// Where a text can be cut into windows without cutting a sentence.
const ENDS: &[&str] = &[". ", "! ", "? ", ".\n", ".\" ", ".” "];

/// Where a sentence can be cut without cutting a clause.
const PAUSES: &[&str] = &["; ", ", ", " – ", " — "];

/// The longest beginning of `text` that has at most `most` bytes and ends after one of `seams`, else between words, else
/// between characters.
fn head<'a>(text: &'a str, most: usize, seams: &[&str]) -> &'a str {
    if text.len() <= most {
        return text;
    }
    let limit = text.floor_char_boundary(most);
    let head = &text[..limit];
    let seam = seams
        .iter()
        .filter_map(|seam| head.rfind(seam).map(|at| at + seam.len()))
        .max();
    let word_end = || head.rfind(char::is_whitespace).filter(|&at| at > 0);
    &text[..seam.or_else(word_end).unwrap_or(limit)]
}

/// Whether a boundary between `before` and `after` is none: after an abbreviation that a name or number follows, or in
/// the middle of a sentence that goes on in lower case.
fn belongs_together(before: &str, after: &str) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last.trim_start_matches(['(', '[', '"', '“', '‘', '\'']);
    let Some(next) = after.chars().next() else {
        return true;
    };
    // "Orrin, Vt.-based"
    if after.starts_with('-') && after[1..].starts_with(char::is_alphabetic) {
        return true;
    }
    if TAKES_A_NAME.contains(&last) {
        return next.is_alphanumeric();
    }
    if TAKES_A_NUMBER.contains(&last) {
        return next.is_ascii_digit();
    }
    if matches!(last, "a.m." | "p.m.") {
        let word: String = after.chars().take_while(|c| c.is_alphanumeric()).collect();
        return TIME_ZONES.contains(&word.as_str());
    }
    // "Yahoo! said", "the U.S. in", "Calif. on": the sentence goes on. An initialism with dots inside may end one,
    // so only lower case joins.
    next.is_lowercase() && !CASELESS_NAMES.iter().any(|name| after.starts_with(name))
}

/// Titles and the like, always followed by what they belong to.
const TAKES_A_NAME: &[&str] = &[
    "Mr.", "Mrs.", "Ms.", "Mx.", "Dr.", "Prof.", "Gen.", "Lt.", "Col.", "Sgt.", "Capt.", "Cmdr.", "Adm.", "Maj.",
    "Sen.", "Rep.", "Reps.", "Sens.", "Gov.", "Rev.", "Hon.", "Pres.", "Supt.", "Insp.", "Det.", "Messrs.", "St.",
    "Mt.", "Ft.", "vs.", "v.", "cf.", "e.g.", "i.e.",
];

/// Followed by a number they stay inside the sentence.
const TAKES_A_NUMBER: &[&str] = &[
    "No.", "no.", "Nos.", "nos.", "vol.", "Vol.", "p.", "pp.", "Fig.", "fig.", "Figs.", "figs.", "Sec.", "sec.", "ch.",
    "Ch.", "art.", "Art.", "approx.", "ca.", "c.", "Jan.", "Feb.", "Mar.", "Apr.", "Jun.", "Jul.", "Aug.", "Sep.",
    "Sept.", "Oct.", "Nov.", "Dec.",
];

const TIME_ZONES: &[&str] = &[
    "EST", "EDT", "ET", "CST", "CDT", "CT", "MST", "MDT", "MT", "PST", "PDT", "PT", "GMT", "UTC", "BST", "CET", "CEST",
    "IST", "JST", "AEST", "AEDT",
];

/// Names that keep their lower case at the start of a sentence.
const CASELESS_NAMES: &[&str] = &["iPhone", "iPad", "iPod", "iOS", "iTunes", "iCloud", "eBay", "macOS"];

/// What tests of segmentation share.
#[cfg(test)]
pub(super) mod testing {
    use super::*;

    /// The sentences of one paragraph.
    pub(in crate::document) fn split_text(text: &str) -> Vec<&str> {
        let Some(block) = Span::trimmed(text, 0..text.len()) else {
            return Vec::new();
        };
        sentences(text, block).into_iter().map(|s| s.slice(text)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::split_text;
    use super::*;

    #[test]
    fn abbreviations_do_not_end_sentences() {
        let cases: &[&[&str]] = &[
            &["Gov. Ada Marsh spoke at 5 p.m. EST on Friday.", "Nobody came."],
            &["The mill in Fresno, Calif. burned down.", "It was empty."],
            &["See vol. 3, no. 12 of the journal.", "It is free."],
            &["Prices in the U.S. rose.", "They fell elsewhere."],
            &["“We are done,” she said.", "“Nobody asked us.”"],
            &["Acme Inc. and Bolt Corp. merged on Jan. 4.", "Shares rose 3.5 percent."],
            &["The Orrin, Vt.-based mill closed.", "Nobody came."],
            &["Is it over?", "No!", "Not yet."],
        ];
        for expected in cases {
            assert_eq!(split_text(&expected.join(" ")), *expected);
        }
    }

    #[test]
    fn the_label_of_a_list_item_is_a_sentence_of_its_own() {
        let text = "Workforce planning\n   Managers will plan by hand. It is slow.";
        let block = |text: &str| Block {
            kind: BlockKind::ListItem { depth: 0 },
            span: Span::trimmed(text, 0..text.len()).expect("not empty"),
        };
        let found: Vec<_> = split(text, block(text)).into_iter().map(|s| s.slice(text)).collect();
        assert_eq!(
            found,
            ["Workforce planning", "Managers will plan by hand.", "It is slow."]
        );
        let wrapped = "an item that is\nwrapped, no more";
        assert_eq!(split(wrapped, block(wrapped)).len(), 1);
    }

    #[test]
    fn sentences_hold_all_the_text_of_a_long_block() {
        let sentence = "The river rose again on day 4 and nobody was surprised. ";
        let text = sentence.repeat(2_000);
        let found = split_text(&text);
        assert_eq!(found.len(), 2_000);
        assert!(found.iter().all(|s| *s == sentence.trim()));
        let unbroken = "x".repeat(100_000);
        assert_eq!(split_text(&unbroken).concat(), unbroken);
        let endless = "the pump stopped and then the water rose, ".repeat(10_000);
        let pieces = split_text(&endless);
        assert!(
            pieces
                .iter()
                .all(|piece| piece.len() <= MOST_BYTES && piece.ends_with("rose,"))
        );
        assert_eq!(pieces.join(" "), endless.trim());
    }
}

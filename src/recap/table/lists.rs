//! Rows made of the items of a list.

use super::candidates::{Candidate, Form};
use super::guards::Cut;
use super::sections::{aspect, run_in};
use super::stems::Stems;
use crate::document::Document;
use crate::input::BlockKind;
use crate::model::Tags;
use crate::model::heads::Reading;
use crate::span::Span;

/// Most words of a row that the items of a list make.
const MOST_WORDS: usize = 20;
/// An item of so few words stands in a list as it is.
const WHOLE_ITEM_WORDS: usize = 8;

/// One candidate for every list of two or more items all of which a row holds: how each begins.
pub(super) fn lists(document: &Document, tags: &Tags, stems: &Stems, reading: &Reading) -> Vec<Candidate> {
    let blocks = document.blocks();
    let is_item = |at: usize| matches!(blocks[at].kind, BlockKind::ListItem { depth: 0 });
    let mut found = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        if !is_item(at) {
            at += 1;
            continue;
        }
        let end = (at..blocks.len())
            .find(|&i| !matches!(blocks[i].kind, BlockKind::ListItem { .. }))
            .unwrap_or(blocks.len());
        found.extend(list(document, tags, stems, reading, at, end));
        at = end;
    }
    found
}

/// The list whose items are the blocks from `first` to before `end`; `None` where a row does not hold it whole.
fn list(
    document: &Document,
    tags: &Tags,
    stems: &Stems,
    reading: &Reading,
    first: usize,
    end: usize,
) -> Option<Candidate> {
    let blocks = document.blocks();
    let text = document.text();
    let items = (first..end).filter(|&i| matches!(blocks[i].kind, BlockKind::ListItem { depth: 0 }));
    let pieces: Vec<Span> = items
        .map(|item| item_head(document, tags, item))
        .collect::<Option<_>>()?;
    let words: usize = pieces
        .iter()
        .map(|piece| piece.slice(text).split_whitespace().count())
        .sum();
    if pieces.len() < 2 || words > MOST_WORDS {
        return None;
    }
    let lead_in = first.checked_sub(1).filter(|&i| blocks[i].kind == BlockKind::Paragraph);
    let sentence = document.sentence_at(blocks[first].span.start())?;
    let last = document.sentence_at(blocks[end - 1].span.start())?;
    let best = (sentence..=last)
        .map(|i| reading.sentences[i].row)
        .fold(f32::NEG_INFINITY, f32::max);
    Some(Candidate {
        cut: Cut::default(),
        kept: Vec::new(),
        form: Form::Phrase,
        gaps: 0,
        source: pieces[0].cover(pieces[pieces.len() - 1]),
        sentence,
        block: first,
        stems: stems.of_pieces(text, &pieces),
        words,
        sentence_worth: best,
        cut_worth: 0.0,
        list: Some(lead_in.and_then(|i| lead_in_label(blocks[i].span.slice(text)))),
        pieces,
    })
}

/// How the item begins: its label, or itself where it is short and no sentence. `None` for others: a part of a sentence would
/// say something else.
fn item_head(document: &Document, tags: &Tags, block: usize) -> Option<Span> {
    if let Some((label, _)) = run_in(document, block) {
        return Some(label);
    }
    let text = document.text();
    let span = document.blocks()[block].span;
    let index = document.sentence_at(span.start())?;
    let words = span.slice(text).split_whitespace().count();
    let phrase = tags
        .noun_phrases(index)
        .first()
        .is_some_and(|phrase| phrase.start() == span.start());
    let ends = span.slice(text).trim_end().ends_with(['.', '!', '?']);
    (words <= WHOLE_ITEM_WORDS && (phrase || words <= WHOLE_ITEM_WORDS / 2) && !ends).then_some(span)
}

/// What the sentence before a list says that the items are: "Other impacted roles include:" gives "Impacted roles".
fn lead_in_label(paragraph: &str) -> Option<String> {
    let sentence = paragraph.trim().strip_suffix(':')?;
    let sentence = sentence.rsplit(['.', '!', '?', '\n']).next()?;
    let mut words: Vec<&str> = sentence.split_whitespace().collect();
    let closing = [
        "include",
        "includes",
        "including",
        "included",
        "are",
        "is",
        "were",
        "was",
        "following",
        "below",
        "be",
        "as",
        "follows",
    ];
    let opening = [
        "other", "the", "these", "some", "and", "also", "our", "its", "main", "key",
    ];
    while words
        .last()
        .is_some_and(|w| closing.contains(&w.to_lowercase().as_str()))
    {
        words.pop();
    }
    while words
        .first()
        .is_some_and(|w| opening.contains(&w.to_lowercase().as_str()))
    {
        words.remove(0);
    }
    let first = words.first()?.to_lowercase();
    let clause = [
        "here's", "here’s", "here", "you", "we", "this", "in", "it", "i", "they", "there", "to", "if", "when", "for",
        "how", "what", "he", "she", "that", "then",
    ];
    if clause.contains(&first.as_str()) {
        return None;
    }
    aspect(&words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::testing::Article;
    use super::*;

    #[test]
    fn a_lead_in_names_its_list() {
        let cases = [
            ("Other impacted roles include:", Some("Impacted roles")),
            ("The mill closed in March. The main reasons are:", Some("Reasons")),
            ("Towns on the river:", Some("Towns on the river")),
            ("Here's what the trust found:", None),
            ("They are as follows:", None),
            ("The mill closed.", None),
            (":", None),
        ];
        for (paragraph, expected) in cases {
            assert_eq!(lead_in_label(paragraph).as_deref(), expected, "{paragraph}");
        }
    }

    fn lists_of(text: &str) -> Vec<(Option<String>, Vec<String>)> {
        let article = Article::read(text);
        let lists = article.offer().found.into_iter().filter_map(|row| {
            let pieces = row
                .pieces
                .iter()
                .map(|piece| piece.slice(article.document.text()).to_owned());
            Some((row.list?, pieces.collect()))
        });
        lists.collect()
    }

    #[test]
    fn short_items_make_a_row() {
        let text = "The Vellin River Trust owns these buildings:\n\n- A mill\n- The old bakery\n- Nine barns\n\nOrrin has none.";
        let items = ["A mill", "The old bakery", "Nine barns"].map(str::to_owned);
        assert_eq!(
            lists_of(text).into_iter().map(|(_, items)| items).collect::<Vec<_>>(),
            [items]
        );
    }

    #[test]
    fn items_with_labels_give_their_labels() {
        let text = "A flood ruined the wheel, and Mara Quist plans for spring. The main changes are:\n\n- Mill: it closes in March, and its wheel goes to a museum in Vellin.\n\
                    - Bakery: it moves to the upper river before the next harvest.\n\nOrrin has none.";
        let items = ["Mill", "Bakery"].map(str::to_owned).into();
        assert_eq!(lists_of(text), [(Some("Changes".to_owned()), items)]);
    }

    #[test]
    fn half_a_list_is_no_list() {
        for text in [
            "The trust owns:\n\n- A mill\n\nOrrin has none.",
            "The trust owns:\n\n- A mill\n- Its old bakery was sold to Mara Quist after the flood ruined the wheel.\n\nOrrin has none.",
        ] {
            assert_eq!(lists_of(text), [], "{text}");
        }
    }
}

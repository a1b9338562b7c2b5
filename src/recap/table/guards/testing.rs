//! What the tests of the rules share.

use super::super::testing::Article;
use super::{Cut, Refusal, Sentence, guard};

/// Guards the cut of the last sentence of `text` that keeps the words `kept`, which are parted by spaces as the treebank
/// parts them; each is the first one behind the word before.
pub(super) fn cut_whole(text: &str, kept: &str) -> Result<Cut, Refusal> {
    Article::read(text).with_last(|sentence| guard(sentence, of_words(sentence, kept)))
}

/// Like [`cut_whole`], as the words that are kept.
pub(super) fn cut(text: &str, kept: &str) -> Result<String, Refusal> {
    Article::read(text).with_last(|sentence| {
        let cut = guard(sentence, of_words(sentence, kept))?;
        let words = sentence.tags.words(sentence.index);
        let kept = cut.pieces.into_iter().flatten();
        let kept: Vec<&str> = kept.map(|at| words[at].span.slice(text)).collect();
        Ok(kept.join(" "))
    })
}

fn of_words(sentence: &Sentence, kept: &str) -> Cut {
    let words = sentence.tags.words(sentence.index);
    let text = sentence.document.text();
    let mut cut = Cut::default();
    let mut from = 0;
    for word in kept.split_whitespace() {
        let behind = words[from..].iter().position(|w| w.span.slice(text) == word);
        let Some(at) = behind.map(|at| from + at) else {
            continue;
        };
        match cut.pieces.last_mut() {
            Some(last) if last.end == at => last.end += 1,
            _ => cut.pieces.push(at..at + 1),
        }
        from = at + 1;
    }
    cut
}

//! What the tests of the rules share.

use std::sync::LazyLock;

use super::{Cut, Refusal, Sentence, guard};
use crate::document::Document;
use crate::entities::{self, Referents};
use crate::facts;
use crate::model::{Encoder, Tags};

static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::embedded().unwrap());

/// Guards the cut of the last sentence of `text` that keeps the words `kept`, which are parted by spaces as the treebank
/// parts them; each is the first one behind the word before.
pub(super) fn cut_whole(text: &str, kept: &str) -> Result<Cut, Refusal> {
    with_sentence(text, |sentence| guard(sentence, of_words(sentence, kept)))
}

/// Like [`cut_whole`], as the words that are kept.
pub(super) fn cut(text: &str, kept: &str) -> Result<String, Refusal> {
    with_sentence(text, |sentence| {
        let cut = guard(sentence, of_words(sentence, kept))?;
        let words = sentence.tags.words(sentence.index);
        let kept = cut.pieces.into_iter().flatten();
        let kept: Vec<&str> = kept.map(|at| words[at].span.slice(text)).collect();
        Ok(kept.join(" "))
    })
}

fn with_sentence<T>(text: &str, run: impl FnOnce(&Sentence) -> T) -> T {
    let document = Document::from_text(text);
    let encoded = ENCODER.encode(&document.sentence_texts()).unwrap();
    let tags = Tags::new(&document, &encoded);
    let mut facts = facts::find(&document, &tags);
    let entities = entities::find(&document, tags.names());
    entities::link(&document, &entities, &mut facts);
    let referents = Referents::new(&document, &entities, &facts);
    run(&Sentence {
        document: &document,
        tags: &tags,
        facts: &facts,
        referents: &referents,
        index: document.sentences().len() - 1,
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

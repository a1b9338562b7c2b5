//! What the heads see of an article beside the encoder's states: places, repetition, the title, forms.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Document;
use crate::english::{is_stopword, stem, words};
use crate::input::BlockKind;
use crate::model::{Encoded, NameKind, Pos, Tags, cosine};
use crate::summary;

/// Values a sentence has.
pub const SENTENCE_FEATURES: usize = 32;

/// Values a word has.
pub const WORD_FEATURES: usize = 32;

/// Sentences of a block whose places in it are told apart: no block that the heads learned from has more, and what lies far
/// beyond all that they know would drown the rest.
const MOST_PLACES: usize = 40;

/// The values of all sentences of an article and of their words, each about 0 to 1.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Of each sentence of the document.
    pub sentences: Vec<[f32; SENTENCE_FEATURES]>,
    /// Of each word of [`Tags::words`], sentence by sentence.
    pub words: Vec<[f32; WORD_FEATURES]>,
}

/// What is known of a stem once the article is read.
#[derive(Default)]
struct Seen {
    sentences: u32,
    first: usize,
}

/// A content word of a sentence.
struct Term {
    /// Its number.
    stem: usize,
    /// Its bytes in the text.
    start: usize,
    end: usize,
}

impl Inputs {
    /// Of `document`, whose sentences `encoded` and `tags` are of. Linear.
    pub fn new(document: &Document, encoded: &Encoded, tags: &Tags) -> Self {
        let text = document.text();
        let sentences = document.sentences();
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut seen: Vec<Seen> = Vec::new();
        let mut terms: Vec<Vec<Term>> = Vec::with_capacity(sentences.len());
        for (index, sentence) in sentences.iter().enumerate() {
            let slice = sentence.span.slice(text);
            let mut own = Vec::new();
            let mut counted = BTreeSet::new();
            for word in words(slice) {
                let lower = word.to_lowercase();
                if is_stopword(&lower) {
                    continue;
                }
                let next = numbers.len();
                let number = *numbers.entry(stem(&lower)).or_insert(next);
                if number == seen.len() {
                    seen.push(Seen {
                        sentences: 0,
                        first: index,
                    });
                }
                if counted.insert(number) {
                    seen[number].sentences += 1;
                }
                let start = word.as_ptr() as usize - slice.as_ptr() as usize + sentence.span.start();
                own.push(Term {
                    stem: number,
                    start,
                    end: start + word.len(),
                });
            }
            terms.push(own);
        }
        let title = document.meta().title.as_deref().unwrap_or_default();
        let mut titled = vec![false; seen.len()];
        let mut title_stems = 0usize;
        for word in words(title).map(str::to_lowercase).filter(|w| !is_stopword(w)) {
            title_stems += 1;
            if let Some(&number) = numbers.get(&stem(&word)) {
                titled[number] = true;
            }
        }
        let salience = summary::salience(document, encoded);
        let body: Vec<usize> = (0..sentences.len()).filter(|&i| salience[i] > 0.0).collect();
        let centre = mean(encoded, body.iter().copied());
        let opening = mean(encoded, body.iter().copied().take(3));
        let place: BTreeMap<usize, usize> = body.iter().enumerate().map(|(place, &index)| (index, place)).collect();
        let mut first_of_block: BTreeMap<usize, usize> = BTreeMap::new();
        let mut in_block: BTreeMap<usize, usize> = BTreeMap::new();
        for (index, sentence) in sentences.iter().enumerate() {
            first_of_block.entry(sentence.block).or_insert(index);
            *in_block.entry(sentence.block).or_default() += 1;
        }
        let mut inputs = Self::default();
        let mut quoted = false;
        for (index, sentence) in sentences.iter().enumerate() {
            let slice = sentence.span.slice(text);
            let own = &terms[index];
            let count = own.len().max(1) as f32;
            let share = |holds: &dyn Fn(&Term) -> bool| own.iter().filter(|term| holds(term)).count() as f32 / count;
            let frequency = own.iter().map(|t| (seen[t.stem].sentences as f32).ln()).sum::<f32>() / count;
            let total = own.iter().map(|t| (seen[t.stem].sentences as f32).ln()).sum::<f32>();
            let at = place.get(&index).copied().unwrap_or(index);
            let all = body.len().max(1) as f32;
            let kind = document.kind(sentence);
            let tagged = tags.words(index);
            let names = tags.names();
            let here = &names[names.partition_point(|name| name.span.start() < sentence.span.start())
                ..names.partition_point(|name| name.span.start() < sentence.span.end())];
            let last = slice.trim_end_matches(['"', '”', '’', '\'', ')', ' ']);
            let titles = own
                .iter()
                .filter(|term| titled[term.stem])
                .map(|t| t.stem)
                .collect::<BTreeSet<_>>();
            let vector = encoded.sentence(index);
            inputs.sentences.push([
                1.0,
                (at as f32).ln_1p() / 4.0,
                1.0 / (1.0 + at as f32),
                at as f32 / all,
                flag(at == 0),
                flag(at < 3),
                all.ln() / 4.0,
                flag(first_of_block[&sentence.block] == index),
                (index - first_of_block[&sentence.block]).min(MOST_PLACES) as f32 / 4.0,
                (in_block[&sentence.block] as f32).ln() / 2.0,
                (tagged.len() as f32).ln_1p() / 4.0,
                flag(tagged.len() < 8),
                flag(tagged.len() > 35),
                titles.len() as f32 / title_stems.max(1) as f32,
                share(&|term| titled[term.stem]),
                frequency,
                total / 8.0,
                share(&|term| seen[term.stem].first == index),
                share(&|term| seen[term.stem].first == index && seen[term.stem].sentences > 1),
                share(&|term| seen[term.stem].sentences == 1),
                flag(slice.contains(|c: char| c.is_ascii_digit())),
                share(&|term| text[term.start..term.end].starts_with(|c: char| c.is_ascii_digit())),
                flag(slice.contains(['$', '£', '€', '%'])),
                flag(slice.contains(['"', '“', '”'])),
                flag(slice.starts_with(['"', '“', '‘', '\''])),
                flag(last.ends_with('?')),
                flag(!last.ends_with(['.', '!', '?', '…'])),
                flag(matches!(kind, BlockKind::ListItem { .. })),
                flag(matches!(
                    kind,
                    BlockKind::Heading { .. } | BlockKind::Code | BlockKind::TableRow
                )),
                flag(salience[index] == 0.0),
                here.iter().filter(|name| name.kind == NameKind::Person).count() as f32 / 2.0,
                similarity(vector, &centre) + 0.5 * similarity(vector, &opening),
            ]);
            let length = tagged.len().max(1) as f32;
            let mut next = 0;
            for (i, word) in tagged.iter().enumerate() {
                while own.get(next).is_some_and(|term| term.end <= word.span.start()) {
                    next += 1;
                }
                let term = own.get(next).filter(|term| term.start < word.span.end());
                let stem = term.map(|term| term.stem);
                let known = |holds: &dyn Fn(usize) -> bool| flag(stem.is_some_and(holds));
                let mark = word.span.slice(text);
                if matches!(mark, "\"" | "“" | "”") {
                    quoted = mark == "“" || mark == "\"" && !quoted;
                }
                let named = here.iter().find(|name| name.span.overlaps(word.span));
                let pos = |kinds: &[Pos]| flag(kinds.contains(&word.pos));
                inputs.words.push([
                    flag(stem.is_some()),
                    known(&|stem| titled[stem]),
                    stem.map_or(0.0, |stem| (seen[stem].sentences as f32).ln() / 2.0),
                    known(&|stem| seen[stem].first == index),
                    known(&|stem| seen[stem].sentences == 1),
                    stem.map_or(0.0, |stem| 1.0 / (1.0 + seen[stem].first as f32)),
                    i as f32 / length,
                    1.0 / (1.0 + i as f32),
                    1.0 / (length - i as f32),
                    flag(quoted),
                    flag(named.is_some_and(|name| name.kind == NameKind::Person)),
                    flag(named.is_some_and(|name| name.kind == NameKind::Organization)),
                    flag(named.is_some_and(|name| name.kind == NameKind::Place)),
                    flag(word.pos.is_noun()),
                    flag(mark.starts_with(|c: char| c.is_ascii_digit())),
                    length.ln() / 4.0,
                    pos(&[Pos::ProperNoun]),
                    pos(&[Pos::Verb]),
                    pos(&[Pos::Auxiliary]),
                    pos(&[Pos::Adjective]),
                    pos(&[Pos::Adverb]),
                    pos(&[Pos::Adposition]),
                    pos(&[Pos::Determiner]),
                    pos(&[Pos::Pronoun]),
                    pos(&[Pos::Numeral, Pos::Symbol]),
                    pos(&[Pos::Particle]),
                    pos(&[Pos::CoordinatingConjunction]),
                    pos(&[Pos::SubordinatingConjunction]),
                    flag(mark == ","),
                    flag(matches!(mark, ";" | ":" | "–" | "—" | "-" | "--")),
                    flag(matches!(mark, "\"" | "“" | "”" | "‘" | "’")),
                    flag(matches!(mark, "(" | ")" | "[" | "]")),
                ]);
            }
        }
        inputs
    }
}

fn flag(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

/// The direction of the sum of the vectors of the sentences `of`.
fn mean(encoded: &Encoded, of: impl Iterator<Item = usize>) -> Vec<f32> {
    let mut sum = Vec::new();
    for index in of {
        let vector = encoded.sentence(index);
        sum.resize(vector.len(), 0.0);
        sum.iter_mut().zip(vector).for_each(|(sum, value)| *sum += value);
    }
    let norm = cosine(&sum, &sum).sqrt().max(f32::MIN_POSITIVE);
    sum.iter_mut().for_each(|value| *value /= norm);
    sum
}

/// The cosine; 0 with nothing.
fn similarity(a: &[f32], b: &[f32]) -> f32 {
    if b.is_empty() { 0.0 } else { cosine(a, b) }
}

/// The stems of the content words of `text`, in order.
pub fn content_stems(text: &str) -> Vec<String> {
    let lower = words(text).map(str::to_lowercase);
    lower
        .filter(|word| !is_stopword(word))
        .map(|word| stem(&word))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::model::Encoder;

    static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::embedded().unwrap());

    fn inputs(text: &str) -> (Document, Tags, Inputs) {
        let document = Document::from_text(text);
        let encoded = ENCODER.encode(&document.sentence_texts()).unwrap();
        let tags = Tags::new(&document, &encoded);
        let inputs = Inputs::new(&document, &encoded, &tags);
        (document, tags, inputs)
    }

    /// 500 sentences in paragraphs of so many.
    fn long(paragraph: usize) -> String {
        let of = |list: &[&'static str], i: usize| list[i % list.len()];
        let sentences = (0..500).map(|i| {
            let who = of(
                &[
                    "Mara Quist",
                    "the trust",
                    "Orrin",
                    "a baker",
                    "the council",
                    "Vellin",
                    "nobody",
                ],
                i,
            );
            let what = of(&["sold", "repaired", "closed", "bought", "painted"], i / 7);
            let gap = if (i + 1) % paragraph == 0 { "\n\n" } else { " " };
            format!("In year {i} {who} {what} {} mills.{gap}", i + 2)
        });
        sentences.collect()
    }

    #[test]
    fn odd_texts_have_ordinary_values() {
        let long = long(4);
        let cases = [
            "",
            "Fire",
            "?!",
            "12.5",
            "(“",
            "Brot und Mehl für Örrin – 😀 …",
            "# Orrin\n\n- flour\n- salt\n\nMENU",
            &long,
        ];
        for text in cases {
            let (document, tags, inputs) = inputs(text);
            let opening: String = text.chars().take(20).collect();
            assert_eq!(inputs.sentences.len(), document.sentences().len(), "{opening:?}");
            let words = (0..document.sentences().len()).map(|i| tags.words(i).len());
            assert_eq!(inputs.words.len(), words.sum::<usize>(), "{opening:?}");
            for (i, values) in inputs.sentences.iter().enumerate() {
                for (at, value) in values.iter().enumerate() {
                    assert!(
                        (-1.0..=4.0).contains(value),
                        "{opening:?}: {value} at {at} of sentence {i}"
                    );
                }
            }
            for value in inputs.words.as_flattened() {
                assert!((-1.0..=4.0).contains(value), "{opening:?}: {value}");
            }
        }
    }

    #[test]
    fn the_end_of_a_long_paragraph_is_no_worse_than_its_middle() {
        let text = long(500);
        let document = Document::from_text(&text);
        assert_eq!(document.blocks().len(), 1);
        let encoded = ENCODER.encode(&document.sentence_texts()).unwrap();
        let inputs = Inputs::new(&document, &encoded, &Tags::new(&document, &encoded));
        for values in &inputs.sentences {
            assert!(values.iter().all(|value| (-1.0..=10.0).contains(value)), "{values:?}");
        }
        let reading = encoded.read(&inputs).unwrap().expect("the encoder has heads");
        let mean = |scores: std::ops::Range<usize>| {
            let count = scores.len() as f32;
            reading.sentences[scores]
                .iter()
                .map(|scores| scores.summary)
                .sum::<f32>()
                / count
        };
        let (middle, end) = (mean(50..100), mean(450..500));
        assert!((middle - end).abs() < 4.0, "{middle} in the middle, {end} at the end");
    }

    #[test]
    fn places_and_marks_are_told() {
        let (_, tags, inputs) = inputs("Orrin closed its mill.\n\n“We lost $3 million,” Mara Quist said. Why?");
        let [first, second, third] = inputs.sentences.as_slice() else {
            panic!("three sentences");
        };
        // The very first; the first of its block; the second of its block.
        assert_eq!([first[4], second[4], third[4]], [1.0, 0.0, 0.0]);
        assert_eq!([first[7], second[7], third[7]], [1.0, 1.0, 0.0]);
        // A digit, a sum, a quotation, a question.
        assert_eq!([first[20], second[20], third[20]], [0.0, 1.0, 0.0]);
        assert_eq!([first[22], second[22], third[22]], [0.0, 1.0, 0.0]);
        assert_eq!([first[24], second[24], third[24]], [0.0, 1.0, 0.0]);
        assert_eq!([first[25], second[25], third[25]], [0.0, 0.0, 1.0]);
        // Only the words between the marks are quoted.
        let from = tags.words(0).len();
        let quoted: Vec<f32> = inputs.words[from..].iter().map(|word| word[9]).collect();
        let inner = quoted.iter().take_while(|quoted| **quoted == 1.0).count();
        assert!(
            inner > 3 && quoted[inner..].iter().all(|quoted| *quoted == 0.0),
            "{quoted:?}"
        );
    }

    #[test]
    fn content_stems_leave_out_small_words() {
        assert_eq!(
            content_stems("The mills of the valley"),
            [stem("mills"), stem("valley")]
        );
        assert_eq!(content_stems("of the"), [""; 0]);
    }
}

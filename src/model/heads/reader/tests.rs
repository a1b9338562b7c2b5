//! The embedded heads on made-up states: what they say is no matter here, only that they say it of everything and alike.

use super::*;

const READING: &[u8] = include_bytes!("../../../../models/heads/reading.gguf");

/// An article of sentences of these many words; its values come from a multiplicative generator.
struct Article {
    lengths: Vec<usize>,
    states: Vec<f16>,
    vectors: Vec<[f32; HIDDEN]>,
    inputs: Inputs,
}

impl Article {
    fn new(reader: &Reader, lengths: Vec<usize>) -> Self {
        let mut seed = 1u32;
        let mut value = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 24) as f32
        };
        let words = lengths.iter().sum();
        Self {
            states: (0..words * reader.width()).map(|_| f16::from_f32(value())).collect(),
            vectors: lengths
                .iter()
                .map(|_| [(); HIDDEN].map(|()| 0.1 * value() - 0.05))
                .collect(),
            inputs: Inputs {
                sentences: lengths
                    .iter()
                    .map(|_| [(); SENTENCE_FEATURES].map(|()| value()))
                    .collect(),
                words: (0..words).map(|_| [(); WORD_FEATURES].map(|()| value())).collect(),
            },
            lengths,
        }
    }

    /// What the heads say of the first `count` sentences when there are no others.
    fn read(&self, reader: &Reader, count: usize) -> Reading {
        let mut rest = self.states.as_slice();
        let states: Vec<&[f16]> = self.lengths[..count]
            .iter()
            .map(|length| {
                let (own, behind) = rest.split_at(length * reader.width());
                rest = behind;
                own
            })
            .collect();
        let vectors: Vec<&[f32]> = self.vectors[..count].iter().map(<[f32; HIDDEN]>::as_slice).collect();
        let words = self.lengths[..count].iter().sum::<usize>();
        let inputs = Inputs {
            sentences: self.inputs.sentences[..count].to_vec(),
            words: self.inputs.words[..words].to_vec(),
        };
        reader.article(&inputs, &states, &vectors).unwrap()
    }
}

fn reader() -> Reader {
    Reader::read(READING).unwrap()
}

#[test]
fn damaged_files_are_errors() {
    for length in [0, 3, 20, 500, 1_500, READING.len() / 2, READING.len() - 400] {
        let refused = Reader::read(&READING[..length]).err().expect("a cut file is refused");
        assert!(
            matches!(refused, Error::Weights(_) | Error::Tensor { .. }),
            "{length}: {refused}"
        );
    }
}

#[test]
fn heads_of_another_kind_are_errors() {
    let names = include_bytes!("../../../../models/heads/names.gguf");
    let refused = Reader::read(names).err().expect("no reading heads").to_string();
    assert!(refused.contains("roles"), "{refused}");
}

#[test]
fn the_inventory_is_sorted_and_used() {
    let reader = reader();
    let Inventory {
        roles,
        labels,
        endings,
        possessions,
    } = reader.inventory();
    // Labels look their stems up by bisection.
    assert!(roles.is_sorted_by(|a, b| a < b));
    for words in [labels, endings, possessions] {
        assert!(!words.is_empty() && words.iter().all(|word| !word.is_empty()));
    }
}

#[test]
fn labels_have_a_score_for_every_stem_and_every_word() {
    let reader = reader();
    let article = Article::new(&reader, vec![4, 0, 1, 9]);
    let reading = article.read(&reader, 4);
    let kept: [(usize, &[usize]); 4] = [(0, &[0, 2, 3]), (1, &[]), (2, &[0]), (3, &[8])];
    for (i, kept) in kept {
        let scores = reader.label(&reading, i, kept).unwrap();
        assert_eq!(scores.roles.len(), reader.inventory().roles.len());
        assert_eq!(scores.words.len(), article.lengths[i]);
        assert!(scores.roles.iter().chain(&scores.words).all(|score| score.is_finite()));
    }
    // The words kept matter.
    let of = |kept: &[usize]| reader.label(&reading, 3, kept).unwrap().roles;
    assert_ne!(of(&[0, 1]), of(&[7, 8]));
}

#[test]
fn scores_are_the_same_on_any_number_of_threads() {
    let reader = reader();
    let article = Article::new(&reader, (0..70).map(|i| i % 13).collect());
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let reading = article.read(&reader, 70);
            let label = reader.label(&reading, 12, &[1, 2, 3]).unwrap();
            (reading.sentences, reading.words, label.roles, label.words)
        })
    };
    let one = on(1);
    assert!([2, 3, 5].into_iter().all(|threads| on(threads) == one));
}

#[test]
fn a_long_article_is_read_in_stretches() {
    let reader = reader();
    let article = Article::new(&reader, (0..600).map(|i| i % 5).collect());
    let whole = article.read(&reader, 600);
    assert_eq!(whole.sentences.len(), 600);
    assert_eq!(whole.words.len(), article.lengths.iter().sum::<usize>());
    let finite = |score: &f32| score.is_finite();
    for score in &whole.sentences {
        assert!([score.row, score.summary, score.chrome].iter().all(finite));
    }
    for i in 0..600 {
        let words = &whole.words[whole.range(i)];
        assert_eq!(words.len(), article.lengths[i]);
        assert!(
            words
                .iter()
                .all(|word| [word.kept, word.first, word.last].iter().all(finite))
        );
        // Where a row begins is one of the sentence's words.
        let chance: f32 = words.iter().map(|word| word.first.exp()).sum();
        assert!(words.is_empty() || (chance - 1.0).abs() < 1e-3, "{chance}");
    }
    // Sentences see those of their stretch, and no others.
    let stretch = article.read(&reader, CONTEXT);
    assert_eq!(stretch.sentences, whole.sentences[..CONTEXT]);
    assert_eq!(stretch.words, whole.words[..stretch.words.len()]);
    let part = article.read(&reader, CONTEXT - 1);
    assert_ne!(part.sentences, whole.sentences[..CONTEXT - 1]);
}

#[test]
fn nothing_gives_nothing() {
    let reader = reader();
    let reading = Article::new(&reader, Vec::new()).read(&reader, 0);
    assert!(reading.sentences.is_empty() && reading.words.is_empty());
}

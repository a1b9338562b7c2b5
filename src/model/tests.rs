//! The real encoder against stored answers of another implementation, against candle-transformers, and against itself.
//!
//! `scripts/make_reference_vectors.py` made the answers and says how.

use std::sync::LazyLock;

use candle_core::{Device, Tensor};
use sha2::{Digest, Sha256};

use super::weights::{HIDDEN, LAYERS};
use super::*;

#[path = "../../benches/support/bert.rs"]
mod bert;

static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::embedded().unwrap());
/// The same in f32.
static DENSE: LazyLock<Encoder> = LazyLock::new(|| Encoder::dense().unwrap());

#[derive(serde::Deserialize)]
struct Reference {
    text: String,
    windows: Vec<Vec<u32>>,
    f32: Vec<f32>,
    q8: Vec<f32>,
    layers: Vec<Row>,
}

#[derive(serde::Deserialize)]
struct Row {
    layer: usize,
    token: usize,
    row: Vec<f32>,
}

fn references() -> Vec<Reference> {
    serde_json::from_str(include_str!("../../fixtures/encoder/reference.json")).unwrap()
}

fn texts() -> Vec<String> {
    references().into_iter().map(|reference| reference.text).collect()
}

/// Cosine of vectors of any length.
fn similarity(a: &[f32], b: &[f32]) -> f32 {
    cosine(a, b) / (cosine(a, a) * cosine(b, b)).sqrt()
}

#[test]
fn tokens_are_the_references() {
    for reference in references() {
        let tokens = ENCODER.tokenize(&reference.text).unwrap();
        let windows: Vec<&[u32]> = tokens.windows().map(|window| &tokens.ids()[window]).collect();
        assert_eq!(windows, reference.windows, "{}", reference.text);
    }
}

#[test]
fn sentence_vectors_are_the_references() {
    let (encoded, dense) = (ENCODER.encode(&texts()).unwrap(), DENSE.encode(&texts()).unwrap());
    for (i, reference) in references().iter().enumerate() {
        let vector = encoded.sentence(i);
        let original = similarity(vector, &reference.f32);
        let arithmetic = similarity(dense.sentence(i), &reference.q8);
        println!("{original:.6} {arithmetic:.8}");
        assert!(original > 0.9985, "{}: {original} to the f32 weights", reference.text);
        assert!(
            arithmetic > 0.999_999,
            "{}: {arithmetic} to the same weights",
            reference.text
        );
        assert!((cosine(vector, vector) - 1.0).abs() < 1e-6);
    }
}

/// What 8-bit products lose, which must not be more than a sentence's vector can bear.
#[test]
fn fast_products_are_close_to_exact_ones() {
    let texts: Vec<String> = include_str!("../../fixtures/articles/dairy-closure.txt")
        .split_inclusive(". ")
        .map(str::to_owned)
        .chain(texts())
        .collect();
    let (fast, exact) = (ENCODER.encode(&texts).unwrap(), DENSE.encode(&texts).unwrap());
    let close: Vec<f32> = (0..texts.len())
        .map(|i| cosine(fast.sentence(i), exact.sentence(i)))
        .collect();
    println!("{close:?}");
    assert!(close.iter().all(|&close| close > 0.9995), "{close:?}");
}

#[test]
fn hidden_layers_are_the_references() {
    let references = references();
    let batch: Vec<TokenizedSentence> = texts().iter().map(|text| ENCODER.tokenize(text).unwrap()).collect();
    let hidden = DENSE.forward(&batch).unwrap();
    assert_eq!(
        hidden.tokens(),
        batch.iter().map(TokenizedSentence::tokens).sum::<usize>()
    );
    let layers: Vec<Vec<f32>> = (0..HiddenLayers::COUNT)
        .map(|layer| hidden.layer(layer).to_vec())
        .collect();
    let mut checked = [0; HiddenLayers::COUNT];
    for (i, reference) in references.iter().enumerate() {
        for row in &reference.layers {
            let start = (hidden.rows(i).start + row.token) * HIDDEN;
            let ours = &layers[row.layer][start..start + HIDDEN];
            let difference = ours
                .iter()
                .zip(&row.row)
                .map(|(a, b)| (a - b).abs())
                .fold(0.0, f32::max);
            assert!(
                similarity(ours, &row.row) > 0.999_999,
                "layer {}: {}",
                row.layer,
                reference.text
            );
            assert!(
                difference < 1e-3,
                "layer {}: {difference}: {}",
                row.layer,
                reference.text
            );
            checked[row.layer] += 1;
        }
    }
    assert!(checked.iter().all(|&rows| rows >= 8), "{checked:?}");
}

#[test]
fn candle_transformers_agrees() {
    let model = bert::load(weights::FILE).unwrap();
    let texts = &texts()[..8];
    let batch: Vec<TokenizedSentence> = texts.iter().map(|text| ENCODER.tokenize(text).unwrap()).collect();
    let ours = DENSE.forward(&batch).unwrap();
    let values = ours.layer(LAYERS).to_vec();
    for (i, sentence) in batch.iter().enumerate() {
        let ids = Tensor::new(sentence.ids(), &Device::Cpu).unwrap().unsqueeze(0).unwrap();
        let theirs = model.forward(&ids, &ids.zeros_like().unwrap(), None).unwrap();
        let theirs = theirs.flatten_all().unwrap().to_vec1::<f32>().unwrap();
        let rows = ours.rows(i);
        let ours = &values[rows.start * HIDDEN..rows.end * HIDDEN];
        assert!(similarity(ours, &theirs) > 0.999_999, "{}", texts[i]);
    }
}

#[test]
fn phrases_are_means_of_their_tokens() {
    let sentence = "The mill on the river closed on Friday.";
    let encoded = ENCODER.encode_with_tokens(&["Another one.", sentence]).unwrap();
    let tokens = ENCODER.tokenize(sentence).unwrap();
    let last = ENCODER
        .forward(std::slice::from_ref(&tokens))
        .unwrap()
        .layer(LAYERS)
        .to_vec();
    let at = sentence.find("river").unwrap();
    let token = (0..tokens.tokens())
        .position(|i| tokens.bytes(i) == (at..at + 5))
        .unwrap();
    let river = encoded.phrase(1, at..at + 5).unwrap();
    assert!(similarity(&river, &last[token * HIDDEN..(token + 1) * HIDDEN]) > 0.999_99);
    assert!((cosine(&river, &river) - 1.0).abs() < 1e-6);

    let whole = encoded.phrase(1, 0..sentence.len()).unwrap();
    assert!(
        cosine(&whole, encoded.sentence(1)) > 0.95,
        "all words, but not the control tokens"
    );
    assert_eq!(encoded.phrase(1, at..at + 4), None, "half a token");
    assert_eq!(encoded.phrase(1, at..at), None);
    assert_eq!(encoded.phrase(1, 3..4), None, "white space");
    assert_eq!(encoded.phrase(1, 500..900), None, "behind the end");
    let (from, to) = (9, 2);
    assert_eq!(encoded.phrase(1, from..to), None, "back to front");
}

#[test]
fn nothing_in_nothing_out() {
    let none: [&str; 0] = [];
    let encoded = ENCODER.encode(&none).unwrap();
    assert!(encoded.is_empty());
    assert_eq!((encoded.len(), encoded.tokens()), (0, 0));
    let hidden = ENCODER.forward(&[]).unwrap();
    assert_eq!(hidden.tokens(), 0);
    assert!(hidden.layer(LAYERS).is_empty());
}

#[test]
fn blank_sentences_have_a_vector_and_no_phrases() {
    let encoded = ENCODER.encode_with_tokens(&["", " \n\u{a0}", "\u{0}\u{200b}"]).unwrap();
    assert_eq!(encoded.len(), 3);
    for i in 0..3 {
        assert!((cosine(encoded.sentence(i), encoded.sentence(i)) - 1.0).abs() < 1e-6);
        assert_eq!(encoded.phrase(i, 0..10), None);
    }
}

#[test]
fn repeated_sentences_are_encoded_once() {
    let encoded = ENCODER
        .encode_with_tokens(&["Read more", "It rained.", "Read more"])
        .unwrap();
    let single = ENCODER.encode_with_tokens(&["Read more", "It rained."]).unwrap();
    assert_eq!(encoded.len(), 3);
    assert_eq!(encoded.tokens(), single.tokens());
    assert_eq!(encoded.sentence(0), encoded.sentence(2));
    assert_eq!(encoded.phrase(2, 0..4), single.phrase(0, 0..4));
}

#[test]
fn end_of_a_long_sentence_is_not_lost() {
    let start = "The committee read the report aloud, page by page, ".repeat(60);
    let sentence = format!("{start}and then the volcano erupted.");
    let encoded = ENCODER
        .encode_with_tokens(&[sentence.as_str(), "A volcanic eruption."])
        .unwrap();
    let at = sentence.find("volcano").unwrap();
    let volcano = encoded.phrase(0, at..sentence.len()).unwrap();
    let committee = encoded.phrase(0, 4..13).unwrap();
    assert!(cosine(&volcano, encoded.sentence(1)) > cosine(&committee, encoded.sentence(1)) + 0.1);
}

/// One sentence's neighbours in a batch move nothing but the last bits of its vector.
#[test]
fn neighbours_do_not_matter() {
    let texts = texts();
    let together = ENCODER.encode(&texts).unwrap();
    for (i, text) in texts.iter().enumerate() {
        let alone = ENCODER.encode(&[text]).unwrap();
        assert!(cosine(alone.sentence(0), together.sentence(i)) > 0.999_999, "{text}");
    }
}

/// candle takes the number of threads from the environment, once a product; so each count gets a process of its own.
#[test]
fn same_bits_whatever_the_threads() {
    const CHILD: &str = "QUICKRECAP_DIGEST";
    const TEST: &str = "model::tests::same_bits_whatever_the_threads";
    if std::env::var_os(CHILD).is_some() {
        println!("digest {}", digest());
        return;
    }
    let digests: Vec<String> = ["1", "2", "3", "8"]
        .into_iter()
        .map(|threads| {
            let mut child = std::process::Command::new(std::env::current_exe().unwrap());
            child.args(["--exact", TEST, "--nocapture"]);
            let output = child
                .env(CHILD, "1")
                .env("RAYON_NUM_THREADS", threads)
                .output()
                .unwrap();
            let printed = String::from_utf8(output.stdout).unwrap();
            let (_, after) = printed.split_once("digest ").expect("the child prints its digest");
            after.lines().next().unwrap().to_owned()
        })
        .collect();
    assert!(digests.iter().all(|digest| *digest == digests[0]), "{digests:?}");
    for threads in [1, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(pool.install(digest), digests[0], "a pool of {threads}");
    }
}

/// Of every bit that a batch of some 1,500 tokens, odd sizes included, brings out.
fn digest() -> String {
    let mut sentences = texts();
    for i in 0..60 {
        sentences.push(format!(
            "Sentence number {i} {}",
            "is about the weather, ".repeat(i % 7)
        ));
    }
    let encoded = ENCODER.encode_with_tokens(&sentences).unwrap();
    let mut hasher = Sha256::new();
    for (i, sentence) in sentences.iter().enumerate() {
        let phrase = encoded.phrase(i, 0..sentence.len()).unwrap_or_default();
        for value in encoded.sentence(i).iter().chain(&phrase) {
            hasher.update(value.to_le_bytes());
        }
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

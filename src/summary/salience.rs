//! How much each sentence of an article says about the whole of it.
//!
//! Owns the salience that summary, table and key facts share, and the model-free estimate by which a text too long for
//! the encoder is shortened. Choosing sentences that go together is the business of the selection.

use super::chrome::{is_chrome, without_lead_in};
use super::terms::Terms;
use crate::document::{Document, Sentence};
use crate::input::BlockKind;
use crate::model::{Encoded, cosine};

// Position and centrality were tuned on news whose summaries people wrote. What was taken is the middle of a plateau:
// steps of a third up or down change ROUGE-1 by less than 0.4.

/// Salience of a place far from the beginning, relative to the beginning.
const FAR: f32 = 0.15;
/// How fast salience falls from the beginning to there, per sentence.
const DECAY: f32 = 0.15;
/// How fast the weight of sentences in the centroid falls, per sentence.
const CENTROID_DECAY: f32 = 0.1;
/// Least centrality: a sentence that points away from the centroid is still part of the article.
const LEAST_CENTRALITY: f32 = 0.05;
/// A question asks what the article answers elsewhere.
const QUESTION: f32 = 0.6;
/// Speech illustrates more often than it states.
const SPEECH: f32 = 0.85;
/// Running text without a final mark is likely a caption or a fragment.
const UNFINISHED: f32 = 0.8;

/// The salience of every sentence, from 0 to 1: prior by position times cosine to the article's centroid (centroid
/// salience: Radev et al. 2004, here over sentence vectors, with the beginning weighing more), less what the form of the
/// sentence takes off. 0 for headings and page furniture.
///
/// `encoded` holds the sentences of `document`, in the same order. Linear in their number.
pub fn salience(document: &Document, encoded: &Encoded) -> Vec<f32> {
    let places = places(document);
    let centroid = centroid(encoded, &places);
    document
        .sentences()
        .iter()
        .zip(&places)
        .enumerate()
        .map(|(index, (sentence, place))| {
            let Some(place) = *place else { return 0.0 };
            let centrality = cosine(encoded.sentence(index), &centroid).clamp(LEAST_CENTRALITY, 1.0);
            position_prior(place) * centrality * form(document, sentence)
        })
        .collect()
}

/// The indices, ascending, of the at most `most` sentences that are worth encoding when there are more: those whose
/// words the article uses most, the beginning preferred, and some of its headings. Needs no model; linear but for a sort.
pub fn shortlist(document: &Document, most: usize) -> Vec<usize> {
    let sentences = document.sentences();
    if sentences.len() <= most {
        return (0..sentences.len()).collect();
    }
    let places = places(document);
    let mut terms = Terms::default();
    let held: Vec<Vec<u32>> = sentences.iter().map(|s| terms.of_sentence(document, s)).collect();
    let mut weights = vec![0f32; terms.len()];
    for (place, held) in places.iter().zip(&held) {
        for &term in place.iter().flat_map(|_| held) {
            weights[term as usize] += 1.0;
        }
    }
    let mut scored: Vec<(f32, usize)> = (0..sentences.len())
        .filter_map(|i| {
            let total: f32 = held[i].iter().map(|&term| weights[term as usize].sqrt()).sum();
            let score = position_prior(places[i]?) * form(document, &sentences[i]) * total;
            Some((score / (held[i].len().max(8) as f32).sqrt(), i))
        })
        .collect();
    scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let is_heading = |&i: &usize| matches!(document.kind(&sentences[i]), BlockKind::Heading { .. });
    let mut kept: Vec<usize> = (0..sentences.len()).filter(is_heading).take(most / 8).collect();
    let room = most - kept.len();
    kept.extend(scored.iter().take(room).map(|&(_, i)| i));
    kept.sort_unstable();
    kept
}

/// For every sentence that can be salient, how many such sentences stand before it.
fn places(document: &Document) -> Vec<Option<usize>> {
    let mut next = 0;
    document
        .sentences()
        .iter()
        .map(|sentence| {
            let headed = matches!(document.kind(sentence), BlockKind::Heading { .. } | BlockKind::Code);
            if headed || is_chrome(without_lead_in(document.text(), sentence.span).slice(document.text())) {
                return None;
            }
            let place = next;
            next += 1;
            Some(place)
        })
        .collect()
}

fn position_prior(place: usize) -> f32 {
    FAR + (1.0 - FAR) * (-DECAY * place as f32).exp()
}

/// The direction of the weighted sum of the sentence vectors, as a unit vector (zero when there is nothing to add).
fn centroid(encoded: &Encoded, places: &[Option<usize>]) -> Vec<f32> {
    let mut sum = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let Some(place) = *place else { continue };
        let vector = encoded.sentence(index);
        sum.resize(vector.len(), 0.0);
        let weight = (-CENTROID_DECAY * place as f32).exp();
        for (sum, value) in sum.iter_mut().zip(vector) {
            *sum += weight * value;
        }
    }
    let length = sum.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length > 0.0 {
        sum.iter_mut().for_each(|value| *value /= length);
    }
    sum
}

/// What the form of a sentence leaves of its salience.
fn form(document: &Document, sentence: &Sentence) -> f32 {
    let text = without_lead_in(document.text(), sentence.span).slice(document.text());
    let mut left = 1.0;
    let bare = text.trim_end_matches([' ', '"', '”', '’', '\'', '»', ')', ']']);
    if bare.ends_with(['?', '？']) {
        left *= QUESTION;
    }
    if text.starts_with(['"', '“', '‘', '\'', '«', '„']) {
        left *= SPEECH;
    }
    let running = matches!(document.kind(sentence), BlockKind::Paragraph | BlockKind::Quote);
    if running && !bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '۔']) {
        left *= UNFINISHED;
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "# Mill closes\n\nThe Orrin mill shut on Friday. Why did it have to go?\n\nRead more: our \
        archive.\n\nThe mill shut because wool prices fell. Otters were seen in the river.\n";

    fn document() -> Document {
        Document::new(crate::input::read(ARTICLE.as_bytes(), None, Some(crate::input::Format::Markdown)).expect("text"))
    }

    #[test]
    fn headings_and_furniture_have_none_and_the_centre_has_most() {
        let document = document();
        let about = |mill: f32| vec![mill, (1.0 - mill * mill).sqrt()];
        let encoded = Encoded::from_vectors(&[about(1.0), about(1.0), about(1.0), about(0.0), about(0.9), about(0.1)]);
        let found = salience(&document, &encoded);
        assert_eq!((found[0], found[3]), (0.0, 0.0), "{found:?}");
        assert!(found[1] > found[2] && found[1] > found[4], "{found:?}");
        assert!(found[4] > found[5] && found[5] > 0.0, "{found:?}");
        assert!(found.iter().all(|s| (0.0..=1.0).contains(s)), "{found:?}");
    }

    #[test]
    fn a_shortlist_keeps_order_headings_and_what_the_text_talks_about() {
        let mut text = String::from("# Wool\n\nThe wool trade was large.\n\n");
        for i in 0..200 {
            text.push_str(&format!(
                "Sheep number {i} gave wool to the trade in wool. Otter {i}x{i} slept.\n\n"
            ));
        }
        let document = Document::new(
            crate::input::read(text.as_bytes(), None, Some(crate::input::Format::Markdown)).expect("text"),
        );
        let kept = shortlist(&document, 50);
        assert_eq!(kept.len(), 50);
        assert!(kept.is_sorted() && kept[..2] == [0, 1], "{kept:?}");
        let sheep = kept
            .iter()
            .filter(|&&i| document.sentence_texts()[i].starts_with("Sheep"))
            .count();
        assert!(sheep > 40, "{sheep}");
        assert_eq!(shortlist(&document, 1_000).len(), document.sentences().len());
    }
}

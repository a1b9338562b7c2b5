//! Which sentences make a summary together.
//!
//! Owns the greedy choice within a length. Every sentence brings the content words that no chosen sentence has yet, each
//! worth the salience of all sentences that use it: weighted coverage of concepts (Gillick & Favre 2009; greedy, after
//! Lin & Bilmes 2010), with the words as concepts (SumBasic, Nenkova & Vanderwende 2005). Knows neither text nor vectors.

use super::Length;

/// Gain per word falls with the length of a sentence to this power: 1 would prefer scraps, 0 only the longest.
const LENGTH_POWER: f64 = 0.65;
/// Words below which a sentence counts as this long.
const SHORT: usize = 8;
/// Words above which a sentence is hard to read.
const LONG: usize = 45;
/// What is left of the gain of a longer one.
const TOO_LONG: f64 = 0.7;
/// Salience counts to this power, in the worth of a sentence as in that of a word.
const SALIENCE_POWER: f64 = 1.5;
/// What is left of the gain of a sentence whose predecessor, on which it leans, is not chosen.
const LEANING: f64 = 0.5;
/// How much of the gain is taken off a sentence that says the same as a chosen one (MMR, Carbonell & Goldstein 1998).
const REPEATING: f64 = 0.3;
/// Share of the wanted words that is enough.
const ENOUGH: f64 = 0.88;
/// Share of the wanted words that must not be exceeded.
const MOST: f64 = 1.15;
/// Similarity is compared with so many chosen sentences at most, which bounds the cost of very long summaries.
const COMPARED: usize = 64;

/// A sentence that may be chosen.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Index into the document's sentences.
    pub(super) sentence: usize,
    /// Its length.
    pub(super) words: usize,
    /// Its salience, 0 to 1.
    pub(super) salience: f64,
    /// Whether it leans on the sentence before.
    pub(super) leans: bool,
    /// The numbers of its content words, each once.
    pub(super) terms: Vec<u32>,
}

/// The worth of each content word: what all candidates that hold it say together. Words in `title` count half as much
/// again. `terms` is how many numbers there are.
pub(super) fn weigh(candidates: &[Candidate], title: &[u32], terms: usize) -> Vec<f64> {
    let mut weights = vec![0f64; terms];
    for candidate in candidates {
        for &term in &candidate.terms {
            weights[term as usize] += candidate.salience;
        }
    }
    for &term in title {
        weights[term as usize] *= 1.5;
    }
    weights
        .iter_mut()
        .for_each(|weight| *weight = weight.powf(SALIENCE_POWER));
    weights
}

/// Chooses among `candidates` (in article order) until `length` is reached; returns indices into them, ascending.
///
/// `weights` is the worth of each content word, `similarity` the cosine of two candidates. At least one is chosen when
/// there is any. Costs one look at every candidate for each one chosen.
pub(super) fn choose(
    candidates: &[Candidate],
    weights: &[f64],
    similarity: impl Fn(usize, usize) -> f32,
    length: Length,
) -> Vec<usize> {
    let limit = match length {
        Length::Words(words) => words as f64 * MOST,
        Length::Sentences(_) => f64::INFINITY,
    };
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); weights.len()];
    let mut uncovered = vec![0f64; candidates.len()];
    for (i, candidate) in candidates.iter().enumerate() {
        for &term in &candidate.terms {
            holders[term as usize].push(i);
            uncovered[i] += weights[term as usize];
        }
    }
    let mut state = State {
        worth: candidates.iter().map(|candidate| worth(candidate, limit)).collect(),
        uncovered,
        nearest: vec![0.0; candidates.len()],
        chosen: vec![false; candidates.len()],
        first: usize::MAX,
        words: 0,
    };
    let mut order = Vec::new();
    while !is_enough(length, order.len(), state.words) {
        let Some(best) = state.best(candidates, limit) else {
            break;
        };
        state.chosen[best] = true;
        state.first = state.first.min(best);
        state.words += candidates[best].words;
        order.push(best);
        for &term in &candidates[best].terms {
            for holder in std::mem::take(&mut holders[term as usize]) {
                state.uncovered[holder] -= weights[term as usize];
            }
        }
        if order.len() <= COMPARED {
            for (i, nearest) in state.nearest.iter_mut().enumerate() {
                *nearest = nearest.max(f64::from(similarity(best, i)));
            }
        }
    }
    order.sort_unstable();
    order
}

/// What a choice so far leaves of each candidate.
struct State {
    /// Worth of each candidate by itself.
    worth: Vec<f64>,
    /// Worth of its content words that no chosen one has.
    uncovered: Vec<f64>,
    /// Its similarity to the chosen one most like it.
    nearest: Vec<f64>,
    chosen: Vec<bool>,
    /// The chosen one that is read first.
    first: usize,
    /// Words chosen.
    words: usize,
}

impl State {
    /// The candidate that adds most, the earliest of several; `None` when none adds anything or fits.
    fn best(&self, candidates: &[Candidate], limit: f64) -> Option<usize> {
        let mut best: Option<(f64, usize)> = None;
        for (i, candidate) in candidates.iter().enumerate() {
            let fits = self.words == 0 || (self.words + candidate.words) as f64 <= limit;
            // Only the article's own opening may open a summary by pointing back.
            let astray = candidate.leans && i > 0 && i <= self.first && !self.follows(candidates, i);
            if self.chosen[i] || !fits || astray {
                continue;
            }
            let leaning = candidate.leans && i > 0 && !self.follows(candidates, i);
            let gain = self.worth[i]
                * self.uncovered[i].max(0.0)
                * (1.0 - REPEATING * self.nearest[i])
                * if leaning { LEANING } else { 1.0 };
            if best.is_none_or(|(most, _)| gain > most) && (gain > 0.0 || self.words == 0) {
                best = Some((gain, i));
            }
        }
        best.map(|(_, i)| i)
    }

    /// Whether the sentence before candidate `i` is chosen.
    fn follows(&self, candidates: &[Candidate], i: usize) -> bool {
        i > 0 && self.chosen[i - 1] && candidates[i - 1].sentence + 1 == candidates[i].sentence
    }
}

/// Worth of a candidate by itself, before its words are counted.
fn worth(candidate: &Candidate, limit: f64) -> f64 {
    let words = candidate.words as f64;
    let mut worth = candidate.salience.powf(SALIENCE_POWER) / words.max(SHORT as f64).powf(LENGTH_POWER);
    if candidate.words > LONG {
        worth *= TOO_LONG;
    }
    // One sentence may have to break the limit, but hardly ever should.
    if words > limit {
        worth *= (limit / words).powi(2);
    }
    worth
}

fn is_enough(length: Length, sentences: usize, words: usize) -> bool {
    match length {
        Length::Words(wanted) => words as f64 >= wanted as f64 * ENOUGH,
        Length::Sentences(wanted) => sentences >= wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(sentence: usize, words: usize, salience: f64, terms: &[u32]) -> Candidate {
        Candidate {
            sentence,
            words,
            salience,
            leans: false,
            terms: terms.to_vec(),
        }
    }

    fn pick(candidates: &[Candidate], length: Length) -> Vec<usize> {
        let weights = weigh(candidates, &[], 16);
        choose(candidates, &weights, |a, b| f32::from(u8::from(a == b)), length)
    }

    #[test]
    fn what_is_said_is_not_said_again() {
        let candidates = [
            candidate(0, 10, 1.0, &[0, 1, 2]),
            candidate(1, 10, 0.9, &[0, 1, 2]),
            candidate(2, 10, 0.4, &[3, 4, 5]),
        ];
        assert_eq!(pick(&candidates, Length::Sentences(2)), [0, 2]);
        assert_eq!(
            pick(&candidates, Length::Sentences(9)),
            [0, 2],
            "the repetition adds nothing"
        );
    }

    #[test]
    fn a_budget_of_words_is_kept() {
        let candidates: Vec<_> = (0..5).map(|i| candidate(i, 20, 0.5, &[i as u32])).collect();
        assert_eq!(pick(&candidates, Length::Words(60)).len(), 3);
        assert_eq!(pick(&candidates, Length::Words(65)).len(), 3);
        assert_eq!(pick(&candidates, Length::Words(1)).len(), 1, "one sentence at least");
        assert_eq!(pick(&candidates, Length::Words(usize::MAX)).len(), 5);
    }

    #[test]
    fn a_sentence_beyond_the_limit_gives_way_to_one_that_fits() {
        let candidates = [candidate(0, 300, 0.9, &[0, 1, 2]), candidate(1, 30, 0.5, &[0, 1, 3])];
        assert_eq!(pick(&candidates, Length::Words(30)), [1]);
    }

    #[test]
    fn a_leaning_sentence_follows_and_never_opens() {
        let mut candidates = [
            candidate(0, 10, 0.3, &[0]),
            candidate(1, 10, 1.0, &[1, 2, 3]),
            candidate(2, 10, 0.5, &[4, 5]),
        ];
        assert_eq!(pick(&candidates, Length::Sentences(1)), [1]);
        candidates[1].leans = true;
        assert_eq!(pick(&candidates, Length::Sentences(1)), [2]);
        assert_eq!(pick(&candidates, Length::Sentences(3)), [0, 1, 2]);
        let alone = [Candidate {
            leans: true,
            ..candidate(7, 10, 0.5, &[1])
        }];
        assert_eq!(pick(&alone, Length::Sentences(1)), [0]);
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert!(pick(&[], Length::MEDIUM).is_empty());
        assert_eq!(pick(&[candidate(0, 3, 0.0, &[])], Length::MEDIUM), [0]);
    }
}

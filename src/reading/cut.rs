//! The words that a row keeps of a sentence, from what the heads say of each.

use std::ops::Range;

/// What the heads say of a word, as logarithms of odds or of probabilities.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WordScores {
    /// That a row keeps it: log odds.
    pub kept: f32,
    /// That a row begins with it, among the words of its sentence: log probability.
    pub first: f32,
    /// That a row ends with it, likewise.
    pub last: f32,
}

/// Stretches of words that a row keeps, ascending and apart, with what they score together.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// Ranges of words.
    pub pieces: Vec<Range<usize>>,
    /// The sum of the scores.
    pub score: f32,
}

/// What an inner cut costs.
const GAP: f32 = 3.0;
/// What every word costs that is kept.
const WORD: f32 = -0.1;
/// How much the ends count beside the words.
const ENDS: f32 = 1.0;

/// The best cut within the words `within`; `None` where there are none. `gaps` says whether words may be left out between its
/// ends. Viterbi over four states: before, kept, left out, behind; linear.
pub fn best_cut(words: &[WordScores], within: Range<usize>, gaps: bool) -> Option<Cut> {
    // For each word, the best score of a path on which it is kept, or left out between kept ones, and where that came from.
    let mut kept: Vec<(f32, Step)> = Vec::with_capacity(within.len());
    let mut out: Vec<(f32, Step)> = Vec::with_capacity(within.len());
    let mut best: Option<(f32, usize)> = None;
    for (at, word) in words[within.clone()].iter().enumerate() {
        let own = word.kept - WORD;
        let mut here = (ENDS * word.first + own, Step::Begin);
        let mut left = (f32::NEG_INFINITY, Step::Stay);
        if let Some(before) = at.checked_sub(1) {
            let (stay, resume) = (kept[before].0 + own, out[before].0 + own);
            if stay > here.0 {
                here = (stay, Step::Stay);
            }
            if gaps && resume > here.0 {
                here = (resume, Step::Turn);
            }
            left = (out[before].0, Step::Stay);
            if kept[before].0 - GAP > left.0 {
                left = (kept[before].0 - GAP, Step::Turn);
            }
        }
        kept.push(here);
        out.push(left);
        let whole = here.0 + ENDS * word.last;
        if best.is_none_or(|(most, _)| whole > most) {
            best = Some((whole, at));
        }
    }
    let (score, end) = best?;
    let mut pieces = Vec::new();
    let (mut at, mut stop, mut keeps) = (end, end + 1, true);
    loop {
        let step = if keeps { kept[at].1 } else { out[at].1 };
        match (keeps, step) {
            (true, Step::Begin) => {
                pieces.push(within.start + at..within.start + stop);
                break;
            }
            (true, Step::Turn) => {
                pieces.push(within.start + at..within.start + stop);
                keeps = false;
            }
            (false, Step::Turn) => {
                keeps = true;
                stop = at;
            }
            _ => {}
        }
        at -= 1;
    }
    pieces.reverse();
    Some(Cut { pieces, score })
}

/// What `pieces`, ascending and apart, score together; negative infinity without any.
pub fn cut_score(words: &[WordScores], pieces: &[Range<usize>]) -> f32 {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
        return f32::NEG_INFINITY;
    };
    let kept: f32 = pieces
        .iter()
        .flat_map(|piece| &words[piece.clone()])
        .map(|word| word.kept - WORD)
        .sum();
    kept + ENDS * (words[first.start].first + words[last.end - 1].last) - GAP * (pieces.len() - 1) as f32
}

/// How a path came to a word.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    /// The row begins here.
    Begin,
    /// As the word before.
    Stay,
    /// Other than the word before.
    Turn,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(kept: &[f32], first: usize, last: usize) -> Vec<WordScores> {
        let scores = kept.iter().enumerate().map(|(at, &kept)| WordScores {
            kept,
            first: if at == first { -0.1 } else { -4.0 },
            last: if at == last { -0.1 } else { -4.0 },
        });
        scores.collect()
    }

    #[test]
    fn the_best_stretch_is_found_and_what_lies_in_it_may_go() {
        let words = words(&[-2.0, 3.0, 2.0, -3.0, -3.0, 2.0, 2.5, -1.0], 1, 6);
        let whole = best_cut(&words, 0..8, false).expect("words");
        assert!(matches!(whole.pieces.as_slice(), [only] if *only == (1..7)));
        let cut = best_cut(&words, 0..8, true).expect("words");
        assert_eq!(cut.pieces, [1..3, 5..7]);
        assert!(cut.score > whole.score);
        for found in [&whole, &cut] {
            assert!((cut_score(&words, &found.pieces) - found.score).abs() < 1e-4);
        }
        let part = best_cut(&words, 5..8, true).expect("words");
        assert!(matches!(part.pieces.as_slice(), [only] if *only == (5..7)));
        assert_eq!(best_cut(&words, 3..3, true), None);
    }
}

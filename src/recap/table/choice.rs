//! Which candidates become rows: those that an editor would most likely choose, each saying what the others do not.
//!
//! Greedy maximum coverage (Filatova and Hatzivassiloglou 2004; Lin and Bilmes 2011): a row's words pay their weight the first
//! time a row has them and less each time after, on top of what the reading heads think of its sentence and its cut.

use super::candidates::{Candidate, Form};
use super::stems::Stems;

/// What is left of a stem's weight after a row that has it.
const DECAY: f32 = 0.7;
/// What the summed weight of its fresh words counts.
const WEIGHT: f32 = 1.5;
/// What the heads' thoughts of the cut count.
const CUT: f32 = 0.08;
/// What a second row of a sentence loses.
const SECOND: f32 = 1.5;
/// What a row loses that leaves out what it is said of, and one that is no clause.
const PREDICATE: f32 = 0.5;
const PHRASE: f32 = 4.0;
/// What it loses for everything that was cut out of it.
const GAP: f32 = 0.5;
/// What the news gains: a statement of the first of the article's sentences that have one.
const NEWS: f32 = 1.5;
/// What the joined items of a list gain.
const LIST: f32 = 1.0;
/// Two rows say the same when they share this part of the smaller one's stems.
const SAME: f32 = 0.7;
/// So many rows an article has if it has anything to say.
const FEWEST: usize = 4;
/// Beyond them a row must be worth so much.
const LEAST: f32 = -3.0;

/// The indices of at most `most` candidates with what each gained, best first.
pub(super) fn choose(candidates: &[Candidate], stems: &Stems, most: usize) -> Vec<(usize, f32)> {
    let mut left = vec![1.0f32; stems.weights().len()];
    let mut open: Vec<usize> = (0..candidates.len()).collect();
    let mut chosen: Vec<(usize, f32)> = Vec::new();
    let statement = |row: &&Candidate| row.form == Form::Statement && row.list.is_none();
    let news = candidates.iter().filter(statement).map(|row| row.sentence).min();
    while chosen.len() < most {
        let gain = |candidate: &Candidate| {
            let fresh: f32 = candidate
                .stems
                .iter()
                .map(|stem| stems.weight(*stem) * left[*stem as usize])
                .sum();
            let again = chosen
                .iter()
                .any(|(row, _)| candidates[*row].sentence == candidate.sentence);
            candidate.sentence_worth + WEIGHT * fresh + CUT * candidate.cut_worth - if again { SECOND } else { 0.0 }
                + if statement(&candidate) && news == Some(candidate.sentence) {
                    NEWS
                } else {
                    0.0
                }
                - GAP * candidate.gaps as f32
                + match candidate.form {
                    _ if candidate.list.is_some() => LIST,
                    Form::Statement => 0.0,
                    Form::Predicate => -PREDICATE,
                    Form::Phrase => -PHRASE,
                }
        };
        let mut best: Option<(f32, usize)> = None;
        for &index in &open {
            let gain = gain(&candidates[index]);
            if best.is_none_or(|(most, _)| gain > most) {
                best = Some((gain, index));
            }
        }
        let Some((gain, row)) = best.filter(|(gain, _)| chosen.len() < FEWEST || *gain > LEAST) else {
            break;
        };
        for &stem in &candidates[row].stems {
            left[stem as usize] *= DECAY;
        }
        open.retain(|&index| {
            let (other, row) = (&candidates[index], &candidates[row]);
            !(other.overlaps(row) || same(other, row, SAME))
        });
        chosen.push((row, gain));
    }
    chosen
}

/// Whether both share so much of the smaller one's stems.
pub(in crate::recap) fn same(a: &Candidate, b: &Candidate, most: f32) -> bool {
    let shared = a
        .stems
        .iter()
        .filter(|stem| b.stems.binary_search(stem).is_ok())
        .count();
    let smaller = a.stems.len().min(b.stems.len()).max(1);
    shared as f32 >= most * smaller as f32
}

#[cfg(test)]
mod tests {
    use super::super::testing::Article;
    use super::*;

    const TEXT: &str = "Orrin closed its oldest mill in March, and the river trust hired nine guards at the gate. \
                        In March its oldest mill was closed by Orrin after a flood. \
                        Bakers in Tarn Valley bought flour from Vellin. \
                        Mara Quist repaired the wooden bridge. \
                        Schools stayed empty because buses froze. \
                        Farmers lost forty cows to fever.";

    fn article() -> Article {
        Article::read(TEXT)
    }

    fn chosen(article: &Article, rows: &[Candidate], most: usize) -> Vec<usize> {
        let chosen = choose(rows, &article.stems(), most);
        chosen.into_iter().map(|(row, _)| row).collect()
    }

    fn worth(row: Candidate, worth: f32) -> Candidate {
        Candidate {
            sentence_worth: worth,
            ..row
        }
    }

    #[test]
    fn no_two_rows_say_the_same() {
        let article = article();
        let rows = [
            article.row("Orrin closed its oldest mill in March"),
            article.row("In March its oldest mill was closed by Orrin"),
            article.row("Mara Quist repaired the wooden bridge"),
        ];
        assert!(same(&rows[0], &rows[1], SAME) && !rows[0].overlaps(&rows[1]));
        assert_eq!(chosen(&article, &rows, 8), [0, 2]);
    }

    #[test]
    fn no_two_rows_share_words_of_the_text() {
        let article = article();
        let rows = [
            worth(article.row("Orrin closed its oldest mill in March"), 1.0),
            article.row("in March, and the river trust hired nine guards"),
            article.row("hired nine guards at the gate"),
        ];
        assert!(!same(&rows[0], &rows[1], SAME) && rows[0].overlaps(&rows[1]));
        assert_eq!(chosen(&article, &rows, 8), [0, 2]);
    }

    #[test]
    fn there_are_at_most_so_many_rows_and_none_of_nothing() {
        let article = article();
        let rows = [
            article.row("Bakers in Tarn Valley bought flour"),
            article.row("Mara Quist repaired the wooden bridge"),
            article.row("Schools stayed empty because buses froze"),
            article.row("Farmers lost forty cows to fever"),
        ];
        for most in 0..6 {
            assert_eq!(chosen(&article, &rows, most).len(), most.min(4));
        }
        assert_eq!(chosen(&article, &[], 8), [0; 0]);
    }

    #[test]
    fn worthless_rows_only_fill_a_short_table() {
        let article = article();
        let phrases = [
            "Orrin closed its oldest mill",
            "Bakers in Tarn Valley bought flour",
            "Mara Quist repaired the wooden bridge",
            "Schools stayed empty because buses froze",
            "Farmers lost forty cows to fever",
        ];
        let rows = phrases.map(|words| worth(article.row(words), 2.0 * LEAST - NEWS));
        assert_eq!(chosen(&article, &rows, 8).len(), FEWEST);
        let rows = phrases.map(|words| article.row(words));
        assert_eq!(chosen(&article, &rows, 8).len(), 5);
    }

    #[test]
    fn the_news_comes_before_what_is_worth_more() {
        let article = article();
        let news = article.row("Orrin closed its oldest mill in March");
        let later = worth(article.row("Farmers lost forty cows to fever"), 0.6 * NEWS);
        let gains = choose(&[later.clone(), news.clone()], &article.stems(), 2);
        assert_eq!(gains.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [1, 0]);
        let phrase = Candidate {
            form: Form::Phrase,
            ..news
        };
        // Only statements are news.
        let without = choose(&[later, phrase], &article.stems(), 2);
        assert_eq!(without.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [0, 1]);
        assert!((gains[0].1 - without[1].1 - NEWS - PHRASE).abs() < 1e-4);
    }

    #[test]
    fn a_second_row_of_a_sentence_loses() {
        let article = article();
        let second = article.row("the river trust hired nine guards");
        let other = article.row("Mara Quist repaired the wooden bridge");
        let gain = |rows: &[Candidate], row: usize| {
            let gains = choose(rows, &article.stems(), 8);
            gains.into_iter().find(|(at, _)| *at == row).expect("chosen").1
        };
        let first = worth(article.row("Orrin closed its oldest mill in March"), 5.0);
        let alone = gain(std::slice::from_ref(&second), 0);
        assert!((alone - gain(&[second.clone(), first], 0) - SECOND).abs() < 1e-4);
        let elsewhere = worth(other, 5.0);
        assert!((alone - gain(&[second, elsewhere], 0)).abs() < 1e-4);
    }

    #[test]
    fn gaps_and_missing_subjects_cost() {
        let article = article();
        let whole = article.row("Farmers lost forty cows to fever");
        let gain = |row: Candidate| choose(&[row], &article.stems(), 1)[0].1;
        let torn = Candidate {
            gaps: 2,
            ..whole.clone()
        };
        let predicate = Candidate {
            form: Form::Predicate,
            ..whole.clone()
        };
        assert!((gain(whole.clone()) - gain(torn) - 2.0 * GAP).abs() < 1e-4);
        assert!((gain(whole) - gain(predicate) - NEWS - PREDICATE).abs() < 1e-4);
    }
}

//! A cut while the rules work on it.

use std::ops::Range;

use super::Cut;
use super::reading::Reading;
use crate::span::Span;

/// Which words are kept, and what else a [`Cut`] says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    kept: Vec<bool>,
    pub(super) names: Vec<(usize, Span)>,
    pub(super) claimed_by: Option<Span>,
    pub(super) subject: Option<Span>,
    pub(super) apart: Vec<usize>,
}

impl Draft {
    pub(super) fn new(reading: &Reading, cut: Cut) -> Self {
        let mut kept = vec![false; reading.len()];
        for piece in &cut.pieces {
            let end = piece.end.min(kept.len());
            kept[piece.start.min(end)..end].fill(true);
        }
        Self {
            kept,
            names: cut.names,
            claimed_by: cut.claimed_by,
            subject: cut.subject,
            apart: cut.apart,
        }
    }

    pub(super) fn into_cut(self) -> Cut {
        let mut pieces: Vec<Range<usize>> = Vec::new();
        for at in (0..self.kept.len()).filter(|&at| self.kept[at]) {
            match pieces.last_mut() {
                Some(last) if last.end == at => last.end += 1,
                _ => pieces.push(at..at + 1),
            }
        }
        let kept = &self.kept;
        Cut {
            pieces,
            names: self.names.into_iter().filter(|&(at, _)| kept[at]).collect(),
            claimed_by: self.claimed_by,
            subject: self.subject,
            apart: self.apart.into_iter().filter(|&at| kept[at]).collect(),
        }
    }

    /// Whether word `at` is kept; `false` behind the end.
    pub(super) fn has(&self, at: usize) -> bool {
        self.kept.get(at).copied().unwrap_or(false)
    }

    /// Whether any word of `range` is kept.
    pub(super) fn any(&self, range: Range<usize>) -> bool {
        range.into_iter().any(|at| self.has(at))
    }

    pub(super) fn keep(&mut self, at: usize) {
        self.kept[at] = true;
    }

    /// Keeps all of `range` but its articles.
    pub(super) fn keep_all(&mut self, reading: &Reading, range: Range<usize>) {
        for at in range.filter(|&at| !reading.is_article(at)) {
            self.kept[at] = true;
        }
    }

    pub(super) fn drop(&mut self, at: usize) {
        self.kept[at] = false;
    }

    /// The kept words, ascending.
    pub(super) fn words(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.kept.len()).filter(|&at| self.kept[at])
    }

    pub(super) fn first(&self) -> Option<usize> {
        self.words().next()
    }

    pub(super) fn last(&self) -> Option<usize> {
        self.words().next_back()
    }

    /// The kept word before `at`.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&i| self.kept[i])
    }

    /// The kept word behind `at`.
    pub(super) fn behind(&self, at: usize) -> Option<usize> {
        (at + 1..self.kept.len()).find(|&i| self.kept[i])
    }

    /// The stretches that are missing between two kept words, in order.
    pub(super) fn gaps(&self) -> Vec<Range<usize>> {
        let words: Vec<usize> = self.words().collect();
        let pairs = words.windows(2).filter(|pair| pair[0] + 1 < pair[1]);
        pairs.map(|pair| pair[0] + 1..pair[1]).collect()
    }

    /// How many words a reader counts, between white space; marks by themselves are none.
    pub(super) fn count(&self, reading: &Reading) -> usize {
        let starts = |at: &usize| {
            let glued = *at > 0 && self.kept[at - 1] && !reading.spaced(*at);
            !glued && !reading.is_mark(*at) || glued && reading.is_mark(at - 1) && self.opens(reading, *at)
        };
        self.words().filter(starts).count()
    }

    /// Whether the marks right before the word at `at` start a word between white space.
    fn opens(&self, reading: &Reading, at: usize) -> bool {
        let mut from = at - 1;
        while from > 0 && reading.is_mark(from) && !reading.spaced(from) && self.kept[from - 1] {
            from -= 1;
        }
        reading.is_mark(from)
    }
}

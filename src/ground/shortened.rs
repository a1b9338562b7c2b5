//! Claims that are the article's own words with some left out, as the rows of a recap are.

use super::checks::{found, is_subsequence};
use super::reading::Reading;
use super::{Checker, ClaimReading, Support, edits};
use crate::span::Evidence;
use crate::summary::Verdict;

impl Checker<'_> {
    /// The support of a claim whose statements, parted by semicolons, are each a sentence of the article with words left
    /// out, none of which turned or limited what is said. What stands in square brackets stands elsewhere in the article.
    pub(super) fn shortened(&self, claim: &ClaimReading, readings: &[(usize, Reading)]) -> Option<Support> {
        let text = claim.document.text();
        let words = &claim.reading.words;
        let mut evidence = Vec::new();
        let mut start = 0;
        for end in 1..=words.len() {
            let gap = words
                .get(end)
                .map(|next| &text[words[end - 1].span.end()..next.span.start()]);
            if gap.is_some_and(|gap| !gap.contains(';')) {
                continue;
            }
            let statement = claim.reading.part(start..end);
            let own = statement.without_brackets(text);
            let has_figures = |reading: &Reading| {
                let mut figures = statement.figures.iter();
                figures.all(|figure| found(figure, &statement, reading).is_some())
            };
            let added = statement
                .words
                .iter()
                .filter(|word| !own.words.iter().any(|kept| kept.span == word.span));
            let added: Vec<&str> = added.map(|word| word.lower.as_str()).collect();
            let known = added.iter().all(|word| self.words.iter().any(|theirs| theirs == word));
            let source = readings.iter().find(|(_, reading)| {
                known && is_subsequence(&own, reading) && has_figures(reading) && edits::keeps_meaning(&own, reading)
            });
            evidence.push(self.document.sentences()[source?.0].span);
            start = end;
        }
        Some(Support {
            verdict: Verdict::Compressed,
            evidence: Evidence::new(evidence)?,
            shared: 1.0,
        })
    }

    /// The support of a claim that lists whole sentences of the article, headings and items of lists among them.
    pub(super) fn listed(&self, claim: &ClaimReading, readings: &[(usize, Reading)]) -> Option<Support> {
        let words = &claim.reading.words;
        let mut evidence = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let rest = &words[start..];
            let (index, reading) = readings.iter().rfind(|(_, reading)| {
                let theirs = &reading.words;
                !theirs.is_empty()
                    && theirs.len() <= rest.len()
                    && theirs.iter().zip(rest).all(|(a, b)| a.lower == b.lower)
            })?;
            evidence.push(self.document.sentences()[*index].span);
            start += reading.words.len();
            start += usize::from(words.get(start).is_some_and(|word| word.lower == "and"));
        }
        Some(Support {
            verdict: Verdict::Compressed,
            evidence: Evidence::new(evidence)?,
            shared: 1.0,
        })
    }
}

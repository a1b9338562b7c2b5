//! The checks on one part of a claim, against one sentence of the article.

use std::collections::BTreeSet;
use std::ops::Range;

use super::reading::{Figure, Reading, Word};
use super::{Checker, ClaimReading, Problem, figures, lexicon, names, polarity, quotes};
use crate::document::Document;
use crate::input::BlockKind;

/// Sentences before its evidence in which a claim may find the name behind a pronoun.
const REACH_BACK: usize = 3;
/// Content words of a claim that another sentence must have to support a figure of it.
const ENOUGH: usize = 2;

impl Checker<'_> {
    /// Whether all that stands between quotation marks was said, and by those who are said to have said it.
    pub(super) fn quotations(&self, claim: &ClaimReading) -> Result<(), (Problem, Option<usize>)> {
        for quotation in quotes::quotations(claim.document.text()) {
            let Some(spans) = quotes::find(quotation, self.document, &self.words, &self.mentions) else {
                return Err((Problem::Quote(quotation.to_owned()), None));
            };
            let at = self.document.sentence_at(spans[0].start());
            let names = names::names(&claim.reading, |word| self.is_ordinary(word));
            if let Some(speaker) = quotes::speaker(spans[0], &self.mentions)
                && !quotes::names_speaker(&claim.reading, &names, speaker)
            {
                return Err((Problem::Speaker(speaker.to_owned()), at));
            }
        }
        Ok(())
    }

    /// The words, in lower case, of the names of those who say the quotations in `claim`.
    fn speakers(&self, claim: &ClaimReading) -> Vec<Vec<String>> {
        let found = quotes::quotations(claim.document.text())
            .into_iter()
            .filter_map(|quotation| quotes::find(quotation, self.document, &self.words, &self.mentions));
        found
            .filter_map(|spans| quotes::speaker(spans[0], &self.mentions))
            .map(|speaker| speaker.split_whitespace().map(str::to_lowercase).collect())
            .collect()
    }

    /// Whether a capitalised word at the start of a sentence is an ordinary one.
    pub(super) fn is_ordinary(&self, word: &Word) -> bool {
        self.lower.contains(&word.lower) || !self.capitalised.contains(&word.lower)
    }

    /// Checks one part of a claim against the sentence `index`, read as `evidence`. Returns further sentences that figures
    /// of it come from.
    pub(super) fn part(
        &self,
        part: &Reading,
        claim: &ClaimReading,
        index: usize,
        evidence: &Reading,
        readings: &[(usize, Reading)],
    ) -> Result<Vec<usize>, Problem> {
        let further = self.figures(part, &claim.reading, index, evidence, readings)?;
        self.names(part, claim, index, evidence)?;
        if let Some(what) = polarity::negation(part, &claim.reading, evidence) {
            return Err(Problem::Negation(what));
        }
        if let Some(word) = polarity::opposite(part, evidence) {
            return Err(Problem::Opposite(word.text.clone()));
        }
        if let Some(what) = polarity::certainty(&claim.reading, evidence) {
            return Err(Problem::Certainty(what));
        }
        Ok(further)
    }

    fn figures(
        &self,
        part: &Reading,
        claim: &Reading,
        index: usize,
        evidence: &Reading,
        readings: &[(usize, Reading)],
    ) -> Result<Vec<usize>, Problem> {
        let mut further = Vec::new();
        for figure in &part.figures {
            let words = || figure.text.clone();
            if let Some(theirs) = found(figure, part, evidence) {
                if figures::stands_elsewhere(part, figure, evidence, theirs) {
                    return Err(Problem::Misplaced(words()));
                }
                continue;
            }
            if is_small(figure, part)
                || figures::in_words(&figure.value, evidence)
                || figures::is_range_of(evidence, figure)
            {
                continue;
            }
            if figures::replaced(part, figure, evidence) {
                return Err(Problem::Figure(words()));
            }
            // A sentence near by may have it, if it says the same of it.
            let other = readings.iter().find(|(other, reading)| {
                let kind = self.document.kind(&self.document.sentences()[*other]);
                let item = matches!(kind, BlockKind::ListItem { .. } | BlockKind::Heading { .. });
                let near = item || other.abs_diff(index) <= REACH_BACK || *other <= 1;
                found(figure, part, reading).is_some_and(|theirs| {
                    figures::follows_name(part, figure, reading, theirs)
                        || shares(claim, reading) >= ENOUGH
                        || near && figures::shares_surroundings(part, figure, reading, theirs)
                })
            });
            match other {
                Some((other, _)) => further.push(*other),
                None => return Err(Problem::Figure(words())),
            }
        }
        // Codes and other words with digits are no figures, but must be there all the same.
        let code = part.words.iter().find(|word| {
            word.figure.is_none()
                && word.lower.contains(|c: char| c.is_ascii_digit())
                && !evidence.words.iter().any(|theirs| theirs.lower == word.lower)
        });
        match code {
            Some(word) => Err(Problem::Figure(word.text.clone())),
            None => Ok(further),
        }
    }

    fn names(&self, part: &Reading, claim: &ClaimReading, index: usize, evidence: &Reading) -> Result<(), Problem> {
        let names = names::names(part, |word| self.is_ordinary(word));
        let theirs = names::names(evidence, |word| self.is_ordinary(word));
        // The words of the evidence in their order: nobody has changed places.
        let in_order = is_subsequence(part, evidence);
        let speakers = self.speakers(claim);
        for name in &names {
            let words = &part.words[name.clone()];
            // “…” — Name: who says it may be settled elsewhere in the article.
            if speakers
                .iter()
                .any(|speaker| words.iter().all(|word| speaker.contains(&word.lower)))
            {
                continue;
            }
            let text = || {
                words[0]
                    .span
                    .cover(words[words.len() - 1].span)
                    .slice(claim.document.text())
                    .to_owned()
            };
            if !in_order && names::takes_the_place(part, name, evidence, &theirs) {
                return Err(Problem::Role(text()));
            }
            if self.is_called(words, evidence) {
                continue;
            }
            // An item of a list stands in the sentence with the others.
            if names::position(words, &evidence.words).is_none()
                && !self.stands_in_list(words, index)
                && names::listed_with(part, &names, name)
                    .any(|other| names::position(&part.words[other], &evidence.words).is_some())
            {
                return Err(Problem::Name(text()));
            }
            if names::position(words, &evidence.words).is_none()
                && !self.stands_before(words, index, evidence)
                && !self.stands_in_list(words, index)
            {
                return Err(Problem::Name(text()));
            }
        }
        if names::swapped(part, &names, evidence) {
            let words = &part.words[names[0].clone()];
            return Err(Problem::Role(words[0].text.clone()));
        }
        match self.strange_opener(part, &names, evidence, &theirs) {
            Some(word) => Err(Problem::Name(word.text.clone())),
            None => Ok(()),
        }
    }

    /// The first word of a claim where it is a name that the evidence does not have. At the start of a sentence any word is
    /// capitalised: it is taken for a name when it stands bare before the verb where another name or bare noun stands in
    /// the evidence, or when it is too rare a word for the encoder's vocabulary.
    fn strange_opener<'p>(
        &self,
        part: &'p Reading,
        names: &[Range<usize>],
        evidence: &Reading,
        theirs: &[Range<usize>],
    ) -> Option<&'p Word> {
        let first = part
            .words
            .first()
            .filter(|word| word.opens && word.content && word.capital && !names::is_compound(&word.text))?;
        if names.first().is_some_and(|name| name.start == 0)
            || evidence.words.iter().any(|word| word.stem == first.stem)
        {
            return None;
        }
        let mut theirs = theirs.to_vec();
        if evidence.words.first().is_some_and(|word| word.content) {
            theirs.push(0..1);
        }
        let unknown = !self.lower.contains(&first.lower);
        let known = self.postings.contains_key(&first.stem);
        let rare = || {
            let plural = first.lower.ends_with('s') || first.lower.ends_with("ing") || first.lower.ends_with("ly");
            let pieces = self.encoder.tokenize(&first.text).map_or(0, |tokens| tokens.tokens());
            // [CLS] and [SEP] are two of them.
            !plural && !known && pieces > 3 && !theirs.is_empty()
        };
        ((unknown || known) && names::takes_the_place(part, &(0..1), evidence, &theirs) || rare()).then_some(first)
    }

    /// Whether `evidence` has another part of the name that the article writes in full elsewhere: "Rodwell" for "Jim
    /// Rodwell", or the other way round.
    fn is_called(&self, name: &[Word], evidence: &Reading) -> bool {
        let named = |word: &str| {
            evidence
                .words
                .iter()
                .any(|theirs| theirs.capital && theirs.lower == word)
        };
        match name {
            [] => false,
            [surname] => {
                let full = self.words.windows(2).filter(|pair| pair[1] == surname.lower);
                let mut first = full.map(|pair| pair[0].as_str());
                first.any(|first| !self.lower.contains(first) && self.capitalised.contains(first) && named(first))
            }
            [.., surname] => {
                let mut full = self.words.windows(name.len());
                named(&surname.lower) && full.any(|words| words.iter().zip(name).all(|(a, b)| *a == b.lower))
            }
        }
    }

    /// Whether the sentence `index` can mean `name` without naming it: the title does, or the sentence points back to
    /// something and the name stands a little before it.
    fn stands_before(&self, name: &[Word], index: usize, evidence: &Reading) -> bool {
        let title = self.document.meta().title.as_deref().map(Document::from_text);
        let titled = title.is_some_and(|title| {
            let reading = Reading::new(&title, 0..title.sentences().len(), &[]);
            names::position(name, &reading.words).is_some()
        });
        if titled {
            return true;
        }
        let points_back = evidence.words.iter().enumerate().any(|(at, word)| {
            let definite = word.lower == "the"
                && evidence
                    .words
                    .get(at + 1)
                    .is_some_and(|next| next.content && !next.capital);
            lexicon::is_anaphor(&word.lower) || definite
        });
        let from = index.saturating_sub(REACH_BACK);
        points_back
            && (from..index)
                .chain(0..1)
                .any(|before| names::position(name, &self.sentence(before).words).is_some())
    }

    /// Whether the sentence `index` is an item of a list, and another item near by has `name`: a claim may join them.
    fn stands_in_list(&self, name: &[Word], index: usize) -> bool {
        let sentences = self.document.sentences();
        let is_item = |at: &usize| {
            matches!(
                self.document.kind(&sentences[*at]),
                BlockKind::ListItem { .. } | BlockKind::Heading { .. }
            )
        };
        let near = index.saturating_sub(REACH_BACK)..sentences.len().min(index + REACH_BACK + 1);
        is_item(&index)
            && near
                .filter(is_item)
                .any(|at| names::position(name, &self.sentence(at).words).is_some())
    }
}

/// The figure of `evidence` that supports `figure` of `part`.
pub(super) fn found<'e>(figure: &Figure, part: &Reading, evidence: &'e Reading) -> Option<&'e Figure> {
    let supporting = |theirs: &&Figure| figures::supports(theirs, figure);
    // The same value may stand there twice: the one in the same surroundings is meant.
    let all: Vec<_> = evidence.figures.iter().filter(supporting).collect();
    let agreeing = all
        .iter()
        .find(|theirs| !figures::stands_elsewhere(part, figure, evidence, theirs));
    agreeing.or(all.first()).copied()
}

/// How many content words of `claim` a sentence has.
fn shares(claim: &Reading, reading: &Reading) -> usize {
    let content: BTreeSet<&str> = claim
        .words
        .iter()
        .filter(|word| word.content)
        .map(|word| word.stem.as_str())
        .collect();
    content.into_iter().filter(|stem| reading.has(stem)).count()
}

/// "one" and "first" are words more than figures, and "the same quarter" and "this year" are pronouns.
fn is_small(figure: &Figure, part: &Reading) -> bool {
    let words = &part.words[figure.words.clone()];
    let before = figure
        .words
        .start
        .checked_sub(1)
        .map_or("", |at| part.words[at].lower.as_str());
    if matches!(words[0].lower.as_str(), "same" | "this") || matches!(before, "same" | "that" | "this") {
        return true;
    }
    words.len() == 1 && matches!(words[0].lower.as_str(), "one" | "first" | "second" | "once")
}

/// Whether all words of `claim` stand in `reading`, in their order.
pub(super) fn is_subsequence(claim: &Reading, reading: &Reading) -> bool {
    let mut words = reading.words.iter();
    claim
        .words
        .iter()
        .all(|word| words.any(|theirs| theirs.lower == word.lower))
}

//! Pronouns have somebody to mean.

use super::Refusal;
use super::claims::subject_of;
use super::draft::Draft;
use super::quotations::pairs;
use super::reading::Reading;
use super::words::{FIRST_PERSON, PERSONAL, POSSESSIVES, SUBJECTS};
use crate::model::{NameKind, Pos};
use crate::span::Span;

/// Auxiliaries that a predicate without its subject does without: "is open" is "open" under "Mill".
const SPARE_AUXILIARIES: &[&str] = &[
    "is", "are", "am", "was", "were", "has", "have", "'s", "'re", "'ve", "'m",
];

/// **What it does.** Drops a pronoun that is the subject at the start and says in [`subject`](super::Cut::subject) whom it
/// means; elsewhere puts the name in brackets. An owner that the row does not name goes as articles do. Refuses where nobody
/// knows who is meant.
///
/// **Why.** A row stands alone: "He will resign" is about anybody.
///
/// **Example.** "He will resign" becomes "Will resign", said of Orrin Vance.
pub(super) fn guard(reading: &Reading, draft: &mut Draft) -> Result<(), Refusal> {
    leave_out_subject(reading, draft);
    let quotations: Vec<_> = pairs(reading).into_iter().filter(|pair| pair.quotes).collect();
    for at in 0..reading.len() {
        if !draft.has(at) || !refers(reading, at) {
            continue;
        }
        let quoted = quotations.iter().find(|pair| pair.inside().contains(&at));
        if quoted.is_some_and(|pair| pair.open.or(pair.close).is_some_and(|mark| draft.has(mark))) {
            continue;
        }
        let leads = draft.words().find(|&i| !reading.is_mark(i)) == Some(at);
        let predicate = leads && draft.behind(at) == Some(at + 1) && reading.is_verb_or_adverb(at + 1);
        if reading.is(at, FIRST_PERSON) {
            if predicate {
                drop_subject(reading, draft, at);
            } else if leads && reading.is(at, POSSESSIVES) {
                draft.drop(at);
            } else if quoted.is_some() && draft.claimed_by.is_none() && !says(reading, draft) {
                return Err(Refusal::Reference);
            }
            continue;
        }
        if draft.names.iter().any(|&(i, _)| i == at) || draft.subject.is_some() || has_antecedent(reading, draft, at) {
            continue;
        }
        if reading.is(at, POSSESSIVES) {
            // The label names the owner where a predicate starts the row.
            let acts = draft.first().is_some_and(|first| reading.is_verb(first));
            if acts || !draft.has(at + 1) {
                continue;
            }
            draft.drop(at);
            continue;
        }
        let name = meant(reading, at)
            .or_else(|| draft.claimed_by.filter(|_| at > 0))
            .ok_or(Refusal::Reference)?;
        if predicate {
            draft.subject = Some(name);
            drop_subject(reading, draft, at);
        } else {
            draft.names.push((at, name));
        }
    }
    Ok(())
}

/// Says of whom a row speaks that starts with its predicate.
fn leave_out_subject(reading: &Reading, draft: &mut Draft) {
    let Some(verb) = predicate(reading, draft).filter(|&first| draft.subject.is_none() && reading.is_verb(first))
    else {
        return;
    };
    let Some(subject) = subject_of(reading, verb) else {
        return;
    };
    draft.subject = if reading.pos(subject.start) == Some(Pos::Pronoun) {
        meant(reading, subject.start)
    } else {
        Some(reading.span(subject))
    };
}

/// The verb or adjective that a row starts with, adverbs aside.
fn predicate(reading: &Reading, draft: &Draft) -> Option<usize> {
    let first = draft.words().find(|&at| reading.pos(at) != Some(Pos::Adverb))?;
    (reading.is_verb(first) || reading.pos(first) == Some(Pos::Adjective) && reading.phrase(first).is_none())
        .then_some(first)
}

/// Drops the subject at `at` and the auxiliary that a headline would leave out behind it.
fn drop_subject(reading: &Reading, draft: &mut Draft, at: usize) {
    draft.drop(at);
    let next = at + 1;
    let spare = reading.is(next, SPARE_AUXILIARIES) && reading.pos(next) == Some(Pos::Auxiliary);
    if spare && draft.has(next + 1) && !reading.is(next + 1, &["not", "n't", "to"]) {
        draft.drop(next);
    }
}

/// Whether the word at `at` is a pronoun, as a subject or owner, that points out of its clause.
fn refers(reading: &Reading, at: usize) -> bool {
    let pronoun = reading.pos(at) == Some(Pos::Pronoun);
    let acts = reading.is_verb(at + 1) || reading.is(at, PERSONAL) && reading.pos(at + 1) == Some(Pos::Adverb);
    let subject = reading.is(at, SUBJECTS) && acts && !reading.opens_clause(at);
    // "It is likely that", "it takes years to": nothing is meant.
    let expletive =
        reading.word(at) == "it" && (at + 2..reading.len().min(at + 7)).any(|i| reading.is(i, &["that", "to"]));
    let owner = reading.is(at, POSSESSIVES)
        && reading.phrase(at).is_some_and(|phrase| phrase.end > at + 1)
        && reading.word(at) != "your";
    pronoun && (subject && !expletive || owner)
}

/// Whether the row names something before the pronoun at `at` that it can mean, or behind it where its clause comes first.
fn has_antecedent(reading: &Reading, draft: &Draft, at: usize) -> bool {
    let names = |i: usize| {
        let noun = matches!(
            reading.pos(i),
            Some(Pos::Noun | Pos::ProperNoun | Pos::Other | Pos::Numeral)
        ) && !reading.is_time_word(i);
        draft.has(i)
            && (noun
                || draft.names.iter().any(|&(named, _)| named == i)
                || reading.is(i, PERSONAL) && !reading.is(i, POSSESSIVES))
    };
    let subordinate = (reading.clause(at).start..at).any(|i| reading.opens_clause(i))
        && draft.first().is_some_and(|first| reading.opens_clause(first));
    // What a predicate is said of is named before it, and by the label.
    let label = || {
        let first = predicate(reading, draft).filter(|&first| first < at);
        first.is_some_and(|first| (0..first).any(|i| matches!(reading.pos(i), Some(Pos::Noun | Pos::ProperNoun))))
    };
    (0..at).any(names) || subordinate && (reading.clause(at).end..reading.len()).any(names) || label()
}

/// The name that the pronoun at `at` means, where nobody else is named before it in the sentence.
fn meant(reading: &Reading, at: usize) -> Option<Span> {
    let pronoun = reading.span(at..at + 1);
    let start = reading.span(0..1).start();
    let names = reading.sentence.tags.names();
    let from = names.partition_point(|name| name.span.start() < start);
    let mut others = names[from..]
        .iter()
        .take_while(|name| name.span.start() < pronoun.start());
    if others.any(|name| name.kind == NameKind::Person) {
        return None;
    }
    Some(reading.sentence.referents.subject(pronoun)?.name)
}

/// Whether a verb of saying is kept.
fn says(reading: &Reading, draft: &Draft) -> bool {
    draft.words().any(|at| reading.is(at, super::words::SAYING))
}

#[cfg(test)]
mod tests {
    use super::super::Refusal;
    use super::super::testing::{cut, cut_whole};

    #[test]
    fn a_leading_pronoun_goes_to_the_label() {
        let text = "Orrin Vance led the board for nine years. He will resign in May.";
        let cut = cut_whole(text, "He will resign in May").unwrap();
        assert!(cut.subject.is_some());
        assert_eq!(cut.pieces[0].start, 1);
    }

    #[test]
    fn nobody_means_anybody() {
        assert_eq!(
            cut("They will leave the town in May.", "They will leave town"),
            Err(Refusal::Reference)
        );
    }

    #[test]
    fn the_writer_needs_no_name() {
        assert_eq!(
            cut("We added a page on cranes.", "We added page on cranes").unwrap(),
            "added page on cranes"
        );
    }
}

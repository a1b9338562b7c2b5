//! What rows can be made of: the best cuts of each sentence, as far as the guards let them pass.

use std::ops::Range;

use super::guards::{Cut, Sentence, guard};
use super::stems::Stems;
use crate::document::Document;
use crate::model::heads::Reading;
use crate::model::{Pos, Tags, Word};
use crate::reading::{WordScores, best_cut, cut_score};
use crate::recap::MOST_DETAIL_WORDS;
use crate::span::Span;
use crate::summary::without_lead_in;

/// What a row is as a piece of English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::recap) enum Form {
    /// A clause with its subject.
    Statement,
    /// What is said of a subject that it leaves out.
    Predicate,
    /// No clause: a noun phrase, a list.
    Phrase,
}

/// Something that could be a row.
#[derive(Clone, Debug)]
pub(in crate::recap) struct Candidate {
    /// What is kept of the sentence.
    pub(super) cut: Cut,
    /// The words kept, counted from the sentence's first.
    pub(in crate::recap) kept: Vec<usize>,
    /// The pieces of text that the details are made of, in order.
    pub(in crate::recap) pieces: Vec<Span>,
    /// The sentence, or the list from its first item to its last.
    pub(in crate::recap) source: Span,
    /// Index of the sentence.
    pub(in crate::recap) sentence: usize,
    /// Index of its block.
    pub(in crate::recap) block: usize,
    /// Its stems, ascending, without repeats.
    pub(in crate::recap) stems: Vec<u32>,
    /// Words between white space.
    pub(in crate::recap) words: usize,
    /// Log odds that an editor makes a row of its sentence.
    pub(in crate::recap) sentence_worth: f32,
    /// What the heads think of the cut beside the best of its sentence: 0 for that one, less for others.
    pub(in crate::recap) cut_worth: f32,
    /// What it is as a piece of English.
    pub(in crate::recap) form: Form,
    /// How often something was cut out between its ends, articles aside.
    pub(in crate::recap) gaps: usize,
    /// What a list is called by the sentence that leads to it. `Some` for all lists.
    pub(in crate::recap) list: Option<Option<String>>,
}

impl Candidate {
    /// Whether it can be read without a label: it names what it speaks of, and whose claim it is.
    pub(in crate::recap) fn stands_alone(&self) -> bool {
        self.form == Form::Statement && self.gaps == 0 && self.cut.claimed_by.is_none() && self.cut.subject.is_none()
    }

    /// Whether both use some of the same text.
    pub(in crate::recap) fn overlaps(&self, other: &Self) -> bool {
        self.pieces.iter().any(|a| other.pieces.iter().any(|b| a.overlaps(*b)))
    }
}

/// Fewest content words that say something.
const FEWEST_STEMS: usize = 2;
/// Fewest words.
const FEWEST_WORDS: usize = 3;
/// What a gap counts that leaves words beside each other which do not belong together.
const ROUGH: usize = 4;
/// What a gap counts that takes the subject from a verb: no row comes of it.
const WRONG: usize = 100;
/// Words beside the best cut in which another one is looked for.
const ROOM: usize = 6;

/// The candidates of `sentence`, whose row is worth `worth`, best first.
pub(super) fn candidates(sentence: &Sentence, reading: &Reading, stems: &Stems, worth: f32) -> Vec<Candidate> {
    let range = reading.range(sentence.index);
    let scores = &reading.words[range.clone()];
    let own = sentence.tags.words(sentence.index);
    if scores.len() != own.len() || own.is_empty() {
        return Vec::new();
    }
    // Without a dateline or furniture of the page.
    let document = sentence.document;
    let opening = without_lead_in(document.text(), document.sentences()[sentence.index].span).start();
    let all = own.partition_point(|word| word.span.start() < opening)..scores.len();
    if all.is_empty() {
        return Vec::new();
    }
    let mut proposed: Vec<(Vec<Range<usize>>, f32)> = Vec::new();
    let mut propose = |within: Range<usize>, gaps: bool| {
        let found = best_cut(scores, within, gaps)?;
        let ends = found.pieces[0].start..found.pieces[found.pieces.len() - 1].end;
        proposed.push((found.pieces, found.score));
        Some(ends)
    };
    let best = propose(all.clone(), true);
    propose(all.clone(), false);
    if let Some(best) = best {
        for rest in [all.start..best.start, best.end..all.end] {
            if rest.len() >= ROOM {
                propose(rest.clone(), true);
                propose(rest, false);
            }
        }
    }
    proposed.extend(clauses(sentence, own, scores, all.start));
    let most = proposed
        .iter()
        .map(|(_, score)| *score)
        .fold(f32::NEG_INFINITY, f32::max);
    // What cannot be cut can at times be printed whole.
    proposed.push((vec![all.clone()], f32::NEG_INFINITY));
    let mut found: Vec<Candidate> = Vec::new();
    for (pieces, score) in proposed {
        let kept: usize = pieces.iter().map(Range::len).sum();
        if kept == 0 || score == f32::NEG_INFINITY && !found.is_empty() {
            continue;
        }
        let pieces = with_head(sentence, own, pieces);
        let cut = Cut {
            pieces,
            ..Cut::default()
        };
        let Ok(cut) = guard(sentence, cut) else { continue };
        // A guard may have given words back.
        let score = cut_score(scores, &cut.pieces);
        let candidate = candidate(sentence, own, stems, cut, worth, score - most);
        if let Some(candidate) = candidate
            && !found.iter().any(|other| other.cut == candidate.cut)
        {
            found.push(candidate);
        }
    }
    found
}

/// Clauses tried as they stand.
const MOST_CLAUSES: usize = 3;
/// Marks of a sentence that clauses are looked for between.
const MOST_MARKS: usize = 16;

/// What stands between two marks of the sentence from word `opening` on, as far as a row holds it: the best such stretches with their scores.
fn clauses(
    sentence: &Sentence,
    words: &[Word],
    scores: &[WordScores],
    opening: usize,
) -> Vec<(Vec<Range<usize>>, f32)> {
    let text = sentence.document.text();
    let mark = |at: &usize| {
        words[*at].pos == Pos::Punctuation
            && matches!(
                words[*at].span.slice(text),
                "," | ";" | ":" | "–" | "—" | "--" | "." | "!"
            )
    };
    let mut starts = vec![opening];
    let mut ends = Vec::new();
    for at in (opening..words.len()).filter(mark).take(MOST_MARKS) {
        ends.push(at);
        starts.push(at + 1);
    }
    ends.push(words.len());
    let mut found = Vec::new();
    for &start in &starts {
        for &end in ends
            .iter()
            .filter(|end| **end > start + FEWEST_WORDS && **end - start <= MOST_DETAIL_WORDS)
        {
            let clause = start..end;
            if words[clause.clone()]
                .iter()
                .any(|word| matches!(word.pos, Pos::Verb | Pos::Auxiliary))
            {
                let score = cut_score(scores, std::slice::from_ref(&clause));
                found.push((vec![clause], score));
            }
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found.truncate(MOST_CLAUSES);
    found
}

/// Auxiliaries without which a verb says something else.
const MODALS: &[&str] = &[
    "will", "would", "could", "should", "may", "might", "must", "can", "shall",
];

/// `pieces` that start behind a preposition, but have a verb, with the noun phrase before it: in "a study of nine forests finds",
/// the study is what finds.
fn with_head(sentence: &Sentence, words: &[Word], mut pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let verb = pieces.iter().cloned().flatten().any(|at| words[at].pos == Pos::Verb);
    let phrases = sentence.tags.noun_phrases(sentence.index);
    let text = sentence.document.text();
    // "[The school will] lose a third": what is only coming has not happened.
    if let Some(before) = pieces[0].start.checked_sub(1)
        && words[pieces[0].start].pos == Pos::Verb
        && MODALS.contains(&words[before].span.slice(text))
    {
        pieces[0].start = before;
    }
    while let Some(before) = pieces[0].start.checked_sub(1)
        && verb
        && words[before].pos == Pos::Adposition
    {
        let Some(head) = before.checked_sub(1).map(|at| words[at].span) else {
            break;
        };
        let Some(phrase) = phrases.iter().find(|phrase| phrase.end() == head.end()) else {
            break;
        };
        pieces[0].start = words.partition_point(|word| word.span.start() < phrase.start());
    }
    pieces
}

fn candidate(
    sentence: &Sentence,
    words: &[Word],
    stems: &Stems,
    cut: Cut,
    worth: f32,
    score: f32,
) -> Option<Candidate> {
    let document: &Document = sentence.document;
    let text = document.text();
    let kept: Vec<usize> = cut.pieces.iter().cloned().flatten().collect();
    let pieces: Vec<Span> = cut
        .pieces
        .iter()
        .map(|piece| words[piece.start].span.cover(words[piece.end - 1].span))
        .collect();
    let count = pieces
        .iter()
        .map(|piece| piece.slice(text).split_whitespace().count())
        .sum();
    let own = stems.of_pieces(text, &pieces);
    let names = sentence.tags.names();
    let named = |at: &usize| names.iter().any(|name| name.span.contains(words[*at].span));
    // Nothing but a name says nothing of it.
    let gaps = gaps(text, words, &cut.pieces);
    // A condition or a purpose without what hangs on it.
    let hangs = words[kept[0]].pos == Pos::SubordinatingConjunction
        && !kept.iter().any(|at| words[*at].span.slice(text) == ",");
    let enough =
        !hangs && gaps < WRONG && own.len() >= FEWEST_STEMS && count >= FEWEST_WORDS && !kept.iter().all(named);
    let at = &document.sentences()[sentence.index];
    enough.then(|| Candidate {
        form: form(text, words, &kept, &cut),
        gaps,
        cut_worth: score,
        cut,
        kept,
        pieces,
        source: at.span,
        sentence: sentence.index,
        block: at.block,
        stems: own,
        words: count,
        sentence_worth: worth,
        list: None,
    })
}

/// Words that open a clause of their own beside subordinating conjunctions (lower case).
const RELATIVES: &[&str] = &[
    "who", "whom", "whose", "which", "that", "where", "when", "why", "what", "how",
];

/// What the words `kept` of a sentence are.
fn form(text: &str, words: &[Word], kept: &[usize], cut: &Cut) -> Form {
    let is_verb = |at: usize| matches!(words[at].pos, Pos::Verb | Pos::Auxiliary);
    let relative = |at: usize| {
        let slice = words[at].span.slice(text).to_lowercase();
        words[at].pos == Pos::SubordinatingConjunction || RELATIVES.contains(&slice.as_str())
    };
    let first = kept[0];
    let before = first.checked_sub(1);
    if is_verb(first) || words[first].pos == Pos::Adverb && cut.subject.is_some() {
        // "[which] has bottled milk": what is said of the mill by the way.
        let light = |at: &usize| matches!(words[*at].pos, Pos::Auxiliary | Pos::Adverb);
        let aside = (0..first).rev().find(|at| !light(at)).is_some_and(relative);
        return if cut.subject.is_some() && !aside {
            Form::Predicate
        } else {
            Form::Phrase
        };
    }
    let opens = before.is_none_or(|at| {
        let marks = matches!(words[at].pos, Pos::Punctuation | Pos::CoordinatingConjunction);
        // Behind "where" or "if" it would say too much.
        let clause = marks || words[at].span.slice(text) == "that";
        // "The mill": the article was left out.
        clause || words[at].pos == Pos::Determiner
    });
    if !opens {
        return Form::Phrase;
    }
    let nominal = |at: &usize| words[*at].pos.is_noun() || matches!(words[*at].pos, Pos::Pronoun | Pos::Numeral);
    let mut start = 0;
    let mut subordinate = false;
    for (at, &word) in kept.iter().enumerate() {
        if words[word].pos == Pos::Punctuation && words[word].span.slice(text) != "-" {
            (start, subordinate) = (at + 1, false);
        } else if relative(word) {
            (start, subordinate) = (at + 1, true);
        } else if is_verb(word) && !subordinate {
            let participle = words[word].pos == Pos::Verb && words[word].span.slice(text).ends_with("ing");
            let segment = &kept[start..at];
            // "The mill, a ruin, burned": behind the aside its subject is further back.
            let subject = segment.iter().any(nominal) || segment.is_empty() && kept[..at].iter().any(nominal);
            // "Sandvik to pay": no clause.
            let infinitive = at > 0 && words[kept[at - 1]].span.slice(text).eq_ignore_ascii_case("to");
            if subject && !participle && !infinitive {
                return Form::Statement;
            }
        }
    }
    Form::Phrase
}

/// How often something was cut out between `pieces` of a sentence, articles aside. What is left reads on where that stood
/// between marks, or was modifiers or a whole prepositional phrase; other gaps count [`ROUGH`] times.
fn gaps(text: &str, words: &[Word], pieces: &[Range<usize>]) -> usize {
    let mut count = 0;
    for pair in pieces.windows(2) {
        let gap = pair[0].end..pair[1].start;
        let (first, last) = (&words[gap.start], &words[gap.end - 1]);
        let next = &words[pair[1].start];
        let is_mark = |word: &Word| word.pos == Pos::Punctuation;
        let light = |word: &Word| {
            matches!(
                word.pos,
                Pos::Adverb | Pos::Determiner | Pos::Adjective | Pos::Auxiliary | Pos::Interjection
            ) || is_mark(word)
        };
        let inner = &words[gap.clone()];
        if inner.iter().all(|word| word.pos == Pos::Determiner) {
            continue;
        }
        count += 1;
        let verbs = inner.iter().any(|word| matches!(word.pos, Pos::Verb | Pos::Auxiliary));
        let joint = |word: &Word| {
            matches!(
                word.pos,
                Pos::Adposition
                    | Pos::Verb
                    | Pos::Auxiliary
                    | Pos::CoordinatingConjunction
                    | Pos::SubordinatingConjunction
            ) || is_mark(word)
        };
        let aside = is_mark(first) && (is_mark(last) || is_mark(next) || next.pos == Pos::CoordinatingConjunction);
        let phrase =
            first.pos == Pos::Adposition && !verbs && joint(next) && !first.span.slice(text).eq_ignore_ascii_case("to");
        // "[where the company] plans": the verb is not that of what stands before.
        if last.pos.is_noun() && matches!(next.pos, Pos::Verb | Pos::Auxiliary) && !phrase {
            count += WRONG;
        }
        if !(inner.iter().all(light) || aside || phrase) {
            count += ROUGH - 1;
        }
    }
    count
}

/// The words of `tags` in `span` of sentence `index`, as a range.
pub(super) fn words_in(tags: &Tags, index: usize, span: Span) -> Range<usize> {
    let words = tags.words(index);
    let from = words.partition_point(|word| word.span.end() <= span.start());
    from..words.partition_point(|word| word.span.start() < span.end()).max(from)
}

#[cfg(test)]
mod tests;

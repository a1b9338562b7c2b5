//! Key facts: the few figures and quotations a reader would repeat, with the words that say what they are.
//!
//! Owns the choice and the cut ("17% rise in quarterly revenue", not "17%"), on top of mentions that are already found
//! and a salience per sentence that somebody else computed. Looks at words and punctuation only; runs no model.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use super::mention::{Mention, Value};
use crate::document::Document;
use crate::input::BlockKind;
use crate::span::Span;

/// At most so many figures are key.
const FIGURES: usize = 6;
/// At most so many of them are dates: most readers ask how much before they ask when.
const DATES: usize = 1;
/// At most so many figures of one sentence.
const PER_SENTENCE: usize = 2;
/// At most so many quotations are key.
const QUOTES: usize = 2;
/// How many spoken words a quotation worth repeating has: a thought, and no speech.
const QUOTE_WORDS: RangeInclusive<usize> = 8..=40;
/// At most so many words stand in a figure's phrase.
const WORDS: usize = 14;
/// No phrase is longer, in bytes: what has no spaces is no phrase.
const BYTES: usize = 300;
/// A clause with fewer words says too little by itself.
const FEW_WORDS: usize = 6;
/// Two phrases that share this much of the smaller one's content words say the same.
const SAME: f64 = 0.67;

/// A figure or a quotation worth repeating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyFact {
    /// Of a figure, the words that say what it is: contiguous, at most 14, the mention among them. Of a quotation, its own.
    pub span: Span,
    /// Index of the figure or quotation among the mentions.
    pub mention: usize,
}

/// Chooses the key facts among `mentions` of `document`, which must be those of [`super::find`]: up to six figures, then
/// up to two quotations with a speaker, each most salient first. `salience` has one number per sentence, on any scale;
/// missing ones count as the lowest. Ties go to the earlier mention.
pub fn key_facts(document: &Document, mentions: &[Mention], salience: &[f32]) -> Vec<KeyFact> {
    let salience = Salience::new(salience);
    let mut key = figures(document, mentions, &salience);
    let quotes = quotes(document, mentions, &salience);
    key.extend(quotes.into_iter().map(|mention| KeyFact {
        span: mentions[mention].span,
        mention,
    }));
    key
}

/// Salience brought to 0–1.
struct Salience<'a> {
    values: &'a [f32],
    low: f32,
    width: f32,
}

impl<'a> Salience<'a> {
    fn new(values: &'a [f32]) -> Self {
        let finite = || values.iter().copied().filter(|v| v.is_finite());
        let low = finite().fold(f32::INFINITY, f32::min);
        let high = finite().fold(f32::NEG_INFINITY, f32::max);
        Self {
            values,
            low,
            width: high - low,
        }
    }

    fn of(&self, sentence: usize) -> f64 {
        let value = self.values.get(sentence).copied().filter(|v| v.is_finite());
        match value {
            Some(value) if self.width > 0.0 => f64::from((value - self.low) / self.width),
            Some(_) => 1.0,
            None => 0.0,
        }
    }
}

/// A figure with its phrase, before the choice.
struct Candidate {
    fact: KeyFact,
    sentence: usize,
    score: f64,
    date: bool,
    content: BTreeSet<String>,
}

fn figures(document: &Document, mentions: &[Mention], salience: &Salience) -> Vec<KeyFact> {
    let mut candidates: Vec<_> = mentions
        .iter()
        .enumerate()
        .filter_map(|(index, mention)| candidate(document, mentions, salience, index, mention))
        .collect();
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.fact.mention.cmp(&b.fact.mention)));
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let of_sentence = chosen.iter().filter(|c| c.sentence == candidate.sentence).count();
        let dates = chosen.iter().filter(|c| c.date).count();
        let value = &mentions[candidate.fact.mention].value;
        let repeated = chosen.iter().any(|c| {
            c.fact.span.overlaps(candidate.fact.span)
                || mentions[c.fact.mention].value == *value && !candidate.date
                || same(&c.content, &candidate.content)
        });
        if of_sentence < PER_SENTENCE && !(candidate.date && dates >= DATES) && !repeated {
            chosen.push(candidate);
        }
        if chosen.len() == FIGURES {
            break;
        }
    }
    chosen.into_iter().map(|c| c.fact).collect()
}

fn candidate(
    document: &Document,
    mentions: &[Mention],
    salience: &Salience,
    index: usize,
    mention: &Mention,
) -> Option<Candidate> {
    let weight = weight(document, mention)?;
    let sentence = document.sentence_at(mention.span.start())?;
    let span = phrase(document, sentence, mention.span)?;
    let content = content_words(span.slice(document.text()));
    // Other figures in the phrase make it richer.
    let company = mentions
        .iter()
        .skip(index + 1)
        .take_while(|m| m.span.start() < span.end());
    let richer = company
        .filter(|m| matches!(m.value, Value::Money { .. } | Value::Percent { .. }))
        .count()
        .min(2);
    let score = weight * (0.25 + salience.of(sentence)) * (1.0 + 0.15 * richer as f64);
    let enough = content.len() >= 3;
    let date = matches!(mention.value, Value::Date { .. });
    enough.then_some(Candidate {
        fact: KeyFact { span, mention: index },
        sentence,
        score,
        date,
        content,
    })
}

/// How much readers care for a figure of its kind and size; `None`: not at all.
fn weight(document: &Document, mention: &Mention) -> Option<f64> {
    let text = document.text();
    Some(match &mention.value {
        Value::Money { .. } => 1.0,
        Value::Percent { percent: Some(_), .. } => 0.95,
        Value::Quantity {
            unit: "years" | "months" | "weeks" | "days",
            ..
        } => return None,
        Value::Quantity { .. } => 0.65,
        Value::Number { number } => {
            // "Jane Doe, 48, said" tells an age.
            let after = &text[mention.span.end()..];
            let before = text[..mention.span.start()].ends_with(", ");
            if before && after.starts_with([',', '.', ')']) {
                return None;
            }
            match number {
                None => 0.6,
                Some(number) if number.low.abs() >= 1000.0 => 0.85,
                Some(number) if number.low.abs() >= 10.0 => 0.55,
                Some(number) if number.low.fract() != 0.0 => 0.5,
                // "two brothers": part of the story, not a figure.
                Some(_) => return None,
            }
        }
        Value::Date { date: Some(date) } => {
            let day = date.len() == 10 && !date.starts_with('-') && !date.contains('/');
            let named = mention.span.slice(text).contains(|c: char| c.is_ascii_digit());
            if !(day && named) {
                return None;
            }
            0.45
        }
        Value::Duration { duration: Some(_) } => 0.3,
        _ => return None,
    })
}

/// The words around `mention` that say what it is.
fn phrase(document: &Document, sentence: usize, mention: Span) -> Option<Span> {
    let text = document.text();
    let kind = document.kind(&document.sentences()[sentence]);
    if kind == BlockKind::TableRow {
        return None;
    }
    let words = &document.words()[document.sentences()[sentence].words.clone()];
    let first = words.partition_point(|w| w.end() <= mention.start());
    let last = words.partition_point(|w| w.start() < mention.end());
    let core = qualified(text, words, first)..last.max(first + 1).min(words.len());
    if core.is_empty() {
        return None;
    }
    let mut range = clause(text, words, core.clone());
    if is_one_of(text, words[range.start], CONDITIONS) {
        // Without what depends on it, a condition reads as a statement.
        return None;
    }
    let leans = is_one_of(text, words[range.start], LEANING);
    if leans || trim(text, words, range.clone(), core.clone()).len() < FEW_WORDS {
        range = widen(text, words, range);
    }
    range = shorten(text, words, range, core.clone());
    range = trim(text, words, range, core);
    let start = words.get(range.start)?.start().min(mention.start());
    let end = words.get(range.end.checked_sub(1)?)?.end().max(mention.end());
    // Symbols that are no words belong to the figures they touch.
    let start = text[..start].trim_end_matches(['$', '€', '£', '¥', '₹']).len();
    let end = text.len() - text[end..].trim_start_matches('%').len();
    let slice = text.get(start..end).filter(|slice| slice.len() <= BYTES)?;
    // Half a pair of brackets or marks reads like a mistake: take the other half along where it is next.
    let open = slice.matches(['(', '[', '“']).count();
    let closed = slice.matches([')', ']', '”']).count();
    let closes = text[end..].starts_with([')', ']', '”']);
    let end = if open == closed + 1 && closes {
        end + text[end..].chars().next()?.len_utf8()
    } else {
        end
    };
    let balanced = open == closed || open == closed + 1 && closes;
    balanced.then(|| Span::new(text, start..end)).flatten()
}

/// The first of the words before word `first` that say how exact the figure is ("up to", "not even", "more than").
fn qualified(text: &str, words: &[Span], first: usize) -> usize {
    let stays = |i: &usize| is_one_of(text, words[*i], QUALIFIERS);
    (0..first).rev().take(4).take_while(stays).last().unwrap_or(first)
}

fn is_one_of(text: &str, word: Span, list: &[&str]) -> bool {
    list.iter().any(|w| word.slice(text).eq_ignore_ascii_case(w))
}

/// Whether a clause ends between word `i` and the next one.
fn border(text: &str, words: &[Span], i: usize) -> bool {
    let Some(next) = words.get(i + 1) else { return true };
    let gap = &text[words[i].end()..next.start()];
    let opens = is_one_of(text, *next, CLAUSES);
    gap.contains([',', ';', ':', '(', ')', '—', '–', '"', '“', '”', '[', ']', '|', '\t'])
        || gap.contains(" - ")
        || opens
}

/// The clause around `core`.
fn clause(text: &str, words: &[Span], core: Range<usize>) -> Range<usize> {
    // Twice what a phrase may hold is enough to cut from, and keeps sentences without any border linear.
    let (first, last) = (core.start.saturating_sub(2 * WORDS), core.end + 2 * WORDS);
    let mut range = core;
    while range.start > first && !border(text, words, range.start - 1) {
        range.start -= 1;
    }
    while range.end < words.len().min(last) && !border(text, words, range.end - 1) {
        range.end += 1;
    }
    range
}

/// A clause that is too short, with its neighbour: the one before, as it tends to hold the subject, else the one after.
fn widen(text: &str, words: &[Span], range: Range<usize>) -> Range<usize> {
    if range.start > 0 {
        let before = clause(text, words, range.start - 1..range.start);
        if range.end - before.start <= WORDS {
            return before.start..range.end;
        }
    }
    if range.end < words.len() {
        let after = clause(text, words, range.end..range.end + 1);
        if after.end - range.start <= WORDS {
            return range.start..after.end;
        }
    }
    range
}

/// At most [`WORDS`] words: what the figure counts, then what leads to it, then what follows; cut in front of a
/// preposition or a verb's object where that is near.
fn shorten(text: &str, words: &[Span], range: Range<usize>, core: Range<usize>) -> Range<usize> {
    if range.len() <= WORDS {
        return range;
    }
    let room = WORDS.saturating_sub(core.len());
    let coordinator = (core.end..range.end).find(|&i| is_one_of(text, words[i], COORDINATORS));
    let counted = coordinator.unwrap_or(range.end) - core.end;
    let left = (core.start - range.start).min(room - counted.min(COUNTED).min(room));
    let mut end = core.end + counted.min(room - left);
    if end < range.end && Some(end) != coordinator {
        // Cut in front of the last preposition, so that no phrase is torn in two.
        let cut = (core.end + 1..=end)
            .rev()
            .take(5)
            .find(|&i| is_one_of(text, words[i], LINKS));
        end = cut.unwrap_or(end);
    }
    let mut start = core.start - left;
    if start > range.start {
        let cut = (start..core.start).take(4).find(|&i| is_one_of(text, words[i], LINKS));
        start = cut.map_or(start, |i| i + 1);
    }
    start..end
}

/// Without words that link it to what stands around it; the figure itself stays whole, and so does every word that a
/// claim hangs on ("not", "may").
fn trim(text: &str, words: &[Span], range: Range<usize>, core: Range<usize>) -> Range<usize> {
    let mut range = range;
    while range.start < core.start && is_one_of(text, words[range.start], LEADS) {
        range.start += 1;
    }
    while range.end > core.end && is_one_of(text, words[range.end - 1], FUNCTION) {
        range.end -= 1;
    }
    range
}

fn content_words(phrase: &str) -> BTreeSet<String> {
    let word = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    phrase
        .split_whitespace()
        .map(word)
        .filter(|w| !w.is_empty() && !FUNCTION.contains(&w.as_str()))
        .collect()
}

fn same(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let smaller = a.len().min(b.len()).max(1);
    a.intersection(b).count() as f64 >= SAME * smaller as f64
}

/// The quotations to keep: whole thoughts by different people.
fn quotes(document: &Document, mentions: &[Mention], salience: &Salience) -> Vec<usize> {
    let mut candidates: Vec<(f64, usize, &str)> = Vec::new();
    for (index, mention) in mentions.iter().enumerate() {
        let Value::Quote(quote) = &mention.value else {
            continue;
        };
        let Some(speaker) = &quote.speaker else { continue };
        let words = mention.span.slice(document.text());
        let spoken = quote.spoken(mention.span).into_iter();
        let count: usize = spoken
            .map(|part| part.slice(document.text()).split_whitespace().count())
            .sum();
        let Some(sentence) = document.sentence_at(mention.span.start()) else {
            continue;
        };
        let sentence_like = words.starts_with(|c: char| c.is_uppercase());
        if !QUOTE_WORDS.contains(&count) {
            continue;
        }
        let whole = if sentence_like { 1.0 } else { 0.6 };
        let length = if count <= 30 { 1.0 } else { 0.8 };
        // Who an entity is, a reader can tell.
        let known = if quote.entity.is_some() { 1.0 } else { 0.6 };
        candidates.push((whole * length * known * (0.25 + salience.of(sentence)), index, speaker));
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut chosen: Vec<(usize, &str)> = Vec::new();
    for (_, index, speaker) in candidates {
        if chosen.iter().all(|(_, other)| last_name(other) != last_name(speaker)) {
            chosen.push((index, speaker));
        }
        if chosen.len() == QUOTES {
            break;
        }
    }
    chosen.into_iter().map(|(index, _)| index).collect()
}

fn last_name(name: &str) -> &str {
    name.split_whitespace().next_back().unwrap_or(name)
}

/// Words that open a clause of their own.
#[rustfmt::skip]
const CLAUSES: &[&str] = &[
    "which", "who", "while", "whereas", "because", "although", "though", "but", "after", "before", "when", "where",
    "if", "since", "unless",
];

/// Words after which a clause states nothing by itself.
const CONDITIONS: &[&str] = &["if", "unless", "whether", "until", "were", "should"];

/// Words that hang a figure on what was said before it.
#[rustfmt::skip]
const LEANING: &[&str] = &[
    "compared", "including", "excluding", "totaling", "totalling", "worth", "up", "down", "from", "against", "versus",
    "adding", "making", "of", "but",
];

/// Words that say how exact a figure is.
#[rustfmt::skip]
const QUALIFIERS: &[&str] = &[
    "about", "almost", "around", "approximately", "as", "at", "barely", "below", "above", "close", "estimated", "even",
    "fewer", "hardly", "just", "least", "less", "many", "merely", "more", "most", "much", "near", "nearly", "no", "not",
    "only", "over", "roughly", "short", "some", "than", "to", "under", "up", "well", "by", "an",
];

/// Words that may go from the beginning of a phrase without changing what it says.
#[rustfmt::skip]
const LEADS: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "for", "from", "with", "to", "as", "and", "but", "so", "yet", "that",
    "which", "who", "whose", "it", "its", "also", "then", "while", "because", "since", "where", "when", "said", "says",
];

/// Words that join a second statement to the first.
const COORDINATORS: &[&str] = &["and", "or", "but"];

/// Words after a figure that are likely to be what it counts.
const COUNTED: usize = 5;

/// Words between phrases: a cut in front of one tears nothing.
#[rustfmt::skip]
const LINKS: &[&str] = &[
    "of", "in", "on", "at", "for", "from", "with", "by", "to", "during", "into", "over", "under", "against", "among",
    "and", "or", "as", "than", "through", "between",
];

/// Words that no phrase may start or end on.
#[rustfmt::skip]
const FUNCTION: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "for", "from", "with", "by", "to", "as", "and", "or", "but", "nor",
    "so", "yet", "than", "that", "which", "who", "whom", "whose", "is", "are", "was", "were", "be", "been", "being",
    "has", "have", "had", "having", "will", "would", "can", "could", "may", "might", "must", "shall", "should", "do",
    "does", "did", "it", "its", "this", "these", "those", "there", "their", "his", "her", "our", "your", "my", "he",
    "she", "they", "we", "i", "you", "said", "says", "if", "when", "while", "because", "although", "though", "after",
    "before", "where", "since", "into", "over", "under", "about", "against", "among", "between", "through", "during",
    "also", "then", "not", "up", "per", "via", "even", "just", "both", "either", "whether", "unless", "whereas",
    "what", "how", "some", "any", "each", "every", "such", "him", "them", "us", "me", "s", "according",
];

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;
    use crate::model::Tags;

    fn key_words(text: &str) -> (Vec<String>, Vec<String>) {
        let document = Document::from_text(text);
        let mentions = find(&document, &Tags::default());
        let salience = vec![1.0; document.sentences().len()];
        let key = key_facts(&document, &mentions, &salience);
        let is_quote = |fact: &&KeyFact| matches!(mentions[fact.mention].value, Value::Quote(_));
        let (quotes, figures): (Vec<_>, Vec<_>) = key.iter().partition(is_quote);
        let words = |facts: Vec<&KeyFact>| facts.iter().map(|f| f.span.slice(document.text()).to_owned()).collect();
        (words(figures), words(quotes))
    }

    #[test]
    fn figures_come_with_the_words_that_explain_them() {
        let (figures, _) = key_words(
            "The mill reported a 17% rise in quarterly revenue, and it will close its second plant in Orrin.",
        );
        assert_eq!(figures, ["mill reported a 17% rise in quarterly revenue"]);
        let (figures, _) =
            key_words("In a letter to staff, Quist said the sale would bring in $40 million for the valley's schools.");
        assert_eq!(figures.len(), 1);
        assert!(
            figures[0].contains("$40 million for the valley's schools"),
            "{figures:?}"
        );
    }

    #[test]
    fn phrases_are_short_and_do_not_dangle() {
        let text = "The company that owns the old mill on the eastern bank of the river will pay 2,400 workers at seven sites across the whole of \
                    the northern valley a bonus of one month's wages before the end of the year.";
        let (figures, _) = key_words(text);
        for figure in figures {
            let words: Vec<_> = figure.split_whitespace().collect();
            assert!(words.len() <= WORDS + 1, "{figure}");
            for end in [words[0], words[words.len() - 1]] {
                assert!(!FUNCTION.contains(&end.to_lowercase().as_str()), "{figure}");
            }
        }
    }

    #[test]
    fn nothing_is_said_twice_and_years_alone_say_nothing() {
        let (figures, _) =
            key_words("The mill cut 300 jobs in Orrin. The 300 jobs were cut in Orrin by the mill. It opened in 1950.");
        assert_eq!(figures.len(), 1, "{figures:?}");
    }

    #[test]
    fn quotes_have_speakers_and_are_by_different_people() {
        let text = "“We never expected the river to rise that fast,” said Mara Quist. “It rose and rose until nobody could stand,” Quist said. \
                    “Nobody told us that the dam had already gone,” said Ivo Lund.";
        let (_, quotes) = key_words(text);
        assert_eq!(quotes.len(), 2);
        assert!(quotes[1].starts_with("Nobody told us"));
    }
}

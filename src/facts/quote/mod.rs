//! Quote: the words between quotation marks, where somebody says them, and who: `"…," said Jane Doe`,
//! `Doe said: "…"`, `according to Doe, "…"`.
//!
//! A quotation is what an attribution stands beside, or whole sentences between marks. The mention is the words inside,
//! without the comma that belongs to the sentence around them; it may run over several sentences. Where an attribution
//! stands in the middle (`"…," she said. "…"`), or the next paragraph opens with marks because this one closed with none,
//! the quotation is one mention from its first word to its last, and the spoken stretches are its parts.
//! Leaves alone: words in scare quotes, titles of works, inner quotations. The speaker is as the article names them;
//! a pronoun becomes the last speaker named in the same or the last block, or nobody.

mod marks;
mod speaker;
mod windows;

use std::ops::Range;

use super::mention::{Mention, Quote, Value};
use crate::document::Document;
use crate::input::BlockKind;
use crate::span::{Span, one_line};
use marks::Marked;
use speaker::{Attribution, Who};

/// A quotation with fewer words needs its attribution right beside it.
const FEW_WORDS: usize = 4;
/// Spoken words for each word of an attribution between two parts; where there are fewer, the parts stay two quotations,
/// so that a mention is mostly what was said.
const SPOKEN_PER_NARRATED: usize = 3;
/// An attribution between two parts that ends in a comma and has more words goes on to something else.
const FEW_BETWEEN: usize = 4;

/// The quotations of `document`, in order.
pub(super) fn find(document: &Document) -> Vec<Mention> {
    let text = document.text();
    let mut quotations: Vec<Quotation> = Vec::new();
    for (index, block) in document.blocks().iter().enumerate() {
        if matches!(block.kind, BlockKind::Code | BlockKind::TableRow) {
            continue;
        }
        let marked = marks::pairs(text, block.span.range());
        for (nth, marks) in marked.iter().enumerate() {
            let floor = nth
                .checked_sub(1)
                .map_or(block.span.start(), |before| marked[before].outside.end);
            let ceiling = marked.get(nth + 1).map_or(block.span.end(), |next| next.outside.start);
            if marks.open && !goes_on(document, index) {
                continue;
            }
            let Some(stretch) = Stretch::new(document, marks, floor..ceiling, index) else {
                continue;
            };
            match quotations.last_mut() {
                Some(last) if last.runs_into(text, &stretch) => last.take(text, stretch),
                _ => quotations.extend(stretch.quotation(text)),
            }
        }
    }
    settle_speakers(text, quotations)
}

/// Whether the block after `index` opens with a mark: then a quotation without end is not a slip of the pen.
fn goes_on(document: &Document, index: usize) -> bool {
    let next = document.blocks().get(index + 1);
    next.is_some_and(|block| {
        block.span.slice(document.text()).starts_with(['“', '"', '„'])
            || block.span.slice(document.text()).starts_with("''")
    })
}

/// Words between marks, with what stands beside them.
struct Stretch<'a> {
    marks: &'a Marked,
    block: usize,
    /// The words, with a comma at their end.
    inside: Span,
    /// The words without it.
    words: Span,
    /// The attribution in front, and behind.
    before: Option<Attribution>,
    after: Option<Attribution>,
    /// What was searched for the one behind.
    behind: Option<Span>,
    /// A comma or colon leads up to the opening mark.
    led: bool,
}

impl<'a> Stretch<'a> {
    /// Reads the words around `marks`, no further than `around`; `None` where the marks hold no words.
    fn new(document: &Document, marks: &'a Marked, around: Range<usize>, block: usize) -> Option<Self> {
        let text = document.text();
        let inside = Span::trimmed(text, marks.inside.clone())?;
        let bare = inside.slice(text).trim_end_matches(',');
        let words = Span::trimmed(text, inside.start()..inside.start() + bare.len())?;
        let behind = windows::after(document, marks, around.end);
        let before = windows::before(document, marks, around.start).and_then(|window| speaker::before(text, window));
        let before = before.map(|attribution| match attribution.who {
            // "Doe mocked the “reporter”, saying, “…”: the subject stands before the other marks.
            Who::Unnamed => {
                let opening = windows::opening(document, around.start).and_then(|w| speaker::opening(text, w));
                let who = opening.unwrap_or(Who::Unnamed);
                Attribution { who, ..attribution }
            }
            _ => attribution,
        });
        Some(Self {
            marks,
            block,
            inside,
            words,
            before,
            after: behind.and_then(|window| speaker::after(text, window)),
            behind,
            led: text[..marks.outside.start].trim_end().ends_with([',', ':']),
        })
    }

    /// Whether the words end as they do before an attribution.
    fn ends_open(&self, text: &str) -> bool {
        self.inside.slice(text).ends_with([',', '?', '!', '—'])
    }

    /// The quotation that starts here, where it is one.
    fn quotation(self, text: &str) -> Option<Quotation> {
        let inside = self.inside.slice(text);
        let ends_open = self.ends_open(text);
        // A comma before the closing mark promises "…, said X" behind it; a colon or comma before the opening one,
        // "X said:" in front.
        let behind = match (self.before, self.after) {
            (_, None) => false,
            (Some(_), Some(_)) => ends_open && (!self.led || inside.ends_with(',')),
            (None, Some(_)) => true,
        };
        let attribution = if behind { self.after } else { self.before };
        let count = inside.split_whitespace().count();
        let sentence = is_sentence(inside);
        let beside = self.led || ends_open && self.after.is_some();
        let title = title_case(inside) && !beside;
        let spoken = match attribution {
            Some(_) => count >= FEW_WORDS || beside && sentence,
            None => count > FEW_WORDS && sentence,
        };
        (spoken && !title).then(|| Quotation {
            parts: vec![self.words],
            attribution,
            attributed_to: self.behind.filter(|_| behind).map(Span::end),
            first_block: self.block,
            block: self.block,
            end: self.marks.outside.end,
            open: self.marks.open,
            spoken: count,
            narrated: 0,
        })
    }
}

/// A quotation, before its speaker is settled.
struct Quotation {
    /// What is spoken, in order.
    parts: Vec<Span>,
    attribution: Option<Attribution>,
    /// The end of the attribution, where it stands behind the last part.
    attributed_to: Option<usize>,
    /// The block that it starts in, and the one that it ends in.
    first_block: usize,
    block: usize,
    /// One past its last mark.
    end: usize,
    /// It runs into the next block.
    open: bool,
    /// Words in its parts, and between them.
    spoken: usize,
    narrated: usize,
}

impl Quotation {
    /// Whether `next` goes on with what this quotation says.
    fn runs_into(&self, text: &str, next: &Stretch) -> bool {
        if self.open {
            return self.block + 1 == next.block;
        }
        let start = next.marks.outside.start;
        if self.block != next.block || start < self.end {
            return false;
        }
        let between = text[self.end..start].trim_end();
        // The attribution is all that stands between.
        if self.attributed_to != Some(self.end + between.len()) {
            return false;
        }
        let narrated = between.split_whitespace().count();
        let ends = between.ends_with('.') || between.ends_with(',') && narrated <= FEW_BETWEEN;
        // "“…,” Doe said. “…,” Roe said."
        let anothers = next.after.is_some() && !next.inside.slice(text).ends_with('.');
        let spoken = self.spoken + next.inside.slice(text).split_whitespace().count();
        ends && !anothers && (self.narrated + narrated) * SPOKEN_PER_NARRATED <= spoken
    }

    /// Takes `next` as one more part.
    fn take(&mut self, text: &str, next: Stretch) {
        if !self.open {
            self.narrated += text[self.end..next.marks.outside.start].split_whitespace().count();
        }
        self.spoken += next.inside.slice(text).split_whitespace().count();
        self.parts.push(next.words);
        // A paragraph that went on may be attributed at its end.
        if self.open && self.attribution.is_none() {
            self.attribution = next.after;
            self.attributed_to = next.behind.filter(|_| next.after.is_some()).map(Span::end);
        } else {
            self.attributed_to = None;
        }
        self.block = next.block;
        self.end = next.marks.outside.end;
        self.open = next.marks.open;
    }
}

/// The mentions of `quotations`, each with the speaker as named beside it; a pronoun stands for the last speaker named in
/// the same or the last block.
fn settle_speakers(text: &str, quotations: Vec<Quotation>) -> Vec<Mention> {
    let mut mentions = Vec::with_capacity(quotations.len());
    let mut last: Option<&Quotation> = None;
    let mut speaker: Option<Span> = None;
    for quotation in &quotations {
        let same_block = last.is_some_and(|last| last.block == quotation.first_block);
        let near = same_block || last.is_some_and(|last| last.block + 1 == quotation.first_block);
        let who = quotation.attribution.map(|attribution| attribution.who);
        speaker = match who {
            Some(Who::Named(name)) => Some(name),
            Some(Who::Pronoun(_)) => speaker.filter(|_| near),
            Some(Who::Unnamed) => None,
            None => speaker.filter(|_| same_block),
        };
        last = Some(quotation);
        let named = match who {
            Some(Who::Named(span) | Who::Pronoun(span)) => Some(span),
            _ => None,
        };
        let cue = quotation.attribution.and_then(|attribution| attribution.cue);
        mentions.push(Mention {
            span: quotation
                .parts
                .iter()
                .copied()
                .reduce(Span::cover)
                .expect("a quotation has a part"),
            value: Value::Quote(Quote {
                speaker: speaker.map(|name| name.slice(text).to_owned()),
                named,
                entity: None,
                cue: cue.map(|cue| one_line(cue.slice(text))),
                parts: if quotation.parts.len() > 1 {
                    quotation.parts.clone()
                } else {
                    Vec::new()
                },
            }),
        });
    }
    mentions
}

/// Whether `words` can stand as a sentence: opens with a capital (or an ellipsis), ends with a stop or a comma.
fn is_sentence(words: &str) -> bool {
    let opens = words
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| c.is_uppercase() || c.is_numeric());
    opens && words.ends_with(['.', '!', '?', ',', '…', '—', '\'', '’', ')'])
}

/// Whether `words` look like the title of a work: every longer word has a capital, and no full stop ends it.
fn title_case(words: &str) -> bool {
    let longer = || {
        words
            .split_whitespace()
            .filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3)
    };
    let count = longer().count();
    count > 0
        && longer().all(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase))
        && words.split_whitespace().count() > 1
        && !words.ends_with(['!', '?', '.'])
}

#[cfg(test)]
mod tests {
    use super::super::{Value, find};
    use crate::document::Document;
    use crate::model::Tags;

    /// The quotations of `text`: their spoken parts, the speaker and the cue, or "-".
    #[track_caller]
    fn check(text: &str, expected: &[(&[&str], &str, &str)]) {
        let document = Document::from_text(text);
        let mentions = find(&document, &Tags::default());
        let got: Vec<(Vec<&str>, &str, &str)> = mentions
            .iter()
            .filter_map(|mention| match &mention.value {
                Value::Quote(quote) => Some((
                    quote
                        .spoken(mention.span)
                        .iter()
                        .map(|part| part.slice(document.text()))
                        .collect(),
                    quote.speaker.as_deref().unwrap_or("-"),
                    quote.cue.as_deref().unwrap_or("-"),
                )),
                _ => None,
            })
            .collect();
        let got: Vec<_> = got
            .iter()
            .map(|(parts, speaker, cue)| (&parts[..], *speaker, *cue))
            .collect();
        assert_eq!(got, expected, "{text}");
    }

    #[test]
    fn finds_quotations_and_speakers() {
        check(
            "“We never saw it coming,” said Mara Quist, who runs the mill.",
            &[(&["We never saw it coming"], "Mara Quist", "said")],
        );
        check(
            "Ivo Lund said: \"The river rose by a metre.\"",
            &[(&["The river rose by a metre."], "Ivo Lund", "said")],
        );
        check(
            "According to Ivo Lund, “the river rose by a metre.”",
            &[(&["the river rose by a metre."], "Ivo Lund", "According to")],
        );
        check(
            "Quist called the plan “a gift to the whole valley”.",
            &[(&["a gift to the whole valley"], "Quist", "called")],
        );
        check(
            "Ivo Lund runs it. “I would do it again,” he said.",
            &[(&["I would do it again"], "-", "said")],
        );
    }

    #[test]
    fn an_attribution_in_the_middle_does_not_part_a_quotation() {
        check(
            "“It was loud,” Quist said. “Then it was very quiet. Nobody spoke.”",
            &[(
                &["It was loud", "Then it was very quiet. Nobody spoke."],
                "Quist",
                "said",
            )],
        );
        check(
            "''If the dam goes,'' said Mara Quist, ''then the mill goes as well, and the town with it.''",
            &[(
                &["If the dam goes", "then the mill goes as well, and the town with it."],
                "Mara Quist",
                "said",
            )],
        );
        check(
            "“We ‘rest’ on Fridays,” said Ivo Lund, “as everybody up here has known for years.”",
            &[(
                &["We ‘rest’ on Fridays", "as everybody up here has known for years."],
                "Ivo Lund",
                "said",
            )],
        );
    }

    #[test]
    fn two_speakers_or_a_long_way_between_make_two_quotations() {
        check(
            "“It was very loud here,” Mara Quist said. “It was quiet where I was,” Ivo Lund said.",
            &[
                (&["It was very loud here"], "Mara Quist", "said"),
                (&["It was quiet where I was"], "Ivo Lund", "said"),
            ],
        );
        check(
            "“It was very loud here,” Mara Quist said as she walked along the broken wall of the old dam on Monday. “Now it is quiet again.”",
            &[
                (&["It was very loud here"], "Mara Quist", "said"),
                (&["Now it is quiet again."], "Mara Quist", "-"),
            ],
        );
    }

    #[test]
    fn a_quotation_goes_on_in_the_next_paragraph_when_it_was_not_closed() {
        check(
            "“We heard it at night, said the letter.\n\n“Then the lights went out.”\n\nNobody slept.",
            &[(
                &["We heard it at night, said the letter.", "Then the lights went out."],
                "-",
                "-",
            )],
        );
        check(
            "“We heard it at night.\n\n“Then the lights went out,” said Mara Quist.",
            &[(
                &["We heard it at night.", "Then the lights went out"],
                "Mara Quist",
                "said",
            )],
        );
    }

    #[test]
    fn leaves_alone_scare_quotes_and_titles() {
        check("The “smart” lock is open.", &[]);
        check("She read “A Long Way to the River Mouth” twice.", &[]);
        check("The so-called 'quiet hours' are over.", &[]);
    }
}

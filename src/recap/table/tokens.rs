//! The tokens of a sentence as the table's rules see them: words with their punctuation, and where clauses part.

use std::ops::Range;

use super::lexicon::{RELATIVES, SUBORDINATORS};
use crate::model::{Pos, Word};

/// Most tokens of a sentence that rows are made from. Longer "sentences" are lists or pages without full stops.
const MOST_TOKENS: usize = 120;

/// A word with the punctuation that touches it.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Its bytes in the document's text.
    pub(super) bytes: Range<usize>,
    /// The word in lower case, without punctuation around it; empty for a lone dash.
    pub(super) word: String,
    /// Its part of speech; that of its first word where it holds several ("it's").
    pub(super) pos: Pos,
    /// Whether a verb is contracted into it ("it's", "they've").
    pub(super) contracted: bool,
    /// Whether it ends in a full stop.
    pub(super) stopped: bool,
    /// Whether a dash is all of it or ends it.
    pub(super) dashed: bool,
    /// Whether it ends in a colon.
    pub(super) colon: bool,
    /// What the token looks like.
    pub(super) look: Look,
}

impl Token {
    /// Whether it is a verb of any kind.
    pub(super) fn is_verb(&self) -> bool {
        self.contracted || matches!(self.pos, Pos::Verb | Pos::Auxiliary)
    }

    /// Whether a comma, bracket or stronger mark parts it from the next token.
    pub(super) fn pauses(&self) -> bool {
        self.look.comma || self.look.stop || self.look.closes || self.look.dash
    }
}

/// What punctuation and case tell about a token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    /// Nothing but a dash.
    pub(super) dash: bool,
    /// Ends in a comma.
    pub(super) comma: bool,
    /// Ends in a semicolon, colon or dash.
    pub(super) stop: bool,
    /// Starts with an opening bracket.
    pub(super) opens: bool,
    /// Ends with a closing bracket.
    pub(super) closes: bool,
    /// Starts with an upper-case letter.
    pub(super) capital: bool,
    /// Starts with a digit or a currency sign and a digit.
    pub(super) digit: bool,
    /// Has a mark of quotation at either end.
    pub(super) quote: bool,
    /// Starts with a mark of quotation.
    pub(super) quote_opens: bool,
    /// Ends with a mark of quotation, less the punctuation behind it.
    pub(super) quote_closes: bool,
}

/// What may part the tokens before and after a place in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Boundary {
    /// Semicolon, colon, dash or bracket; also the ends of the sentence.
    Stop,
    /// A comma.
    Comma,
    /// A word that opens a clause follows.
    Clause,
    /// "and" or "or" follows.
    Coordination,
    /// A preposition follows.
    Preposition,
}

impl Boundary {
    /// Whether what follows stands by itself as far as punctuation and conjunctions go.
    pub(super) fn is_strong(self) -> bool {
        matches!(self, Self::Stop | Self::Comma | Self::Clause)
    }
}

/// The tokens of `range` (bytes) of `text`, at most [`MOST_TOKENS`]. A dash glued between two words ("up—again")
/// parts them; between digits it does not. `tags` are words around there, in order.
pub(super) fn tokenize(text: &str, range: Range<usize>, tags: &[Word]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = range.start;
    let mut tags = &tags[tags.partition_point(|word| word.span.end() <= range.start)..];
    while at < range.end && tokens.len() < MOST_TOKENS {
        let rest = &text[at..range.end];
        let Some(start) = rest.find(|c: char| !c.is_whitespace()) else {
            break;
        };
        let rest = &rest[start..];
        let mut end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        if let Some(cut) = glued_dash(&rest[..end]) {
            end = cut;
        }
        at += start + end;
        let (own, behind) = tags.split_at(tags.partition_point(|word| word.span.start() < at));
        tags = behind;
        tokens.push(token(&rest[..end], at - end, own));
    }
    tokens
}

/// The quotations in `tokens`, from the token that opens each to the one that closes it.
pub(super) fn quotations(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut opened = None;
    for (at, token) in tokens.iter().enumerate() {
        if token.look.quote_opens {
            opened = Some(at);
        }
        // "Workers'" closes nothing where nothing is open.
        if token.look.quote_closes
            && let Some(first) = opened.take()
        {
            found.push(first..at + 1);
        }
    }
    found
}

/// Where `chunk` parts after a dash between two words.
fn glued_dash(chunk: &str) -> Option<usize> {
    let mut before = ' ';
    let mut chars = chunk.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let part = match c {
            '—' => next.is_alphanumeric() || next == '“',
            '–' => next.is_alphabetic() && before.is_alphabetic(),
            _ => false,
        };
        if part && at > 0 {
            return Some(at + c.len_utf8());
        }
        before = c;
    }
    None
}

fn token(chunk: &str, start: usize, tags: &[Word]) -> Token {
    let mark = |pos: &Pos| matches!(pos, Pos::Punctuation | Pos::Symbol);
    let words = tags.iter().map(|tag| tag.pos).filter(|pos| !mark(pos));
    let outer = |c: char| !c.is_alphanumeric() && !matches!(c, '%' | '$' | '£' | '€' | '¥' | '#' | '&' | '+');
    let word = chunk.trim_matches(outer).to_lowercase().replace('’', "'");
    let first = chunk.trim_start_matches(outer).chars().next().unwrap_or(' ');
    // A closing quotation mark or bracket may stand behind the comma.
    let tail = chunk.trim_end_matches(['"', '\'', '”', '’', '*', '_']);
    let outside = chunk.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
    let quote_opens = chunk.trim_start_matches('(').starts_with(['"', '“', '‘', '\'']);
    // "The owners' plan" has an apostrophe.
    let possessive = words.clone().any(|pos| pos == Pos::Particle);
    let quote_closes =
        outside.len() > 1 && (outside.ends_with(['"', '”']) || outside.ends_with(['’', '\'']) && !possessive);
    Token {
        bytes: start..start + chunk.len(),
        pos: words.clone().next().unwrap_or(Pos::Punctuation),
        colon: chunk.ends_with(':'),
        dashed: chunk.ends_with(['–', '—']) || matches!(chunk, "-" | "--"),
        stopped: outside.len() < chunk.len() && chunk[outside.len()..].starts_with('.'),
        contracted: chunk.contains(['\'', '’'])
            && words
                .clone()
                .skip(1)
                .any(|pos| matches!(pos, Pos::Auxiliary | Pos::Verb)),
        look: Look {
            dash: word.is_empty() && chunk.chars().all(|c| matches!(c, '-' | '–' | '—')),
            comma: tail.ends_with(','),
            stop: tail.ends_with([';', ':', '–', '—']),
            opens: chunk.starts_with(['(', '[']),
            closes: tail.trim_end_matches(['.', ',', ';', ':']).ends_with([')', ']']),
            capital: first.is_uppercase(),
            digit: first.is_ascii_digit() || matches!(first, '$' | '£' | '€' | '¥'),
            quote: quote_opens || quote_closes,
            quote_opens,
            quote_closes,
        },
        word,
    }
}

/// The boundary before each token; the last entry is the end of the sentence.
pub(super) fn boundaries(tokens: &[Token]) -> Vec<Option<Boundary>> {
    let mut found = vec![Some(Boundary::Stop); tokens.len() + 1];
    for at in 1..tokens.len() {
        let (before, here) = (&tokens[at - 1], &tokens[at]);
        let word = here.word.as_str();
        found[at] = if before.look.dash || here.look.dash || before.look.stop || before.look.closes || here.look.opens {
            Some(Boundary::Stop)
        } else if before.look.comma {
            Some(Boundary::Comma)
        } else if word == "but" || is_relative(here) || SUBORDINATORS.contains(&word) && here.pos != Pos::Adposition {
            Some(Boundary::Clause)
        } else if here.pos == Pos::CoordinatingConjunction {
            Some(Boundary::Coordination)
        } else if here.pos == Pos::Adposition && word != "of" || word == "as" {
            Some(Boundary::Preposition)
        } else {
            None
        };
    }
    found
}

/// Whether `token` is a relative pronoun.
pub(super) fn is_relative(token: &Token) -> bool {
    RELATIVES.contains(&token.word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Vec<&str> {
        tokenize(text, 0..text.len(), &[])
            .into_iter()
            .map(|t| &text[t.bytes])
            .collect()
    }

    #[test]
    fn dashes_part_words_but_not_ranges() {
        assert_eq!(
            show("Sales rose—again—by 5–7 percent"),
            ["Sales", "rose—", "again—", "by", "5–7", "percent"]
        );
    }
}

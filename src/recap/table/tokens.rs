//! The tokens of a sentence as the table's rules see them: words with their punctuation, and where clauses part.

use std::ops::Range;

use super::lexicon::{COORDINATORS, PREPOSITIONS, RELATIVES, REPORTING, SUBORDINATORS};

/// Most tokens of a sentence that rows are made from. Longer "sentences" are lists or pages without full stops.
const MOST_TOKENS: usize = 120;

/// A word with the punctuation that touches it.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Its bytes in the document's text.
    pub(super) bytes: Range<usize>,
    /// The word in lower case, without punctuation around it; empty for a lone dash.
    pub(super) word: String,
    /// What the token looks like.
    pub(super) look: Look,
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
    /// What somebody says follows ("said that").
    Report,
}

impl Boundary {
    /// Whether what follows stands by itself as far as punctuation and conjunctions go.
    pub(super) fn is_strong(self) -> bool {
        matches!(self, Self::Stop | Self::Comma | Self::Clause)
    }
}

/// The tokens of `range` (bytes) of `text`, at most [`MOST_TOKENS`]. A dash glued between two words ("up—again")
/// parts them; between digits it does not.
pub(super) fn tokenize(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = range.start;
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
        tokens.push(token(&rest[..end], at + start));
        at += start + end;
    }
    tokens
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

fn token(chunk: &str, start: usize) -> Token {
    let outer = |c: char| !c.is_alphanumeric() && !matches!(c, '%' | '$' | '£' | '€' | '¥' | '#' | '&' | '+');
    let word = chunk.trim_matches(outer).to_lowercase().replace('’', "'");
    let first = chunk.trim_start_matches(outer).chars().next().unwrap_or(' ');
    // A closing quotation mark or bracket may stand behind the comma.
    let tail = chunk.trim_end_matches(['"', '\'', '”', '’', '*', '_']);
    let quotes = ['"', '“', '”', '‘', '\''];
    Token {
        bytes: start..start + chunk.len(),
        look: Look {
            dash: word.is_empty() && chunk.chars().all(|c| matches!(c, '-' | '–' | '—')),
            comma: tail.ends_with(','),
            stop: tail.ends_with([';', ':', '–', '—']),
            opens: chunk.starts_with(['(', '[']),
            closes: tail.trim_end_matches(['.', ',', ';', ':']).ends_with([')', ']']),
            capital: first.is_uppercase(),
            digit: first.is_ascii_digit() || matches!(first, '$' | '£' | '€' | '¥'),
            quote: chunk.starts_with(quotes) || chunk.ends_with(['"', '”', '’']),
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
        } else if SUBORDINATORS.contains(&word) || word == "but" {
            Some(Boundary::Clause)
        } else if COORDINATORS[..3].contains(&word) {
            Some(Boundary::Coordination)
        } else if word == "as" || PREPOSITIONS.contains(&word) && word != "to" {
            Some(Boundary::Preposition)
        } else if before.word == "that" && at > 1 && REPORTING.contains(&tokens[at - 2].word.as_str()) {
            Some(Boundary::Report)
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
        tokenize(text, 0..text.len())
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

    #[test]
    fn clauses_are_parted_where_words_and_commas_say_so() {
        let text = "The mill closed, the mayor said, because orders fell in May and June.";
        let tokens = tokenize(text, 0..text.len());
        let found = boundaries(&tokens);
        let at = |word: &str| found[tokens.iter().position(|t| t.word == word).expect("a token")];
        assert_eq!(at("because"), Some(Boundary::Comma));
        assert_eq!(at("in"), Some(Boundary::Preposition));
        assert_eq!(at("and"), Some(Boundary::Coordination));
        assert_eq!(at("mayor"), None);
    }
}

//! One sentence as tokens: what every rule reads instead of raw text.
//!
//! Owns how rules look around in a line. How text becomes tokens is [`super::lexer`]'s business, what a number means
//! [`super::numeral`]'s.

use std::ops::Range;

use super::lexer;
use super::lexicon::{Entry, Opens};
use super::mention::{Mention, Value};
use super::numeral::{self, Numeral};
use crate::span::Span;

/// The smallest piece a rule looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// First byte, in the document's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whether it follows the token before it without white space.
    pub glued: bool,
    pub kind: Kind,
}

/// What a token is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Letters; with what the lexicon knows about them.
    Word(Option<&'static Entry>),
    /// Digits with their separators, and their value.
    Number(f64),
    /// Something with digits that is no number: a version, an address on the net.
    Code,
    /// Any other character.
    Mark(char),
}

/// A lexed sentence. Rules address tokens by index; an index outside is simply nothing, so that rules can look
/// around (`i + 1`, `i.wrapping_sub(1)`) without bounds checks of their own.
#[derive(Debug)]
pub(super) struct Line<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    numerals: Vec<Numeral>,
    /// For each token, one more than the index of the numeral that starts there; 0 for none.
    numeral_at: Vec<u32>,
}

impl<'a> Line<'a> {
    /// Lexes the bytes of `span` in `text` and finds the numerals.
    pub fn new(text: &'a str, span: Span) -> Self {
        let mut line = Self {
            text,
            tokens: lexer::lex(text, span),
            numerals: Vec::new(),
            numeral_at: Vec::new(),
        };
        line.numerals = numeral::scan(&line);
        line.numeral_at = vec![0; line.tokens.len()];
        for (index, numeral) in line.numerals.iter().enumerate() {
            line.numeral_at[numeral.first] = index as u32 + 1;
        }
        line
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token at `i`.
    pub fn token(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    /// The numerals, in order and without overlaps.
    pub fn numerals(&self) -> &[Numeral] {
        &self.numerals
    }

    /// The numeral that starts at token `i`.
    pub fn numeral(&self, i: usize) -> Option<&Numeral> {
        let index = *self.numeral_at.get(i)?;
        self.numerals.get((index as usize).wrapping_sub(1))
    }

    /// Whether a numeral ends right before token `i`.
    pub fn ends_numeral(&self, i: usize) -> bool {
        let after = self.numerals.partition_point(|n| n.end <= i);
        after.checked_sub(1).is_some_and(|n| self.numerals[n].end == i)
    }

    /// Whether the numeral that ends before token `i` is vague or leaves its count open ("millions | of dollars").
    pub fn numeral_ends_vague(&self, i: usize) -> bool {
        let after = self.numerals.partition_point(|n| n.end <= i);
        after
            .checked_sub(1)
            .is_some_and(|n| self.numerals[n].end == i && self.numerals[n].scaled)
    }

    /// The words of token `i`; empty outside the sentence.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| &self.text[t.start..t.end])
    }

    /// Whether token `i` is `word`, whatever its case.
    pub fn is(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    /// Whether token `i` is one of `words`, whatever its case.
    pub fn is_any(&self, i: usize, words: &[&str]) -> bool {
        let word = self.word(i);
        !word.is_empty() && words.iter().any(|w| word.eq_ignore_ascii_case(w))
    }

    /// Whether token `i` is the character `mark`.
    pub fn mark(&self, i: usize, mark: char) -> bool {
        matches!(self.tokens.get(i), Some(Token { kind: Kind::Mark(m), .. }) if *m == mark)
    }

    /// The character, where token `i` is one.
    pub fn any_mark(&self, i: usize) -> Option<char> {
        match self.tokens.get(i)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// Whether token `i` is a hyphen or a dash.
    pub fn hyphen(&self, i: usize) -> bool {
        self.any_mark(i).is_some_and(is_hyphen)
    }

    /// The token after an optional hyphen at `i`.
    pub fn after_hyphen(&self, i: usize) -> usize {
        if self.hyphen(i) { i + 1 } else { i }
    }

    /// Whether token `i` is letters.
    pub fn is_word(&self, i: usize) -> bool {
        matches!(
            self.tokens.get(i),
            Some(Token {
                kind: Kind::Word(_),
                ..
            })
        )
    }

    /// The value, where token `i` is digits.
    pub fn number(&self, i: usize) -> Option<f64> {
        match self.tokens.get(i)?.kind {
            Kind::Number(value) => Some(value),
            _ => None,
        }
    }

    /// The value, where token `i` is plain digits without separators, and how many digits those are.
    pub fn digits(&self, i: usize) -> Option<(u32, usize)> {
        self.number(i)?;
        let word = self.word(i);
        let plain = word.len() <= 9 && word.bytes().all(|b| b.is_ascii_digit());
        plain
            .then(|| word.parse().ok().map(|value| (value, word.len())))
            .flatten()
    }

    /// What the lexicon knows about the word at `i`.
    pub fn entry(&self, i: usize) -> Option<&'static Entry> {
        match self.tokens.get(i)?.kind {
            Kind::Word(entry) => entry,
            _ => None,
        }
    }

    /// Whether token `i` follows the one before it without white space.
    pub fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.glued)
    }

    /// Whether punctuation stuck to what stands before `i` goes straight on with digits ("3-1", "4:30").
    pub fn glued_number(&self, i: usize) -> bool {
        self.glued(i) && self.any_mark(i).is_some() && self.glued(i + 1) && self.number(i + 1).is_some()
    }

    /// Whether something of the kind `opens` can start at token `i`. Digits can start anything.
    pub fn opens(&self, i: usize, opens: Opens) -> bool {
        match self.tokens.get(i).map(|t| t.kind) {
            Some(Kind::Word(entry)) => entry.is_some_and(|e| e.opens.any(opens)),
            Some(Kind::Number(_)) => true,
            Some(Kind::Code) => opens == Opens::DATE,
            Some(Kind::Mark(mark)) => match mark {
                '-' | '−' => opens == Opens::NUMERAL,
                '\'' | '’' => opens == Opens::DATE,
                _ => false,
            },
            None => false,
        }
    }

    /// Whether token `i` starts with an upper-case letter.
    pub fn capital(&self, i: usize) -> bool {
        self.word(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether nothing that could be a noun follows at `i`: the sentence ends or punctuation stands there.
    pub fn at_break(&self, i: usize) -> bool {
        match self.any_mark(i) {
            Some(mark) => matches!(
                mark,
                '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '"' | '”' | '’' | '—' | '–'
            ),
            None => i >= self.tokens.len(),
        }
    }

    /// The bytes of `tokens`.
    pub fn span(&self, tokens: Range<usize>) -> Option<Span> {
        let first = self.tokens.get(tokens.start)?;
        let last = self.tokens.get(tokens.end.checked_sub(1)?)?;
        Span::new(self.text, first.start..last.end)
    }

    /// A mention of `tokens`; nothing where those are none.
    pub fn mention(&self, tokens: Range<usize>, value: Value) -> Option<Mention> {
        Some(Mention {
            span: self.span(tokens)?,
            value,
        })
    }
}

/// Hyphens and dashes: people use all of them in ranges and compounds.
pub(super) fn is_hyphen(mark: char) -> bool {
    matches!(mark, '-' | '‐' | '‑' | '‒' | '–' | '—' | '−')
}

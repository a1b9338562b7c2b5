//! Labelled sentences from `.conll` files, put together again as running text.

use std::ops::Range;

/// A sentence as an author would write it, with its gold tokens.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    pub text: String,
    pub tokens: Vec<Token>,
}

/// A token of the file.
#[derive(Clone, Debug)]
pub struct Token {
    /// Its bytes in the text.
    pub bytes: Range<usize>,
    pub label: String,
}

impl Sentence {
    /// Its tokens' words and labels.
    pub fn words(&self) -> Vec<(&str, &str)> {
        let tokens = self.tokens.iter();
        tokens
            .map(|token| (&self.text[token.bytes.clone()], token.label.as_str()))
            .collect()
    }
}

/// The sentences of a file.
pub fn read(file: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut tokens = Vec::new();
    for line in file.lines().skip_while(|line| line.starts_with("# ")).chain([""]) {
        match line.split_once('\t') {
            Some(token) => tokens.push(token),
            None if tokens.is_empty() => {}
            None => sentences.push(join(&std::mem::take(&mut tokens))),
        }
    }
    sentences
}

/// The sentence of `tokens`, words and labels, with spaces where an author would set them.
pub fn join(tokens: &[(&str, &str)]) -> Sentence {
    let mut sentence = Sentence::default();
    let mut glue = true;
    let mut quoted = false;
    for (i, &(token, label)) in tokens.iter().enumerate() {
        let before = i.checked_sub(1).map_or("", |before| tokens[before].0);
        let after = tokens.get(i + 1).map_or("", |after| after.0);
        let closes = token == "\"" && quoted || token == "'" && before.ends_with('s');
        let opens = token == "\"" && !quoted;
        let between = matches!(token, "-" | "/") && before.ends_with(is_word) && after.starts_with(is_word);
        if !(glue || closes || between || sticks_left(token)) {
            sentence.text.push(' ');
        }
        let start = sentence.text.len();
        // No-break spaces inside a token would part it.
        sentence.text.extend(token.chars().filter(|c| !c.is_whitespace()));
        sentence.tokens.push(Token {
            bytes: start..sentence.text.len(),
            label: label.to_owned(),
        });
        glue = opens || between || matches!(token, "(" | "[" | "{" | "$" | "£" | "€" | "#" | "``" | "“" | "‘");
        quoted ^= token == "\"";
    }
    sentence
}

fn sticks_left(token: &str) -> bool {
    const MARKS: &[&str] = &[
        ",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "...", "''", "”", "’", "'s", "'re", "'ve", "'ll", "'d", "'m",
        "n't", "’s", "’re", "’ve", "’ll", "’d", "’m", "n’t",
    ];
    MARKS.contains(&token.to_lowercase().as_str())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

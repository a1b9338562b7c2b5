//! What the encoder does not see of a word: it reads lower case only, so capitals reach the heads from here.
//!
//! Every feature is a string that is hashed into a table of trained vectors (Weinberger et al. 2009); a word's vector is
//! the sum of its features'. The hash is part of the weights: changing it means training again.

use std::fmt::Write;

/// Rows of the table.
pub const BUCKETS: usize = 2048;

/// Features a word has.
pub const FEATURES: usize = 9;

/// The rows of every word's features. `words` are those of one sentence, in order.
pub fn features(words: &[&str]) -> Vec<[u32; FEATURES]> {
    let shapes: Vec<String> = words.iter().map(|word| shape(word)).collect();
    let style = style(words);
    let beside = |i: Option<usize>| i.and_then(|i| shapes.get(i)).map_or("", String::as_str);
    let mut text = String::new();
    let mut rows = Vec::with_capacity(words.len());
    // The first word of a sentence or quotation is written large whatever it is.
    let mut opens = true;
    for (i, word) in words.iter().enumerate() {
        let shape = shapes[i].as_str();
        let before = beside(i.checked_sub(1));
        let after = beside(Some(i + 1));
        let case = case(word);
        let lower = word.to_lowercase();
        let mut row = [0; FEATURES];
        let mut slot = 0;
        let mut add = |parts: std::fmt::Arguments| {
            text.clear();
            // Writing to a string cannot fail.
            let _ = text.write_fmt(parts);
            row[slot] = bucket(slot as u8, &text);
            slot += 1;
        };
        add(format_args!("{shape}"));
        add(format_args!("{before}"));
        add(format_args!("{after}"));
        add(format_args!("{}", ending(&lower, 3)));
        add(format_args!("{}", ending(&lower, 2)));
        add(format_args!("{}", beginning(&lower, 3)));
        add(format_args!("{style}{case}{}", u8::from(opens)));
        add(format_args!("{}{case}{}", capital(before), capital(after)));
        add(format_args!(
            "{}",
            if lower.chars().count() <= 4 { lower.as_str() } else { "" }
        ));
        rows.push(row);
        opens = (opens || matches!(*word, ":" | "." | "?" | "!")) && !word.starts_with(char::is_alphanumeric)
            || matches!(*word, "\"" | "“" | "``" | "''");
    }
    rows
}

/// FNV-1a, a feature's kind before its text.
fn bucket(kind: u8, text: &str) -> u32 {
    let mut hash = 0x811c_9dc5u32;
    for byte in std::iter::once(kind).chain(text.bytes()) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    // The low bits of FNV are its weakest.
    (hash ^ (hash >> 16)) % BUCKETS as u32
}

/// "Quist" is "Xx", "U.S." "X.X.", "iPhone" "xXx", "29.3" "d.d"; runs count once.
fn shape(word: &str) -> String {
    let mut shape = String::new();
    let mut last = '\0';
    for c in word.chars() {
        let class = match c {
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            _ if c.is_numeric() => 'd',
            _ => c,
        };
        if class != last {
            shape.push(class);
        }
        last = class;
        // What is longer tells no more.
        if shape.len() >= 12 {
            break;
        }
    }
    if shape == "X" && word.chars().nth(1).is_some() {
        // One capital is an initial or "I", several are an acronym.
        shape.push('X');
    }
    shape
}

/// How a word is written: all lower ('x'), capitalised ('C'), all capitals ('A'), with a digit ('d') or otherwise ('o').
fn case(word: &str) -> char {
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    match (letters, upper) {
        _ if word.contains(|c: char| c.is_numeric()) => 'd',
        (0, _) => 'o',
        (_, 0) => 'x',
        _ if upper == letters && letters > 1 => 'A',
        _ if word.starts_with(char::is_uppercase) => 'C',
        _ => 'o',
    }
}

fn capital(shape: &str) -> u8 {
    u8::from(shape.starts_with('X'))
}

/// How the sentence is written: as prose ('p'), without any capital ('l'), in capitals ('u') or as a title ('t').
fn style(words: &[&str]) -> char {
    let long: Vec<&&str> = words
        .iter()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3)
        .collect();
    let all_caps = long.iter().filter(|word| case(word) == 'A').count();
    let capital = long.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    match long.len() {
        _ if !words.iter().any(|word| word.contains(char::is_uppercase)) => 'l',
        0..=1 => 's',
        n if all_caps * 3 >= n * 2 => 'u',
        n if capital * 4 >= n * 3 => 't',
        _ => 'p',
    }
}

/// The last `n` characters.
fn ending(word: &str, n: usize) -> &str {
    word.char_indices().rev().nth(n - 1).map_or(word, |(at, _)| &word[at..])
}

/// The first `n` characters.
fn beginning(word: &str, n: usize) -> &str {
    word.char_indices().nth(n).map_or(word, |(at, _)| &word[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_collapse_runs() {
        for (word, expected) in [
            ("Quist", "Xx"),
            ("U.S.", "X.X."),
            ("AWS", "XX"),
            ("I", "X"),
            ("iPhone", "xXx"),
            ("29.3", "d.d"),
            ("…", "…"),
        ] {
            assert_eq!(shape(word), expected);
        }
    }

    #[test]
    fn styles_of_sentences() {
        let style = |text: &str| style(&text.split(' ').collect::<Vec<_>>());
        assert_eq!(style("The mill in Orrin closed on Friday ."), 'p');
        assert_eq!(style("Orrin Mill Closes After Ninety Years"), 't');
        assert_eq!(style("ORRIN MILL CLOSES AFTER NINETY YEARS"), 'u');
        assert_eq!(style("orrin mill closes"), 'l');
    }
}

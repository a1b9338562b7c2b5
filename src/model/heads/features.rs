//! What the encoder does not see of a word: it reads lower case only, so capitals reach the heads from here.
//!
//! Every feature is a string that is hashed into a table of trained vectors (Weinberger et al. 2009); a word's vector is
//! the sum of its features'. The hash is part of the weights: changing it means training again.

/// Rows of the table.
pub const BUCKETS: usize = 2048;

/// Features a word has.
pub const FEATURES: usize = 9;

/// The rows of every word's features. `words` are those of one sentence, in order.
pub fn features(words: &[&str]) -> Vec<[u32; FEATURES]> {
    let shapes: Vec<String> = words.iter().map(|word| shape(word)).collect();
    let style = style(words);
    let beside = |i: Option<usize>| i.and_then(|i| shapes.get(i)).map_or("", String::as_str);
    let mut rows = Vec::with_capacity(words.len());
    // The first word of a sentence or quotation is written large whatever it is.
    let mut opens = true;
    for (i, word) in words.iter().enumerate() {
        let shape = shapes[i].as_str();
        let before = beside(i.checked_sub(1));
        let after = beside(Some(i + 1));
        let case = case(word);
        let lower = word.to_lowercase();
        let short = lower.chars().nth(4).is_none();
        rows.push([
            Feature::new(0).text(shape).bucket(),
            Feature::new(1).text(before).bucket(),
            Feature::new(2).text(after).bucket(),
            Feature::new(3).text(ending(&lower, 3)).bucket(),
            Feature::new(4).text(ending(&lower, 2)).bucket(),
            Feature::new(5).text(beginning(&lower, 3)).bucket(),
            Feature::new(6).byte(style).byte(case).byte(digit(opens)).bucket(),
            Feature::new(7)
                .byte(digit(capital(before)))
                .byte(case)
                .byte(digit(capital(after)))
                .bucket(),
            Feature::new(8).text(if short { &lower } else { "" }).bucket(),
        ]);
        opens = (opens || matches!(*word, ":" | "." | "?" | "!")) && !word.starts_with(char::is_alphanumeric)
            || matches!(*word, "\"" | "“" | "``" | "''");
    }
    rows
}

/// The hash of a feature, its kind before its text: FNV-1a.
struct Feature(u32);

impl Feature {
    fn new(kind: u8) -> Self {
        Self(0x811c_9dc5).byte(kind)
    }

    fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    fn text(self, text: &str) -> Self {
        text.bytes().fold(self, Self::byte)
    }

    fn bucket(self) -> u32 {
        // The low bits of FNV are its weakest.
        (self.0 ^ (self.0 >> 16)) % BUCKETS as u32
    }
}

fn digit(value: bool) -> u8 {
    if value { b'1' } else { b'0' }
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
fn case(word: &str) -> u8 {
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    match (letters, upper) {
        _ if word.contains(|c: char| c.is_numeric()) => b'd',
        (0, _) => b'o',
        (_, 0) => b'x',
        _ if upper == letters && letters > 1 => b'A',
        _ if word.starts_with(char::is_uppercase) => b'C',
        _ => b'o',
    }
}

fn capital(shape: &str) -> bool {
    shape.starts_with('X')
}

/// How the sentence is written: as prose ('p'), without any capital ('l'), in capitals ('u') or as a title ('t').
fn style(words: &[&str]) -> u8 {
    let long: Vec<&&str> = words
        .iter()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3)
        .collect();
    let all_caps = long.iter().filter(|word| case(word) == b'A').count();
    let capital = long.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    match long.len() {
        _ if !words.iter().any(|word| word.contains(char::is_uppercase)) => b'l',
        0..=1 => b's',
        n if all_caps * 3 >= n * 2 => b'u',
        n if capital * 4 >= n * 3 => b't',
        _ => b'p',
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
        assert_eq!(style("The mill in Orrin closed on Friday ."), b'p');
        assert_eq!(style("Orrin Mill Closes After Ninety Years"), b't');
        assert_eq!(style("ORRIN MILL CLOSES AFTER NINETY YEARS"), b'u');
        assert_eq!(style("orrin mill closes"), b'l');
    }
}

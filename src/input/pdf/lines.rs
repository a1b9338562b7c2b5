//! Lines of print become running text: hyphens at their ends go where the word has none, paragraphs go on.

use std::collections::HashSet;

/// Two or three letters that a font draws as one, as the letters they are.
pub(super) fn without_ligatures(words: String) -> String {
    const LIGATURES: [(char, &str); 7] = [
        ('ﬀ', "ff"),
        ('ﬁ', "fi"),
        ('ﬂ', "fl"),
        ('ﬃ', "ffi"),
        ('ﬄ', "ffl"),
        ('ﬅ', "st"),
        ('ﬆ', "st"),
    ];
    let drawn = |c: char| ('\u{fb00}'..='\u{fb06}').contains(&c);
    if !words.contains(drawn) {
        return words;
    }
    let letters = |words: String, (drawn, letters): (char, &str)| words.replace(drawn, letters);
    LIGATURES.into_iter().fold(words, letters)
}

/// The words of a document, to tell a hyphen that a line end made from one that belongs to its word.
#[derive(Debug)]
pub(super) struct Words {
    /// Asked only for what it holds, so that its order never shows.
    hyphenated: HashSet<String>,
}

impl Words {
    pub(super) fn new<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let inside = |line: &'a str| {
            // The last word may be cut.
            let whole = line
                .trim_end()
                .rsplit_once(char::is_whitespace)
                .map_or("", |(whole, _)| whole);
            whole.split_whitespace().filter(|w| w.contains(HYPHENS))
        };
        Self {
            hyphenated: lines.flat_map(inside).map(bare).collect(),
        }
    }

    /// The lines as one.
    pub(super) fn join<'a>(&self, lines: impl Iterator<Item = &'a str>) -> String {
        let mut joined = String::new();
        for line in lines {
            self.append(&mut joined, line);
        }
        joined
    }

    /// Adds a line to those before it.
    pub(super) fn append(&self, joined: &mut String, line: &str) {
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        let kept = joined.trim_end_matches(HYPHENS);
        let cut = kept.len() < joined.len() && kept.ends_with(char::is_alphabetic);
        let lower = line.starts_with(char::is_lowercase);
        if cut && joined[kept.len()..].chars().count() == 1 {
            let soft = joined.ends_with('\u{ad}');
            let start = kept.rfind(char::is_whitespace).map_or(0, |at| at + 1);
            let end = line.find(char::is_whitespace).unwrap_or(line.len());
            let word = bare(&format!("{}{}", &joined[start..], &line[..end]));
            if soft || lower && !self.hyphenated.contains(&word) {
                joined.truncate(kept.len());
            }
        } else if !(joined.is_empty() || ends_wide(joined) && starts_wide(line)) {
            joined.push(' ');
        }
        let mut words = line.split_whitespace().peekable();
        while let Some(word) = words.next() {
            // Soft hyphens inside a line are not seen.
            joined.extend(
                word.chars()
                    .filter(|c| *c != '\u{ad}' || words.peek().is_none() && word.ends_with(*c)),
            );
            if words.peek().is_some() {
                joined.push(' ');
            }
        }
    }
}

/// Hyphens that may stand at the end of a line: as typed, as typeset, soft.
const HYPHENS: &[char] = &['-', '\u{2010}', '\u{ad}'];

/// A word in lower case, without what stands around it and with one kind of hyphen.
fn bare(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let hyphen = |c: char| if HYPHENS.contains(&c) { '-' } else { c };
    word.chars().flat_map(char::to_lowercase).map(hyphen).collect()
}

/// Scripts that part no words.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}')
}

fn ends_wide(text: &str) -> bool {
    text.chars().next_back().is_some_and(is_wide)
}

fn starts_wide(text: &str) -> bool {
    text.chars().next().is_some_and(is_wide)
}

/// Signs of list items; fonts of signs often say nothing about which sign it is.
const BULLETS: &[char] = &[
    '•', '●', '○', '◦', '▪', '■', '▸', '►', '‣', '·', '\u{fffd}', '\u{f0b7}', '\u{f0a7}',
];

/// What follows the bullet that `line` starts with.
pub(super) fn bullet(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix(BULLETS)?;
    let words = rest.trim_start();
    (words.len() < rest.len() && !words.is_empty()).then_some(words)
}

pub(super) fn ends_sentence(line: &str) -> bool {
    let end = line.trim_end().trim_end_matches(['"', '”', '’', '\'', ')', '»', ']']);
    end.ends_with(['.', '!', '?', ':', '…', '。'])
}

/// Whether a paragraph that ends like `before` goes on in one that starts like `after`.
pub(super) fn goes_on(before: &str, after: &str) -> bool {
    let ended = ends_sentence(before);
    let long = before.split_whitespace().nth(4).is_some();
    let starts = after.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    long && !ended && (starts || before.ends_with(HYPHENS))
}

/// The columns of what looks like a table and is running text set in columns: most cells go on in the one below.
pub(super) fn columns(rows: &[Vec<String>]) -> Option<Vec<Vec<String>>> {
    let count = rows
        .iter()
        .map(Vec::len)
        .max()
        .filter(|count| (2..=4).contains(count))?;
    let columns: Vec<Vec<String>> = (0..count)
        .map(|at| {
            rows.iter()
                .filter_map(|row| row.get(at))
                .filter(|c| !c.trim().is_empty())
                .cloned()
                .collect()
        })
        .collect();
    let runs = columns.iter().all(|column: &Vec<String>| {
        let pairs = column.windows(2);
        let on = pairs.filter(|pair| {
            let long = pair[0].split_whitespace().nth(2).is_some();
            let ended = pair[0].trim_end().ends_with(['.', '!', '?', ':', ';']);
            long && !ended && pair[1].trim_start().starts_with(char::is_lowercase)
        });
        column.len() >= 3 && on.count() * 2 >= column.len() - 1
    });
    runs.then_some(columns)
}

/// "12", "- 12 -", "Page 3 of 12", "3/12".
pub(super) fn is_page_number(line: &str) -> bool {
    let mut numbers = 0;
    let mut others = 0;
    for word in line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let is_number = word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
        numbers += usize::from(is_number);
        let known = ["page", "of", "p", "seite", "von", "sur", "de"].contains(&word.to_lowercase().as_str());
        others += usize::from(!is_number && !known);
    }
    (1..=2).contains(&numbers) && others == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn join(lines: &[&str]) -> String {
        Words::new(lines.iter().copied()).join(lines.iter().copied())
    }

    #[test]
    fn hyphens_at_line_ends() {
        let cases: &[(&[&str], &str)] = &[
            (&["The har-", "bour was closed."], "The harbour was closed."),
            (&["The har\u{2010}", "bour was closed."], "The harbour was closed."),
            (&["The har\u{ad}", "bour was closed."], "The harbour was closed."),
            (
                &["A long-term plan needs", "a long-", "term view."],
                "A long-term plan needs a long-term view.",
            ),
            (&["The Anglo-", "Saxon king"], "The Anglo-Saxon king"),
            (&["From 3-", "4 days"], "From 3- 4 days"),
            (&["one", "two", "", "three"], "one two three"),
            (&["a soft\u{ad}ly said word"], "a softly said word"),
            (&["港の再", "開は来月"], "港の再開は来月"),
        ];
        for (lines, expected) in cases {
            assert_eq!(join(lines), *expected);
        }
    }

    #[test]
    fn bullets_and_columns() {
        assert_eq!(bullet(" • One"), Some("One"));
        assert_eq!(bullet("•"), None);
        assert_eq!(bullet("One"), None);
        let row = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        let prose = [
            row("The lock gate broke in", "Nobody was hurt in it, said"),
            row("the night, and the water", "the harbour master, but six"),
            row("rose over the quay.", "boats were lost."),
        ];
        assert_eq!(columns(&prose).map(|c| c.len()), Some(2));
        let table = [row("Year", "Fees"), row("2025", "3.1"), row("2026", "1.2")];
        assert_eq!(columns(&table), None);
    }

    #[test]
    fn page_numbers() {
        for number in ["12", "- 12 -", "Page 3 of 12", "3/12", "[7]"] {
            assert!(is_page_number(number), "{number}");
        }
        for other in ["", "Page", "In 2025", "12 people", "1 2 3"] {
            assert!(!is_page_number(other), "{other}");
        }
    }

    #[test]
    fn paragraphs_go_on_over_the_end_of_a_page() {
        assert!(goes_on("The mayor said that the old harbour", "would stay closed."));
        assert!(!goes_on("The mayor said that it was over.", "would it?"));
        assert!(!goes_on("The mayor said that the old harbour", "Another story"));
    }
}

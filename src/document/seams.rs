//! Ends of sentences that the segmenter does not see.
//!
//! Three kinds: no full stop between two sentences, as where the text of a page has lost its line breaks ("a photograph of
//! the pier The council met again"); no space behind it ("It closed.The council met again"); and a full stop that may be
//! an abbreviation's, where the words behind it only make sense as a new sentence ("cracks of 4 mm. Repairs cost more").

use crate::span::Span;

/// `sentence` itself, or the sentences that stand in it.
pub(super) fn seams(text: &str, sentence: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = sentence.start();
    for (at, c) in sentence.slice(text).char_indices() {
        let mut seam = sentence.start() + at;
        let parts = if c.is_whitespace() {
            let (before, after) = (&text[start..seam], &text[seam..sentence.end()]);
            is_seam(before, after) || is_hidden_end(before, after)
        } else if c == '.' {
            seam += 1;
            lacks_space(&text[start..seam], &text[seam..sentence.end()])
        } else {
            false
        };
        if parts {
            found.extend(Span::trimmed(text, start..seam));
            start = seam;
        }
    }
    found.extend(Span::trimmed(text, start..sentence.end()));
    found
}

/// Whether a sentence ends with `before` and another begins with `after`, for all that no mark says so: a word that only
/// starts a sentence in capitals, before one in small letters and behind one that is not waiting for it.
fn is_seam(before: &str, after: &str) -> bool {
    let mut words = after.split_whitespace();
    let (Some(opener), Some(next)) = (words.next(), words.next()) else {
        return false;
    };
    if !OPENERS.contains(&opener) || !next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()) {
        return false;
    }
    let long = |part: &str| part.split_whitespace().nth(FEWEST_WORDS - 1).is_some();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let ends = last.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '\'' | '’' | '”' | '"'));
    let name = last.starts_with(char::is_uppercase) && !OPENS_BEHIND_NAMES.contains(&opener);
    let waits = WAITS.contains(&last.to_lowercase().as_str()) || opener == "A" && TAKES_A_LETTER.contains(&last);
    long(before) && long(after) && ends && !name && !waits
}

/// Fewest words of a sentence that no mark ends or begins.
const FEWEST_WORDS: usize = 4;

/// Words that are written large at the start of a sentence, and hardly elsewhere before a word in small letters.
const OPENERS: &[&str] = &[
    "A",
    "After",
    "Although",
    "And",
    "As",
    "At",
    "But",
    "He",
    "Her",
    "His",
    "However",
    "If",
    "In",
    "It",
    "Its",
    "Meanwhile",
    "On",
    "She",
    "Since",
    "The",
    "Their",
    "There",
    "They",
    "This",
    "We",
    "When",
    "While",
];

/// Those of them that are no part of a name behind one ("Serie A side").
const OPENS_BEHIND_NAMES: &[&str] = &["But", "He", "Her", "His", "It", "She", "The", "Their", "They"];

/// Words that want another behind them, which may be written large: a title or a deity.
const WAITS: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "nor", "than", "that", "of", "to", "by", "from", "in", "on", "at", "for",
    "with", "as", "into", "over", "under", "about", "via", "vs", "per", "if", "when", "because", "is", "are", "was",
    "were", "be", "who", "which", "not", "his", "her", "their", "its", "our", "my", "your", "this", "says", "said",
    "told", "called", "titled", "entitled", "named", "dubbed",
];

/// Words that a letter stands behind.
const TAKES_A_LETTER: &[&str] = &[
    "category",
    "class",
    "grade",
    "group",
    "hepatitis",
    "influenza",
    "letters",
    "plan",
    "straight",
    "type",
    "vitamin",
];

/// Whether the full stop that ends `before`, an abbreviation's to the segmenter, ends a sentence too.
fn is_hidden_end(before: &str, after: &str) -> bool {
    let Some(last) = before
        .ends_with('.')
        .then(|| before.rsplit(char::is_whitespace).next().unwrap_or_default())
    else {
        return false;
    };
    let mut words = after.split_whitespace();
    let (Some(next), Some(second)) = (words.next(), words.next()) else {
        return false;
    };
    let opens = next.trim_start_matches(['"', '“', '‘', '\'']);
    if !opens.starts_with(char::is_uppercase) {
        return false;
    }
    // A month written in full is no abbreviation, nor is the name.
    if last == "May." {
        return true;
    }
    let bare = last.trim_start_matches(|c: char| !c.is_alphanumeric());
    let figure = before[..before.len() - last.len()]
        .trim_end()
        .ends_with(|c: char| c.is_ascii_digit());
    let glued = bare.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let glued_unit = glued.len() < bare.len() && UNITS.contains(&glued);
    if UNITS.contains(&bare) && figure || glued_unit {
        return true;
    }
    // "Jr. Tenors sang" starts anew, "Inc. Chief Executive Ada Marsh" and "Jr. Day" do not.
    let plain = second.starts_with(char::is_lowercase) || OPENERS.contains(&opens);
    BEHIND_NAMES.contains(&bare) && plain && !GOES_ON.contains(&opens)
}

/// Whether a sentence ends with the full stop of `before` and the next one starts with `after`, glued to it.
fn lacks_space(before: &str, after: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut words = after.split_whitespace();
    let (Some(next), Some(second)) = (words.next(), words.next()) else {
        return false;
    };
    let stem = &word[..word.len().saturating_sub(1)];
    let ends = stem.chars().count() > 2 && stem.chars().all(char::is_lowercase);
    let mut letters = next.chars();
    let starts = letters.next().is_some_and(char::is_uppercase)
        && letters.all(|c| c.is_lowercase() || matches!(c, ',' | '\'' | '’'));
    let long = before.split_whitespace().nth(FEWEST_WORDS - 2).is_some();
    ends && starts && long && !second.starts_with('(')
}

/// Abbreviated units, which stand behind a number.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "mm.", "cm.", "km.", "m.", "kg.", "g.", "mg.", "t.", "mph.", "kph.", "lb.", "lbs.", "oz.", "ft.", "in.", "yd.", "mi.",
    "ha.", "kW.", "MW.", "GW.", "kWh.", "MWh.", "GWh.", "KB.", "MB.", "GB.", "TB.", "min.", "sec.", "hr.", "hrs.", "yrs.",
    "sq.", "bn.", "mn.", "pct.", "p.", "km/h.",
];

/// What stands behind the names of people and companies.
#[rustfmt::skip]
const BEHIND_NAMES: &[&str] = &[
    "Jr.", "Sr.", "Inc.", "Ltd.", "Corp.", "Co.", "Bros.", "Esq.", "Ph.D.", "M.D.", "K.C.", "Q.C.", "M.P.", "S.A.", "N.V.",
    "L.P.", "plc.", "LLC.", "etc.",
];

/// Words that a name with one of those goes on with.
const GOES_ON: &[&str] = &[
    "Day",
    "Boulevard",
    "Drive",
    "Avenue",
    "Street",
    "High",
    "School",
    "Park",
];

#[cfg(test)]
mod tests {
    use super::super::sentences::testing::split_text;

    #[test]
    fn lost_line_breaks_end_sentences() {
        let cases: &[&[&str]] = &[
            &[
                "Councillors in front of the coal pier",
                "The vote was taken on Tuesday night.",
            ],
            &[
                "Falk (left) with the harbour master of Vellin",
                "She has led the council since 2011.",
            ],
            &[
                "The last crane, sold for scrap in August (file photo)",
                "It had stood still.",
            ],
            &[
                "A boy watches from the quay of the old harbour",
                "A 12-year-old girl waves back.",
            ],
        ];
        for expected in cases {
            assert_eq!(split_text(&expected.join(" ")), *expected);
        }
        let whole = [
            "She went to see her doctor about vitamin A deficiency in children.",
            "He told readers of the book that He is a Serie A side in a film called The mill.",
            "According to The Orrin Post the council met in The Hague on Tuesday night.",
            "Why the Mill Lost The Battle It Won.",
            "It is late. The men left.",
        ];
        assert_eq!(split_text(&whole[..4].join(" ")), whole[..4]);
        assert_eq!(split_text(whole[4]).len(), 2);
    }

    #[test]
    fn a_full_stop_behind_a_unit_a_suffix_or_the_month_of_may_ends_a_sentence() {
        let cases: &[&[&str]] = &[
            &["The pier has three holes of 6 cm.", "Repairs start in April."],
            &["Gusts hit 71mph.", "Capt. Mara Quist stayed."],
            &["“We sang,” said Ms May.", "Gates opened at six."],
            &["They met Ivo Lund Jr.", "Singers left early."],
            &["It was built by Hale Orrin K.C.", "Visitors pay £3."],
            &["It was sold to Orrin Mills Inc.", "Shares fell by a tenth."],
            &["She joined Quist & Co.", "The mill closed."],
        ];
        for expected in cases {
            assert_eq!(split_text(&expected.join(" ")), *expected);
        }
        for whole in [
            "Orrin Mills Inc. Chief Executive Mara Quist resigned.",
            "Vellin marked Ivo Lund Jr. Day in June.",
        ] {
            assert_eq!(split_text(whole), [whole]);
        }
    }

    #[test]
    fn a_missing_space_does_not_join_sentences() {
        let text = "The old mill was closed.Then the council met again.";
        assert_eq!(
            split_text(text),
            ["The old mill was closed.", "Then the council met again."]
        );
        assert!(split_text("She calls it by console.log on the page.").len() == 1);
    }
}

//! Words and their stems.

/// Runs of letters and digits; a dot or comma between digits belongs to its number.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = &rest[rest.find(char::is_alphanumeric)?..];
        let mut end = 0;
        let mut before = ' ';
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let digits = before.is_ascii_digit() && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
            if !(c.is_alphanumeric() || matches!(c, '.' | ',') && digits) {
                break;
            }
            end = at + c.len_utf8();
            before = c;
        }
        let word = &rest[..end];
        rest = &rest[end..];
        Some(word)
    })
}

/// `word` (lower case) less its inflection: enough to see that "layoffs" and "layoff", "offers" and "offered" are one.
pub(crate) fn stem(word: &str) -> String {
    if word.len() <= 3 || !word.is_ascii() || word.bytes().any(|b| b.is_ascii_digit()) {
        return word.to_owned();
    }
    let mut stem = word;
    if let Some(rest) = stem.strip_suffix("ies").filter(|r| r.len() > 2) {
        return format!("{rest}i");
    }
    if let Some(rest) = stem.strip_suffix("sses") {
        return format!("{rest}ss");
    }
    if stem.ends_with('s') && !stem.ends_with("ss") && !stem.ends_with("us") && !stem.ends_with("is") {
        stem = &stem[..stem.len() - 1];
    }
    let cut = ["ing", "ed", "ly"].iter().find_map(|suffix| stem.strip_suffix(suffix));
    if let Some(rest) = cut.filter(|rest| rest.len() > 2 && rest.bytes().any(|b| b"aeiouy".contains(&b))) {
        let bytes = rest.as_bytes();
        let doubled = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
        let keeps_double = matches!(bytes[bytes.len() - 1], b'l' | b's' | b'z');
        stem = if doubled && !keeps_double {
            &rest[..rest.len() - 1]
        } else {
            rest
        };
    }
    match stem.strip_suffix('y') {
        Some(rest) if rest.len() > 2 => format!("{rest}i"),
        _ => stem
            .strip_suffix('e')
            .filter(|rest| rest.len() > 2)
            .unwrap_or(stem)
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflections_share_a_stem() {
        let families: &[&[&str]] = &[
            &["layoff", "layoffs"],
            &["offer", "offers", "offered", "offering"],
            &["company", "companies"],
            &["plan", "plans", "planned", "planning"],
            &["close", "closed", "closing", "closely"],
            &["loss", "losses"],
        ];
        for family in families {
            assert!(family.iter().all(|word| stem(word) == stem(family[0])), "{family:?}");
        }
        assert_ne!(stem("news"), stem("newer"));
    }

    #[test]
    fn numbers_stay_whole() {
        let found: Vec<&str> = words("Up 17.5% to $29,300, or 3.").collect();
        assert_eq!(found, ["Up", "17.5", "to", "29,300", "or", "3"]);
    }
}

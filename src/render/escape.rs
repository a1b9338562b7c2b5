//! Article text made safe to stand in Markdown, and in a terminal that prints it.

use std::borrow::Cow;

/// Characters that a reader never sees but a terminal or a layout engine obeys: control characters (ESC and the C1 set
/// among them), bidirectional overrides and isolates, and the byte order mark.
pub fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether a terminal that prints `c` shows nothing for it, or obeys it: what `is_active` says, and characters without width.
pub fn is_unseen(c: char) -> bool {
    is_active(c) || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}')
}

/// `text` for a terminal: line ends and tabs stay, every other character that [`is_unseen`] is U+FFFD.
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| is_unseen(c) && !matches!(c, '\n' | '\t');
    if text.contains(hidden) {
        text.replace(hidden, "\u{fffd}").into()
    } else {
        text.into()
    }
}

/// One line of `text` as inline Markdown that renders as that text, on GitHub and in Obsidian, and in table cells.
///
/// Only what could become markup is escaped, so that the raw file still reads well: `snake_case`, "5 < 6" and
/// "$29.3 billion" stay as they are.
pub(super) fn inline(text: &str) -> String {
    let chars: Vec<char> = text.chars().filter(|&c| !is_active(c)).collect();
    let math = opens_and_closes_math(&chars);
    let mut out = String::with_capacity(text.len() + 8);
    for (i, &c) in chars.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| chars[i]);
        let after = chars.get(i + 1).copied();
        let starts_word = before.is_none_or(|b| !b.is_alphanumeric());
        let active = match c {
            '\\' | '`' | '*' | '|' | '[' | ']' | '~' => true,
            '_' => starts_word || after.is_none_or(|a| !a.is_alphanumeric()),
            '<' => after.is_some_and(|a| a.is_ascii_alphabetic() || matches!(a, '/' | '!' | '?')),
            '&' => after.is_some_and(|a| a.is_ascii_alphabetic() || a == '#') && has_semicolon(&chars[i + 1..]),
            // A tag in Obsidian, a heading at the start of a line.
            '#' => starts_word && after != Some(' ') || before.is_none(),
            '$' => math,
            // Obsidian's highlights and comments.
            '=' | '%' => after == Some(c),
            _ => false,
        };
        if active {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Like [`inline`], for text that opens a paragraph or list item, where a leading "-", ">" or "1." would be markup.
pub(super) fn line_start(text: &str) -> String {
    let escaped = inline(text);
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    let marker = match escaped.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => Some(digits),
        Some(b'-' | b'+' | b'>' | b'=') if digits == 0 => Some(0),
        _ => None,
    };
    match marker {
        Some(at) => format!("{}\\{}", &escaped[..at], &escaped[at..]),
        None => escaped,
    }
}

/// Whether an entity could end among the next characters.
fn has_semicolon(rest: &[char]) -> bool {
    rest.iter()
        .take(32)
        .take_while(|c| c.is_alphanumeric() || matches!(c, '#' | ';'))
        .any(|&c| c == ';')
}

/// Whether two dollar signs could enclose a formula: the first before, the second after something that is no space,
/// and no digit behind the second.
fn opens_and_closes_math(chars: &[char]) -> bool {
    let opens = |i: usize| chars.get(i + 1).is_some_and(|c| !c.is_whitespace());
    let closes =
        |i: usize| i > 0 && !chars[i - 1].is_whitespace() && chars.get(i + 1).is_none_or(|c| !c.is_ascii_digit());
    let mut opened = false;
    for i in (0..chars.len()).filter(|&i| chars[i] == '$') {
        if opened && closes(i) {
            return true;
        }
        opened |= opens(i);
    }
    false
}

/// `url` when it is http or https and can stand in a Markdown link as it is.
pub(super) fn link_target(url: &str) -> Option<Cow<'_, str>> {
    let lower = url.get(..8.min(url.len()))?.to_ascii_lowercase();
    if !(lower.starts_with("http://") || lower.starts_with("https://")) {
        return None;
    }
    if url.chars().any(|c| is_active(c) || c.is_whitespace()) {
        return None;
    }
    let risky = |c: char| matches!(c, '(' | ')' | '<' | '>' | '\\' | '|' | '"' | '`');
    if !url.contains(risky) {
        return Some(Cow::Borrowed(url));
    }
    let encoded = url.chars().fold(String::new(), |mut out, c| {
        if risky(c) {
            out.push_str(&format!("%{:02X}", u32::from(c)));
        } else {
            out.push(c);
        }
        out
    });
    Some(Cow::Owned(encoded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_could_be_markup_is_escaped() {
        let cases = [
            (
                "plain words, snake_case and 5 < 6 & 7",
                "plain words, snake_case and 5 < 6 & 7",
            ),
            ("a | b", "a \\| b"),
            ("*bold* _em_ `code`", "\\*bold\\* \\_em\\_ \\`code\\`"),
            ("<script>x</script>", "\\<script>x\\</script>"),
            ("&lt;b&gt; AT&T;", "\\&lt;b\\&gt; AT\\&T;"),
            ("[[wiki]] [x](javascript:y)", "\\[\\[wiki\\]\\] \\[x\\](javascript:y)"),
            (
                "$29.3 billion, up from $20 billion",
                "$29.3 billion, up from $20 billion",
            ),
            ("between $x$ and", "between \\$x\\$ and"),
            ("the #launch tag, C# and # 1", "the \\#launch tag, C# and # 1"),
            ("==high== %%note%% 100% = all", "\\==high\\== \\%%note\\%% 100% = all"),
            ("red\u{1b}[31m\u{9b}2J\u{202e}text\u{7}", "red\\[31m2Jtext"),
        ];
        for (text, expected) in cases {
            assert_eq!(inline(text), expected);
        }
    }

    #[test]
    fn a_line_does_not_start_as_a_list_quote_or_heading() {
        let cases = [
            ("1. first", "1\\. first"),
            ("2025 was dry", "2025 was dry"),
            ("- item", "\\- item"),
            ("> quote", "\\> quote"),
            ("# head", "\\# head"),
            ("+ plus", "\\+ plus"),
            ("--- rule", "\\--- rule"),
        ];
        for (text, expected) in cases {
            assert_eq!(line_start(text), expected);
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(
            link_target("https://a.example/b_(c)").as_deref(),
            Some("https://a.example/b_%28c%29")
        );
        assert_eq!(link_target("HTTP://a.example").as_deref(), Some("HTTP://a.example"));
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://a.example",
            "https://a b",
            "",
            "höttps://x",
        ] {
            assert_eq!(link_target(url), None, "{url}");
        }
    }
}

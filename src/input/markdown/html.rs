//! HTML inside of Markdown: tags go, words stay. No reader of web pages; those come as their own format.

/// Whether words stand inside of a `<script>` or `<style>`, which nobody reads.
#[derive(Debug, Default)]
pub(super) struct Silence {
    on: bool,
}

impl Silence {
    /// Takes notice of one tag.
    pub(super) fn see(&mut self, tag: &str) {
        if matches!(name(tag).as_str(), "script" | "style") {
            self.on = !tag.starts_with("</");
        }
    }

    pub(super) fn is_on(&self) -> bool {
        self.on
    }
}

/// Whether `tag` is a `<br>`.
pub(super) fn is_break(tag: &str) -> bool {
    name(tag) == "br"
}

/// The words of an HTML block, one string for each paragraph, without tags, comments, scripts and styles. Linear.
pub(super) fn paragraphs(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut words = String::new();
    let mut silence = Silence::default();
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        push_words(&mut words, &rest[..at], &silence);
        rest = &rest[at..];
        let end = if rest.starts_with("<!--") { "-->" } else { ">" };
        let opens = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
        let Some(length) = rest.find(end).filter(|_| opens).map(|at| at + end.len()) else {
            // A lone "<": a word like any other. Without ">" there is no tag behind it either.
            push_words(&mut words, "<", &silence);
            rest = &rest[1..];
            if !opens {
                continue;
            }
            break;
        };
        let tag = &rest[..length];
        silence.see(tag);
        if is_block(&name(tag)) {
            found.push(std::mem::take(&mut words));
        }
        rest = &rest[length..];
    }
    push_words(&mut words, rest, &silence);
    found.push(words);
    found.retain(|words| super::super::text::has_ink(words));
    found
}

fn push_words(into: &mut String, source: &str, silence: &Silence) {
    if silence.is_on() {
        return;
    }
    // Line ends mean no more than spaces here.
    for (index, word) in unescape(source).split_whitespace().enumerate() {
        if index > 0 || source.starts_with(char::is_whitespace) && !into.is_empty() && !into.ends_with(' ') {
            into.push(' ');
        }
        into.push_str(word);
    }
    if source.ends_with(char::is_whitespace) && !into.is_empty() && !into.ends_with(' ') {
        into.push(' ');
    }
}

/// Name of a tag, lower case: `br` of `<br/>`, `p` of `</p>`.
fn name(tag: &str) -> String {
    let tag = tag.trim_start_matches(['<', '/']);
    tag.chars()
        .take(12)
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase()
}

fn is_block(name: &str) -> bool {
    const BLOCKS: &[&str] = &[
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    BLOCKS.contains(&name)
}

/// Decodes the few character references that prose has; leaves others as they are.
fn unescape(source: &str) -> String {
    let mut parts = source.split('&');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let decoded = part
            .split_once(';')
            .and_then(|(reference, rest)| Some((character(reference)?, rest)));
        match decoded {
            Some((c, rest)) => {
                text.push(c);
                text.push_str(rest);
            }
            None => {
                text.push('&');
                text.push_str(part);
            }
        }
    }
    text
}

fn character(reference: &str) -> Option<char> {
    Some(match reference {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "euro" => '€',
        "pound" => '£',
        _ => {
            let number = reference.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())?
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_and_tags_go() {
        let cases: &[(&str, &[&str])] = &[
            (
                "<p>Rents <b>fell</b>\nin May.</p><p>Again.</p>",
                &["Rents fell in May. ", "Again."],
            ),
            (
                "<details><summary>More</summary>\nA &amp; B&#8217;s</details>",
                &["More", "A & B’s"],
            ),
            (
                "<script>alert(1)</script><style>p{}</style>Words<!-- <p>none</p> -->",
                &["Words"],
            ),
            ("3 < 4 and 5 > 4", &["3 < 4 and 5 > 4"]),
            ("a <unclosed", &["a <unclosed"]),
            ("<img src=\"a.png\" alt=\"x\">", &[]),
        ];
        for (source, expected) in cases {
            let found = paragraphs(source);
            let found: Vec<&str> = found.iter().map(|p| p.trim()).collect();
            let expected: Vec<&str> = expected.iter().map(|p| p.trim()).collect();
            assert_eq!(found, expected, "{source}");
        }
    }

    #[test]
    fn many_open_brackets_take_linear_time() {
        let source = "<a ".repeat(300_000);
        assert_eq!(paragraphs(&source).len(), 1);
        let source = "<!-- ".repeat(300_000);
        assert!(paragraphs(&source).len() <= 1);
    }
}

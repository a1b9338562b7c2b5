//! What reading apps put around the passages that they export: a section of metadata, links back to themselves.

use std::borrow::Cow;

use super::front::FrontMatter;

/// Words of links that lead back into an app.
const BACK: &[&str] = &[
    "View Highlight",
    "View in app",
    "Open in Reader",
    "Location",
    "Updated on",
];

/// A document without what an app added.
pub(super) struct Clipped<'a> {
    pub(super) text: Cow<'a, str>,
    /// What the section of metadata says.
    pub(super) said: Option<FrontMatter>,
}

/// Takes the section "Metadata" out of `markdown` where it is a list of `Key: value` and nothing else, and links back to the
/// app wherever they are.
pub(super) fn without_marks(markdown: &str) -> Clipped<'_> {
    let (text, said) = match metadata(markdown) {
        Some((start, end, said)) => (Cow::Owned([&markdown[..start], &markdown[end..]].concat()), Some(said)),
        None => (Cow::Borrowed(markdown), None),
    };
    let text = match without_links(&text) {
        Some(text) => Cow::Owned(text),
        None => text,
    };
    Clipped { text, said }
}

/// Where the section is, and what it says.
fn metadata(markdown: &str) -> Option<(usize, usize, FrontMatter)> {
    let mut at = 0;
    let mut start = None;
    let mut fields = Vec::new();
    for line in markdown.split_inclusive('\n') {
        let words = line.trim();
        if start.is_none() {
            let heading = words.trim_start_matches('#').trim();
            if words.starts_with('#') && heading.eq_ignore_ascii_case("metadata") {
                start = Some(at);
            }
        } else if let Some(item) = words.strip_prefix("- ").or_else(|| words.strip_prefix("* ")) {
            fields.push(item.split_once(':')?);
        } else if !words.is_empty() {
            // The next section; prose means that this is no list.
            if !words.starts_with('#') {
                return None;
            }
            break;
        }
        at += line.len();
    }
    let fields = fields
        .into_iter()
        .map(|(key, value)| (key.trim().trim_matches('*'), value.trim()));
    (fields.len() > 0).then(|| Some((start?, at, FrontMatter::of_fields(fields))))?
}

/// `text` without `([View Highlight](…))`; `None` where there is none.
fn without_links(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in text.match_indices("([") {
        let Some(rest) = text.get(at + 2..).filter(|_| at >= done) else {
            continue;
        };
        let back = BACK.iter().any(|back| rest.starts_with(back));
        let end = rest.find("))").filter(|end| back && !rest[..*end].contains('\n'));
        if let Some(end) = end {
            out.push_str(text[done..at].trim_end_matches(' '));
            done = at + 2 + end + 2;
        }
    }
    (done > 0).then(|| out + &text[done..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reading_app_adds_is_no_text() {
        let note = "# Kilns\n\n## Metadata\n- Author: [[Ida Holt]]\n- URL: https://kilns.example/a\n\n## Highlights\n\
            - The kiln burns peat. ([View Highlight](https://app.example/1))\n- It is hot (see [here](https://a.example)).\n";
        let clipped = without_marks(note);
        assert_eq!(
            clipped.text,
            "# Kilns\n\n## Highlights\n- The kiln burns peat.\n- It is hot (see [here](https://a.example)).\n"
        );
        let meta = clipped.said.expect("a section").meta();
        assert_eq!(meta.byline.as_deref(), Some("Ida Holt"));
        assert_eq!(meta.url.as_deref(), Some("https://kilns.example/a"));
        let prose = "## Metadata\n\nMetadata is data about data.\n";
        assert!(without_marks(prose).said.is_none() && without_marks(prose).text == prose);
    }
}

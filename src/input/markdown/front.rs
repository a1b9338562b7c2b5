//! Front matter: what a Markdown file says about itself between `---` (YAML) or `+++` (TOML) at its top.
//!
//! Reads the plain `key: value` lines that articles have, lists and folded text included. Anything deeper is passed over.

use crate::input::{Meta, source};

/// Most lines of front matter; without an end before this, the text just opens with a separator.
const MOST_LINES: usize = 500;

/// Keys and their values, in order; a list's items are parted by commas.
#[derive(Debug)]
pub(in crate::input) struct FrontMatter(Vec<(String, String)>);

/// Parts `markdown` into front matter and the rest; `None` where it has none.
pub(in crate::input) fn front_matter(markdown: &str) -> Option<(FrontMatter, &str)> {
    let trimmed = markdown.trim_start_matches(['\n', '\r', '\u{feff}']);
    let (first, rest) = trimmed.split_once('\n')?;
    let (fence, assign) = match first.trim_end() {
        "---" => ("---", ':'),
        "+++" => ("+++", '='),
        _ => return None,
    };
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    for line in rest.split_inclusive('\n').take(MOST_LINES) {
        let end = line.trim_end();
        at += line.len();
        if end == fence || fence == "---" && end == "..." {
            return (!fields.is_empty()).then(|| (FrontMatter(fields), &rest[at..]));
        }
        let words = end.trim_start();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        let nested = end.len() > words.len() || words.starts_with("- ") || words == "]";
        if nested {
            continue_field(&mut fields, words);
        } else {
            // A line that assigns nothing: prose between two separators.
            let (key, value) = end.split_once(assign)?;
            let key = key.trim().trim_matches('"');
            if key.is_empty() || key.len() > 64 || key.contains(['.', ',', ';']) {
                return None;
            }
            fields.push((key.to_lowercase(), value_of(value)));
        }
    }
    None
}

/// An indented line: an item or a fold of the field above, or a `name:` inside of it.
fn continue_field(fields: &mut [(String, String)], words: &str) {
    let Some((_, value)) = fields.last_mut() else { return };
    let item = words.strip_prefix("- ").map(str::trim);
    let words = match item.unwrap_or(words).split_once(": ") {
        Some(("name", name)) => name,
        // Some other property of a person, say.
        Some((key, _)) if !key.contains(' ') => return,
        _ => item.unwrap_or(words),
    };
    let addition = value_of(words.trim_end_matches(','));
    if !value.is_empty() && !addition.is_empty() {
        value.push_str(if item.is_some() { ", " } else { " " });
    }
    value.push_str(&addition);
}

/// A value without quotes, brackets, comment and the signs of folded text.
fn value_of(given: &str) -> String {
    let given = given.trim();
    if matches!(
        given,
        ">" | ">-" | ">+" | "|" | "|-" | "|+" | "[" | "]" | "~" | "null" | "\"\"" | "''"
    ) {
        return String::new();
    }
    if let Some(list) = given.strip_prefix('[').and_then(|g| g.strip_suffix(']'))
        && !given.starts_with("[[")
    {
        let items: Vec<String> = list.split(',').map(scalar).filter(|item| !item.is_empty()).collect();
        return items.join(", ");
    }
    scalar(given)
}

fn scalar(given: &str) -> String {
    let given = given.trim();
    let value = match given.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inner = &given[1..];
            // The closing quote is the last one; what follows it is a comment.
            let inner = inner.rfind(quote).map_or(inner, |at| &inner[..at]);
            if quote == '"' {
                inner.replace("\\\"", "\"")
            } else {
                inner.replace("''", "'")
            }
        }
        _ => given.split(" #").next().unwrap_or_default().trim().to_owned(),
    };
    // Note-taking programs link their authors.
    match value.strip_prefix("[[").and_then(|v| v.strip_suffix("]]")) {
        Some(link) => link.rsplit('|').next().unwrap_or(link).to_owned(),
        None => value,
    }
}

impl FrontMatter {
    /// What a list of `key: value` says, whatever its keys are called.
    pub(super) fn of_fields<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let key = |key: &str| match key.to_lowercase().as_str() {
            "full title" => "title".to_owned(),
            key => key.to_owned(),
        };
        Self(fields.map(|(name, value)| (key(name), value_of(value))).collect())
    }

    /// What is known from it; values that are no date or no web address are left out.
    pub(in crate::input) fn meta(&self) -> Meta {
        let first = |keys: &[&str]| {
            keys.iter()
                .find_map(|key| self.0.iter().find(|(k, v)| k == key && !v.is_empty()))
                .map(|(_, v)| v.as_str())
        };
        let all = |keys: &[&str]| -> Vec<&str> {
            keys.iter()
                .flat_map(|key| self.0.iter().filter(move |(k, _)| k == key))
                .map(|(_, v)| v.as_str())
                .collect()
        };
        Meta {
            id: None,
            title: first(&["title", "headline"]).and_then(source::words),
            url: all(&[
                "url",
                "source",
                "link",
                "canonical_url",
                "canonical",
                "source_url",
                "resolved_url",
                "original",
            ])
            .into_iter()
            .find_map(source::web_address),
            site: first(&["site", "site_name", "publisher", "publication"]).and_then(source::words),
            byline: first(&["author", "authors", "byline", "creator"]).and_then(source::words),
            // When a note was made or an article clipped says little about it, but is better than no day at all.
            date: all(&[
                "date",
                "published",
                "pubdate",
                "date_published",
                "publishdate",
                "publish_date",
                "time_published",
                "clipped",
                "date_clipped",
                "created",
                "time_added",
            ])
            .into_iter()
            .find_map(source::day),
            notices: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meta(markdown: &str) -> Meta {
        front_matter(markdown).expect("front matter").0.meta()
    }

    #[test]
    fn yaml() {
        let meta = meta(
            "---\ntitle: \"Rents: a \\\"fall\\\"\" # quoted\ndate: 2025-07-17T08:00:00Z\nauthors:\n  - name: Ada Holm\n    mail: a@example.org\n  - Bo Lind\nsource: 'https://example.org/rents'\ntags: [a, b]\n---\nText",
        );
        assert_eq!(meta.title.as_deref(), Some("Rents: a \"fall\""));
        assert_eq!(meta.date, Some(jiff::civil::date(2025, 7, 17)));
        assert_eq!(meta.byline.as_deref(), Some("Ada Holm, Bo Lind"));
        assert_eq!(meta.url.as_deref(), Some("https://example.org/rents"));
    }

    #[test]
    fn toml() {
        let meta = meta(
            "+++\r\ntitle = \"Rents fall\"\r\ndate = 2025-07-17\r\nauthors = [\"Ada Holm\", \"Bo Lind\"]\r\n+++\r\nText",
        );
        assert_eq!(meta.title.as_deref(), Some("Rents fall"));
        assert_eq!(meta.date, Some(jiff::civil::date(2025, 7, 17)));
        assert_eq!(meta.byline.as_deref(), Some("Ada Holm, Bo Lind"));
    }

    #[test]
    fn folded_titles_and_linked_authors() {
        let meta = meta(
            "---\ntitle: >-\n  Rents fall\n  again\nauthor:\n  - \"[[people/ada|Ada Holm]]\"\nurl: javascript:alert(1)\n---\n",
        );
        assert_eq!(meta.title.as_deref(), Some("Rents fall again"));
        assert_eq!(meta.byline.as_deref(), Some("Ada Holm"));
        assert_eq!(meta.url, None);
    }

    #[test]
    fn clippings_of_note_taking_programs() {
        let obsidian = meta(
            "---\ntitle: \"Rents fall\"\nsource: \"https://example.org/rents\"\nauthor:\n  - \"[[Ada Holm]]\"\npublished: 2025-07-17\ncreated: 2025-08-01\ndescription: \"Two reasons: flats and tenants.\"\ntags:\n  - \"clippings\"\n---\nText",
        );
        assert_eq!(obsidian.url.as_deref(), Some("https://example.org/rents"));
        assert_eq!(obsidian.byline.as_deref(), Some("Ada Holm"));
        assert_eq!(obsidian.date, Some(jiff::civil::date(2025, 7, 17)));
        let joplin = meta(
            "---\ntitle: Rents fall\nupdated: 2025-08-02 08:00:00Z\ncreated: 2025-08-01 08:00:00Z\nsource: https://example.org/rents\nauthor: Ada Holm\nlatitude: 59.0\n---\n\nText",
        );
        assert_eq!(joplin.date, Some(jiff::civil::date(2025, 8, 1)));
        assert_eq!(joplin.url.as_deref(), Some("https://example.org/rents"));
        let empty = meta("---\ntitle: Rents fall\nauthor:\npublished:\nclipped: 2025-08-03\n---\nText");
        assert_eq!(empty.byline, None);
        assert_eq!(empty.date, Some(jiff::civil::date(2025, 8, 3)));
    }

    #[test]
    fn separators_are_no_front_matter() {
        for text in [
            "---\n\nProse.\n\n---\n",
            "---\ntitle: no end\n",
            "---\nProse, and: more.\nNo key here\n---\n",
            "--- \n---\n",
            "",
        ] {
            assert!(front_matter(text).is_none(), "{text:?}");
        }
    }
}

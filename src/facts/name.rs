//! Name: people, organisations and places, as the encoder's head found them.
//!
//! The value is the fullest form in which the article names a person: "Quist" is "Mara Quist" where nobody else of that
//! family name appears. Nationalities, events and works are names too, but no facts.

use std::collections::HashMap;

use super::mention::{Mention, Value};
use crate::model::{Name, NameKind};
use crate::span::one_line;

/// The mentions of `names`, in their order.
pub(super) fn find(text: &str, names: &[Name]) -> Vec<Mention> {
    let full = full_names(text, names);
    let mention = |name: &Name| {
        let words = one_line(name.span.slice(text));
        let value = match name.kind {
            NameKind::Person => Value::Person {
                name: Some(full.get(words.as_str()).cloned().flatten().unwrap_or(words)),
            },
            NameKind::Organization => Value::Organization { name: Some(words) },
            NameKind::Place => Value::Place { name: words },
            NameKind::Other => return None,
        };
        Some(Mention { span: name.span, value })
    };
    names.iter().filter_map(mention).collect()
}

/// The full name behind each family name; `None` where several people share it.
fn full_names<'a>(text: &'a str, names: &[Name]) -> HashMap<&'a str, Option<String>> {
    let mut full: HashMap<&str, Option<String>> = HashMap::new();
    for name in names.iter().filter(|name| name.kind == NameKind::Person) {
        let words = name.span.slice(text);
        let Some(family) = words
            .rsplit(char::is_whitespace)
            .next()
            .filter(|family| family.len() < words.len())
        else {
            continue;
        };
        let words = one_line(words);
        let known = full.entry(family).or_insert_with(|| Some(words.clone()));
        if known.as_ref().is_some_and(|known| *known != words) {
            *known = None;
        }
    }
    full
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn check(text: &str, names: &[(&str, NameKind)], expected: &[&str]) {
        let mut at = 0;
        let names: Vec<Name> = names
            .iter()
            .map(|&(words, kind)| {
                let start = at + text[at..].find(words).unwrap();
                at = start + words.len();
                let span = Span::new(text, start..at).unwrap();
                Name { span, kind }
            })
            .collect();
        let got: Vec<String> = find(text, &names)
            .iter()
            .map(|m| format!("{} {}", m.value.kind(), serde_json::to_string(&m.value).unwrap()))
            .collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn people_go_by_their_full_names() {
        use NameKind::{Organization, Other, Person, Place};
        check(
            "Mara Quist left Orrin for Bolt, Quist said in Dutch.",
            &[
                ("Mara Quist", Person),
                ("Orrin", Place),
                ("Bolt", Organization),
                ("Quist", Person),
                ("Dutch", Other),
            ],
            &[
                r#"person {"name":"Mara Quist"}"#,
                r#"place {"name":"Orrin"}"#,
                r#"organization {"name":"Bolt"}"#,
                r#"person {"name":"Mara Quist"}"#,
            ],
        );
        check(
            "Mara Quist and Ivo Quist left; Quist cried.",
            &[("Mara Quist", Person), ("Ivo Quist", Person), ("Quist", Person)],
            &[
                r#"person {"name":"Mara Quist"}"#,
                r#"person {"name":"Ivo Quist"}"#,
                r#"person {"name":"Quist"}"#,
            ],
        );
    }
}

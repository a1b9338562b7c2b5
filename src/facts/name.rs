//! Name: people, organisations and places, as the encoder's head found them.
//!
//! A rule sees no more of a name than its words; [`entities`](crate::entities) says what else the article calls it.
//! Nationalities, events and works are names too, but no facts.

use super::mention::{Mention, Named, Value};
use crate::model::{Name, NameKind};
use crate::span::one_line;

/// The mentions of `names`, in their order.
pub(super) fn find(text: &str, names: &[Name]) -> Vec<Mention> {
    let mention = |name: &Name| {
        let named = Named {
            name: Some(one_line(name.span.slice(text))),
            entity: None,
        };
        let value = match name.kind {
            NameKind::Person => Value::Person(named),
            NameKind::Organization => Value::Organization(named),
            NameKind::Place => Value::Place(named),
            NameKind::Other => return None,
        };
        Some(Mention { span: name.span, value })
    };
    names.iter().filter_map(mention).collect()
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
    fn people_organizations_and_places_are_facts() {
        use NameKind::{Organization, Other, Person, Place};
        check(
            "Mara Quist left Orrin for Bolt, she said in Dutch.",
            &[
                ("Mara Quist", Person),
                ("Orrin", Place),
                ("Bolt", Organization),
                ("Dutch", Other),
            ],
            &[
                r#"person {"name":"Mara Quist"}"#,
                r#"place {"name":"Orrin"}"#,
                r#"organization {"name":"Bolt"}"#,
            ],
        );
    }
}

//! Nominal: people and organisations that the article describes ("the attackers", "a Lithuanian man", "software vendor
//! Bolt"), as ACE calls such mentions (Doddington et al. 2004).
//!
//! Base noun phrases whose last noun, or whose noun in front of a name, says what they are. They may hold names and
//! figures, so they compete with neither. The value has the name where the phrase has it, else none. Pronouns are left
//! alone.

use super::mention::{Mention, Named, Value};
use super::name;
use crate::model::{Name, NameKind, role};
use crate::span::Span;

/// The mentions among `phrases`, in their order; both are sorted by start.
pub(super) fn find(text: &str, phrases: impl Iterator<Item = Span>, names: &[Name]) -> Vec<Mention> {
    let mut named = name::find(text, names);
    named.sort_by_key(|mention| mention.span);
    phrases
        .filter_map(|phrase| mention(text, phrase, names, &named))
        .collect()
}

fn mention(text: &str, phrase: Span, names: &[Name], named: &[Mention]) -> Option<Mention> {
    // The name that ends the phrase.
    let at = names.partition_point(|name| name.span.end() < phrase.end());
    let closing = names.get(at).filter(|name| name.span.start() < phrase.end());
    let end = match closing {
        Some(name) if name.span.start() <= phrase.start() || name.span.end() != phrase.end() => return None,
        Some(name) => name.span.start(),
        None => phrase.end(),
    };
    let head = text[phrase.start()..end].split_whitespace().next_back()?;
    let kind = role(head.trim_matches(|c: char| !c.is_alphanumeric()))?;
    let name = match closing {
        None => None,
        Some(name) if name.kind != kind => return None,
        Some(name) => {
            let at = named.partition_point(|mention| mention.span < name.span);
            named.get(at).and_then(|mention| match &mention.value {
                Value::Person(named) | Value::Organization(named) => named.name.clone(),
                _ => None,
            })
        }
    };
    let named = Named { name, entity: None };
    let value = match kind {
        NameKind::Person => Value::Person(named),
        _ => Value::Organization(named),
    };
    Some(Mention { span: phrase, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, phrases: &[&str], names: &[(&str, NameKind)], expected: &[&str]) {
        let span = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(text, start..start + words.len()).unwrap()
        };
        let names: Vec<Name> = names
            .iter()
            .map(|&(words, kind)| Name {
                span: span(words),
                kind,
            })
            .collect();
        let got: Vec<String> = find(text, phrases.iter().map(|words| span(words)), &names)
            .iter()
            .map(|m| {
                let value = serde_json::to_string(&m.value).unwrap();
                format!("{}: {} {value}", m.span.slice(text), m.value.kind())
            })
            .collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn descriptions_of_people_and_organisations() {
        check(
            "Two Orrin mill workers told software vendor Bolt and the mayor Mara Quist that the servers of Orrin Group hid.",
            &[
                "Two Orrin mill workers",
                "software vendor Bolt",
                "the mayor Mara Quist",
                "the servers",
                "Orrin Group",
            ],
            &[
                ("Orrin", NameKind::Place),
                ("Bolt", NameKind::Person),
                ("Mara Quist", NameKind::Person),
                ("Orrin Group", NameKind::Organization),
            ],
            &[
                r#"Two Orrin mill workers: person {"name":null}"#,
                r#"software vendor Bolt: person {"name":"Bolt"}"#,
                r#"the mayor Mara Quist: person {"name":"Mara Quist"}"#,
            ],
        );
    }
}

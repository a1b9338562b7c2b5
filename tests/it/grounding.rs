//! Nothing in a recap is made up, and every part of it points at the article.

use std::collections::BTreeSet;
use std::fs;

use quickrecap::recap::MOST_DETAIL_WORDS;
use serde_json::Value;

use crate::harness::{ARTICLES, fixture, recap};

/// What joins the items of a list, and the only word that a recap may hold without the article holding it.
const JOINER: &str = "and";

#[test]
fn every_span_slices_and_every_word_is_the_articles_own() {
    for name in ARTICLES {
        let outcome = recap([fixture(name).as_os_str(), "--json".as_ref(), "--text".as_ref()]);
        assert_eq!(outcome.code, 0, "{outcome:?}");
        let json = outcome.json();
        let text = json["source"]["text"].as_str().expect("--text gives the text");
        let slice = |span: &Value| {
            let at = |key: &str| usize::try_from(span[key].as_u64().expect("an offset")).expect("fits");
            text.get(at("start")..at("end"))
                .unwrap_or_else(|| panic!("{name}: {span} is no range of the text"))
        };
        let facts = json["facts"].as_array().expect("an array");
        assert!(!facts.is_empty(), "{name}");
        for fact in facts {
            assert_eq!(slice(fact), fact["text"].as_str().expect("a text"), "{name}: {fact}");
        }
        let sentences = json["summary"]["sentences"].as_array().expect("an array");
        assert!(!sentences.is_empty(), "{name}");
        for sentence in sentences {
            let evidence: Vec<_> = sentence["evidence"]
                .as_array()
                .expect("an array")
                .iter()
                .map(slice)
                .collect();
            assert_eq!(
                words(&evidence.join(" ")),
                words(sentence["text"].as_str().expect("a text")),
                "{name}"
            );
        }
        let rows = json["recap"].as_array().expect("an array");
        assert!((6..=8).contains(&rows.len()), "{name}: {} rows", rows.len());
        let mut aspects = BTreeSet::new();
        for row in rows {
            let details = row["details"].as_str().expect("a text");
            assert!(
                details.split_whitespace().count() <= MOST_DETAIL_WORDS,
                "{name}: {details}"
            );
            let evidence: Vec<_> = row["evidence"]
                .as_array()
                .expect("an array")
                .iter()
                .map(slice)
                .collect();
            let supported: Vec<String> = words(&evidence.join(" "));
            for word in words(details) {
                assert!(
                    supported.contains(&word) || word == JOINER,
                    "{name}: {word:?} of {details:?} has no evidence"
                );
            }
            let aspect = row["aspect"].as_str().expect("a text");
            assert!(aspect.chars().any(char::is_alphabetic), "{name}: {aspect:?}");
            assert!(aspects.insert(aspect.to_lowercase()), "{name}: {aspect:?} twice");
        }
    }
}

/// Lower-case words, punctuation aside.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[test]
fn entities_and_speakers_point_at_their_names() {
    let mut found = 0;
    for name in ARTICLES {
        let json = recap([fixture(name).as_os_str(), "--json".as_ref(), "--text".as_ref()]).json();
        let text = json["source"]["text"].as_str().expect("--text gives the text");
        let at = |span: &Value, key: &str| usize::try_from(span[key].as_u64().expect("an offset")).expect("fits");
        let slice = |span: &Value| {
            text.get(at(span, "start")..at(span, "end"))
                .expect("a range of the text")
        };
        let entities = json["entities"].as_array().expect("an array");
        found += entities.len();
        for entity in entities {
            let mentions = entity["mentions"].as_array().expect("an array");
            assert_eq!(entity["count"], mentions.len(), "{name}: {entity}");
            let evidence: Vec<_> = entity["evidence"]
                .as_array()
                .expect("an array")
                .iter()
                .map(slice)
                .collect();
            let evidence = words(&evidence.join(" "));
            let told = [&entity["name"], &entity["role"]]
                .map(|told| words(told.as_str().unwrap_or_default()))
                .concat();
            assert!(told.iter().all(|word| evidence.contains(word)), "{name}: {entity}");
        }
        for fact in json["facts"].as_array().expect("an array") {
            let value = &fact["value"];
            let entity = value["entity"]
                .as_u64()
                .map(|index| &entities[usize::try_from(index).expect("fits")]);
            match (fact["kind"].as_str().expect("a kind"), entity) {
                ("quote", entity) => {
                    if let Some(entity) = entity {
                        assert_eq!(value["speaker"], entity["name"], "{name}: {fact}");
                    }
                    for part in value["parts"].as_array().into_iter().flatten() {
                        let within = at(fact, "start")..=at(fact, "end");
                        assert!(
                            within.contains(&at(part, "start")) && within.contains(&at(part, "end")),
                            "{name}: {fact}"
                        );
                        assert!(!slice(part).contains(['“', '”']), "{name}: {fact}");
                    }
                }
                (kind @ ("person" | "organization" | "place"), Some(entity)) => {
                    assert_eq!(
                        (&value["name"], kind),
                        (&entity["name"], entity["kind"].as_str().expect("a kind"))
                    );
                    let mut mentions = entity["mentions"].as_array().expect("an array").iter();
                    let within = |mention: &Value| {
                        at(fact, "start") <= at(mention, "start") && at(mention, "end") <= at(fact, "end")
                    };
                    assert!(mentions.any(within), "{name}: {fact}");
                }
                (_, entity) => assert_eq!(entity, None, "{name}: {fact}"),
            }
        }
    }
    assert!(found > 10, "{found} entities");
}

#[test]
fn offsets_of_plain_text_point_into_the_file_itself() {
    let path = fixture("dairy-closure.txt");
    let file = fs::read_to_string(&path).expect("the fixture is there");
    let json = recap([path.as_os_str(), "--json".as_ref(), "--text".as_ref()]).json();
    assert_eq!(json["source"]["text"], file);
}

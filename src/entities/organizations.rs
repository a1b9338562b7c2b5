//! Which names of organisations and places are one thing's.
//!
//! The same words, less "the" and "Inc.", and a name without the word that says what kind of thing it is: "Orrin" for
//! "Orrin Group", and "Tarn Valley" for "Tarn Valley Dairy" where the article calls it "the dairy". "Amazon" stays apart
//! from "Amazon Web Services".

use std::collections::{BTreeMap, BTreeSet};

use super::form::Form;
use super::lexicon::{KINDS_OF_ORGANIZATION, is_one_of};
use super::{Group, NameKind, Uses};
use crate::document::Document;

/// Joins the forms of names that are no people's.
pub(super) fn group(document: &Document, forms: BTreeMap<Form, Uses>) -> Vec<Group> {
    let called = called(document);
    let is_kind = |word: &str| is_one_of(word, KINDS_OF_ORGANIZATION) || called.contains(word);
    // The long forms that each short one may stand for.
    let mut long: BTreeMap<&[String], Vec<&Form>> = BTreeMap::new();
    for (form, uses) in &forms {
        if let Some((kind, rest)) = form.words().split_last()
            && !rest.is_empty()
            && uses.kind() == NameKind::Organization
            && is_kind(kind)
        {
            long.entry(rest).or_default().push(form);
        }
    }
    let stands_for: BTreeMap<Form, Form> = forms
        .iter()
        .filter(|(_, uses)| uses.kind() == NameKind::Organization)
        .filter_map(|(form, _)| match long.get(form.words())?.as_slice() {
            [only] => Some((form.clone(), (*only).clone())),
            _ => None,
        })
        .collect();
    let mut groups: BTreeMap<Form, Group> = BTreeMap::new();
    for (form, uses) in forms {
        let mut whole = &form;
        while let Some(longer) = stands_for.get(whole) {
            whole = longer;
        }
        match groups.get_mut(whole) {
            Some(group) => group.forms.push((form, uses)),
            None => {
                let kind = uses.kind();
                groups.insert(whole.clone(), Group::new(kind, form, uses));
            }
        }
    }
    groups.into_values().collect()
}

/// What the article calls "the …" without a capital.
fn called(document: &Document) -> BTreeSet<&str> {
    let text = document.text();
    let pairs = document.words().windows(2);
    pairs
        .map(|pair| (pair[0].slice(text), pair[1].slice(text)))
        .filter(|(the, word)| the.eq_ignore_ascii_case("the") && word.starts_with(char::is_lowercase))
        .map(|(_, word)| word)
        .collect()
}

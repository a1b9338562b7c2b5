//! Entities: the people, organisations and places of an article, each with all the names it goes by.
//!
//! Owns joining ("Andy Jassy", "Mr. Jassy" and "Jassy" are one person; "AWS" is Amazon Web Services where the text says
//! so), roles ("chief executive of Acme"), the speakers of quotations as entities, and the choice of those worth
//! showing. Where names are in the text, something else has found. Rules only: no model, no list of known names. Two
//! things are joined when the text leaves no doubt; a surname that two people share joins neither.

mod alias;
mod form;
mod lexicon;
mod notable;
mod organizations;
mod people;
mod referents;
mod role;
mod speaker;
#[cfg(test)]
mod tests;

pub use notable::notable;
pub use referents::Referents;

use std::collections::BTreeMap;

use crate::document::Document;
use crate::facts::{Mention, Named, Value};
use crate::model::{Name, NameKind};
use crate::span::{Span, one_line};
use form::Form;

/// One person, organisation, place or other thing with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: NameKind,
    /// The fullest of its names, where that stands first.
    pub name: Span,
    /// What the text says it is ("chief executive of Acme"), where it says so.
    pub role: Option<Span>,
    /// Its names in the text, in order, without titles ("Mr.") and possessives; never empty.
    pub mentions: Vec<Span>,
    /// Several things go by this name, and the text does not tell which is meant.
    pub ambiguous: bool,
}

impl Entity {
    /// What it is, as users script against it.
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            NameKind::Person => "person",
            NameKind::Organization => "organization",
            NameKind::Place => "place",
            NameKind::Other => "other",
        }
    }

    /// The fullest of its names, in one line.
    pub fn full_name(&self, text: &str) -> String {
        one_line(self.name.slice(text))
    }
}

/// The people, organisations and places of `document`, by first mention. `names` are its names in text order, without
/// overlaps. Linear in their number, but for the logarithm of looking things up.
pub fn find(document: &Document, names: &[Name]) -> Vec<Entity> {
    let text = document.text();
    // The same words are the same form, wherever they stand.
    let mut forms: BTreeMap<Form, Uses> = BTreeMap::new();
    for name in names {
        if let Some((form, span)) = Form::read(text, *name) {
            forms.entry(form).or_default().add(name.kind, span);
        }
    }
    // What a form names is decided for all of its mentions together: whoever found the names errs on single ones.
    let (people, others): (BTreeMap<_, _>, BTreeMap<_, _>) =
        forms.into_iter().partition(|(_, uses)| uses.kind() == NameKind::Person);
    let mut groups = people::group(text, people);
    groups.extend(organizations::group(document, others));
    let groups = alias::join(text, groups);
    let mut entities: Vec<Entity> = groups.into_iter().map(|group| group.entity(text)).collect();
    entities.sort_by_key(|entity| entity.mentions[0]);
    role::find(document, &mut entities);
    entities.retain(|entity| entity.kind != NameKind::Other);
    entities
}

/// Ties `mentions`, the facts of `document` in text order, to its `entities`: names become full names, the speakers of
/// quotations become those whom the text means, and what is called by no name ("the attackers") is no fact.
pub fn link(document: &Document, entities: &[Entity], mentions: &mut Vec<Mention>) {
    let text = document.text();
    keep_names(mentions);
    let spans = mentions_of(entities);
    for mention in mentions.iter_mut() {
        let Some(named) = named(&mention.value) else { continue };
        // "the mayor of Orrin Mara Quist": the last name is whom the words mean.
        let before = spans.partition_point(|(span, _)| span.start() < mention.span.end());
        let last = before.checked_sub(1).map(|at| spans[at]);
        if let Some((_, index)) = last.filter(|(span, _)| named.name.is_some() && mention.span.overlaps(*span)) {
            let entity = &entities[index];
            let named = Named {
                name: Some(entity.full_name(text)),
                entity: Some(index),
            };
            mention.value = match entity.kind {
                NameKind::Person => Value::Person(named),
                NameKind::Organization => Value::Organization(named),
                NameKind::Place | NameKind::Other => Value::Place(named),
            };
        }
    }
    speaker::name(document, entities, mentions);
}

/// Drops descriptions of people, organisations and places: those without a name, and those around one ("software vendor
/// Bolt"), which is a mention of its own.
fn keep_names(mentions: &mut Vec<Mention>) {
    // By where they end, where the shortest named mention starts.
    let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
    for (mention, named) in mentions.iter().filter_map(|m| Some((m, named(&m.value)?))) {
        if named.name.is_some() {
            let start = starts.entry(mention.span.end()).or_default();
            *start = mention.span.start().max(*start);
        }
    }
    mentions.retain(|mention| match named(&mention.value) {
        None => true,
        Some(named) => named.name.is_some() && starts.get(&mention.span.end()) == Some(&mention.span.start()),
    });
}

/// Who or what `value` means, where it means somebody or something.
fn named(value: &Value) -> Option<&Named> {
    match value {
        Value::Person(named) | Value::Organization(named) | Value::Place(named) => Some(named),
        _ => None,
    }
}

/// All mentions of `entities` in text order, with their indices.
fn mentions_of(entities: &[Entity]) -> Vec<(Span, usize)> {
    let all = entities.iter().enumerate();
    let mut found: Vec<(Span, usize)> = all
        .flat_map(|(index, entity)| entity.mentions.iter().map(move |&span| (span, index)))
        .collect();
    found.sort_unstable();
    found
}

/// Where a form stands, and what it was taken for there.
#[derive(Clone, Debug, Default)]
struct Uses {
    /// In text order; not empty once anything is added.
    spans: Vec<Span>,
    kinds: BTreeMap<NameKind, usize>,
    first: Option<NameKind>,
}

impl Uses {
    fn add(&mut self, kind: NameKind, span: Span) {
        self.spans.push(span);
        *self.kinds.entry(kind).or_default() += 1;
        self.first = self.first.or(Some(kind));
    }

    /// The kind it was taken for most often, the first one where that is even.
    fn kind(&self) -> NameKind {
        let first = self.first.unwrap_or(NameKind::Other);
        let most = self.kinds.iter().max_by_key(|&(&kind, &count)| (count, kind == first));
        most.map_or(first, |(&kind, _)| kind)
    }
}

/// Forms that name one thing.
#[derive(Clone, Debug)]
struct Group {
    kind: NameKind,
    /// Never empty.
    forms: Vec<(Form, Uses)>,
    ambiguous: bool,
}

impl Group {
    fn new(kind: NameKind, form: Form, uses: Uses) -> Self {
        Self {
            kind,
            forms: vec![(form, uses)],
            ambiguous: false,
        }
    }

    /// The form that tells most of the name; the earliest where two tell as much.
    fn fullest(&self) -> &(Form, Uses) {
        let by_fullness = |(form, uses): &&(Form, Uses)| (form.fullness(), std::cmp::Reverse(uses.spans[0]));
        self.forms.iter().max_by_key(by_fullness).expect("a group has a form")
    }

    fn entity(self, text: &str) -> Entity {
        let spans = &self.fullest().1.spans;
        // A headline in capitals is not how the name is written.
        let written = spans.iter().find(|span| span.slice(text).contains(char::is_lowercase));
        let name = *written.unwrap_or(&spans[0]);
        let mut mentions: Vec<Span> = self.forms.into_iter().flat_map(|(_, uses)| uses.spans).collect();
        mentions.sort_unstable();
        Entity {
            kind: self.kind,
            name,
            role: None,
            mentions,
            ambiguous: self.ambiguous,
        }
    }
}

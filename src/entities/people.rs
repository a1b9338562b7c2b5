//! Which names of people are one person's.
//!
//! Full names first: the same first and last name are one person as long as no two middle names disagree, and an initial
//! stands for the only first name that it fits. Then what is less than a full name: a surname or first name belongs to
//! the only person who has it, or, after "Mr." or "Ms.", to the only one whom that fits. Whatever fits two people is left
//! alone.

use std::collections::BTreeMap;

use super::form::{Form, Gender};
use super::{Group, NameKind, Uses};

/// People who share a last name beyond this many are not compared with each other: no article has so many, but hostile
/// text does.
const MOST_NAMESAKES: usize = 16;

/// Joins the forms of people's names.
pub(super) fn group(text: &str, forms: BTreeMap<Form, Uses>) -> Vec<Group> {
    let (mut full, mut short): (Vec<_>, Vec<_>) = forms.into_iter().partition(|(form, _)| form.words().len() > 1);
    // Longest first, so that "Garcia Marquez" finds "Gabriel Garcia Marquez" there.
    full.sort_by_key(|(form, uses)| (std::cmp::Reverse(form.fullness()), uses.spans[0]));
    let mut people = People {
        text,
        groups: Vec::new(),
        genders: Vec::new(),
        by_last: BTreeMap::new(),
        by_first: BTreeMap::new(),
    };
    for (form, uses) in full {
        match people.same(&form) {
            Namesakes::One(person) => people.take(person, form, uses),
            Namesakes::None => people.add(form, uses, false),
            Namesakes::Several => people.add(form, uses, true),
        }
    }
    short.sort_by_key(|(_, uses)| uses.spans[0]);
    for (form, uses) in short {
        match people.called(&form, people.gender(&uses)) {
            Namesakes::One(person) => people.take(person, form, uses),
            Namesakes::None => people.add(form, uses, false),
            Namesakes::Several => people.add(form, uses, true),
        }
    }
    people.groups
}

/// The people whom a name fits.
enum Namesakes {
    None,
    One(usize),
    Several,
}

impl FromIterator<usize> for Namesakes {
    fn from_iter<I: IntoIterator<Item = usize>>(people: I) -> Self {
        let mut people = people.into_iter();
        match (people.next(), people.next()) {
            (None, _) => Self::None,
            (Some(one), None) => Self::One(one),
            (Some(_), Some(_)) => Self::Several,
        }
    }
}

struct People<'a> {
    text: &'a str,
    groups: Vec<Group>,
    /// What titles say about each; `None` where they say nothing, or both.
    genders: Vec<Option<Gender>>,
    /// Full names only.
    by_last: BTreeMap<String, Vec<usize>>,
    by_first: BTreeMap<String, Vec<usize>>,
}

impl People<'_> {
    fn add(&mut self, form: Form, uses: Uses, ambiguous: bool) {
        let person = self.groups.len();
        if form.words().len() > 1 && !ambiguous {
            self.by_last.entry(form.last().to_owned()).or_default().push(person);
            self.by_first.entry(form.first().to_owned()).or_default().push(person);
        }
        self.genders.push(self.gender(&uses));
        self.groups.push(Group {
            ambiguous,
            ..Group::new(NameKind::Person, form, uses)
        });
    }

    fn take(&mut self, person: usize, form: Form, uses: Uses) {
        self.genders[person] = self.genders[person].or(self.gender(&uses));
        self.groups[person].forms.push((form, uses));
    }

    /// What the titles before a form's mentions say.
    fn gender(&self, uses: &Uses) -> Option<Gender> {
        uses.spans.iter().find_map(|&span| Form::gender(self.text, span))
    }

    /// The people whom the full name `form` may name.
    fn same(&self, form: &Form) -> Namesakes {
        let namesakes = self.by_last.get(form.last()).map_or(&[][..], Vec::as_slice);
        let fits = |&person: &usize| {
            let forms = &self.groups[person].forms;
            forms
                .iter()
                .all(|(other, _)| agree(form, other) || other.words().len() == 1)
        };
        namesakes.iter().copied().take(MOST_NAMESAKES).filter(fits).collect()
    }

    /// The people whom the single name `form` may name: by surname, else by first name.
    fn called(&self, form: &Form, gender: Option<Gender>) -> Namesakes {
        let fits = |person: &usize| match (gender, self.genders[*person]) {
            (Some(said), Some(known)) => said == known,
            _ => true,
        };
        let of = |people: Option<&Vec<usize>>| -> Namesakes {
            let people = people.map_or(&[][..], Vec::as_slice);
            people.iter().copied().take(MOST_NAMESAKES).filter(fits).collect()
        };
        match of(self.by_last.get(form.last())) {
            // A title stands before surnames.
            Namesakes::None if gender.is_none() => of(self.by_first.get(form.first())),
            found => found,
        }
    }
}

/// Whether two full names with the same last word can be one person's.
fn agree(a: &Form, b: &Form) -> bool {
    if a.ends(b) || b.ends(a) {
        return true;
    }
    let middles = a.middle().is_empty()
        || b.middle().is_empty()
        || a.middle().len() == b.middle().len()
            && a.middle()
                .iter()
                .zip(b.middle())
                .all(|(a, b)| stands_for(a, b) || stands_for(b, a));
    a.last() == b.last() && (stands_for(a.first(), b.first()) || stands_for(b.first(), a.first())) && middles
}

/// Whether `short` is `long` or its initial.
fn stands_for(short: &str, long: &str) -> bool {
    short == long || short.chars().count() == 1 && long.starts_with(short)
}

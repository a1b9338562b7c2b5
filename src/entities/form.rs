//! The form of a name: its words without what belongs to the sentence around it.

use super::lexicon::{COMPANY_SUFFIXES, HONORIFICS, NAME_SUFFIXES, PARTICLES, SHORT_TITLES, is_one_of, is_role};
use super::{Name, NameKind};
use crate::span::Span;

/// A name's words in lower case, without full stops, titles, "Inc." and possessives: what mentions are compared by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form(Vec<String>);

/// Which of two people of one surname is meant, as far as a title before it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Female,
    Male,
}

impl Form {
    /// The form of `name`, and the bytes that are the name itself; `None` where nothing is left of it.
    pub fn read(text: &str, name: Name) -> Option<(Self, Span)> {
        let mut span = name.span;
        while let Some((first, rest)) = span.slice(text).split_once(char::is_whitespace) {
            let person = name.kind == NameKind::Person;
            let title = person && (is_one_of(first, HONORIFICS) || is_one_of(first, SHORT_TITLES));
            // "told Ada Marsh": the head took a word too many.
            let stray = person && first.starts_with(char::is_lowercase) && !is_one_of(first, PARTICLES);
            let stray = stray && rest.starts_with(char::is_uppercase);
            // "President Ada Marsh" is Ada Marsh; "Pope Leo" is called so.
            let office = person && rest.contains(char::is_whitespace) && is_role(first);
            if !(title || office || stray || first.eq_ignore_ascii_case("the")) {
                break;
            }
            span = Span::trimmed(text, span.end() - rest.len()..span.end())?;
        }
        // "A. Ms Lund": what stands before a title is another's.
        if name.kind == NameKind::Person {
            let slice = span.slice(text);
            let last_word = |at: &usize| slice[..*at].rsplit(char::is_whitespace).next().unwrap_or_default();
            let mut spaces = slice.match_indices(char::is_whitespace).map(|(at, _)| at);
            let title = spaces.rfind(|at| is_one_of(last_word(at), HONORIFICS));
            span = Span::trimmed(text, span.start() + title.unwrap_or(0)..span.end())?;
        }
        let slice = span.slice(text);
        let bare = slice.trim_end_matches([',', ';', ':', '!', '?', '"', '”', ')']);
        let bare = bare.strip_suffix("'s").or(bare.strip_suffix("’s")).unwrap_or(bare);
        span = Span::trimmed(text, span.start()..span.start() + bare.len())?;
        let mut words: Vec<String> = span.slice(text).split_whitespace().map(normal).collect();
        words.retain(|word| !word.is_empty());
        let dropped = match name.kind {
            NameKind::Person => NAME_SUFFIXES,
            _ => COMPANY_SUFFIXES,
        };
        while words.len() > 1 && is_one_of(&words[words.len() - 1], dropped) {
            words.pop();
        }
        (!words.is_empty()).then_some((Self(words), span))
    }

    /// What the word before a person's name at `span` tells about them ("Mrs.").
    pub fn gender(text: &str, span: Span) -> Option<Gender> {
        let title = text[..span.start()].trim_end().rsplit(char::is_whitespace).next()?;
        match title
            .trim_start_matches(['"', '“', '(', '\'', '‘'])
            .trim_end_matches('.')
        {
            "Mr" | "Sir" | "Lord" => Some(Gender::Male),
            "Mrs" | "Ms" | "Miss" | "Lady" | "Dame" => Some(Gender::Female),
            _ => None,
        }
    }

    /// The words.
    pub fn words(&self) -> &[String] {
        &self.0
    }

    pub fn first(&self) -> &str {
        &self.0[0]
    }

    pub fn last(&self) -> &str {
        &self.0[self.0.len() - 1]
    }

    /// The words between the first and the last.
    pub fn middle(&self) -> &[String] {
        let len = self.0.len();
        if len > 2 { &self.0[1..len - 1] } else { &[] }
    }

    /// Whether this is the end of `longer`, and less than it: "van Dyck" of "Anton van Dyck".
    pub fn ends(&self, longer: &Self) -> bool {
        self.0.len() < longer.0.len() && longer.0.ends_with(&self.0)
    }

    /// How much of the name it tells: words, then letters.
    pub fn fullness(&self) -> (usize, usize) {
        (self.0.len(), self.0.iter().map(|word| word.chars().count()).sum())
    }
}

/// `word` in lower case, without the marks around it and the full stops in it.
fn normal(word: &str) -> String {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
    match bare {
        "&" => "and".to_owned(),
        _ => bare
            .chars()
            .filter(|&c| c != '.')
            .flat_map(char::to_lowercase)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_possessives_and_suffixes_are_no_part_of_a_form() {
        let cases = [
            ("Mr. Ivo Lund's", NameKind::Person, "Ivo Lund", "ivo lund"),
            ("President Ivo Lund", NameKind::Person, "Ivo Lund", "ivo lund"),
            ("A. Ms Lund", NameKind::Person, "Lund", "lund"),
            ("told Ivo Lund", NameKind::Person, "Ivo Lund", "ivo lund"),
            ("van Dyck", NameKind::Person, "van Dyck", "van dyck"),
            ("Pope Leo", NameKind::Person, "Pope Leo", "pope leo"),
            ("Ivo Lund Jr.", NameKind::Person, "Ivo Lund Jr.", "ivo lund"),
            ("J.P. Quist", NameKind::Person, "J.P. Quist", "jp quist"),
            (
                "the Orrin Mill Co.",
                NameKind::Organization,
                "Orrin Mill Co.",
                "orrin mill",
            ),
            ("Quist & Lund", NameKind::Organization, "Quist & Lund", "quist and lund"),
            ("U.S.", NameKind::Place, "U.S.", "us"),
            ("Co.", NameKind::Organization, "Co.", "co"),
        ];
        for (text, kind, bare, words) in cases {
            let span = Span::new(text, 0..text.len()).expect("whole text");
            let (form, span) = Form::read(text, Name { span, kind }).expect(text);
            assert_eq!((span.slice(text), form.words().join(" ").as_str()), (bare, words));
        }
    }
}

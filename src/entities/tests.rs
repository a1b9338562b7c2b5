//! Joining, roles and speakers, on texts whose names are marked: `{p:Mara Quist}`, `{o:Orrin Mill}`, `{l:Orrin}`.

use proptest::prelude::*;

use super::*;
use crate::facts;
use crate::model::Tags;

/// The text without its marks, and the names that they marked.
fn marked(text: &str) -> (Document, Vec<Name>) {
    let mut plain = String::new();
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        plain.push_str(before);
        let (name, after) = from.split_once('}').expect("a mark ends");
        let (kind, name) = name.split_once(':').expect("a mark has a kind");
        let kind = match kind {
            "p" => NameKind::Person,
            "o" => NameKind::Organization,
            "l" => NameKind::Place,
            _ => NameKind::Other,
        };
        spans.push((kind, plain.len()..plain.len() + name.len()));
        plain.push_str(name);
        rest = after;
    }
    plain.push_str(rest);
    let document = Document::from_text(&plain);
    let names = spans
        .into_iter()
        .map(|(kind, range)| Name {
            kind,
            span: Span::new(document.text(), range).expect("a name"),
        })
        .collect();
    (document, names)
}

/// The entities of a marked text as "full name [role] ×mentions".
fn entities(text: &str) -> Vec<String> {
    let (document, names) = marked(text);
    let text = document.text();
    let show = |entity: &Entity| {
        let role = entity
            .role
            .map_or(String::new(), |role| format!(" [{}]", role.slice(text)));
        let ambiguous = if entity.ambiguous { "?" } else { "" };
        format!("{}{ambiguous}{role} ×{}", entity.full_name(text), entity.mentions.len())
    };
    find(&document, &names).iter().map(show).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(entities(text), expected, "{text}");
}

#[test]
fn facts_of_people_organisations_and_places_have_names() {
    let text = "The attackers told software vendor Bolt and Mara Quist of it.";
    let document = Document::from_text(text);
    let mention = |words: &str, name: Option<&str>| {
        let start = text.find(words).expect("in the text");
        Mention {
            span: Span::new(text, start..start + words.len()).expect("words"),
            value: Value::Person(Named {
                name: name.map(str::to_owned),
                entity: None,
            }),
        }
    };
    let mut mentions = vec![
        mention("The attackers", None),
        mention("software vendor Bolt", Some("Bolt")),
        mention("Bolt", Some("Bolt")),
        mention("Mara Quist", Some("Mara Quist")),
    ];
    link(&document, &[], &mut mentions);
    let kept: Vec<&str> = mentions.iter().map(|mention| mention.span.slice(text)).collect();
    assert_eq!(kept, ["Bolt", "Mara Quist"]);
}

#[test]
fn surnames_first_names_and_initials_join_the_full_name() {
    check(
        "{p:Quist} to go. {p:Mara Quist} runs the mill. Ms. {p:Quist}'s plan failed. {p:M. Quist} left. {p:Mara} wept.",
        &["Mara Quist ×5"],
    );
    check("{p:Anton van Dyck} came. {p:Van Dyck} left.", &["Anton van Dyck ×2"]);
    check(
        "{p:Mara J. Quist} spoke, and {p:Mara Quist} wrote.",
        &["Mara J. Quist ×2"],
    );
}

#[test]
fn two_people_with_one_surname_are_never_joined() {
    check(
        "{p:Mara Quist} and {p:Ivo Quist} came. {p:Quist} left.",
        &["Mara Quist ×1", "Ivo Quist ×1", "Quist? ×1"],
    );
    check(
        "{p:John A. Lund} met {p:John B. Lund}. {p:John Lund} paid.",
        &["John A. Lund ×1", "John B. Lund ×1", "John Lund? ×1"],
    );
    check(
        "{p:Jane Lund} and {p:John Lund} came. {p:J. Lund} paid.",
        &["Jane Lund ×1", "John Lund ×1", "J. Lund? ×1"],
    );
    check(
        "Mr. {p:Ivo Quist} and Mrs. {p:Mara Quist} came. Mrs. {p:Quist} left.",
        &["Ivo Quist ×1", "Mara Quist ×2"],
    );
    check(
        "{p:Mara Quist} met {p:Mara Lund}. {p:Mara} paid.",
        &["Mara Quist ×1", "Mara Lund ×1", "Mara? ×1"],
    );
}

#[test]
fn people_places_and_companies_of_one_name_stay_apart() {
    check(
        "{p:Henry Orrin} was born in {l:Orrin}. {l:Orrin} is far.",
        &["Henry Orrin ×1", "Orrin ×2"],
    );
    check(
        "{o:Quist & Lund} hired {p:Ivo Lund}.",
        &["Quist & Lund ×1", "Ivo Lund ×1"],
    );
}

#[test]
fn a_name_is_what_most_of_its_mentions_were_taken_for() {
    check(
        "{p:Mara Quist} spoke. {p:Quist} left. {o:Quist} wrote. {p:Quist} came.",
        &["Mara Quist ×4"],
    );
}

#[test]
fn organizations_join_where_the_text_leaves_no_doubt() {
    check(
        "{o:Orrin Mill Inc.} lost. {o:Orrin Mill} closed. The {o:Orrin Mill} burnt.",
        &["Orrin Mill Inc. ×3"],
    );
    check(
        "{o:Tarn Valley Dairy} lost. The dairy closed. {o:Tarn Valley} sold.",
        &["Tarn Valley Dairy ×2"],
    );
    check(
        "{o:Orrin Web Services} grew. {o:Orrin} shrank.",
        &["Orrin Web Services ×1", "Orrin ×1"],
    );
    check(
        "{o:Orrin Group} and {o:Orrin Bank} merged. {o:Orrin} is new.",
        &["Orrin Group ×1", "Orrin Bank ×1", "Orrin ×1"],
    );
}

#[test]
fn short_forms_join_only_where_the_text_says_so() {
    check(
        "{o:Orrin Web Services} ({o:OWS}) grew. {o:OWS} hired.",
        &["Orrin Web Services ×3"],
    );
    check("{o:OWS} ({o:Orrin Web Services}) grew.", &["Orrin Web Services ×2"]);
    check(
        "{o:Orrin Web Services} grew. {o:OWS} hired.",
        &["Orrin Web Services ×1", "OWS ×1"],
    );
    check("{o:Quist Mills}, formerly {o:Orrin Group}, grew.", &["Quist Mills ×2"]);
    check("{p:Mara Quist} ({o:Labour}) spoke.", &["Mara Quist ×1", "Labour ×1"]);
    check(
        "{o:Orrin Web Services} ({o:OWS}) and {o:Old Wood Store} ({o:OWS}) met.",
        &["Orrin Web Services ×1", "OWS ×2", "Old Wood Store ×1"],
    );
}

#[test]
fn roles_are_what_the_text_says() {
    let cases = [
        (
            "{p:Mara Quist}, the chief executive of {o:Orrin Mill}, left.",
            "chief executive of Orrin Mill",
        ),
        (
            "{p:Mara Quist}, 51, {o:Orrin}'s founder and chief executive, left.",
            "Orrin's founder and chief executive",
        ),
        ("{o:Orrin Mill} CEO {p:Mara Quist} left.", "Orrin Mill CEO"),
        ("It made the mill's communications director, {p:Mara Quist}, leave.", ""),
        (
            "It made the mill's communications director {p:Mara Quist} leave.",
            "mill's communications director",
        ),
        ("The mayor of {l:Orrin}, {p:Mara Quist}, left.", "mayor of Orrin"),
        ("Former Gov. {p:Mara Quist} left.", "Former Gov."),
        ("Secretary of State {p:Mara Quist} left.", "Secretary of State"),
        ("They told economist {p:Mara Quist} to leave.", "economist"),
        ("{p:Mara Quist}, the mayor said, left.", ""),
        ("After meeting the mayor, {p:Mara Quist}, 51, left.", ""),
        ("{p:Mara Quist}, who owns a mill, left.", ""),
        ("{p:Mara Quist}, in a statement by the mayor, left.", ""),
        ("{o:Orrin Mill}, a maker of paper, closed.", "maker of paper"),
        ("{o:Orrin Mill}, {o:Quist Bank}, and a union closed.", ""),
    ];
    for (text, expected) in cases {
        let (document, names) = marked(text);
        let found = find(&document, &names);
        let role = found.iter().find_map(|entity| entity.role);
        assert_eq!(role.map_or("", |role| role.slice(document.text())), expected, "{text}");
    }
}

/// The speakers of a marked text's quotations, "-" for nobody.
fn speakers(text: &str) -> Vec<String> {
    let (document, names) = marked(text);
    let found = find(&document, &names);
    let mut mentions = facts::find(&document, &Tags::default());
    link(&document, &found, &mut mentions);
    let speaker = |mention: &Mention| match &mention.value {
        Value::Quote(quote) => Some(quote.speaker.clone().unwrap_or("-".to_owned())),
        _ => None,
    };
    mentions.iter().filter_map(speaker).collect()
}

#[test]
fn speakers_are_entities() {
    let cases: &[(&str, &[&str])] = &[
        (
            "{p:Elena Vance} runs it. “It works very well,” Mr {p:Vance} said.",
            &["Elena Vance"],
        ),
        (
            "{p:Elena Vance} runs it. “It works very well,” she said.",
            &["Elena Vance"],
        ),
        (
            "{p:Elena Vance} hired {p:Ivo Lund}. “It works very well,” she said.",
            &["-"],
        ),
        (
            "Ms. {p:Elena Vance} hired Mr. {p:Ivo Lund}. “It works very well,” he said.",
            &["Ivo Lund"],
        ),
        (
            "{o:Orrin Mill} has closed. “We regret it very much,” the company said.",
            &["Orrin Mill"],
        ),
        (
            "{o:Orrin Mill} sued {o:Quist Bank}. “We regret it very much,” the company said.",
            &["the company"],
        ),
        ("“We regret it very much,” one official said.", &["one official"]),
        (
            "“{p:Ivo Lund} is wrong about that,” {p:Elena Vance} said.\n\n“I have told him so,” she said.",
            &["Elena Vance", "Elena Vance"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(speakers(text), *expected, "{text}");
    }
}

/// The names that a marked text's recap shows.
fn shown(text: &str) -> Vec<String> {
    let (document, names) = marked(text);
    let found = find(&document, &names);
    let mut mentions = facts::find(&document, &Tags::default());
    link(&document, &found, &mut mentions);
    let notable = notable(&document, &found, &mentions, 3);
    notable
        .into_iter()
        .map(|index| found[index].full_name(document.text()))
        .collect()
}

#[test]
fn those_are_shown_whom_the_article_is_about() {
    let cases: &[(&str, &[&str])] = &[
        (
            "{p:Ivo Lund} came. {p:Mara Quist} stayed, and {p:Quist} slept in {l:Orrin}. {l:Orrin} slept.",
            &["Mara Quist"],
        ),
        (
            "The mayor, {p:Ivo Lund}, came. “We are all very glad of that,” {p:Mara Quist} said.",
            &["Ivo Lund", "Mara Quist"],
        ),
        (
            "By {p:Ivo Lund}, Staff Writer\n\n{p:Mara Quist} runs a mill. {p:Quist} likes it.",
            &["Mara Quist"],
        ),
        ("{o:Kelp} is calm. {o:Kelp} is cool. Nobody eats kelp.", &[]),
        (
            "{o:Bayern} won. {o:Bayern Munich} lost. {o:Bayern} and {o:Bayern Munich} paid.",
            &["Bayern"],
        ),
        (
            "{o:A One} {o:A One}. {o:B Two} {o:B Two}. {o:C Three} {o:C Three} {o:C Three}. {o:D Four} {o:D Four}.",
            &["A One", "B Two", "C Three"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), *expected, "{text}");
    }
}

proptest! {
    /// Whatever is marked as a name: nothing panics, every mention lies in its name and slices to its words.
    #[test]
    fn mentions_slice_to_their_words(
        words in prop::collection::vec((0..PIECES.len(), 0..9_usize), 0..40),
    ) {
        let text: String = words
            .iter()
            .map(|&(piece, mark)| match mark {
                0 | 1 => format!("{{p:{}}} ", PIECES[piece]),
                2 | 3 => format!("{{o:{}}} ", PIECES[piece]),
                4 => format!("{{l:{}}}", PIECES[piece]),
                _ => format!("{} ", PIECES[piece]),
            })
            .collect();
        let (document, names) = marked(&text);
        let found = find(&document, &names);
        let all: Vec<Span> = found.iter().flat_map(|entity| entity.mentions.iter().copied()).collect();
        prop_assert!(all.len() <= names.len());
        for entity in &found {
            prop_assert!(entity.mentions.is_sorted());
            prop_assert!(entity.mentions.contains(&entity.name));
            for &mention in &entity.mentions {
                prop_assert!(names.iter().any(|name| name.span.contains(mention)));
            }
        }
        let mut mentions = facts::find(&document, &Tags::default());
        link(&document, &found, &mut mentions);
        prop_assert!(notable(&document, &found, &mentions, 6).len() <= 6);
    }
}

/// What names and the words around them are made of.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "Mara Quist", "Quist", "Mr.", "the", "Ms. Quist", "Orrin Mill Inc.", "Orrin", "OM", "(", ")", ",", ".", "J.", "Jr.",
    "CEO", "chief executive of", "the mayor", "“We will go on with it,”", "she said", "he", "'s", "’s", "\n\n", "&", "-",
    "É", "日本", "51", "and", "formerly", "The", "President", "“", "”", "Lund", "Ivo Lund", "Inc.", "…",
];

/// Each of these has many of one thing that rules compare with each other.
#[test]
fn hostile_repetition_stays_linear() {
    for piece in [
        "{p:A Lund} {p:B Lund} ",
        "{p:Lund} ",
        "{o:A} ({o:B}) ",
        "{p:Quist}, the mayor of the mayor, ",
        "“A b c d e f,” he said. {p:Lund} {p:Quist} ",
        "chief chief {p:Lund} ",
    ] {
        let (document, names) = marked(&piece.repeat(5_000));
        let found = find(&document, &names);
        let mut mentions = facts::find(&document, &Tags::default());
        link(&document, &found, &mut mentions);
        assert!(!found.is_empty());
    }
    let distinct: String = (0..5_000)
        .map(|i| format!("{{p:A{i} Lund}} {{o:B{i} Group}} {{p:Lund}} "))
        .collect();
    let (document, names) = marked(&distinct);
    assert!(find(&document, &names).len() > 5_000);
}

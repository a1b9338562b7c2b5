use super::super::sections::sections;
use super::super::testing::Article;
use super::*;

const TEXT: &str = "Orrin will close its oldest mill in March. \
                    The flood ruined the old wheel in one night. \
                    Bakers in Tarn Valley bought flour from Vellin. \
                    Farmers lost forty cows to fever. \
                    The roof needs new beams before winter. \
                    Mara Quist repaired the wooden bridge.";

fn inventory() -> Inventory {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let mut roles: Vec<String> = ["reason", "timeline", "outlook", "view", "plan"].map(stem).into();
    roles.sort();
    Inventory {
        roles,
        labels: words(&["Reason", "Timeline"]),
        endings: words(&["outlook"]),
        possessions: words(&["view", "plan"]),
    }
}

/// Scores by which nothing is likely in the label of `row` but `likely`: words of the inventory or of the sentence.
fn scores(article: &Article, row: &Candidate, likely: &[&str]) -> LabelScores {
    let odds = |is: bool| if is { 4.0 } else { -6.0 };
    let stems: Vec<String> = likely.iter().map(|word| stem(&word.to_lowercase())).collect();
    let words = article.tags.words(row.sentence).iter();
    LabelScores {
        roles: inventory()
            .roles
            .iter()
            .map(|role| odds(stems.contains(role)))
            .collect(),
        words: words
            .map(|word| odds(likely.contains(&word.span.slice(article.document.text()))))
            .collect(),
    }
}

/// What `rows` are called, each with the words that are likely in its label.
fn named(article: &Article, rows: &[(Candidate, &[&str])]) -> Vec<Option<String>> {
    let scored: Vec<_> = rows
        .iter()
        .map(|(row, likely)| (row, Some(scores(article, row, likely))))
        .collect();
    let sections = sections(&article.document);
    let (document, referents) = (&article.document, article.referents());
    let names = labels(document, &article.tags, &referents, &sections, &inventory(), &scored);
    names.into_iter().map(|name| name.map(|(name, _)| name)).collect()
}

#[test]
fn no_label_is_given_twice() {
    let article = Article::read(TEXT);
    let rows = [
        "Orrin will close its oldest mill",
        "The flood ruined the old wheel",
        "Bakers in Tarn Valley bought flour",
        "Farmers lost forty cows to fever",
    ];
    let rows = rows.map(|words| (article.row(words), ["reason"].as_slice()));
    let found = named(&article, &rows);
    let reasons = found.iter().flatten().filter(|name| *name == "Reason");
    assert_eq!(reasons.count(), 1);
    let stems: Vec<BTreeSet<String>> = found.iter().flatten().map(|name| content(name).collect()).collect();
    let different: BTreeSet<_> = stems.iter().collect();
    assert_eq!((stems.len(), different.len()), (4, 4), "{found:?}");
}

#[test]
fn the_likelier_of_two_rows_gets_the_label() {
    let article = Article::read(TEXT);
    let rows = [
        (article.row("The flood ruined the old wheel"), ["wheel"].as_slice()),
        (article.row("Farmers lost forty cows to fever"), &["timeline"]),
        (article.row("Bakers in Tarn Valley bought flour"), &["reason"]),
    ];
    let found = named(&article, &rows);
    assert_eq!(found[1].as_deref(), Some("Timeline"));
    assert_eq!(found[2].as_deref(), Some("Reason"));
    assert!(
        found[0].as_deref().is_some_and(|name| name.contains("wheel")),
        "{found:?}"
    );
}

#[test]
fn a_claim_is_named_after_who_makes_it_or_not_at_all() {
    let article = Article::read("The mill is unsafe and must close, Mara Quist said on Monday.");
    let row = article.row("mill is unsafe and must close");
    let mut claim = row.clone();
    claim.cut.claimed_by = Some(article.span("Mara Quist"));
    let likely = ["Quist", "reason"].as_slice();
    assert_eq!(
        named(&article, &[(claim.clone(), likely)]),
        [Some("Quist's view".to_owned())]
    );
    // Nobody else's claim, it may have any name.
    let free = named(&article, &[(row, likely)]);
    assert_ne!(free, [None]);
    // "She" names nobody, and "warning" is no word that labels are made of here.
    let scored = [(&claim, Some(scores(&article, &claim, likely)))];
    let without = Inventory {
        possessions: Vec::new(),
        ..inventory()
    };
    let (document, referents) = (&article.document, article.referents());
    let sections = sections(document);
    let found = labels(document, &article.tags, &referents, &sections, &without, &scored);
    assert_eq!(found, [None]);
}

#[test]
fn who_is_told_does_not_speak() {
    let owners_in = |text: &str| {
        let article = Article::read(text);
        let row = article.row("mill would close");
        let own = article.tags.words(row.sentence);
        let pointed = vec![0.5; own.len()];
        let found = owners(
            &article.document,
            &article.tags,
            &article.referents(),
            own,
            &row,
            &pointed,
        );
        found.into_iter().map(|(owner, ..)| owner).collect::<Vec<_>>()
    };
    assert_eq!(
        owners_in("Mara Quist told the Orrin Times that the mill would close."),
        ["Quist's"]
    );
    assert_eq!(
        owners_in("Mara Quist warned the Orrin Times that the mill would close."),
        ["Quist's", "Orrin Times'"]
    );
}

fn nouns_of(article: &Article, words: &str) -> Vec<String> {
    let row = article.row(words);
    let own = article.tags.words(row.sentence);
    let found = nouns(&article.document, &article.tags, own, &row);
    found.into_iter().map(|noun| noun.name).collect()
}

#[test]
fn half_a_name_is_no_label() {
    let article = Article::read("Officials of the Vellin River Trust opened a new bakery in March.");
    assert!(article.tags.is_name("Vellin River Trust"));
    let found = nouns_of(&article, "Vellin River Trust opened a new bakery");
    assert!(found.iter().any(|name| name == "Vellin River Trust"), "{found:?}");
    for half in ["River Trust", "Trust", "Vellin River", "Vellin", "River"] {
        assert!(!found.iter().any(|name| name == half), "{half}: {found:?}");
    }
}

#[test]
fn nouns_that_name_nothing_are_no_labels() {
    let article = Article::read("In one week the number of people at the old bakery fell by 40 percent.");
    let found = nouns_of(&article, "number of people at the old bakery fell");
    assert!(found.contains(&"Old bakery".to_owned()), "{found:?}");
    for empty in ["Week", "Number", "People", "Percent", "40 percent"] {
        assert!(!found.iter().any(|name| name == empty), "{empty}: {found:?}");
    }
}

#[test]
fn labels_are_in_sentence_case() {
    let cases = [
        ("harbour tolls", false, "Harbour tolls"),
        ("harbour\ntolls", false, "Harbour tolls"),
        ("iPhone sales", false, "iPhone sales"),
        ("Vellin River Trust", true, "Vellin River Trust"),
        ("van Orrin", true, "van Orrin"),
        ("élan", false, "Élan"),
    ];
    for (words, named, expected) in cases {
        assert_eq!(sentence_case(words, named), expected);
    }
}

#[test]
fn what_happened_stands_only_at_the_beginning() {
    let article = Article::read(TEXT);
    let happened = |rows: &[&str]| {
        let rows: Vec<_> = rows.iter().map(|words| (article.row(words), [].as_slice())).collect();
        let names = named(&article, &rows);
        let found = names.iter().map(|name| name.as_deref() == Some("What happened"));
        found.collect::<Vec<_>>()
    };
    let first = "Orrin will close its oldest mill";
    let (second, last) = (
        "The flood ruined the old wheel",
        "Mara Quist repaired the wooden bridge",
    );
    assert_eq!(happened(&[first, second, last]), [true, false, false]);
    assert_eq!(happened(&[last, second]), [false, true]);
    assert_eq!(happened(&["The roof needs new beams", last]), [false, false]);
}

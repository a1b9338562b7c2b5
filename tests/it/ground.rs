//! What the checker catches, and what it lets through.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;

use quickrecap::{Document, Encoder, ground::Checker, input};
use serde::Deserialize;

use crate::harness::{ARTICLES, Dir, fixture, recap};

/// A claim about one of the fixtures: a faithful paraphrase, or a trap with its kind.
#[derive(Deserialize)]
struct Case {
    article: String,
    claim: String,
    trap: Option<String>,
}

/// Prints the rates, and what went wrong.
#[test]
fn traps_are_caught_and_paraphrases_pass() {
    let path = fixture("../ground/claims.jsonl");
    let lines = fs::read_to_string(path).expect("the fixture is there");
    let mut cases: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for line in lines.lines() {
        let case: Case = serde_json::from_str(line).expect("a case");
        cases.entry(case.article.clone()).or_default().push(case);
    }
    let encoder = Encoder::embedded().expect("the encoder");
    let (mut traps, mut caught, mut faithful, mut alarms) = (0, 0, 0, 0);
    for (article, cases) in cases {
        let bytes = fs::read(fixture(&article)).expect("the article is there");
        let document = Document::new(input::read(&bytes, Some(article.as_ref()), None).expect("an article"));
        let checker = Checker::new(&document, &encoder).expect("the encoder runs");
        let claims: Vec<&str> = cases.iter().map(|case| case.claim.as_str()).collect();
        let findings = checker.check_all(&claims).expect("checked");
        for (case, finding) in cases.iter().zip(findings) {
            match (&case.trap, finding) {
                (Some(kind), Ok(support)) => {
                    let evidence = support.evidence.first().slice(document.text());
                    println!("missed {kind}: {} ({evidence})", case.claim);
                }
                (Some(_), Err(_)) => caught += 1,
                (None, Err(unsupported)) => {
                    alarms += 1;
                    let nearest = unsupported.nearest.map_or("", |span| span.slice(document.text()));
                    println!("false alarm: {} ({}: {nearest})", case.claim, unsupported.problem);
                }
                (None, Ok(_)) => {}
            }
            if case.trap.is_some() { traps += 1 } else { faithful += 1 }
        }
    }
    println!("{caught} of {traps} traps caught, {alarms} false alarms on {faithful} faithful claims");
    assert!(caught * 100 >= traps * 95, "{caught} of {traps} traps caught");
    assert!(
        alarms * 100 <= faithful * 12,
        "{alarms} false alarms on {faithful} faithful claims"
    );
}

#[test]
fn recaps_of_the_fixtures_verify_clean() {
    let dir = Dir::new();
    for name in ARTICLES {
        for format in ["md", "json"] {
            let output = dir.path(format!("{name}.{format}"));
            let article = fixture(name);
            let args = ["-f", format, "-o"].map(OsStr::new);
            let made = recap(args.into_iter().chain([output.as_os_str(), article.as_os_str()]));
            assert_eq!(made.code, 0, "{made:?}");
            let verified = recap(["verify".as_ref(), output.as_os_str(), article.as_os_str()]);
            assert_eq!(verified.code, 0, "{}", verified.stdout);
            assert!(verified.stdout.contains("| verbatim |"), "{}", verified.stdout);
        }
    }
}

#[test]
fn an_edited_recap_is_told_apart() {
    let dir = Dir::new();
    let article = fixture("dairy-closure.txt");
    let made = recap([article.as_os_str()]).stdout;
    let edited = dir.write("edited.md", made.replace("cut 340 jobs", "cut 430 jobs"));
    let verified = recap(["verify".as_ref(), edited.as_os_str(), article.as_os_str()]);
    assert_eq!(verified.code, 1, "{}", verified.stdout);
    let unsupported = verified.stdout.lines().filter(|line| line.contains("**unsupported**"));
    let unsupported: Vec<&str> = unsupported.collect();
    assert!(
        !unsupported.is_empty() && unsupported.iter().all(|line| line.contains("430 jobs")),
        "{unsupported:?}"
    );
}

#[test]
fn verify_says_what_it_cannot_read() {
    let dir = Dir::new();
    let empty = dir.write("empty.md", "# Nothing\n");
    let article = fixture("dairy-closure.txt");
    let outcome = recap(["verify".as_ref(), empty.as_os_str(), article.as_os_str()]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    assert!(
        outcome.stderr.contains("empty.md: there is nothing in it to check"),
        "{}",
        outcome.stderr
    );
}

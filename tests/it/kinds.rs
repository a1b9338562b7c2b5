//! Inputs as people save them: nothing of the article lost, nothing around it taken for it.

use crate::harness::{Dir, exit_code_with_closed_stdout, recap, recap_stdin};

const FIRST: &str =
    "The potters of Tarn Ove lit their kiln on Monday for the first time in 19 years, said the guild that owns it.";
const SECOND: &str =
    "“It burns 14 tonnes of peat a week,” said Ida Holt, who keeps the fire with her brother Per and two pupils.";
const THIRD: &str =
    "The guild paid 340,000 crowns for a new chimney and hopes to sell 6,000 bowls before the end of the summer.";

/// A page whose article is the three paragraphs, with `within` between the first and the second.
fn page(within: &str) -> String {
    format!(
        "<!doctype html><meta charset=utf-8><title>Kiln lit</title><main><article><h1>Kiln lit</h1>\
         <p>{FIRST}</p>{within}<p>{SECOND}</p><p>{THIRD}</p></article></main>"
    )
}

fn extracted(input: impl Into<Vec<u8>>) -> String {
    let outcome = recap_stdin(input, ["--extract"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    outcome.stdout
}

#[test]
fn a_stray_byte_does_not_garble_the_rest() {
    let text = [
        b"The caf\xc3\xa9 \xe2\x80\x98Ove\xe2\x80\x99 closed \x96 for good".as_slice(),
        b" \xff today.",
    ]
    .concat();
    assert_eq!(
        extracted(text).trim_end(),
        "The café ‘Ove’ closed – for good \u{fffd} today."
    );
}

#[test]
fn text_of_an_old_macintosh_is_read_as_such() {
    let text = b"\xd2The kiln won\xd5t cool,\xd3 said the potter of the caf\x8e.";
    assert_eq!(
        extracted(text).trim_end(),
        "“The kiln won’t cool,” said the potter of the café."
    );
}

#[test]
fn a_json_file_is_its_articles_or_a_clear_error() {
    let dir = Dir::new();
    let one = dir.write(
        "one.json",
        "{\n  \"title\": \"Kiln lit\",\n  \"text\": \"The kiln was lit on Monday.\"\n}\n",
    );
    assert_eq!(recap([one.as_os_str(), "--json".as_ref()]).json()["title"], "Kiln lit");
    let many = dir.write(
        "many.json",
        "[{\"id\": \"a\", \"text\": \"The kiln was lit.\"},\n {\"id\": \"b\", \"text\": \"It burns peat.\"}]",
    );
    let outcome = recap([many.as_os_str(), "-f".as_ref(), "jsonl".as_ref()]);
    let ids: Vec<_> = outcome.json_lines().iter().map(|json| json["id"].clone()).collect();
    assert_eq!((outcome.code, ids.len()), (0, 2), "{outcome:?}");
    let none = dir.write("none.json", "{\"kilns\": [1, 2]}");
    let outcome = recap([none]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""), "{outcome:?}");
    assert!(outcome.stderr.contains("`text` is missing"), "{outcome:?}");
}

#[test]
fn a_page_that_a_script_fills_is_read_from_its_description() {
    let described = serde_json::json!({
        "@type": "NewsArticle", "headline": "Kiln lit", "datePublished": "2025-03-04", "author": [{"name": "Ida Holt"}],
        "articleBody": format!("{FIRST}\n\n{SECOND}"),
    });
    let page = format!(
        "<!doctype html><title>Kiln lit</title><script type=\"application/ld+json\">{described}</script>\
         <body><div id=root></div><noscript>Please turn on JavaScript.</noscript>"
    );
    let json = recap_stdin(page, ["--json", "--text"]).json();
    assert!(
        json["source"]["text"]
            .as_str()
            .is_some_and(|text| text.contains(SECOND)),
        "{json}"
    );
    assert_eq!(
        (&json["source"]["byline"], &json["source"]["date"]),
        (&"Ida Holt".into(), &"2025-03-04".into())
    );
}

#[test]
fn a_page_of_several_articles_is_read_whole_and_says_so() {
    let article = |title: &str, text: &str| format!("<article><h2><a href=/x>{title}</a></h2><p>{text}</p></article>");
    let page = format!(
        "<!doctype html><meta charset=utf-8><title>Tarn Ove News</title><main>{}{}{}</main>",
        article("Kiln lit", FIRST),
        article("Fire kept", SECOND),
        article("Chimney paid", THIRD)
    );
    let outcome = recap_stdin(page, ["--extract"]);
    for text in [FIRST, SECOND, THIRD] {
        assert!(outcome.stdout.contains(text), "{outcome:?}");
    }
    assert!(outcome.stderr.contains("the page holds 3 articles"), "{outcome:?}");
}

#[test]
fn a_page_cut_off_for_subscribers_says_so() {
    let stub = page("").replace(
        &format!("<p>{THIRD}</p>"),
        "<div class=wall><p>Subscribe to continue reading this article.</p></div>",
    );
    let outcome = recap_stdin(stub, ["--extract"]);
    assert!(outcome.stderr.contains("looks cut"), "{outcome:?}");
    assert_eq!(recap_stdin(page(""), ["--extract"]).stderr, "");
}

#[test]
fn what_stands_apart_in_an_article_is_no_part_of_it() {
    for within in [
        "<p hidden>Draft: ask the guild whether the price is right before this goes out to all readers.</p>",
        "<p style='display: none'>The kiln was sold to the best agents on the coast, who have 40 more.</p>",
        "<div aria-hidden=true><p>Decoration that is read to nobody, three times, and means nothing at all.</p></div>",
        "<div class='box newsletter-signup'><h4>Letters</h4><p>Get the best of the News every morning, for free, with one click.</p></div>",
        "<article class=teaser><h3>More</h3><p>Ten recipes for soup in a bowl, chosen by our editor after long evenings.</p></article>",
    ] {
        let text = extracted(page(within));
        assert_eq!(text.trim_end(), [FIRST, SECOND, THIRD].join("\n\n"), "{within}");
    }
}

#[test]
fn marks_of_an_encyclopedia_are_no_words() {
    let within = "<p>It was built in 1868.<sup class=reference><a href=#1>[1]</a></sup><sup>[<i>citation needed</i>]</sup></p>\
                  <h2>History<span class=mw-editsection>[<a href=e>edit</a>]</span></h2>";
    let text = extracted(page(within));
    assert!(
        text.contains("It was built in 1868.\n") && text.contains("History\n"),
        "{text}"
    );
    assert!(!text.contains('['), "{text}");
}

#[test]
fn a_clipping_of_a_reading_app_is_its_passages() {
    let note = format!(
        "# Kiln lit\n\n## Metadata\n- Author: [[Ida Holt]]\n- Full Title: Kiln lit\n- URL: https://kilns.example/a\n\n\
         ## Highlights\n- {FIRST} ([View Highlight](https://app.example/1))\n- {SECOND} ([View Highlight](https://app.example/2))\n"
    );
    let json = recap_stdin(note, ["--json", "--text"]).json();
    let text = json["source"]["text"].as_str().expect("a text");
    assert!(
        !text.contains("View Highlight") && !text.contains("Full Title"),
        "{text}"
    );
    assert_eq!(json["source"]["byline"], "Ida Holt");
    assert_eq!(json["source"]["url"], "https://kilns.example/a");
}

#[test]
fn messages_carry_nothing_that_a_terminal_obeys() {
    let hostile = "a\u{1b}[31m\u{9b}2J\u{202e}b\u{200b}c";
    for arguments in [&[hostile][..], &["--format", hostile], &[&format!("--{hostile}")]] {
        let outcome = recap(arguments);
        assert_ne!(outcome.code, 0);
        let active = |c: char| c != '\n' && (c.is_control() || "\u{202e}\u{200b}".contains(c));
        assert!(!outcome.stderr.contains(active), "{outcome:?}");
    }
}

#[test]
fn passwords_in_addresses_are_not_printed() {
    let line = "{\"text\": \"The kiln was lit.\", \"url\": \"https://ida:s3cret@kilns.example/a\"}\n";
    for format in ["json", "md"] {
        let outcome = recap_stdin(line, ["-f", format]);
        assert!(
            outcome.stdout.contains("https://kilns.example/a") && !outcome.stdout.contains("s3cret"),
            "{outcome:?}"
        );
    }
    let outcome = recap(["https://ida:s3cret@kilns.example/a"]);
    assert!(outcome.code == 1 && !outcome.stderr.contains("s3cret"), "{outcome:?}");
}

#[test]
fn a_title_has_a_length() {
    let json = recap_stdin(
        format!("# {}\n\n{FIRST}\n", "kiln ".repeat(5_000)),
        ["--json", "--input-format", "markdown"],
    )
    .json();
    let title = json["title"].as_str().expect("a title");
    assert!(title.chars().count() <= 301 && title.ends_with('…'), "{}", title.len());
}

#[test]
fn completions_into_a_closed_pipe_are_no_panic() {
    assert_eq!(
        exit_code_with_closed_stdout(&["completions".as_ref(), "bash".as_ref()]),
        0
    );
    assert_eq!(exit_code_with_closed_stdout(&["--help".as_ref()]), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn help_onto_a_full_disk_is_a_failure() {
    for arguments in [&["--help"][..], &["completions", "bash"]] {
        let full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("opened");
        let output = std::process::Command::new(assert_cmd::cargo::cargo_bin!("recap"))
            .args(arguments)
            .stdout(full)
            .output()
            .expect("the binary runs");
        assert_eq!(output.status.code(), Some(1), "{arguments:?} {output:?}");
        assert!(
            !String::from_utf8_lossy(&output.stderr).contains("panicked"),
            "{output:?}"
        );
    }
}

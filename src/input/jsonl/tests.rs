use std::error::Error as _;

use proptest::prelude::*;

use super::*;
use crate::input::BlockKind;

fn all(lines: &str) -> Vec<Result<Article, Error>> {
    articles(lines.as_bytes()).collect()
}

/// The reason why a single line failed.
fn reason(line: &str) -> String {
    let error = all(line).pop().expect("a line").expect_err(line);
    error.source().expect("a reason").to_string()
}

#[test]
fn text_is_exactly_as_given() {
    let text = " Rents\tfall\r\n\r\nThey fell \u{a0}by 4 %…\u{2028}Again. ";
    let line = serde_json::json!({ "text": text, "id": "a", "extra": { "x": [1, null] } }).to_string();
    let article = all(&line).remove(0).expect("an article");
    assert_eq!(article.text, text);
    assert_eq!(article.meta.id.as_deref(), Some("a"));
}

#[test]
fn what_the_line_says_about_the_article() {
    let line = r#"{"text": "Rents fall\n\nThey fell by 4 %.", "title": "Rents  fall", "url": "https://example.org/a", "byline": "Ada Holm", "date": "2025-07-17T08:00:00Z", "id": 7}"#;
    let article = all(line).remove(0).expect("an article");
    assert_eq!(article.meta.id.as_deref(), Some("7"));
    assert_eq!(article.meta.title.as_deref(), Some("Rents fall"));
    assert_eq!(article.meta.url.as_deref(), Some("https://example.org/a"));
    assert_eq!(article.meta.byline.as_deref(), Some("Ada Holm"));
    assert_eq!(article.meta.date, Some(jiff::civil::date(2025, 7, 17)));
    assert_eq!(article.blocks[0].kind, BlockKind::Heading { level: 1 });
}

#[test]
fn absent_null_and_unsafe_values_are_left_out() {
    let line = r#"{"text": "Rents fell.", "title": null, "url": "javascript:alert(1)", "byline": " ", "date": ""}"#;
    let article = all(line).remove(0).expect("an article");
    assert_eq!(article.meta, crate::input::Meta::default());
}

#[test]
fn a_bad_line_does_not_end_the_run() {
    let lines = "\u{feff}{\"text\": \"One.\"}\r\n\n{\"text\": 5}\n{\"text\": \"Two.\"}";
    let mut articles = articles(lines.as_bytes());
    let mut seen = Vec::new();
    while let Some(article) = articles.next() {
        seen.push((articles.line(), article.map(|a| a.text).map_err(|e| e.to_string())));
    }
    let expected = [
        (1, Ok("One.".to_owned())),
        (3, Err("line 3 is no article".to_owned())),
        (4, Ok("Two.".to_owned())),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn reasons_are_clear() {
    let cases = [
        (
            r#"{"title": "Rents"}"#,
            "`text` is missing; put the article's text there",
        ),
        (r#"{"text": ["a"]}"#, "`text` must be a string, not a list"),
        (r#"{"text": " \n "}"#, "nothing to recap: the input is empty"),
        (
            r#"{"text": "---"}"#,
            "nothing to recap: there is no text in this jsonl input",
        ),
        #[cfg(feature = "html")]
        (
            r#"{"html": "<script>a</script>"}"#,
            "no article found in this HTML page; save the article itself, or copy its text into a file",
        ),
        #[cfg(feature = "html")]
        (r#"{"html": " "}"#, "nothing to recap: the input is empty"),
        (
            r#"{"text": "a"#,
            "no valid JSON object: EOF while parsing a string (column 11)",
        ),
    ];
    for (line, expected) in cases {
        assert_eq!(reason(line), expected, "{line}");
    }
    for line in [
        "[1, 2]",
        "nonsense",
        "\"text\"",
        "{\"text\": \"\\ud800\"}",
        "{\"text\":\"a\",\"text\":\"b\"}",
    ] {
        assert!(
            reason(line).starts_with("no valid JSON object"),
            "{line}: {}",
            reason(line)
        );
    }
}

#[test]
fn what_is_said_about_an_article_never_costs_it() {
    let day = Some(jiff::civil::date(2025, 3, 4));
    let cases = [
        (
            r#""byline": ["Ida Holt", {"name": "Per Lund"}]"#,
            Some("Ida Holt, Per Lund"),
            None,
        ),
        (r#""byline": {"name": "Ida Holt", "age": 41}"#, Some("Ida Holt"), None),
        (r#""byline": 7, "date": "soon""#, Some("7"), None),
        (r#""byline": true, "date": 1741046400"#, None, day),
        (r#""byline": [], "date": 1741046400000"#, None, day),
        (r#""title": true, "date": 20250304"#, None, day),
        (r#""url": 5, "date": "March 4, 2025""#, None, day),
        (r#""id": [1], "date": ["2025-03-04"]"#, None, day),
        (r#""date": -1e300"#, None, None),
    ];
    for (fields, byline, date) in cases {
        let line = format!("{{\"text\": \"Rents fell.\", {fields}}}");
        let article = all(&line).remove(0).unwrap_or_else(|error| panic!("{line}: {error:?}"));
        assert_eq!(
            (article.meta.byline.as_deref(), article.meta.date),
            (byline, date),
            "{line}"
        );
    }
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(50_000), close.repeat(50_000));
        let ignored = all(&format!("{{\"text\": \"a\", \"x\": {deep}}}")).remove(0);
        assert!(ignored.is_ok(), "an unknown field");
        let wrong = all(&format!("{{\"text\": {deep}}}")).remove(0);
        assert!(wrong.is_err(), "no string");
    }
}

#[test]
fn an_overlong_line_is_passed_over() {
    let long = std::io::Read::take(std::io::repeat(b'x'), MAX_BYTES as u64 + 10);
    let next: &[u8] = b"\n{\"text\": \"Two.\"}\n";
    let reader = std::io::BufReader::new(std::io::Read::chain(long, next));
    let mut articles = articles(reader);
    let error = articles.next().expect("a line").expect_err("too long");
    assert!(
        matches!(&error, Error::Line { line: 1, source } if matches!(**source, Error::TooLarge)),
        "{error:?}"
    );
    assert_eq!(articles.next().expect("a line").expect("an article").text, "Two.");
    assert!(articles.next().is_none());
}

#[test]
fn a_reader_that_fails_ends_the_stream() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("gone"))
        }
    }
    let mut articles = articles(std::io::BufReader::new(Broken));
    assert!(matches!(articles.next(), Some(Err(Error::Io { .. }))));
    assert!(articles.next().is_none());
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        articles(bytes.as_slice()).for_each(drop);
    }

    #[test]
    fn any_text_survives(text in "\\PC{1,80}") {
        let line = serde_json::json!({ "text": text }).to_string();
        for article in articles(line.as_bytes()).flatten() {
            prop_assert_eq!(&article.text, &text);
        }
    }
}

#[cfg(feature = "html")]
#[test]
fn pages_are_read_as_html_and_the_record_knows_better() {
    let page = "<title>Rents fall</title><article><h2>Why</h2><p>Rents fell in May, the city said on Monday, for the first time in eight years.</p><p>New flats came onto the market all at once, and landlords had to follow.</p></article>";
    let line = serde_json::json!({"id": "a", "html": page, "title": "Rents at last", "date": "2025-07-17"});
    let article = parse(line.to_string().as_bytes(), &mut from_page).expect("an article");
    assert_eq!(article.meta.id.as_deref(), Some("a"));
    assert_eq!(article.meta.title.as_deref(), Some("Rents at last"));
    assert_eq!(article.meta.date, Some(jiff::civil::date(2025, 7, 17)));
    assert!(article.text.ends_with("landlords had to follow.\n"), "{}", article.text);
}

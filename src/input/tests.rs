use std::path::PathBuf;

use super::*;

fn fixture(name: &str) -> (Vec<u8>, PathBuf) {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/input")).join(name);
    let bytes = std::fs::read(&path).expect("fixtures are there");
    (bytes, path)
}

fn error(bytes: &[u8]) -> String {
    read(bytes, None, None).expect_err("no article").to_string()
}

#[test]
fn the_same_article_in_three_formats() {
    let (bytes, path) = fixture("tram.txt");
    let text = read(&bytes, Some(&path), None).expect("text");
    assert_eq!(text.text.as_bytes(), bytes, "plain text is never touched");
    let (bytes, path) = fixture("tram.md");
    let markdown = read(&bytes, Some(&path), None).expect("Markdown");
    let (bytes, path) = fixture("tram.jsonl");
    let jsonl = read(&bytes, Some(&path), None).expect("JSONL");
    let outline = |article: &Article| -> Vec<(BlockKind, String)> {
        article
            .blocks
            .iter()
            .map(|b| (b.kind, crate::span::one_line(b.span.slice(&article.text))))
            .collect()
    };
    assert_eq!(outline(&text), outline(&markdown));
    assert_eq!(outline(&text), outline(&jsonl));
    assert_eq!(
        text.meta.title.as_deref(),
        Some("Hartwell builds a tram to the harbour")
    );
    assert_eq!(markdown.meta.title, text.meta.title);
    assert_eq!(markdown.meta.byline.as_deref(), Some("Ada Holm"));
    assert_eq!(markdown.meta.date, jsonl.meta.date);
    assert_eq!(markdown.meta.url, jsonl.meta.url);
    let count = |kind: fn(&BlockKind) -> bool| text.blocks.iter().filter(|b| kind(&b.kind)).count();
    assert_eq!(count(|k| matches!(k, BlockKind::Heading { level: 2 })), 4);
    assert_eq!(count(|k| matches!(k, BlockKind::ListItem { .. })), 6);
    assert_eq!(count(|k| matches!(k, BlockKind::Quote)), 1);
}

#[test]
#[cfg(all(feature = "html", feature = "pdf"))]
fn the_same_article_as_page_and_print() {
    for name in ["tram.html", "tram.mhtml", "tram.pdf"] {
        let (bytes, path) = fixture(name);
        let article = read(&bytes, Some(&path), None).expect(name);
        assert_eq!(
            article.meta.title.as_deref(),
            Some("Hartwell builds a tram to the harbour"),
            "{name}"
        );
        assert_eq!(article.meta.byline.as_deref(), Some("Ada Holm"), "{name}");
        for said in [
            "cost 210 million euros.\n\nWhy a tram?\n\nThe buses on this route are full.",
            "three sources:\n\n- 60 % from the federal government\n- 25 % from the region\n- the rest",
            "Next Steps\n\n",
        ] {
            assert!(article.text.contains(said), "{name}: {}", article.text);
        }
        for unsaid in ["cookies", "Ferries", "All rights", "consent"] {
            assert!(!article.text.contains(unsaid), "{name}: {unsaid}");
        }
        let heading = |b: &&Block| b.kind == BlockKind::Heading { level: 2 };
        assert_eq!(article.blocks.iter().filter(heading).count(), 4, "{name}");
    }
}

#[test]
fn inputs_that_are_no_articles() {
    assert_eq!(error(b""), "nothing to recap: the input is empty");
    assert_eq!(error(b" \r\n\t"), "nothing to recap: the input is empty");
    assert_eq!(error("\u{feff}".as_bytes()), "nothing to recap: the input is empty");
    assert_eq!(
        error(b"-----\n"),
        "nothing to recap: there is no text in this text input"
    );
    #[cfg(feature = "pdf")]
    assert!(error(b"%PDF-1.4").starts_with("the PDF file is damaged: "));
    #[cfg(feature = "html")]
    assert_eq!(
        error(b"<html>"),
        "no article found in this HTML page; save the article itself, or copy its text into a file"
    );
    #[cfg(not(feature = "html"))]
    assert_eq!(
        error(b"<html>"),
        "this build of recap cannot read HTML; save the article as text or Markdown"
    );
    assert_eq!(
        error(b"\x89PNG\r\n\x1a\n"),
        "this is a PNG image, not an article; save the article as text or Markdown"
    );
    assert_eq!(
        error(&vec![b'a'; MAX_BYTES + 1]),
        "the input is larger than 64 MiB; split it, or save only the article"
    );
    let two = b"{\"text\": \"a\"}\n{\"text\": \"b\"}\n";
    assert_eq!(
        error(two),
        "the input holds several articles; read it with `--input-format jsonl` or `json`"
    );
}

#[test]
fn a_given_format_is_followed() {
    let bytes = b"# Rents fall\n\nThey *fell*.";
    let text = read(bytes, None, Some(Format::Text)).expect("text");
    assert_eq!(text.text, "# Rents fall\n\nThey *fell*.");
    #[cfg(feature = "html")]
    assert!(matches!(
        read(bytes, None, Some(Format::Mhtml)),
        Err(Error::Damaged {
            format: Format::Mhtml,
            ..
        })
    ));
    assert!(matches!(
        read(b"\x7fELF", None, Some(Format::Text)),
        Err(Error::Binary { .. })
    ));
}

#[test]
fn one_word_is_an_article() {
    assert_eq!(read(b"word", None, None).expect("an article").blocks.len(), 1);
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic_any_reader(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300), format in 0..Format::ALL.len()) {
        for format in [None, Some(Format::ALL[format])] {
            if let Ok(article) = read(&bytes, None, format) {
                let mut at = 0;
                for block in &article.blocks {
                    proptest::prop_assert!(block.span.start() >= at && article.text.get(block.span.range()).is_some());
                    at = block.span.end();
                }
            }
        }
    }
}

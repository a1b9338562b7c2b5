use super::*;

use std::time::{Duration, Instant};

const PAGE: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Hartwell closes its old harbour | Hartwell Courier</title>
<meta property="og:site_name" content="Hartwell Courier"><meta name="author" content="By Ada Holm">
<meta property="article:published_time" content="2025-03-04T08:00:00Z">
<link rel="canonical" href="https://courier.example/harbour"></head><body>
<header><a href="/">Hartwell Courier</a><nav><ul><li><a href="/news">News</a><li><a href="/sport">Sport</a></ul></nav></header>
<div class="cookie-banner">We use cookies to make this site better. <button>Accept</button></div>
<main><article><h1>Hartwell closes its old harbour</h1><div class="byline">By <a href="/ada">Ada Holm</a></div>
<p>Hartwell will close its old harbour to cargo ships next spring, the town council decided on Tuesday evening after a debate of four hours.</p>
<figure><img src="a.jpg"><figcaption>The old harbour in January. Photo: Bo Lind</figcaption></figure>
<p>The quay is sinking by <a href="/survey">two centimetres a year</a>, engineers found, and repairs would cost 40 million crowns that the town does not have.</p>
<blockquote><p>“Nobody wanted this, but nobody could pay for the alternative either,” said the mayor, Signe Dahl, after the vote.</p></blockquote>
<h2>What changes</h2>
<ul><li>Cargo ships go to Northport from April on, eleven kilometres up the coast.</li><li>Ferries and fishing boats stay where they are until the summer of 2027.</li></ul>
<h2>What it costs</h2>
<p>The town expects to lose about three million crowns of harbour fees in the first year, which the state will make good in part.</p>
<p>Shops along the quay fear for their customers. “We live from the sailors,” said Mona Berg, who has sold rope there for thirty years.</p>
</article>
<aside class="related"><h3>Related</h3><ul><li><a href="/1">Ferries are late again</a><li><a href="/2">Storm over the coast</a></ul></aside>
<section id="comments"><h3>Comments</h3><div class="comment"><p>This is a scandal, I will never vote for them again in my whole life!</p></div></section></main>
<footer>© 2025 Hartwell Courier. All rights reserved. <a href="/privacy">Privacy</a></footer></body></html>"#;

fn error(page: &str) -> String {
    read(page.as_bytes()).expect_err("no article").to_string()
}

#[test]
fn a_page_becomes_its_article() {
    let article = read(PAGE.as_bytes()).expect("an article");
    let meta = &article.meta;
    assert_eq!(meta.title.as_deref(), Some("Hartwell closes its old harbour"));
    assert_eq!(meta.byline.as_deref(), Some("Ada Holm"));
    assert_eq!(meta.site.as_deref(), Some("Hartwell Courier"));
    assert_eq!(meta.date, Some(jiff::civil::date(2025, 3, 4)));
    assert_eq!(meta.url.as_deref(), Some("https://courier.example/harbour"));
    let kinds: Vec<BlockKind> = article.blocks.iter().map(|b| b.kind).collect();
    use BlockKind::*;
    let expected = [
        Paragraph,
        Paragraph,
        Quote,
        Heading { level: 2 },
        ListItem { depth: 0 },
        ListItem { depth: 0 },
        Heading { level: 2 },
        Paragraph,
        Paragraph,
    ];
    assert_eq!(kinds, expected, "{}", article.text);
    for gone in [
        "cookies",
        "Sport",
        "Ferries are late",
        "scandal",
        "Photo",
        "rights reserved",
    ] {
        assert!(!article.text.contains(gone), "{gone}: {}", article.text);
    }
    assert!(article.text.contains("sinking by two centimetres a year, engineers"));
}

#[test]
fn every_encoding_gives_the_same_article() {
    let utf16 = |encode: fn(u16) -> [u8; 2]| PAGE.encode_utf16().flat_map(encode).collect::<Vec<u8>>();
    let expected = read(PAGE.as_bytes()).expect("UTF-8");
    let latin = PAGE.replace("utf-8", "windows-1252");
    let cases: [(&str, Vec<u8>); 5] = [
        ("mark", [b"\xef\xbb\xbf", PAGE.as_bytes()].concat()),
        ("windows-1252", encoding_rs::WINDOWS_1252.encode(&latin).0.into_owned()),
        (
            "UTF-16LE with mark",
            [vec![0xff, 0xfe], utf16(u16::to_le_bytes)].concat(),
        ),
        ("UTF-16LE", utf16(u16::to_le_bytes)),
        ("UTF-16BE", utf16(u16::to_be_bytes)),
    ];
    for (name, bytes) in cases {
        assert_eq!(read(&bytes).expect(name), expected, "{name}");
    }
}

#[test]
fn shift_jis_is_read_as_declared() {
    let words = "港の閉鎖が決まった。町は来年の春から貨物船の受け入れをやめると発表した。修理の費用は四十億円と見込まれている。".repeat(4);
    let page = format!(
        "<html><head><meta charset=Shift_JIS><title>港</title></head><body><article><p>{words}</p><p>{words}町長は語った。</p></article>"
    );
    let bytes = encoding_rs::SHIFT_JIS.encode(&page).0.into_owned();
    let article = read(&bytes).expect("an article");
    assert!(article.text.contains("港の閉鎖が決まった。"), "{}", article.text);
}

#[test]
fn pages_without_article_say_so() {
    let expected = "no article found in this HTML page; save the article itself, or copy its text into a file";
    let teasers: String = (0..20)
        .map(|i| format!("<div><h2><a href=/{i}>Story number {i} from the harbour</a></h2><p>A short line about what happened there on day {i}.</p></div>"))
        .collect();
    for page in [
        "<html></html>".to_owned(),
        "<html><body><script>load()</script></body></html>".to_owned(),
        "<title>Log in</title><form><input name=a><button>Log in</button></form>".to_owned(),
        "<frameset><frame src=a></frameset>".to_owned(),
        format!("<title>Courier</title><body><main>{teasers}</main>"),
    ] {
        assert_eq!(error(&page), expected, "{page}");
    }
}

#[test]
fn impossible_days_are_left_out() {
    // The year at the foot of the page is no day either.
    let page = PAGE.replace("2025-03-04T08:00:00Z", "0001-01-01T00:00:00Z");
    assert_eq!(read(page.as_bytes()).expect("an article").meta.date, None);
    let page = PAGE.replace("2025-03-04T08:00:00Z", "2025-01-01T00:00:00Z");
    let new_year = Some(jiff::civil::date(2025, 1, 1));
    assert_eq!(read(page.as_bytes()).expect("an article").meta.date, new_year);
}

#[test]
fn the_deepest_page_let_in_is_read() {
    // The head's elements and the paragraph itself are open as well.
    for element in ["div", "span", "section", "b"] {
        let depth = slim::MAX_DEPTH - 10;
        let article = PAGE
            .split("<main>")
            .nth(1)
            .and_then(|rest| rest.split("</main>").next())
            .expect("its article");
        let page = format!("<body>{}{article}", format!("<{element}>").repeat(depth));
        let found = read(page.as_bytes()).unwrap_or_else(|e| panic!("{element}: {e}"));
        assert!(found.text.contains("close its old harbour"), "{element}");
    }
}

#[test]
fn hostile_pages_end_soon() {
    let body = PAGE.split("<main>").nth(1).expect("its article");
    let pages = [
        "<div>".repeat(100_000),
        "<b><p>".repeat(50_000),
        "<a href='".repeat(1_000_000),
        "<!--".repeat(1_000_000),
        "<!-- --!>".repeat(1_000_000),
        "<table><tr><td>".repeat(300),
        "<p>a".repeat(40_000),
        "<font size=1><p>".repeat(20_000),
        format!("<div {}>", "a=1 ".repeat(1_000_000)),
        format!("<script type='application/ld+json'>{}</script>", "[".repeat(400_000)),
        format!("<img src='data:,{}'>", "A".repeat(20_000_000)),
        "<select><option>".repeat(30_000),
        "<svg><g>".repeat(400),
    ];
    for page in pages {
        let start = Instant::now();
        let _ = read(format!("<html><body>{page}{body}").as_bytes());
        let took = start.elapsed();
        assert!(took < Duration::from_secs(30), "{took:?}: {}", &page[..40]);
    }
}

fn soup() -> impl proptest::strategy::Strategy<Value = String> {
    let piece = proptest::prop_oneof![
        "</?(div|p|b|i|a|table|tr|td|ul|ol|li|h1|h2|blockquote|pre|select|option|svg|math|template|form|button|article|main|span|font|br|hr|frameset|title|textarea)( (class|id|href|style)=[a-z\"' ]{0,6})?/?>",
        "[a-zA-Z ,.äß漢&;#x\"'<>/!-]{0,30}",
        proptest::strategy::Just(
            "The harbour was closed on Monday, the city said, and it will open again in May. ".to_owned()
        ),
        proptest::strategy::Just("<!-- ".to_owned()),
        proptest::strategy::Just("<script>".to_owned()),
        proptest::strategy::Just("<script type=application/ld+json>{\"articleBody\": [1, {\"a\"".to_owned()),
        proptest::strategy::Just("<meta name=author content=x><meta property=og:title content='a - b'>".to_owned()),
    ];
    proptest::strategy::Strategy::prop_map(proptest::collection::vec(piece, 0..60), |pieces| pieces.concat())
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn no_tag_soup_panics(page in soup()) {
        match read(page.as_bytes()) {
            Ok(article) => {
                let mut at = 0;
                for block in &article.blocks {
                    proptest::prop_assert!(block.span.start() >= at && article.text.get(block.span.range()).is_some());
                    at = block.span.end();
                }
            }
            // A panic of an extractor comes out as this.
            Err(error) => proptest::prop_assert!(!matches!(error, Error::Damaged { .. }), "{page}"),
        }
    }
}

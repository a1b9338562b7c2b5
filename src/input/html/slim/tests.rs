use super::*;

fn error(page: &str) -> String {
    slim(page).expect_err("too much").to_string()
}

#[test]
fn what_no_reader_needs_goes() {
    let cases: &[(&str, &str)] = &[
        ("<p>One<!-- <p>two</p> --> three", "<p>One three"),
        ("a<script>if (a < b) '<p>'</script>b<STYLE>p{}</style >c", "abc"),
        (
            "<script type='application/ld+json'>{}</script>",
            "<script type='application/ld+json'>{}</script>",
        ),
        (
            "<P CLASS=\"a > b\" data-x = '1' hidden>x</P>",
            "<p CLASS=\"a > b\" data-x = '1' hidden>x</p>",
        ),
        ("<br/><img src=a alt = b />", "<br /><img src=a alt = b />"),
        ("a < b and <3 </> </ x> c", "a < b and <3   c"),
        ("<title>a <b> c</title><b>d</b>", "<title>a <b> c</title><b>d</b>"),
        ("<!doctype html><!ELEMENT x><?php echo 1 ?>x", "<!doctype html>x"),
        (
            "one<!-->two<!--->three<!-- --!>four<!-- ---->five",
            "onetwothreefourfive",
        ),
        ("nul\0s <\0p>", "nuls <p>"),
        ("cut <a href='no end", "cut "),
        ("", ""),
    ];
    for (page, expected) in cases {
        assert_eq!(slim(page).expect("little"), *expected, "{page}");
    }
}

#[test]
fn embedded_pictures_go_and_the_tag_stays() {
    let page = format!(
        "<img class=a src=\"data:image/png;base64,{}\" alt=b>",
        "A".repeat(100_000)
    );
    assert_eq!(slim(&page).expect("little"), "<img class=a alt=b>");
    let page = format!("<p {}>x", "a=1 ".repeat(10_000));
    assert!(slim(&page).expect("little").len() < 400);
}

#[test]
fn limits_hold_at_their_edges() {
    assert!(slim(&"<div>".repeat(MAX_DEPTH)).is_ok());
    assert_eq!(
        error(&"<div>".repeat(MAX_DEPTH + 1)),
        "the page has more than 1,000 elements inside of each other, too much to be read safely; save only the article's text"
    );
    assert!(slim(&"<p>a</p>".repeat(MAX_TAGS / 2)).is_ok());
    assert!(error(&"<br>".repeat(MAX_TAGS + 1)).contains("100,000 tags"));
    assert!(error(&"a ".repeat(MAX_MARKUP / 2 + 1)).contains("8 MiB"));
}

#[test]
fn pages_without_end_tags_do_not_nest() {
    for unit in [
        "<p>a",
        "<li>a",
        "<li><p>a",
        "<tr><td>a<td>b",
        "<tr><td><p>a<p>b",
        "<dt>a<dd>b",
        "<option>a",
        "<p><a href=1>b",
        "<b>a<p>b</b>",
        "<br>",
    ] {
        let page = format!("<ul><table>{}", unit.repeat(3_000));
        assert!(slim(&page).is_ok(), "{unit}");
    }
}

#[test]
fn nesting_behind_end_tags_is_seen() {
    for unit in [
        "<div><table><tr><td></div>",
        "<b><div></b>",
        "<div><button></div>",
        "<span><div></span>",
    ] {
        let page = unit.repeat(2_000);
        assert!(error(&page).contains("inside of each other"), "{unit}");
    }
    let fonts: String = (0..3_000).map(|i| format!("<p><font size={i}>a")).collect();
    assert!(error(&fonts).contains("never closed"));
}

proptest::proptest! {
    #[test]
    fn no_text_panics(page in "[<>/!a-c=\"' -]{0,80}") {
        let _ = slim(&page);
    }

    #[test]
    fn words_outside_of_tags_stay(words in "[a-zäöü ]{0,60}") {
        proptest::prop_assert_eq!(slim(&words).expect("little"), words);
    }
}

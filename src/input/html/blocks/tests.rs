use super::*;
use crate::input::{Article, Meta};

fn read(page: &str) -> Article {
    outline(&pieces(&Document::parse(page))).finish(Meta::default())
}

fn outlined(page: &str) -> Vec<(BlockKind, String)> {
    let article = read(page);
    let words = |b: &crate::input::Block| (b.kind, b.span.slice(&article.text).to_owned());
    article.blocks.iter().map(words).collect()
}

#[test]
fn every_construct() {
    use BlockKind::*;
    let page = "<h2>Why <em>now</em></h2><p>One\n two<br>three<br><br>four</p><ol start=3><li>a<ul><li><p>b</p><p>c</p></ul>\
        <li>d</ol><blockquote><p>Said</p></blockquote><table><caption>No</caption><tr><th>x<th>y<tr><td>1<td>2</table>\
        <pre>fn a() {\n    b\n}</pre><figure><img alt=no><figcaption>No</figcaption></figure>tail<script>no</script>";
    let expected = [
        (Heading { level: 2 }, "Why now"),
        (Paragraph, "One two\nthree"),
        (Paragraph, "four"),
        (ListItem { depth: 0 }, "a"),
        (ListItem { depth: 1 }, "b"),
        (ListItem { depth: 1 }, "c"),
        (ListItem { depth: 0 }, "d"),
        (Quote, "Said"),
        (TableRow, "x | y"),
        (TableRow, "1 | 2"),
        (Code, "fn a() {\n    b\n}"),
        (Paragraph, "tail"),
    ];
    let found = outlined(page);
    let found: Vec<(BlockKind, &str)> = found.iter().map(|(k, w)| (*k, w.as_str())).collect();
    assert_eq!(found, expected);
    let text = read(page).text;
    assert!(
        text.contains("3. a\n  - b\n    c\n4. d\n\nSaid\n\nx | y\n1 | 2\n\n"),
        "{text}"
    );
}

#[test]
fn tables_made_for_their_looks_are_flow() {
    let found = outlined("<table><tr><td><p>One</p><p>Two</p></td><td>menu</td></tr></table>");
    assert!(found.iter().all(|(k, _)| *k == BlockKind::Paragraph), "{found:?}");
    assert_eq!(found.len(), 3);
}

#[test]
fn elements_of_a_sites_own_making_do_not_cut_sentences() {
    assert_eq!(
        outlined("<p>Rents fell (<x-source><a href=/1>1</a></x-source>) in <button>May</button>.</p>"),
        [(BlockKind::Paragraph, "Rents fell (1) in May.".to_owned())]
    );
}

#[test]
fn links_are_counted() {
    let found = pieces(&Document::parse(
        "<p><a href=/a>One two</a></p><p>See <a href=/a>this</a> for more</p><h2><a href='#x'>Why</a></h2>",
    ));
    let linked: Vec<bool> = found.iter().map(Piece::is_linked).collect();
    assert_eq!(linked, [true, false, false]);
}

#[test]
fn an_exponent_is_no_part_of_the_number_before_it() {
    let page =
        "<p>Each holds 5&times;10<sup>6</sup> grains on 50 m<sup>2</sup>, 10<sup>&minus;3</sup> of the 1<sup>st</sup>.";
    assert_eq!(
        outlined(page)[0].1,
        "Each holds 5×10⁶ grains on 50 m², 10⁻³ of the 1st."
    );
}

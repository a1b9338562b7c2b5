use super::*;

fn piece(kind: BlockKind, words: &str, linked: usize) -> Piece {
    Piece {
        kind,
        marker: String::new(),
        words: words.to_owned(),
        linked,
        aside: false,
    }
}

fn prose(words: &str) -> Piece {
    piece(BlockKind::Paragraph, words, 0)
}

fn link(words: &str) -> Piece {
    piece(BlockKind::Paragraph, words, words.len())
}

const ONE: &str = "The harbour was closed on Monday after the storm, the city said in the evening.";
const TWO: &str = "Two ferries lay at the quay all night because the lock would not open for them.";
const QUOTE: &str = "We have not seen water as high as this in thirty years, and we hope not to see it again.";
const THREE: &str = "The lock is to be repaired by the end of the week, and the ferries go again on Friday.";

fn chosen(page: &[Piece], first: &[&str], second: &[&str]) -> Vec<String> {
    let first: Vec<Piece> = first.iter().map(|w| prose(w)).collect();
    let second = || second.iter().map(|w| prose(w)).collect();
    choose(page, &first, second).into_iter().map(|p| p.words).collect()
}

#[test]
fn blocks_come_whole_from_the_page() {
    let page = [link("Home"), prose(ONE), prose(TWO), link("More about the harbour")];
    let cut = "The harbour was closed on Monday after the storm, the city said in";
    assert_eq!(chosen(&page, &[cut, TWO], &[]), [ONE, TWO]);
}

#[test]
fn a_quotation_lost_in_between_comes_back() {
    let page = [prose(ONE), piece(BlockKind::Quote, QUOTE, 0), prose(TWO), prose(THREE)];
    assert_eq!(
        chosen(&page, &[ONE, TWO, THREE], &[ONE, QUOTE, TWO]),
        [ONE, QUOTE, TWO, THREE]
    );
    assert_eq!(chosen(&page, &[ONE, TWO, THREE], &[]), [ONE, TWO, THREE]);
}

#[test]
fn the_second_opinion_counts_where_the_first_finds_nothing() {
    let page = [link("Home"), prose(ONE), prose(TWO), prose(THREE)];
    assert_eq!(chosen(&page, &[], &[ONE, TWO, THREE]), [ONE, TWO, THREE]);
    assert!(chosen(&page, &[], &[]).is_empty());
}

#[test]
fn repetitions_menus_and_related_links_go() {
    let related = [link("Storm in the north"), link("Ferries are late")];
    let page = [
        prose("Harbour"),
        prose("Sign in"),
        prose(ONE),
        prose(TWO),
        prose(ONE),
        related[0].clone(),
        related[1].clone(),
    ];
    let first = ["Harbour", ONE, TWO, "Storm in the north", "Ferries are late"];
    assert_eq!(chosen(&page, &first, &[]), [ONE, TWO]);
}

#[test]
fn what_is_not_on_the_page_is_taken_from_the_extractor() {
    // Text that only a script would put on the page, say.
    assert_eq!(chosen(&[prose("Loading")], &[ONE, TWO], &[]), [ONE, TWO]);
}

#[test]
fn lists_of_other_pages_are_no_article() {
    let links: Vec<Piece> = [ONE, TWO, THREE, QUOTE].into_iter().map(link).collect();
    assert!(chosen(&links, &[ONE, TWO, THREE, QUOTE], &[]).is_empty());
    let mut teasers = Vec::new();
    let texts: Vec<String> = (0..6).map(|i| format!("{ONE} It is day {i} of the storm.")).collect();
    for text in &texts {
        teasers.push(piece(BlockKind::Heading { level: 2 }, "Harbour closed", 14));
        teasers.push(prose(text));
    }
    let first: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert!(chosen(&teasers, &first, &[]).is_empty());
}

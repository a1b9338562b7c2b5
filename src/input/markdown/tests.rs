use proptest::prelude::*;

use super::*;

/// The extracted text must be `text`, with blocks of these kinds and words.
fn check(markdown: &str, text: &str, blocks: &[(BlockKind, &str)]) {
    let article = read(markdown);
    assert_eq!(article.text, text, "{markdown:?}");
    let found: Vec<_> = article
        .blocks
        .iter()
        .map(|b| (b.kind, b.span.slice(&article.text)))
        .collect();
    assert_eq!(found, blocks, "{markdown:?}");
}

const TITLE: BlockKind = BlockKind::Heading { level: 1 };
const SECTION: BlockKind = BlockKind::Heading { level: 2 };
const P: BlockKind = BlockKind::Paragraph;
const LI: BlockKind = BlockKind::ListItem { depth: 0 };
const LI1: BlockKind = BlockKind::ListItem { depth: 1 };

#[test]
fn inline_markup_becomes_its_words() {
    check(
        "Rents *fell* by **4 %**, [brokers](https://example.org \"t\") `say`[^1] &amp; hope.\nAgain,\\\nthey ~~rose~~ <b>fell</b>. ![a map](m.png)\n\n[^1]: A note.\n",
        "Rents fell by 4 %, brokers say & hope. Again,\nthey rose fell.\n",
        &[(P, "Rents fell by 4 %, brokers say & hope. Again,\nthey rose fell.")],
    );
    check(
        "See [[Page|the page]] and <https://example.org>.",
        "See the page and https://example.org.\n",
        &[(P, "See the page and https://example.org.")],
    );
}

#[test]
fn headings_keep_their_levels_and_one_is_the_title() {
    check(
        "# Rents fall {#top}\n\nText.\n\n### Why\n\nText.\n\n# More\n\nSetext\n------\n",
        "Rents fall\n\nText.\n\nWhy\n\nText.\n\nMore\n\nSetext\n",
        &[
            (TITLE, "Rents fall"),
            (P, "Text."),
            (BlockKind::Heading { level: 3 }, "Why"),
            (P, "Text."),
            (SECTION, "More"),
            (SECTION, "Setext"),
        ],
    );
}

#[test]
fn the_front_matter_knows_the_title() {
    let article = read("---\ntitle: Rents fall\n---\n# Rents fall\n\nText.\n\n# Why\n");
    assert_eq!(article.meta.title.as_deref(), Some("Rents fall"));
    assert_eq!(article.blocks[0].kind, TITLE);
    assert_eq!(article.blocks[2].kind, SECTION);
    let article = read("---\ntitle: Rents fall\n---\nText.\n\n# Why\n\nText.\n");
    assert_eq!(article.text, "Text.\n\nWhy\n\nText.\n");
    assert_eq!(article.blocks[1].kind, SECTION, "a section, since the title is another");
    assert_eq!(
        read("## Rents fall\n\nText.\n").meta.title.as_deref(),
        Some("Rents fall")
    );
}

#[test]
fn lists() {
    check(
        "Buy:\n\n- apples\n  - green\n  - red\n- [x] *pears*\n\n3. first\n\n   with more\n4. second\n",
        "Buy:\n\n- apples\n  - green\n  - red\n- pears\n3. first\nwith more\n4. second\n",
        &[
            (P, "Buy:"),
            (LI, "apples"),
            (LI1, "green"),
            (LI1, "red"),
            (LI, "pears"),
            (LI, "first\nwith more"),
            (LI, "second"),
        ],
    );
}

#[test]
fn quotes_tables_and_code() {
    check(
        "> One\n> two.\n>\n> > Three.\n\n> [!NOTE]\n> Four.\n\n| Year | Rent |\n|------|-----:|\n| 2024 | *900* |\n| | |\n| 2025 |\n\n```rust\nfn main() {}\n\n# no heading\n```\n\n    indented\n",
        "One two.\n\nThree.\n\nFour.\n\nYear | Rent\n2024 | 900\n2025\n\nfn main() {}\n\n# no heading\n\nindented\n",
        &[
            (BlockKind::Quote, "One two."),
            (BlockKind::Quote, "Three."),
            (BlockKind::Quote, "Four."),
            (BlockKind::TableRow, "Year | Rent"),
            (BlockKind::TableRow, "2024 | 900"),
            (BlockKind::TableRow, "2025"),
            (BlockKind::Code, "fn main() {}\n\n# no heading"),
            (BlockKind::Code, "indented"),
        ],
    );
}

#[test]
fn html_is_dropped_its_words_stay() {
    check(
        "<div class=\"x\">\n<p>Rents <i>fell</i>.</p>\n</div>\n\nThey <span>fell</span> <script>alert(1)</script>again.<br>Twice.\n\n<!-- nothing -->\n",
        "Rents fell.\n\nThey fell again.\nTwice.\n",
        &[(P, "Rents fell."), (P, "They fell again.\nTwice.")],
    );
}

#[test]
fn markup_without_words_leaves_nothing() {
    for markdown in [
        "",
        "![map](m.png)",
        "---\n\n***\n",
        "<br>\n",
        "- \n- \n",
        "```\n```",
        "#\n",
        "---\ntitle: a\n---\n",
    ] {
        let article = read(markdown);
        assert_eq!((article.text.as_str(), article.blocks.len()), ("", 0), "{markdown:?}");
    }
}

#[test]
fn huge_inputs_take_linear_time() {
    let inputs = [
        "*a ".repeat(25_000),
        "[".repeat(25_000),
        "![a](".repeat(12_500),
        "> ".repeat(1_250) + "a",
        "- ".repeat(500) + "a",
        "- a\n".repeat(12_500),
        "| a ".repeat(5_000) + "|\n" + &"|-".repeat(5_000) + "|\n",
        "<a ".repeat(12_500),
        "`".repeat(25_000),
        "# a\n\n".repeat(12_500),
        "&amp;".repeat(25_000),
    ];
    for markdown in inputs {
        let start: String = markdown.chars().take(12).collect();
        let clock = std::time::Instant::now();
        check_blocks(&read(&markdown));
        assert!(clock.elapsed().as_secs() < 20, "{start:?} took {:?}", clock.elapsed());
    }
}

/// Blocks are in order and do not overlap; between them stand bullets, numbers and white space only.
fn check_blocks(article: &Article) {
    let mut at = 0;
    for block in &article.blocks {
        let gap = article
            .text
            .get(at..block.span.start())
            .expect("in order, on boundaries");
        assert!(
            gap.chars().all(|c| c.is_whitespace()
                || c.is_control()
                || c.is_ascii_digit()
                || "-.|".contains(c)
                || !super::super::text::has_ink(&c.to_string())),
            "{gap:?}"
        );
        at = block.span.end();
    }
    assert!(!super::super::text::has_ink(&article.text[at..]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_text_panics(markdown in "\\PC{0,200}") {
        check_blocks(&read(&markdown));
    }

    #[test]
    fn no_structure_panics(
        lines in prop::collection::vec("( {0,4}|> |- |1\\. |# |    |\\| )[a-c*_`\\[\\]()!<>/&;|#^:~= -]{0,16}\r?", 0..24)
    ) {
        check_blocks(&read(&lines.join("\n")));
    }

    /// Words in plain Markdown come out in order, none missing.
    #[test]
    fn no_words_are_lost(
        words in prop::collection::vec("[a-z]{1,6}", 1..30),
        marks in prop::collection::vec("\n|\n\n|\n- |\n\n> |\n\n## | | \\*| \\*\\*|\n\n1\\. ", 30),
    ) {
        let markdown: String = words.iter().zip(&marks).flat_map(|(w, m)| [m.as_str(), w]).collect();
        let article = read(&markdown);
        let found: Vec<&str> = article.text.split(|c: char| !c.is_ascii_lowercase()).filter(|w| !w.is_empty()).collect();
        prop_assert_eq!(found, words);
    }
}

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

/// One line a block: kind and words, line breaks shown as `⏎`.
fn outline(text: &str) -> String {
    outline_of(&read(text.to_owned()))
}

fn outline_of(article: &Article) -> String {
    let mut out = String::new();
    for block in &article.blocks {
        let kind = match block.kind {
            BlockKind::Heading { level } => format!("h{level}"),
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::ListItem { depth } => format!("li{depth}"),
            BlockKind::Quote => "q".to_owned(),
            BlockKind::TableRow => "tr".to_owned(),
            BlockKind::Code => "code".to_owned(),
        };
        let words = block
            .span
            .slice(&article.text)
            .replace("\r\n", "⏎")
            .replace(['\n', '\r'], "⏎");
        writeln!(out, "{kind} {words}").expect("strings can be written to");
    }
    out
}

fn check(text: &str, expected: &[&str]) {
    let found = outline(text);
    let found: Vec<&str> = found.lines().collect();
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn paragraphs_headings_and_bullets() {
    check(
        "Rents fall in the capital\n\nRents fell by 4 % in May.\n\nWhat’s behind it?\n\nThree things, say brokers:\n\n  • New flats\n\n  • Fewer tenants\n\nWho Gains\n\nTenants do.\n",
        &[
            "h1 Rents fall in the capital",
            "p Rents fell by 4 % in May.",
            "h2 What’s behind it?",
            "p Three things, say brokers:",
            "li0 New flats",
            "li0 Fewer tenants",
            "h2 Who Gains",
            "p Tenants do.",
        ],
    );
}

#[test]
fn every_bullet_and_number() {
    for bullet in [
        "•", "-", "*", "–", "‣", "▪", "◦", "●", "1.", "12.", "1)", "(1)", "a)", "+",
    ] {
        let article = read(format!("Buy:\n{bullet} apples\n{bullet} pears\n"));
        assert_eq!(outline_of(&article), "h1 Buy:\nli0 apples\nli0 pears\n", "{bullet}");
    }
    check("List\n\n•apples\n•\tpears", &["h1 List", "li0 apples", "li0 pears"]);
    check(
        "• apples\n  o green\n  o red\n• pears",
        &["li0 apples", "li1 green", "li1 red", "li0 pears"],
    );
}

#[test]
fn what_only_looks_like_a_bullet() {
    check("-5 degrees at night.", &["p -5 degrees at night."]);
    check("1998. That was the year.", &["p 1998. That was the year."]);
    check("*starred* words come first.", &["p *starred* words come first."]);
    check("A. Smith won. B. Jones lost.", &["p A. Smith won. B. Jones lost."]);
}

#[test]
fn items_keep_their_explanations() {
    check(
        "  1. Better planning\n     The firm will plan ahead.\n\n  2. Fewer roles\n     It will close\n     two units.\nAfterwards nothing is the same.",
        &[
            "li0 Better planning⏎     The firm will plan ahead.",
            "li0 Fewer roles⏎     It will close⏎     two units.",
            "p Afterwards nothing is the same.",
        ],
    );
}

#[test]
fn numbered_headings_over_paragraphs() {
    check(
        "Sleep better\n\n1. Keep a rhythm\n\nGo to bed at the same time each day.\n\n2. Avoid screens\n\nBlue light delays sleep in most people.",
        &[
            "h1 Sleep better",
            "h2 Keep a rhythm",
            "p Go to bed at the same time each day.",
            "h2 Avoid screens",
            "p Blue light delays sleep in most people.",
        ],
    );
    check(
        "1. apples\n2. pears\n\nThat is all we need from the shop.",
        &["li0 apples", "li0 pears", "p That is all we need from the shop."],
    );
}

#[test]
fn hard_wrapped_lines_are_one_paragraph() {
    check(
        "The council of Upper Hartwell on Monday approved a tram line that will\nlink the harbour with the university, after a debate of six hours. Mayor\nTom Ferris called it a turning point, and the line will cost far less than\n\
         - as some had feared - the old plan. Construction starts in the spring,\nand it will take six years.\n\nA second paragraph starts here, and it is wrapped at the same width, as\none would expect.\n",
        &[
            "p The council of Upper Hartwell on Monday approved a tram line that will⏎link the harbour with the university, after a debate of six hours. Mayor⏎Tom Ferris called it a turning point, and the line will cost far less than⏎- as some had feared - the old plan. Construction starts in the spring,⏎and it will take six years.",
            "p A second paragraph starts here, and it is wrapped at the same width, as⏎one would expect.",
        ],
    );
}

#[test]
fn one_paragraph_a_line() {
    check(
        "Rents fall\nRents fell by 4 % in May, the city said.\nBrokers had expected a rise.\nThe reasons\nMany new flats came to the market this spring, more than in any year since the city began to count them in 1995.",
        &[
            "h1 Rents fall",
            "p Rents fell by 4 % in May, the city said.",
            "p Brokers had expected a rise.",
            "h2 The reasons",
            "p Many new flats came to the market this spring, more than in any year since the city began to count them in 1995.",
        ],
    );
}

#[test]
fn title_with_byline_and_date_below() {
    check(
        "COUNCIL APPROVES TRAM LINE\nBy Jane Doe\n12 May 2025\n\nThe council approved the line on Monday.",
        &[
            "h1 COUNCIL APPROVES TRAM LINE",
            "p By Jane Doe",
            "p 12 May 2025",
            "p The council approved the line on Monday.",
        ],
    );
}

#[test]
fn short_lines_that_are_no_headings() {
    // A last line, a sentence, a byline, adverts, a pull quote, a lead-in, the middle of a sentence.
    check(
        "Rents fell in May.\n\nBy Jane Doe\n\nThey fell again.\n\nAdvertisement\n\nThe trend goes on.\n\n“A relief for all”\n\nIt may not last.\n\nRead more: Rents in June\n\nThe areas include:\n\n- the harbour\n\nand so on\n\nThe end",
        &[
            "p Rents fell in May.",
            "p By Jane Doe",
            "p They fell again.",
            "p Advertisement",
            "p The trend goes on.",
            "p “A relief for all”",
            "p It may not last.",
            "p Read more: Rents in June",
            "p The areas include:",
            "li0 the harbour",
            "p and so on",
            "p The end",
        ],
    );
}

#[test]
fn a_menu_is_no_row_of_headings() {
    check(
        "Home\n\nNews\n\nSport\n\nWeather\n\nRents Fall Again\n\nRents fell in May.",
        &[
            "h1 Home",
            "p News",
            "p Sport",
            "p Weather",
            "h2 Rents Fall Again",
            "p Rents fell in May.",
        ],
    );
}

#[test]
fn underlines_hashes_and_bold_lines() {
    check(
        "Rents fall\n==========\nRents fell in May.\n\nReasons\n-------\nNew flats.\n\n### More to come ###\nBrokers think so.\n\n**Outlook**\nNobody knows.\n\n* * *\n\nThe end came late.",
        &[
            "h1 Rents fall",
            "p Rents fell in May.",
            "h2 Reasons",
            "p New flats.",
            "h3 More to come",
            "p Brokers think so.",
            "h2 Outlook",
            "p Nobody knows.",
            "p The end came late.",
        ],
    );
}

#[test]
fn who_marks_headings_marks_them_all() {
    check(
        "## Prices\n\nRents fell in May.\n\nRents by District\n\nThe chart shows them.\n\n## Outlook\n\nNobody knows.",
        &[
            "h2 Prices",
            "p Rents fell in May.",
            "p Rents by District",
            "p The chart shows them.",
            "h2 Outlook",
            "p Nobody knows.",
        ],
    );
}

#[test]
fn quotes_tables_and_code() {
    check(
        "> First line\n> second line\n\n| Year | Rent |\n|------|------|\n| 2024 | 900 |\n\nCity\tRent\nHartwell\t800\n\n```sh\necho hi\n```\nDone with that.",
        &[
            "q First line",
            "q second line",
            "tr Year | Rent",
            "tr 2024 | 900",
            "tr City\tRent",
            "tr Hartwell\t800",
            "code echo hi",
            "p Done with that.",
        ],
    );
    check("Home | News | Sport and more.", &["p Home | News | Sport and more."]);
}

#[test]
fn a_known_title_is_found_and_only_it() {
    let same = read_titled(
        "Rents  fell, the city said.\nThey fell by 4 %.".to_owned(),
        Some("Rents fell, the city said."),
    );
    assert_eq!(
        outline_of(&same),
        "h1 Rents  fell, the city said.\np They fell by 4 %.\n"
    );
    let other = read_titled("Key points\n\nRents fell by 4 %.".to_owned(), Some("Rents fall"));
    assert_eq!(outline_of(&other), "h2 Key points\np Rents fell by 4 %.\n");
    assert_eq!(other.meta.title.as_deref(), Some("Rents fall"));
}

#[test]
fn line_ends_of_every_kind() {
    for end in ["\n", "\r\n", "\r", "\u{2028}", "\u{85}"] {
        let text = ["Rents fall", "", "Rents fell in May.", "", "• a flat", "• a house"].join(end);
        let article = read(text.clone());
        assert_eq!(article.text, text, "the text is never touched");
        assert_eq!(
            outline_of(&article),
            "h1 Rents fall\np Rents fell in May.\nli0 a flat\nli0 a house\n",
            "{end:?}"
        );
    }
}

#[test]
fn right_to_left_and_no_break_spaces() {
    check(
        "ارتفعت الإيجارات في المدينة هذا العام.",
        &["p ارتفعت الإيجارات في المدينة هذا العام."],
    );
    check(
        "\u{a0}\u{a0}Rents fell.\n\u{a0}\nAgain.",
        &["p Rents fell.", "p Again."],
    );
}

#[test]
fn nothing_much() {
    for text in ["", " \n\t\n", "\u{feff}\u{200b}", "---", "•"] {
        assert_eq!(read(text.to_owned()).blocks, [], "{text:?}");
    }
    check("word", &["p word"]);
    check("Only A Title", &["p Only A Title"]);
    check("- only\n- a list", &["li0 only", "li0 a list"]);
}

#[test]
fn huge_inputs_take_linear_time() {
    let inputs = [
        "word ".repeat(50_000),
        "\"".repeat(125_000),
        "Rents fell in May.\n".repeat(25_000),
        "Rents Fall\n\n".repeat(25_000),
        "- item\n".repeat(25_000),
        "a | b\n".repeat(25_000),
        "---\n".repeat(25_000),
        "```\n".repeat(25_001),
        "> ".repeat(62_500),
        "# ".repeat(62_500),
        "**".repeat(62_500),
        (0..1000).map(|i| format!("{}- item\n", " ".repeat(i))).collect(),
        "a b,\nc d\n".repeat(25_000),
        "\r".repeat(125_000),
        "(".repeat(125_000),
    ];
    for text in inputs {
        let start: String = text.chars().take(12).collect();
        let clock = std::time::Instant::now();
        check_blocks(&read(text));
        // Generous: an unoptimised build on a busy machine. Quadratic ones take minutes.
        assert!(clock.elapsed().as_secs() < 20, "{start:?} took {:?}", clock.elapsed());
    }
}

/// Blocks are in order, do not overlap, and between them stand markers and white space only.
fn check_blocks(article: &Article) {
    let text = &article.text;
    let mut at = 0;
    for block in &article.blocks {
        assert!(block.span.start() >= at, "blocks overlap");
        check_gap(&text[at..block.span.start()]);
        at = block.span.end();
        assert!(text.is_char_boundary(at));
    }
    check_gap(&text[at..]);
}

fn check_gap(gap: &str) {
    for line in gap.lines() {
        if line.trim_start().starts_with("```") {
            continue;
        }
        let letters = line.chars().filter(|c| c.is_alphabetic()).count();
        let numbering = line.contains([')', 'o']);
        assert!(
            letters == 0 || letters == 1 && numbering,
            "words outside of all blocks: {line:?}"
        );
        let digits = line.chars().filter(char::is_ascii_digit).count();
        assert!(digits <= 3, "digits outside of all blocks: {line:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_text_panics_or_is_lost(text in "\\PC{0,200}") {
        check_blocks(&read(text));
    }

    #[test]
    fn no_structure_panics_or_loses_words(
        lines in prop::collection::vec("[ \t]{0,3}(- |\\* |• |o |1\\. |a\\) |> |# |\\*\\*|```|\\|)?[A-Za-z .:,?|\t]{0,14}(\\*\\*|\\|)?", 0..20),
        ends in prop::collection::vec("\n|\r\n|\n\n|\r|\u{2028}|\n---\n|\n===\n", 20),
    ) {
        let text: String = lines.iter().zip(&ends).flat_map(|(line, end)| [line.as_str(), end]).collect();
        let article = read(text.clone());
        prop_assert_eq!(&article.text, &text);
        check_blocks(&article);
    }

    #[test]
    fn no_controls_panic(text in "[\u{0}-\u{20}\u{7f}-\u{a0}\u{200b}-\u{200f}\u{2028}\u{feff}aA.•-]{0,60}") {
        check_blocks(&read(text));
    }
}

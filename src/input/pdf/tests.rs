use super::*;

/// One line of print: left edge, base line and size in points, words.
type Print<'a> = (f32, f32, f32, &'a str);

/// A PDF of plain Helvetica, one page for each list of lines.
fn document(info: &str, pages: &[Vec<Print<'_>>]) -> Vec<u8> {
    let streams: Vec<String> = pages
        .iter()
        .map(|lines| {
            let show = |(x, y, size, words): &Print<'_>| {
                let words = words.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
                format!("BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n")
            };
            lines.iter().map(show).collect()
        })
        .collect();
    with_streams(info, &streams)
}

fn with_streams(info: &str, streams: &[String]) -> Vec<u8> {
    let count = streams.len();
    let kids: String = (0..count).map(|i| format!("{} 0 R ", 5 + 2 * i)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!("<< {info} >>"),
    ];
    for (index, stream) in streams.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            6 + 2 * index
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()));
    }
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let start = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1));
    for place in &places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF\n",
        places.len() + 1
    ));
    file.into_bytes()
}

const ONE: &[&str] = &[
    "Hartwell will close its old harbour to cargo ships next spring, the town coun-",
    "cil decided on Tuesday evening after a debate of four hours. The quay is sink-",
    "ing by two centimetres a year, engineers found.",
];
const TWO: &[&str] = &[
    "The town expects to lose about three million crowns of harbour fees in the",
    "first year, which the state will make good in part. Shops along the quay fear",
];
const THREE: &[&str] = &[
    "for their customers, who come off the ships in the evening and leave before",
    "the morning.",
];

fn lines<'a>(x: f32, top: f32, words: &[&'a str]) -> Vec<Print<'a>> {
    let line = |(index, words): (usize, &&'a str)| (x, top - 14.0 * index as f32, 11.0, *words);
    words.iter().enumerate().map(line).collect()
}

fn article() -> Vec<u8> {
    let head = "The Hartwell Courier";
    let mut pages = vec![
        vec![
            (60.0, 810.0, 8.0, head),
            (60.0, 760.0, 20.0, "Hartwell closes its old harbour"),
        ],
        vec![(60.0, 810.0, 8.0, head)],
        vec![(60.0, 810.0, 8.0, head)],
    ];
    pages[0].extend(lines(60.0, 720.0, ONE));
    pages[0].push((60.0, 640.0, 15.0, "What it costs"));
    pages[0].extend(lines(60.0, 610.0, TWO));
    pages[1].extend(lines(60.0, 760.0, THREE));
    pages[2].extend(lines(
        60.0,
        760.0,
        &["The council meets again on the first of May to vote on the new timetable."],
    ));
    for (page, number) in pages.iter_mut().zip(["1", "2", "3"]) {
        page.push((290.0, 30.0, 8.0, number));
    }
    document("/Title (Hartwell closes its old harbour) /Author (Ada Holm)", &pages)
}

#[test]
fn an_article_over_three_pages() {
    let article = read(&article()).expect("an article");
    assert_eq!(article.meta.title.as_deref(), Some("Hartwell closes its old harbour"));
    assert_eq!(article.meta.byline.as_deref(), Some("Ada Holm"));
    let blocks: Vec<(BlockKind, &str)> = article
        .blocks
        .iter()
        .map(|b| (b.kind, b.span.slice(&article.text)))
        .collect();
    assert_eq!(
        blocks[0],
        (BlockKind::Heading { level: 1 }, "Hartwell closes its old harbour")
    );
    assert!(
        matches!(blocks[2], (BlockKind::Heading { .. }, "What it costs")),
        "{blocks:?}"
    );
    assert!(
        article.text.contains("the town council decided") && article.text.contains("is sinking by"),
        "{blocks:?}"
    );
    assert!(
        article.text.contains("Shops along the quay fear for their customers"),
        "{blocks:?}"
    );
    assert!(!article.text.contains("Courier"), "{blocks:?}");
    assert_eq!(blocks.len(), 5, "{blocks:?}");
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let left = [
        "The lock gate broke in the",
        "night, and the water rose",
        "over the quay at once.",
    ];
    let right = [
        "Nobody was hurt, said the",
        "harbour master, but six",
        "boats were lost in it.",
    ];
    let mut page = Vec::new();
    // Written row by row, as some programs do.
    for index in 0..3 {
        page.extend(lines(60.0, 700.0 - 14.0 * index as f32, &left[index..=index]));
        page.extend(lines(320.0, 700.0 - 14.0 * index as f32, &right[index..=index]));
    }
    let mut many = page.clone();
    for (row, (x, y, size, words)) in page.iter().enumerate() {
        let _ = row;
        many.push((*x, *y - 42.0, *size, *words));
        many.push((*x, *y - 84.0, *size, *words));
    }
    many.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.total_cmp(&b.0)));
    let article = read(&document("", &[many])).expect("an article");
    assert!(
        article
            .text
            .contains("broke in the night, and the water rose over the quay at once."),
        "{}",
        article.text
    );
}

#[test]
fn names_of_files_are_no_titles() {
    for name in ["Microsoft Word - harbour.doc", "harbour_final2.pdf", "untitled", "123"] {
        assert!(!is_title(name), "{name}");
    }
    assert!(is_title("Hartwell closes its old harbour"));
}

#[test]
fn scans_damaged_and_locked_files_say_so() {
    let error = |bytes: &[u8]| read(bytes).expect_err("no article").to_string();
    let empty = document("", &[vec![]]);
    assert_eq!(error(&empty), "nothing to recap: there is no text in this pdf input");
    let mut scan = empty.clone();
    scan.extend_from_slice(b"\n9 0 obj << /Subtype /Image >> endobj");
    assert!(error(&scan).contains("only pictures (a scan?)"));
    assert!(error(b"%PDF-1.4").starts_with("the PDF file is damaged: "));
    assert!(error(&[b"%PDF-1.4\n".as_slice(), &[7; 4_000]].concat()).starts_with("the PDF file is damaged: "));
    let locked = String::from_utf8(article()).expect("ASCII").replace(
        "/Info 4 0 R",
        "/Info 4 0 R /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) /U (bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb) >> /ID [(x) (x)]",
    );
    assert_eq!(
        error(locked.as_bytes()),
        "the PDF is encrypted; save a copy without password"
    );
}

#[test]
fn files_cut_anywhere_do_no_harm() {
    let file = article();
    for end in (0..file.len()).step_by(211) {
        let _ = read(&file[..end]);
    }
}

#[test]
fn pages_that_hold_themselves_end() {
    let file = String::from_utf8(article())
        .expect("ASCII")
        .replace("/Kids [5 0 R", "/Kids [2 0 R");
    let _ = read(file.as_bytes());
    let nested = format!("{}BT /F1 9 Tf (a) Tj ET{}", "[".repeat(100_000), "]".repeat(100_000));
    let _ = read(&with_streams("", &[nested]));
    let saved = "q ".repeat(200_000);
    let _ = read(&with_streams("", &[saved]));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    #[test]
    fn no_damage_panics(changes in proptest::collection::vec((0_usize..4_000, 0_u8..), 1..12)) {
        let mut file = article();
        for (at, byte) in changes {
            let at = at % file.len();
            file[at] = byte;
        }
        if let Ok(article) = read(&file) {
            for block in &article.blocks {
                proptest::prop_assert!(article.text.get(block.span.range()).is_some());
            }
        }
    }
}

//! Files made to break their readers: each costs itself, and nothing else.

use crate::harness::{Dir, recap};

/// A PDF whose page tree of 40 levels names every node twice.
fn doubling_page_tree() -> Vec<u8> {
    const LEVELS: usize = 40;
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>".to_owned()];
    for level in 0..LEVELS {
        let kid = level + 3;
        let count = 1u64 << (LEVELS - level);
        objects.push(format!("<< /Type /Pages /Kids [{kid} 0 R {kid} 0 R] /Count {count} >>"));
    }
    objects.push("<< /Type /Page /MediaBox [0 0 612 792] >>".to_owned());
    let mut pdf = "%PDF-1.7\n".to_owned();
    let mut places = String::new();
    for (index, object) in objects.iter().enumerate() {
        places += &format!("{:010} 00000 n \n", pdf.len());
        pdf += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let (size, at) = (objects.len() + 1, pdf.len());
    pdf += &format!(
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF"
    );
    pdf.into_bytes()
}

/// Within all limits, and yet an extractor takes minutes to trim its spaces.
fn endless_spaces() -> String {
    format!("<html><body><p>a{}b</p></body></html>", "\u{a0}\n".repeat(2_000_000))
}

#[test]
fn each_costs_itself_and_nothing_else() {
    let dir = Dir::new();
    std::fs::create_dir(dir.path("saved")).expect("the folder can be made");
    let paragraph = "<p>The pump at station nine stopped and the water rose by a hand.</p>\n";
    let deep = format!("{}{paragraph}", "<div>".repeat(100_000));
    let large = format!("<html><body>{}", paragraph.repeat(50_000_000 / paragraph.len()));
    let hostile: [(&str, Vec<u8>, &str); 8] = [
        ("deep.html", deep.into_bytes(), "too much to be read safely"),
        ("large.html", large.into_bytes(), "too much to be read safely"),
        ("slow.html", endless_spaces().into_bytes(), "took more than"),
        ("doubling.pdf", doubling_page_tree(), "breaks its reader"),
        ("short.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Cat".to_vec(), "damaged"),
        ("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "PNG"),
        ("nothing.html", vec![0; 5_000], "binary"),
        ("archive.pdf", b"PK\x03\x04\x14\0\0\0\x08\0abcdefgh".to_vec(), "ZIP"),
    ];
    for (name, content, _) in &hostile {
        dir.write(format!("saved/{name}"), content);
    }
    dir.write("saved/z.html", format!("<html><body><article>{}", paragraph.repeat(9)));
    dir.write("saved/z.txt", "The ferry to Marn was cancelled on Friday.");
    let (saved, recaps) = (dir.path("saved"), dir.path("recaps"));
    let outcome = recap([saved.as_os_str(), "-o".as_ref(), recaps.as_os_str()]);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    for (name, _, why) in &hostile {
        let said = outcome.stderr.lines().find(|line| line.contains(&format!("{name}: ")));
        assert!(said.is_some_and(|said| said.contains(why)), "{name}: {outcome:?}");
    }
    assert!(
        outcome.stderr.contains("2 recapped, 0 up to date, 8 failed"),
        "{outcome:?}"
    );
    let recap = std::fs::read_to_string(recaps.join("z.html.md")).expect("the page's recap");
    assert!(recap.contains("pump at station nine"), "{recap}");
}

#[test]
fn a_line_of_jsonl_that_breaks_its_reader_is_one_failure() {
    let line = |id: &str, html: &str| format!("{}\n", serde_json::json!({ "id": id, "html": html }));
    let page = "<article><h1>Wells</h1><p>The well at Orrin ran dry in May, and nobody told the town before noon.</p>";
    let lines = [line("slow", &endless_spaces()), line("good", page)].concat();
    let outcome = crate::harness::recap_stdin(lines, ["--input-format", "jsonl", "--format", "jsonl"]);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(
        outcome.stderr.contains("line 1") && outcome.stderr.contains("took more than"),
        "{outcome:?}"
    );
    assert_eq!(outcome.json_lines()[0]["id"], "good");
}

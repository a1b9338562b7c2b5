//! Input that is not an article: a recap or one clear line, never a panic, never text lost without a word.

use std::ffi::OsStr;

use crate::harness::{Dir, recap, recap_stdin};

#[test]
fn what_holds_no_text_is_refused_in_one_line() {
    let cases: &[(&str, &[u8], &str)] = &[
        ("empty", b"", "empty"),
        ("white space", b" \n\t\r\n\n  ", "empty"),
        ("only punctuation", "?!… — ***\n".as_bytes(), "no text"),
        ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0", "PNG"),
        ("zip", b"PK\x03\x04\x14\0\0\0\x08\0abcdefgh\0\0\0\0", "zip"),
        ("elf", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0", "ELF"),
        (
            "noise",
            &[0, 1, 2, 3, 0, 255, 254, 7, 0, 0, 9, 1, 0, 200, 17, 3, 0, 0, 0, 5],
            "binary",
        ),
        (
            "an empty page",
            b"<!DOCTYPE html><html><head><title>x</title></head><body></body></html>",
            "no article",
        ),
        ("a damaged PDF", b"%PDF-1.7\n1 0 obj\n", "PDF"),
    ];
    for (name, bytes, says) in cases {
        let outcome = recap_stdin(*bytes, [] as [&OsStr; 0]);
        assert_eq!(outcome.code, 1, "{name}: {outcome:?}");
        assert_eq!(outcome.stdout, "", "{name}");
        assert_eq!(outcome.stderr.lines().count(), 1, "{name}: {outcome:?}");
        assert!(
            outcome.stderr.starts_with("error: standard input: "),
            "{name}: {outcome:?}"
        );
        assert!(
            outcome.stderr.to_lowercase().contains(&says.to_lowercase()),
            "{name}: {outcome:?}"
        );
    }
}

#[test]
fn the_smallest_texts_give_a_recap() {
    let cases = [
        ("one word", "Snow"),
        ("one sentence", "The bridge at Ossel was closed for repairs on Monday."),
        ("only a title", "# Bridge closed for repairs\n"),
        ("only a list", "- apples from Orrin\n- pears\n- 12 kg of plums\n"),
        ("only numbers", "1 2 3 4 5\n"),
    ];
    for (name, text) in cases {
        let outcome = recap_stdin(text, ["--json"]);
        assert_eq!(outcome.code, 0, "{name}: {outcome:?}");
        assert_eq!(outcome.stderr, "", "{name}");
        let json = outcome.json();
        let said = json["summary"]["sentences"].as_array().expect("an array").len();
        let titled = json["title"].is_string();
        assert!(
            said > 0 || titled,
            "{name}: the recap holds nothing of the text: {json}"
        );
        assert_eq!(recap_stdin(text, [] as [&OsStr; 0]).code, 0, "{name}");
    }
}

#[test]
fn a_folder_and_a_missing_file_are_named() {
    let dir = Dir::new();
    let missing = dir.path("missing.txt");
    let outcome = recap([missing.as_os_str()]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("missing.txt: cannot be opened"), "{outcome:?}");
    let outcome = recap([dir.path("").as_os_str()]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("-o FOLDER"), "{outcome:?}");
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let dir = Dir::new();
    let good = dir.write(
        "good.txt",
        "The ferry to Marn was cancelled on Friday. Nobody was told before noon.",
    );
    let bad = dir.write("bad.txt", "");
    let outcome = recap([bad.as_os_str(), good.as_os_str(), OsStr::new("--json")]);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stderr.contains("bad.txt"), "{outcome:?}");
    assert!(outcome.json()["id"].as_str().expect("an id").ends_with("good.txt"));
    let outcome = recap([bad.as_os_str(), good.as_os_str(), OsStr::new("--fail-fast")]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""), "{outcome:?}");
}

#[test]
fn a_bad_line_of_jsonl_is_one_failure() {
    let lines = "{\"id\":\"a\",\"text\":\"The well ran dry in May.\"}\nnot json\n{\"id\":\"b\"}\n\n{\"id\":\"c\",\"text\":\"Rain came in June.\"}\n";
    let outcome = recap_stdin(lines, ["--input-format", "jsonl", "--format", "jsonl"]);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    let ids: Vec<_> = outcome.json_lines().iter().map(|json| json["id"].clone()).collect();
    assert_eq!(ids, ["a", "c"]);
    assert!(
        outcome.stderr.contains("line 2") && outcome.stderr.contains("line 3"),
        "{outcome:?}"
    );
}

#[test]
fn legacy_encodings_are_read() {
    let text = "Café prices in Zürich rose 4 % — “far too much”, said Mr Müller of the café owners’ society. Für viele zu teuer.";
    let (windows, _, lossy) = encoding_rs::WINDOWS_1252.encode(text);
    assert!(!lossy);
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (name, bytes) in [("windows-1252", windows.into_owned()), ("UTF-16", utf16)] {
        let outcome = recap_stdin(bytes, ["--extract"]);
        assert_eq!(outcome.code, 0, "{name}: {outcome:?}");
        assert_eq!(outcome.stdout.trim_end(), text, "{name}");
    }
}

#[test]
fn another_language_gets_a_recap_and_one_warning() {
    let text = "Die Brücke über die Orla bleibt bis Ende März gesperrt, teilte die Stadt am Montag mit. Bei einer Prüfung \
                waren Risse in zwei Pfeilern gefunden worden. Der Umbau kostet nach ersten Schätzungen vier Millionen Euro, \
                und er dauert mindestens fünf Monate. Viele Händler in der Altstadt fürchten nun um ihr Geschäft.";
    let outcome = recap_stdin(text, ["--json"]);
    assert_eq!(outcome.code, 0);
    assert_eq!(outcome.stderr.lines().count(), 1, "{outcome:?}");
    assert!(outcome.stderr.contains("German (de)"), "{outcome:?}");
    assert_eq!(outcome.json()["source"]["language"], "de");
    assert_eq!(recap_stdin(text, ["-q"]).stderr, "");
}

#[test]
fn a_huge_line_is_read_whole() {
    let sentence = "the pump at station nine stopped and the water rose by a hand ";
    let text = sentence.repeat(2_000_000 / sentence.len()) + "until the guard came.";
    let outcome = recap_stdin(text.clone(), ["--json"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("most promising"), "{}", outcome.stderr);
    assert_eq!(outcome.json()["source"]["words"], text.split_whitespace().count());
}

#[test]
fn two_hundred_thousand_sentences_are_shortlisted_with_a_warning() {
    let text: String = (0..200_000).map(|i| format!("Gate {i} opened. ")).collect();
    let outcome = recap_stdin(text, ["--json"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert_eq!(outcome.stderr.lines().count(), 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("200000 sentences"), "{}", outcome.stderr);
    assert_eq!(outcome.json()["source"]["sentences"], 200_000);
}

//! Flags, exit codes and streams.

use crate::harness::{Dir, exit_code_with_closed_stdout, fixture, recap, recap_stdin};

#[test]
fn wrong_usage_is_exit_code_2_and_says_what_to_do() {
    let cases: &[&[&str]] = &[
        &["--length", "65"],
        &["--format", "docx"],
        &["--rows", "many"],
        &["-j", "0"],
        &["-", "-"],
        &["--text", "-"],
        &["--extract", "--json"],
        &["--no-such-flag"],
    ];
    for args in cases {
        let outcome = recap(*args);
        assert_eq!(outcome.code, 2, "{args:?}: {outcome:?}");
        assert_eq!(outcome.stdout, "", "{args:?}");
        assert!(outcome.stderr.starts_with("error: "), "{args:?}: {outcome:?}");
    }
}

#[test]
fn help_and_completions_go_to_stdout() {
    let help = recap(["--help"]);
    assert_eq!(help.code, 0);
    assert!(help.stdout.contains("Exit codes") && help.stderr.is_empty(), "{help:?}");
    let bash = recap(["completions", "bash"]);
    assert_eq!(bash.code, 0);
    assert!(bash.stdout.contains("--input-format"), "{bash:?}");
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_error() {
    let input = fixture("dairy-closure.txt");
    assert_eq!(exit_code_with_closed_stdout(&[input.as_os_str()]), 0);
    assert_eq!(
        exit_code_with_closed_stdout(&["--extract".as_ref(), input.as_os_str()]),
        0
    );
}

#[test]
fn length_and_rows_are_kept() {
    let input = fixture("dairy-closure.txt");
    let json = |flags: &[&str]| {
        let flags = flags.iter().map(std::ffi::OsStr::new);
        recap(flags.chain(["--json".as_ref(), input.as_os_str()])).json()
    };
    let sentences = |flags: &[&str]| json(flags)["summary"]["sentences"].as_array().expect("an array").len();
    assert_eq!(sentences(&["-l", "1s"]), 1);
    assert_eq!(sentences(&["-l", "4s"]), 4);
    assert!(sentences(&["-l", "short"]) <= sentences(&["-l", "medium"]));
    assert!(sentences(&["-l", "medium"]) < sentences(&["-l", "long"]));
    assert_eq!(json(&["--rows", "3"])["recap"].as_array().expect("an array").len(), 3);
    assert_eq!(json(&["--rows", "0"])["recap"].as_array().expect("an array").len(), 0);
}

#[test]
fn several_inputs_go_to_a_folder_one_file_each() {
    let dir = Dir::new();
    let inputs = ["dairy-closure.txt", "four-day-week.md"].map(fixture);
    let folder = dir.path("recaps");
    let outcome = recap([
        inputs[0].as_os_str(),
        inputs[1].as_os_str(),
        "-o".as_ref(),
        folder.as_os_str(),
    ]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (0, ""), "{outcome:?}");
    for (name, input) in ["dairy-closure.txt.md", "four-day-week.md.md"].iter().zip(&inputs) {
        let written = std::fs::read_to_string(folder.join(name)).expect("the recap was written");
        assert_eq!(written, recap([input]).stdout);
    }
}

#[test]
fn extract_prints_the_text_that_spans_point_into() {
    let text = "A title\n\nThe first paragraph of a text.\n\n- an item\n";
    assert_eq!(recap_stdin(text, ["--extract"]).stdout, text);
    let markdown = "---\ntitle: A title\n---\n\nThe *first* paragraph of [a text](https://a.example/).\n";
    let extracted = recap_stdin(markdown, ["--extract"]);
    assert_eq!(
        extracted.stdout.trim_end(),
        "The first paragraph of a text.",
        "{extracted:?}"
    );
}

#[test]
fn jsonl_keeps_ids_order_and_offsets() {
    let outcome = recap([fixture("clippings.jsonl").as_os_str(), "-f".as_ref(), "jsonl".as_ref()]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let lines = outcome.json_lines();
    assert_eq!(
        lines.iter().map(|json| json["id"].clone()).collect::<Vec<_>>(),
        ["bus-17", "note-2"]
    );
    let first = &lines[0];
    assert_eq!(first["schema"], "recap/1");
    assert_eq!(first["title"], "City buses go free on Saturdays");
    assert_eq!(first["source"]["byline"], "Lena Moravec");
    assert_eq!(first["source"]["date"], "2025-02-03");
    let quote = first["facts"]
        .as_array()
        .expect("an array")
        .iter()
        .find(|f| f["kind"] == "quote")
        .expect("a quote");
    assert_eq!(quote["value"]["speaker"], "Goran Pelletier");
    assert_eq!(quote["text"], "Saturday is when the centre lives or dies");
}

#[test]
fn cited_rows_name_sentences_that_are_listed() {
    let plain = recap([fixture("dairy-closure.txt")]).stdout;
    assert!(!plain.contains("## Sources"), "{plain}");
    let cited = recap([fixture("dairy-closure.txt").as_os_str(), "--cite".as_ref()]).stdout;
    let (rows, sources) = cited.split_once("## Sources").expect("a section of sources");
    let rows: Vec<&str> = rows.lines().filter(|line| line.ends_with("\\] |")).collect();
    assert!(rows.len() >= 6, "{cited}");
    for row in rows {
        let (_, numbers) = row.rsplit_once("\\[").expect("numbers");
        let numbers = numbers.trim_end_matches("\\] |");
        for number in numbers.split(", ") {
            assert!(sources.contains(&format!("- \\[{number}\\] ")), "{number} in {sources}");
        }
    }
    let json = recap([
        fixture("dairy-closure.txt").as_os_str(),
        "--cite".as_ref(),
        "--json".as_ref(),
    ]);
    assert_eq!(json.code, 2, "{json:?}");
}

#[test]
fn every_row_is_explained_on_stderr_and_nothing_changes_on_stdout() {
    let plain = recap([fixture("dairy-closure.txt")]);
    let explained = recap([fixture("dairy-closure.txt").as_os_str(), "--explain".as_ref()]);
    assert_eq!(plain.stdout, explained.stdout);
    let rows = plain.stdout.lines().filter(|line| line.starts_with("| ")).count() - 2;
    let told = explained.stderr.lines().filter(|line| line.starts_with("row ")).count();
    assert_eq!(rows, told, "{}", explained.stderr);
}

#[test]
fn no_aspect_is_generic() {
    for name in crate::harness::ARTICLES {
        let stdout = recap([fixture(name)]).stdout;
        let table = stdout.split("## Quick Recap").nth(1).expect("a table");
        for line in table.lines().filter(|line| line.starts_with("| ")).skip(2) {
            let aspect = line
                .trim_start_matches("| ")
                .split(" |")
                .next()
                .unwrap_or_default()
                .to_lowercase();
            let generic = [
                "detail",
                "details",
                "other",
                "key point",
                "point",
                "info",
                "misc",
                "more",
            ];
            assert!(!generic.contains(&aspect.as_str()), "{line}");
            assert!(aspect.chars().any(char::is_alphabetic), "{line}");
        }
    }
}

//! The Markdown a user gets.

use crate::harness::{ARTICLES, Dir, fixture, recap, recap_stdin};

#[test]
fn the_fixtures_recaps_read_as_reviewed() {
    for name in ARTICLES {
        let outcome = recap([fixture(name)]);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{name}");
        insta::assert_snapshot!(*name, outcome.stdout);
    }
}

#[test]
fn standard_input_gives_the_recap_of_the_file() {
    let path = fixture("dairy-closure.txt");
    let from_file = recap([path.as_os_str()]).stdout;
    let from_stdin = recap_stdin(std::fs::read(&path).expect("the fixture is there"), ["-"]).stdout;
    // The source line names the file, and standard input has no name.
    assert_eq!(from_file.replace("*dairy-closure.txt · ", "*"), from_stdin);
}

#[test]
fn hostile_text_does_not_become_markup_or_terminal_commands() {
    let text = "<script>alert(1)</script> | a title \u{1b}[31m\n\n\
                The council of Orrin | the town on the hill | paid <b>$5 million</b> for *one* [pipe](javascript:alert(1)) on Monday. \
                A second pipe \u{1b}]0;owned\u{7} costs <img src=x onerror=alert(1)> 3 million dollars a year, said the \u{9b}31mmayor of Orrin.\n";
    let outcome = recap_stdin(text, ["--input-format", "text"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let out = outcome.stdout;
    assert!(!out.chars().any(|c| c.is_control() && c != '\n'), "{out:?}");
    for active in ["<script", "<b>", "<img", "](javascript"] {
        let escaped = out.matches(&format!("\\{active}")).count();
        assert_eq!(out.matches(active).count(), escaped, "{active} in {out}");
    }
    let table: Vec<_> = out.lines().filter(|line| line.starts_with("| ")).collect();
    assert!(table.len() > 2, "{out}");
    for row in table {
        let bars = row.replace("\\|", "").matches('|').count();
        assert_eq!(bars, 3, "{row}");
    }
}

#[test]
fn an_output_file_appears_whole_with_the_mode_of_a_new_file() {
    let dir = Dir::new();
    let reference = dir.write("reference", "");
    let output = dir.path("recap.md");
    let outcome = recap([
        fixture("kelp-oxygen.txt").as_os_str(),
        "-o".as_ref(),
        output.as_os_str(),
    ]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (0, ""), "{outcome:?}");
    let content = std::fs::read_to_string(&output).expect("the output was written");
    assert_eq!(content, recap([fixture("kelp-oxygen.txt")]).stdout);
    let mode = |path| std::fs::metadata(path).expect("the file is there").permissions();
    assert_eq!(mode(&output), mode(&reference));
    assert_eq!(dir.names(), ["recap.md", "reference"], "nothing else is left behind");
}

//! No file is touched that is not ours: inputs, what links lead to, what somebody else wrote.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use crate::harness::{Dir, Outcome, recap};

const ARTICLE: &str = "The kiln at Tarn Ove was lit on Monday. It burns 14 tonnes of peat a week.\n";

/// Runs the binary over the folder `saved` of `dir` into `recaps`.
fn run(dir: &Dir, flags: &[&str]) -> Outcome {
    let (saved, recaps) = (dir.path("saved"), dir.path("recaps"));
    let paths = [saved.as_os_str(), "-o".as_ref(), recaps.as_os_str()];
    recap(paths.into_iter().chain(flags.iter().map(AsRef::as_ref)))
}

/// A folder with an article in `saved` and an empty `recaps`.
fn folders() -> Dir {
    let dir = Dir::new();
    fs::create_dir_all(dir.path("saved")).expect("made");
    fs::create_dir_all(dir.path("recaps")).expect("made");
    dir.write("saved/kiln.txt", ARTICLE);
    dir
}

fn content(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).expect("the file is there")
}

#[test]
fn an_output_that_is_the_input_is_refused_and_left_alone() {
    let dir = Dir::new();
    let kiln = dir.write("kiln.txt", ARTICLE);
    fs::create_dir(dir.path("sub")).expect("made");
    let mut spellings = vec![kiln.clone(), dir.path("./kiln.txt"), dir.path("sub/../kiln.txt")];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&kiln, dir.path("link")).expect("linked");
        std::os::unix::fs::symlink(dir.path(""), dir.path("sub/up")).expect("linked");
        fs::hard_link(&kiln, dir.path("hard")).expect("linked");
        spellings.extend(["link", "sub/up/kiln.txt", "hard"].map(|name| dir.path(name)));
    }
    for output in &spellings {
        for input in &spellings {
            let outcome = recap([input.as_os_str(), "-o".as_ref(), output.as_os_str()]);
            assert_eq!(
                (outcome.code, outcome.stdout.as_str()),
                (2, ""),
                "{output:?} {outcome:?}"
            );
            assert!(outcome.stderr.contains("is an input"), "{outcome:?}");
            assert_eq!(content(&kiln), ARTICLE);
        }
    }
    #[cfg(unix)]
    {
        let piped = std::process::Command::new(assert_cmd::cargo::cargo_bin!("recap"))
            .arg("-o")
            .arg(&kiln)
            .stdin(fs::File::open(&kiln).expect("opened"))
            .output()
            .expect("the binary runs");
        assert_eq!(piped.status.code(), Some(2), "{piped:?}");
        assert_eq!(content(&kiln), ARTICLE);
    }
}

#[test]
fn an_input_named_as_the_recap_of_another_is_not_replaced() {
    let dir = Dir::new();
    let inputs = [
        dir.write("kiln.txt", ARTICLE),
        dir.write("kiln.txt.md", "# Peat\n\nPeat is dear.\n"),
    ];
    let folder = dir.path("");
    for flags in [&["-q"][..], &["--force"]] {
        let paths = [
            inputs[0].as_os_str(),
            inputs[1].as_os_str(),
            "-o".as_ref(),
            folder.as_os_str(),
        ];
        let outcome = recap(paths.into_iter().chain(flags.iter().map(OsStr::new)));
        assert_eq!(outcome.code, 2, "{outcome:?}");
        assert_eq!(content(&inputs[1]), "# Peat\n\nPeat is dear.\n");
    }
}

#[test]
fn notes_of_the_name_of_a_recap_are_not_replaced_without_force() {
    let dir = folders();
    let (kiln, more) = (dir.path("saved/kiln.txt"), dir.write("more.txt", ARTICLE));
    let notes = dir.write("recaps/kiln.txt.md", "My own notes.\n");
    let recaps = dir.path("recaps");
    let files = [kiln.as_os_str(), more.as_os_str(), "-o".as_ref(), recaps.as_os_str()];
    for outcome in [recap(files), run(&dir, &[])] {
        assert!(matches!(outcome.code, 1 | 3), "{outcome:?}");
        assert!(
            outcome.stderr.contains("kiln.txt.md was not written by recap"),
            "{outcome:?}"
        );
        assert_eq!(content(&notes), "My own notes.\n");
    }
    assert_eq!(run(&dir, &["--force"]).code, 0);
    assert!(content(&notes).contains("14 tonnes"));
    // What recap wrote, it writes anew, also where its ledger is lost.
    fs::remove_dir_all(dir.path("recaps/.recap")).expect("removed");
    dir.write("saved/kiln.txt", ARTICLE.replace("14", "15"));
    assert_eq!(run(&dir, &[]).code, 0);
    assert!(content(&notes).contains("15 tonnes"));
}

#[test]
fn a_list_of_errors_of_another_program_is_neither_replaced_nor_removed() {
    let dir = folders();
    let log = dir.write(
        "recaps/errors.jsonl",
        "{\"level\": \"error\", \"message\": \"kiln too hot\"}\n",
    );
    for expected in ["good", "bad"] {
        if expected == "bad" {
            dir.write("saved/empty.txt", "");
        }
        let outcome = run(&dir, &[]);
        assert_eq!(outcome.code, 2, "{outcome:?}");
        assert!(
            outcome.stderr.contains("errors.jsonl was not written by recap"),
            "{outcome:?}"
        );
        assert!(content(&log).contains("kiln too hot"));
    }
}

#[test]
fn a_recap_edited_since_is_reported_and_kept() {
    let dir = folders();
    assert_eq!(run(&dir, &[]).code, 0);
    let edited = content(dir.path("recaps/kiln.txt.md")) + "\nMy remark.\n";
    let path = dir.write("recaps/kiln.txt.md", &edited);
    let outcome = run(&dir, &[]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(outcome.stderr.contains("kiln.txt.md was changed since"), "{outcome:?}");
    assert_eq!(content(&path), edited);
    dir.write("saved/kiln.txt", ARTICLE.replace("14", "15"));
    let outcome = run(&dir, &[]);
    assert_eq!(outcome.code, 1, "{outcome:?}");
    assert_eq!(content(&path), edited);
    assert_eq!(run(&dir, &["--force"]).code, 0);
    assert!(content(&path).contains("15 tonnes") && !content(&path).contains("My remark"));
}

#[cfg(unix)]
#[test]
fn nothing_behind_a_link_in_the_output_folder_is_written_or_emptied() {
    use std::os::unix::fs::symlink;
    for name in [
        ".recap/lock",
        ".recap/journal.jsonl",
        ".recap/ledger.jsonl",
        "index.md",
        "errors.jsonl",
        "kiln.txt.md",
    ] {
        let dir = folders();
        let precious = dir.write("precious", "Letters of the potter.\n");
        fs::create_dir_all(dir.path("recaps/.recap")).expect("made");
        symlink(&precious, dir.path("recaps").join(name)).expect("linked");
        let outcome = run(&dir, &[]);
        assert_ne!(outcome.code, 0, "{name}: {outcome:?}");
        assert!(outcome.stderr.contains(name), "{name}: {outcome:?}");
        assert_eq!(content(&precious), "Letters of the potter.\n", "{name}");
    }
    let dir = folders();
    fs::create_dir(dir.path("elsewhere")).expect("made");
    dir.write("elsewhere/lock", "Letters of the potter.\n");
    symlink(dir.path("elsewhere"), dir.path("recaps/.recap")).expect("linked");
    let outcome = run(&dir, &[]);
    assert_eq!(outcome.code, 1, "{outcome:?}");
    assert!(outcome.stderr.contains(".recap"), "{outcome:?}");
    assert_eq!(content(dir.path("elsewhere/lock")), "Letters of the potter.\n");
}

#[cfg(unix)]
#[test]
fn a_named_pipe_ends_with_an_error() {
    let dir = folders();
    let pipe = dir.path("pipe.txt");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo runs").success());
    let outcome = recap([&pipe]);
    assert_eq!(outcome.code, 1, "{outcome:?}");
    assert!(outcome.stderr.contains("named pipe"), "{outcome:?}");
    let (saved, recaps) = (dir.path("saved"), dir.path("recaps"));
    let outcome = recap([saved.as_os_str(), pipe.as_os_str(), "-o".as_ref(), recaps.as_os_str()]);
    assert_eq!(outcome.code, 3, "{outcome:?}");
}

#[test]
fn three_gigabytes_are_refused_by_their_size() {
    let dir = folders();
    let file = fs::File::create(dir.path("saved/large.txt")).expect("made");
    // Without content: no byte of it is stored.
    file.set_len(3 << 30).expect("set");
    let start = std::time::Instant::now();
    let outcome = run(&dir, &[]);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(outcome.stderr.contains("larger than 64 MiB"), "{outcome:?}");
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn files_passed_over_are_counted_by_kind_and_links_named() {
    let dir = folders();
    for name in ["a.epub", "b.epub", "c.csv"] {
        dir.write(format!("saved/{name}"), "x");
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(dir.path("saved/kiln.txt"), dir.path("saved/linked.txt")).expect("linked");
    let expected = if cfg!(unix) {
        "4 skipped: 2 .epub, 1 .csv, 1 link"
    } else {
        "3 skipped: 2 .epub, 1 .csv"
    };
    for flags in [&["--dry-run"][..], &[]] {
        let outcome = run(&dir, flags);
        assert_eq!(outcome.code, 0, "{outcome:?}");
        assert!(outcome.stderr.contains(expected), "{outcome:?}");
        assert!(
            !cfg!(unix) || outcome.stderr.contains("linked.txt is a link"),
            "{outcome:?}"
        );
    }
}

//! Folder runs: started, interrupted, started again.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::{Dir, Outcome, recap};

/// An article that the encoder is quickly done with.
fn article(i: usize) -> String {
    format!(
        "The ferry to Marn was cancelled {i} times last year. It will sail again in {} days.",
        i + 2
    )
}

/// Runs the binary over `saved` into `recaps`, both in `dir`.
fn run(dir: &Dir, flags: &[&str]) -> Outcome {
    let (saved, recaps) = (dir.path("saved"), dir.path("recaps"));
    let paths = [saved.as_os_str(), "-o".as_ref(), recaps.as_os_str()];
    recap(paths.into_iter().chain(flags.iter().map(AsRef::as_ref)))
}

fn save(dir: &Dir, name: impl AsRef<Path>, content: impl AsRef<[u8]>) -> PathBuf {
    let path = dir.path("saved").join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    fs::write(&path, content).expect("the file can be written");
    path
}

/// All files below `folder` with their content.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    fn add(folder: &Path, below: &Path, tree: &mut BTreeMap<PathBuf, Vec<u8>>) {
        let Ok(entries) = fs::read_dir(folder.join(below)) else {
            return;
        };
        for entry in entries {
            let entry = entry.expect("an entry");
            let path = below.join(entry.file_name());
            // A running program may take away its temporary files.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => add(folder, &path, tree),
                _ => {
                    if let Ok(content) = fs::read(entry.path()) {
                        tree.insert(path, content);
                    }
                }
            }
        }
    }
    let mut all = BTreeMap::new();
    add(folder, Path::new(""), &mut all);
    all
}

fn names(folder: &Path) -> Vec<String> {
    tree(folder)
        .into_keys()
        .map(|path| path.to_string_lossy().into_owned())
        .filter(|name| !name.starts_with(".recap"))
        .collect()
}

fn read(dir: &Dir, name: &str) -> String {
    fs::read_to_string(dir.path("recaps").join(name)).expect("the file is there")
}

#[test]
fn the_tree_is_mirrored_without_collisions() {
    let dir = Dir::new();
    save(&dir, "a.txt", article(1));
    save(&dir, "a.md", format!("# Ferries [stop]\n\n{}", article(2)));
    save(&dir, "sub/deep er/a", article(3));
    save(&dir, "a/x.txt", article(4));
    save(&dir, "index", article(5));
    save(&dir, "b", article(6));
    save(&dir, "b.md/x.txt", article(7));
    save(&dir, "photo.jpg", b"\xff\xd8\xff\xe0");
    save(&dir, "program", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0");
    save(&dir, ".hidden.txt", article(8));
    save(&dir, "drafts/x.txt", article(9));
    save(&dir, ".gitignore", "drafts/\n");
    save(&dir, "sub/.recapignore", "*.html\n");
    save(&dir, "sub/x.html", article(9));
    let outcome = run(&dir, &[]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (0, ""), "{outcome:?}");
    assert!(
        outcome.stderr.starts_with("7 recapped, 0 up to date, 0 failed in "),
        "{outcome:?}"
    );
    let names = names(&dir.path("recaps"));
    let plain: Vec<_> = names
        .iter()
        .filter(|name| !name.starts_with("b-") && !name.starts_with("index-"))
        .collect();
    assert_eq!(
        plain,
        [
            "a/x.txt.md",
            "a.md.md",
            "a.txt.md",
            "b.md/x.txt.md",
            "index.md",
            "sub/deep er/a.md"
        ]
    );
    assert_eq!(names.len(), 8, "{names:?}");
    assert_eq!(read(&dir, "a.txt.md"), recap([dir.path("saved/a.txt")]).stdout);
    let index = read(&dir, "index.md");
    assert_eq!(index.lines().count(), 2 + 7, "{index}");
    assert!(
        index.contains("- [Ferries \\[stop\\]](a.md.md): The ferry to Marn was cancelled 2 times last year."),
        "{index}"
    );
    assert!(index.contains("(sub/deep%20er/a.md)"), "{index}");
}

#[test]
fn the_second_run_does_nothing() {
    let dir = Dir::new();
    for i in 0..4 {
        save(&dir, format!("{i}.txt"), article(i));
    }
    let listed = run(&dir, &["--dry-run"]);
    assert_eq!((listed.code, listed.stdout.lines().count()), (0, 4), "{listed:?}");
    assert!(!dir.path("recaps").exists());
    assert_eq!(run(&dir, &[]).code, 0);
    let recaps = dir.path("recaps");
    let stamp = |name: &str| {
        fs::metadata(recaps.join(name))
            .and_then(|meta| meta.modified())
            .expect("a time")
    };
    let files = ["0.txt.md", "index.md", ".recap/ledger.jsonl"];
    let (before, stamps) = (tree(&recaps), files.map(stamp));
    let listed = run(&dir, &["--dry-run"]);
    assert_eq!((listed.code, listed.stdout.as_str()), (0, ""), "{listed:?}");
    let second = run(&dir, &[]);
    assert!(
        second.stderr.starts_with("0 recapped, 4 up to date, 0 failed in "),
        "{second:?}"
    );
    assert_eq!((tree(&recaps), files.map(stamp)), (before.clone(), stamps));

    save(&dir, "2.txt", article(77));
    fs::remove_file(recaps.join("3.txt.md")).expect("removed");
    let listed = run(&dir, &["--dry-run"]).stdout;
    assert_eq!(
        listed.lines().map(|line| &line[line.len() - 5..]).collect::<Vec<_>>(),
        ["2.txt", "3.txt"]
    );
    let third = run(&dir, &[]);
    assert!(third.stderr.starts_with("2 recapped, 2 up to date"), "{third:?}");
    assert_eq!(stamp("0.txt.md"), stamps[0]);
    assert!(read(&dir, "2.txt.md").contains("77 times") && read(&dir, "index.md").contains("77 times"));

    let other = run(&dir, &["--rows", "1", "-q"]);
    assert_eq!((other.code, other.stderr.as_str()), (0, ""));
    let forced = run(&dir, &["--force"]);
    assert!(forced.stderr.starts_with("4 recapped"), "{forced:?}");
    save(&dir, "2.txt", article(2));
    assert_eq!(run(&dir, &[]).code, 0);
    assert_eq!(tree(&recaps), before);
}

#[test]
fn a_bad_file_is_named_and_the_rest_is_done() {
    let dir = Dir::new();
    save(&dir, "bad.html", b"PK\x03\x04\x14\0\0\0\x08\0abcdefgh\0\0\0\0");
    save(&dir, "empty.txt", "");
    save(&dir, "good.txt", article(1));
    let line = |i: usize| serde_json::json!({ "text": article(i) });
    save(&dir, "some.jsonl", format!("{}\nnot json\n{}\n", line(3), line(4)));
    for pass in 0..2 {
        let outcome = run(&dir, &[]);
        assert_eq!(outcome.code, 3, "{outcome:?}");
        let summary = outcome.stderr.lines().last().expect("a summary");
        let expected = ["1 recapped, 0 up", "0 recapped, 1 up"][pass];
        assert!(summary.starts_with(expected), "{outcome:?}");
        assert!(summary.contains(" 3 failed"), "{outcome:?}");
        let errors = read(&dir, "errors.jsonl");
        let errors: Vec<Value> = errors
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        let said = |i: usize| {
            let text = |key: &str| errors[i][key].as_str().expect("a string").to_owned();
            (text("path"), text("error"))
        };
        assert_eq!(errors.len(), 3);
        for (i, (name, why)) in [("bad.html", "ZIP"), ("empty.txt", "empty"), ("some.jsonl", "line 2")]
            .iter()
            .enumerate()
        {
            assert!(said(i).0.ends_with(name) && said(i).1.contains(why), "{errors:?}");
            assert!(outcome.stderr.contains(&format!("{name}: ")), "{outcome:?}");
        }
        assert!(read(&dir, "some.jsonl.md").contains("4 times"));
        assert!(read(&dir, "index.md").contains("- [some.jsonl](some.jsonl.md): 2 articles, the first: "));
    }
    for name in ["bad.html", "empty.txt", "some.jsonl"] {
        fs::remove_file(dir.path("saved").join(name)).expect("removed");
    }
    assert_eq!(run(&dir, &[]).code, 0);
    assert!(!dir.path("recaps/errors.jsonl").exists());
}

#[test]
fn fail_fast_stops_at_the_first() {
    let dir = Dir::new();
    save(&dir, "a.txt", "");
    save(&dir, "b.txt", article(1));
    let outcome = run(&dir, &["--fail-fast"]);
    assert_eq!(outcome.code, 1, "{outcome:?}");
    assert_eq!(names(&dir.path("recaps")), ["errors.jsonl"]);
}

#[test]
fn wrong_usage_says_what_to_do() {
    let dir = Dir::new();
    let saved = save(&dir, "a.txt", article(1)).parent().expect("a folder").to_owned();
    let (saved, file) = (saved.as_os_str(), dir.write("file", "x"));
    fs::create_dir_all(dir.path("other/saved")).expect("made");
    let other = dir.path("other/saved");
    let foreign = dir.path("foreign");
    fs::create_dir_all(&foreign).expect("made");
    fs::write(foreign.join("index.md"), "# My notes\n").expect("written");
    let out = dir.path("out");
    let cases: [(&[&std::ffi::OsStr], &str); 7] = [
        (&[saved], "add -o FOLDER"),
        (&[saved, "-".as_ref(), "-o".as_ref(), out.as_os_str()], "standard input"),
        (&[saved, "-o".as_ref(), file.as_os_str()], "is a file"),
        (&[saved, "-o".as_ref(), saved], "is or holds"),
        (
            &[saved, other.as_os_str(), "-o".as_ref(), out.as_os_str()],
            "same place",
        ),
        (&[saved, "-o".as_ref(), foreign.as_os_str()], "was not written by recap"),
        (&[file.as_os_str(), "--dry-run".as_ref()], "--dry-run"),
    ];
    for (args, says) in cases {
        let outcome = recap(args);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{args:?} {outcome:?}");
        assert!(outcome.stderr.contains(says), "{args:?} {outcome:?}");
    }
    assert!(!out.exists());
}

#[test]
fn two_folders_and_a_file_keep_apart() {
    let dir = Dir::new();
    save(&dir, "one/a.txt", article(1));
    save(&dir, "two/a.txt", article(2));
    let file = dir.write("a.odd", article(3));
    let (one, two, out) = (dir.path("saved/one"), dir.path("saved/two"), dir.path("recaps"));
    let outcome = recap([
        one.as_os_str(),
        two.as_os_str(),
        file.as_os_str(),
        "-o".as_ref(),
        out.as_os_str(),
    ]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert_eq!(names(&out), ["a.odd.md", "index.md", "one/a.txt.md", "two/a.txt.md"]);
}

#[test]
fn the_output_folder_is_never_read() {
    let dir = Dir::new();
    save(&dir, "a.txt", article(1));
    let (saved, out) = (dir.path("saved"), dir.path("saved/sub/recaps"));
    for expected in ["1 recapped, 0 up", "0 recapped, 1 up"] {
        let outcome = recap([saved.as_os_str(), "-o".as_ref(), out.as_os_str()]);
        assert!(outcome.code == 0 && outcome.stderr.starts_with(expected), "{outcome:?}");
    }
    assert_eq!(names(&out), ["a.txt.md", "index.md"]);
}

#[test]
fn other_formats_have_no_index() {
    let dir = Dir::new();
    save(&dir, "a.txt", article(1));
    assert_eq!(run(&dir, &["--json"]).code, 0);
    assert_eq!(run(&dir, &["--extract"]).code, 0);
    assert_eq!(names(&dir.path("recaps")), ["a.txt.json", "a.txt.txt"]);
    assert!(!read(&dir, "a.txt.json").contains("\"ms\""));
}

#[cfg(unix)]
#[test]
fn hostile_names_and_links_stay_inside() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    let dir = Dir::new();
    let long = "é".repeat(125) + ".txt";
    let hostile: [&[u8]; 6] = [
        b"new\nline.txt",
        "🚢 ferry.txt".as_bytes(),
        b"a..txt",
        b"raw\xff\xfe.txt",
        b"(a)[b].txt",
        long.as_bytes(),
    ];
    for name in hostile {
        save(&dir, std::ffi::OsStr::from_bytes(name), article(name.len()));
    }
    let saved = dir.path("saved");
    symlink(&saved, saved.join("loop")).expect("linked");
    symlink("/etc/hostname", saved.join("link.txt")).expect("linked");
    let locked = save(&dir, "locked.txt", article(1));
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("set");
    // A link that somebody put into the output folder is not followed out of it.
    fs::create_dir_all(dir.path("recaps")).expect("made");
    fs::create_dir_all(dir.path("elsewhere")).expect("made");
    symlink(dir.path("elsewhere"), dir.path("recaps/sub")).expect("linked");
    save(&dir, "sub/x.txt", article(1));
    let outcome = run(&dir, &[]);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert!(
        outcome.stderr.contains("sub/x.txt: ") && outcome.stderr.contains("in the way"),
        "{outcome:?}"
    );
    let readable = fs::read(&locked).is_ok();
    assert_eq!(outcome.stderr.contains("locked.txt: "), !readable, "{outcome:?}");
    let recaps: Vec<_> = tree(&dir.path("recaps")).into_keys().collect();
    // Six names, the index, the errors, ledger and lock, and what the superuser can read.
    assert_eq!(recaps.len(), 10 + usize::from(readable), "{recaps:?}");
    assert_eq!(names(&dir.path("elsewhere")), [] as [&str; 0]);
    assert_eq!(dir.names(), ["elsewhere", "recaps", "saved"]);
    let index = read(&dir, "index.md");
    for link in [
        "new%0Aline.txt.md",
        "raw%FF%FE.txt.md",
        "%28a%29%5Bb%5D.txt.md",
        "a..txt.md",
    ] {
        assert!(index.contains(&format!("({link})")), "{link}: {index}");
    }
    let mode = fs::metadata(dir.path("recaps/a..txt.md"))
        .expect("there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o600, 0o600);
    assert_eq!(
        mode,
        fs::metadata(dir.path("saved/a..txt"))
            .expect("there")
            .permissions()
            .mode(),
        "as any new file"
    );
}

fn spawn(saved: &Path, recaps: &Path) -> Child {
    std::process::Command::new(assert_cmd::cargo::cargo_bin!("recap"))
        .arg(saved)
        .arg("-o")
        .arg(recaps)
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs")
}

/// The recaps in `folder`, which may be written to at this moment.
fn count(folder: &Path) -> usize {
    names(folder).iter().filter(|name| name.ends_with(".txt.md")).count()
}

/// Lets a run over `folder` go on until it holds more than `recaps`.
fn wait_for(folder: &Path, recaps: usize) {
    let start = Instant::now();
    while count(folder) <= recaps && start.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_run_killed_three_times_ends_as_an_undisturbed_one() {
    let dir = Dir::new();
    let files = 1000;
    for i in 0..files {
        save(&dir, format!("{}/{i}.txt", i % 7), article(i));
    }
    save(&dir, "3/bad.txt", "");
    assert_eq!(run(&dir, &[]).code, 3);
    let undisturbed = tree(&dir.path("recaps"));
    assert_eq!(undisturbed.len(), files + 4);
    let (saved, recaps) = (dir.path("saved"), dir.path("killed"));
    for part in 1..=3 {
        let mut child = spawn(&saved, &recaps);
        // At no round number, so that it falls into any step.
        wait_for(&recaps, files * part / 4 + part);
        std::thread::sleep(Duration::from_micros(700 * part as u64));
        child.kill().expect("killed");
        assert!(!child.wait().expect("ended").success());
        let left = tree(&recaps);
        assert!(count(&recaps) < files, "killed before the end");
        for (path, content) in left
            .iter()
            .filter(|(path, _)| path.to_string_lossy().ends_with(".txt.md"))
        {
            assert_eq!(Some(content), undisturbed.get(path), "{path:?} is half-written");
        }
    }
    // As of a write that the kill cut short.
    fs::write(recaps.join("3/.recap-AbCd1234"), "half a re").expect("written");
    let before = count(&recaps);
    let outcome = spawn(&saved, &recaps).wait_with_output().expect("ended");
    let said = String::from_utf8(outcome.stderr).expect("UTF-8");
    let made: usize = said
        .lines()
        .last()
        .and_then(|line| line.split(' ').next()?.parse().ok())
        .expect("a number");
    assert!(
        made <= files - before + 1,
        "all but the last recap counts: {before} were there, {said}"
    );
    assert_eq!(tree(&recaps), undisturbed);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_run_between_two_articles() {
    let dir = Dir::new();
    for i in 0..400 {
        save(&dir, format!("{i}.txt"), article(i));
    }
    let (saved, recaps) = (dir.path("saved"), dir.path("recaps"));
    let child = spawn(&saved, &recaps);
    wait_for(&recaps, 3);
    let killed = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(killed.expect("kill runs").success());
    let outcome = child.wait_with_output().expect("ended");
    let said = String::from_utf8(outcome.stderr).expect("UTF-8");
    assert_eq!(outcome.status.code(), Some(130), "{said}");
    let made = count(&recaps);
    assert!(
        made < 400 && said.starts_with(&format!("interrupted: {made} recapped, 0 up to date, 0 failed in ")),
        "{said}"
    );
    assert_eq!(read(&dir, "index.md").lines().count(), 2 + made);
    assert!(!recaps.join(".recap/journal.jsonl").exists());
}

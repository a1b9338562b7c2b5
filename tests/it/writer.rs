//! `recap models`, and summaries that a language model writes.

use std::ffi::OsStr;
use std::fs;

use crate::harness::{ARTICLES, Dir, Outcome, command, fixture, outcome, recap};

/// The binary with `folder` for its models.
fn with_models(folder: &OsStr, args: &[&OsStr]) -> Outcome {
    outcome(command().env("RECAP_MODELS", folder).args(args))
}

fn words(args: &'static str) -> Vec<&'static OsStr> {
    args.split(' ').map(OsStr::new).collect()
}

#[test]
fn without_a_network_or_python_there_is_a_way_out() {
    let dir = Dir::new();
    let folder = dir.path("models");
    let offline = with_models(folder.as_os_str(), &words("models pull --offline"));
    assert_eq!((offline.code, offline.stdout.as_str()), (1, ""));
    let file = folder.join("SmolLM2-135M-Instruct.Q4_1.gguf");
    assert!(
        offline.stderr.contains(&file.display().to_string()),
        "{}",
        offline.stderr
    );
    let without = outcome(
        command()
            .env("RECAP_MODELS", &folder)
            .env("PATH", dir.path("nothing"))
            .args(["models", "pull"]),
    );
    assert_eq!(without.code, 1);
    assert!(without.stderr.contains("needs Python with pip"), "{}", without.stderr);
    assert!(!folder.exists(), "nothing was made");
}

#[test]
fn the_models_folder_is_told_and_other_files_in_it_are_found_out() {
    let dir = Dir::new();
    let folder = dir.path("models");
    fs::create_dir(&folder).expect("a folder");
    let path = with_models(folder.as_os_str(), &words("models path smollm2-135m-instruct"));
    let path = path.stdout.trim_end();
    let list = with_models(folder.as_os_str(), &words("models list"));
    assert!(list.stdout.contains("\tnot installed\t"), "{}", list.stdout);
    fs::write(path, "GGUF but not this one").expect("written");
    let verify = with_models(folder.as_os_str(), &words("models verify"));
    assert_eq!(verify.code, 1);
    assert!(verify.stderr.contains("SHA-256"), "{}", verify.stderr);
    let unknown = with_models(folder.as_os_str(), &words("models path gpt"));
    assert!(unknown.stderr.contains("recap models list"), "{}", unknown.stderr);
}

#[test]
fn a_writer_that_cannot_be_used_is_named() {
    let dir = Dir::new();
    let article = fixture("ferry-ruling.txt");
    let run = |model: &OsStr| {
        let args = [
            "--style".as_ref(),
            "abstractive".as_ref(),
            "-m".as_ref(),
            model,
            article.as_os_str(),
        ];
        with_models(dir.path("models").as_os_str(), &args)
    };
    let damaged = run(dir.write("damaged.gguf", "GGUF\u{3}").as_os_str());
    assert_eq!((damaged.code, damaged.stdout.as_str()), (1, ""));
    assert!(
        damaged.stderr.contains("damaged.gguf: is no usable GGUF file"),
        "{}",
        damaged.stderr
    );
    let unknown = run("no-such-model".as_ref());
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("SmolLM2-135M-Instruct"), "{}", unknown.stderr);
    let missing = run("SmolLM2-135M-Instruct".as_ref());
    assert!(missing.stderr.contains("recap models pull"), "{}", missing.stderr);
    assert_eq!(recap(["-m".as_ref(), "x".as_ref(), article.as_os_str()]).code, 2);
}

#[test]
#[ignore = "needs the model that recap models pull installs"]
fn written_summaries_verify_clean_and_stay_the_same() {
    let dir = Dir::new();
    for name in ARTICLES {
        let article = fixture(name);
        let written = dir.path(format!("{name}.json"));
        let style = ["--style", "abstractive", "--json", "-o"].map(OsStr::new);
        let made = recap(style.into_iter().chain([written.as_os_str(), article.as_os_str()]));
        assert_eq!(made.code, 0, "{made:?}");
        let json: serde_json::Value = serde_json::from_slice(&fs::read(&written).expect("written")).expect("JSON");
        assert_eq!(json["summary"]["style"], "abstractive");
        assert_eq!(json["model"]["writer"]["name"], "SmolLM2-135M-Instruct.Q4_1");
        let sentences = json["summary"]["sentences"].as_array().expect("an array");
        assert!(!sentences.is_empty());
        for sentence in sentences {
            let verdict = sentence["verdict"].as_str().expect("a verdict");
            assert!(["verbatim", "compressed", "supported"].contains(&verdict), "{verdict}");
            assert!(!sentence["evidence"].as_array().expect("an array").is_empty());
        }
        let verified = recap(["verify".as_ref(), written.as_os_str(), article.as_os_str()]);
        assert_eq!(verified.code, 0, "{}", verified.stdout);
        let again = dir.path(format!("{name}-1.json"));
        let single = ["-j", "1"].map(OsStr::new).into_iter().chain(style);
        recap(single.chain([again.as_os_str(), article.as_os_str()]));
        assert_eq!(
            fs::read(&again).expect("written"),
            fs::read(&written).expect("written"),
            "{name}"
        );
    }
}

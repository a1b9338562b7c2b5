//! A scratch folder and a way to run the binary in it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A folder that goes away with the test.
pub struct Dir(TempDir);

impl Dir {
    pub fn new() -> Self {
        Self(TempDir::new().expect("a temporary folder"))
    }

    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).expect("the file can be written");
        path
    }

    /// The names in the folder, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("the folder can be read");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

/// What one run of the binary gave.
#[derive(Debug)]
pub struct Outcome {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    /// The only JSON value on stdout.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// The JSON values on stdout, one a line.
    pub fn json_lines(&self) -> Vec<Value> {
        let lines = self.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
            .collect()
    }
}

/// The binary, in an environment that does not sway it.
pub fn command() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("recap"));
    command
        .env_remove("NO_COLOR")
        .env_remove("RAYON_NUM_THREADS")
        .env_remove("CLICOLOR_FORCE");
    command
}

/// Runs the binary with nothing on standard input.
pub fn recap(args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Outcome {
    outcome(command().args(args))
}

/// Runs the binary with `input` on standard input.
pub fn recap_stdin(input: impl Into<Vec<u8>>, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Outcome {
    outcome(command().args(args).write_stdin(input))
}

/// Runs `command`.
pub fn outcome(command: &mut Command) -> Outcome {
    let output = command.output().expect("the binary runs");
    Outcome {
        code: output.status.code().expect("the binary ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    }
}

/// A file of `fixtures/articles`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/articles")
        .join(name)
}

/// The articles of `fixtures/articles`.
pub const ARTICLES: &[&str] = &["dairy-closure.txt", "four-day-week.md", "kelp-oxygen.txt"];

/// The binary with stdout going to a pipe that nobody reads.
pub fn exit_code_with_closed_stdout(args: &[&OsStr]) -> i32 {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("recap"))
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    child
        .wait()
        .expect("the binary ends")
        .code()
        .expect("the binary ends by itself")
}

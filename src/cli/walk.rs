//! The articles in a folder: which files a folder run reads.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Error;
use ignore::WalkBuilder;
use quickrecap::input;

/// Extensions of articles. Files named otherwise are read only when they are named on the command line.
const EXTENSIONS: &[&str] = &[
    "txt", "text", "md", "markdown", "mdown", "mkd", "mdx", "jsonl", "ndjson", "html", "htm", "xhtml", "mht", "mhtml",
    "pdf",
];
/// Longer "extensions" are the end of a sentence in a file name.
const LONGEST_EXTENSION: usize = 12;
/// Kinds of skipped files that are named.
const KINDS: usize = 6;
/// So much of a file without an extension is looked at.
const PEEK_BYTES: u64 = 16 * 1024;

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Walk {
    /// Files that may be articles, in no particular order: as found, and relative to the folder.
    pub articles: Vec<(PathBuf, PathBuf)>,
    /// What could not be read.
    pub failures: Vec<(PathBuf, Error)>,
    /// Mistakes in ignore files, and links to what may be articles.
    pub warnings: Vec<String>,
    /// What is no article.
    pub skipped: Skipped,
}

/// Files that a folder holds besides articles, counted by what they are: `.epub`, `link`.
///
/// As text, the end of a sentence: `; 6 skipped: 3 .epub, 2 .csv, 1 link`. Nothing where there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skipped(BTreeMap<String, usize>);

impl Skipped {
    fn count(&mut self, kind: String) {
        *self.0.entry(kind).or_default() += 1;
    }

    /// Counts those of `other` as well.
    pub fn add(&mut self, other: Self) {
        for (kind, count) in other.0 {
            *self.0.entry(kind).or_default() += count;
        }
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut kinds: Vec<(&String, usize)> = self.0.iter().map(|(kind, count)| (kind, *count)).collect();
        kinds.sort_by_key(|(_, count)| Reverse(*count));
        write!(f, "; {} skipped: ", self.0.values().sum::<usize>())?;
        for (index, (kind, count)) in kinds.iter().take(KINDS).enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            write!(f, "{comma}{count} {kind}")?;
        }
        let others: usize = kinds.iter().skip(KINDS).map(|(_, count)| count).sum();
        if others > 0 {
            write!(f, ", {others} others")
        } else {
            Ok(())
        }
    }
}

/// Walks `root` and all folders in it, following no links.
///
/// Hidden files and what the `.gitignore`, `.ignore` and `.recapignore` files in `root` exclude is passed over, and so is
/// the folder `output`. What lies above `root` has no say: the result depends on the folder alone.
pub fn walk(root: &Path, output: &Path) -> Walk {
    let mut walk = Walk::default();
    let mut builder = WalkBuilder::new(root);
    builder
        .parents(false)
        .git_global(false)
        .git_exclude(false)
        .require_git(false)
        .follow_links(false)
        .add_custom_ignore_filename(".recapignore");
    // A folder that does not exist yet is not in the way.
    if let (Ok(output), Ok(real)) = (output.canonicalize(), root.canonicalize()) {
        let root = root.to_owned();
        builder.filter_entry(move |entry| match entry.path().strip_prefix(&root) {
            Ok(relative) => real.join(relative) != output,
            Err(_) => true,
        });
    }
    for entry in builder.build() {
        match entry {
            Ok(entry) => {
                if let Some(mistake) = entry.error() {
                    walk.warnings.push(mistake.to_string());
                }
                let Some(kind) = entry.file_type().filter(|kind| !kind.is_dir()) else {
                    continue;
                };
                if kind.is_symlink() {
                    walk.skipped.count("link".to_owned());
                    if entry.path().is_dir() || has_extension(entry.path()) {
                        let path = entry.path().display();
                        walk.warnings
                            .push(format!("{path} is a link and is not followed: name it to recap it"));
                    }
                    continue;
                }
                if !kind.is_file() || !may_be_article(entry.path()) {
                    walk.skipped.count(skipped_as(entry.path(), kind.is_file()));
                    continue;
                }
                if let Ok(relative) = entry.path().strip_prefix(root) {
                    let relative = relative.to_owned();
                    walk.articles.push((entry.into_path(), relative));
                }
            }
            Err(error) => {
                let path = path_of(&error).unwrap_or(root).to_owned();
                walk.failures.push((path, cause(error)));
            }
        }
    }
    walk
}

fn extension(path: &Path) -> Option<String> {
    path.extension()
        .map(|extension| extension.to_string_lossy().to_lowercase())
}

/// Whether the name of `path` ends as names of articles do.
fn has_extension(path: &Path) -> bool {
    extension(path).is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

/// What to call a file that is no article.
fn skipped_as(path: &Path, is_file: bool) -> String {
    match extension(path).filter(|extension| is_extension(extension)) {
        _ if !is_file => "pipe or device".to_owned(),
        Some(extension) => format!(".{extension}"),
        None => "without extension".to_owned(),
    }
}

/// By the extension; without one, by the first bytes.
fn may_be_article(path: &Path) -> bool {
    match extension(path) {
        Some(extension) if EXTENSIONS.contains(&extension.as_str()) => true,
        Some(extension) if is_extension(&extension) => false,
        _ => looks_like_text(path),
    }
}

/// Whether what stands behind the last full stop of a name is an extension, and not the rest of "Version 2.0 is out".
fn is_extension(end: &str) -> bool {
    end.len() <= LONGEST_EXTENSION
        && end.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'~')
        && !end.bytes().all(|byte| byte.is_ascii_digit())
}

fn looks_like_text(path: &Path) -> bool {
    let mut head = Vec::new();
    match File::open(path).and_then(|file| file.take(PEEK_BYTES).read_to_end(&mut head)) {
        Ok(_) => input::detect(&head, None).is_ok(),
        // The run will say why it cannot be read.
        Err(_) => true,
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

/// The error without the path, which is named anyway.
fn cause(error: ignore::Error) -> Error {
    match error {
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => cause(*err),
        ignore::Error::Io(error) => Error::new(error).context("cannot be read"),
        error => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_titles_are_no_extensions() {
        for name in ["a.jpg", "b.JSON", "c.txt~", "d.webarchive"] {
            assert!(!may_be_article(Path::new(name)), "{name}");
        }
        for name in ["a.TXT", "b.tar.md", "Version 2.0 is out", "U.S. economy"] {
            assert!(may_be_article(Path::new(name)), "{name}");
        }
    }
}

//! The two lists that a folder run keeps beside its recaps: `index.md` with links to all of them, `errors.jsonl` with what
//! failed.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Result, bail};
use quickrecap::render::{self, IndexItem};
use serde::{Deserialize, Serialize};

use super::ledger::Entries;
use super::output::replace_if_changed;
use super::plan::Failure;
use super::{names, ours};

const INDEX: &str = "index.md";
const ERRORS: &str = "errors.jsonl";

/// One line of the list of errors.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    path: String,
    error: String,
}

/// Refuses a folder whose lists are somebody's own. An index is written only where there `is_index` to be one.
///
/// # Errors
/// When one was not written by recap, or is a link or a folder.
pub fn may_be_written(output: &Path, is_index: bool) -> Result<()> {
    let index = output.join(INDEX);
    if is_index && ours::is_there(&index)? && !fs::read(&index)?.starts_with(render::INDEX_HEADING.as_bytes()) {
        refuse(&index)?;
    }
    let errors = output.join(ERRORS);
    if ours::is_there(&errors)? && !is_list_of_errors(&errors) {
        refuse(&errors)?;
    }
    Ok(())
}

fn refuse(path: &Path) -> Result<()> {
    bail!(
        "{} was not written by recap and would be replaced: name another folder, or add --force",
        path.display()
    )
}

fn is_list_of_errors(path: &Path) -> bool {
    let lines = ours::read(path);
    let mut lines = lines.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    lines.all(|line| serde_json::from_slice::<Line>(line).is_ok())
}

/// One line a failure, in the order given; no file when there is none, unless it is somebody else's.
///
/// # Errors
/// When the list cannot be written or removed.
pub fn write_errors(output: &Path, failures: &[Failure]) -> io::Result<()> {
    let path = output.join(ERRORS);
    if failures.is_empty() {
        return if ours::is_there(&path).unwrap_or(false) && is_list_of_errors(&path) {
            fs::remove_file(path)
        } else {
            Ok(())
        };
    }
    let mut content = String::new();
    for failure in failures {
        let line = Line {
            path: failure.path.to_string_lossy().into_owned(),
            error: failure.error.clone(),
        };
        content += &serde_json::to_string(&line)?;
        content.push('\n');
    }
    replace_if_changed(&path, content.as_bytes())
}

/// Links to all recaps of the folder; no file when there was none and is nothing to link to.
///
/// # Errors
/// When the index cannot be written.
pub fn write_index(output: &Path, entries: &Entries) -> io::Result<()> {
    let path = output.join(INDEX);
    let recaps = || entries.iter().filter(|(key, _)| key.ends_with(b".md"));
    if recaps().next().is_none() && !path.exists() {
        return Ok(());
    }
    let links: Vec<String> = recaps().map(|(key, _)| names::link(key)).collect();
    let items = recaps().zip(&links).map(|((_, entry), link)| IndexItem {
        link,
        title: &entry.title,
        gist: &entry.gist,
    });
    replace_if_changed(&path, render::index(items).as_bytes())
}

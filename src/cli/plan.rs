//! What a folder run has to do: the articles found, the place of each recap, and which recaps are not current.
//!
//! Reads articles only to hash them; makes and writes nothing.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Error;
use quickrecap::models;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::ledger::{self, Entries};
use super::names;
use super::report::Report;
use super::settings::{Folders, Product, Settings};
use super::source::hex;
use super::walk::{Walk, walk};

/// One article and the place of its recap.
#[derive(Debug)]
pub struct Job {
    pub path: PathBuf,
    /// [`names::key`] of the recap.
    pub key: Vec<u8>,
}

/// A job that is not done yet.
pub struct Todo<'a> {
    pub job: &'a Job,
    pub bytes: u64,
    /// [`Entry::of`](super::ledger::Entry::of) of the recap to be made, where it is known already.
    pub of: Option<String>,
}

/// An input that failed.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Failure {
    pub path: PathBuf,
    pub error: String,
}

impl Failure {
    pub fn error(&self) -> Error {
        Error::msg(self.error.clone()).context(self.path.display().to_string())
    }
}

/// The articles in `folders`, sorted by the place of their recaps.
pub fn find(folders: &Folders, product: Product, report: &Report) -> (Vec<Job>, Vec<Failure>) {
    let mut jobs = Vec::new();
    let mut failures = Vec::new();
    for root in &folders.roots {
        if !root.is_folder {
            let path = names::mirrored(&root.mirror, product.extension(), |_| false);
            jobs.push(Job {
                path: root.path.clone(),
                key: names::key(&path),
            });
            continue;
        }
        let Walk {
            articles,
            failures: unreadable,
            warnings,
        } = walk(&root.path, &folders.output);
        for warning in warnings {
            report.warning(warning);
        }
        for (path, error) in unreadable {
            let error = format!("{error:#}");
            failures.push(Failure { path, error });
        }
        // "a.md" is the recap of "a", unless there is a folder of that name.
        let is_folder = |path: &Path| {
            let relative = path.strip_prefix(&root.mirror).unwrap_or(path);
            root.path.join(relative).is_dir()
        };
        jobs.extend(articles.into_iter().map(|(path, relative)| {
            let recap = names::mirrored(&root.mirror.join(relative), product.extension(), is_folder);
            let key = names::key(&recap);
            Job { path, key }
        }));
    }
    jobs.sort_by(|a, b| a.key.cmp(&b.key));
    (jobs, failures)
}

/// The jobs whose recaps are not current by `entries`.
pub fn plan<'a>(jobs: &'a [Job], entries: &Entries, folders: &Folders, fingerprint: &str) -> Vec<Todo<'a>> {
    jobs.par_iter()
        .filter_map(|job| {
            let entry = entries
                .get(&job.key)
                .filter(|entry| !folders.force && !entry.of.is_empty());
            let of = entry.and_then(|_| made_of(&job.path, fingerprint).ok());
            let current = entry.is_some_and(|entry| Some(&entry.of) == of.as_ref());
            if current && ledger::exists(&folders.output, &job.key) {
                return None;
            }
            let bytes = fs::metadata(&job.path).map_or(0, |meta| meta.len());
            Some(Todo { job, bytes, of })
        })
        .collect()
}

/// All that shapes a recap, besides the article.
pub fn fingerprint(settings: &Settings) -> String {
    // A model file is told from another by its hash; one that cannot be read fails with every article.
    let writer = settings
        .writer
        .as_ref()
        .map(|path| models::sha256(path).unwrap_or_default());
    format!(
        "{} {:?} {:?} {:?}",
        env!("CARGO_PKG_VERSION"),
        settings.product,
        settings.input_format,
        writer
    )
}

/// The hash that tells whether a recap is current.
pub fn made_of(path: &Path, fingerprint: &str) -> io::Result<String> {
    let mut hash = Sha256::new();
    hash.update(fingerprint);
    hash.update([0]);
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match io::Read::read(&mut file, &mut buffer) {
            Ok(0) => break,
            Ok(read) => hash.update(&buffer[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(hex(&hash.finalize()))
}
